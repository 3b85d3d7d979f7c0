//! What happens to money: intents, refusals, cancelling, silence, restarts.

use crate::desk::{Desk, approved, is_void, pending};
use kiosk::Effect;
use kiosk::PrintProgress;
use kiosk::call::{ApplicationKey, CallError, Decline, PaymentKey, PaymentState, Problem, Request};
use kiosk::money::Fen;
use kiosk::notice::Notice;
use kiosk::record::{PaymentOutcome, PrintOutcome, Record};
use kiosk::touch::Touch;
use kiosk::view::{
    Channel, Ending, JournalTrouble, OutOfService, PaperPhase, PayPhase, PrinterTrouble, Screen,
};
use uuid::Uuid;

fn phase(desk: &Desk) -> PayPhase {
    match desk.screen() {
        Screen::Pay { phase, .. } => phase,
        other => panic!("not paying: {other:?}"),
    }
}

#[test]
fn the_intent_is_durable_before_anything_is_sent() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    desk.show_payment_code(Channel::Wechat);
    let intent = desk
        .effects
        .iter()
        .position(|e| matches!(e, Effect::Append(Record::PaymentIntended { .. })))
        .expect("an intent");
    let submit = desk
        .effects
        .iter()
        .position(|e| {
            matches!(
                e,
                Effect::Call {
                    request: Request::Submit { .. },
                    ..
                }
            )
        })
        .expect("a submit");
    assert!(intent < submit);
}

#[test]
fn a_second_code_while_one_is_asked_for_pays_nothing() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    desk.show_payment_code(Channel::Wechat);
    desk.show_payment_code(Channel::Alipay);
    assert_eq!(desk.submitted().len(), 1);
}

#[test]
fn a_pending_payment_is_asked_about_until_it_is_decided() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    desk.show_payment_code(Channel::Wechat);
    desk.answer_payment(pending());
    assert!(matches!(
        phase(&desk),
        PayPhase::Asking {
            payer_confirms: true,
            ..
        }
    ));
    for _ in 0..5 {
        desk.pass(1);
        assert!(desk.asked(|request| matches!(request, Request::LookUp { .. })));
        desk.answer_payment(pending());
    }
    desk.pass(1);
    desk.answer_payment(approved());
    assert!(matches!(desk.screen(), Screen::Receipt { .. }));
}

#[test]
fn declined_says_why_and_another_way_has_a_new_key() {
    let reasons = [
        (Decline::NotEnough, Notice::DeclinedNotEnough),
        (Decline::WrongPassword, Notice::DeclinedWrongPassword),
        (Decline::NotConfirmed, Notice::DeclinedNotConfirmed),
        (Decline::CodeExpired, Notice::DeclinedCodeExpired),
        (Decline::ByChannel, Notice::DeclinedByChannel),
        (Decline::ChannelUnreachable, Notice::ChannelUnreachable),
    ];
    for (reason, notice) in reasons {
        let mut desk = Desk::open();
        desk.up_to_paying();
        desk.show_payment_code(Channel::Wechat);
        desk.answer_payment(PaymentState::Declined(reason));
        assert_eq!(desk.notice(), Some(notice));
        assert!(matches!(phase(&desk), PayPhase::ShowCode { .. }));
        desk.show_payment_code(Channel::Alipay);
        desk.answer_payment(approved());
        assert!(matches!(desk.screen(), Screen::Receipt { .. }));
        let keys = desk.submitted();
        assert_eq!(keys.len(), 2);
        assert_ne!(keys[0], keys[1]);
    }
}

#[test]
fn a_code_that_is_still_held_there_after_a_refusal_is_not_sent_again() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    let held = kiosk::scan::Scan::Payment {
        channel: Some(Channel::Wechat),
        code: crate::desk::secret("130000000000000001"),
    };
    desk.scan(held.clone());
    desk.answer_payment(PaymentState::Declined(Decline::NotEnough));
    desk.scan(held);
    assert_eq!(desk.submitted().len(), 1);
    assert_eq!(
        desk.notice(),
        Some(Notice::DeclinedNotEnough),
        "what was the matter stays"
    );
    desk.show_payment_code(Channel::Wechat);
    assert_eq!(desk.submitted().len(), 2, "a new code is another try");
}

#[test]
fn cancelling_while_the_channel_is_asked_voids_and_says_that_nothing_was_charged() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    desk.show_payment_code(Channel::Wechat);
    desk.answer_payment(pending());
    desk.touch(Touch::Cancel);
    assert!(matches!(phase(&desk), PayPhase::Closing { .. }));
    assert!(desk.asked(is_void));
    desk.touch(Touch::Cancel);
    desk.answer_payment(PaymentState::Voided);
    assert_eq!(desk.notice(), Some(Notice::PaymentCancelled));
    assert!(matches!(phase(&desk), PayPhase::ShowCode { .. }));
}

#[test]
fn who_paid_while_cancelling_has_paid_and_gets_the_receipt() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    desk.show_payment_code(Channel::Wechat);
    desk.touch(Touch::Cancel);
    desk.answer(is_void, Ok(kiosk::call::Answer::Payment(approved())));
    assert!(matches!(desk.screen(), Screen::Receipt { .. }));
}

#[test]
fn the_answer_to_an_older_question_does_not_undo_the_closing() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    desk.show_payment_code(Channel::Wechat);
    desk.touch(Touch::Cancel);
    desk.answer(
        |request| matches!(request, Request::Submit { .. }),
        Ok(kiosk::call::Answer::Payment(pending())),
    );
    assert!(matches!(phase(&desk), PayPhase::Closing { .. }));
}

#[test]
fn a_submit_without_an_answer_is_asked_about_and_never_called_declined() {
    for error in [
        CallError::Unreachable,
        CallError::TimedOut,
        CallError::Broken,
    ] {
        let mut desk = Desk::open();
        desk.up_to_paying();
        desk.show_payment_code(Channel::Wechat);
        desk.answer_payment_error(error);
        assert!(matches!(phase(&desk), PayPhase::Asking { .. }), "{error:?}");
        desk.pass(1);
        assert!(
            desk.asked(|request| matches!(request, Request::LookUp { .. })),
            "{error:?}"
        );
        desk.answer_payment(approved());
        assert!(matches!(desk.screen(), Screen::Receipt { .. }), "{error:?}");
    }
}

#[test]
fn a_payment_the_backend_never_saw_is_voided_so_that_it_cannot_arrive_later() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    desk.show_payment_code(Channel::Wechat);
    desk.answer_payment_error(CallError::TimedOut);
    desk.pass(1);
    desk.answer_payment_error(CallError::Refused(Problem::PaymentUnknown));
    assert!(desk.asked(is_void));
    desk.answer_payment(PaymentState::Voided);
    assert!(matches!(phase(&desk), PayPhase::ShowCode { .. }));
}

#[test]
fn undecided_for_too_long_it_is_closed_then_left_to_the_machine_then_still_resolved() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    desk.show_payment_code(Channel::Wechat);
    desk.answer_payment(pending());
    desk.pass(75);
    assert!(matches!(phase(&desk), PayPhase::Closing { .. }));
    desk.pass(45);
    assert!(matches!(desk.screen(), Screen::Unresolved { .. }));
    desk.touch(Touch::Next);
    assert!(matches!(
        desk.screen(),
        Screen::Thanks {
            ending: Ending::Unresolved
        }
    ));
    desk.pass(30);
    assert_eq!(desk.kiosk.unresolved_orders().collect::<Vec<_>>(), ["O-1"]);
    desk.answer(is_void, Ok(kiosk::call::Answer::Payment(approved())));
    assert_eq!(desk.kiosk.unresolved_orders().count(), 0);
    assert!(desk.printed.is_empty(), "nobody is there to take it");
    assert!(desk.asked(|request| matches!(request, Request::Delivery { printed: false, .. })));
}

#[test]
fn resolved_while_the_citizen_still_waits_it_goes_on_as_if_nothing_had_been() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    desk.show_payment_code(Channel::Wechat);
    desk.pass(75 + 45);
    assert!(matches!(desk.screen(), Screen::Unresolved { .. }));
    desk.answer(is_void, Ok(kiosk::call::Answer::Payment(approved())));
    assert!(matches!(
        desk.screen(),
        Screen::Receipt {
            phase: PaperPhase::Printing { .. },
            ..
        }
    ));
}

/// A payment of which nothing more is in the journal.
pub fn intent(n: u128) -> Record {
    let key = Uuid::from_u128(n);
    Record::PaymentIntended {
        payment: PaymentKey(key),
        application: ApplicationKey(key),
        order: format!("O-{n}"),
        channel: Channel::Wechat,
        amount: Fen(1),
    }
}

#[test]
fn with_too_many_unresolved_the_machine_takes_no_more_visits_until_one_is_decided() {
    let mut desk = Desk::recovered(&[intent(1), intent(2), intent(3)]);
    let reason = OutOfService::TooManyUnresolved;
    assert_eq!(desk.screen(), Screen::OutOfService { reason });
    desk.touch(Touch::Begin);
    assert_eq!(desk.screen(), Screen::OutOfService { reason });
    desk.answer_catalogue();
    desk.answer_payment(PaymentState::Voided);
    assert!(matches!(desk.screen(), Screen::Attract { .. }));
}

#[test]
fn after_a_power_cut_at_any_record_an_open_payment_is_closed_and_a_closed_one_is_left_alone() {
    let mut desk = Desk::open();
    desk.up_to_receipt();
    desk.printer(PrintProgress::Printed);
    desk.touch(Touch::Next);
    let records = desk.records;
    for cut in 0..=records.len() {
        let before = &records[..cut];
        let intended = before
            .iter()
            .any(|r| matches!(r, Record::PaymentIntended { .. }));
        let resolved = before
            .iter()
            .any(|r| matches!(r, Record::PaymentResolved { .. }));
        let desk = Desk::recovered(before);
        assert_eq!(desk.asked(is_void), intended && !resolved, "cut at {cut}");
        assert_eq!(desk.submitted(), [], "nothing is sent twice; cut at {cut}");
        assert!(
            desk.printed.is_empty(),
            "nothing is printed twice; cut at {cut}"
        );
    }
}

#[test]
fn after_a_restart_the_printer_is_asked_about_a_paper_and_it_is_not_printed_again() {
    for (progress, outcome, printed) in [
        (PrintProgress::Printed, PrintOutcome::Printed, true),
        (
            PrintProgress::Lost(PrinterTrouble::Unreachable),
            PrintOutcome::Unknown,
            false,
        ),
    ] {
        let mut desk = Desk::open();
        desk.up_to_receipt();
        let mut desk = desk.restarted();
        assert_eq!(desk.followed, ["R-1"]);
        assert!(desk.printed.is_empty());
        desk.printer(progress);
        let resolved = Record::PrintResolved {
            receipt: "R-1".to_owned(),
            outcome,
        };
        assert!(desk.records.contains(&resolved));
        let told = |request: &Request| matches!(request, Request::Delivery { printed: told, .. } if *told == printed);
        assert!(desk.asked(told));
    }
}

#[test]
fn a_paper_whose_loss_was_recorded_is_reported_after_a_restart() {
    let mut desk = Desk::open();
    desk.up_to_receipt();
    desk.printer(PrintProgress::Lost(PrinterTrouble::Unreachable));
    let desk = desk.restarted();
    let unknown = Record::PrintResolved {
        receipt: "R-1".to_owned(),
        outcome: PrintOutcome::Unknown,
    };
    assert!(desk.records.contains(&unknown));
    assert!(desk.asked(|request| matches!(request, Request::Delivery { printed: false, .. })));
}

#[test]
fn a_payment_that_turns_out_approved_after_a_restart_has_its_receipt_kept() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    desk.show_payment_code(Channel::Wechat);
    let mut desk = Desk::recovered(&desk.records);
    desk.answer_catalogue();
    desk.answer(is_void, Ok(kiosk::call::Answer::Payment(approved())));
    let outcome = PaymentOutcome::Approved {
        receipt: "R-1".to_owned(),
    };
    assert!(
        desk.records.iter().any(
            |r| matches!(r, Record::PaymentResolved { outcome: found, .. } if *found == outcome)
        )
    );
    assert!(desk.asked(|request| matches!(request, Request::Delivery { printed: false, .. })));
}

#[test]
fn a_journal_that_cannot_be_written_stops_the_machine_before_anything_is_sent() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    let trouble = JournalTrouble::Full;
    desk.event(kiosk::Event::JournalFailed { trouble });
    let stopped = Screen::OutOfService {
        reason: OutOfService::Journal(trouble),
    };
    assert_eq!(desk.screen(), stopped);
    let before = desk.effects.len();
    desk.show_payment_code(Channel::Wechat);
    desk.pass(600);
    assert_eq!(desk.screen(), stopped);
    assert_eq!(desk.effects.len(), before);
}

#[test]
fn a_known_printer_trouble_is_said_before_paying_and_the_receipt_waits_for_the_paper() {
    let mut desk = Desk::open();
    let trouble = PrinterTrouble::PaperOut;
    desk.event(kiosk::Event::PrinterChanged {
        trouble: Some(trouble),
    });
    desk.up_to_paying();
    assert_eq!(desk.notice(), Some(Notice::PrinterDown { trouble }));
    desk.show_payment_code(Channel::Wechat);
    desk.answer_payment(approved());
    let Screen::Receipt {
        phase: PaperPhase::Waiting { reclaim, .. },
        ..
    } = desk.screen()
    else {
        panic!("waiting")
    };
    let reclaim = reclaim.expect("a receipt can be had elsewhere");
    assert_eq!(
        (reclaim.code.as_str(), reclaim.symbol.as_str()),
        ("K7 42 P9", "RC1:K742P9")
    );
    assert!(desk.printed.is_empty());
    desk.event(kiosk::Event::PrinterChanged { trouble: None });
    assert_eq!(desk.printed.len(), 1);
    desk.printer(PrintProgress::Printed);
    assert!(matches!(
        desk.screen(),
        Screen::Receipt {
            phase: PaperPhase::Printed,
            ..
        }
    ));
}

#[test]
fn who_does_not_wait_for_the_paper_leaves_with_a_reclaim_code() {
    let mut desk = Desk::open();
    desk.up_to_receipt();
    desk.printer(PrintProgress::Waiting(PrinterTrouble::PaperOut));
    assert!(matches!(
        desk.screen(),
        Screen::Receipt {
            phase: PaperPhase::Waiting { .. },
            ..
        }
    ));
    desk.touch(Touch::Next);
    assert!(desk.effects.contains(&Effect::CancelPrint {
        receipt: "R-1".to_owned()
    }));
    desk.printer(PrintProgress::NotPrinted(PrinterTrouble::PaperOut));
    assert!(desk.asked(|request| matches!(request, Request::Delivery { printed: false, .. })));
}

#[test]
fn a_paper_that_does_not_come_in_time_is_given_up_with_a_reclaim_code() {
    let mut desk = Desk::open();
    desk.up_to_receipt();
    desk.pass(120);
    assert!(matches!(
        desk.screen(),
        Screen::Receipt {
            phase: PaperPhase::NotPrinted { .. },
            ..
        }
    ));
    assert!(desk.effects.contains(&Effect::CancelPrint {
        receipt: "R-1".to_owned()
    }));
}

#[test]
fn a_job_the_printer_forgot_is_unknown_and_its_receipt_can_be_reclaimed() {
    let mut desk = Desk::open();
    desk.up_to_receipt();
    desk.printer(PrintProgress::Lost(PrinterTrouble::Unreachable));
    assert!(matches!(
        desk.screen(),
        Screen::Receipt {
            phase: PaperPhase::NotPrinted { .. },
            ..
        }
    ));
    let unknown = Record::PrintResolved {
        receipt: "R-1".to_owned(),
        outcome: PrintOutcome::Unknown,
    };
    assert!(desk.records.contains(&unknown));
}

#[test]
fn a_delivery_is_told_until_the_backend_has_heard_it_also_after_a_restart() {
    let mut desk = Desk::open();
    desk.up_to_receipt();
    desk.printer(PrintProgress::Printed);
    let is_delivery = |request: &Request| matches!(request, Request::Delivery { .. });
    desk.answer(is_delivery, Err(CallError::Unreachable));
    assert!(!desk.asked(is_delivery));
    desk.pass(5);
    assert!(desk.asked(is_delivery));
    let mut desk = Desk::recovered(&desk.records);
    desk.answer(is_delivery, Ok(kiosk::call::Answer::Done));
    let desk = Desk::recovered(&desk.records);
    assert!(!desk.asked(is_delivery));
}
