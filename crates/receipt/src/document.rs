//! What the file says about itself, beyond what printpdf writes.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use crate::error::ReceiptError;
use crate::paint::{Place, utf16};
use crate::tags::Tree;

/// Completes the document and writes it.
pub(crate) fn finish(
    mut document: Document,
    _tree: &Tree,
    _places: &BTreeMap<usize, Place>,
    title: &str,
    _issued_at: &str,
) -> Result<Vec<u8>, ReceiptError> {
    let failed = |why: lopdf::Error| ReceiptError::NotWritten {
        why: why.to_string(),
    };
    document.version = "1.7".to_owned();
    let info = document.add_object(dictionary! { "Title" => text(title) });
    document.trailer.set("Info", Object::Reference(info));
    let catalog = document.catalog_mut().map_err(failed)?;
    catalog.set("Lang", text("zh-CN"));
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    let id = Object::String(content_id(&document), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    document.compress();
    let mut bytes = Vec::new();
    document
        .save_to(&mut bytes)
        .map_err(|why| ReceiptError::NotWritten {
            why: why.to_string(),
        })?;
    Ok(bytes)
}

/// The same for the same content, on whatever machine and day.
fn content_id(document: &Document) -> Vec<u8> {
    let mut digest = Sha256::new();
    for object in document.objects.values() {
        if let Object::Stream(stream) = object {
            digest.update(&stream.content);
        }
    }
    digest.finalize()[..16].to_vec()
}

fn text(text: &str) -> Object {
    Object::String(utf16(text), StringFormat::Hexadecimal)
}
