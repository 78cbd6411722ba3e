//! A picture of black dots, as a thermal printer makes it.

/// Pixels darker than this become dots, 0 to 255. Above the middle, so that the thin strokes of Bengali and Chinese
/// do not break; heat makes a dot a little larger than its square, which mends the rest.
const DARK: u32 = 150;

/// Black dots on white paper.
#[derive(Clone, PartialEq, Eq)]
pub struct Dots {
    width: usize,
    /// Eight dots a byte, the leftmost in the highest bit, each row in whole bytes; 1 is black.
    bytes: Vec<u8>,
}

impl Dots {
    /// From brightness, 0 black to 255 white, row by row. A row that is not whole is left out.
    pub(crate) fn from_brightness(brightness: impl Iterator<Item = u32>, width: usize) -> Self {
        let mut bytes = Vec::new();
        let mut at = 0;
        for value in brightness {
            if at % 8 == 0 {
                bytes.push(0);
            }
            if value < DARK
                && let Some(byte) = bytes.last_mut()
            {
                *byte |= 0x80 >> (at % 8);
            }
            at = if at + 1 == width { 0 } else { at + 1 };
        }
        let stride = width.div_ceil(8).max(1);
        bytes.truncate(bytes.len() / stride * stride);
        Self { width, bytes }
    }

    /// Dots across.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.bytes.len() / self.stride()
    }

    /// Bytes of one row.
    pub fn stride(&self) -> usize {
        self.width.div_ceil(8).max(1)
    }

    /// All rows, one after the other.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether there is a dot. Outside the picture is white.
    pub fn is_black(&self, x: usize, y: usize) -> bool {
        let byte = self.bytes.get(y * self.stride() + x / 8);
        x < self.width && byte.is_some_and(|byte| byte & (0x80 >> (x % 8)) != 0)
    }

    /// The same picture without what a printer would take for a command.
    ///
    /// Printers look for DLE EOT, DLE ENQ and DLE DC4 in everything that comes, a picture's dots too (Epson, ESC/POS
    /// Command Reference, "DLE EOT", notes). A dot more makes another byte of the DLE; nobody sees it.
    pub(crate) fn without_commands(mut self) -> Self {
        const DLE: u8 = 0x10;
        for at in 1..self.bytes.len() {
            if let [before @ DLE, 0x04 | 0x05 | 0x14] = &mut self.bytes[at - 1..=at] {
                *before |= 0x08;
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_picture_becomes_dots_row_by_row() {
        let rows = [[0, 255, 255, 255, 255, 255, 255, 0, 0], [255; 9]];
        let dots = Dots::from_brightness(rows.into_iter().flatten(), 9);
        assert_eq!((dots.width(), dots.height()), (9, 2));
        assert_eq!(dots.bytes(), [0b1000_0001, 0b1000_0000, 0, 0]);
        assert!(dots.is_black(0, 0) && dots.is_black(8, 0) && !dots.is_black(1, 0));
        assert!(!dots.is_black(9, 0) && !dots.is_black(0, 2));
    }

    #[test]
    fn edges_of_letters_are_black_and_faint_traces_are_white() {
        let dots = Dots::from_brightness([0, 149, 150, 255].into_iter(), 4);
        assert_eq!(dots.bytes(), [0b1100_0000]);
    }

    proptest! {
        #[test]
        fn no_picture_holds_a_command_and_only_dots_are_added(
            bytes in prop::collection::vec(prop::sample::select(vec![0_u8, 4, 5, 0x10, 0x14, 0x18, 0xFF]), 0..200),
        ) {
            let before = Dots { width: 8, bytes };
            let after = before.clone().without_commands();
            for pair in after.bytes().windows(2) {
                prop_assert!(!(pair[0] == 0x10 && [4, 5, 0x14].contains(&pair[1])));
            }
            for (before, after) in before.bytes().iter().zip(after.bytes()) {
                prop_assert!(before & after == *before && (before ^ after).count_ones() <= 1);
            }
        }
    }
}
