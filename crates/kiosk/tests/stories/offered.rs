//! What can be done at the desk, and whose codes are believed there.

use kiosk::Event;
use kiosk::money::Fen;
use kiosk::service::{
    Catalogue, Choice, DayRange, DueChoice, Dues, DuesBy, Fee, Group, Identity, Issuer, Lookup,
    Procedure, Question, QuestionKind, ScanKind, Service, Source, When,
};
use kiosk::text::Texts;

use crate::desk::texts;

pub fn catalogue() -> Catalogue {
    Catalogue {
        version: 1,
        departments: vec![group("police"), group("health"), group("nobody")],
        life_events: vec![group("driving"), group("illness")],
        services: vec![
            Service {
                dues: dues(DuesBy::Citizen, DueChoice::Several),
                department: "police".to_owned(),
                life_events: vec!["driving".to_owned()],
                name: Texts::from([("zh-CN", "交通违法罚款"), ("en", "Traffic fines")]),
                simple: true,
                ..service("traffic-fines")
            },
            Service {
                identity: Identity::None,
                questions: vec![question("notice", notice())],
                dues: dues(
                    DuesBy::Question {
                        question: "notice".to_owned(),
                    },
                    DueChoice::All,
                ),
                ..service("non-tax")
            },
            Service {
                department: "health".to_owned(),
                life_events: vec!["illness".to_owned()],
                questions: vec![
                    question("department", looked_up(None)),
                    question("slot", looked_up(None)),
                ],
                fees: vec![Fee::Option {
                    question: "slot".to_owned(),
                }],
                ..service("hospital")
            },
            Service {
                offline: true,
                questions: vec![question("period", fixed(&["this-year"]))],
                ..service("statement")
            },
            form(),
            plate(),
            Service {
                procedure: Procedure::Progress,
                questions: vec![question("application", looked_up(None))],
                ..service("progress")
            },
            Service {
                procedure: Procedure::QueueTicket,
                identity: Identity::None,
                questions: vec![question("business", looked_up(None))],
                ..service("ticket")
            },
        ],
        most_used: vec!["hospital".to_owned(), "ticket".to_owned()],
        broken: Vec::new(),
    }
}

/// One that asks in every way.
fn form() -> Service {
    let when = When {
        question: "sure".to_owned(),
        is: vec!["yes".to_owned()],
    };
    Service {
        identity: Identity::None,
        questions: vec![
            question("sure", QuestionKind::YesNo),
            Question {
                when: Some(when),
                ..question("why", QuestionKind::Text { max: 6 })
            },
            question(
                "copies",
                QuestionKind::Several {
                    options: vec![choice("one"), choice("two"), choice("three")],
                    lookup: None,
                    min: 1,
                    max: 2,
                },
            ),
            question(
                "amount",
                QuestionKind::Amount {
                    min: Fen(100),
                    max: Fen(100_000),
                },
            ),
            question("phone", QuestionKind::Phone),
            question("plate", QuestionKind::Plate { province: None }),
            question(
                "day",
                QuestionKind::Date {
                    range: DayRange { first: 1, last: 40 },
                },
            ),
            question(
                "born",
                QuestionKind::Date {
                    range: DayRange {
                        first: -40_000,
                        last: 0,
                    },
                },
            ),
        ],
        fees: vec![
            Fee::Typed {
                question: "amount".to_owned(),
            },
            Fee::Each {
                question: "copies".to_owned(),
                title: texts("copy"),
                amount: Fen(500),
            },
        ],
        ..service("form")
    }
}

/// One where what was chosen is held.
fn plate() -> Service {
    Service {
        questions: vec![
            question("number", looked_up(Some(10))),
            question("sure", QuestionKind::YesNo),
        ],
        fees: vec![Fee::Fixed {
            title: texts("plate"),
            amount: Fen(12_500),
        }],
        ..service("plate")
    }
}

fn notice() -> QuestionKind {
    QuestionKind::Digits {
        length: 4,
        group: 4,
        scan: Some(ScanKind::Notice),
    }
}

fn looked_up(hold_minutes: Option<u32>) -> QuestionKind {
    QuestionKind::Choice {
        options: Vec::new(),
        lookup: Some(Lookup {
            from: Source::Queues,
            under: None,
            hold_minutes,
        }),
    }
}

fn fixed(ids: &[&str]) -> QuestionKind {
    QuestionKind::Choice {
        options: ids.iter().map(|id| choice(id)).collect(),
        lookup: None,
    }
}

pub fn choice(id: &str) -> Choice {
    Choice {
        id: id.to_owned(),
        name: texts(id),
        detail: Texts::default(),
        fee: None,
        available: true,
    }
}

fn dues(by: DuesBy, choice: DueChoice) -> Option<Dues> {
    Some(Dues { by, choice })
}

fn group(id: &str) -> Group {
    Group {
        id: id.to_owned(),
        name: texts(id),
        icon: "car".to_owned(),
    }
}

fn question(id: &str, kind: QuestionKind) -> Question {
    Question {
        id: id.to_owned(),
        title: texts(id),
        label: texts(id),
        help: Texts::default(),
        kind,
        when: None,
    }
}

fn service(id: &str) -> Service {
    Service {
        id: id.to_owned(),
        name: texts(id),
        summary: Texts::default(),
        help: Texts::default(),
        department: String::new(),
        life_events: Vec::new(),
        payee: texts("payee"),
        icon: "car".to_owned(),
        minutes: 2,
        identity: Identity::Required,
        needs: Vec::new(),
        costs: Texts::default(),
        simple: false,
        questions: Vec::new(),
        dues: None,
        fees: Vec::new(),
        procedure: Procedure::Apply,
        documents: Vec::new(),
        offline: false,
        hours: Vec::new(),
    }
}

/// What the backend offered before this start.
pub fn remembered() -> Event {
    Event::CatalogueRemembered {
        offered: Box::new(catalogue()),
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
