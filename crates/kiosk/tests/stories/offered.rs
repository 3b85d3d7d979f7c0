//! What can be done at the desk, and whose codes are believed there.

use kiosk::Event;
use kiosk::call::Choice;
use kiosk::service::{DueChoice, Issuer, Question, QuestionKind, Service};
use kiosk::text::Texts;

use crate::desk::texts;

pub fn services() -> Vec<Service> {
    let choice = |id: &str| Question {
        id: id.to_owned(),
        title: texts(id),
        label: texts(id),
        help: Texts::default(),
        kind: QuestionKind::Choice,
        options: Vec::new(),
    };
    let period = Question {
        options: vec![Choice {
            id: "this-year".to_owned(),
            name: texts("this year"),
            detail: Texts::default(),
            fee: None,
            available: true,
        }],
        ..choice("period")
    };
    let notice = Question {
        kind: QuestionKind::Digits {
            length: 4,
            group: 4,
            scan: true,
        },
        ..choice("notice")
    };
    let service = |id: &str, identity, questions, dues| Service {
        id: id.to_owned(),
        name: texts(id),
        summary: Texts::default(),
        payee: texts("payee"),
        icon: "car".to_owned(),
        minutes: 2,
        identity,
        questions,
        dues,
        offline: false,
    };
    let statement = Service {
        offline: true,
        ..service("statement", true, vec![period], None)
    };
    vec![
        service("traffic-fines", true, Vec::new(), Some(DueChoice::Several)),
        service("non-tax", false, vec![notice], Some(DueChoice::All)),
        service(
            "hospital",
            true,
            vec![choice("department"), choice("slot")],
            None,
        ),
        statement,
    ]
}

/// What the backend offered before this start.
pub fn remembered() -> Event {
    Event::CatalogueRemembered {
        services: services(),
        issuers: issuers(),
    }
}

pub fn issuers() -> Vec<Issuer> {
    vec![Issuer {
        name: texts("issuer"),
        color: "#0b5d51".to_owned(),
        needs_network: false,
    }]
}
