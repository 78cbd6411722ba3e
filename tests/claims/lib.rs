//! What holds of all that is read from the content folder, whatever the bytes.
//!
//! Each claim is a function that takes the bytes of one file and asserts what must hold of what is read from them; it
//! panics when it does not. `make fuzz` calls them with bytes that libFuzzer makes up (`fuzz/targets`), and the test
//! of this crate with the corpus that it kept (`fuzz/corpus`) and with what it found (`fuzz/known`).
//!
//! They assert what a visitor or a member of staff would notice, and nothing about how it is read. None measures
//! time, so that they say the same on every machine.

mod hours;
mod page;
mod pictures;
mod settings;
mod spreadsheet_file;
mod words;

pub use hours::hours;
pub use page::{header, markdown};
pub use pictures::pictures;
pub use settings::settings;
pub use spreadsheet_file::spreadsheet;

/// What holds of some bytes; it panics when it does not.
pub type Claim = fn(&[u8]);

/// The claims by name; the corpus of each is in the folder of `fuzz/corpus` that is named so.
pub const CLAIMS: [(&str, Claim); 6] = [
    ("header", header),
    ("hours", hours),
    ("markdown", markdown),
    ("pictures", pictures),
    ("settings", settings),
    ("spreadsheet", spreadsheet),
];
