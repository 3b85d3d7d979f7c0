//! The demonstration on somebody's desktop: the window to touch with a mouse, and the phone in a
//! browser.

use std::process::Stdio;

use anyhow::Context as _;
use tokio::process::{Child, Command};

use super::{DemoOptions, say};
use crate::channels::{Behaviour, Who};
use crate::hall::{App, CITIZENS, Hall, HallOptions, NOTICE, NOTICE_OF_TWO, notice_number};
use crate::phone::{PaperNotice, Phone, RENEWED_AFTER, Setup};
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
    // One of the two asks for the password, so that both ways can be seen.
    hall.wechat()
        .ledger()
        .behave(Who::Everyone, Behaviour::ask_password());
    let phone = Phone::start(Setup {
        issuers: App::ALL.map(|app| hall.issuer(app).clone()).into(),
        cards: hall.health_cards().clone(),
        citizens: CITIZENS.to_vec(),
        notices: vec![
            paper(NOTICE, ["专业技术人员考试报名费", "Examination fee"]),
            paper(NOTICE_OF_TWO, ["两项收费", "Two fees"]),
        ],
        wechat: hall.wechat().ledger().clone(),
        alipay: hall.alipay().ledger().clone(),
        camera: hall.camera().clone(),
        listen: ([127, 0, 0, 1], 0).into(),
        renewed_after: RENEWED_AFTER,
    })
    .await?;
    say(&format!("the phone is at {}", phone.url()));
    let _browser = open_browser(&phone.url());
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

fn paper(first: &str, [zh, en]: [&str; 2]) -> PaperNotice {
    PaperNotice {
        number: notice_number(first),
        title: [zh.to_owned(), en.to_owned()],
    }
}

/// Whatever opens a page on this desktop; the last one comes with WebKit. The address was said, so
/// that nothing is lost where there is none.
fn open_browser(url: &str) -> Option<Child> {
    const MINI_BROWSER: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
    ["xdg-open", "x-www-browser", MINI_BROWSER]
        .iter()
        .find_map(|program| {
            let mut command = Command::new(program);
            let quiet = command.arg(url).stdin(Stdio::null()).stdout(Stdio::null());
            quiet.stderr(Stdio::null()).kill_on_drop(true).spawn().ok()
        })
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
