//! What can be wrong with a printer, for staff.

use std::io;

use rustix::io::Errno;

/// What is wrong, with what to do about it in the words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrinterTrouble {
    /// It prints, but not for long.
    #[error("The slip printer's paper is nearly used up. Put in a new roll soon.")]
    PaperLow,
    /// There is no paper.
    #[error("The slip printer is out of paper. Put in a new roll.")]
    PaperOut,
    /// Its cover is open.
    #[error("The slip printer's cover is open. Close it.")]
    CoverOpen,
    /// It is not there.
    #[error("The slip printer is switched off or unplugged. Check its plug and cable.")]
    Unplugged,
    /// It is there and takes nothing, or no longer answers.
    #[error("The slip printer does not answer. Switch it off and on.")]
    Hung,
    /// It says that it cannot print: a jam, its knife, its head.
    #[error("The slip printer reports a fault ({0}). Look for jammed paper, then switch it off and on.")]
    Fault(String),
    /// Another program uses it.
    #[error("Another program uses the slip printer.")]
    InUse,
    /// It may not be opened.
    #[error("The kiosk may not use the slip printer. Its user must belong to the group that may.")]
    Forbidden,
    /// What is named is no printer: a file, a CUPS queue that does not exist.
    #[error("What the settings name as the slip printer is none. Correct [printer] in kiosk.toml.")]
    NotAPrinter,
    /// The queue has been stopped or takes no jobs.
    #[error("The slip printer's queue is stopped. Start it again in CUPS.")]
    QueueStopped,
    /// CUPS or its programs are not there.
    #[error("The printing system (CUPS) does not answer. Start it again.")]
    NoPrintingSystem,
    /// The slip could not be drawn; a fault of the program.
    #[error("The slip could not be drawn. Start the kiosk again.")]
    NotDrawn,
    /// Too many slips were asked for at once.
    #[error("The slip printer is too slow for the slips asked for.")]
    TooMany,
}

impl PrinterTrouble {
    /// Whether slips are printed all the same.
    pub fn prints(&self) -> bool {
        matches!(self, Self::PaperLow)
    }

    /// What an error of a device file means. (`drivers/usb/class/usblp.c` gives ENOSPC for no paper.)
    pub(crate) fn of(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::TimedOut {
            return Self::Hung;
        }
        match Errno::from_io_error(error) {
            Some(Errno::NOSPC) => Self::PaperOut,
            Some(Errno::BUSY) => Self::InUse,
            Some(Errno::ACCESS | Errno::PERM) => Self::Forbidden,
            Some(Errno::ISDIR | Errno::NOTDIR) => Self::NotAPrinter,
            // NOENT, NODEV, NXIO, IO, PIPE, SHUTDOWN: each is said by one kind of port for a cable that was pulled.
            _ => Self::Unplugged,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_of_a_device_file_is_told_in_staff_s_words() {
        for (errno, trouble) in [
            (Errno::NOENT, PrinterTrouble::Unplugged),
            (Errno::NODEV, PrinterTrouble::Unplugged),
            (Errno::NXIO, PrinterTrouble::Unplugged),
            (Errno::PIPE, PrinterTrouble::Unplugged),
            (Errno::IO, PrinterTrouble::Unplugged),
            (Errno::NOSPC, PrinterTrouble::PaperOut),
            (Errno::BUSY, PrinterTrouble::InUse),
            (Errno::ACCESS, PrinterTrouble::Forbidden),
            (Errno::ISDIR, PrinterTrouble::NotAPrinter),
        ] {
            assert_eq!(PrinterTrouble::of(&errno.into()), trouble, "{errno}");
        }
        let late = io::ErrorKind::TimedOut.into();
        assert_eq!(PrinterTrouble::of(&late), PrinterTrouble::Hung);
    }
}
