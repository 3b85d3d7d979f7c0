//! Whether headphones are plugged in: a switch of the kernel's input system, or a file that says it.
//!
//! The switch is `SW_HEADPHONE_INSERT`, which ALSA has for each jack that notices its plug
//! (Linux, `input-event-codes.h`). The file holds `0` or `1`, as those of the extcon class do
//! (`/sys/class/extcon/…/cable.…/state`) and those of GPIO lines.

mod file;
mod jack;

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio_util::sync::{CancellationToken, DropGuard};

/// So often it is looked for while it is not there.
const REOPEN: Duration = Duration::from_secs(1);

/// Where it is seen. Written as `jack:auto`, `jack:/dev/input/by-path/…` or `file:/sys/…/state`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadphonesSource {
    /// The first input device with such a switch.
    AnyJack,
    /// The switch of this input device.
    Jack(PathBuf),
    /// A file that begins with `0` or `1`.
    File(PathBuf),
}

/// A line that names no place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("headphones are seen at jack:auto, jack:/dev/input/… or file:/…")]
pub struct HeadphonesSourceError;

impl FromStr for HeadphonesSource {
    type Err = HeadphonesSourceError;

    fn from_str(text: &str) -> Result<Self, HeadphonesSourceError> {
        match text.split_once(':') {
            Some(("jack", "auto")) => Ok(Self::AnyJack),
            Some(("jack", path)) if path.starts_with('/') => Ok(Self::Jack(path.into())),
            Some(("file", path)) if path.starts_with('/') => Ok(Self::File(path.into())),
            _ => Err(HeadphonesSourceError),
        }
    }
}

impl fmt::Display for HeadphonesSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AnyJack => f.write_str("jack:auto"),
            Self::Jack(path) => write!(f, "jack:{}", path.display()),
            Self::File(path) => write!(f, "file:{}", path.display()),
        }
    }
}

/// Headphones that are watched. Dropping it ends the watch.
pub struct Headphones {
    plugged: watch::Receiver<bool>,
    _stop: DropGuard,
}

impl Headphones {
    /// Watches on the runtime of `handle`. Until something else is seen they are not plugged in,
    /// nor are they when the switch is lost.
    #[must_use]
    pub fn start(source: HeadphonesSource, handle: &Handle) -> Self {
        let (tell, plugged) = watch::channel(false);
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        handle.spawn(async move {
            tokio::select! {
                () = stopped.cancelled() => {}
                () = follow(&source, &tell) => {}
            }
        });
        Self {
            plugged,
            _stop: stop.drop_guard(),
        }
    }

    /// Whether they are plugged in, and every time that changes.
    #[must_use]
    pub fn plugged(&self) -> watch::Receiver<bool> {
        self.plugged.clone()
    }
}

/// Opens, watches, loses and opens again, for ever.
async fn follow(source: &HeadphonesSource, tell: &watch::Sender<bool>) {
    let mut was_lost = false;
    loop {
        let seen = |plugged| {
            was_lost = false;
            set(tell, plugged);
        };
        let error = match source {
            HeadphonesSource::AnyJack => jack::watch(None, seen).await,
            HeadphonesSource::Jack(path) => jack::watch(Some(path), seen).await,
            HeadphonesSource::File(path) => file::watch(path, seen).await,
        };
        set(tell, false);
        if !std::mem::replace(&mut was_lost, true) {
            tracing::info!(%error, %source, "headphones are not noticed");
        }
        tokio::time::sleep(REOPEN).await;
    }
}

fn set(tell: &watch::Sender<bool>, plugged: bool) {
    tell.send_if_modified(|told| std::mem::replace(told, plugged) != plugged);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_is_written_as_it_is_read() {
        for text in ["jack:auto", "jack:/dev/input/event3", "file:/sys/x/state"] {
            let source: HeadphonesSource = text.parse().unwrap();
            assert_eq!(source.to_string(), text);
        }
        for text in ["", "jack:", "jack:event3", "file:state", "alsa:0"] {
            assert_eq!(text.parse::<HeadphonesSource>(), Err(HeadphonesSourceError));
        }
    }

    #[tokio::test]
    async fn plugging_in_and_out_is_told_once_each() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state");
        let source = HeadphonesSource::File(path.clone());
        let headphones = Headphones::start(source, &Handle::current());
        let mut plugged = headphones.plugged();
        assert!(!*plugged.borrow());
        std::fs::write(&path, "1\n").unwrap();
        plugged.wait_for(|plugged| *plugged).await.unwrap();
        std::fs::write(&path, "0\n").unwrap();
        plugged.wait_for(|plugged| !plugged).await.unwrap();
        std::fs::write(&path, "1\n").unwrap();
        plugged.wait_for(|plugged| *plugged).await.unwrap();
        // A jack that is torn out of its machine is not plugged in either.
        std::fs::remove_file(&path).unwrap();
        plugged.wait_for(|plugged| !plugged).await.unwrap();
    }
}
