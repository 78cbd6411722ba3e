//! ESC/POS, the language of receipt printers: a picture as a command, and what the printer says of itself.
//!
//! Written by hand for its few bytes: the crate `escpos` waits for a device file without limit, takes pictures as
//! encoded files only and lets dots through that a printer takes for commands. From Epson's ESC/POS Command Reference
//! (<https://download4.epson.biz/sec_pubs/pos/reference_en/escpos/>), the pages of the commands named below.

use crate::dots::Dots;
use crate::trouble::PrinterTrouble;

/// `ESC @`: forgets every setting of whoever printed before.
const INITIALIZE: [u8; 2] = [0x1B, 0x40];
/// `GS v 0`, mode 0: dots as they are; then bytes across and rows, low byte first, then the dots.
const RASTER: [u8; 4] = [0x1D, 0x76, 0x30, 0x00];
/// `GS V 66 0`: feeds to the knife and cuts, leaving a corner.
const CUT: [u8; 4] = [0x1D, 0x56, 66, 0];
/// `ESC J 255`: feeds 255 dots, 32 mm, past the edge that paper is torn at.
const FEED: [u8; 3] = [0x1B, 0x4A, 255];
/// `GS r 1`: asks for the paper sensors when all before it has been printed, so its answer says that it has.
pub(crate) const ASK_WHEN_DONE: [u8; 3] = [0x1D, 0x72, 1];
/// `DLE DC4 8`: throws away all that was not printed yet, at once, also while there is no paper. Printers that do not
/// know it take its bytes, none of which is a character, for nothing.
pub(crate) const FORGET: [u8; 10] = [0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8];
/// Rows of one raster command. Small, so that little has to be made up for where one was cut short.
const BAND: usize = 64;

/// The bytes that print a picture.
pub(crate) fn job(dots: &Dots, cuts: bool) -> Vec<u8> {
    let dots = dots.clone().without_commands();
    let mut bytes = INITIALIZE.to_vec();
    let stride = dots.stride();
    for band in dots.bytes().chunks(BAND * stride) {
        bytes.extend(RASTER);
        bytes.extend(low_high(stride));
        bytes.extend(low_high(band.len() / stride));
        bytes.extend(band);
    }
    bytes.extend(ending(cuts));
    bytes
}

/// What to send first when the job before was cut short: as many white dots as its last command may still wait for,
/// and a cut, so that half of one slip does not hang on another's. A printer that waits for none takes them for
/// nothing.
pub(crate) fn rest_of_a_slip(width: usize, cuts: bool) -> Vec<u8> {
    let mut bytes = vec![0; BAND * width.div_ceil(8) + RASTER.len() + 4];
    bytes.extend(ending(cuts));
    bytes
}

fn ending(cuts: bool) -> &'static [u8] {
    if cuts { &CUT } else { &FEED }
}

/// Both numbers of a picture's head are below 65 536: a slip is 576 dots wide and a band 64 rows high.
fn low_high(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}

/// One of the printer's states that can be asked for at any time, ahead of everything that waits to be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    /// Why it is off-line.
    OffLine,
    /// What fault it has.
    Fault,
    /// What the paper's sensors see.
    Paper,
}

impl Ask {
    /// The most telling first.
    pub const ALL: [Self; 3] = [Self::OffLine, Self::Fault, Self::Paper];

    /// `DLE EOT n`.
    pub fn bytes(self) -> [u8; 3] {
        let which = match self {
            Self::OffLine => 2,
            Self::Fault => 3,
            Self::Paper => 4,
        };
        [0x10, 0x04, which]
    }

    /// Whether a byte can be the answer: four of its bits are always the same.
    pub fn is_answer(byte: u8) -> bool {
        byte & 0b1001_0011 == 0b0001_0010
    }

    /// What is wrong by this answer.
    pub fn trouble(self, answer: u8) -> Option<PrinterTrouble> {
        let has = |bits: u8| answer & bits != 0;
        let fault = |what: &str| Some(PrinterTrouble::Fault(what.to_owned()));
        match self {
            Self::OffLine if has(0x04) => Some(PrinterTrouble::CoverOpen),
            Self::OffLine if has(0x20) => Some(PrinterTrouble::PaperOut),
            Self::Fault if has(0x08) => fault("the knife is jammed"),
            Self::Fault if has(0x20) => fault("it cannot recover by itself"),
            Self::Fault if has(0x40) => fault("its head is too hot"),
            Self::Fault if has(0x04) => fault("its mechanism is stuck"),
            Self::Paper if has(0x60) => Some(PrinterTrouble::PaperOut),
            Self::Paper if has(0x0C) => Some(PrinterTrouble::PaperLow),
            _ => None,
        }
    }
}

/// Whether a byte can be the answer to [`ASK_WHEN_DONE`].
pub(crate) fn is_done(byte: u8) -> bool {
    byte & 0b1001_0000 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answers_of_the_manual_s_tables_are_understood() {
        use PrinterTrouble::*;
        for (ask, answer, trouble) in [
            (Ask::OffLine, 0x12, None),
            (Ask::OffLine, 0x12 | 0x04, Some(CoverOpen)),
            (Ask::OffLine, 0x12 | 0x20, Some(PaperOut)),
            // An open cover is why the paper's end is seen, and it is what staff can see.
            (Ask::OffLine, 0x12 | 0x24, Some(CoverOpen)),
            // Paper fed by the button is nothing wrong.
            (Ask::OffLine, 0x12 | 0x08, None),
            (Ask::Fault, 0x12, None),
            (Ask::Paper, 0x12, None),
            (Ask::Paper, 0x12 | 0x0C, Some(PaperLow)),
            (Ask::Paper, 0x12 | 0x6C, Some(PaperOut)),
        ] {
            assert!(Ask::is_answer(answer));
            assert_eq!(ask.trouble(answer), trouble, "{ask:?} {answer:#x}");
        }
        for bit in [0x04, 0x08, 0x20, 0x40] {
            assert!(
                matches!(Ask::Fault.trouble(0x12 | bit), Some(Fault(_))),
                "{bit:#x}"
            );
        }
    }

    #[test]
    fn a_picture_of_nothing_but_commands_gives_none_and_bands_a_printer_takes() {
        // Two bytes a row: 0x10 and 0x04, 150 times.
        let row = [0x10_u8, 0x04];
        let brightness = |at: usize| {
            if row[at / 8 % 2] & (0x80 >> (at % 8)) != 0 {
                0
            } else {
                255
            }
        };
        let dots = Dots::from_brightness((0..16 * 150).map(brightness), 16);
        assert_eq!(
            (dots.height(), dots.bytes()[0], dots.bytes()[299]),
            (150, 0x10, 0x04)
        );
        let bytes = job(&dots, true);
        let pairs = || bytes.windows(2);
        assert!(!pairs().any(|pair| pair[0] == 0x10 && [4, 5, 0x14].contains(&pair[1])));
        let heads = bytes.windows(8).filter(|head| head.starts_with(&RASTER));
        let rows: Vec<_> = heads.map(|head| (head[4], head[5], head[6], head[7])).collect();
        assert_eq!(rows, [(2, 0, 64, 0), (2, 0, 64, 0), (2, 0, 22, 0)]);
        assert!(bytes.starts_with(&INITIALIZE) && bytes.ends_with(&CUT));
        assert!(job(&dots, false).ends_with(&FEED));
    }

    #[test]
    fn what_was_not_asked_for_is_no_answer() {
        for byte in [0x00, 0x0C, 0x10, 0xFF, 0x92, 0x13] {
            assert!(!Ask::is_answer(byte), "{byte:#x}");
        }
        for byte in [0x00, 0x03, 0x0F] {
            assert!(is_done(byte) && !Ask::is_answer(byte), "{byte:#x}");
        }
        assert!(!is_done(0x12));
    }
}
