//! What kiosks are told can be done here: files come, change, go and break while the backend runs.

use std::path::PathBuf;

use codes::hall_document::{About, open};
use codes::{Algorithm, PublicKey, Signer};
use data_encoding::BASE64;
use service::{Catalogue, Lang};
use uuid::Uuid;

use crate::hall::{Hall, NOTICE, SOON, problem, services};
use gateway::wire::ProblemCode;

/// The hall's key, as kiosks have it.
fn keys() -> Vec<(Vec<u8>, PublicKey)> {
    let kid = [0x74, 0x57];
    let key = Signer::new(Algorithm::EdDsa, &kid, &[5; 32]).unwrap();
    vec![(kid.to_vec(), key.public_key())]
}

/// What a kiosk is told, and believes.
async fn offered(hall: &Hall) -> Catalogue {
    let catalogue = hall.client.catalogue(SOON).await.unwrap();
    let document = BASE64.decode(catalogue.services.as_bytes()).unwrap();
    let content = open(&document, About::Services, &keys()).unwrap();
    serde_json::from_slice(&content).unwrap()
}

/// A hall with a folder of its own, in which are these of the project's services.
async fn hall_with(ids: &[&str]) -> (Hall, PathBuf) {
    let mut hall = Hall::open().await;
    let folder = hall.folder.path().join("services");
    std::fs::create_dir(&folder).unwrap();
    for name in ids.iter().chain(&["groups"]) {
        let name = format!("{name}.toml");
        std::fs::copy(services().join(&name), folder.join(&name)).unwrap();
    }
    let project = services().display().to_string();
    hall.reconfigure(|text| text.replace(&project, "services"))
        .await;
    (hall, folder)
}

fn ids(catalogue: &Catalogue) -> Vec<&str> {
    let services = catalogue.services.iter();
    services.map(|service| service.id.as_str()).collect()
}

#[tokio::test]
async fn kiosks_get_all_services_signed_with_what_they_are_gathered_under() {
    let hall = Hall::open().await;
    let catalogue = offered(&hall).await;
    assert_eq!(catalogue.services.len(), 12);
    assert!(catalogue.broken.is_empty());
    assert!(catalogue.version > 1_700_000_000, "the second of signing");
    for service in &catalogue.services {
        let mut departments = catalogue.departments.iter();
        assert!(departments.any(|group| group.id == service.department));
        assert!(!service.life_events.is_empty());
    }
    assert_eq!(
        catalogue.most_used[0], "traffic-fines",
        "before anything was done the order of the screen"
    );
    let first = hall.client.catalogue(SOON).await.unwrap();
    let second = hall.client.catalogue(SOON).await.unwrap();
    assert_eq!(first.services, second.services, "nothing new is signed");
    assert_eq!(first.trust, second.trust);
}

#[tokio::test]
async fn a_file_comes_changes_breaks_and_goes_without_a_restart() {
    let (hall, folder) = hall_with(&["non-tax"]).await;
    let mut last = offered(&hall).await;
    assert_eq!(ids(&last), ["non-tax"]);
    let path = folder.join("traffic-fines.toml");
    let good = std::fs::read_to_string(services().join("traffic-fines.toml")).unwrap();
    let newer = |last: &mut Catalogue, now: Catalogue| {
        assert!(now.version > last.version, "the version only ever grows");
        *last = now;
    };

    std::fs::write(&path, &good).unwrap();
    newer(&mut last, offered(&hall).await);
    assert_eq!(ids(&last), ["traffic-fines", "non-tax"]);

    let changed = good.replacen("Pay traffic fines", "Pay your traffic fines", 1);
    std::fs::write(&path, &changed).unwrap();
    newer(&mut last, offered(&hall).await);
    let name = last.services[0].name.get(&Lang::new("en"));
    assert_eq!(name, "Pay your traffic fines");

    let line = good.lines().position(|line| line.starts_with("minutes"));
    std::fs::write(&path, good.replacen("minutes = 2", "minutes = 0", 1)).unwrap();
    newer(&mut last, offered(&hall).await);
    assert_eq!(ids(&last), ["non-tax"], "the others go on");
    let [broken] = &last.broken[..] else {
        panic!("one is broken")
    };
    assert_eq!(broken.file, "traffic-fines.toml");
    assert_eq!(Some(broken.line), line.map(|line| line + 1));
    assert_eq!(broken.reason, "0 is not between 1 and 120");

    std::fs::write(&path, &good).unwrap();
    newer(&mut last, offered(&hall).await);
    assert!(last.broken.is_empty() && last.services.len() == 2);

    std::fs::remove_file(&path).unwrap();
    newer(&mut last, offered(&hall).await);
    assert_eq!(ids(&last), ["non-tax"]);
    assert_eq!(offered(&hall).await, last, "and nothing is signed again");
}

#[tokio::test]
async fn a_service_that_was_withdrawn_takes_no_application() {
    let (hall, folder) = hall_with(&["non-tax"]).await;
    hall.apply_for(Uuid::new_v4(), NOTICE).await.unwrap();
    std::fs::remove_file(folder.join("non-tax.toml")).unwrap();
    assert!(offered(&hall).await.services.is_empty());
    let refused = hall.apply_for(Uuid::new_v4(), NOTICE).await;
    assert_eq!(problem(refused), ProblemCode::ServiceUnknown);
}

#[tokio::test]
async fn groups_that_break_go_on_as_they_were() {
    let (hall, folder) = hall_with(&["non-tax"]).await;
    let before = offered(&hall).await;
    std::fs::write(folder.join("groups.toml"), "departments = 7").unwrap();
    let now = offered(&hall).await;
    assert_eq!(now.departments, before.departments);
    assert_eq!(ids(&now), ["non-tax"]);
    assert_eq!(now.broken.len(), 1);
    assert_eq!(now.broken[0].file, "groups.toml");
}

#[tokio::test]
async fn a_folder_that_is_gone_for_a_while_takes_nothing_away() {
    let (hall, folder) = hall_with(&["non-tax"]).await;
    let before = offered(&hall).await;
    let aside = folder.with_extension("aside");
    std::fs::rename(&folder, &aside).unwrap();
    assert_eq!(offered(&hall).await, before);
    std::fs::rename(&aside, &folder).unwrap();
    assert_eq!(offered(&hall).await, before);
}

#[tokio::test]
async fn all_processes_on_a_database_post_the_same_and_a_restart_changes_nothing() {
    let (mut hall, folder) = hall_with(&["non-tax"]).await;
    let first = hall.client.catalogue(SOON).await.unwrap().services;
    let (second, client) = hall.second().await;
    assert_eq!(client.catalogue(SOON).await.unwrap().services, first);
    second.stop().await;
    hall.restart().await;
    assert_eq!(hall.client.catalogue(SOON).await.unwrap().services, first);
    let version = offered(&hall).await.version;
    hall.stop().await;
    std::fs::remove_file(folder.join("non-tax.toml")).unwrap();
    hall.start_again().await;
    assert!(offered(&hall).await.version > version);
}

#[tokio::test]
async fn what_was_done_most_often_lately_stands_first() {
    let (mut hall, _) = hall_with(&["traffic-fines", "non-tax", "queue-ticket"]).await;
    for _ in 0..2 {
        hall.notice_order().await;
    }
    hall.restart().await;
    let catalogue = offered(&hall).await;
    assert_eq!(
        catalogue.most_used,
        ["non-tax", "traffic-fines", "queue-ticket"]
    );
}

#[tokio::test]
async fn another_key_signs_the_same_under_a_newer_version() {
    let mut hall = Hall::open().await;
    let before = offered(&hall).await;
    let hex = data_encoding::HEXLOWER.encode(&[6; 32]);
    std::fs::write(hall.folder.path().join("trust.hex"), hex).unwrap();
    hall.reconfigure(|text| text.replace("kid = \"7457\"", "kid = \"7458\""))
        .await;
    let key = Signer::new(Algorithm::EdDsa, &[0x74, 0x58], &[6; 32]).unwrap();
    let catalogue = hall.client.catalogue(SOON).await.unwrap();
    let document = BASE64.decode(catalogue.services.as_bytes()).unwrap();
    assert!(open(&document, About::Services, &keys()).is_err());
    let known = [(vec![0x74, 0x58], key.public_key())];
    let content = open(&document, About::Services, &known).unwrap();
    let now: Catalogue = serde_json::from_slice(&content).unwrap();
    assert!(now.version > before.version);
    assert_eq!(now.services, before.services);
}
