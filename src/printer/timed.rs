//! Reading and writing that never waits longer than it may. The files must be open with `O_NONBLOCK`.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

/// How long a file may take nothing at all before it counts as hung.
const STALL: Duration = Duration::from_secs(5);

/// Writes everything before `until`, or says how much was taken and why no more.
pub(crate) fn write_all(file: &mut (impl Write + AsFd), bytes: &[u8], until: Instant) -> Result<(), Cut> {
    let mut written = 0;
    while written < bytes.len() {
        match file.write(&bytes[written..]) {
            Ok(0) => return Err(Cut::new(written, ErrorKind::WriteZero.into())),
            Ok(count) => written += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                let until = until.min(Instant::now() + STALL);
                wait(file, PollFlags::OUT, until).map_err(|error| Cut::new(written, error))?;
            }
            Err(error) => return Err(Cut::new(written, error)),
        }
    }
    Ok(())
}

/// Reads some bytes before `until`; none at the end of the file.
pub(crate) fn read(file: &mut (impl Read + AsFd), buffer: &mut [u8], until: Instant) -> io::Result<usize> {
    loop {
        match file.read(buffer) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => wait(file, PollFlags::IN, until)?,
            answer => return answer,
        }
    }
}

/// Throws away what came before it was asked for.
pub(crate) fn drain(file: &mut File) {
    let mut buffer = [0; 256];
    // At most 16 kB: a device that never stops talking is not listened to.
    for _ in 0..64 {
        if !matches!(file.read(&mut buffer), Ok(count) if count > 0) {
            return;
        }
    }
}

/// A writing that was cut short.
#[derive(Debug)]
pub(crate) struct Cut {
    /// Bytes that were taken.
    pub written: usize,
    /// Why no more were.
    pub error: io::Error,
}

impl Cut {
    fn new(written: usize, error: io::Error) -> Self {
        Self { written, error }
    }
}

fn wait(file: &impl AsFd, what: PollFlags, until: Instant) -> io::Result<()> {
    let left = until.saturating_duration_since(Instant::now());
    if left == Duration::ZERO {
        return Err(ErrorKind::TimedOut.into());
    }
    let left = Timespec::try_from(left).map_err(|_| ErrorKind::InvalidInput)?;
    match poll(&mut [PollFd::new(file, what)], Some(&left)) {
        Ok(0) => Err(ErrorKind::TimedOut.into()),
        // What the end of a line or an error means is said by the next read or write.
        Ok(_) => Ok(()),
        Err(rustix::io::Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
