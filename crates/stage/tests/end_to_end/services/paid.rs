//! Services that cost something.

use anyhow::ensure;
use stage::channels::ChannelKind;
use stage::hall::{NOTICE, NOTICE_OF_TWO, WANG, notice_number};

use super::guest::{Guest, fulfilled, paid_once};
use super::records::Records;

pub async fn traffic_fines(guest: &Guest<'_>) -> anyhow::Result<()> {
    let before = guest.books().await;
    guest.begin_with_code("traffic-fines").await?;
    let fines = guest.ticks(true).await?;
    guest.window().touch("next").await?;
    let fen = guest.pay(ChannelKind::Wechat).await?;
    guest.leave(None).await?;
    let after = guest.books().await;
    paid_once(&before, &after, fen)?;
    fulfilled(&after, &fines)
}

/// Without a code of one's own, typed key by key.
pub async fn notice(guest: &Guest<'_>) -> anyhow::Result<()> {
    let before = guest.books().await;
    let number = match guest.citizen == WANG {
        true => NOTICE_OF_TWO,
        false => NOTICE,
    };
    guest.begin("non-tax").await?;
    guest.window().wait_screen("question").await?;
    guest.visitor().type_digits(&notice_number(number)).await?;
    guest.window().touch("next").await?;
    guest.window().wait_screen("dues").await?;
    guest.window().touch("next").await?;
    let fen = guest.pay(ChannelKind::Alipay).await?;
    guest.leave(None).await?;
    paid_once(&before, &guest.books().await, fen)
}

/// All accounts for water; it was good.
pub async fn utility_bills(guest: &Guest<'_>) -> anyhow::Result<()> {
    let before = guest.books().await;
    guest.begin_with_code("utility-bills").await?;
    guest.choose("water").await?;
    let accounts = guest.ticks(false).await?;
    ensure!(accounts.len() == 2, "accounts: {accounts:?}");
    for account in &accounts {
        guest.visitor().tick(account, true).await?;
    }
    guest.window().touch("next").await?;
    guest.window().wait_screen("dues").await?;
    let bills = guest.ticks(true).await?;
    guest.window().touch("next").await?;
    let fen = guest.pay(ChannelKind::Wechat).await?;
    guest.leave(Some(5)).await?;
    let after = guest.books().await;
    paid_once(&before, &after, fen)?;
    fulfilled(&after, &bills)?;
    Records::of(guest)?.rated("utility-bills", 5).await
}

pub async fn contribution(guest: &Guest<'_>) -> anyhow::Result<()> {
    let before = guest.books().await;
    guest
        .begin_with_code("social-security-contribution")
        .await?;
    guest.choose("this-month").await?;
    guest.choose("base-60").await?;
    let fen = guest.pay(ChannelKind::Alipay).await?;
    guest.leave(None).await?;
    // 24 % of the base.
    ensure!(fen == 738_400 * 24 / 100, "{fen} fen");
    let after = guest.books().await;
    paid_once(&before, &after, fen)?;
    let (_, case) = Records::of(guest)?.last("social-security-contribution")?;
    fulfilled(&after, &[case])
}

pub async fn registration(guest: &Guest<'_>) -> anyhow::Result<()> {
    let before = guest.books().await;
    guest.begin_with_code("hospital-registration").await?;
    guest.choose("first").await?;
    guest.choose("first-heart").await?;
    guest.choose("first-heart-zhou").await?;
    let slot = guest.choose("first-heart-zhou-").await?;
    let fen = guest.pay(ChannelKind::Wechat).await?;
    guest.leave(None).await?;
    let after = guest.books().await;
    paid_once(&before, &after, fen)?;
    fulfilled(&after, &[format!("doctor-slots/{slot}")])
}

/// A vehicle of one's own, a number that is held from when it is chosen, a time at a station.
pub async fn plate(guest: &Guest<'_>) -> anyhow::Result<()> {
    let before = guest.books().await;
    guest.begin_with_code("vehicle-plate").await?;
    guest.choose("L").await?;
    let number = guest.choose("a").await?;
    guest.choose("east").await?;
    let holder = Records::of(guest)?.holder("plate-numbers", &number)?;
    ensure!(
        holder.is_some(),
        "{number} is not held while the rest is chosen"
    );
    let time = guest.choose("east-").await?;
    let fen = guest.pay(ChannelKind::Wechat).await?;
    guest.leave(None).await?;
    let after = guest.books().await;
    paid_once(&before, &after, fen)?;
    let taken = [
        format!("plate-numbers/{number}"),
        format!("inspection-slots/{time}"),
    ];
    fulfilled(&after, &taken)
}
