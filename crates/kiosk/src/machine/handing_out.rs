//! The paper: handed to the printer once, followed until it is out, or given up with a reason.

use crate::call::{ApplicationKey, Handout};
use crate::event::{Effect, PrintProgress};
use crate::record::{PrintOutcome, Record};
use crate::service::Service;
use crate::view::PrinterTrouble;
use crate::visit::{Paper, Step, Visit};

use super::Kiosk;

impl Kiosk {
    /// It is done: goes to the paper and prints it, or holds it while the printer is in trouble.
    pub(super) fn hand_out(
        &mut self,
        service: Service,
        application: ApplicationKey,
        handout: Handout,
    ) {
        let paper = match self.printer {
            Some(trouble) => Paper::Held(trouble),
            None => self.print(&handout),
        };
        self.go(Step::Paper {
            service,
            application,
            handout: Box::new(handout),
            paper,
        });
    }

    fn print(&mut self, handout: &Handout) -> Paper {
        let Some(lang) = self.visit.as_ref().map(|visit| visit.lang.clone()) else {
            return Paper::NotPrinted(PrinterTrouble::Aborted);
        };
        let fresh = self.printing.insert(handout.number.clone());
        assert!(fresh, "a paper is handed to the printer once");
        self.append(Record::PrintIntended {
            receipt: handout.number.clone(),
        });
        self.effects.push(Effect::Print {
            handout: Box::new(handout.clone()),
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
                    handout,
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
                let handout = handout.clone();
                self.print(&handout)
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
                    handout: shown,
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
            step: Step::Paper { handout, paper, .. },
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
        let number = handout.number.clone();
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
