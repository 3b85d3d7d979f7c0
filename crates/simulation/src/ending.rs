//! The end of a world: the faults are over, everything has to become quiet, and then the books of
//! the channels, the backend and the machines have to agree.

use kiosk::record::PaymentOutcome;
use order::Known;

use crate::channel::Status;
use crate::coverage::Checked;
use crate::rules::Rule;
use crate::story::{Who, short};
use crate::telling;
use crate::world::{At, Happening, World};

/// With the faults over everything is quiet within this time.
const QUIET_WITHIN: u64 = 60 * 60_000;
const LOOK_EVERY: u64 = 15_000;

impl World {
    pub(crate) fn faults_over(&mut self) {
        self.tell(Who::World, || "THE FAULTS ARE OVER".to_owned());
        self.faults_on = false;
        for machine in 0..self.machines.len() {
            let this = &mut self.machines[machine];
            this.network_down_until = 0;
            this.trouble = None;
            let was_full = std::mem::take(&mut this.disk.full);
            let life = this.life;
            self.camera(machine, true);
            self.power_on(machine);
            self.after(500, Happening::PrinterLook { machine, life });
            if was_full {
                // It may have stopped over it: somebody starts it again.
                self.after(1_000, Happening::Restart { machine, life });
            }
        }
        for process in 0..self.plan.processes {
            self.start_process(process);
        }
        let until = self.now + QUIET_WITHIN;
        self.after(LOOK_EVERY, Happening::LookIfQuiet { until });
    }

    /// Whether the world is over.
    pub(crate) fn look_if_quiet(&mut self, until: At) -> bool {
        let Some(noise) = self.noise() else {
            self.tell(Who::World, || "everything is quiet".to_owned());
            self.outcome.coverage.checked(Checked::Quiet);
            self.compare();
            return true;
        };
        if self.now >= until {
            self.broken(Rule::BecomesQuiet, || noise);
            return true;
        }
        self.after(LOOK_EVERY, Happening::LookIfQuiet { until });
        false
    }

    /// What is not quiet yet.
    fn noise(&self) -> Option<String> {
        for (number, machine) in self.machines.iter().enumerate() {
            let number = number + 1;
            let Some(kiosk) = &machine.kiosk else {
                return Some(format!("machine {number} does not run"));
            };
            let unresolved = kiosk.unresolved_orders().count();
            if unresolved + machine.disk.open_payments() > 0 {
                return Some(format!("machine {number} has {unresolved} unresolved payments"));
            }
            let unreported = machine.disk.papers.iter().find(|(_, paper)| !paper.reported);
            if let Some((receipt, _)) = unreported {
                return Some(format!("machine {number} has not told about receipt {receipt}"));
            }
            let kept = machine.disk.kept.len();
            if kept > 0 {
                return Some(format!("machine {number} keeps {kept} applications"));
            }
            if machine.visitor.is_some() {
                return Some(format!("somebody stands at machine {number}"));
            }
            if machine.owner.is_some() {
                return Some(format!("a visit is open at machine {number}"));
            }
        }
        for stored in &self.backend.orders {
            let id = &stored.id;
            for (key, payment) in &stored.order.payments {
                if payment.pursuit.is_some() {
                    return Some(format!("payment {} of {id} is pursued", short(*key)));
                }
            }
            if !stored.order.is_paid() && !stored.order.withdrawn {
                return Some(format!("order {id} is neither paid nor withdrawn"));
            }
        }
        None
    }

    /// The books.
    fn compare(&mut self) {
        if let Some(difference) = self.difference() {
            self.broken(Rule::LedgersAgree, || difference);
        }
    }

    fn difference(&self) -> Option<String> {
        for stored in &self.backend.orders {
            let id = &stored.id;
            let paid = stored.order.payments.keys().filter(|key| {
                let trade = self.channels.trades.get(*key);
                trade.is_some_and(|trade| trade.status == Status::Paid)
            });
            let paid = paid.count();
            let receipts = self.backend.receipts.values();
            let receipts = receipts.filter(|order| self.backend.orders[**order].id == *id).count();
            let fulfilled = usize::from(stored.order.is_paid());
            if paid != fulfilled || receipts != fulfilled {
                return Some(format!(
                    "order {id}: charged {paid} times, fulfilled {fulfilled} times, {receipts} receipts"
                ));
            }
        }
        if self.backend.receipts.len() as u64 != self.backend.receipt_counter {
            return Some("the numbers of the receipts have a gap".to_owned());
        }
        for (key, trade) in &self.channels.trades {
            let known = self.backend.payment(*key).map(|payment| payment.known);
            let is_paid = trade.status == Status::Paid;
            if is_paid != (known == Some(Known::Approved)) {
                let known = known.map_or_else(|| "unknown".to_owned(), telling::known);
                return Some(format!("payment {}: {:?}, but {known}", short(*key), trade.status));
            }
        }
        self.unknown_to_the_machines()
    }

    /// Every approved payment is approved in the journal of its machine, too.
    fn unknown_to_the_machines(&self) -> Option<String> {
        for stored in &self.backend.orders {
            let Some((key, number)) = &stored.receipt else {
                continue;
            };
            let outcome = PaymentOutcome::Approved {
                receipt: number.clone(),
            };
            let key = kiosk::call::PaymentKey(*key);
            let knows = self.machines.iter().any(|machine| {
                let intent = machine.disk.payments.get(&key);
                intent.is_some_and(|intent| intent.outcome.as_ref() == Some(&outcome))
            });
            if !knows {
                return Some(format!("receipt {number} is in the journal of no machine"));
            }
            if !self.backend.delivered.contains(number) {
                return Some(format!("nobody has told the backend about the paper of {number}"));
            }
        }
        None
    }
}
