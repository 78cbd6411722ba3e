//! Slips to a queue of a real CUPS, and everything that can be wrong there.

use std::time::{Duration, Instant};

use printer::{PrinterNews, PrinterTrouble, Route};

use crate::cupsd::Cups;
use crate::fake::{outcome, shows, start, state};
use crate::paper;
use crate::pictures::picture;
use crate::slips::{LANGUAGES, slip};

#[test]
fn the_bytes_behind_the_queue_are_the_picture_in_every_script_and_cups_keeps_none() {
    let cups = Cups::start();
    let (printer, heard) = start(cups.route("slips"));
    assert_eq!(state(&heard), None);
    for (id, language) in (1..).zip(LANGUAGES) {
        printer.print(id, slip(language));
        assert_eq!(outcome(&heard).0, PrinterNews::Printed(id), "{language}");
    }
    let slips = paper::slips(&cups.paper());
    assert_eq!(slips.len(), LANGUAGES.len());
    for (printed, language) in slips.iter().zip(LANGUAGES) {
        assert!(
            printed.cut && shows(printed, &picture(slip(language), 576)),
            "{language}"
        );
    }
    assert_eq!(cups.kept(), [""; 0]);
}

#[test]
fn a_printer_s_faults_are_told_and_its_slip_is_taken_back() {
    let cups = Cups::start();
    let (printer, heard) = start(cups.route("slips"));
    assert_eq!(state(&heard), None);
    for (id, (reason, trouble)) in (1..).zip([
        ("media-empty-error", PrinterTrouble::PaperOut),
        ("cover-open", PrinterTrouble::CoverOpen),
        ("offline-report", PrinterTrouble::Unplugged),
    ]) {
        cups.fault(Some(reason));
        printer.print(id, slip("en-GB"));
        assert_eq!(
            outcome(&heard).0,
            PrinterNews::NotPrinted(id, trouble),
            "{reason}"
        );
        cups.fault(None);
    }
    // A new roll is in: the next slip comes, and none of those before.
    printer.print(10, slip("bn"));
    let (done, states) = outcome(&heard);
    assert_eq!((done, states.last()), (PrinterNews::Printed(10), Some(&None)));
    let slips = paper::slips(&cups.paper());
    assert_eq!(slips.len(), 1);
    assert!(shows(&slips[0], &picture(slip("bn"), 576)));
    assert_eq!(cups.kept(), [""; 0]);
    cups.low();
    printer.print(11, slip("bn"));
    let low = Some(PrinterTrouble::PaperLow);
    assert_eq!(outcome(&heard), (PrinterNews::Printed(11), vec![low]));
}

#[test]
fn a_queue_that_is_stopped_one_that_does_not_exist_and_no_cups_are_told_apart() {
    let cups = Cups::start();
    for (route, trouble) in [
        (cups.route("stopped"), PrinterTrouble::QueueStopped),
        (cups.route("nosuch"), PrinterTrouble::NotAPrinter),
        (
            Route::Queue {
                name: "slips".to_owned(),
                socket: cups.socket().with_file_name("none.sock"),
            },
            PrinterTrouble::NoPrintingSystem,
        ),
    ] {
        let (printer, heard) = start(route);
        assert_eq!(state(&heard), Some(trouble.clone()));
        printer.print(1, slip("en-GB"));
        assert_eq!(outcome(&heard).0, PrinterNews::NotPrinted(1, trouble));
    }
    assert!(cups.paper().is_empty());
}

#[test]
fn a_cups_that_hangs_delays_nobody_and_goes_on_when_it_does() {
    let cups = Cups::start();
    let (printer, heard) = start(cups.route("slips"));
    assert_eq!(state(&heard), None);
    cups.freeze(true);
    let began = Instant::now();
    printer.print(1, slip("en-GB"));
    assert!(began.elapsed() < Duration::from_millis(100));
    let trouble = PrinterTrouble::NoPrintingSystem;
    assert_eq!(outcome(&heard).0, PrinterNews::NotPrinted(1, trouble));
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    cups.freeze(false);
    printer.print(2, slip("en-GB"));
    assert_eq!(outcome(&heard), (PrinterNews::Printed(2), vec![None]));
    assert_eq!(paper::slips(&cups.paper()).len(), 1);
}
