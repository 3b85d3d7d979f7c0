//! The readers that are compared, and how each comes to its lines: those of `hallpass-probe decode
//! --list --cpu`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::bench::program;
use crate::process;
use crate::setup::debian;

const PYTHON: [&str; 3] = ["zxing-cpp==3.1.1", "numpy", "pillow"];
const SCRIPT: &str = "crates/probe/benches/peers/peers.py";

/// What came of asking a reader.
pub enum Outcome {
    /// Its lines.
    Read(String),
    /// It cannot be had on this machine.
    Absent(String),
}

type Read = fn(list: &Path) -> Result<Outcome>;

/// By name.
pub const ALL: [(&str, Read); 5] = [
    (super::OURS, ours),
    ("rqrr", |list| in_rust("rqrr", list)),
    ("rxing", |list| in_rust("rxing", list)),
    ("zbar", |list| in_python("zbar", list)),
    ("zxing-cpp", |list| in_python("zxing-cpp", list)),
];

fn ours(list: &Path) -> Result<Outcome> {
    let probe = program::binary("hallpass-probe", "peers")?;
    let probe = process::command(probe, &["decode", "--cpu"]);
    let mut command = program::on_cores(1, &probe);
    command.arg("--list").arg(list);
    Ok(Outcome::Read(program::output_of(&mut command)?))
}

fn in_rust(name: &str, list: &Path) -> Result<Outcome> {
    let bench = program::bench("peers", &[name, &list.to_string_lossy()])?;
    let output = program::output_of(&mut program::on_cores(1, &bench))?;
    Ok(Outcome::Read(output))
}

fn in_python(name: &str, list: &Path) -> Result<Outcome> {
    let python = match python() {
        Ok(python) => python,
        Err(why) => return Ok(Outcome::Absent(format!("{why:#}"))),
    };
    let reader = process::command(python, &[SCRIPT, name, &list.to_string_lossy()]);
    let output = program::on_cores(1, &reader).output()?;
    if output.status.success() {
        return Ok(Outcome::Read(String::from_utf8(output.stdout)?));
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let why = complaint.lines().last().unwrap_or("it says nothing");
    Ok(Outcome::Absent(why.to_owned()))
}

/// A Python that has the readers, made the first time.
fn python() -> Result<PathBuf> {
    let folder = crate::bench::folder("reader")?.join("python");
    let python = folder.join("bin/python");
    let ready = python.is_file() && {
        let mut ask = process::command(&python, &["-c", "import zxingcpp, numpy, PIL"]);
        process::answer_of(&mut ask).is_some()
    };
    debian::install_missing_of(&[("to compare readers with", &["python3-venv", "libzbar0"])])?;
    if !ready {
        println!("bench: installing {}", PYTHON.join(" "));
        let mut venv = process::command("python3", &["-m", "venv", "--clear"]);
        process::run_quietly("bench-venv", venv.arg(&folder)).context("no virtual environment")?;
        let mut pip = process::command(&python, &["-m", "pip", "install", "--quiet"]);
        process::run_quietly("bench-pip", pip.args(PYTHON)).context("pip installs nothing")?;
    }
    Ok(python)
}
