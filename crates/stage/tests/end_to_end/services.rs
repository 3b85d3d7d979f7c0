//! Every service from the attract screen to the thanks, by touch: the same steps in Chinese, and in
//! Uyghur with the largest text. What came of it is looked up where it has to be, not on the screen.

mod free;
mod guest;
mod paid;
mod records;
mod table;

use std::time::Instant;

use anyhow::Context as _;
use stage::channels::ChannelKind;
use stage::hall::{ABDULLA, App, Citizen, LI, WANG};

use crate::world::World;
use guest::Guest;
use table::{Line, write};

/// Those that are done most often need no more than this: code, one fine, pay, receipt.
const COMMONEST_TOUCHES: u32 = 5;

/// In an order in which there is an appointment before it is changed, and a receipt before it is
/// printed again.
const SERVICES: [&str; 12] = [
    "traffic-fines",
    "non-tax",
    "utility-bills",
    "social-security-contribution",
    "hospital-registration",
    "hospital-appointments",
    "vehicle-plate",
    "social-security-statement",
    "social-security-card-loss",
    "queue-ticket",
    "application-progress",
    "receipt-reprint",
];

/// Somebody does this service.
async fn carry_out(guest: &Guest<'_>, service: &str) -> anyhow::Result<()> {
    match service {
        "traffic-fines" => paid::traffic_fines(guest).await,
        "non-tax" => paid::notice(guest).await,
        "utility-bills" => paid::utility_bills(guest).await,
        "social-security-contribution" => paid::contribution(guest).await,
        "hospital-registration" => paid::registration(guest).await,
        "hospital-appointments" => free::changed_and_cancelled(guest).await,
        "vehicle-plate" => paid::plate(guest).await,
        "social-security-statement" => free::statement(guest).await,
        "social-security-card-loss" => free::card_loss(guest).await,
        "queue-ticket" => free::queue_ticket(guest).await,
        "application-progress" => free::progress(guest).await,
        "receipt-reprint" => free::reprint(guest).await,
        other => anyhow::bail!("nobody knows how {other} is done"),
    }
}

/// All services, one after the other at one machine.
async fn all(citizen: Citizen, lang: &'static str, text: u8) -> Option<Vec<Line>> {
    let langs = ["zh-CN", "en", "ug", "bo"].map(str::to_owned);
    let world = World::with(|options| options.langs = langs.into()).await?;
    let mut lines = Vec::new();
    for service in SERVICES {
        let guest = Guest::new(&world, citizen, lang, text);
        let done = carry_out(&guest, service).await;
        done.with_context(|| format!("{service} in {lang}"))
            .unwrap();
        lines.push(guest.line(service));
    }
    Some(lines)
}

#[tokio::test]
async fn each_is_done_by_touch_in_chinese() {
    let Some(lines) = all(WANG, "zh-CN", 0).await else {
        return;
    };
    let fines = lines.iter().find(|line| line.service == "traffic-fines");
    assert!(fines.unwrap().touches <= COMMONEST_TOUCHES, "{lines:#?}");
    write("touches.md", &lines).unwrap();
}

#[tokio::test]
async fn each_is_done_by_touch_in_uyghur_with_the_largest_text() {
    let Some(lines) = all(ABDULLA, "ug", 3).await else {
        return;
    };
    write("touches-ug.md", &lines).unwrap();
}

#[tokio::test]
async fn one_fine_is_paid_in_five_touches_and_two_codes() {
    let Some(world) = World::new().await else {
        return;
    };
    let (window, visitor) = (world.window(), world.visitor());
    window.wait_screen("attract").await.unwrap();
    let since = Instant::now();
    visitor.open_service("traffic-fines").await.unwrap();
    visitor.identify(&LI, App::Wechat).await.unwrap();
    window.wait_screen("dues").await.unwrap();
    window.touch("next").await.unwrap();
    assert_eq!(visitor.confirm_review().await.unwrap(), 5_000);
    visitor
        .show_payment(ChannelKind::Wechat, LI.id)
        .await
        .unwrap();
    window.wait_phase("receipt", "printed").await.unwrap();
    visitor.finish(None).await.unwrap();
    let (touches, took) = (window.touches(), since.elapsed());
    assert!(
        touches <= COMMONEST_TOUCHES,
        "{touches} touches in {took:?}"
    );
    world.paid_once(5_000).await;
}
