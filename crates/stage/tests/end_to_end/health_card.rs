//! Codes that only their issuer understands: the backend asks the platform of the electronic
//! health card.

use stage::hall::{App, WANG};
use stage::health_cards::{Answering, HealthCards, Rubbish};

use crate::world::World;

/// Holds the card before the camera; the notice has to come, and the step to stay.
async fn told(world: &World, code: String, notice: &str) {
    world.hall.show_health_card(code);
    let screen = world.window().wait_notice(notice).await.unwrap();
    assert_eq!(screen.screen, "identify", "another code may be shown");
    world.hall.show_nothing();
}

#[tokio::test]
async fn a_health_card_is_told_from_what_is_none_and_a_live_one_goes_on() {
    let Some(world) = World::new().await else {
        return;
    };
    let cards = world.hall.health_cards();
    world
        .visitor()
        .choose_service(None, "traffic-fines")
        .await
        .unwrap();
    world.window().wait_screen("identify").await.unwrap();
    told(&world, HealthCards::static_code(WANG.sub()), "codeNotLive").await;
    assert_eq!(cards.asked().len(), 0, "nobody was asked about it");
    // Each notice differs from the one before, or it could not be told that it came again.
    cards.answer_next(Answering::Busy);
    told(&world, cards.live_code(WANG.sub()), "codeUnanswered").await;
    told(&world, cards.old_code(WANG.sub()), "codeExpired").await;
    cards.answer_next(Answering::Rubbish(Rubbish::AnotherCard));
    told(&world, cards.live_code(WANG.sub()), "codeUnanswered").await;
    told(&world, HealthCards::made_up_code(WANG.sub()), "codeForged").await;
    world.hall.show_health_card(cards.live_code(WANG.sub()));
    world.window().wait_screen("dues").await.unwrap();
    world.hall.show_nothing();
    let books = world.nothing_was_paid().await;
    let mut told = books.refusals();
    told.dedup();
    assert_eq!(
        told,
        ["codeNotLive", "codeExpired", "codeForged"],
        "who was not answered was not refused"
    );
}

#[tokio::test]
async fn without_a_connection_a_health_card_is_told_to_need_one() {
    let Some(mut world) = World::new().await else {
        return;
    };
    world
        .visitor()
        .choose_service(None, "social-security-card-loss")
        .await
        .unwrap();
    world.window().wait_screen("identify").await.unwrap();
    world.hall.backend().kill().await.unwrap();
    let code = world.hall.health_cards().live_code(WANG.sub());
    told(&world, code, "codeNeedsConnection").await;
    world.visitor().identify(&WANG, App::Wechat).await.unwrap();
    world.window().wait_screen("question").await.unwrap();
    world.hall.backend().serve().await.unwrap();
}
