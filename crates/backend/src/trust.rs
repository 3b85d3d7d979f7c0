//! Whom this hall trusts: put together from the configuration and the file of what is revoked,
//! numbered, signed, and posted for the kiosks. The backend itself goes by the same list.
//!
//! The number is the second in which a list was signed, and more than that of any list before: so
//! it does not begin again when a database is lost. What was signed is kept in the database; all
//! processes on it post the same.

mod revoked;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use aws_lc_rs::digest::{SHA256, digest};
use codes::revocation::{Revoked, TooMany};
use codes::trust_list::ListKey;
use codes::{Algorithm, Signer, Trust, TrustList};
use data_encoding::{BASE64, HEXLOWER};
use order::Millis;
use sqlx::Row;
use thiserror::Error;
use tokio::sync::Mutex;
use tracing::{error, info};

use crate::config::{Config, TrustConfig};
use crate::database::{Database, DatabaseError};
use crate::key_file;

/// Days pass, and lists are to be renewed, also when the file of what is revoked stays as it is.
const LOOK_EVERY_MS: Millis = 10 * 60_000;
const DAY_S: i64 = 86_400;
/// A list that expires sooner would not outlast a machine that is cut off for a week.
const VALID_DAYS_MIN: u16 = 10;
const VALID_DAYS_MAX: u16 = 366;

/// Why there is no list.
#[derive(Debug, Error)]
pub enum TrustError {
    /// The key that signs it is of no use.
    #[error("{}: {}", .0.display(), .1)]
    Key(PathBuf, &'static str),
    /// A key in it is of no use.
    #[error("key {0}: {1}")]
    Unusable(String, &'static str),
    /// It is good for too few or too many days.
    #[error("[trust] valid_days is not {VALID_DAYS_MIN} to {VALID_DAYS_MAX}")]
    ValidDays,
    /// The file of what is revoked is wrong.
    #[error("{}: {}", .0.display(), .1)]
    Revoked(PathBuf, String),
    /// Too much is revoked.
    #[error(transparent)]
    TooMany(#[from] TooMany),
    /// The database does not say which number comes next.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sqlx::Error> for TrustError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

/// The list as it is now.
#[derive(Debug)]
pub struct Posted {
    /// Whose codes are believed.
    pub trust: Trust,
    /// The signed document in Base64, as kiosks get it.
    pub document: String,
    /// A hash of what is in it, apart from number and times.
    content: String,
    renew_at: i64,
}

/// Where the list is posted.
pub struct Board {
    writer: Writer,
    state: Mutex<State>,
}

struct State {
    posted: Arc<Posted>,
    looked_at: Millis,
    /// How the file of what is revoked was then.
    seen: Option<Stamp>,
    /// What was wrong when it was looked at last; said once.
    trouble: Option<String>,
}

/// When a file was written, and its length.
type Stamp = (SystemTime, u64);

impl Board {
    /// Signs the list, unless what is in it was signed before and is still good for long.
    ///
    /// # Errors
    /// [`TrustError`].
    pub async fn open(
        config: &Config,
        database: &Database,
        now: Millis,
    ) -> Result<Self, TrustError> {
        let writer = Writer::of(config)?;
        let seen = writer.stamp().await;
        let state = Mutex::new(State {
            posted: writer.newest(database, None, now).await?,
            looked_at: now,
            seen,
            trouble: None,
        });
        Ok(Self { writer, state })
    }

    /// The list as it is now. If it cannot be brought up to date the one before goes on, and the
    /// log says why.
    pub async fn current(&self, database: &Database, now: Millis) -> Arc<Posted> {
        let mut state = self.state.lock().await;
        let stamp = self.writer.stamp().await;
        if state.seen != stamp || (now - state.looked_at).abs() >= LOOK_EVERY_MS {
            // A call that is given up here has not looked.
            let newest = self.writer.newest(database, Some(&state.posted), now);
            let newest = newest.await;
            state.looked_at = now;
            state.seen = stamp;
            match newest {
                Ok(newest) => {
                    state.posted = newest;
                    state.trouble = None;
                }
                Err(error) => {
                    let trouble = Some(error.to_string());
                    if state.trouble != trouble {
                        error!(%error, "the list of trust is not brought up to date");
                        state.trouble = trouble;
                    }
                }
            }
        }
        Arc::clone(&state.posted)
    }
}

/// The hall's own key: it signs the list and the catalogue.
///
/// # Errors
/// [`TrustError::Key`].
pub fn signer(config: &TrustConfig) -> Result<Signer, TrustError> {
    let wrong = |reason| TrustError::Key(config.key.clone(), reason);
    let seed = key_file::read(&config.key).map_err(wrong)?;
    let kid = key_file::kid(&config.kid).map_err(wrong)?;
    Signer::new(Algorithm::EdDsa, &kid, &seed).map_err(|_| wrong("is not a key"))
}

/// Puts the list together and signs it.
struct Writer {
    /// The list without number, times, and what is revoked.
    template: TrustList,
    signer: Signer,
    valid_s: i64,
    revoked: Option<PathBuf>,
}

impl Writer {
    fn of(config: &Config) -> Result<Self, TrustError> {
        let trust = &config.trust;
        let signer = signer(trust)?;
        let own = ListKey::of(&signer)
            .ok_or_else(|| TrustError::Key(trust.key.clone(), "is not Ed25519"))?;
        if !(VALID_DAYS_MIN..=VALID_DAYS_MAX).contains(&trust.valid_days) {
            return Err(TrustError::ValidDays);
        }
        if let Some(next) = trust.next.iter().find(|next| next.decoded().is_none()) {
            return Err(TrustError::Unusable(next.kid.clone(), "is not Ed25519"));
        }
        let template = TrustList {
            hall: trust.hall.clone(),
            version: 0,
            issued: 0,
            expires: i64::MAX,
            keys: [&[own], &trust.next[..]].concat(),
            issuers: config.issuers.clone(),
            staff: config.staff.clone(),
            foreign: config.foreign.clone(),
            revoked: Revoked::default(),
        };
        // Kiosks leave out what they cannot use. Here somebody can put it right.
        if let Some(first) = template.trust().1.first() {
            return Err(TrustError::Unusable(first.kid.clone(), first.reason));
        }
        Ok(Self {
            template,
            signer,
            valid_s: i64::from(trust.valid_days) * DAY_S,
            revoked: trust.revoked.clone(),
        })
    }

    async fn stamp(&self) -> Option<Stamp> {
        let metadata = tokio::fs::metadata(self.revoked.as_ref()?).await.ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    }

    async fn newest(
        &self,
        database: &Database,
        posted: Option<&Arc<Posted>>,
        now: Millis,
    ) -> Result<Arc<Posted>, TrustError> {
        let revoked = self.read_revoked(now).await?;
        let now = now / 1000;
        let content = self.content(&revoked);
        match posted {
            Some(posted) if posted.content == content && now < posted.renew_at => {
                Ok(Arc::clone(posted))
            }
            _ => Ok(Arc::new(self.post(database, revoked, now).await?)),
        }
    }

    async fn read_revoked(&self, now: Millis) -> Result<Revoked, TrustError> {
        let Some(path) = &self.revoked else {
            return Ok(Revoked::default());
        };
        let wrong = |reason: String| TrustError::Revoked(path.clone(), reason);
        let text = tokio::fs::read_to_string(path)
            .await
            .map_err(|error| wrong(error.to_string()))?;
        let entries = revoked::parse(&text, now).map_err(wrong)?;
        Ok(Revoked::of(entries.iter().map(revoked::Entry::as_code))?)
    }

    /// Signs what is not signed yet.
    async fn post(
        &self,
        database: &Database,
        revoked: Revoked,
        now: i64,
    ) -> Result<Posted, TrustError> {
        let content = self.content(&revoked);
        let mut list = TrustList {
            revoked,
            ..self.template.clone()
        };
        let mut write = database.write().await?;
        let newest = sqlx::query(
            "SELECT version, content, issued_at, document FROM trust_lists
             ORDER BY version DESC LIMIT 1",
        )
        .fetch_optional(&mut *write)
        .await?;
        let mut last: i64 = 0;
        if let Some(row) = newest {
            last = row.try_get(0)?;
            let (of_last, issued): (String, i64) = (row.try_get(1)?, row.try_get(2)?);
            if of_last == content && now < self.renew_at(issued) {
                write.commit().await?;
                list.expires = issued + self.valid_s;
                return Ok(self.posted(&list, row.try_get(3)?, content, issued));
            }
        }
        let version = now.max(last + 1);
        list.version = version.unsigned_abs();
        list.issued = now;
        list.expires = now + self.valid_s;
        let document = BASE64.encode(&list.sign(&self.signer));
        sqlx::query(
            "INSERT INTO trust_lists (version, content, issued_at, document)
             VALUES ($1, $2, $3, $4)",
        )
        .bind(version)
        .bind(&content)
        .bind(now)
        .bind(&document)
        .execute(&mut *write)
        .await?;
        sqlx::query("DELETE FROM trust_lists WHERE version < $1")
            .bind(version)
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        let (issuers, staff) = (list.issuers.len(), list.staff.len());
        let (foreign, revoked) = (list.foreign.len(), list.revoked.len());
        info!(version, issuers, staff, foreign, revoked, "list of trust");
        Ok(self.posted(&list, document, content, now))
    }

    fn posted(&self, list: &TrustList, document: String, content: String, issued: i64) -> Posted {
        Posted {
            trust: list.trust().0,
            document,
            content,
            renew_at: self.renew_at(issued),
        }
    }

    /// A list is signed again long before it expires: a machine that is cut off on any day has
    /// three quarters of its time left.
    fn renew_at(&self, issued: i64) -> i64 {
        issued + self.valid_s / 4
    }

    fn content(&self, revoked: &Revoked) -> String {
        let list = TrustList {
            revoked: revoked.clone(),
            ..self.template.clone()
        };
        let by = (list, HEXLOWER.encode(self.signer.kid()), self.valid_s);
        let text = serde_json::to_vec(&by).unwrap_or_default();
        HEXLOWER.encode(digest(&SHA256, &text).as_ref())
    }
}
