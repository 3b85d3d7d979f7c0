//! Services that cost nothing.

use anyhow::{Context as _, ensure};

use super::guest::{Guest, one_paper};
use super::records::Records;

pub async fn statement(guest: &Guest<'_>) -> anyhow::Result<()> {
    let before = guest.books().await;
    guest.begin_with_code("social-security-statement").await?;
    guest.choose("this-year").await?;
    guest.confirm().await?;
    let number = guest.printed().await?;
    guest.leave(None).await?;
    let after = guest.books().await;
    one_paper(&before, &after)?;
    let (_, case) = Records::of(guest)?.last("social-security-statement")?;
    ensure!(number == case, "{number} is shown, {case} is kept");
    Ok(())
}

pub async fn card_loss(guest: &Guest<'_>) -> anyhow::Result<()> {
    let before = guest.books().await;
    guest.begin_with_code("social-security-card-loss").await?;
    guest.choose("lost").await?;
    let window = guest.window();
    guest.confirm().await?;
    window.wait_screen("taken").await?;
    let number = window.attribute("data-number").await?;
    guest.leave(None).await?;
    let after = guest.books().await;
    let more = after.applications.len() - before.applications.len();
    ensure!(more == 1, "{more} applications");
    let (_, case) = Records::of(guest)?.last("social-security-card-loss")?;
    ensure!(number.as_deref() == Some(&*case), "{number:?}, {case}");
    Ok(())
}

/// A number for a window, without a code and given at once; it was not good.
pub async fn queue_ticket(guest: &Guest<'_>) -> anyhow::Result<()> {
    let before = guest.books().await;
    guest.begin("queue-ticket").await?;
    guest.choose("social-security").await?;
    guest.printed().await?;
    let shown = guest.window().attribute("data-prominent").await?;
    let shown = shown.context("the ticket's number is on the screen")?;
    guest.leave(Some(2)).await?;
    one_paper(&before, &guest.books().await)?;
    let records = Records::of(guest)?;
    let given = format!("A{:03}", records.last_ticket("social-security")?);
    ensure!(shown == given, "{shown} is shown, {given} was given");
    records.rated("queue-ticket", 2).await
}

/// The time that was booked is changed, and then given back, with its fee.
pub async fn changed_and_cancelled(guest: &Guest<'_>) -> anyhow::Result<()> {
    let records = Records::of(guest)?;
    let booked = records.slot_of(guest)?.context("a time is booked")?;

    guest.begin_with_code("hospital-appointments").await?;
    guest.choose("").await?;
    guest.choose("change").await?;
    let wanted = guest.choose("first-heart-zhou-").await?;
    guest.confirm().await?;
    guest.printed().await?;
    guest.leave(None).await?;
    ensure!(wanted != booked, "{wanted} was booked before");
    let now = records.slot_of(guest)?;
    ensure!(now.as_deref() == Some(&*wanted), "{now:?} is booked");

    let before = guest.books().await;
    guest.begin_with_code("hospital-appointments").await?;
    guest.choose("").await?;
    guest.choose("cancel").await?;
    guest.confirm().await?;
    guest.printed().await?;
    guest.leave(None).await?;
    let after = guest.books().await;
    one_paper(&before, &after)?;
    let now = records.slot_of(guest)?;
    ensure!(now.is_none(), "{now:?} is still booked");
    let refunds = records.refunds()?;
    ensure!(refunds == [5_000], "to be given back: {refunds:?}");
    Ok(())
}

/// How far the newest one is, which is done.
pub async fn progress(guest: &Guest<'_>) -> anyhow::Result<()> {
    let before = guest.books().await;
    guest.begin_with_code("application-progress").await?;
    guest.choose("").await?;
    let window = guest.window();
    window.wait_screen("details").await?;
    window.wait_element("li.done").await?;
    let later = window.count("li.later, li.now").await?;
    ensure!(later == 0, "{later} stages are still to come");
    guest.leave(None).await?;
    let after = guest.books().await;
    ensure!(
        after.applications == before.applications,
        "looking is no application"
    );
    Ok(())
}

/// The newest receipt, at once and on a paper of its own.
pub async fn reprint(guest: &Guest<'_>) -> anyhow::Result<()> {
    let before = guest.books().await;
    guest.begin_with_code("receipt-reprint").await?;
    let receipt = guest.choose("").await?;
    guest.printed().await?;
    guest.leave(None).await?;
    let after = guest.books().await;
    one_paper(&before, &after)?;
    ensure!(after.taken() == before.taken(), "a reprint is free");
    let reprints = Records::of(guest)?.reprints(&receipt)?;
    ensure!(
        reprints == 1,
        "{receipt} was printed again {reprints} times"
    );
    Ok(())
}
