//! Paying: from the payment code to an outcome, or to "nobody can say yet".

use crate::call::{ApplicationKey, Decline, Handout, PaymentKey, PaymentState, Request};
use crate::notice::Notice;
use crate::payment::{Payment, Phase};
use crate::record::Record;
use crate::secret::Secret;
use crate::view::Channel;
use crate::visit::{Application, Step};

use super::Kiosk;

impl Kiosk {
    /// A payment code was shown: the intent is written down, then the channel is asked.
    ///
    /// A phone that is still held there after a refusal shows the same code: it is good once, so
    /// asking again would only tell the payer something else than what was the matter.
    ///
    /// The step leaves its waiting state at once, so a second code, or a second touch, finds
    /// nothing to pay.
    pub(super) fn submit(&mut self, channel: Channel, code: Secret) {
        let key = PaymentKey(self.new_uuid());
        let now = self.now.mono;
        let Some(visit) = &mut self.visit else { return };
        let Step::Pay {
            application,
            payment: payment @ None,
        } = &mut visit.step
        else {
            return;
        };
        if application.tried.as_ref() == Some(&code) {
            return;
        }
        application.tried = Some(code.clone());
        *payment = Some(key);
        visit.notice = None;
        let (order, amount) = (application.order.id.clone(), application.order.amount);
        let application: ApplicationKey = application.key;
        self.append(Record::PaymentIntended {
            payment: key,
            application,
            order: order.clone(),
            channel,
            amount,
        });
        let request = Request::Submit {
            key,
            order: order.clone(),
            channel,
            code,
            amount,
        };
        let call = Some(self.call(request));
        let phase = Phase::Asking {
            payer_confirms: false,
        };
        self.payments.insert(
            key,
            Payment {
                key,
                order,
                channel,
                phase,
                since: now,
                call,
                next: now,
            },
        );
    }

    /// The payment of the visit that is at the machine was decided.
    pub(super) fn payment_of_visit_decided(&mut self, state: PaymentState) {
        let Some(visit) = &mut self.visit else { return };
        visit.active = self.now.mono;
        let (Step::Pay { application, .. } | Step::Unresolved { application, .. }) = &visit.step
        else {
            return;
        };
        let application = application.clone();
        match state {
            PaymentState::Approved(receipt) => {
                let handout = Handout {
                    number: receipt.number.clone(),
                    documents: receipt.documents.clone(),
                    receipt: Some(*receipt),
                };
                self.hand_out(application.business.service, application.key, handout);
            }
            PaymentState::Declined(reason) => self.pay_again(application, notice_of(reason)),
            PaymentState::Voided => self.pay_again(application, Notice::PaymentCancelled),
            PaymentState::Pending { .. } => {}
        }
    }

    /// Nothing was charged: another code, or another channel, may be shown.
    fn pay_again(&mut self, application: Application, notice: Notice) {
        self.go(Step::Pay {
            application,
            payment: None,
        });
        self.notify(notice);
    }

    /// The citizen has waited long enough for a payment that is being closed. It stays in the
    /// machine's care.
    pub(super) fn give_up_watching(&mut self) {
        let Some(visit) = &self.visit else { return };
        if let Step::Pay {
            application,
            payment: Some(payment),
        } = &visit.step
        {
            let (application, payment) = (application.clone(), *payment);
            self.go(Step::Unresolved {
                application,
                payment,
            });
        }
    }
}

fn notice_of(reason: Decline) -> Notice {
    match reason {
        Decline::NotEnough => Notice::DeclinedNotEnough,
        Decline::WrongPassword => Notice::DeclinedWrongPassword,
        Decline::NotConfirmed => Notice::DeclinedNotConfirmed,
        Decline::CodeExpired => Notice::DeclinedCodeExpired,
        Decline::ByChannel => Notice::DeclinedByChannel,
        Decline::ChannelUnreachable => Notice::ChannelUnreachable,
    }
}
