//! Times as staff write them: "09:00-17:00", "9am - 5pm", "09.00–12.30, 13.30–17.00", "closed".
//!
//! What could mean two things is refused with both and what to write instead, because a wrong guess sends people to a
//! closed door: "9-5" may be nine at night, and "17:00-09:00" is more likely a slip than a night office. Where only
//! one reading is possible it is taken: "9-5pm" begins in the morning.

mod time;

use std::cmp::max;

use crate::fold::fold;

/// Minutes in a day; a span may reach into the next.
pub(super) const MINUTES_A_DAY: u16 = 24 * 60;

/// The longest stretch over midnight that is taken to be meant, in minutes.
const LONGEST_NIGHT: u16 = 12 * 60;

/// Spans in one day.
const MAX_SPANS: usize = 6;

/// Characters in one day's hours.
const MAX_LENGTH: usize = 120;

/// The hours of one day: none when closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayHours {
    spans: Vec<(u16, u16)>,
    overlapped: bool,
    left_out: Option<String>,
}

/// Why a day's hours cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrittenError {
    /// Nothing is there.
    #[error("no hours are given")]
    Empty,
    /// Longer than any real day's hours.
    #[error("the hours are too long to be a day's hours")]
    TooLong,
    /// Not "from - to".
    #[error("“{0}” is not two times with a dash between them")]
    NotASpan(String),
    /// Not a time of day.
    #[error("“{0}” is not a time of day")]
    NotATime(String),
    /// "9" may be morning or evening.
    #[error("“{written}” may be {}", one_of(readings))]
    MorningOrEvening {
        /// As it was written.
        written: String,
        /// What it may be, as it should be written; at most two.
        readings: Vec<String>,
    },
    /// It begins when it ends.
    #[error("“{0}” ends when it begins")]
    NoTime(String),
    /// More than twelve hours over midnight.
    #[error("“{0}” would run through the night until the next day")]
    ThroughTheNight(String),
    /// More stretches than are allowed.
    #[error("there are more than {MAX_SPANS} stretches of time in one day")]
    TooMany,
    /// Visitors are seen by appointment, which is no time.
    #[error("an appointment is not a time of day")]
    ByAppointment,
    /// Words in brackets, which may change what the times mean.
    #[error("“{0}” cannot be shown beside the times")]
    Remark(String),
}

impl WrittenError {
    /// What to write instead, as a sentence.
    pub fn remedy(&self) -> String {
        match self {
            Self::MorningOrEvening { readings, .. } if !readings.is_empty() => {
                format!("Write {}.", readings.join(" or "))
            }
            Self::ThroughTheNight(_) => {
                "Look whether the two times have changed places, or one is of the other half \
                 of the day; write them with 24 hours, such as 09:00-17:00."
                    .to_owned()
            }
            Self::ByAppointment => {
                "Write \"closed\" and tell of appointments in a notice, or write the hours in which \
                 they are given."
                    .to_owned()
            }
            Self::Remark(_) => {
                "Write the times alone; with a break, write what is before and after it: 09:00-12:30, \
                 13:30-17:00."
                    .to_owned()
            }
            _ => "Write it as 09:00-17:00, as 09:00-12:30, 13:30-17:00, or as closed.".to_owned(),
        }
    }
}

fn one_of(readings: &[String]) -> String {
    if readings.is_empty() {
        return "morning or evening".to_owned();
    }
    readings.join(" or ")
}

impl DayHours {
    /// Reads a day's hours.
    ///
    /// # Errors
    /// One [`WrittenError`] whose text tells staff what is wrong.
    pub fn read(text: &str) -> Result<Self, WrittenError> {
        if text.chars().count() > MAX_LENGTH {
            return Err(WrittenError::TooLong);
        }
        let (text, left_out) = without_remark(&plain(text))?;
        let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return Err(WrittenError::Empty);
        }
        if is_closed(&words) {
            return Ok(Self::default());
        }
        if is_always(&words) {
            return Ok(Self::from_spans(vec![(0, MINUTES_A_DAY)]));
        }
        if words.iter().any(|word| word.starts_with("appointment")) {
            return Err(WrittenError::ByAppointment);
        }
        let text = with_signs(&words);
        let parts: Vec<&str> = text
            .split([',', ';', '&', '/', '|', '+'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        match parts.len() {
            0 => Err(WrittenError::Empty),
            1..=MAX_SPANS => {
                let mut day = Self::from_spans(parts.into_iter().map(span).collect::<Result<_, _>>()?);
                day.left_out = left_out;
                Ok(day)
            }
            _ => Err(WrittenError::TooMany),
        }
    }

    /// Minutes from the day's midnight, in order, neither touching nor overlapping; an end may be up to 48 hours.
    pub fn spans(&self) -> &[(u16, u16)] {
        &self.spans
    }

    /// Whether stretches of time overlapped as written, and were joined.
    pub fn overlapped(&self) -> bool {
        self.overlapped
    }

    /// A remark about the last ticket that was written beside the times and is not shown.
    pub fn left_out(&self) -> Option<&str> {
        self.left_out.as_deref()
    }

    fn from_spans(mut written: Vec<(u16, u16)>) -> Self {
        written.sort_unstable();
        let mut day = Self::default();
        for (from, to) in written {
            match day.spans.last_mut() {
                Some((_, end)) if from <= *end => {
                    day.overlapped |= from < *end;
                    *end = max(*end, to);
                }
                _ => day.spans.push((from, to)),
            }
        }
        day
    }
}

/// Lower case, one kind of dash, one kind of space.
fn plain(text: &str) -> String {
    let text: String = fold(text)
        .chars()
        .map(|character| match character {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '~' | '→' => '-',
            '、' | '،' => ',',
            '’' | '‘' => '\'',
            other if other.is_whitespace() => ' ',
            other => other,
        })
        .collect();
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The times without a remark in brackets about the last ticket, which says nothing about when the office is open;
/// any other remark may.
fn without_remark(text: &str) -> Result<(String, Option<String>), WrittenError> {
    let Some((before, rest)) = text.split_once(['(', '[']) else {
        return Ok((text.to_owned(), None));
    };
    let (remark, after) = rest.split_once([')', ']']).unwrap_or((rest, ""));
    let remark = remark.trim();
    if !remark.starts_with("last ") || after.contains(['(', '[']) {
        return Err(WrittenError::Remark(remark.to_owned()));
    }
    Ok((
        format!("{before} {after}").trim().to_owned(),
        Some(remark.to_owned()),
    ))
}

fn is_closed(words: &[&str]) -> bool {
    const BESIDE: [&str; 8] = ["all", "day", "today", "we", "are", "the", "office", "is"];
    let words: Vec<&str> = words.iter().map(|word| word.trim_end_matches('.')).collect();
    let (closed, beside): (Vec<&str>, Vec<&str>) =
        words.iter().partition(|word| matches!(**word, "closed" | "shut"));
    words == ["not", "open"] || (closed.len() == 1 && beside.iter().all(|word| BESIDE.contains(word)))
}

fn is_always(words: &[&str]) -> bool {
    let words = words.strip_prefix(&["open"]).unwrap_or(words);
    matches!(
        words,
        ["24h" | "24hrs" | "24hours" | "24/7"] | ["24", "hours" | "hrs" | "h" | "hour"]
    )
}

/// The words people put between times as signs: "from 9am until 5pm and …" as "9am-5pm,…".
fn with_signs(words: &[&str]) -> String {
    let mut between = false;
    let signs = words.iter().map(|word| match *word {
        "until" | "till" | "til" | "'til" | "to" => "-",
        "between" => {
            between = true;
            ""
        }
        // "between 9am and 5pm"
        "and" if std::mem::take(&mut between) => "-",
        "and" | "then" | "plus" => ",",
        "from" | "open" | "hrs" | "hours" | "h" | "o'clock" => "",
        word => word,
    });
    let signs: Vec<&str> = signs.filter(|word| !word.is_empty()).collect();
    signs.join(" ")
}

fn span(part: &str) -> Result<(u16, u16), WrittenError> {
    let not_a_span = || WrittenError::NotASpan(part.to_owned());
    let (from, to) = part.split_once('-').ok_or_else(not_a_span)?;
    let (from, to) = (from.trim(), to.trim_start_matches(['>', ' ']).trim());
    if from.is_empty() || to.is_empty() || to.contains('-') {
        return Err(not_a_span());
    }
    time::between(part, from, to)
}

#[cfg(test)]
mod tests;
