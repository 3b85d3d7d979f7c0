//! The voice: what is to be said goes to Speech Dispatcher, and through it to whichever
//! synthesiser the machine has (SSIP, the Speech Synthesis Interface Protocol).
//!
//! Nobody ever waits for it. What is to be said waits in a short line ([`Waiting`]) and is
//! dropped when it is too late to be said; a dispatcher that is away, slow or restarted is
//! connected to again. Texts are personal: nothing here logs or prints them.

mod ssip;
mod waiting;

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio_util::sync::{CancellationToken, DropGuard};

use ssip::Session;
use waiting::{Order, Waiting};

/// So often a dispatcher that is not there is looked for.
const RECONNECT: Duration = Duration::from_secs(1);

/// How fast and how loud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// -2 (slow) to 2 (fast).
    pub rate: i8,
    /// 0 (quiet, but to be heard) to 4 (loud).
    pub volume: u8,
}

/// Something to be said.
#[derive(Clone, PartialEq, Eq)]
pub struct Utterance {
    /// The text; what no voice can say (control characters) is left out.
    pub text: String,
    /// Its language, a BCP 47 tag.
    pub lang: String,
    /// How.
    pub manner: Manner,
    /// Ends what is being said and whatever waits; otherwise this is said after it.
    pub interrupt: bool,
}

impl fmt::Debug for Utterance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Utterance")
            .field("lang", &self.lang)
            .finish_non_exhaustive()
    }
}

/// A voice. Dropping it disconnects, which ends what is being said.
pub struct Voice {
    waiting: Arc<Mutex<Waiting>>,
    more: Arc<Notify>,
    _stop: DropGuard,
}

impl Voice {
    /// A voice that speaks through the dispatcher at this Unix socket, on the runtime of `handle`.
    #[must_use]
    pub fn start(socket: PathBuf, handle: &Handle) -> Self {
        let waiting = Arc::new(Mutex::new(Waiting::default()));
        let more = Arc::new(Notify::new());
        let stop = CancellationToken::new();
        let speaker = Speaker {
            socket,
            waiting: Arc::clone(&waiting),
            more: Arc::clone(&more),
        };
        let stopped = stop.clone();
        handle.spawn(async move {
            tokio::select! {
                () = stopped.cancelled() => {}
                () = speaker.run() => {}
            }
        });
        Self {
            waiting,
            more,
            _stop: stop.drop_guard(),
        }
    }

    /// Says it as soon as can be. Returns at once.
    pub fn say(&self, utterance: Utterance) {
        lock(&self.waiting).say(utterance, Instant::now());
        self.more.notify_one();
    }

    /// Ends what is being said and whatever waits. Returns at once.
    pub fn hush(&self) {
        lock(&self.waiting).hush();
        self.more.notify_one();
    }
}

fn lock(waiting: &Mutex<Waiting>) -> std::sync::MutexGuard<'_, Waiting> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Speaker {
    socket: PathBuf,
    waiting: Arc<Mutex<Waiting>>,
    more: Arc<Notify>,
}

impl Speaker {
    /// Connects, speaks, loses and connects again, for ever.
    async fn run(self) {
        let mut was_lost = false;
        loop {
            match Session::open(&self.socket).await {
                Ok(session) => {
                    tracing::info!("the voice is there");
                    was_lost = false;
                    let error = self.speak(session).await;
                    tracing::warn!(%error, "the voice broke off");
                }
                // A machine without a dispatcher shall not fill its log.
                Err(error) if was_lost => tracing::trace!(%error, "still no voice"),
                Err(error) => {
                    was_lost = true;
                    tracing::warn!(%error, socket = %self.socket.display(), "there is no voice");
                }
            }
            tokio::time::sleep(RECONNECT).await;
        }
    }

    async fn speak(&self, mut session: Session) -> ssip::SessionError {
        loop {
            let order = lock(&self.waiting).next(Instant::now());
            let done = match order {
                Some(Order::Hush) => session.hush().await,
                Some(Order::Say(utterance)) => session.say(&utterance).await,
                None => {
                    self.more.notified().await;
                    Ok(())
                }
            };
            if let Err(error) = done {
                return error;
            }
        }
    }
}
