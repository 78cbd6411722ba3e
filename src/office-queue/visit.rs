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
    /// Set aside by staff: the visitor fetches a paper, or an interpreter is on the way.
    Held,
    /// Called to a desk, and not there yet as far as the queue knows.
    Called,
    /// At the desk.
    Serving,
    /// Dealt with; also a late arrival that was not put in the list.
    Done,
    /// Called, and nobody came.
    NoShow,
    /// Taken back: by the visitor at the kiosk, or by the desk that added it.
    Cancelled,
}

/// What can happen to a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// A desk calls it.
    Call,
    /// The desk that called it calls again.
    Recall,
    /// The visitor has come to the desk that called.
    Serve,
    /// It goes back to the list for another service or desk, with its number and its promise.
    Transfer,
    /// Staff set it aside.
    Hold,
    /// Staff put what was set aside back in the list, at its place.
    Resume,
    /// Nobody came to the desk.
    NoShow,
    /// A no-show came after all and is put back in the list, at its place.
    Return,
    /// Dealt with.
    Done,
    /// Staff put a late arrival in the list, at its place.
    Accept,
    /// The check-in is taken back.
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
    pub const ALL: [Self; 8] = [
        Self::ArrivedOffline,
        Self::Waiting,
        Self::Held,
        Self::Called,
        Self::Serving,
        Self::Done,
        Self::NoShow,
        Self::Cancelled,
    ];

    /// The state after an action.
    ///
    /// `Done` is allowed from `Called` too: who is dealt with has been at the desk, and staff who talk to people do
    /// not always press "Start" first. The visit then passes through `Serving` in the same step.
    ///
    /// # Errors
    /// [`NotAllowed`] where the state does not allow it; the visit then stays as it is.
    pub fn after(self, action: Action) -> Result<Self, NotAllowed> {
        use VisitState::{ArrivedOffline, Called, Cancelled, Done, Held, NoShow, Serving, Waiting};
        match (self, action) {
            (Waiting, Action::Call) | (Called, Action::Recall) => Ok(Called),
            (Called, Action::Serve) => Ok(Serving),
            (Called | Serving | ArrivedOffline, Action::Done) => Ok(Done),
            (Called, Action::NoShow) => Ok(NoShow),
            (NoShow, Action::Return)
            | (Held, Action::Resume)
            | (ArrivedOffline, Action::Accept)
            | (Waiting | Called | Serving, Action::Transfer) => Ok(Waiting),
            (Waiting | Called | Serving, Action::Hold) => Ok(Held),
            (ArrivedOffline | Waiting | Held | Called, Action::Cancel) => Ok(Cancelled),
            (state, action) => Err(NotAllowed { state, action }),
        }
    }

    /// What staff may do in this state, the usual next step first.
    pub fn staff_actions(self) -> impl Iterator<Item = Action> {
        Action::OF_STAFF
            .into_iter()
            .filter(move |action| self.after(*action).is_ok())
    }

    /// Whether the visit has come to its end. A no-show has, though it may come back within the day.
    pub fn has_ended(self) -> bool {
        matches!(self, Self::Done | Self::NoShow | Self::Cancelled)
    }

    /// The word in the store and on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ArrivedOffline => "arrived-offline",
            Self::Waiting => "waiting",
            Self::Held => "held",
            Self::Called => "called",
            Self::Serving => "serving",
            Self::Done => "done",
            Self::NoShow => "no-show",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

impl Action {
    /// What staff can do with a visit. Taking back is not among it: a kiosk does that, and Undo.
    pub const OF_STAFF: [Self; 10] = [
        Self::Call,
        Self::Accept,
        Self::Resume,
        Self::Return,
        Self::Serve,
        Self::Recall,
        Self::Done,
        Self::NoShow,
        Self::Hold,
        Self::Transfer,
    ];

    /// The word in the store and in the desk page's paths.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Recall => "recall",
            Self::Serve => "serve",
            Self::Transfer => "transfer",
            Self::Hold => "hold",
            Self::Resume => "resume",
            Self::NoShow => "no-show",
            Self::Return => "return",
            Self::Done => "done",
            Self::Accept => "accept",
            Self::Cancel => "cancel",
        }
    }
}

impl NotAllowed {
    /// What a receptionist reads when someone else was faster.
    fn sentence(self) -> &'static str {
        match self.state {
            VisitState::ArrivedOffline => "This visitor arrived while offline and is not in the list yet.",
            VisitState::Waiting => "This visitor is waiting and has not been called.",
            VisitState::Held => "This visitor is on hold. Put them back in the list first.",
            VisitState::Called => "This visitor has already been called.",
            VisitState::Serving => "This visitor is at a desk.",
            VisitState::Done => "This visit is already done.",
            VisitState::NoShow => "This visitor was already marked as a no-show.",
            VisitState::Cancelled => "This check-in was taken back.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTIONS: [Action; 11] = [
        Action::Call,
        Action::Recall,
        Action::Serve,
        Action::Transfer,
        Action::Hold,
        Action::Resume,
        Action::NoShow,
        Action::Return,
        Action::Done,
        Action::Accept,
        Action::Cancel,
    ];

    /// The rule once more, as a picture: every move there may be, by the words on the wire.
    const MOVES: &[(&str, &[&str])] = &[
        ("arrived-offline", &["waiting", "done", "cancelled"]),
        ("waiting", &["called", "waiting", "held", "cancelled"]),
        ("held", &["waiting", "cancelled"]),
        (
            "called",
            &[
                "called",
                "serving",
                "done",
                "no-show",
                "waiting",
                "held",
                "cancelled",
            ],
        ),
        ("serving", &["done", "waiting", "held"]),
        ("no-show", &["waiting"]),
        ("done", &[]),
        ("cancelled", &[]),
    ];

    #[test]
    fn a_visit_moves_only_as_the_rule_says_and_every_allowed_move_can_be_made() {
        for (from, allowed) in MOVES {
            let state = VisitState::from_word(from).unwrap();
            let mut made: Vec<&str> = ACTIONS
                .iter()
                .filter_map(|action| state.after(*action).ok())
                .map(VisitState::as_str)
                .collect();
            made.sort_unstable();
            made.dedup();
            let mut allowed = allowed.to_vec();
            allowed.sort_unstable();
            assert_eq!(made, allowed, "from {from}");
        }
        assert_eq!(MOVES.len(), VisitState::ALL.len());
    }

    #[test]
    fn nobody_is_called_out_of_anything_but_the_list() {
        for state in VisitState::ALL {
            assert_eq!(state.after(Action::Call).is_ok(), state == VisitState::Waiting);
        }
    }

    #[test]
    fn every_state_and_every_action_has_one_word() {
        for state in VisitState::ALL {
            assert_eq!(VisitState::from_word(state.as_str()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
        for action in ACTIONS {
            assert_eq!(serde_json::to_value(action).unwrap(), action.as_str());
        }
    }
}
