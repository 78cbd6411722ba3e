//! A scanner's keys and a hand's, one by one.

use proptest::prelude::*;

use super::*;
use crate::events::{EVENT_BYTES, Events};

const SHIFT: u16 = 42;
const ENTER: u16 = 28;
const TAB: u16 = 15;

/// A keyboard with a clock, in milliseconds.
#[derive(Default)]
struct Typist {
    wedge: Wedge,
    at: u64,
}

impl Typist {
    fn event(&mut self, code: u16, value: i32) -> Option<Scan> {
        self.wedge.take(InputEvent {
            at: Duration::from_millis(self.at),
            kind: KEY,
            code,
            value,
        })
    }

    fn press(&mut self, code: u16, after: u64) -> Option<Scan> {
        self.at += after;
        let scan = self.event(code, 1);
        assert_eq!(self.event(code, 0), None);
        scan
    }

    /// Types a text with its keys this far apart; capitals with shift.
    fn types(&mut self, text: &str, apart: u64) {
        for wanted in text.chars() {
            let (code, shifted) = (0..128)
                .find_map(|code| match key(code) {
                    Key::Types(plain, _) if plain == wanted => Some((code, false)),
                    Key::Types(_, shifted) if shifted == wanted => Some((code, true)),
                    _ => None,
                })
                .expect("a key for it");
            if shifted {
                self.at += apart;
                assert_eq!(self.event(SHIFT, 1), None);
                assert_eq!(self.press(code, 0), None);
                assert_eq!(self.event(SHIFT, 0), None);
            } else {
                assert_eq!(self.press(code, apart), None);
            }
        }
    }
}

fn scan(text: &str) -> Option<Scan> {
    Some(Scan(text.to_owned()))
}

#[test]
fn a_scan_ends_with_enter_tab_or_silence() {
    for code in [ENTER, 96, TAB] {
        let mut typist = Typist::default();
        typist.types("HX3K7", 10);
        assert_eq!(typist.press(code, 10), scan("HX3K7"), "{code}");
    }
    let mut typist = Typist::default();
    typist.types("HX3K7", 10);
    assert!(typist.wedge.is_waiting());
    assert_eq!(typist.wedge.silence(), scan("HX3K7"));
    assert!(!typist.wedge.is_waiting());
    assert_eq!(typist.wedge.silence(), None);
}

#[test]
fn an_address_comes_through_whole() {
    let address = "https://book.example.org/a?ref=HX3K7&lang=zh-Hans#t_1";
    let mut typist = Typist::default();
    typist.types(address, 2);
    assert_eq!(typist.press(ENTER, 2), scan(address));
}

#[test]
fn a_hand_is_not_a_scanner() {
    let mut typist = Typist::default();
    typist.types("hx3k7", 51);
    assert_eq!(typist.press(ENTER, 51), None);
    typist.types("hx3k7", 51);
    assert_eq!(typist.wedge.silence(), None);
    // What a hand typed before a scan is no part of it.
    typist.types("a", 500);
    typist.at += 500;
    typist.types("HX3K7", 50);
    assert_eq!(typist.press(ENTER, 50), scan("HX3K7"));
}

#[test]
fn what_is_too_long_is_dropped_whole_and_the_next_scan_is_read() {
    let mut typist = Typist::default();
    let longest = "A".repeat(LONGEST);
    typist.types(&longest, 1);
    assert_eq!(typist.press(ENTER, 1), scan(&longest));
    for ending in [None, Some(ENTER)] {
        typist.types(&"A".repeat(LONGEST * 3 + 5), 1);
        let ended = match ending {
            Some(code) => typist.press(code, 1),
            None => typist.wedge.silence(),
        };
        assert_eq!(ended, None);
        typist.types("HX3K7", 10);
        assert_eq!(typist.press(ENTER, 10), scan("HX3K7"));
    }
}

#[test]
fn a_scan_that_the_kernel_lost_a_part_of_is_dropped_with_its_shift() {
    let mut typist = Typist::default();
    typist.types("HX", 10);
    assert_eq!(typist.event(SHIFT, 1), None);
    let dropped = InputEvent {
        at: Duration::from_millis(typist.at),
        kind: MARK,
        code: DROPPED,
        value: 0,
    };
    assert_eq!(typist.wedge.take(dropped), None);
    typist.types("3K7", 10);
    assert_eq!(typist.press(ENTER, 10), None);
    typist.types("abc1", 10);
    assert_eq!(typist.press(ENTER, 10), scan("abc1"));
}

#[test]
fn a_modifier_whose_release_was_missed_is_forgotten_with_the_next_silence() {
    for code in [SHIFT, 29, 100] {
        let mut typist = Typist::default();
        assert_eq!(typist.event(code, 1), None);
        assert!(typist.wedge.is_waiting());
        assert_eq!(typist.wedge.silence(), None);
        typist.types("abc1", 10);
        assert_eq!(typist.press(ENTER, 10), scan("abc1"), "{code}");
    }
}

#[test]
fn held_keys_control_characters_and_single_keys_are_nothing() {
    let mut typist = Typist::default();
    typist.types("HX3", 10);
    for _ in 0..20 {
        assert_eq!(typist.event(38, 2), None);
    }
    // Ctrl and a bracket are a scanner's group separator.
    assert_eq!(typist.event(29, 1), None);
    assert_eq!(typist.press(27, 1), None);
    assert_eq!(typist.event(29, 0), None);
    typist.types("K7", 10);
    assert_eq!(typist.press(ENTER, 10), scan("HX3K7"));
    for text in ["", "a", "ab"] {
        typist.types(text, 10);
        assert_eq!(typist.press(ENTER, 10), None);
    }
}

#[test]
fn a_clock_that_is_set_back_in_the_middle_breaks_no_scan() {
    let mut typist = Typist {
        at: 3_600_000,
        ..Typist::default()
    };
    typist.types("HX3", 10);
    typist.at = 0;
    typist.types("K7", 10);
    assert_eq!(typist.press(ENTER, 10), scan("HX3K7"));
}

#[test]
fn a_scan_shows_nothing_of_itself_to_a_log() {
    assert_eq!(format!("{:?}", Scan("HX3K7".to_owned())), "Scan(…)");
}

proptest! {
    #[test]
    fn whatever_bytes_come_in_whatever_pieces_a_scan_is_short_and_printable(
        pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..100), 0..40),
    ) {
        let (mut events, mut wedge) = (Events::default(), Wedge::default());
        for piece in &pieces {
            for event in events.take(piece) {
                let scan = wedge.take(event);
                prop_assert!(scan.is_none_or(|scan| scan.0.len() <= LONGEST));
            }
        }
        let scan = wedge.silence();
        prop_assert!(scan.is_none_or(|scan| scan.0.bytes().all(|byte| (b' '..=b'~').contains(&byte))));
    }

    #[test]
    fn whatever_keys_are_pressed_when_a_scan_is_bounded(
        keys in prop::collection::vec((0..130_u16, -1..3_i32, 0..80_u64, 0..2_u16), 0..400),
    ) {
        let (mut wedge, mut at) = (Wedge::default(), 0);
        for (code, value, after, kind) in keys {
            at += after;
            let event = InputEvent { at: Duration::from_millis(at), kind, code, value };
            if let Some(scan) = wedge.take(event) {
                prop_assert!((SHORTEST..=LONGEST).contains(&scan.0.len()));
            }
            prop_assert!(wedge.text.len() <= LONGEST);
        }
    }

    #[test]
    fn a_stream_cut_anywhere_gives_the_same_events(cuts in prop::collection::vec(1..60_usize, 1..30)) {
        let bytes: Vec<u8> = (0..EVENT_BYTES * 20).map(|at| (at * 7 % 251) as u8).collect();
        let whole = Events::default().take(&bytes);
        prop_assert_eq!(whole.len(), 20);
        let (mut events, mut pieces, mut rest) = (Events::default(), Vec::new(), bytes.as_slice());
        for cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (piece, more) = rest.split_at((*cut).min(rest.len()));
            pieces.extend(events.take(piece));
            rest = more;
        }
        prop_assert_eq!(pieces, whole);
    }
}
