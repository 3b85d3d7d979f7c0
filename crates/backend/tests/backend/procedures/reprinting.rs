//! A receipt once more.

use backend::Database;
use backend::procedures;
use gateway::wire::{Delivery, DeliveryOutcome, ProblemCode, Receipt};
use service::{Choice, Source};

use super::desk::{DAY, carried_out, citizen, fine, known_services, now, service_of};
use crate::hall::{AYGUL, Hall, SOON, WANG};

async fn again(
    database: &Database,
    sub: &str,
    number: &str,
    at: i64,
) -> Result<Receipt, ProblemCode> {
    let service = service_of("reprint", "receipts");
    let who = citizen(sub);
    let done = carried_out(database, &service, &[("q0", number)], Some(&who), at).await?;
    Ok(done.receipt.unwrap())
}

async fn listed(database: &Database, sub: &str, at: i64) -> Vec<Choice> {
    let mut connection = database.read().await.unwrap();
    let (services, service) = (known_services(), service_of("reprint", "receipts"));
    let who = citizen(sub);
    procedures::options(
        &mut connection,
        &services,
        &service,
        &Source::Receipts,
        Some(&who),
        at,
    )
    .await
    .unwrap()
}

async fn delivered(hall: &Hall, number: &str, outcome: DeliveryOutcome) {
    let delivery = Delivery { outcome };
    hall.client.delivered(number, delivery, SOON).await.unwrap();
}

#[tokio::test]
async fn the_first_paper_is_no_reprint_and_every_other_one_is() {
    let hall = Hall::open().await;
    let database = hall.database().await;
    let receipt = fine(&hall, WANG).await.paid(&hall).await;
    let number = &receipt.number;
    let unknown = again(&database, WANG, number, now()).await.unwrap();
    assert!(unknown.reprint, "it may be coming out just now");
    delivered(&hall, number, DeliveryOutcome::NotPrinted).await;
    let first = again(&database, WANG, number, now()).await.unwrap();
    assert_eq!(first, receipt, "nothing has come out so far");
    let second = again(&database, WANG, number, now()).await.unwrap();
    assert!(second.reprint, "nobody knows what became of the one before");
    delivered(&hall, number, DeliveryOutcome::Printed).await;
    let third = again(&database, WANG, number, now()).await.unwrap();
    assert_eq!((third.reprint, &third.number), (true, number));
    let mut connection = database.read().await.unwrap();
    let row = sqlx::query_as::<_, (i64, Option<i64>, Option<String>)>(
        "SELECT reprints, reprinted_at, delivery FROM receipts WHERE number = $1",
    )
    .bind(number)
    .fetch_one(&mut *connection)
    .await
    .unwrap();
    assert_eq!((row.0, row.1.is_some()), (4, true));
    assert_eq!(row.2.as_deref(), Some("printed"), "for ever");
}

#[tokio::test]
async fn of_two_machines_at_once_one_prints_the_first_paper() {
    let hall = Hall::open().await;
    let (database, other) = (hall.database().await, hall.database().await);
    let receipt = fine(&hall, WANG).await.paid(&hall).await;
    delivered(&hall, &receipt.number, DeliveryOutcome::NotPrinted).await;
    let both = tokio::join!(
        again(&database, WANG, &receipt.number, now()),
        again(&other, WANG, &receipt.number, now()),
    );
    let reprints = [both.0.unwrap().reprint, both.1.unwrap().reprint];
    assert_eq!(reprints.iter().filter(|reprint| **reprint).count(), 1);
}

#[tokio::test]
async fn a_receipt_is_had_again_for_a_year_and_by_its_own_citizen_alone() {
    let hall = Hall::open().await;
    let database = hall.database().await;
    let older = fine(&hall, WANG).await.paid(&hall).await;
    let newer = fine(&hall, WANG).await.paid(&hall).await;
    let mine = listed(&database, WANG, now()).await;
    let numbers: Vec<_> = mine.iter().map(|choice| &choice.id).collect();
    assert_eq!(numbers, [&newer.number, &older.number], "the newest first");
    assert!(
        mine[1].detail.get("en").ends_with("200.00 yuan"),
        "{mine:?}"
    );
    assert!(listed(&database, AYGUL, now()).await.is_empty());
    let later = now() + 367 * DAY;
    assert!(listed(&database, WANG, later).await.is_empty());
    for (sub, number, at) in [
        (AYGUL, &*older.number, now()),
        (WANG, "0000000099", now()),
        (WANG, &*older.number, later),
    ] {
        let refused = again(&database, sub, number, at).await;
        assert_eq!(refused.unwrap_err(), ProblemCode::ReceiptUnknown);
    }
}
