//! A Debian kernel and the modules of the devices that programs play.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::process;
use crate::stamp::{Digest, Stamp};

/// Depends on the newest kernel of this Debian.
const NEWEST: &str = "linux-image-amd64";
const MODULES: [&str; 5] = ["vivid", "uhid", "hid-generic", "uinput", "evdev"];

/// What is booted.
pub struct Kernel {
    pub image: PathBuf,
    /// In the order in which they are to be loaded.
    pub modules: Vec<PathBuf>,
}

/// Downloads the kernel, unless it is there, and keeps of it what is needed: a hundredth.
pub fn fetch(folder: &Path) -> Result<Kernel> {
    let package = newest()?;
    let kept = folder.join("kernel");
    let stamp = Stamp::at(kept.join("stamp"));
    let digest = Digest::new()
        .text(&package)
        .text(&format!("{MODULES:?}"))
        .finish();
    if !stamp.says(&digest) {
        println!("hardware: downloading {package}, 70 MB");
        let unpacked = folder.join("unpacked");
        for old in [&kept, &unpacked] {
            remove(old)?;
        }
        unpack(&package, &unpacked)?;
        keep(&unpacked, &kept)?;
        remove(&unpacked)?;
        stamp.write(&digest)?;
    }
    let mut modules: Vec<PathBuf> = fs::read_dir(kept.join("modules"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    modules.sort();
    Ok(Kernel {
        image: kept.join("vmlinuz"),
        modules,
    })
}

fn newest() -> Result<String> {
    let ask = || process::answer_of(&mut process::command("apt-cache", &["depends", NEWEST]));
    if ask().and_then(|answer| first_dependency(&answer)).is_none() {
        // No lists yet.
        debian_lists()?;
    }
    let answer = ask().with_context(|| format!("apt-cache knows no {NEWEST}"))?;
    first_dependency(&answer).with_context(|| format!("{NEWEST} depends on nothing"))
}

fn debian_lists() -> Result<()> {
    process::run_quietly("apt-update", &mut process::command("apt-get", &["update"]))
}

fn first_dependency(answer: &str) -> Option<String> {
    let mut lines = answer.lines().map(str::trim);
    lines.find_map(|line| Some(line.strip_prefix("Depends: ")?.to_owned()))
}

fn unpack(package: &str, into: &Path) -> Result<()> {
    fs::create_dir_all(into)?;
    let download = || {
        let mut download = process::command("apt-get", &["download", package]);
        download.current_dir(into);
        download
    };
    if process::run_quietly("kernel-download", &mut download()).is_err() {
        // The lists name a version that is no longer there.
        debian_lists()?;
        process::run_quietly("kernel-download", &mut download())?;
    }
    let archive = fs::read_dir(into)?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "deb"))
        .context("apt-get download left no package")?;
    let mut unpack = process::command("dpkg-deb", &["-x"]);
    process::run_quietly("kernel-unpack", unpack.arg(&archive).arg(into))
}

fn keep(unpacked: &Path, kept: &Path) -> Result<()> {
    let modules = unpacked.join("lib/modules");
    let version = fs::read_dir(&modules)?
        .flatten()
        .next()
        .context("a kernel without modules")?
        .file_name();
    let version = version.to_string_lossy();
    let base = unpacked.to_string_lossy();
    let mut index = process::command("depmod", &["-b", &base, &version]);
    process::run_quietly("kernel-depmod", &mut index)?;

    let folder = kept.join("modules");
    fs::create_dir_all(&folder)?;
    for (number, module) in in_order(&base, &version)?.iter().enumerate() {
        let name = module.file_name().unwrap_or_default().to_string_lossy();
        // The number keeps the order.
        fs::copy(module, folder.join(format!("{number:02}-{name}")))
            .with_context(|| format!("cannot copy {}", module.display()))?;
    }
    let image = unpacked.join("boot").join(format!("vmlinuz-{version}"));
    fs::copy(&image, kept.join("vmlinuz"))
        .with_context(|| format!("cannot copy {}", image.display()))?;
    Ok(())
}

/// The modules with what they need before them.
fn in_order(base: &str, version: &str) -> Result<Vec<PathBuf>> {
    let mut modules: Vec<PathBuf> = Vec::new();
    for name in MODULES {
        let arguments = ["-d", base, "-S", version, "--show-depends", name];
        let Some(answer) = process::answer_of(&mut process::command("modprobe", &arguments)) else {
            bail!("this kernel has no module {name}");
        };
        for module in insmods(&answer) {
            if !modules.contains(&module) {
                modules.push(module);
            }
        }
    }
    Ok(modules)
}

fn insmods(answer: &str) -> Vec<PathBuf> {
    let paths = answer
        .lines()
        .filter_map(|line| line.strip_prefix("insmod "));
    paths.map(|path| PathBuf::from(path.trim())).collect()
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_kernel_is_what_the_meta_package_depends_on() {
        let answer = "linux-image-amd64\n  Depends: linux-image-6.1.0-56-amd64\n  Breaks: x\n";
        assert_eq!(
            first_dependency(answer).as_deref(),
            Some("linux-image-6.1.0-56-amd64")
        );
        assert_eq!(first_dependency("linux-image-amd64\n"), None);
    }

    #[test]
    fn modules_come_in_the_order_of_modprobe_and_what_is_built_in_is_left_out() {
        let answer = "insmod /m/mc.ko \nbuiltin hid\ninsmod /m/videodev.ko\n";
        assert_eq!(
            insmods(answer),
            [Path::new("/m/mc.ko"), Path::new("/m/videodev.ko")]
        );
    }
}
