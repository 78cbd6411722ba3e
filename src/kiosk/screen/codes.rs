//! QR codes of web addresses, to take along on a phone.

use qrcodegen::{QrCode, QrCodeEcc};
use ui::slint::{Image, Rgb8Pixel, SharedPixelBuffer};

/// Light modules around the code (ISO/IEC 18004 asks for four).
const QUIET_ZONE: i32 = 4;
/// Pixels a module, so that the picture is scaled down and never up.
const MODULE: i32 = 8;

/// The QR code of an address, dark on white with its quiet zone; `None` if the address is too long for one.
pub(super) fn qr_code(address: &str) -> Option<Image> {
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let side = (code.size() + 2 * QUIET_ZONE) * MODULE;
    let pixels = u32::try_from(side).ok()?;
    let mut buffer = SharedPixelBuffer::<Rgb8Pixel>::new(pixels, pixels);
    let width = usize::try_from(side).ok()?;
    for (index, pixel) in buffer.make_mut_slice().iter_mut().enumerate() {
        let (x, y) = (
            i32::try_from(index % width).ok()?,
            i32::try_from(index / width).ok()?,
        );
        // A module outside the code reads as light, which makes the quiet zone.
        let dark = code.get_module(x / MODULE - QUIET_ZONE, y / MODULE - QUIET_ZONE);
        *pixel = if dark {
            Rgb8Pixel::new(20, 35, 43)
        } else {
            Rgb8Pixel::new(255, 255, 255)
        };
    }
    Some(Image::from_rgb8(buffer))
}
