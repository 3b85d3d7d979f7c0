//! The kiosk without its window: touches come in as JSON lines on standard input, views go out as
//! JSON lines on standard output, and everything else is the real thing. It is for whoever wants
//! to start, touch and kill the kiosk as a process; no hall has it.
//!
//! `windowless --config kiosk.toml`; a line in is `{"revision":3,"touch":{"is":"begin"}}`. It ends
//! when its input ends.

use std::error::Error;
use std::io::{BufRead as _, Write as _};
use std::path::PathBuf;

use kiosk::touch::Touch;
use kiosk::view::View;
use runtime::Config;
use serde::Deserialize;
use tokio::sync::mpsc;

/// Touches that wait to be taken; a finger is slower.
const TOUCHES_MAX: usize = 64;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Touched {
    revision: u64,
    touch: Touch,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(option), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("usage: windowless --config kiosk.toml".into());
    };
    if option != "--config" {
        return Err("usage: windowless --config kiosk.toml".into());
    }
    let config = Config::load(&PathBuf::from(file))?;
    runtime::start_log(config.log.as_deref())?;
    let running = runtime::start(config).await?;

    let (sender, mut touches) = mpsc::channel(TOUCHES_MAX);
    // Reading standard input blocks; the thread ends with the program.
    std::thread::spawn(move || read(&sender));
    let mut views = running.views();
    show(&views.borrow_and_update().clone())?;
    loop {
        tokio::select! {
            touched = touches.recv() => match touched {
                Some(Ok(Touched { revision, touch })) => running.touch(revision, touch).await,
                Some(Err(error)) => return Err(error.into()),
                None => return Ok(()),
            },
            changed = views.changed() => {
                changed?;
                show(&views.borrow_and_update().clone())?;
            }
        }
    }
}

fn read(touches: &mpsc::Sender<Result<Touched, serde_json::Error>>) {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        if touches.blocking_send(serde_json::from_str(&line)).is_err() {
            return;
        }
    }
}

fn show(view: &View) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, view)?;
    writeln!(out)?;
    Ok(out.flush()?)
}
