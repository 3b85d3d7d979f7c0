//! Without a network: what costs nothing goes on, is kept sealed, and is sent later, once each.

use crate::desk::{Desk, approved, is_about_payment, is_void};
use kiosk::Effect;
use kiosk::call::{Answer, ApplicationKey, CallError, Problem, Request};
use kiosk::notice::Notice;
use kiosk::record::{ApplicationOutcome, Record};
use kiosk::touch::Touch;
use kiosk::view::{Channel, Closed, Ending, Screen};

/// A desk whose backend has gone away after it was asked what can be done here.
fn cut_off() -> Desk {
    let mut desk = Desk::open();
    desk.pass(30);
    desk.answer(|r| *r == Request::Catalogue, Err(CallError::Unreachable));
    desk
}

/// Up to the look over everything.
fn ask_for_a_statement(desk: &mut Desk) {
    desk.touch(Touch::Begin);
    desk.choose("statement");
    desk.show_citizen_code();
    desk.choose_option("this-year");
    assert!(matches!(desk.screen(), Screen::Review { .. }));
    desk.touch(Touch::Next);
}

fn is_apply(request: &Request) -> bool {
    matches!(request, Request::Apply { .. })
}

fn accepted() -> Result<Answer, CallError> {
    Ok(Answer::Application {
        case_number: "C-7".to_owned(),
        order: None,
        rows: Vec::new(),
        documents: Vec::new(),
        receipt: None,
    })
}

fn back_online(desk: &mut Desk) {
    desk.pass(3);
    desk.answer_catalogue();
}

fn applied(desk: &Desk) -> Vec<ApplicationKey> {
    let key = |effect: &Effect| match effect {
        Effect::Call {
            request: Request::Apply { key, .. },
            ..
        } => Some(*key),
        _ => None,
    };
    desk.effects.iter().filter_map(key).collect()
}

fn kept(desk: &Desk) -> Vec<ApplicationKey> {
    let key = |record: &Record| match record {
        Record::ApplicationKept { application, .. } => Some(*application),
        _ => None,
    };
    desk.records.iter().filter_map(key).collect()
}

#[test]
fn what_costs_nothing_is_done_without_a_network_and_sent_when_it_is_there() {
    let mut desk = cut_off();
    ask_for_a_statement(&mut desk);
    assert!(matches!(desk.screen(), Screen::Taken { kept: true, .. }));
    assert_eq!(applied(&desk), [], "nobody is there to be asked");
    desk.touch(Touch::Next);
    assert_eq!(
        desk.screen(),
        Screen::Thanks {
            ending: Ending::Kept
        }
    );
    back_online(&mut desk);
    assert_eq!(applied(&desk), kept(&desk));
    desk.answer(is_apply, accepted());
    desk.pass(60);
    assert_eq!(applied(&desk).len(), 1, "once");
    assert!(desk.keys.is_empty(), "the visit owes nothing any more");
}

#[test]
fn what_is_kept_shows_the_code_and_when_it_was_shown() {
    let mut desk = cut_off();
    let shown_at = i64::try_from(desk.mono.as_millis()).unwrap();
    ask_for_a_statement(&mut desk);
    desk.pass(3_600);
    desk.answer(|r| *r == Request::Catalogue, Err(CallError::Unreachable));
    back_online(&mut desk);
    let sent = desk.calls.iter().find_map(|(_, request)| match request {
        Request::Apply {
            shown,
            answers,
            citizen: None,
            ..
        } => Some((shown.clone(), answers.clone())),
        _ => None,
    });
    let (shown, answers) = sent.expect("it is sent");
    let shown = shown.expect("with the code");
    assert_eq!(shown.code.expose(), "GC1:CITIZEN");
    assert_eq!(shown.at.0, shown_at);
    assert_eq!(answers[0].value, "this-year");
}

/// Shows the citizen code of this number for a statement, in a new visit.
fn identify_with(desk: &mut Desk, code: usize) -> Option<Notice> {
    desk.touch(Touch::Begin);
    desk.choose("statement");
    desk.show_this_citizen_code(code);
    desk.notice()
}

#[test]
fn a_code_that_was_used_here_is_not_believed_in_the_next_visit() {
    let mut desk = cut_off();
    assert_eq!(identify_with(&mut desk, 1), None);
    desk.touch(Touch::Cancel);
    desk.pass(8);
    assert_eq!(identify_with(&mut desk, 1), Some(Notice::CodeUsed));
    assert!(matches!(desk.screen(), Screen::Identify { .. }));
    desk.show_this_citizen_code(2);
    assert_eq!(desk.notice(), None);
    assert!(matches!(desk.screen(), Screen::Question { .. }));
}

#[test]
fn a_code_that_the_backend_was_asked_about_is_used_when_it_is_away_too() {
    let mut desk = Desk::open();
    desk.choose("traffic-fines");
    desk.show_this_citizen_code(1);
    desk.answer_citizen();
    desk.touch(Touch::Cancel);
    desk.pass(30);
    desk.answer(|r| *r == Request::Catalogue, Err(CallError::Unreachable));
    assert_eq!(identify_with(&mut desk, 1), Some(Notice::CodeUsed));
}

#[test]
fn within_its_visit_a_code_may_be_shown_again() {
    let mut desk = cut_off();
    ask_for_a_statement(&mut desk);
    desk.touch(Touch::Another);
    desk.choose("statement");
    desk.choose_option("this-year");
    desk.touch(Touch::Next);
    assert_eq!(kept(&desk).len(), 2);
}

#[test]
fn after_a_power_cut_it_is_known_which_codes_something_is_kept_for() {
    let mut desk = cut_off();
    identify_with(&mut desk, 1);
    desk.choose_option("this-year");
    desk.touch(Touch::Next);
    assert_eq!(kept(&desk).len(), 1);
    let mut desk = desk.restarted();
    desk.answer_catalogue();
    desk.pass(30);
    desk.answer(|r| *r == Request::Catalogue, Err(CallError::Unreachable));
    assert_eq!(identify_with(&mut desk, 1), Some(Notice::CodeUsed));
    desk.show_this_citizen_code(2);
    assert_eq!(desk.notice(), None);
}

#[test]
fn of_two_machines_that_are_cut_off_each_believes_a_code_once_and_only_for_what_needs_no_network() {
    for _machine in 0..2 {
        let mut desk = cut_off();
        desk.touch(Touch::Begin);
        desk.choose("traffic-fines");
        assert!(
            matches!(desk.screen(), Screen::Services { .. }),
            "it needs a connection"
        );
        desk.choose("statement");
        desk.show_this_citizen_code(1);
        assert!(matches!(desk.screen(), Screen::Question { .. }));
        desk.touch(Touch::Cancel);
        desk.pass(8);
        assert_eq!(identify_with(&mut desk, 1), Some(Notice::CodeUsed));
    }
}

#[test]
fn several_are_sent_in_their_order_one_after_the_other() {
    let mut desk = cut_off();
    for _ in 0..3 {
        ask_for_a_statement(&mut desk);
        desk.touch(Touch::Next);
        desk.pass(8);
    }
    desk.answer(|r| *r == Request::Catalogue, Err(CallError::Unreachable));
    back_online(&mut desk);
    assert_eq!(applied(&desk), kept(&desk)[..1]);
    desk.answer(is_apply, Err(CallError::TimedOut));
    assert_eq!(applied(&desk).len(), 1, "later");
    back_online(&mut desk);
    desk.pass(5);
    for _ in 0..3 {
        desk.answer(is_apply, accepted());
    }
    let mut sent = applied(&desk);
    sent.dedup();
    assert_eq!(sent, kept(&desk));
}

#[test]
fn what_needs_a_payment_says_so_before_the_citizen_begins() {
    let mut desk = cut_off();
    let Screen::Attract { services } = desk.screen() else {
        panic!("nobody is there");
    };
    for tile in services {
        let closed = (tile.id != "statement").then_some(Closed::NeedsNetwork);
        assert_eq!(tile.closed, closed, "{}", tile.id);
    }
    desk.choose("traffic-fines");
    assert!(matches!(desk.screen(), Screen::Services { .. }));
    assert_eq!(desk.notice(), Some(Notice::Offline));
}

#[test]
fn no_more_is_kept_than_there_is_room_for() {
    let mut desk = cut_off();
    for _ in 0..crate::desk::config().kept_max {
        ask_for_a_statement(&mut desk);
        desk.touch(Touch::Next);
        desk.pass(8);
    }
    let Screen::Attract { services } = desk.screen() else {
        panic!("nobody is there");
    };
    assert!(
        services
            .iter()
            .any(|tile| tile.closed == Some(Closed::TooManyKept))
    );
    desk.choose("statement");
    assert!(matches!(desk.screen(), Screen::Services { .. }));
}

#[test]
fn an_answer_that_is_lost_makes_it_the_same_application() {
    let mut desk = Desk::open();
    desk.touch(Touch::Begin);
    desk.choose("statement");
    desk.show_citizen_code();
    desk.answer_citizen();
    desk.choose_option("this-year");
    desk.touch(Touch::Next);
    let first: Vec<_> = desk
        .calls
        .iter()
        .map(|(_, request)| request.clone())
        .filter(is_apply)
        .collect();
    desk.answer(is_apply, Err(CallError::TimedOut));
    assert!(matches!(desk.screen(), Screen::Taken { kept: true, .. }));
    back_online(&mut desk);
    let again: Vec<_> = desk
        .calls
        .iter()
        .map(|(_, request)| request.clone())
        .filter(is_apply)
        .collect();
    assert_eq!(first, again, "every word of the call is the same");
}

#[test]
fn a_free_application_that_arrives_shows_its_case_number_and_keeps_nothing() {
    let mut desk = Desk::open();
    desk.touch(Touch::Begin);
    desk.choose("statement");
    desk.show_citizen_code();
    desk.answer_citizen();
    desk.choose_option("this-year");
    desk.touch(Touch::Next);
    desk.answer(is_apply, accepted());
    let Screen::Taken { number, kept, .. } = desk.screen() else {
        panic!("it is in");
    };
    assert_eq!((number.as_str(), kept), ("C-7", false));
    assert!(desk.keys.is_empty());
    desk.touch(Touch::Another);
    desk.skip_rating();
    assert!(matches!(desk.screen(), Screen::Services { .. }));
    desk.choose("statement");
    desk.choose_option("this-year");
    desk.touch(Touch::Next);
    desk.answer(is_apply, accepted());
    desk.touch(Touch::Next);
    desk.skip_rating();
    let ending = Ending::Taken;
    assert_eq!(desk.screen(), Screen::Thanks { ending }, "without paper");
}

#[test]
fn what_is_kept_survives_a_power_cut_at_any_record_or_was_never_promised() {
    let mut desk = cut_off();
    ask_for_a_statement(&mut desk);
    let whole = desk.records.clone();
    for cut in 0..=whole.len() {
        let mut after = cut_off();
        after.records = whole[..cut].to_vec();
        after.keys = desk.keys.clone();
        let mut after = after.restarted();
        after.answer_catalogue();
        let promised = !kept(&after).is_empty();
        assert_eq!(after.asked(is_apply), promised, "cut at {cut}");
        assert_eq!(after.keys.len(), usize::from(promised), "cut at {cut}");
    }
}

#[test]
fn what_the_backend_refuses_for_good_is_settled_and_its_key_erased() {
    let mut desk = cut_off();
    ask_for_a_statement(&mut desk);
    back_online(&mut desk);
    desk.answer(is_apply, Err(CallError::Refused(Problem::CitizenUnknown)));
    let refused = desk.records.iter().any(|record| {
        matches!(
            record,
            Record::ApplicationSettled {
                outcome: ApplicationOutcome::Refused,
                ..
            }
        )
    });
    assert!(refused);
    assert!(desk.keys.is_empty());
}

#[test]
fn what_cannot_be_read_any_more_is_said_and_does_not_hold_up_the_next() {
    let mut desk = cut_off();
    ask_for_a_statement(&mut desk);
    desk.touch(Touch::Next);
    desk.pass(8);
    ask_for_a_statement(&mut desk);
    let first = desk.records.iter().find_map(|record| match record {
        Record::ApplicationKept { visit, .. } => Some(*visit),
        _ => None,
    });
    desk.keys.remove(&first.expect("one is kept"));
    let mut desk = desk.restarted();
    desk.answer_catalogue();
    let unreadable = desk.records.iter().filter(|record| {
        matches!(
            record,
            Record::ApplicationSettled {
                outcome: ApplicationOutcome::Unreadable,
                ..
            }
        )
    });
    assert_eq!(unreadable.count(), 1);
    desk.pass(5);
    assert_eq!(applied(&desk).len(), 1);
}

#[test]
fn nothing_of_it_can_be_read_in_the_records() {
    let mut desk = cut_off();
    ask_for_a_statement(&mut desk);
    let text = serde_json::to_string(&desk.records).unwrap();
    assert!(text.contains("applicationKept"));
    for personal in ["CITIZEN", "this-year"] {
        assert!(!text.contains(personal), "{personal}");
    }
}

#[test]
fn a_catalogue_of_last_time_counts_until_the_backend_has_answered() {
    let mut desk = Desk::started();
    desk.answer(|r| *r == Request::Catalogue, Err(CallError::Unreachable));
    let Screen::Attract { services } = desk.screen() else {
        panic!("nobody is there");
    };
    assert!(services.is_empty());
    desk.event(crate::offered::remembered());
    ask_for_a_statement(&mut desk);
    assert!(matches!(desk.screen(), Screen::Taken { kept: true, .. }));
}

#[test]
fn the_journal_is_carried_over_between_visits_and_loses_nothing_that_is_owed() {
    let mut desk = cut_off();
    ask_for_a_statement(&mut desk);
    desk.touch(Touch::Next);
    desk.pass(8);
    let mut longest = 0;
    for _ in 0..100 {
        desk.touch(Touch::Begin);
        desk.touch(Touch::Back);
        desk.pass(8);
        longest = longest.max(desk.records.len());
    }
    assert!(
        longest <= crate::desk::config().journal_max + 4,
        "{longest}"
    );
    let mut desk = desk.restarted();
    desk.answer_catalogue();
    assert!(desk.asked(is_apply));
}

#[test]
fn the_backend_may_be_away_for_a_week_and_nothing_is_lost_and_nothing_grows() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    desk.show_payment_code(Channel::Wechat);
    desk.pass(7 * 24 * 3_600 / 1_000);
    let config = crate::desk::config();
    let (mut longest, mut promised) = (0, Vec::new());
    for _ in 0..1_000 {
        desk.touch(Touch::Begin);
        desk.choose("statement");
        if matches!(desk.screen(), Screen::Identify { .. }) {
            desk.show_citizen_code();
            desk.choose_option("this-year");
            desk.touch(Touch::Next);
            promised.extend(kept(&desk).last().copied());
        }
        desk.touch(Touch::Next);
        desk.pass(7 * 24 * 3_600 / 1_000);
        desk.calls.retain(|(_, request)| is_about_payment(request));
        longest = longest.max(desk.records.len());
    }
    assert!(longest < 2 * config.journal_max, "{longest} records");
    assert_eq!(desk.keys.len(), config.kept_max);
    assert_eq!(desk.kiosk.unresolved_orders().count(), 1);

    assert_eq!(promised.len(), config.kept_max);
    desk.pass(3);
    desk.answer_catalogue();
    for _ in &promised {
        desk.answer(is_apply, accepted());
    }
    let last = applied(&desk);
    assert_eq!(last[last.len() - promised.len()..], promised);
    assert!(desk.keys.is_empty());
    desk.answer(is_void, Ok(Answer::Payment(approved())));
    assert_eq!(desk.kiosk.unresolved_orders().count(), 0);
}
