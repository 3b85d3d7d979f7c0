//! A running backend: from the configuration to the listening socket, and down again in order.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::{Notify, RwLock};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{info, warn};

use crate::api::{self, Hall};
use crate::catalogue::{Shelf, ShelfError};
use crate::channels::{Channels, OpenError};
use crate::clock::{self, Watch};
use crate::config::{Config, ReceiptsConfig, VerifierConfig};
use crate::database::{Database, DatabaseError};
use crate::key_file;
use crate::payments::Payments;
use crate::receipts::Seal;
use crate::resolver;
use crate::trust::{Board, TrustError};
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
    Services(#[from] ShelfError),
    /// A channel cannot be used.
    #[error("channels: {0}")]
    Channels(#[from] OpenError),
    /// The key for receipts is of no use.
    #[error("{}: {}", .0.display(), .1)]
    ReceiptKey(PathBuf, &'static str),
    /// There is no list of whom to trust.
    #[error("trust: {0}")]
    Trust(#[from] TrustError),
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
        let database = Database::open(&config.database).await?;
        let board = Board::open(&config, &database, clock::now()).await?;
        let shelf = Shelf::open(&config, &database, clock::now()).await?;
        let payments = Arc::new(Payments {
            database,
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
            shelf,
            board,
            opaque: config.verifiers.iter().map(VerifierConfig::entry).collect(),
            verifiers: Verifiers::open(&config.verifiers)?,
            phone: config.queues.phone_url.clone(),
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
        info!(%address, "listening");
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
    let seed = key_file::read(&config.key).map_err(wrong)?;
    let kid = key_file::kid(&config.kid).map_err(wrong)?;
    Seal::new(&kid, &seed).ok_or_else(|| wrong("is not a key"))
}
