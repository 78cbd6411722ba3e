//! Reads the pictures of the content folder, off the screen's thread and within limits.
//!
//! They are kept packed, as files are, and unpacked when their page is drawn: a folder of a hundred leaflets would
//! otherwise take hundreds of megabytes, on a machine that shows one page at a time.

use std::collections::{BTreeSet, HashMap};
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use flow::content::{Block, Content};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageError, ImageFormat, ImageReader, Limits};
use ui::slint::{Rgb8Pixel, Rgba8Pixel, SharedPixelBuffer};

/// Largest picture file, in bytes.
const LARGEST_FILE: u64 = 15 * 1024 * 1024;
/// Longest side of a picture, in pixels.
const LONGEST_SIDE: u32 = 8_000;
/// Most memory a decoder may take, in bytes.
const MOST_MEMORY: u64 = 128 * 1024 * 1024;
/// The widest that a page draws a picture, in pixels of a 1080-wide screen; larger ones are scaled down once. It also
/// bounds how long unpacking one takes: some 20 ms.
const DRAWN_SIDE: u32 = 1_300;
/// The quality, of 100, at which a photo that was scaled down is packed again.
const PHOTO_QUALITY: u8 = 90;

/// A picture, packed. It could be unpacked when it was read.
#[derive(Clone)]
pub struct Picture(Arc<[u8]>);

/// An unpacked picture. Without transparency it takes a quarter less memory.
pub enum Pixels {
    /// Every pixel covers what lies beneath.
    Opaque(SharedPixelBuffer<Rgb8Pixel>),
    /// Some pixels let what lies beneath shine through.
    Transparent(SharedPixelBuffer<Rgba8Pixel>),
}

/// Why a picture is not shown.
#[derive(Debug, thiserror::Error)]
enum PictureError {
    #[error("the file is larger than 15 MiB")]
    TooLarge,
    #[error("{0}")]
    Read(#[from] std::io::Error),
    #[error("{0}")]
    Decode(#[from] ImageError),
}

/// Reads every picture that a page shows; the second list says which could not be, a line for staff each.
pub fn read(folder: &Path, content: &Content) -> (HashMap<String, Picture>, Vec<String>) {
    let mut pictures = HashMap::new();
    let mut findings = Vec::new();
    for name in shown(content) {
        match read_one(&folder.join(&name)) {
            Ok(picture) => {
                pictures.insert(name, picture);
            }
            Err(error) => findings.push(format!(
                "{name}: The picture cannot be shown: {error}. Save it again as PNG."
            )),
        }
    }
    (pictures, findings)
}

fn read_one(path: &Path) -> Result<Picture, PictureError> {
    if std::fs::metadata(path)?.len() > LARGEST_FILE {
        return Err(PictureError::TooLarge);
    }
    let packed = std::fs::read(path)?;
    let (format, picture) = decode(&packed)?;
    if picture.width().max(picture.height()) <= DRAWN_SIDE {
        return Ok(Picture(packed.into()));
    }
    let smaller = picture.resize(DRAWN_SIDE, DRAWN_SIDE, image::imageops::FilterType::Triangle);
    let mut packed = Vec::new();
    if format == Some(ImageFormat::Jpeg) {
        JpegEncoder::new_with_quality(&mut packed, PHOTO_QUALITY).encode_image(&smaller.to_rgb8())?;
    } else {
        smaller.write_to(&mut Cursor::new(&mut packed), ImageFormat::Png)?;
    }
    Ok(Picture(packed.into()))
}

/// Decodes a whole file within the limits, and says of which format it was.
fn decode(packed: &[u8]) -> Result<(Option<ImageFormat>, DynamicImage), PictureError> {
    let mut reader = ImageReader::new(Cursor::new(packed)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    Ok((reader.format(), reader.decode()?))
}

impl Picture {
    /// Its pixels; `None` only if it cannot be read any more, which its reading has ruled out.
    pub fn unpack(&self) -> Option<Pixels> {
        let (_, picture) = decode(&self.0).ok()?;
        let (width, height) = (picture.width(), picture.height());
        let transparent =
            picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX);
        Some(if transparent {
            let pixels = picture.into_rgba8();
            Pixels::Transparent(SharedPixelBuffer::clone_from_slice(
                pixels.as_raw(),
                width,
                height,
            ))
        } else {
            let pixels = picture.into_rgb8();
            Pixels::Opaque(SharedPixelBuffer::clone_from_slice(
                pixels.as_raw(),
                width,
                height,
            ))
        })
    }
}

/// The pictures that any page of the content shows.
fn shown(content: &Content) -> BTreeSet<String> {
    let listed = content
        .leaflets
        .iter()
        .chain(&content.notices)
        .chain(&content.events)
        .map(|leaflet| &leaflet.pages);
    let own = [&content.privacy, &content.standards, &content.emergency];
    let mut names = BTreeSet::new();
    for page in listed.chain(own).flat_map(|pages| pages.pages()) {
        collect(&page.blocks, &mut names);
    }
    names
}

fn collect(blocks: &[Block], names: &mut BTreeSet<String>) {
    for block in blocks {
        match block {
            Block::Picture { path, .. } => {
                names.insert(path.clone());
            }
            Block::List { items, .. } => items.iter().for_each(|item| collect(item, names)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(folder: &Path, name: &str, picture: &DynamicImage) -> std::path::PathBuf {
        let path = folder.join(name);
        picture.save(&path).unwrap();
        path
    }

    #[test]
    fn a_picture_is_kept_as_its_file_and_a_larger_one_as_a_smaller_one_of_its_kind() {
        let folder = tempfile::tempdir().unwrap();
        let small = written(folder.path(), "a.png", &DynamicImage::new_rgb8(40, 30));
        assert_eq!(*read_one(&small).unwrap().0, *std::fs::read(&small).unwrap());
        for name in ["b.png", "b.jpg"] {
            let large = written(folder.path(), name, &DynamicImage::new_rgb8(2_600, 1_000));
            let Some(Pixels::Opaque(pixels)) = read_one(&large).unwrap().unpack() else {
                panic!("{name} is opaque")
            };
            assert_eq!((pixels.width(), pixels.height()), (DRAWN_SIDE, 500), "{name}");
        }
    }

    #[test]
    fn what_lies_beneath_shines_through_only_where_the_picture_lets_it() {
        let folder = tempfile::tempdir().unwrap();
        let unpacked = |name: &str, picture| {
            read_one(&written(folder.path(), name, &picture))
                .unwrap()
                .unpack()
                .unwrap()
        };
        let glass = DynamicImage::new_rgba8(8, 8);
        assert!(matches!(unpacked("glass.png", glass), Pixels::Transparent(_)));
        let wall = DynamicImage::new_rgb8(8, 8).into_rgba8().into();
        assert!(matches!(unpacked("wall.png", wall), Pixels::Opaque(_)));
    }

    #[test]
    fn half_a_picture_is_said_to_be_unreadable() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path(), "half.png", &DynamicImage::new_rgb8(64, 64));
        let bytes = std::fs::read(&path).unwrap();
        std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
        assert!(read_one(&path).is_err());
    }
}
