//! What was measured, and how it is printed.

use std::fmt;

/// The same thing measured several times.
#[derive(Clone, Debug)]
pub struct Sample {
    values: Vec<f64>,
    unit: &'static str,
}

impl Sample {
    /// A sample of values in a unit, such as `ms`.
    ///
    /// # Panics
    /// If it is empty.
    pub fn new(mut values: Vec<f64>, unit: &'static str) -> Self {
        assert!(!values.is_empty(), "nothing was measured");
        values.sort_by(f64::total_cmp);
        Self { values, unit }
    }

    /// The value that as many lie above as below.
    pub fn median(&self) -> f64 {
        let middle = self.values.len() / 2;
        if self.values.len() % 2 == 1 {
            self.values[middle]
        } else {
            f64::midpoint(self.values[middle - 1], self.values[middle])
        }
    }
}

impl fmt::Display for Sample {
    /// `126 ms (120–141)`: the median, and the least and greatest.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let median = self.median();
        let places = if median < 10.0 {
            2
        } else if median < 100.0 {
            1
        } else {
            0
        };
        let (least, most) = (self.values[0], self.values[self.values.len() - 1]);
        write!(f, "{median:.places$} {}", self.unit)?;
        if self.values.len() > 1 {
            write!(f, " ({least:.places$}–{most:.places$})")?;
        }
        Ok(())
    }
}

/// What a figure is to be at most.
#[derive(Clone, Copy, Debug)]
pub enum Goal {
    /// This many times what it is compared to.
    Ratio(f64),
    /// This value, in its own unit.
    Value(f64),
    /// Nothing was promised; it is there to be known.
    None,
}

struct Row {
    what: String,
    kiosk: Sample,
    compared: Option<(String, Sample)>,
    goal: Goal,
}

/// The table, with the notes that explain how its figures came about.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
    notes: Vec<String>,
}

impl Table {
    /// Adds a figure beside what it is compared to.
    pub fn compare(&mut self, what: &str, kiosk: Sample, compared_to: &str, other: Sample, goal: Goal) {
        self.rows.push(Row {
            what: what.to_owned(),
            kiosk,
            compared: Some((compared_to.to_owned(), other)),
            goal,
        });
    }

    /// Adds a figure by itself.
    pub fn figure(&mut self, what: &str, kiosk: Sample, goal: Goal) {
        self.rows.push(Row {
            what: what.to_owned(),
            kiosk,
            compared: None,
            goal,
        });
    }

    /// Adds a note under the table.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }
}

impl Row {
    fn cells(&self) -> [String; 5] {
        let ratio = self
            .compared
            .as_ref()
            .map(|(_, other)| self.kiosk.median() / other.median());
        let goal = match self.goal {
            Goal::Ratio(most) => format!("≤ {most:.2}×{}", met(ratio.is_some_and(|ratio| ratio <= most))),
            Goal::Value(most) => {
                format!("≤ {most} {}{}", self.kiosk.unit, met(self.kiosk.median() <= most))
            }
            Goal::None => "–".to_owned(),
        };
        [
            self.what.clone(),
            self.kiosk.to_string(),
            self.compared
                .as_ref()
                .map_or("–".to_owned(), |(name, other)| format!("{name}: {other}")),
            ratio.map_or("–".to_owned(), |ratio| format!("{ratio:.2}×")),
            goal,
        ]
    }
}

fn met(met: bool) -> &'static str {
    if met { " met" } else { " NOT MET" }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["what", "kiosk", "compared to", "ratio", "goal"].map(str::to_owned);
        let rows: Vec<[String; 5]> = std::iter::once(head)
            .chain(self.rows.iter().map(Row::cells))
            .collect();
        let width = |column: usize| {
            rows.iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: [usize; 5] = std::array::from_fn(width);
        for (index, row) in rows.iter().enumerate() {
            let cells: Vec<String> = row
                .iter()
                .zip(widths)
                .map(|(cell, width)| format!("{cell:width$}"))
                .collect();
            writeln!(f, "| {} |", cells.join(" | "))?;
            if index == 0 {
                let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
                writeln!(f, "| {} |", rule.join(" | "))?;
            }
        }
        writeln!(f, "\nMedians, with the least and the greatest in brackets.")?;
        for note in &self.notes {
            writeln!(f, "- {note}")?;
        }
        Ok(())
    }
}
