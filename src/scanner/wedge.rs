//! Tells a scan from typing: a state and what a key makes of it. It knows no files and no clock.

use std::fmt;
use std::time::Duration;

use crate::events::{DROPPED, InputEvent, KEY, MARK};
use crate::keys::{Key, key};

/// Keys further apart than this were typed by a hand. Scanners send one each 1 to 30 ms.
pub(crate) const GAP: Duration = Duration::from_millis(50);
/// A scan without Enter or Tab ends after this silence.
pub(crate) const SILENCE: Duration = Duration::from_millis(100);
/// The longest scan, in characters; a longer one is dropped whole.
const LONGEST: usize = 64;
/// The shortest. Fewer characters are a key pressed by mistake.
const SHORTEST: usize = 3;

/// What was scanned. It may name an appointment, so it shows itself to no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Scan(pub String);

impl fmt::Debug for Scan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scan(…)")
    }
}

/// The keys of one scanner so far.
#[derive(Default)]
pub(crate) struct Wedge {
    text: String,
    /// Which shift keys are down: left, right.
    shift: [bool; 2],
    /// Which of Ctrl and Alt are down.
    modifiers: u8,
    /// When the last key went down.
    last: Option<Duration>,
    /// Too long, or the kernel lost a part: nothing of it counts until it ends.
    spoilt: bool,
}

impl Wedge {
    /// Takes one event; gives the scan that it ends.
    pub fn take(&mut self, event: InputEvent) -> Option<Scan> {
        match (event.kind, event.value) {
            (MARK, _) if event.code == DROPPED => {
                self.release();
                self.spoilt = true;
                None
            }
            (KEY, 0) => {
                self.hold(event.code, false);
                None
            }
            (KEY, 1) => self.press(event),
            _ => None,
        }
    }

    /// Nothing came for [`SILENCE`]; gives the scan that ends with it. No scanner holds a key as long as that, so what
    /// seems to be down was missed when it came up.
    pub fn silence(&mut self) -> Option<Scan> {
        let scan = self.end();
        *self = Self::default();
        scan
    }

    /// Whether something came since the last silence, so that a silence would mean something.
    pub fn is_waiting(&self) -> bool {
        self.spoilt || self.last.is_some()
    }

    fn press(&mut self, event: InputEvent) -> Option<Scan> {
        // A clock that was set back gives a time before the last one, which says nothing about a hand.
        let gap = self.last.and_then(|last| event.at.checked_sub(last));
        self.last = Some(event.at);
        if gap.is_some_and(|gap| gap > GAP) {
            self.release();
            self.spoilt = false;
        }
        self.hold(event.code, true);
        match key(event.code) {
            Key::Ends => return self.end(),
            Key::Types(plain, shifted) if self.modifiers == 0 => {
                let shift = self.shift.contains(&true);
                self.push(if shift { shifted } else { plain });
            }
            _ => {}
        }
        None
    }

    fn push(&mut self, typed: char) {
        // Every character is ASCII: a byte each.
        if self.spoilt || self.text.len() == LONGEST {
            self.spoilt = true;
            self.text.clear();
        } else {
            self.text.push(typed);
        }
    }

    fn hold(&mut self, code: u16, down: bool) {
        match key(code) {
            Key::Shift(right) => self.shift[usize::from(right)] = down,
            Key::Modifies(bit) if down => self.modifiers |= bit,
            Key::Modifies(bit) => self.modifiers &= !bit,
            _ => {}
        }
    }

    fn release(&mut self) {
        self.shift = [false; 2];
        self.modifiers = 0;
        self.text.clear();
    }

    fn end(&mut self) -> Option<Scan> {
        let text = std::mem::take(&mut self.text);
        let spoilt = std::mem::take(&mut self.spoilt);
        let text = text.trim();
        (!spoilt && text.len() >= SHORTEST).then(|| Scan(text.to_owned()))
    }
}

#[cfg(test)]
mod tests;
