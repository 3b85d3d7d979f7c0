//! The backend is not reachable, slow, or answers rubbish: the kiosk says so before anything was
//! typed, and goes on by itself when it is back.

use std::time::Duration;

use stage::channels::{Behaviour, ChannelKind, Outcome, Who};
use stage::hall::{App, LI};
use stage::line::Trouble;

use crate::world::World;

/// Longer than the kiosk takes to give up a question.
const NOTICED: Duration = Duration::from_secs(40);

async fn offers(world: &World, wanted: bool) {
    let selector = match wanted {
        true => "[data-touch=\"chooseService:traffic-fines\"]:not([aria-disabled=true])",
        false => "[data-touch=\"chooseService:traffic-fines\"][aria-disabled=true]",
    };
    world
        .window()
        .wait_element_for(NOTICED, selector)
        .await
        .unwrap();
}

#[tokio::test]
async fn services_that_cannot_go_on_say_so_and_come_back_by_themselves() {
    let Some(world) = World::new().await else {
        return;
    };
    world.window().wait_screen("attract").await.unwrap();
    for trouble in [
        Trouble::Cut,
        Trouble::Rubbish,
        Trouble::Broken,
        Trouble::Silent,
    ] {
        offers(&world, true).await;
        world.hall.line_trouble(trouble);
        offers(&world, false).await;
        let screen = world.window().screen().await.unwrap().unwrap();
        assert_eq!(screen.notice.as_deref(), Some("offline"), "{trouble:?}");
        world.hall.line_trouble(Trouble::Nothing);
    }
    offers(&world, true).await;
    world
        .visitor()
        .choose_service(None, "traffic-fines")
        .await
        .unwrap();
    world.visitor().identify(&LI, App::Wechat).await.unwrap();
    world.window().wait_screen("dues").await.unwrap();
}

#[tokio::test]
async fn a_backend_that_is_stopped_and_started_again_goes_on() {
    let Some(mut world) = World::new().await else {
        return;
    };
    offers(&world, true).await;
    world.hall.backend().stop().await.unwrap();
    offers(&world, false).await;
    world.hall.backend().serve().await.unwrap();
    offers(&world, true).await;
}

#[tokio::test]
async fn a_slow_backend_is_waited_for() {
    let Some(world) = World::new().await else {
        return;
    };
    offers(&world, true).await;
    world
        .hall
        .line_trouble(Trouble::Slow(Duration::from_millis(700)));
    world
        .visitor()
        .choose_service(None, "traffic-fines")
        .await
        .unwrap();
    world.visitor().identify(&LI, App::Wechat).await.unwrap();
    world.window().wait_screen("dues").await.unwrap();
}

#[tokio::test]
async fn in_the_middle_of_a_visit_the_citizen_is_told_and_may_try_again() {
    let Some(world) = World::new().await else {
        return;
    };
    world
        .visitor()
        .choose_service(None, "traffic-fines")
        .await
        .unwrap();
    world.window().wait_screen("identify").await.unwrap();
    world.hall.line_trouble(Trouble::Broken);
    world.hall.show_citizen(&LI, App::Wechat);
    let told = world
        .window()
        .wait(NOTICED, "to be told", |now| {
            matches!(now.notice.as_deref(), Some("tryAgain" | "offline"))
        })
        .await
        .unwrap();
    assert_eq!(told.screen, "identify");
    world.hall.line_trouble(Trouble::Nothing);
    world.visitor().identify(&LI, App::Wechat).await.unwrap();
    world.window().wait_screen("dues").await.unwrap();
}

#[tokio::test]
async fn a_payment_whose_answers_get_lost_is_paid_once() {
    let Some(world) = World::new().await else {
        return;
    };
    let visitor = world.visitor();
    world
        .hall
        .wechat()
        .ledger()
        .behave(Who::Next, Behaviour::ask_password());
    visitor.choose_service(None, "traffic-fines").await.unwrap();
    visitor.identify(&LI, App::Wechat).await.unwrap();
    world.window().wait_screen("dues").await.unwrap();
    world.window().touch("next").await.unwrap();
    visitor.confirm_review().await.unwrap();
    world.hall.line_trouble(Trouble::LosesAnswers);
    visitor
        .show_payment(ChannelKind::Wechat, LI.id)
        .await
        .unwrap();
    visitor
        .answer_prompt(ChannelKind::Wechat, LI.id, Outcome::Confirmed)
        .await
        .unwrap();
    world.hall.line_trouble(Trouble::Nothing);
    visitor.take_receipt().await.unwrap();
    world.paid_once(5_000).await;
}

#[tokio::test]
async fn a_backend_that_dies_while_the_payer_is_asked_is_paid_once() {
    let Some(mut world) = World::new().await else {
        return;
    };
    world
        .hall
        .wechat()
        .ledger()
        .behave(Who::Next, Behaviour::ask_password());
    let visitor = world.visitor();
    visitor.choose_service(None, "traffic-fines").await.unwrap();
    visitor.identify(&LI, App::Wechat).await.unwrap();
    world.window().wait_screen("dues").await.unwrap();
    world.window().touch("next").await.unwrap();
    visitor.confirm_review().await.unwrap();
    visitor
        .show_payment(ChannelKind::Wechat, LI.id)
        .await
        .unwrap();
    world.window().wait_phase("pay", "asking").await.unwrap();
    let asked = |ledger: &stage::channels::Ledger| ledger.prompts(LI.id).into_iter().next();
    world
        .hall
        .wechat()
        .ledger()
        .wait(NOTICED, asked)
        .await
        .unwrap();
    world.hall.backend().kill().await.unwrap();
    world
        .hall
        .wechat()
        .ledger()
        .confirm(LI.id, Outcome::Confirmed)
        .unwrap();
    world.hall.backend().serve().await.unwrap();
    world.visitor().take_receipt().await.unwrap();
    world.paid_once(5_000).await;
}
