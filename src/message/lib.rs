//! A text for a person, as a message id with arguments.
//!
//! The visitor's flow says *what* should be said and i18n says it in a language; this crate is what passes between
//! them. It holds no words of any language and does no formatting.

use chrono::{NaiveDate, NaiveTime, Weekday};

/// A message id with its arguments, such as `hours-open-until { $time }`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Message {
    /// The id in `locales/<language>.ftl`.
    pub id: &'static str,
    /// The arguments by name.
    pub args: Vec<(&'static str, Arg)>,
}

/// One argument of a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Arg {
    /// A count; it chooses the plural form too. Written in Latin digits in every language.
    Number(i64),
    /// Words from the content folder, in any language; isolated from the text around them (FSI … PDI).
    Words(String),
    /// A ticket, phone number, reference, address of a web page: always left to right (LRI … PDI).
    Code(String),
    /// A time of day, 24 hours, Latin digits, always left to right: `09:00`.
    Time(NaiveTime),
    /// Two times of day with a dash between: `09:00–17:00`, always left to right.
    TimeRange(NaiveTime, NaiveTime),
    /// A day with weekday, day and month: "Saturday 21 November".
    Date(NaiveDate),
    /// A day with day, month and year: "21 November 2026".
    DateWithYear(NaiveDate),
    /// A weekday by name: "Saturday".
    Weekday(Weekday),
    /// The name of a language in the language of the text, by BCP 47 tag.
    Language(String),
    /// Another message.
    Message(Box<Message>),
    /// Several messages joined as the language joins a list of things that all hold ("a, b and c").
    All(Vec<Message>),
}

impl Message {
    /// A message without arguments.
    pub fn new(id: &'static str) -> Self {
        Self { id, args: Vec::new() }
    }

    /// The same message with one argument more.
    #[must_use]
    pub fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.args.push((name, arg));
        self
    }

    /// The same message with a count, which chooses the plural form.
    #[must_use]
    pub fn count(self, name: &'static str, number: impl Into<i64>) -> Self {
        self.with(name, Arg::Number(number.into()))
    }

    /// The same message with a ticket, phone number or reference.
    #[must_use]
    pub fn code(self, name: &'static str, code: impl ToString) -> Self {
        self.with(name, Arg::Code(code.to_string()))
    }

    /// The same message with words of the content folder.
    #[must_use]
    pub fn words(self, name: &'static str, words: impl Into<String>) -> Self {
        self.with(name, Arg::Words(words.into()))
    }

    /// The same message with a time of day.
    #[must_use]
    pub fn time(self, name: &'static str, time: NaiveTime) -> Self {
        self.with(name, Arg::Time(time))
    }

    /// The same message with a weekday, day and month.
    #[must_use]
    pub fn date(self, name: &'static str, date: NaiveDate) -> Self {
        self.with(name, Arg::Date(date))
    }

    /// The same message with a weekday.
    #[must_use]
    pub fn weekday(self, name: &'static str, weekday: Weekday) -> Self {
        self.with(name, Arg::Weekday(weekday))
    }

    /// The same message with another one in it.
    #[must_use]
    pub fn message(self, name: &'static str, message: Message) -> Self {
        self.with(name, Arg::Message(Box::new(message)))
    }
}
