//! WeChat Pay's bill of a day, API V2: asked for in XML, answered with the bill as text, or with
//! XML when there is none. Neither is signed and there is no hash: it is as good as TLS, and its
//! own totals.
//!
//! Source: pay.weixin.qq.com/doc/v2/merchant, "下载交易账单", and "签名算法".

use std::collections::BTreeMap;
use std::fmt::Write as _;

use aws_lc_rs::hmac;
use data_encoding::HEXUPPER;
use jiff::civil::Date;
use quick_xml::escape::escape;
use serde::Deserialize;
use tracing::info;

use super::Stamp;
use crate::bills::wechat::read;
use crate::channels::Line;
use crate::channels::bill::{
    DOWNLOAD_BYTES_MAX, DOWNLOAD_WITHIN, NoBill, Statement, address, fetch,
};

/// What a bill is asked for with.
pub struct Merchant<'a> {
    /// `https://api.mch.weixin.qq.com`, without a slash at the end.
    pub base_url: &'a str,
    /// The merchant.
    pub mchid: &'a str,
    /// The app the merchant acts for.
    pub appid: &'a str,
    /// The key of API V2: 32 letters and digits. Never shown.
    pub key: &'a str,
    /// The line.
    pub line: &'a Line,
}

#[derive(Deserialize)]
struct Failure {
    return_code: String,
    #[serde(default)]
    return_msg: String,
}

impl Merchant<'_> {
    /// Fetches the bill of a day.
    ///
    /// # Errors
    /// [`NoBill`].
    pub async fn bill(&self, day: Date) -> Result<Statement, NoBill> {
        let url = format!("{}/pay/downloadbill", self.base_url);
        let url = address(&url, self.base_url)?;
        let nonce = Stamp::new(0).nonce;
        let request = self.line.http().post(url).body(self.question(day, &nonce));
        let raw = fetch(request, DOWNLOAD_WITHIN, DOWNLOAD_BYTES_MAX).await?;
        if !raw.status.is_success() {
            return Err(NoBill::Refused(raw.status.to_string()));
        }
        read_answer(day, &raw.body)
    }

    fn question(&self, day: Date, nonce: &str) -> String {
        let day = day.strftime("%Y%m%d").to_string();
        let fields = BTreeMap::from([
            ("appid", self.appid),
            ("bill_date", day.as_str()),
            ("bill_type", "ALL"),
            ("mch_id", self.mchid),
            ("nonce_str", nonce),
            ("sign_type", "HMAC-SHA256"),
        ]);
        let sign = sign(&fields, self.key);
        let mut xml = "<xml>".to_owned();
        for (name, value) in fields.into_iter().chain([("sign", sign.as_str())]) {
            // Writing to a string does not fail.
            let _ = write!(xml, "<{name}>{}</{name}>", escape(value));
        }
        xml.push_str("</xml>");
        xml
    }
}

/// The signature of V2 with HMAC-SHA256: what is not empty, by name, and the key at the end.
#[must_use]
pub fn sign(fields: &BTreeMap<&str, &str>, key: &str) -> String {
    let mut text = String::new();
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = write!(text, "{name}={value}&");
    }
    let _ = write!(text, "key={key}");
    let key = hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes());
    HEXUPPER.encode(hmac::sign(&key, text.as_bytes()).as_ref())
}

/// The bill, or why there is none.
///
/// # Errors
/// [`NoBill`].
pub fn read_answer(day: Date, body: &[u8]) -> Result<Statement, NoBill> {
    if !body.trim_ascii_start().starts_with(b"<") {
        let bill = read(day, body)?;
        info!(%day, rows = bill.rows.len(), "WeChat Pay's bill is here");
        return Ok(Statement::Bill(bill));
    }
    let text = std::str::from_utf8(body).map_err(|_| NoBill::NotUnderstood)?;
    let failure: Failure = quick_xml::de::from_str(text).map_err(|_| NoBill::NotUnderstood)?;
    if failure.return_code != "FAIL" {
        return Err(NoBill::NotUnderstood);
    }
    // In this one interface the documents' error codes stand in `return_msg`, in either case.
    match failure.return_msg.to_ascii_lowercase().as_str() {
        "no bill exist" => Ok(Statement::NoTrade),
        "bill creating" => Err(NoBill::NotReady),
        _ => Err(NoBill::Refused(failure.return_msg)),
    }
}
