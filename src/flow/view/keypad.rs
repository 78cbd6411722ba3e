//! The keypads: the reference of an appointment, and the staff PIN.

use checkin::Reference;
use message::Message;

use super::whole_seconds;
use crate::state::State;

/// What is typed on a keypad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeypadKind {
    /// The reference of an appointment.
    Reference,
    /// The staff PIN, which is never shown.
    Pin,
}

/// Keys, and what was typed with them.
#[derive(Clone, Debug, PartialEq)]
pub struct Keypad {
    /// What it is for.
    pub kind: KeypadKind,
    /// The heading.
    pub title: Message,
    /// Where to find what is asked for.
    pub lead: Message,
    /// What was typed, or a dot for each digit of a PIN.
    pub typed: String,
    /// The keys in reading order.
    pub keys: Vec<char>,
    /// What is wrong, and what to do.
    pub wrong: Option<Message>,
    /// Whether keys do anything now.
    pub enabled: bool,
    /// Whether what was typed can be used.
    pub complete: bool,
    /// The words of the button that uses it.
    pub enter: Message,
}

impl State {
    pub(super) fn reference_keypad(&self) -> Keypad {
        let typed = &self.session.typed;
        let paused = self.references_paused();
        Keypad {
            kind: KeypadKind::Reference,
            title: Message::new("reference-title"),
            lead: Message::new("reference-lead"),
            typed: typed.clone(),
            keys: Reference::ALPHABET.chars().collect(),
            wrong: if paused {
                Some(Message::new("reference-paused"))
            } else {
                self.session.typed_wrong.then(|| {
                    Message::new("reference-wrong")
                        .count("fewest", i64::try_from(Reference::MIN_CHARS).unwrap_or(0))
                })
            },
            enabled: !paused,
            complete: !paused && typed.len() >= Reference::MIN_CHARS,
            enter: Message::new("go-on"),
        }
    }

    pub(super) fn pin_keypad(&self) -> Keypad {
        let wait = self.pin_wait();
        Keypad {
            kind: KeypadKind::Pin,
            title: Message::new("staff-title"),
            lead: Message::new("pin-lead"),
            typed: "•".repeat(self.session.typed.len()),
            keys: "1234567890".chars().collect(),
            wrong: match wait {
                Some(left) => Some(Message::new("pin-wait").count("seconds", whole_seconds(left))),
                None => self.session.typed_wrong.then(|| Message::new("pin-wrong")),
            },
            enabled: wait.is_none(),
            complete: wait.is_none() && !self.session.typed.is_empty(),
            enter: Message::new("go-on"),
        }
    }
}
