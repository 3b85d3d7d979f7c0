//! The ticket on paper.

use service::{Document, DocumentKind, Row, Texts};

use super::Ticket;
use crate::clock;
use crate::procedures::words::{WORDS, counted};

/// The ticket on paper. `phone` is where phones reach this backend; without it there is no symbol.
#[must_use]
pub fn ticket(ticket: &Ticket, case_number: &str, phone: Option<&str>) -> Document {
    let time = clock::china_at(ticket.taken_at).strftime("%Y-%m-%d %H:%M");
    let row = |label: &Texts, value: Texts| Row {
        label: label.clone(),
        value,
    };
    let words = &*WORDS;
    let minutes = counted(&words.ticket_minutes, "minutes", ticket.minutes);
    Document {
        kind: DocumentKind::Ticket,
        title: words.ticket_title.clone(),
        number: case_number.to_owned(),
        prominent: ticket.number.clone(),
        rows: vec![
            row(&words.ticket_business, ticket.business.clone()),
            row(&words.ticket_place, ticket.place.clone()),
            row(
                &words.ticket_before,
                counted(&words.ticket_people, "count", ticket.before),
            ),
            row(&words.ticket_about, minutes),
            row(&words.ticket_taken, Texts::same(time.to_string())),
        ],
        table: None,
        note: words.ticket_note.clone(),
        symbol: phone.map(|phone| {
            let phone = phone.trim_end_matches('/');
            format!("{phone}/queue/{}", ticket.token)
        }),
    }
}
