//! Ticket numbers such as `A017`: a kiosk's series letter and a number of the service day.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A kiosk's series: one capital letter, `A` to `Z`. Each kiosk of an office has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Series(u8);

/// A series was not one capital letter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a series is one capital letter from A to Z, not {0:?}")]
pub struct SeriesError(pub String);

impl Series {
    /// The series of the numbers that staff give by hand, unless an office configures another. No kiosk should have it.
    pub const OF_DESKS: Self = Self(b'R');
}

impl FromStr for Series {
    type Err = SeriesError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.as_bytes() {
            [letter @ b'A'..=b'Z'] => Ok(Self(*letter)),
            _ => Err(SeriesError(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Series {
    type Error = SeriesError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Series> for String {
    fn from(series: Series) -> Self {
        series.to_string()
    }
}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", char::from(self.0))
    }
}

/// A ticket: the number shown to a visitor and called at a desk, such as `A017`.
///
/// The number has at least three digits and grows to as many as it needs (`A1204`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ticket {
    /// The series of the kiosk that gave it.
    pub series: Series,
    /// Its place in the service day, from 1.
    pub number: u32,
}

/// A text was not a ticket.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a ticket is a capital letter and three to nine digits, not {0:?}")]
pub struct TicketError(pub String);

impl Ticket {
    /// The ticket with this number in this series.
    pub fn new(series: Series, number: u32) -> Self {
        Self { series, number }
    }
}

impl FromStr for Ticket {
    type Err = TicketError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || TicketError(text.to_owned());
        let (letter, digits) = text.split_at_checked(1).ok_or_else(refused)?;
        let series = letter.parse().map_err(|_| refused())?;
        // A canonical form only: `A17` and `A0017` would be two spellings of one number.
        let number: u32 = match digits.len() {
            3..=9 if digits.bytes().all(|digit| digit.is_ascii_digit()) => {
                digits.parse().map_err(|_| refused())?
            }
            _ => return Err(refused()),
        };
        let ticket = Self { series, number };
        if number == 0 || ticket.to_string() != text {
            Err(refused())
        } else {
            Ok(ticket)
        }
    }
}

impl TryFrom<String> for Ticket {
    type Error = TicketError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Ticket> for String {
    fn from(ticket: Ticket) -> Self {
        ticket.to_string()
    }
}

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:03}", self.series, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_reads_back_as_it_is_written() {
        for text in ["A001", "A017", "Z999", "B1204"] {
            assert_eq!(text.parse::<Ticket>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_ticket_has_one_spelling() {
        for text in [
            "", "A", "A17", "A0017", "a017", "AA17", "A01x", "A000", "Ä017", "017", "A-17", "A٠١٧",
        ] {
            assert!(text.parse::<Ticket>().is_err(), "{text}");
        }
    }
}
