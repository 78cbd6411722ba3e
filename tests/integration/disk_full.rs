//! A full disk: no ticket is shown that is not stored, the screen says whom to ask, and it goes on by itself.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use i18n::Translator;
use message::Message;
use tests::accessibility::{Find, plain};
use tests::fixture::Fixture;
use tests::process::{command, run};
use tests::programs::tool;
use tests::visitor::{self, STEP};
use tests::wait::until_or;

/// How large the kiosk's disk is. Its database and WAL begin well below that.
const DISK: &str = "size=1m";

/// The kiosk tries a lost outbox every five seconds.
const AGAIN: Duration = Duration::from_secs(40);

/// A command that runs another one in a mount namespace of its own, where `folder` is a small disk. The disk is gone
/// with the program.
pub fn on_a_small_disk(size: &str, folder: &Path, program: &Path) -> Command {
    let mut small = command(&tool("unshare", "util-linux"));
    if !rustix::process::geteuid().is_root() {
        small.args(["--user", "--map-current-user", "--keep-caps"]);
    }
    let setpriv = tool("setpriv", "util-linux");
    // A new namespace forgets that it is to die with the tests, so it is told again.
    let script = r#"mount -t tmpfs -o "$1" reception "$2" && shift 2 && exec "$0" --pdeathsig KILL -- "$@""#;
    small
        .args(["--mount", "--", "sh", "-c", script])
        .arg(setpriv)
        .arg(size)
        .arg(folder)
        .arg(program);
    small
}

/// Fills a disk to the last byte.
fn fill(folder: &Path) -> PathBuf {
    let path = folder.join("filler");
    let mut file = File::create(&path).unwrap();
    for size in [4096, 512, 1] {
        loop {
            match file.write(&vec![b'x'; size]) {
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::StorageFull => break,
                Err(error) => panic!("{}: {error}", path.display()),
            }
        }
    }
    path
}

/// Fills a disk until so many bytes are left.
pub fn fill_but(folder: &Path, left: u64) -> PathBuf {
    let disk = rustix::fs::statvfs(folder).unwrap();
    let path = folder.join("filler");
    let bytes = (disk.f_bavail * disk.f_frsize).saturating_sub(left);
    fs::write(&path, vec![b'x'; usize::try_from(bytes).unwrap()]).unwrap();
    path
}

#[test]
fn a_full_disk_gives_no_ticket_and_loses_none() {
    let mut fixture = Fixture::new("disk_full");
    let data = fixture.path("data");
    fs::create_dir(&data).unwrap();
    let probe = run(on_a_small_disk(DISK, &data, Path::new("/bin/true")), STEP);
    assert_eq!(
        probe.code,
        Some(0),
        "This machine does not let the tests mount a small disk, so what a full one does cannot be tested: {}\n\
         Run the tests as root, or allow user namespaces (sysctl kernel.unprivileged_userns_clone=1).",
        probe.err
    );
    fixture.start_kiosk_by(|kiosk| on_a_small_disk(DISK, &data, kiosk));
    fixture.wait_for_screen(Find::Id("take-a-ticket"));
    let first = visitor::take_ticket(fixture.screen(), "repairs");
    visitor::finish(fixture.screen());

    // The disk as the kiosk sees it.
    let inside = PathBuf::from(format!(
        "/proc/{}/root{}",
        fixture.kiosk_process().pid(),
        data.display()
    ));
    assert!(
        inside.join("outbox.db").is_file(),
        "the outbox is on the small disk"
    );
    let filler = fill(&inside);

    let english = Translator::new("en-GB").unwrap();
    let said = |id: &'static str| plain(&english.text(&Message::new(id)));
    let mut shown = vec![first.ticket.to_string()];
    // A commit may still fit into what SQLite has allocated; a handful cannot.
    until_or(
        "the refusal of a ticket",
        AGAIN,
        || {
            let screen = fixture.screen();
            let tree = screen.tree()?;
            if tree.find(Find::Name(&said("no-tickets-out-of-order"))).is_some() {
                return Some(());
            }
            if let Some(number) = tree.find(Find::Id("ticket-number")) {
                shown.push(number.name.clone());
                visitor::finish(screen);
            }
            for id in ["confirm", "service-rent", "take-a-ticket"] {
                if screen.try_press(Find::Id(id)) {
                    break;
                }
            }
            None
        },
        || fixture.screen().tree().unwrap_or_default().dump(),
    );
    fixture
        .screen()
        .wait_for(Find::Name(&said("ask-reception")), STEP);
    assert!(fixture.kiosk_process().ended().is_none(), "the kiosk runs on");

    fs::remove_file(filler).unwrap();
    let screen = fixture.screen();
    if screen
        .tree()
        .is_some_and(|tree| tree.find(Find::Id("start-again")).is_some())
    {
        screen.press(Find::Id("start-again"), STEP);
    }
    until_or(
        "tickets again",
        AGAIN,
        || screen.tree()?.find(Find::Id("take-a-ticket")).map(|_| ()),
        || screen.tree().unwrap_or_default().dump(),
    );
    let last = visitor::take_ticket(screen, "repairs");
    shown.push(last.ticket.to_string());
    visitor::finish(screen);

    fixture.start_queue();
    fixture.start_courier();
    let queue = fixture.queue();
    until_or(
        "everything that was shown at the queue",
        AGAIN,
        || (queue.counted()? >= shown.len() as u64).then_some(()),
        || format!("{:?} of {}", queue.counted(), shown.len()),
    );
    let called: Vec<String> = queue
        .call_everybody()
        .into_iter()
        .map(|called| called.ticket)
        .collect();
    assert_eq!(
        called, shown,
        "each ticket that was shown, once, and nothing else"
    );
}
