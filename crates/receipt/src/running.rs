//! What stands at the head and foot of the pages of a part.

use crate::error::ReceiptError;
use crate::layout::{Column, Layout, Owner};
use crate::model::Bilingual;
use crate::paper::Align;
use crate::row::Cell;
use crate::words::{words, words_with};

/// What a page says of the part it belongs to.
pub(crate) struct Running {
    /// Which paper it is.
    pub(crate) heading: Bilingual,
    pub(crate) number: String,
    pub(crate) reprint: bool,
    /// What stands at every foot.
    pub(crate) foot: Bilingual,
}

impl Running {
    /// What stands on top of the second and later pages: which paper this is.
    pub(crate) fn continued(&self, layout: &mut Layout<'_>) -> Result<Cell, ReceiptError> {
        let style = layout.measures.hall;
        let whole = layout.full(Align::Left);
        let number = layout.width(&self.number, style.zh)?;
        let room = (number + layout.measures.dot).min(whole.width / 2.0);
        let right = Column {
            x: whole.width - room,
            width: room,
            align: Align::Right,
        };
        let left = Column {
            width: right.x - layout.measures.gutter,
            ..whole
        };
        let mut title = self.heading.clone();
        if self.reprint {
            let reprint = words("slip-reprint")?;
            title.zh = format!("{} · {}", title.zh, reprint.zh);
            // What has no English name says it in English all the same.
            title.en = match title.en.trim() {
                "" => reprint.en,
                title => format!("{title} · {}", reprint.en),
            };
        }
        let title = layout.pair(&title, style, left, None)?;
        let number = layout.unbroken(&self.number, style.zh, right, None)?;
        let words = Cell::beside([title, number]);
        let step = layout.measures.step;
        Ok(layout.bar().above(words.padded(2.0 * step, 3.0 * step)))
    }

    /// What stands at the foot of a page, with which page of how many it is, if there is more
    /// than one. Read aloud once, with `owner` on the last page.
    pub(crate) fn foot(
        &self,
        layout: &mut Layout<'_>,
        (page, pages): (usize, usize),
        owner: Owner,
    ) -> Result<Cell, ReceiptError> {
        let measures = layout.measures;
        let step = measures.step;
        let mut cell = layout.rule();
        let column = layout.full(measures.heading_align);
        let words = layout.pair(&self.foot, measures.note, column, owner)?;
        if pages == 1 {
            return Ok(cell.above(words));
        }
        let (page, pages) = (page.to_string(), pages.to_string());
        let number = words_with("slip-page", &[("page", &page), ("pages", &pages)])?;
        if measures.heading_align == Align::Left {
            let right = layout.full(Align::Right);
            let number = layout.pair(&number, measures.note, right, None)?;
            cell = cell.above(Cell::beside([words, number]));
        } else {
            let number = layout.pair(&number, measures.note, column, None)?;
            cell = cell.above(words).above(number.padded(step, 0.0));
        }
        Ok(cell)
    }
}
