//! A printer: it jams, runs empty, forgets, and at times says that a paper came out that did not.

use kiosk::view::PrinterTrouble;
use kiosk::{Event, PrintProgress};

use crate::coverage::{Checked, Fault};
use crate::rules::Rule;
use crate::story::Who;
use crate::world::{Happening, World};

/// How a job goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PrintStep {
    /// The printer has taken it.
    Taken,
    /// It has stopped in the middle.
    Stuck(PrinterTrouble),
    /// The paper comes out, and the printer says so.
    Out,
    /// The paper comes out, and the printer has given the job up.
    OutButLost,
    /// The printer says that the paper is out, which is not so.
    Lies,
    /// It gives the job up.
    GivesUp,
    /// It knows nothing of the job any more.
    Forgotten,
}

/// A job.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Job {
    taken_back: bool,
    /// The life of the program that follows it.
    follower: u32,
}

impl World {
    /// A receipt is handed to the printer.
    pub(crate) fn print(&mut self, machine: usize, receipt: String) {
        self.check_print(machine, &receipt);
        let follower = self.machines[machine].life;
        let job = Job {
            taken_back: false,
            follower,
        };
        self.machines[machine].jobs.insert(receipt.clone(), job);
        let visitor = self.machines[machine].visitor;
        if self.machines[machine].trouble == Some(PrinterTrouble::Unreachable)
            || self.fault_of(visitor, Fault::PrinterSilent, 20)
        {
            self.tell(Who::Printer(machine), || "does not answer".to_owned());
            return self.step_after(machine, 50, &receipt, PrintStep::Forgotten);
        }
        self.step_after(machine, 200, &receipt, PrintStep::Taken);
        let mut takes = self.chance.between(1_500, 5_000);
        if self.fault_of(visitor, Fault::PrinterSlow, 50) {
            takes = self.chance.between(20_000, 150_000);
        }
        let mut last = PrintStep::Out;
        if self.fault_of(visitor, Fault::PrinterJam, 60) {
            let trouble = self.chance.one_of([PrinterTrouble::PaperJam, PrinterTrouble::PaperOut]);
            self.step_after(machine, 900, &receipt, PrintStep::Stuck(trouble));
            takes += self.chance.between(3_000, 100_000);
        }
        if self.fault_of(visitor, Fault::PrinterAborts, 40) {
            last = self.chance.one_of([PrintStep::GivesUp, PrintStep::OutButLost]);
        } else if self.fault_of(visitor, Fault::PrinterLies, 30) {
            last = PrintStep::Lies;
        } else if self.fault_of(visitor, Fault::PrinterForgets, 30) {
            last = PrintStep::Forgotten;
        }
        self.step_after(machine, takes, &receipt, last);
    }

    fn step_after(&mut self, machine: usize, after: u64, receipt: &str, step: PrintStep) {
        let receipt = receipt.to_owned();
        self.after(after, Happening::Prints {
            machine,
            receipt,
            step,
        });
    }

    pub(crate) fn print_goes_on(
        &mut self,
        machine: usize,
        receipt: String,
        step: PrintStep,
    ) {
        let Some(job) = self.machines[machine].jobs.get(&receipt).copied() else {
            return;
        };
        if job.taken_back {
            return;
        }
        let progress = match step {
            PrintStep::Taken => PrintProgress::Printing,
            PrintStep::Stuck(trouble) => PrintProgress::Waiting(trouble),
            PrintStep::Out | PrintStep::Lies => PrintProgress::Printed,
            PrintStep::OutButLost => PrintProgress::Lost(PrinterTrouble::Aborted),
            PrintStep::GivesUp => PrintProgress::NotPrinted(PrinterTrouble::Aborted),
            PrintStep::Forgotten => PrintProgress::Lost(PrinterTrouble::Unreachable),
        };
        if matches!(step, PrintStep::Out | PrintStep::OutButLost) {
            self.paper_comes_out(machine, &receipt);
        }
        if !matches!(step, PrintStep::Taken | PrintStep::Stuck(_)) {
            self.machines[machine].jobs.remove(&receipt);
            if step != PrintStep::Forgotten {
                self.machines[machine].past_jobs.insert(receipt.clone(), progress);
            }
        }
        if self.machines[machine].life == job.follower {
            self.tell(Who::Printer(machine), || format!("{receipt}: {progress:?}"));
            self.event(machine, Event::PrintChanged { receipt, progress });
        }
    }

    fn paper_comes_out(&mut self, machine: usize, receipt: &str) {
        self.tell(Who::Printer(machine), || format!("the paper of {receipt} is out"));
        self.outcome.coverage.checked(Checked::Papers);
        let papers = self.papers.entry(receipt.to_owned()).or_insert(0);
        *papers += 1;
        if *papers > 1 {
            self.broken(Rule::OnePaper, || format!("receipt {receipt} came out twice"));
        }
    }

    /// The job is taken back, if the printer still has it.
    pub(crate) fn cancel_print(&mut self, machine: usize, receipt: &str) {
        let Some(job) = self.machines[machine].jobs.get_mut(receipt) else {
            return;
        };
        if std::mem::replace(&mut job.taken_back, true) {
            return;
        }
        self.after(150, Happening::PrintTakenBack {
            machine,
            receipt: receipt.to_owned(),
        });
    }

    pub(crate) fn print_taken_back(&mut self, machine: usize, receipt: String) {
        let Some(job) = self.machines[machine].jobs.remove(&receipt) else {
            return;
        };
        let progress = PrintProgress::NotPrinted(PrinterTrouble::Aborted);
        self.machines[machine].past_jobs.insert(receipt.clone(), progress);
        if self.machines[machine].life == job.follower {
            self.event(machine, Event::PrintChanged { receipt, progress });
        }
    }

    /// The program asks about a job of an earlier life.
    pub(crate) fn follow_print(&mut self, machine: usize, receipt: String) {
        self.outcome.coverage.checked(Checked::Followed);
        let this = &mut self.machines[machine];
        let life = this.life;
        if let Some(job) = this.jobs.get_mut(&receipt) {
            job.follower = life;
            return;
        }
        let lost = PrintProgress::Lost(PrinterTrouble::Unreachable);
        let progress = this.past_jobs.get(&receipt).copied().unwrap_or(lost);
        self.after(700, Happening::PrintFound {
            machine,
            life,
            receipt,
            progress,
        });
    }

    pub(crate) fn print_found(
        &mut self,
        machine: usize,
        life: u32,
        receipt: String,
        progress: PrintProgress,
    ) {
        if self.machines[machine].life == life {
            self.event(machine, Event::PrintChanged { receipt, progress });
        }
    }

    /// Between two papers: out of paper, the cover open, not there at all.
    pub(crate) fn printer_trouble(&mut self, machine: usize, begins: bool) {
        self.machines[machine].trouble = begins.then(|| {
            self.chance.one_of([
                PrinterTrouble::PaperOut,
                PrinterTrouble::CoverOpen,
                PrinterTrouble::Unreachable,
            ])
        });
        let trouble = self.machines[machine].trouble;
        self.tell(Who::Printer(machine), || format!("its trouble is {trouble:?}"));
        let visitor = self.machines[machine].visitor;
        match trouble {
            Some(PrinterTrouble::CoverOpen) => self.happened(visitor, Fault::PrinterOpen),
            Some(_) => self.happened(visitor, Fault::PrinterEmpty),
            None => {}
        }
        let life = self.machines[machine].life;
        self.after(500, Happening::PrinterLook { machine, life });
    }

    fn happened(&mut self, visitor: Option<usize>, fault: Fault) {
        self.outcome.coverage.fault(fault);
        self.troubles(visitor);
    }

    /// The program looks at its printer every second; only what has changed is told.
    pub(crate) fn printer_look(&mut self, machine: usize, life: u32) {
        let this = &mut self.machines[machine];
        if this.life == life && this.told_trouble != this.trouble {
            this.told_trouble = this.trouble;
            let trouble = this.trouble;
            self.event(machine, Event::PrinterChanged { trouble });
        }
    }
}
