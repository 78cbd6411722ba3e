//! Which plural forms a language has.

use std::collections::{BTreeMap, BTreeSet};

use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

use crate::reading::Selector;

/// The plural rules of a language, and the only number of a category if there is just one (Arabic `zero` is 0 and
/// nothing else), for which the number itself may stand.
pub struct Plurals {
    pub categories: BTreeSet<String>,
    only_number: BTreeMap<String, String>,
}

pub fn plurals(tag: &str) -> Plurals {
    let locale: icu_locale_core::Locale = tag.parse().unwrap();
    let rules = PluralRules::try_new((&locale).into(), PluralRulesOptions::default()).unwrap();
    let name = |category: PluralCategory| format!("{category:?}").to_lowercase();
    let mut numbers: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for n in 0..=1000_u32 {
        numbers.entry(name(rules.category_for(n))).or_default().push(n);
    }
    Plurals {
        categories: rules.categories().map(name).collect(),
        only_number: numbers
            .into_iter()
            .filter_map(|(category, numbers)| match numbers[..] {
                [only] => Some((category, only.to_string())),
                _ => None,
            })
            .collect(),
    }
}

impl Plurals {
    /// What is wrong with a choice; empty if nothing is.
    pub fn complaints(&self, selector: &Selector) -> Vec<String> {
        let by_number = |category: &String| {
            self.only_number
                .get(category)
                .is_some_and(|n| selector.numbers.contains(n))
        };
        let missing = self
            .categories
            .iter()
            .filter(|c| !selector.categories.contains(*c) && !by_number(c));
        let unknown = selector.categories.difference(&self.categories);
        missing
            .map(|c| format!("lacks [{c}]"))
            .chain(unknown.map(|c| format!("never takes [{c}]")))
            .collect()
    }

    /// Whether a choice has a form for this number by itself.
    pub fn singles_out(&self, selector: &Selector, number: &String) -> bool {
        selector.numbers.contains(number)
            || selector
                .categories
                .iter()
                .any(|category| self.only_number.get(category) == Some(number))
    }
}
