//! Paid visits, by each channel and in each of the three services.

use stage::channels::{Behaviour, ChannelKind, Outcome, Who};
use stage::hall::{ABDULLA, App, LI, NOTICE, NOTICE_OF_TWO, WANG, YAN, notice_number};

use crate::world::World;

#[tokio::test]
async fn two_of_three_fines_are_paid_by_wechat_with_the_password() {
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
    visitor.identify(&WANG, App::Wechat).await.unwrap();
    visitor.tick("3101152600018803", false).await.unwrap();
    world.window().touch("next").await.unwrap();
    assert_eq!(visitor.confirm_review().await.unwrap(), 35_000);
    visitor
        .show_payment(ChannelKind::Wechat, WANG.id)
        .await
        .unwrap();
    visitor
        .answer_prompt(ChannelKind::Wechat, WANG.id, Outcome::Confirmed)
        .await
        .unwrap();
    let receipt = visitor.take_receipt().await.unwrap();

    let books = world.paid_once(35_000).await;
    assert_eq!(books.receipts[0].number, receipt);
    assert_eq!(books.endings(), ["done"]);
    let pdf = std::fs::read(&books.papers[0].file).unwrap();
    assert!(pdf.starts_with(b"%PDF-"), "the printer received a PDF");

    // What was paid is not owed any more: the third fine alone is left.
    visitor.choose_service(None, "traffic-fines").await.unwrap();
    visitor.identify(&WANG, App::Alipay).await.unwrap();
    world
        .window()
        .wait_element("[data-touch=\"tick:3101152600018803\"]")
        .await
        .unwrap();
    assert_eq!(
        world
            .window()
            .count("[data-touch^=\"tick:\"]")
            .await
            .unwrap(),
        1
    );
}

#[tokio::test]
async fn an_appointment_is_paid_by_alipay_in_english() {
    let Some(world) = World::new().await else {
        return;
    };
    let visitor = world.visitor();
    visitor
        .choose_service(Some("en"), "hospital-registration")
        .await
        .unwrap();
    let screen = visitor.identify(&LI, App::Alipay).await.unwrap();
    assert_eq!(screen.lang.as_deref(), Some("en"));
    let doctor = ["children", "children-inner", "children-inner-sun"].map(str::to_owned);
    visitor.choose_options(&doctor).await.unwrap();
    let slot = visitor.first_option("children-inner-sun-").await.unwrap();
    visitor
        .choose_options(std::slice::from_ref(&slot))
        .await
        .unwrap();
    assert_eq!(visitor.confirm_review().await.unwrap(), 5_000);
    visitor
        .show_payment(ChannelKind::Alipay, LI.id)
        .await
        .unwrap();
    visitor.take_receipt().await.unwrap();
    world.paid_once(5_000).await;

    // The time is taken: nobody else can have it.
    visitor
        .choose_service(None, "hospital-registration")
        .await
        .unwrap();
    visitor.identify(&ABDULLA, App::Weibo).await.unwrap();
    visitor.choose_options(&doctor).await.unwrap();
    visitor.first_option("children-inner-sun-").await.unwrap();
    assert!(
        !world
            .window()
            .offers(&format!("chooseOption:{slot}"))
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn a_notice_is_typed_and_paid_by_wechat_without_a_citizen_code() {
    let Some(world) = World::new().await else {
        return;
    };
    let visitor = world.visitor();
    visitor.choose_service(None, "non-tax").await.unwrap();
    world.window().wait_screen("question").await.unwrap();
    visitor
        .type_digits(&notice_number(NOTICE_OF_TWO))
        .await
        .unwrap();
    world.window().touch("next").await.unwrap();
    world.window().wait_screen("dues").await.unwrap();
    world.window().touch("next").await.unwrap();
    assert_eq!(visitor.confirm_review().await.unwrap(), 12_550);
    visitor
        .show_payment(ChannelKind::Wechat, WANG.id)
        .await
        .unwrap();
    visitor.take_receipt().await.unwrap();
    world.paid_once(12_550).await;
}

#[tokio::test]
async fn a_notice_is_held_before_the_camera_and_paid_by_alipay() {
    let Some(world) = World::new().await else {
        return;
    };
    let visitor = world.visitor();
    visitor.choose_service(None, "non-tax").await.unwrap();
    world.window().wait_screen("question").await.unwrap();
    world.hall.show_notice(&notice_number(NOTICE));
    world.window().wait_screen("dues").await.unwrap();
    world.hall.show_nothing();
    world.window().touch("next").await.unwrap();
    assert_eq!(visitor.confirm_review().await.unwrap(), 12_500);
    visitor
        .show_payment(ChannelKind::Alipay, LI.id)
        .await
        .unwrap();
    visitor.take_receipt().await.unwrap();
    world.paid_once(12_500).await;
}

#[tokio::test]
async fn a_rare_name_and_a_long_one_get_their_receipts() {
    let Some(world) = World::new().await else {
        return;
    };
    let visitor = world.visitor();
    for (citizen, app) in [(YAN, App::Weibo), (ABDULLA, App::Wechat)] {
        visitor.choose_service(None, "traffic-fines").await.unwrap();
        visitor.identify(&citizen, app).await.unwrap();
        world.window().wait_screen("dues").await.unwrap();
        world.window().touch("next").await.unwrap();
        visitor.confirm_review().await.unwrap();
        visitor
            .show_payment(ChannelKind::Wechat, citizen.id)
            .await
            .unwrap();
        visitor.take_receipt().await.unwrap();
    }
    let books = world.books().await;
    assert_eq!((books.receipts.len(), books.papers.len()), (2, 2));
}
