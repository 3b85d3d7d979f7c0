//! `cargo xtask bench [PART…]`: what the parts of Hallpass do beside what others do, on this
//! machine, in tables.

mod instructions;
mod live;
mod program;
mod reader;
mod sqlite;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::setup;

type Part = fn() -> Result<()>;

const PARTS: [(&str, Part); 4] = [
    ("sqlite", sqlite::run),
    ("reader", reader::run),
    ("live", live::run),
    ("instructions", instructions::run),
];

/// Runs the parts that are named, or all.
pub fn run(names: &[String]) -> Result<()> {
    let parts = chosen(names)?;
    setup::run()?;
    for (_, part) in parts {
        part()?;
    }
    Ok(())
}

fn chosen(names: &[String]) -> Result<Vec<(&'static str, Part)>> {
    let known = PARTS.map(|(name, _)| name);
    if let Some(other) = names.iter().find(|name| !known.contains(&name.as_str())) {
        bail!(
            "there is no benchmark {other}, but there are {}",
            known.join(", ")
        );
    }
    let wanted = |name: &str| names.is_empty() || names.iter().any(|wanted| wanted == name);
    Ok(PARTS.into_iter().filter(|(name, _)| wanted(name)).collect())
}

/// A folder under `target/bench`, made if it is not there.
fn folder(name: &str) -> Result<PathBuf> {
    let folder = crate::target().join("bench").join(name);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_name_all_parts_run_and_an_unknown_one_is_refused() {
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(chosen(&[]).expect("all").len(), PARTS.len());
        let two = chosen(&names(&["live", "reader"])).expect("both are known");
        assert_eq!(
            two.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
            ["reader", "live"]
        );
        assert!(chosen(&names(&["quick"])).is_err());
    }
}
