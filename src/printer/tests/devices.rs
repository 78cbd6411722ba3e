//! Slips to a device file, and everything that can be wrong with a printer there.

use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

use printer::{PrinterNews, PrinterTrouble, Route};

use crate::fake::{Health, Machine, PATIENCE, outcome, pipe, read_until, reader, shows, start, state};
use crate::paper;
use crate::pictures::picture;
use crate::slips::{LANGUAGES, slip};

const CUT: [u8; 4] = [0x1D, 0x56, 66, 0];

fn device(path: &Path) -> Route {
    Route::Device(path.to_owned())
}

#[test]
fn the_bytes_at_the_device_file_are_the_picture_in_every_script() {
    let folder = tempfile::tempdir().unwrap();
    let path = pipe(folder.path());
    let mut lp = reader(&path);
    let (printer, heard) = start(device(&path));
    assert_eq!(state(&heard), None);
    for (id, language) in (1..).zip(LANGUAGES) {
        printer.print(id, slip(language));
        let bytes = read_until(&mut lp, &CUT, PATIENCE);
        let slips = paper::slips(&bytes);
        assert_eq!(slips.len(), 1, "{language}");
        assert!(
            slips[0].cut && shows(&slips[0], &picture(slip(language), 576)),
            "{language}"
        );
        assert_eq!(outcome(&heard).0, PrinterNews::Printed(id));
    }
}

#[test]
fn a_printer_that_answers_has_printed_when_it_says_so_and_a_mute_one_when_it_took_all() {
    for mute in [false, true] {
        let machine = Machine::start(Health {
            mute,
            ..Health::default()
        });
        let (printer, heard) = start(device(&machine.path));
        assert_eq!(state(&heard), None);
        let asked = Instant::now();
        printer.print(7, slip("bn"));
        assert_eq!(outcome(&heard), (PrinterNews::Printed(7), vec![]));
        // A slip does not wait again for an answer that never came.
        assert!(!mute || asked.elapsed() < Duration::from_millis(2800));
        if mute {
            // It was taken; the pseudo-terminal hands on the rest in its own time.
            std::thread::sleep(Duration::from_millis(500));
        }
        let slips = paper::slips(&machine.taken());
        assert_eq!(slips.len(), 1);
        assert!(shows(&slips[0], &picture(slip("bn"), 576)), "mute: {mute}");
    }
}

#[test]
fn the_test_s_slip_is_printed_like_any_other() {
    let machine = Machine::start(Health::default());
    let (printer, heard) = start(device(&machine.path));
    assert_eq!(state(&heard), None);
    printer.print_test(3, "en-GB", slip("en-GB").taken);
    assert_eq!(outcome(&heard).0, PrinterNews::Printed(3));
    let slips = paper::slips(&machine.taken());
    assert_eq!(slips.len(), 1);
    // The frame's first row.
    assert!(slips[0].dots[..slips[0].stride].iter().all(|byte| *byte == 0xFF));
}

#[test]
fn paper_out_an_open_cover_and_a_fault_are_told_before_and_no_slip_is_sent_until_they_are_mended() {
    for (answers, expected) in [
        ([0x20, 0, 0x60], PrinterTrouble::PaperOut),
        ([0, 0, 0x60], PrinterTrouble::PaperOut),
        ([0x04, 0, 0], PrinterTrouble::CoverOpen),
        (
            [0x40, 0x08, 0],
            PrinterTrouble::Fault("the knife is jammed".to_owned()),
        ),
    ] {
        let machine = Machine::start(Health {
            answers,
            ..Health::default()
        });
        let (printer, heard) = start(device(&machine.path));
        assert_eq!(state(&heard), Some(expected.clone()));
        printer.print(1, slip("en-GB"));
        assert_eq!(outcome(&heard), (PrinterNews::NotPrinted(1, expected), vec![]));
        assert!(paper::slips(&machine.taken()).is_empty());
        machine.set(|health| *health = Health::default());
        printer.print(2, slip("en-GB"));
        assert_eq!(outcome(&heard), (PrinterNews::Printed(2), vec![None]));
        assert_eq!(paper::slips(&machine.taken()).len(), 1);
    }
}

#[test]
fn a_low_roll_prints_and_is_told() {
    let machine = Machine::start(Health {
        answers: [0, 0, 0x0C],
        ..Health::default()
    });
    let (printer, heard) = start(device(&machine.path));
    assert_eq!(state(&heard), Some(PrinterTrouble::PaperLow));
    printer.print(1, slip("en-GB"));
    assert_eq!(outcome(&heard), (PrinterNews::Printed(1), vec![]));
}

#[test]
fn paper_that_ends_in_the_middle_of_a_slip_is_no_printed_slip() {
    let machine = Machine::start(Health {
        worsens: Some((9_000, [0x20, 0, 0x60])),
        ..Health::default()
    });
    let (printer, heard) = start(device(&machine.path));
    assert_eq!(state(&heard), None);
    printer.print(1, slip("ar"));
    let (done, states) = outcome(&heard);
    assert_eq!(done, PrinterNews::NotPrinted(1, PrinterTrouble::PaperOut));
    assert_eq!(states, [Some(PrinterTrouble::PaperOut)]);
    // It is told to forget the rest, which would come out with the new roll.
    let forget = [0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8];
    let until = Instant::now() + PATIENCE;
    while !machine.taken().ends_with(&forget) {
        assert!(Instant::now() < until);
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_cable_that_is_pulled_is_told_and_the_printer_works_again_when_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lp0");
    let (printer, heard) = start(device(&path));
    assert_eq!(state(&heard), Some(PrinterTrouble::Unplugged));
    printer.print(1, slip("en-GB"));
    assert_eq!(
        outcome(&heard).0,
        PrinterNews::NotPrinted(1, PrinterTrouble::Unplugged)
    );

    let machine = Machine::start(Health::default());
    std::os::unix::fs::symlink(&machine.path, &path).unwrap();
    printer.print(2, slip("en-GB"));
    assert_eq!(outcome(&heard), (PrinterNews::Printed(2), vec![None]));

    // Pulled in the middle of a slip: it stands still after some rows, then it is gone.
    machine.set(|health| health.hung = true);
    printer.print(3, slip("en-GB"));
    machine.pull_the_cable();
    let (done, _) = outcome(&heard);
    assert!(
        matches!(
            done,
            PrinterNews::NotPrinted(3, PrinterTrouble::Unplugged | PrinterTrouble::Hung)
        ),
        "{done:?}"
    );

    let machine = Machine::start(Health::default());
    std::fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink(&machine.path, &path).unwrap();
    printer.print(4, slip("zh-Hans"));
    assert_eq!(outcome(&heard), (PrinterNews::Printed(4), vec![None]));
    let slips = paper::slips(&machine.taken());
    assert!(shows(slips.last().unwrap(), &picture(slip("zh-Hans"), 576)));
}

#[test]
fn a_pipe_that_nobody_reads_is_unplugged_and_one_that_closes_under_a_slip_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = pipe(folder.path());
    let (printer, heard) = start(device(&path));
    assert_eq!(state(&heard), Some(PrinterTrouble::Unplugged));
    let mut lp = reader(&path);
    printer.print(1, slip("bn"));
    let mut some = [0; 100];
    while !matches!(lp.read(&mut some), Ok(count) if count > 0) {
        std::thread::sleep(Duration::from_millis(1));
    }
    drop(lp);
    assert_eq!(
        outcome(&heard).0,
        PrinterNews::NotPrinted(1, PrinterTrouble::Unplugged)
    );
}

#[test]
fn a_printer_that_answered_and_falls_silent_is_hung() {
    let machine = Machine::start(Health::default());
    let (printer, heard) = start(device(&machine.path));
    assert_eq!(state(&heard), None);
    machine.set(|health| health.hung = true);
    printer.print(1, slip("en-GB"));
    assert_eq!(
        outcome(&heard).0,
        PrinterNews::NotPrinted(1, PrinterTrouble::Hung)
    );
}

#[test]
fn a_hung_printer_delays_nobody_and_prints_nothing_late_when_it_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = pipe(folder.path());
    let mut lp = reader(&path);
    rustix::pipe::fcntl_setpipe_size(&lp, 4096).unwrap();
    let (printer, heard) = start(device(&path));
    assert_eq!(state(&heard), None);
    let began = Instant::now();
    for id in 0..20 {
        printer.print(id, slip("ar"));
    }
    let asked = began.elapsed();
    assert!(
        asked < Duration::from_millis(500),
        "asking for twenty slips took {asked:?}"
    );
    let mut ids = Vec::new();
    for _ in 0..20 {
        let (done, _) = outcome(&heard);
        let PrinterNews::NotPrinted(id, trouble) = done else {
            panic!("{done:?}")
        };
        assert!(
            matches!(trouble, PrinterTrouble::Hung | PrinterTrouble::TooMany),
            "{trouble:?}"
        );
        ids.push(id);
    }
    ids.sort_unstable();
    assert!(ids.into_iter().eq(0..20), "each slip has one outcome");
    let told = began.elapsed();
    assert!(
        told < Duration::from_secs(25),
        "the last was given up after {told:?}"
    );

    // It goes on: what it had begun is filled up with white and cut off, and the next slip is whole.
    let mut bytes = read_until(&mut lp, b"-", Duration::from_millis(300));
    printer.print(100, slip("ar"));
    bytes.extend(read_until(&mut lp, b"-", Duration::from_secs(2)));
    assert_eq!(outcome(&heard).0, PrinterNews::Printed(100));
    let slips = paper::slips(&bytes);
    assert_eq!(slips.len(), 2, "half of the first and all of the last");
    let whole = picture(slip("ar"), 576);
    assert!(slips[0].cut && slips[0].dots.len() < whole.bytes().len() / 2);
    assert!(shows(&slips[1], &whole));
}

#[test]
fn a_file_or_folder_is_no_printer_and_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lp0");
    std::fs::write(&path, "mine").unwrap();
    for path in [path.as_path(), folder.path()] {
        let (printer, heard) = start(device(path));
        assert_eq!(state(&heard), Some(PrinterTrouble::NotAPrinter));
        printer.print(1, slip("en-GB"));
        assert_eq!(
            outcome(&heard).0,
            PrinterNews::NotPrinted(1, PrinterTrouble::NotAPrinter)
        );
    }
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
}
