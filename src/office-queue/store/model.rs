//! The store against a model of point 6: random days at random desks, each outcome foretold. What the store answers
//! must be what the model answers, so that no visitor is at two desks and no visit moves where the rule has no way.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::{Acted, Added, Filter, Staff, Store, Target};
use crate::arrival::Arrival;
use crate::visit::{Action, VisitState};

const OFFICE: &str = "canal-street";
const DESKS: [&str; 3] = ["Desk 1", "Desk 2", "Desk 3"];
const SERVICES: [&str; 3] = ["repairs", "rent", "homeless"];

/// Something that happens. `visit` is taken modulo the visits there are.
#[derive(Clone, Debug)]
enum Step {
    Add {
        desk: usize,
        service: usize,
    },
    Next {
        desk: usize,
        only: Option<usize>,
    },
    Act {
        desk: usize,
        visit: usize,
        action: Action,
    },
    ToService {
        desk: usize,
        visit: usize,
        service: usize,
    },
    ToDesk {
        desk: usize,
        visit: usize,
        to: usize,
    },
    Undo {
        desk: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let (desk, visit, service) = (0..DESKS.len(), 0usize..12, 0..SERVICES.len());
    let action = prop::sample::select(
        Action::OF_STAFF
            .into_iter()
            .filter(|action| *action != Action::Transfer)
            .collect::<Vec<_>>(),
    );
    prop_oneof![
        3 => (desk.clone(), service.clone()).prop_map(|(desk, service)| Step::Add { desk, service }),
        4 => (desk.clone(), prop::option::of(service.clone())).prop_map(|(desk, only)| Step::Next { desk, only }),
        8 => (desk.clone(), visit.clone(), action)
            .prop_map(|(desk, visit, action)| Step::Act { desk, visit, action }),
        1 => (desk.clone(), visit.clone(), service)
            .prop_map(|(desk, visit, service)| Step::ToService { desk, visit, service }),
        1 => (desk.clone(), visit, desk.clone()).prop_map(|(desk, visit, to)| Step::ToDesk { desk, visit, to }),
        3 => desk.prop_map(|desk| Step::Undo { desk }),
    ]
}

/// A visit as the model has it.
#[derive(Clone, Debug, PartialEq)]
struct Modelled {
    state: VisitState,
    service: usize,
    urgent: bool,
    at: Option<usize>,
    for_desk: Option<usize>,
}

/// The whole queue as the model has it: visits by id, and each desk's last step with the visit before it and the
/// count of the visit's moves after it.
#[derive(Default)]
struct Model {
    visits: BTreeMap<i64, Modelled>,
    moves: BTreeMap<i64, u32>,
    last: BTreeMap<usize, (i64, Option<Modelled>, u32)>,
}

/// What the model foretells: the visit and its state, or that it is refused.
type Foretold = Option<(i64, VisitState)>;

impl Model {
    fn change(&mut self, desk: usize, id: i64, next: Modelled) -> Foretold {
        let state = next.state;
        let before = self.visits.insert(id, next);
        let moves = self.moves.entry(id).or_default();
        *moves += 1;
        self.last.insert(desk, (id, before, *moves));
        Some((id, state))
    }

    fn act(&mut self, desk: usize, id: i64, action: Action) -> Foretold {
        let mut next = self.visits[&id].clone();
        // The rule of point 6 in the model's own words.
        next.state = match (next.state, action) {
            (VisitState::Waiting, Action::Call) => VisitState::Called,
            (VisitState::Called, Action::Recall) if next.at == Some(desk) => VisitState::Called,
            (VisitState::Called, Action::Serve) if next.at == Some(desk) => VisitState::Serving,
            (VisitState::Called | VisitState::Serving, Action::Done) => VisitState::Done,
            (VisitState::Called, Action::NoShow) => VisitState::NoShow,
            (VisitState::NoShow, Action::Return) | (VisitState::Held, Action::Resume) => VisitState::Waiting,
            (VisitState::Waiting | VisitState::Called | VisitState::Serving, Action::Hold) => {
                VisitState::Held
            }
            (VisitState::Waiting | VisitState::Called | VisitState::Serving, Action::Transfer) => {
                VisitState::Waiting
            }
            _ => return None,
        };
        match action {
            Action::Call => (next.at, next.for_desk) = (Some(desk), None),
            Action::Hold | Action::Resume | Action::Return | Action::Transfer => next.at = None,
            _ => {}
        }
        self.change(desk, id, next)
    }

    /// Who is first for this desk: urgent before others, then by the promise, which here is the order of adding.
    fn first(&self, desk: usize, only: Option<usize>) -> Option<i64> {
        self.visits
            .iter()
            .filter(|(_, visit)| visit.state == VisitState::Waiting)
            .filter(|(_, visit)| match visit.for_desk {
                Some(wanted) => wanted == desk,
                None => only.is_none_or(|service| service == visit.service),
            })
            .min_by_key(|(id, visit)| (!visit.urgent, **id))
            .map(|(id, _)| *id)
    }

    fn undo(&mut self, desk: usize) -> Foretold {
        let (id, before, moves) = self.last.get(&desk)?.clone();
        if self.moves[&id] != moves {
            return None;
        }
        let next = match before {
            Some(before) => before,
            None => Modelled {
                state: VisitState::Cancelled,
                ..self.visits[&id].clone()
            },
        };
        let state = next.state;
        self.visits.insert(id, next);
        *self.moves.entry(id).or_default() += 1;
        self.last.remove(&desk);
        Some((id, state))
    }
}

fn staff(desk: usize, now: DateTime<Utc>) -> Staff {
    Staff {
        office: OFFICE.to_owned(),
        desk: DESKS[desk].to_owned(),
        now,
    }
}

fn added(service: usize, now: DateTime<Utc>) -> Added {
    Added {
        key: uuid::Uuid::new_v4(),
        series: checkin::Series::OF_DESKS,
        today: now.date_naive(),
        arrival: Arrival::new(now, 0, 10, chrono_tz::Tz::Europe__London),
        service: Some(SERVICES[service].to_owned()),
        urgent: SERVICES[service] == "homeless",
        language: "en-GB".to_owned(),
        needs: Vec::new(),
        private_interview: None,
        interpreter: None,
        party: 1,
    }
}

/// The visit that a step means, if there is one.
fn meant(model: &Model, visit: usize) -> Option<i64> {
    let ids: Vec<i64> = model.visits.keys().copied().collect();
    (!ids.is_empty()).then(|| ids[visit % ids.len()])
}

/// Does a step in the store and foretells it in the model.
async fn run(store: &Store, model: &mut Model, step: &Step, now: DateTime<Utc>) -> (Acted, Foretold) {
    match *step {
        Step::Add { desk, service } => {
            let acted = store.add(staff(desk, now), added(service, now)).await.unwrap();
            let Acted::Done { id, .. } = acted else {
                return (acted, None);
            };
            let visit = Modelled {
                state: VisitState::Waiting,
                service,
                urgent: SERVICES[service] == "homeless",
                at: None,
                for_desk: None,
            };
            assert!(model.visits.insert(id, visit).is_none(), "a row's id came again");
            model.moves.insert(id, 0);
            model.last.insert(desk, (id, None, 0));
            (acted, Some((id, VisitState::Waiting)))
        }
        Step::Next { desk, only } => {
            let filter = Filter {
                services: only.map(|service| vec![Some(SERVICES[service].to_owned())]),
                languages: None,
            };
            let foretold = model
                .first(desk, only)
                .and_then(|id| model.act(desk, id, Action::Call));
            (store.call_next(staff(desk, now), filter).await.unwrap(), foretold)
        }
        Step::Act { desk, visit, action } => {
            let Some(id) = meant(model, visit) else {
                return (Acted::NoVisit, None);
            };
            let foretold = model.act(desk, id, action);
            (store.act(id, staff(desk, now), action).await.unwrap(), foretold)
        }
        Step::ToService { desk, visit, service } => {
            let Some(id) = meant(model, visit) else {
                return (Acted::NoVisit, None);
            };
            let urgent = SERVICES[service] == "homeless";
            let foretold = model.act(desk, id, Action::Transfer);
            if let (Some(_), Some(visit)) = (foretold, model.visits.get_mut(&id)) {
                (visit.service, visit.urgent, visit.for_desk) = (service, urgent, None);
            }
            let target = Target::Service {
                id: Some(SERVICES[service].to_owned()),
                urgent,
            };
            (
                store.transfer(id, staff(desk, now), target).await.unwrap(),
                foretold,
            )
        }
        Step::ToDesk { desk, visit, to } => {
            let Some(id) = meant(model, visit) else {
                return (Acted::NoVisit, None);
            };
            let foretold = model.act(desk, id, Action::Transfer);
            if let (Some(_), Some(visit)) = (foretold, model.visits.get_mut(&id)) {
                visit.for_desk = Some(to);
            }
            let target = Target::Desk(DESKS[to].to_owned());
            (
                store.transfer(id, staff(desk, now), target).await.unwrap(),
                foretold,
            )
        }
        Step::Undo { desk } => {
            let foretold = model.undo(desk);
            (store.undo(staff(desk, now)).await.unwrap(), foretold)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("RECEPTION_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(48),
        ..ProptestConfig::default()
    })]

    /// Whatever desks do in whatever order, each outcome is the one that the rule foretells, and in the end every
    /// visitor is exactly where the model has them, with number, arrival and promise as they came.
    #[test]
    fn any_day_at_any_desks_goes_as_the_rule_says(steps in prop::collection::vec(step(), 1..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let store = Store::open(folder.path()).unwrap();
            let mut model = Model::default();
            let start: DateTime<Utc> = "2026-11-21T09:00:00Z".parse().unwrap();
            let mut arrivals = BTreeMap::new();
            for (step, now) in steps.iter().zip((0..).map(|second| start + TimeDelta::seconds(second))) {
                let (acted, foretold) = run(&store, &mut model, step, now).await;
                match (&acted, foretold) {
                    (Acted::Done { id, state, ticket }, Some(expected)) => {
                        assert_eq!((*id, *state), expected, "{step:?}");
                        let (first, _) = arrivals.entry(*id).or_insert((ticket.clone(), now));
                        assert_eq!(first, ticket, "a visitor keeps their number");
                    }
                    (Acted::Done { .. }, None) => panic!("{step:?} was done and is not allowed: {acted:?}"),
                    (_, Some(expected)) => panic!("{step:?} was refused ({acted:?}) and leads to {expected:?}"),
                    (_, None) => {}
                }
            }
            let tickets: std::collections::BTreeSet<_> = arrivals.values().map(|(ticket, _)| ticket).collect();
            assert_eq!(tickets.len(), arrivals.len(), "a number was given twice");
            let rows = store.find(OFFICE.to_owned(), super::Search::default()).await.unwrap();
            assert_eq!(rows.len(), model.visits.len(), "a visitor was lost");
            for row in rows {
                let expected = &model.visits[&row.id];
                let desk = row.called.as_ref().map(|(desk, _)| desk.as_str());
                assert_eq!((row.state, desk), (expected.state, expected.at.map(|at| DESKS[at])));
                assert_eq!(row.service.as_deref(), Some(SERVICES[expected.service]));
                let (_, arrived) = &arrivals[&row.id];
                assert_eq!((row.arrived_at, row.due_at), (*arrived, *arrived + TimeDelta::minutes(10)));
            }
            store.close().await;
        });
    }
}

/// Desks that press at the same moment: their orders share a transaction, and each visitor goes to one of them.
#[tokio::test]
async fn desks_that_call_in_one_transaction_get_different_visitors() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let now: DateTime<Utc> = "2026-11-21T09:00:00Z".parse().unwrap();
    for _ in 0..40 {
        store.add(staff(0, now), added(0, now)).await.unwrap();
    }
    let calls = (0..60).map(|desk| store.call_next(staff(desk % 3, now), Filter::default()));
    let mut called: Vec<i64> = futures_util::future::join_all(calls)
        .await
        .into_iter()
        .filter_map(|acted| match acted.unwrap() {
            Acted::Done { id, .. } => Some(id),
            _ => None,
        })
        .collect();
    called.sort_unstable();
    let all = called.len();
    called.dedup();
    assert_eq!((called.len(), all), (40, 40));
    store.close().await;
}
