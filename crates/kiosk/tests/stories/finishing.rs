//! What is held, what is only shown, what is handed out, and how it was.

use std::time::Duration;

use kiosk::call::{Answer, CallError, Details, Problem, Request};
use kiosk::notice::Notice;
use kiosk::record::Record;
use kiosk::service::{Document, DocumentKind, RatingReason, Row, Stage};
use kiosk::text::Texts;
use kiosk::touch::Touch;
use kiosk::view::{Ending, PaperPhase, Screen};
use kiosk::{Event, PrintProgress};

use crate::desk::{Desk, receipt, texts};

fn is_hold(request: &Request) -> bool {
    matches!(request, Request::Hold { .. })
}

fn is_apply(request: &Request) -> bool {
    matches!(request, Request::Apply { .. })
}

fn is_release(request: &Request) -> bool {
    matches!(request, Request::Release { .. })
}

fn is_rating(request: &Request) -> bool {
    matches!(request, Request::Rate { .. })
}

/// A number plate is being held.
fn holding() -> Desk {
    let mut desk = Desk::open();
    desk.choose("plate");
    desk.show_citizen_code();
    desk.answer_citizen();
    desk.answer_options(&["粤B11111", "粤B22222"], None);
    desk.choose_option("粤B22222");
    desk
}

fn held() -> Desk {
    let mut desk = holding();
    let hold = Duration::from_secs(600);
    desk.answer(is_hold, Ok(Answer::Held { hold }));
    desk
}

#[test]
fn what_is_chosen_is_held_before_the_visit_goes_on_and_the_review_says_for_how_long() {
    let mut desk = holding();
    assert!(matches!(
        desk.screen(),
        Screen::Question {
            waiting: Some(_),
            ..
        }
    ));
    let hold = Duration::from_secs(600);
    desk.answer(is_hold, Ok(Answer::Held { hold }));
    desk.pass(20);
    desk.touch(Touch::Answer { yes: true });
    let Screen::Review { held, .. } = desk.screen() else {
        panic!("{:?}", desk.screen());
    };
    let held = held.expect("it is held");
    assert_eq!((held.left_ms, held.total_ms), (580_000, 600_000));
    desk.touch(Touch::Next);
    desk.answer_application(12_500);
    desk.touch(Touch::Cancel);
    assert!(!desk.asked(is_release), "the order holds it");
}

#[test]
fn what_another_one_holds_is_chosen_anew() {
    let mut desk = holding();
    desk.answer(is_hold, Err(CallError::Refused(Problem::Taken)));
    assert_eq!(desk.notice(), Some(Notice::TakenMeanwhile));
    assert!(desk.asked(|request| matches!(request, Request::Options { .. })));
}

#[test]
fn when_the_time_is_over_it_is_chosen_anew_also_for_somebody_who_is_busy() {
    let mut desk = held();
    for _ in 0..12 {
        desk.pass(49);
        desk.touch(Touch::Help);
        desk.touch(Touch::Stay);
    }
    desk.pass(13);
    assert_eq!(desk.notice(), Some(Notice::HoldOver));
    assert!(desk.asked(|request| matches!(request, Request::Options { .. })));
}

#[test]
fn what_is_not_wanted_any_more_is_free_at_once() {
    let mut desk = held();
    desk.touch(Touch::Cancel);
    assert!(desk.asked(is_release));

    let mut desk = held();
    for _ in 0..3 {
        desk.touch(Touch::Back);
    }
    assert!(matches!(desk.screen(), Screen::Services { .. }));
    desk.choose("non-tax");
    assert!(desk.asked(is_release), "something else is done");
}

#[test]
fn what_only_shows_opens_no_application_and_asks_for_no_rating() {
    let mut desk = Desk::open();
    desk.choose("progress");
    desk.show_citizen_code();
    desk.answer_citizen();
    desk.answer_options(&["C-1"], None);
    desk.choose_option("C-1");
    let known = Details {
        title: texts("case"),
        rows: vec![row("since", "yesterday")],
        stages: vec![Stage {
            name: texts("accepted"),
            detail: Texts::default(),
            done: true,
        }],
    };
    let is_details = |request: &Request| matches!(request, Request::Details { .. });
    desk.answer(is_details, Ok(Answer::Details(known)));
    let Screen::Details { lines, stages, .. } = desk.screen() else {
        panic!("{:?}", desk.screen());
    };
    assert_eq!((lines.len(), stages[0].done), (1, true));
    assert!(!desk.asked(is_apply));
    desk.touch(Touch::Next);
    let ending = Ending::Seen;
    assert_eq!(desk.screen(), Screen::Thanks { ending });
}

fn row(label: &str, value: &str) -> Row {
    Row {
        label: texts(label),
        value: texts(value),
    }
}

fn ticket() -> Document {
    Document {
        kind: DocumentKind::Ticket,
        title: texts("ticket"),
        number: "C-9".to_owned(),
        prominent: "A012".to_owned(),
        rows: vec![row("before you", "3")],
        table: None,
        note: Texts::default(),
        symbol: Some("https://hall/queue/x".to_owned()),
    }
}

fn with_ticket() -> Desk {
    let mut desk = Desk::open();
    desk.choose("ticket");
    desk.answer_options(&["plates"], None);
    desk.choose_option("plates");
    let answer = Answer::Application {
        case_number: "C-9".to_owned(),
        order: None,
        rows: Vec::new(),
        documents: vec![ticket()],
        receipt: None,
    };
    desk.answer(is_apply, Ok(answer));
    desk
}

#[test]
fn a_ticket_is_applied_for_at_once_and_printed_once_under_its_case_number() {
    let mut desk = with_ticket();
    let Screen::Handout {
        prominent, phase, ..
    } = desk.screen()
    else {
        panic!("{:?}", desk.screen());
    };
    assert_eq!(prominent, "A012");
    assert!(matches!(phase, PaperPhase::Printing { .. }));
    assert_eq!(desk.printed.len(), 1);
    assert_eq!(desk.printed[0].number, "C-9");
    let receipt = "C-9".to_owned();
    desk.event(Event::PrintChanged {
        receipt,
        progress: PrintProgress::Printed,
    });
    assert!(matches!(
        desk.screen(),
        Screen::Handout {
            phase: PaperPhase::Printed,
            ..
        }
    ));
}

#[test]
fn a_receipt_printed_again_has_another_job_and_a_first_one_its_own_number() {
    for (reprint, number) in [(true, "C-5"), (false, "R-1")] {
        let mut desk = Desk::open();
        desk.choose("ticket");
        desk.answer_options(&["R-1"], None);
        desk.choose_option("R-1");
        let again = kiosk::call::Receipt {
            reprint,
            ..receipt()
        };
        let answer = Answer::Application {
            case_number: "C-5".to_owned(),
            order: None,
            rows: Vec::new(),
            documents: Vec::new(),
            receipt: Some(Box::new(again)),
        };
        desk.answer(is_apply, Ok(answer));
        assert_eq!(desk.printed[0].number, number);
        let Screen::Receipt { slip, .. } = desk.screen() else {
            panic!("{:?}", desk.screen());
        };
        assert_eq!(slip.reprint, reprint);
    }
}

/// At the question how it was.
fn rating() -> Desk {
    let mut desk = with_ticket();
    desk.touch(Touch::Next);
    assert!(matches!(desk.screen(), Screen::Rate { level: None, .. }));
    desk
}

#[test]
fn nobody_has_to_say_how_it_was() {
    let mut desk = rating();
    desk.touch(Touch::Next);
    assert!(!desk.asked(is_rating));
    assert!(matches!(desk.screen(), Screen::Thanks { .. }));

    let mut desk = rating();
    desk.pass(26);
    assert!(!desk.asked(is_rating));
    assert!(matches!(desk.screen(), Screen::Thanks { .. }));
}

#[test]
fn a_rating_goes_with_the_reasons_of_its_level_only() {
    let mut desk = rating();
    desk.touch(Touch::Rate { level: 0 });
    desk.touch(Touch::Rate { level: 6 });
    assert!(matches!(desk.screen(), Screen::Rate { level: None, .. }));
    desk.touch(Touch::Rate { level: 5 });
    let tick = |desk: &mut Desk, id: &str| {
        let id = id.to_owned();
        desk.touch(Touch::Tick { id, on: true });
    };
    tick(&mut desk, "quick");
    desk.touch(Touch::Rate { level: 4 });
    tick(&mut desk, "slow");
    let Screen::Rate { reasons, .. } = desk.screen() else {
        panic!("{:?}", desk.screen());
    };
    let chosen = reasons.iter().filter(|reason| reason.chosen);
    assert_eq!(
        chosen.map(|reason| reason.id.as_str()).collect::<Vec<_>>(),
        ["quick"]
    );
    desk.touch(Touch::Rate { level: 1 });
    tick(&mut desk, "unclear");
    desk.touch(Touch::Next);
    let sent = desk.calls.iter().find_map(|(_, request)| match request {
        Request::Rate { level, reasons, .. } => Some((*level, reasons.clone())),
        _ => None,
    });
    assert_eq!(sent, Some((1, vec![RatingReason::Unclear])));
}

#[test]
fn whoever_says_something_is_not_cut_short() {
    let mut desk = rating();
    desk.pass(20);
    desk.touch(Touch::Rate { level: 2 });
    desk.pass(20);
    assert!(matches!(desk.screen(), Screen::Rate { .. }));
    desk.pass(6);
    assert!(desk.asked(is_rating), "what was said counts");
}

#[test]
fn the_rating_belongs_to_the_application_that_was_made() {
    let mut desk = with_ticket();
    let applied = desk.records.iter().find_map(|record| match record {
        Record::Applied { application, .. } => Some(*application),
        _ => None,
    });
    desk.touch(Touch::Next);
    desk.touch(Touch::Rate { level: 5 });
    desk.touch(Touch::Next);
    let rated = desk.calls.iter().find_map(|(_, request)| match request {
        Request::Rate { key, .. } => Some(*key),
        _ => None,
    });
    assert_eq!(rated, applied);
}
