//! Whom the hall trusts: one signed list, numbered, revoked from without a restart.

use std::process::Stdio;

use codes::badge::{Role, verify};
use codes::citizen::{Claims, Credential, Presentation, Subject, present};
use codes::trust_list::{Anchor, ListRefused, News, Standing};
use codes::{Algorithm, Signer, TrustList};
use data_encoding::{BASE64, HEXLOWER};
use gateway::wire::{IdentifyRequest, ProblemCode};
use jiff::Timestamp;
use uuid::Uuid;

use crate::hall::{Hall, SOON, WANG, problem};
use crate::process;

/// What a kiosk of the hall is told by hand.
fn anchor(seed: u8, kid: &[u8]) -> Anchor {
    let key = Signer::new(Algorithm::EdDsa, kid, &[seed; 32]).unwrap();
    Anchor {
        hall: "310115-01".to_owned(),
        keys: vec![(kid.to_vec(), key.public_key())],
    }
}

/// A kiosk that knows the hall's key and nothing else.
fn kiosk() -> Standing {
    Standing::new(anchor(5, &[0x74, 0x57]))
}

async fn document(hall: &Hall) -> Vec<u8> {
    let catalogue = hall.client.catalogue(SOON).await.unwrap();
    BASE64.decode(catalogue.trust.as_bytes()).unwrap()
}

fn offer(kiosk: &mut Standing, document: &[u8]) -> Result<News, ListRefused> {
    kiosk.offer(document, Timestamp::now().as_second())
}

async fn list(hall: &Hall) -> TrustList {
    let mut kiosk = kiosk();
    offer(&mut kiosk, &document(hall).await).unwrap();
    kiosk.list().unwrap().clone()
}

fn revoke(hall: &Hall, entries: &str) {
    std::fs::write(hall.folder.path().join("revoked.toml"), entries).unwrap();
}

async fn identify(hall: &Hall, code: String) -> Result<(), ProblemCode> {
    let visit = Uuid::new_v4();
    let request = IdentifyRequest { visit, code };
    match hall.client.identify(&request, SOON).await {
        Ok(_) => Ok(()),
        refused => Err(problem(refused)),
    }
}

async fn reconfigure(hall: &mut Hall, change: impl FnOnce(&str) -> String) {
    let path = hall.folder.path().join("backend.toml");
    let before = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, change(&before)).unwrap();
    hall.restart().await;
}

#[tokio::test]
async fn a_kiosk_that_knows_the_halls_key_believes_the_list() {
    let hall = Hall::open().await;
    let mut kiosk = kiosk();
    let document = document(&hall).await;
    assert_eq!(offer(&mut kiosk, &document), Ok(News::Accepted));
    let list = kiosk.list().unwrap();
    assert_eq!(list.issuers[0].iss, "310115");
    assert_eq!(list.hall, "310115-01");
    let month = 30 * 86_400;
    assert_eq!(list.expires - list.issued, month);

    let mut stranger = Standing::new(anchor(6, &[0x74, 0x57]));
    assert_eq!(offer(&mut stranger, &document), Err(ListRefused::Forged));
}

#[tokio::test]
async fn the_number_of_the_list_goes_up_with_what_is_in_it_and_only_then() {
    let mut hall = Hall::open().await;
    let mut kiosk = kiosk();
    let first = document(&hall).await;
    offer(&mut kiosk, &first).unwrap();
    hall.restart().await;
    assert_eq!(document(&hall).await, first, "nothing has changed");

    let mut last = kiosk.list().unwrap().version;
    for color in ["#07c161", "#07c162", "#07c161"] {
        reconfigure(&mut hall, |text| {
            let at = text.find("color = ").unwrap();
            format!("{}color = \"{color}\"{}", &text[..at], &text[at + 17..])
        })
        .await;
        assert_eq!(
            offer(&mut kiosk, &document(&hall).await),
            Ok(News::Accepted)
        );
        let version = kiosk.list().unwrap().version;
        assert!(version > last, "{version} after {last}");
        last = version;
    }
    assert!(matches!(
        offer(&mut kiosk, &first),
        Err(ListRefused::Older { .. })
    ));
}

#[tokio::test]
async fn a_backend_that_has_lost_its_database_does_not_begin_to_count_again() {
    let mut hall = Hall::open().await;
    let before = list(&hall).await.version;
    hall.stop().await;
    for file in ["backend.sqlite", "backend.sqlite-wal", "backend.sqlite-shm"] {
        let _ = std::fs::remove_file(hall.folder.path().join(file));
    }
    hall.start_again().await;
    assert!(list(&hall).await.version >= before);
}

#[tokio::test]
async fn what_is_revoked_is_refused_at_once_and_told_to_the_kiosks() {
    let hall = Hall::open().await;
    let mut kiosk = kiosk();
    offer(&mut kiosk, &document(&hall).await).unwrap();
    assert_eq!(identify(&hall, hall.code(WANG)).await, Ok(()));
    revoke(
        &hall,
        &format!("[[revoked]]\niss = \"310115\"\nholder = \"{WANG}\"\n"),
    );
    assert_eq!(
        identify(&hall, hall.code(WANG)).await,
        Err(ProblemCode::CodeRevoked)
    );
    assert_eq!(
        offer(&mut kiosk, &document(&hall).await),
        Ok(News::Accepted)
    );
    let (trust, _) = kiosk.list().unwrap().trust();
    let now = Timestamp::now().as_second();
    assert_eq!(
        codes::citizen::verify(&hall.code(WANG), &trust, now),
        Err(codes::Refusal::Revoked),
        "without asking anybody"
    );

    revoke(&hall, "");
    assert_eq!(identify(&hall, hall.code(WANG)).await, Ok(()));
}

#[tokio::test]
async fn a_file_of_revocations_that_is_wrong_changes_nothing_while_the_backend_runs() {
    let hall = Hall::open().await;
    revoke(
        &hall,
        &format!("[[revoked]]\niss = \"310115\"\nholder = \"{WANG}\"\n"),
    );
    let good = list(&hall).await;
    assert_eq!(good.revoked.len(), 1);
    revoke(&hall, "[[revoked]]\nbagde = \"00\"\n");
    assert_eq!(list(&hall).await, good);
    std::fs::remove_file(hall.folder.path().join("revoked.toml")).unwrap();
    assert_eq!(list(&hall).await, good);
    assert_eq!(
        identify(&hall, hall.code(WANG)).await,
        Err(ProblemCode::CodeRevoked)
    );
}

#[tokio::test]
async fn the_hall_changes_its_key_and_the_kiosks_follow() {
    let mut hall = Hall::open().await;
    let mut kiosk = kiosk();
    let new = Signer::new(Algorithm::EdDsa, &[0x74, 0x58], &[6; 32]).unwrap();
    let public = BASE64.encode(&new.public_bytes());
    let own = "kid = \"7457\"\n";
    reconfigure(&mut hall, |text| {
        let next = format!("{own}next = [{{ kid = \"7458\", key = \"{public}\" }}]\n");
        text.replace(own, &next)
    })
    .await;
    assert_eq!(
        offer(&mut kiosk, &document(&hall).await),
        Ok(News::Accepted)
    );
    std::fs::write(
        hall.folder.path().join("trust.hex"),
        HEXLOWER.encode(&[6; 32]),
    )
    .unwrap();
    reconfigure(&mut hall, |text| {
        let next = text.find("next = ").unwrap();
        let end = next + text[next..].find('\n').unwrap() + 1;
        format!("{}{}", &text[..next], &text[end..]).replace(own, "kid = \"7458\"\n")
    })
    .await;
    assert_eq!(
        offer(&mut kiosk, &document(&hall).await),
        Ok(News::Accepted)
    );
    let keys = &kiosk.list().unwrap().keys;
    assert_eq!(keys.len(), 1, "the old one is out of use");
    assert_eq!(keys[0].kid, "7458");
}

#[tokio::test]
async fn a_code_in_two_layers_names_its_citizen_and_is_used_once() {
    let hall = Hall::open().await;
    let phone = Signer::new(Algorithm::Es256, b"", &[3; 32]).unwrap();
    let now = Timestamp::now().as_second();
    let subject = HEXLOWER.decode(WANG.as_bytes()).unwrap();
    let month = Claims {
        issuer: "310115",
        subject: Subject(subject.try_into().unwrap()),
        issued: now - 86_400,
        lifetime_s: 30 * 86_400,
        cti: &[0xcd; 8],
        name: None,
    };
    let credential = Credential::issue(&hall.issuer, month, &phone);
    let shown = |issued, cti: u8, at| {
        let minute = Presentation {
            issued,
            lifetime_s: 60,
            cti: &[cti; 12],
            hall: at,
        };
        present(&phone, &credential, minute)
    };
    let code = shown(now, 1, None);
    assert_eq!(identify(&hall, code.clone()).await, Ok(()));
    assert_eq!(
        identify(&hall, code).await,
        Err(ProblemCode::CodeUsed),
        "at the next machine"
    );
    // Another text, and the same number.
    let again = shown(now, 1, Some("310115-01"));
    assert_eq!(identify(&hall, again).await, Err(ProblemCode::CodeUsed));
    let elsewhere = shown(now, 2, Some("310115-02"));
    assert_eq!(
        identify(&hall, elsewhere).await,
        Err(ProblemCode::CodeOtherHall)
    );
    revoke(
        &hall,
        "[[revoked]]\niss = \"310115\"\ncredential = \"cdcdcdcdcdcdcdcd\"\n",
    );
    assert_eq!(
        identify(&hall, shown(now, 4, None)).await,
        Err(ProblemCode::CodeRevoked)
    );
}

#[tokio::test]
async fn a_badge_that_is_issued_by_hand_is_believed_when_its_issuer_is_listed() {
    let mut hall = Hall::open().await;
    std::fs::write(
        hall.folder.path().join("staff.hex"),
        HEXLOWER.encode(&[8; 32]),
    )
    .unwrap();
    let mut command = process::program(&hall, "badge");
    command
        .args(["--key", "staff.hex", "--kid", "51", "--issuer", "staff"])
        .args(["--hall", "310115-01", "--operator", "0417"])
        .args(["--name", "陈师傅", "--role", "technician"])
        .stdout(Stdio::piped());
    let output = command.output().await.unwrap();
    assert!(output.status.success());
    let badge: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let issuer = &badge["issuer"];
    reconfigure(&mut hall, |text| {
        let staff = format!(
            "[[staff]]\nkid = {}\niss = {}\nalg = {}\nkey = {}\nnotBefore = 0\n\
             notAfter = 4102444800\n",
            issuer["kid"], issuer["iss"], issuer["alg"], issuer["key"]
        );
        format!("{text}{staff}")
    })
    .await;
    let now = Timestamp::now().as_second();
    let text = badge["text"].as_str().unwrap();
    let (trust, _) = list(&hall).await.trust();
    let believed = verify(text, &trust, now).unwrap();
    assert_eq!(
        (believed.role, &*believed.name),
        (Role::Technician, "陈师傅")
    );

    let id = badge["badge"].as_str().unwrap();
    assert_eq!(id, HEXLOWER.encode(&believed.id));
    revoke(&hall, &format!("[[revoked]]\nbadge = \"{id}\"\n"));
    let (trust, _) = list(&hall).await.trust();
    assert_eq!(verify(text, &trust, now), Err(codes::Refusal::Revoked));
}

#[tokio::test]
async fn what_a_kiosk_has_to_know_can_be_printed() {
    let hall = Hall::open().await;
    let mut command = process::command(&hall, "trust-key");
    let output = command.stdout(Stdio::piped()).output().await.unwrap();
    let table: toml::Table = toml::from_str(&String::from_utf8(output.stdout).unwrap()).unwrap();
    assert_eq!(table["trust"]["hall"].as_str(), Some("310115-01"));
    let keys = table["trust"]["keys"].as_array().unwrap();
    let key = Signer::new(Algorithm::EdDsa, &[0x74, 0x57], &[5; 32]).unwrap();
    assert_eq!(keys[0]["kid"].as_str(), Some("7457"));
    let public = BASE64.encode(&key.public_bytes());
    assert_eq!(keys[0]["key"].as_str(), Some(&*public));
}

#[tokio::test]
async fn what_cannot_be_trusted_stops_the_start_with_its_reason() {
    let mut hall = Hall::open().await;
    hall.stop().await;
    let path = hall.folder.path().join("backend.toml");
    let good = std::fs::read_to_string(&path).unwrap();
    for (right, wrong, reason) in [
        ("alg = \"EdDSA\"", "alg = \"ES256\"", "not one of its kind"),
        (
            "key = \"trust.hex\"",
            "key = \"nothing.hex\"",
            "cannot be read",
        ),
        ("kid = \"7457\"", "kid = \"xy\"", "kid"),
        (
            "kid = \"7457\"",
            "kid = \"7457\"\nvalid_days = 9",
            "valid_days",
        ),
        ("\"revoked.toml\"", "\"nothing.toml\"", "nothing.toml"),
    ] {
        assert!(good.contains(right), "{right}");
        std::fs::write(&path, good.replace(right, wrong)).unwrap();
        let output = process::command(&hall, "serve").output().await.unwrap();
        let log = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{log}");
        assert!(log.contains(reason), "{wrong}: {log}");
    }
}
