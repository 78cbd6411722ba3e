//! Which number comes next.
//!
//! The rule is pure and has one aim: no number twice in a service day by one series. The outbox's own table is the
//! authority. The queue's word is only used where the table may not know everything: in a new database, and where
//! the queue has seen a higher number than this database ever gave (an old copy was restored).

/// The highest number an answer of the queue is believed to be. A higher one is a fault of the queue's, and
/// following it would use up the numbers that a ticket can spell.
pub const MAX_BELIEVED: u32 = 99_999;

/// The highest number that a ticket can spell.
pub(crate) const MAX_NUMBER: u32 = 999_999_999;

/// Damages beyond this many add nothing more to the first number: by then the disk should have been replaced.
const MAX_DAMAGES: u32 = 90;

/// What the queue has said of this series on this service day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueNumber {
    /// It has never seen this series on any day.
    NeverSeen,
    /// The highest number it has seen on this day; 0 for none on this day.
    Last(u32),
    /// It has not been heard.
    Unknown,
}

/// What is known outside the database at the moment of a Confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbering {
    /// What the queue has said.
    pub queue_last_number: QueueNumber,
    /// Minutes since midnight in the office's time zone, 0 to 1439.
    pub minutes_since_midnight: u16,
}

/// How a number was found; everything but `Next` is worth telling staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbered {
    /// One above the last, or the first of a day.
    Next,
    /// The database is new and the series is not: numbering went on well above what may be in people's hands.
    JumpedInNewDatabase,
    /// The queue had seen a higher number of this day than this database ever gave.
    JumpedAboveQueue,
    /// The wall clock was set: numbers given under another day's name may be in people's hands on this one.
    ClockWasSet,
}

/// What the database knows of one series and service day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Day {
    pub first: u32,
    pub last: u32,
    /// False while `first` was a guess made without the queue's word.
    pub settled: bool,
}

/// Where the next number is looked up from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// This day's row, if a number was given on it.
    pub day: Option<Day>,
    /// Whether this database ever gave a number of this series, on any day.
    pub any: bool,
    /// How many damaged databases this one took the place of, one after the other.
    pub damages: u32,
    /// The highest number given under another day's name before the wall clock was set, if it was.
    pub before_clock_was_set: Option<u32>,
}

/// The next number and the day's row with it.
pub(crate) fn next_number(known: Known, numbering: Numbering) -> (Day, Numbered) {
    let (day, numbered) = next_of_day(known, numbering);
    match known.before_clock_was_set {
        Some(last) if last >= day.last => {
            let first = if known.day.is_some() { day.first } else { last + 1 };
            (
                Day {
                    first,
                    last: last + 1,
                    settled: day.settled,
                },
                Numbered::ClockWasSet,
            )
        }
        // The queue's number is that of before the clock was set; saying so tells staff what to mend.
        Some(_) if numbered == Numbered::JumpedAboveQueue => (day, Numbered::ClockWasSet),
        _ => (day, numbered),
    }
}

fn next_of_day(known: Known, numbering: Numbering) -> (Day, Numbered) {
    let heard = match numbering.queue_last_number {
        QueueNumber::Last(last) if last > MAX_BELIEVED => QueueNumber::Unknown,
        other => other,
    };
    match known.day {
        Some(day) => above(day, heard),
        None if known.any => first_of_known_series(heard),
        None => first_of_new_database(known.damages, heard, numbering.minutes_since_midnight),
    }
}

fn above(day: Day, heard: QueueNumber) -> (Day, Numbered) {
    let next = day.last + 1;
    let (number, numbered) = match heard {
        // The first number was guessed, and now the queue says which numbers were out before it: the same margin
        // is due as if it had been heard in time. A number within what we gave ourselves says nothing new.
        QueueNumber::Last(last) if !day.settled && last < day.first && last + 100 > next => {
            (last + 100, Numbered::JumpedInNewDatabase)
        }
        QueueNumber::Last(last) if last > day.last => (last + 1, Numbered::JumpedAboveQueue),
        _ => (next, Numbered::Next),
    };
    let settled = day.settled || heard != QueueNumber::Unknown;
    (
        Day {
            first: day.first,
            last: number,
            settled,
        },
        numbered,
    )
}

fn first_of_known_series(heard: QueueNumber) -> (Day, Numbered) {
    let (number, numbered) = match heard {
        QueueNumber::Last(last) if last > 0 => (last + 1, Numbered::JumpedAboveQueue),
        _ => (1, Numbered::Next),
    };
    (
        Day {
            first: number,
            last: number,
            settled: true,
        },
        numbered,
    )
}

fn first_of_new_database(damages: u32, heard: QueueNumber, minutes: u16) -> (Day, Numbered) {
    // Two databases lost within minutes would guess the same number, and each may have given some from there on.
    let guess = 500 + u32::from(minutes) + damages.saturating_sub(1).min(MAX_DAMAGES) * 100;
    // "Never seen" proves nothing after damage: the lost database may have given numbers that never got through.
    let (number, numbered) = match heard {
        QueueNumber::NeverSeen if damages == 0 => (1, Numbered::Next),
        QueueNumber::Last(last) => ((last + 100).max(guess), Numbered::JumpedInNewDatabase),
        _ => (guess, Numbered::JumpedInNewDatabase),
    };
    (
        Day {
            first: number,
            last: number,
            settled: heard != QueueNumber::Unknown,
        },
        numbered,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use QueueNumber::{Last, NeverSeen, Unknown};

    fn next(known: Known, heard: QueueNumber, minutes: u16) -> (u32, Numbered) {
        let numbering = Numbering {
            queue_last_number: heard,
            minutes_since_midnight: minutes,
        };
        let (day, numbered) = next_number(known, numbering);
        (day.last, numbered)
    }

    const NEW: Known = Known {
        day: None,
        any: false,
        damages: 0,
        before_clock_was_set: None,
    };
    const REPLACED: Known = Known {
        day: None,
        any: false,
        damages: 1,
        before_clock_was_set: None,
    };
    const SECOND_DAY: Known = Known {
        day: None,
        any: true,
        damages: 0,
        before_clock_was_set: None,
    };

    fn day(first: u32, last: u32, settled: bool) -> Known {
        Known {
            day: Some(Day { first, last, settled }),
            any: true,
            damages: 0,
            before_clock_was_set: None,
        }
    }

    #[test]
    fn a_new_database_begins_where_no_number_can_be_in_anyones_hands() {
        let jumped = |number| (number, Numbered::JumpedInNewDatabase);
        assert_eq!(next(NEW, NeverSeen, 614), (1, Numbered::Next));
        assert_eq!(next(REPLACED, NeverSeen, 614), jumped(1114));
        let thrice = Known {
            damages: 3,
            ..REPLACED
        };
        assert_eq!(next(thrice, Unknown, 614), jumped(1314));
        assert_eq!(next(thrice, Last(1240), 614), jumped(1340));
        assert_eq!(next(NEW, Last(0), 614), jumped(1114));
        assert_eq!(next(NEW, Last(17), 614), jumped(1114));
        assert_eq!(next(NEW, Last(1200), 614), jumped(1300));
        assert_eq!(next(NEW, Unknown, 0), jumped(500));
        assert_eq!(next(NEW, Unknown, 1439), jumped(1939));
    }

    #[test]
    fn a_known_series_begins_each_day_at_one_and_goes_on_by_one() {
        assert_eq!(next(SECOND_DAY, Unknown, 540), (1, Numbered::Next));
        assert_eq!(next(SECOND_DAY, Last(0), 540), (1, Numbered::Next));
        assert_eq!(next(SECOND_DAY, NeverSeen, 540), (1, Numbered::Next));
        assert_eq!(next(day(1, 41, true), Last(38), 540), (42, Numbered::Next));
        assert_eq!(next(day(1, 41, true), Unknown, 540), (42, Numbered::Next));
    }

    #[test]
    fn an_old_copy_goes_on_above_what_the_queue_has_seen() {
        assert_eq!(
            next(day(1, 10, true), Last(40), 540),
            (41, Numbered::JumpedAboveQueue)
        );
        assert_eq!(next(SECOND_DAY, Last(40), 540), (41, Numbered::JumpedAboveQueue));
    }

    #[test]
    fn an_answer_that_comes_after_the_first_guess_still_counts() {
        // The guess was 1114; the queue then tells of 1110 numbers given before: 1111 to 1209 may be out.
        assert_eq!(
            next(day(1114, 1114, false), Last(1110), 614),
            (1210, Numbered::JumpedInNewDatabase)
        );
        // Our own first number has arrived meanwhile: nothing new.
        assert_eq!(
            next(day(1114, 1120, false), Last(1118), 614),
            (1121, Numbered::Next)
        );
        assert_eq!(next(day(1114, 1120, false), Last(3), 614), (1121, Numbered::Next));
        // Heard once, the margin is not asked for again.
        let (row, _) = next_number(
            day(1114, 1114, false),
            Numbering {
                queue_last_number: Last(3),
                minutes_since_midnight: 614,
            },
        );
        assert!(row.settled);
    }

    #[test]
    fn a_clock_that_was_set_gives_no_number_again_under_another_days_name() {
        let set = |known: Known, last| Known {
            before_clock_was_set: Some(last),
            ..known
        };
        // In 2027, and back on a day that had reached 20 before.
        assert_eq!(
            next(set(SECOND_DAY, 20), Unknown, 540),
            (21, Numbered::ClockWasSet)
        );
        assert_eq!(
            next(set(SECOND_DAY, 20), Last(18), 540),
            (21, Numbered::ClockWasSet)
        );
        assert_eq!(
            next(set(SECOND_DAY, 20), Last(20), 540),
            (21, Numbered::ClockWasSet)
        );
        assert_eq!(
            next(set(day(1, 20, true), 25), Unknown, 540),
            (26, Numbered::ClockWasSet)
        );
        // What this day has reached itself is above it all.
        assert_eq!(
            next(set(day(1, 30, true), 25), Unknown, 540),
            (31, Numbered::Next)
        );
    }

    #[test]
    fn an_absurd_answer_of_the_queue_uses_up_no_numbers() {
        assert_eq!(next(day(1, 10, true), Last(u32::MAX), 540), (11, Numbered::Next));
        assert_eq!(
            next(NEW, Last(999_999_999), 540),
            (1040, Numbered::JumpedInNewDatabase)
        );
    }
}
