//! What the layout is made of: pieces in cells, cells in rows.

use std::rc::Rc;

use crate::lines::Line;
use crate::paper::{Ink, Style};
use crate::symbol::Symbol;
use crate::tags::PieceId;

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Mark {
    /// From its baseline at the left.
    Text(Line, Style),
    /// A filled rectangle from its upper left: width, height.
    Bar(f32, f32, Ink),
    /// A QR code from its upper left, quiet zone included.
    Symbol(Rc<Symbol>),
}

/// One thing drawn, at points rightward and downward from the upper left of what holds it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) mark: Mark,
    /// Its place in the order of reading; none for decoration and repetition.
    pub(crate) id: Option<PieceId>,
}

/// Pieces that belong together, with the height they take.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cell {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) height: f32,
    /// Where the first line of text stands.
    pub(crate) baseline: f32,
}

impl Cell {
    /// A decoration.
    pub(crate) fn bar(x: f32, y: f32, width: f32, height: f32, ink: Ink) -> Piece {
        Piece {
            x,
            y,
            mark: Mark::Bar(width, height, ink),
            id: None,
        }
    }

    /// The other cell beneath this one.
    pub(crate) fn above(mut self, below: Self) -> Self {
        if self.pieces.is_empty() {
            self.baseline = self.height + below.baseline;
        }
        self.pieces.extend(moved(below.pieces, self.height));
        self.height += below.height;
        self
    }

    /// Cells side by side with their first lines on one baseline.
    pub(crate) fn beside(cells: impl IntoIterator<Item = Self>) -> Self {
        let cells: Vec<Self> = cells.into_iter().collect();
        let baseline = cells.iter().map(|cell| cell.baseline).fold(0.0, f32::max);
        let mut row = Self {
            baseline,
            ..Self::default()
        };
        for cell in cells {
            let down = baseline - cell.baseline;
            row.height = row.height.max(down + cell.height);
            row.pieces.extend(moved(cell.pieces, down));
        }
        row
    }

    /// The cell with room above and below.
    pub(crate) fn padded(self, above: f32, below: f32) -> Self {
        Self {
            pieces: moved(self.pieces, above).collect(),
            height: above + self.height + below,
            baseline: above + self.baseline,
        }
    }
}

fn moved(pieces: Vec<Piece>, down: f32) -> impl Iterator<Item = Piece> {
    pieces.into_iter().map(move |piece| Piece {
        y: piece.y + down,
        ..piece
    })
}

/// A cell that is never divided between two pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    pub(crate) cell: Cell,
    /// Whether the next row must stand on the same page.
    pub(crate) keep: bool,
    /// What is repeated above when a page begins with this row: the head of its table.
    pub(crate) head: Option<Rc<Cell>>,
}

impl Row {
    /// A row of this cell.
    pub(crate) fn of(cell: Cell) -> Self {
        Self {
            cell,
            ..Self::default()
        }
    }

    /// Only white.
    pub(crate) fn gap(height: f32) -> Self {
        Self::of(Cell {
            height,
            ..Cell::default()
        })
    }

    pub(crate) fn is_gap(&self) -> bool {
        self.cell.pieces.is_empty()
    }
}

/// The same drawn once more, for the eye alone.
pub(crate) fn repeated(cell: &Cell) -> Cell {
    let mut cell = cell.clone();
    for piece in &mut cell.pieces {
        piece.id = None;
    }
    cell
}
