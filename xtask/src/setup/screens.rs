//! The screens: npm packages, and the build that the window carries inside.

use anyhow::Result;

use super::node;
use crate::process;
use crate::stamp::{Digest, Stamp};

pub fn build() -> Result<()> {
    let ui = crate::root().join("ui");
    node::install_once("npm-screens", &ui, "screens")?;

    let digest = Digest::new()
        .path(&ui, &["node_modules", "dist", "dist-gallery", "tests"])?
        .path(&crate::root().join("assets"), &["fonts"])?
        .finish();
    let stamp = Stamp::at(ui.join("node_modules/.built"));
    if ui.join("dist/index.html").is_file() && stamp.says(&digest) {
        return Ok(());
    }
    println!("setup: building the screens");
    let mut npm = process::command("npm", &["run", "build"]);
    process::run_quietly("screens", npm.current_dir(&ui))?;
    stamp.write(&digest)
}
