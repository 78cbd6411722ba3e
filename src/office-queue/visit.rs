//! The states of a visit and what may be done in each. Pure: no store, no clock.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a visit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum VisitState {
    /// Its check-in reached the queue after its promise had run out, or on a later day: staff decide.
    ArrivedOffline,
    /// In the waiting list.
    Waiting,
    /// Called to a desk, and with it until it is done or did not come.
    Called,
    /// Dealt with.
    Done,
    /// Called, and nobody came.
    NoShow,
    /// Taken back by the visitor at the kiosk.
    Cancelled,
    /// Arrived while offline and not put in the list.
    Closed,
}

/// What can happen to a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// A desk calls it.
    Call,
    /// The desk that called it calls again.
    Recall,
    /// Nobody came to the desk.
    NoShow,
    /// The desk has dealt with it.
    Done,
    /// Staff put a late arrival in the list.
    Accept,
    /// Staff close a late arrival: the visitor has gone or was seen without the queue.
    Close,
    /// The visitor takes the check-in back.
    Cancel,
}

/// An action that the visit's state does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct NotAllowed {
    /// Where the visit stands.
    pub state: VisitState,
    /// What was tried.
    pub action: Action,
}

impl VisitState {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::ArrivedOffline,
        Self::Waiting,
        Self::Called,
        Self::Done,
        Self::NoShow,
        Self::Cancelled,
        Self::Closed,
    ];

    /// The state after an action.
    ///
    /// # Errors
    /// [`NotAllowed`] where the state does not allow it; the visit then stays as it is.
    pub fn after(self, action: Action) -> Result<Self, NotAllowed> {
        match (self, action) {
            (Self::Waiting, Action::Call) | (Self::Called, Action::Recall) => Ok(Self::Called),
            (Self::Called, Action::NoShow) => Ok(Self::NoShow),
            (Self::Called, Action::Done) => Ok(Self::Done),
            (Self::ArrivedOffline, Action::Accept) => Ok(Self::Waiting),
            (Self::ArrivedOffline, Action::Close) => Ok(Self::Closed),
            (Self::ArrivedOffline | Self::Waiting | Self::Called, Action::Cancel) => Ok(Self::Cancelled),
            (state, action) => Err(NotAllowed { state, action }),
        }
    }

    /// The word in the store and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ArrivedOffline => "arrived-offline",
            Self::Waiting => "waiting",
            Self::Called => "called",
            Self::Done => "done",
            Self::NoShow => "no-show",
            Self::Cancelled => "cancelled",
            Self::Closed => "closed",
        }
    }

    /// The state with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

impl NotAllowed {
    /// What a receptionist reads when someone else was faster.
    fn sentence(self) -> &'static str {
        match self.state {
            VisitState::ArrivedOffline => "This visitor arrived while offline and is not in the list yet.",
            VisitState::Waiting => "This visitor is waiting and has not been called.",
            VisitState::Called => "This visitor has already been called.",
            VisitState::Done => "This visit is already done.",
            VisitState::NoShow => "This visitor was already marked as a no-show.",
            VisitState::Cancelled => "The visitor took this check-in back at the kiosk.",
            VisitState::Closed => "This late arrival was already closed.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ACTIONS: [Action; 7] = [
        Action::Call,
        Action::Recall,
        Action::NoShow,
        Action::Done,
        Action::Accept,
        Action::Close,
        Action::Cancel,
    ];

    proptest! {
        /// Whatever is tried in whatever order: an ended visit stays ended, nobody is called who was not in the list,
        /// and each visit is called out of the list at most once.
        #[test]
        fn any_run_of_actions_keeps_a_visit_in_one_true_state(
            late in any::<bool>(),
            actions in prop::collection::vec(prop::sample::select(&ACTIONS[..]), 0..40),
        ) {
            let mut state = if late { VisitState::ArrivedOffline } else { VisitState::Waiting };
            let (mut calls, mut listed, mut ended) = (0, !late, None);
            for action in actions {
                let before = state;
                match state.after(action) {
                    Ok(after) => state = after,
                    Err(refused) => prop_assert_eq!(refused, NotAllowed { state: before, action }),
                }
                if let Some(end) = ended {
                    prop_assert_eq!(state, end, "an ended visit came back to life");
                }
                if matches!(state, VisitState::Done | VisitState::NoShow | VisitState::Cancelled | VisitState::Closed) {
                    ended = Some(state);
                }
                listed |= state == VisitState::Waiting;
                if before == VisitState::Waiting && state == VisitState::Called {
                    calls += 1;
                }
                prop_assert!(state != VisitState::Called || listed, "called without ever being in the list");
                prop_assert!(calls <= 1, "called out of the list twice");
                prop_assert!(!matches!(state, VisitState::Done | VisitState::NoShow) || calls == 1);
            }
        }
    }

    #[test]
    fn every_state_has_one_word() {
        for state in VisitState::ALL {
            assert_eq!(VisitState::from_word(state.as_str()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
    }

    #[test]
    fn every_open_state_has_a_way_out() {
        for state in [
            VisitState::ArrivedOffline,
            VisitState::Waiting,
            VisitState::Called,
        ] {
            assert!(
                ACTIONS
                    .iter()
                    .any(|action| state.after(*action).is_ok_and(|after| after != state)),
                "{state:?}"
            );
        }
    }
}
