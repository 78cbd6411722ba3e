//! Reads ESC/POS as a printer does, and keeps what would be on the paper.

/// One slip that came out.
#[derive(Default, PartialEq)]
pub struct Paper {
    /// Bytes of one row of dots.
    pub stride: usize,
    /// The dots, row by row, eight a byte.
    pub dots: Vec<u8>,
    /// Whether it was cut off; else it was fed.
    pub cut: bool,
}

/// What a stream of bytes prints. Whatever a printer would not understand panics.
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Reads a whole stream; each slip ends with a cut or a feed. What is left without either is a slip cut short.
pub fn slips(bytes: &[u8]) -> Vec<Paper> {
    let mut reader = Reader { bytes, at: 0 };
    let (mut slips, mut paper) = (Vec::new(), Paper::default());
    while let Some(byte) = reader.next() {
        match byte {
            0 => {}
            0x10 => assert!(
                reader.number() == 4 && (1..=4).contains(&reader.number()),
                "DLE EOT n"
            ),
            0x1B => match reader.number() {
                // Initialising forgets settings, not what is printed already.
                0x40 => {}
                0x4A => {
                    reader.number();
                    slips.push(std::mem::take(&mut paper));
                }
                other => panic!("ESC {other:#x} at {}", reader.at),
            },
            0x1D => match reader.number() {
                0x76 => reader.raster(&mut paper),
                0x56 => {
                    assert_eq!((reader.number(), reader.number()), (66, 0), "GS V");
                    paper.cut = true;
                    slips.push(std::mem::take(&mut paper));
                }
                0x72 => assert_eq!(reader.number(), 1, "GS r"),
                other => panic!("GS {other:#x} at {}", reader.at),
            },
            other => panic!("{other:#x} at {} is text or garbage", reader.at),
        }
    }
    if !paper.dots.is_empty() {
        slips.push(paper);
    }
    slips
}

impl Reader<'_> {
    fn next(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += 1;
        byte
    }

    fn number(&mut self) -> usize {
        self.next().unwrap_or(0).into()
    }

    /// `GS v 0 m xL xH yL yH` and the dots.
    fn raster(&mut self, paper: &mut Paper) {
        assert_eq!(
            (self.number(), self.number()),
            (0x30, 0),
            "GS v 0, dots as they are"
        );
        let across = self.number() + 256 * self.number();
        let rows = self.number() + 256 * self.number();
        assert!(
            across <= 72 && rows <= 1023,
            "{across} x {rows} is more than a printer takes"
        );
        let end = (self.at + across * rows).min(self.bytes.len());
        paper.stride = across;
        paper.dots.extend(&self.bytes[self.at..end]);
        self.at = end;
    }
}
