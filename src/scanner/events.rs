//! The kernel's input events, from bytes. (Linux, `include/uapi/linux/input.h`: `struct input_event`.)

use std::time::Duration;

/// The bytes of one event where a `long` has 64 bits: seconds, microseconds, type, code, value.
pub(crate) const EVENT_BYTES: usize = 24;
/// `EV_SYN`: marks in the stream.
pub(crate) const MARK: u16 = 0;
/// `EV_KEY`: a key went down or up.
pub(crate) const KEY: u16 = 1;
/// `SYN_DROPPED`, a code of [`MARK`]: the kernel's buffer ran over and events are missing.
pub(crate) const DROPPED: u16 = 3;

/// One event as the kernel wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct InputEvent {
    /// When, since some beginning that stays the same; events of one scan are compared with one another only.
    pub at: Duration,
    /// `EV_…`.
    pub kind: u16,
    /// Which key.
    pub code: u16,
    /// 0 up, 1 down, 2 held.
    pub value: i32,
}

/// Cuts a stream of bytes into events. A read may end in the middle of one.
#[derive(Default)]
pub(crate) struct Events {
    /// What is left of the last read, shorter than one event.
    rest: Vec<u8>,
}

impl Events {
    /// Takes the next bytes and gives the events that are whole.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<InputEvent> {
        self.rest.extend_from_slice(bytes);
        let whole = self.rest.len() / EVENT_BYTES * EVENT_BYTES;
        let events = self.rest[..whole]
            .chunks_exact(EVENT_BYTES)
            .filter_map(event)
            .collect();
        self.rest.drain(..whole);
        events
    }
}

fn event(bytes: &[u8]) -> Option<InputEvent> {
    let (seconds, rest) = bytes.split_first_chunk::<8>()?;
    let (micros, rest) = rest.split_first_chunk::<8>()?;
    let (kind, rest) = rest.split_first_chunk::<2>()?;
    let (code, rest) = rest.split_first_chunk::<2>()?;
    let (value, _) = rest.split_first_chunk::<4>()?;
    // A time before 1970 or microseconds beyond a second are garbage; what becomes of them only must not panic.
    let seconds = u64::try_from(i64::from_ne_bytes(*seconds)).unwrap_or(0);
    let micros = u64::try_from(i64::from_ne_bytes(*micros)).unwrap_or(0);
    Some(InputEvent {
        at: Duration::from_secs(seconds).saturating_add(Duration::from_micros(micros)),
        kind: u16::from_ne_bytes(*kind),
        code: u16::from_ne_bytes(*code),
        value: i32::from_ne_bytes(*value),
    })
}
