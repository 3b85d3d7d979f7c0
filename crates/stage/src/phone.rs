//! The citizen's phone: a web page that shows citizen codes and payment codes, anew every minute,
//! asks for the payment password, and can be held before the stage's camera. A real phone that
//! opens the page can be held before a real one.

mod codes;
mod scenes;
mod svg;
mod web;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::camera::{Camera, Scene};
use crate::channels::{ChannelKind, Ledger};
use crate::hall::{App, Citizen, Issuer};
use crate::health_cards::HealthCards;

use self::codes::{Codes, Kind, Made};

/// What the phone, and whoever holds it, has.
pub struct Setup {
    /// The city services in it. Where an app is there twice, the first one counts.
    pub issuers: Vec<Issuer>,
    /// The electronic health card in it.
    pub cards: HealthCards,
    /// Who can be the owner.
    pub citizens: Vec<Citizen>,
    /// What came by mail and can be held before the camera.
    pub notices: Vec<PaperNotice>,
    /// The wallet of WeChat Pay.
    pub wechat: Ledger,
    /// The wallet of Alipay.
    pub alipay: Ledger,
    /// Where the phone is held before.
    pub camera: Camera,
    /// Where the page is served: port 0 of 127.0.0.1, or of 0.0.0.0 for a real phone in the same
    /// network.
    pub listen: SocketAddr,
    /// How long a code stays on the screen; see [`RENEWED_AFTER`].
    pub renewed_after: Duration,
}

/// A little less than a minute, so that a code that is read at the last moment is still good when
/// it arrives.
pub const RENEWED_AFTER: Duration = Duration::from_secs(55);

/// A payment notice on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperNotice {
    /// The 20 digits.
    pub number: String,
    /// What is written on it, in Chinese and English.
    pub title: [String; 2],
}

/// What is held before the camera.
#[derive(Clone, PartialEq, Eq)]
pub enum Shown {
    /// Nothing.
    Nothing,
    /// The citizen code of a city service, renewed until something else is shown.
    Citizen {
        /// The city service.
        app: App,
        /// Whose.
        citizen: Citizen,
    },
    /// The live code of an electronic health card, renewed until something else is shown.
    HealthCard {
        /// Whose.
        citizen: Citizen,
    },
    /// A payment code, renewed until something else is shown, and taken away when it was used.
    Payment {
        /// The wallet.
        channel: ChannelKind,
        /// Whose, as the channel knows the payer.
        payer: String,
    },
    /// A notice on paper.
    Notice(PaperNotice),
    /// Any text, on a screen that belongs to nobody.
    Text(String),
}

/// The phone. When it is dropped the page is gone; what the camera sees stays.
pub struct Phone {
    hand: Arc<Hand>,
    address: SocketAddr,
    tasks: [JoinHandle<()>; 2],
}

/// The phone and the hand that holds it, as the page and the tests share them.
struct Hand {
    citizens: Vec<Citizen>,
    notices: Vec<PaperNotice>,
    issuers: Vec<Issuer>,
    codes: Mutex<Codes>,
    camera: Camera,
    held: watch::Sender<Held>,
}

/// What is before the camera, and the code in it that was made for it.
#[derive(Clone)]
struct Held {
    shown: Shown,
    scene: Scene,
    made: Option<Made>,
}

impl Phone {
    /// Switches the phone on, with nothing before the camera.
    ///
    /// # Errors
    /// When the address cannot be listened on.
    pub async fn start(setup: Setup) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(setup.listen)
            .await
            .with_context(|| format!("the phone's page cannot be served on {}", setup.listen))?;
        let address = listener.local_addr()?;
        let codes = Codes::new(
            setup.issuers.clone(),
            setup.cards,
            setup.wechat,
            setup.alipay,
            setup.renewed_after,
        );
        let hand = Arc::new(Hand {
            citizens: setup.citizens,
            notices: setup.notices,
            issuers: setup.issuers,
            codes: Mutex::new(codes),
            camera: setup.camera,
            held: watch::Sender::new(Held::nothing()),
        });
        let router = web::router(Arc::clone(&hand));
        let page = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::warn!(%error, "the phone's page has stopped");
            }
        });
        let eyes = tokio::spawn(look_after(Arc::clone(&hand)));
        Ok(Self {
            hand,
            address,
            tasks: [page, eyes],
        })
    }

    /// Where the page is, e.g. `http://127.0.0.1:40001/`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Holds this before the camera from now on, with a code that is made now. Call it within a
    /// tokio runtime.
    ///
    /// # Errors
    /// When the phone does not have the city service.
    pub fn show(&self, shown: Shown) -> anyhow::Result<()> {
        self.hand.show(shown)
    }

    /// A citizen code, made now, as the page would show it.
    ///
    /// # Errors
    /// When the phone does not have the city service.
    pub fn citizen_code(&self, app: App, citizen: Citizen) -> anyhow::Result<String> {
        let kind = Kind::Citizen(app, citizen);
        Ok(self.hand.codes().renew(&kind, Instant::now())?.code)
    }

    /// What the camera is shown now: for the frames of it, see [`crate::camera::frames`].
    #[must_use]
    pub fn scene(&self) -> Scene {
        self.hand.held.borrow().scene.clone()
    }
}

impl Drop for Phone {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Hand {
    fn show(&self, shown: Shown) -> anyhow::Result<()> {
        let next = self.hold(shown)?;
        // Under the channel's lock, so that a renewal does not come between the two.
        self.held.send_modify(|held| {
            self.camera.show(next.scene.clone());
            *held = next;
        });
        Ok(())
    }

    /// What the camera will see of it, with a new code.
    fn hold(&self, shown: Shown) -> anyhow::Result<Held> {
        let mut codes = self.codes();
        let kind = Kind::of(&shown);
        let made = kind
            .map(|kind| codes.renew(&kind, Instant::now()))
            .transpose()?;
        Ok(Held {
            scene: scenes::of(&shown, made.as_ref()),
            shown,
            made,
        })
    }

    fn codes(&self) -> MutexGuard<'_, Codes> {
        // Nothing in there is left half done by a panic.
        self.codes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Renews the code that is held where it has to be, and takes it away where it was paid with.
    /// Says how much longer it is good.
    fn look_after(&self) -> anyhow::Result<Option<Duration>> {
        let Held {
            shown,
            made: Some(made),
            ..
        } = self.held.borrow().clone()
        else {
            return Ok(None);
        };
        let Some(kind) = Kind::of(&shown) else {
            return Ok(None);
        };
        let (used, current, left) = {
            let mut codes = self.codes();
            let used = codes.orders(&kind) != made.orders;
            let (current, left) = codes.current(&kind, Instant::now())?;
            (used, current, left)
        };
        if used {
            self.exchange(&made, |held| {
                self.camera.show(Scene::Hall);
                *held = Held::nothing();
            });
        } else if current != made {
            self.exchange(&made, |held| {
                held.scene = scenes::of(&shown, Some(&current));
                held.made = Some(current);
                self.camera.replace(held.scene.clone());
            });
        }
        Ok(Some(left))
    }

    /// Changes what is held, unless it is something else by now.
    fn exchange(&self, old: &Made, change: impl FnOnce(&mut Held)) {
        self.held.send_if_modified(|held| {
            let same = held.made.as_ref() == Some(old);
            if same {
                change(held);
            }
            same
        });
    }
}

impl Held {
    fn nothing() -> Self {
        Self {
            shown: Shown::Nothing,
            scene: Scene::Hall,
            made: None,
        }
    }
}

async fn look_after(hand: Arc<Hand>) {
    let mut held = hand.held.subscribe();
    let [mut wechat, mut alipay] = hand.codes().changes();
    loop {
        held.mark_unchanged();
        let left = match hand.look_after() {
            Ok(left) => left,
            Err(error) => {
                return tracing::warn!(%error, "codes on the phone are not renewed any more");
            }
        };
        let time_is_up = async {
            match left {
                Some(left) => tokio::time::sleep(left).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = time_is_up => {}
            Ok(()) = wechat.changed() => {}
            Ok(()) = alipay.changed() => {}
            Ok(()) = held.changed() => {}
        }
    }
}

#[cfg(test)]
mod tests;
