//! Citizen codes: believed or not, and used once.

use gateway::wire::{IdentifyRequest, ProblemCode};
use jiff::Timestamp;
use uuid::Uuid;

use crate::hall::{AYGUL, Hall, SOON, WANG, code_by, problem};

#[tokio::test]
async fn a_code_names_its_citizen_and_is_used_in_one_visit() {
    let hall = Hall::open().await;
    let visit = Uuid::new_v4();
    let request = IdentifyRequest {
        visit,
        code: hall.code(AYGUL),
        kind: None,
    };
    let first = hall.client.identify(&request, SOON).await.unwrap();
    assert_eq!(
        (first.name.as_str(), first.issuer.as_str()),
        ("阿***·**提", "310115")
    );
    assert!(!first.citizen.contains(AYGUL), "the handle says nothing");
    let again = hall.client.identify(&request, SOON).await.unwrap();
    assert_eq!(again, first, "the same visit may ask again");
    let elsewhere = IdentifyRequest {
        visit: Uuid::new_v4(),
        ..request
    };
    assert_eq!(
        problem(hall.client.identify(&elsewhere, SOON).await),
        ProblemCode::CodeUsed
    );
}

#[tokio::test]
async fn of_two_visits_with_one_code_one_is_believed() {
    let hall = Hall::open().await;
    let code = hall.code(WANG);
    let calls = (0..8).map(|_| {
        let request = IdentifyRequest {
            visit: Uuid::new_v4(),
            code: code.clone(),
            kind: None,
        };
        let client = hall.client.clone();
        tokio::spawn(async move { client.identify(&request, SOON).await.is_ok() })
    });
    let mut believed = 0;
    for call in calls.collect::<Vec<_>>() {
        believed += usize::from(call.await.unwrap());
    }
    assert_eq!(believed, 1);
}

#[tokio::test]
async fn what_is_wrong_with_a_code_is_told_apart() {
    let hall = Hall::open().await;
    let now = Timestamp::now().as_second();
    let forger = codes::Signer::new(codes::Algorithm::EdDsa, b"city-key", &[8; 32]).unwrap();
    let stranger = codes::Signer::new(codes::Algorithm::EdDsa, b"nobody", &[8; 32]).unwrap();
    let nobody = "00".repeat(16);
    let cut = hall.code(WANG);
    let cases = [
        (hall.code_at(WANG, now - 3_600), ProblemCode::CodeExpired),
        (
            hall.code_at(WANG, now + 3_600),
            ProblemCode::CodeNotYetValid,
        ),
        (
            code_by(&forger, "310115", WANG, now),
            ProblemCode::CodeForged,
        ),
        (
            code_by(&hall.issuer, "440300", WANG, now),
            ProblemCode::CodeForged,
        ),
        (
            code_by(&stranger, "310115", WANG, now),
            ProblemCode::CodeUnknownIssuer,
        ),
        (cut[..cut.len() / 2].to_owned(), ProblemCode::CodeMalformed),
        ("https://example.cn/".to_owned(), ProblemCode::CodeMalformed),
        (String::new(), ProblemCode::CodeMalformed),
        (hall.code(&nobody), ProblemCode::CitizenUnknown),
    ];
    for (code, expected) in cases {
        let request = IdentifyRequest {
            visit: Uuid::new_v4(),
            code,
            kind: None,
        };
        assert_eq!(
            problem(hall.client.identify(&request, SOON).await),
            expected
        );
    }
}
