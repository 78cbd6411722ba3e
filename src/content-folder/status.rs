//! The status page: what is wrong with the folder, for whoever puts files into it.
//!
//! The same page as a web page and as plain text, in the content folder where it can be written, and always in a
//! folder of the kiosk's own, because a folder that is only received from elsewhere carries nothing back. It says
//! nothing about visitors.

mod plain;
mod topics;
mod web;

use std::fs;
use std::io;
use std::path::Path;

use chrono::NaiveDateTime;
use flow::content::{Finding, Severity};

use topics::topics;

/// What the page says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The kiosk's id.
    pub kiosk: String,
    /// The office's name, once it is known.
    pub office: Option<String>,
    /// When this was so, by the office's clock; `None` before the office's time zone is known.
    pub at: Option<NaiveDateTime>,
    /// The number of the generation that is shown; 0 for the built-in page.
    pub generation: u64,
    /// What is wrong, the worst first.
    pub findings: Vec<Finding>,
}

impl Status {
    /// The beginning of the files' names: they begin with `_`, so that no kiosk reads them as content.
    pub fn stem(&self) -> String {
        format!("_STATUS-{}", self.kiosk)
    }

    /// How many things are wrong, in a sentence.
    pub fn summary(&self) -> String {
        let (errors, warnings) = (self.count(Severity::Error), self.count(Severity::Warning));
        let are = if warnings == 1 { "is" } else { "are" };
        match (errors, warnings) {
            (0, 0) => "Everything in the folder is shown as it is.".to_owned(),
            (0, _) => format!("Everything is shown. There {are} {}.", things(warnings)),
            (_, 0) => format!("{}.", problems(errors)),
            _ => format!("{}, and {}.", problems(errors), things(warnings)),
        }
    }

    /// What that means for visitors and for whoever reads the page.
    fn meaning(&self) -> &'static str {
        match self.worst() {
            None => "There is nothing to do.",
            Some(Severity::Warning) => {
                "Nothing is missing on the kiosk. Look at these when you have a moment."
            }
            Some(Severity::Error) if self.findings.len() == 1 => {
                "Something is not shown, or not as it was meant. All else is shown."
            }
            Some(Severity::Error) => {
                "Start at the top. What has a problem is not shown, or not as it was meant. All else is shown."
            }
        }
    }

    /// The page as plain text, with the ends of lines that every editor of Windows knows.
    pub fn text(&self) -> String {
        plain::page(self)
    }

    /// The page as a web page that needs nothing else.
    pub fn html(&self) -> String {
        web::page(self)
    }

    /// Writes both pages into a folder, each in one step; nobody ever reads half of one. Pages that say the same
    /// already are left alone, so that sync tools have nothing to carry.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let stem = self.stem();
        for (ending, bytes) in [("html", self.html()), ("txt", self.text())] {
            let path = folder.join(format!("{stem}.{ending}"));
            if fs::read_to_string(&path).is_ok_and(|there| without_time(&there) == without_time(&bytes)) {
                continue;
            }
            let aside = folder.join(format!("{stem}.{ending}.tmp"));
            let written = fs::write(&aside, bytes).and_then(|()| fs::rename(&aside, &path));
            if written.is_err() {
                let _ = fs::remove_file(&aside);
            }
            written?;
        }
        Ok(())
    }

    fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    fn count(&self, severity: Severity) -> usize {
        let of = |finding: &&Finding| finding.severity == severity;
        self.findings.iter().filter(of).count()
    }

    fn heading(&self) -> String {
        match &self.office {
            Some(office) => format!("{office}: the content folder of kiosk “{}”", self.kiosk),
            None => format!("The content folder of kiosk “{}”", self.kiosk),
        }
    }

    fn foot(&self) -> String {
        let at = self
            .at
            .map_or_else(String::new, |at| at.format(" on %-d %B %Y at %H:%M").to_string());
        format!(
            "{SINCE}{at}. The kiosk writes this page again whenever something changes. To see what it says now, open \
             it again. Visitors never see it."
        )
    }
}

const SINCE: &str = "This was so";

/// A page without the line that says when it was written.
fn without_time(page: &str) -> String {
    page.lines().filter(|line| !line.contains(SINCE)).collect()
}

fn problems(number: usize) -> String {
    if number == 1 {
        "1 problem".to_owned()
    } else {
        format!("{number} problems")
    }
}

fn things(number: usize) -> String {
    if number == 1 {
        "1 thing to look at".to_owned()
    } else {
        format!("{number} things to look at")
    }
}

/// What a finding is called, so that nobody has to tell it by its colour.
fn kind(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Problem",
        Severity::Warning => "To look at",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status() -> Status {
        Status {
            kiosk: "front".to_owned(),
            office: Some("Canal Street".to_owned()),
            at: None,
            generation: 7,
            findings: vec![
                Finding::error("text-unreadable", "leaflets/<b>/bn.md", "No & text.")
                    .at(3)
                    .shown("The version before, as it was.")
                    .remedy("Save it again."),
            ],
        }
    }

    #[test]
    fn the_page_names_the_file_the_line_what_is_seen_and_what_to_do_and_runs_nothing() {
        let status = status();
        for page in [status.html(), status.text()] {
            for words in [
                "line 3",
                "The version before, as it was.",
                "Save it again.",
                "1 problem.",
            ] {
                assert!(page.contains(words), "{words}: {page}");
            }
        }
        let page = status.html().replace("<wbr>", "");
        assert!(page.contains("leaflets/&lt;b&gt;") && page.contains("bn.md") && !page.contains("<b>"));
    }

    #[test]
    fn the_page_holds_nothing_that_runs_or_is_loaded_whatever_a_file_is_called() {
        let mut status = status();
        status.kiosk = "<script src=x>".to_owned();
        status.office = Some("\"onload=x".to_owned());
        for file in ["leaflets/<img src=x>/a\"b.md", "<svg onload=x>", "منشور <b>.md"] {
            status
                .findings
                .push(Finding::warning("a", file, file).shown(file).remedy(file));
        }
        let page = status.html();
        for tag in page.split('<').skip(1) {
            let name = tag.split([' ', '>']).next().unwrap();
            assert!(
                !["script", "img", "b", "link", "iframe", "object"].contains(&name),
                "{tag}"
            );
            assert!(!tag.split('>').next().unwrap().contains("onload"), "{tag}");
        }
    }

    #[test]
    fn three_hundred_findings_are_listed_by_leaflet_and_the_list_does_not_hide_the_first() {
        let mut status = status();
        let of = |number: usize| format!("leaflets/leaflet-{}/bn.md", number / 3);
        status.findings = (0..300)
            .map(|number| Finding::warning("a", &of(number), "It is old."))
            .collect();
        let page = status.html();
        assert_eq!(page.matches("<article").count(), 300);
        assert_eq!(page.matches("<h2").count(), 100);
        assert!(page.contains("<details>") && page.contains("href=\"#topic-99\""));
    }

    #[test]
    fn lines_of_the_plain_page_fit_a_window() {
        let mut status = status();
        status.findings[0].remedy = "Save it again, and look at it. ".repeat(20);
        let text = status.text();
        let longest = text
            .lines()
            .filter(|line| !line.contains(SINCE))
            .map(|line| line.chars().count())
            .max();
        assert!(longest.unwrap() <= 78, "{text}");
        assert_eq!(text.matches("again,").count(), 20);
    }

    #[test]
    fn a_page_that_would_say_the_same_is_not_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut status = status();
        status.write(folder.path()).unwrap();
        let path = folder.path().join("_STATUS-front.html");
        let before = fs::metadata(&path).unwrap().modified().unwrap();
        status.at = "2026-11-23T10:00:00".parse().ok();
        status.write(folder.path()).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
        status.findings.clear();
        status.write(folder.path()).unwrap();
        assert!(
            fs::read_to_string(&path)
                .unwrap()
                .contains("Everything in the folder is shown")
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
