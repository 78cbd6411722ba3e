//! The outbox against a model of it, through anything that can happen to a kiosk.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::traces::config;
use super::*;

/// What can happen.
#[derive(Clone, Debug)]
enum Op {
    /// A visitor confirms, on one of three days, while the queue has said this.
    Confirm { day: u64, heard: Heard },
    /// The visitor of an earlier check-in takes it back.
    Cancel { which: usize },
    /// The queue accepts some of what may be sent.
    Accept { which: usize, count: usize },
    /// An outcome is reported a second time.
    AcceptAgain { which: usize },
    /// The queue refuses one of what may be sent.
    Hold { which: usize },
    /// Staff send a held one again.
    SendAgain { which: usize },
    /// The WAL is emptied.
    Erase,
    /// The program ends and starts.
    Reopen,
    /// Power is cut: what is on the disk now, perhaps with a half-written end, is all there is.
    PowerCut { torn: Vec<u8> },
}

#[derive(Clone, Copy, Debug)]
enum Heard {
    Never,
    Nothing,
    /// What the queue would truly say: the highest number it has accepted on this day.
    Truth,
    /// What a queue might say that others feed too.
    Number(u32),
}

fn op() -> impl Strategy<Value = Op> {
    let heard = prop_oneof![
        1 => Just(Heard::Never),
        1 => Just(Heard::Nothing),
        4 => Just(Heard::Truth),
        1 => any::<u32>().prop_map(Heard::Number),
        1 => (0_u32..3000).prop_map(Heard::Number),
    ];
    prop_oneof![
        6 => (0_u64..3, heard).prop_map(|(day, heard)| Op::Confirm { day, heard }),
        2 => any::<usize>().prop_map(|which| Op::Cancel { which }),
        4 => (any::<usize>(), 1_usize..5).prop_map(|(which, count)| Op::Accept { which, count }),
        1 => any::<usize>().prop_map(|which| Op::AcceptAgain { which }),
        2 => any::<usize>().prop_map(|which| Op::Hold { which }),
        1 => any::<usize>().prop_map(|which| Op::SendAgain { which }),
        1 => Just(Op::Erase),
        1 => Just(Op::Reopen),
        1 => proptest::collection::vec(any::<u8>(), 0..6000).prop_map(|torn| Op::PowerCut { torn }),
    ]
}

struct Row {
    id: Uuid,
    visit: Uuid,
    body: Vec<u8>,
    held: bool,
}

struct World {
    places: Vec<Place>,
    outbox: Option<Outbox>,
    next_id: u128,
    /// Every number that was ever shown to a visitor.
    given: BTreeSet<(NaiveDate, u32)>,
    /// The highest number accepted on each day.
    accepted_numbers: BTreeSet<(NaiveDate, u32)>,
    visits: Vec<(Uuid, Ticket, NaiveDate)>,
    accepted: Vec<Uuid>,
    rows: Vec<Row>,
}

impl World {
    fn new() -> Self {
        let place = Place::new();
        Self {
            outbox: Some(place.open()),
            places: vec![place],
            next_id: 1,
            given: BTreeSet::new(),
            accepted_numbers: BTreeSet::new(),
            visits: Vec::new(),
            accepted: Vec::new(),
            rows: Vec::new(),
        }
    }

    fn outbox(&mut self) -> &mut Outbox {
        self.outbox.as_mut().unwrap()
    }

    fn new_id(&mut self) -> Uuid {
        self.next_id += 1;
        Uuid::from_u128(self.next_id)
    }

    /// What may be sent now, by the model: of each visit the oldest, unless it is held.
    fn ready(&self) -> Vec<&Row> {
        let mut seen = HashSet::new();
        self.rows
            .iter()
            .filter(|row| seen.insert(row.visit))
            .filter(|row| !row.held)
            .collect()
    }

    fn apply(&mut self, op: &Op) -> Result<(), TestCaseError> {
        match op {
            Op::Confirm { day: number, heard } => self.confirm(day(*number), *heard)?,
            Op::Cancel { which } => self.cancel(*which),
            Op::Accept { which, count } => self.accept(*which, *count),
            Op::AcceptAgain { which } => {
                if let Some(id) = pick(&self.accepted, *which).copied() {
                    self.outbox().settle(&[(id, Outcome::Accepted)]).unwrap();
                }
            }
            Op::Hold { which } => {
                if let Some(id) = pick(&self.ready(), *which).map(|row| row.id) {
                    let outcome = Outcome::Held {
                        status: 422,
                        reason: "no".into(),
                    };
                    self.outbox().settle(&[(id, outcome)]).unwrap();
                    self.rows
                        .iter_mut()
                        .filter(|row| row.id == id)
                        .for_each(|row| row.held = true);
                }
            }
            Op::SendAgain { which } => {
                let held: Vec<Uuid> = self
                    .rows
                    .iter()
                    .filter(|row| row.held)
                    .map(|row| row.id)
                    .collect();
                if let Some(id) = pick(&held, *which).copied() {
                    prop_assert!(self.outbox().send_again(id).unwrap());
                    self.rows
                        .iter_mut()
                        .filter(|row| row.id == id)
                        .for_each(|row| row.held = false);
                }
            }
            Op::Erase => self.outbox().erase_traces().unwrap(),
            Op::Reopen => {
                self.outbox = None;
                self.outbox = Some(self.places.last().unwrap().open());
            }
            Op::PowerCut { torn } => self.power_cut(torn),
        }
        self.verify()
    }

    fn confirm(&mut self, service_day: NaiveDate, heard: Heard) -> Result<(), TestCaseError> {
        let id = self.new_id();
        let truth = self
            .accepted_numbers
            .iter()
            .filter(|(on, _)| *on == service_day)
            .map(|(_, number)| *number)
            .max();
        let heard = match heard {
            Heard::Never => QueueNumber::NeverSeen,
            Heard::Nothing => QueueNumber::Unknown,
            Heard::Truth => truth.map_or(QueueNumber::NeverSeen, QueueNumber::Last),
            Heard::Number(number) => QueueNumber::Last(number),
        };
        let mut body = Vec::new();
        let committed = self.outbox().confirm(&request(service_day, heard), |ticket| {
            let event = check_in(id, ticket, service_day, "HX3K7");
            body = event.to_bytes().unwrap();
            event
        });
        let ticket = committed.unwrap().ticket;
        prop_assert!(
            self.given.insert((service_day, ticket.number)),
            "{ticket} was given twice on {service_day}"
        );
        self.visits.push((id, ticket, service_day));
        self.rows.push(Row {
            id,
            visit: id,
            body,
            held: false,
        });
        Ok(())
    }

    fn cancel(&mut self, which: usize) {
        let Some((visit, ticket, service_day)) = pick(&self.visits, which).copied() else {
            return;
        };
        let id = self.new_id();
        let event = cancellation(id, visit, ticket, service_day);
        self.outbox().append(&event, &stamp(1, 5_000)).unwrap();
        self.rows.push(Row {
            id,
            visit,
            body: event.to_bytes().unwrap(),
            held: false,
        });
    }

    fn accept(&mut self, which: usize, count: usize) {
        let ready: Vec<Uuid> = self.ready().into_iter().map(|row| row.id).collect();
        if ready.is_empty() {
            return;
        }
        let ids: Vec<Uuid> = ready
            .iter()
            .cycle()
            .skip(which % ready.len())
            .take(count.min(ready.len()))
            .copied()
            .collect();
        let outcomes: Vec<_> = ids.iter().map(|id| (*id, Outcome::Accepted)).collect();
        self.outbox().settle(&outcomes).unwrap();
        self.rows.retain(|row| !ids.contains(&row.id));
        let numbers = self
            .visits
            .iter()
            .filter(|(visit, ..)| ids.contains(visit))
            .map(|(_, ticket, on)| (*on, ticket.number));
        self.accepted_numbers.extend(numbers);
        self.accepted.extend(ids);
    }

    /// Takes the files as they are this moment to another machine, as it were, and goes on there.
    fn power_cut(&mut self, torn: &[u8]) {
        let (from, to) = (self.places.last().unwrap(), Place::new());
        for (path, mut bytes) in files_of(&from.path()) {
            if path.extension().is_some_and(|end| end == "db-wal") && !bytes.is_empty() {
                bytes.extend_from_slice(torn);
            }
            std::fs::write(to.folder.path().join(path.file_name().unwrap()), bytes).unwrap();
        }
        self.outbox = Some(to.open());
        self.places.push(to);
    }

    /// Nothing is lost, nothing is there twice, and everything is in order.
    fn verify(&self) -> Result<(), TestCaseError> {
        let outbox = self.outbox.as_ref().unwrap();
        let found = outbox.next(usize::MAX, &HashSet::new()).unwrap();
        let found: Vec<_> = found
            .iter()
            .map(|waiting| (waiting.id, waiting.visit, &waiting.body))
            .collect();
        let expected: Vec<_> = self
            .ready()
            .into_iter()
            .map(|row| (row.id, row.visit, &row.body))
            .collect();
        prop_assert_eq!(found, expected);
        let ready: HashSet<Uuid> = self.ready().into_iter().map(|row| row.id).collect();
        for row in &self.rows {
            prop_assert_eq!(outbox.waiting(row.id).unwrap().is_some(), ready.contains(&row.id));
        }
        let held: Vec<Uuid> = outbox
            .held(usize::MAX)
            .unwrap()
            .iter()
            .map(|held| held.id)
            .collect();
        let expected: Vec<Uuid> = self
            .rows
            .iter()
            .filter(|row| row.held)
            .map(|row| row.id)
            .collect();
        prop_assert_eq!(&held, &expected);
        let counts = Counts {
            waiting: (self.rows.len() - held.len()) as u64,
            held: held.len() as u64,
        };
        prop_assert_eq!(outbox.counts().unwrap(), counts);
        Ok(())
    }
}

fn pick<T>(from: &[T], which: usize) -> Option<&T> {
    from.get(which.checked_rem(from.len())?)
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn no_number_is_given_twice_and_nothing_is_lost_or_out_of_order(ops in proptest::collection::vec(op(), 1..60)) {
        let mut world = World::new();
        for op in &ops {
            world.apply(op)?;
        }
    }
}
