//! Contact sheets and the index page of the gallery.

use std::fmt::Write;

use image::imageops::{FilterType, overlay, resize};
use image::{Rgb, RgbImage};

/// Puts pictures side by side, scaled to this height, in rows of this many.
pub fn contact_sheet(pictures: &[RgbImage], height: u32, columns: usize) -> RgbImage {
    const GAP: u32 = 16;
    let small: Vec<_> = pictures
        .iter()
        .map(|picture| {
            let width = picture.width() * height / picture.height();
            resize(picture, width, height, FilterType::Triangle)
        })
        .collect();
    let width = small.iter().map(RgbImage::width).max().unwrap_or(1);
    let across = u32::try_from(columns.min(small.len())).expect("a few columns");
    let down = u32::try_from(small.len().div_ceil(columns)).expect("a few rows");
    let mut sheet = RgbImage::from_pixel(
        across * (width + GAP) + GAP,
        down * (height + GAP) + GAP,
        Rgb([120, 120, 120]),
    );
    for (index, picture) in small.iter().enumerate() {
        let (row, column) = (index / columns, index % columns);
        let x = i64::from(GAP) + i64::try_from(column).expect("small") * i64::from(width + GAP);
        let y = i64::from(GAP) + i64::try_from(row).expect("small") * i64::from(height + GAP);
        overlay(&mut sheet, picture, x, y);
    }
    sheet
}

/// A page that lists the pictures.
pub fn index_page(files: &[String]) -> String {
    let mut page = String::from(
        "<!doctype html><meta charset=utf-8><title>Gallery</title>\
         <style>body{font:16px sans-serif;background:#888}figure{display:inline-block;margin:8px}\
         img{height:480px;background:#fff}</style>\n",
    );
    for file in files {
        let _ = writeln!(
            page,
            "<figure><a href=\"{file}\"><img loading=lazy src=\"{file}\"></a><figcaption>{file}</figcaption></figure>"
        );
    }
    page
}
