//! What is held before the camera and is not right: the citizen is told what it was and what to
//! do, at the same step, and the camera goes on.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use stage::channels::ChannelKind;
use stage::hall::{App, Issuer, NOTICE_PAID, NOTICE_UNKNOWN, STRANGER, WANG, notice_number};

use crate::world::World;

async fn up_to_identify(world: &World) {
    world
        .visitor()
        .choose_service(None, "traffic-fines")
        .await
        .unwrap();
    world.window().wait_screen("identify").await.unwrap();
}

/// Holds the text before the camera; the notice has to come, and the step to stay.
async fn refused(world: &World, code: String, notice: &str) {
    world.hall.show_code_of(App::Wechat, code);
    let screen = world.window().wait_notice(notice).await.unwrap();
    assert_eq!(screen.screen, "identify", "back at the scan step");
    world.hall.show_nothing();
}

/// The camera goes on: a good code is read at once.
async fn goes_on(world: &World) {
    world.visitor().identify(&WANG, App::Wechat).await.unwrap();
    world.window().wait_screen("dues").await.unwrap();
}

#[tokio::test]
async fn codes_that_are_not_good_are_told_apart_and_a_good_one_goes_on() {
    let Some(world) = World::new().await else {
        return;
    };
    up_to_identify(&world).await;
    let issuer = world.hall.issuer(App::Wechat);
    let good = issuer.code(&WANG);
    let old = Timestamp::now() - SignedDuration::from_mins(5);
    let forger = issuer.forger().unwrap();
    let unknown = Issuer::new(App::Wechat).unwrap();
    let half = good[..good.len() / 2].to_owned();
    for (code, notice) in [
        (issuer.code_at(&WANG, old), "codeExpired"),
        (forger.code(&WANG), "codeForged"),
        (unknown.code(&WANG), "codeUnknownIssuer"),
        (half, "codeCutOff"),
        ("https://menu.example.cn/t/12".to_owned(), "codeOther"),
    ] {
        refused(&world, code, notice).await;
    }
    goes_on(&world).await;
    let books = world.nothing_was_paid().await;
    let mut told = books.refusals();
    told.dedup();
    let all = [
        "codeExpired",
        "codeForged",
        "codeUnknownIssuer",
        "codeCutOff",
        "codeOther",
    ];
    assert_eq!(told, all, "the journal knows");
    world.no_channel_was_asked();
}

#[tokio::test]
async fn a_code_that_was_used_in_another_visit_is_refused() {
    let Some(world) = World::new().await else {
        return;
    };
    up_to_identify(&world).await;
    let code = world.hall.issuer(App::Weibo).code(&WANG);
    world.hall.show_code_of(App::Weibo, code.clone());
    world.window().wait_screen("dues").await.unwrap();
    world.hall.show_nothing();
    world.window().touch("cancel").await.unwrap();
    world.window().wait_screen("thanks").await.unwrap();

    up_to_identify(&world).await;
    refused(&world, code, "codeUsed").await;
    goes_on(&world).await;
}

#[tokio::test]
async fn somebody_the_hall_does_not_know_is_told_so() {
    let Some(world) = World::new().await else {
        return;
    };
    up_to_identify(&world).await;
    let code = world.hall.issuer(App::Alipay).code(&STRANGER);
    refused(&world, code, "codeUnknownIssuer").await;
    goes_on(&world).await;
}

#[tokio::test]
async fn a_refusal_is_on_the_screen_within_a_second() {
    let Some(world) = World::new().await else {
        return;
    };
    up_to_identify(&world).await;
    let old = Timestamp::now() - SignedDuration::from_mins(5);
    let code = world.hall.issuer(App::Wechat).code_at(&WANG, old);
    world.hall.show_code_of(App::Wechat, code);
    let frames = world.hall.camera().clone();
    let in_sight = async {
        let mut ticks = tokio::time::interval(Duration::from_millis(5));
        while frames.frames().len() < 2 {
            ticks.tick().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), in_sight)
        .await
        .unwrap();
    let second = Duration::from_secs(1);
    let told = |now: &stage::window::Screen| now.notice.as_deref() == Some("codeExpired");
    world
        .window()
        .wait(second, "the refusal within a second", told)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_payment_code_is_no_citizen_code_and_the_other_way_round() {
    let Some(world) = World::new().await else {
        return;
    };
    up_to_identify(&world).await;
    for channel in [ChannelKind::Wechat, ChannelKind::Alipay] {
        world.hall.show_payment(channel, WANG.id);
        world
            .window()
            .wait_notice("showIdentityInstead")
            .await
            .unwrap();
        world.hall.show_nothing();
    }
    goes_on(&world).await;
    world.window().touch("next").await.unwrap();
    world.visitor().confirm_review().await.unwrap();

    world.hall.show_citizen(&WANG, App::Wechat);
    let screen = world
        .window()
        .wait_notice("showPaymentInstead")
        .await
        .unwrap();
    assert_eq!(screen.phase.as_deref(), Some("showCode"));
    world.hall.show_code_of(App::Wechat, resident_id());
    world
        .window()
        .wait_notice("idNumberNotNeeded")
        .await
        .unwrap();
    world.no_channel_was_asked();
    let books = world.nothing_was_paid().await;
    assert_eq!(books.payments, [], "nothing was even intended");
}

/// A resident ID of digits alone, which has the shape of a WeChat payment code.
fn resident_id() -> String {
    let mut numbers = (0..10_000).map(|serial| format!("11010119900307{serial:04}"));
    numbers
        .find(|number| codes::resident::is_resident_id(number))
        .unwrap()
}

#[tokio::test]
async fn notice_numbers_that_are_wrong_unknown_or_paid_are_told_apart() {
    let Some(world) = World::new().await else {
        return;
    };
    world
        .visitor()
        .choose_service(None, "non-tax")
        .await
        .unwrap();
    world.window().wait_screen("question").await.unwrap();
    let unknown = notice_number(NOTICE_UNKNOWN);
    let mut mistyped = unknown.clone().into_bytes();
    mistyped.swap(17, 16);
    mistyped[15] = if mistyped[15] == b'0' { b'1' } else { b'0' };
    for (number, notice) in [
        (String::from_utf8(mistyped).unwrap(), "noticeNumberMistyped"),
        (unknown, "noticeNumberUnknown"),
        (notice_number(NOTICE_PAID), "noticeAlreadyPaid"),
    ] {
        world.visitor().type_digits(&number).await.unwrap();
        world.window().touch("next").await.unwrap();
        let screen = world.window().wait_notice(notice).await.unwrap();
        assert_eq!(screen.screen, "question", "the number can be put right");
        world.window().touch("clear").await.unwrap();
    }
    let books = world.nothing_was_paid().await;
    let all = [
        "noticeNumberMistyped",
        "noticeNumberUnknown",
        "noticeAlreadyPaid",
    ];
    assert_eq!(books.refusals(), all, "the journal knows");
}
