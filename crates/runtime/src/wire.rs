//! Between the words of the core and the words of the wire. Neither knows the other, so each may
//! change without the other; the price is this file.

use gateway::wire;
use kiosk::call::{
    Answer, CallError, Choice, Decline, Due, Given, Order, OrderItem, PaymentState, Problem,
    Receipt, Shown,
};
use kiosk::money::Fen;
use kiosk::scan::Refusal;
use kiosk::service::{DueChoice, Question, QuestionKind, Service};
use kiosk::text::{Lang, Texts};
use kiosk::view::Channel;

/// What can be done here. Whose codes are accepted is another question: the list is signed.
pub(crate) fn services(catalogue: wire::Catalogue) -> Vec<Service> {
    catalogue.services.into_iter().map(service).collect()
}

fn service(service: wire::Service) -> Service {
    let dues = service.dues.map(|_| match service.due_choice {
        wire::DueChoice::Several => DueChoice::Several,
        wire::DueChoice::All => DueChoice::All,
    });
    Service {
        id: service.id,
        name: texts(service.name),
        summary: texts(service.summary),
        payee: texts(service.payee),
        icon: service.icon,
        minutes: service.minutes,
        identity: service.identity == wire::Identity::Required,
        questions: service.questions.into_iter().map(question).collect(),
        dues,
        offline: service.offline,
    }
}

fn question(question: wire::Question) -> Question {
    Question {
        id: question.id,
        title: texts(question.title),
        label: texts(question.label),
        help: texts(question.help),
        options: match &question.kind {
            wire::QuestionKind::Choice { options } => options.iter().cloned().map(choice).collect(),
            wire::QuestionKind::Digits { .. } => Vec::new(),
        },
        kind: match question.kind {
            wire::QuestionKind::Choice { .. } => QuestionKind::Choice,
            wire::QuestionKind::Digits {
                length,
                group,
                scan,
            } => QuestionKind::Digits {
                length,
                group,
                scan: scan.is_some(),
            },
        },
    }
}

pub(crate) fn dues(answer: wire::DuesAnswer) -> Answer {
    let due = |due: wire::Due| Due {
        id: due.id,
        title: texts(due.title),
        detail: texts(due.detail),
        amount: Fen(due.amount),
    };
    Answer::Dues {
        payer: answer.payer,
        dues: answer.dues.into_iter().map(due).collect(),
    }
}

pub(crate) fn options(answer: wire::OptionsAnswer) -> Answer {
    Answer::Options(answer.options.into_iter().map(choice).collect())
}

fn choice(option: wire::ChoiceOption) -> Choice {
    Choice {
        id: option.id,
        name: texts(option.name),
        detail: texts(option.detail),
        fee: option.fee.map(Fen),
        available: option.available,
    }
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
        order: application.order.map(|order| Order {
            id: order.id,
            amount: Fen(order.amount),
            payee: texts(order.payee),
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
        title: texts(receipt.title),
        payer: receipt.payer,
        payee: texts(receipt.payee),
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
    }
}

fn item(item: wire::Item) -> OrderItem {
    OrderItem {
        title: texts(item.title),
        detail: texts(item.detail),
        amount: Fen(item.amount),
    }
}

pub(crate) fn texts(texts: wire::Texts) -> Texts {
    Texts(
        texts
            .0
            .into_iter()
            .map(|(lang, text)| (Lang(lang), text))
            .collect(),
    )
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
        Code::DuePaid | Code::DueHeld | Code::SlotTaken | Code::OrderPaid => Problem::Taken,
        Code::PaymentUnknown => Problem::PaymentUnknown,
        Code::RequestMalformed
        | Code::RequestTooLarge
        | Code::NotFound
        | Code::ServiceUnknown
        | Code::ServiceOnlineOnly
        | Code::ShownInFuture
        | Code::ShownTooLongAgo
        | Code::AnswerInvalid
        | Code::DueUnknown
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
