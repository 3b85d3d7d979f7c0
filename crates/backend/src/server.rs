//! A running backend: from the configuration to the listening socket, and down again in order.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use codes::citizen::{Limits, TrustedIssuer, Untrustworthy};
use codes::{Algorithm, Trust};
use data_encoding::HEXLOWER_PERMISSIVE;
use gateway::wire::{CodeAlg, Issuer};
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::{Notify, RwLock};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{info, warn};

use crate::api::{self, Hall};
use crate::catalogue::{NoFolder, Services};
use crate::channels::{Channels, OpenError};
use crate::clock::Watch;
use crate::config::{Config, ReceiptsConfig, VerifierConfig};
use crate::database::{Database, DatabaseError};
use crate::payments::Payments;
use crate::receipts::Seal;
use crate::resolver;
use crate::verifiers::{NoVerifier, Verifiers};
use order::Millis;

/// How long to wait for calls and questions that are under way before stopping without them.
const STOP_WITHIN: Duration = Duration::from_secs(10);
const DAY_MS: Millis = 24 * 60 * 60_000;

/// Why the backend does not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The address cannot be listened on.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// The database cannot be used.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// There are no services.
    #[error("services: {0}")]
    Services(#[from] NoFolder),
    /// A channel cannot be used.
    #[error("channels: {0}")]
    Channels(#[from] OpenError),
    /// The key for receipts is of no use.
    #[error("{}: {}", .0.display(), .1)]
    ReceiptKey(PathBuf, &'static str),
    /// An issuer cannot be trusted as it is written.
    #[error("issuer {0}: {1}")]
    Issuer(String, &'static str),
    /// The issuers do not go together.
    #[error("issuers: {0}")]
    Issuers(#[from] Untrustworthy),
    /// The issuer of codes that say nothing to us cannot be asked as it is written.
    #[error("verifiers: {0}")]
    Verifiers(#[from] NoVerifier),
}

/// A running backend.
pub struct Backend {
    address: SocketAddr,
    stop: CancellationToken,
    payments: Arc<Payments>,
    server: JoinHandle<()>,
    resolver: JoinHandle<()>,
}

impl Backend {
    /// Starts it; when this returns it is listening, and payments that were pending are being
    /// pursued.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let services = Services::read(&config.services)?;
        for broken in &services.broken {
            warn!(%broken, "a service was refused");
        }
        let payments = Arc::new(Payments {
            database: Database::open(&config.database).await?,
            channels: Channels::open(&config)?,
            seal: seal(&config.receipts)?,
            waits: config.waits,
            tasks: TaskTracker::new(),
            changed: Notify::new(),
            watch: Watch::new(),
            steps: RwLock::new(()),
        });
        let shown_within = Millis::from(config.applications.shown_within_days) * DAY_MS;
        let hall = Arc::new(Hall {
            payments: Arc::clone(&payments),
            catalogue: services.catalogue(
                &config.issuers,
                config.verifiers.iter().map(VerifierConfig::entry).collect(),
            ),
            services,
            trust: trust(&config.issuers)?,
            verifiers: Verifiers::open(&config.verifiers)?,
            shown_within,
        });
        let failed = |error| StartError::Listen(config.listen, error);
        let listener = TcpListener::bind(config.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let stop = CancellationToken::new();
        let stopped = stop.clone().cancelled_owned();
        let serving =
            axum::serve(listener, api::router(Arc::clone(&hall))).with_graceful_shutdown(stopped);
        let server = tokio::spawn(async move {
            if let Err(error) = serving.await {
                warn!(%error, "the server has ended");
            }
        });
        let resolver = tokio::spawn(resolver::run(
            Arc::clone(&payments),
            shown_within,
            stop.clone(),
        ));
        info!(%address, services = hall.services.services.len(), "listening");
        Ok(Self {
            address,
            stop,
            payments,
            server,
            resolver,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Takes no more calls, lets those under way end, and closes the database.
    pub async fn stop(self) {
        self.stop.cancel();
        self.payments.tasks.close();
        let quiet = async {
            let _ = self.server.await;
            let _ = self.resolver.await;
            self.payments.tasks.wait().await;
        };
        if tokio::time::timeout(STOP_WITHIN, quiet).await.is_err() {
            warn!(
                "stopping although something is under way; it will be taken up at the next start"
            );
        }
        let closing = self.payments.database.close();
        if tokio::time::timeout(STOP_WITHIN, closing).await.is_err() {
            warn!("the database was not closed in time");
        }
        info!("stopped");
    }
}

fn seal(config: &ReceiptsConfig) -> Result<Seal, StartError> {
    let wrong = |reason| StartError::ReceiptKey(config.key.clone(), reason);
    let text = std::fs::read_to_string(&config.key).map_err(|_| wrong("cannot be read"))?;
    let seed = HEXLOWER_PERMISSIVE
        .decode(text.trim().as_bytes())
        .unwrap_or_default();
    let seed: [u8; 32] = seed
        .try_into()
        .map_err(|_| wrong("is not 32 bytes in hex"))?;
    let kid = HEXLOWER_PERMISSIVE
        .decode(config.kid.as_bytes())
        .unwrap_or_default();
    if kid.is_empty() || kid.len() > 32 {
        return Err(wrong("has a kid that is not 1 to 32 bytes in hex"));
    }
    Seal::new(&kid, &seed).ok_or_else(|| wrong("is not a key"))
}

fn trust(issuers: &[Issuer]) -> Result<Trust, StartError> {
    let trusted = issuers.iter().map(|issuer| {
        let wrong = |reason| StartError::Issuer(issuer.kid.clone(), reason);
        let kid = HEXLOWER_PERMISSIVE.decode(issuer.kid.as_bytes());
        let kid = kid.map_err(|_| wrong("the kid is not hex"))?;
        let key = STANDARD
            .decode(&issuer.key)
            .map_err(|_| wrong("the key is not Base64"))?;
        let algorithm = match issuer.alg {
            CodeAlg::EdDsa => Algorithm::EdDsa,
            CodeAlg::Es256 => Algorithm::Es256,
        };
        let (from, until) = (issuer.not_before, issuer.not_after);
        TrustedIssuer::new(&kid, &issuer.iss, algorithm, &key, from, until)
            .map_err(|_| wrong("the key is not one of its kind"))
    });
    Ok(Trust::new(
        trusted.collect::<Result<_, _>>()?,
        Limits::default(),
    )?)
}
