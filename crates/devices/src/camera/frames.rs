//! Frames that this program makes itself, as a camera's driver would hand them over: for
//! measuring, where a file or a network between would be measured too.

use std::{fmt, sync::Arc};

use tokio::{
    sync::{Mutex, mpsc},
    time::timeout,
};

use super::{CameraLoss, FRAME_DEADLINE, Outlet, Pixels};

/// The receiving end, to be put into [`Source::Frames`](super::Source::Frames). A clone is the
/// same camera.
#[derive(Clone)]
pub struct Frames {
    frames: Arc<Mutex<mpsc::Receiver<Pixels>>>,
}

impl Frames {
    /// A camera that shows what is sent; it is gone with the last sender. A second frame finds
    /// no room until the first is taken, which is at once: `try_send` then says so.
    pub fn channel() -> (mpsc::Sender<Pixels>, Frames) {
        let (sender, frames) = mpsc::channel(1);
        let frames = Arc::new(Mutex::new(frames));
        (sender, Frames { frames })
    }
}

impl PartialEq for Frames {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.frames, &other.frames)
    }
}

/// What is in them is nobody's business.
impl fmt::Debug for Frames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Frames")
    }
}

pub(super) async fn session(frames: &Frames, outlet: &Outlet) -> CameraLoss {
    let mut frames = frames.frames.lock().await;
    loop {
        match timeout(FRAME_DEADLINE, frames.recv()).await {
            Ok(Some(pixels)) => outlet.show(pixels),
            Ok(None) => return CameraLoss::Absent,
            Err(_) => return CameraLoss::Silent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_sent_is_seen_until_the_last_sender_is_gone() {
        let outlet = Outlet::new();
        outlet.look(true);
        let (sender, frames) = Frames::channel();
        let grey = Pixels::Grey {
            width: 1,
            height: 1,
            stride: 1,
            bytes: vec![7],
        };
        sender.send(grey).await.unwrap();
        drop(sender);
        assert_eq!(session(&frames, &outlet).await, CameraLoss::Absent);
        let seen = outlet.newest().unwrap().luma().unwrap();
        assert_eq!(seen.into_raw(), [7]);
    }
}
