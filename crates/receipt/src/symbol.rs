//! The QR code, as the outline of its dark area.
//!
//! An outline instead of one square a module: no hairlines between modules when a viewer smooths
//! edges, and a third of the bytes.

use std::collections::BTreeMap;

use qrcodegen::{QrCode, QrCodeEcc};

use crate::error::ReceiptError;
use crate::paper::Measures;

/// The white border that readers need (ISO/IEC 18004), in modules on each side.
const QUIET_ZONE: u16 = 4;

type Corner = (i32, i32);

/// A QR code in its size on paper.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Symbol {
    /// Closed outlines of the dark area in modules, from the upper left, quiet zone included. To
    /// be filled by the even-odd rule.
    pub(crate) outlines: Vec<Vec<Corner>>,
    /// The side of one module, in points: a whole number of dots.
    pub(crate) module: f32,
    /// The side of the whole with its quiet zone, in points.
    pub(crate) side: f32,
}

impl Symbol {
    /// The QR code of a text, at error correction M, as large as the sheet lets it be.
    pub(crate) fn new(text: &str, measures: &Measures) -> Result<Self, ReceiptError> {
        let too_long = || ReceiptError::ProofTooLong { length: text.len() };
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_| too_long())?;
        let modules = u16::try_from(code.size()).map_err(|_| too_long())? + 2 * QUIET_ZONE;
        let dots = (measures.symbol / measures.dot / f32::from(modules) + 0.001).floor();
        if dots < f32::from(measures.module_dots) {
            return Err(too_long());
        }
        let module = dots * measures.dot;
        Ok(Self {
            outlines: outlines(&code),
            module,
            side: module * f32::from(modules),
        })
    }

    /// The width of the white border.
    pub(crate) fn quiet(&self) -> f32 {
        self.module * f32::from(QUIET_ZONE)
    }
}

/// Follows the edges between dark and light, dark always on the right hand.
fn outlines(code: &QrCode) -> Vec<Vec<Corner>> {
    let mut edges = edges(code);
    let mut outlines = Vec::new();
    while let Some((&start, _)) = edges.iter().next() {
        let mut corners = Vec::new();
        let (mut at, mut heading) = (start, None);
        // Where two dark modules meet at a corner, two edges leave it: either gives closed
        // outlines of the same area.
        while let Some(next) = take_edge(&mut edges, at) {
            let step = (next.0 - at.0, next.1 - at.1);
            if heading != Some(step) {
                corners.push(at);
            }
            (at, heading) = (next, Some(step));
        }
        outlines.push(shifted(corners));
    }
    outlines
}

/// Each edge of the dark area by the corner it leaves from.
fn edges(code: &QrCode) -> BTreeMap<Corner, Vec<Corner>> {
    let mut edges: BTreeMap<Corner, Vec<Corner>> = BTreeMap::new();
    let mut edge = |from, to| edges.entry(from).or_default().push(to);
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|&x| code.get_module(x, y)) {
            if !code.get_module(x, y - 1) {
                edge((x, y), (x + 1, y));
            }
            if !code.get_module(x + 1, y) {
                edge((x + 1, y), (x + 1, y + 1));
            }
            if !code.get_module(x, y + 1) {
                edge((x + 1, y + 1), (x, y + 1));
            }
            if !code.get_module(x - 1, y) {
                edge((x, y + 1), (x, y));
            }
        }
    }
    edges
}

fn take_edge(edges: &mut BTreeMap<Corner, Vec<Corner>>, from: Corner) -> Option<Corner> {
    let leaving = edges.get_mut(&from)?;
    let to = leaving.pop();
    if leaving.is_empty() {
        edges.remove(&from);
    }
    to
}

fn shifted(corners: Vec<Corner>) -> Vec<Corner> {
    let quiet = i32::from(QUIET_ZONE);
    corners
        .into_iter()
        .map(|(x, y)| (x + quiet, y + quiet))
        .collect()
}
