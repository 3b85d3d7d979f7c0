//! From painted pages to the bytes of the file.

use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};

use crate::error::ReceiptError;
use crate::flow::{Page, paginate};
use crate::fonts::Fonts;
use crate::layout::Layout;
use crate::model::Receipt;
use crate::paint::Painter;
use crate::paper::{Length, Measures, Paper};
use crate::running::Running;
use crate::sheet::Sheet;
use crate::subset::Subsets;
use crate::tags::{DOCUMENT, Role};
use crate::xmp::Description;
use crate::{document, handout, slip};

/// The highest number of a page, to measure with.
const MAX_PAGES: usize = 999;

/// One of the papers that are printed together.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// The payment slip.
    Receipt(&'a Receipt),
    /// Any other paper.
    Sheet(&'a Sheet),
}

impl Part<'_> {
    fn check(&self) -> Result<(), ReceiptError> {
        match self {
            Self::Receipt(receipt) => receipt.check(),
            Self::Sheet(sheet) => sheet.check(),
        }
    }

    fn running(&self) -> Result<Running, ReceiptError> {
        match self {
            Self::Receipt(receipt) => slip::running(receipt),
            Self::Sheet(sheet) => handout::running(sheet),
        }
    }

    fn lay_out(&self, layout: &mut Layout<'_>, running: &Running) -> Result<(), ReceiptError> {
        match self {
            Self::Receipt(receipt) => slip::lay_out(layout, receipt, running),
            Self::Sheet(sheet) => handout::lay_out(layout, sheet, running),
        }
    }

    fn issued_at(&self) -> &str {
        match self {
            Self::Receipt(receipt) => &receipt.issued_at,
            Self::Sheet(sheet) => &sheet.issued_at,
        }
    }
}

/// The parts, each from a new page on, as the bytes of one PDF.
pub(crate) fn render(
    parts: &[Part<'_>],
    paper: Paper,
    fonts: &Fonts,
) -> Result<Vec<u8>, ReceiptError> {
    let first = parts.first().ok_or(ReceiptError::Nothing)?;
    let measures = paper.measures();
    let mut layout = Layout::new(fonts, &measures);
    let mut all = Vec::new();
    let mut titles = Vec::new();
    for part in parts {
        part.check()?;
        layout.root = match parts {
            [_] => DOCUMENT,
            _ => layout.tree.node(DOCUMENT, Role::Part),
        };
        let running = part.running()?;
        part.lay_out(&mut layout, &running)?;
        all.extend(pages(&mut layout, &running)?);
        titles.push(title(&running));
    }

    let subsets = Subsets::of(&all);
    let mut painter = Painter::new(&subsets, &layout.tree);
    let mut pdf = PdfDocument::new("");
    for (id, font) in subsets.fonts(fonts)? {
        pdf.resources.fonts.map.insert(id, font);
    }
    for page in &all {
        let height = page_length(page, &measures);
        let size = Rect::from_wh(Pt(measures.width), Pt(height));
        let ops = painter.page(page, measures.side, height);
        pdf.pages.push(PdfPage {
            media_box: size.clone(),
            trim_box: size.clone(),
            crop_box: size,
            ops,
        });
    }
    // With another conformance than the default printpdf adds half a megabyte that validates
    // nowhere; what is needed is added to its document afterwards.
    let document = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new());
    let about = Description::new(titles.join(" · "), first.issued_at());
    document::finish(document, &layout.tree, &painter.places, &about)
}

fn title(running: &Running) -> String {
    let heading = &running.heading;
    let parts = [&heading.zh, &heading.en, &running.number];
    let present = parts.map(|part| part.trim()).into_iter();
    let present: Vec<&str> = present.filter(|part| !part.is_empty()).collect();
    present.join(" ")
}

/// The rows on pages, with what stands at the head and foot of each.
fn pages(layout: &mut Layout<'_>, running: &Running) -> Result<Vec<Page>, ReceiptError> {
    let continued = running.continued(layout)?;
    // Room for the highest foot there can be: the one with a page number.
    let room = running.foot(layout, (MAX_PAGES, MAX_PAGES), None)?.height;
    let gap = layout.measures.step * 3.0;
    let rows = std::mem::take(&mut layout.rows);
    let mut pages = paginate(rows, layout.measures, &continued, room + gap);
    let count = pages.len();
    for (at, page) in pages.iter_mut().enumerate() {
        let last = at + 1 == count;
        let owner = last.then(|| layout.tree.node(layout.root, Role::Paragraph));
        let foot = running.foot(layout, (at + 1, count), owner)?;
        let top = match layout.measures.length {
            Length::Fixed(length) => length - layout.measures.bottom - foot.height,
            Length::UpTo(_) => page.end + gap,
        };
        page.end = top + foot.height;
        page.cells.push((top, foot));
    }
    Ok(pages)
}

/// A page of a roll ends a margin after its content, at a whole millimetre.
fn page_length(page: &Page, measures: &Measures) -> f32 {
    match measures.length {
        Length::Fixed(length) => length,
        Length::UpTo(_) => {
            let millimetre = 72.0 / 25.4;
            ((page.end + measures.bottom) / millimetre).ceil() * millimetre
        }
    }
}
