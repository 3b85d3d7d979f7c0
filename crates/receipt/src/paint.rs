//! From pages of cells to the drawing operations of printpdf.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color, CurTransMat, DictItem, LinePoint, Op, PaintMode, PdfFontHandle, Point,
    Polygon, PolygonRing, Pt, Rect, Rgb, TextItem, TextMatrix, WindingOrder,
};

use crate::flow::Page;
use crate::lines::Line;
use crate::paper::{Ink, Style};
use crate::row::{Mark, Piece};
use crate::subset::{Subsets, font_id};
use crate::symbol::Symbol;
use crate::tags::{PieceId, Role, Tree};

/// Where a piece came to stand: its page, its number among that page's marked content, and its
/// box in points from the lower left (left, bottom, right, top).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) page: usize,
    pub(crate) mcid: i64,
    pub(crate) area: [f32; 4],
}

/// Draws pages one after another and remembers where each piece went.
pub(crate) struct Painter<'a> {
    subsets: &'a Subsets,
    tree: &'a Tree,
    /// The place of every piece that a reader is to come across.
    pub(crate) places: BTreeMap<usize, Place>,
    page: usize,
    mcid: i64,
    height: f32,
    ops: Vec<Op>,
}

impl<'a> Painter<'a> {
    pub(crate) fn new(subsets: &'a Subsets, tree: &'a Tree) -> Self {
        Self {
            subsets,
            tree,
            places: BTreeMap::new(),
            page: 0,
            mcid: 0,
            height: 0.0,
            ops: Vec::new(),
        }
    }

    /// The operations of a page of this height whose cells begin `left` from the paper's edge.
    pub(crate) fn page(&mut self, page: &Page, left: f32, height: f32) -> Vec<Op> {
        (self.mcid, self.height) = (0, height);
        for (top, cell) in &page.cells {
            for piece in &cell.pieces {
                self.piece(piece, left + piece.x, top + piece.y);
            }
        }
        self.page += 1;
        std::mem::take(&mut self.ops)
    }

    fn piece(&mut self, piece: &Piece, x: f32, down: f32) {
        let y = self.height - down;
        self.begin(piece, x, y);
        match &piece.mark {
            Mark::Text(line, style) => self.text(line, *style, x, y),
            Mark::Bar(width, height, ink) => self.bar([x, y - height, *width, *height], *ink),
            Mark::Symbol(symbol) => self.symbol(symbol, x, y),
        }
        self.ops.push(Op::EndMarkedContent);
    }

    /// Says what the piece is: the content of a node, or decoration.
    fn begin(&mut self, piece: &Piece, x: f32, y: f32) {
        let Some(PieceId(id)) = piece.id else {
            self.ops.push(Op::BeginMarkedContent {
                tag: "Artifact".to_owned(),
            });
            return;
        };
        let area = match &piece.mark {
            Mark::Text(line, style) => {
                let width = line.width * style.size / 1000.0;
                [x, y - 0.12 * style.size, x + width, y + 0.88 * style.size]
            }
            Mark::Bar(width, height, _) => [x, y - height, x + width, y],
            Mark::Symbol(symbol) => [x, y - symbol.side, x + symbol.side, y],
        };
        let place = Place {
            page: self.page,
            mcid: self.mcid,
            area: area.map(rounded),
        };
        self.places.insert(id, place);
        let role = self.tree.nodes[self.tree.pieces[id].0].role;
        let mcid = DictItem::Int(self.mcid);
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: role_name(role).to_owned(),
            properties: DictItem::Dict {
                map: BTreeMap::from([("MCID".to_owned(), mcid)]),
            },
        });
        self.mcid += 1;
    }

    fn text(&mut self, line: &Line, style: Style, x: f32, y: f32) {
        // A glyph that stands for other characters elsewhere: the line says itself what it reads.
        let ambiguous = line
            .glyphs
            .iter()
            .any(|glyph| self.subsets.get(glyph).1 != glyph.text);
        if ambiguous {
            let text: String = line
                .glyphs
                .iter()
                .map(|glyph| glyph.text.as_str())
                .collect();
            let text = DictItem::String {
                data: utf16(&text),
                literal: false,
            };
            self.ops.push(Op::BeginMarkedContentWithProperties {
                tag: "Span".to_owned(),
                properties: DictItem::Dict {
                    map: BTreeMap::from([("ActualText".to_owned(), text)]),
                },
            });
        }
        self.ops.push(Op::StartTextSection);
        self.ops.push(Op::SetFillColor {
            col: colour(style.ink),
        });
        let matrix = TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, rounded(x), rounded(y)]);
        let mut matrix = Some(Op::SetTextMatrix { matrix });
        for run in line.glyphs.chunk_by(|one, next| one.font == next.font) {
            let font = PdfFontHandle::External(font_id(run[0].font));
            self.ops.push(Op::SetFont {
                font,
                size: Pt(style.size),
            });
            self.ops.extend(matrix.take());
            let glyphs = run.iter().map(|glyph| {
                let (id, text) = self.subsets.get(glyph);
                Codepoint::with_cid(id, rounded(glyph.kern), text.to_owned())
            });
            let items = vec![TextItem::GlyphIds(glyphs.collect())];
            self.ops.push(Op::ShowText { items });
        }
        self.ops.push(Op::EndTextSection);
        if ambiguous {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn bar(&mut self, [x, y, width, height]: [f32; 4], ink: Ink) {
        self.ops.push(Op::SetFillColor { col: colour(ink) });
        self.ops.push(Op::DrawRectangle {
            rectangle: Rect {
                x: Pt(rounded(x)),
                y: Pt(rounded(y)),
                width: Pt(rounded(width)),
                height: Pt(rounded(height)),
                mode: Some(PaintMode::Fill),
                winding_order: None,
            },
        });
    }

    /// In a space of its own, where a module is one unit and downward is positive.
    #[allow(clippy::cast_precision_loss)] // Modules number 185 at most.
    fn symbol(&mut self, symbol: &Symbol, x: f32, y: f32) {
        let point = |&(right, down): &(i32, i32)| LinePoint {
            p: Point {
                x: Pt(right as f32),
                y: Pt(down as f32),
            },
            bezier: false,
        };
        let ring = |corners: &Vec<_>| PolygonRing {
            points: corners.iter().map(point).collect(),
        };
        let polygon = Polygon {
            rings: symbol.outlines.iter().map(ring).collect(),
            mode: PaintMode::Fill,
            winding_order: WindingOrder::EvenOdd,
        };
        let matrix = CurTransMat::Raw([symbol.module, 0.0, 0.0, -symbol.module, x, y]);
        self.ops.extend([
            Op::SaveGraphicsState,
            Op::SetTransformationMatrix { matrix },
            Op::SetFillColor {
                col: colour(Ink(0, 0, 0)),
            },
            Op::DrawPolygon { polygon },
            Op::RestoreGraphicsState,
        ]);
    }
}

/// The structure type of ISO 32000-1, 14.8.4.
pub(crate) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Part => "Part",
        Role::Heading => "H1",
        Role::Paragraph => "P",
        Role::Span => "Span",
        Role::Table => "Table",
        Role::TableRow => "TR",
        Role::ColumnHead | Role::RowHead => "TH",
        Role::Cell => "TD",
        Role::Figure => "Figure",
    }
}

/// A text string of a PDF: UTF-16BE with its mark.
pub(crate) fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect()
}

fn colour(Ink(red, green, blue): Ink) -> Color {
    let share = |part: u8| (f32::from(part) / 255.0 * 1000.0).round() / 1000.0;
    Color::Rgb(Rgb {
        r: share(red),
        g: share(green),
        b: share(blue),
        icc_profile: None,
    })
}

/// To a thousandth of a point: finer than any printer, and short in the file.
fn rounded(length: f32) -> f32 {
    (length * 1000.0).round() / 1000.0
}
