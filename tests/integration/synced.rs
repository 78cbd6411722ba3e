//! Through the real tools: what staff write arrives, whatever the tool does on the way, and nothing torn or mixed is
//! ever shown.

use std::thread;
use std::time::Duration;

use tests::fixture::{Fixture, START};
use tests::process::{command, run};
use tests::programs::program;
use tests::sync::carrier::Tool;
use tests::sync::lane::Lane;
use tests::wait::until_or;
use tests::{number_from_env, seed};

/// Edits come in so many bursts; the tool runs after each.
const FULL_BURSTS: usize = 10;
/// In a short run.
const FEW_BURSTS: usize = 4;

/// How long the last state may take: what is deleted is shown for a minute and a half, and Syncthing, asked to look
/// after one second, still holds deletions for a minute when there are many.
const LAST: Duration = Duration::from_secs(90 + 60 + 60);

#[test]
fn whatever_tool_brings_the_folder_the_screen_shows_what_staff_wrote_and_never_half_of_it() {
    let edits = usize::try_from(number_from_env("RECEPTION_EDITS", 40)).unwrap();
    // The more there are, the more of them may be given other names within a minute without looking like an accident.
    let leaflets = if edits >= 20 * FULL_BURSTS { 24 } else { 12 };
    let seed = seed("synced");
    let mut fixture = Fixture::new("synced");
    let folder = fixture.path("lanes");
    fixture.display();
    let display = fixture.display();
    // All tools at the same time: each waits most of the time.
    let lanes: Vec<String> = thread::scope(|scope| {
        let lanes = Tool::ALL.map(|tool| {
            let folder = folder.join(tool.name());
            scope.spawn(move || {
                let lane = Lane::start(tool, &folder, display, leaflets, seed);
                through(tool, lane, edits, seed)
            })
        });
        let ended = lanes.map(thread::ScopedJoinHandle::join);
        ended
            .into_iter()
            .map(|lane| lane.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    for told in lanes {
        println!("{told}");
    }
}

fn through(tool: Tool, mut lane: Lane, edits: usize, seed: u64) -> String {
    let mut random = fastrand::Rng::with_seed(seed ^ tool as u64);
    let bursts = if edits >= 20 * FULL_BURSTS {
        FULL_BURSTS
    } else {
        FEW_BURSTS
    };
    for burst in 1..=bursts {
        for edit in 0..edits / bursts {
            lane.written.edit();
            thread::sleep(Duration::from_millis(random.u64(0..40)));
            // A tool that runs by the clock comes in the middle of it all.
            if edit % 20 == 19 {
                lane.carry();
            }
        }
        if burst == bursts {
            lane.written.calm();
        }
        lane.carry();
        lane.assert_not_blank();
        // Sometimes the next burst comes before the last one has come to rest, sometimes long after.
        thread::sleep(Duration::from_millis(
            random.u64(300..if bursts == FULL_BURSTS { 20_000 } else { 6_000 }),
        ));
        lane.assert_not_blank();
    }
    lane.arrived(LAST);
    let seen = lane.seen();
    assert!(seen.wrong.is_empty(), "{}: {:#?}", tool.name(), seen.wrong);
    assert!(
        seen.generations >= bursts,
        "{}: {} generations",
        tool.name(),
        seen.generations
    );
    let read = lane.walk();
    assert_nothing_is_held_back(tool, &lane);
    let done = lane.written.done;
    format!(
        "{}: {} saved, {} renamed, {} deleted in {bursts} bursts; {} generations, each whole; {read} pages read",
        tool.name(),
        done.saved,
        done.renamed,
        done.deleted,
        seen.generations
    )
}

/// The check of the folder and the kiosk's status pages say the same: everything is shown.
fn assert_nothing_is_held_back(tool: Tool, lane: &Lane) {
    let mut check = command(&program("reception-kiosk"));
    check.arg("check").arg(lane.content());
    let outcome = run(check, START);
    // Some files were given times long past, so their translations are newer or older than they are.
    let held: Vec<&str> = outcome
        .out
        .lines()
        .filter(|line| line.starts_with("error") || line.starts_with("warning"))
        .filter(|line| !line.contains("[translation-older]"))
        .collect();
    assert!(
        outcome.code == Some(0) && held.is_empty(),
        "{}: {held:#?} {}",
        tool.name(),
        outcome.err
    );
    let mut pages = vec!["data/status", "content"];
    if tool == Tool::Syncthing {
        // It carries the page back to those who can put things right.
        pages.push("staff");
    }
    for page in pages {
        until_or(
            &format!(
                "{}: a status page in {page} that says that all is well",
                tool.name()
            ),
            START,
            || lane.status(page).filter(|text| text.contains("Everything")),
            || lane.status(page).unwrap_or_else(|| "there is none".to_owned()),
        );
    }
}
