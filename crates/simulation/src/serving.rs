//! What the backend answers: submit, void and look-up of payments, and the rest.

use kiosk::call::{Answer, CallError, PaymentState, Problem, Request};
use order::{Event, Known, Refusal};
use uuid::Uuid;

use crate::backend::{Application, Call, Reply, Step};
use crate::coverage::Fault;
use crate::desk;
use crate::world::{Happening, World};

impl World {
    pub(crate) fn serve(&mut self, process: usize, call: Call) {
        let answer = match call.request.clone() {
            Request::Submit {
                key,
                order,
                channel,
                code,
                amount,
            } => {
                let code = code.expose().parse().unwrap_or(0);
                let event = Event::Submit {
                    key: key.0,
                    channel: desk::channel(channel),
                    amount: amount.0,
                };
                let closed = self.backend.payment(key.0);
                if closed.is_some_and(|payment| payment.channel.is_none()) {
                    self.outcome.coverage.fault(Fault::SubmitAfterVoid);
                }
                return self.payment_call(process, call, &order, key.0, event, Some(code));
            }
            Request::Void { key, order } => {
                let event = Event::Void { key: key.0 };
                return self.payment_call(process, call, &order, key.0, event, None);
            }
            Request::LookUp { key } => self.state(key.0),
            Request::Withdraw { key } => match self.backend.applications.get(&key.0) {
                None => Err(CallError::Refused(Problem::Other)),
                Some(Application { order: None, .. }) => Ok(Answer::Done),
                Some(Application {
                    order: Some(order), ..
                }) => match self.step(process, *order, Event::Withdraw, None) {
                    Step::Died => return,
                    Step::Refused(refusal) => Err(problem(refusal)),
                    Step::Asked(_) => Ok(Answer::Done),
                },
            },
            Request::Delivery { receipt, .. } => {
                self.backend.delivered.insert(receipt);
                Ok(Answer::Done)
            }
            asked @ (Request::Catalogue
            | Request::Identify { .. }
            | Request::Dues { .. }
            | Request::Options { .. }
            | Request::Apply { .. }
            | Request::Hold { .. }
            | Request::Release { .. }
            | Request::Details { .. }
            | Request::Rate { .. }
            | Request::Called
            | Request::CallStaff) => self.ask_desk(&call, asked),
        };
        self.reply(&call, answer);
    }

    fn payment_call(
        &mut self,
        process: usize,
        call: Call,
        order: &str,
        key: Uuid,
        event: Event,
        code: Option<u64>,
    ) {
        let index = order.strip_prefix('O').and_then(|index| index.parse().ok());
        let known = index.filter(|index: &usize| *index < self.backend.orders.len());
        let is_of_order = self
            .backend
            .payments
            .get(&key)
            .is_none_or(|other| Some(*other) == known);
        let (Some(index), true) = (known, is_of_order) else {
            return self.reply(&call, Err(CallError::Refused(Problem::Other)));
        };
        match self.step(process, index, event, code) {
            Step::Died => {}
            Step::Refused(refusal) => self.reply(&call, Err(problem(refusal))),
            Step::Asked(asks) if asks.is_empty() => {
                let state = self.state(key);
                self.reply(&call, state);
            }
            Step::Asked(asks) => {
                let reply = self.backend.next_reply;
                self.backend.next_reply += 1;
                let this = &mut self.backend.processes[process];
                let life = this.life;
                this.replies.insert(reply, Reply { call, key, asks });
                let wait = u64::try_from(self.plan.waits.reply_ms).unwrap_or(0);
                self.after(
                    wait,
                    Happening::ReplyDue {
                        process,
                        life,
                        reply,
                    },
                );
            }
        }
    }

    pub(crate) fn reply_due(&mut self, process: usize, life: u32, reply: u64) {
        let this = &mut self.backend.processes[process];
        if this.life != life {
            return;
        }
        if let Some(reply) = this.replies.remove(&reply) {
            let state = self.state(reply.key);
            self.reply(&reply.call, state);
        }
    }

    /// What is durably known of a payment.
    pub(crate) fn state(&self, key: Uuid) -> Result<Answer, CallError> {
        let refused = Err(CallError::Refused(Problem::PaymentUnknown));
        let Some(index) = self.backend.payments.get(&key) else {
            return refused;
        };
        let stored = &self.backend.orders[*index];
        let Some(payment) = stored.order.payments.get(&key) else {
            return refused;
        };
        Ok(Answer::Payment(match payment.known {
            Known::Pending => PaymentState::Pending {
                payer_confirms: payment.pursuit.as_ref().is_some_and(|p| p.payer_confirms),
            },
            Known::Approved => match &stored.receipt {
                Some((_, number)) => {
                    PaymentState::Approved(Box::new(desk::receipt(stored, number, payment)))
                }
                None => return Err(CallError::Broken),
            },
            Known::Declined(reason) => PaymentState::Declined(desk::decline(reason)),
            Known::Voided => PaymentState::Voided,
        }))
    }
}

fn problem(refusal: Refusal) -> CallError {
    CallError::Refused(match refusal {
        Refusal::Paid => Problem::Taken,
        Refusal::Withdrawn
        | Refusal::AmountDiffers
        | Refusal::PaymentOpen
        | Refusal::KeyReused
        | Refusal::TooMany => Problem::Other,
    })
}
