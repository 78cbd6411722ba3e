//! The rules as OpenStreetMap opening-hours expressions, and what the `opening-hours` crate makes of them.
//!
//! In that language a rule for a day also replaces what the day before left over after midnight, and a day that is
//! closed leaves its own small hours standing. Here hours belong to the day they begin on. So each day is compiled
//! into two expressions: what it holds before midnight, and what it holds after, counted from that midnight. Both are
//! asked about the day itself, no span crosses midnight in either, and the crate's order of rules (the later wins)
//! then says exactly what we mean.

use std::fmt::Write;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use opening_hours::{Context, ContextHolidays, OpeningHours, RuleKind};

use super::written::MINUTES_A_DAY;
use super::{BankHolidays, DayHours, Rules};

/// The evaluating library does not take a compiled expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the opening hours cannot be worked out: {0}")]
pub struct ExpressionError(String);

/// Which rule a day's hours came from, when it is not the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    BankHoliday,
    /// By its place in the list.
    Exception(usize),
}

/// One day's hours: minutes from its midnight, over two days, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Evaluated {
    pub spans: Vec<(u16, u16)>,
    pub changed_for: Option<Source>,
}

/// The two expressions of an office.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Expressions {
    before_midnight: Option<OpeningHours>,
    after_midnight: Option<OpeningHours>,
}

/// The rules carry where they come from as the expression's comment.
const BANK_HOLIDAY: &str = "bank holiday";

const WEEKDAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    BeforeMidnight,
    AfterMidnight,
}

impl Expressions {
    pub fn compile(rules: &Rules, holidays: &BankHolidays) -> Result<Self, ExpressionError> {
        let mut context = Context::default();
        let mut calendar = context.holidays.get_public().clone();
        for day in holidays.days() {
            calendar.insert(day);
        }
        context = context.with_holidays(ContextHolidays::new(Arc::new(calendar), Arc::default()));

        let parse = |part| -> Result<OpeningHours, ExpressionError> {
            let parsed: OpeningHours = written_out(rules, part)
                .parse()
                .map_err(|error| ExpressionError(format!("{error}")))?;
            Ok(parsed.with_context(context.clone()))
        };
        // Few offices are open past midnight; the others are spared the second question.
        let any_night = rules
            .every_days_hours()
            .any(|hours| hours.spans().iter().any(|(_, to)| *to > MINUTES_A_DAY));
        Ok(Self {
            before_midnight: Some(parse(Part::BeforeMidnight)?),
            after_midnight: if any_night {
                Some(parse(Part::AfterMidnight)?)
            } else {
                None
            },
        })
    }

    /// Never open.
    pub fn closed() -> Self {
        Self {
            before_midnight: None,
            after_midnight: None,
        }
    }

    pub fn evaluate(&self, date: NaiveDate) -> Evaluated {
        let mut day = Evaluated::default();
        for (expression, offset) in [(&self.before_midnight, 0), (&self.after_midnight, MINUTES_A_DAY)] {
            let Some(expression) = expression else { continue };
            for range in expression.schedule_at(date) {
                day.changed_for = day.changed_for.or_else(|| source_of(&range.comment));
                if range.kind == RuleKind::Open {
                    let from = offset + range.range.start.mins_from_midnight();
                    let to = offset + range.range.end.mins_from_midnight();
                    match day.spans.last_mut() {
                        Some((_, end)) if *end == from => *end = to,
                        _ => day.spans.push((from, to)),
                    }
                }
            }
        }
        day
    }
}

impl Rules {
    fn every_days_hours(&self) -> impl Iterator<Item = &DayHours> {
        let exceptions = self.exceptions.iter().map(|exception| &exception.hours);
        self.week.iter().chain(&self.bank_holidays).chain(exceptions)
    }
}

fn source_of(comment: &str) -> Option<Source> {
    if comment == BANK_HOLIDAY {
        return Some(Source::BankHoliday);
    }
    comment.parse().ok().map(Source::Exception)
}

/// One part of the rules in OpenStreetMap's language, such as
/// `Mo 09:00-17:00; PH closed "bank holiday"; 2026 Dec 24-2026 Dec 24 09:00-13:00 "0"`.
fn written_out(rules: &Rules, part: Part) -> String {
    let mut text = String::from("closed");
    for (weekday, hours) in WEEKDAYS.iter().zip(&rules.week) {
        let times = times(hours, part);
        if times != "closed" {
            let _ = write!(text, "; {weekday} {times}");
        }
    }
    if let Some(hours) = &rules.bank_holidays {
        let _ = write!(text, "; PH {} \"{BANK_HOLIDAY}\"", times(hours, part));
    }
    for (index, exception) in rules.exceptions.iter().enumerate() {
        let (from, to) = (day(exception.from), day(exception.to));
        let days = if exception.from == exception.to {
            from
        } else {
            format!("{from}-{to}")
        };
        let _ = write!(text, "; {days} {} \"{index}\"", times(&exception.hours, part));
    }
    text
}

fn day(date: NaiveDate) -> String {
    let month = MONTHS.get(date.month0() as usize).copied().unwrap_or("Jan");
    format!("{:04} {month} {:02}", date.year(), date.day())
}

fn times(hours: &DayHours, part: Part) -> String {
    let times: Vec<String> = hours
        .spans()
        .iter()
        .filter_map(|(from, to)| match part {
            Part::BeforeMidnight => Some((*from, (*to).min(MINUTES_A_DAY))),
            Part::AfterMidnight => to.checked_sub(MINUTES_A_DAY).map(|to| (0, to)),
        })
        .filter(|(from, to)| from < to)
        .map(|(from, to)| format!("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60))
        .collect();
    if times.is_empty() {
        "closed".to_owned()
    } else {
        times.join(",")
    }
}
