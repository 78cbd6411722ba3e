//! The messages of one Fluent file, and how one becomes text.
//!
//! The parser is Fluent's own (crate `fluent-syntax`). What stands here is the part of Fluent that a screen's words
//! need: text, arguments, a choice by a count, and a message within a message. The crates `fluent` and
//! `fluent-bundle` do that and more, but choose plural forms by `intl_pluralrules` 7.0.2 (CLDR 37), whose generated
//! rules have lost the "n % 100" before a range: to them 103 is `other` in Arabic where CLDR says `few`, and in
//! Lithuanian even 22 and 111 are wrong. Here the rules are ICU4X's, as they are for dates and lists.

use std::collections::HashMap;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::parser;
use fluent_syntax::unicode::unescape_unicode_to_string;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

/// How deep a message may stand within another of the file; a circle ends here.
const DEEPEST: u8 = 4;

/// The value of an argument.
pub(crate) enum Value {
    /// A count: it chooses plural forms, and is written in Latin digits without grouping.
    Number(i64),
    /// Text as it is to be written.
    Text(String),
}

/// The arguments of a message by name.
pub(crate) type Values = [(&'static str, Value)];

/// The messages of one language.
pub(crate) struct Messages {
    texts: HashMap<&'static str, Pattern<&'static str>>,
    plurals: PluralRules,
}

impl Messages {
    /// The messages of a Fluent file in a locale; `None` if ICU4X has no plural rules for it. What cannot be read is
    /// left out, and an id given twice keeps its first text: the tests of `locales/` refuse both.
    pub(crate) fn read(source: &'static str, locale: &Locale) -> Option<Self> {
        let resource = parser::parse_runtime(source).unwrap_or_else(|(readable, _)| readable);
        let mut texts = HashMap::new();
        for entry in resource.body {
            if let Entry::Message(message) = entry
                && let Some(text) = message.value
            {
                texts.entry(message.id.name).or_insert(text);
            }
        }
        let plurals = PluralRules::try_new(locale.into(), PluralRulesOptions::default()).ok()?;
        Some(Self { texts, plurals })
    }

    /// Whether there is a message with this id.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.texts.contains_key(id)
    }

    /// The text of a message, and whether everything it names was there to be written; `None` if there is no such
    /// message.
    pub(crate) fn text(&self, id: &str, values: &Values) -> Option<(String, bool)> {
        let pattern = self.texts.get(id)?;
        let mut text = Text {
            messages: self,
            values,
            written: String::new(),
            complete: true,
        };
        text.pattern(pattern, 0);
        Some((text.written, text.complete))
    }
}

/// A text while it is being written.
struct Text<'a> {
    messages: &'a Messages,
    values: &'a Values,
    written: String,
    complete: bool,
}

impl<'a> Text<'a> {
    fn pattern(&mut self, pattern: &'a Pattern<&'static str>, depth: u8) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.written += value,
                PatternElement::Placeable { expression } => self.expression(expression, depth),
            }
        }
    }

    fn expression(&mut self, expression: &'a Expression<&'static str>, depth: u8) {
        match expression {
            Expression::Inline(inline) => self.inline(inline, depth),
            Expression::Select { selector, variants } => {
                if let Some(variant) = self.choice(selector, variants) {
                    self.pattern(&variant.value, depth);
                }
            }
        }
    }

    fn inline(&mut self, inline: &'a InlineExpression<&'static str>, depth: u8) {
        match inline {
            InlineExpression::StringLiteral { value } => self.written += &unescape_unicode_to_string(value),
            InlineExpression::NumberLiteral { value } => self.written += value,
            InlineExpression::VariableReference { id } => match self.value(id.name) {
                Some(Value::Number(number)) => self.written += &number.to_string(),
                Some(Value::Text(text)) => self.written += text,
                None => self.leave_out(id.name),
            },
            InlineExpression::MessageReference { id, attribute: None } => {
                match self.messages.texts.get(id.name) {
                    Some(pattern) if depth < DEEPEST => self.pattern(pattern, depth + 1),
                    _ => self.leave_out(id.name),
                }
            }
            InlineExpression::Placeable { expression } => self.expression(expression, depth),
            InlineExpression::MessageReference { id, .. }
            | InlineExpression::TermReference { id, .. }
            | InlineExpression::FunctionReference { id, .. } => self.leave_out(id.name),
        }
    }

    /// The variant for a count: the first whose number or plural form it is, and the default without a count.
    fn choice(
        &mut self,
        selector: &InlineExpression<&'static str>,
        variants: &'a [Variant<&'static str>],
    ) -> Option<&'a Variant<&'static str>> {
        let count = match selector {
            InlineExpression::VariableReference { id } => self.value(id.name),
            _ => None,
        };
        let chosen = match count {
            Some(Value::Number(count)) => {
                let form = self.messages.plurals.category_for(*count);
                variants.iter().find(|variant| match variant.key {
                    VariantKey::NumberLiteral { value } => value.parse() == Ok(*count),
                    VariantKey::Identifier { name } => {
                        PluralCategory::get_for_cldr_string(name) == Some(form)
                    }
                })
            }
            _ => {
                self.complete = false;
                None
            }
        };
        chosen.or_else(|| variants.iter().find(|variant| variant.default))
    }

    fn value(&self, name: &str) -> Option<&'a Value> {
        self.values
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }

    /// Marks where something is missing, as Fluent does.
    fn leave_out(&mut self, name: &str) {
        self.complete = false;
        self.written += &format!("{{{name}}}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::rows;

    /// Languages an office may ask for next; a row in the table must be all that one of them takes.
    const NEXT: [&str; 29] = [
        "ro", "lt", "pt", "es", "fr", "it", "ku", "ckb", "fa", "ps", "ur", "yi", "pa-Guru", "gu", "ta", "so",
        "ti", "am", "zh-Hant", "vi", "bg", "ru", "uk", "sq", "hu", "sk", "lv", "ga", "cy",
    ];

    fn messages(tag: &str, source: &'static str) -> Messages {
        Messages::read(source, &tag.parse().unwrap()).unwrap()
    }

    fn count(messages: &Messages, n: i64) -> (String, bool) {
        messages.text("n", &[("n", Value::Number(n))]).unwrap()
    }

    #[test]
    fn a_count_takes_the_plural_form_of_cldr_in_every_language() {
        let forms = "n = { $n ->\n [zero] Zero\n [one] One\n [two] Two\n [few] Few\n [many] Many\n *[other] Other\n}\n";
        for tag in rows().iter().map(|row| row.tag).chain(NEXT) {
            let messages = messages(tag, forms);
            for n in (0..=1000).chain([1_000_000]) {
                let expected = format!("{:?}", messages.plurals.category_for(n));
                assert_eq!(count(&messages, n), (expected, true), "{n} in {tag}");
            }
        }
    }

    #[test]
    fn counts_that_other_rules_get_wrong_take_the_right_form() {
        let forms = "n = { $n ->\n [zero] zero\n [one] one\n [two] two\n [few] few\n [many] many\n *[other] other\n}\n";
        for (tag, n, form) in [
            ("ar", 0, "zero"),
            ("ar", 2, "two"),
            ("ar", 10, "few"),
            ("ar", 11, "many"),
            ("ar", 100, "other"),
            ("ar", 103, "few"),
            ("ar", 111, "many"),
            ("pl", 22, "few"),
            ("pl", 12, "many"),
            ("pl", 21, "many"),
            ("lt", 22, "few"),
            ("lt", 111, "other"),
            ("bn", 0, "one"),
            ("zh-Hans", 1, "other"),
        ] {
            assert_eq!(count(&messages(tag, forms), n).0, form, "{n} in {tag}");
        }
    }

    #[test]
    fn a_form_for_one_number_is_taken_by_that_number_alone() {
        let messages = messages(
            "en-GB",
            "n = { $n ->\n [0] nobody\n [3] three\n [one] { $n } person\n *[other] { $n } people\n}\n",
        );
        let texts = [0, 1, 2, 3, 10, 1204].map(|n| count(&messages, n).0);
        assert_eq!(
            texts,
            [
                "nobody",
                "1 person",
                "2 people",
                "three",
                "10 people",
                "1204 people"
            ]
        );
    }

    #[test]
    fn a_message_within_a_message_is_written_with_the_same_arguments() {
        let messages = messages(
            "en-GB",
            "n = Touch “{ confirm }”{\"\\u0021\"}\nconfirm = Confirm { $n }",
        );
        assert_eq!(count(&messages, 2), ("Touch “Confirm 2”!".to_owned(), true));
    }

    #[test]
    fn a_circle_of_messages_ends() {
        let messages = messages("en-GB", "n = a{ m }\nm = b{ n }");
        assert_eq!(count(&messages, 2), ("ababa{m}".to_owned(), false));
    }

    #[test]
    fn what_cannot_be_written_is_marked_and_the_rest_stands() {
        let messages = messages(
            "en-GB",
            "n = a { $other } b { NUMBER($n) } c { -term } d { n.title } e { $n ->\n [few] few\n *[many] rest\n}",
        );
        assert_eq!(
            count(&messages, 2),
            ("a {other} b {NUMBER} c {term} d {n} e rest".to_owned(), false)
        );
        assert_eq!(messages.text("m", &[]), None);
    }

    #[test]
    fn a_message_that_cannot_be_read_takes_no_other_with_it() {
        let messages = messages("en-GB", "broken = { $\nback = Back\n= no id\nback = Again\n");
        assert!(!messages.has("broken"));
        assert_eq!(messages.text("back", &[]), Some(("Back".to_owned(), true)));
    }
}
