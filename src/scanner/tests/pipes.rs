//! Recorded events through a pipe, as from a device that is plugged in, pulled out and plugged in again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use rustix::fs::{CWD, FileType, Mode, mknodat};
use scanner::{Scan, Scanner, ScannerNews, ScannerTrouble};

const PATIENCE: Duration = Duration::from_secs(10);

/// The events of a scanner that reads HX3K7, as `evtest` shows them: shift around each capital, a scan code before
/// each key and a mark after each report, 4 ms apart.
fn recorded(text: &str, enter: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut micros: i64 = 0;
    let mut report = |code: u16, value: i32| {
        micros += 4_000;
        for (kind, code, value) in [(4_u16, 4_u16, 458_756_i32), (1, code, value), (0, 0, 0)] {
            bytes.extend(1_795_000_000_i64.to_ne_bytes());
            bytes.extend(micros.to_ne_bytes());
            bytes.extend(kind.to_ne_bytes());
            bytes.extend(code.to_ne_bytes());
            bytes.extend(value.to_ne_bytes());
        }
    };
    for character in text.chars() {
        let code = match character {
            'H' => 35,
            'X' => 45,
            'K' => 37,
            '3' => 4,
            '7' => 8,
            other => panic!("{other} was not recorded"),
        };
        let capital = character.is_ascii_uppercase();
        if capital {
            report(42, 1);
        }
        report(code, 1);
        report(code, 0);
        if capital {
            report(42, 0);
        }
    }
    if enter {
        report(28, 1);
        report(28, 0);
    }
    bytes
}

fn fifo(folder: &Path) -> PathBuf {
    let path = folder.join("scanner");
    mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    path
}

fn start(path: &Path) -> (Scanner, Receiver<ScannerNews>) {
    let (said, heard) = mpsc::channel();
    let scanner = Scanner::start(&[path.to_owned()], move |news| {
        let _ = said.send(news);
    });
    (scanner.unwrap(), heard)
}

fn trouble(heard: &Receiver<ScannerNews>) -> Option<ScannerTrouble> {
    match heard.recv_timeout(PATIENCE).unwrap() {
        ScannerNews::State { trouble, .. } => trouble,
        ScannerNews::Scan(_) => panic!("a scan came from nowhere"),
    }
}

fn scan(heard: &Receiver<ScannerNews>) -> Scan {
    match heard.recv_timeout(PATIENCE).unwrap() {
        ScannerNews::Scan(scan) => scan,
        ScannerNews::State { trouble, .. } => panic!("{trouble:?} came before the scan"),
    }
}

fn plug_in(path: &Path) -> File {
    OpenOptions::new().write(true).open(path).unwrap()
}

#[test]
fn recorded_scans_come_out_as_texts_whether_or_not_they_end_with_enter() {
    let folder = tempfile::tempdir().unwrap();
    let path = fifo(folder.path());
    let (_scanner, heard) = start(&path);
    assert_eq!(trouble(&heard), None);
    let mut device = plug_in(&path);
    device.write_all(&recorded("HX3K7", true)).unwrap();
    assert!(scan(&heard) == Scan("HX3K7".to_owned()));
    std::thread::sleep(Duration::from_millis(600));
    // A read may end anywhere, within a number too.
    for piece in recorded("K7H3X", false).chunks(37) {
        device.write_all(piece).unwrap();
    }
    assert!(scan(&heard) == Scan("K7H3X".to_owned()));
    assert!(heard.try_recv().is_err());
}

#[test]
fn a_trigger_that_is_held_is_one_scan() {
    let folder = tempfile::tempdir().unwrap();
    let path = fifo(folder.path());
    let (_scanner, heard) = start(&path);
    assert_eq!(trouble(&heard), None);
    let mut device = plug_in(&path);
    for _ in 0..10 {
        device.write_all(&recorded("HX3K7", true)).unwrap();
    }
    assert!(scan(&heard) == Scan("HX3K7".to_owned()));
    assert!(heard.recv_timeout(Duration::from_millis(300)).is_err());
}

#[test]
fn a_scanner_pulled_out_and_plugged_in_again_is_read_again_without_what_it_had_begun() {
    let folder = tempfile::tempdir().unwrap();
    let path = fifo(folder.path());
    let (_scanner, heard) = start(&path);
    assert_eq!(trouble(&heard), None);
    let mut device = plug_in(&path);
    let begun = recorded("HX3K7", false);
    device.write_all(&begun[..begun.len() / 2]).unwrap();
    drop(device);
    assert_eq!(trouble(&heard), Some(ScannerTrouble::Unplugged));
    std::fs::remove_file(&path).unwrap();
    assert!(
        heard.recv_timeout(Duration::from_millis(1500)).is_err(),
        "told once only"
    );
    let path = fifo(folder.path());
    assert_eq!(trouble(&heard), None);
    let mut device = plug_in(&path);
    device.write_all(&recorded("K7H3X", true)).unwrap();
    assert!(scan(&heard) == Scan("K7H3X".to_owned()));
}

#[test]
fn a_file_that_is_no_device_and_one_that_is_missing_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scanner");
    let (_scanner, heard) = start(&path);
    assert_eq!(trouble(&heard), Some(ScannerTrouble::Unplugged));
    std::fs::write(&path, recorded("HX3K7", true)).unwrap();
    assert_eq!(trouble(&heard), Some(ScannerTrouble::NotAScanner));
    // A device, but none of input.
    let (_scanner, heard) = start(Path::new("/dev/null"));
    assert_eq!(trouble(&heard), Some(ScannerTrouble::NotAScanner));
}

#[test]
fn garbage_is_nothing_and_the_scan_after_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = fifo(folder.path());
    let (_scanner, heard) = start(&path);
    assert_eq!(trouble(&heard), None);
    let mut device = plug_in(&path);
    // Whole events, so that what follows begins at an event again; a stream that loses bytes is no kernel's.
    let garbage: Vec<u8> = (0..24_u64 * 4_000).map(|at| (at * at % 253) as u8).collect();
    device.write_all(&garbage).unwrap();
    std::thread::sleep(Duration::from_millis(800));
    while heard.try_recv().is_ok() {}
    device.write_all(&recorded("HX3K7", true)).unwrap();
    assert!(scan(&heard) == Scan("HX3K7".to_owned()));
}

#[test]
fn a_handle_that_is_dropped_gives_the_device_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = fifo(folder.path());
    let (scanner, heard) = start(&path);
    assert_eq!(trouble(&heard), None);
    drop(scanner);
    // The channel closes when the last thread has ended, and its device with it.
    assert_eq!(
        heard.recv_timeout(PATIENCE),
        Err(mpsc::RecvTimeoutError::Disconnected)
    );
}
