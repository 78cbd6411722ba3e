//! What is plugged into the kiosk: the slip printer and the scanners, as the settings name them.
//!
//! Both have threads of their own and never make the screen wait. Neither is there unless the settings say so.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use flow::view::{Slip, Text};
use printer::{Printer, PrinterConfig, PrinterNews, PrinterTrouble, Route, Words};
use scanner::{Scanner, ScannerNews};

/// The devices in use. Dropping it ends their threads.
#[derive(Default)]
pub struct Attached {
    printer: Option<Printer>,
    _scanner: Option<Scanner>,
}

/// What a device has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttachedNews {
    /// From the printer.
    Printer(PrinterNews),
    /// From a scanner.
    Scanner(ScannerNews),
}

impl Attached {
    /// Starts what the settings name; `tell` must not wait.
    pub fn start(
        printer: Option<&config::Printer>,
        scanner: &config::Scanner,
        tell: impl Fn(AttachedNews) + Send + Sync + 'static,
    ) -> Self {
        let tell = Arc::new(tell);
        let told = Arc::clone(&tell);
        let printer = printer.and_then(|settings| {
            let tell = move |news| told(AttachedNews::Printer(news));
            Printer::start(printer_config(settings), tell)
                .inspect_err(|error| tracing::error!(%error, "the printer's thread cannot be started"))
                .ok()
        });
        let scanner = (!scanner.devices.is_empty()).then(|| {
            let tell = move |news| tell(AttachedNews::Scanner(news));
            Scanner::start(&scanner.devices, tell)
                .inspect_err(|error| tracing::error!(%error, "the scanner's thread cannot be started"))
                .ok()
        });
        Self {
            printer,
            _scanner: scanner.flatten(),
        }
    }

    /// The printer, if the settings name one.
    pub fn printer(&self) -> Option<&Printer> {
        self.printer.as_ref()
    }
}

fn printer_config(settings: &config::Printer) -> PrinterConfig {
    let route = match settings.route.clone() {
        config::PrinterRoute::Device(path) => Route::Device(path),
        config::PrinterRoute::Queue { name, socket } => Route::Queue { name, socket },
    };
    PrinterConfig {
        route,
        paper_mm: settings.paper_mm,
        cuts: settings.cuts,
    }
}

/// The slip of a ticket, for the printer.
pub fn printed(slip: &Slip) -> printer::Slip {
    let both = |(visitor, office): &(Text, Text)| words(visitor, office);
    printer::Slip {
        language: slip.language.clone(),
        office_language: slip.office_language.clone(),
        office: both(&slip.office),
        number: slip.number.clone(),
        service: slip.service.as_ref().map(both),
        taken: slip.taken,
        promise: Some(slip.promise.clone()),
        asked_for: slip.asked_for.iter().cloned().map(Words::Message).collect(),
        instruction: slip.instruction.clone(),
    }
}

/// A text of the slip, from what the screen shows to this visitor and what it would show in the office's language.
pub fn words(visitor: &Text, office: &Text) -> Words {
    match (visitor, office) {
        (Text::Message(message) | Text::MessageIn { message, .. }, _) => Words::Message(message.clone()),
        (visitor @ Text::Words { .. }, Text::Message(_) | Text::MessageIn { .. }) => words(visitor, visitor),
        (
            Text::Words { words, language },
            Text::Words {
                words: office_words,
                language: office_language,
            },
        ) => Words::Content {
            visitor: (words.clone(), language.clone()),
            office: (office_words.clone(), office_language.clone()),
        },
    }
}

/// What is wrong with the devices, as each last said, for the queue's staff.
#[derive(Default)]
pub struct AttachedTrouble {
    printer: Option<PrinterTrouble>,
    /// By the scanner's file.
    scanners: BTreeMap<PathBuf, String>,
}

impl AttachedTrouble {
    /// Takes in what a device said; whether it was about what is wrong.
    pub fn hear(&mut self, news: &AttachedNews) -> bool {
        match news {
            AttachedNews::Printer(PrinterNews::State(trouble)) => self.printer.clone_from(trouble),
            AttachedNews::Scanner(ScannerNews::State { device, trouble }) => match trouble {
                Some(trouble) => {
                    self.scanners.insert(device.clone(), trouble.to_string());
                }
                None => {
                    self.scanners.remove(device);
                }
            },
            _ => return false,
        }
        true
    }

    /// One sentence for each thing.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        let printer = self.printer.iter().map(ToString::to_string);
        printer.chain(self.scanners.values().cloned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use std::time::Duration;

    #[test]
    fn a_text_of_the_slip_is_a_message_or_the_content_in_both_languages() {
        let content = |words: &str, language: &str| Text::Words {
            words: words.to_owned(),
            language: language.to_owned(),
        };
        let pair = |words: &str, language: &str| (words.to_owned(), language.to_owned());
        let (naprawy, repairs) = (content("Naprawy", "pl"), content("Repairs", "en-GB"));
        let expected = Words::Content {
            visitor: pair("Naprawy", "pl"),
            office: pair("Repairs", "en-GB"),
        };
        assert!(words(&naprawy, &repairs) == expected);
        let message = Text::from("something-else");
        assert!(words(&message, &repairs) == Words::Message(message::Message::new("something-else")));
        let twice = Words::Content {
            visitor: pair("Naprawy", "pl"),
            office: pair("Naprawy", "pl"),
        };
        assert!(words(&naprawy, &message) == twice);
    }

    #[test]
    fn nothing_is_started_that_the_settings_do_not_name() {
        let attached = Attached::start(None, &config::Scanner::default(), |news| panic!("{news:?}"));
        assert!(attached.printer().is_none() && attached._scanner.is_none());
    }

    #[test]
    fn devices_that_are_not_there_are_told_to_staff_until_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let lp0 = folder.path().join("lp0");
        let printer = config::Printer {
            route: config::PrinterRoute::Device(lp0.clone()),
            paper_mm: 80,
            cuts: true,
        };
        let scanner = config::Scanner {
            devices: vec![folder.path().join("event7")],
        };
        let (said, heard) = mpsc::channel();
        let attached = Attached::start(Some(&printer), &scanner, move |news| {
            let _ = said.send(news);
        });
        assert!(attached.printer().is_some());
        let mut trouble = AttachedTrouble::default();
        for _ in 0..2 {
            assert!(trouble.hear(&heard.recv_timeout(Duration::from_secs(20)).unwrap()));
        }
        let lines: Vec<_> = trouble.lines().collect();
        assert_eq!(
            lines,
            [
                "The slip printer is switched off or unplugged. Check its plug and cable.",
                "The scanner is not plugged in. Check its plug and cable.",
            ]
        );
        assert!(trouble.hear(&AttachedNews::Printer(PrinterNews::State(None))));
        assert!(trouble.hear(&AttachedNews::Scanner(ScannerNews::State {
            device: folder.path().join("event7"),
            trouble: None,
        })));
        assert!(!trouble.hear(&AttachedNews::Printer(PrinterNews::Printed(1))));
        assert_eq!(trouble.lines().count(), 0);
    }
}
