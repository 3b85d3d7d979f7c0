//! What is held for a visit from the moment it is chosen.

use gateway::wire::ProblemCode;
use uuid::Uuid;

use crate::hall::{AYGUL, Hall, SOON, WANG, problem};
use crate::visit::{Answers, Visit, free};

const TEN_MINUTES_MS: u64 = 600_000;

fn plate(vehicle: &'static str, number: &'static str) -> [(&'static str, &'static str); 4] {
    let (station, time) = if vehicle == "vehicle-a" {
        ("south", "south-1")
    } else {
        ("north", "north-1")
    };
    [
        ("vehicle", vehicle),
        ("number", number),
        ("station", station),
        ("time", time),
    ]
}

async fn offered(visit: &Visit) -> Vec<String> {
    let options = visit.options("number", &[]).await.unwrap();
    free(&options).into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn what_is_held_can_be_chosen_by_its_own_visit_and_by_nobody_else() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "plates").await;
    let aygul = Visit::of(&hall, AYGUL, "plates").await;
    let held = wang.hold("number", "ak6f28", &[]).await.unwrap();
    assert_eq!(held.held_ms, TEN_MINUTES_MS);
    assert_eq!(offered(&wang).await, ["ak6f28", "ad9h31", "aq2m75"]);
    assert_eq!(offered(&aygul).await, ["ad9h31", "aq2m75"]);
    let refused = aygul.hold("number", "ak6f28", &[]).await;
    assert_eq!(problem(refused), ProblemCode::OptionTaken);
    let refused = aygul.apply(&plate("vehicle-a", "ak6f28"), &[]).await;
    assert_eq!(problem(refused), ProblemCode::OptionTaken);
    wang.hold("number", "ak6f28", &[]).await.expect("again");
}

#[tokio::test]
async fn another_option_of_the_same_question_frees_the_one_before() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "plates").await;
    let aygul = Visit::of(&hall, AYGUL, "plates").await;
    wang.hold("number", "ak6f28", &[]).await.unwrap();
    wang.hold("number", "ad9h31", &[]).await.unwrap();
    aygul.hold("number", "ak6f28", &[]).await.unwrap();
    let refused = wang.hold("number", "ak6f28", &[]).await;
    assert_eq!(problem(refused), ProblemCode::OptionTaken);
    assert_eq!(
        offered(&aygul).await,
        ["ak6f28", "aq2m75"],
        "Wang has his still"
    );
}

#[tokio::test]
async fn applying_takes_over_what_the_visit_holds() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "plates").await;
    wang.hold("number", "ak6f28", &[]).await.unwrap();
    let application = wang
        .apply(&plate("vehicle-w", "ak6f28"), &[])
        .await
        .unwrap();
    // The visit is over while its order is open: the order holds it now.
    wang.client.release(wang.id, SOON).await.unwrap();
    let aygul = Visit::of(&hall, AYGUL, "plates").await;
    assert_eq!(offered(&aygul).await, ["ad9h31", "aq2m75"]);
    hall.pay_for(&application.order.unwrap()).await;
    assert_eq!(offered(&aygul).await, ["ad9h31", "aq2m75"]);
}

#[tokio::test]
async fn a_visit_that_ends_frees_all_that_it_holds() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "plates").await;
    let aygul = Visit::of(&hall, AYGUL, "plates").await;
    wang.hold("number", "ak6f28", &[]).await.unwrap();
    aygul.hold("number", "ad9h31", &[]).await.unwrap();
    wang.client.release(wang.id, SOON).await.unwrap();
    wang.client.release(wang.id, SOON).await.expect("again");
    assert_eq!(
        offered(&wang).await,
        ["ak6f28", "aq2m75"],
        "Aygul has hers still"
    );
    let nobody = wang.client.release(Uuid::new_v4(), SOON).await;
    nobody.expect("a visit that held nothing");
}

#[tokio::test]
async fn a_hold_that_is_over_is_free_without_anybody_doing_anything() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "plates").await;
    let aygul = Visit::of(&hall, AYGUL, "plates").await;
    wang.hold("number", "ak6f28", &[]).await.unwrap();
    end_of_holds(&hall).await;
    assert_eq!(offered(&aygul).await, ["ak6f28", "ad9h31", "aq2m75"]);
    aygul.hold("number", "ak6f28", &[]).await.unwrap();
    let late = wang.apply(&plate("vehicle-w", "ak6f28"), &[]).await;
    assert_eq!(problem(late), ProblemCode::OptionTaken);
    end_of_holds(&hall).await;
    let in_time = wang.apply(&plate("vehicle-w", "ak6f28"), &[]).await;
    in_time.expect("nobody holds it any more");
}

/// Ten minutes pass for whoever holds something.
async fn end_of_holds(hall: &Hall) {
    let database = hall.database().await;
    let mut write = database.write().await.unwrap();
    let passed = i64::try_from(TEN_MINUTES_MS).unwrap();
    let held = sqlx::query("UPDATE items SET held_until = held_until - $1 WHERE held_until > 0")
        .bind(passed)
        .execute(&mut *write)
        .await
        .unwrap();
    assert_eq!(held.rows_affected(), 1);
    write.commit().await.unwrap();
    database.close().await;
}

#[tokio::test]
async fn of_many_machines_that_hold_the_same_at_once_one_has_it() {
    let hall = Hall::of_tests().await;
    let (second, other) = hall.second().await;
    let mut visits = Vec::new();
    for number in 0..12 {
        let sub = if number % 3 == 0 { WANG } else { AYGUL };
        let mut visit = Visit::of(&hall, sub, "plates").await;
        if number % 2 == 0 {
            visit.client = other.clone();
        }
        visits.push(visit);
    }
    for option in ["ak6f28", "ad9h31", "aq2m75"] {
        let calls: Vec<_> = visits
            .into_iter()
            .map(|visit| {
                tokio::spawn(async move {
                    let held = visit.hold("number", option, &[]).await;
                    (visit, held)
                })
            })
            .collect();
        visits = Vec::new();
        let mut won = 0;
        for call in calls {
            match call.await.unwrap() {
                (_, Ok(_)) => won += 1,
                (visit, refused) => {
                    assert_eq!(problem(refused), ProblemCode::OptionTaken);
                    visits.push(visit);
                }
            }
        }
        assert_eq!(won, 1, "{option}");
    }
    second.stop().await;
}

#[tokio::test]
async fn only_what_is_offered_and_held_at_all_can_be_held() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "plates").await;
    let refused = async |question: &str, option: &str, before: Answers<'_>| {
        problem(wang.hold(question, option, before).await)
    };
    let invalid = ProblemCode::AnswerInvalid;
    assert_eq!(refused("number", "nowhere", &[]).await, invalid);
    assert_eq!(refused("number", "ak6f28,ad9h31", &[]).await, invalid);
    assert_eq!(refused("colour", "red", &[]).await, invalid);
    assert_eq!(
        refused("vehicle", "vehicle-w", &[]).await,
        invalid,
        "no minutes"
    );
    let stolen = Visit {
        id: Uuid::new_v4(),
        ..wang
    };
    let refused = stolen.hold("number", "ak6f28", &[]).await;
    assert_eq!(
        problem(refused),
        ProblemCode::CitizenUnknown,
        "another visit's handle"
    );
    let ground = Visit::of(&hall, WANG, "grounds").await;
    let under = |size| [("size", size)];
    let held = ground.hold("time", "early", &under("small")).await.unwrap();
    assert_eq!(held.held_ms, 300_000);
    let elsewhere = ground.hold("time", "late", &under("small")).await;
    assert_eq!(problem(elsewhere), invalid, "stands under another answer");
}
