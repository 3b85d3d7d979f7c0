//! The printer against a real IPP printer (`ippeveprinter`), with everything that goes wrong.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::{fs, path::Path, time::Duration};

use devices::{
    Condition, Job, JobUpdate, LostCause, Printer, PrinterError, PrinterState, PrinterTimes,
    SentJob, Trouble, Warning,
};
use stage::printer::{Fault, PrinterOnStage};
use tempfile::TempDir;
use tokio::{sync::mpsc::Receiver, time::timeout};

const DEADLINE: Duration = Duration::from_secs(30);
const DONE: JobUpdate = JobUpdate::Done {
    impressions: Some(1),
};

struct Hall {
    stage: PrinterOnStage,
    printer: Printer,
    _folder: TempDir,
}

async fn hall() -> Hall {
    hall_with(PrinterTimes::default()).await
}

async fn hall_with(times: PrinterTimes) -> Hall {
    let folder = tempfile::tempdir().unwrap();
    let stage = PrinterOnStage::start(folder.path()).await.unwrap();
    let printer = Printer::with_times(stage.uri(), times).unwrap();
    Hall {
        stage,
        printer,
        _folder: folder,
    }
}

impl Hall {
    async fn condition(&self) -> Condition {
        self.printer.state().await.unwrap().condition()
    }

    async fn print(&self, name: &str) -> (SentJob, Receiver<JobUpdate>) {
        let sent = self.printer.print(receipt(name)).await.unwrap();
        let updates = self.printer.follow(&sent);
        (sent, updates)
    }

    fn paper_names(&self) -> Vec<String> {
        self.stage
            .papers()
            .iter()
            .map(|path| name_of(path))
            .collect()
    }
}

fn receipt(name: &str) -> Job {
    // Larger than any buffer on the way, and not text.
    let mut pdf = b"%PDF-1.7\n".to_vec();
    pdf.extend((0..100_000u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()));
    Job {
        name: name.into(),
        pdf,
        media: Some("iso_a4_210x297mm".into()),
    }
}

fn name_of(path: &Path) -> String {
    let name = path.file_stem().unwrap().to_str().unwrap();
    name.split_once('-').unwrap().1.to_owned()
}

async fn next(updates: &mut Receiver<JobUpdate>) -> Option<JobUpdate> {
    timeout(DEADLINE, updates.recv())
        .await
        .expect("an update by the deadline")
}

/// The last update; after it there is none.
async fn end(updates: &mut Receiver<JobUpdate>) -> JobUpdate {
    let mut last = None;
    while let Some(update) = next(updates).await {
        assert!(
            !last.is_some_and(|last: JobUpdate| last.is_final()),
            "{last:?} was the end"
        );
        last = Some(update);
    }
    last.expect("an update")
}

async fn until(updates: &mut Receiver<JobUpdate>, wanted: JobUpdate) {
    loop {
        let update = next(updates).await.expect("the job goes on");
        if update == wanted {
            return;
        }
        assert!(!update.is_final(), "{update:?} before {wanted:?}");
    }
}

#[tokio::test]
async fn what_is_sent_comes_out_byte_for_byte() {
    let hall = hall().await;
    assert_eq!(hall.condition().await, Condition::Ready);
    let (sent, mut updates) = hall.print("0000000123").await;
    assert_eq!(end(&mut updates).await, DONE);
    assert!(sent.uuid.as_deref().unwrap().starts_with("urn:uuid:"));
    let [paper] = &hall.stage.papers()[..] else {
        panic!("one paper")
    };
    let [spooled] = &hall.stage.received()[..] else {
        panic!("one document")
    };
    assert_eq!(name_of(paper), "0000000123");
    assert_eq!(fs::read(spooled).unwrap(), receipt("").pdf);
    assert_eq!(fs::read(paper).unwrap(), receipt("").pdf);
}

#[tokio::test]
async fn each_trouble_is_known_before_a_job_is_sent() {
    let hall = hall().await;
    for (fault, trouble) in [
        (Fault::PaperOut, Trouble::PaperOut),
        (Fault::CoverOpen, Trouble::CoverOpen),
        (Fault::Jam, Trouble::PaperJam),
        (Fault::TonerOut, Trouble::MarkerEmpty),
        (Fault::Paused, Trouble::Stopped),
    ] {
        hall.stage.fault(fault).await.unwrap();
        assert_eq!(hall.condition().await, Condition::Trouble(trouble));
        hall.stage.clear().await.unwrap();
        assert_eq!(hall.condition().await, Condition::Ready, "after {fault:?}");
    }
    assert_eq!(hall.paper_names(), [""; 0]);
}

#[tokio::test]
async fn the_worst_of_several_troubles_comes_first() {
    let hall = hall().await;
    hall.stage.fault(Fault::PaperOut).await.unwrap();
    hall.stage.fault(Fault::CoverOpen).await.unwrap();
    let state = hall.printer.state().await.unwrap();
    assert_eq!(state.troubles, [Trouble::CoverOpen, Trouble::PaperOut]);
}

#[tokio::test]
async fn little_paper_is_a_warning_and_prints() {
    let hall = hall().await;
    hall.stage.fault(Fault::PaperLow).await.unwrap();
    hall.stage.fault(Fault::TonerLow).await.unwrap();
    let state = hall.printer.state().await.unwrap();
    assert_eq!(state.condition(), Condition::Ready);
    assert_eq!(state.warnings, [Warning::PaperLow, Warning::MarkerLow]);
    let (_, mut updates) = hall.print("1").await;
    assert_eq!(end(&mut updates).await, DONE);
}

#[tokio::test]
async fn a_job_sent_without_paper_waits_and_prints_after_the_refill() {
    let hall = hall().await;
    hall.stage.fault(Fault::PaperOut).await.unwrap();
    let (_, mut updates) = hall.print("1").await;
    until(&mut updates, JobUpdate::Waiting(Trouble::PaperOut)).await;
    assert_eq!(hall.paper_names(), [""; 0]);
    hall.stage.clear().await.unwrap();
    assert_eq!(end(&mut updates).await, DONE);
    assert_eq!(hall.paper_names(), ["1"]);
}

#[tokio::test]
async fn paper_that_ends_in_mid_job_is_told_and_the_job_goes_on_after_the_refill() {
    let hall = hall().await;
    hall.stage.fault(Fault::PaperOutMidJob).await.unwrap();
    assert_eq!(hall.condition().await, Condition::Ready);
    let (_, mut updates) = hall.print("1").await;
    until(&mut updates, JobUpdate::Waiting(Trouble::PaperOut)).await;
    hall.stage.clear().await.unwrap();
    assert_eq!(end(&mut updates).await, DONE);
    assert_eq!(hall.paper_names(), ["1"]);
}

#[tokio::test]
async fn a_cover_opened_in_mid_job_is_told_and_the_job_goes_on_when_it_is_closed() {
    let hall = hall().await;
    hall.stage.fault(Fault::PaperOutMidJob).await.unwrap();
    let (_, mut updates) = hall.print("1").await;
    until(&mut updates, JobUpdate::Waiting(Trouble::PaperOut)).await;
    hall.stage.fault(Fault::CoverOpen).await.unwrap();
    until(&mut updates, JobUpdate::Waiting(Trouble::CoverOpen)).await;
    hall.stage.clear().await.unwrap();
    assert_eq!(end(&mut updates).await, DONE);
}

#[tokio::test]
async fn a_job_that_the_printer_gives_up_is_aborted_with_nothing_printed() {
    let hall = hall().await;
    hall.stage.fault(Fault::Aborts).await.unwrap();
    let (_, mut updates) = hall.print("1").await;
    assert_eq!(
        end(&mut updates).await,
        JobUpdate::Aborted {
            impressions: Some(0)
        }
    );
    assert_eq!(hall.paper_names(), [""; 0]);
}

#[tokio::test]
async fn a_job_called_completed_without_paper_or_a_printed_side_is_not_taken_for_done() {
    let hall = hall().await;
    hall.stage.fault(Fault::Swallows).await.unwrap();
    let (_, mut updates) = hall.print("1").await;
    assert_eq!(
        end(&mut updates).await,
        JobUpdate::Lost(LostCause::Doubtful)
    );
    assert_eq!(hall.paper_names(), [""; 0]);
}

#[tokio::test]
async fn a_canceled_job_does_not_come_out_after_the_refill() {
    let hall = hall().await;
    hall.stage.fault(Fault::PaperOutMidJob).await.unwrap();
    let (sent, mut updates) = hall.print("1").await;
    until(&mut updates, JobUpdate::Waiting(Trouble::PaperOut)).await;
    hall.printer.cancel(&sent).await.unwrap();
    assert_eq!(
        end(&mut updates).await,
        JobUpdate::Canceled {
            impressions: Some(0)
        }
    );
    // Again, though it is final: no error.
    hall.printer.cancel(&sent).await.unwrap();
    hall.stage.clear().await.unwrap();
    let (_, mut updates) = hall.print("2").await;
    assert_eq!(end(&mut updates).await, DONE);
    assert_eq!(hall.paper_names(), ["2"]);
}

#[tokio::test]
async fn a_printer_that_is_gone_is_told_apart_and_nothing_was_sent() {
    let hall = hall().await;
    hall.stage.unplug().await;
    let answer = hall.printer.state().await;
    assert!(
        matches!(answer, Err(PrinterError::Unreachable)),
        "{answer:?}"
    );
    assert_eq!(
        PrinterState::of(answer).condition(),
        Condition::Trouble(Trouble::Unreachable)
    );
    let sent = hall.printer.print(receipt("1")).await;
    assert!(matches!(sent, Err(PrinterError::Unreachable)), "{sent:?}");
    hall.stage.plug().await.unwrap();
    assert_eq!(hall.condition().await, Condition::Ready);
    assert_eq!(hall.stage.received(), [""; 0].map(std::path::PathBuf::from));
}

#[tokio::test]
async fn a_cable_pulled_in_mid_job_is_waited_for() {
    let hall = hall().await;
    hall.stage.fault(Fault::PaperOutMidJob).await.unwrap();
    let (_, mut updates) = hall.print("1").await;
    until(&mut updates, JobUpdate::Waiting(Trouble::PaperOut)).await;
    hall.stage.unplug().await;
    until(&mut updates, JobUpdate::Waiting(Trouble::Unreachable)).await;
    hall.stage.clear().await.unwrap();
    hall.stage.plug().await.unwrap();
    assert_eq!(end(&mut updates).await, DONE);
    assert_eq!(hall.paper_names(), ["1"]);
}

#[tokio::test]
async fn a_printer_that_stays_silent_has_lost_the_job() {
    let silence = Duration::from_millis(600);
    let poll = Duration::from_millis(50);
    let hall = hall_with(PrinterTimes {
        silence,
        poll,
        ..Default::default()
    })
    .await;
    hall.stage.fault(Fault::PaperOutMidJob).await.unwrap();
    let (_, mut updates) = hall.print("1").await;
    until(&mut updates, JobUpdate::Waiting(Trouble::PaperOut)).await;
    hall.stage.unplug().await;
    assert_eq!(end(&mut updates).await, JobUpdate::Lost(LostCause::Silent));
}

#[tokio::test]
async fn a_job_that_never_ends_is_not_followed_for_ever() {
    let job = Duration::from_millis(600);
    let hall = hall_with(PrinterTimes {
        job,
        ..Default::default()
    })
    .await;
    hall.stage.fault(Fault::PaperOutMidJob).await.unwrap();
    let (_, mut updates) = hall.print("1").await;
    assert_eq!(end(&mut updates).await, JobUpdate::Lost(LostCause::Endless));
}

#[tokio::test]
async fn a_printer_without_power_has_forgotten_the_job_and_another_one_is_not_taken_for_it() {
    let hall = hall().await;
    hall.stage.fault(Fault::PaperOutMidJob).await.unwrap();
    let (sent, mut updates) = hall.print("1").await;
    until(&mut updates, JobUpdate::Waiting(Trouble::PaperOut)).await;
    hall.stage.power_cycle().await.unwrap();
    assert_eq!(
        end(&mut updates).await,
        JobUpdate::Lost(LostCause::Forgotten)
    );
    // The next job may get the same number.
    hall.stage.clear().await.unwrap();
    let (_, mut updates) = hall.print("2").await;
    assert_eq!(end(&mut updates).await, DONE);
    assert_eq!(hall.paper_names(), ["2"]);
    assert!(matches!(
        hall.printer.cancel(&sent).await,
        Err(PrinterError::Forgotten)
    ));
    assert_eq!(
        end(&mut hall.printer.follow(&sent)).await,
        JobUpdate::Lost(LostCause::Forgotten)
    );
}

#[tokio::test]
async fn a_job_is_found_by_its_name_while_it_waits_and_when_it_is_done() {
    let hall = hall().await;
    assert_eq!(hall.printer.find("1").await.unwrap(), []);
    hall.stage.fault(Fault::PaperOutMidJob).await.unwrap();
    let (sent, mut updates) = hall.print("1").await;
    until(&mut updates, JobUpdate::Waiting(Trouble::PaperOut)).await;
    let found = hall.printer.find("1").await.unwrap();
    assert_eq!(
        found.iter().map(|job| &job.sent).collect::<Vec<_>>(),
        [&sent]
    );
    assert_eq!(hall.printer.find("2").await.unwrap(), []);
    hall.stage.clear().await.unwrap();
    assert_eq!(end(&mut updates).await, DONE);
    let found = hall.printer.find("1").await.unwrap();
    assert_eq!(
        found.iter().map(|job| &job.sent).collect::<Vec<_>>(),
        [&sent]
    );
    assert_eq!(found[0].impressions, Some(1));
}

#[tokio::test]
async fn a_busy_printer_is_asked_again_and_given_up_at_the_deadline() {
    let busy = Duration::from_millis(600);
    let hall = hall_with(PrinterTimes {
        busy,
        ..Default::default()
    })
    .await;
    hall.stage.fault(Fault::PaperOutMidJob).await.unwrap();
    let (_, mut first) = hall.print("1").await;
    until(&mut first, JobUpdate::Waiting(Trouble::PaperOut)).await;
    let second = hall.printer.print(receipt("2")).await;
    assert!(matches!(second, Err(PrinterError::Busy)), "{second:?}");

    let patient = Printer::new(hall.stage.uri()).unwrap();
    let waiting = tokio::spawn(async move { patient.print(receipt("3")).await });
    hall.stage.clear().await.unwrap();
    assert_eq!(end(&mut first).await, DONE);
    let third = waiting.await.unwrap().unwrap();
    assert_eq!(end(&mut hall.printer.follow(&third)).await, DONE);
    assert_eq!(hall.paper_names(), ["1", "3"]);
}

#[tokio::test]
async fn a_paper_that_the_printer_does_not_have_is_refused() {
    let hall = hall().await;
    let job = Job {
        media: Some("no-such-paper".into()),
        ..receipt("1")
    };
    let refused = hall.printer.print(job).await;
    assert!(
        matches!(refused, Err(PrinterError::Refused { .. })),
        "{refused:?}"
    );
}
