//! How a visitor's coming fits to an appointment, and what that means for the call order. Pure.

use checkin::{AppointmentAnswer, AppointmentStatus};
use chrono::{DateTime, TimeDelta, Utc};

use super::Appointment;
use crate::arrival::Arrival;

/// Who comes more than this before the time is early. The window of half an hour before to a quarter of an hour after
/// is the one that the best documented public check-in uses (the VA's, vets-website #42097).
pub const EARLY_BEFORE: TimeDelta = TimeDelta::minutes(30);

/// Who comes more than this after the time is late.
pub const LATE_AFTER: TimeDelta = TimeDelta::minutes(15);

/// What the lists say of a reference that a visitor gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No list has it.
    NotKnown,
    /// Another office's list has it. Nothing more is said: it is that office's to tell.
    OtherOffice,
    /// This office's list has it.
    Known {
        /// The appointment.
        appointment: Appointment,
        /// Whether its officer is away on its day.
        officer_away: bool,
    },
}

impl Standing {
    /// The word for a visitor who confirmed at this moment.
    pub fn status(&self, arrival: &Arrival) -> AppointmentStatus {
        let Self::Known {
            appointment,
            officer_away,
        } = self
        else {
            return match self {
                Self::OtherOffice => AppointmentStatus::OtherOffice,
                _ => AppointmentStatus::NotKnown,
            };
        };
        // What cannot take place is said first: the hour does not matter then. An officer who is away on another day
        // than today is not what somebody a day early needs to hear.
        if appointment.cancelled {
            AppointmentStatus::Cancelled
        } else if *officer_away && appointment.day == arrival.day {
            AppointmentStatus::OfficerAway
        } else if arrival.at < appointment.starts_at - EARLY_BEFORE || arrival.day < appointment.day {
            AppointmentStatus::Early
        } else if arrival.at > appointment.starts_at + LATE_AFTER {
            AppointmentStatus::Late
        } else {
            AppointmentStatus::Expected
        }
    }

    /// The service that the appointment is about, where the list says it.
    pub fn service(&self) -> Option<&str> {
        match self {
            Self::Known { appointment, .. } => appointment.service.as_deref(),
            Self::NotKnown | Self::OtherOffice => None,
        }
    }

    /// What the visitor's kiosk is answered.
    pub fn answer(&self, arrival: &Arrival) -> AppointmentAnswer {
        let known = match self {
            Self::Known { appointment, .. } => Some(appointment),
            Self::NotKnown | Self::OtherOffice => None,
        };
        AppointmentAnswer {
            officer: known.and_then(|appointment| appointment.officer.clone()),
            time: known.map(|appointment| appointment.starts_at),
            status: Some(self.status(arrival)),
        }
    }

    /// Until when the office promises to speak to this visitor, which is their place in the call order.
    ///
    /// Who is expected and there in time is due at the time of the appointment: no sooner, since the officer has
    /// others before, and no later, since that is what was agreed. Everyone else (early, late, within the window but
    /// after the time, cancelled, unknown …) holds a ticket like those without an appointment, due when the office's
    /// promise from their arrival runs out. So nobody gains a place by coming at the wrong time, and nobody is shown
    /// as overdue because they came late.
    pub fn due(&self, arrival: &Arrival) -> DateTime<Utc> {
        match self {
            Self::Known { appointment, .. }
                if self.status(arrival) == AppointmentStatus::Expected
                    && arrival.at <= appointment.starts_at =>
            {
                appointment.starts_at
            }
            _ => arrival.due,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use checkin::Reference;
    use chrono_tz::Tz::Europe__London;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn arrived(text: &str) -> Arrival {
        Arrival::new(at(text), 0, 10, Europe__London)
    }

    fn known(cancelled: bool, officer_away: bool) -> Standing {
        Standing::Known {
            appointment: Appointment {
                reference: Reference::normalised("HX3K7").unwrap(),
                starts_at: at("2026-11-23T10:30:00Z"),
                day: "2026-11-23".parse().unwrap(),
                officer: Some("A. Obi".to_owned()),
                service: None,
                cancelled,
            },
            officer_away,
        }
    }

    #[test]
    fn the_window_is_half_an_hour_before_to_a_quarter_after() {
        use AppointmentStatus::{Early, Expected, Late};
        for (arrival, status) in [
            ("2026-11-22T10:30:00Z", Early),
            ("2026-11-23T09:59:59Z", Early),
            ("2026-11-23T10:00:00Z", Expected),
            ("2026-11-23T10:45:00Z", Expected),
            ("2026-11-23T10:45:01Z", Late),
            ("2026-11-24T09:00:00Z", Late),
        ] {
            assert_eq!(known(false, false).status(&arrived(arrival)), status, "{arrival}");
        }
    }

    #[test]
    fn what_cannot_take_place_is_said_before_the_hour() {
        use AppointmentStatus::{Cancelled, Early, NotKnown, OfficerAway, OtherOffice};
        let (sooner, day_before) = (arrived("2026-11-23T08:00:00Z"), arrived("2026-11-22T10:30:00Z"));
        assert_eq!(known(true, true).status(&sooner), Cancelled);
        assert_eq!(known(false, true).status(&sooner), OfficerAway);
        assert_eq!(known(false, true).status(&day_before), Early);
        for (standing, status) in [
            (Standing::NotKnown, NotKnown),
            (Standing::OtherOffice, OtherOffice),
        ] {
            assert_eq!(standing.status(&sooner), status);
            assert_eq!(
                standing.answer(&sooner).time,
                None,
                "another office's list is not told"
            );
        }
    }

    #[test]
    fn who_is_there_in_time_is_due_at_the_time_and_everyone_else_by_the_promise() {
        for (arrival, due) in [
            ("2026-11-23T09:00:00Z", "2026-11-23T09:10:00Z"),
            ("2026-11-23T10:05:00Z", "2026-11-23T10:30:00Z"),
            ("2026-11-23T10:30:00Z", "2026-11-23T10:30:00Z"),
            ("2026-11-23T10:31:00Z", "2026-11-23T10:41:00Z"),
            ("2026-11-23T12:00:00Z", "2026-11-23T12:10:00Z"),
        ] {
            assert_eq!(known(false, false).due(&arrived(arrival)), at(due), "{arrival}");
        }
        let in_time = arrived("2026-11-23T10:05:00Z");
        for standing in [known(true, false), known(false, true), Standing::NotKnown] {
            assert_eq!(standing.due(&in_time), in_time.due);
        }
    }
}
