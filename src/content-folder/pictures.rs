//! Pictures of the content folder: whole, within limits, and no larger than a screen can show.
//!
//! A picture is decoded once when it is taken, which finds the torn ones, and again when its page is opened. It is
//! kept packed in between, so that a folder of a hundred leaflets takes no memory.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageError, ImageFormat, ImageReader, Limits};

/// Largest picture file, in bytes.
pub(crate) const LARGEST_FILE: u64 = 15 * 1024 * 1024;
/// Longest side of a picture, in pixels.
const LONGEST_SIDE: u32 = 8_000;
/// Most pixels of a picture: 24 million, as the cameras of telephones take them.
const MOST_PIXELS: u64 = 24_000_000;
/// Most memory a decoder may take, in bytes.
const MOST_MEMORY: u64 = 128 * 1024 * 1024;
/// The widest that a page draws a picture, in pixels of a 1080-wide screen; larger ones are scaled down once. It also
/// bounds how long unpacking one takes: some 20 ms.
const DRAWN_SIDE: u32 = 1_300;
/// The longest side of a poster, which has the screen to itself.
const POSTER_SIDE: u32 = 1_800;
/// The quality, of 100, at which a photo that was scaled down is packed again.
const PHOTO_QUALITY: u8 = 90;
/// So many zeros in a row do not stand in a packed photo; where they do, a file was made long before it was filled.
const ZEROS: usize = 4_096;

/// An unpacked picture, row by row from the top. Without transparency it takes a quarter less memory.
#[derive(Clone, PartialEq, Eq)]
pub enum Pixels {
    /// Red, green, blue; every pixel covers what lies beneath.
    Opaque {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
        /// Three bytes a pixel.
        bytes: Vec<u8>,
    },
    /// Red, green, blue, alpha; some pixels let what lies beneath shine through.
    Transparent {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
        /// Four bytes a pixel.
        bytes: Vec<u8>,
    },
}

/// Why a picture is not shown.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// Too many bytes.
    #[error("The picture is larger than 15 MB.")]
    TooLarge,
    /// Too many pixels.
    #[error("The picture has more pixels than the kiosk can show ({width} × {height}).")]
    TooManyPixels {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
    },
    /// Bytes are missing.
    #[error("The picture has not arrived whole.")]
    Torn,
    /// No picture, or none of the kinds that are shown.
    #[error("The file is no picture that the kiosk can show, whatever its name says ({0}).")]
    Unreadable(ImageError),
}

impl PictureError {
    /// What staff should do.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::TooLarge | Self::TooManyPixels { .. } => {
                "Make it smaller: 2,000 pixels on its longer side are more than enough."
            }
            Self::Torn => "Wait until it has been copied whole, or copy it again.",
            Self::Unreadable(_) => "Open it on your computer, and save it again as PNG or JPEG.",
        }
    }
}

/// The bytes to keep of a picture file: the file itself, or a smaller picture of the same kind. It was decoded whole.
///
/// # Errors
/// Why it is not shown.
pub(crate) fn packed(bytes: Vec<u8>, poster: bool) -> Result<Vec<u8>, PictureError> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(PictureError::TooLarge);
    }
    let (format, picture) = decode(&bytes)?;
    let side = if poster { POSTER_SIDE } else { DRAWN_SIDE };
    if picture.width().max(picture.height()) <= side {
        return Ok(bytes);
    }
    let smaller = picture.resize(side, side, image::imageops::FilterType::Triangle);
    let mut packed = Vec::new();
    let encoded = if format == Some(ImageFormat::Jpeg) {
        JpegEncoder::new_with_quality(&mut packed, PHOTO_QUALITY).encode_image(&smaller.to_rgb8())
    } else {
        smaller.write_to(&mut Cursor::new(&mut packed), ImageFormat::Png)
    };
    encoded.map_err(PictureError::Unreadable)?;
    Ok(packed)
}

/// The pixels of what [`packed`] gave.
///
/// # Errors
/// If it is not what it was.
pub(crate) fn unpacked(bytes: &[u8]) -> Result<Pixels, PictureError> {
    let (_, picture) = decode(bytes)?;
    let (width, height) = (picture.width(), picture.height());
    let transparent =
        picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX);
    Ok(if transparent {
        let bytes = picture.into_rgba8().into_raw();
        Pixels::Transparent { width, height, bytes }
    } else {
        let bytes = picture.into_rgb8().into_raw();
        Pixels::Opaque { width, height, bytes }
    })
}

/// What would be shown of a picture file, on a page or as a poster: what it holds after all that is done to it.
///
/// # Errors
/// Why it is not shown.
pub fn check_picture(bytes: Vec<u8>, poster: bool) -> Result<Pixels, PictureError> {
    unpacked(&packed(bytes, poster)?)
}

/// Decodes a whole file within the limits, and says of which format it was.
fn decode(bytes: &[u8]) -> Result<(Option<ImageFormat>, DynamicImage), PictureError> {
    let guessed = || ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let reader = guessed().map_err(|error| PictureError::Unreadable(error.into()))?;
    let format = reader.format();
    if !is_whole(format, bytes) {
        return Err(PictureError::Torn);
    }
    let (width, height) = reader.into_dimensions().map_err(PictureError::Unreadable)?;
    if width.max(height) > LONGEST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureError::TooManyPixels { width, height });
    }
    let mut reader = guessed().map_err(|error| PictureError::Unreadable(error.into()))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let picture = reader.decode().map_err(PictureError::Unreadable)?;
    Ok((format, picture))
}

/// Whether a file has its end. Decoders forgive a missing one: they paint the rest grey.
fn is_whole(format: Option<ImageFormat>, bytes: &[u8]) -> bool {
    match format {
        // ITU-T T.81, B.2.1: a picture ends with the marker EOI. Cameras put more after it.
        Some(ImageFormat::Jpeg) => {
            let end = bytes
                .iter()
                .rposition(|byte| *byte != 0)
                .map_or(0, |last| last + 1);
            let tail = bytes.get(end.saturating_sub(64 * 1024)..end).unwrap_or(bytes);
            tail.windows(2).any(|pair| pair == [0xff, 0xd9]) && !has_hole(&bytes[..end])
        }
        // PNG (third edition), 11.2.5: the last chunk is IEND. The others carry checksums.
        Some(ImageFormat::Png) => {
            let tail = bytes
                .get(bytes.len().saturating_sub(64 * 1024)..)
                .unwrap_or(bytes);
            tail.windows(4).any(|name| name == b"IEND")
        }
        // RFC 9649, 2.4: the file's size is in its head, without the first eight bytes.
        Some(ImageFormat::WebP) => {
            let size = bytes
                .get(4..8)
                .and_then(|size| size.try_into().ok())
                .map(u32::from_le_bytes);
            size.is_some_and(|size| bytes.len() as u64 >= u64::from(size) + 8) && !has_hole(bytes)
        }
        _ => true,
    }
}

/// Whether some part was never filled: so many zeros in a row, or a few dozen at the end, where a format pads with
/// one at most.
fn has_hole(bytes: &[u8]) -> bool {
    let end = bytes.get(bytes.len().saturating_sub(32)..).unwrap_or(bytes);
    let empty_end = end.iter().all(|byte| *byte == 0);
    let mut chunks = bytes.chunks_exact(ZEROS);
    empty_end || chunks.any(|chunk| chunk.iter().all(|byte| *byte == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        bytes
    }

    /// A picture in which no two rows are alike.
    fn picture(width: u32, height: u32) -> DynamicImage {
        image::RgbImage::from_fn(width, height, |x, y| {
            let byte = |value: u32| u8::try_from(value % 256).unwrap();
            image::Rgb([byte(x * 7 + y), byte(x ^ y), byte(x * y)])
        })
        .into()
    }

    const FORMATS: [ImageFormat; 3] = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP];

    #[test]
    fn a_picture_is_kept_as_its_file_and_a_larger_one_as_a_smaller_one() {
        for format in FORMATS {
            let small = written(&picture(40, 30), format);
            assert_eq!(packed(small.clone(), false).unwrap(), small);
            let large = packed(written(&picture(2_600, 1_000), format), false).unwrap();
            let Pixels::Opaque { width, height, .. } = unpacked(&large).unwrap() else {
                panic!("{format:?} is opaque")
            };
            assert_eq!((width, height), (DRAWN_SIDE, 500), "{format:?}");
        }
    }

    #[test]
    fn what_lies_beneath_shines_through_only_where_the_picture_lets_it() {
        let glass = written(&DynamicImage::new_rgba8(8, 8), ImageFormat::Png);
        assert!(matches!(unpacked(&glass).unwrap(), Pixels::Transparent { .. }));
        let wall = DynamicImage::new_rgb8(8, 8).into_rgba8().into();
        assert!(matches!(
            unpacked(&written(&wall, ImageFormat::Png)).unwrap(),
            Pixels::Opaque { .. }
        ));
    }

    #[test]
    fn a_picture_cut_off_or_filled_with_zeros_is_never_taken() {
        for format in FORMATS {
            let whole = written(&picture(300, 300), format);
            for part in [1, 2, 10, 50, 90, 99] {
                let cut = whole.len() * part / 100;
                assert!(
                    packed(whole[..cut].to_vec(), false).is_err(),
                    "{format:?} {part} %"
                );
                let mut filled = whole.clone();
                filled[cut..].fill(0);
                assert!(packed(filled, false).is_err(), "{format:?} {part} %, then zeros");
            }
        }
        let mut hole = written(&picture(900, 900), ImageFormat::Jpeg);
        let middle = hole.len() / 2;
        hole[middle..middle + 3 * ZEROS].fill(0);
        assert!(matches!(packed(hole, false), Err(PictureError::Torn)));
    }

    #[test]
    fn a_picture_that_would_take_gigabytes_is_refused_by_its_head() {
        // The head of a PNG of 30,000 by 30,000 pixels.
        let mut bytes = written(&picture(4, 4), ImageFormat::Png);
        bytes[16..20].copy_from_slice(&30_000u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&30_000u32.to_be_bytes());
        assert!(packed(bytes, false).is_err());
        let wide = written(&DynamicImage::new_luma8(8_001, 2), ImageFormat::Png);
        assert!(matches!(
            packed(wide, false),
            Err(PictureError::TooManyPixels { .. })
        ));
    }

    #[test]
    fn a_picture_is_known_by_its_bytes_and_not_by_its_name() {
        assert!(packed(written(&picture(9, 9), ImageFormat::Png), false).is_ok());
        assert!(matches!(
            packed(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), false),
            Err(PictureError::Unreadable(_))
        ));
    }
}
