//! The demonstration on somebody's desktop: the window to touch with a mouse, and the phone in a
//! browser.

use std::process::Stdio;

use anyhow::Context as _;
use tokio::process::Command;

use super::{DemoOptions, say};
use crate::hall::{Hall, HallOptions};
use crate::window::Size;

/// Of the height of the desktop, what panels and title bars leave.
const USABLE: f64 = 0.86;
/// Where nobody says how large the desktop is.
const SMALL: Size = Size {
    width: 1366,
    height: 768,
};

pub(super) async fn run(options: &DemoOptions) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let hall_options = HallOptions {
        size: fitted(desktop().await.unwrap_or(SMALL)),
        fullscreen: false,
        ..HallOptions::new(&options.binaries()?)
    };
    let hall = Hall::start(folder.path(), hall_options).await?;
    say("backend, WeChat Pay, Alipay, camera and printer are running");
    let mut kiosk = Command::new(hall.kiosk_binary())
        .arg("--config")
        .arg(hall.places().kiosk_toml())
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .context("the kiosk does not start")?;
    say(&format!(
        "receipts come out at {}",
        hall.printer().spool().display()
    ));
    say("close the window or press Ctrl+C to end");
    tokio::select! {
        status = kiosk.wait() => {
            say(&format!("the window was closed ({})", status?));
        }
        interrupted = tokio::signal::ctrl_c() => interrupted?,
    }
    Ok(())
}

/// As large as fits, upright.
fn fitted(desktop: Size) -> Size {
    let height = (f64::from(desktop.height) * USABLE).min(1920.0);
    Size {
        width: (height * 9.0 / 16.0) as u32,
        height: height as u32,
    }
}

/// The size of the desktop, if `xrandr` is there to say it.
async fn desktop() -> Option<Size> {
    let output = Command::new("xrandr")
        .arg("--current")
        .output()
        .await
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let (_, after) = text.split_once("current ")?;
    let (size, _) = after.split_once(',')?;
    let (width, height) = size.split_once(" x ")?;
    Some(Size {
        width: width.trim().parse().ok()?,
        height: height.trim().parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_fits_the_desktop_and_stays_upright() {
        for (desktop, fits) in [
            (
                Size {
                    width: 1366,
                    height: 768,
                },
                Size {
                    width: 371,
                    height: 660,
                },
            ),
            (
                Size {
                    width: 3840,
                    height: 2160,
                },
                Size {
                    width: 1044,
                    height: 1857,
                },
            ),
        ] {
            assert_eq!(fitted(desktop), fits);
        }
    }
}
