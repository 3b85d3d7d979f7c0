//! Papers besides the receipt. What a service hands out stands in its file; what is on the paper is
//! what was asked and answered, so that a service that nobody has seen has its papers, too.

mod slip;
mod statement;

use service::{Document, DocumentKind, Row, Service, Texts};
use sqlx::AnyConnection;

use crate::answers::Given;
use crate::citizens::{Citizen, masked};
use crate::database::DatabaseError;
use crate::words::WORDS;
use order::Millis;

/// What a paper is about.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// What was done.
    pub service: &'a Service,
    /// The number to ask about.
    pub case_number: &'a str,
    /// For whom, where that is known.
    pub citizen: Option<&'a Citizen>,
    /// What was answered.
    pub given: &'a [Given<'a>],
    /// When.
    pub now: Millis,
}

/// The papers of an application, in the order of the service's file. A receipt is written when the
/// money is there, and a ticket when it is drawn: neither is here.
///
/// # Errors
/// [`DatabaseError`].
pub async fn of(
    connection: &mut AnyConnection,
    about: &About<'_>,
) -> Result<Vec<Document>, DatabaseError> {
    let mut documents = Vec::new();
    for kind in &about.service.documents {
        match kind {
            DocumentKind::Slip => documents.push(slip::slip(about)),
            DocumentKind::Statement => {
                documents.push(statement::statement(connection, about).await?)
            }
            DocumentKind::Acknowledgement => documents.push(acknowledgement(about)),
            DocumentKind::Receipt | DocumentKind::Ticket => {}
        }
    }
    Ok(documents)
}

/// What was answered, line by line.
#[must_use]
pub fn rows(given: &[Given<'_>]) -> Vec<Row> {
    let rows = given.iter().map(|given| Row {
        label: given.question.label.clone(),
        value: given.reads(),
    });
    rows.collect()
}

fn acknowledgement(about: &About<'_>) -> Document {
    Document {
        kind: DocumentKind::Acknowledgement,
        title: WORDS.acknowledgement.clone(),
        number: about.case_number.to_owned(),
        prominent: String::new(),
        rows: [heading(about), rows(about.given)].concat(),
        table: None,
        note: WORDS.acknowledgement_note.clone(),
        symbol: None,
    }
}

/// What is done, and for whom.
fn heading(about: &About<'_>) -> Vec<Row> {
    let name = about.citizen.map(|citizen| Row {
        label: WORDS.name.clone(),
        value: Texts::same(masked(&citizen.name)),
    });
    let service = Row {
        label: WORDS.service.clone(),
        value: about.service.name.clone(),
    };
    [service].into_iter().chain(name).collect()
}
