//! What the owner tells of its own accord: how the outbox is, how the kiosk is, how well the queue is reached.

use checkin::KioskStatus;
use handover::{Reach, ToCourier, Trouble, TroubleKind};

use super::super::{News, OutboxProblem, OutboxReport};
use super::Owner;

/// A courier that says nothing for this long is as good as none; it says something every ten seconds.
const SILENT_MS: u64 = 30_000;

/// A courier may be away this long, to be restarted, before staff are told.
const AWAY_MS: u64 = 10_000;

/// The least time between reports of an age that only grew.
const AGE_REPORT_MS: u64 = 10_000;

/// The least and the greatest time between statuses to the queue.
const STATUS_CHANGED_MS: u64 = 5_000;
const STATUS_SAME_MS: u64 = 60_000;

/// Held events in a report.
const MAX_HELD_TOLD: usize = 20;

impl Owner<'_> {
    /// Tells how the outbox is, when that changed or an age grew by ten seconds.
    pub(super) fn report(&mut self) {
        let now = (self.clock)();
        let mut report = OutboxReport::default();
        if self.store.is_available()
            && let Ok((counts, age, held_events)) = self.store.with(&now, |outbox| {
                Ok((
                    outbox.counts()?,
                    outbox.oldest_age(&now)?,
                    outbox.held(MAX_HELD_TOLD)?,
                ))
            })
        {
            report.depth = counts.waiting;
            report.oldest_age_seconds = age.unwrap_or(0);
            report.held = counts.held;
            report.held_events = held_events;
        }
        report.available = self.store.is_available();
        report.problems = self.store.problems().collect();
        report
            .problems
            .extend(self.socket_problem.iter().cloned().map(OutboxProblem::Socket));
        let news = match &self.told_report {
            None => true,
            Some((told, when)) => {
                let same = OutboxReport {
                    oldest_age_seconds: told.oldest_age_seconds,
                    ..report.clone()
                } == *told;
                !same || (report.depth > 0 && when.ms_until(&now) >= AGE_REPORT_MS)
            }
        };
        if news {
            self.told_report = Some((report.clone(), now));
            (self.news)(News::Outbox(report));
        }
    }

    /// Passes the kiosk's status on to the courier: soon when it changed, and once a minute.
    pub(super) fn tell_status(&mut self) {
        let now = (self.clock)();
        let Some((report, _)) = &self.told_report else {
            return;
        };
        let status = KioskStatus {
            outbox_depth: report.depth,
            outbox_age_seconds: report.oldest_age_seconds,
            held: report.held,
            clock_offset_seconds: self.clock_offset_seconds,
            problems: self.problems.clone(),
            content: self.content.clone(),
            version: self.config.version.clone(),
        };
        let due = self.told_status.as_ref().is_none_or(|(told, when)| {
            let changed = KioskStatus {
                outbox_age_seconds: told.outbox_age_seconds,
                ..status.clone()
            } != *told;
            when.ms_until(&now)
                >= if changed {
                    STATUS_CHANGED_MS
                } else {
                    STATUS_SAME_MS
                }
        });
        if due && self.say(&ToCourier::Status(status.clone())) {
            self.told_status = Some((status, now));
        }
    }

    pub(super) fn tell_reach(&mut self) {
        let now = (self.clock)();
        let quiet_ms = self.heard.ms_until(&now);
        let reach = match &self.courier {
            Some(_) if quiet_ms < SILENT_MS => self.heard_reach.clone(),
            None if quiet_ms < AWAY_MS => None,
            _ => Some(self.no_courier()),
        };
        if let Some(reach) = reach
            && self.told_reach.as_ref() != Some(&reach)
        {
            self.told_reach = Some(reach.clone());
            (self.news)(News::Reach(reach));
        }
    }

    fn no_courier(&self) -> Reach {
        Reach::Trouble(Trouble {
            kind: TroubleKind::NoCourier,
            since: self.heard.time,
        })
    }
}
