//! Between the words of the core and the words of the wire: what happens, each says in its own, so
//! that either may change without the other. What a service is, both read from the same types.

use std::time::Duration;

use gateway::wire;
use kiosk::call::{
    Answer, CallError, Decline, Details, Due, Given, Order, OrderItem, PaymentState, Problem,
    Receipt, Shown,
};
use kiosk::money::Fen;
use kiosk::scan::Refusal;
use kiosk::service::{Called, Issuer};
use kiosk::view::Channel;

/// Whose codes are accepted although only they understand them.
pub(crate) fn opaque_issuer(issuer: wire::OpaqueIssuer) -> Issuer {
    Issuer {
        name: issuer.name,
        color: issuer.color,
        needs_network: true,
    }
}

pub(crate) fn dues(answer: wire::DuesAnswer) -> Answer {
    let due = |due: wire::Due| Due {
        id: due.id,
        title: due.title,
        detail: due.detail,
        amount: Fen(due.amount),
    };
    Answer::Dues {
        payer: answer.payer,
        dues: answer.dues.into_iter().map(due).collect(),
    }
}

pub(crate) fn details(answer: wire::DetailsAnswer) -> Answer {
    Answer::Details(Details {
        title: answer.title,
        rows: answer.rows,
        stages: answer.stages,
    })
}

pub(crate) fn held(answer: wire::Held) -> Answer {
    Answer::Held {
        hold: Duration::from_millis(answer.held_ms),
    }
}

pub(crate) fn called(answer: wire::CalledAnswer) -> Answer {
    let called = answer.called.into_iter().map(|called| Called {
        number: called.number,
        window: called.window,
    });
    Answer::Called(called.collect())
}

pub(crate) fn shown(shown: Shown) -> wire::ShownCode {
    wire::ShownCode {
        code: shown.code.expose().to_owned(),
        at: jiff::Timestamp::from_millisecond(shown.at.0).unwrap_or_default(),
    }
}

pub(crate) fn application(application: wire::Application) -> Answer {
    Answer::Application {
        case_number: application.case_number,
        rows: application.rows,
        documents: application.documents,
        receipt: application.receipt.map(|known| Box::new(receipt(*known))),
        order: application.order.map(|order| Order {
            id: order.id,
            amount: Fen(order.amount),
            payee: order.payee,
            items: order.items.into_iter().map(item).collect(),
        }),
    }
}

pub(crate) fn payment(state: wire::PaymentState) -> Answer {
    Answer::Payment(match state {
        wire::PaymentState::Pending { payer_confirms, .. } => {
            PaymentState::Pending { payer_confirms }
        }
        wire::PaymentState::Approved { receipt: proof } => {
            PaymentState::Approved(Box::new(receipt(*proof)))
        }
        wire::PaymentState::Declined { reason } => PaymentState::Declined(decline(reason)),
        wire::PaymentState::Voided => PaymentState::Voided,
    })
}

fn decline(reason: wire::DeclineReason) -> Decline {
    match reason {
        wire::DeclineReason::NotEnough => Decline::NotEnough,
        wire::DeclineReason::WrongPassword => Decline::WrongPassword,
        wire::DeclineReason::NotConfirmed => Decline::NotConfirmed,
        wire::DeclineReason::CodeExpired
        | wire::DeclineReason::CodeUsed
        | wire::DeclineReason::CodeInvalid => Decline::CodeExpired,
        wire::DeclineReason::ByChannel => Decline::ByChannel,
        wire::DeclineReason::ChannelUnreachable => Decline::ChannelUnreachable,
    }
}

fn receipt(receipt: wire::Receipt) -> Receipt {
    Receipt {
        number: receipt.number,
        check_code: receipt.check_code,
        issued_at: receipt.issued_at.to_string(),
        title: receipt.title,
        payer: receipt.payer,
        payee: receipt.payee,
        case_number: receipt.case_number,
        order: receipt.order,
        channel: match receipt.channel {
            wire::Channel::Wechat => Channel::Wechat,
            wire::Channel::Alipay => Channel::Alipay,
        },
        items: receipt.items.into_iter().map(item).collect(),
        total: Fen(receipt.total),
        proof: receipt.proof,
        reclaim_code: receipt.reclaim_code,
        documents: receipt.documents,
        reprint: receipt.reprint,
    }
}

fn item(item: wire::Item) -> OrderItem {
    OrderItem {
        title: item.title,
        detail: item.detail,
        amount: Fen(item.amount),
    }
}

pub(crate) fn channel(channel: Channel) -> wire::Channel {
    match channel {
        Channel::Wechat => wire::Channel::Wechat,
        Channel::Alipay => wire::Channel::Alipay,
    }
}

pub(crate) fn answers(given: Vec<Given>) -> std::collections::BTreeMap<String, String> {
    given
        .into_iter()
        .map(|given| (given.question, given.value))
        .collect()
}

pub(crate) fn error(error: &gateway::CallError) -> CallError {
    match error {
        gateway::CallError::Unreachable => CallError::Unreachable,
        gateway::CallError::TimedOut => CallError::TimedOut,
        gateway::CallError::Problem(code, _) => problem(*code),
        gateway::CallError::Rubbish(_) | gateway::CallError::Server(_) => CallError::Broken,
    }
}

fn problem(code: wire::ProblemCode) -> CallError {
    use wire::ProblemCode as Code;
    CallError::Refused(match code {
        // The backend says so itself, but to the citizen it is the same as an error of its own.
        Code::Unavailable => return CallError::Broken,
        Code::CodeExpired => Problem::Code(Refusal::Expired),
        Code::CodeNotYetValid => Problem::Code(Refusal::NotYetValid),
        Code::CodeForged => Problem::Code(Refusal::Forged),
        Code::CodeUnknownIssuer => Problem::Code(Refusal::UnknownIssuer),
        Code::CodeLapsed => Problem::Code(Refusal::Lapsed),
        Code::CodeRevoked => Problem::Code(Refusal::Revoked),
        Code::CodeOtherHall => Problem::Code(Refusal::OtherHall),
        Code::CodeUsed => Problem::Code(Refusal::Used),
        Code::CodeMalformed => Problem::Code(Refusal::CutOff),
        Code::CodeNotLive => Problem::Code(Refusal::NotLive),
        Code::VerificationUnavailable => Problem::Unverified,
        Code::CitizenUnknown => Problem::CitizenUnknown,
        Code::NoticeMistyped => Problem::NoticeMistyped,
        Code::NoticeUnknown => Problem::NoticeUnknown,
        Code::NoticePaid => Problem::NoticePaid,
        Code::DuePaid | Code::DueHeld | Code::OptionTaken | Code::OrderPaid => Problem::Taken,
        Code::AnswerInvalid => Problem::AnswerInvalid,
        Code::AppointmentOver => Problem::AppointmentOver,
        Code::CheckInNotOpen => Problem::CheckInNotOpen,
        Code::PaymentUnknown => Problem::PaymentUnknown,
        Code::RequestMalformed
        | Code::RequestTooLarge
        | Code::NotFound
        | Code::ServiceUnknown
        | Code::ServiceOnlineOnly
        | Code::ShownInFuture
        | Code::ShownTooLongAgo
        | Code::DueUnknown
        | Code::RatingGiven
        | Code::OrderUnpaid
        | Code::ApplicationUnknown
        | Code::KeyReused
        | Code::OrderUnknown
        | Code::OrderWithdrawn
        | Code::AmountDiffers
        | Code::PaymentOpen
        | Code::PaymentsTooMany
        | Code::ReceiptUnknown
        | Code::Unknown => Problem::Other,
    })
}
