//! Disks that are full or read-only, really: on a small file system of the test's own, or as a user
//! who may not write. For that a test runs itself once more, elsewhere.

use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use kiosk::call::VisitId;
use kiosk::view::JournalTrouble;
use runtime::journal::{Journal, JournalError};

use crate::place::{ANCHOR, DATABASE, Place, append, key, record, records, visit};

/// Set in the second run: the folder to work in.
const FOLDER: &str = "HALLPASS_TEST_FOLDER";

fn elsewhere() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

fn this_program() -> PathBuf {
    std::env::current_exe().expect("the test's own program")
}

/// Runs the test again, which has to pass.
fn passes(command: &mut Command, test: &str) {
    let output = command
        .args(["--exact", test, "--nocapture"])
        .output()
        .expect("started");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Runs the test again with a file system of 400 KiB at the folder. Mounting takes a namespace of
/// one's own. A machine that gives none says that the test was skipped.
#[allow(clippy::print_stdout, reason = "a skipped test says so")]
fn on_a_small_disk(folder: &Path, test: &str) {
    let own = ["--user", "--map-root-user", "--mount"];
    let possible = Command::new("unshare").args(own).arg("true").status();
    if !possible.is_ok_and(|status| status.success()) {
        println!("skipped: no namespace for a file system of the test's own");
        return;
    }
    let mount = "mount -t tmpfs -o size=400k none \"$1\" && shift && exec \"$@\"";
    passes(
        Command::new("unshare")
            .args(own)
            .args(["sh", "-c", mount, "sh"])
            .arg(folder)
            .arg(this_program())
            .env(FOLDER, folder),
        test,
    );
}

/// Runs the test again as somebody without privileges.
fn as_nobody(folder: &Path, test: &str) {
    // Where the program stands may be closed to others.
    let program = folder.join("program");
    std::fs::copy(this_program(), &program).expect("copied");
    let readable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(folder, readable).expect("opened");
    let place = folder.join("place");
    std::fs::create_dir(&place).expect("a folder");
    let mut command = Command::new(program);
    command.env(FOLDER, &place).current_dir(&place);
    if rustix::process::geteuid().is_root() {
        const NOBODY: u32 = 65534;
        std::os::unix::fs::chown(&place, Some(NOBODY), Some(NOBODY)).expect("given away");
        command.uid(NOBODY).gid(NOBODY);
    }
    passes(&mut command, test);
}

fn remount(folder: &Path, options: &str) {
    let done = Command::new("mount")
        .args(["-o", &format!("remount,{options}")])
        .arg(folder)
        .status();
    assert!(done.expect("started").success());
}

fn mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("changed");
}

fn open(folder: &Path) -> Result<Journal, JournalTrouble> {
    let opened = Journal::open(&folder.join(DATABASE));
    opened.map(|(journal, _)| journal).map_err(|e| e.trouble())
}

#[tokio::test]
async fn on_a_full_disk_it_says_so_and_keeps_what_it_answered() {
    let Some(folder) = elsewhere() else {
        return on_a_small_disk(
            Place::new().folder(),
            "trouble::on_a_full_disk_it_says_so_and_keeps_what_it_answered",
        );
    };
    let path = folder.join(DATABASE);
    let (journal, _) = Journal::open(&path).expect("a journal");
    let mut written = 0;
    let error = loop {
        match journal.append(0, record(written + 1)).await {
            Ok(()) => written += 1,
            Err(error) => break error,
        }
    };
    assert!(written > 50, "only {written} fit");
    assert_eq!(error.trouble(), JournalTrouble::Full, "{error:?}");
    drop(journal);
    // As long as there is no space it stays out of service.
    assert_eq!(open(&folder).expect_err("no space"), JournalTrouble::Full);
    remount(&folder, "size=4m");
    let (journal, memory) = Journal::open(&path).expect("space again");
    assert_eq!(memory.records, records(1..=written));
    append(&journal, [written + 1]).await;
}

#[tokio::test]
async fn a_journal_cannot_be_made_on_a_full_disk() {
    let Some(folder) = elsewhere() else {
        return on_a_small_disk(
            Place::new().folder(),
            "trouble::a_journal_cannot_be_made_on_a_full_disk",
        );
    };
    let ballast = folder.join("ballast");
    for left in (0..80).step_by(4) {
        std::fs::write(&ballast, vec![1; (400 - left) * 1024]).expect("written");
        match open(&folder) {
            Err(JournalTrouble::Full) => {}
            Ok(_) => assert!(left > 20, "made in {left} KiB"),
            Err(other) => panic!("{left} KiB left: {other:?}"),
        }
    }
    std::fs::remove_file(&ballast).expect("removed");
    append(&open(&folder).expect("made after all"), [1]).await;
}

#[tokio::test]
async fn on_a_disk_that_became_read_only_it_says_so() {
    let Some(folder) = elsewhere() else {
        return on_a_small_disk(
            Place::new().folder(),
            "trouble::on_a_disk_that_became_read_only_it_says_so",
        );
    };
    append(&open(&folder).expect("a journal"), 1..=3).await;
    remount(&folder, "ro");
    let error = open(&folder).expect_err("read-only");
    assert_eq!(error, JournalTrouble::ReadOnly);
    remount(&folder, "rw");
    append(&open(&folder).expect("a journal"), [4]).await;
}

#[tokio::test]
async fn files_that_may_not_be_written_or_read_are_told() {
    let Some(folder) = elsewhere() else {
        return as_nobody(
            Place::new().folder(),
            "trouble::files_that_may_not_be_written_or_read_are_told",
        );
    };
    append(&open(&folder).expect("a journal"), 1..=3).await;
    let (database, anchor) = (folder.join(DATABASE), folder.join(ANCHOR));
    let cases = [
        (&database, 0o444, JournalTrouble::ReadOnly),
        (&database, 0o000, JournalTrouble::Broken),
        (&anchor, 0o444, JournalTrouble::ReadOnly),
        (&anchor, 0o000, JournalTrouble::ReadOnly),
    ];
    for (file, without, trouble) in cases {
        mode(file, without);
        let error = open(&folder).expect_err("no permission");
        assert_eq!(error, trouble, "{} {without:o}", file.display());
        mode(file, 0o644);
    }
    // SQLite makes its WAL in the folder.
    mode(&folder, 0o555);
    assert!(open(&folder).is_err());
    mode(&folder, 0o755);
    let (_, memory) = Journal::open(&database).expect("a journal");
    assert_eq!(memory.records, records(1..=3));

    let closed = folder.join("closed");
    std::fs::create_dir(&closed).expect("a folder");
    mode(&closed, 0o555);
    let error = open(&closed).expect_err("no permission");
    assert_eq!(error, JournalTrouble::ReadOnly);
    mode(&closed, 0o755);
}

#[tokio::test]
async fn after_a_failure_nothing_more_is_written() {
    let place = Place::new();
    let journal = place.journal();
    append(&journal, [1]).await;
    place.meddle("ALTER TABLE records RENAME TO elsewhere");
    assert!(journal.append(2, record(2)).await.is_err());
    place.meddle("ALTER TABLE elsewhere RENAME TO records");
    let stopped = |done| matches!(done, Err(JournalError::Stopped));
    assert!(stopped(journal.append(2, record(2)).await));
    assert!(stopped(journal.keep_key(visit(1), key(1)).await));
    assert!(stopped(journal.erase_key(VisitId(uuid::Uuid::nil())).await));
    assert!(stopped(journal.prune().await));
    drop(journal);
    assert_eq!(place.memory().records, records(1..=1));
}
