//! Asks the backend what the core wants to know.

use std::time::Duration;

use gateway::Client;
use gateway::wire::{
    ApplicationRequest, Catalogue, Delivery, DeliveryOutcome, DetailsRequest, DuesRequest,
    HoldRequest, IdentifyRequest, OptionsRequest, PaymentRequest, RatingRequest, StaffCall,
    VoidRequest,
};
use kiosk::call::{Answer, CallError, CitizenHandle, Request};
use kiosk::time::Timestamp;

use crate::wire;

/// A call that took longer is given up. The core has its own, longer, deadlines.
const DEADLINE: Duration = Duration::from_secs(10);

/// The answer to a request, with what else the program needs of it.
pub(crate) struct Answered {
    pub(crate) answer: Result<Answer, CallError>,
    /// The catalogue as it was sent, if that was asked for. The answer names no services and no
    /// issuers then: they are for the loop to say, when it has looked at the signatures.
    pub(crate) catalogue: Option<Catalogue>,
    /// Why there is no answer, for the log; without anything personal.
    pub(crate) trouble: Option<gateway::CallError>,
}

/// Asks once.
pub(crate) async fn ask(client: &Client, machine: &str, request: Request) -> Answered {
    let mut catalogue = None;
    let answer = call(client, machine, request, &mut catalogue).await;
    let (answer, trouble) = match answer {
        Ok(answer) => (Ok(answer), None),
        Err(error) => (Err(wire::error(&error)), Some(error)),
    };
    Answered {
        answer,
        catalogue,
        trouble,
    }
}

async fn call(
    client: &Client,
    machine: &str,
    request: Request,
    newest: &mut Option<Catalogue>,
) -> Result<Answer, gateway::CallError> {
    Ok(match request {
        Request::Catalogue => {
            let catalogue = client.catalogue(DEADLINE).await?;
            let time = Timestamp(catalogue.time.as_millisecond());
            *newest = Some(catalogue);
            Answer::Catalogue {
                offered: Box::default(),
                issuers: Vec::new(),
                time,
            }
        }
        Request::Identify { visit, code, kind } => {
            let request = IdentifyRequest {
                visit: visit.0,
                code: code.expose().to_owned(),
                kind,
            };
            let identified = client.identify(&request, DEADLINE).await?;
            let handle = CitizenHandle(kiosk::secret::Secret::new(identified.citizen));
            Answer::Citizen {
                handle,
                name: identified.name,
            }
        }
        Request::Dues {
            service,
            citizen,
            answers,
        } => {
            let (citizen, answers) = (handle(citizen), wire::answers(answers));
            let request = DuesRequest {
                service,
                citizen,
                answers,
            };
            wire::dues(client.dues(&request, DEADLINE).await?)
        }
        Request::Options {
            service,
            question,
            citizen,
            answers,
        } => {
            let (citizen, answers) = (handle(citizen), wire::answers(answers));
            let request = OptionsRequest {
                service,
                question,
                citizen,
                answers,
            };
            Answer::Options(client.options(&request, DEADLINE).await?.options)
        }
        Request::Apply {
            key,
            service,
            visit,
            citizen,
            shown,
            answers,
            dues,
        } => {
            let request = ApplicationRequest {
                service,
                visit: visit.0,
                citizen: handle(citizen),
                shown: shown.map(wire::shown),
                answers: wire::answers(answers),
                dues,
            };
            wire::application(client.apply(key.0, &request, DEADLINE).await?)
        }
        Request::Withdraw { key } => {
            client.withdraw(key.0, DEADLINE).await?;
            Answer::Done
        }
        Request::Submit {
            key,
            order,
            channel,
            code,
            amount,
        } => {
            let request = PaymentRequest {
                order,
                channel: wire::channel(channel),
                code: code.expose().to_owned(),
                amount: amount.0,
            };
            wire::payment(client.pay(key.0, &request, DEADLINE).await?)
        }
        Request::LookUp { key } => wire::payment(client.payment(key.0, DEADLINE).await?),
        Request::Void { key, order } => {
            wire::payment(client.void(key.0, &VoidRequest { order }, DEADLINE).await?)
        }
        Request::Delivery { receipt, printed } => {
            let outcome = if printed {
                DeliveryOutcome::Printed
            } else {
                DeliveryOutcome::NotPrinted
            };
            client
                .delivered(&receipt, Delivery { outcome }, DEADLINE)
                .await?;
            Answer::Done
        }
        Request::Hold {
            service,
            visit,
            citizen,
            question,
            option,
            answers,
        } => {
            let request = HoldRequest {
                service,
                visit: visit.0,
                citizen: handle(citizen),
                question,
                option,
                answers: wire::answers(answers),
            };
            wire::held(client.hold(&request, DEADLINE).await?)
        }
        Request::Release { visit } => {
            client.release(visit.0, DEADLINE).await?;
            Answer::Done
        }
        Request::Details {
            service,
            citizen,
            answers,
        } => {
            let (citizen, answers) = (handle(citizen), wire::answers(answers));
            let request = DetailsRequest {
                service,
                citizen,
                answers,
            };
            wire::details(client.details(&request, DEADLINE).await?)
        }
        Request::Rate {
            key,
            level,
            reasons,
        } => {
            let request = RatingRequest { level, reasons };
            client.rate(key.0, &request, DEADLINE).await?;
            Answer::Done
        }
        Request::Called => wire::called(client.called(DEADLINE).await?),
        Request::CallStaff => {
            let request = StaffCall {
                machine: machine.to_owned(),
            };
            client.call_staff(&request, DEADLINE).await?;
            Answer::Done
        }
    })
}

fn handle(citizen: Option<CitizenHandle>) -> Option<String> {
    citizen.map(|handle| handle.0.expose().to_owned())
}
