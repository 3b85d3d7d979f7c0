//! The fonts of receipts: static TTF files with every character a name can have.

use std::fs;

use anyhow::{Context, Result};

use super::node;
use crate::stamp::{Digest, Stamp};

const PACKAGE: &str = "@expo-google-fonts/noto-sans-sc";
/// Folders in the package, and the files in them that go to `assets/fonts`, where their
/// licence is committed.
const FILES: [(&str, &str); 2] = [
    ("400Regular", "NotoSansSC_400Regular.ttf"),
    ("600SemiBold", "NotoSansSC_600SemiBold.ttf"),
];

/// Fetches the fonts where they are not there. The package weighs 100 MB with weights and
/// pictures that nobody needs, so it goes when its fonts are copied.
pub fn install() -> Result<()> {
    let source = crate::root().join("xtask/fonts");
    let fonts = crate::root().join("assets/fonts");
    let digest = Digest::new()
        .path(&source.join("package-lock.json"), &[])?
        .text(&format!("{FILES:?}"))
        .finish();
    let modules = source.join("node_modules");
    let stamp = Stamp::at(modules.join(".copied"));
    let complete = FILES.iter().all(|(_, name)| fonts.join(name).is_file());
    if complete && stamp.says(&digest) {
        return Ok(());
    }

    node::install("npm-fonts", &source, "fonts of the receipts, 57 MB")?;
    fs::create_dir_all(&fonts)?;
    for (folder, name) in FILES {
        let partial = fonts.join(format!("{name}.part"));
        fs::copy(modules.join(PACKAGE).join(folder).join(name), &partial)
            .and_then(|_| fs::rename(&partial, fonts.join(name)))
            .with_context(|| format!("cannot copy {name} into {}", fonts.display()))?;
    }
    fs::remove_dir_all(modules.join(PACKAGE))?;
    stamp.write(&digest)
}
