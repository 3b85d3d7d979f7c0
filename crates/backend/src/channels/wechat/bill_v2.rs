//! WeChat Pay's bill of a day, API V2: asked for in XML, answered with the bill as text, or with
//! XML when there is none. Neither is signed and there is no hash: it is as good as TLS, and its
//! own totals.
//!
//! Source: pay.weixin.qq.com/doc/v2/merchant, "下载交易账单".

use jiff::civil::Date;
use tracing::info;

use super::v2::{self, WechatV2};
use crate::bills::wechat::read;
use crate::channels::bill::{DOWNLOAD_BYTES_MAX, DOWNLOAD_WITHIN, NoBill, Statement, fetch};

impl WechatV2 {
    /// Fetches the bill of a day.
    ///
    /// # Errors
    /// [`NoBill`].
    pub async fn bill(&self, day: Date) -> Result<Statement, NoBill> {
        let fields = vec![
            ("bill_date", day.strftime("%Y%m%d").to_string()),
            ("bill_type", "ALL".to_owned()),
        ];
        let request = self
            .signed(&self.line, "/pay/downloadbill", fields)
            .ok_or(NoBill::NotSigned)?;
        let raw = fetch(request, DOWNLOAD_WITHIN, DOWNLOAD_BYTES_MAX).await?;
        if !raw.status.is_success() {
            return Err(NoBill::Refused(raw.status.to_string()));
        }
        read_bill(day, &raw.body)
    }
}

/// The bill, or why there is none.
///
/// # Errors
/// [`NoBill`].
pub fn read_bill(day: Date, body: &[u8]) -> Result<Statement, NoBill> {
    if !body.trim_ascii_start().starts_with(b"<") {
        let bill = read(day, body)?;
        info!(%day, rows = bill.rows.len(), "WeChat Pay's bill is here");
        return Ok(Statement::Bill(bill));
    }
    let fields = v2::read(body).map_err(|_| NoBill::NotUnderstood)?;
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    if field("return_code") != "FAIL" {
        return Err(NoBill::NotUnderstood);
    }
    // In this one interface the documents' error codes stand in `return_msg`, in either case.
    let code = field("return_msg");
    match code.to_ascii_lowercase().as_str() {
        "no bill exist" => Ok(Statement::NoTrade),
        "bill creating" => Err(NoBill::NotReady),
        _ => Err(NoBill::Refused(code.to_owned())),
    }
}
