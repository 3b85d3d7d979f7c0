//! The printer cannot: told before paying where it is known; after paying the receipt is kept and
//! a reclaim code is on the screen.

use stage::channels::ChannelKind;
use stage::hall::{App, LI};
use stage::printer::Fault;
use stage::window::PATIENCE;

use crate::world::World;

async fn up_to_review(world: &World) {
    let visitor = world.visitor();
    visitor.choose_service(None, "traffic-fines").await.unwrap();
    visitor.identify(&LI, App::Wechat).await.unwrap();
    world.window().wait_screen("dues").await.unwrap();
    world.window().touch("next").await.unwrap();
    world.window().wait_screen("review").await.unwrap();
}

async fn pay(world: &World) {
    world.visitor().confirm_review().await.unwrap();
    world
        .visitor()
        .show_payment(ChannelKind::Wechat, LI.id)
        .await
        .unwrap();
}

/// The reclaim code on the screen is that of the receipt.
async fn reclaim_code_is_shown(world: &World) {
    world.window().wait_element("[data-reclaim]").await.unwrap();
    let shown = world
        .window()
        .attribute("data-reclaim")
        .await
        .unwrap()
        .unwrap();
    let receipts = stage::books::Books::read(&world.hall).unwrap().receipts;
    let letters: String = shown
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    assert_eq!(letters, receipts[0].reclaim_code);
}

#[tokio::test]
async fn what_is_known_is_told_before_paying_and_the_receipt_is_kept() {
    for fault in [Fault::PaperOut, Fault::CoverOpen] {
        let Some(world) = World::new().await else {
            return;
        };
        world.hall.printer().fault(fault).await.unwrap();
        up_to_review(&world).await;
        world.window().wait_notice("printerDown").await.unwrap();
        pay(&world).await;
        world
            .window()
            .wait_phase("receipt", "waiting")
            .await
            .unwrap();
        reclaim_code_is_shown(&world).await;
        world.visitor().leave(None).await.unwrap();
        let books = world.books().await;
        assert_eq!(
            (books.taken(), books.receipts.len(), books.papers.len()),
            (5_000, 1, 0)
        );
    }
}

#[tokio::test]
async fn a_printer_that_is_unplugged_is_told_before_paying() {
    let Some(world) = World::new().await else {
        return;
    };
    world.hall.printer().unplug().await;
    up_to_review(&world).await;
    world.window().wait_notice("printerDown").await.unwrap();
    pay(&world).await;
    world
        .window()
        .wait_phase("receipt", "waiting")
        .await
        .unwrap();
    reclaim_code_is_shown(&world).await;
    // Somebody plugs it in again while the citizen waits: it prints by itself.
    world.hall.printer().plug().await.unwrap();
    world.visitor().take_receipt().await.unwrap();
    world.paid_once(5_000).await;
}

#[tokio::test]
async fn paper_that_runs_out_while_printing_is_refilled_and_printed_once() {
    let Some(world) = World::new().await else {
        return;
    };
    world
        .hall
        .printer()
        .fault(Fault::PaperOutMidJob)
        .await
        .unwrap();
    up_to_review(&world).await;
    pay(&world).await;
    world
        .window()
        .wait_phase("receipt", "waiting")
        .await
        .unwrap();
    reclaim_code_is_shown(&world).await;
    world.hall.printer().clear().await.unwrap();
    world.visitor().take_receipt().await.unwrap();
    world.paid_once(5_000).await;
}

#[tokio::test]
async fn a_job_that_the_printer_aborts_leaves_a_reclaim_code() {
    let Some(world) = World::new().await else {
        return;
    };
    world.hall.printer().fault(Fault::Aborts).await.unwrap();
    up_to_review(&world).await;
    pay(&world).await;
    let gave_up = |now: &stage::window::Screen| now.phase.as_deref() == Some("notPrinted");
    world
        .window()
        .wait(PATIENCE, "the printer to give up", gave_up)
        .await
        .unwrap();
    reclaim_code_is_shown(&world).await;
    world.visitor().leave(None).await.unwrap();
    let books = world.books().await;
    assert_eq!(
        (books.taken(), books.receipts.len(), books.papers.len()),
        (5_000, 1, 0)
    );
}
