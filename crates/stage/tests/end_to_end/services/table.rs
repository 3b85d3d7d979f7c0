//! What each service needs of a citizen: touches and seconds.

use std::fmt::Write as _;
use std::time::Duration;

use anyhow::Context as _;
use stage::hall::release_programs;

/// One service.
#[derive(Debug)]
pub struct Line {
    pub service: &'static str,
    pub touches: u32,
    /// From the first touch to the thanks, by somebody who never has to read or think.
    pub took: Duration,
}

/// Writes the table to `target/e2e`.
pub fn write(file: &str, lines: &[Line]) -> anyhow::Result<()> {
    let programs = release_programs().context("the programs are somewhere")?;
    let target = programs.parent().context("beside them is the target")?;
    let folder = target.join("e2e");
    std::fs::create_dir_all(&folder)?;
    let mut table = "| service | touches | seconds |\n| --- | ---: | ---: |\n".to_owned();
    for line in lines {
        let seconds = line.took.as_secs_f64();
        writeln!(
            table,
            "| {} | {} | {seconds:.1} |",
            line.service, line.touches
        )?;
    }
    std::fs::write(folder.join(file), table)?;
    Ok(())
}
