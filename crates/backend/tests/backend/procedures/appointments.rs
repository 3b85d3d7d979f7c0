//! Appointments: changed, cancelled, checked in at.

use backend::Database;
use backend::channels::Refunded;
use backend::procedures::{Done, refunds};
use gateway::wire::{Application, Channel, PaymentState, ProblemCode};
use jiff::Timestamp;
use service::Service;
use uuid::Uuid;

use super::desk::{carried_out, citizen, known_services, run};
use crate::hall::{AYGUL, Hall, WANG, problem};
use crate::visit::{Answers, Visit, free};

const MANAGE: &str = "hospital-appointments";

/// Registers with the doctor whose fee is 50 yuan, or with the one who takes none; pays if it costs.
async fn booked(hall: &Hall, sub: &str, doctor: &str, slot: &str) -> Application {
    let visit = Visit::of(hall, sub, "hospital-registration").await;
    let given = [
        ("hospital", "first"),
        ("department", "first-heart"),
        ("doctor", doctor),
        ("slot", slot),
    ];
    let application = visit.apply(&given, &[]).await.unwrap();
    if let Some(order) = &application.order {
        let paid = hall.pay(Uuid::new_v4(), order, Channel::Wechat).await;
        assert!(matches!(paid, PaymentState::Approved { .. }), "{paid:?}");
    }
    application
}

async fn booked_at_zhou(hall: &Hall) -> Application {
    booked(hall, WANG, "first-heart-zhou", "zhou-1").await
}

fn change<'a>(case: &'a str, slot: &'a str) -> [(&'static str, &'a str); 3] {
    [("appointment", case), ("action", "change"), ("slot", slot)]
}

fn action<'a>(case: &'a str, action: &'a str) -> [(&'static str, &'a str); 2] {
    [("appointment", case), ("action", action)]
}

/// The times of the doctor that somebody who comes now can have.
async fn free_at_zhou(hall: &Hall) -> Vec<String> {
    let visit = Visit::of(hall, AYGUL, "hospital-registration").await;
    let before = [
        ("hospital", "first"),
        ("department", "first-heart"),
        ("doctor", "first-heart-zhou"),
    ];
    let options = visit.options("slot", &before).await.unwrap();
    free(&options).into_iter().map(str::to_owned).collect()
}

fn values(application: &Application) -> Vec<&str> {
    let rows = application.rows.iter();
    rows.map(|row| row.value.get("en")).collect()
}

/// Does it at that time of the clock in the hall.
async fn at(
    database: &Database,
    time: &str,
    sub: &str,
    given: Answers<'_>,
) -> Result<Done, ProblemCode> {
    let services = known_services();
    let service: &Service = services.get(MANAGE).unwrap();
    let time: Timestamp = format!("{time}:00+08:00").parse().unwrap();
    let who = citizen(sub);
    carried_out(database, service, given, Some(&who), time.as_millisecond()).await
}

#[tokio::test]
async fn an_appointment_is_changed_to_another_time_of_the_doctor_at_no_cost() {
    let hall = Hall::open().await;
    let case = booked_at_zhou(&hall).await.case_number;
    let visit = Visit::of(&hall, WANG, MANAGE).await;
    let mine = visit.options("appointment", &[]).await.unwrap();
    let [mine] = &mine[..] else { panic!("one") };
    assert_eq!(mine.id, case);
    assert_eq!(mine.name.get("zh-CN"), "11月24日 周二 08:30");
    assert_eq!(
        mine.detail.get("en"),
        "First People's Hospital · Cardiology · Zhou Jianguo"
    );
    let before = action(&case, "change");
    let times = visit.options("slot", &before).await.unwrap();
    assert_eq!(free(&times), ["zhou-2"], "of the same doctor");
    let key = Uuid::new_v4();
    let given = change(&case, "zhou-2");
    let changed = visit.apply_under(key, &given, &[]).await.unwrap();
    assert_eq!((&changed.order, changed.documents.len()), (&None, 1));
    assert_ne!(changed.case_number, case);
    let said = values(&changed);
    assert!(
        said.contains(&"Tue 24 Nov 09:00") && said.contains(&"Tue 24 Nov 08:30"),
        "{said:?}"
    );
    assert_eq!(visit.apply_under(key, &given, &[]).await.unwrap(), changed);
    assert_eq!(free_at_zhou(&hall).await, ["zhou-1"], "the old one is free");
    let mine = visit.options("appointment", &[]).await.unwrap();
    assert_eq!(mine[0].id, case, "it is the same appointment");
    assert_eq!(mine[0].name.get("en"), "Tue 24 Nov 09:00");
}

#[tokio::test]
async fn a_time_that_somebody_else_has_or_of_another_doctor_is_not_taken() {
    let hall = Hall::open().await;
    let case = booked_at_zhou(&hall).await.case_number;
    booked(&hall, AYGUL, "first-heart-zhou", "zhou-2").await;
    let visit = Visit::of(&hall, WANG, MANAGE).await;
    let taken = visit.apply(&change(&case, "zhou-2"), &[]).await;
    assert_eq!(problem(taken), ProblemCode::OptionTaken);
    for wrong in ["free-1", "moon"] {
        let refused = visit.apply(&change(&case, wrong), &[]).await;
        assert_eq!(problem(refused), ProblemCode::AnswerInvalid, "{wrong}");
    }
    let mine = visit.options("appointment", &[]).await.unwrap();
    assert_eq!(
        mine[0].name.get("en"),
        "Tue 24 Nov 08:30",
        "nothing changed"
    );
}

#[tokio::test]
async fn nobody_manages_the_appointment_of_somebody_else() {
    let hall = Hall::open().await;
    let case = booked_at_zhou(&hall).await.case_number;
    let other = Visit::of(&hall, AYGUL, MANAGE).await;
    assert!(other.options("appointment", &[]).await.unwrap().is_empty());
    let peek = other.options("slot", &action(&case, "change")).await;
    assert_eq!(problem(peek), ProblemCode::AnswerInvalid);
    for given in [action(&case, "cancel"), action(&case, "check-in")] {
        let refused = other.apply(&given, &[]).await;
        assert_eq!(problem(refused), ProblemCode::AnswerInvalid);
    }
    let database = hall.database().await;
    let given = action(&case, "cancel");
    let refused = at(&database, "2099-11-23T08:00", AYGUL, &given).await;
    assert_eq!(refused.unwrap_err(), ProblemCode::AppointmentOver);
}

#[tokio::test]
async fn who_cancels_is_owed_the_fee_and_gets_it_once() {
    let hall = Hall::open().await;
    let booking = booked_at_zhou(&hall).await;
    let case = &booking.case_number;
    let visit = Visit::of(&hall, WANG, MANAGE).await;
    let (key, given) = (Uuid::new_v4(), action(case, "cancel"));
    let cancelled = visit.apply_under(key, &given, &[]).await.unwrap();
    assert!(values(&cancelled).contains(&"50.00 yuan"), "{cancelled:?}");
    assert_eq!(
        visit.apply_under(key, &given, &[]).await.unwrap(),
        cancelled
    );
    let again = visit.apply(&given, &[]).await;
    assert_eq!(problem(again), ProblemCode::AnswerInvalid, "it is gone");
    assert_eq!(free_at_zhou(&hall).await, ["zhou-1", "zhou-2"]);
    let (listed, printed) = run(&hall, &["refunds"], &[]).await;
    assert!(
        listed && printed.contains("50.00 yuan") && printed.contains("due\n"),
        "{printed}"
    );
    assert!(printed.contains(&cancelled.case_number), "{printed}");
    let database = hall.database().await;
    let mut connection = database.read().await.unwrap();
    let due = refunds::due(&mut connection).await.unwrap();
    drop(connection);
    let [due] = &due[..] else {
        panic!("one refund")
    };
    for _ in 0..2 {
        let given = refunds::give(&database, &hall.channels(), due, 1).await;
        assert_eq!(given.unwrap(), Refunded::Done);
    }
    let trade = hall.ledger(Channel::Wechat).order(&due.refund.trade);
    assert_eq!(trade.unwrap().taken(), 0, "all of it is back, once");
    let (given, printed) = run(&hall, &["refunds"], &["--give"]).await;
    assert!(
        given && !printed.contains("yuan"),
        "nothing is due: {printed}"
    );
}

#[tokio::test]
async fn the_staff_gives_what_is_due_by_a_command() {
    let hall = Hall::open().await;
    let case = booked_at_zhou(&hall).await.case_number;
    let visit = Visit::of(&hall, WANG, MANAGE).await;
    visit.apply(&action(&case, "cancel"), &[]).await.unwrap();
    let (given, printed) = run(&hall, &["refunds"], &["--give"]).await;
    assert!(given && printed.contains("given\n"), "{printed}");
    let (_, printed) = run(&hall, &["refunds"], &[]).await;
    assert!(!printed.contains("yuan"), "{printed}");
}

#[tokio::test]
async fn what_cost_nothing_is_cancelled_and_nothing_is_owed() {
    let hall = Hall::open().await;
    let case = booked(&hall, WANG, "first-heart-free", "free-1")
        .await
        .case_number;
    let visit = Visit::of(&hall, WANG, MANAGE).await;
    let cancelled = visit.apply(&action(&case, "cancel"), &[]).await.unwrap();
    assert!(
        !values(&cancelled)
            .iter()
            .any(|value| value.contains("yuan"))
    );
    let (_, printed) = run(&hall, &["refunds"], &[]).await;
    assert!(!printed.contains("yuan"), "{printed}");
}

#[tokio::test]
async fn check_in_opens_an_hour_before_and_closes_when_it_ends() {
    let hall = Hall::open().await;
    let database = hall.database().await;
    let case = booked_at_zhou(&hall).await.case_number;
    let given = action(&case, "check-in");
    for (time, refused) in [
        ("2099-11-23T08:30", ProblemCode::CheckInNotOpen),
        ("2099-11-24T07:29", ProblemCode::CheckInNotOpen),
        ("2099-11-24T09:00", ProblemCode::AppointmentOver),
    ] {
        let answer = at(&database, time, WANG, &given).await;
        assert_eq!(answer.unwrap_err(), refused, "{time}");
    }
    let slip = at(&database, "2099-11-24T07:30", WANG, &given)
        .await
        .unwrap();
    assert_eq!(slip.documents[0].prominent, "1");
    let late = at(&database, "2099-11-24T08:59", WANG, &given)
        .await
        .unwrap();
    assert_eq!(late.documents[0].prominent, "1", "the same place");
}

#[tokio::test]
async fn places_in_the_list_of_a_doctor_are_in_the_order_of_coming() {
    let hall = Hall::open().await;
    let database = hall.database().await;
    let first = booked_at_zhou(&hall).await.case_number;
    let second = booked(&hall, AYGUL, "first-heart-zhou", "zhou-2")
        .await
        .case_number;
    let place = async |sub: &str, case: &str| {
        let given = action(case, "check-in");
        let slip = at(&database, "2099-11-24T08:10", sub, &given).await;
        slip.unwrap().documents[0].prominent.clone()
    };
    assert_eq!(place(AYGUL, &second).await, "1");
    assert_eq!(place(WANG, &first).await, "2");
}

#[tokio::test]
async fn nothing_is_changed_about_what_has_begun_or_where_the_citizen_has_come() {
    let hall = Hall::open().await;
    let database = hall.database().await;
    let case = booked_at_zhou(&hall).await.case_number;
    let change = change(&case, "zhou-2");
    let cancel = action(&case, "cancel");
    for given in [&change[..], &cancel] {
        let begun = at(&database, "2099-11-24T08:30", WANG, given).await;
        assert_eq!(begun.unwrap_err(), ProblemCode::AppointmentOver);
    }
    let come = action(&case, "check-in");
    at(&database, "2099-11-24T08:00", WANG, &come)
        .await
        .unwrap();
    for given in [&change[..], &cancel] {
        let come = at(&database, "2099-11-24T08:05", WANG, given).await;
        assert_eq!(come.unwrap_err(), ProblemCode::AppointmentOver);
    }
}
