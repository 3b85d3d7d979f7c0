//! What can be chosen: lists that only the data knows.

use gateway::wire::ProblemCode;
use service::Fen;

use crate::hall::{AYGUL, Hall, WANG, problem};
use crate::visit::{Visit, free};

#[tokio::test]
async fn a_citizen_is_shown_what_is_theirs_and_what_is_nobodys() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "plates").await;
    let aygul = Visit::of(&hall, AYGUL, "plates").await;
    let own = wang.options("vehicle", &[]).await.unwrap();
    assert_eq!(free(&own), ["vehicle-w", "vehicle-w2"]);
    assert_eq!(own[0].detail.get("en"), "White");
    let own = aygul.options("vehicle", &[]).await.unwrap();
    assert_eq!(free(&own), ["vehicle-a"]);
    let numbers = aygul.options("number", &[]).await.unwrap();
    assert_eq!(
        free(&numbers),
        ["ak6f28", "ad9h31", "aq2m75"],
        "as imported"
    );
    let nobody = Visit {
        citizen: None,
        ..wang
    };
    let refused = nobody.options("vehicle", &[]).await;
    assert_eq!(problem(refused), ProblemCode::CitizenUnknown);
}

#[tokio::test]
async fn what_stands_under_an_answer_is_shown_after_it_and_under_a_good_one_only() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "plates").await;
    let north = wang.options("time", &[("station", "north")]).await.unwrap();
    assert_eq!(free(&north), ["north-1", "north-2"]);
    let south = wang.options("time", &[("station", "south")]).await.unwrap();
    assert_eq!(free(&south), ["south-1"]);
    for before in [&[][..], &[("station", "")], &[("station", "nowhere")]] {
        let refused = wang.options("time", before).await;
        assert_eq!(problem(refused), ProblemCode::AnswerInvalid, "{before:?}");
    }
    let bills = Visit {
        service: "utility-bills",
        ..wang
    };
    let accounts = bills
        .options("accounts", &[("kind", "water")])
        .await
        .unwrap();
    assert_eq!(
        free(&accounts),
        ["water-1", "water-2"],
        "under an option of the file"
    );
    let refused = bills.options("accounts", &[("kind", "oil")]).await;
    assert_eq!(problem(refused), ProblemCode::AnswerInvalid);
}

#[tokio::test]
async fn a_time_is_called_by_itself_and_left_out_when_it_is_past() {
    let hall = Hall::open().await;
    let visit = Visit::of(&hall, WANG, "hospital-registration").await;
    let before = [
        ("hospital", "first"),
        ("department", "first-heart"),
        ("doctor", "first-heart-zhou"),
    ];
    let slots = visit.options("slot", &before).await.unwrap();
    assert_eq!(free(&slots), ["zhou-1", "zhou-2"]);
    let first = &slots[0];
    assert_eq!(first.name.get("zh-CN"), "11月24日 周二 08:30");
    assert_eq!(first.name.get("ug"), "11-ئاينىڭ 24-كۈنى سەيشەنبە 08:30");
    assert_eq!(first.detail.get("bo"), "08:30–09:00");
    assert_eq!(first.fee, Some(Fen(5_000)));
}

#[tokio::test]
async fn a_number_that_somebody_has_is_not_offered_any_more_and_a_time_is_shown_as_taken() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "plates").await;
    let given = [
        ("vehicle", "vehicle-w"),
        ("number", "ad9h31"),
        ("station", "north"),
        ("time", "north-1"),
    ];
    let order = wang.apply(&given, &[]).await.unwrap().order.unwrap();
    let numbers = wang.options("number", &[]).await.unwrap();
    assert_eq!((numbers.len(), free(&numbers).len()), (3, 2), "ordered");
    hall.pay_for(&order).await;
    let numbers = wang.options("number", &[]).await.unwrap();
    assert_eq!(free(&numbers), ["ak6f28", "aq2m75"]);
    assert_eq!(numbers.len(), 2, "it is gone for good");
    let times = wang.options("time", &[("station", "north")]).await.unwrap();
    assert_eq!(
        (times.len(), free(&times).len()),
        (2, 1),
        "a day has its times"
    );
    let vehicles = wang.options("vehicle", &[]).await.unwrap();
    assert_eq!(free(&vehicles), ["vehicle-w2"], "a vehicle gets one number");
}
