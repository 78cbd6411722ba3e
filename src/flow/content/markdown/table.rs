//! Tables of a page, within bounds.

use super::{Builder, Frame, MAX_COLUMNS, MAX_ROWS};
use crate::content::page::Block;

impl Builder<'_, '_> {
    pub(super) fn cell_ends(&mut self) {
        self.in_cell = false;
        let cell = self.line.take(self.source.right_to_left);
        let Some(Frame::Table { row, .. }) = self.frames.last_mut() else {
            return;
        };
        if row.len() < MAX_COLUMNS {
            row.push(cell);
        } else {
            self.table_too_large();
        }
    }

    pub(super) fn row_ends(&mut self, head: bool) {
        let Some(Frame::Table { header, rows, row }) = self.frames.last_mut() else {
            return;
        };
        let cells = std::mem::take(row);
        if head {
            *header = cells;
        } else if rows.len() < MAX_ROWS {
            rows.push(cells);
        } else {
            self.table_too_large();
        }
    }

    pub(super) fn table_ends(&mut self) {
        if !matches!(self.frames.last(), Some(Frame::Table { .. })) {
            return;
        }
        if let Some(Frame::Table { header, rows, .. }) = self.frames.pop() {
            self.push(Block::Table { header, rows });
        }
    }

    pub(super) fn table_too_large(&mut self) {
        self.say_once(
            "table-too-large",
            "A table has more than 8 columns or 200 rows.",
            "The first columns and rows.",
            "Make the table smaller, or split it.",
        );
    }
}
