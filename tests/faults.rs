//! What can happen to one request between courier and queue, and in which order it does. Pure: a seed decides.

use std::collections::BTreeMap;
use std::time::Duration;

/// What becomes of one request. A letter each, so that a schedule can be printed in a few lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// It reaches the queue, and the answer comes back.
    Pass,
    /// The connection is closed before the queue hears of it.
    DropBefore,
    /// The queue takes it, and the connection is closed before the answer.
    DropAfter,
    /// 429 with `Retry-After: 1`.
    Busy,
    /// 500 with a problem document.
    ServerError,
    /// 503 in plain text.
    Unavailable,
    /// A captive portal's friendly page: 200 with HTML.
    Portal,
    /// The same with JSON that says that all is well.
    PortalJson,
    /// 200 with a receipt for another event.
    OtherReceipt,
    /// 400 with a page in place of a problem document.
    PlainRefusal,
    /// 307 to a place that would take the check-in.
    Redirect,
    /// The queue takes it, and the answer comes a few bytes at a time.
    Slow,
    /// The queue takes it, and no answer ever comes.
    Hang,
    /// Only half of the request's body reaches the queue.
    HalfRequest,
    /// The queue takes it, and half of the answer's body comes back.
    HalfAnswer,
    /// Bytes that are no HTTP, in the queue's place.
    Garbage,
    /// The queue takes it, and its answer becomes bytes that are no HTTP.
    GarbageAfter,
    /// It reaches the queue twice at the same moment.
    Twice,
    /// An earlier request reaches the queue once more as well.
    Replay,
    /// The connection is closed, and the request reaches the queue a while later, after what was sent since.
    Late,
}

/// How many of each are in a deck, with their letters.
const DECK: [(Fault, u32, char); 20] = [
    (Fault::Pass, 150, '.'),
    (Fault::DropBefore, 10, 'b'),
    (Fault::DropAfter, 14, 'a'),
    (Fault::Busy, 1, '9'),
    (Fault::ServerError, 4, '5'),
    (Fault::Unavailable, 4, '3'),
    (Fault::Portal, 6, 'p'),
    (Fault::PortalJson, 4, 'j'),
    (Fault::OtherReceipt, 4, 'o'),
    (Fault::PlainRefusal, 3, '4'),
    (Fault::Redirect, 6, 'r'),
    (Fault::Slow, 5, 's'),
    (Fault::Hang, 1, 'h'),
    (Fault::HalfRequest, 6, 'q'),
    (Fault::HalfAnswer, 8, 'n'),
    (Fault::Garbage, 5, 'g'),
    (Fault::GarbageAfter, 5, 'x'),
    (Fault::Twice, 8, '2'),
    (Fault::Replay, 5, 'e'),
    (Fault::Late, 5, 'l'),
];

/// A request that hangs costs the courier fifteen seconds of one of its five slots, so only one deck in this many has
/// one.
const DECKS_TO_A_HANG: u32 = 4;

impl Fault {
    /// Every fault there is.
    pub fn all() -> impl Iterator<Item = Self> {
        DECK.into_iter()
            .map(|(fault, _, _)| fault)
            .filter(|fault| *fault != Self::Pass)
    }

    fn letter(self) -> char {
        DECK.iter()
            .find(|(fault, _, _)| *fault == self)
            .map_or('?', |(_, _, letter)| *letter)
    }
}

/// The faults in the order they come: decks, shuffled by a seed, so that each fault comes in each deck.
pub struct Schedule {
    random: fastrand::Rng,
    deck: Vec<Fault>,
    decks: Vec<String>,
}

impl Schedule {
    /// The schedule of a seed.
    pub fn new(seed: u64) -> Self {
        Self {
            random: fastrand::Rng::with_seed(seed),
            deck: Vec::new(),
            decks: Vec::new(),
        }
    }

    /// What becomes of the next request.
    pub fn draw(&mut self) -> Fault {
        if self.deck.is_empty() {
            self.shuffle();
        }
        self.deck.pop().unwrap_or(Fault::Pass)
    }

    /// A random time within a range of milliseconds.
    pub fn time(&mut self, ms: std::ops::Range<u64>) -> Duration {
        Duration::from_millis(self.random.u64(ms))
    }

    /// A random whole number below `end`; 0 where there is none.
    pub fn number(&mut self, end: usize) -> usize {
        self.random.usize(0..end.max(1))
    }

    /// Random bytes, at most this many and at least one.
    pub fn bytes(&mut self, most: usize) -> Vec<u8> {
        let count = self.random.usize(1..=most);
        (0..count).map(|_| self.random.u8(..)).collect()
    }

    /// The decks so far, a line each in the order of drawing, with the letters' meaning above.
    pub fn printed(&self) -> String {
        let letters: Vec<String> = DECK
            .iter()
            .map(|(fault, _, letter)| format!("{letter} {fault:?}"))
            .collect();
        format!("{}\n{}", letters.join(", "), self.decks.join("\n"))
    }

    fn shuffle(&mut self) {
        let hangs = (self.decks.len() as u32).is_multiple_of(DECKS_TO_A_HANG);
        self.deck = DECK
            .into_iter()
            .filter(|(fault, _, _)| *fault != Fault::Hang || hangs)
            .flat_map(|(fault, count, _)| std::iter::repeat_n(fault, count as usize))
            .collect();
        self.random.shuffle(&mut self.deck);
        self.decks
            .push(self.deck.iter().rev().map(|fault| fault.letter()).collect());
    }
}

/// How often each fault was met, for a report.
pub fn told(met: &BTreeMap<Fault, u64>) -> String {
    let words: Vec<String> = met
        .iter()
        .map(|(fault, count)| format!("{fault:?} {count}"))
        .collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_is_the_same_schedule_and_each_deck_has_each_fault() {
        let drawn = |seed| {
            let mut schedule = Schedule::new(seed);
            let faults: Vec<Fault> = (0..1000).map(|_| schedule.draw()).collect();
            (faults, schedule.printed())
        };
        assert_eq!(drawn(7), drawn(7));
        assert_ne!(drawn(7).0, drawn(8).0);
        let size: u32 = DECK.iter().map(|(_, count, _)| count).sum();
        let (faults, printed) = drawn(7);
        let first = &faults[..size as usize];
        assert!(Fault::all().all(|fault| first.contains(&fault)));
        // What is printed is what was drawn.
        let letters: String = first.iter().map(|fault| fault.letter()).collect();
        assert_eq!(printed.lines().nth(1), Some(letters.as_str()));
    }

    #[test]
    fn every_fault_has_a_letter_of_its_own() {
        let letters: std::collections::BTreeSet<char> = DECK.iter().map(|(_, _, letter)| *letter).collect();
        assert_eq!(letters.len(), DECK.len());
    }
}
