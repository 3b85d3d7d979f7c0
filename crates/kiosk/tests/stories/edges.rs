//! Where one thing ends and the next begins.

use kiosk::PrintProgress;
use kiosk::call::{Answer, CallError, PaymentState, Request};
use kiosk::notice::Notice;
use kiosk::record::Record;
use kiosk::scan::Scan;
use kiosk::touch::Touch;
use kiosk::view::{OutOfService, PrinterTrouble, Screen};

use crate::desk::{Desk, is_void};
use crate::payment::intent;

fn is_apply(request: &Request) -> bool {
    matches!(request, Request::Apply { .. })
}

fn papers_resolved(desk: &Desk) -> usize {
    let is_one = |record: &&Record| matches!(record, Record::PrintResolved { .. });
    desk.records.iter().filter(is_one).count()
}

#[test]
fn what_is_known_of_a_paper_is_written_down_once() {
    for late in [
        PrintProgress::NotPrinted(PrinterTrouble::Aborted),
        PrintProgress::Lost(PrinterTrouble::Aborted),
    ] {
        let mut desk = Desk::open();
        desk.up_to_receipt();
        desk.printer(PrintProgress::Printed);
        desk.printer(late);
        assert_eq!(papers_resolved(&desk), 1, "{late:?}");
    }
}

#[test]
fn a_machine_with_too_many_open_payments_opens_only_when_they_are_few_enough() {
    let mut desk = Desk::recovered(&[intent(1), intent(2), intent(3), intent(4)]);
    desk.answer_catalogue();
    let voided = || Ok(Answer::Payment(PaymentState::Voided));
    let closed = Screen::OutOfService {
        reason: OutOfService::TooManyUnresolved,
    };
    desk.answer(is_void, voided());
    assert_eq!(desk.screen(), closed, "still as many as there may be");
    desk.answer(is_void, Err(CallError::TimedOut));
    assert_eq!(desk.screen(), closed);
    desk.answer(is_void, voided());
    assert!(matches!(desk.screen(), Screen::Attract { .. }));
}

#[test]
fn who_shows_a_code_in_the_moment_the_network_goes_goes_on_where_that_is_possible() {
    for (service, goes_on) in [("statement", true), ("traffic-fines", false)] {
        let mut desk = Desk::open();
        desk.choose(service);
        desk.show_citizen_code();
        let is_identify = |request: &Request| matches!(request, Request::Identify { .. });
        desk.answer(is_identify, Err(CallError::TimedOut));
        let still = matches!(desk.screen(), Screen::Identify { .. });
        assert_eq!(still, !goes_on, "{service}");
    }
}

#[test]
fn a_kept_application_that_got_no_answer_is_left_alone_for_a_while() {
    let mut desk = Desk::open();
    desk.choose("statement");
    desk.show_citizen_code();
    desk.answer_citizen();
    desk.choose_option("this-year");
    desk.touch(Touch::Next);
    desk.answer(is_apply, Err(CallError::TimedOut));
    desk.pass(3);
    desk.answer_catalogue();
    desk.answer(is_apply, Err(CallError::TimedOut));
    desk.pass(3);
    desk.answer_catalogue();
    assert!(!desk.asked(is_apply));
    desk.pass(2);
    assert!(desk.asked(is_apply));
}

#[test]
fn a_touch_that_was_not_meant_for_the_attract_screen_begins_nothing() {
    let mut desk = Desk::open();
    let before = desk.view().revision - 1;
    desk.touch_on(before, Touch::Begin);
    assert!(matches!(desk.screen(), Screen::Attract { .. }));
    let mut desk = Desk::started();
    desk.touch(Touch::Begin);
    assert_eq!(desk.screen(), Screen::Starting);
}

#[test]
fn with_nothing_ticked_there_is_no_next_step() {
    let mut desk = Desk::open();
    desk.choose("traffic-fines");
    desk.show_citizen_code();
    desk.answer_citizen();
    desk.answer_dues(&[100]);
    let (id, on) = ("due-0".to_owned(), false);
    desk.touch(Touch::Tick { id, on });
    desk.touch(Touch::Next);
    assert!(matches!(desk.screen(), Screen::Dues { .. }));
}

#[test]
fn the_last_screen_knows_nothing_of_the_visit_any_more() {
    let mut desk = Desk::open();
    desk.choose("traffic-fines");
    desk.show_citizen_code();
    desk.answer_citizen();
    desk.answer_dues(&[100]);
    desk.touch(Touch::Back);
    desk.choose("statement");
    desk.touch(Touch::Cancel);
    assert!(matches!(desk.screen(), Screen::Thanks { .. }));
    let memory = format!("{:?}", desk.kiosk);
    assert!(!memory.contains("王"), "the name");

    let mut desk = Desk::open();
    desk.choose("traffic-fines");
    desk.scan(Scan::Other);
    assert_eq!(desk.notice(), Some(Notice::CodeOther));
    desk.touch(Touch::Cancel);
    assert_eq!(desk.notice(), None);

    let mut desk = Desk::open();
    desk.choose("traffic-fines");
    desk.touch(Touch::Help);
    desk.pass(90);
    assert!(matches!(desk.screen(), Screen::Thanks { .. }));
    assert_eq!(desk.view().sheet, None);
}

#[test]
fn the_log_can_say_what_is_waited_for() {
    let why = |desk: &Desk| desk.kiosk.poll_timeout().map(|(_, why)| why);
    let mut desk = Desk::open();
    desk.choose("traffic-fines");
    desk.show_citizen_code();
    assert_eq!(why(&desk), Some("answer"));
    desk.touch(Touch::Cancel);
    assert_eq!(why(&desk), Some("thanks"));
}
