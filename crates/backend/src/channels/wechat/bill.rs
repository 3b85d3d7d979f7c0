//! WeChat Pay's bill of a day, API V3: asked for with a signed request, told with a signed answer,
//! fetched with another signed request. The file itself is not signed: the hash of the unpacked
//! file stands in the signed answer.
//!
//! Source: pay.weixin.qq.com/doc/v3/merchant, "申请交易账单" and "下载账单".

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use data_encoding::HEXLOWER;
use jiff::civil::Date;
use reqwest::{RequestBuilder, Url};
use serde::Deserialize;
use tracing::{error, info};

use super::{Stamp, Wechat, authorization, is_genuine, request_message};
use crate::bills::unpack::{BILL_BYTES_MAX, gunzip};
use crate::bills::wechat::read;
use crate::channels::bill::{
    ASK_WITHIN, DOWNLOAD_BYTES_MAX, DOWNLOAD_WITHIN, NoBill, Statement, address, fetch,
};
use crate::channels::line::{ANSWER_BYTES_MAX, Raw};
use crate::clock;

#[derive(Deserialize)]
struct Told {
    hash_type: String,
    hash_value: String,
    download_url: String,
}

#[derive(Deserialize)]
struct Failure {
    code: String,
}

impl Wechat {
    /// Fetches the bill of a day.
    ///
    /// # Errors
    /// [`NoBill`].
    pub async fn bill(&self, day: Date) -> Result<Statement, NoBill> {
        let path = format!("/v3/bill/tradebill?bill_date={day}&bill_type=ALL&tar_type=GZIP");
        let url = address(&format!("{}{path}", self.base_url), &self.base_url)?;
        let raw = fetch(self.signed_get(&url)?, ASK_WITHIN, ANSWER_BYTES_MAX).await?;
        if !self.has_signed(&raw) {
            error!(
                status = raw.status.as_u16(),
                "an answer in WeChat Pay's name is not signed by it"
            );
            return Err(NoBill::NotGenuine);
        }
        let Some(told) = told(raw.status.as_u16(), &raw.body)? else {
            return Ok(Statement::NoTrade);
        };
        let url = address(&told.download_url, &self.base_url)?;
        let raw = fetch(self.signed_get(&url)?, DOWNLOAD_WITHIN, DOWNLOAD_BYTES_MAX).await?;
        if !raw.status.is_success() {
            return Err(NoBill::Refused(raw.status.to_string()));
        }
        let file = gunzip(&raw.body, BILL_BYTES_MAX)?;
        if !has_hash(&told, &file) {
            error!(%day, "WeChat Pay's bill has another hash than was told");
            return Err(NoBill::WrongHash);
        }
        let bill = read(day, &file)?;
        info!(%day, rows = bill.rows.len(), "WeChat Pay's bill is here");
        Ok(Statement::Bill(bill))
    }

    fn signed_get(&self, url: &Url) -> Result<RequestBuilder, NoBill> {
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        let stamp = Stamp::new(clock::unix_seconds());
        let message = request_message("GET", &path, &stamp, "");
        let signature = self
            .key
            .sign(message.as_bytes())
            .map_err(|_| NoBill::NotSigned)?;
        let request = self.line.http().get(url.clone());
        Ok(request
            .header("accept", "application/json")
            .header(
                "authorization",
                authorization(&self.mchid, &self.serial_no, &stamp, &signature),
            )
            .header("wechatpay-serial", &self.platform_serial))
    }

    fn has_signed(&self, raw: &Raw) -> bool {
        let header = |name: &str| raw.headers.get(name).and_then(|value| value.to_str().ok());
        is_genuine(
            &self.platform_key,
            &self.platform_serial,
            clock::unix_seconds(),
            header,
            &raw.body,
        )
    }
}

/// Where the bill is; `None` if there is none because there was no trade.
fn told(status: u16, body: &[u8]) -> Result<Option<Told>, NoBill> {
    if status < 300 {
        let told = serde_json::from_slice(body).map_err(|_| NoBill::NotUnderstood)?;
        return Ok(Some(told));
    }
    let failure: Failure = serde_json::from_slice(body).map_err(|_| NoBill::NotUnderstood)?;
    match failure.code.as_str() {
        "NO_STATEMENT_EXIST" => Ok(None),
        "STATEMENT_CREATING" => Err(NoBill::NotReady),
        _ => Err(NoBill::Refused(failure.code)),
    }
}

fn has_hash(told: &Told, file: &[u8]) -> bool {
    let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, file);
    told.hash_type == "SHA1"
        && told
            .hash_value
            .eq_ignore_ascii_case(&HEXLOWER.encode(hash.as_ref()))
}
