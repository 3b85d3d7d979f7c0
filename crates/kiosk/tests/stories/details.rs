//! Small rules, each of which somebody would miss.

use kiosk::call::{CallError, Problem, Request};
use kiosk::notice::Notice;
use kiosk::touch::Touch;
use kiosk::view::{Input, Screen};

use crate::desk::Desk;

#[test]
fn ticking_a_due_that_is_not_there_ticks_nothing() {
    let mut desk = Desk::open();
    desk.choose("traffic-fines");
    desk.show_citizen_code();
    desk.answer_citizen();
    desk.answer_dues(&[100, 200]);
    desk.touch(Touch::Tick {
        id: "due-9".to_owned(),
        on: true,
    });
    assert!(matches!(desk.screen(), Screen::Dues { count: 2, .. }));
}

#[test]
fn where_it_is_all_or_nothing_a_due_cannot_be_left_out() {
    let mut desk = Desk::open();
    desk.choose("non-tax");
    desk.type_digits("1234");
    desk.touch(Touch::Next);
    desk.answer_dues(&[100, 200]);
    desk.touch(Touch::Tick {
        id: "due-0".to_owned(),
        on: false,
    });
    assert!(matches!(
        desk.screen(),
        Screen::Dues {
            count: 2,
            may_choose: false,
            ..
        }
    ));
}

#[test]
fn a_number_takes_as_many_digits_as_it_has_and_no_other_keys() {
    let mut desk = Desk::open();
    desk.choose("non-tax");
    desk.type_digits("123456");
    desk.touch(Touch::Key { key: 'x' });
    let typed = |desk: &Desk| match desk.screen() {
        Screen::Question {
            input: Input::Digits { value, .. },
            ..
        } => value,
        other => panic!("{other:?}"),
    };
    assert_eq!(typed(&desk), "1234");
    desk.touch(Touch::Erase);
    desk.touch(Touch::Key { key: 'x' });
    assert_eq!(typed(&desk), "123");
    desk.touch(Touch::Clear);
    assert_eq!(typed(&desk), "");
}

#[test]
fn only_what_goes_on_without_a_network_sends_the_code_with_the_application() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    let mut sent = desk.effects.iter().filter_map(|effect| match effect {
        kiosk::Effect::Call {
            request: Request::Apply { citizen, shown, .. },
            ..
        } => Some((citizen.is_some(), shown.is_some())),
        _ => None,
    });
    assert_eq!(sent.next(), Some((true, false)));
}

#[test]
fn what_can_be_done_without_a_network_stands_first_when_there_is_none() {
    let mut desk = Desk::open();
    desk.pass(30);
    let catalogue = |request: &Request| *request == Request::Catalogue;
    desk.answer(catalogue, Err(CallError::Unreachable));
    let Screen::Attract { services } = desk.screen() else {
        panic!("nobody is there");
    };
    let order: Vec<_> = services.iter().map(|tile| tile.id.as_str()).collect();
    assert_eq!(order[..3], ["statement", "hospital", "ticket"]);
}

fn is_dues(request: &Request) -> bool {
    matches!(request, Request::Dues { .. })
}

fn typed_and_asked() -> Desk {
    let mut desk = Desk::open();
    desk.choose("non-tax");
    desk.type_digits("1234");
    desk.touch(Touch::Next);
    desk
}

fn fines_asked() -> Desk {
    let mut desk = Desk::open();
    desk.choose("traffic-fines");
    desk.show_citizen_code();
    desk.answer_citizen();
    desk
}

#[test]
fn a_number_under_which_nothing_is_owed_is_unknown_and_stays_typed() {
    let mut desk = typed_and_asked();
    desk.answer_dues(&[]);
    assert_eq!(desk.notice(), Some(Notice::NoticeNumberUnknown));
    assert!(matches!(desk.screen(), Screen::Question { .. }));
}

#[test]
fn a_look_up_without_an_answer_leaves_what_was_typed_and_else_goes_back() {
    let mut desk = typed_and_asked();
    desk.answer(is_dues, Err(CallError::Unreachable));
    assert_eq!(desk.notice(), Some(Notice::Offline));
    assert!(matches!(desk.screen(), Screen::Question { .. }));

    for (error, notice) in [
        (CallError::Unreachable, Notice::Offline),
        (CallError::Refused(Problem::NoticeUnknown), Notice::TryAgain),
    ] {
        let mut desk = fines_asked();
        desk.answer(is_dues, Err(error));
        assert_eq!(desk.notice(), Some(notice));
        assert!(matches!(desk.screen(), Screen::Intro { .. }));
    }
}

#[test]
fn what_somebody_else_has_paid_is_not_shown_while_it_is_looked_up_again() {
    let mut desk = fines_asked();
    desk.answer_dues(&[100]);
    desk.touch(Touch::Next);
    desk.touch(Touch::Next);
    let is_apply = |request: &Request| matches!(request, Request::Apply { .. });
    desk.answer(is_apply, Err(CallError::Refused(Problem::Taken)));
    let Screen::Dues { waiting, dues, .. } = desk.screen() else {
        panic!("looked up again");
    };
    assert!(waiting.is_some() && dues.is_empty());
}
