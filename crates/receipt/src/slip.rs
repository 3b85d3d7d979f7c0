//! The payment slip: what stands where, on whatever paper.

mod items;

use std::rc::Rc;

use crate::error::ReceiptError;
use crate::layout::{Column, Layout, Owner};
use crate::model::{Bilingual, Kind, Receipt};
use crate::paper::{Align, Pair, Style};
use crate::row::{Cell, Mark, Piece, Row};
use crate::shape::Weight;
use crate::symbol::Symbol;
use crate::tags::{DOCUMENT, Role};
use crate::words::{channel, words, words_with};

/// The heading of the slip in each language.
pub(crate) fn heading(kind: Kind) -> Result<Bilingual, ReceiptError> {
    match kind {
        Kind::PaymentSlip => words("slip-payment-title"),
    }
}

/// Lays the slip out; what stands at the foot of every page is apart (see [`foot`]).
pub(crate) fn lay_out(layout: &mut Layout<'_>, receipt: &Receipt) -> Result<(), ReceiptError> {
    let bar = layout.bar();
    layout.rows.push(Row::of(bar));
    layout.gap(2.0);
    masthead(layout, receipt)?;
    layout.gap(5.0);
    title(layout, receipt)?;
    layout.gap(4.0);
    fields(layout, receipt)?;
    layout.gap(3.0);
    items::items(layout, &receipt.items)?;
    items::total(layout, receipt.total)?;
    layout.gap(4.0);
    proof(layout, &receipt.proof)
}

/// Who issued it: the hall, and which of its machines.
fn masthead(layout: &mut Layout<'_>, receipt: &Receipt) -> Result<(), ReceiptError> {
    let style = layout.measures.hall;
    let machine = if receipt.machine.trim().is_empty() {
        Bilingual::default()
    } else {
        words_with("slip-machine", &[("machine", &receipt.machine)])?
    };
    let whole = layout.full(Align::Left);
    let right = Column {
        x: whole.width * 0.7,
        width: whole.width * 0.3,
        align: Align::Right,
    };
    let left = Column {
        width: whole.width * 0.7 - layout.measures.gutter,
        ..whole
    };
    let node = Some(layout.tree.node(DOCUMENT, Role::Paragraph));
    let hall = layout.pair(&receipt.hall, style, left, node)?;
    let node = Some(layout.tree.node(DOCUMENT, Role::Paragraph));
    let plain = Pair {
        zh: Style {
            weight: Weight::Regular,
            ..style.zh
        },
        ..style
    };
    let machine = layout.pair(&machine, plain, right, node)?;
    layout.rows.push(Row::of(Cell::beside([hall, machine])));
    Ok(())
}

fn title(layout: &mut Layout<'_>, receipt: &Receipt) -> Result<(), ReceiptError> {
    let (style, align) = (layout.measures.heading, layout.measures.heading_align);
    let node = Some(layout.tree.node(DOCUMENT, Role::Heading));
    let column = layout.full(align);
    let heading = layout.pair(&heading(receipt.kind)?, style, column, node)?;
    if !receipt.reprint {
        layout.rows.push(Row::of(heading));
        return Ok(());
    }
    let gap = layout.measures.step;
    let badge_align = if align == Align::Left {
        Align::Right
    } else {
        align
    };
    let badge = badge(layout, &words("slip-reprint")?, badge_align)?;
    let cell = if align == Align::Left {
        Cell::beside([heading, badge])
    } else {
        heading.above(badge.padded(gap, 0.0))
    };
    layout.rows.push(Row::of(cell));
    Ok(())
}

/// Words in a frame.
fn badge(layout: &mut Layout<'_>, text: &Bilingual, align: Align) -> Result<Cell, ReceiptError> {
    let measures = layout.measures;
    let (step, thick) = (measures.step, measures.dot * 3.0);
    let style = Style {
        weight: Weight::Semibold,
        ..measures.body.zh
    };
    let style = style.sized(style.size * 1.15);
    let (zh, en) = (
        layout.width(&text.zh, style)?,
        layout.width(&text.en, style)?,
    );
    let width = on_dots(zh + en + 4.0 * step, measures.dot);
    let height = step * 5.0;
    let x = match align {
        Align::Left => 0.0,
        Align::Centre => on_dots((measures.content() - width) / 2.0, measures.dot),
        Align::Right => measures.content() - width,
    };
    let node = layout.tree.node(DOCUMENT, Role::Paragraph);
    let english = layout.tree.english(node);
    let at = |x| Column {
        x,
        width,
        align: Align::Left,
    };
    let words = Cell::beside([
        layout.unbroken(&text.zh, style, at(x + 1.5 * step), Some(node))?,
        layout.unbroken(&text.en, style, at(x + 2.5 * step + zh), Some(english))?,
    ]);
    let mut cell = words.padded((height - style.leading) / 2.0, 0.0);
    let ink = style.ink;
    cell.height = height;
    cell.pieces.extend([
        Cell::bar(x, 0.0, width, thick, ink),
        Cell::bar(x, height - thick, width, thick, ink),
        Cell::bar(x, thick, thick, height - 2.0 * thick, ink),
        Cell::bar(x + width - thick, thick, thick, height - 2.0 * thick, ink),
    ]);
    Ok(cell)
}

fn on_dots(length: f32, dot: f32) -> f32 {
    (length / dot).round() * dot
}

fn fields(layout: &mut Layout<'_>, receipt: &Receipt) -> Result<(), ReceiptError> {
    let plain = |text: &str| Bilingual::new(text, "");
    let channel = match receipt.channel.trim() {
        "" => Bilingual::default(),
        key => channel(key)?,
    };
    let all = [
        ("slip-number", plain(&receipt.number)),
        ("slip-check-code", plain(&receipt.check_code)),
        ("slip-service", receipt.title.clone()),
        ("slip-issued", plain(&receipt.issued_at)),
        ("slip-payer", plain(&receipt.payer)),
        ("slip-payee", receipt.payee.clone()),
        ("slip-channel", channel),
        ("slip-case", plain(&receipt.case_number)),
        ("slip-order", plain(&receipt.order)),
    ];
    let present: Vec<_> = all
        .iter()
        .filter(|(_, value)| !value.zh.trim().is_empty())
        .collect();

    let measures = layout.measures;
    let width = layout.field_width();
    let table = layout.tree.node(DOCUMENT, Role::Table);
    let rule = layout.rule();
    layout.rows.push(Row::of(rule));
    for together in present.chunks(usize::from(measures.columns)) {
        let mut cells = Vec::new();
        for (at, (key, value)) in together.iter().enumerate() {
            let x = layout.field_x(at);
            let row = layout.tree.node(table, Role::TableRow);
            let head = Some(layout.tree.node(row, Role::RowHead));
            let label = Column {
                x,
                width: measures.label_width - measures.step,
                align: Align::Left,
            };
            cells.push(layout.pair(&words(key)?, measures.label, label, head)?);
            let node = Some(layout.tree.node(row, Role::Cell));
            let room = Column {
                x: x + measures.label_width,
                width: width - measures.label_width,
                align: measures.value_align,
            };
            cells.push(layout.pair(value, measures.body, room, node)?);
        }
        layout
            .rows
            .push(Row::of(Cell::beside(cells).padded(0.0, measures.step)));
    }
    Ok(())
}

/// The QR code with what it is for.
fn proof(layout: &mut Layout<'_>, text: &str) -> Result<(), ReceiptError> {
    let measures = layout.measures;
    let symbol = Rc::new(Symbol::new(text, measures)?);
    let side = symbol.side;
    let alt = words("slip-proof-alt")?;
    let figure = layout
        .tree
        .figure(DOCUMENT, format!("{} {}", alt.zh, alt.en));
    let id = Some(layout.tree.piece(figure));
    let node = Some(layout.tree.node(DOCUMENT, Role::Paragraph));
    // The dark modules stand on the grid; the quiet zone reaches into the margin.
    let quiet = symbol.quiet();
    let (x, column) = if measures.words_beside {
        let x = side - quiet + measures.gutter / 2.0;
        (
            -quiet,
            Column {
                x,
                width: measures.content() - x,
                align: Align::Left,
            },
        )
    } else {
        (
            on_dots((measures.content() - side) / 2.0, measures.dot),
            layout.full(Align::Centre),
        )
    };
    let name = layout.pair(&words("slip-proof")?, measures.body.strong(), column, node)?;
    let note = layout.pair(&words("slip-proof-note")?, measures.note, column, node)?;
    let words = name.padded(0.0, measures.step).above(note);
    let piece = Piece {
        x,
        y: 0.0,
        mark: Mark::Symbol(symbol),
        id,
    };
    let mut cell = Cell {
        pieces: vec![piece],
        height: side,
        baseline: 0.0,
    };
    if measures.words_beside {
        let middle = ((side - words.height) / 2.0).max(0.0);
        let words = words.padded(middle, 0.0);
        cell.height = cell.height.max(words.height);
        cell.pieces.extend(words.pieces);
    } else {
        cell = cell.above(words);
    }
    layout.rows.push(Row::of(cell));
    Ok(())
}

/// What stands on top of the second and later pages: which slip this is.
pub(crate) fn continued(layout: &mut Layout<'_>, receipt: &Receipt) -> Result<Cell, ReceiptError> {
    let style = layout.measures.hall;
    let half = Column {
        width: layout.measures.content() / 2.0,
        ..layout.full(Align::Left)
    };
    let right = Column {
        x: half.width,
        align: Align::Right,
        ..half
    };
    let mut title = heading(receipt.kind)?;
    if receipt.reprint {
        let reprint = words("slip-reprint")?;
        title.zh = format!("{} · {}", title.zh, reprint.zh);
        title.en = format!("{} · {}", title.en, reprint.en);
    }
    let title = layout.pair(&title, style, half, None)?;
    let number = layout.unbroken(&receipt.number, style.zh, right, None)?;
    let words = Cell::beside([title, number]);
    let step = layout.measures.step;
    Ok(layout.bar().above(words.padded(2.0 * step, 3.0 * step)))
}

/// What stands at the foot of a page: that this is no fiscal invoice, and which page of how many
/// it is, if there is more than one. Read aloud once, with `owner` on the last page.
pub(crate) fn foot(
    layout: &mut Layout<'_>,
    (page, pages): (usize, usize),
    owner: Owner,
) -> Result<Cell, ReceiptError> {
    let measures = layout.measures;
    let step = measures.step;
    let mut cell = layout.rule();
    let column = layout.full(measures.heading_align);
    let words = layout.pair(&words("slip-not-fiscal")?, measures.note, column, owner)?;
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
