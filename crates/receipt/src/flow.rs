//! From rows to pages.

use crate::paper::{Length, Measures};
use crate::row::{Cell, Row, repeated};

/// A page: cells at points down from its upper end.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Page {
    pub(crate) cells: Vec<(f32, Cell)>,
    /// Where the content ends.
    pub(crate) end: f32,
}

impl Page {
    fn starting_at(top: f32) -> Self {
        Self {
            cells: Vec::new(),
            end: top,
        }
    }

    fn push(&mut self, cell: Cell) {
        let height = cell.height;
        self.cells.push((self.end, cell));
        self.end += height;
    }
}

/// Distributes the rows to pages. Rows that keep together are never parted, white at the top of a
/// page falls away, a table that goes on repeats its head, and nothing is ever cut: a page ends
/// where `foot` has to stand.
pub(crate) fn paginate(
    rows: Vec<Row>,
    measures: &Measures,
    continued: &Cell,
    foot: f32,
) -> Vec<Page> {
    let length = match measures.length {
        Length::Fixed(length) | Length::UpTo(length) => length,
    };
    let limit = length - measures.bottom - foot;
    let mut pages = Vec::new();
    let mut page = Page::starting_at(measures.top);
    let mut fresh = true;
    for together in groups(rows) {
        let height: f32 = together.iter().map(|row| row.cell.height).sum();
        if page.end + height > limit && !fresh {
            pages.push(std::mem::replace(
                &mut page,
                Page::starting_at(measures.top),
            ));
            page.push(repeated(continued));
            fresh = true;
        }
        for row in together {
            if fresh && row.is_gap() {
                continue;
            }
            if let Some(head) = row.head.filter(|_| fresh && !pages.is_empty()) {
                page.push(repeated(&head));
            }
            page.push(row.cell);
            fresh = false;
        }
    }
    pages.push(page);
    pages
}

/// Rows in groups that stay on one page.
fn groups(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut groups = Vec::new();
    let mut group = Vec::new();
    for row in rows {
        let keep = row.keep;
        group.push(row);
        if !keep {
            groups.push(std::mem::take(&mut group));
        }
    }
    groups.push(group);
    groups
}
