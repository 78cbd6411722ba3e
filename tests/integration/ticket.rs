//! A ticket is on the screen, counted by the queue and on the desk page, in every language.

use std::time::{Duration, Instant};

use i18n::Translator;
use message::Message;
use tests::accessibility::{Find, plain};
use tests::browser::Browser;
use tests::fixture::Fixture;
use tests::visitor::{self, STEP, number};
use tests::wait::{until, until_or};
use tests::{PATIENCE, office};

/// How soon after Confirm the queue and the desk are to know of a ticket.
const SOON: Duration = Duration::from_secs(2);

#[test]
fn a_ticket_in_each_language_is_counted_and_on_the_desk_page_within_two_seconds() {
    let fixture = Fixture::running("ticket");
    let desk = Browser::start();
    desk.open(&fixture.desk_page());
    let (screen, queue) = (fixture.screen(), fixture.queue());
    let languages = office::languages();
    assert_eq!(languages.len(), 6, "the sample office speaks six languages");
    println!(
        "{:8} {:>7} {:>12} {:>12} {:>12}",
        "language", "ticket", "on screen", "counted", "at the desk"
    );
    for (before, tag) in languages.iter().enumerate() {
        let language = i18n::language(tag).unwrap();
        let words = Translator::new(tag).unwrap();
        let said = |id: &'static str| plain(&words.text(&Message::new(id)));

        // A press that meets Home while it is being drawn anew goes nowhere; a visitor presses again.
        until("the language", STEP, || {
            let spoken = screen
                .tree()?
                .find(Find::Name(&said("take-a-ticket")))
                .map(|_| ());
            if spoken.is_none() {
                screen.try_press(Find::Name(language.autonym));
            }
            spoken
        });
        screen.press(Find::Name(&said("take-a-ticket")), STEP);
        screen.press(Find::Name(&office::service_name("repairs", tag)), STEP);
        screen.wait_for(Find::Name(&said("visit-title")), STEP);
        let confirm = screen.wait_for(Find::Name(&said("confirm")), STEP);
        let confirmed = Instant::now();
        assert!(screen.press_node(&confirm));
        let ticket = until_or(
            "a ticket",
            STEP,
            || number(screen),
            || screen.tree().unwrap_or_default().dump(),
        );
        let on_screen = confirmed.elapsed();
        until("the queue's count", SOON * PATIENCE, || {
            (queue.waiting()? == before as u64 + 1).then_some(())
        });
        let counted = confirmed.elapsed();
        let row = until_or(
            "the ticket on the desk page",
            SOON * PATIENCE,
            || {
                desk.texts("#waiting-rows tr")
                    .into_iter()
                    .find(|row| row.contains(&ticket.to_string()))
            },
            || desk.texts("main").join("\n"),
        );
        let at_desk = confirmed.elapsed();
        assert!(row.contains(language.autonym), "{tag}: no language in {row:?}");
        let ticket = ticket.to_string();
        println!("{tag:8} {ticket:>7} {on_screen:>12.0?} {counted:>12.0?} {at_desk:>12.0?}");
        screen.press(Find::Name(&said("finish")), STEP);
        screen.wait_for(Find::Id("language-bn"), STEP);
    }
    let last = queue.state("A").unwrap()["last_number"].as_u64();
    assert_eq!(last, Some(6), "the numbers are the first six");
    // The next visitor finds the office's own language.
    screen.wait_for(Find::Name("Take a ticket"), STEP);
    let taken = visitor::take_ticket(screen, "rent");
    assert_eq!(taken.ticket.to_string(), "A007");
}
