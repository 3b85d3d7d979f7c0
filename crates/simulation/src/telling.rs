//! Sentences for the story. Keys are shortened, and nothing is dumped.

use kiosk::Effect;
use kiosk::call::{Answer, CallError, CallId, PaymentState, Request};
use kiosk::record::{ApplicationOutcome, PaymentOutcome, Record};
use order::{Event, Known, Refusal};

use crate::channel::Question;
use crate::story::short;

pub(crate) fn effect(effect: &Effect) -> String {
    match effect {
        Effect::Append(written) => format!("writes down: {}", record(written)),
        Effect::KeepKey { visit, .. } => format!("keeps the key of visit {}", short(visit.0)),
        Effect::EraseKey { visit } => format!("erases the key of visit {}", short(visit.0)),
        Effect::Prune => "drops all records but the last".to_owned(),
        Effect::FollowPrint { receipt } => format!("asks the printer about {receipt}"),
        Effect::Call { call, request } => format!("call {}: {}", call.0, request_of(request)),
        Effect::Look { on: true } => "looks for codes".to_owned(),
        Effect::Look { on: false } => "looks away".to_owned(),
        Effect::Print { handout, .. } => format!("prints paper {}", handout.number),
        Effect::CancelPrint { receipt } => format!("takes the print job of {receipt} back"),
    }
}

fn record(record: &Record) -> String {
    match record {
        Record::Started { .. } => "started".to_owned(),
        Record::VisitBegan { visit } => format!("visit {} began", short(visit.0)),
        Record::InputRefused { notice, .. } => format!("refused what was shown ({notice:?})"),
        Record::Applied {
            case_number, order, ..
        } => match order {
            Some(order) => format!("application {case_number} with order {order}"),
            None => format!("application {case_number}"),
        },
        Record::PaymentIntended {
            payment,
            order,
            channel,
            amount,
            ..
        } => format!(
            "payment {} intended: order {order}, {channel:?}, {} fen",
            short(payment.0),
            amount.0
        ),
        Record::PaymentClosing { payment } => format!("payment {} is closing", short(payment.0)),
        Record::PaymentResolved { payment, outcome } => {
            let outcome = match outcome {
                PaymentOutcome::Approved { receipt } => format!("approved, receipt {receipt}"),
                PaymentOutcome::Declined { reason } => format!("declined ({reason:?})"),
                PaymentOutcome::Voided => "voided".to_owned(),
            };
            format!("payment {} is {outcome}", short(payment.0))
        }
        Record::PrintIntended { receipt } => format!("receipt {receipt} is about to be printed"),
        Record::PrintResolved { receipt, outcome } => format!("paper of {receipt}: {outcome:?}"),
        Record::DeliveryReported { receipt } => format!("the backend knows of the paper {receipt}"),
        Record::ApplicationKept {
            visit, application, ..
        } => format!(
            "application {} of visit {} kept, sealed",
            short(application.0),
            short(visit.0)
        ),
        Record::ApplicationSettled {
            application,
            outcome,
        } => {
            let outcome = match outcome {
                ApplicationOutcome::Accepted { case_number } => {
                    format!("accepted as {case_number}")
                }
                ApplicationOutcome::Refused => "refused".to_owned(),
                ApplicationOutcome::Unreadable => "unreadable".to_owned(),
            };
            format!("kept application {} is {outcome}", short(application.0))
        }
        Record::CarriedOver { owed } => format!(
            "all that is owed: {} payments, {} papers, {} applications",
            owed.payments.len(),
            owed.papers.len(),
            owed.kept.len()
        ),
        Record::VisitEnded { visit, ending } => {
            format!("visit {} ended ({ending:?})", short(visit.0))
        }
    }
}

fn request_of(request: &Request) -> String {
    match request {
        Request::Catalogue => "what can be done here?".to_owned(),
        Request::Identify { .. } => "who is this?".to_owned(),
        Request::Dues { service, .. } => format!("what is owed ({service})?"),
        Request::Options { service, .. } => format!("what can be chosen ({service})?"),
        Request::Apply { key, service, .. } => {
            format!("opens application {} ({service})", short(key.0))
        }
        Request::Withdraw { key } => format!("gives application {} up", short(key.0)),
        Request::Submit {
            key,
            order,
            channel,
            amount,
            ..
        } => format!(
            "charge! payment {}, order {order}, {channel:?}, {} fen",
            short(key.0),
            amount.0
        ),
        Request::LookUp { key } => format!("how far is payment {}?", short(key.0)),
        Request::Void { key, order } => format!("void payment {} of order {order}", short(key.0)),
        Request::Delivery { receipt, printed } => {
            format!(
                "paper of {receipt}: {}",
                if *printed { "printed" } else { "not printed" }
            )
        }
        Request::Hold { option, .. } => format!("hold {option}"),
        Request::Release { .. } => "nothing is held any more".to_owned(),
        Request::Details { service, .. } => format!("what is known ({service})?"),
        Request::Rate { key, level, .. } => format!("application {} was {level}", short(key.0)),
        Request::Called => "who is called?".to_owned(),
        Request::CallStaff => "calls the staff".to_owned(),
    }
}

pub(crate) fn answer(call: CallId, answer: &Result<Answer, CallError>) -> String {
    let what = match answer {
        Ok(Answer::Catalogue { .. }) => "the services".to_owned(),
        Ok(Answer::Citizen { .. }) => "the citizen".to_owned(),
        Ok(Answer::Dues { dues, .. }) => format!("{} dues", dues.len()),
        Ok(Answer::Options(options)) => format!("{} options", options.len()),
        Ok(Answer::Held { .. }) => "held".to_owned(),
        Ok(Answer::Details(_)) => "what is known".to_owned(),
        Ok(Answer::Called(called)) => format!("{} are called", called.len()),
        Ok(Answer::Application {
            case_number, order, ..
        }) => match order {
            Some(order) => format!("application {case_number}, order {}", order.id),
            None => format!("application {case_number}"),
        },
        Ok(Answer::Payment(state)) => match state {
            PaymentState::Pending { payer_confirms } => {
                let asked = if *payer_confirms {
                    ", the payer is asked"
                } else {
                    ""
                };
                format!("not decided yet{asked}")
            }
            PaymentState::Approved(receipt) => format!("approved, receipt {}", receipt.number),
            PaymentState::Declined(reason) => format!("declined ({reason:?})"),
            PaymentState::Voided => "voided".to_owned(),
        },
        Ok(Answer::Done) => "done".to_owned(),
        Err(CallError::Unreachable) => "nobody there".to_owned(),
        Err(CallError::TimedOut) => "no answer in time".to_owned(),
        Err(CallError::Broken) => "an answer that makes no sense".to_owned(),
        Err(CallError::Refused(problem)) => format!("refused ({problem:?})"),
    };
    format!("is answered on call {}: {what}", call.0)
}

pub(crate) fn step(
    order: &str,
    event: &Event,
    handled: Result<&[order::Effect], &Refusal>,
) -> String {
    let event = match event {
        Event::Submit { key, channel, .. } => format!("submit {} to {channel:?}", short(*key)),
        Event::Void { key } => format!("void {}", short(*key)),
        Event::Answered {
            key, ask, answer, ..
        } => format!("{ask:?} of {} is answered: {answer:?}", short(*key)),
        Event::Withdraw => "withdrawn".to_owned(),
        Event::Tick => "its time has come".to_owned(),
        Event::Resume => "taken up anew".to_owned(),
    };
    let effects = match handled {
        Ok([]) => "nothing to do".to_owned(),
        Ok(effects) => {
            let words: Vec<_> = effects.iter().map(order_effect).collect();
            words.join(", ")
        }
        Err(refusal) => format!("refused: {refusal}"),
    };
    format!("order {order}: {event} -> {effects}")
}

fn order_effect(effect: &order::Effect) -> String {
    match effect {
        order::Effect::Ask {
            key, number, ask, ..
        } => format!("asks {ask:?} for {} (question {number})", short(*key)),
        order::Effect::Fulfil { key } => format!("FULFILLED by {}", short(*key)),
        order::Effect::Release => "released".to_owned(),
        order::Effect::Contradiction { key } => {
            format!("the channel contradicts itself about {}", short(*key))
        }
    }
}

pub(crate) fn channel_answer(question: &Question, answer: order::Answer) -> String {
    format!(
        "hears from {:?} about {} ({:?}, question {}): {answer:?}",
        question.channel,
        short(question.key),
        question.ask,
        question.number
    )
}

/// How a payment stands, in the final account.
pub(crate) fn known(known: Known) -> String {
    match known {
        Known::Pending => "pending".to_owned(),
        Known::Approved => "approved".to_owned(),
        Known::Declined(reason) => format!("declined ({reason:?})"),
        Known::Voided => "voided".to_owned(),
    }
}
