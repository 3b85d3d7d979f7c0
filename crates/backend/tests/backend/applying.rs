//! Applications of services that only the data knows.

use gateway::wire::{Order, PaymentState, ProblemCode};
use sqlx::Row as _;
use uuid::Uuid;

use crate::hall::{AYGUL, Hall, SOON, WANG, problem};
use crate::visit::{Answers, Visit, free};

const PLATE: Answers<'_> = &[
    ("vehicle", "vehicle-w"),
    ("number", "ak6f28"),
    ("station", "north"),
    ("time", "north-1"),
];
/// One answer for each kind of question.
const GROUND: Answers<'_> = &[
    ("size", "small"),
    ("time", "early"),
    ("things", "ball,chair"),
    ("guests", "yes"),
    ("guest", "李芳"),
    ("code", "004711"),
    ("gift", "1250"),
    ("person", "11010519491231002X"),
    ("phone", "13812345678"),
    ("car", "沪A12345"),
    ("birth", "1949-12-31"),
];

/// `given` with another answer to a question, or without one.
fn but<'a>(
    given: Answers<'a>,
    question: &'a str,
    answer: Option<&'a str>,
) -> Vec<(&'a str, &'a str)> {
    let others = given
        .iter()
        .copied()
        .filter(|(asked, _)| *asked != question);
    let mut but: Vec<_> = others.collect();
    but.extend(answer.map(|answer| (question, answer)));
    but
}

fn lines(order: &Order) -> Vec<(&str, &str, u64)> {
    let items = order.items.iter();
    items
        .map(|item| (item.title.get("en"), item.detail.get("en"), item.amount))
        .collect()
}

#[tokio::test]
async fn a_number_and_a_time_are_taken_together_or_not_at_all() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "plates").await;
    let aygul = Visit::of(&hall, AYGUL, "plates").await;
    let key = Uuid::new_v4();
    let first = wang.apply_under(key, PLATE, &[]).await.unwrap();
    assert_eq!(
        lines(first.order.as_ref().unwrap()),
        [("Plates", "", 10_000)]
    );
    let other_number = [
        ("vehicle", "vehicle-a"),
        ("number", "ad9h31"),
        ("station", "north"),
        ("time", "north-1"),
    ];
    let refused = aygul.apply(&other_number, &[]).await;
    assert_eq!(problem(refused), ProblemCode::OptionTaken);
    let numbers = aygul.options("number", &[]).await.unwrap();
    assert_eq!(
        free(&numbers),
        ["ad9h31", "aq2m75"],
        "nothing is left of it"
    );
    wang.client.withdraw(key, SOON).await.unwrap();
    let numbers = aygul.options("number", &[]).await.unwrap();
    assert_eq!(numbers.len(), free(&numbers).len(), "withdrawn is free");
    aygul.apply(&other_number, &[]).await.unwrap();
}

#[tokio::test]
async fn the_same_citizen_goes_on_at_another_machine() {
    let hall = Hall::of_tests().await;
    let here = Visit::of(&hall, WANG, "plates").await;
    let left = here.apply(PLATE, &[]).await.unwrap().order.unwrap();
    let there = Visit::of(&hall, WANG, "plates").await;
    let order = there.apply(PLATE, &[]).await.unwrap().order.unwrap();
    let late = hall.request(&left, gateway::wire::Channel::Wechat, "wang");
    let refused = hall.client.pay(Uuid::new_v4(), &late, SOON).await;
    assert_eq!(problem(refused), ProblemCode::OrderWithdrawn);
    hall.pay_for(&order).await;
    let again = there.apply(PLATE, &[]).await;
    assert_eq!(problem(again), ProblemCode::OptionTaken);
}

#[tokio::test]
async fn every_fee_is_a_line_of_the_order() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "grounds").await;
    wang.hold("time", "early", &[("size", "small")])
        .await
        .unwrap();
    let order = wang.apply(GROUND, &[]).await.unwrap().order.unwrap();
    let expected = [
        ("Handling", "", 100),
        ("Book a ground", "Small", 1_000),
        ("Book a ground", "Thu 26 Nov 07:00", 500),
        ("Hire", "Ball, Chair", 500),
        ("Book a ground", "", 1_250),
    ];
    assert_eq!(lines(&order), expected);
    assert_eq!(order.amount, 3_350);
}

#[tokio::test]
async fn an_answer_that_cannot_be_is_refused_whichever_it_is() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "grounds").await;
    let wrong = [
        ("size", Some("huge")),
        ("size", Some("large")),
        ("time", Some("midnight")),
        ("things", Some("ball,net,chair")),
        ("things", Some("ball,ball")),
        ("guests", Some("perhaps")),
        ("guest", None),
        ("guest", Some("一二三四五六七八九")),
        ("code", Some("4711")),
        ("gift", Some("49")),
        ("gift", Some("9901")),
        ("person", Some("110105194912310021")),
        ("phone", Some("23812345678")),
        ("car", Some("沪12345")),
        ("birth", Some("2099-01-01")),
        ("birth", Some("1949-02-30")),
        ("moon", Some("yes")),
    ];
    for (question, answer) in wrong {
        let refused = wang.apply(&but(GROUND, question, answer), &[]).await;
        let why = problem(refused);
        assert_eq!(why, ProblemCode::AnswerInvalid, "{question}: {answer:?}");
    }
    wang.apply(GROUND, &[])
        .await
        .expect("nothing was taken by those");
}

#[tokio::test]
async fn a_question_that_is_not_asked_has_no_answer() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "grounds").await;
    let alone = but(GROUND, "guests", Some("no"));
    let refused = wang.apply(&alone, &[]).await;
    assert_eq!(
        problem(refused),
        ProblemCode::AnswerInvalid,
        "a guest of nobody"
    );
    let application = wang.apply(&but(&alone, "guest", None), &[]).await.unwrap();
    let labels: Vec<_> = application
        .rows
        .iter()
        .map(|row| row.label.get("en"))
        .collect();
    assert!(
        !labels.contains(&"Guest") && labels.contains(&"Guests"),
        "{labels:?}"
    );
}

#[tokio::test]
async fn bills_of_several_accounts_are_paid_at_once() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "utility-bills").await;
    let both = [("kind", "water"), ("accounts", "water-1,water-2")];
    let owed = wang.dues(&both).await.unwrap();
    let ids: Vec<_> = owed.dues.iter().map(|due| due.id.as_str()).collect();
    assert_eq!(
        (owed.payer.as_deref(), &ids[..]),
        (Some("王*明"), &["water-1-10", "water-2-10"][..])
    );
    let one = [("kind", "water"), ("accounts", "water-2")];
    let other = wang.apply(&one, &["water-1-10"]).await;
    assert_eq!(problem(other), ProblemCode::DuePaid, "not of this account");
    let order = wang.apply(&both, &ids).await.unwrap().order.unwrap();
    assert_eq!((order.amount, order.items.len()), (6_500, 2));
    hall.pay_for(&order).await;
    assert_eq!(
        wang.dues(&both).await.unwrap().dues,
        [],
        "nothing is owed any more"
    );
}

#[tokio::test]
async fn nobody_sees_what_is_owed_under_the_account_of_somebody_else() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "utility-bills").await;
    for accounts in ["water-a", "water-1,water-a", "power-1", "nothing"] {
        let refused = wang
            .dues(&[("kind", "water"), ("accounts", accounts)])
            .await;
        assert_eq!(problem(refused), ProblemCode::AnswerInvalid, "{accounts}");
    }
    let nothing = [("kind", "power"), ("accounts", "power-1")];
    assert_eq!(
        wang.dues(&nothing).await.unwrap().dues,
        [],
        "an account that owes nothing"
    );
}

#[tokio::test]
async fn what_is_done_is_written_down_with_when() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "plates").await;
    let before = jiff::Timestamp::now().as_millisecond();
    let order = wang.apply(PLATE, &[]).await.unwrap().order.unwrap();
    assert_eq!(
        done(&hall).await,
        [(3, None)],
        "a vehicle, a number and a time"
    );
    let state = hall.pay_for(&order).await;
    assert!(matches!(state, PaymentState::Approved { .. }));
    let [(3, Some(at))] = done(&hall).await[..] else {
        panic!("not done")
    };
    assert!(at >= before);
    let statement = Visit::of(&hall, WANG, "social-security-statement").await;
    statement
        .apply(&[("period", "this-year")], &[])
        .await
        .unwrap();
    let [_, (0, Some(_))] = done(&hall).await[..] else {
        panic!("what costs nothing is done at once")
    };
}

async fn done(hall: &Hall) -> Vec<(i64, Option<i64>)> {
    let database = hall.database().await;
    let mut connection = database.read().await.unwrap();
    let query = "SELECT takes, done_at FROM applications ORDER BY case_number";
    let rows = sqlx::query(query)
        .fetch_all(&mut *connection)
        .await
        .unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1))).collect()
}
