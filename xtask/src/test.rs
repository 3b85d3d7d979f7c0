//! `cargo xtask test`: every check and every test, the quick ones first.
//!
//! All of cargo's steps choose the whole workspace in the release profile, and narrow by
//! target: so the dependencies are compiled once, with one set of features.

mod plan;

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::stamp::Digest;
use crate::{hardware, process, setup};
use plan::TestTargets;

const BUILD: [&str; 4] = ["build", "--release", "--workspace", "--all-targets"];
const CLIPPY: [&str; 7] = [
    "clippy",
    "--release",
    "--workspace",
    "--all-targets",
    "--",
    "--deny",
    "warnings",
];
const DENY: [&str; 5] = ["deny", "check", "licenses", "bans", "sources"];

pub fn run() -> Result<()> {
    let mut steps = Steps::default();
    let outcome = all(&mut steps);
    steps.print_table();
    outcome?;
    println!("cargo xtask test: everything passed");
    Ok(())
}

fn all(steps: &mut Steps) -> Result<()> {
    steps.step("set-up", || {
        tools()?;
        setup::run()
    })?;
    steps.step("format", || {
        process::run_quietly("format", &mut process::cargo(&["fmt", "--all", "--check"]))
    })?;
    steps.step("screens: types", || {
        process::run_quietly("screens-check", &mut npm(&["run", "check"]))
    })?;
    steps.step("screens: tests", || {
        process::run_openly(&mut npm(&["test"]))
    })?;
    steps.step("build", || {
        process::run_quietly("build", &mut process::cargo(&BUILD))
    })?;
    steps.step("clippy", || {
        process::run_quietly("clippy", &mut process::cargo(&CLIPPY))
    })?;

    let targets = TestTargets::find(&crate::root())?;
    let bindings = bindings()?;
    steps.step("tests", || cargo_test(&targets.quick_arguments()))?;
    if bindings != self::bindings()? {
        bail!("ui/src/bindings did not fit the view; they do now: commit them and run again");
    }
    steps.step("tests in the documentation", || cargo_test(&["--doc"]))?;
    match targets.end_to_end_arguments() {
        Some(arguments) => steps.step("tests end to end", || cargo_test(&arguments))?,
        None => steps.skip("tests end to end", "there are none in crates/stage/tests"),
    }

    match hardware::impossible() {
        None => steps.step("camera and scanners, emulated", hardware::run)?,
        Some(why) => steps.skip("camera and scanners, emulated", why),
    }

    if cargo_has("deny") {
        steps.step("dependencies", || {
            process::run_quietly("deny", &mut process::cargo(&DENY))
        })
    } else {
        let way = process::how_to_install("cargo-deny").unwrap_or_default();
        steps.skip("dependencies", &format!("no cargo-deny; to install: {way}"));
        Ok(())
    }
}

/// What cargo needs beside itself.
fn tools() -> Result<()> {
    for tool in ["fmt", "clippy"] {
        if !cargo_has(tool) {
            let way = process::how_to_install(&format!("cargo-{tool}")).unwrap_or_default();
            bail!("cargo {tool} is missing; it comes with: {way}");
        }
    }
    Ok(())
}

fn cargo_has(tool: &str) -> bool {
    process::answer_of(&mut process::cargo(&[tool, "--version"])).is_some()
}

fn npm(arguments: &[&str]) -> Command {
    let mut npm = process::command("npm", arguments);
    npm.current_dir(crate::root().join("ui"));
    npm
}

fn cargo_test(arguments: &[&str]) -> Result<()> {
    let mut test = process::cargo(&["test", "--release", "--workspace"]);
    process::run_openly(test.args(arguments))
}

/// The types of the view, which the tests write anew for the screens.
fn bindings() -> Result<String> {
    let folder = crate::root().join("ui/src/bindings");
    Ok(Digest::new().path(&folder, &[])?.finish())
}

/// What was done, and how long it took.
#[derive(Default)]
struct Steps(Vec<(String, String)>);

impl Steps {
    fn step(&mut self, name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
        println!("test: {name}");
        let started = Instant::now();
        let outcome = work();
        let took = seconds(started.elapsed());
        match &outcome {
            Ok(()) => self.note(name, took),
            Err(_) => self.note(name, format!("{took}  FAILED")),
        }
        outcome.with_context(|| name.to_owned())
    }

    fn skip(&mut self, name: &str, why: &str) {
        self.note(name, format!("  skipped: {why}"));
    }

    fn note(&mut self, name: &str, what: String) {
        self.0.push((name.to_owned(), what));
    }

    fn print_table(&self) {
        println!();
        for (name, what) in &self.0 {
            println!("{name:<28}{what}");
        }
    }
}

fn seconds(time: Duration) -> String {
    format!("{:>8.1} s", time.as_secs_f64())
}
