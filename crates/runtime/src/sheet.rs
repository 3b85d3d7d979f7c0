//! From a document of the backend to the sheet on paper.

use receipt::{Sheet, SheetKind, SheetRow, SheetTable};
use service::{Document, DocumentKind, Row, Table};

use crate::press::{Press, bilingual};

impl Press {
    pub(crate) fn sheet(&self, document: &Document, issued_at: &str, is_reprint: bool) -> Sheet {
        Sheet {
            kind: kind(document.kind),
            hall: bilingual(&self.hall),
            machine: self.machine.clone(),
            title: bilingual(&document.title),
            number: document.number.clone(),
            prominent: document.prominent.clone(),
            rows: document.rows.iter().map(row).collect(),
            table: document.table.as_ref().map(table),
            note: bilingual(&document.note),
            symbol: document.symbol.clone().unwrap_or_default(),
            issued_at: issued_at.to_owned(),
            reprint: is_reprint,
        }
    }
}

fn kind(kind: DocumentKind) -> SheetKind {
    match kind {
        // Proof of a payment is laid out from the receipt itself; besides it there are slips.
        DocumentKind::Receipt | DocumentKind::Slip => SheetKind::Slip,
        DocumentKind::Statement => SheetKind::Statement,
        DocumentKind::Ticket => SheetKind::Ticket,
        DocumentKind::Acknowledgement => SheetKind::Acknowledgement,
    }
}

fn row(row: &Row) -> SheetRow {
    SheetRow {
        label: bilingual(&row.label),
        value: bilingual(&row.value),
    }
}

fn table(table: &Table) -> SheetTable {
    SheetTable {
        columns: table.columns.iter().map(bilingual).collect(),
        rows: table
            .rows
            .iter()
            .map(|row| row.iter().map(bilingual).collect())
            .collect(),
    }
}
