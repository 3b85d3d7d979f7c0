//! What is still owed, read off the journal: payments without an outcome, papers nobody saw come
//! out, deliveries the backend has not heard of. There is no second table to disagree with.

use std::collections::BTreeMap;

use crate::call::PaymentKey;
use crate::record::{PaymentOutcome, PrintOutcome, Record};
use crate::view::Channel;

/// A payment that was intended and not decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenPayment {
    pub(crate) key: PaymentKey,
    pub(crate) order: String,
    pub(crate) channel: Channel,
}

/// What is known of a receipt's paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paper {
    /// Approved, but not handed to the printer when the records end.
    Unprinted,
    /// Handed to the printer; nobody saw what became of it.
    Unseen,
    /// Known, but the backend has not heard of it.
    Unreported(PrintOutcome),
}

/// Everything that is still owed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outbox {
    pub(crate) payments: BTreeMap<PaymentKey, OpenPayment>,
    /// By number of the receipt.
    pub(crate) papers: BTreeMap<String, Paper>,
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

    fn take(&mut self, record: &Record) {
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
            Record::Started { .. }
            | Record::VisitBegan { .. }
            | Record::InputRefused { .. }
            | Record::Applied { .. }
            | Record::PaymentClosing { .. }
            | Record::VisitEnded { .. } => {}
        }
    }
}
