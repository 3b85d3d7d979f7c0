//! What the file says about itself.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object};
use receipt::{Paper, Receipt, render};

use crate::paper::FONTS;
use crate::samples::{one_item, samples};

fn document(receipt: &Receipt, paper: Paper) -> Document {
    Document::load_mem(&render(receipt, paper, &FONTS).unwrap()).unwrap()
}

fn text(dictionary: &Dictionary, key: &[u8]) -> String {
    lopdf::decode_text_string(dictionary.get(key).unwrap()).unwrap()
}

#[test]
fn the_same_slip_gives_the_same_bytes_and_another_one_another_identity() {
    let mut identities = BTreeSet::new();
    let mut count = 0;
    for (_, receipt) in samples() {
        for paper in [Paper::A4, Paper::Roll80] {
            let first = render(&receipt, paper, &FONTS).unwrap();
            assert_eq!(first, render(&receipt, paper, &FONTS).unwrap());
            let document = Document::load_mem(&first).unwrap();
            let id = document
                .trailer
                .get(b"ID")
                .and_then(Object::as_array)
                .unwrap();
            assert_eq!(id[0], id[1]);
            identities.insert(id[0].as_str().unwrap().to_owned());
            count += 1;
        }
    }
    assert_eq!(identities.len(), count);
}

#[test]
fn the_file_names_itself_its_language_and_its_date() {
    let mut document = document(&one_item(), Paper::A4);
    assert_eq!(document.version, "1.7");
    let info = document
        .trailer
        .get(b"Info")
        .and_then(Object::as_reference)
        .unwrap();
    let info = document.get_dictionary(info).unwrap();
    assert_eq!(text(info, b"Title"), "缴款凭条 Payment slip 0026421031");
    assert_eq!(text(info, b"CreationDate"), "D:20260305143207");
    let catalog = document.catalog().unwrap().clone();
    assert_eq!(text(&catalog, b"Lang"), "zh-CN");
    let metadata = catalog
        .get(b"Metadata")
        .and_then(Object::as_reference)
        .unwrap();
    let metadata = document
        .get_object_mut(metadata)
        .and_then(Object::as_stream_mut)
        .unwrap();
    let packet = String::from_utf8(metadata.content.clone()).unwrap();
    for part in [
        "<pdfaid:part>2<",
        "<pdfaid:conformance>A<",
        "<pdfuaid:part>1<",
        ">缴款凭条 Payment slip 0026421031<",
        "<xmp:CreateDate>2026-03-05T14:32:07<",
    ] {
        assert!(packet.contains(part), "{part} in {packet}");
    }
}

#[test]
fn a_date_in_another_form_is_printed_but_dates_nothing() {
    let receipt = Receipt {
        issued_at: "二〇二六年三月五日".into(),
        ..one_item()
    };
    let document = document(&receipt, Paper::Roll80);
    let info = document
        .trailer
        .get(b"Info")
        .and_then(Object::as_reference)
        .unwrap();
    assert!(!document.get_dictionary(info).unwrap().has(b"CreationDate"));
}

/// The roles of the structure tree in reading order.
fn roles(document: &Document, element: &Dictionary, roles: &mut Vec<String>) {
    if let Ok(role) = element.get(b"S").and_then(Object::as_name) {
        roles.push(String::from_utf8(role.to_vec()).unwrap());
    }
    for kid in element.get(b"K").and_then(Object::as_array).unwrap() {
        if let Ok(kid) = kid.as_reference() {
            self::roles(document, document.get_dictionary(kid).unwrap(), roles);
        }
    }
}

#[test]
fn a_reader_that_cannot_see_gets_heading_fields_items_total_and_code_in_order() {
    for paper in [Paper::A4, Paper::Roll80] {
        let document = document(&one_item(), paper);
        let root = document.catalog().unwrap().get(b"StructTreeRoot").unwrap();
        let root = document
            .get_dictionary(root.as_reference().unwrap())
            .unwrap();
        let mut all = Vec::new();
        roles(&document, root, &mut all);
        let outline: Vec<&str> = all
            .iter()
            .map(String::as_str)
            .filter(|role| !matches!(*role, "Span" | "TR" | "TH" | "TD"))
            .collect();
        let wanted = [
            "Document", "P", "P", "H1", "Table", "Table", "P", "P", "Figure", "P", "P",
        ];
        assert_eq!(outline, wanted, "{paper:?}");
    }
}

#[test]
fn all_that_is_drawn_is_either_in_the_structure_or_decoration() {
    for (name, receipt) in samples() {
        let document = document(&receipt, Paper::A4);
        for page in document.page_iter() {
            let content = document.get_and_decode_page_content(page).unwrap();
            let mut depth = 0;
            for operation in content.operations {
                match operation.operator.as_str() {
                    "BDC" | "BMC" => depth += 1,
                    "EMC" => depth -= 1,
                    "TJ" | "Tj" | "f" | "f*" => {
                        assert!(depth > 0, "{name}: {} outside", operation.operator);
                    }
                    _ => {}
                }
            }
            assert_eq!(depth, 0, "{name}");
        }
    }
}
