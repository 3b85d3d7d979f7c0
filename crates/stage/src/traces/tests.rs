use rusqlite::Connection;

use super::*;

const NAME: &str = "欧阳明远";
const ID: &str = "11010519491231002X";

fn search() -> Search {
    Search::new(&[Needle::new("name", NAME), Needle::new("ID number", ID)]).unwrap()
}

fn found(folder: &Path) -> Vec<(&'static str, Encoding)> {
    let traces = search().folder(folder).unwrap();
    traces
        .iter()
        .map(|trace| (trace.what, trace.encoding))
        .collect()
}

/// A database in which texts were written and deleted, with nothing written over them.
fn deleted(path: &Path, encoding: &str, texts: &[String]) {
    let database = Connection::open(path).unwrap();
    database.pragma_update(None, "encoding", encoding).unwrap();
    database
        .pragma_update(None, "secure_delete", false)
        .unwrap();
    database.pragma_update(None, "synchronous", "off").unwrap();
    database.execute_batch("CREATE TABLE t (x TEXT)").unwrap();
    for text in texts {
        database
            .execute("INSERT INTO t VALUES (?1)", [text])
            .unwrap();
    }
    database.execute_batch("DROP TABLE t").unwrap();
    let left: i64 = database
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
        .unwrap();
    let free: i64 = database
        .pragma_query_value(None, "freelist_count", |row| row.get(0))
        .unwrap();
    assert!(left == 0 && free > 0, "it lies in free pages only");
}

#[test]
fn a_name_is_found_in_the_free_pages_of_a_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.sqlite");
    deleted(&path, "UTF-8", &[NAME.to_owned()]);
    assert_eq!(found(folder.path()), [("name", Encoding::Utf8)]);
}

#[test]
fn a_name_is_found_in_a_database_of_either_utf_16() {
    for (encoding, is) in [
        ("UTF-16le", Encoding::Utf16Le),
        ("UTF-16be", Encoding::Utf16Be),
    ] {
        let folder = tempfile::tempdir().unwrap();
        deleted(&folder.path().join("cache"), encoding, &[NAME.to_owned()]);
        assert_eq!(found(folder.path()), [("name", is)]);
    }
}

#[test]
fn what_is_still_in_the_log_of_a_database_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let database = Connection::open(folder.path().join("journal.sqlite")).unwrap();
    database.pragma_update(None, "journal_mode", "wal").unwrap();
    database.execute_batch("CREATE TABLE t (x TEXT)").unwrap();
    database
        .execute("INSERT INTO t VALUES (?1)", [NAME])
        .unwrap();
    let traces = search().folder(folder.path()).unwrap();
    let files: Vec<_> = traces
        .iter()
        .filter_map(|trace| trace.file.file_name())
        .collect();
    assert_eq!(files, ["journal.sqlite-wal"]);
}

#[test]
fn a_long_code_is_found_wherever_the_database_cuts_it() {
    let code: String = (0..60).map(|n| format!("{n:03}HP1Q")).collect();
    let search = Search::new(&[Needle::new("code", code.as_str())]).unwrap();
    for before in (3_900..4_300).step_by(7) {
        let folder = tempfile::tempdir().unwrap();
        let text = format!("{}{code}{}", "-".repeat(before), "-".repeat(9_000));
        deleted(&folder.path().join("journal.sqlite"), "UTF-8", &[text]);
        let traces = search.folder(folder.path()).unwrap();
        assert!(!traces.is_empty(), "with {before} bytes before it");
    }
}

#[test]
fn a_number_is_found_in_a_log_in_a_folder_below_in_small_letters_too() {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("logs/old");
    fs::create_dir_all(&below).unwrap();
    let line = format!("{{\"level\":\"INFO\",\"who\":\"{}\"}}\n", ID.to_lowercase());
    fs::write(below.join("kiosk.log"), line).unwrap();
    assert_eq!(found(folder.path()), [("ID number", Encoding::Utf8)]);
}

#[test]
fn a_name_is_found_where_json_escapes_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("log"),
        r#"{"name":"\u6b27\u9633\u660e\u8fdc"}"#,
    )
    .unwrap();
    assert_eq!(found(folder.path()), [("name", Encoding::Escaped)]);
}

#[test]
fn a_document_that_lies_around_is_a_trace_of_whomever() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("spooled"), b"\0\0%PDF-1.7\n").unwrap();
    assert_eq!(found(folder.path()), [("document", Encoding::Utf8)]);
}

#[test]
fn nothing_is_found_where_nothing_is() {
    let folder = tempfile::tempdir().unwrap();
    deleted(
        &folder.path().join("journal.sqlite"),
        "UTF-8",
        &["王*明".to_owned()],
    );
    fs::write(folder.path().join("log"), "欧阳明 远 11010519491231002").unwrap();
    assert_eq!(found(folder.path()), []);
}
