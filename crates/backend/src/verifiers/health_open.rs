//! The open platform of the electronic health card (腾讯健康开放平台, 电子健康卡): services 139,
//! `getAppToken`, and 143, `verifyQRCode`.
//!
//! Answers are not signed: TLS says whose they are. So that one answer is never taken for
//! another's, the card in it has to be the card in the code. Of what the platform tells about a
//! person (name, numbers, address) only the card's id is read.

mod signing;

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tokio::sync::Mutex;
use tokio::time::Instant;
use uuid::Uuid;

use super::{Question, Refusal, Subject, Unanswered, Verdict};
use crate::channels::Line;
use crate::clock;
use crate::config::HealthOpenResults;
use signing::sign;

const TOKEN_PATH: &str = "/rest/auth/HealthCard/HealthOpenAuth/AuthObj/getAppToken";
const VERIFY_PATH: &str = "/rest/auth/HealthCard/HealthOpenPlatform/ISVOpenObj/verifyQRCode";
/// A token is renewed so long before it ends.
const RENEWED_BEFORE: Duration = Duration::from_secs(60);
/// A token is not believed to be good for longer than a day.
const TOKEN_SECONDS_MAX: u64 = 86_400;
const CARD_LENGTH: usize = 64;

/// An account at the platform.
pub(super) struct HealthOpen {
    pub base_url: String,
    pub app_id: String,
    pub secret: AppSecret,
    pub hospital_id: String,
    pub channel: u32,
    pub results: HealthOpenResults,
    pub token: Mutex<Option<Token>>,
    pub line: Line,
}

/// Signs requests. `Debug` does not show it.
pub(super) struct AppSecret(pub String);

impl fmt::Debug for AppSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AppSecret(…)")
    }
}

/// With it, requests are taken for a while.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Token {
    text: String,
    until: Instant,
}

/// `commonIn`, without the signature.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CommonIn<'a> {
    app_token: &'a str,
    request_id: String,
    hospital_id: &'a str,
    timestamp: String,
    channel_num: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TokenAsk<'a> {
    app_id: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct VerifyAsk<'a> {
    qr_code_text: &'a str,
    terminal_id: &'a str,
    time: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    common_out: CommonOut,
    #[serde(borrow, default)]
    rsp: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CommonOut {
    result_code: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TokenAnswer {
    app_token: String,
    expires_in: u64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VerifyAnswer {
    health_card_id: String,
}

/// What a call came to: what was asked for, or a result other than 0.
enum Called<T> {
    Done(T),
    Result(i64),
}

impl HealthOpen {
    pub async fn ask(
        &self,
        question: &Question<'_>,
        within: Duration,
    ) -> Result<Verdict, Unanswered> {
        let token = self.token(None, within).await?;
        let result = match self.verify(question, &token, within).await? {
            Called::Done(card) => return resolved(question.code.expose(), &card),
            Called::Result(result) if self.results.token.contains(&result) => {
                // It was not looked at, so the code cannot have been used by that.
                let token = self.token(Some(&token), within).await?;
                match self.verify(question, &token, within).await? {
                    Called::Done(card) => return resolved(question.code.expose(), &card),
                    Called::Result(result) => result,
                }
            }
            Called::Result(result) => result,
        };
        self.refused(result).map(Verdict::Refused)
    }

    fn refused(&self, result: i64) -> Result<Refusal, Unanswered> {
        let results = &self.results;
        if results.expired.contains(&result) {
            Ok(Refusal::Expired)
        } else if results.used.contains(&result) {
            Ok(Refusal::Used)
        } else if results.unknown.contains(&result) {
            Ok(Refusal::Unknown)
        } else {
            Err(Unanswered::Result(result))
        }
    }

    /// A token that is good; another one than `stale`.
    async fn token(&self, stale: Option<&Token>, within: Duration) -> Result<Token, Unanswered> {
        // Whoever waits here gets what the one before was given.
        let mut kept = self.token.lock().await;
        if let Some(token) = kept.as_ref()
            && Some(token) != stale
            && Instant::now() < token.until
        {
            return Ok(token.clone());
        }
        let asked = TokenAsk {
            app_id: &self.app_id,
        };
        let answer = match self.call(TOKEN_PATH, "", &asked, within).await? {
            Called::Done(TokenAnswer {
                app_token,
                expires_in,
            }) if !app_token.is_empty() => (app_token, expires_in),
            Called::Done(_) => return Err(Unanswered::Rubbish("an empty token")),
            Called::Result(result) => return Err(Unanswered::Result(result)),
        };
        let good = Duration::from_secs(answer.1.min(TOKEN_SECONDS_MAX));
        let token = Token {
            text: answer.0,
            until: Instant::now() + good.saturating_sub(RENEWED_BEFORE),
        };
        *kept = Some(token.clone());
        Ok(token)
    }

    async fn verify(
        &self,
        question: &Question<'_>,
        token: &Token,
        within: Duration,
    ) -> Result<Called<String>, Unanswered> {
        let asked = VerifyAsk {
            qr_code_text: question.code.expose(),
            terminal_id: question.machine,
            time: clock::in_china().strftime("%Y-%m-%d %H:%M:%S").to_string(),
        };
        let called = self.call(VERIFY_PATH, &token.text, &asked, within).await?;
        Ok(match called {
            Called::Done(VerifyAnswer { health_card_id }) => Called::Done(health_card_id),
            Called::Result(result) => Called::Result(result),
        })
    }

    async fn call<T: serde::de::DeserializeOwned>(
        &self,
        path: &str,
        token: &str,
        asked: &impl Serialize,
        within: Duration,
    ) -> Result<Called<T>, Unanswered> {
        let common = CommonIn {
            app_token: token,
            request_id: Uuid::new_v4().simple().to_string().to_uppercase(),
            hospital_id: &self.hospital_id,
            timestamp: clock::unix_seconds().to_string(),
            channel_num: self.channel,
        };
        let body = sign(&common, asked, &self.secret).ok_or(Unanswered::NotReached)?;
        let url = format!("{}{path}", self.base_url);
        let request = self.line.http().post(url).json(&body);
        let body = super::heard(request, within).await?;
        let answer: Answer<'_> =
            serde_json::from_slice(&body).map_err(|_| Unanswered::Rubbish("another shape"))?;
        if answer.common_out.result_code != 0 {
            return Ok(Called::Result(answer.common_out.result_code));
        }
        let said = answer.rsp.ok_or(Unanswered::Rubbish("nothing in it"))?;
        serde_json::from_str(said.get())
            .map(Called::Done)
            .map_err(|_| Unanswered::Rubbish("another shape"))
    }
}

/// The platform vouches for a card: it has to be the one in the code.
fn resolved(code: &str, card: &str) -> Result<Verdict, Unanswered> {
    let shown = code.get(..CARD_LENGTH);
    if !shown.is_some_and(|shown| shown.eq_ignore_ascii_case(card)) {
        return Err(Unanswered::Rubbish("it is about another card"));
    }
    let subject = Subject::new(card).ok_or(Unanswered::Rubbish("no card"))?;
    Ok(Verdict::Resolved(subject))
}
