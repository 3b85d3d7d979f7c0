//! What cargo and git say about this checkout.

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

pub fn root() -> PathBuf {
    let mut root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.pop();
    root
}

/// One crate, ours or of others.
pub struct Package {
    pub name: String,
    pub version: String,
    pub licence: String,
    pub is_ours: bool,
    pub dependencies: Vec<Dependency>,
}

/// What a crate asks for in its manifest.
pub struct Dependency {
    pub name: String,
    pub is_ours: bool,
    /// Only its tests, examples and benchmarks know it.
    pub is_for_tests: bool,
}

/// The workspace with all that it is built from on Linux, with every feature.
pub fn packages() -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--all-features"])
        .arg(format!(
            "--filter-platform={}-unknown-linux-gnu",
            std::env::consts::ARCH
        ))
        .current_dir(root())
        .output()
        .expect("cargo starts");
    assert!(output.status.success(), "cargo metadata fails");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let packages = metadata["packages"]
        .as_array()
        .expect("cargo lists packages");
    packages.iter().map(package).collect()
}

fn package(package: &Value) -> Package {
    let dependencies = package["dependencies"]
        .as_array()
        .expect("a list of dependencies");
    Package {
        name: string(&package["name"]),
        version: string(&package["version"]),
        licence: string(&package["license"]),
        is_ours: package["source"].is_null(),
        dependencies: dependencies.iter().map(dependency).collect(),
    }
}

fn dependency(dependency: &Value) -> Dependency {
    Dependency {
        name: string(&dependency["name"]),
        is_ours: dependency["path"].is_string(),
        is_for_tests: dependency["kind"] == "dev",
    }
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The files that are committed or staged, relative to the root; `None` outside of a git
/// checkout.
pub fn files() -> Option<Vec<PathBuf>> {
    let output = Command::new("git")
        .args(["-c", "safe.directory=*", "ls-files", "-z"])
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
