//! `hallpass-probe decode`: the symbols of picture files, and what the reading of each takes.

use std::ffi::OsStr;
use std::fs;
use std::io::{Read as _, Write as _, stdin, stdout};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use devices::camera::open_picture;
use devices::reader::{Guard, GuardError, find};
use devices::{Reader, ReaderLimits, Symbol};
use image::GrayImage;

use crate::clock::Clock;
use crate::field::escaped;
use crate::shown::{masked, text_of};

/// A longer file is no picture of a camera.
const FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// However busy the machine is, after so long on the clock a picture is given up.
const CPU_DEADLINE: Duration = Duration::from_secs(20);

/// Reads the codes in pictures (PNG or JPEG).
///
/// A line for each code: path, milliseconds and text, parted by tabs. A picture in which nothing
/// was read has one line, with an empty text. Tabs, line ends and backslashes of a text are
/// written \t, \n, \r and \\. The milliseconds are from the grey pixels to the codes, without the
/// opening of the file.
///
/// Ends with 0, or with 1 if a file could not be opened.
#[derive(clap::Args)]
pub struct Decode {
    /// The pictures.
    #[arg(required_unless_present = "list")]
    files: Vec<PathBuf>,
    /// Takes the pictures from a file with a path in each line; `-` is standard input. Meant for
    /// measuring, so texts are whole.
    #[arg(long, value_name = "FILE", conflicts_with = "files")]
    list: Option<PathBuf>,
    /// How long the reader may try at one picture.
    #[arg(long, value_name = "MS")]
    budget: Option<u64>,
    /// Shows the codes whole with which somebody could pay or identify.
    #[arg(long)]
    show: bool,
    /// Goes by the processor's time and not by the clock, the budget too: for measuring on a
    /// machine that does other things besides.
    #[arg(long)]
    cpu: bool,
}

impl Decode {
    pub async fn run(self) -> Result<ExitCode> {
        let clock = if self.cpu { Clock::Cpu } else { Clock::Wall };
        let whole = self.show || self.list.is_some();
        let files = match &self.list {
            Some(list) => listed(list)?,
            None => self.files,
        };
        let mut reader = TimedReader::new(limits(self.budget), clock);
        let mut code = ExitCode::SUCCESS;
        for file in &files {
            let (took, symbols) = match open(file) {
                Ok(luma) => {
                    let started = clock.now();
                    let read = reader.read(luma).await;
                    let took = clock.now().saturating_sub(started);
                    let symbols = read.unwrap_or_else(|error| {
                        eprintln!("{}: {error}", file.display());
                        Vec::new()
                    });
                    (took, symbols)
                }
                Err(error) => {
                    eprintln!("{}: {error:#}", file.display());
                    code = ExitCode::FAILURE;
                    (Duration::ZERO, Vec::new())
                }
            };
            write(file, took, &symbols, whole)?;
        }
        Ok(code)
    }
}

/// The reader, whose budget is of the clock that is measured by.
enum TimedReader {
    Wall(Reader),
    Cpu(Guard, Duration),
}

impl TimedReader {
    fn new(limits: ReaderLimits, clock: Clock) -> Self {
        match clock {
            Clock::Wall => TimedReader::Wall(Reader::new(limits)),
            Clock::Cpu => {
                let guard = Guard::new("reader", CPU_DEADLINE, limits.overdue_max);
                TimedReader::Cpu(guard, limits.budget)
            }
        }
    }

    async fn read(&mut self, luma: GrayImage) -> Result<Vec<Symbol>, GuardError> {
        match self {
            TimedReader::Wall(reader) => reader.read(luma).await,
            TimedReader::Cpu(guard, budget) => {
                let budget = *budget;
                guard.run(move || within(budget, &luma)).await
            }
        }
    }
}

fn within(budget: Duration, luma: &GrayImage) -> Vec<Symbol> {
    let (wall, cpu) = (Clock::Wall.now(), Clock::Cpu.now());
    let passed = |clock: Clock, since: Duration| clock.now().saturating_sub(since) >= budget;
    // The processor's time is never ahead of the clock's, and takes longer to ask for.
    find(luma, &|| {
        passed(Clock::Wall, wall) && passed(Clock::Cpu, cpu)
    })
    .symbols
}

fn limits(budget: Option<u64>) -> ReaderLimits {
    let limits = ReaderLimits::default();
    let Some(budget) = budget.map(Duration::from_millis) else {
        return limits;
    };
    ReaderLimits {
        budget,
        // A step of the reader that was begun in time may end.
        deadline: limits.deadline.max(budget * 2),
        ..limits
    }
}

fn listed(list: &Path) -> Result<Vec<PathBuf>> {
    let lines = if list == Path::new("-") {
        let mut lines = Vec::new();
        stdin().read_to_end(&mut lines).context("standard input")?;
        lines
    } else {
        fs::read(list).with_context(|| list.display().to_string())?
    };
    let paths = lines
        .split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .filter(|line| !line.is_empty());
    Ok(paths.map(|path| OsStr::from_bytes(path).into()).collect())
}

fn open(file: &Path) -> Result<GrayImage> {
    let length = fs::metadata(file)?.len();
    anyhow::ensure!(
        length <= FILE_BYTES_MAX,
        "longer than {FILE_BYTES_MAX} bytes"
    );
    Ok(open_picture(&fs::read(file)?)?.into_luma8())
}

fn write(file: &Path, took: Duration, symbols: &[Symbol], whole: bool) -> Result<()> {
    let mut texts: Vec<String> = symbols
        .iter()
        .map(|symbol| {
            escaped(&if whole {
                text_of(symbol)
            } else {
                masked(symbol)
            })
        })
        .collect();
    if texts.is_empty() {
        texts.push(String::new());
    }
    let mut out = stdout().lock();
    for text in texts {
        out.write_all(file.as_os_str().as_bytes())?;
        writeln!(out, "\t{:.3}\t{text}", took.as_secs_f64() * 1e3)?;
    }
    Ok(())
}
