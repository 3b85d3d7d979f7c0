//! The paper: handed to the printer once, followed until it is out, or given up with a reason.

use crate::call::Receipt;
use crate::event::{Effect, PrintProgress};
use crate::record::{PrintOutcome, Record};
use crate::service::Service;
use crate::view::PrinterTrouble;
use crate::visit::{Paper, Step, Visit};

use super::Kiosk;

impl Kiosk {
    /// Paid: goes to the receipt and prints it, or holds it while the printer is in trouble.
    pub(super) fn hand_out(&mut self, service: Service, receipt: Box<Receipt>) {
        let paper = match self.printer {
            Some(trouble) => Paper::Held(trouble),
            None => self.print(&receipt),
        };
        self.go(Step::Paper {
            service,
            receipt,
            paper,
        });
    }

    fn print(&mut self, receipt: &Receipt) -> Paper {
        let Some(lang) = self.visit.as_ref().map(|visit| visit.lang.clone()) else {
            return Paper::NotPrinted(PrinterTrouble::Aborted);
        };
        let fresh = self.printing.insert(receipt.number.clone());
        assert!(fresh, "a receipt is handed to the printer once");
        self.append(Record::PrintIntended {
            receipt: receipt.number.clone(),
        });
        self.effects.push(Effect::Print {
            receipt: Box::new(receipt.clone()),
            lang,
        });
        Paper::Printing {
            until: self.now.mono + self.config.times.paper,
        }
    }

    pub(super) fn printer_changed(&mut self, trouble: Option<PrinterTrouble>) {
        self.printer = trouble;
        let Some(Visit {
            step:
                Step::Paper {
                    receipt,
                    paper: Paper::Held(_),
                    ..
                },
            ..
        }) = &self.visit
        else {
            return;
        };
        let paper = match trouble {
            Some(trouble) => Paper::Held(trouble),
            None => {
                let receipt = receipt.clone();
                self.print(&receipt)
            }
        };
        self.set_paper(paper);
    }

    pub(super) fn print_changed(&mut self, receipt: &str, progress: PrintProgress) {
        let known = self.printing.contains(receipt);
        match progress {
            PrintProgress::Printed => self.paper_resolved(receipt, PrintOutcome::Printed),
            PrintProgress::NotPrinted(trouble) if known => {
                self.paper_resolved(receipt, PrintOutcome::NotPrinted { trouble });
            }
            PrintProgress::Lost(_) if known => {
                self.paper_resolved(receipt, PrintOutcome::Unknown);
            }
            PrintProgress::NotPrinted(_) | PrintProgress::Lost(_) => return,
            PrintProgress::Printing | PrintProgress::Waiting(_) if !known => return,
            PrintProgress::Printing | PrintProgress::Waiting(_) => {}
        }
        let Some(Visit {
            step:
                Step::Paper {
                    receipt: shown,
                    paper,
                    ..
                },
            active,
            ..
        }) = &mut self.visit
        else {
            return;
        };
        if shown.number != receipt {
            return;
        }
        *active = self.now.mono;
        *paper = match (progress, *paper) {
            (PrintProgress::Printed, _) => Paper::Printed,
            (PrintProgress::NotPrinted(trouble) | PrintProgress::Lost(trouble), _) => {
                Paper::NotPrinted(trouble)
            }
            (PrintProgress::Printing, Paper::Printing { until } | Paper::Stuck { until, .. }) => {
                Paper::Printing { until }
            }
            (
                PrintProgress::Waiting(trouble),
                Paper::Printing { until } | Paper::Stuck { until, .. },
            ) => Paper::Stuck { trouble, until },
            (PrintProgress::Printing | PrintProgress::Waiting(_), paper) => paper,
        };
    }

    /// The paper has not come in time.
    pub(super) fn give_paper_up(&mut self) {
        let Some(Visit {
            step: Step::Paper { receipt, paper, .. },
            ..
        }) = &self.visit
        else {
            return;
        };
        let trouble = match *paper {
            Paper::Stuck { trouble, .. } | Paper::Held(trouble) => trouble,
            Paper::Printing { .. } | Paper::Printed | Paper::NotPrinted(_) => {
                PrinterTrouble::Stopped
            }
        };
        let number = receipt.number.clone();
        self.cancel_print(number.clone());
        self.paper_resolved(&number, PrintOutcome::NotPrinted { trouble });
        self.set_paper(Paper::NotPrinted(trouble));
    }

    pub(super) fn cancel_print(&mut self, receipt: String) {
        self.effects.push(Effect::CancelPrint { receipt });
    }

    fn set_paper(&mut self, new: Paper) {
        if let Some(visit) = &mut self.visit
            && let Step::Paper { paper, .. } = &mut visit.step
        {
            *paper = new;
            visit.active = self.now.mono;
        }
    }
}
