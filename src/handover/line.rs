//! One message, one line of JSON, with a bound on its length.

use std::io::{self, BufRead, Read};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The longest line either side takes, in bytes, without its end. A body has at most 64 KiB and can grow to about
/// twice that as a JSON string.
pub const MAX_LINE_BYTES: usize = 256 * 1024;

/// Why a message could not be read or written. After any of them the connection is of no more use.
#[derive(Debug, thiserror::Error)]
pub enum HandoverError {
    /// The line is longer than [`MAX_LINE_BYTES`].
    #[error("a line of more than {MAX_LINE_BYTES} bytes")]
    TooLong,
    /// The line is not a message of this protocol. What it held is not repeated: it may be a visitor's.
    #[error("a line that is no message: {category} at column {column}")]
    NotAMessage {
        /// `syntax`, `data` or `eof`.
        category: &'static str,
        /// Where in the line, in bytes.
        column: usize,
    },
    /// The other side went away in the middle of a line.
    #[error("the other side went away in the middle of a line")]
    CutOff,
    /// The stream failed.
    #[error("the handover socket failed: {0}")]
    Io(#[from] io::Error),
}

/// A message as a line with its end, ready to write.
///
/// # Errors
/// [`HandoverError::TooLong`] if the other side would refuse it.
pub fn encode(message: &impl Serialize) -> Result<Vec<u8>, HandoverError> {
    let mut line = serde_json::to_vec(message).map_err(|error| not_a_message(&error))?;
    if line.len() > MAX_LINE_BYTES {
        return Err(HandoverError::TooLong);
    }
    line.push(b'\n');
    Ok(line)
}

/// Reads the next message from a stream; `None` where it ended between two messages.
///
/// # Errors
/// One [`HandoverError`].
pub fn read<M: DeserializeOwned>(stream: &mut impl BufRead) -> Result<Option<M>, HandoverError> {
    let mut line = Vec::new();
    let bound = u64::try_from(MAX_LINE_BYTES + 1).unwrap_or(u64::MAX);
    stream.take(bound).read_until(b'\n', &mut line)?;
    match line.pop() {
        None => Ok(None),
        Some(b'\n') => decode(&line).map(Some),
        Some(_) if line.len() >= MAX_LINE_BYTES => Err(HandoverError::TooLong),
        Some(_) => Err(HandoverError::CutOff),
    }
}

fn decode<M: DeserializeOwned>(line: &[u8]) -> Result<M, HandoverError> {
    serde_json::from_slice(line).map_err(|error| not_a_message(&error))
}

fn not_a_message(error: &serde_json::Error) -> HandoverError {
    let category = match error.classify() {
        serde_json::error::Category::Io | serde_json::error::Category::Eof => "eof",
        serde_json::error::Category::Syntax => "syntax",
        serde_json::error::Category::Data => "data",
    };
    HandoverError::NotAMessage {
        category,
        column: error.column(),
    }
}

/// Finds messages in bytes as they come in, for a reader that must not wait for whole lines.
#[derive(Debug, Default)]
pub struct Decoder {
    /// Bytes of messages not yet taken.
    buffer: Vec<u8>,
    /// How many of them are known to hold no line end.
    searched: usize,
}

impl Decoder {
    /// Adds bytes that came in.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Takes the next whole message, if there is one.
    ///
    /// # Errors
    /// [`HandoverError::TooLong`] or [`HandoverError::NotAMessage`].
    pub fn next_message<M: DeserializeOwned>(&mut self) -> Result<Option<M>, HandoverError> {
        let end = self
            .buffer
            .iter()
            .skip(self.searched)
            .position(|byte| *byte == b'\n');
        let Some(end) = end.map(|offset| self.searched + offset) else {
            self.searched = self.buffer.len();
            let too_long = self.searched > MAX_LINE_BYTES;
            return if too_long {
                Err(HandoverError::TooLong)
            } else {
                Ok(None)
            };
        };
        if end > MAX_LINE_BYTES {
            return Err(HandoverError::TooLong);
        }
        let line: Vec<u8> = self.buffer.drain(..=end).collect();
        self.searched = 0;
        decode(line.get(..end).unwrap_or_default()).map(Some)
    }

    /// Says that the stream has ended.
    ///
    /// # Errors
    /// [`HandoverError::CutOff`] if it ended within a line.
    pub fn finish(&self) -> Result<(), HandoverError> {
        if self.buffer.is_empty() {
            Ok(())
        } else {
            Err(HandoverError::CutOff)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Outcome, PROTOCOL, Reach, ToCourier, ToScreen, Trouble, TroubleKind};
    use chrono::DateTime;
    use stamp::Stamp;
    use std::io::Cursor;
    use uuid::Uuid;

    fn stamp() -> Stamp {
        Stamp {
            time: DateTime::from_timestamp_millis(1_795_256_043_120).unwrap(),
            boot: Uuid::nil(),
            boot_ms: 77,
        }
    }

    fn to_courier() -> Vec<ToCourier> {
        let id = Uuid::from_u128(7);
        vec![
            ToCourier::Hello {
                protocol: PROTOCOL,
                version: "0.1.0".into(),
                series: "A".parse().unwrap(),
            },
            // The body's own bytes, odd spacing and all, must come out as they went in.
            ToCourier::Waiting {
                id,
                visit: id,
                body: "{ \"a\":\"\\u00e9\\n“ঢাকা” \",\t\"b\":1.0 }".into(),
                stamp: stamp(),
                fresh: true,
            },
            ToCourier::TakeBack { id },
            ToCourier::Status(checkin::KioskStatus {
                version: "0.1.0".into(),
                ..Default::default()
            }),
        ]
    }

    fn to_screen() -> Vec<ToScreen> {
        let id = Uuid::from_u128(7);
        let trouble = |kind| ToScreen::Reach {
            reach: Reach::Trouble(Trouble {
                kind,
                since: stamp().time,
            }),
        };
        vec![
            ToScreen::Hello {
                protocol: PROTOCOL,
                version: "0.1.0".into(),
            },
            ToScreen::Outcome {
                id,
                outcome: Outcome::Accepted {
                    ahead: Some(3),
                    appointment: None,
                },
            },
            ToScreen::Outcome {
                id,
                outcome: Outcome::Held {
                    status: 422,
                    reason: "no\nticket".into(),
                },
            },
            ToScreen::NotYet {
                id,
                after_seconds: 60,
            },
            ToScreen::Reach { reach: Reach::Up },
            trouble(TroubleKind::NoAnswer),
            trouble(TroubleKind::Refused(401)),
            ToScreen::ClockOffset { seconds: -4000 },
            ToScreen::Alive,
        ]
    }

    fn all_lines<M: Serialize>(messages: &[M]) -> Vec<u8> {
        messages
            .iter()
            .flat_map(|message| encode(message).unwrap())
            .collect()
    }

    #[test]
    fn every_message_reads_back_as_it_was_written() {
        let (courier, screen) = (to_courier(), to_screen());
        let mut stream = Cursor::new(all_lines(&courier));
        for message in &courier {
            assert_eq!(read::<ToCourier>(&mut stream).unwrap().as_ref(), Some(message));
        }
        assert!(read::<ToCourier>(&mut stream).unwrap().is_none());
        let mut stream = Cursor::new(all_lines(&screen));
        for message in &screen {
            assert_eq!(read::<ToScreen>(&mut stream).unwrap().as_ref(), Some(message));
        }
    }

    #[test]
    fn messages_are_found_however_the_bytes_are_cut() {
        let messages = to_screen();
        let bytes = all_lines(&messages);
        for size in [1, 2, 7, 100, bytes.len()] {
            let mut decoder = Decoder::default();
            let mut found = Vec::new();
            for piece in bytes.chunks(size) {
                decoder.push(piece);
                while let Some(message) = decoder.next_message::<ToScreen>().unwrap() {
                    found.push(message);
                }
            }
            assert_eq!(found, messages, "in pieces of {size}");
            decoder.finish().unwrap();
        }
    }

    #[test]
    fn garbage_is_refused_and_not_repeated() {
        for garbage in [
            "hello\n",
            "{}\n",
            "{\"say\":\"sing\"}\n",
            "{\"say\":\"not-yet\",\"id\":\"A017\"}\n",
            "\n",
        ] {
            let error = read::<ToScreen>(&mut Cursor::new(garbage)).unwrap_err();
            assert!(
                matches!(error, HandoverError::NotAMessage { .. }),
                "{garbage:?}: {error}"
            );
            assert!(!error.to_string().contains("A017"));
            let mut decoder = Decoder::default();
            decoder.push(garbage.as_bytes());
            assert!(decoder.next_message::<ToScreen>().is_err(), "{garbage:?}");
        }
    }

    #[test]
    fn a_line_without_end_is_refused_before_it_fills_the_memory() {
        let endless = std::io::repeat(b'x');
        let error = read::<ToScreen>(&mut std::io::BufReader::new(endless)).unwrap_err();
        assert!(matches!(error, HandoverError::TooLong));
        let mut decoder = Decoder::default();
        let refused = (0..100).any(|_| {
            decoder.push(&[b'x'; 8192]);
            matches!(decoder.next_message::<ToScreen>(), Err(HandoverError::TooLong))
        });
        assert!(refused);
    }

    #[test]
    fn a_line_that_is_cut_off_is_no_message() {
        let line = encode(&ToScreen::Alive).unwrap();
        let cut = &line[..line.len() - 1];
        assert!(matches!(
            read::<ToScreen>(&mut Cursor::new(cut)),
            Err(HandoverError::CutOff)
        ));
        let mut decoder = Decoder::default();
        decoder.push(cut);
        assert!(decoder.next_message::<ToScreen>().unwrap().is_none());
        assert!(matches!(decoder.finish(), Err(HandoverError::CutOff)));
    }

    #[test]
    fn a_message_that_the_other_side_would_refuse_is_not_written() {
        let body = "\"".repeat(MAX_LINE_BYTES);
        let message = ToCourier::Waiting {
            id: Uuid::nil(),
            visit: Uuid::nil(),
            body,
            stamp: stamp(),
            fresh: false,
        };
        assert!(matches!(encode(&message), Err(HandoverError::TooLong)));
    }
}
