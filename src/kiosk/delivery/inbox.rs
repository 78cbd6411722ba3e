//! What waits for the thread that owns the outbox: the visitor's commands in one queue, the courier's words in
//! another, so that a Confirm is always taken before anything the courier said.

use std::collections::VecDeque;
use std::os::unix::net::UnixStream;
use std::sync::mpsc::SyncSender;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use checkin::{ContentProblems, Ticket};
use chrono::NaiveDate;
use handover::ToScreen;
use uuid::Uuid;

use super::CheckInDraft;

/// How many words of the courier wait at most; its reading thread waits when there are more.
const MAX_COURIER_WORDS: usize = 64;

/// What the rest of the kiosk asks for.
pub(super) enum Command {
    Confirm {
        request: u64,
        draft: Box<CheckInDraft>,
    },
    Cancel {
        request: u64,
        visit: Uuid,
        ticket: Ticket,
        service_day: NaiveDate,
    },
    SendAgain {
        id: Uuid,
    },
    Status {
        problems: Vec<String>,
        content: ContentProblems,
    },
}

/// A connection to a courier, as the owner holds it. Dropping it ends the connection and both its threads.
pub(super) struct Courier {
    /// Tells connections apart; a later one has a higher number.
    pub number: u64,
    /// Whole lines for the writing thread. It is bounded, and the owner never waits for it.
    pub lines: SyncSender<Vec<u8>>,
    /// The connection itself, only to end it by.
    pub stream: UnixStream,
}

impl Drop for Courier {
    fn drop(&mut self) {
        // It may be gone already, which is what is wanted.
        let _ = self.stream.shutdown(std::net::Shutdown::Both);
    }
}

/// What the socket's threads report.
pub(super) enum FromCourier {
    /// A courier said hello, and its version.
    Arrived(Courier, String),
    /// A courier said something.
    Said { number: u64, message: ToScreen },
    /// A connection ended.
    Left { number: u64 },
    /// The socket cannot be made, and why; or it is there now.
    Socket(Option<String>),
}

/// What the owner takes at once.
#[derive(Default)]
pub(super) struct Taken {
    pub commands: VecDeque<Command>,
    pub courier: VecDeque<FromCourier>,
    pub stop: bool,
}

#[derive(Default)]
pub(super) struct Inbox {
    waiting: Mutex<Taken>,
    arrived: Condvar,
    taken: Condvar,
}

impl Inbox {
    /// Adds a command; it never waits longer than another thread needs to move a few pointers.
    pub fn command(&self, command: Command) {
        self.lock().commands.push_back(command);
        self.arrived.notify_one();
    }

    /// Adds a word of the courier's side, waiting while there are too many. False if the delivery has stopped.
    pub fn courier(&self, word: FromCourier) -> bool {
        let mut waiting = self.lock();
        while waiting.courier.len() >= MAX_COURIER_WORDS && !waiting.stop {
            waiting = self.taken.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
        if waiting.stop {
            return false;
        }
        waiting.courier.push_back(word);
        self.arrived.notify_one();
        true
    }

    /// Asks the owner to finish what is there and to stop.
    pub fn stop(&self) {
        self.lock().stop = true;
        self.arrived.notify_all();
        self.taken.notify_all();
    }

    /// Whether the delivery has stopped.
    pub fn is_stopped(&self) -> bool {
        self.lock().stop
    }

    /// Whether a command waits.
    pub fn has_commands(&self) -> bool {
        !self.lock().commands.is_empty()
    }

    /// Takes everything there is, waiting up to `patience` for something.
    pub fn take(&self, patience: Duration) -> Taken {
        let waiting = self.lock();
        let (mut waiting, _) = self
            .arrived
            .wait_timeout_while(waiting, patience, |waiting| {
                waiting.commands.is_empty() && waiting.courier.is_empty() && !waiting.stop
            })
            .unwrap_or_else(PoisonError::into_inner);
        let stop = waiting.stop;
        let taken = Taken {
            commands: std::mem::take(&mut waiting.commands),
            courier: std::mem::take(&mut waiting.courier),
            stop,
        };
        self.taken.notify_all();
        taken
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        // A thread that panicked while it held the lock left a queue behind that is still a queue.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
