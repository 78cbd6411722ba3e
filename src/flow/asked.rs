//! What a visitor asks for, from the first choice to the number.

use checkin::{Interpreter, Need, PrivateInterview, Reference};

/// The largest party a visitor can say; more than these are not one household at one desk.
pub const MAX_PARTY: u16 = 20;

/// Everything a visitor has asked for so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The service, or `None` where the visitor would rather not say.
    pub service: Option<String>,
    /// The appointment they came for.
    pub appointment: Option<Reference>,
    /// A private room.
    pub private_interview: Option<PrivateInterview>,
    /// An interpreter.
    pub interpreter: Option<Interpreter>,
    /// Other needs, in the order of [`Need::KNOWN`].
    pub needs: Vec<Need>,
    /// How many people came together, 1 to [`MAX_PARTY`].
    pub party: u16,
}

impl Default for Asked {
    /// One person who has said nothing yet.
    fn default() -> Self {
        Self {
            service: None,
            appointment: None,
            private_interview: None,
            interpreter: None,
            needs: Vec::new(),
            party: 1,
        }
    }
}

impl Asked {
    /// Adds a need, or takes it back if it is there.
    pub fn toggle(&mut self, need: &Need) {
        if !Need::KNOWN.contains(need) {
            return;
        }
        let wanted = |known: &&Need| self.needs.contains(known) != (*known == need);
        self.needs = Need::KNOWN.iter().filter(wanted).cloned().collect();
    }

    /// More people, or fewer.
    pub fn change_party(&mut self, by: i16) {
        self.party = self.party.saturating_add_signed(by).clamp(1, MAX_PARTY);
    }
}
