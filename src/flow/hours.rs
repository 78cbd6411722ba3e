//! The office's opening hours: is it open now, until when, when does it open again, and why is it closed.
//!
//! A day's hours come from three places, and the first that speaks wins: a dated exception, a bank holiday, the
//! week. Hours belong to the day they begin on, so "22:00-02:00" of a Friday ends on Saturday morning even when
//! Saturday is a holiday, and a Friday that is closed takes its small hours of Saturday with it.
//!
//! The rules are compiled to OpenStreetMap opening-hours expressions and the `opening-hours` crate evaluates them,
//! with our own bank holidays: its list for Great Britain leaves 1 January and Easter Monday open. Wall times become
//! instants by the office's own time zone, never the machine's.

mod bank_holidays;
mod expression;
mod written;

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Timelike, Utc,
};
use chrono_tz::Tz;

pub use bank_holidays::{BankHolidays, Division};
pub use expression::ExpressionError;
pub use written::{DayHours, WrittenError};

use crate::content::Localised;
use expression::{Evaluated, Expressions};

/// How far ahead the next opening is looked for, in days.
pub const OPENS_WITHIN_DAYS: u16 = 60;

/// How far ahead the next closing is looked for, in days: an office that is open day and night says no time.
pub const CLOSES_WITHIN_DAYS: u16 = 7;

/// What staff have written about the hours, read and checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Monday to Sunday.
    pub week: [DayHours; 7],
    /// The hours on a bank holiday; `None` when they are those of the weekday.
    pub bank_holidays: Option<DayHours>,
    /// Dated exceptions; where two overlap, the later in the list holds.
    pub exceptions: Vec<Exception>,
}

/// Other hours than usual from one day to another, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The hours of each of these days.
    pub hours: DayHours,
    /// Why, in the visitor's words; may be empty.
    pub reason: Localised,
}

/// The opening hours of one office in its own time zone.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficeHours {
    rules: Rules,
    expressions: Expressions,
    zone: Tz,
    known: bool,
}

/// Whether the office is open. Times are the office's own wall clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is open.
    Open {
        /// When it closes; `None` when it does not within [`CLOSES_WITHIN_DAYS`].
        closes: Option<NaiveDateTime>,
    },
    /// It is closed.
    Closed {
        /// When it opens next; `None` when it does not within [`OPENS_WITHIN_DAYS`], or the hours are not known.
        opens: Option<NaiveDateTime>,
        /// Why it is closed now although the weekday would be open, or why it is closed all of today.
        reason: Option<ClosedFor>,
    },
}

/// Why a day's hours are not those of its weekday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClosedFor {
    /// A bank holiday of the office's division.
    BankHoliday,
    /// A dated exception, with the reason staff gave; it may be empty.
    Exception(Localised),
}

/// The hours of one calendar day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub date: NaiveDate,
    /// From when to when, in order, not overlapping. An end that is not later than its start is on the next day:
    /// `(22:00, 02:00)` ends in the small hours, `(09:00, 00:00)` at the day's own midnight, and `(00:00, 00:00)`
    /// is the whole day.
    pub spans: Vec<(NaiveTime, NaiveTime)>,
    /// Why there are no hours on this day; `None` if there are some, or if the weekday has none anyway.
    pub closed_for: Option<ClosedFor>,
    /// Why the hours of this day, if any, are not those of the weekday. Whenever `closed_for` is there, so is this.
    pub changed_for: Option<ClosedFor>,
}

impl OfficeHours {
    /// The hours from what staff have written.
    ///
    /// # Errors
    /// If the evaluating library refuses the compiled rules, which it does for none that [`DayHours`] and
    /// [`Exception`] can hold; the office's hours are then not known.
    pub fn new(rules: Rules, holidays: &BankHolidays, zone: Tz) -> Result<Self, ExpressionError> {
        let expressions = Expressions::compile(&rules, holidays)?;
        Ok(Self {
            rules,
            expressions,
            zone,
            known: true,
        })
    }

    /// An office whose hours are not known: always closed, opening at no known time.
    pub fn unknown(zone: Tz) -> Self {
        Self {
            rules: Rules::default(),
            expressions: Expressions::closed(),
            zone,
            known: false,
        }
    }

    /// Whether the hours are known at all. If not, the screen should say so rather than "closed".
    pub fn is_known(&self) -> bool {
        self.known
    }

    /// What staff have written, as it was understood.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The office's time zone.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// The office's wall clock at an instant.
    pub fn local(&self, at: DateTime<Utc>) -> NaiveDateTime {
        let utc = at.naive_utc();
        // Only within a day of the end of chrono's calendar does this not fit; then the clock is wrong anyway.
        utc.checked_add_offset(self.zone.offset_from_utc_datetime(&utc).fix())
            .unwrap_or(utc)
    }

    /// The office's calendar day at an instant.
    pub fn service_day(&self, at: DateTime<Utc>) -> NaiveDate {
        self.local(at).date()
    }

    /// The hours of a day.
    pub fn day(&self, date: NaiveDate) -> Day {
        let Evaluated { spans, changed_for } = self.evaluated(date);
        let changed_for = changed_for.map(|source| match source {
            expression::Source::BankHoliday => ClosedFor::BankHoliday,
            expression::Source::Exception(index) => ClosedFor::Exception(
                self.rules
                    .exceptions
                    .get(index)
                    .map(|exception| exception.reason.clone())
                    .unwrap_or_default(),
            ),
        });
        let closed_for = if spans.is_empty() {
            changed_for.clone()
        } else {
            None
        };
        let spans = spans
            .into_iter()
            .map(|(from, to)| (time_of(from), time_of(to)))
            .collect();
        Day {
            date,
            spans,
            closed_for,
            changed_for,
        }
    }

    /// The days whose hours are not those of their weekday, from a day on, looking at most `days` ahead.
    pub fn changed_days(&self, from: NaiveDate, days: u16) -> Vec<Day> {
        from.iter_days()
            .take(usize::from(days))
            .map(|date| self.day(date))
            .filter(|day| day.changed_for.is_some())
            .collect()
    }

    /// Whether the office is open at an instant.
    pub fn status(&self, at: DateTime<Utc>) -> Status {
        let today = self.local(at).date();
        let mut closes: Option<DateTime<Utc>> = None;
        // Yesterday's hours may reach into today.
        let Some(mut date) = today.checked_sub_days(Days::new(1)) else {
            return self.closed(at, None);
        };
        for _ in 0..=OPENS_WITHIN_DAYS + 1 {
            for (start, end) in self.instants(date) {
                match closes {
                    Some(until) if start > until => {
                        return Status::Open {
                            closes: Some(self.local(until)),
                        };
                    }
                    Some(until) => closes = Some(until.max(end)),
                    None if end <= at => {}
                    None if start <= at => closes = Some(end),
                    None => return self.closed(at, Some(self.local(start))),
                }
            }
            if closes.is_some_and(|until| until - at > TimeDelta::days(i64::from(CLOSES_WITHIN_DAYS))) {
                return Status::Open { closes: None };
            }
            // It closed before this day began, and nothing of this day touches that: nothing later can.
            if closes.is_some_and(|until| self.local(until).date() < date) {
                break;
            }
            let Some(next) = date.succ_opt() else { break };
            date = next;
        }
        match closes {
            Some(until) => Status::Open {
                closes: Some(self.local(until)),
            },
            None => self.closed(at, None),
        }
    }

    /// Days on which most offices are closed and this one would be shown open by its week alone, among the next
    /// `days`: 25 and 26 December and 1 January are not bank holidays when they fall on a weekend, only their
    /// substitute days are.
    pub fn doubtful_days(&self, from: NaiveDate, days: u16) -> Vec<NaiveDate> {
        // An office that is open on bank holidays as usual is open on these days as well.
        if self.rules.bank_holidays.is_none() {
            return Vec::new();
        }
        from.iter_days()
            .take(usize::from(days))
            .filter(|date| matches!((date.month(), date.day()), (12, 25 | 26) | (1, 1)))
            .filter(|date| {
                let day = self.day(*date);
                day.changed_for.is_none() && !day.spans.is_empty()
            })
            .collect()
    }

    fn evaluated(&self, date: NaiveDate) -> Evaluated {
        self.expressions.evaluate(date)
    }

    fn closed(&self, at: DateTime<Utc>, opens: Option<NaiveDateTime>) -> Status {
        let local = self.local(at);
        let today = self.day(local.date());
        // On a day with shorter hours the reason is named only while the weekday would be open: before nine in
        // the morning an office is closed because it is early, not because it is Christmas Eve.
        let minute = minute_of(local.time());
        let usually_open = self
            .rules
            .week
            .get(local.weekday().num_days_from_monday() as usize)
            .is_some_and(|hours| {
                hours
                    .spans()
                    .iter()
                    .any(|(from, to)| (*from..*to).contains(&minute))
            });
        let reason = if today.spans.is_empty() || usually_open {
            today.changed_for
        } else {
            None
        };
        Status::Closed { opens, reason }
    }

    /// The hours of a day as instants, in order.
    fn instants(&self, date: NaiveDate) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
        let midnight = date.and_time(NaiveTime::MIN);
        self.evaluated(date)
            .spans
            .into_iter()
            .filter_map(|(from, to)| {
                let start = midnight.checked_add_signed(TimeDelta::minutes(i64::from(from)))?;
                let end = midnight.checked_add_signed(TimeDelta::minutes(i64::from(to)))?;
                Some((self.instant(start)?, self.instant(end)?))
            })
            .filter(|(start, end)| start < end)
            .collect()
    }

    /// The first instant at which the office's clock shows a time. When the clocks go forward past it, that is the
    /// instant they do; when they go back and show it twice, it is the first of the two. Both keep the order of
    /// times, so nothing opens twice.
    fn instant(&self, wall: NaiveDateTime) -> Option<DateTime<Utc>> {
        // The longest leap on record is Samoa's day of 30 December 2011; a quarter of an hour divides every leap.
        (0..=25 * 4).find_map(|quarters| {
            let wall = wall.checked_add_signed(TimeDelta::minutes(15 * quarters))?;
            let found = self.zone.from_local_datetime(&wall).earliest()?;
            Some(found.with_timezone(&Utc))
        })
    }
}

/// The time of day of a minute counted from midnight, over two days.
fn time_of(minute: u16) -> NaiveTime {
    let minute = u32::from(minute) % (24 * 60);
    NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap_or(NaiveTime::MIN)
}

/// The minute of the day.
fn minute_of(time: NaiveTime) -> u16 {
    // A day has 1440 minutes, so this always fits.
    u16::try_from(time.num_seconds_from_midnight() / 60).unwrap_or(0)
}

#[cfg(test)]
mod tests;
