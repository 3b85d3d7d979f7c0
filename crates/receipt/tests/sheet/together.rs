//! Several papers of one visit are one document.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object};
use receipt::{Paper, Part, Receipt, ReceiptError, Sheet, render_all};

use crate::PAPERS;
use crate::paper::{FONTS, print_all};
use crate::sheets::{appointment, statement};

#[path = "../slip/samples.rs"]
mod samples;

fn slip() -> Receipt {
    samples::samples().swap_remove(2).1
}

#[test]
fn every_part_begins_a_page_and_counts_its_own_pages() {
    let (slip, appointment, statement) = (slip(), appointment(), statement(60));
    let parts = [
        Part::Receipt(&slip),
        Part::Sheet(&appointment),
        Part::Sheet(&statement),
    ];
    for paper in PAPERS {
        let all = print_all(&parts, paper).pages();
        let each: Vec<Vec<String>> = parts
            .iter()
            .map(|part| print_all(&[*part], paper).pages())
            .collect();
        assert_eq!(all, each.concat(), "{paper:?}");
    }
}

/// The element and those below it, as `Part(H1 P …)`: kinds of blocks only.
fn outline(document: &Document, element: &Dictionary) -> String {
    let role = element.get(b"S").and_then(Object::as_name).unwrap_or(b"");
    let role = String::from_utf8(role.to_vec()).unwrap();
    let kids = element.get(b"K").and_then(Object::as_array).unwrap();
    let kids: Vec<String> = kids
        .iter()
        .filter_map(|kid| kid.as_reference().ok())
        .map(|kid| outline(document, document.get_dictionary(kid).unwrap()))
        .filter(|kid| !kid.is_empty())
        .collect();
    match role.as_str() {
        "" | "Document" | "Part" => format!("{role}({})", kids.join(" ")),
        "H1" | "P" | "Table" | "Figure" => role,
        _ => String::new(),
    }
}

fn document(parts: &[Part<'_>]) -> Document {
    Document::load_mem(&render_all(parts, Paper::A4, &FONTS).unwrap()).unwrap()
}

#[test]
fn a_reader_that_cannot_see_gets_one_part_after_the_other() {
    let (slip, appointment) = (slip(), appointment());
    let document = document(&[Part::Receipt(&slip), Part::Sheet(&appointment)]);
    let root = document.catalog().unwrap().get(b"StructTreeRoot").unwrap();
    let root = document
        .get_dictionary(root.as_reference().unwrap())
        .unwrap();
    assert_eq!(
        outline(&document, root),
        "(Document(Part(P P H1 Table Table P P Figure P P) Part(P P H1 P Table P P)))"
    );
}

#[test]
fn every_piece_of_every_page_is_found_from_its_page() {
    let (slip, statement) = (slip(), statement(60));
    let document = document(&[Part::Receipt(&slip), Part::Sheet(&statement)]);
    let root = document.catalog().unwrap().get(b"StructTreeRoot").unwrap();
    let root = document
        .get_dictionary(root.as_reference().unwrap())
        .unwrap();
    let parents = root
        .get(b"ParentTree")
        .and_then(Object::as_reference)
        .unwrap();
    let parents = document.get_dictionary(parents).unwrap();
    let parents = parents.get(b"Nums").and_then(Object::as_array).unwrap();
    for (number, page) in document.page_iter().enumerate() {
        let content = document.get_and_decode_page_content(page).unwrap();
        let marked: BTreeSet<i64> = content
            .operations
            .iter()
            .filter(|operation| operation.operator == "BDC")
            .filter_map(|operation| operation.operands[1].as_dict().ok()?.get(b"MCID").ok())
            .map(|mcid| mcid.as_i64().unwrap())
            .collect();
        let elements = parents[number * 2 + 1].as_array().unwrap();
        assert_eq!(parents[number * 2].as_i64().unwrap(), number as i64);
        assert_eq!(marked, (0..elements.len() as i64).collect());
        let page = document.get_dictionary(page).unwrap();
        assert_eq!(
            page.get(b"StructParents").unwrap().as_i64().unwrap(),
            number as i64
        );
    }
}

#[test]
fn the_file_is_named_by_all_its_parts_and_is_the_same_every_time() {
    let (slip, appointment) = (slip(), appointment());
    let parts = [Part::Receipt(&slip), Part::Sheet(&appointment)];
    let bytes = render_all(&parts, Paper::Roll80, &FONTS).unwrap();
    assert_eq!(bytes, render_all(&parts, Paper::Roll80, &FONTS).unwrap());
    let document = Document::load_mem(&bytes).unwrap();
    let info = document
        .trailer
        .get(b"Info")
        .and_then(Object::as_reference)
        .unwrap();
    let info = document.get_dictionary(info).unwrap();
    assert_eq!(
        lopdf::decode_text_string(info.get(b"Title").unwrap()).unwrap(),
        "缴款凭条 Payment slip 0026421031 · 机动车查验预约单 Vehicle inspection appointment CL20260305000009"
    );
}

#[test]
fn there_is_all_of_it_or_nothing() {
    let broken = Sheet {
        prominent: "𠮷".into(),
        ..appointment()
    };
    let slip = slip();
    let parts = [Part::Receipt(&slip), Part::Sheet(&broken)];
    let missing = ReceiptError::MissingGlyph { character: '𠮷' };
    assert_eq!(render_all(&parts, Paper::A4, &FONTS), Err(missing));
    assert_eq!(
        render_all(&[], Paper::A4, &FONTS),
        Err(ReceiptError::Nothing)
    );
}
