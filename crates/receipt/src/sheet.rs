//! What stands on any paper besides the payment slip.

use serde::{Deserialize, Serialize};

use crate::error::ReceiptError;
use crate::model::{Bilingual, MAX_TEXT};

/// The most lines of a sheet, beside its table.
pub const MAX_ROWS: usize = 60;

/// The most rows of its table: some 50 pages of A4.
pub const MAX_TABLE_ROWS: usize = 2000;

/// The most columns of its table.
pub const MAX_COLUMNS: usize = 10;

/// The longest note, in characters.
pub const MAX_NOTE: usize = 1000;

/// Which paper it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SheetKind {
    /// 凭条: what was agreed, such as an appointment.
    #[default]
    Slip,
    /// 证明、清单: what a register knows, perhaps over many pages.
    Statement,
    /// 排队号: a number for a window.
    Ticket,
    /// 回执: an application is in.
    Acknowledgement,
}

/// A name and a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    /// Such as 窗口 / Window.
    pub label: Bilingual,
    /// Such as 3.
    pub value: Bilingual,
}

/// A table; every row has as many cells as there are columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetTable {
    /// The headings, 1 to [`MAX_COLUMNS`].
    pub columns: Vec<Bilingual>,
    /// The rows, at most [`MAX_TABLE_ROWS`].
    pub rows: Vec<Vec<Bilingual>>,
}

/// Everything that stands on a sheet. An empty text leaves its line out, except where said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Which paper it is.
    pub kind: SheetKind,
    /// The name of the hall. Must not be empty in Chinese.
    pub hall: Bilingual,
    /// The machine's number or name.
    pub machine: String,
    /// The heading; where it is empty, that of the kind.
    pub title: Bilingual,
    /// The number to ask about.
    pub number: String,
    /// What everybody looks for first, set as large as the paper lets it be: `A108`.
    pub prominent: String,
    /// Line by line, at most [`MAX_ROWS`].
    pub rows: Vec<SheetRow>,
    /// A table below them.
    pub table: Option<SheetTable>,
    /// What to do with it, at most [`MAX_NOTE`] characters.
    pub note: Bilingual,
    /// The text of a QR code: where a phone goes on.
    pub symbol: String,
    /// When it was issued, local civil time as printed: `2026-03-05 14:32:07`. In this form it
    /// also becomes the document's date. Must not be empty.
    pub issued_at: String,
    /// Whether this paper is a reprint: then it says 补打 / REPRINT.
    pub reprint: bool,
}

impl Sheet {
    /// Refuses what cannot be a paper: nothing on it, a table that is none.
    pub(crate) fn check(&self) -> Result<(), ReceiptError> {
        let needed = [("hall", &self.hall.zh), ("issued_at", &self.issued_at)];
        if let Some((field, _)) = needed.iter().find(|(_, text)| text.trim().is_empty()) {
            return Err(ReceiptError::Empty { field });
        }
        at_most("rows", self.rows.len(), MAX_ROWS)?;
        if let Some(table) = &self.table {
            table.check()?;
        }
        self.check_lengths()
    }

    fn check_lengths(&self) -> Result<(), ReceiptError> {
        let own = [
            &self.machine,
            &self.number,
            &self.prominent,
            &self.issued_at,
        ];
        let pairs = [&self.hall, &self.title].into_iter();
        let rows = self.rows.iter().flat_map(|row| [&row.label, &row.value]);
        let table = self.table.iter().flat_map(|table| {
            let cells = table.rows.iter().flatten();
            table.columns.iter().chain(cells)
        });
        let pairs = pairs.chain(rows).chain(table);
        let texts = pairs.flat_map(|pair| [&pair.zh, &pair.en]);
        for text in own.into_iter().chain(texts) {
            short(text, MAX_TEXT)?;
        }
        short(&self.note.zh, MAX_NOTE)?;
        short(&self.note.en, MAX_NOTE)
    }
}

impl SheetTable {
    fn check(&self) -> Result<(), ReceiptError> {
        at_most("columns", self.columns.len(), MAX_COLUMNS)?;
        at_most("table rows", self.rows.len(), MAX_TABLE_ROWS)?;
        let columns = self.columns.len();
        let uneven = self.rows.iter().position(|row| row.len() != columns);
        match uneven {
            Some(row) => Err(ReceiptError::UnevenTable { row }),
            None if columns == 0 => Err(ReceiptError::Empty { field: "columns" }),
            None => Ok(()),
        }
    }
}

fn at_most(what: &'static str, count: usize, most: usize) -> Result<(), ReceiptError> {
    if count > most {
        Err(ReceiptError::TooMany { what, count, most })
    } else {
        Ok(())
    }
}

fn short(text: &str, most: usize) -> Result<(), ReceiptError> {
    let length = text.chars().count();
    if length > most {
        Err(ReceiptError::TextTooLong { length })
    } else {
        Ok(())
    }
}
