//! The kiosk as a process without its window: what it shows comes as a view, what is touched goes
//! as a line. It can be killed and started again like a machine whose plug is pulled.

use std::path::PathBuf;

use anyhow::ensure;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{ChildStdin, ChildStdout, Command};
use tokio::sync::watch;

use crate::hall::{Hall, KIOSK, Places};
use crate::process::Process;

/// The kiosk, on or off.
pub struct Windowless {
    binary: PathBuf,
    places: Places,
    life: u32,
    on: Option<On>,
    seen: watch::Sender<Seen>,
}

/// While it is on.
struct On {
    process: Process,
    touches: ChildStdin,
}

/// What is to be seen.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// How often the program was started.
    pub life: u32,
    /// Whether it is on.
    pub on: bool,
    /// What is on the screen; nothing while it is off or has not drawn yet.
    pub view: Option<View>,
    /// It has ended without being killed: this is never right.
    pub ended: bool,
}

/// A view as the kiosk writes it.
#[derive(Clone, Debug)]
pub struct View(Value);

impl Windowless {
    /// The kiosk of this hall, off.
    ///
    /// # Errors
    /// When it is not built.
    pub fn new(hall: &Hall) -> anyhow::Result<Self> {
        let binary = hall.windowless_binary();
        ensure!(
            binary.exists(),
            "{} is not built: cargo build -p runtime --example windowless",
            binary.display()
        );
        Ok(Self {
            binary,
            places: hall.places().clone(),
            life: 0,
            on: None,
            seen: watch::Sender::new(Seen::default()),
        })
    }

    /// Switches it on. Does nothing if it is on.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(&mut self) -> anyhow::Result<()> {
        if self.on.is_some() {
            return Ok(());
        }
        self.life += 1;
        let log = format!("kiosk-{}.log", self.life);
        let mut command = Command::new(&self.binary);
        command
            .arg("--config")
            .arg(self.places.kiosk_toml())
            .env("TMPDIR", self.places.temporary(KIOSK));
        let log = self.places.logs().join(log);
        let (process, touches, out) = Process::start_talking("the kiosk", command, &log)?;
        self.seen.send_replace(Seen {
            life: self.life,
            on: true,
            ..Seen::default()
        });
        tokio::spawn(watch_views(out, self.life, self.seen.clone()));
        self.on = Some(On { process, touches });
        Ok(())
    }

    /// Kills it as a power cut would. Says whether there was anything to kill.
    ///
    /// # Errors
    /// When the system does not end it.
    pub async fn kill(&mut self) -> anyhow::Result<bool> {
        // What the dead program had still written is not seen by anybody.
        self.seen.send_replace(Seen {
            life: self.life,
            ..Seen::default()
        });
        match self.on.take() {
            Some(on) => on.process.killed().await.map(|()| true),
            None => Ok(false),
        }
    }

    /// What is to be seen, and every change of it.
    #[must_use]
    pub fn views(&self) -> watch::Receiver<Seen> {
        self.seen.subscribe()
    }

    /// Touches what is on the screen of this view. A touch of a screen that is not there any more
    /// is ignored by the kiosk, and one of a kiosk that has just died by everybody.
    pub async fn touch(&mut self, view: &View, touch: Value) {
        let Some(on) = &mut self.on else { return };
        let line = json!({ "revision": view.revision(), "touch": touch });
        let line = format!("{line}\n");
        if on.touches.write_all(line.as_bytes()).await.is_ok() {
            // As above.
            let _ = on.touches.flush().await;
        }
    }
}

async fn watch_views(out: ChildStdout, life: u32, seen: watch::Sender<Seen>) {
    let mut lines = BufReader::new(out).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        let Ok(view) = serde_json::from_str(&line) else {
            // The last line of a program that was killed while it wrote.
            continue;
        };
        show(&seen, life, |now| now.view = Some(View(view)));
    }
    show(&seen, life, |now| now.ended = true);
}

/// Changes what is seen, if it is still this life's: one that was killed shows nothing any more.
fn show(seen: &watch::Sender<Seen>, life: u32, change: impl FnOnce(&mut Seen)) {
    seen.send_if_modified(|now| {
        let alive = now.on && now.life == life;
        if alive {
            change(now);
        }
        alive
    });
}

impl View {
    /// What a touch on this screen has to carry.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.0["revision"].as_u64().unwrap_or_default()
    }

    /// The screen with its phase, e.g. `pay/asking`; `identify/checking` where it waits for an
    /// answer of the backend.
    #[must_use]
    pub fn place(&self) -> String {
        let screen = self.screen();
        let name = screen["is"].as_str().unwrap_or_default();
        let checking = !screen["waiting"].is_null() || !screen["input"]["loading"].is_null();
        match screen["phase"]["is"].as_str() {
            Some(phase) => format!("{name}/{phase}"),
            None if checking => format!("{name}/checking"),
            None => name.to_owned(),
        }
    }

    /// The notice on it, e.g. `declinedNotEnough`.
    #[must_use]
    pub fn notice(&self) -> Option<&str> {
        self.0["notice"]["is"].as_str()
    }

    /// Whether a sheet lies on it, e.g. the question whether anybody is there.
    #[must_use]
    pub fn has_sheet(&self) -> bool {
        !self.0["sheet"].is_null()
    }

    /// Everything about the screen.
    #[must_use]
    pub fn screen(&self) -> &Value {
        &self.0["screen"]
    }
}
