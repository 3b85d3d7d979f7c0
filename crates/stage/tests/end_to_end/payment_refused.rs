//! The channel says no, or nothing: declined in plain words, and another way is open.

use std::time::Duration;

use stage::channels::{Answer, Behaviour, Call, ChannelKind, Ledger, Outcome, Refusal, Who};
use stage::hall::{App, LI, WANG};
use stage::window::Screen;

use crate::world::World;

/// As far as where the payment code is asked for, for a fine of 50 yuan.
async fn up_to_paying(world: &World) {
    let visitor = world.visitor();
    visitor.choose_service(None, "traffic-fines").await.unwrap();
    visitor.identify(&LI, App::Wechat).await.unwrap();
    world.window().wait_screen("dues").await.unwrap();
    world.window().touch("next").await.unwrap();
    assert_eq!(visitor.confirm_review().await.unwrap(), 5_000);
}

fn may_try_again(screen: &Screen) -> bool {
    screen.screen == "pay" && screen.phase.as_deref() == Some("showCode")
}

async fn declined(world: &World, notice: &str) {
    let screen = world.window().wait_notice(notice).await.unwrap();
    assert!(may_try_again(&screen), "{screen:?}");
    let books = world.nothing_was_paid().await;
    assert!(
        books
            .payments
            .iter()
            .all(|payment| payment.known == "declined"),
        "{books:#?}"
    );
}

async fn paid_the_other_way(world: &World) {
    let visitor = world.visitor();
    visitor
        .show_payment(ChannelKind::Alipay, LI.id)
        .await
        .unwrap();
    visitor.take_receipt().await.unwrap();
    let books = world.paid_once(5_000).await;
    assert_eq!(
        books.payments.len(),
        2,
        "two keys, one of them declined: {books:#?}"
    );
}

#[tokio::test]
async fn who_has_not_enough_at_wechat_pays_by_alipay() {
    let Some(world) = World::new().await else {
        return;
    };
    world.hall.wechat().ledger().set_balance(LI.id, 4_999);
    up_to_paying(&world).await;
    world
        .visitor()
        .show_payment(ChannelKind::Wechat, LI.id)
        .await
        .unwrap();
    declined(&world, "declinedNotEnough").await;
    paid_the_other_way(&world).await;
}

#[tokio::test]
async fn who_has_not_enough_at_alipay_pays_by_wechat() {
    let Some(world) = World::new().await else {
        return;
    };
    world
        .hall
        .alipay()
        .ledger()
        .behave(Who::Next, Behaviour::refuse(Refusal::NotEnough));
    up_to_paying(&world).await;
    world
        .visitor()
        .show_payment(ChannelKind::Alipay, LI.id)
        .await
        .unwrap();
    declined(&world, "declinedNotEnough").await;
    world
        .visitor()
        .show_payment(ChannelKind::Wechat, LI.id)
        .await
        .unwrap();
    world.visitor().take_receipt().await.unwrap();
    world.paid_once(5_000).await;
}

#[tokio::test]
async fn a_wrong_password_is_declined_and_may_be_tried_another_way() {
    let Some(world) = World::new().await else {
        return;
    };
    up_to_paying(&world).await;
    let visitor = world.visitor();
    for channel in [ChannelKind::Wechat, ChannelKind::Alipay] {
        world
            .hall
            .ledger(channel)
            .behave(Who::Next, Behaviour::ask_password());
        visitor.show_payment(channel, LI.id).await.unwrap();
        visitor
            .answer_prompt(channel, LI.id, Outcome::WrongPassword)
            .await
            .unwrap();
        // Neither channel says that it was the password: it was not confirmed on the phone.
        declined(&world, "declinedNotConfirmed").await;
    }
    visitor
        .show_payment(ChannelKind::Alipay, LI.id)
        .await
        .unwrap();
    visitor.take_receipt().await.unwrap();
    world.paid_once(5_000).await;
}

#[tokio::test]
async fn a_question_that_nobody_answers_runs_out_and_nothing_is_owed() {
    let Some(world) = World::new().await else {
        return;
    };
    world
        .hall
        .wechat()
        .ledger()
        .behave(Who::Next, Behaviour::ask_password());
    up_to_paying(&world).await;
    world
        .visitor()
        .show_payment(ChannelKind::Wechat, LI.id)
        .await
        .unwrap();
    world.window().wait_phase("pay", "asking").await.unwrap();
    declined(&world, "declinedNotConfirmed").await;
    let late = world
        .hall
        .wechat()
        .ledger()
        .confirm(LI.id, Outcome::Confirmed);
    assert_eq!(late, None, "whoever confirms too late pays nothing");
    paid_the_other_way(&world).await;
}

#[tokio::test]
async fn an_expired_payment_code_is_asked_for_once_however_long_it_is_held() {
    let Some(world) = World::new().await else {
        return;
    };
    up_to_paying(&world).await;
    let ledger = world.hall.wechat().ledger();
    let old = ledger.mint_at(
        LI.id,
        jiff::Timestamp::now() - jiff::SignedDuration::from_mins(2),
    );
    world.hall.show_payment_code(ChannelKind::Wechat, old);
    declined(&world, "declinedCodeExpired").await;
    let again = |ledger: &Ledger| (ledger.requests().len() > 1).then(|| ledger.requests());
    let asked = ledger.wait(Duration::from_secs(3), again).await;
    assert!(
        asked.is_err(),
        "the channel was asked again for the same code: {asked:?}"
    );
    world.hall.show_nothing();
    paid_the_other_way(&world).await;
}

#[tokio::test]
async fn a_channel_that_never_answers_but_took_the_money_is_found_out_about() {
    let Some(world) = World::new().await else {
        return;
    };
    let silent = Behaviour::pay().answering(Answer::Never);
    world.hall.wechat().ledger().behave(Who::Next, silent);
    up_to_paying(&world).await;
    world
        .visitor()
        .show_payment(ChannelKind::Wechat, LI.id)
        .await
        .unwrap();
    world.visitor().take_receipt().await.unwrap();
    world.paid_once(5_000).await;
}

#[tokio::test]
async fn a_channel_that_talks_rubbish_is_not_believed() {
    for answer in [Answer::Rubbish, Answer::WrongSignature, Answer::SystemError] {
        let Some(world) = World::new().await else {
            return;
        };
        world
            .hall
            .alipay()
            .ledger()
            .behave(Who::Next, Behaviour::pay().answering(answer));
        world
            .hall
            .alipay()
            .ledger()
            .interfere(Call::Query, answer, 2);
        up_to_paying(&world).await;
        world
            .visitor()
            .show_payment(ChannelKind::Alipay, LI.id)
            .await
            .unwrap();
        world.visitor().take_receipt().await.unwrap();
        world.paid_once(5_000).await;
    }
}

#[tokio::test]
async fn a_request_that_got_lost_charges_nothing() {
    let Some(world) = World::new().await else {
        return;
    };
    world
        .hall
        .wechat()
        .ledger()
        .behave(Who::Next, Behaviour::lose());
    up_to_paying(&world).await;
    world
        .visitor()
        .show_payment(ChannelKind::Wechat, LI.id)
        .await
        .unwrap();
    let screen = world
        .window()
        .wait(Duration::from_secs(60), "a decision", |now| {
            may_try_again(now) && now.notice.is_some()
        })
        .await
        .unwrap();
    assert!(screen.notice.is_some());
    world.nothing_was_paid().await;
    paid_the_other_way(&world).await;
}

#[tokio::test]
async fn the_money_path_cannot_be_touched_twice() {
    let Some(world) = World::new().await else {
        return;
    };
    let visitor = world.visitor();
    visitor.choose_service(None, "traffic-fines").await.unwrap();
    visitor.identify(&WANG, App::Wechat).await.unwrap();
    world.window().wait_screen("dues").await.unwrap();
    world.window().touch("next").await.unwrap();
    world.window().wait_screen("review").await.unwrap();
    let twice = "const next = document.querySelector('[data-touch=next]'); \
                 next.click(); next.click(); next.click();";
    world.window().run(twice, vec![]).await.unwrap();
    world.window().wait_phase("pay", "showCode").await.unwrap();
    visitor
        .show_payment(ChannelKind::Wechat, WANG.id)
        .await
        .unwrap();
    visitor.take_receipt().await.unwrap();
    let books = world.paid_once(45_000).await;
    let applied = books
        .journal
        .iter()
        .filter(|record| record["is"] == "applied")
        .count();
    assert_eq!(applied, 1, "one application");
}
