//! Ratings.

use gateway::wire::{ProblemCode, RatingReason, RatingRequest};
use uuid::Uuid;

use super::desk::{Fine, fine, run};
use crate::hall::{Hall, SOON, WANG, problem};

fn rating(level: u8, reasons: &[RatingReason]) -> RatingRequest {
    let reasons = reasons.to_vec();
    RatingRequest { level, reasons }
}

async fn paid_fine(hall: &Hall) -> Fine {
    let fine = fine(hall, WANG).await;
    fine.paid(hall).await;
    fine
}

#[tokio::test]
async fn a_rating_is_given_once_and_never_changed() {
    let hall = Hall::open().await;
    let Fine { key, .. } = paid_fine(&hall).await;
    let first = rating(5, &[RatingReason::Quick, RatingReason::Clear]);
    hall.client.rate(key, &first, SOON).await.unwrap();
    let same = rating(5, &[RatingReason::Clear, RatingReason::Quick]);
    hall.client.rate(key, &same, SOON).await.unwrap();
    for other in [
        rating(4, &first.reasons),
        rating(5, &[]),
        rating(1, &[RatingReason::Slow]),
    ] {
        let refused = hall.client.rate(key, &other, SOON).await;
        assert_eq!(problem(refused), ProblemCode::RatingGiven, "{other:?}");
    }
    let (_, printed) = run(&hall, &["ratings"], &[]).await;
    assert!(printed.contains("level 5  1\n") && printed.contains("level 1  0\n"));
}

#[tokio::test]
async fn of_many_ratings_at_once_one_is_kept() {
    let hall = Hall::open().await;
    let Fine { key, .. } = paid_fine(&hall).await;
    let (second, other) = hall.second().await;
    let calls = (1..=5).map(|level| {
        let client = if level % 2 == 0 { &hall.client } else { &other }.clone();
        tokio::spawn(async move { client.rate(key, &rating(level, &[]), SOON).await })
    });
    let mut kept = 0;
    for call in calls.collect::<Vec<_>>() {
        match call.await.unwrap() {
            Ok(()) => kept += 1,
            refused @ Err(_) => assert_eq!(problem(refused), ProblemCode::RatingGiven),
        }
    }
    assert_eq!(kept, 1);
    second.stop().await;
}

#[tokio::test]
async fn only_what_was_done_is_rated_and_only_with_what_there_is() {
    let hall = Hall::open().await;
    let Fine { key, .. } = fine(&hall, WANG).await;
    let good = rating(5, &[]);
    let unpaid = hall.client.rate(key, &good, SOON).await;
    assert_eq!(problem(unpaid), ProblemCode::OrderUnpaid);
    let unknown = hall.client.rate(Uuid::new_v4(), &good, SOON).await;
    assert_eq!(problem(unknown), ProblemCode::ApplicationUnknown);
    for wrong in [
        rating(0, &[]),
        rating(6, &[]),
        rating(5, &[RatingReason::Slow]),
    ] {
        let refused = hall.client.rate(key, &wrong, SOON).await;
        assert_eq!(problem(refused), ProblemCode::RequestMalformed, "{wrong:?}");
    }
}

#[tokio::test]
async fn a_bad_rating_is_listed_until_somebody_has_answered_it() {
    let hall = Hall::open().await;
    let Fine {
        key, case_number, ..
    } = paid_fine(&hall).await;
    let bad = rating(1, &[RatingReason::Broken, RatingReason::Slow]);
    hall.client.rate(key, &bad, SOON).await.unwrap();
    let good = paid_fine(&hall).await;
    hall.client
        .rate(good.key, &rating(3, &[]), SOON)
        .await
        .unwrap();
    let (listed, printed) = run(&hall, &["ratings"], &["--bad"]).await;
    assert!(listed && printed.contains(&case_number), "{printed}");
    assert!(
        printed.contains("level 1  traffic-fines  machine 3") && printed.contains("slow,broken")
    );
    assert!(!printed.contains(&good.case_number), "3 is not bad");
    let answer = ["--answered", &case_number];
    assert!(run(&hall, &["ratings"], &answer).await.0);
    let (_, printed) = run(&hall, &["ratings"], &["--bad"]).await;
    assert!(!printed.contains(&case_number), "{printed}");
    assert!(
        !run(&hall, &["ratings"], &answer).await.0,
        "nothing is left to answer"
    );
}
