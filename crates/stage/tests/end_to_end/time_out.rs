//! Nobody touches anything: the citizen is asked, may stay as often as they like, and the visit
//! ends by itself.

use std::time::Duration;

use stage::hall::{App, LI};
use stage::window::Screen;
use toml::toml;

use crate::world::World;

const IDLE: Duration = Duration::from_secs(10);
const WARNING: Duration = Duration::from_secs(35);

fn asked(screen: &Screen) -> bool {
    screen.sheet.as_deref() == Some("stillThere")
}

#[tokio::test]
async fn one_touch_extends_and_doing_nothing_ends_the_visit() {
    let quick = |options: &mut stage::hall::HallOptions| {
        options.times = toml! {
            idle_s = 2
            warning_s = 20
            thanks_s = 1
            refresh_s = 1
        };
    };
    let Some(world) = World::with(quick).await else {
        return;
    };
    let visitor = world.visitor();
    let window = world.window();
    visitor.choose_service(None, "traffic-fines").await.unwrap();
    visitor.identify(&LI, App::Wechat).await.unwrap();
    window.wait_screen("dues").await.unwrap();
    window.touch("next").await.unwrap();
    visitor.confirm_review().await.unwrap();
    for _ in 0..3 {
        window.wait(IDLE, "the question", asked).await.unwrap();
        window.touch("stay").await.unwrap();
        let stays = window
            .wait(IDLE, "the screen again", |now| !asked(now))
            .await
            .unwrap();
        assert_eq!(stays.phase.as_deref(), Some("showCode"), "at the same step");
    }
    window.wait(IDLE, "the question", asked).await.unwrap();
    let since = tokio::time::Instant::now();
    window
        .wait(WARNING, "the end", |now| now.screen == "thanks")
        .await
        .unwrap();
    let stood = since.elapsed();
    assert!(
        stood > Duration::from_secs(19),
        "the question stood for {stood:?}, less than 20 s"
    );
    window.wait_screen("attract").await.unwrap();

    let books = world.nothing_was_paid().await;
    assert_eq!(books.endings(), ["timedOut"]);
    world.no_channel_was_asked();

    // Nothing of the visit is left: the next one begins afresh and may have the same due.
    visitor.choose_service(None, "traffic-fines").await.unwrap();
    window.wait_screen("identify").await.unwrap();
}
