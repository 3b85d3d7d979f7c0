//! What papers are made of: who issued it, the heading, fields, a QR code.

use std::rc::Rc;

use crate::error::ReceiptError;
use crate::layout::{Column, Layout};
use crate::model::Bilingual;
use crate::paper::{Align, Pair, Style};
use crate::row::{Cell, Mark, Piece, Row};
use crate::shape::Weight;
use crate::symbol::Symbol;
use crate::tags::Role;
use crate::words::{words, words_with};

/// Who issued it: the hall, and which of its machines.
pub(crate) fn masthead(
    layout: &mut Layout<'_>,
    hall: &Bilingual,
    machine: &str,
) -> Result<(), ReceiptError> {
    let style = layout.measures.hall;
    let machine = if machine.trim().is_empty() {
        Bilingual::default()
    } else {
        words_with("slip-machine", &[("machine", machine)])?
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
    let node = Some(layout.tree.node(layout.root, Role::Paragraph));
    let hall = layout.pair(hall, style, left, node)?;
    let node = Some(layout.tree.node(layout.root, Role::Paragraph));
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

/// The heading, with 补打 / REPRINT beside it.
pub(crate) fn heading(
    layout: &mut Layout<'_>,
    text: &Bilingual,
    is_reprint: bool,
) -> Result<(), ReceiptError> {
    let (style, align) = (layout.measures.heading, layout.measures.heading_align);
    let node = Some(layout.tree.node(layout.root, Role::Heading));
    let mut column = layout.full(align);
    if !is_reprint {
        let heading = layout.pair(text, style, column, node)?;
        layout.rows.push(Row::of(heading));
        return Ok(());
    }
    let reprint = words("slip-reprint")?;
    let cell = if align == Align::Left {
        let (badge, width) = badge(layout, &reprint, Align::Right)?;
        column.width -= width + layout.measures.gutter;
        Cell::beside([layout.pair(text, style, column, node)?, badge])
    } else {
        let (badge, _) = badge(layout, &reprint, align)?;
        let heading = layout.pair(text, style, column, node)?;
        heading.above(badge.padded(layout.measures.step, 0.0))
    };
    layout.rows.push(Row::of(cell));
    Ok(())
}

/// What everybody looks for first: as large as there is room for.
pub(crate) fn prominent(layout: &mut Layout<'_>, text: &str) -> Result<(), ReceiptError> {
    let node = Some(layout.tree.node(layout.root, Role::Paragraph));
    let column = layout.full(layout.measures.heading_align);
    let cell = layout.unbroken(text, layout.measures.prominent, column, node)?;
    layout.rows.push(Row::of(cell));
    Ok(())
}

/// Words in a frame, and how wide it is.
fn badge(
    layout: &mut Layout<'_>,
    text: &Bilingual,
    align: Align,
) -> Result<(Cell, f32), ReceiptError> {
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
    let node = layout.tree.node(layout.root, Role::Paragraph);
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
    Ok((cell, width))
}

fn on_dots(length: f32, dot: f32) -> f32 {
    (length / dot).round() * dot
}

/// Names and values, as many side by side as the paper has room for. Without a value a name
/// is left out.
pub(crate) fn fields(
    layout: &mut Layout<'_>,
    all: &[(Bilingual, Bilingual)],
) -> Result<(), ReceiptError> {
    let present: Vec<_> = all
        .iter()
        .filter(|(_, value)| !value.zh.trim().is_empty())
        .collect();

    let measures = layout.measures;
    let width = layout.field_width();
    let table = layout.tree.node(layout.root, Role::Table);
    let rule = layout.rule();
    layout.rows.push(Row::of(rule));
    for together in present.chunks(usize::from(measures.columns)) {
        let mut cells = Vec::new();
        for (at, (name, value)) in together.iter().enumerate() {
            let x = layout.field_x(at);
            let row = layout.tree.node(table, Role::TableRow);
            let head = Some(layout.tree.node(row, Role::RowHead));
            let label = Column {
                x,
                width: measures.label_width - measures.step,
                align: Align::Left,
            };
            cells.push(layout.pair(name, measures.label, label, head)?);
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

/// What stands by a QR code.
pub(crate) struct Caption {
    pub(crate) name: Bilingual,
    pub(crate) note: Bilingual,
    /// For whoever cannot see it.
    pub(crate) alt: Bilingual,
}

/// A QR code with what it is for.
pub(crate) fn symbol(
    layout: &mut Layout<'_>,
    text: &str,
    caption: &Caption,
) -> Result<(), ReceiptError> {
    let measures = layout.measures;
    let symbol = Rc::new(Symbol::new(text, measures)?);
    let side = symbol.side;
    let alt = &caption.alt;
    let figure = layout
        .tree
        .figure(layout.root, format!("{} {}", alt.zh, alt.en));
    let id = Some(layout.tree.piece(figure));
    let node = Some(layout.tree.node(layout.root, Role::Paragraph));
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
    let name = layout.pair(&caption.name, measures.body.strong(), column, node)?;
    let note = layout.pair(&caption.note, measures.note, column, node)?;
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
