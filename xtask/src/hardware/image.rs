//! What the emulated machine has for a disk: an archive with busybox, the modules, and the
//! checks with their libraries.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::kernel::Kernel;
use crate::process;

const BUSYBOX: &str = "/bin/busybox";
const V4L2_CTL: &str = "/usr/bin/v4l2-ctl";
/// A camera with an HDMI input, and an output for its cable.
const VIVID_OPTIONS: &str =
    "node_types=0x101 num_inputs=1 input_types=0x3 num_outputs=1 output_types=0x1";

/// Packs the archive.
pub fn make(folder: &Path, kernel: &Kernel, program: &Path) -> Result<PathBuf> {
    let root = folder.join("root");
    if root.exists() {
        fs::remove_dir_all(&root)?;
    }
    for inner in ["bin", "dev", "modules", "proc", "sys", "tmp"] {
        fs::create_dir_all(root.join(inner))?;
    }
    copy(Path::new(BUSYBOX), &root.join("bin/busybox"))?;
    for module in &kernel.modules {
        copy(module, &root.join("modules").join(name(module)))?;
    }
    for program in [program, Path::new(V4L2_CTL)] {
        copy(program, &root.join("bin").join(name(program)))?;
        for library in libraries(program)? {
            let inside = root.join(library.strip_prefix("/").unwrap_or(&library));
            fs::create_dir_all(inside.parent().unwrap_or(&root))?;
            copy(&library, &inside)?;
        }
    }
    let init = root.join("init");
    fs::write(&init, script(&kernel.modules))?;
    fs::set_permissions(&init, fs::Permissions::from_mode(0o755))?;

    let archive = folder.join("initramfs");
    let pack = format!(
        "find . | {BUSYBOX} cpio -o -H newc > '{}'",
        archive.display()
    );
    let mut pack = process::command("sh", &["-c", &pack]);
    process::run_quietly("hardware-image", pack.current_dir(&root))?;
    Ok(archive)
}

/// The first process of the machine.
fn script(modules: &[PathBuf]) -> String {
    let load = |module: &PathBuf| {
        let name = name(module);
        let options = if name.ends_with("-vivid.ko") {
            VIVID_OPTIONS
        } else {
            ""
        };
        format!("insmod /modules/{name} {options}\n")
    };
    let load: String = modules.iter().map(load).collect();
    format!(
        "#!/bin/busybox sh\n\
         /bin/busybox --install -s /bin\n\
         export PATH=/bin\n\
         mount -t proc proc /proc\n\
         mount -t sysfs sysfs /sys\n\
         mount -t devtmpfs devtmpfs /dev\n\
         {load}\
         hardware /bin\n\
         poweroff -f\n"
    )
}

/// The shared libraries of a program, and what loads them.
fn libraries(program: &Path) -> Result<Vec<PathBuf>> {
    let mut ldd = process::command("ldd", &[]);
    let Some(answer) = process::answer_of(ldd.arg(program)) else {
        bail!("ldd does not know what {} needs", program.display());
    };
    Ok(paths(&answer))
}

/// Of lines such as `libc.so.6 => /lib/libc.so.6 (0x00)` and `/lib64/ld.so (0x00)`.
fn paths(answer: &str) -> Vec<PathBuf> {
    let words = answer
        .lines()
        .filter_map(|line| line.split_whitespace().find(|word| word.starts_with('/')));
    words.map(PathBuf::from).collect()
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_libraries_of_a_program_are_those_with_a_path() {
        let answer = "\tlinux-vdso.so.1 (0x1)\n\tlibc.so.6 => /lib/libc.so.6 (0x2)\n\
                      \t/lib64/ld-linux-x86-64.so.2 (0x3)\n";
        assert_eq!(
            paths(answer),
            [
                Path::new("/lib/libc.so.6"),
                Path::new("/lib64/ld-linux-x86-64.so.2")
            ]
        );
    }

    #[test]
    fn modules_are_loaded_in_order_and_the_camera_gets_its_cable() {
        let script = script(&["m/00-mc.ko".into(), "m/01-vivid.ko".into()]);
        let mc = script.find("insmod /modules/00-mc.ko");
        let vivid = script.find("insmod /modules/01-vivid.ko node_types");
        assert!(mc.is_some() && mc < vivid, "{script}");
    }
}
