//! Printing: one task for each paper, and one that watches the printer between them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use devices::Printer;
use devices::printer::{
    Condition, Job, JobUpdate, LostCause, PrinterError, PrinterState, SentJob, Trouble,
};
use jiff::Timestamp;
use kiosk::call::Handout;
use kiosk::view::PrinterTrouble;
use kiosk::{Event, PrintProgress};
use receipt::Paper;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::press::Press;
use crate::run::Input;
use crate::timings::Timings;

/// Between two looks at a printer that has nothing to do.
const LOOK: Duration = Duration::from_secs(1);
/// For so long after a start the printer may still be starting, too.
const LOOKED_FOR: Duration = Duration::from_secs(600);

/// Tells the core whenever the printer's trouble is another one. The first state is always told.
pub(crate) async fn watch(printer: Printer, inputs: mpsc::Sender<Input>) {
    let mut known = None;
    loop {
        let state = PrinterState::of(printer.state().await);
        let trouble = match state.condition() {
            Condition::Trouble(trouble) => Some(named(trouble)),
            Condition::Ready | Condition::Busy => None,
        };
        if known != Some(trouble) {
            known = Some(trouble);
            tracing::info!(?trouble, "the printer's state has changed");
            let event = Event::PrinterChanged { trouble };
            if inputs.send(Input::Event(event)).await.is_err() {
                return;
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// What a paper needs.
#[derive(Clone)]
pub(crate) struct Printing {
    pub(crate) printer: Printer,
    pub(crate) press: Arc<Press>,
    pub(crate) inputs: mpsc::Sender<Input>,
}

impl Printing {
    /// Prints the papers of a visit as one job and tells how far it is. The last word is always said: printed, not
    /// printed, or lost.
    pub(crate) async fn print(self, handout: Handout, cancel: CancellationToken) {
        let number = handout.number.clone();
        let last = match self.hand_over(handout).await {
            Ok(job) => self.follow(&number, &job, cancel).await,
            Err(progress) => progress,
        };
        self.tell(&number, last).await;
    }

    /// Finds out what became of a receipt that was handed over before this start, and tells it.
    /// It is not handed over again: who cannot be sure says so, and an operator looks.
    pub(crate) async fn follow_up(self, receipt: String, cancel: CancellationToken) {
        let last = match self.find(&receipt).await {
            Some(job) => self.follow(&receipt, &job, cancel).await,
            None => PrintProgress::Lost(PrinterTrouble::Unreachable),
        };
        self.tell(&receipt, last).await;
    }

    /// The job under the receipt's number; `None` if the printer does not know of it, or could not
    /// be asked for too long.
    async fn find(&self, receipt: &str) -> Option<SentJob> {
        let begun = Instant::now();
        loop {
            match self.printer.find(receipt).await {
                Ok(found) => return found.into_iter().next().map(|found| found.sent),
                Err(error) if begun.elapsed() > LOOKED_FOR => {
                    tracing::error!(%error, "the printer cannot be asked about a receipt");
                    return None;
                }
                Err(error) => tracing::warn!(%error, "the printer cannot be asked yet"),
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn hand_over(&self, handout: Handout) -> Result<SentJob, PrintProgress> {
        let begun = Instant::now();
        let name = handout.number.clone();
        let press = Arc::clone(&self.press);
        let rendered =
            tokio::task::spawn_blocking(move || press.render(&handout, Timestamp::now())).await;
        let pdf = match rendered {
            Ok(Ok(pdf)) => pdf,
            Ok(Err(error)) => {
                tracing::error!(%error, "the papers cannot be drawn");
                return Err(PrintProgress::NotPrinted(PrinterTrouble::Aborted));
            }
            Err(error) => {
                tracing::error!(%error, "drawing the papers failed");
                return Err(PrintProgress::NotPrinted(PrinterTrouble::Aborted));
            }
        };
        Timings::rendered(begun);
        let job = Job {
            name,
            pdf,
            media: media(self.press.paper),
        };
        self.printer.print(job).await.map_err(|error| {
            tracing::error!(%error, "the printer has not taken the papers");
            refused(&error)
        })
    }

    async fn follow(
        &self,
        number: &str,
        job: &SentJob,
        cancel: CancellationToken,
    ) -> PrintProgress {
        let mut updates = self.printer.follow(job);
        let mut trouble = PrinterTrouble::Aborted;
        let mut cancelled = false;
        loop {
            let update = tokio::select! {
                update = updates.recv() => update,
                () = cancel.cancelled(), if !cancelled => {
                    cancelled = true;
                    if let Err(error) = self.printer.cancel(job).await {
                        tracing::warn!(%error, "the print job could not be taken back");
                    }
                    continue;
                }
            };
            match update {
                Some(JobUpdate::Printing) => self.tell(number, PrintProgress::Printing).await,
                Some(JobUpdate::Waiting(cause)) => {
                    trouble = named(cause);
                    self.tell(number, PrintProgress::Waiting(trouble)).await;
                }
                Some(JobUpdate::Done { impressions }) => {
                    tracing::info!(?impressions, "the printer says that the receipt is out");
                    return PrintProgress::Printed;
                }
                Some(JobUpdate::Aborted { impressions } | JobUpdate::Canceled { impressions }) => {
                    tracing::warn!(?impressions, "the printer has given the receipt up");
                    return match impressions {
                        Some(1..) => PrintProgress::Lost(trouble),
                        Some(0) | None => PrintProgress::NotPrinted(trouble),
                    };
                }
                Some(JobUpdate::Lost(cause)) => {
                    tracing::error!(?cause, "nobody can say whether the receipt came out");
                    return PrintProgress::Lost(match cause {
                        LostCause::Silent => PrinterTrouble::Unreachable,
                        LostCause::Forgotten | LostCause::Endless | LostCause::Doubtful => trouble,
                    });
                }
                None => return PrintProgress::Lost(trouble),
            }
        }
    }

    async fn tell(&self, number: &str, progress: PrintProgress) {
        let event = Event::PrintChanged {
            receipt: number.to_owned(),
            progress,
        };
        // The loop ends with the program only.
        let _ = self.inputs.send(Input::Event(event)).await;
    }
}

/// Only one of these leaves open whether the printer has the job.
fn refused(error: &PrinterError) -> PrintProgress {
    match error {
        PrinterError::Unclear => PrintProgress::Lost(PrinterTrouble::Unreachable),
        PrinterError::Unreachable | PrinterError::BrokeOff => {
            PrintProgress::NotPrinted(PrinterTrouble::Unreachable)
        }
        PrinterError::Busy => PrintProgress::NotPrinted(PrinterTrouble::Stopped),
        PrinterError::Address
        | PrinterError::NotAPrinter
        | PrinterError::Refused { .. }
        | PrinterError::Forgotten
        | PrinterError::TooLarge => PrintProgress::NotPrinted(PrinterTrouble::Aborted),
    }
}

fn named(trouble: Trouble) -> PrinterTrouble {
    match trouble {
        Trouble::PaperJam => PrinterTrouble::PaperJam,
        Trouble::CoverOpen => PrinterTrouble::CoverOpen,
        Trouble::PaperOut => PrinterTrouble::PaperOut,
        Trouble::MarkerEmpty => PrinterTrouble::TonerOut,
        Trouble::OutputFull | Trouble::Stopped => PrinterTrouble::Stopped,
        Trouble::Unreachable => PrinterTrouble::Unreachable,
    }
}

/// The paper's name by PWG 5101.1; a roll is as the printer has it.
fn media(paper: Paper) -> Option<String> {
    let names = [
        (Paper::A4, "iso_a4_210x297mm"),
        (Paper::A5, "iso_a5_148x210mm"),
    ];
    let named = names.iter().find(|(sheet, _)| *sheet == paper);
    named.map(|(_, name)| (*name).to_owned())
}
