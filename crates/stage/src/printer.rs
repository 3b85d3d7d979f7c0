//! A real IPP printer without paper: `ippeveprinter` with a print engine that does as it is told.
//!
//! What a test can do to it is what can happen to a printer: it runs out of paper, its cover is
//! opened, its cable is pulled, its power is cut. The paper that comes out is a copy of the
//! document in a folder.
//!
//! How it works: `ippeveprinter` hands every job to a command (`printer/engine.sh`), which reads
//! from a file what is the matter, says so to `ippeveprinter`, and waits until it is put right.
//! While no job is there, a job of the stage's own makes the command say it; paper in the trays
//! is set by the web form that `ippeveprinter` has for it.

mod ipp;

use std::{
    collections::BTreeSet,
    fs, io,
    net::Ipv4Addr,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;
use tokio::{
    net::{TcpListener, TcpStream, UnixStream},
    process::{Child, Command},
    sync::Mutex,
    task::{JoinHandle, JoinSet},
    time::sleep,
};

use ipp::Ipp;

const DEADLINE: Duration = Duration::from_secs(15);
const POLL: Duration = Duration::from_millis(20);
const STARTS_MAX: u32 = 5;
const ENGINE: &str = include_str!("printer/engine.sh");
const CANCELED: &str = include_str!("printer/canceled.test");

/// What can be the matter with the printer. It stays so until [`PrinterOnStage::clear`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// No paper; known before a job is sent.
    PaperOut,
    /// The paper ends in the next job; known only then.
    PaperOutMidJob,
    /// Little paper: it prints.
    PaperLow,
    /// A sheet is stuck.
    Jam,
    /// The cover is open.
    CoverOpen,
    /// No toner.
    TonerOut,
    /// Little toner: it prints.
    TonerLow,
    /// Somebody has paused it.
    Paused,
    /// The next jobs are aborted before anything is printed. The printer looks well.
    Aborts,
    /// The next jobs are called completed though the paper ran out before the first sheet.
    Swallows,
}

impl Fault {
    /// The word in the engine's file: an IPP reason (RFC 8011, 5.4.12) where there is one.
    fn word(self) -> &'static str {
        match self {
            Fault::PaperOut => "media-empty",
            Fault::PaperOutMidJob => "media-empty-mid-job",
            Fault::PaperLow => "media-low",
            Fault::Jam => "media-jam",
            Fault::CoverOpen => "cover-open",
            Fault::TonerOut => "toner-empty",
            Fault::TonerLow => "toner-low",
            Fault::Paused => "paused",
            Fault::Aborts => "aborts",
            Fault::Swallows => "swallows",
        }
    }

    /// Whether the printer says it while it is idle.
    fn shows(self) -> bool {
        !matches!(
            self,
            Fault::PaperOutMidJob | Fault::Aborts | Fault::Swallows
        )
    }
}

/// The words that the engine may have told the printer, and that no fault may have left there.
const SHOWN: [&str; 7] = [
    "media-empty",
    "media-low",
    "media-jam",
    "cover-open",
    "toner-empty",
    "toner-low",
    "paused",
];

/// Those of them that are said by what is in the trays.
const TRAYS: [&str; 2] = ["media-empty", "media-low"];

/// A printer that is switched on and connected. Dropping it ends its processes.
pub struct PrinterOnStage {
    folder: PathBuf,
    uri: String,
    /// Where the kiosk connects; the cable goes from here to `inner_port`.
    port: u16,
    inner_port: u16,
    power: Mutex<Option<Child>>,
    cable: Mutex<Option<Cable>>,
    faults: Mutex<BTreeSet<Fault>>,
    ipp: Ipp,
    bus: Bus,
}

impl PrinterOnStage {
    /// Switches a printer on. Everything it keeps is in `folder`, which is made if need be.
    ///
    /// # Errors
    /// `ippeveprinter`, `ipptool` or `dbus-daemon` are not installed (the message names the
    /// package), or they do not start.
    pub async fn start(folder: &Path) -> Result<PrinterOnStage> {
        for (program, package) in [
            ("ippeveprinter", "cups-ipp-utils"),
            ("ipptool", "cups-ipp-utils"),
            ("dbus-daemon", "dbus"),
        ] {
            program_path(program).with_context(|| {
                format!("{program} is not installed: apt-get install {package}")
            })?;
        }
        lay_out(folder)?;
        let folder = folder.canonicalize()?;
        let bus = Bus::start(&folder).await?;
        let (child, ipp) = switch_on_somewhere(&folder, &bus).await?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let port = listener.local_addr()?.port();
        Ok(PrinterOnStage {
            uri: format!("ipp://localhost:{port}/ipp/print"),
            port,
            inner_port: ipp.port(),
            power: Mutex::new(Some(child)),
            cable: Mutex::new(Some(Cable::lay(listener, ipp.port()))),
            faults: Mutex::default(),
            folder,
            ipp,
            bus,
        })
    }

    /// The printer's address, `ipp://localhost:…/ipp/print`. It stays the same for ever.
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// The folder with what the printer received, papers or not.
    pub fn spool(&self) -> PathBuf {
        self.folder.join("spool")
    }

    /// The documents as the printer received them, the oldest first.
    pub fn received(&self) -> Vec<PathBuf> {
        // The spool holds the command's (empty) output and the stage's own jobs as well.
        let documents = by_number(&self.spool());
        documents
            .into_iter()
            .filter(|path| is_document(path))
            .collect()
    }

    /// The papers that came out, the oldest first: copies of the documents, `N-<job name>.pdf`.
    pub fn papers(&self) -> Vec<PathBuf> {
        by_number(&self.folder.join("papers"))
    }

    /// Something more is the matter. Returns when the printer says so itself, or for faults that
    /// show only in a job at once.
    ///
    /// # Errors
    /// The printer does not say so in time.
    pub async fn fault(&self, fault: Fault) -> Result<()> {
        let mut faults = self.faults.lock().await;
        faults.insert(fault);
        self.apply(&faults).await
    }

    /// Somebody puts everything right.
    ///
    /// # Errors
    /// The printer does not say so in time.
    pub async fn clear(&self) -> Result<()> {
        let mut faults = self.faults.lock().await;
        faults.clear();
        self.apply(&faults).await
    }

    /// The cable is pulled: nothing answers at the printer's address. The printer itself goes on.
    pub async fn unplug(&self) {
        if let Some(cable) = self.cable.lock().await.take() {
            cable.pull().await;
        }
    }

    /// The cable is put in again.
    ///
    /// # Errors
    /// Another program has taken the printer's port meanwhile.
    pub async fn plug(&self) -> Result<()> {
        let mut cable = self.cable.lock().await;
        if cable.is_none() {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
            *cable = Some(Cable::lay(listener, self.inner_port));
        }
        Ok(())
    }

    /// The power is cut and comes back: the printer has forgotten its jobs. What is the matter
    /// with it is the matter still.
    ///
    /// # Errors
    /// It does not start again.
    pub async fn power_cycle(&self) -> Result<()> {
        self.cut_power().await?;
        self.restore_power().await
    }

    /// The power is cut, and stays away until [`PrinterOnStage::restore_power`]. Says whether
    /// there was any.
    ///
    /// # Errors
    /// The system does not end the process.
    pub async fn cut_power(&self) -> Result<bool> {
        let child = self.power.lock().await.take();
        let Some(mut child) = child else {
            return Ok(false);
        };
        child.kill().await?;
        Ok(true)
    }

    /// The power is back. What was the matter with the printer is the matter still. Does nothing
    /// if it has power.
    ///
    /// # Errors
    /// It does not start again.
    pub async fn restore_power(&self) -> Result<()> {
        let mut power = self.power.lock().await;
        if power.is_none() {
            *power = Some(switch_on(&self.folder, &self.bus, &self.ipp).await?);
        }
        drop(power);
        let faults = self.faults.lock().await;
        self.apply(&faults).await
    }

    /// Brings what the printer says in line with what is the matter.
    async fn apply(&self, faults: &BTreeSet<Fault>) -> Result<()> {
        let words: Vec<&str> = faults.iter().map(|fault| fault.word()).collect();
        write_whole(
            &self.folder.join("faults"),
            &format!("{}\n", words.join("\n")),
        )?;
        let empty = faults.contains(&Fault::PaperOut);
        let out_in_job =
            faults.contains(&Fault::PaperOutMidJob) || faults.contains(&Fault::Swallows);
        let sheets = match (empty, faults.contains(&Fault::PaperLow)) {
            (true, _) => 0,
            (false, true) => 10,
            (false, false) => 125,
        };
        let wanted: BTreeSet<&str> = faults
            .iter()
            .filter(|fault| fault.shows())
            .map(|fault| fault.word())
            .collect();
        let give_up = Instant::now() + DEADLINE;
        loop {
            let shown = self.ipp.shown(&SHOWN).await?;
            let told = |word: &&str| {
                shown.contains(word) == wanted.contains(word)
                    // An empty tray hides whether there is little paper in it.
                    || (empty && *word == "media-low")
                    // The engine says it in its own time.
                    || (out_in_job && *word == "media-empty")
            };
            if SHOWN.iter().all(told) {
                return Ok(());
            }
            ensure!(
                Instant::now() < give_up,
                "the printer shows {shown:?} where {wanted:?} is the matter"
            );
            let other = SHOWN
                .iter()
                .any(|word| !told(word) && !TRAYS.contains(word));
            if other {
                // Without paper the stage's own job would wait for it.
                self.ipp
                    .load_paper(if empty { 125 } else { sheets })
                    .await?;
                self.ipp.own_job(give_up).await?;
            }
            self.ipp.load_paper(sheets).await?;
            sleep(POLL).await;
        }
    }
}

fn lay_out(folder: &Path) -> Result<()> {
    for part in ["spool", "papers"] {
        fs::create_dir_all(folder.join(part))?;
    }
    write_whole(&folder.join("faults"), "")?;
    write_whole(&folder.join("canceled.test"), CANCELED)?;
    let engine = folder.join("engine.sh");
    write_whole(&engine, ENGINE)?;
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(&engine, fs::Permissions::from_mode(0o755))?;
    Ok(())
}

/// The engine reads these at any moment, so they change in one step.
fn write_whole(path: &Path, text: &str) -> Result<()> {
    let half = path.with_extension("new");
    fs::write(&half, text)?;
    fs::rename(&half, path)?;
    Ok(())
}

/// A free port is free until somebody else takes it, so several are tried.
async fn switch_on_somewhere(folder: &Path, bus: &Bus) -> Result<(Child, Ipp)> {
    let mut last = None;
    for _ in 0..STARTS_MAX {
        let port = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0))
            .await?
            .local_addr()?
            .port();
        let ipp = Ipp::new(port)?;
        match switch_on(folder, bus, &ipp).await {
            Ok(child) => return Ok((child, ipp)),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| anyhow::anyhow!("not started")))
}

async fn switch_on(folder: &Path, bus: &Bus, ipp: &Ipp) -> Result<Child> {
    let log = fs::File::options()
        .create(true)
        .append(true)
        .open(folder.join("printer.log"))?;
    let mut child = Command::new(program_path("ippeveprinter")?)
        .args([
            "-r",
            "off",
            "-n",
            "localhost",
            "-k",
            "-f",
            "application/pdf,image/pwg-raster",
        ])
        .arg("-p")
        .arg(ipp.port().to_string())
        .arg("-d")
        .arg(folder.join("spool"))
        .arg("-c")
        .arg(folder.join("engine.sh"))
        .args(["-M", "Hallpass", "-m", "Stage", "Stage"])
        .env("DBUS_SYSTEM_BUS_ADDRESS", &bus.address)
        .env("STAGE_FOLDER", folder)
        .env("STAGE_PORT", ipp.port().to_string())
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .kill_on_drop(true)
        .spawn()?;
    let give_up = Instant::now() + DEADLINE;
    loop {
        if ipp.shown(&[]).await.is_ok() && child.try_wait()?.is_none() {
            return Ok(child);
        }
        if let Some(status) = child.try_wait()? {
            let log = fs::read_to_string(folder.join("printer.log")).unwrap_or_default();
            bail!("ippeveprinter ended with {status}: {log}");
        }
        ensure!(Instant::now() < give_up, "ippeveprinter does not answer");
        sleep(POLL).await;
    }
}

/// `ippeveprinter` does not start without a D-Bus; it gets one of its own.
struct Bus {
    address: String,
    _daemon: Child,
    /// A socket's path may not be long, so it is not in the printer's folder.
    _socket: TempDir,
}

impl Bus {
    async fn start(folder: &Path) -> Result<Bus> {
        let socket = tempfile::Builder::new().prefix("bus").tempdir_in("/tmp")?;
        let path = socket.path().join("bus");
        let address = format!("unix:path={}", path.display());
        let log = fs::File::create(folder.join("bus.log"))?;
        let mut daemon = Command::new(program_path("dbus-daemon")?)
            .args(["--session", "--nofork", "--nopidfile"])
            .arg(format!("--address={address}"))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .kill_on_drop(true)
            .spawn()?;
        let give_up = Instant::now() + DEADLINE;
        while UnixStream::connect(&path).await.is_err() {
            if let Some(status) = daemon.try_wait()? {
                bail!("dbus-daemon ended with {status}");
            }
            ensure!(Instant::now() < give_up, "dbus-daemon does not answer");
            sleep(POLL).await;
        }
        Ok(Bus {
            address,
            _daemon: daemon,
            _socket: socket,
        })
    }
}

/// The connection between kiosk and printer, for as long as nobody pulls it out.
struct Cable {
    relay: JoinHandle<()>,
}

impl Cable {
    fn lay(listener: TcpListener, to: u16) -> Cable {
        let relay = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((mut near, _)) = listener.accept().await {
                while connections.try_join_next().is_some() {}
                connections.spawn(async move {
                    if let Ok(mut far) = TcpStream::connect((Ipv4Addr::LOCALHOST, to)).await {
                        // However it ends, it has ended.
                        let _ = tokio::io::copy_bidirectional(&mut near, &mut far).await;
                    }
                });
            }
        });
        Cable { relay }
    }

    async fn pull(mut self) {
        self.relay.abort();
        // An error says that it was aborted.
        let _ = (&mut self.relay).await;
    }
}

impl Drop for Cable {
    fn drop(&mut self) {
        self.relay.abort();
    }
}

/// `ippeveprinter` is in `/usr/sbin`, which only root has in its path.
fn program_path(program: &str) -> io::Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin", "/usr/local/sbin"].map(PathBuf::from))
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
        .ok_or_else(|| io::ErrorKind::NotFound.into())
}

fn is_document(path: &Path) -> bool {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    !name.contains(ipp::OWN_JOB) && !name.ends_with(".prn")
}

/// The files of a folder, `<job number>-…`, by that number.
fn by_number(folder: &Path) -> Vec<PathBuf> {
    let number = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str())?;
        name.split_once('-')?.0.parse::<u32>().ok()
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<(u32, PathBuf)> = entries
        .map(|entry| entry.path())
        .filter_map(|path| Some((number(&path)?, path)))
        .collect();
    files.sort();
    files.into_iter().map(|(_, path)| path).collect()
}
