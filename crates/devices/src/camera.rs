//! One camera: opened, read, lost and opened again, with its newest frame in one place.
//!
//! There is no queue of frames anywhere: a new frame takes the place of the one before. While
//! nobody looks, frames are thrown away as they come, so that nothing of a visit stays behind;
//! the camera itself stays open, because opening one takes up to a second.

mod controls;
mod folder;
mod frame;
mod frames;
mod jpeg;
mod multipart;
mod plane;
mod source;
mod stream;
mod v4l;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{runtime::Handle, sync::watch, time::timeout};
use tokio_util::sync::CancellationToken;

pub use frame::{Frame, FrameError, PIXELS_ACROSS_MAX, PREVIEW_WIDTH, Pixels, open_picture};
pub use frames::Frames;
pub(crate) use plane::Plane;
pub use source::{FOLDER_RATE_DEFAULT, Source, SourceError, V4lSettings, VideoFormat};

/// A camera is given up and opened again when no frame came for so long.
pub(crate) const FRAME_DEADLINE: Duration = Duration::from_secs(4);
const REOPEN_FIRST: Duration = Duration::from_millis(200);
const REOPEN_LONGEST: Duration = Duration::from_secs(2);

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CameraLoss {
    /// It is not there: no device file, no folder, no server.
    Absent,
    /// It is there and does not let itself be opened: permissions, or another program has it.
    Refused,
    /// It is open and sends no frame.
    Silent,
    /// It has no picture format that is understood here.
    Unsupported,
    /// It was open and broke off.
    Broken,
}

/// What is known of a camera now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CameraState {
    Starting,
    Live,
    Lost(CameraLoss),
}

/// The one place where a camera's newest frame is.
#[derive(Clone, Debug)]
pub(crate) struct Sight {
    pub(crate) camera: CameraState,
    pub(crate) looking: bool,
    /// Counts the turns of looking on and off: what was seen in one round is not told in another.
    pub(crate) round: u64,
    pub(crate) frame: Option<Arc<Frame>>,
}

/// The camera's end of the [`Sight`].
#[derive(Clone)]
pub(crate) struct Outlet {
    sight: Arc<watch::Sender<Sight>>,
}

impl Outlet {
    pub(crate) fn new() -> Self {
        let sight = Sight {
            camera: CameraState::Starting,
            looking: false,
            round: 0,
            frame: None,
        };
        Outlet {
            sight: Arc::new(watch::Sender::new(sight)),
        }
    }

    pub(crate) fn subscribe(&self) -> watch::Receiver<Sight> {
        self.sight.subscribe()
    }

    pub(crate) fn newest(&self) -> Option<Arc<Frame>> {
        self.sight.borrow().frame.clone()
    }

    pub(crate) fn look(&self, on: bool) {
        self.sight.send_if_modified(|sight| {
            let turned = sight.looking != on;
            if turned {
                sight.looking = on;
                sight.round += 1;
                sight.frame = None;
            }
            turned
        });
    }

    /// A frame has come. It is kept only while somebody looks; that is decided under the same
    /// lock as [`Outlet::look`], so that no frame slips in after looking was turned off.
    pub(crate) fn show(&self, pixels: Pixels) {
        self.sight.send_if_modified(|sight| {
            let back = sight.camera != CameraState::Live;
            sight.camera = CameraState::Live;
            if sight.looking {
                sight.frame = Some(Arc::new(Frame::new(pixels, Instant::now())));
            }
            back || sight.looking
        });
    }

    /// Whether a frame would be kept. That may change at any moment; [`Outlet::show`] decides.
    pub(crate) fn is_looking(&self) -> bool {
        self.sight.borrow().looking
    }

    /// A frame has come that nobody wants to see.
    pub(crate) fn live(&self) {
        self.sight.send_if_modified(|sight| {
            let back = sight.camera != CameraState::Live;
            sight.camera = CameraState::Live;
            back
        });
    }

    fn lose(&self, loss: CameraLoss) {
        self.sight.send_if_modified(|sight| {
            let lost = CameraState::Lost(loss);
            let news = sight.camera != lost || sight.frame.is_some();
            sight.camera = lost;
            sight.frame = None;
            news
        });
    }
}

/// Starts the camera; it ends with the token.
pub(crate) fn start(source: Source, outlet: Outlet, stop: CancellationToken, handle: &Handle) {
    handle.spawn(async move {
        let mut wait = REOPEN_FIRST;
        loop {
            let opened = Instant::now();
            let loss = tokio::select! {
                () = stop.cancelled() => return,
                loss = session(&source, &outlet) => loss,
            };
            tracing::warn!(%source, ?loss, "camera lost");
            outlet.lose(loss);
            if opened.elapsed() > REOPEN_LONGEST {
                wait = REOPEN_FIRST;
            }
            if timeout(wait, stop.cancelled()).await.is_ok() {
                return;
            }
            wait = (wait * 2).min(REOPEN_LONGEST);
        }
    });
}

/// From the opening of a camera to its loss.
async fn session(source: &Source, outlet: &Outlet) -> CameraLoss {
    match source {
        Source::V4l { path, settings } => v4l::session(path, *settings, outlet).await,
        Source::Folder { path, per_second } => folder::session(path, *per_second, outlet).await,
        Source::Stream(url) => stream::session(url, outlet).await,
        Source::Frames(frames) => frames::session(frames, outlet).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture() -> Pixels {
        Pixels::Grey {
            width: 1,
            height: 1,
            stride: 1,
            bytes: vec![0],
        }
    }

    #[test]
    fn a_frame_is_kept_only_while_somebody_looks() {
        let outlet = Outlet::new();
        outlet.show(picture());
        assert!(outlet.newest().is_none());
        outlet.look(true);
        outlet.show(picture());
        let kept = Arc::downgrade(&outlet.newest().unwrap());
        outlet.look(false);
        assert!(kept.upgrade().is_none());
        outlet.show(picture());
        assert!(outlet.newest().is_none());
    }

    #[test]
    fn a_lost_camera_leaves_no_picture() {
        let outlet = Outlet::new();
        outlet.look(true);
        outlet.show(picture());
        outlet.lose(CameraLoss::Broken);
        assert!(outlet.newest().is_none());
    }

    #[test]
    fn the_newest_frame_takes_the_place_of_the_one_before() {
        let outlet = Outlet::new();
        outlet.look(true);
        outlet.show(picture());
        let first = Arc::downgrade(&outlet.newest().unwrap());
        outlet.show(picture());
        assert!(first.upgrade().is_none() && outlet.newest().is_some());
    }
}
