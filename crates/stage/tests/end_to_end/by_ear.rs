//! Visits by keypad and headphones alone: what was said is all that is known of the screen.

use stage::channels::ChannelKind;
use stage::hall::{App, WANG};
use stage::visitor::Blind;
use stage::window::Key;

use crate::world::World;

/// Somebody at a machine that has a voice.
async fn hall_with_voice() -> Option<World> {
    World::with(|options| options.voice = true).await
}

#[tokio::test]
async fn a_traffic_fine_is_paid_by_keypad_and_ear() {
    let Some(world) = hall_with_voice().await else {
        return;
    };
    let mut blind = Blind::new(&world.hall, world.window()).unwrap();
    blind.press(Key::Down).await.unwrap();
    blind.hear("您要办什么").await.unwrap();
    blind.choose("缴纳交通罚款").await.unwrap();
    blind.hear("请出示身份码").await.unwrap();
    world.hall.show_citizen(&WANG, App::Wechat);
    blind.hear("3 笔待缴").await.unwrap();
    world.hall.show_nothing();
    // One of the three stays for another day.
    blind.find("已勾选").await.unwrap();
    blind.press(Key::Select).await.unwrap();
    blind.hear("未勾选").await.unwrap();
    blind.press(Key::Next).await.unwrap();
    blind.hear("请核对").await.unwrap();
    blind.press(Key::Next).await.unwrap();
    blind.hear("请出示付款码").await.unwrap();
    world.hall.show_payment(ChannelKind::Wechat, WANG.id);
    blind.hear("请取走回执").await.unwrap();
    world.hall.show_nothing();
    blind.press(Key::Next).await.unwrap();
    blind.hear("这次办得怎么样").await.unwrap();
    blind.press(Key::Next).await.unwrap();
    blind.hear("请慢走").await.unwrap();

    let books = world.books().await;
    assert_eq!((books.receipts.len(), books.papers.len()), (1, 1));
    assert_eq!(books.endings(), ["done"]);
}

#[tokio::test]
async fn pulling_the_headphones_out_ends_the_speech() {
    let Some(world) = hall_with_voice().await else {
        return;
    };
    let voice = world.hall.voice().unwrap();
    let mut blind = Blind::new(&world.hall, world.window()).unwrap();
    voice.plug(true).unwrap();
    blind.hear("您要办什么").await.unwrap();
    blind.press(Key::Down).await.unwrap();
    voice.plug(false).unwrap();
    let speech_is_off = "[data-touch=\"speech\"][aria-pressed=false]";
    world.window().wait_element(speech_is_off).await.unwrap();
    let before = voice.transcript().unwrap().len();
    blind.tap(Key::Down).await.unwrap();
    blind.tap(Key::Next).await.unwrap();
    world.window().wait_screen("services").await.unwrap();
    assert_eq!(voice.transcript().unwrap().len(), before);
}
