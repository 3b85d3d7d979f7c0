//! What is durable in a machine, and what it says.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use kiosk::Memory;
use kiosk::call::{ApplicationKey, PaymentKey, VisitId};
use kiosk::money::Fen;
use kiosk::record::{ApplicationOutcome, PaymentOutcome, Record};
use kiosk::view::Channel;

/// A payment as it was intended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Intent {
    pub(crate) order: String,
    pub(crate) channel: Channel,
    pub(crate) amount: Fen,
    pub(crate) closing: bool,
    pub(crate) outcome: Option<PaymentOutcome>,
}

/// What is known of a receipt's paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PaperNotes {
    pub(crate) intended: bool,
    pub(crate) reported: bool,
}

/// The disk of a machine.
#[derive(Debug, Default)]
pub(crate) struct Disk {
    /// What the core finds when it starts.
    pub(crate) memory: Memory,
    pub(crate) full: bool,
    /// What the records say, read by other eyes than the core's.
    pub(crate) payments: BTreeMap<PaymentKey, Intent>,
    pub(crate) papers: BTreeMap<String, PaperNotes>,
    /// Applications to be sent, in their order.
    pub(crate) kept: VecDeque<(ApplicationKey, VisitId)>,
    /// Applications that the backend has taken.
    pub(crate) accepted: Vec<ApplicationKey>,
    /// Whether the catalogue of last time is there.
    pub(crate) has_catalogue: bool,
    open: BTreeSet<PaymentKey>,
}

impl Disk {
    pub(crate) fn append(&mut self, record: Record) {
        match &record {
            Record::PaymentIntended {
                payment,
                order,
                channel,
                amount,
                ..
            } => {
                let intent = Intent {
                    order: order.clone(),
                    channel: *channel,
                    amount: *amount,
                    closing: false,
                    outcome: None,
                };
                self.payments.insert(*payment, intent);
                self.open.insert(*payment);
            }
            Record::PaymentClosing { payment } => {
                if let Some(intent) = self.payments.get_mut(payment) {
                    intent.closing = true;
                }
            }
            Record::PaymentResolved { payment, outcome } => {
                self.open.remove(payment);
                if let Some(intent) = self.payments.get_mut(payment) {
                    intent.outcome = Some(outcome.clone());
                }
                if let PaymentOutcome::Approved { receipt } = outcome {
                    self.papers.entry(receipt.clone()).or_default();
                }
            }
            Record::PrintIntended { receipt } => {
                self.papers.entry(receipt.clone()).or_default().intended = true;
            }
            Record::DeliveryReported { receipt } => {
                self.papers.entry(receipt.clone()).or_default().reported = true;
            }
            Record::ApplicationKept {
                visit, application, ..
            } => self.kept.push_back((*application, *visit)),
            Record::ApplicationSettled {
                application,
                outcome,
            } => {
                self.kept.retain(|(kept, _)| kept != application);
                if matches!(outcome, ApplicationOutcome::Accepted { .. }) {
                    self.accepted.push(*application);
                }
            }
            Record::CarriedOver { .. }
            | Record::Started { .. }
            | Record::VisitBegan { .. }
            | Record::InputRefused { .. }
            | Record::Applied { .. }
            | Record::PrintResolved { .. }
            | Record::VisitEnded { .. } => {}
        }
        self.memory.records.push(record);
    }

    /// Drops all but the last record.
    pub(crate) fn prune(&mut self) {
        let last = self.memory.records.pop();
        self.memory.records.clear();
        self.memory.records.extend(last);
    }

    /// Whether the keys of visits are there that are needed, and no others.
    pub(crate) fn has_the_keys_it_needs(&self) -> bool {
        let needed: BTreeSet<_> = self.kept.iter().map(|(_, visit)| visit).collect();
        needed.into_iter().eq(self.memory.keys.keys())
    }

    pub(crate) fn open_payments(&self) -> usize {
        self.open.len()
    }

    pub(crate) fn is_open(&self, key: PaymentKey) -> bool {
        self.open.contains(&key)
    }
}
