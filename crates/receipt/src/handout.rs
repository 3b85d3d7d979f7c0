//! Any paper besides the payment slip: what stands where, on whatever paper.

use crate::blocks::{Caption, fields, heading, masthead, prominent, symbol};
use crate::error::ReceiptError;
use crate::layout::Layout;
use crate::model::Bilingual;
use crate::paper::Align;
use crate::row::Row;
use crate::running::Running;
use crate::sheet::{Sheet, SheetKind};
use crate::table::table;
use crate::tags::Role;
use crate::words::{words, words_with};

/// What its pages say of it.
pub(crate) fn running(sheet: &Sheet) -> Result<Running, ReceiptError> {
    let named = !sheet.title.zh.trim().is_empty();
    let printed = [
        ("machine", sheet.machine.as_str()),
        ("time", &sheet.issued_at),
    ];
    Ok(Running {
        heading: if named {
            sheet.title.clone()
        } else {
            words(kind(sheet.kind))?
        },
        number: sheet.number.clone(),
        reprint: sheet.reprint,
        foot: if sheet.machine.trim().is_empty() {
            words_with("sheet-printed", &printed[1..])?
        } else {
            words_with("sheet-printed-at", &printed)?
        },
    })
}

fn kind(kind: SheetKind) -> &'static str {
    match kind {
        SheetKind::Slip => "sheet-slip",
        SheetKind::Statement => "sheet-statement",
        SheetKind::Ticket => "sheet-ticket",
        SheetKind::Acknowledgement => "sheet-acknowledgement",
    }
}

/// Lays the sheet out; what stands at the head and foot of every page is apart.
pub(crate) fn lay_out(
    layout: &mut Layout<'_>,
    sheet: &Sheet,
    running: &Running,
) -> Result<(), ReceiptError> {
    let bar = layout.bar();
    layout.rows.push(Row::of(bar));
    layout.gap(2.0);
    masthead(layout, &sheet.hall, &sheet.machine)?;
    layout.gap(5.0);
    heading(layout, &running.heading, sheet.reprint)?;
    if !sheet.prominent.trim().is_empty() {
        layout.gap(1.0);
        prominent(layout, &sheet.prominent)?;
    }
    layout.gap(4.0);
    let named = named(sheet)?;
    if !named.is_empty() {
        fields(layout, &named)?;
    }
    if let Some(content) = &sheet.table {
        layout.gap(3.0);
        table(layout, content)?;
    }
    note(layout, &sheet.note)?;
    if sheet.symbol.trim().is_empty() {
        return Ok(());
    }
    layout.gap(4.0);
    let caption = Caption {
        name: words("sheet-symbol")?,
        note: words("sheet-symbol-note")?,
        alt: words("sheet-symbol-alt")?,
    };
    symbol(layout, &sheet.symbol, &caption)
}

/// The number first: whoever asks is asked for it.
fn named(sheet: &Sheet) -> Result<Vec<(Bilingual, Bilingual)>, ReceiptError> {
    let mut named = Vec::new();
    // A ticket's number stands there already, large.
    if !sheet.number.trim().is_empty() && sheet.number != sheet.prominent {
        let number = Bilingual::new(sheet.number.as_str(), "");
        named.push((words("sheet-number")?, number));
    }
    let rows = sheet.rows.iter();
    named.extend(rows.map(|row| (row.label.clone(), row.value.clone())));
    Ok(named)
}

fn note(layout: &mut Layout<'_>, text: &Bilingual) -> Result<(), ReceiptError> {
    if text.zh.trim().is_empty() {
        return Ok(());
    }
    layout.gap(4.0);
    let node = Some(layout.tree.node(layout.root, Role::Paragraph));
    let column = layout.full(Align::Left);
    let cell = layout.pair(text, layout.measures.body, column, node)?;
    layout.rows.push(Row::of(cell));
    Ok(())
}
