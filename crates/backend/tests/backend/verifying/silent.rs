//! Issuers that answer late, wrongly or not at all: then nothing is known of the code.

use std::time::Instant;

use stage::health_cards::{Answering, Rubbish};

use super::*;

/// How long the platform has where it does not answer.
const SHORT_MS: i64 = 700;

#[tokio::test]
async fn what_is_no_answer_refuses_nobody_and_the_next_code_is_believed() {
    let clinic = Clinic::open_with(SHORT_MS).await;
    let rubbish = Rubbish::ALL.map(Answering::Rubbish);
    let silences = [
        Answering::Busy,
        Answering::Down,
        Answering::Never,
        Answering::After(Duration::from_secs(60)),
    ];
    for answering in rubbish.into_iter().chain(silences) {
        let visit = Uuid::new_v4();
        clinic.cards().answer_next(answering);
        let code = clinic.cards().live_code(sub(WANG));
        let answer = problem(clinic.show(visit, &code).await);
        assert_eq!(
            answer,
            ProblemCode::VerificationUnavailable,
            "{answering:?}"
        );
        let code = clinic.cards().live_code(sub(WANG));
        let believed = clinic.show(visit, &code).await;
        assert!(believed.is_ok(), "after {answering:?}: {believed:?}");
    }
}

#[tokio::test]
async fn the_same_code_may_be_tried_again_if_its_issuer_was_not_reached() {
    let clinic = Clinic::open().await;
    let (visit, code) = (Uuid::new_v4(), clinic.cards().live_code(sub(WANG)));
    for answering in [Answering::Down, Answering::Busy] {
        clinic.cards().answer_next(answering);
        let answer = problem(clinic.show(visit, &code).await);
        assert_eq!(answer, ProblemCode::VerificationUnavailable);
    }
    assert_eq!(clinic.show(visit, &code).await.unwrap().name, "王*明");
}

#[tokio::test]
async fn a_slow_answer_that_is_in_time_counts() {
    let clinic = Clinic::open().await;
    let slow = Duration::from_millis(300);
    clinic.cards().answer_next(Answering::After(slow));
    let code = clinic.cards().live_code(sub(WANG));
    assert!(clinic.show(Uuid::new_v4(), &code).await.is_ok());
}

#[tokio::test]
async fn a_platform_that_is_not_there_keeps_nobody_waiting() {
    let Clinic { hall, platform } = Clinic::open().await;
    let code = platform.cards().live_code(sub(WANG));
    drop(platform);
    let begun = Instant::now();
    let answer = show(&hall, "health-card", Uuid::new_v4(), &code).await;
    assert_eq!(problem(answer), ProblemCode::VerificationUnavailable);
    assert!(begun.elapsed() < Duration::from_millis(4_000));
    let visit = Uuid::new_v4();
    assert_eq!(
        hall.identify(visit, WANG).await.name,
        "王*明",
        "others go on"
    );
}

#[tokio::test]
async fn an_answer_that_the_kiosk_did_not_wait_for_is_there_when_it_asks_again() {
    let clinic = Clinic::open().await;
    let late = Duration::from_millis(800);
    clinic.cards().answer_next(Answering::After(late));
    let (visit, code) = (Uuid::new_v4(), clinic.cards().live_code(sub(WANG)));
    let request = asked("health-card", visit, &code);
    let hung_up = clinic.hall.client.identify(&request, IMPATIENT).await;
    assert!(matches!(hung_up, Err(CallError::TimedOut)), "{hung_up:?}");
    let again = clinic.show(visit, &code).await.unwrap();
    assert_eq!(again.name, "王*明");
    assert_eq!(
        clinic.cards().asked(),
        [code],
        "it was used by the first call"
    );
}
