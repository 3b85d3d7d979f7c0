//! The checks after every step: what is always true of machines, orders and money.

use std::fmt::{self, Write as _};

use kiosk::call::{ApplicationKey, PaymentKey, Request};
use kiosk::notice::Notice;
use kiosk::record::{ApplicationOutcome, PaymentOutcome, Record};
use kiosk::view::{PayPhase, Screen, View};
use order::{Ask, Known};
use uuid::Uuid;

use crate::channel::Status;
use crate::coverage::{Checked, State};
use crate::desk::{self, MARK, NOTICE};
use crate::rules::Rule;
use crate::story::short;
use crate::world::World;

impl World {
    /// Something about a payment is leaving a machine.
    pub(crate) fn check_sent(&mut self, machine: usize, request: &Request) {
        let (key, order) = match request {
            Request::Submit { key, order, .. } | Request::Void { key, order } => (key, Some(order)),
            Request::LookUp { key } => (key, None),
            Request::Catalogue
            | Request::Identify { .. }
            | Request::Dues { .. }
            | Request::Options { .. }
            | Request::Apply { .. }
            | Request::Withdraw { .. }
            | Request::Delivery { .. }
            | Request::Hold { .. }
            | Request::Release { .. }
            | Request::Details { .. }
            | Request::Rate { .. }
            | Request::Called
            | Request::CallStaff => return,
        };
        self.outcome.coverage.checked(Checked::Sent);
        let Some(intent) = self.machines[machine].disk.payments.get(key) else {
            return self.broken(Rule::IntentFirst, || {
                format!(
                    "machine {} sends something about payment {} that is not in its journal",
                    machine + 1,
                    short(key.0)
                )
            });
        };
        let is_another = matches!(
            request,
            Request::Submit { channel, amount, .. }
                if intent.channel != *channel || intent.amount != *amount
        );
        let is_closing = intent.closing || !matches!(request, Request::Void { .. });
        if is_another || order.is_some_and(|order| *order != intent.order) {
            return self.broken(Rule::OneKey, || {
                format!(
                    "payment {} is sent as another one than was intended",
                    short(key.0)
                )
            });
        }
        if !is_closing {
            return self.broken(Rule::IntentFirst, || {
                format!(
                    "payment {} is voided before that was written down",
                    short(key.0)
                )
            });
        }
        if let Request::Void { key, .. } = request
            && !self.voided.insert((machine, *key))
        {
            self.outcome.coverage.checked(Checked::VoidRepeated);
        }
        if let Request::Submit { key, code, .. } = request {
            let code = code.expose().to_owned();
            let before = self.codes_of.insert(*key, code.clone());
            if before.is_some_and(|before| before != code) {
                self.broken(Rule::OneKey, || {
                    format!("payment {} is sent with another code", short(key.0))
                });
            }
        }
    }

    /// A record is about to become durable.
    pub(crate) fn check_record(&mut self, machine: usize, record: &Record) {
        match record {
            Record::PaymentIntended { payment, .. } => {
                let is_used = self
                    .machines
                    .iter()
                    .any(|machine| machine.disk.payments.contains_key(payment));
                if is_used {
                    self.broken(Rule::OneKey, || {
                        format!("key {} is used for a second payment", short(payment.0))
                    });
                }
            }
            Record::PaymentResolved { payment, outcome } => self.check_resolved(*payment, outcome),
            Record::PrintIntended { receipt } => {
                let papers = &self.machines[machine].disk.papers;
                if papers.get(receipt).is_some_and(|paper| paper.intended) {
                    self.broken(Rule::OnePaper, || {
                        format!("receipt {receipt} is printed again")
                    });
                }
            }
            Record::ApplicationSettled {
                application,
                outcome,
            } => self.check_settled(machine, *application, outcome),
            Record::Started { .. }
            | Record::VisitBegan { .. }
            | Record::InputRefused { .. }
            | Record::Applied { .. }
            | Record::PaymentClosing { .. }
            | Record::PrintResolved { .. }
            | Record::DeliveryReported { .. }
            | Record::ApplicationKept { .. }
            | Record::CarriedOver { .. }
            | Record::VisitEnded { .. } => {}
        }
        if let Some(found) = found_mark(record) {
            self.broken(Rule::NothingLeftBehind, || {
                format!("machine {} writes down {found}", machine + 1)
            });
        }
    }

    /// Kept applications are sent in their order, and every one is taken.
    fn check_settled(
        &mut self,
        machine: usize,
        application: ApplicationKey,
        outcome: &ApplicationOutcome,
    ) {
        let first = self.machines[machine].disk.kept.front();
        if first.is_none_or(|(first, _)| *first != application) {
            self.broken(Rule::OneApplication, || {
                format!(
                    "kept application {} is not the next one",
                    short(application.0)
                )
            });
        }
        self.outcome.coverage.checked(Checked::KeptSent);
        let is_there = self.backend.applications.contains_key(&application.0);
        if !is_there || !matches!(outcome, ApplicationOutcome::Accepted { .. }) {
            self.broken(Rule::OneApplication, || {
                format!("kept application {} is given up", short(application.0))
            });
        }
    }

    /// All records but the last are about to be dropped.
    pub(crate) fn check_pruned(&mut self, machine: usize) {
        self.outcome.coverage.checked(Checked::Pruned);
        let disk = &self.machines[machine].disk;
        let Some(Record::CarriedOver { owed }) = disk.memory.records.last() else {
            return self.broken(Rule::IntentFirst, || {
                format!(
                    "machine {} drops records that nothing carries over",
                    machine + 1
                )
            });
        };
        let payments = owed.payments.keys().all(|key| disk.is_open(*key))
            && owed.payments.len() == disk.open_payments();
        let papers = disk.papers.iter().filter(|(_, paper)| !paper.reported);
        let papers = papers.map(|(receipt, _)| receipt).eq(owed.papers.keys());
        let owed_kept = owed.kept.iter().map(|kept| (kept.application, kept.visit));
        let kept = owed_kept.eq(disk.kept.iter().copied());
        if !(payments && papers && kept) {
            self.broken(Rule::NeverCalledDeclined, || {
                format!(
                    "machine {} does not carry over all that is owed",
                    machine + 1
                )
            });
        }
    }

    /// What the machine holds to be decided is what the backend has decided.
    fn check_resolved(&mut self, key: PaymentKey, outcome: &PaymentOutcome) {
        self.outcome.coverage.checked(Checked::Resolved);
        let index = self.backend.payments.get(&key.0).copied();
        let known = self.backend.payment(key.0).map(|payment| payment.known);
        let is_so = match (outcome, known) {
            (PaymentOutcome::Approved { receipt }, Some(Known::Approved)) => {
                let stored = index.map(|index| &self.backend.orders[index]);
                let number = stored.and_then(|stored| stored.receipt.as_ref());
                number.is_some_and(|(_, number)| number == receipt)
            }
            (PaymentOutcome::Declined { reason }, Some(Known::Declined(known))) => {
                *reason == desk::decline(known)
            }
            (PaymentOutcome::Voided, Some(Known::Voided)) => true,
            _ => false,
        };
        if !is_so {
            self.broken(Rule::NeverCalledDeclined, || {
                format!(
                    "payment {} is written down as {outcome:?}, but the backend knows {known:?}",
                    short(key.0)
                )
            });
        }
    }

    /// A paper is handed to a printer.
    pub(crate) fn check_print(&mut self, machine: usize, receipt: &str) {
        let papers = &self.machines[machine].disk.papers;
        if !papers.get(receipt).is_some_and(|paper| paper.intended) {
            self.broken(Rule::OnePaper, || {
                format!("receipt {receipt} is handed to the printer before that was written down")
            });
        }
    }

    /// After every step of a machine.
    pub(crate) fn check_machine(&mut self, machine: usize) {
        let this = &self.machines[machine];
        let Some(kiosk) = &this.kiosk else { return };
        if this.stopped {
            return;
        }
        let known = kiosk.unresolved_orders().count();
        let open = this.disk.open_payments();
        let has_deadline = kiosk.poll_timeout().is_some();
        let has_keys = this.disk.has_the_keys_it_needs();
        let (keys, kept) = (this.disk.memory.keys.len(), this.disk.kept.len());
        if known != open {
            self.broken(Rule::NeverCalledDeclined, || {
                format!("{open} payments are open in the journal, the machine knows of {known}")
            });
        }
        if !has_keys {
            self.broken(Rule::Keys, || {
                format!(
                    "machine {} has {keys} keys and {kept} kept applications",
                    machine + 1
                )
            });
        }
        if !has_deadline {
            self.broken(Rule::Deadlines, || {
                format!("machine {} waits for nothing", machine + 1)
            });
        }
    }

    /// What somebody sees.
    pub(crate) fn check_view(&mut self, machine: usize, view: &View) {
        self.note_asking(machine, view);
        let this = &self.machines[machine];
        let owner = this.owner.map(|visitor| self.visitors[visitor].citizen);
        let is_begun = !matches!(view.screen, Screen::Attract { .. } | Screen::Thanks { .. });
        let is_undecided = this.payment.is_some_and(|key| this.disk.is_open(key));
        let says_no = matches!(
            view.notice,
            Some(
                Notice::DeclinedNotEnough
                    | Notice::DeclinedWrongPassword
                    | Notice::DeclinedNotConfirmed
                    | Notice::DeclinedCodeExpired
                    | Notice::DeclinedByChannel
                    | Notice::ChannelUnreachable
                    | Notice::PaymentCancelled
            )
        );
        let asks_again = matches!(
            &view.screen,
            Screen::Pay {
                phase: PayPhase::ShowCode { .. },
                ..
            }
        );
        if is_undecided && (says_no || asks_again) {
            self.broken(Rule::NeverCalledDeclined, || {
                format!("machine {} asks for another payment", machine + 1)
            });
        }
        // The whole picture is searched when a visit is over, and now and then during one.
        let searches = owner.is_none() || !is_begun || self.chance.permille(150);
        if !searches {
            return;
        }
        self.outcome.coverage.checked(Checked::VisitOver);
        let mut search = Search::default();
        // Nothing here can fail: the search takes every text.
        let _ = write!(search, "{view:?}");
        if let Some(citizen) = search.found_other_than(owner) {
            self.broken(Rule::NothingLeftBehind, || {
                format!(
                    "machine {} shows something of citizen {citizen}",
                    machine + 1
                )
            });
        }
    }

    /// After every step of an order.
    pub(crate) fn check_order(&mut self, index: usize) {
        let stored = &mut self.backend.orders[index];
        let mut changed = None;
        for (key, payment) in &stored.order.payments {
            if desk::is_decided(payment.known) {
                let first = stored.decided.entry(*key).or_insert(payment.known);
                if *first != payment.known {
                    changed = Some((*key, *first, payment.known));
                }
            }
            if let Some(state) = state_of(payment) {
                self.outcome.coverage.state(state);
            }
        }
        if stored.order.withdrawn {
            self.outcome.coverage.state(State::OrderWithdrawn);
        }
        let is_asleep = stored.order.is_open() && stored.wake_at.is_none();
        let id = stored.id.clone();
        let keys: Vec<Uuid> = stored.order.payments.keys().copied().collect();
        if let Some((key, first, now)) = changed {
            self.broken(Rule::DecidedForEver, || {
                format!("payment {} was {first:?} and is {now:?}", short(key))
            });
        }
        if is_asleep {
            self.broken(Rule::Deadlines, || {
                format!("order {id} is open and nobody asks")
            });
        }
        for key in keys {
            self.check_money(key);
        }
    }

    /// Money has moved, or what is known of it has changed.
    pub(crate) fn check_money(&mut self, key: Uuid) {
        let Some(trade) = self.channels.trades.get(&key) else {
            if self
                .backend
                .payment(key)
                .is_some_and(|payment| payment.known == Known::Approved)
            {
                self.broken(Rule::PaidIfApproved, || {
                    format!("payment {} is approved, but no money was taken", short(key))
                });
            }
            return;
        };
        let is_paid = trade.status == Status::Paid;
        let Some(index) = self.backend.payments.get(&key) else {
            return self.broken(Rule::OneCharge, || {
                format!(
                    "money was taken under {}, which nobody has asked for",
                    short(key)
                )
            });
        };
        let stored = &self.backend.orders[*index];
        let Some(payment) = stored.order.payments.get(&key) else {
            return;
        };
        let is_approved = payment.known == Known::Approved;
        if is_approved && !is_paid {
            return self.broken(Rule::PaidIfApproved, || {
                format!(
                    "payment {} is approved, but the money is not there",
                    short(key)
                )
            });
        }
        if is_paid && !is_approved && payment.pursuit.is_none() {
            let known = payment.known;
            return self.broken(Rule::OneCharge, || {
                format!(
                    "money was taken under {}, which counts as {known:?}, and nobody asks about it",
                    short(key)
                )
            });
        }
        let charges = stored.order.payments.iter().filter(|(key, payment)| {
            let trade = self.channels.trades.get(*key);
            let is_chased = payment
                .pursuit
                .as_ref()
                .is_some_and(|pursuit| pursuit.closing.is_some());
            trade.is_some_and(|trade| trade.status == Status::Paid) && !is_chased
        });
        if charges.count() > 1 {
            let id = stored.id.clone();
            self.broken(Rule::OneCharge, || format!("order {id} is charged twice"));
        }
    }
}

fn state_of(payment: &order::Payment) -> Option<State> {
    let Some(pursuit) = &payment.pursuit else {
        return Some(match (payment.known, payment.channel) {
            (Known::Pending, _) => return None,
            (Known::Approved, _) => State::OrderApproved,
            (Known::Declined(_), _) => State::OrderDeclined,
            (Known::Voided, None) if payment.refused.is_some() => State::OrderRefused,
            (Known::Voided, None) => State::OrderNever,
            (Known::Voided, Some(_)) => State::OrderVoided,
        });
    };
    Some(match (payment.known, pursuit.ask, pursuit.closing) {
        (Known::Pending, Ask::Pay, _) => State::OrderPaying,
        (Known::Pending, Ask::Query, None) => State::OrderQuerying,
        (Known::Pending, Ask::Query, Some(_)) => State::OrderClosingQuery,
        (Known::Pending, Ask::Reverse, _) => State::OrderClosingReverse,
        (_, _, _) if pursuit.absent_since.is_some() => State::OrderAbsent,
        (_, _, _) => State::OrderChased,
    })
}

/// Searches texts for what belongs to a citizen: marks and notice numbers.
#[derive(Default)]
struct Search {
    number: u64,
    digits: u32,
    in_mark: bool,
    found: Vec<usize>,
}

impl Search {
    fn found_other_than(mut self, citizen: Option<usize>) -> Option<usize> {
        self.take(' ');
        self.found.into_iter().find(|found| Some(*found) != citizen)
    }

    fn take(&mut self, letter: char) {
        if let Some(digit) = letter.to_digit(10) {
            self.number = self.number.wrapping_mul(10).wrapping_add(u64::from(digit));
            self.digits += 1;
            return;
        }
        if self.digits == 11 && (NOTICE..NOTICE + 1_000).contains(&self.number) {
            self.found.extend(usize::try_from(self.number - NOTICE));
        }
        // A payment code is on no screen at all.
        if self.digits == 18 {
            self.found.push(usize::MAX);
        }
        if letter == MARK {
            if self.in_mark && self.digits > 0 {
                self.found.extend(usize::try_from(self.number));
            }
            self.in_mark = !self.in_mark;
        } else {
            self.in_mark = false;
        }
        self.number = 0;
        self.digits = 0;
    }
}

impl fmt::Write for Search {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for letter in text.chars() {
            self.take(letter);
        }
        Ok(())
    }
}

/// What of a citizen stands in a record in clear.
fn found_mark(record: &Record) -> Option<String> {
    let mut search = Search::default();
    let _ = write!(search, "{record:?}");
    let citizen = search.found_other_than(None)?;
    Some(format!("something of citizen {citizen}"))
}
