//! Debian packages.

use std::fs;
use std::io::{IsTerminal, stdin};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::process;

/// What packages are for, and which.
pub type Wanted = (&'static str, &'static [&'static str]);

/// What every command needs.
const WANTED: [Wanted; 5] = [
    (
        "to build the window",
        &["libwebkit2gtk-4.1-dev", "build-essential", "pkg-config"],
    ),
    (
        "to write Chinese, Uyghur and Tibetan in it",
        &["fonts-noto-cjk", "fonts-noto-core"],
    ),
    (
        "to run it where there is no display",
        &["xvfb", "webkit2gtk-driver", "matchbox-window-manager"],
    ),
    (
        "for an IPP printer without paper",
        &["cups-ipp-utils", "dbus", "poppler-utils"],
    ),
    (
        "to hear what it says, and to press its keys",
        &["speech-dispatcher", "espeak-ng", "xdotool"],
    ),
];

/// Installs what every command needs and is not there, as root or by sudo.
pub fn install_missing() -> Result<()> {
    install_missing_of(&WANTED)
}

/// Installs what is not there, as root or by sudo.
pub fn install_missing_of(wanted: &[Wanted]) -> Result<()> {
    let names = || wanted.iter().flat_map(|(_, packages)| packages.iter());
    let Some(installed) = installed_of(names().copied()) else {
        println!(
            "setup: this is not Debian: have the like of these installed: {}",
            names().copied().collect::<Vec<_>>().join(" ")
        );
        return Ok(());
    };

    let missing = missing_of(wanted, &installed);
    if missing.is_empty() {
        return Ok(());
    }
    let reasons: Vec<String> = missing
        .iter()
        .map(|(why, packages)| format!("{why}: {}", packages.join(" ")))
        .collect();
    println!("setup: installing Debian packages {}", reasons.join("; "));
    let packages: Vec<&str> = missing.into_iter().flat_map(|(_, names)| names).collect();
    install(&packages)
}

/// The output of dpkg-query on these packages: a name and a status in each line.
fn installed_of<'a>(packages: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut query = process::command("dpkg-query", &["-W", "-f=${Package} ${db:Status-Status}\n"]);
    // It fails when one of them is unknown, and yet tells of the others.
    let output = query.args(packages).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn missing_of(wanted: &[Wanted], installed: &str) -> Vec<(&'static str, Vec<&'static str>)> {
    let is_installed = |package: &str| {
        let mut lines = installed.lines().map(str::split_whitespace);
        lines.any(|mut words| words.next() == Some(package) && words.next() == Some("installed"))
    };
    wanted
        .iter()
        .map(|(why, packages)| {
            let missing = packages.iter().filter(|package| !is_installed(package));
            (*why, missing.copied().collect::<Vec<_>>())
        })
        .filter(|(_, missing)| !missing.is_empty())
        .collect()
}

fn install(packages: &[&str]) -> Result<()> {
    let rights = rights(packages)?;
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(packages);

    if has_package_lists() && process::run_quietly("apt", &mut rights.apt_get(&arguments)).is_ok() {
        return Ok(());
    }
    // No lists yet, or ones that name versions which are no longer there.
    process::run_quietly("apt-update", &mut rights.apt_get(&["update"]))?;
    process::run_quietly("apt", &mut rights.apt_get(&arguments))
}

fn has_package_lists() -> bool {
    let Ok(entries) = fs::read_dir("/var/lib/apt/lists") else {
        return false;
    };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        name.to_string_lossy().contains("_Packages")
    })
}

enum Rights {
    Root,
    Sudo,
}

impl Rights {
    fn apt_get(&self, arguments: &[&str]) -> Command {
        let apt = [
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "-q",
            "-o",
            "DPkg::Lock::Timeout=300",
        ];
        let mut command = match self {
            Rights::Root => process::command(apt[0], &apt[1..]),
            Rights::Sudo => process::command("sudo", &apt),
        };
        command.args(arguments);
        command
    }
}

/// Root's, or sudo's after it has asked for a password where somebody can answer.
fn rights(packages: &[&str]) -> Result<Rights> {
    if process::answer_of(&mut process::command("id", &["-u"])).as_deref() == Some("0") {
        return Ok(Rights::Root);
    }
    let interactive = stdin().is_terminal();
    let mut sudo = process::command("sudo", &[if interactive { "-v" } else { "-n" }]);
    if interactive {
        sudo.stdin(Stdio::inherit());
    } else {
        sudo.arg("true").stderr(Stdio::null());
    }
    if sudo.status().is_ok_and(|status| status.success()) {
        return Ok(Rights::Sudo);
    }
    bail!(
        "no right to install packages; as root: apt-get update && \
         apt-get install -y --no-install-recommends {}",
        packages.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_installed() -> String {
        let names = WANTED.iter().flat_map(|(_, packages)| packages.iter());
        names.map(|name| format!("{name} installed\n")).collect()
    }

    #[test]
    fn nothing_is_missing_where_everything_is_installed() {
        assert!(missing_of(&WANTED, &all_installed()).is_empty());
    }

    #[test]
    fn on_a_fresh_machine_everything_is_missing() {
        let missing = missing_of(&WANTED, "");
        assert_eq!(missing.len(), WANTED.len());
    }

    #[test]
    fn a_package_that_was_removed_but_for_its_configuration_is_missing() {
        let installed = all_installed().replace("dbus installed", "dbus config-files");
        assert_eq!(
            missing_of(&WANTED, &installed),
            [("for an IPP printer without paper", vec!["dbus"])]
        );
    }
}
