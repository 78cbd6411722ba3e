//! Pictures: what is unpacked fits the screen, and takes no more memory than it says.

use content_folder::{Pixels, check_picture};

use crate::words::assert_line;

/// The longest side that is kept, in pixels.
const LONGEST_SIDE: u32 = 1_800;

/// A picture file: once as a picture of a page, once as a poster.
///
/// The checksums of a PNG are set right first. libFuzzer would have to guess them, and a decoder that is built for
/// fuzzing does not look at them, but the one that reads the corpus again does.
pub fn pictures(bytes: &[u8]) {
    let bytes = with_true_checksums(bytes);
    for poster in [false, true] {
        match check_picture(bytes.clone(), poster) {
            Ok(pixels) => assert_pixels(&pixels),
            Err(error) => {
                // The decoder's own words are in it, so no more is claimed than that it says something.
                assert!(!error.to_string().is_empty());
                assert_line(error.remedy());
            }
        }
    }
}

fn assert_pixels(pixels: &Pixels) {
    let (width, height, bytes, depth) = match pixels {
        Pixels::Opaque { width, height, bytes } => (*width, *height, bytes, 3),
        Pixels::Transparent { width, height, bytes } => (*width, *height, bytes, 4),
    };
    assert!(width > 0 && height > 0);
    assert!(width.max(height) <= LONGEST_SIDE, "{width} × {height}");
    assert_eq!(bytes.len(), width as usize * height as usize * depth);
}

/// A PNG with the checksum that each of its chunks should have (PNG third edition, 5.3); any other file as it is.
fn with_true_checksums(bytes: &[u8]) -> Vec<u8> {
    let mut png = bytes.to_vec();
    if !png.starts_with(b"\x89PNG\r\n\x1a\n") {
        return png;
    }
    let mut at = 8;
    while let Some(length) = png.get(at..at + 4).and_then(|length| length.try_into().ok()) {
        let end = at + 8 + u32::from_be_bytes(length) as usize;
        let Some(checksum) = png.get(at + 4..end).map(crc32fast::hash) else {
            break;
        };
        if let Some(place) = png.get_mut(end..end + 4) {
            place.copy_from_slice(&checksum.to_be_bytes());
        }
        at = end + 4;
    }
    png
}
