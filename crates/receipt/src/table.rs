//! A table of any columns, as wide as the paper lets it be, or row by row where it is too
//! narrow.

use crate::error::ReceiptError;
use crate::layout::{Column, Layout};
use crate::model::Bilingual;
use crate::paper::Align;
use crate::row::{Cell, Row};
use crate::sheet::SheetTable;
use crate::tags::{NodeId, Role};

/// A column of words is not made narrower than this many characters.
const NARROWEST: f32 = 6.0;

/// Lays a table out.
pub(crate) fn table(layout: &mut Layout<'_>, table: &SheetTable) -> Result<(), ReceiptError> {
    match columns(layout, table)? {
        Some(columns) => side_by_side(layout, table, &columns),
        None => row_by_row(layout, table),
    }
}

/// How a column is set.
struct Setting {
    column: Column,
    /// Figures are never broken.
    is_figures: bool,
}

fn side_by_side(
    layout: &mut Layout<'_>,
    table: &SheetTable,
    columns: &[Setting],
) -> Result<(), ReceiptError> {
    let measures = layout.measures;
    let node = layout.tree.node(layout.root, Role::Table);
    let rule = layout.rule();
    let row = layout.tree.node(node, Role::TableRow);
    let mut heads = Vec::new();
    for (head, setting) in table.columns.iter().zip(columns) {
        let owner = Some(layout.tree.node(row, Role::ColumnHead));
        heads.push(layout.pair(head, measures.label, setting.column, owner)?);
    }
    let line = |cells| Cell::beside(cells).padded(0.0, measures.step);
    let head = rule.clone().above(line(heads));
    let mut rows = Vec::with_capacity(table.rows.len());
    for cells in &table.rows {
        let cells = row_cells(layout, cells, columns, node)?;
        rows.push(rule.clone().above(line(cells)));
    }
    layout.table(head, rows);
    // What follows stands below a rule, as the fields above do.
    layout.rows.push(Row::of(rule));
    Ok(())
}

fn row_cells(
    layout: &mut Layout<'_>,
    texts: &[Bilingual],
    columns: &[Setting],
    table: NodeId,
) -> Result<Vec<Cell>, ReceiptError> {
    let body = layout.measures.body;
    let row = layout.tree.node(table, Role::TableRow);
    let mut cells = Vec::with_capacity(texts.len());
    for (text, setting) in texts.iter().zip(columns) {
        let owner = Some(layout.tree.node(row, Role::Cell));
        cells.push(if setting.is_figures {
            layout.unbroken(&text.zh, body.zh, setting.column, owner)?
        } else {
            layout.pair(text, body, setting.column, owner)?
        });
    }
    Ok(cells)
}

/// Where the paper is too narrow for columns: each row as a block of names and values.
fn row_by_row(layout: &mut Layout<'_>, table: &SheetTable) -> Result<(), ReceiptError> {
    let measures = layout.measures;
    let node = layout.tree.node(layout.root, Role::Table);
    let rule = layout.rule();
    let name_column = Column {
        width: measures.label_width - measures.step,
        ..layout.full(Align::Left)
    };
    let value_column = Column {
        x: measures.label_width,
        width: measures.content() - measures.label_width,
        align: measures.value_align,
    };
    for texts in &table.rows {
        let mut block = rule.clone();
        for (name, value) in table.columns.iter().zip(texts) {
            if value.zh.trim().is_empty() {
                continue;
            }
            let row = layout.tree.node(node, Role::TableRow);
            let owner = Some(layout.tree.node(row, Role::RowHead));
            let name = layout.pair(name, measures.label, name_column, owner)?;
            let owner = Some(layout.tree.node(row, Role::Cell));
            let value = layout.pair(value, measures.body, value_column, owner)?;
            block = block.above(Cell::beside([name, value]));
        }
        layout.rows.push(Row::of(block.padded(0.0, measures.step)));
    }
    layout.rows.push(Row::of(rule));
    Ok(())
}

/// Where the columns stand; `None` if they have no room beside each other.
fn columns(layout: &Layout<'_>, table: &SheetTable) -> Result<Option<Vec<Setting>>, ReceiptError> {
    let measures = layout.measures;
    let (mut wanted, mut aligns) = (Vec::new(), Vec::new());
    for (at, head) in table.columns.iter().enumerate() {
        let cells = || table.rows.iter().filter_map(move |row| row.get(at));
        let is_figures = !table.rows.is_empty() && cells().all(is_figures);
        let label = measures.label;
        let mut width = layout
            .width(&head.zh, label.zh)?
            .max(layout.width(&head.en, label.en)?);
        for cell in cells() {
            width = width.max(layout.width(&cell.zh, measures.body.zh)?);
            width = width.max(layout.width(&cell.en, measures.body.en)?);
        }
        // Rounded up, so that what was measured also fits.
        wanted.push((width + measures.dot, is_figures));
        aligns.push(if is_figures && !cells().any(is_date) {
            Align::Right
        } else {
            Align::Left
        });
    }
    #[allow(clippy::cast_precision_loss)] // There are ten columns at most.
    let gutters = (wanted.len() - 1) as f32 * gutter(layout);
    let narrowest = NARROWEST * measures.body.zh.size;
    let Some(widths) = shared(&wanted, measures.content() - gutters, narrowest) else {
        return Ok(None);
    };
    let mut x = 0.0;
    let mut settings = Vec::with_capacity(widths.len());
    for ((width, align), (_, is_figures)) in widths.into_iter().zip(aligns).zip(wanted) {
        let column = Column { x, width, align };
        x += width + gutter(layout);
        settings.push(Setting { column, is_figures });
    }
    Ok(Some(settings))
}

fn gutter(layout: &Layout<'_>) -> f32 {
    layout.measures.step * 3.0
}

/// The room shared out to columns that want so much of it. Figures get what they want; words
/// as well, or else equal parts of the rest. What is over goes to the words, or where there
/// are none to all.
fn shared(wanted: &[(f32, bool)], room: f32, narrowest: f32) -> Option<Vec<f32>> {
    let figures: f32 = wanted
        .iter()
        .filter(|(_, is)| *is)
        .map(|(width, _)| width)
        .sum();
    let mut words: Vec<f32> = wanted
        .iter()
        .filter(|(_, is)| !is)
        .map(|(width, _)| *width)
        .collect();
    words.sort_by(f32::total_cmp);
    let mut rest = room - figures;
    let mut most = f32::INFINITY;
    for (at, width) in words.iter().enumerate() {
        #[allow(clippy::cast_precision_loss)] // There are ten columns at most.
        let part = rest / (words.len() - at) as f32;
        if *width > part {
            most = part;
            break;
        }
        rest -= width;
    }
    if rest < 0.0 || most < narrowest {
        return None;
    }
    let over = if most.is_finite() { 0.0 } else { rest };
    #[allow(clippy::cast_precision_loss)] // There are ten columns at most.
    let each = over
        / if words.is_empty() {
            wanted.len()
        } else {
            words.len()
        } as f32;
    let width = |(width, is_figures): &(f32, bool)| {
        let width = if *is_figures { *width } else { width.min(most) };
        if *is_figures && !words.is_empty() {
            width
        } else {
            width + each
        }
    };
    Some(wanted.iter().map(width).collect())
}

/// Amounts, dates, counts: the same in every language.
fn is_figures(cell: &Bilingual) -> bool {
    let sign = |c: char| {
        c.is_ascii_digit() || matches!(c, '¥' | '.' | ',' | '-' | '+' | '%' | '/' | ':' | ' ')
    };
    cell.zh.chars().all(sign) && (cell.en.trim().is_empty() || cell.en == cell.zh)
}

/// Dates and times are read from the left; amounts stand on one edge.
fn is_date(cell: &Bilingual) -> bool {
    cell.zh
        .trim()
        .chars()
        .skip(1)
        .any(|c| matches!(c, '-' | '/' | ':'))
}

#[cfg(test)]
mod tests {
    use super::shared;

    #[test]
    fn figures_get_what_they_want_and_words_share_the_rest() {
        let widths = |wanted: &[(f32, bool)], room| shared(wanted, room, 50.0);
        // All fit: what is over goes to the words.
        assert_eq!(
            widths(&[(100.0, false), (40.0, true)], 200.0),
            Some(vec![160.0, 40.0])
        );
        assert_eq!(
            widths(&[(40.0, true), (40.0, true)], 100.0),
            Some(vec![50.0, 50.0])
        );
        // A short column of words keeps its width, long ones share.
        let wanted = [(60.0, false), (500.0, false), (300.0, false), (40.0, true)];
        assert_eq!(widths(&wanted, 300.0), Some(vec![60.0, 100.0, 100.0, 40.0]));
        // Too narrow for anybody to read.
        assert_eq!(widths(&wanted, 180.0), None);
        assert_eq!(widths(&[(120.0, true), (120.0, true)], 200.0), None);
    }
}
