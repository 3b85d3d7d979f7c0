//! Cancelling at each step: nothing is charged, and nothing stays held.

use stage::channels::{Behaviour, ChannelKind, Outcome, Who};
use stage::hall::{App, LI, WANG};

use crate::world::World;

async fn cancelled(world: &World) {
    world.window().touch("cancel").await.unwrap();
    world.window().wait_screen("thanks").await.unwrap();
    world.window().wait_screen("attract").await.unwrap();
}

#[tokio::test]
async fn at_every_step_before_paying() {
    let Some(world) = World::new().await else {
        return;
    };
    let visitor = world.visitor();
    let window = world.window();

    window.wait_screen("attract").await.unwrap();
    window.touch("begin").await.unwrap();
    window.wait_screen("services").await.unwrap();
    window.touch("back").await.unwrap();
    window.wait_screen("thanks").await.unwrap();

    visitor.choose_service(None, "traffic-fines").await.unwrap();
    window.wait_screen("identify").await.unwrap();
    cancelled(&world).await;

    visitor.choose_service(None, "non-tax").await.unwrap();
    window.wait_screen("question").await.unwrap();
    visitor.type_digits("3101").await.unwrap();
    cancelled(&world).await;

    visitor
        .choose_service(None, "hospital-registration")
        .await
        .unwrap();
    visitor.identify(&LI, App::Wechat).await.unwrap();
    visitor.choose_options(&["first".to_owned()]).await.unwrap();
    window
        .wait_element("[data-touch=\"chooseOption:first-heart\"]")
        .await
        .unwrap();
    cancelled(&world).await;

    visitor.choose_service(None, "traffic-fines").await.unwrap();
    visitor.identify(&WANG, App::Alipay).await.unwrap();
    window.wait_screen("dues").await.unwrap();
    cancelled(&world).await;

    visitor.choose_service(None, "traffic-fines").await.unwrap();
    visitor.identify(&WANG, App::Weibo).await.unwrap();
    window.wait_screen("dues").await.unwrap();
    window.touch("next").await.unwrap();
    window.wait_screen("review").await.unwrap();
    cancelled(&world).await;

    visitor.choose_service(None, "traffic-fines").await.unwrap();
    visitor.identify(&WANG, App::Wechat).await.unwrap();
    window.wait_screen("dues").await.unwrap();
    window.touch("next").await.unwrap();
    visitor.confirm_review().await.unwrap();
    cancelled(&world).await;

    let books = world.nothing_was_paid().await;
    assert_eq!(books.endings(), ["cancelled"; 7]);
    world.no_channel_was_asked();
}

#[tokio::test]
async fn what_a_cancelled_visit_held_is_free_for_the_next() {
    let Some(world) = World::new().await else {
        return;
    };
    let visitor = world.visitor();
    for pay in [false, true] {
        visitor.choose_service(None, "traffic-fines").await.unwrap();
        visitor.identify(&LI, App::Wechat).await.unwrap();
        world.window().wait_screen("dues").await.unwrap();
        world.window().touch("next").await.unwrap();
        assert_eq!(visitor.confirm_review().await.unwrap(), 5_000);
        if pay {
            visitor
                .show_payment(ChannelKind::Wechat, LI.id)
                .await
                .unwrap();
            visitor.take_receipt().await.unwrap();
        } else {
            cancelled(&world).await;
        }
    }
    world.paid_once(5_000).await;
}

#[tokio::test]
async fn while_the_payer_is_asked_the_payment_is_taken_back() {
    for channel in [ChannelKind::Wechat, ChannelKind::Alipay] {
        let Some(world) = World::new().await else {
            return;
        };
        let visitor = world.visitor();
        world
            .hall
            .ledger(channel)
            .behave(Who::Next, Behaviour::ask_password());
        visitor.choose_service(None, "traffic-fines").await.unwrap();
        visitor.identify(&LI, App::Wechat).await.unwrap();
        world.window().wait_screen("dues").await.unwrap();
        world.window().touch("next").await.unwrap();
        visitor.confirm_review().await.unwrap();
        visitor.show_payment(channel, LI.id).await.unwrap();
        world.window().wait_phase("pay", "asking").await.unwrap();
        world.window().touch("cancel").await.unwrap();
        world
            .window()
            .wait_notice("paymentCancelled")
            .await
            .unwrap();
        let late = world
            .hall
            .ledger(channel)
            .confirm(LI.id, Outcome::Confirmed);
        assert_eq!(late, None, "the payer's question is closed");
        cancelled(&world).await;
        let books = world.nothing_was_paid().await;
        assert_eq!(books.payments[0].known, "voided");
    }
}

#[tokio::test]
async fn the_receipt_step_ends_the_visit_as_done() {
    let Some(world) = World::new().await else {
        return;
    };
    let visitor = world.visitor();
    visitor.choose_service(None, "traffic-fines").await.unwrap();
    visitor.identify(&LI, App::Wechat).await.unwrap();
    world.window().wait_screen("dues").await.unwrap();
    world.window().touch("next").await.unwrap();
    visitor.confirm_review().await.unwrap();
    visitor
        .show_payment(ChannelKind::Alipay, LI.id)
        .await
        .unwrap();
    world.window().wait_screen("receipt").await.unwrap();
    // Not waiting for the paper: it comes out all the same.
    visitor.leave(None).await.unwrap();
    let books = world.paid_once(5_000).await;
    assert_eq!(books.endings(), ["done"]);
}
