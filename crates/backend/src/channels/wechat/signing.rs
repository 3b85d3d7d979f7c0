//! Who says what, in WeChat Pay's API V3.

use aws_lc_rs::rand;
use data_encoding::HEXLOWER;

use crate::channels::rsa::VerifyingKey;

/// Answers signed for longer ago, or for later, are not believed (`FiveMinute` of wechatpay-go).
const CLOCKS_DIFFER_S_MAX: u64 = 5 * 60;

/// When a request is signed, and the random text that makes it unique.
#[derive(Clone, Debug)]
pub struct Stamp {
    /// Unix seconds.
    pub timestamp: i64,
    /// Random.
    pub nonce: String,
}

impl Stamp {
    /// A new one.
    #[must_use]
    pub fn new(timestamp: i64) -> Self {
        let mut random = [0; 16];
        // A nonce that repeats is refused by the channel, it does no harm.
        let _ = rand::fill(&mut random);
        Self {
            timestamp,
            nonce: HEXLOWER.encode(&random),
        }
    }
}

/// What the merchant signs: five lines, each with its end.
#[must_use]
pub fn request_message(method: &str, path: &str, stamp: &Stamp, body: &str) -> String {
    format!(
        "{method}\n{path}\n{}\n{}\n{body}\n",
        stamp.timestamp, stamp.nonce
    )
}

/// The header `Authorization`.
#[must_use]
pub fn authorization(mchid: &str, serial_no: &str, stamp: &Stamp, signature: &str) -> String {
    let Stamp { timestamp, nonce } = stamp;
    format!(
        "WECHATPAY2-SHA256-RSA2048 mchid=\"{mchid}\",nonce_str=\"{nonce}\",\
         timestamp=\"{timestamp}\",serial_no=\"{serial_no}\",signature=\"{signature}\""
    )
}

/// Whether an answer is the platform's: signed with its key, over these bytes, just now.
#[must_use]
pub fn is_genuine<'a>(
    key: &VerifyingKey,
    serial: &str,
    now: i64,
    header: impl Fn(&str) -> Option<&'a str>,
    body: &[u8],
) -> bool {
    let (Some(timestamp), Some(nonce), Some(signature)) = (
        header("wechatpay-timestamp"),
        header("wechatpay-nonce"),
        header("wechatpay-signature"),
    ) else {
        return false;
    };
    let is_now = timestamp
        .parse::<i64>()
        .is_ok_and(|seconds| seconds.abs_diff(now) < CLOCKS_DIFFER_S_MAX);
    if header("wechatpay-serial") != Some(serial) || !is_now {
        return false;
    }
    let message = [
        timestamp.as_bytes(),
        b"\n",
        nonce.as_bytes(),
        b"\n",
        body,
        b"\n",
    ]
    .concat();
    key.verifies(&message, signature)
}
