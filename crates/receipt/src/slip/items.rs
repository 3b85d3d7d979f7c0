//! What was paid for, and the sum.

use crate::amount::yuan;
use crate::capital::capital;
use crate::error::ReceiptError;
use crate::layout::{Column, Layout};
use crate::model::Item;
use crate::paper::Align;
use crate::row::{Cell, Row};
use crate::tags::{NodeId, Role};
use crate::words::words;

/// The columns of the items: title, detail (none where it stands beneath the title), amount.
struct ItemColumns {
    title: Column,
    detail: Option<Column>,
    amount: Column,
}

fn item_columns(layout: &Layout<'_>, items: &[Item]) -> Result<ItemColumns, ReceiptError> {
    let measures = layout.measures;
    let mut widest = layout.width(&words("slip-amount")?.en, measures.label.en)?;
    for item in items {
        widest = widest.max(layout.width(&amount_of(item), measures.body.zh)?);
    }
    // Rounded up, so that what was measured also fits.
    let width = (widest + measures.dot).min(measures.content() * 0.6);
    let amount = Column {
        x: measures.content() - width,
        width,
        align: Align::Right,
    };
    let rest = Column {
        width: amount.x - measures.gutter,
        ..layout.full(Align::Left)
    };
    if !measures.detail_beside || items.iter().all(|item| item.detail.zh.trim().is_empty()) {
        return Ok(ItemColumns {
            title: rest,
            detail: None,
            amount,
        });
    }
    // The second column of the fields, so that the page has one grid.
    let x = layout.field_x(1);
    let detail = Column {
        x,
        width: rest.width - x,
        align: Align::Left,
    };
    let title = Column {
        width: x - measures.gutter / 2.0,
        ..rest
    };
    Ok(ItemColumns {
        title,
        detail: Some(detail),
        amount,
    })
}

fn amount_of(item: &Item) -> String {
    format!("¥{}", yuan(item.fen))
}

pub(super) fn items(layout: &mut Layout<'_>, items: &[Item]) -> Result<(), ReceiptError> {
    let measures = layout.measures;
    let columns = item_columns(layout, items)?;
    let table = layout.tree.node(layout.root, Role::Table);
    let row = layout.tree.node(table, Role::TableRow);
    let named = [
        ("slip-item", Some(columns.title)),
        ("slip-detail", columns.detail),
        ("slip-amount", Some(columns.amount)),
    ];
    let mut heads = Vec::new();
    for (key, column) in named {
        if let Some(column) = column {
            let node = Some(layout.tree.node(row, Role::ColumnHead));
            heads.push(layout.pair(&words(key)?, measures.label, column, node)?);
        }
    }
    let rule = layout.rule();
    let head = rule
        .clone()
        .above(Cell::beside(heads).padded(0.0, measures.step));

    let mut rows = Vec::new();
    for item in items {
        let cells = item_cells(layout, item, &columns, table)?;
        rows.push(
            rule.clone()
                .above(Cell::beside(cells).padded(0.0, measures.step)),
        );
    }
    layout.table(head, rows);
    Ok(())
}

fn item_cells(
    layout: &mut Layout<'_>,
    item: &Item,
    columns: &ItemColumns,
    table: NodeId,
) -> Result<Vec<Cell>, ReceiptError> {
    let (body, small) = (layout.measures.body, layout.measures.detail);
    let row = layout.tree.node(table, Role::TableRow);
    let node = Some(layout.tree.node(row, Role::Cell));
    let title = layout.pair(&item.title, body, columns.title, node)?;
    let mut cells = match columns.detail {
        Some(column) => {
            let node = Some(layout.tree.node(row, Role::Cell));
            vec![title, layout.pair(&item.detail, small, column, node)?]
        }
        None => vec![title.above(layout.pair(&item.detail, small, columns.title, node)?)],
    };
    let node = Some(layout.tree.node(row, Role::Cell));
    cells.push(layout.unbroken(&amount_of(item), body.zh, columns.amount, node)?);
    Ok(cells)
}

/// The sum in figures, large, and in capital numerals.
pub(super) fn total(layout: &mut Layout<'_>, fen: u64) -> Result<(), ReceiptError> {
    let measures = layout.measures;
    let label = Column {
        width: measures.label_width,
        ..layout.full(Align::Left)
    };
    let value = Column {
        x: measures.label_width,
        width: measures.content() - measures.label_width,
        align: Align::Right,
    };
    let strong = measures.body.strong();
    let node = Some(layout.tree.node(layout.root, Role::Paragraph));
    let name = layout.pair(&words("slip-total")?, strong, label, node)?;
    let figures = layout.unbroken(&format!("¥{}", yuan(fen)), measures.total, value, node)?;
    let (content, ink) = (measures.content(), measures.jade);
    let rule = Cell::bar(0.0, 0.0, content, measures.dot * 3.0, ink);
    let mut cell = Cell::beside([name, figures]).padded(measures.step, measures.step);
    cell.pieces.insert(0, rule);
    layout.rows.push(Row {
        keep: true,
        ..Row::of(cell)
    });

    let node = Some(layout.tree.node(layout.root, Role::Paragraph));
    let name = layout.pair(&words("slip-capital")?, measures.label, label, node)?;
    let capital = layout.paragraph(&capital(fen), strong.zh, value, node)?;
    layout.rows.push(Row::of(Cell::beside([name, capital])));
    Ok(())
}
