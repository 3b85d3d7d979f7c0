//! The programs are killed in the middle of visits, and the ledgers agree all the same.
//!
//! In a debug build there are no programs to kill: the test says so and passes.

use stage::hall::release_programs;
use stage::kills::{KillOptions, run};

#[tokio::test]
async fn after_every_visit_with_kills_the_four_ledgers_agree_and_nothing_stays() {
    let Some(programs) = release_programs() else {
        eprintln!("skipped: the programs are killed in a release build, cargo test --release");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let options = KillOptions {
        times: 10,
        seed: 1,
        binary_dir: Some(programs),
        out: folder.path().to_owned(),
    };
    match run(&options).await {
        Ok(report) => assert!(
            report.kills() >= 10 && report.books.charged() > 0,
            "{report}"
        ),
        Err(error) => panic!("{error:?}, in {}", folder.keep().display()),
    }
}
