//! A camera that sees what it is told: a phone or a paper in a hand before a dark hall, held
//! at an angle, a little out of focus, with noise and reflections, never the bare code.
//!
//! It sends pictures as network cameras do: `GET /camera`, `multipart/x-mixed-replace`.

mod canvas;
mod face;
mod hall;
mod mjpeg;
mod pose;
mod render;
mod scene;
mod still;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::routing::get;
use tokio::sync::watch;

use crate::server::Server;

pub use render::Jpeg;
pub use scene::{Scene, Screen, Sheet};
pub use still::{Hold, still};

/// The eight frames of a scene. The same seed gives the same frames; another one another hand.
#[must_use]
pub fn frames(scene: &Scene, seed: u64) -> Vec<Jpeg> {
    render::Film::new(scene, seed).collect()
}

/// In an empty hall nothing moves but the noise.
const HALL_FRAMES: usize = 3;

/// The camera. A clone is the same camera; it is gone with its last clone.
#[derive(Clone)]
pub struct Camera {
    set: Arc<Set>,
    server: Arc<Server>,
}

struct Set {
    hall: mjpeg::Reel,
    reels: watch::Sender<mjpeg::Reel>,
    /// Counts what was shown: frames of something that was taken away meanwhile are thrown away.
    shown: AtomicU64,
    seed: u64,
}

impl Camera {
    /// A camera on a free port of 127.0.0.1 before which nobody stands.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start(seed: u64) -> anyhow::Result<Self> {
        let film = render::Film::new(&Scene::Hall, seed).take(HALL_FRAMES);
        let hall = tokio::task::spawn_blocking(move || Arc::new(film.collect::<Vec<_>>())).await?;
        let reels = watch::Sender::new(Arc::clone(&hall));
        let set = Arc::new(Set {
            hall,
            reels,
            shown: AtomicU64::new(0),
            seed,
        });
        let seen = Arc::downgrade(&set);
        let route = get(move || async move {
            match seen.upgrade() {
                Some(set) => mjpeg::answer(set.reels.subscribe()),
                None => axum::response::IntoResponse::into_response(axum::http::StatusCode::GONE),
            }
        });
        let server = Server::start(Router::new().route("/camera", route)).await?;
        Ok(Self {
            set,
            server: Arc::new(server),
        })
    }

    /// Where its pictures are, e.g. `http://127.0.0.1:40001/camera`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}/camera", self.server.url())
    }

    /// Takes away what is before the camera, at once, and holds `scene` there as soon as its
    /// first frame is rendered, in the background. Call it within a tokio runtime.
    pub fn show(&self, scene: Scene) {
        let turn = self.set.next_turn();
        self.set.publish(turn, Arc::clone(&self.set.hall));
        if scene != Scene::Hall {
            self.film(scene, turn);
        }
    }

    /// Puts `scene` in the place of what is shown without taking that away before: a code that
    /// is made anew on the same screen.
    pub fn replace(&self, scene: Scene) {
        let turn = self.set.next_turn();
        self.film(scene, turn);
    }

    /// The frames that it is sending now, as many as are rendered.
    #[must_use]
    pub fn frames(&self) -> Vec<Jpeg> {
        self.set.reels.borrow().to_vec()
    }

    fn film(&self, scene: Scene, turn: u64) {
        let set = Arc::clone(&self.set);
        tokio::task::spawn_blocking(move || {
            let mut reel = Vec::new();
            for frame in render::Film::new(&scene, set.seed.wrapping_add(turn)) {
                reel.push(frame);
                if !set.publish(turn, Arc::new(reel.clone())) {
                    return;
                }
            }
        });
    }
}

impl Set {
    fn next_turn(&self) -> u64 {
        self.shown.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// Sends these frames from now on, unless something else is shown already.
    fn publish(&self, turn: u64, reel: mjpeg::Reel) -> bool {
        // Decided under the channel's own lock, so that no late frame comes after a new scene.
        self.reels.send_if_modified(|sent| {
            let current = self.shown.load(Ordering::SeqCst) == turn;
            if current {
                *sent = reel;
            }
            current
        })
    }
}
