//! The layout engine: sets texts, fields, tables and codes by the measures of a sheet.
//! It knows papers but no documents; `slip` and `handout` know documents but no papers.

use std::rc::Rc;

use crate::error::ReceiptError;
use crate::fonts::Fonts;
use crate::lines::{Line, break_lines, one_line};
use crate::model::Bilingual;
use crate::paper::{Align, Measures, Pair, Style};
use crate::row::{Cell, Mark, Piece, Row};
use crate::tags::{DOCUMENT, NodeId, Tree};

/// A place across the page: where it begins, how wide it is, and where lines stand in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) align: Align,
}

/// To which node a text belongs; none for what only the eye needs.
pub(crate) type Owner = Option<NodeId>;

/// The rows of a document so far.
pub(crate) struct Layout<'a> {
    pub(crate) fonts: &'a Fonts,
    pub(crate) measures: &'a Measures,
    pub(crate) tree: Tree,
    /// The node of the part that is laid out.
    pub(crate) root: NodeId,
    pub(crate) rows: Vec<Row>,
}

impl<'a> Layout<'a> {
    pub(crate) fn new(fonts: &'a Fonts, measures: &'a Measures) -> Self {
        Self {
            fonts,
            measures,
            tree: Tree::new(),
            root: DOCUMENT,
            rows: Vec::new(),
        }
    }

    /// The whole width between the margins.
    pub(crate) fn full(&self, align: Align) -> Column {
        Column {
            x: 0.0,
            width: self.measures.content(),
            align,
        }
    }

    /// The width of one field with its label, of those that stand side by side.
    pub(crate) fn field_width(&self) -> f32 {
        let Measures {
            columns, gutter, ..
        } = *self.measures;
        (self.measures.content() + gutter) / f32::from(columns) - gutter
    }

    /// Where the field at this place begins.
    #[allow(clippy::cast_precision_loss)] // One or two stand side by side.
    pub(crate) fn field_x(&self, at: usize) -> f32 {
        (self.field_width() + self.measures.gutter) * at as f32
    }

    /// White as high as this many steps.
    pub(crate) fn gap(&mut self, steps: f32) {
        self.rows.push(Row::gap(self.measures.step * steps));
    }

    /// A rule across the page.
    pub(crate) fn rule(&self) -> Cell {
        let Measures { hairline, line, .. } = *self.measures;
        let bar = Cell::bar(0.0, 0.0, self.measures.content(), hairline, line);
        Cell {
            pieces: vec![bar],
            height: self.measures.step,
            baseline: 0.0,
        }
    }

    /// The jade rule on top.
    pub(crate) fn bar(&self) -> Cell {
        let Measures { bar, jade, .. } = *self.measures;
        let piece = Cell::bar(0.0, 0.0, self.measures.content(), bar, jade);
        Cell {
            pieces: vec![piece],
            height: bar,
            baseline: 0.0,
        }
    }

    /// A text in as many lines as it takes.
    pub(crate) fn paragraph(
        &mut self,
        text: &str,
        style: Style,
        column: Column,
        owner: Owner,
    ) -> Result<Cell, ReceiptError> {
        let limit = column.width / style.size * 1000.0;
        let lines = break_lines(self.fonts, text, style.weight, limit)?;
        Ok(self.stacked(lines, style, column, owner))
    }

    /// A text that must not wrap, such as an amount: set smaller where the column is too narrow.
    pub(crate) fn unbroken(
        &mut self,
        text: &str,
        style: Style,
        column: Column,
        owner: Owner,
    ) -> Result<Cell, ReceiptError> {
        let line = one_line(self.fonts, text, style.weight)?;
        let fitting = column.width / line.width.max(1.0) * 1000.0;
        let style = style.sized(style.size.min((fitting * 10.0).floor() / 10.0));
        Ok(self.stacked(vec![line], style, column, owner))
    }

    /// The width of a text on one line.
    pub(crate) fn width(&self, text: &str, style: Style) -> Result<f32, ReceiptError> {
        Ok(one_line(self.fonts, text, style.weight)?.width * style.size / 1000.0)
    }

    /// Chinese with English beneath it.
    pub(crate) fn pair(
        &mut self,
        text: &Bilingual,
        style: Pair,
        column: Column,
        owner: Owner,
    ) -> Result<Cell, ReceiptError> {
        let zh = self.paragraph(&text.zh, style.zh, column, owner)?;
        if text.en.trim().is_empty() {
            return Ok(zh);
        }
        let english = owner.map(|owner| self.tree.english(owner));
        let en = self.paragraph(&text.en, style.en, column, english)?;
        Ok(zh.above(en))
    }

    fn stacked(&mut self, lines: Vec<Line>, style: Style, column: Column, owner: Owner) -> Cell {
        // The ideographic box reaches 0.88 of the size above the baseline; it stands in the
        // middle of its line.
        let first = (style.leading - style.size) / 2.0 + 0.88 * style.size;
        let mut cell = Cell {
            baseline: first,
            ..Cell::default()
        };
        for line in lines {
            let rest = column.width - line.width * style.size / 1000.0;
            let indent = match column.align {
                Align::Left => 0.0,
                Align::Centre => rest / 2.0,
                Align::Right => rest,
            };
            let id = owner.map(|owner| self.tree.piece(owner));
            let (x, y) = (column.x + indent, cell.height + first);
            cell.pieces.push(Piece {
                x,
                y,
                mark: Mark::Text(line, style),
                id,
            });
            cell.height += style.leading;
        }
        cell
    }

    /// A table's rows: each repeats `head` where it begins a page, the first stays with the head
    /// and the last with what follows.
    pub(crate) fn table(&mut self, head: Cell, rows: Vec<Cell>) {
        let shared = Rc::new(head.clone());
        self.rows.push(Row {
            keep: true,
            ..Row::of(head)
        });
        let last = rows.len().saturating_sub(1);
        for (at, cell) in rows.into_iter().enumerate() {
            self.rows.push(Row {
                cell,
                keep: at == last,
                head: Some(Rc::clone(&shared)),
            });
        }
    }
}
