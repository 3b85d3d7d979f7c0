//! Our own few words, for whoever stands between us and an issuer whose API is not public:
//! something small that the city runs beside the issuer's library or line.
//!
//! `POST` of `{"code", "machine"}` with `Authorization: Bearer …` and an `Idempotency-Key` that is
//! the same for the same code in the same visit. The answer is 200 with
//! `{"is": "resolved", "subject": "…"}`, the same subject for the same person for ever, or
//! `{"is": "refused", "why": "expired" | "used" | "unknown" | "not-live"}`. Everything else is no
//! answer.

use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;
use reqwest::header::{HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::json;

use super::{Question, Refusal, Subject, Unanswered, Verdict};
use crate::channels::Line;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

pub(super) struct Bridge {
    pub url: String,
    /// With the word before it, and marked as not to be shown.
    pub authorization: HeaderValue,
    pub line: Line,
}

#[derive(Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
enum Said {
    Resolved { subject: String },
    Refused { why: Why },
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Why {
    Expired,
    Used,
    Unknown,
    NotLive,
}

impl Bridge {
    pub async fn ask(
        &self,
        question: &Question<'_>,
        within: Duration,
    ) -> Result<Verdict, Unanswered> {
        let body = json!({ "code": question.code.expose(), "machine": question.machine });
        let key = format!("{} {}", question.visit, question.code_hash);
        let key = HEXLOWER.encode(digest(&SHA256, key.as_bytes()).as_ref());
        let request = self.line.http().post(&self.url).json(&body);
        let request = request
            .header(reqwest::header::AUTHORIZATION, self.authorization.clone())
            .header(IDEMPOTENCY_KEY, key);
        read(&super::heard(request, within).await?)
    }
}

fn read(body: &[u8]) -> Result<Verdict, Unanswered> {
    let said = serde_json::from_slice(body).map_err(|_| Unanswered::Rubbish("another shape"))?;
    Ok(match said {
        Said::Resolved { subject } => {
            let subject = Subject::new(&subject).ok_or(Unanswered::Rubbish("no subject"))?;
            Verdict::Resolved(subject)
        }
        Said::Refused { why } => Verdict::Refused(match why {
            Why::Expired => Refusal::Expired,
            Why::Used => Refusal::Used,
            Why::Unknown => Refusal::Unknown,
            Why::NotLive => Refusal::NotLive,
        }),
    })
}
