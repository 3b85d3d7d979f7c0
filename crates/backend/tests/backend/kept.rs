//! Applications that a machine kept while it was cut off, and sends later.

use std::collections::BTreeMap;

use gateway::CallError;
use gateway::wire::{Application, ApplicationRequest, IdentifyRequest, ProblemCode, ShownCode};
use jiff::{SignedDuration, Timestamp};
use sqlx::Row;
use uuid::Uuid;

use crate::hall::{AYGUL, Hall, SOON, WANG, code_by, problem, services};

const LOSS: &str = "social-security-card-loss";
const DAY: i64 = 24 * 3_600;

/// What a machine keeps: the code as it was shown then, and what was asked for.
fn kept(code: String, at: Timestamp) -> ApplicationRequest {
    ApplicationRequest {
        service: LOSS.to_owned(),
        visit: Uuid::new_v4(),
        citizen: None,
        answers: BTreeMap::from([("reason".to_owned(), "stolen".to_owned())]),
        dues: Vec::new(),
        shown: Some(ShownCode { code, at }),
    }
}

fn ago(seconds: i64) -> Timestamp {
    Timestamp::now() - SignedDuration::from_secs(seconds)
}

/// Kept by a machine as many seconds ago.
fn kept_ago(hall: &Hall, sub: &str, seconds: i64) -> ApplicationRequest {
    let at = ago(seconds);
    kept(hall.code_at(sub, at.as_second()), at)
}

async fn send(
    hall: &Hall,
    key: Uuid,
    request: &ApplicationRequest,
) -> Result<Application, CallError> {
    hall.client.apply(key, request, SOON).await
}

struct Booked {
    citizen: String,
    answers: String,
    made_at: i64,
    arrived_at: i64,
}

/// What stands in the hall's books, in the order of the case numbers.
async fn books(hall: &Hall) -> Vec<Booked> {
    let database = hall.database().await;
    let mut connection = database.read().await.unwrap();
    let rows = sqlx::query(
        "SELECT citizen, answers, made_at, arrived_at FROM applications ORDER BY case_number",
    )
    .fetch_all(&mut *connection)
    .await
    .unwrap();
    rows.iter()
        .map(|row| Booked {
            citizen: row.get(0),
            answers: row.get(1),
            made_at: row.get(2),
            arrived_at: row.get(3),
        })
        .collect()
}

#[tokio::test]
async fn an_application_that_was_kept_for_a_week_is_taken_with_the_day_it_was_made() {
    let hall = Hall::open().await;
    let request = kept_ago(&hall, WANG, 7 * DAY);
    let before = Timestamp::now().as_millisecond();
    let application = send(&hall, Uuid::new_v4(), &request).await.unwrap();
    assert_eq!(application.case_number.len(), 14);
    assert_eq!(application.order, None, "nothing has to be paid");
    let [row] = &books(&hall).await[..] else {
        panic!("one application")
    };
    assert_eq!(row.citizen, WANG);
    assert_eq!(row.answers, r#"{"reason":"stolen"}"#);
    let at = request.shown.unwrap().at.as_millisecond();
    assert_eq!(row.made_at, at);
    assert!(row.arrived_at >= before);
}

#[tokio::test]
async fn sent_again_it_has_the_same_answer_for_ever() {
    let mut hall = Hall::open().await;
    let (key, request) = (Uuid::new_v4(), kept_ago(&hall, WANG, 2 * DAY));
    let first = send(&hall, key, &request).await.unwrap();
    assert_eq!(send(&hall, key, &request).await.unwrap(), first);
    hall.restart().await;
    assert_eq!(send(&hall, key, &request).await.unwrap(), first);
    // By then nothing of it could be taken for the first time any more.
    hall.reconfigure(|text| {
        text.replace("notAfter = 4102444800", "notAfter = 1")
            .replace(
                "[receipts]",
                "[applications]\nshown_within_days = 0\n[receipts]",
            )
    })
    .await;
    assert_eq!(send(&hall, key, &request).await.unwrap(), first);
    assert_eq!(books(&hall).await.len(), 1);
    let other = ApplicationRequest {
        visit: Uuid::new_v4(),
        ..request
    };
    assert_eq!(
        problem(send(&hall, key, &other).await),
        ProblemCode::KeyReused
    );
}

#[tokio::test]
async fn of_two_machines_with_one_code_one_is_believed() {
    let hall = Hall::open().await;
    let first = kept_ago(&hall, WANG, DAY);
    let calls = (0..8).map(|_| {
        let request = ApplicationRequest {
            visit: Uuid::new_v4(),
            ..first.clone()
        };
        let client = hall.client.clone();
        tokio::spawn(async move { client.apply(Uuid::new_v4(), &request, SOON).await })
    });
    let mut taken = 0;
    for call in calls.collect::<Vec<_>>() {
        match call.await.unwrap() {
            Ok(_) => taken += 1,
            Err(error) => assert_eq!(problem::<()>(Err(error)), ProblemCode::CodeUsed),
        }
    }
    assert_eq!((taken, books(&hall).await.len()), (1, 1));
}

#[tokio::test]
async fn the_same_application_sent_by_two_processes_at_once_is_taken_once() {
    let hall = Hall::open().await;
    let (second, other) = hall.second().await;
    let (key, request) = (Uuid::new_v4(), kept_ago(&hall, AYGUL, DAY));
    let calls = (0..8).map(|call| {
        let client = if call % 2 == 0 { &hall.client } else { &other }.clone();
        let request = request.clone();
        tokio::spawn(async move { client.apply(key, &request, SOON).await.unwrap() })
    });
    let mut answers = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        answers.push(call.await.unwrap());
    }
    answers.dedup();
    assert_eq!((answers.len(), books(&hall).await.len()), (1, 1));
    second.stop().await;
}

#[tokio::test]
async fn several_have_their_case_numbers_in_the_order_they_are_sent_in() {
    let hall = Hall::open().await;
    let mut numbers = Vec::new();
    for days in [6, 5, 5, 1] {
        let request = kept_ago(&hall, WANG, days * DAY);
        let application = send(&hall, Uuid::new_v4(), &request).await.unwrap();
        numbers.push(application.case_number);
    }
    assert!(
        numbers.is_sorted() && numbers[0] != numbers[3],
        "{numbers:?}"
    );
    let made: Vec<_> = books(&hall).await.iter().map(|row| row.made_at).collect();
    assert!(made.is_sorted(), "{made:?}");
}

#[tokio::test]
async fn what_is_wrong_with_the_code_or_its_time_is_told_apart_and_final() {
    let hall = Hall::open().await;
    let signer = |kid: &[u8]| codes::Signer::new(codes::Algorithm::EdDsa, kid, &[8; 32]).unwrap();
    let (forger, stranger) = (signer(b"city-key"), signer(b"nobody"));
    let at = ago(DAY);
    let then = at.as_second();
    let shown = |code: String| kept(code, at);
    let cut = hall.code_at(WANG, then);
    let cases = [
        (
            shown(hall.code_at(WANG, then - 600)),
            ProblemCode::CodeExpired,
        ),
        (
            shown(hall.code_at(WANG, then + 600)),
            ProblemCode::CodeNotYetValid,
        ),
        (
            shown(code_by(&forger, "310115", WANG, then)),
            ProblemCode::CodeForged,
        ),
        (
            shown(code_by(&stranger, "310115", WANG, then)),
            ProblemCode::CodeUnknownIssuer,
        ),
        (
            shown(cut[..cut.len() / 2].to_owned()),
            ProblemCode::CodeMalformed,
        ),
        (
            shown(hall.code_at(&"00".repeat(16), then)),
            ProblemCode::CitizenUnknown,
        ),
        (kept_ago(&hall, WANG, -600), ProblemCode::ShownInFuture),
        (
            kept_ago(&hall, WANG, 8 * DAY + 600),
            ProblemCode::ShownTooLongAgo,
        ),
    ];
    for (request, expected) in cases {
        let key = Uuid::new_v4();
        assert_eq!(problem(send(&hall, key, &request).await), expected);
        assert_eq!(problem(send(&hall, key, &request).await), expected);
    }
    assert!(books(&hall).await.is_empty());
    let a_little_ahead = kept_ago(&hall, WANG, -60);
    send(&hall, Uuid::new_v4(), &a_little_ahead).await.unwrap();
    let just_in_time = kept_ago(&hall, WANG, 8 * DAY - 600);
    send(&hall, Uuid::new_v4(), &just_in_time).await.unwrap();
}

#[tokio::test]
async fn a_refusal_stays_when_its_reason_is_gone() {
    let mut hall = Hall::open().await;
    let days = |days: u32| {
        move |text: &str| {
            let table = format!("[applications]\nshown_within_days = {days}\n[receipts]");
            text.replace("[receipts]", &table)
        }
    };
    let before = std::fs::read_to_string(hall.folder.path().join("backend.toml")).unwrap();
    hall.reconfigure(days(3)).await;
    let (key, request) = (Uuid::new_v4(), kept_ago(&hall, WANG, 5 * DAY));
    let refused = ProblemCode::ShownTooLongAgo;
    assert_eq!(problem(send(&hall, key, &request).await), refused);
    hall.reconfigure(|_| before.clone()).await;
    assert_eq!(problem(send(&hall, key, &request).await), refused);
    send(&hall, Uuid::new_v4(), &request).await.unwrap();
}

#[tokio::test]
async fn a_key_of_an_issuer_that_was_good_then_is_believed() {
    let mut hall = Hall::open().await;
    let until = ago(DAY).as_second();
    hall.reconfigure(|text| text.replace("notAfter = 4102444800", &format!("notAfter = {until}")))
        .await;
    let good = kept_ago(&hall, WANG, 2 * DAY);
    send(&hall, Uuid::new_v4(), &good).await.unwrap();
    let late = kept_ago(&hall, WANG, DAY / 2);
    let refused = send(&hall, Uuid::new_v4(), &late).await;
    assert_eq!(problem(refused), ProblemCode::CodeUnknownIssuer);
}

#[tokio::test]
async fn a_code_that_another_visit_used_is_refused_as_long_as_one_may_arrive() {
    let hall = Hall::open().await;
    let (code, now) = (hall.code(WANG), Timestamp::now());
    let online = IdentifyRequest {
        visit: Uuid::new_v4(),
        code: code.clone(),
        kind: None,
    };
    hall.client.identify(&online, SOON).await.unwrap();
    let database = hall.database().await;
    let forget = async |days: i64| {
        let then = now.as_millisecond() + days * DAY * 1_000;
        backend::citizens::forget_expired(&database, 8 * DAY * 1_000, then)
            .await
            .unwrap();
    };
    forget(7).await;
    let refused = send(&hall, Uuid::new_v4(), &kept(code.clone(), now)).await;
    assert_eq!(problem(refused), ProblemCode::CodeUsed);
    forget(9).await;
    let mut connection = database.read().await.unwrap();
    let left: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM identifications")
        .fetch_one(&mut *connection)
        .await
        .unwrap();
    assert_eq!(left, 0, "nothing grows without bound");
}

#[tokio::test]
async fn a_code_that_was_kept_is_used_up_for_others() {
    let hall = Hall::open().await;
    let (code, now) = (hall.code(WANG), Timestamp::now());
    let request = kept(code.clone(), now);
    send(&hall, Uuid::new_v4(), &request).await.unwrap();
    let elsewhere = IdentifyRequest {
        visit: Uuid::new_v4(),
        code,
        kind: None,
    };
    let refused = hall.client.identify(&elsewhere, SOON).await;
    assert_eq!(problem(refused), ProblemCode::CodeUsed);
}

#[tokio::test]
async fn a_visit_in_which_the_line_broke_goes_on_with_its_code() {
    let hall = Hall::open().await;
    let (code, now) = (hall.code(WANG), Timestamp::now());
    let request = kept(code.clone(), now);
    let visit = request.visit;
    let identified = IdentifyRequest {
        visit,
        code,
        kind: None,
    };
    let citizen = hall
        .client
        .identify(&identified, SOON)
        .await
        .unwrap()
        .citizen;
    let online = ApplicationRequest {
        citizen: Some(citizen),
        shown: None,
        ..request.clone()
    };
    // The answer to this one is lost on the way.
    let key = Uuid::new_v4();
    let lost = hall.client.apply(key, &online, SOON).await.unwrap();
    assert_eq!(send(&hall, key, &request).await.unwrap(), lost, "once");
    let more = send(&hall, Uuid::new_v4(), &request).await.unwrap();
    assert_ne!(more, lost, "another application of the same visit");
    assert_eq!(books(&hall).await.len(), 2);
}

#[tokio::test]
async fn a_visit_whose_code_was_believed_goes_on_although_the_clock_of_the_machine_is_wrong() {
    let hall = Hall::open().await;
    let request = kept(hall.code(WANG), ago(-3_600));
    let refused = send(&hall, Uuid::new_v4(), &request).await;
    assert_eq!(problem(refused), ProblemCode::ShownInFuture);
    let shown = request.shown.clone().unwrap();
    let identified = IdentifyRequest {
        visit: request.visit,
        code: shown.code,
        kind: None,
    };
    hall.client.identify(&identified, SOON).await.unwrap();
    send(&hall, Uuid::new_v4(), &request).await.unwrap();
}

#[tokio::test]
async fn what_cannot_have_been_kept_is_refused() {
    let hall = Hall::open().await;
    let request = kept_ago(&hall, WANG, DAY);
    let both = ApplicationRequest {
        citizen: Some("00".to_owned()),
        ..request.clone()
    };
    let fines = ApplicationRequest {
        service: "traffic-fines".to_owned(),
        answers: BTreeMap::new(),
        ..request.clone()
    };
    let nothing = ApplicationRequest {
        service: "moon-tax".to_owned(),
        ..request.clone()
    };
    let reason = |reason: &str| ApplicationRequest {
        answers: BTreeMap::from([("reason".to_owned(), reason.to_owned())]),
        ..request.clone()
    };
    let cases = [
        (both, ProblemCode::RequestMalformed),
        (fines, ProblemCode::ServiceOnlineOnly),
        (nothing, ProblemCode::ServiceUnknown),
        (reason("eaten"), ProblemCode::AnswerInvalid),
        (reason(""), ProblemCode::AnswerInvalid),
    ];
    for (request, expected) in cases {
        let refused = send(&hall, Uuid::new_v4(), &request).await;
        assert_eq!(problem(refused), expected);
    }
    send(&hall, Uuid::new_v4(), &request)
        .await
        .expect("a refusal uses up no code");
}

#[tokio::test]
async fn a_service_whose_file_is_broken_for_a_while_loses_nothing() {
    let mut hall = Hall::open().await;
    let folder = hall.folder.path().join("services");
    std::fs::create_dir(&folder).unwrap();
    std::fs::copy(services().join("groups.toml"), folder.join("groups.toml")).unwrap();
    let file = folder.join(format!("{LOSS}.toml"));
    let good = std::fs::read_to_string(services().join(format!("{LOSS}.toml"))).unwrap();
    std::fs::write(&file, good.replace("minutes = 1", "minutes = ")).unwrap();
    let project = services().display().to_string();
    hall.reconfigure(|text| text.replace(&project, "services"))
        .await;
    let (key, request) = (Uuid::new_v4(), kept_ago(&hall, WANG, DAY));
    let not_now = send(&hall, key, &request).await;
    assert!(
        matches!(not_now, Err(CallError::Server(503))),
        "{not_now:?}"
    );
    std::fs::write(&file, good).unwrap();
    hall.client.catalogue(SOON).await.unwrap();
    send(&hall, key, &request).await.unwrap();
}
