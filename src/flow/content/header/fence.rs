//! Headers between two lines of dashes, as people write them who know other systems.
//!
//! The kiosk needs none; they are read all the same, and staff are told. Care is needed that a line of dashes that
//! is meant as a rule on the page never makes what stands above it vanish.

use super::words::HeaderWords;
use super::{MAX_LINES, key_of, written_key};

/// How a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fence {
    /// As it should: without dashes.
    None,
    /// With dashes, a header, and dashes again after this many lines of it.
    Closed(usize),
    /// With dashes and a header that does not end with dashes.
    Open,
}

/// Looks for dashes around the header of a page.
pub(super) fn fence(text: &str, words: &HeaderWords) -> Fence {
    let mut lines = text.lines();
    if !lines.next().is_some_and(is_dashes) {
        return Fence::None;
    }
    let (mut keys, mut below_unknown, mut after_blank) = (0, false, false);
    for (count, line) in lines.take(MAX_LINES).enumerate() {
        if is_dashes(line) || line.trim_end() == "..." {
            return if keys > 0 {
                Fence::Closed(count)
            } else {
                Fence::None
            };
        }
        if line.trim().is_empty() {
            after_blank = true;
        } else if key_of(line, words).is_some() {
            keys += 1;
            below_unknown = false;
        } else if !after_blank && written_key(line).is_some() && !line.starts_with([' ', '\t', '-', '#']) {
            below_unknown = true;
        } else if after_blank || !below_unknown || !line.starts_with([' ', '\t', '-']) {
            // Words of the page: the header ended before them.
            break;
        }
    }
    if keys > 0 { Fence::Open } else { Fence::None }
}

/// Three dashes or more; word processors make one long one of them.
pub(super) fn is_dashes(line: &str) -> bool {
    let line = line.trim();
    let dashes = |character: char| match character {
        '-' => 1,
        '–' => 2,
        '—' => 3,
        _ => 0,
    };
    line.chars().all(|character| dashes(character) > 0) && line.chars().map(dashes).sum::<u32>() >= 3
}
