//! A job, asked after until it is final.

use tokio::{
    sync::mpsc,
    time::{Instant, sleep},
};

use super::{
    FoundJob, JobPhase, JobUpdate, LostCause, Printer, PrinterError, PrinterState, SentJob, Trouble,
};

const UPDATES_MAX: usize = 16;

pub(super) fn start(printer: Printer, job: SentJob) -> mpsc::Receiver<JobUpdate> {
    let (updates, received) = mpsc::channel(UPDATES_MAX);
    tokio::spawn(async move { follow(&printer, &job, &updates).await });
    received
}

async fn follow(printer: &Printer, job: &SentJob, updates: &mpsc::Sender<JobUpdate>) {
    let times = *printer.times();
    let give_up = Instant::now() + times.job;
    let mut heard = Instant::now();
    let mut told = None;
    loop {
        let answer = printer.job(job).await;
        let state = match &answer {
            Ok(_) => printer.state().await.ok(),
            Err(_) => None,
        };
        if matches!(answer, Ok(_) | Err(PrinterError::Forgotten)) {
            heard = Instant::now();
        }
        let update = if heard.elapsed() > times.silence {
            JobUpdate::Lost(LostCause::Silent)
        } else if Instant::now() > give_up {
            JobUpdate::Lost(LostCause::Endless)
        } else {
            judge(answer, state)
        };
        if told != Some(update) {
            told = Some(update);
            if updates.send(update).await.is_err() || update.is_final() {
                return;
            }
        }
        tokio::select! {
            () = updates.closed() => return,
            () = sleep(times.poll) => {}
        }
    }
}

/// What an answer means. `state` is the printer's, where it could be asked.
fn judge(answer: Result<FoundJob, PrinterError>, state: Option<PrinterState>) -> JobUpdate {
    let job = match answer {
        Ok(job) => job,
        Err(PrinterError::Forgotten) => return JobUpdate::Lost(LostCause::Forgotten),
        // Whatever else it is, the next question may be answered.
        Err(_) => return JobUpdate::Waiting(Trouble::Unreachable),
    };
    let trouble = state.and_then(|state| state.troubles.first().copied());
    let impressions = job.impressions;
    match (job.phase, trouble) {
        (JobPhase::Canceled, _) => JobUpdate::Canceled { impressions },
        (JobPhase::Aborted, _) => JobUpdate::Aborted { impressions },
        // Counting nothing is no proof of a fault, and having no paper after the last sheet is
        // none either; both together are what a job looks like that ran out of paper.
        (JobPhase::Completed, Some(_)) if impressions == Some(0) => {
            JobUpdate::Lost(LostCause::Doubtful)
        }
        (JobPhase::Completed, _) => JobUpdate::Done { impressions },
        (JobPhase::Pending | JobPhase::Printing | JobPhase::Stopped, Some(trouble)) => {
            JobUpdate::Waiting(trouble)
        }
        (JobPhase::Stopped, None) => JobUpdate::Waiting(Trouble::Stopped),
        (JobPhase::Pending | JobPhase::Printing, None) => JobUpdate::Printing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(phase: JobPhase, impressions: Option<u32>) -> Result<FoundJob, PrinterError> {
        let sent = SentJob {
            number: 1,
            uuid: None,
            name: "1".into(),
        };
        Ok(FoundJob {
            sent,
            phase,
            impressions,
        })
    }

    fn with(troubles: &[Trouble]) -> Option<PrinterState> {
        let troubles = troubles.to_vec();
        Some(PrinterState {
            busy: false,
            troubles,
            warnings: Vec::new(),
        })
    }

    #[test]
    fn completed_is_done_with_what_the_printer_claims() {
        for impressions in [None, Some(0), Some(1)] {
            let update = judge(job(JobPhase::Completed, impressions), with(&[]));
            assert_eq!(update, JobUpdate::Done { impressions });
        }
    }

    #[test]
    fn completed_without_a_printed_side_and_without_paper_is_not_taken_for_done() {
        let update = judge(
            job(JobPhase::Completed, Some(0)),
            with(&[Trouble::PaperOut]),
        );
        assert_eq!(update, JobUpdate::Lost(LostCause::Doubtful));
        let last_sheet = judge(
            job(JobPhase::Completed, Some(1)),
            with(&[Trouble::PaperOut]),
        );
        assert_eq!(
            last_sheet,
            JobUpdate::Done {
                impressions: Some(1)
            }
        );
    }

    #[test]
    fn a_job_waits_while_the_printer_is_in_trouble_and_prints_otherwise() {
        let waiting = JobUpdate::Waiting(Trouble::CoverOpen);
        for phase in [JobPhase::Pending, JobPhase::Printing, JobPhase::Stopped] {
            assert_eq!(
                judge(job(phase, Some(0)), with(&[Trouble::CoverOpen])),
                waiting
            );
        }
        assert_eq!(
            judge(job(JobPhase::Printing, Some(0)), with(&[])),
            JobUpdate::Printing
        );
        assert_eq!(
            judge(job(JobPhase::Printing, Some(0)), None),
            JobUpdate::Printing
        );
        let stopped = judge(job(JobPhase::Stopped, None), with(&[]));
        assert_eq!(stopped, JobUpdate::Waiting(Trouble::Stopped));
    }

    #[test]
    fn a_printer_that_cannot_be_asked_is_waited_for_and_one_that_forgot_is_not() {
        let unreachable = judge(Err(PrinterError::Unreachable), None);
        assert_eq!(unreachable, JobUpdate::Waiting(Trouble::Unreachable));
        let forgot = judge(Err(PrinterError::Forgotten), None);
        assert_eq!(forgot, JobUpdate::Lost(LostCause::Forgotten));
    }
}
