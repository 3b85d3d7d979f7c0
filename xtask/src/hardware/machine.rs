//! The emulated machine.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, ExitStatus};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process;

/// On a busy machine it takes two minutes.
const DEADLINE: Duration = Duration::from_secs(600);
const LOOK: Duration = Duration::from_millis(200);

/// Boots, waits until the machine has switched itself off, and gives what it said on its
/// console.
pub fn boot(folder: &Path, kernel: &Path, initramfs: &Path) -> Result<String> {
    let console = folder.join("console.log");
    let log = File::create(&console)?;
    let mut qemu = process::command("qemu-system-x86_64", &["-accel", "tcg"]);
    qemu.args(["-m", "1024", "-smp", "2", "-no-reboot", "-nodefaults"]);
    qemu.args(["-display", "none", "-serial", "stdio"]);
    qemu.arg("-kernel").arg(kernel);
    qemu.arg("-initrd").arg(initramfs);
    qemu.args(["-append", "console=ttyS0 loglevel=1 panic=-1"]);
    let child = qemu
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .context("qemu-system-x86_64 does not start")?;
    let ended = wait(child)?;
    let said = fs::read(&console).with_context(|| format!("{}", console.display()))?;
    let said = String::from_utf8_lossy(&said).into_owned();
    match ended {
        Some(status) if status.success() => Ok(said),
        Some(status) => bail!("the machine ended with {status}:\n{said}"),
        None => bail!(
            "the machine was not done after {} s:\n{said}",
            DEADLINE.as_secs()
        ),
    }
}

/// `None`: it took too long, and was ended.
fn wait(mut child: Child) -> Result<Option<ExitStatus>> {
    let (_never, silence) = mpsc::channel::<()>();
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if started.elapsed() > DEADLINE {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        let _ = silence.recv_timeout(LOOK);
        thread::yield_now();
    }
}
