//! From painted pages to the bytes of the file.

use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt, Rect};

use crate::error::ReceiptError;
use crate::flow::{Page, paginate};
use crate::fonts::Fonts;
use crate::layout::Layout;
use crate::model::Receipt;
use crate::paint::Painter;
use crate::paper::{Length, Measures, Paper};
use crate::slip::{continued, foot, heading, lay_out};
use crate::subset::Subsets;
use crate::tags::{DOCUMENT, Role};
use crate::xmp::Description;
use crate::{document, model};

/// The slip as the bytes of a PDF.
pub(crate) fn render(
    receipt: &Receipt,
    paper: Paper,
    fonts: &Fonts,
) -> Result<Vec<u8>, ReceiptError> {
    receipt.check()?;
    let measures = paper.measures();
    let mut layout = Layout::new(fonts, &measures);
    lay_out(&mut layout, receipt)?;
    let pages = pages(&mut layout, receipt)?;

    let subsets = Subsets::of(&pages);
    let mut painter = Painter::new(&subsets, &layout.tree);
    let mut pdf = PdfDocument::new("");
    for (id, font) in subsets.fonts(fonts)? {
        pdf.resources.fonts.map.insert(id, font);
    }
    for page in &pages {
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
    let title = heading(receipt.kind)?;
    let title = format!("{} {} {}", title.zh, title.en, receipt.number);
    let about = Description::new(title, &receipt.issued_at);
    document::finish(document, &layout.tree, &painter.places, &about)
}

/// The rows on pages, with what stands at the head and foot of each.
fn pages(layout: &mut Layout<'_>, receipt: &Receipt) -> Result<Vec<Page>, ReceiptError> {
    let continued = continued(layout, receipt)?;
    // Room for the highest foot there can be: the one with a page number.
    let room = foot(layout, (model::MAX_ITEMS, model::MAX_ITEMS), None)?.height;
    let gap = layout.measures.step * 3.0;
    let rows = std::mem::take(&mut layout.rows);
    let mut pages = paginate(rows, layout.measures, &continued, room + gap);
    let count = pages.len();
    for (at, page) in pages.iter_mut().enumerate() {
        let last = at + 1 == count;
        let owner = last.then(|| layout.tree.node(DOCUMENT, Role::Paragraph));
        let foot = foot(layout, (at + 1, count), owner)?;
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
