//! Node and npm packages.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::stamp::{Digest, Stamp};

/// What Vite asks for.
const OLDEST: (u32, u32) = (20, 19);

pub fn check_version() -> Result<()> {
    let way = process::how_to_install("node").unwrap_or_default();
    let Some(answer) = process::answer_of(&mut process::command("node", &["--version"])) else {
        bail!("node is missing; it comes with: {way}");
    };
    let version = version_of(&answer).with_context(|| format!("node calls itself {answer:?}"))?;
    if version < OLDEST {
        let (major, minor) = OLDEST;
        bail!("node {answer} is too old, {major}.{minor} is needed; it comes with: {way}");
    }
    Ok(())
}

fn version_of(answer: &str) -> Option<(u32, u32)> {
    let mut numbers = answer.trim().strip_prefix('v')?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// Installs the npm packages of a folder by its lock file, where that or what is installed
/// has changed since the last time.
pub fn install_once(name: &str, folder: &Path, what: &str) -> Result<()> {
    let modules = folder.join("node_modules");
    let digest = || -> Result<String> {
        Ok(Digest::new()
            .path(&folder.join("package.json"), &[])?
            .path(&folder.join("package-lock.json"), &[])?
            .path(&modules.join(".package-lock.json"), &[])?
            .finish())
    };
    let stamp = Stamp::at(modules.join(".installed"));
    if stamp.says(&digest()?) {
        return Ok(());
    }
    install(name, folder, what)?;
    stamp.write(&digest()?)
}

/// Installs the npm packages of a folder by its lock file.
pub fn install(name: &str, folder: &Path, what: &str) -> Result<()> {
    println!("setup: installing npm packages by the lock file ({what})");
    let mut npm = process::command("npm", &["ci", "--no-audit", "--no-fund"]);
    process::run_quietly(name, npm.current_dir(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_of_node_is_read_and_compared_by_number() {
        assert_eq!(version_of("v20.20.2\n"), Some((20, 20)));
        assert!(version_of("v18.20.4") < Some(OLDEST));
        assert!(version_of("v9.11.2") < Some(OLDEST));
        assert!(version_of("v22.12.0") >= Some(OLDEST));
        assert_eq!(version_of("node"), None);
    }
}
