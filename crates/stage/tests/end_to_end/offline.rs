//! The backend is away: what needs it says so before anybody begins, the rest goes on, is kept,
//! and arrives once.

use std::time::Duration;

use stage::books::Books;
use stage::hall::{App, Citizen, LI};

use crate::world::World;

/// Longer than the kiosk takes to notice that the backend is away or there again.
const NOTICED: Duration = Duration::from_secs(40);

async fn tile(world: &World, selector: &str) {
    let window = world.window();
    window.wait_element_for(NOTICED, selector).await.unwrap();
}

/// Until it is said at the attract screen what needs a connection, and what does not.
async fn cut_off(world: &World) {
    world.window().wait_screen("attract").await.unwrap();
    let fines = "[data-touch=\"chooseService:traffic-fines\"][aria-disabled=true]";
    tile(world, &format!("{fines} [data-closed=\"needsNetwork\"]")).await;
    let loss = "[data-touch=\"chooseService:social-security-card-loss\"]";
    tile(world, &format!("{loss}:not([aria-disabled=true])")).await;
}

/// Reports a lost card; gives the number on the screen and whether the request is kept.
async fn report_a_lost_card(world: &World, citizen: &Citizen) -> (String, bool) {
    let visitor = world.visitor();
    let service = "social-security-card-loss";
    visitor.choose_service(None, service).await.unwrap();
    visitor.identify(citizen, App::Wechat).await.unwrap();
    let reason = ["lost".to_owned()];
    visitor.choose_options(&reason).await.unwrap();
    let window = world.window();
    window.wait_screen("review").await.unwrap();
    window.touch("next").await.unwrap();
    window.wait_screen("taken").await.unwrap();
    let number = window.attribute("data-number").await.unwrap().unwrap();
    let kept = window.attribute("data-kept").await.unwrap().unwrap();
    visitor.leave(None).await.unwrap();
    (number, kept == "true")
}

/// The keys of the applications in the backend, as soon as there are so many.
async fn arrived(world: &World, wanted: usize) -> Vec<String> {
    let arriving = async {
        let mut ticks = tokio::time::interval(Duration::from_millis(100));
        loop {
            ticks.tick().await;
            let applications = Books::read(&world.hall).unwrap().applications;
            if applications.len() >= wanted {
                return applications.into_iter().map(|it| it.key).collect();
            }
        }
    };
    let waited = tokio::time::timeout(NOTICED, arriving).await;
    waited.expect("the kept application arrives")
}

#[tokio::test]
async fn what_costs_nothing_is_taken_at_once_while_the_backend_is_there() {
    let Some(world) = World::new().await else {
        return;
    };
    let (number, kept) = report_a_lost_card(&world, &LI).await;
    assert!(!kept);
    let books = world.nothing_was_paid().await;
    let numbers: Vec<_> = books
        .applications
        .iter()
        .map(|it| &it.case_number)
        .collect();
    assert_eq!(numbers, [&number]);
}

#[tokio::test]
async fn what_is_kept_survives_a_power_cut_and_arrives_once_when_the_backend_is_there() {
    let Some(mut world) = World::new().await else {
        return;
    };
    world.window().wait_screen("attract").await.unwrap();
    world.hall.backend().stop().await.unwrap();
    cut_off(&world).await;
    let (number, kept) = report_a_lost_card(&world, &LI).await;
    assert!(kept);
    world.power_cut().await;
    cut_off(&world).await;
    world.hall.backend().serve().await.unwrap();
    let keys = arrived(&world, 1).await;
    let spoken = number.replace('-', "").to_lowercase();
    assert!(keys[0].starts_with(&spoken), "{number} names {keys:?}");
    let fines = "[data-touch=\"chooseService:traffic-fines\"]:not([aria-disabled=true])";
    tile(&world, fines).await;
    let books = world.nothing_was_paid().await;
    assert_eq!(books.applications.len(), 1, "once");
}
