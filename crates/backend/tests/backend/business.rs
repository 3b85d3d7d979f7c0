//! The services.

use std::collections::BTreeMap;

use backend::import::import;
use gateway::wire::{
    ApplicationRequest, Channel, DuesRequest, OptionsRequest, Order, PaymentState, ProblemCode,
};
use service::Fen;
use stage::channels::{Behaviour, Who};
use uuid::Uuid;

use crate::hall::{AYGUL, Hall, NOTICE, SEED, SOON, WANG, problem};

fn answers<const N: usize>(answers: [(&str, &str); N]) -> BTreeMap<String, String> {
    answers
        .map(|(question, answer)| (question.to_owned(), answer.to_owned()))
        .into()
}

async fn fines(hall: &Hall, visit: Uuid) -> (String, Vec<String>) {
    let citizen = hall.identify(visit, WANG).await.citizen;
    let asked = DuesRequest {
        service: "traffic-fines".to_owned(),
        citizen: Some(citizen.clone()),
        answers: BTreeMap::new(),
    };
    let answer = hall.client.dues(&asked, SOON).await.unwrap();
    assert_eq!(answer.payer.as_deref(), Some("王*明"));
    (citizen, answer.dues.into_iter().map(|due| due.id).collect())
}

fn fine_request(visit: Uuid, citizen: &str, dues: &[String]) -> ApplicationRequest {
    ApplicationRequest {
        service: "traffic-fines".to_owned(),
        visit,
        citizen: Some(citizen.to_owned()),
        answers: BTreeMap::new(),
        dues: dues.to_vec(),
        shown: None,
    }
}

fn slot_request(visit: Uuid, citizen: &str, doctor: &str, slot: &str) -> ApplicationRequest {
    ApplicationRequest {
        service: "hospital-registration".to_owned(),
        visit,
        citizen: Some(citizen.to_owned()),
        answers: answers([
            ("hospital", "first"),
            ("department", "first-heart"),
            ("doctor", doctor),
            ("slot", slot),
        ]),
        dues: Vec::new(),
        shown: None,
    }
}

async fn pay(hall: &Hall, order: &Order) {
    let state = hall.pay(Uuid::new_v4(), order, Channel::Wechat).await;
    assert!(matches!(state, PaymentState::Approved { .. }), "{state:?}");
}

#[tokio::test]
async fn some_fines_are_ticked_and_paid_and_the_rest_stays() {
    let hall = Hall::open().await;
    let visit = Uuid::new_v4();
    let (citizen, dues) = fines(&hall, visit).await;
    assert_eq!(dues, ["31011526000001", "31011526000002"]);
    let key = Uuid::new_v4();
    let request = fine_request(visit, &citizen, &dues[1..]);
    let application = hall.client.apply(key, &request, SOON).await.unwrap();
    let order = application.order.clone().unwrap();
    assert_eq!(application.case_number.len(), 14);
    assert_eq!((order.amount, order.items.len()), (15_000, 1));
    assert_eq!(
        hall.client.apply(key, &request, SOON).await.unwrap(),
        application,
        "for ever"
    );
    let other = fine_request(visit, &citizen, &dues);
    let reused = hall.client.apply(key, &other, SOON).await;
    assert_eq!(problem(reused), ProblemCode::KeyReused);
    pay(&hall, &order).await;
    assert_eq!(
        hall.client.apply(key, &request, SOON).await.unwrap(),
        application,
        "also paid"
    );
    assert_eq!(fines(&hall, Uuid::new_v4()).await.1, ["31011526000001"]);
    let again = hall.client.apply(Uuid::new_v4(), &request, SOON).await;
    assert_eq!(problem(again), ProblemCode::DuePaid);
}

#[tokio::test]
async fn who_began_elsewhere_and_went_away_does_not_block_the_dues() {
    let hall = Hall::open().await;
    let visit = Uuid::new_v4();
    let (citizen, dues) = fines(&hall, visit).await;
    let request = fine_request(visit, &citizen, &dues);
    let first = hall
        .client
        .apply(Uuid::new_v4(), &request, SOON)
        .await
        .unwrap();
    let second = hall
        .client
        .apply(Uuid::new_v4(), &request, SOON)
        .await
        .unwrap();
    let late = hall.request(first.order.as_ref().unwrap(), Channel::Wechat, "wang");
    let refused = hall.client.pay(Uuid::new_v4(), &late, SOON).await;
    assert_eq!(problem(refused), ProblemCode::OrderWithdrawn);
    hall.wechat
        .ledger()
        .behave(Who::Next, Behaviour::ask_password());
    hall.pay(
        Uuid::new_v4(),
        second.order.as_ref().unwrap(),
        Channel::Wechat,
    )
    .await;
    let third = hall.client.apply(Uuid::new_v4(), &request, SOON).await;
    assert_eq!(
        problem(third),
        ProblemCode::DueHeld,
        "while a payment is open"
    );
}

#[tokio::test]
async fn withdrawing_frees_what_was_held_and_may_be_repeated() {
    let hall = Hall::open().await;
    let visit = Uuid::new_v4();
    let citizen = hall.identify(visit, WANG).await.citizen;
    let key = Uuid::new_v4();
    let request = slot_request(visit, &citizen, "first-heart-zhou", "zhou-1");
    hall.client.apply(key, &request, SOON).await.unwrap();
    let visit = Uuid::new_v4();
    let other = hall.identify(visit, AYGUL).await.citizen;
    let same = slot_request(visit, &other, "first-heart-zhou", "zhou-1");
    let taken = hall.client.apply(Uuid::new_v4(), &same, SOON).await;
    assert_eq!(problem(taken), ProblemCode::OptionTaken);
    hall.client.withdraw(key, SOON).await.unwrap();
    hall.client.withdraw(key, SOON).await.unwrap();
    hall.client
        .apply(Uuid::new_v4(), &same, SOON)
        .await
        .unwrap();
    let unknown = hall.client.withdraw(Uuid::new_v4(), SOON).await;
    assert_eq!(problem(unknown), ProblemCode::ApplicationUnknown);
}

#[tokio::test]
async fn a_notice_is_mistyped_or_unknown_or_paid_or_due() {
    let hall = Hall::open().await;
    let ask = async |number: &str| {
        let asked = DuesRequest {
            service: "non-tax".to_owned(),
            citizen: None,
            answers: answers([("notice", number)]),
        };
        hall.client.dues(&asked, SOON).await
    };
    let due = ask(NOTICE).await.unwrap();
    assert_eq!((due.payer.as_deref(), due.dues.len()), (Some("欧**娜"), 2));
    assert_eq!(
        problem(ask("31011520260001000196").await),
        ProblemCode::NoticeMistyped
    );
    assert_eq!(
        problem(ask("31011520260001999974").await),
        ProblemCode::NoticeUnknown
    );
    assert_eq!(
        problem(ask("31011520260001000292").await),
        ProblemCode::NoticePaid
    );
    let mut request = ApplicationRequest {
        service: "non-tax".to_owned(),
        visit: Uuid::new_v4(),
        citizen: None,
        answers: answers([("notice", NOTICE)]),
        dues: vec![due.dues[0].id.clone()],
        shown: None,
    };
    let part = hall.client.apply(Uuid::new_v4(), &request, SOON).await;
    assert_eq!(
        problem(part),
        ProblemCode::AnswerInvalid,
        "a notice is paid wholly"
    );
    request.dues.clear();
    let nothing = hall.client.apply(Uuid::new_v4(), &request, SOON).await;
    assert_eq!(problem(nothing), ProblemCode::AnswerInvalid);
}

#[tokio::test]
async fn a_slot_is_chosen_paid_and_gone() {
    let hall = Hall::open().await;
    let visit = Uuid::new_v4();
    let citizen = hall.identify(visit, WANG).await.citizen;
    let options = async |question: &str, before: BTreeMap<String, String>| {
        let asked = OptionsRequest {
            service: "hospital-registration".to_owned(),
            question: question.to_owned(),
            citizen: Some(citizen.clone()),
            answers: before,
        };
        hall.client
            .options(&asked, SOON)
            .await
            .map(|answer| answer.options)
    };
    let hospitals = options("hospital", BTreeMap::new()).await.unwrap();
    assert_eq!(hospitals[0].name.get("en"), "First People's Hospital");
    let in_first = answers([("hospital", "first")]);
    let departments = options("department", in_first).await.unwrap();
    assert_eq!(departments[0].id, "first-heart");
    let of_heart = answers([("hospital", "first"), ("department", "first-heart")]);
    let doctors = options("doctor", of_heart).await.unwrap();
    assert_eq!(
        (doctors[0].fee, doctors[1].fee),
        (Some(Fen(5_000)), Some(Fen(0)))
    );
    let of_zhou = answers([
        ("hospital", "first"),
        ("department", "first-heart"),
        ("doctor", "first-heart-zhou"),
    ]);
    let slots = options("slot", of_zhou.clone()).await.unwrap();
    assert_eq!(slots.len(), 2, "not the one that is past");
    assert_eq!(slots[0].name.get("zh-CN"), "11月24日 周二 08:30");
    let missing = options("slot", BTreeMap::new()).await;
    assert_eq!(problem(missing), ProblemCode::AnswerInvalid);

    let request = slot_request(visit, &citizen, "first-heart-zhou", "zhou-1");
    let application = hall
        .client
        .apply(Uuid::new_v4(), &request, SOON)
        .await
        .unwrap();
    let order = application.order.unwrap();
    assert_eq!(order.amount, 5_000);
    assert!(
        !options("slot", of_zhou.clone()).await.unwrap()[0].available,
        "held"
    );
    pay(&hall, &order).await;
    assert!(
        !options("slot", of_zhou).await.unwrap()[0].available,
        "booked"
    );
    let again = hall.client.apply(Uuid::new_v4(), &request, SOON).await;
    assert_eq!(problem(again), ProblemCode::OptionTaken);
    let past = slot_request(visit, &citizen, "first-heart-zhou", "zhou-past");
    let past = hall.client.apply(Uuid::new_v4(), &past, SOON).await;
    assert_eq!(problem(past), ProblemCode::OptionTaken);
    let mixed = slot_request(visit, &citizen, "first-heart-free", "zhou-2");
    let mixed = hall.client.apply(Uuid::new_v4(), &mixed, SOON).await;
    assert_eq!(
        problem(mixed),
        ProblemCode::AnswerInvalid,
        "another doctor's slot"
    );
}

#[tokio::test]
async fn what_costs_nothing_is_booked_at_once() {
    let hall = Hall::open().await;
    let visit = Uuid::new_v4();
    let citizen = hall.identify(visit, WANG).await.citizen;
    let request = slot_request(visit, &citizen, "first-heart-free", "free-1");
    let key = Uuid::new_v4();
    let application = hall.client.apply(key, &request, SOON).await.unwrap();
    assert_eq!(application.order, None);
    hall.client.withdraw(key, SOON).await.unwrap();
    let again = hall.client.apply(Uuid::new_v4(), &request, SOON).await;
    assert_eq!(problem(again), ProblemCode::OptionTaken);
}

#[tokio::test]
async fn a_handle_is_good_for_its_visit_alone() {
    let hall = Hall::open().await;
    let (citizen, dues) = fines(&hall, Uuid::new_v4()).await;
    let stolen = fine_request(Uuid::new_v4(), &citizen, &dues);
    let refused = hall.client.apply(Uuid::new_v4(), &stolen, SOON).await;
    assert_eq!(problem(refused), ProblemCode::CitizenUnknown);
    let invented = fine_request(Uuid::new_v4(), "00", &dues);
    let refused = hall.client.apply(Uuid::new_v4(), &invented, SOON).await;
    assert_eq!(problem(refused), ProblemCode::CitizenUnknown);
}

#[tokio::test]
async fn importing_again_changes_nothing_that_happened_meanwhile() {
    let hall = Hall::open().await;
    let application = hall.apply_for(Uuid::new_v4(), NOTICE).await.unwrap();
    pay(&hall, &application.order.unwrap()).await;
    let imported = import(&hall.database().await, SEED).await.unwrap();
    assert_eq!((imported.dues, imported.lines), (8, 4));
    assert_eq!(
        problem(hall.apply_for(Uuid::new_v4(), NOTICE).await),
        ProblemCode::NoticePaid
    );
}
