//! Keeps what is shown when most of the folder is suddenly gone.
//!
//! A share that is not mounted looks like a folder that somebody emptied. Nobody empties more than half of it by
//! hand, so that needs a second word: the folder back, or somebody who says that it was meant.

/// Units that must be gone before the guard looks at the share of them; a folder of three files may lose two.
const FEWEST: usize = 5;

/// Whether a loss needs a second word: more than half, as rclone's bisync has it (`--max-delete 50`).
pub(crate) fn needs_a_word(published: usize, missing: usize) -> bool {
    missing >= FEWEST && missing * 2 > published
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_folder_may_go_and_not_more() {
        assert!(!needs_a_word(100, 50));
        assert!(needs_a_word(100, 51));
        assert!(needs_a_word(5, 5));
        assert!(!needs_a_word(4, 4));
    }
}
