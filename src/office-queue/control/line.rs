//! One message, one line of JSON, with a bound on its length.

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};

/// The longest order, in bytes without its end. An account with its password's hash has some 400.
pub(super) const MAX_ORDER: usize = 4096;

/// The longest answer. A page of the audit log has some 100 KiB.
pub(super) const MAX_ANSWER: usize = 1024 * 1024;

/// Why a message could not be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum LineError {
    /// Longer than it may be.
    #[error("a line of more than {0} bytes")]
    TooLong(usize),
    /// Not a message of this version.
    #[error("a line that this version does not understand")]
    NotAMessage,
    /// The stream failed or ended within a line.
    #[error("the connection broke off: {0}")]
    Io(#[from] std::io::Error),
}

/// A message as a line with its end.
pub(super) fn encode(message: &impl Serialize) -> Result<Vec<u8>, LineError> {
    let mut line = serde_json::to_vec(message).map_err(|_| LineError::NotAMessage)?;
    line.push(b'\n');
    Ok(line)
}

/// The next message; `None` where the stream ended between two.
pub(super) async fn read<M: DeserializeOwned>(
    stream: &mut (impl AsyncBufRead + Unpin),
    longest: usize,
) -> Result<Option<M>, LineError> {
    let mut line = Vec::new();
    let bound = u64::try_from(longest + 1).unwrap_or(u64::MAX);
    stream.take(bound).read_until(b'\n', &mut line).await?;
    match line.pop() {
        None => Ok(None),
        Some(b'\n') => serde_json::from_slice(&line)
            .map(Some)
            .map_err(|_| LineError::NotAMessage),
        Some(_) if line.len() >= longest => Err(LineError::TooLong(longest)),
        Some(_) => Err(LineError::Io(std::io::ErrorKind::UnexpectedEof.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Order;
    use super::*;

    async fn read_order(bytes: &[u8]) -> Result<Option<Order>, LineError> {
        read(&mut &bytes[..], MAX_ORDER).await
    }

    #[tokio::test]
    async fn what_is_no_order_is_refused_before_it_fills_the_memory() {
        let line = encode(&Order::Health).unwrap();
        assert_eq!(read_order(&line).await.unwrap(), Some(Order::Health));
        assert_eq!(read_order(b"").await.unwrap(), None);
        assert!(matches!(
            read_order(&line[..line.len() - 1]).await,
            Err(LineError::Io(_))
        ));
        for garbage in [&b"\n"[..], b"{}\n", b"{\"order\":\"sing\"}\n", b"\xff\n"] {
            assert!(matches!(read_order(garbage).await, Err(LineError::NotAMessage)));
        }
        let endless = vec![b'x'; 10 * MAX_ORDER];
        let mut stream = &endless[..];
        let refused = read::<Order>(&mut stream, MAX_ORDER).await;
        assert!(matches!(refused, Err(LineError::TooLong(MAX_ORDER))));
        assert!(stream.len() >= 9 * MAX_ORDER - 1, "more was read than is taken");
    }
}
