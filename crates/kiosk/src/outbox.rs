//! What is still owed, read off the journal: payments without an outcome, papers nobody saw come
//! out, deliveries the backend has not heard of, applications it does not have. There is no second
//! table to disagree with.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::call::{ApplicationKey, PaymentKey, VisitId};
use crate::record::{PaymentOutcome, PrintOutcome, Record};
use crate::scan::CodeId;
use crate::sealed::Sealed;
use crate::view::Channel;

/// A payment that was intended and not decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenPayment {
    /// Its key.
    pub key: PaymentKey,
    /// The order it is for.
    pub order: String,
    /// Who shall move the money.
    pub channel: Channel,
}

/// An application that the backend does not have yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptApplication {
    /// The visit, whose key has sealed it.
    pub visit: VisitId,
    /// Its key.
    pub application: ApplicationKey,
    /// Id of the service.
    pub service: String,
    /// Which code was shown for it, if one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<CodeId>,
    /// Who applies, and what was answered.
    pub sealed: Sealed,
}

/// What is known of a receipt's paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "outcome", rename_all = "camelCase")]
pub enum Paper {
    /// Approved, but not handed to the printer when the records end.
    Unprinted,
    /// Handed to the printer; nobody saw what became of it.
    Unseen,
    /// Known, but the backend has not heard of it.
    Unreported(PrintOutcome),
}

/// Everything that is still owed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Outbox {
    /// Payments that are not decided.
    pub payments: BTreeMap<PaymentKey, OpenPayment>,
    /// Papers and deliveries, by number of the receipt.
    pub papers: BTreeMap<String, Paper>,
    /// Applications to be sent, in this order.
    pub kept: VecDeque<KeptApplication>,
}

impl Outbox {
    /// Reads the records in their order.
    pub(crate) fn of(records: &[Record]) -> Self {
        let mut outbox = Self::default();
        for record in records {
            outbox.take(record);
        }
        outbox
    }

    /// Takes the next record.
    pub(crate) fn take(&mut self, record: &Record) {
        match record {
            Record::PaymentIntended {
                payment,
                order,
                channel,
                ..
            } => {
                self.payments.insert(
                    *payment,
                    OpenPayment {
                        key: *payment,
                        order: order.clone(),
                        channel: *channel,
                    },
                );
            }
            Record::PaymentResolved { payment, outcome } => {
                self.payments.remove(payment);
                if let PaymentOutcome::Approved { receipt } = outcome {
                    self.papers
                        .entry(receipt.clone())
                        .or_insert(Paper::Unprinted);
                }
            }
            Record::PrintIntended { receipt } => {
                self.papers.insert(receipt.clone(), Paper::Unseen);
            }
            Record::PrintResolved { receipt, outcome } => {
                self.papers
                    .insert(receipt.clone(), Paper::Unreported(*outcome));
            }
            Record::DeliveryReported { receipt } => {
                self.papers.remove(receipt);
            }
            Record::ApplicationKept {
                visit,
                application,
                service,
                code,
                sealed,
            } => self.kept.push_back(KeptApplication {
                visit: *visit,
                application: *application,
                service: service.clone(),
                code: *code,
                sealed: sealed.clone(),
            }),
            Record::ApplicationSettled { application, .. } => {
                self.kept.retain(|kept| kept.application != *application);
            }
            Record::CarriedOver { owed } => *self = owed.clone(),
            Record::Started { .. }
            | Record::VisitBegan { .. }
            | Record::InputRefused { .. }
            | Record::Applied { .. }
            | Record::PaymentClosing { .. }
            | Record::VisitEnded { .. } => {}
        }
    }
}
