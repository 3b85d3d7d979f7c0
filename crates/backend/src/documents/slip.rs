//! A slip: what was agreed, to be shown when the citizen comes back.

use service::{Document, DocumentKind};

use super::{About, heading, rows};
use crate::words::WORDS;

pub(super) fn slip(about: &About<'_>) -> Document {
    let mut items = about.given.iter().flat_map(|given| &given.items);
    let (title, note) = if items.any(|item| item.time.is_some()) {
        (&WORDS.appointment, &WORDS.appointment_note)
    } else {
        (&WORDS.slip, &WORDS.slip_note)
    };
    Document {
        kind: DocumentKind::Slip,
        title: title.clone(),
        number: about.case_number.to_owned(),
        prominent: String::new(),
        rows: [heading(about), rows(about.given)].concat(),
        table: None,
        note: note.clone(),
        symbol: None,
    }
}
