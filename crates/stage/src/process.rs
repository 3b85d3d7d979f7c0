//! Programs that the stage starts, and that end with it.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use rustix::process::{Pid, Signal};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// A running program. When this is dropped, the program and all it has started are killed.
pub struct Process {
    name: String,
    child: Child,
}

impl Process {
    /// Starts `command`; what it writes goes to `log`.
    ///
    /// # Errors
    /// When the program is not there or the log cannot be written; the error names both.
    pub fn start(name: &str, mut command: Command, log: &Path) -> anyhow::Result<Self> {
        let out = File::create(log).with_context(|| format!("no log at {}", log.display()))?;
        let child = command
            .stdin(Stdio::null())
            .stdout(out.try_clone()?)
            .stderr(out)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{name} does not start"))?;
        Ok(Self {
            name: name.to_owned(),
            child,
        })
    }

    /// The same, but what it writes to standard output is for the caller.
    ///
    /// # Errors
    /// As [`Process::start`].
    pub fn start_piped(
        name: &str,
        command: Command,
        log: &Path,
    ) -> anyhow::Result<(Self, ChildStdout)> {
        let (process, _, out) = Self::piped(name, command, Stdio::null(), log)?;
        Ok((process, out))
    }

    /// The same, and what it reads from standard input comes from the caller.
    ///
    /// # Errors
    /// As [`Process::start`].
    pub fn start_talking(
        name: &str,
        command: Command,
        log: &Path,
    ) -> anyhow::Result<(Self, ChildStdin, ChildStdout)> {
        let (process, input, out) = Self::piped(name, command, Stdio::piped(), log)?;
        Ok((process, input.context("the standard input was piped")?, out))
    }

    fn piped(
        name: &str,
        mut command: Command,
        input: Stdio,
        log: &Path,
    ) -> anyhow::Result<(Self, Option<ChildStdin>, ChildStdout)> {
        let log = File::create(log).with_context(|| format!("no log at {}", log.display()))?;
        let mut child = command
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{name} does not start"))?;
        let input = child.stdin.take();
        let out = child
            .stdout
            .take()
            .context("the standard output was piped")?;
        let name = name.to_owned();
        Ok((Self { name, child }, input, out))
    }

    /// Its process id; `None` when it has ended and was waited for.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Its status if it has ended.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn ended(&mut self) -> anyhow::Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Waits until it ends by itself.
    ///
    /// # Errors
    /// When it has not after `deadline`.
    pub async fn wait(&mut self, deadline: Duration) -> anyhow::Result<ExitStatus> {
        let ended = tokio::time::timeout(deadline, self.child.wait()).await;
        Ok(ended.with_context(|| format!("{} runs longer than {deadline:?}", self.name))??)
    }

    /// Asks it to end, and kills it when it does not within ten seconds.
    ///
    /// # Errors
    /// When the system does not say whether it has ended.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        if let Some(pid) = self.id().and_then(pid) {
            // It may have ended just now; the wait below knows.
            let _ = rustix::process::kill_process(pid, Signal::TERM);
        }
        if self.wait(Duration::from_secs(10)).await.is_err() {
            self.kill();
        }
        Ok(())
    }

    /// Kills it and all it has started, as a power cut would.
    pub fn kill(&mut self) {
        let Some(id) = self.id() else {
            return;
        };
        for id in family(id) {
            if let Some(pid) = pid(id) {
                // Who is gone already needs no killing.
                let _ = rustix::process::kill_process(pid, Signal::KILL);
            }
        }
    }
}

impl Process {
    /// The same, and waits until it is gone: its ports and locks are free then.
    ///
    /// # Errors
    /// When the system does not end it.
    pub async fn killed(mut self) -> anyhow::Result<()> {
        self.kill();
        self.wait(Duration::from_secs(10)).await.map(|_| ())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The process and all that descend from it, children before their parents' end can hide them.
#[must_use]
pub fn family(root: u32) -> Vec<u32> {
    let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
    for id in ids() {
        if let Some(parent) = parent(id) {
            children.entry(parent).or_default().push(id);
        }
    }
    let mut family = vec![root];
    let mut seen = HashSet::from([root]);
    let mut next = 0;
    while let Some(id) = family.get(next).copied() {
        next += 1;
        for child in children.remove(&id).unwrap_or_default() {
            if seen.insert(child) {
                family.push(child);
            }
        }
    }
    family
}

/// The memory of these processes in bytes: the sum of their proportional set sizes, in which what
/// several share counts once. Processes that have ended count nothing.
#[must_use]
pub fn memory(ids: &[u32]) -> u64 {
    let pss_kib = |id: &u32| {
        let text = fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix("Pss:"))?;
        line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()
    };
    ids.iter().filter_map(pss_kib).sum::<u64>() * 1024
}

/// The name of a process as the system shows it, at most 15 characters.
#[must_use]
pub fn name(id: u32) -> Option<String> {
    let name = fs::read_to_string(format!("/proc/{id}/comm")).ok()?;
    Some(name.trim_end().to_owned())
}

fn ids() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

fn parent(id: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name, in brackets, may hold anything; the parent is the second field after it.
    let (_, fields) = stat.rsplit_once(')')?;
    fields.split_whitespace().nth(1)?.parse().ok()
}

fn pid(id: u32) -> Option<Pid> {
    Pid::from_raw(i32::try_from(id).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    async fn until<T>(mut found: impl FnMut() -> Option<T>) -> T {
        let mut ticks = tokio::time::interval(Duration::from_millis(5));
        let search = async {
            loop {
                ticks.tick().await;
                if let Some(value) = found() {
                    return value;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(10), search)
            .await
            .expect("found in time")
    }

    #[tokio::test]
    async fn what_a_program_has_started_ends_with_it() {
        let dir = tempfile::tempdir().unwrap();
        let script = "sleep 600 & sleep 600 & wait";
        let process = Process::start("sh", shell(script), &dir.path().join("log")).unwrap();
        let root = process.id().unwrap();
        let all = until(|| Some(family(root)).filter(|all| all.len() == 3)).await;
        assert!(memory(&all) > 0);
        drop(process);
        until(|| {
            all.iter()
                .all(|id| parent(*id).is_none() || is_zombie(*id))
                .then_some(())
        })
        .await;
    }

    fn is_zombie(id: u32) -> bool {
        fs::read_to_string(format!("/proc/{id}/stat")).is_ok_and(|stat| stat.contains(") Z "))
    }

    #[tokio::test]
    async fn what_a_program_says_is_in_its_log() {
        let dir = tempfile::tempdir().unwrap();
        let log = dir.path().join("log");
        let mut process = Process::start("sh", shell("echo out; echo err >&2"), &log).unwrap();
        assert!(
            process
                .wait(Duration::from_secs(10))
                .await
                .unwrap()
                .success()
        );
        assert_eq!(fs::read_to_string(log).unwrap(), "out\nerr\n");
    }

    #[tokio::test]
    async fn a_program_that_is_not_there_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let command = Command::new("/nowhere/printer");
        let error = Process::start("the printer", command, &dir.path().join("log"))
            .err()
            .unwrap();
        assert!(error.to_string().contains("the printer"), "{error}");
    }
}
