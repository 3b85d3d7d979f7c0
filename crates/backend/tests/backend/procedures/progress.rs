//! How far applications are.

use backend::Database;
use backend::procedures::{self, progress};
use gateway::wire::{DetailsAnswer, DetailsRequest, ProblemCode};
use service::{Choice, Source};
use uuid::Uuid;

use super::desk::{DAY, answers, citizen, fine, known_services, now, run, service_of};
use crate::hall::{AYGUL, Hall, WANG};

async fn listed(database: &Database, sub: &str, at: i64) -> Vec<Choice> {
    let mut connection = database.read().await.unwrap();
    let (services, service) = (known_services(), service_of("progress", "applications"));
    let who = citizen(sub);
    procedures::options(
        &mut connection,
        &services,
        &service,
        &Source::Applications,
        Some(&who),
        at,
    )
    .await
    .unwrap()
}

async fn details(hall: &Hall, sub: &str, case: &str) -> Result<DetailsAnswer, ProblemCode> {
    let handle = hall.identify(Uuid::new_v4(), sub).await.citizen;
    let request = DetailsRequest {
        service: "some-service".to_owned(),
        citizen: Some(handle),
        answers: answers(&[("q0", case)]),
    };
    let database = hall.database().await;
    let mut connection = database.read().await.unwrap();
    let (services, service) = (known_services(), service_of("progress", "applications"));
    progress::details(&mut connection, &services, &service, &request, now())
        .await
        .map_err(|refused| match refused {
            backend::refused::Refused::Problem(code)
            | backend::refused::Refused::Detailed(code, _) => code,
            backend::refused::Refused::Database(error) => panic!("{error}"),
        })
}

fn stages(details: &DetailsAnswer) -> Vec<(&str, bool)> {
    let stages = details.stages.iter();
    stages
        .map(|stage| (stage.name.get("en"), stage.done))
        .collect()
}

#[tokio::test]
async fn a_payment_is_done_at_once_and_shown_to_its_citizen_alone() {
    let hall = Hall::open().await;
    let database = hall.database().await;
    let first = fine(&hall, WANG).await;
    let waiting = details(&hall, WANG, &first.case_number).await.unwrap();
    let unpaid = [("Accepted", true), ("Waiting for payment", false)];
    assert_eq!(stages(&waiting), unpaid);
    first.paid(&hall).await;
    let second = fine(&hall, WANG).await;
    second.paid(&hall).await;
    let mine = listed(&database, WANG, now()).await;
    let cases: Vec<_> = mine.iter().map(|choice| &choice.id).collect();
    assert_eq!(cases, [&second.case_number, &first.case_number]);
    assert!(mine[0].detail.get("en").ends_with("Done"), "{mine:?}");
    let done = details(&hall, WANG, &first.case_number).await.unwrap();
    assert_eq!(
        stages(&done),
        [("Accepted", true), ("Paid", true), ("Done", true)]
    );
    let values: Vec<_> = done.rows.iter().map(|row| row.value.get("en")).collect();
    assert!(values.contains(&first.case_number.as_str()) && values.contains(&"200.00 yuan"));
    assert!(listed(&database, AYGUL, now()).await.is_empty());
    let others = details(&hall, AYGUL, &first.case_number).await;
    assert_eq!(others.unwrap_err(), ProblemCode::ApplicationUnknown);
    let later = listed(&database, WANG, now() + 367 * DAY).await;
    assert!(later.is_empty(), "of the last year");
}

#[tokio::test]
async fn what_was_begun_and_never_paid_is_not_shown() {
    let hall = Hall::open().await;
    let database = hall.database().await;
    let begun = fine(&hall, WANG).await;
    assert_eq!(listed(&database, WANG, now()).await.len(), 1);
    hall.client
        .withdraw(begun.key, crate::hall::SOON)
        .await
        .unwrap();
    assert!(listed(&database, WANG, now()).await.is_empty());
}

#[tokio::test]
async fn the_staff_says_how_far_a_case_is_and_never_goes_back() {
    let hall = Hall::open().await;
    let advance = ["case", "advance"];
    let fine = fine(&hall, WANG).await;
    let case = fine.case_number.as_str();
    let (advanced, log) = run(&hall, &advance, &[case, "--stage", "examination"]).await;
    assert!(!advanced && log.contains("is not paid"), "{log}");
    fine.paid(&hall).await;
    let (advanced, log) = run(&hall, &advance, &[case, "--stage", "examination"]).await;
    assert!(advanced, "{log}");
    let seen = details(&hall, WANG, case).await.unwrap();
    let way = |examined, decided| {
        [
            ("Accepted", true),
            ("Paid", true),
            ("In examination", examined),
            ("Decided", decided),
            ("Ready to collect", false),
        ]
    };
    assert_eq!(stages(&seen), way(false, false));
    for _ in 0..2 {
        let (advanced, log) = run(&hall, &advance, &[case, "--stage", "decided"]).await;
        assert!(advanced, "the same again changes nothing: {log}");
    }
    let seen = details(&hall, WANG, case).await.unwrap();
    assert_eq!(stages(&seen), way(true, true));
    let (back, log) = run(&hall, &advance, &[case, "--stage", "examination"]).await;
    assert!(!back && log.contains("further"), "{log}");
    let (unknown, log) = run(&hall, &advance, &["0", "--stage", "ready"]).await;
    assert!(!unknown && log.contains("there is no case 0"), "{log}");
}
