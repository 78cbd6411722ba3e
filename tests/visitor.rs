//! A visitor who finds everything by its accessible id and presses it.

use std::time::{Duration, Instant};

use checkin::Ticket;

use crate::accessibility::{Find, Screen};

/// How long a visitor waits for the next screen before a test takes it for hung.
pub const STEP: Duration = Duration::from_secs(20);

/// A ticket that a visitor has seen.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// The number.
    pub ticket: Ticket,
    /// From Confirm to the number on the screen, as read from outside.
    pub after: Duration,
}

/// Why a visitor has no ticket.
#[derive(Clone, Debug)]
pub enum Stuck {
    /// The screen went dark: the program has ended. `confirmed` says whether Confirm had been pressed.
    Gone {
        /// Whether Confirm had been pressed.
        confirmed: bool,
    },
    /// Something did not come: what it was, and what was on the screen instead.
    Missing(String),
}

/// Takes a ticket for a service and leaves it on the screen. It begins at Home.
///
/// # Panics
/// If there is no ticket in the end.
pub fn take_ticket(screen: &Screen, service: &str) -> Taken {
    match try_take_ticket(screen, service) {
        Ok(taken) => taken,
        Err(stuck) => panic!("no ticket: {stuck:?}"),
    }
}

/// Finishes, and waits for Home.
///
/// # Panics
/// If it does not come.
pub fn finish(screen: &Screen) {
    screen.press(Find::Id("finish"), STEP);
    screen.wait_for(Find::Id("leaflets"), STEP);
}

/// Takes a ticket from a kiosk that may be killed at any moment.
///
/// # Errors
/// If there is no ticket in the end.
pub fn try_take_ticket(screen: &Screen, service: &str) -> Result<Taken, Stuck> {
    try_choose(screen, service)?;
    try_confirm(screen)
}

/// Goes from Home to the summary of a visit, with Confirm to be pressed.
///
/// # Errors
/// If it does not come.
pub fn try_choose(screen: &Screen, service: &str) -> Result<(), Stuck> {
    let service = format!("service-{service}");
    for id in ["take-a-ticket", &service] {
        step(screen, false, id, || screen.try_press(Find::Id(id)).then_some(()))?;
    }
    step(screen, false, "confirm", || {
        screen.tree()?.find(Find::Id("confirm")).map(|_| ())
    })
}

/// Confirms a visit.
///
/// # Errors
/// If there is no ticket in the end.
pub fn try_confirm(screen: &Screen) -> Result<Taken, Stuck> {
    // From here on it may have been heard, whether or not the answer still came through.
    let mut confirmed = Instant::now();
    step(screen, true, "confirm", || {
        confirmed = Instant::now();
        screen.try_press(Find::Id("confirm")).then_some(())
    })?;
    let ticket = step(screen, true, "ticket-number", || number(screen))?;
    Ok(Taken {
        ticket,
        after: confirmed.elapsed(),
    })
}

/// The number on the ticket screen.
pub fn number(screen: &Screen) -> Option<Ticket> {
    screen.tree()?.find(Find::Id("ticket-number"))?.name.parse().ok()
}

fn step<T>(
    screen: &Screen,
    confirmed: bool,
    what: &str,
    mut look: impl FnMut() -> Option<T>,
) -> Result<T, Stuck> {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return Ok(found);
        }
        if screen.is_gone() {
            return Err(Stuck::Gone { confirmed });
        }
        if began.elapsed() > STEP {
            return Err(Stuck::Missing(format!(
                "{what} is not to be had:\n{}",
                screen.tree().unwrap_or_default().dump()
            )));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
