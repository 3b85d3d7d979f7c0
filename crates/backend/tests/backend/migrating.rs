//! A database of before goes on with what it knew.

use backend::Database;
use backend::lists::{self, Standing};

/// As it was before there were lists.
const BEFORE: [&str; 4] = [
    include_str!("../../src/schema.sql"),
    include_str!("../../src/schema/kept_applications.sql"),
    include_str!("../../src/schema/trust_lists.sql"),
    include_str!("../../src/schema/subjects.sql"),
];
const KNOWN: &str = "
    INSERT INTO hospitals VALUES ('first', 3, '{\"zh-CN\":\"市一院\"}', '{}');
    INSERT INTO departments VALUES ('heart', 'first', 1, '{\"zh-CN\":\"心内科\"}', '{}');
    INSERT INTO doctors VALUES ('zhou', 'heart', 2, '{\"zh-CN\":\"周建国\"}', '{}', 5000);
    INSERT INTO slots VALUES ('free', 'zhou', '2099-11-24', '08:30', '09:00', NULL, NULL);
    INSERT INTO slots VALUES ('held', 'zhou', '2099-11-24', '09:00', '09:30', 'O1', NULL);
    INSERT INTO slots VALUES ('booked', 'zhou', '2099-11-24', '09:30', '10:00', NULL, 'O2');
    INSERT INTO applications (key, request, answer, case_number, service, machine, order_id,
        made_at, arrived_at)
        VALUES ('a', '', '', '1', 'hospital-registration', '3', NULL, 5, 7);
";

#[tokio::test]
async fn hospitals_departments_doctors_and_times_become_lists() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("b.sqlite");
    let before = rusqlite::Connection::open(&file).unwrap();
    for sql in BEFORE {
        before.execute_batch(sql).unwrap();
    }
    before.execute_batch(KNOWN).unwrap();
    before.execute_batch(&applied()).unwrap();
    drop(before);

    let url = format!("sqlite://{}?mode=rwc", file.display());
    let database = Database::open(&url).await.unwrap();
    let mut connection = database.read().await.unwrap();
    let mut item = async |list: &str, id: &str| {
        let item = lists::item(&mut connection, list, id).await.unwrap();
        item.unwrap_or_else(|| panic!("{list}/{id}"))
    };
    let hospital = item("hospitals", "first").await;
    assert_eq!((hospital.under, hospital.is_single), (None, false));
    let department = item("departments", "heart").await;
    assert_eq!(department.under.as_deref(), Some("first"));
    let doctor = item("doctors", "zhou").await;
    assert_eq!(doctor.name.get("zh-CN"), "周建国");
    assert_eq!(doctor.fee, Some(service::Fen(5_000)));
    let free = item("doctor-slots", "free").await;
    assert_eq!(
        (free.under.as_deref(), free.fee),
        (Some("zhou"), doctor.fee)
    );
    assert_eq!(free.name.get("zh-CN"), "11月24日 周二 08:30");
    assert_eq!(free.standing(None, 0), Standing::Free);
    let held = item("doctor-slots", "held").await;
    assert_eq!(held.standing(None, 0), Standing::Ordered("O1".to_owned()));
    let booked = item("doctor-slots", "booked").await;
    assert_eq!(booked.taken_by.as_deref(), Some("O2"));
    assert_eq!(booked.standing(None, 0), Standing::Gone);
    let done: i64 = sqlx::query_scalar("SELECT done_at FROM applications")
        .fetch_one(&mut *database.read().await.unwrap())
        .await
        .unwrap();
    assert_eq!(done, 7, "what cost nothing was done when it arrived");
}

/// What the tool that migrates has written down of them.
fn applied() -> String {
    let versions = [(1, 0), (20, 1), (41, 2), (44, 3)];
    let rows = versions.map(|(version, index)| {
        let digest =
            aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA384, BEFORE[index].as_bytes());
        let checksum = data_encoding::HEXUPPER.encode(digest.as_ref());
        format!("({version}, '', 1, X'{checksum}', 0)")
    });
    format!(
        "CREATE TABLE _sqlx_migrations (
             version BIGINT PRIMARY KEY, description TEXT NOT NULL,
             installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
             success BOOLEAN NOT NULL, checksum BLOB NOT NULL, execution_time BIGINT NOT NULL);
         INSERT INTO _sqlx_migrations
             (version, description, success, checksum, execution_time) VALUES {};",
        rows.join(", ")
    )
}
