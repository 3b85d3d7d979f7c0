//! The fonts of receipts: static TTF files with every character a name can have.

use std::fs;

use anyhow::{Context, Result};

use super::node;
use crate::stamp::{Digest, Stamp};

const PACKAGE: &str = "node_modules/@expo-google-fonts/noto-sans-sc";
/// Files in the package, and their names in `assets/fonts`.
const FILES: [(&str, &str); 4] = [
    (
        "400Regular/NotoSansSC_400Regular.ttf",
        "NotoSansSC_400Regular.ttf",
    ),
    (
        "500Medium/NotoSansSC_500Medium.ttf",
        "NotoSansSC_500Medium.ttf",
    ),
    (
        "600SemiBold/NotoSansSC_600SemiBold.ttf",
        "NotoSansSC_600SemiBold.ttf",
    ),
    ("LICENSE_FONT", "OFL.txt"),
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
    let stamp = Stamp::named("fonts");
    let complete = FILES.iter().all(|(_, name)| fonts.join(name).is_file());
    if complete && stamp.says(&digest) {
        return Ok(());
    }

    node::install("npm-fonts", &source, "fonts of the receipts, 57 MB")?;
    fs::create_dir_all(&fonts)?;
    for (from, to) in FILES {
        let partial = fonts.join(format!("{to}.part"));
        fs::copy(source.join(PACKAGE).join(from), &partial)
            .and_then(|_| fs::rename(&partial, fonts.join(to)))
            .with_context(|| format!("cannot copy {from} into {}", fonts.display()))?;
    }
    fs::remove_dir_all(source.join("node_modules"))?;
    stamp.write(&digest)
}
