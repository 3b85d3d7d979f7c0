//! Codes that only their issuer understands: the backend asks, and without it nobody can.

use kiosk::Event;
use kiosk::call::{Answer, CallError, Problem, Request};
use kiosk::notice::Notice;
use kiosk::record::Record;
use kiosk::scan::{Refusal, Scan};
use kiosk::service::Issuer;
use kiosk::text::{Lang, Texts};
use kiosk::time::Timestamp;
use kiosk::touch::Touch;
use kiosk::view::{Channel, Screen};

use crate::desk::{Desk, code_id, secret};
use crate::offered::catalogue;

const CARD: &str = "CARD:1:99";

fn health_card() -> Scan {
    Scan::Opaque {
        kind: "health-card".to_owned(),
        code: secret(CARD),
        id: code_id(900),
    }
}

fn is_identify(request: &Request) -> bool {
    matches!(request, Request::Identify { .. })
}

/// A desk where this service asks for a code.
fn identifying(service: &str) -> Desk {
    let mut desk = Desk::open();
    desk.choose(service);
    desk
}

/// The connection goes away while nobody asks anything.
fn cut(desk: &mut Desk) {
    desk.pass(30);
    desk.answer(
        |request| matches!(request, Request::Catalogue),
        Err(CallError::Unreachable),
    );
}

fn refusals(desk: &Desk) -> Vec<Notice> {
    let notice = |record: &Record| match record {
        Record::InputRefused { notice, .. } => Some(*notice),
        _ => None,
    };
    desk.records.iter().filter_map(notice).collect()
}

#[test]
fn its_issuer_is_asked_whose_it_is_and_the_visit_goes_on() {
    let mut desk = identifying("traffic-fines");
    desk.scan(health_card());
    let asked = desk.calls.iter().find(|(_, request)| is_identify(request));
    let Some((_, Request::Identify { code, kind, .. })) = asked else {
        panic!("nobody was asked");
    };
    assert_eq!(
        (code.expose(), kind.as_deref()),
        (CARD, Some("health-card"))
    );
    desk.answer_citizen();
    assert!(matches!(desk.screen(), Screen::Dues { .. }));
}

#[test]
fn what_the_issuer_refuses_is_told_and_another_code_still_works() {
    let refused = [
        (Refusal::Expired, Notice::CodeExpired),
        (Refusal::Used, Notice::CodeUsed),
        (Refusal::Forged, Notice::CodeForged),
        (Refusal::NotLive, Notice::CodeNotLive),
    ];
    for (refusal, notice) in refused {
        let mut desk = identifying("traffic-fines");
        desk.scan(health_card());
        let error = CallError::Refused(Problem::Code(refusal));
        desk.answer(is_identify, Err(error));
        assert_eq!(desk.notice(), Some(notice));
        assert_eq!(refusals(&desk), [notice]);
        desk.show_citizen_code();
        desk.answer_citizen();
        assert!(matches!(desk.screen(), Screen::Dues { .. }));
    }
}

#[test]
fn a_fixed_code_is_refused_before_anybody_is_asked() {
    let mut desk = identifying("traffic-fines");
    desk.scan(Scan::CitizenRefused(Refusal::NotLive));
    assert_eq!(desk.notice(), Some(Notice::CodeNotLive));
    assert!(!desk.asked(is_identify));
}

#[test]
fn an_issuer_that_does_not_answer_has_refused_nothing() {
    let silent = [
        CallError::Refused(Problem::Unverified),
        CallError::TimedOut,
        CallError::Broken,
    ];
    for error in silent {
        let mut desk = identifying("traffic-fines");
        desk.scan(health_card());
        desk.answer(is_identify, Err(error));
        assert_eq!(desk.notice(), Some(Notice::CodeUnanswered));
        assert_eq!(refusals(&desk), [], "nothing was wrong with the code");
        assert!(desk.looking, "it may be shown again");
    }
}

#[test]
fn an_issuer_that_does_not_answer_does_not_cut_the_machine_off() {
    let mut desk = identifying("traffic-fines");
    desk.scan(health_card());
    let error = CallError::Refused(Problem::Unverified);
    desk.answer(is_identify, Err(error));
    desk.scan(health_card());
    assert!(desk.asked(is_identify), "it is asked again");
    desk.answer_citizen();
    assert!(matches!(desk.screen(), Screen::Dues { .. }));
}

#[test]
fn a_question_that_is_never_answered_is_given_up() {
    let mut desk = identifying("traffic-fines");
    desk.scan(health_card());
    desk.pass(12);
    assert_eq!(desk.notice(), Some(Notice::CodeUnanswered));
    assert!(matches!(
        desk.screen(),
        Screen::Identify { waiting: None, .. }
    ));
}

#[test]
fn without_a_connection_it_is_said_at_once_that_this_code_needs_one() {
    for service in ["traffic-fines", "statement"] {
        let mut desk = identifying(service);
        cut(&mut desk);
        desk.scan(health_card());
        assert_eq!(desk.notice(), Some(Notice::CodeNeedsConnection));
        assert!(!desk.asked(is_identify), "nobody can be asked");
        assert_eq!(refusals(&desk), []);
    }
    let mut desk = identifying("traffic-fines");
    desk.scan(health_card());
    desk.answer(is_identify, Err(CallError::Unreachable));
    assert_eq!(desk.notice(), Some(Notice::CodeNeedsConnection));
}

#[test]
fn what_goes_on_without_a_network_does_not_go_on_with_a_code_that_nobody_has_vouched_for() {
    let silent = [
        CallError::Unreachable,
        CallError::TimedOut,
        CallError::Broken,
    ];
    for error in silent {
        let mut desk = identifying("statement");
        desk.scan(health_card());
        desk.answer(is_identify, Err(error));
        assert!(matches!(desk.screen(), Screen::Identify { .. }));
        // The hall's own codes are signed, and do.
        desk.show_citizen_code();
        assert!(matches!(desk.screen(), Screen::Question { .. }));
    }
}

#[test]
fn without_a_connection_only_the_codes_that_do_are_named() {
    let named = |desk: &Desk| match desk.screen() {
        Screen::Identify { issuers, .. } => issuers.len(),
        screen => panic!("{screen:?}"),
    };
    let issuer = |name: &str, needs_network| Issuer {
        name: Texts([(Lang::new("zh-CN"), name.to_owned())].into()),
        color: "#008f8c".to_owned(),
        needs_network,
    };
    let mut desk = identifying("statement");
    desk.pass(30);
    let answer = Answer::Catalogue {
        offered: Box::new(catalogue()),
        issuers: vec![issuer("城市服务", false), issuer("电子健康卡", true)],
        time: Timestamp(30_000),
    };
    desk.answer(|request| matches!(request, Request::Catalogue), Ok(answer));
    assert_eq!(named(&desk), 2);
    cut(&mut desk);
    assert_eq!(named(&desk), 1);
}

#[test]
fn an_application_of_somebody_the_issuer_vouched_for_is_kept_like_any_other() {
    let mut desk = identifying("statement");
    desk.scan(health_card());
    desk.answer_citizen();
    desk.choose_option("this-year");
    desk.touch(Touch::Next);
    let is_apply = |request: &Request| matches!(request, Request::Apply { .. });
    let shown = |desk: &Desk| {
        let (_, request) = desk
            .calls
            .iter()
            .rev()
            .find(|(_, it)| is_apply(it))
            .unwrap();
        let Request::Apply { citizen, shown, .. } = request else {
            unreachable!("it was looked for");
        };
        assert_eq!(*citizen, None);
        shown.clone().unwrap().code.expose().to_owned()
    };
    assert_eq!(shown(&desk), CARD);
    desk.answer(is_apply, Err(CallError::Unreachable));
    assert!(matches!(desk.screen(), Screen::Taken { .. }));
    let written = format!("{:?}", desk.records);
    assert!(!written.contains(CARD), "it is sealed");
}

#[test]
fn at_another_step_it_goes_nowhere() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    let calls = desk.calls.len();
    desk.scan(health_card());
    assert_eq!(desk.notice(), Some(Notice::ShowPaymentInstead));
    assert_eq!(desk.calls.len(), calls);
    desk.show_payment_code(Channel::Wechat);
    desk.event(Event::Scanned(health_card()));
    assert!(!desk.asked(is_identify));
}
