//! An IPP printer, spoken to directly (RFC 8010, RFC 8011).
//!
//! Before a job the printer is asked for its state. A job carries the receipt's number as its
//! name and is known by the uuid that the printer gives it, so that it can be looked up after a
//! crash. It is followed until the printer calls it final. What the printer claims is passed on as
//! it is; where nobody can say whether paper came out, the job is [`JobUpdate::Lost`], never done.

mod follow;
mod job;
mod state;
mod wire;

use std::time::Duration;

use ipp::prelude::{
    IppRequestResponse, IppValue, IppVersion, Operation as IppOperation, StatusCode, Uri,
};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep},
};

pub use job::{FoundJob, Job, JobPhase, JobUpdate, LostCause, SentJob};
pub use state::{Condition, PrinterState, Trouble, Warning};
use wire::Wire;

const JOB_ATTRIBUTES: [&str; 6] = [
    "job-id",
    "job-uuid",
    "job-name",
    "job-state",
    "job-state-reasons",
    "job-impressions-completed",
];
const PRINTER_ATTRIBUTES: [&str; 3] = [
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
];
/// As many jobs as are looked through for a name, of each kind.
const JOBS_LOOKED_THROUGH: i32 = 100;
const DOCUMENT_BYTES_MAX: usize = 32 * 1024 * 1024;

/// How long is waited for what.
#[derive(Clone, Copy, Debug)]
pub struct PrinterTimes {
    /// For the answer to one question.
    pub answer: Duration,
    /// For the printer to take a document in.
    pub submit: Duration,
    /// For a printer that is busy to become free.
    pub busy: Duration,
    /// From one look at a job to the next.
    pub poll: Duration,
    /// A printer that did not answer for so long while a job was followed is not waited for.
    pub silence: Duration,
    /// A job that is not final after so long is not followed any further.
    pub job: Duration,
}

impl Default for PrinterTimes {
    fn default() -> Self {
        PrinterTimes {
            answer: Duration::from_secs(3),
            submit: Duration::from_secs(15),
            busy: Duration::from_secs(20),
            poll: Duration::from_millis(250),
            silence: Duration::from_secs(30),
            job: Duration::from_secs(15 * 60),
        }
    }
}

/// What went wrong between this program and the printer.
#[derive(Debug, thiserror::Error)]
pub enum PrinterError {
    /// The address is not one of a printer.
    #[error("a printer's address is ipp://host:port/path")]
    Address,
    /// Nothing answers there; nothing was sent.
    #[error("the printer does not answer")]
    Unreachable,
    /// It did not answer in time, or broke off. A question may be asked again.
    #[error("the printer broke off")]
    BrokeOff,
    /// What answers is no IPP printer.
    #[error("what answers is no printer")]
    NotAPrinter,
    /// It was busy with another job until the deadline; nothing was taken.
    #[error("the printer is busy")]
    Busy,
    /// It says no; nothing was taken. The status is one of RFC 8011, appendix B.
    #[error("the printer refused: 0x{status:04x}")]
    Refused {
        /// The status code of the answer.
        status: u16,
    },
    /// It does not know that job.
    #[error("the printer does not know the job")]
    Forgotten,
    /// The document was sent, no answer came, and the printer cannot be asked whether it has the
    /// job: it must be looked up with [`Printer::find`] before anything else.
    #[error("whether the printer has the job is not known")]
    Unclear,
    /// The document or its name is too long to be sent; nothing was.
    #[error("the document is too large")]
    TooLarge,
}

/// A printer at an address.
#[derive(Clone, Debug)]
pub struct Printer {
    wire: Wire,
    uri: Uri,
    times: PrinterTimes,
}

impl Printer {
    /// The printer at `ipp://host:port/path`. Nothing is sent yet.
    ///
    /// # Errors
    /// The address is not one of a printer.
    pub fn new(uri: &str) -> Result<Printer, PrinterError> {
        Printer::with_times(uri, PrinterTimes::default())
    }

    /// Like [`Printer::new`], with other times.
    ///
    /// # Errors
    /// The address is not one of a printer.
    pub fn with_times(uri: &str, times: PrinterTimes) -> Result<Printer, PrinterError> {
        let uri: Uri = uri.parse().map_err(|_| PrinterError::Address)?;
        let wire = Wire::new(&uri)?;
        Ok(Printer { wire, uri, times })
    }

    /// What the printer says of itself now.
    ///
    /// # Errors
    /// It cannot be asked. [`PrinterState::of`] turns that into a state as well.
    pub async fn state(&self) -> Result<PrinterState, PrinterError> {
        let mut request = self.request(IppOperation::GetPrinterAttributes)?;
        wire::ask_for(&mut request, &PRINTER_ATTRIBUTES)?;
        let answer = self.ask(request).await?;
        state::parse(answer.attributes()).ok_or(PrinterError::NotAPrinter)
    }

    /// Hands a document over. While the printer is busy with another job it is asked again.
    ///
    /// # Errors
    /// All but [`PrinterError::Unclear`] mean that the printer has not taken the job.
    pub async fn print(&self, job: Job) -> Result<SentJob, PrinterError> {
        if job.pdf.len() > DOCUMENT_BYTES_MAX {
            return Err(PrinterError::TooLarge);
        }
        // Jobs of the same name from before, so that they are not taken for this one below.
        let before = match self.find(&job.name).await {
            Ok(before) => Some(before),
            Err(PrinterError::Unreachable) => return Err(PrinterError::Unreachable),
            Err(_) => None,
        };
        let give_up = Instant::now() + self.times.busy;
        loop {
            let request = self.print_request(&job)?;
            match self.wire.send(request, &job.pdf, self.times.submit).await {
                Ok(answer) if wire::status(&answer) == StatusCode::ServerErrorBusy => {
                    if Instant::now() + self.times.poll >= give_up {
                        return Err(PrinterError::Busy);
                    }
                    sleep(self.times.poll).await;
                }
                Ok(answer) => {
                    let sent = job::sent(accepted(answer)?.attributes(), &job.name)
                        .ok_or(PrinterError::Unclear)?;
                    return Ok(self.with_uuid(sent).await);
                }
                Err(PrinterError::BrokeOff) => {
                    let before = before.ok_or(PrinterError::Unclear)?;
                    return self.look_up(&job.name, &before).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// The jobs of this name that the printer knows, the newest first.
    ///
    /// # Errors
    /// The printer cannot be asked.
    pub async fn find(&self, name: &str) -> Result<Vec<FoundJob>, PrinterError> {
        let mut found = Vec::new();
        for which in ["not-completed", "completed"] {
            let mut request = self.request(IppOperation::GetJobs)?;
            wire::operation_attribute(&mut request, "which-jobs", IppValue::new_keyword(which));
            let limit = IppValue::new_integer(JOBS_LOOKED_THROUGH);
            wire::operation_attribute(&mut request, "limit", Ok(limit));
            wire::ask_for(&mut request, &JOB_ATTRIBUTES)?;
            let answer = self.ask(request).await?;
            let named = job::found(answer.attributes()).filter(|job| job.sent.name == name);
            // What was heard last comes first: a job may become final between the two questions.
            found.splice(0..0, named);
        }
        found.sort_by_key(|job| std::cmp::Reverse(job.sent.number));
        found.dedup_by_key(|job| job.sent.number);
        Ok(found)
    }

    /// What happens to a job, change by change, until it is final: then the last update is given
    /// and the channel ends. The present state comes first. Dropping the receiver ends it too.
    ///
    /// Must be called within a tokio runtime.
    pub fn follow(&self, job: &SentJob) -> mpsc::Receiver<JobUpdate> {
        follow::start(self.clone(), job.clone())
    }

    /// Asks the printer to cancel a job; the job ends as [`JobUpdate::Canceled`] or, if it was
    /// too late, as what it was. A job that is final already is left alone.
    ///
    /// # Errors
    /// The printer cannot be asked, or does not know the job.
    pub async fn cancel(&self, job: &SentJob) -> Result<(), PrinterError> {
        // Its number may have been given to another job meanwhile.
        self.job(job).await?;
        let mut request = self.request(IppOperation::CancelJob)?;
        wire::job_number(&mut request, job.number);
        match self.ask(request).await {
            Err(PrinterError::Refused { status })
                if status == StatusCode::ClientErrorNotPossible as u16 =>
            {
                Ok(())
            }
            other => other.map(|_| ()),
        }
    }

    pub(crate) fn times(&self) -> &PrinterTimes {
        &self.times
    }

    /// The job as the printer knows it now.
    pub(crate) async fn job(&self, job: &SentJob) -> Result<FoundJob, PrinterError> {
        let mut request = self.request(IppOperation::GetJobAttributes)?;
        wire::job_number(&mut request, job.number);
        wire::ask_for(&mut request, &JOB_ATTRIBUTES)?;
        let answer = match self.ask(request).await {
            Err(PrinterError::Refused { status })
                if status == StatusCode::ClientErrorNotFound as u16
                    || status == StatusCode::ClientErrorGone as u16 =>
            {
                return Err(PrinterError::Forgotten);
            }
            other => other?,
        };
        let found = job::found(answer.attributes())
            .next()
            .ok_or(PrinterError::NotAPrinter)?;
        if found.is(job) {
            Ok(found)
        } else {
            Err(PrinterError::Forgotten)
        }
    }

    /// The answer to Print-Job need not hold the uuid. Without one the job is known by its
    /// number and name alone, which is worse but no reason to call it unprinted.
    async fn with_uuid(&self, mut sent: SentJob) -> SentJob {
        if sent.uuid.is_none()
            && let Ok(found) = self.job(&sent).await
        {
            sent.uuid = found.sent.uuid;
        }
        sent
    }

    /// After a document was sent and no answer came: does the printer have it?
    async fn look_up(&self, name: &str, before: &[FoundJob]) -> Result<SentJob, PrinterError> {
        let give_up = Instant::now() + self.times.answer;
        while Instant::now() < give_up {
            if let Ok(found) = self.find(name).await {
                let new = found.into_iter().find(|job| {
                    job.phase != JobPhase::Aborted && !before.iter().any(|old| old.sent == job.sent)
                });
                if let Some(job) = new {
                    return Ok(job.sent);
                }
            }
            sleep(self.times.poll).await;
        }
        Err(PrinterError::Unclear)
    }

    fn print_request(&self, job: &Job) -> Result<IppRequestResponse, PrinterError> {
        let mut request = self.request(IppOperation::PrintJob)?;
        let name = IppValue::new_name_without_language(job.name.as_str())
            .map_err(|_| PrinterError::TooLarge)?;
        wire::operation_attribute(&mut request, "job-name", Ok(name));
        let format = IppValue::new_mime_media_type("application/pdf");
        wire::operation_attribute(&mut request, "document-format", format);
        if let Some(media) = &job.media {
            let media =
                IppValue::new_keyword(media.as_str()).map_err(|_| PrinterError::TooLarge)?;
            wire::job_attribute(&mut request, "media", media);
        }
        Ok(request)
    }

    fn request(&self, operation: IppOperation) -> Result<IppRequestResponse, PrinterError> {
        let mut request =
            IppRequestResponse::new(IppVersion::v2_0(), operation, Some(self.uri.clone()))
                .map_err(|_| PrinterError::Address)?;
        let user = IppValue::new_name_without_language("hallpass");
        wire::operation_attribute(&mut request, "requesting-user-name", user);
        Ok(request)
    }

    async fn ask(&self, request: IppRequestResponse) -> Result<IppRequestResponse, PrinterError> {
        accepted(self.wire.send(request, &[], self.times.answer).await?)
    }
}

fn accepted(answer: IppRequestResponse) -> Result<IppRequestResponse, PrinterError> {
    if wire::status(&answer).is_success() {
        Ok(answer)
    } else {
        Err(PrinterError::Refused {
            status: answer.header().operation_or_status as u16,
        })
    }
}
