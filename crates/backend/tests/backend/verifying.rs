//! Codes that only their issuer understands, with the platform of the electronic health card on
//! stage and, for the others, a bridge.

mod bridge;
mod configured;
mod silent;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use backend::import;
use data_encoding::HEXLOWER;
use gateway::CallError;
use gateway::wire::{ApplicationRequest, Identified, IdentifyRequest, ProblemCode, ShownCode};
use jiff::Timestamp;
use serde_json::json;
use stage::health_cards::{HealthCards, HealthPlatform};
use toml::{Table, Value};
use uuid::Uuid;

use crate::hall::{AYGUL, Hall, SOON, WANG, problem};

const PATIENT_MS: i64 = 8_000;
const NOBODY: &str = "00000000000000000000000000000000";

/// A hall that takes health cards.
struct Clinic {
    hall: Hall,
    platform: HealthPlatform,
}

impl Clinic {
    async fn open() -> Self {
        Self::open_with(PATIENT_MS).await
    }

    /// The platform has so many milliseconds to answer.
    async fn open_with(within_ms: i64) -> Self {
        let platform = HealthPlatform::start().await.unwrap();
        let mut hall = Hall::open().await;
        write(&hall, "card.secret", HealthPlatform::SECRET);
        take(&mut hall, platform.entry("card.secret", within_ms)).await;
        know(&hall, WANG, "health-card", &HealthCards::id(sub(WANG))).await;
        know(
            &hall,
            AYGUL,
            "health-card",
            &HealthCards::id(sub(AYGUL)).to_lowercase(),
        )
        .await;
        Self { hall, platform }
    }

    fn cards(&self) -> &HealthCards {
        self.platform.cards()
    }

    async fn show(&self, visit: Uuid, code: &str) -> Result<Identified, CallError> {
        show(&self.hall, "health-card", visit, code).await
    }

    async fn refusal(&self, code: &str) -> ProblemCode {
        problem(self.show(Uuid::new_v4(), code).await)
    }
}

fn sub(hex: &str) -> [u8; 16] {
    HEXLOWER.decode(hex.as_bytes()).unwrap().try_into().unwrap()
}

fn write(hall: &Hall, name: &str, text: &str) {
    std::fs::write(hall.folder.path().join(name), text).unwrap();
}

/// One more of `[[verifiers]]`, from the next start on.
fn configure(folder: &Path, verifier: Table) {
    let path = folder.join("backend.toml");
    let mut config: Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
    let verifiers = config
        .entry("verifiers")
        .or_insert(Value::Array(Vec::new()));
    verifiers.as_array_mut().unwrap().push(verifier.into());
    std::fs::write(path, toml::to_string(&config).unwrap()).unwrap();
}

async fn take(hall: &mut Hall, verifier: Table) {
    configure(hall.folder.path(), verifier);
    hall.restart().await;
}

/// The hall is told what an issuer calls a citizen.
async fn know(hall: &Hall, citizen: &str, issuer: &str, subject: &str) {
    let name = if citizen == WANG {
        "王小明"
    } else {
        "阿依古丽·买买提"
    };
    let subjects = json!([{ "issuer": issuer, "subject": subject }]);
    let seed = json!({ "citizens": [{ "sub": citizen, "name": name, "subjects": subjects }] });
    import::import(&hall.database().await, &seed.to_string())
        .await
        .unwrap();
}

fn asked(kind: &str, visit: Uuid, code: &str) -> IdentifyRequest {
    IdentifyRequest {
        visit,
        code: code.to_owned(),
        kind: Some(kind.to_owned()),
    }
}

async fn show(hall: &Hall, kind: &str, visit: Uuid, code: &str) -> Result<Identified, CallError> {
    hall.client.identify(&asked(kind, visit, code), SOON).await
}

#[tokio::test]
async fn a_live_card_names_its_citizen_and_is_used_in_one_visit() {
    let clinic = Clinic::open().await;
    let (visit, code) = (Uuid::new_v4(), clinic.cards().live_code(sub(AYGUL)));
    let first = clinic.show(visit, &code).await.unwrap();
    assert_eq!(
        (first.name.as_str(), first.issuer.as_str()),
        ("阿***·**提", "health-card")
    );
    let again = clinic.show(visit, &code).await.unwrap();
    assert_eq!(again, first, "the same visit may ask again");
    assert_eq!(clinic.refusal(&code).await, ProblemCode::CodeUsed);
    assert_eq!(clinic.cards().asked(), [code], "its issuer was asked once");
}

#[tokio::test]
async fn what_is_wrong_with_a_card_is_told_apart() {
    let clinic = Clinic::open().await;
    let cards = clinic.cards();
    let spent = cards.live_code(sub(WANG));
    cards.spend(&spent);
    let cases = [
        (cards.old_code(sub(WANG)), ProblemCode::CodeExpired),
        (spent, ProblemCode::CodeUsed),
        (
            HealthCards::made_up_code(sub(WANG)),
            ProblemCode::CodeForged,
        ),
        (cards.live_code(sub(NOBODY)), ProblemCode::CitizenUnknown),
    ];
    for (code, expected) in &cases {
        assert_eq!(clinic.refusal(code).await, *expected);
    }
    let asked = cases.map(|(code, _)| code);
    assert_eq!(cards.asked(), asked);
}

#[tokio::test]
async fn what_is_no_live_card_is_refused_without_asking_anybody() {
    let clinic = Clinic::open().await;
    let live = clinic.cards().live_code(sub(WANG));
    let cases = [
        (
            HealthCards::static_code(sub(WANG)),
            ProblemCode::CodeNotLive,
        ),
        (format!("{live}:1"), ProblemCode::CodeMalformed),
        (live[1..].to_owned(), ProblemCode::CodeMalformed),
        (clinic.hall.code(WANG), ProblemCode::CodeMalformed),
        (String::new(), ProblemCode::CodeMalformed),
    ];
    for (code, expected) in cases {
        assert_eq!(clinic.refusal(&code).await, expected);
    }
    let elsewhere = show(&clinic.hall, "city-code", Uuid::new_v4(), &live).await;
    assert_eq!(problem(elsewhere), ProblemCode::CodeUnknownIssuer);
    let signed = IdentifyRequest {
        kind: None,
        ..asked("", Uuid::new_v4(), &live)
    };
    let signed = clinic.hall.client.identify(&signed, SOON).await;
    assert_eq!(problem(signed), ProblemCode::CodeMalformed);
    assert_eq!(clinic.cards().asked().len(), 0);
}

#[tokio::test]
async fn of_many_calls_at_once_its_issuer_hears_one() {
    let clinic = Clinic::open().await;
    let code = clinic.cards().live_code(sub(WANG));
    let visits = [Uuid::new_v4(), Uuid::new_v4()];
    let calls = (0..8).map(|index| {
        let request = asked("health-card", visits[index % 2], &code);
        let client = clinic.hall.client.clone();
        tokio::spawn(async move { (index % 2, client.identify(&request, SOON).await) })
    });
    let mut answers: [Vec<_>; 2] = Default::default();
    for call in calls.collect::<Vec<_>>() {
        let (visit, answer) = call.await.unwrap();
        answers[visit].push(answer);
    }
    let believed: Vec<_> = answers
        .iter()
        .map(|all| all.iter().all(Result::is_ok))
        .collect();
    assert_ne!(believed[0], believed[1], "{answers:?}");
    let handles = answers.iter().flatten().flatten().map(|one| &one.citizen);
    assert_eq!(handles.collect::<std::collections::BTreeSet<_>>().len(), 1);
    assert_eq!(clinic.cards().asked(), [code]);
}

#[tokio::test]
async fn a_token_that_is_no_good_any_more_is_renewed_within_the_same_call() {
    let clinic = Clinic::open().await;
    for _ in 0..3 {
        let code = clinic.cards().live_code(sub(WANG));
        clinic.show(Uuid::new_v4(), &code).await.unwrap();
        clinic.cards().forget_tokens();
    }
}

#[tokio::test]
async fn an_application_comes_with_the_card_it_was_identified_by_and_with_no_other() {
    let clinic = Clinic::open().await;
    let apply = async |visit: Uuid, code: &str| {
        let request = ApplicationRequest {
            service: "social-security-card-loss".to_owned(),
            visit,
            citizen: None,
            answers: BTreeMap::from([("reason".to_owned(), "lost".to_owned())]),
            dues: Vec::new(),
            shown: Some(ShownCode {
                code: code.to_owned(),
                at: Timestamp::now(),
            }),
        };
        let client = &clinic.hall.client;
        client.apply(Uuid::new_v4(), &request, SOON).await
    };
    let (visit, code) = (Uuid::new_v4(), clinic.cards().live_code(sub(WANG)));
    let unverified = apply(visit, &code).await;
    assert_eq!(problem(unverified), ProblemCode::CodeMalformed);
    clinic.show(visit, &code).await.unwrap();
    apply(visit, &code).await.unwrap();
    let elsewhere = apply(Uuid::new_v4(), &code).await;
    assert_eq!(problem(elsewhere), ProblemCode::CodeMalformed);
}

#[tokio::test]
async fn neither_the_code_nor_the_card_lies_in_the_hall() {
    let mut clinic = Clinic::open().await;
    let code = clinic.cards().live_code(sub(WANG));
    clinic.show(Uuid::new_v4(), &code).await.unwrap();
    clinic.hall.stop().await;
    let card = HealthCards::id(sub(WANG)).to_lowercase();
    for entry in std::fs::read_dir(clinic.hall.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).to_lowercase();
        assert!(!text.contains(&card), "{} has it", path.display());
    }
}

#[tokio::test]
async fn kiosks_are_told_which_codes_are_taken() {
    let clinic = Clinic::open().await;
    let catalogue = clinic.hall.client.catalogue(SOON).await.unwrap();
    let [card] = catalogue.opaque.as_slice() else {
        panic!("{:?}", catalogue.opaque);
    };
    assert_eq!((card.kind.as_str(), &card.shape), ("health-card", &None));
    assert_eq!(card.color, "#008f8c");
    let before = Hall::open().await.client.catalogue(SOON).await.unwrap();
    assert!(before.opaque.is_empty(), "in other halls they are not");
}

/// A kiosk that hangs up early.
const IMPATIENT: Duration = Duration::from_millis(200);
