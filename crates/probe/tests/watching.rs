//! `hallpass-probe camera` and `scanner` at a camera and a scan engine that are there.
#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt as _;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

use image::{GrayImage, Luma};
use qrcodegen::{QrCode, QrCodeEcc};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

const CODE: &str = "134567890123456789";

/// A command that goes on until it is dropped, or until its time is up.
struct Watching {
    child: Child,
    lines: std::io::Lines<BufReader<ChildStdout>>,
}

impl Watching {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_hallpass-probe"))
            .args(arguments)
            // So long a test may take, at most.
            .args(["--seconds", "60"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Watching { child, lines }
    }

    /// The next line that has this in it.
    fn says(&mut self, part: &str) -> String {
        let mut before = Vec::new();
        for line in self.lines.by_ref() {
            let line = line.unwrap();
            if line.contains(part) {
                return line;
            }
            before.push(line);
        }
        panic!("nothing with {part:?} in {before:#?}")
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn picture() -> GrayImage {
    let code = QrCode::encode_text(CODE, QrCodeEcc::Medium).unwrap();
    GrayImage::from_fn(400, 400, |x, y| {
        let at = |pixel: u32| (pixel as i32 - 60) / 10;
        Luma([if x >= 60 && y >= 60 && code.get_module(at(x), at(y)) {
            20
        } else {
            230
        }])
    })
}

#[test]
fn a_camera_is_watched_with_what_is_seen_where_and_the_code_is_masked() {
    let folder = tempfile::tempdir().unwrap();
    picture().save(folder.path().join("phone.png")).unwrap();
    let source = format!("folder:{}?fps=20", folder.path().display());

    let mut camera = Watching::start(&["camera", &source]);
    camera.says("the camera sends pictures");
    let seen = camera.says("payment");
    assert!(
        seen.contains(" at ") && seen.ends_with("1345… (18 characters)"),
        "{seen}"
    );
    camera.says("frames a second");

    let mut camera = Watching::start(&["camera", "--show", &source]);
    assert!(camera.says("payment").ends_with(CODE));
}

#[test]
fn a_camera_that_is_not_there_is_told_with_what_to_do() {
    let mut camera = Watching::start(&["camera", "v4l:/dev/no-camera"]);
    assert!(camera.says("no picture").contains("plugged in"));
}

/// A pseudo terminal, which the kernel treats like a serial line: the engine's end, and the name
/// of the other one.
fn line() -> (File, PathBuf) {
    let engine: OwnedFd = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&engine).unwrap();
    unlockpt(&engine).unwrap();
    let name = ptsname(&engine, Vec::new()).unwrap();
    let name = PathBuf::from(OsStr::from_bytes(name.to_bytes()));
    (engine.into(), name)
}

#[test]
fn a_scan_engine_is_watched_byte_by_byte_with_the_reason_of_a_refusal() {
    let (mut engine, name) = line();
    let source = format!("serial:{}", name.display());
    let mut scanner = Watching::start(&["scanner", &source]);
    scanner.says("is there");

    engine.write_all(format!("]Q1{CODE}\r").as_bytes()).unwrap();
    let raw = scanner.says("22 bytes");
    assert!(
        raw.ends_with(&format!("5d 51 31{} 0d", " ..".repeat(18))),
        "{raw}"
    );
    let taken = scanner.says("payment");
    assert!(
        taken.ends_with("payment in a QR code: 1345… (18 characters)"),
        "{taken}"
    );

    engine.write_all(b"]E05901234123457\r").unwrap();
    assert!(scanner.says("refused").contains("]C0"));
}
