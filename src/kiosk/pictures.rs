//! The pictures of open pages, as the screen draws them.

use content_folder::Pixels as Unpacked;
use ui::slint::{Rgb8Pixel, Rgba8Pixel, SharedPixelBuffer};

/// A picture's pixels. Without transparency it takes a quarter less memory.
#[derive(Clone)]
pub enum Pixels {
    /// Every pixel covers what lies beneath.
    Opaque(SharedPixelBuffer<Rgb8Pixel>),
    /// Some pixels let what lies beneath shine through.
    Transparent(SharedPixelBuffer<Rgba8Pixel>),
}

impl From<Unpacked> for Pixels {
    fn from(pixels: Unpacked) -> Self {
        match pixels {
            Unpacked::Opaque { width, height, bytes } => {
                Self::Opaque(SharedPixelBuffer::clone_from_slice(&bytes, width, height))
            }
            Unpacked::Transparent { width, height, bytes } => {
                Self::Transparent(SharedPixelBuffer::clone_from_slice(&bytes, width, height))
            }
        }
    }
}
