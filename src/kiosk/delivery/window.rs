//! Which events are with the courier, and which may go to it next. Pure.
//!
//! The courier is given a bounded number of events at a time. Older ones fill the window in the order of commit;
//! a few places are kept for tickets just taken, newest first, so that somebody who takes a ticket during a long
//! catch-up is at the desk within seconds.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

/// How many events may be with the courier before only fresh ones are added.
pub(super) const WINDOW: usize = 32;

/// How many more may be with it if they are fresh.
pub(super) const KEPT_FOR_FRESH: usize = 8;

/// How long a ticket counts as just taken, in milliseconds. After that its turn is by the order of commit.
const FRESH_MS: u64 = 60_000;

/// How many fresh ids are remembered; people cannot take tickets faster.
const MAX_FRESH: usize = 64;

#[derive(Debug, Default)]
pub(super) struct Window {
    /// With the courier and not answered.
    out: HashSet<Uuid>,
    /// Those of them that went out as fresh, oldest first.
    out_fresh: Vec<Uuid>,
    /// Given back by the courier: not before this time, in milliseconds of the boot clock.
    later: HashMap<Uuid, u64>,
    /// Just committed, oldest first, with the time of commit.
    fresh: Vec<(Uuid, u64)>,
}

impl Window {
    /// Forgets what a courier had: it is gone, or another has come.
    pub fn courier_changed(&mut self) {
        self.out.clear();
        self.out_fresh.clear();
        self.later.clear();
    }

    /// Notes an event that was committed now.
    pub fn committed(&mut self, id: Uuid, now_ms: u64) {
        self.fresh.push((id, now_ms));
        if self.fresh.len() > MAX_FRESH {
            self.fresh.remove(0);
        }
    }

    /// Notes that the courier has an event.
    pub fn handed_out(&mut self, id: Uuid, fresh: bool) {
        self.fresh.retain(|(waiting, _)| *waiting != id);
        self.later.remove(&id);
        self.out.insert(id);
        if fresh {
            self.out_fresh.push(id);
        }
    }

    /// Notes that the courier is done with an event, or has it no longer.
    pub fn answered(&mut self, id: Uuid) -> bool {
        self.out_fresh.retain(|fresh| *fresh != id);
        self.out.remove(&id)
    }

    /// Notes that the courier gave an event back.
    pub fn given_back(&mut self, id: Uuid, not_before_ms: u64) {
        if self.answered(id) {
            self.later.insert(id, not_before_ms);
        }
    }

    /// The event to take back from the courier so that a fresh one can go out, if there is no room: the one that
    /// went out as fresh the longest ago. While the queue cannot be reached, all places would otherwise stay taken
    /// by tickets that were fresh once.
    pub fn in_the_way(&self) -> Option<Uuid> {
        if self.room_for_fresh() > 0 {
            None
        } else {
            self.out_fresh.first().copied()
        }
    }

    /// Events to try as fresh ones now, newest first. One whose visit still has an older event to go is not ready
    /// and stays in the list until it is, or until it is not fresh any more.
    pub fn fresh(&mut self, now_ms: u64) -> Vec<Uuid> {
        self.fresh
            .retain(|(_, since)| now_ms.saturating_sub(*since) < FRESH_MS);
        self.fresh.iter().rev().map(|(id, _)| *id).collect()
    }

    /// How many more fresh events may go out.
    pub fn room_for_fresh(&self) -> usize {
        (WINDOW + KEPT_FOR_FRESH).saturating_sub(self.out.len())
    }

    /// How many more events of the backlog may go out.
    pub fn room_for_backlog(&self) -> usize {
        WINDOW.saturating_sub(self.out.len())
    }

    /// Events that are not to be handed out now: with the courier, or given back and not due.
    pub fn excluded(&mut self, now_ms: u64) -> HashSet<Uuid> {
        self.later.retain(|_, due| *due > now_ms);
        self.out.iter().chain(self.later.keys()).copied().collect()
    }

    /// Whether time alone can make something ready to go out.
    pub fn waits_for_time(&self) -> bool {
        !self.later.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: usize) -> Uuid {
        Uuid::from_u128(number as u128)
    }

    #[test]
    fn a_full_window_still_has_room_for_somebody_who_just_took_a_ticket() {
        let mut window = Window::default();
        (0..WINDOW).for_each(|number| window.handed_out(id(number), false));
        assert_eq!(
            (window.room_for_backlog(), window.room_for_fresh()),
            (0, KEPT_FOR_FRESH)
        );
        window.committed(id(100), 1_000);
        window.committed(id(101), 1_500);
        assert_eq!(window.fresh(2_000), [id(101), id(100)]);
        window.handed_out(id(101), true);
        assert_eq!(window.fresh(2_000), [id(100)]);
        assert_eq!(window.fresh(1_000 + FRESH_MS), Vec::<Uuid>::new());
    }

    #[test]
    fn a_ticket_that_was_fresh_once_makes_way_for_one_that_is() {
        let mut window = Window::default();
        (0..WINDOW + KEPT_FOR_FRESH).for_each(|number| window.handed_out(id(number), number % 2 == 1));
        assert_eq!(window.room_for_fresh(), 0);
        assert_eq!(window.in_the_way(), Some(id(1)));
        assert!(window.answered(id(1)));
        assert_eq!((window.room_for_fresh(), window.in_the_way()), (1, None));
        assert!(
            !window.excluded(0).contains(&id(1)),
            "it waits for its turn again"
        );
    }

    #[test]
    fn an_event_given_back_makes_room_and_waits_its_time() {
        let mut window = Window::default();
        (0..WINDOW).for_each(|number| window.handed_out(id(number), false));
        window.given_back(id(3), 9_000);
        assert_eq!(window.room_for_backlog(), 1);
        assert!(window.excluded(8_999).contains(&id(3)));
        assert!(!window.excluded(9_000).contains(&id(3)));
    }

    #[test]
    fn a_new_courier_is_told_everything_again() {
        let mut window = Window::default();
        window.handed_out(id(1), false);
        window.handed_out(id(2), true);
        window.given_back(id(2), 9_000);
        window.courier_changed();
        assert!(window.excluded(0).is_empty());
    }
}
