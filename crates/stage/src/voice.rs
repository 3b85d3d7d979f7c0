//! A real Speech Dispatcher without a loudspeaker: its generic module hands every text to a
//! command, which writes it down. What is in the transcript is what headphones would have heard;
//! what was interrupted before its turn is not in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use tokio::process::Command;

use crate::process::Process;

/// How often the transcript is looked at while waiting.
const LOOK: Duration = Duration::from_millis(20);
const START: Duration = Duration::from_secs(10);

const SPEECHD: &str = include_str!("voice/speechd.conf");
const MODULE: &str = include_str!("voice/transcript.conf");
const HEARD: &str = include_str!("voice/heard.sh");

/// Something that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The language, as the dispatcher knows it.
    pub lang: String,
    /// -100 to 100.
    pub rate: i32,
    /// -100 to 100.
    pub volume: i32,
    /// The words.
    pub text: String,
}

/// A running dispatcher with its transcript, and a socket for headphones.
pub struct VoiceOnStage {
    folder: PathBuf,
    process: Option<Process>,
}

impl VoiceOnStage {
    /// Starts one. All it keeps is in `folder`, which is made if need be.
    ///
    /// # Errors
    /// When `speech-dispatcher` is missing or does not start.
    pub async fn start(folder: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(folder.join("modules"))?;
        fs::create_dir_all(folder.join("log"))?;
        let path = |name: &str| folder.join(name).display().to_string();
        let filled = |text: &str| {
            text.replace("@LOG@", &path("log"))
                .replace("@HEARD@", &path("heard.sh"))
                .replace("@TRANSCRIPT@", &path("transcript"))
        };
        fs::write(folder.join("speechd.conf"), filled(SPEECHD))?;
        fs::write(folder.join("modules/transcript.conf"), filled(MODULE))?;
        fs::write(folder.join("heard.sh"), filled(HEARD))?;
        fs::write(folder.join("transcript"), "")?;
        fs::write(folder.join("headphones"), "0\n")?;
        let mut voice = Self {
            folder: folder.to_owned(),
            process: None,
        };
        voice.switch_on().await?;
        Ok(voice)
    }

    /// Starts the dispatcher again after [`Self::switch_off`]. Does nothing if it runs.
    ///
    /// # Errors
    /// When it does not answer within ten seconds.
    pub async fn switch_on(&mut self) -> anyhow::Result<()> {
        if self.process.is_some() {
            return Ok(());
        }
        let socket = self.socket();
        let mut command = Command::new("speech-dispatcher");
        command
            .args(["--run-single", "--communication-method", "unix_socket"])
            .args(["--timeout", "0"])
            .arg("--socket-path")
            .arg(&socket)
            .arg("--config-dir")
            .arg(&self.folder)
            .arg("--pid-file")
            .arg(self.folder.join("pid"));
        let log = self.folder.join("log/standard-error.log");
        let process = Process::start("speech-dispatcher", command, &log)
            .context("is the package speech-dispatcher installed?")?;
        let mut ticks = tokio::time::interval(LOOK);
        let answers = async {
            while tokio::net::UnixStream::connect(&socket).await.is_err() {
                ticks.tick().await;
            }
        };
        tokio::time::timeout(START, answers)
            .await
            .with_context(|| format!("no dispatcher, see {}", log.display()))?;
        self.process = Some(process);
        Ok(())
    }

    /// Kills the dispatcher, as a crash would.
    ///
    /// # Errors
    /// When the system does not end it.
    pub async fn switch_off(&mut self) -> anyhow::Result<()> {
        if let Some(process) = self.process.take() {
            process.killed().await?;
        }
        // A socket that nobody listens at keeps the next one from being made.
        fs::remove_file(self.socket()).context("the dispatcher had no socket")
    }

    /// Where it is spoken to.
    #[must_use]
    pub fn socket(&self) -> PathBuf {
        self.folder.join("socket")
    }

    /// The file that says whether headphones are plugged in.
    #[must_use]
    pub fn headphones(&self) -> PathBuf {
        self.folder.join("headphones")
    }

    /// Plugs headphones in, or pulls them out.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn plug(&self, plugged: bool) -> anyhow::Result<()> {
        let state = if plugged { "1\n" } else { "0\n" };
        Ok(fs::write(self.headphones(), state)?)
    }

    /// All that was said so far.
    ///
    /// # Errors
    /// When the transcript cannot be read or is none.
    pub fn transcript(&self) -> anyhow::Result<Vec<Heard>> {
        let text = fs::read_to_string(self.folder.join("transcript"))?;
        // A line that is still being written has no end.
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        whole.lines().map(heard).collect()
    }

    /// Waits until something is said after the first `from` that is `right`; gives what was
    /// said, and how many there were then.
    ///
    /// # Errors
    /// When it is not within `deadline`; the error says what was said instead.
    pub async fn wait_for(
        &self,
        deadline: Duration,
        from: usize,
        right: impl Fn(&Heard) -> bool,
    ) -> anyhow::Result<(Heard, usize)> {
        let mut ticks = tokio::time::interval(LOOK);
        let search = async {
            loop {
                ticks.tick().await;
                let transcript = self.transcript()?;
                let mut new = transcript.iter().enumerate().skip(from);
                if let Some((at, heard)) = new.find(|(_, heard)| right(heard)) {
                    return anyhow::Ok((heard.clone(), at + 1));
                }
            }
        };
        match tokio::time::timeout(deadline, search).await {
            Ok(found) => found,
            Err(_) => {
                let instead: Vec<_> = self.transcript()?.into_iter().skip(from).collect();
                anyhow::bail!("not heard within {deadline:?}; instead: {instead:#?}")
            }
        }
    }
}

fn heard(line: &str) -> anyhow::Result<Heard> {
    let fields: Vec<&str> = line.splitn(4, '\t').collect();
    let [lang, rate, volume, text] = fields[..] else {
        anyhow::bail!("no line of a transcript: {line:?}");
    };
    ensure!(!lang.is_empty(), "nobody knows the language of {text:?}");
    Ok(Heard {
        lang: lang.to_owned(),
        rate: rate.parse()?,
        volume: volume.parse()?,
        text: text.to_owned(),
    })
}
