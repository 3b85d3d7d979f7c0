//! What a screen is called in the table of coverage.

use kiosk::view::{Ending, Input, OutOfService, PaperPhase, PayPhase, Screen, View};

use crate::coverage::State;

pub(crate) fn state_of(view: &View) -> State {
    match &view.screen {
        Screen::Starting => State::Starting,
        Screen::OutOfService {
            reason: OutOfService::Journal(_),
        } => State::OutOfServiceJournal,
        Screen::OutOfService {
            reason: OutOfService::TooManyUnresolved,
        } => State::OutOfServiceUnresolved,
        Screen::OutOfService {
            reason: OutOfService::WrongTime,
        } => State::OutOfServiceClock,
        Screen::Attract { .. } => State::Attract,
        Screen::Services { .. } => State::Services,
        Screen::Identify { waiting, .. } => {
            if waiting.is_some() {
                State::IdentifyChecking
            } else {
                State::Identify
            }
        }
        Screen::Question {
            input: Input::Choice { .. },
            ..
        } => State::Choice,
        Screen::Question { .. } => State::Typed,
        Screen::Intro { .. } => State::Intro,
        Screen::Details { .. } => State::Details,
        Screen::Rate { level: None, .. } => State::Rate,
        Screen::Rate { .. } => State::Rated,
        Screen::Dues { waiting, .. } => {
            if waiting.is_some() {
                State::DuesChecking
            } else {
                State::Dues
            }
        }
        Screen::Review { waiting, .. } => {
            if waiting.is_some() {
                State::ReviewChecking
            } else {
                State::Review
            }
        }
        Screen::Pay { phase, .. } => match phase {
            PayPhase::ShowCode { .. } => State::ShowCode,
            PayPhase::Asking {
                payer_confirms: true,
                ..
            } => State::PayerConfirms,
            PayPhase::Asking { .. } => State::Asking,
            PayPhase::Closing { .. } => State::Closing,
        },
        Screen::Receipt { phase, .. } | Screen::Handout { phase, .. } => match phase {
            PaperPhase::Printing { .. } => State::Printing,
            PaperPhase::Waiting { .. } => State::PaperWaiting,
            PaperPhase::Printed => State::Printed,
            PaperPhase::NotPrinted { .. } => State::NotPrinted,
        },
        Screen::Taken { kept: false, .. } => State::Taken,
        Screen::Taken { kept: true, .. } => State::Kept,
        Screen::Unresolved { .. } => State::Unresolved,
        Screen::Thanks { ending } => match ending {
            Ending::Done => State::ThanksDone,
            Ending::Taken => State::ThanksTaken,
            Ending::Kept => State::ThanksKept,
            Ending::Seen => State::ThanksSeen,
            Ending::Cancelled => State::ThanksCancelled,
            Ending::TimedOut => State::ThanksTimedOut,
            Ending::Unresolved => State::ThanksUnresolved,
        },
    }
}
