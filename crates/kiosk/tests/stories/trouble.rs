//! Wrong codes, a backend that is away, nobody there any more.

use crate::desk::{Desk, code_id, pending, secret};
use kiosk::call::{CallError, Problem, Request};
use kiosk::notice::Notice;
use kiosk::record::Record;
use kiosk::scan::{Refusal, Scan};
use kiosk::touch::Touch;
use kiosk::view::{CameraView, Channel, Closed, Ending, Input, Screen, Sheet};
use kiosk::{Event, PrintProgress};

fn identifying() -> Desk {
    let mut desk = Desk::open();
    desk.choose("traffic-fines");
    desk
}

#[test]
fn every_wrong_code_is_named_and_the_camera_goes_on() {
    let payment = |channel| Scan::Payment {
        channel,
        code: secret("130000000000000001"),
    };
    let wrong = [
        (Scan::CitizenRefused(Refusal::Expired), Notice::CodeExpired),
        (
            Scan::CitizenRefused(Refusal::NotYetValid),
            Notice::CodeNotYetValid,
        ),
        (Scan::CitizenRefused(Refusal::Forged), Notice::CodeForged),
        (
            Scan::CitizenRefused(Refusal::UnknownIssuer),
            Notice::CodeUnknownIssuer,
        ),
        (Scan::CitizenRefused(Refusal::CutOff), Notice::CodeCutOff),
        (Scan::CitizenRefused(Refusal::Used), Notice::CodeUsed),
        (Scan::CitizenRefused(Refusal::Lapsed), Notice::CodeLapsed),
        (Scan::CitizenRefused(Refusal::Revoked), Notice::CodeRevoked),
        (
            Scan::CitizenRefused(Refusal::OtherHall),
            Notice::CodeOtherHall,
        ),
        (Scan::StaffBadge, Notice::StaffBadge),
        (Scan::Other, Notice::CodeOther),
        (payment(Some(Channel::Wechat)), Notice::ShowIdentityInstead),
        (payment(None), Notice::ShowIdentityInstead),
        (Scan::IdNumber, Notice::IdNumberNotNeeded),
    ];
    for (scan, notice) in wrong {
        let mut desk = identifying();
        desk.scan(scan);
        assert_eq!(desk.notice(), Some(notice));
        assert!(matches!(
            desk.screen(),
            Screen::Identify { waiting: None, .. }
        ));
        assert!(desk.looking);
        assert!(
            desk.records.iter().any(
                |r| matches!(r, Record::InputRefused { notice: found, .. } if *found == notice)
            )
        );
        desk.show_citizen_code();
        desk.answer_citizen();
        assert!(
            matches!(desk.screen(), Screen::Dues { .. }),
            "the right one still works"
        );
    }
}

#[test]
fn the_backend_has_the_last_word_about_a_code() {
    let mut desk = identifying();
    desk.show_citizen_code();
    desk.answer(
        |request| matches!(request, Request::Identify { .. }),
        Err(CallError::Refused(Problem::Code(Refusal::Used))),
    );
    assert_eq!(desk.notice(), Some(Notice::CodeUsed));
    assert!(matches!(
        desk.screen(),
        Screen::Identify { waiting: None, .. }
    ));
}

#[test]
fn at_the_payment_step_nothing_but_a_payment_code_is_sent_anywhere() {
    let wrong = [
        (
            Scan::Citizen {
                code: secret("GC1:X"),
                id: code_id(0),
            },
            Notice::ShowPaymentInstead,
        ),
        (
            Scan::CitizenRefused(Refusal::Expired),
            Notice::ShowPaymentInstead,
        ),
        (Scan::IdNumber, Notice::IdNumberNotNeeded),
        (
            Scan::Payment {
                channel: None,
                code: secret("62"),
            },
            Notice::ChannelNotAccepted,
        ),
        (Scan::NoticeNumber("1234".to_owned()), Notice::CodeOther),
        (Scan::StaffBadge, Notice::StaffBadge),
        (Scan::Other, Notice::CodeOther),
    ];
    for (scan, notice) in wrong {
        let mut desk = Desk::open();
        desk.up_to_paying();
        let calls = desk.calls.len();
        desk.scan(scan);
        assert_eq!(desk.notice(), Some(notice));
        assert_eq!(desk.calls.len(), calls);
    }
}

#[test]
fn wrong_unknown_and_paid_notice_numbers_are_told_apart_and_stay_typed() {
    let wrong = [
        (Problem::NoticeMistyped, Notice::NoticeNumberMistyped),
        (Problem::NoticeUnknown, Notice::NoticeNumberUnknown),
        (Problem::NoticePaid, Notice::NoticeAlreadyPaid),
    ];
    for (problem, notice) in wrong {
        let mut desk = Desk::open();
        desk.choose("non-tax");
        desk.type_digits("1234");
        desk.touch(Touch::Next);
        desk.answer(
            |request| matches!(request, Request::Dues { .. }),
            Err(CallError::Refused(problem)),
        );
        assert_eq!(desk.notice(), Some(notice));
        let Screen::Question {
            input: Input::Digits { value, .. },
            waiting,
            ..
        } = desk.screen()
        else {
            panic!("digits")
        };
        assert_eq!((value.as_str(), waiting), ("1234", None));
    }
}

#[test]
fn a_scanned_notice_is_looked_up_at_once() {
    let mut desk = Desk::open();
    desk.choose("non-tax");
    assert!(desk.looking);
    desk.scan(Scan::NoticeNumber("1234".to_owned()));
    assert!(desk.asked(|request| matches!(request, Request::Dues { .. })));
}

#[test]
fn who_owes_nothing_is_told_so() {
    let mut desk = identifying();
    desk.show_citizen_code();
    desk.answer_citizen();
    desk.answer_dues(&[]);
    assert_eq!(desk.notice(), Some(Notice::NothingOwed));
    assert!(matches!(desk.screen(), Screen::Services { .. }));
}

#[test]
fn a_slot_taken_meanwhile_leads_back_to_the_slots() {
    let mut desk = Desk::open();
    desk.choose("hospital");
    desk.show_citizen_code();
    desk.answer_citizen();
    desk.answer_options(&["eyes"], None);
    desk.choose_option("eyes");
    desk.answer_options(&["9:00"], Some(100));
    desk.choose_option("9:00");
    desk.touch(Touch::Next);
    desk.answer(
        |request| matches!(request, Request::Apply { .. }),
        Err(CallError::Refused(Problem::Taken)),
    );
    assert_eq!(desk.notice(), Some(Notice::TakenMeanwhile));
    assert!(matches!(desk.screen(), Screen::Question { .. }));
}

#[test]
fn nobody_pays_another_amount_than_the_one_that_was_looked_over() {
    let mut desk = identifying();
    desk.show_citizen_code();
    desk.answer_citizen();
    desk.answer_dues(&[100]);
    desk.touch(Touch::Next);
    desk.touch(Touch::Next);
    desk.answer_application(101);
    assert_eq!(desk.notice(), Some(Notice::AmountChanged));
    assert!(matches!(desk.screen(), Screen::Dues { .. }));
    assert!(desk.asked(|request| matches!(request, Request::Withdraw { .. })));
}

#[test]
fn without_a_backend_services_say_so_before_anything_is_typed_and_come_back_by_themselves() {
    let mut desk = Desk::started();
    assert!(matches!(desk.screen(), Screen::Starting));
    desk.answer(|r| *r == Request::Catalogue, Err(CallError::Unreachable));
    assert!(matches!(desk.screen(), Screen::Attract { .. }));
    assert_eq!(desk.notice(), Some(Notice::Offline));
    desk.pass(3);
    desk.answer_catalogue();
    assert_eq!(desk.notice(), None);

    for trouble in [
        CallError::Unreachable,
        CallError::TimedOut,
        CallError::Broken,
    ] {
        desk.pass(30);
        desk.answer(|r| *r == Request::Catalogue, Err(trouble));
        desk.touch(Touch::Begin);
        let Screen::Services { services, .. } = desk.screen() else {
            panic!("services")
        };
        let closed = services
            .iter()
            .filter(|tile| tile.closed == Some(Closed::NeedsNetwork));
        assert_eq!(
            closed.count(),
            services.len() - 1,
            "all but what goes on without a network"
        );
        desk.choose("non-tax");
        assert_eq!(desk.notice(), Some(Notice::Offline));
        assert!(matches!(desk.screen(), Screen::Services { .. }));
        desk.pass(3);
        desk.answer_catalogue();
        desk.choose("non-tax");
        assert!(matches!(desk.screen(), Screen::Question { .. }));
        desk.touch(Touch::Cancel);
        desk.pass(8);
    }
}

#[test]
fn a_backend_that_does_not_answer_is_not_waited_for_longer_than_said() {
    let mut desk = identifying();
    desk.show_citizen_code();
    desk.pass(12);
    assert_eq!(desk.notice(), Some(Notice::TryAgain));
    assert!(matches!(
        desk.screen(),
        Screen::Identify { waiting: None, .. }
    ));
}

#[test]
fn an_application_without_an_answer_is_sent_again_as_the_same() {
    let mut desk = identifying();
    desk.show_citizen_code();
    desk.answer_citizen();
    desk.answer_dues(&[100]);
    desk.touch(Touch::Next);
    desk.touch(Touch::Next);
    desk.answer(
        |r| matches!(r, Request::Apply { .. }),
        Err(CallError::TimedOut),
    );
    assert_eq!(desk.notice(), Some(Notice::TryAgain));
    desk.touch(Touch::Next);
    let keys: Vec<_> = desk
        .effects
        .iter()
        .filter_map(|effect| match effect {
            kiosk::Effect::Call {
                request: Request::Apply { key, .. },
                ..
            } => Some(*key),
            _ => None,
        })
        .collect();
    assert_eq!(keys.len(), 2);
    assert_eq!(keys[0], keys[1]);
}

#[test]
fn a_missing_camera_is_said_where_it_is_needed() {
    let mut desk = identifying();
    desk.event(Event::CameraChanged { live: false });
    assert_eq!(desk.notice(), Some(Notice::CameraMissing));
    assert!(matches!(
        desk.screen(),
        Screen::Identify {
            camera: CameraView::Missing,
            ..
        }
    ));
    desk.event(Event::CameraChanged { live: true });
    assert_eq!(desk.notice(), None);
}

#[test]
fn the_warning_stands_for_its_whole_time_and_one_touch_extends_as_often_as_one_likes() {
    let mut desk = identifying();
    for _ in 0..12 {
        desk.pass(60);
        let Some(Sheet::StillThere { left }) = desk.view().sheet else {
            panic!("asked")
        };
        assert_eq!((left.left_ms, left.total_ms), (30_000, 30_000));
        desk.pass(29);
        assert!(desk.view().sheet.is_some());
        desk.touch(Touch::Stay);
        assert!(desk.view().sheet.is_none());
        assert!(matches!(desk.screen(), Screen::Identify { .. }));
    }
}

#[test]
fn a_touch_beside_the_warning_extends_and_does_nothing_else() {
    let mut desk = identifying();
    let below = desk.view().revision;
    desk.pass(60);
    desk.touch_on(below, Touch::Cancel);
    assert!(matches!(desk.screen(), Screen::Identify { .. }));
    assert!(desk.view().sheet.is_none());
}

#[test]
fn without_a_touch_every_step_before_paying_ends_by_itself_and_charges_nothing() {
    let steps: [fn(&mut Desk); 6] = [
        |desk| desk.touch(Touch::Begin),
        |desk| desk.choose("traffic-fines"),
        |desk| desk.choose("non-tax"),
        |desk| {
            desk.choose("traffic-fines");
            desk.show_citizen_code();
            desk.answer_citizen();
            desk.answer_dues(&[100]);
        },
        |desk| {
            desk.choose("hospital");
            desk.show_citizen_code();
            desk.answer_citizen();
            desk.answer_options(&["eyes"], None);
        },
        Desk::up_to_paying,
    ];
    for (index, step) in steps.into_iter().enumerate() {
        let mut desk = Desk::open();
        step(&mut desk);
        desk.pass(90);
        assert_eq!(
            desk.screen(),
            Screen::Thanks {
                ending: Ending::TimedOut
            },
            "step {index}"
        );
        assert_eq!(desk.submitted(), []);
        desk.pass(8);
        assert!(
            matches!(desk.screen(), Screen::Attract { .. }),
            "step {index}"
        );
    }
}

#[test]
fn nobody_is_asked_whether_they_are_there_while_they_wait_for_the_machine() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    desk.show_payment_code(Channel::Wechat);
    desk.answer_payment(pending());
    desk.pass(74);
    assert!(desk.view().sheet.is_none());
}

#[test]
fn a_finished_visit_ends_by_itself() {
    let mut desk = Desk::open();
    desk.up_to_receipt();
    desk.printer(PrintProgress::Printed);
    desk.pass(90);
    assert_eq!(
        desk.screen(),
        Screen::Thanks {
            ending: Ending::Done
        }
    );
}
