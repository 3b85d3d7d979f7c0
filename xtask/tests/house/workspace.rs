//! What cargo and git say about this checkout.

use std::path::PathBuf;
use std::process::Command;

use cargo_metadata::{CargoOpt, Metadata, MetadataCommand, Package};

pub fn root() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root
}

/// The workspace with all of its dependencies, as they are built on Linux.
pub fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .features(CargoOpt::AllFeatures)
        .other_options(vec![format!(
            "--filter-platform={}-unknown-linux-gnu",
            std::env::consts::ARCH
        )])
        .exec()
        .expect("cargo describes the workspace")
}

/// The packages that others wrote.
pub fn foreign(metadata: &Metadata) -> impl Iterator<Item = &Package> {
    metadata
        .packages
        .iter()
        .filter(|package| package.source.is_some())
}

/// The committed files and those about to be, relative to the root; `None` outside of a git
/// checkout.
pub fn files() -> Option<Vec<PathBuf>> {
    let output = Command::new("git")
        .args([
            "-c",
            "safe.directory=*",
            "ls-files",
            "-z",
            "--cached",
            "--others",
        ])
        .arg("--exclude-standard")
        .current_dir(root())
        .output()
        .ok()
        .filter(|output| output.status.success());
    let Some(output) = output else {
        eprintln!("skipped: this is no git checkout, so there are no committed files to look at");
        return None;
    };
    let names = String::from_utf8(output.stdout).expect("the names of our files are UTF-8");
    let files = names.split('\0').filter(|name| !name.is_empty());
    // A file that was removed but is not committed so is still in the index.
    let files = files
        .map(PathBuf::from)
        .filter(|file| root().join(file).is_file());
    Some(files.collect())
}

/// The content of a file of the checkout, or `None` if it is not a text.
pub fn text(file: &PathBuf) -> Option<String> {
    let bytes = std::fs::read(root().join(file)).expect("a file of the checkout can be read");
    String::from_utf8(bytes).ok()
}
