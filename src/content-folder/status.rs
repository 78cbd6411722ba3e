//! The status page: what is wrong with the folder, for whoever puts files into it.
//!
//! The same page as a web page and as plain text, in the content folder where it can be written, and always in a
//! folder of the kiosk's own, because a folder that is only received from elsewhere carries nothing back. It says
//! nothing about visitors.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use chrono::NaiveDateTime;
use flow::content::{Finding, Severity};

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

const STYLE: &str = "body{font:17px/1.5 system-ui,sans-serif;color:#1d2329;background:#f6f4ef;margin:0;padding:2rem}\
main{max-width:48rem;margin:auto}h1{font-size:1.6rem;margin:0}p{margin:.3rem 0}\
.sum{background:#fff;border-left:.5rem solid #2f6b3c;padding:1rem 1.2rem;margin:1.2rem 0;font-size:1.15rem}\
.sum.warning{border-color:#a86400}.sum.error{border-color:#a8201a}\
article{background:#fff;border:1px solid #d8d3c8;border-radius:.5rem;padding:1rem 1.2rem;margin:1rem 0}\
article.error{border-left:.5rem solid #a8201a}article.warning{border-left:.5rem solid #a86400}\
h2{font-size:1.1rem;margin:0 0 .4rem;overflow-wrap:anywhere}dl{margin:0;display:grid;grid-template-columns:11rem 1fr}\
dt{color:#545b62}dd{margin:0}small{color:#545b62}@media(max-width:36rem){dl{display:block}}";

impl Status {
    /// The beginning of the files' names: they begin with `_`, so that no kiosk reads them as content.
    pub fn stem(&self) -> String {
        format!("_STATUS-{}", self.kiosk)
    }

    /// How many things are wrong, in a sentence.
    pub fn summary(&self) -> String {
        let count = |severity| {
            let of = |finding: &&Finding| finding.severity == severity;
            self.findings.iter().filter(of).count()
        };
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let problems = |number| {
            if number == 1 {
                "1 problem".to_owned()
            } else {
                format!("{number} problems")
            }
        };
        let smaller = |number| {
            if number == 1 {
                "1 thing to look at".to_owned()
            } else {
                format!("{number} things to look at")
            }
        };
        let are = if warnings == 1 { "is" } else { "are" };
        match (errors, warnings) {
            (0, 0) => "Everything in the folder is shown as it is.".to_owned(),
            (0, _) => format!("Everything is shown. There {are} {}.", smaller(warnings)),
            (_, 0) => format!("{}.", problems(errors)),
            _ => format!("{}, and {}.", problems(errors), smaller(warnings)),
        }
    }

    /// The page as plain text.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n\n{}\n", self.heading(), self.summary());
        for finding in &self.findings {
            // Writing into a string cannot fail.
            let _ = write!(
                text,
                "\n{} {}\n  What is wrong:       {}\n  What visitors see:   {}\n  What to do:          {}\n  Code:                {}\n",
                if finding.severity == Severity::Error {
                    "[!]"
                } else {
                    "[ ]"
                },
                place(finding),
                finding.problem,
                finding.shown_instead,
                finding.remedy,
                finding.code
            );
        }
        let _ = write!(text, "\n{}\n", self.foot());
        text.replace('\n', "\r\n")
    }

    /// The page as a web page that needs nothing else.
    pub fn html(&self) -> String {
        let worst = match self.findings.iter().map(|finding| finding.severity).max() {
            Some(Severity::Error) => " error",
            Some(Severity::Warning) => " warning",
            None => "",
        };
        let heading = escaped(&self.heading());
        let mut page = format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{heading}</title>\
             <meta name=\"viewport\" content=\"width=device-width\"><style>{STYLE}</style></head><body><main>\
             <h1>{heading}</h1><p class=\"sum{worst}\">{}</p>\n",
            escaped(&self.summary())
        );
        for finding in &self.findings {
            let class = if finding.severity == Severity::Error {
                "error"
            } else {
                "warning"
            };
            let _ = write!(
                page,
                "<article class=\"{class}\"><h2>{}</h2><dl><dt>What is wrong</dt><dd>{}</dd>\
                 <dt>What visitors see</dt><dd>{}</dd><dt>What to do</dt><dd>{}</dd></dl>\
                 <small>Code: {}</small></article>\n",
                escaped(&place(finding)),
                escaped(&finding.problem),
                escaped(&finding.shown_instead),
                escaped(&finding.remedy),
                finding.code
            );
        }
        let _ = write!(
            page,
            "<p><small>{}</small></p></main></body></html>\n",
            escaped(&self.foot())
        );
        page
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
            "{SINCE}{at}. The kiosk writes this page anew when something changes; it is not shown to visitors."
        )
    }
}

const SINCE: &str = "So it was";

/// A page without the line that says when it was written.
fn without_time(page: &str) -> String {
    page.lines().filter(|line| !line.contains(SINCE)).collect()
}

fn place(finding: &Finding) -> String {
    match (finding.file.as_str(), finding.line) {
        ("", _) => "The whole folder".to_owned(),
        (file, Some(line)) => format!("{file}, line {line}"),
        (file, None) => file.to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
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
        assert!(status.html().contains("leaflets/&lt;b&gt;/bn.md") && !status.html().contains("<b>"));
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
