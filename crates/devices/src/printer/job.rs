//! Print jobs: what is sent, how the printer knows it, and what becomes of it.

use ipp::prelude::{DelimiterTag, IppAttributeGroup, IppAttributes};
use serde::{Deserialize, Serialize};

use super::{Trouble, wire};

/// A document to be printed.
#[derive(Clone)]
pub struct Job {
    /// The job's name at the printer: the receipt's number. At most 255 bytes.
    pub name: String,
    /// The PDF file.
    pub pdf: Vec<u8>,
    /// The paper's name by PWG 5101.1, e.g. `iso_a4_210x297mm`; the printer's own choice if none.
    pub media: Option<String>,
}

/// The document is personal: only its length may reach a log.
impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Job({}, {} bytes, {:?})",
            self.name,
            self.pdf.len(),
            self.media
        )
    }
}

/// How a job is known. Durable, so that it can be looked up after a crash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentJob {
    /// The printer's number for it; after a restart the printer may give it to another job.
    pub number: i32,
    /// The job's uuid for ever, as a URN, if the printer gives one.
    pub uuid: Option<String>,
    /// The name it was sent under.
    pub name: String,
}

/// How far a job is (RFC 8011, 5.3.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobPhase {
    /// Waits for its turn, or is held.
    Pending,
    /// Being printed.
    Printing,
    /// Interrupted by a trouble of the printer; goes on when that is over.
    Stopped,
    /// Canceled by somebody.
    Canceled,
    /// Given up by the printer.
    Aborted,
    /// Done, as far as the printer says.
    Completed,
}

impl JobPhase {
    fn of(state: i32) -> Option<JobPhase> {
        match state {
            3 | 4 => Some(JobPhase::Pending),
            5 => Some(JobPhase::Printing),
            6 => Some(JobPhase::Stopped),
            7 => Some(JobPhase::Canceled),
            8 => Some(JobPhase::Aborted),
            9 => Some(JobPhase::Completed),
            _ => None,
        }
    }
}

/// A job as the printer knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundJob {
    /// Which job it is.
    pub sent: SentJob,
    /// How far it is.
    pub phase: JobPhase,
    /// Sides that came out, as far as the printer counts them.
    pub impressions: Option<u32>,
}

impl FoundJob {
    /// Whether it is the job that was sent, and not another one under its number.
    pub(super) fn is(&self, job: &SentJob) -> bool {
        match (&self.sent.uuid, &job.uuid) {
            (Some(this), Some(that)) => this == that,
            _ => self.sent.number == job.number && self.sent.name == job.name,
        }
    }
}

/// Why nobody can say whether the paper came out. An operator has to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LostCause {
    /// The printer does not know the job any more.
    Forgotten,
    /// The printer did not answer for too long.
    Silent,
    /// The job did not become final for too long.
    Endless,
    /// The printer calls the job completed, counts no printed side, and has no paper, or another
    /// trouble.
    Doubtful,
}

/// What happens to a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JobUpdate {
    /// It is the printer's turn.
    Printing,
    /// It waits for somebody to put the printer right, and goes on by itself then.
    Waiting(Trouble),
    /// The printer says it is done. `impressions` is what it claims to have printed: many
    /// printers count late, wrongly (0) or not at all (nothing).
    Done {
        /// Sides that came out, as the printer counts them.
        impressions: Option<u32>,
    },
    /// The printer gave it up. With 0 impressions it may be sent again.
    Aborted {
        /// Sides that came out, as the printer counts them.
        impressions: Option<u32>,
    },
    /// Somebody canceled it. With 0 impressions it may be sent again.
    Canceled {
        /// Sides that came out, as the printer counts them.
        impressions: Option<u32>,
    },
    /// Nobody can say whether the paper came out.
    Lost(LostCause),
}

impl JobUpdate {
    /// Whether nothing comes after it.
    pub fn is_final(&self) -> bool {
        !matches!(self, JobUpdate::Printing | JobUpdate::Waiting(_))
    }
}

/// The job of an answer to Print-Job.
pub(super) fn sent(attributes: &IppAttributes, name: &str) -> Option<SentJob> {
    let group = attributes.first_of(DelimiterTag::JobAttributes)?;
    let number = wire::integer(group, "job-id")?;
    Some(SentJob {
        number,
        uuid: wire::text(group, "job-uuid"),
        name: name.into(),
    })
}

/// The jobs of an answer to Get-Jobs or Get-Job-Attributes.
pub(super) fn found(attributes: &IppAttributes) -> impl Iterator<Item = FoundJob> {
    attributes
        .groups_of(DelimiterTag::JobAttributes)
        .filter_map(found_in)
}

fn found_in(group: &IppAttributeGroup) -> Option<FoundJob> {
    let count = wire::integer(group, "job-impressions-completed");
    Some(FoundJob {
        sent: SentJob {
            number: wire::integer(group, "job-id")?,
            uuid: wire::text(group, "job-uuid"),
            name: wire::text(group, "job-name").unwrap_or_default(),
        },
        phase: JobPhase::of(wire::integer(group, "job-state")?)?,
        impressions: count.and_then(|count| u32::try_from(count).ok()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_job_under_the_same_number_is_not_taken_for_it() {
        let job = |uuid: Option<&str>, name: &str| SentJob {
            number: 1,
            uuid: uuid.map(Into::into),
            name: name.into(),
        };
        let found = FoundJob {
            sent: job(Some("urn:uuid:1"), "0000000001"),
            phase: JobPhase::Printing,
            impressions: None,
        };
        assert!(found.is(&job(Some("urn:uuid:1"), "0000000001")));
        assert!(found.is(&job(None, "0000000001")));
        assert!(!found.is(&job(Some("urn:uuid:2"), "0000000001")));
        assert!(!found.is(&job(None, "0000000002")));
    }

    #[test]
    fn how_a_job_is_known_survives_the_journal() {
        let job = SentJob {
            number: 7,
            uuid: Some("urn:uuid:1".into()),
            name: "1".into(),
        };
        let text = serde_json::to_string(&job).unwrap();
        assert_eq!(text, r#"{"number":7,"uuid":"urn:uuid:1","name":"1"}"#);
        assert_eq!(serde_json::from_str::<SentJob>(&text).unwrap(), job);
    }
}
