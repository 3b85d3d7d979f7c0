//! What the file says about itself, beyond what printpdf writes: PDF/A-2a and PDF/UA-1.

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use crate::error::ReceiptError;
use crate::icc::srgb;
use crate::paint::{Place, utf16};
use crate::structure;
use crate::tags::Tree;
use crate::xmp::{Description, PRODUCER};

/// Completes the document and writes it.
pub(crate) fn finish(
    mut document: Document,
    tree: &Tree,
    places: &BTreeMap<usize, Place>,
    about: &Description,
) -> Result<Vec<u8>, ReceiptError> {
    document.version = "1.7".to_owned();
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let failed = |why: lopdf::Error| ReceiptError::NotWritten {
        why: why.to_string(),
    };
    mark_pages(&mut document, &pages).map_err(failed)?;
    let structure = structure::write(&mut document, tree, places, &pages);
    describe(&mut document, structure, about).map_err(failed)?;
    // printpdf gives a random identity and the first file of every process the same one.
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

fn mark_pages(document: &mut Document, pages: &[ObjectId]) -> lopdf::Result<()> {
    for (number, page) in (0_i64..).zip(pages) {
        let page = document.get_object_mut(*page)?.as_dict_mut()?;
        page.remove(b"Annots"); // always empty
        page.set("StructParents", number);
        page.set("Tabs", "S");
    }
    Ok(())
}

fn describe(
    document: &mut Document,
    structure: ObjectId,
    about: &Description,
) -> lopdf::Result<()> {
    let mut info = dictionary! { "Title" => text(&about.title), "Producer" => text(PRODUCER) };
    if let Some(date) = about.info_date() {
        for key in ["CreationDate", "ModDate"] {
            info.set(key, Object::string_literal(date.clone()));
        }
    }
    let info = document.add_object(info);
    document.trailer.set("Info", info);

    let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, srgb()));
    let intent = document.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => text("sRGB"),
        "Info" => text("sRGB"),
        "DestOutputProfile" => profile,
    });
    // Left as it is, so that programs that know no PDF find it too.
    let packet = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let packet = Stream::new(packet, about.packet().into_bytes()).with_compression(false);
    let metadata = document.add_object(packet);

    let catalog = document.catalog_mut()?;
    catalog.set("Lang", text("zh-CN"));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("Metadata", metadata);
    catalog.set("OutputIntents", vec![Object::Reference(intent)]);
    catalog.set("StructTreeRoot", structure);
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    Ok(())
}

/// The same for the same content, on whatever machine and day.
fn content_id(document: &Document) -> Vec<u8> {
    let mut digest = Sha256::new();
    for object in document.objects.values() {
        if let Object::Stream(stream) = object {
            digest.update(stream.content.len().to_be_bytes());
            digest.update(&stream.content);
        }
    }
    digest.finalize()[..16].to_vec()
}

/// A text string of a PDF.
pub(crate) fn text(text: &str) -> Object {
    Object::String(utf16(text), StringFormat::Hexadecimal)
}
