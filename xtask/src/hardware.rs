//! `cargo xtask hardware`: camera, scan engines and headphones against the drivers of a real kernel.
//!
//! The machine of a developer has neither camera nor scanner, and its kernel may have no drivers
//! for them. So a Debian kernel is booted in an emulated machine (no KVM needed) with the drivers
//! that let a program play a camera (`vivid`), a USB device (`uhid`) and a jack (`uinput`), and in it runs
//! `crates/devices/examples/hardware`, which says for each check what came of it.

mod checks;
mod image;
mod kernel;
mod machine;

use anyhow::{Result, bail};

use crate::process;
use crate::setup::debian;

const PACKAGES: [&str; 4] = ["qemu-system-x86", "busybox-static", "kmod", "v4l-utils"];

/// Why it cannot be done on this machine, if it cannot.
pub fn impossible() -> Option<&'static str> {
    if std::env::consts::ARCH != "x86_64" {
        return Some("the emulated machine is an x86_64 one");
    }
    let is_debian = process::answer_of(&mut process::command("apt-get", &["--version"])).is_some();
    (!is_debian).then_some("the kernel comes from Debian, by apt-get")
}

/// Everything from nothing, and a table at the end.
pub fn run() -> Result<()> {
    if let Some(why) = impossible() {
        bail!("{why}");
    }
    debian::install_missing_of(&[("for a machine with devices that programs play", &PACKAGES)])?;
    // The choice of `cargo xtask test`, so that nothing is compiled twice.
    println!("hardware: building the checks");
    let build = ["build", "--release", "--workspace", "--example", "hardware"];
    process::run_quietly("hardware-build", &mut process::cargo(&build))?;
    let program = crate::target().join("release/examples/hardware");

    let folder = crate::target().join("hardware");
    let kernel = kernel::fetch(&folder)?;
    let initramfs = image::make(&folder, &kernel, &program)?;
    println!("hardware: booting");
    let output = machine::boot(&folder, &kernel.image, &initramfs)?;
    checks::report(&output)
}
