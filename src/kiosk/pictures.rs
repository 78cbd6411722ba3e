//! Decodes the pictures of the content folder, off the screen's thread and within limits.

use std::collections::{BTreeSet, HashMap};
use std::io::Cursor;
use std::path::Path;

use flow::content::{Block, Content};
use image::{ImageError, ImageReader, Limits};
use ui::slint::SharedPixelBuffer;

use crate::screen::Picture;

/// Largest picture file, in bytes.
const LARGEST_FILE: u64 = 15 * 1024 * 1024;
/// Longest side of a picture, in pixels.
const LONGEST_SIDE: u32 = 8_000;
/// Most memory a decoder may take, in bytes.
const MOST_MEMORY: u64 = 128 * 1024 * 1024;
/// The widest that a page draws a picture, in pixels of a 1080-wide screen; larger ones are scaled down once.
const DRAWN_SIDE: u32 = 1_300;

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

/// Decodes every picture that a page shows; the second list says which could not be, a line for staff each.
pub fn decode(folder: &Path, content: &Content) -> (HashMap<String, Picture>, Vec<String>) {
    let mut pictures = HashMap::new();
    let mut findings = Vec::new();
    for name in shown(content) {
        match decode_one(&folder.join(&name)) {
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

fn decode_one(path: &Path) -> Result<Picture, PictureError> {
    if std::fs::metadata(path)?.len() > LARGEST_FILE {
        return Err(PictureError::TooLarge);
    }
    // The whole file is read first, so that a slow disk is not asked while memory is held by a decoder.
    let mut reader = ImageReader::new(Cursor::new(std::fs::read(path)?)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut picture = reader.decode()?;
    if picture.width().max(picture.height()) > DRAWN_SIDE {
        picture = picture.resize(DRAWN_SIDE, DRAWN_SIDE, image::imageops::FilterType::Triangle);
    }
    let (width, height) = (picture.width(), picture.height());
    let transparent =
        picture.color().has_alpha() && picture.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX);
    Ok(if transparent {
        let pixels = picture.into_rgba8();
        Picture::Transparent(SharedPixelBuffer::clone_from_slice(
            pixels.as_raw(),
            width,
            height,
        ))
    } else {
        let pixels = picture.into_rgb8();
        Picture::Opaque(SharedPixelBuffer::clone_from_slice(
            pixels.as_raw(),
            width,
            height,
        ))
    })
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
