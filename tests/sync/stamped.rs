//! Pages and pictures that say themselves of which version they are, from the first line to the last.

/// The languages the pages are written in, the office's default first.
pub const LANGUAGES: [&str; 3] = ["en-GB", "bn", "ar"];

/// The sides of a picture, in pixels. As noise it packs to some 30 KB, which takes a slow tool a moment.
const SIDES: (u32, u32) = (120, 84);

/// A page of a version, with the picture of that name if it has one.
pub fn page(stamp: u64, language: &str, picture: Option<&str>) -> String {
    let mut text = format!("# Stamp {stamp} in {language}\n\nBegin {stamp}\n\n");
    if let Some(picture) = picture {
        text += &format!("![A picture of stamp {stamp}]({picture})\n\n");
    }
    for line in 0..5 + stamp % 7 {
        text += &format!("- Line {line} of {stamp}\n");
    }
    text + &format!("\nEnd {stamp}\n")
}

/// The title of a page.
pub fn title(stamp: u64, language: &str) -> String {
    format!("Stamp {stamp} in {language}")
}

/// The stamp that the first line of a page bears.
pub fn stamp_of(page: &str) -> Option<u64> {
    let first = page.lines().next()?;
    first.strip_prefix("# Stamp ")?.split(' ').next()?.parse().ok()
}

/// A picture of a version: noise that only this stamp makes.
///
/// # Panics
/// If it cannot be packed.
pub fn picture(stamp: u64) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(stamp);
    let (width, height) = SIDES;
    let pixels: Vec<u8> = (0..width * height * 3).map(|_| random.u8(..)).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().expect("a head");
    writer.write_image_data(&pixels).expect("a picture");
    writer.finish().expect("its end");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stamp_is_another_page_and_another_picture() {
        assert_eq!(stamp_of(&page(1234, "bn", None)), Some(1234));
        assert_ne!(picture(1), picture(2));
        assert_eq!(picture(3), picture(3));
        assert!(picture(4).len() > 20_000);
    }
}
