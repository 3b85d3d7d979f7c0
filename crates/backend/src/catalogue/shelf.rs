//! What is offered now: read from the folder, numbered, signed, and kept in the database, so that
//! all processes on it post the same and the version never goes down.
//!
//! The version is the second in which a catalogue was signed, and more than that of any before, as
//! with the list of trust: so it does not begin again when a database is lost.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use aws_lc_rs::digest::{SHA256, digest};
use codes::Signer;
use codes::hall_document::{self, About};
use data_encoding::{BASE64, HEXLOWER};
use order::Millis;
use service::Catalogue;
use sqlx::{AnyConnection, Row};
use thiserror::Error;
use tokio::sync::Mutex;
use tracing::{error, info, warn};

use super::folder::{self, File, NoFolder};
use super::{BrokenFile, Services};
use crate::config::Config;
use crate::database::{Database, DatabaseError};
use crate::trust::{self, TrustError};

/// A call may go by what was looked at so long ago: the kiosk had it from the catalogue, for which
/// is always looked.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// What was done most often is counted again after so long.
const COUNT_EVERY_MS: Millis = 10 * 60_000;
/// Over so many days.
const COUNTED_MS: Millis = 30 * 24 * 60 * 60_000;
/// So many services are said to be used most.
const MOST_USED_MAX: usize = 6;

/// Why there is no catalogue.
#[derive(Debug, Error)]
pub enum ShelfError {
    /// There is no such folder.
    #[error(transparent)]
    NoFolder(#[from] NoFolder),
    /// The key that signs it is of no use.
    #[error(transparent)]
    Key(#[from] TrustError),
    /// It is more than kiosks take.
    #[error("the services are {0} bytes, more than kiosks take")]
    TooLong(usize),
    /// The database does not say which version comes next.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sqlx::Error> for ShelfError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

/// What is offered, and the signed document that says so.
#[derive(Debug)]
pub struct Offer {
    /// What can be done here.
    pub services: Services,
    /// The signed catalogue in Base64, as kiosks get it.
    pub document: String,
}

/// Where the services lie.
pub struct Shelf {
    folder: PathBuf,
    signer: Signer,
    state: Mutex<State>,
}

struct State {
    offer: Arc<Offer>,
    files: Vec<File>,
    looked_at: Instant,
    counted_at: Millis,
    /// Why what is there now is not offered; said once.
    trouble: Option<String>,
}

impl Shelf {
    /// Reads the folder and signs what is in it, unless that was signed before.
    ///
    /// # Errors
    /// [`ShelfError`].
    pub async fn open(
        config: &Config,
        database: &Database,
        now: Millis,
    ) -> Result<Self, ShelfError> {
        let (folder, signer) = (config.services.clone(), trust::signer(&config.trust)?);
        let files = folder::read(&folder)?;
        let services = Services::of(&files, None);
        tell_broken(&services, &[]);
        let offer = offer(database, &signer, services, now).await?;
        let state = Mutex::new(State {
            offer: Arc::new(offer),
            files,
            looked_at: Instant::now(),
            counted_at: now,
            trouble: None,
        });
        Ok(Self {
            folder,
            signer,
            state,
        })
    }

    /// What is offered, as of at most a second ago.
    pub async fn current(&self, database: &Database, now: Millis) -> Arc<Offer> {
        self.looked(database, now, LOOK_EVERY).await
    }

    /// What is offered at this moment. If it cannot be brought up to date what was offered before
    /// goes on, and the log says why.
    pub async fn newest(&self, database: &Database, now: Millis) -> Arc<Offer> {
        self.looked(database, now, Duration::ZERO).await
    }

    async fn looked(&self, database: &Database, now: Millis, every: Duration) -> Arc<Offer> {
        let mut state = self.state.lock().await;
        if state.looked_at.elapsed() >= every {
            let trouble = match self.look(&mut state, database, now).await {
                Ok(()) => None,
                Err(error) => Some(error.to_string()),
            };
            state.looked_at = Instant::now();
            if let Some(trouble) = trouble.as_ref().filter(|_| state.trouble != trouble) {
                error!(trouble, "the catalogue is not brought up to date");
            }
            state.trouble = trouble;
        }
        Arc::clone(&state.offer)
    }

    async fn look(
        &self,
        state: &mut State,
        database: &Database,
        now: Millis,
    ) -> Result<(), ShelfError> {
        let folder = self.folder.clone();
        let files = tokio::task::spawn_blocking(move || folder::read(&folder)).await;
        // Reading does not panic, and nobody aborts it.
        let files = files.map_err(|_| DatabaseError::Row("a folder"))??;
        let is_old = (now - state.counted_at).abs() >= COUNT_EVERY_MS;
        if files == state.files && !is_old {
            return Ok(());
        }
        let before = &state.offer.services;
        let services = Services::of(&files, Some(&before.groups));
        tell_broken(&services, &before.broken);
        state.offer = Arc::new(offer(database, &self.signer, services, now).await?);
        state.files = files;
        state.counted_at = now;
        Ok(())
    }
}

/// Each fault once, not with every change of another file.
fn tell_broken(services: &Services, before: &[BrokenFile]) {
    for broken in services.broken.iter().filter(|one| !before.contains(one)) {
        let BrokenFile { file, line, reason } = broken;
        warn!(file, line, reason, "a service's file was refused");
    }
}

/// Signs what is not signed yet.
async fn offer(
    database: &Database,
    signer: &Signer,
    services: Services,
    now: Millis,
) -> Result<Offer, ShelfError> {
    let mut write = database.write().await?;
    let mut catalogue = Catalogue {
        version: 0,
        departments: services.groups.departments.clone(),
        life_events: services.groups.life_events.clone(),
        services: services.services.clone(),
        most_used: most_used(&mut write, &services, now - COUNTED_MS).await?,
        broken: services.broken.clone(),
    };
    let content = hash(&catalogue, signer);
    let query = "SELECT version, content, document FROM catalogues ORDER BY version DESC LIMIT 1";
    let newest = sqlx::query(query).fetch_optional(&mut *write).await?;
    let mut last: i64 = 0;
    if let Some(row) = newest {
        last = row.try_get(0)?;
        if row.try_get::<String, _>(1)? == content {
            write.commit().await?;
            let document = row.try_get(2)?;
            return Ok(Offer { services, document });
        }
    }
    let version = (now / 1000).max(last + 1);
    catalogue.version = version.unsigned_abs();
    let signed = hall_document::sign(signer, About::Services, json(&catalogue));
    if signed.len() > About::Services.bytes_max() {
        return Err(ShelfError::TooLong(signed.len()));
    }
    let document = BASE64.encode(&signed);
    sqlx::query("INSERT INTO catalogues (version, content, document) VALUES ($1, $2, $3)")
        .bind(version)
        .bind(&content)
        .bind(&document)
        .execute(&mut *write)
        .await?;
    sqlx::query("DELETE FROM catalogues WHERE version < $1")
        .bind(version)
        .execute(&mut *write)
        .await?;
    write.commit().await?;
    let (count, broken) = (services.services.len(), services.broken.len());
    info!(version, services = count, broken, "catalogue");
    Ok(Offer { services, document })
}

/// Those done most often since then, the others behind them in the order of the screen: so there is
/// something to show in a hall where nothing was done yet.
async fn most_used(
    connection: &mut AnyConnection,
    services: &Services,
    since: Millis,
) -> Result<Vec<String>, ShelfError> {
    let mut ids: Vec<String> = sqlx::query_scalar(
        "SELECT service FROM applications WHERE made_at >= $1
         GROUP BY service ORDER BY COUNT(*) DESC, service",
    )
    .bind(since)
    .fetch_all(connection)
    .await?;
    ids.retain(|id| services.get(id).is_some());
    for service in &services.services {
        if !ids.contains(&service.id) {
            ids.push(service.id.clone());
        }
    }
    ids.truncate(MOST_USED_MAX);
    Ok(ids)
}

fn hash(catalogue: &Catalogue, signer: &Signer) -> String {
    let mut text = json(catalogue);
    text.extend_from_slice(signer.kid());
    HEXLOWER.encode(digest(&SHA256, &text).as_ref())
}

fn json(catalogue: &Catalogue) -> Vec<u8> {
    // Texts and numbers are JSON.
    serde_json::to_vec(catalogue).unwrap_or_default()
}
