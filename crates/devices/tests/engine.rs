//! Scan engines on a real serial line: a pseudo terminal, which the kernel treats like one.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::{
    ffi::OsStr,
    fs::{self, File},
    io::Write,
    os::{
        fd::OwnedFd,
        unix::{ffi::OsStrExt, fs::symlink},
    },
    path::{Path, PathBuf},
    time::Duration,
};

use devices::{EngineLoss, EngineSource, ScanEngine, ScanEvent, Symbology};
use rustix::{
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{LocalModes, tcgetattr},
};
use tokio::{runtime::Handle, sync::mpsc::Receiver, time::timeout};

const DEADLINE: Duration = Duration::from_secs(20);

/// A scanner's end of the line. It is plugged in under a name that stays the same, as udev does
/// it below `/dev/serial/by-id`.
struct Plugged {
    scanner: File,
    name: PathBuf,
    terminal: PathBuf,
}

impl Plugged {
    fn into(name: &Path) -> Plugged {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let scanner: OwnedFd = openpt(flags).unwrap();
        grantpt(&scanner).unwrap();
        unlockpt(&scanner).unwrap();
        let terminal = ptsname(&scanner, Vec::new()).unwrap();
        let terminal = PathBuf::from(OsStr::from_bytes(terminal.to_bytes()));
        symlink(&terminal, name).unwrap();
        Plugged {
            scanner: scanner.into(),
            name: name.to_owned(),
            terminal,
        }
    }

    fn sends(&mut self, bytes: &[u8]) {
        self.scanner.write_all(bytes).unwrap();
    }

    fn pulled_out(self) {
        fs::remove_file(&self.name).unwrap();
    }
}

struct Machine {
    folder: tempfile::TempDir,
    engine: ScanEngine,
    events: Receiver<ScanEvent>,
}

impl Machine {
    /// With a serial engine at [`Machine::port`], not looking.
    fn with(options: &str) -> Machine {
        let folder = tempfile::tempdir().unwrap();
        let source = format!("serial:{}{options}", folder.path().join("port").display());
        let source: EngineSource = source.parse().unwrap();
        let (engine, events) = ScanEngine::start(source, &Handle::current());
        Machine {
            folder,
            engine,
            events,
        }
    }

    fn port(&self) -> PathBuf {
        self.folder.path().join("port")
    }

    async fn next(&mut self) -> ScanEvent {
        timeout(DEADLINE, self.events.recv())
            .await
            .expect("an event by the deadline")
            .expect("an event")
    }

    async fn is_lost(&mut self) -> EngineLoss {
        let event = self.next().await;
        let ScanEvent::EngineLost { engine, cause } = event else {
            panic!("{event:?} instead of a loss");
        };
        assert_eq!(&engine, self.engine.name());
        cause
    }

    async fn is_back(&mut self) {
        let engine = self.engine.name().clone();
        assert_eq!(self.next().await, ScanEvent::EngineBack { engine });
    }

    async fn reads(&mut self) -> (Symbology, String) {
        let event = self.next().await;
        let ScanEvent::Symbol { symbol, .. } = event else {
            panic!("{event:?} instead of a symbol");
        };
        assert_eq!(symbol.corners, None);
        (symbol.symbology, String::from_utf8(symbol.bytes).unwrap())
    }

    async fn reads_text(&mut self) -> String {
        self.reads().await.1
    }

    /// Waits for something that is not told as an event.
    async fn until(&self, holds: impl Fn(&ScanEngine) -> bool) {
        let waiting = async {
            while !holds(&self.engine) {
                tokio::task::yield_now().await;
            }
        };
        timeout(DEADLINE, waiting).await.expect("in time");
    }
}

/// A machine that looks, with its scanner plugged in.
async fn ready(options: &str) -> (Machine, Plugged) {
    let mut machine = Machine::with(options);
    let scanner = Plugged::into(&machine.port());
    // It may have been looked for before it was there.
    let back = ScanEvent::EngineBack {
        engine: machine.engine.name().clone(),
    };
    let mut event = machine.next().await;
    if event != back {
        let absent = |event| matches!(event, ScanEvent::EngineLost { cause, .. } if cause == EngineLoss::Absent);
        assert!(absent(event));
        event = machine.next().await;
    }
    assert_eq!(event, back);
    machine.engine.look(true);
    (machine, scanner)
}

#[tokio::test]
async fn a_code_comes_over_the_line_with_its_symbology() {
    let (mut machine, mut scanner) = ready("?aim=required").await;
    scanner.sends(b"]Q1GC1:ABCD\r");
    assert_eq!(machine.reads().await, (Symbology::Qr, "GC1:ABCD".into()));
    scanner.sends(b"]C0134567890123456789\r\n");
    assert_eq!(
        machine.reads().await,
        (Symbology::Code128, "134567890123456789".into())
    );
}

#[tokio::test]
async fn the_line_changes_no_byte() {
    let (mut machine, mut scanner) = ready("").await;
    let printable: Vec<u8> = (b' '..=b'~').collect();
    scanner.sends(&printable);
    scanner.sends(b"\n");
    assert_eq!(machine.reads_text().await.into_bytes(), printable);
    // A terminal for people would have sent it back.
    let terminal = File::open(&scanner.terminal).unwrap();
    let modes = tcgetattr(terminal).unwrap().local_modes;
    assert!(!modes.intersects(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG));
}

#[tokio::test]
async fn a_long_code_comes_whole_and_a_longer_one_not_at_all() {
    let (mut machine, mut scanner) = ready("?baud=9600").await;
    let longest = "x".repeat(4096);
    scanner.sends(format!("]Q1{longest}\r").as_bytes());
    assert_eq!(machine.reads_text().await, longest);
    scanner.sends(format!("]Q1{longest}x\r").as_bytes());
    assert_eq!(machine.next().await, ScanEvent::Refused);
    scanner.sends(b"]Q1GC1:AFTER\r");
    assert_eq!(machine.reads_text().await, "GC1:AFTER");
}

#[tokio::test]
async fn what_is_not_allowed_is_refused_whole_and_counted() {
    let (mut machine, mut scanner) = ready("?aim=required").await;
    scanner.sends(b"]Q1GC1:AB\x1bCD\r");
    assert_eq!(machine.next().await, ScanEvent::Refused);
    // Told once a second, counted each time.
    scanner.sends(b"GC1:UNNAMED\r]E05901234123457\r]Q1\r]Q1GC1:GOOD\r");
    assert_eq!(machine.reads_text().await, "GC1:GOOD");
    assert_eq!(machine.engine.counts().refused, 4);
}

#[tokio::test]
async fn a_phone_held_still_is_read_once_and_told_once() {
    let (mut machine, mut scanner) = ready("").await;
    scanner.sends(b"]Q1GC1:SAME\r]Q1GC1:SAME\r]Q1GC1:SAME\r]Q1GC1:OTHER\r");
    assert_eq!(machine.reads_text().await, "GC1:SAME");
    assert_eq!(machine.reads_text().await, "GC1:OTHER");
    assert_eq!(machine.engine.counts().taken, 4);
}

#[tokio::test]
async fn nothing_is_told_while_nobody_looks() {
    let (mut machine, mut scanner) = ready("").await;
    machine.engine.look(false);
    scanner.sends(b"]Q1GC1:UNWANTED\r");
    machine.until(|engine| engine.counts().unwanted == 1).await;
    machine.engine.look(true);
    scanner.sends(b"]Q1GC1:WANTED\r");
    assert_eq!(machine.reads_text().await, "GC1:WANTED");
    // The next visit may show the same code.
    machine.engine.look(false);
    machine.engine.look(true);
    scanner.sends(b"]Q1GC1:WANTED\r");
    assert_eq!(machine.reads_text().await, "GC1:WANTED");
}

#[tokio::test]
async fn a_code_that_began_before_the_visit_does_not_end_in_it() {
    let (mut machine, mut scanner) = ready("").await;
    machine.engine.look(false);
    // In one piece: when the first is counted, the half of the second is there, too.
    scanner.sends(b"]Q1GC1:UNWANTED\r]Q1GC1:BEF");
    machine.until(|engine| engine.counts().unwanted == 1).await;
    machine.engine.look(true);
    scanner.sends(b"ORE\r]Q1GC1:WANTED\r");
    assert_eq!(machine.reads_text().await, "GC1:WANTED");
}

#[tokio::test]
async fn a_line_that_stalls_is_dropped() {
    let (mut machine, mut scanner) = ready("").await;
    scanner.sends(b"]Q1GC1:HALF");
    machine.until(|engine| engine.counts().stalled == 1).await;
    scanner.sends(b"]Q1GC1:WHOLE\r");
    assert_eq!(machine.reads_text().await, "GC1:WHOLE");
}

#[tokio::test]
async fn an_engine_that_sends_no_end_of_line_is_read_where_it_is_set_up_so() {
    let (mut machine, mut scanner) = ready("?gap=100").await;
    scanner.sends(b"]Q1GC1:NOEND");
    assert_eq!(machine.reads_text().await, "GC1:NOEND");
}

#[tokio::test]
async fn pulled_out_and_plugged_in_again_it_goes_on() {
    let (mut machine, mut scanner) = ready("").await;
    for round in ["FIRST", "SECOND", "THIRD"] {
        // What was under way when it was pulled out is not continued.
        scanner.sends(b"]Q1GC1:HALF");
        scanner.pulled_out();
        assert_eq!(machine.is_lost().await, EngineLoss::Broken);
        assert_eq!(machine.is_lost().await, EngineLoss::Absent);
        scanner = Plugged::into(&machine.port());
        machine.is_back().await;
        scanner.sends(format!("]Q1GC1:{round}\r").as_bytes());
        assert_eq!(machine.reads_text().await, format!("GC1:{round}"));
    }
}

#[tokio::test]
async fn what_is_no_serial_line_is_said_so() {
    let mut machine = Machine::with("");
    assert_eq!(machine.is_lost().await, EngineLoss::Absent);
    fs::write(machine.port(), "a file").unwrap();
    assert_eq!(machine.is_lost().await, EngineLoss::Unsupported);
}

#[tokio::test]
async fn the_line_is_closed_with_the_engine() {
    let (machine, scanner) = ready("").await;
    let terminal = scanner.terminal.clone();
    let is_open = move || {
        let files = fs::read_dir("/proc/self/fd").unwrap().flatten();
        files
            .filter_map(|file| fs::read_link(file.path()).ok())
            .any(|path| path == terminal)
    };
    assert!(is_open());
    drop(machine);
    let closed = async {
        while is_open() {
            tokio::task::yield_now().await;
        }
    };
    timeout(DEADLINE, closed).await.expect("closed in time");
}
