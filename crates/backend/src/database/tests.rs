//! Writers that share a transaction, on a real database.

use sqlx::Row;

use super::*;

async fn database() -> (tempfile::TempDir, Database) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/b.sqlite?mode=rwc", folder.path().display());
    let database = Database::open(&url).await.unwrap();
    (folder, database)
}

async fn names(database: &Database) -> Vec<String> {
    let mut connection = database.read().await.unwrap();
    let rows = sqlx::query("SELECT name FROM counters ORDER BY name")
        .fetch_all(&mut *connection)
        .await
        .unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

/// Three writers of whom the second and the third wait while the first is at it, so that all are in
/// one transaction.
async fn three_in_one(
    database: &Database,
    second: impl AsyncFnOnce(Write) -> Result<(), DatabaseError>,
) -> [Result<(), DatabaseError>; 3] {
    let mut first = database.write().await.unwrap();
    count(&mut first, "first").await.unwrap();
    let (first, second, third) = tokio::join!(
        biased;
        async {
            let mut write = database.write().await?;
            count(&mut write, "second").await?;
            second(write).await
        },
        async {
            let mut write = database.write().await?;
            count(&mut write, "third").await?;
            write.commit().await
        },
        first.commit(),
    );
    // The order of the branches is that of the line, not that of the names.
    [third, first, second]
}

#[tokio::test]
async fn whoever_shares_a_transaction_is_durable_when_told_so() {
    let (_folder, database) = database().await;
    for outcome in three_in_one(&database, Write::commit).await {
        outcome.unwrap();
    }
    assert_eq!(names(&database).await, ["first", "second", "third"]);
}

#[tokio::test]
async fn a_step_that_is_given_up_or_dropped_takes_nothing_of_the_others_with_it() {
    let given_up = async |write: Write| write.give_up().await;
    let dropped = async |write: Write| {
        drop(write);
        Ok(())
    };
    let (_folder, one) = database().await;
    for outcome in three_in_one(&one, given_up).await {
        outcome.unwrap();
    }
    assert_eq!(names(&one).await, ["first", "third"]);
    let (_folder, other) = database().await;
    for outcome in three_in_one(&other, dropped).await {
        outcome.unwrap();
    }
    assert_eq!(names(&other).await, ["first", "third"]);
}

#[tokio::test]
async fn when_the_transaction_is_lost_nobody_in_it_is_told_that_it_is_durable() {
    // SQLite does this by itself when the disk is full.
    let lost = async |mut write: Write| {
        sqlx::raw_sql("ROLLBACK").execute(&mut *write).await?;
        write.commit().await
    };
    let (_folder, database) = database().await;
    let [first, second, _] = three_in_one(&database, lost).await;
    for outcome in [first, second] {
        assert!(
            matches!(outcome, Err(DatabaseError::NotCommitted)),
            "{outcome:?}"
        );
    }
    assert_eq!(names(&database).await, Vec::<String>::new());
    let mut write = database.write().await.unwrap();
    count(&mut write, "later").await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(names(&database).await, ["later"]);
}
