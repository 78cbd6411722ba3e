//! One input device, opened for this program alone.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::Path;

use evdev::raw_stream::RawDevice;
use rustix::fs::OFlags;

/// Why a scanner cannot be read, for staff.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScannerTrouble {
    /// There is no such file: the scanner is not plugged in.
    #[error("The scanner is not plugged in. Check its plug and cable.")]
    Unplugged,
    /// The file may not be opened.
    #[error("The kiosk may not read the scanner. Its user must belong to the group that may.")]
    Forbidden,
    /// Another program has it for itself.
    #[error("Another program keeps the scanner for itself.")]
    InUse,
    /// The file is no input device.
    #[error("What the settings name as the scanner is none. Correct [scanner] in kiosk.toml.")]
    NotAScanner,
    /// The system said something else.
    #[error("The scanner cannot be read ({0}). Unplug it and plug it in again.")]
    Unreadable(ErrorKind),
}

impl From<io::Error> for ScannerTrouble {
    fn from(error: io::Error) -> Self {
        use rustix::io::Errno;
        match Errno::from_io_error(&error) {
            Some(Errno::NOENT | Errno::NODEV | Errno::NXIO) => Self::Unplugged,
            Some(Errno::ACCESS | Errno::PERM) => Self::Forbidden,
            Some(Errno::BUSY) => Self::InUse,
            Some(Errno::NOTTY | Errno::INVAL) => Self::NotAScanner,
            _ => Self::Unreadable(error.kind()),
        }
    }
}

/// An open device. The grab ends when it is dropped.
pub(crate) struct Device {
    file: File,
    /// Holds the same open file; the grab belongs to that, not to one of its descriptors.
    _grabbed: Option<RawDevice>,
}

impl Device {
    /// Opens a device without waiting for anything, and takes it away from everybody else.
    ///
    /// A pipe is taken too, so that recorded events can be played. It has nobody to be taken away from.
    pub fn open(path: &Path) -> Result<Self, ScannerTrouble> {
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let file = OpenOptions::new()
            .read(true)
            .custom_flags(flags.bits().cast_signed())
            .open(path)?;
        let kind = file.metadata()?.file_type();
        let grabbed = if kind.is_char_device() {
            let mut device = RawDevice::from_fd(file.try_clone()?.into())?;
            device.grab()?;
            Some(device)
        } else if kind.is_fifo() {
            None
        } else {
            return Err(ScannerTrouble::NotAScanner);
        };
        Ok(Self {
            file,
            _grabbed: grabbed,
        })
    }

    /// Reads what is there: `None` if nothing is, zero bytes at the end.
    pub fn read(&mut self, buffer: &mut [u8]) -> io::Result<Option<usize>> {
        match self.file.read(buffer) {
            Ok(count) => Ok(Some(count)),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl AsFd for Device {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustix::io::Errno;

    #[test]
    fn what_the_system_says_of_a_device_is_told_in_staff_s_words() {
        for (errno, trouble) in [
            (Errno::NOENT, ScannerTrouble::Unplugged),
            (Errno::NODEV, ScannerTrouble::Unplugged),
            (Errno::ACCESS, ScannerTrouble::Forbidden),
            (Errno::BUSY, ScannerTrouble::InUse),
            (Errno::NOTTY, ScannerTrouble::NotAScanner),
            (Errno::NOMEM, ScannerTrouble::Unreadable(ErrorKind::OutOfMemory)),
        ] {
            assert_eq!(ScannerTrouble::from(io::Error::from(errno)), trouble, "{errno}");
        }
    }
}
