//! What is wrong with this kiosk, in plain English for the queue's staff.

use checkin::ContentProblems;

use crate::attached::AttachedTrouble;
use crate::delivery::OutboxProblem;

/// A wall clock further than this from the queue's is told to staff, in seconds (design §5: ten minutes).
const CLOCK_TOLERANCE: i64 = 600;

/// Everything that is wrong.
#[derive(Default)]
pub struct Trouble {
    /// What is wrong with the content folder, a line each.
    pub folder: Vec<String>,
    /// The same as far as the queue's staff are told it.
    pub content: ContentProblems,
    /// What the outbox last reported.
    pub outbox: Vec<OutboxProblem>,
    /// This machine's wall clock less the queue's, in seconds.
    pub clock_offset: i64,
    /// What the printer and the scanners last reported.
    pub attached: AttachedTrouble,
}

impl Trouble {
    /// One sentence for each thing, the most urgent first.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = self.of_the_kiosk();
        lines.extend_from_slice(&self.folder);
        lines
    }

    /// The same without the content folder, whose problems the queue's staff are told one by one.
    pub fn of_the_kiosk(&self) -> Vec<String> {
        let outbox = self.outbox.iter().map(outbox_line);
        let clock = (self.clock_offset.abs() > CLOCK_TOLERANCE).then(|| {
            let minutes = self.clock_offset.abs() / 60;
            let way = if self.clock_offset > 0 { "fast" } else { "slow" };
            format!("The kiosk's clock is {minutes} minutes {way}. Check its network time.")
        });
        outbox.chain(clock).chain(self.attached.lines()).collect()
    }
}

fn outbox_line(problem: &OutboxProblem) -> String {
    match problem {
        OutboxProblem::Unavailable(why) => {
            format!("The kiosk cannot store check-ins and gives no tickets ({why}). Look at its disk.")
        }
        OutboxProblem::SetAside(path) => format!(
            "The kiosk's outbox was damaged and put aside as {}. Check-ins in it may be missing here.",
            path.display()
        ),
        OutboxProblem::TakenAway(path) => format!(
            "Somebody removed the kiosk's outbox ({}) while it was in use. It was written again and nothing is lost. \
             Find out what deletes files there.",
            path.display()
        ),
        OutboxProblem::ClockWasSet(ticket) => {
            format!(
                "The kiosk's clock was set while it ran. Numbers go on at {ticket}, so that none is given twice."
            )
        }
        OutboxProblem::NumberingJumped(ticket) => {
            format!(
                "The kiosk lost its outbox and goes on numbering at {ticket}, so that no number is given twice."
            )
        }
        OutboxProblem::Socket(why) => format!("The kiosk cannot be reached by its courier ({why})."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_trouble_only_beyond_ten_minutes() {
        let lines = |clock_offset| {
            Trouble {
                clock_offset,
                ..Trouble::default()
            }
            .lines()
        };
        assert!(lines(600).is_empty());
        assert!(lines(-600).is_empty());
        assert_eq!(
            lines(3_700),
            ["The kiosk's clock is 61 minutes fast. Check its network time."]
        );
        assert_eq!(
            lines(-1_200),
            ["The kiosk's clock is 20 minutes slow. Check its network time."]
        );
    }
}
