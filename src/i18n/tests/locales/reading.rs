//! Reads the files of `locales/` apart.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Resource, VariantKey,
};
use fluent_syntax::parser;

pub type Messages = BTreeMap<String, Pattern<String>>;

pub fn files() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
    fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ftl"))
        .map(|path| {
            (
                path.file_stem().unwrap().to_str().unwrap().to_owned(),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect()
}

pub fn parsed(tag: &str, text: &str) -> Resource<String> {
    parser::parse(text.to_owned()).unwrap_or_else(|(_, errors)| panic!("{tag}: {errors:?}"))
}

pub fn locales() -> BTreeMap<String, Messages> {
    files()
        .into_iter()
        .map(|(tag, text)| (tag.clone(), messages(parsed(&tag, &text))))
        .collect()
}

pub fn messages(resource: Resource<String>) -> Messages {
    resource
        .body
        .into_iter()
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some((message.id.name, message.value?)),
            _ => None,
        })
        .collect()
}

/// What a pattern holds, at any depth.
#[derive(Default)]
pub struct Parts {
    pub variables: BTreeSet<String>,
    pub selectors: Vec<Selector>,
    /// Words outside placeables, in order, with a space where a placeable stood.
    pub words: String,
    /// What Fluent allows and these files must not use.
    pub refused: Vec<&'static str>,
    /// Whether a dash or stroke alone stands between two placeables.
    pub joined_by_a_dash: bool,
}

/// One choice by a count.
pub struct Selector {
    pub variable: String,
    pub categories: BTreeSet<String>,
    pub numbers: BTreeSet<String>,
}

pub fn parts(pattern: &Pattern<String>) -> Parts {
    let mut parts = Parts::default();
    parts.read(pattern);
    parts
}

impl Parts {
    fn read(&mut self, pattern: &Pattern<String>) {
        self.joined_by_a_dash |= pattern.elements.windows(3).any(|three| match three {
            [
                PatternElement::Placeable { .. },
                PatternElement::TextElement { value },
                PatternElement::Placeable { .. },
            ] => ["-", "–", "—", "/"].contains(&value.trim()),
            _ => false,
        });
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.words += value,
                PatternElement::Placeable { expression } => {
                    self.words.push(' ');
                    self.expression(expression);
                }
            }
        }
    }

    fn expression(&mut self, expression: &Expression<String>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                let InlineExpression::VariableReference { id } = selector else {
                    self.refused.push("a choice by something other than an argument");
                    return;
                };
                self.variables.insert(id.name.clone());
                let (mut categories, mut numbers) = (BTreeSet::new(), BTreeSet::new());
                for variant in variants {
                    match &variant.key {
                        VariantKey::Identifier { name } => categories.insert(name.clone()),
                        VariantKey::NumberLiteral { value } => numbers.insert(value.clone()),
                    };
                    self.read(&variant.value);
                }
                self.selectors.push(Selector {
                    variable: id.name.clone(),
                    categories,
                    numbers,
                });
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<String>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.clone());
            }
            InlineExpression::StringLiteral { value } => self.words += value,
            InlineExpression::NumberLiteral { value } => self.words += value,
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::MessageReference { attribute: None, .. } => {}
            InlineExpression::TermReference { .. } => self.refused.push("a term"),
            InlineExpression::MessageReference { .. } => self.refused.push("an attribute"),
            InlineExpression::FunctionReference { .. } => self.refused.push("a function"),
        }
    }
}
