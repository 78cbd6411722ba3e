//! Whether the queue is reached, and when to tell the screen. Pure: time comes in as values.
//!
//! Check-ins and polls are watched apart, since either can fail alone: a queue may answer every poll and refuse
//! every check-in. It is trouble while either is.

use std::time::Duration;

use chrono::{DateTime, Utc};
use handover::{Reach, Trouble, TroubleKind};
use tokio::time::Instant;

/// What was asked of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// To take an event.
    Event,
    /// For its state.
    State,
}

#[derive(Clone, Debug)]
struct Since {
    kind: TroubleKind,
    began: Instant,
    wall: DateTime<Utc>,
}

/// What is known of the way to the queue.
#[derive(Debug)]
pub struct Watch {
    event: Option<Since>,
    state: Option<Since>,
    /// How long trouble lasts before the screen is told, unless somebody has to mend a setting.
    patience: Duration,
    heard: bool,
    told: Option<Reach>,
}

impl Watch {
    /// Nothing is known yet.
    pub fn new(patience: Duration) -> Self {
        Self {
            event: None,
            state: None,
            patience,
            heard: false,
            told: None,
        }
    }

    /// The queue answered as it should. True if what was asked had been in trouble.
    pub fn succeeded(&mut self, asked: Asked) -> bool {
        self.heard = true;
        self.side(asked).take().is_some()
    }

    /// It did not.
    pub fn failed(&mut self, asked: Asked, kind: TroubleKind, now: Instant, wall: DateTime<Utc>) {
        let side = self.side(asked);
        match side {
            Some(since) => since.kind = kind,
            None => {
                *side = Some(Since {
                    kind,
                    began: now,
                    wall,
                })
            }
        }
    }

    fn side(&mut self, asked: Asked) -> &mut Option<Since> {
        match asked {
            Asked::Event => &mut self.event,
            Asked::State => &mut self.state,
        }
    }

    /// Whether the queue was heard and its state can be had.
    pub fn is_open(&self) -> bool {
        self.heard && self.state.is_none()
    }

    /// What the screen should be told now, if that is something new.
    pub fn news(&mut self, now: Instant) -> Option<Reach> {
        let reach = self.reach(now)?;
        if self.told.as_ref() == Some(&reach) {
            return None;
        }
        self.told = Some(reach.clone());
        Some(reach)
    }

    fn reach(&self, now: Instant) -> Option<Reach> {
        let worst = [&self.event, &self.state]
            .into_iter()
            .flatten()
            .min_by_key(|since| since.began);
        let Some(worst) = worst else {
            return self.heard.then_some(Reach::Up);
        };
        // A wrong token or address does not pass by itself; if either side says so, that is what staff must know.
        let refused = [&self.event, &self.state]
            .into_iter()
            .flatten()
            .find(|since| matches!(since.kind, TroubleKind::Refused(_)));
        let trouble = |since: &Since| {
            Reach::Trouble(Trouble {
                kind: since.kind.clone(),
                since: since.wall,
            })
        };
        match refused {
            Some(since) => Some(trouble(since)),
            None if now.duration_since(worst.began) >= self.patience => Some(trouble(worst)),
            None => None,
        }
    }

    /// When time alone brings news, if it does.
    pub fn next_due(&self) -> Option<Instant> {
        let began = [&self.event, &self.state]
            .into_iter()
            .flatten()
            .map(|since| since.began)
            .min()?;
        let told_trouble = matches!(self.told, Some(Reach::Trouble(_)));
        (!told_trouble).then(|| began + self.patience)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_secs(10);

    fn told(watch: &mut Watch, now: Instant) -> Option<TroubleKind> {
        match watch.news(now) {
            Some(Reach::Trouble(trouble)) => Some(trouble.kind),
            Some(Reach::Up) | None => None,
        }
    }

    #[test]
    fn a_short_silence_is_not_told_and_a_lasting_one_is_told_once() {
        let (mut watch, start) = (Watch::new(PATIENCE), Instant::now());
        watch.succeeded(Asked::State);
        assert_eq!(watch.news(start), Some(Reach::Up));
        watch.failed(Asked::State, TroubleKind::NoAnswer, start, DateTime::UNIX_EPOCH);
        assert_eq!(watch.news(start + PATIENCE / 2), None);
        assert_eq!(watch.next_due(), Some(start + PATIENCE));
        assert_eq!(told(&mut watch, start + PATIENCE), Some(TroubleKind::NoAnswer));
        assert_eq!(watch.news(start + 2 * PATIENCE), None);
        assert!(watch.succeeded(Asked::State));
        assert_eq!(watch.news(start + 2 * PATIENCE), Some(Reach::Up));
    }

    #[test]
    fn what_somebody_has_to_mend_is_told_at_once() {
        for status in [401, 403, 404] {
            let (mut watch, start) = (Watch::new(PATIENCE), Instant::now());
            watch.failed(
                Asked::Event,
                TroubleKind::Refused(status),
                start,
                DateTime::UNIX_EPOCH,
            );
            assert_eq!(told(&mut watch, start), Some(TroubleKind::Refused(status)));
        }
    }

    #[test]
    fn polls_that_work_do_not_hide_check_ins_that_do_not() {
        let (mut watch, start) = (Watch::new(PATIENCE), Instant::now());
        watch.failed(
            Asked::Event,
            TroubleKind::Failing(500),
            start,
            DateTime::UNIX_EPOCH,
        );
        watch.succeeded(Asked::State);
        assert!(watch.is_open());
        assert_eq!(
            told(&mut watch, start + PATIENCE),
            Some(TroubleKind::Failing(500))
        );
        watch.succeeded(Asked::State);
        assert_eq!(watch.news(start + PATIENCE), None);
        watch.succeeded(Asked::Event);
        assert_eq!(watch.news(start + PATIENCE), Some(Reach::Up));
    }
}
