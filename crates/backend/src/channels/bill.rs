//! Fetching the channels' bills: what is common to all of them.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;
use reqwest::{RequestBuilder, Url};
use thiserror::Error;

use super::line::{Heard, Raw, exchange_up_to};
use crate::bills::{Bill, BillError};
use crate::clock;

/// The largest bill that is fetched, as it comes, in bytes.
pub(super) const DOWNLOAD_BYTES_MAX: usize = 64 * 1024 * 1024;
/// How long a question about a bill may take.
pub(super) const ASK_WITHIN: Duration = Duration::from_secs(20);
/// How long the download of a bill may take.
pub(super) const DOWNLOAD_WITHIN: Duration = Duration::from_secs(300);
/// The bill of a day is there on the next one, from this hour on, in China.
const READY_HOUR: i8 = 10;

/// What a channel says of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// Its bill.
    Bill(Bill),
    /// There was no trade, and therefore there is no bill.
    NoTrade,
}

/// Why a bill could not be had.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NoBill {
    /// The hall has no account at this channel.
    #[error("there is no account at this channel in the configuration")]
    NoAccount,
    /// The channel has not made it yet.
    #[error("it is not there yet; bills come after ten on the next morning, China time")]
    NotReady,
    /// The channel could not be reached, or its answer did not come in full.
    #[error("the channel does not answer")]
    NoAnswer,
    /// The answer was not signed by the channel.
    #[error("the answer is not signed by the channel")]
    NotGenuine,
    /// The channel refuses, with its own code.
    #[error("the channel refuses with {0}")]
    Refused(String),
    /// The answer is not as the channel's documents say.
    #[error("the answer cannot be understood")]
    NotUnderstood,
    /// The file is not the one of which the channel has told the hash.
    #[error("its hash is wrong: the file is damaged or has been changed")]
    WrongHash,
    /// The file is no bill that can be relied on.
    #[error(transparent)]
    Bill(#[from] BillError),
    /// Nothing can be signed.
    #[error("nothing can be signed: the system gives no random numbers")]
    NotSigned,
}

/// Whether the channels' documents promise that the bill of `day` is there by now. Where a channel
/// has one answer for "not yet" and for "no trade", this tells which it is.
#[must_use]
pub fn is_due(day: Date, now: Timestamp) -> bool {
    let Ok(next) = day.tomorrow() else {
        return false;
    };
    let here = clock::china(now).datetime();
    here >= next.at(READY_HOUR, 0, 0, 0)
}

pub(super) async fn fetch(
    request: RequestBuilder,
    within: Duration,
    most: usize,
) -> Result<Raw, NoBill> {
    match exchange_up_to(request, within, most).await {
        Heard::Answer(raw) => Ok(raw),
        Heard::NotSent | Heard::Nothing => Err(NoBill::NoAnswer),
    }
}

/// Where a bill is to be fetched. The file is not signed, so it has to come through TLS, unless it
/// comes from the very place the channel itself is at.
pub(super) fn address(url: &str, channel_url: &str) -> Result<Url, NoBill> {
    let mut url: Url = url.parse().map_err(|_| NoBill::NotUnderstood)?;
    let channel: Url = channel_url.parse().map_err(|_| NoBill::NotUnderstood)?;
    let is_of_channel = url.origin() == channel.origin();
    match url.scheme() {
        "https" => {}
        "http" if is_of_channel => {}
        "http" => url
            .set_scheme("https")
            .map_err(|()| NoBill::NotUnderstood)?,
        _ => return Err(NoBill::NotUnderstood),
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{address, is_due};

    #[test]
    fn a_bill_is_due_at_ten_on_the_next_morning_in_china() {
        let day = date(2026, 11, 24);
        assert!(!is_due(day, "2026-11-25T09:59:59+08:00".parse().unwrap()));
        assert!(is_due(day, "2026-11-25T10:00:00+08:00".parse().unwrap()));
    }

    #[test]
    fn a_file_that_is_not_signed_is_fetched_through_tls() {
        let gateway = "https://openapi.alipay.com/gateway.do";
        let url = address("http://dwbillcenter.alipay.com/file?id=1", gateway).unwrap();
        assert_eq!(url.as_str(), "https://dwbillcenter.alipay.com/file?id=1");
        let stage = "http://127.0.0.1:4000/gateway.do";
        let url = address("http://127.0.0.1:4000/file", stage).unwrap();
        assert_eq!(url.scheme(), "http");
        assert!(address("ftp://bills", gateway).is_err());
    }
}
