//! Alipay's bill of a day: asked for at the gateway, fetched as a ZIP from where the signed answer
//! says. The file itself is neither signed nor hashed: it is as good as TLS, the checksums of the
//! archive, and its own totals.
//!
//! Source: opendocs.alipay.com, `alipay.data.dataservice.bill.downloadurl.query`.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;
use tracing::info;

use super::Alipay;
use crate::bills::alipay::{has_rows, read};
use crate::bills::unpack::{BILL_BYTES_MAX, unzip};
use crate::channels::bill::{
    ASK_WITHIN, DOWNLOAD_BYTES_MAX, DOWNLOAD_WITHIN, NoBill, Statement, address, fetch, is_due,
};
use crate::channels::line::ANSWER_BYTES_MAX;

const METHOD: &str = "alipay.data.dataservice.bill.downloadurl.query";

#[derive(Deserialize)]
struct Told {
    code: String,
    sub_code: Option<String>,
    bill_download_url: Option<String>,
}

impl Alipay {
    /// Fetches the bill of a day.
    ///
    /// # Errors
    /// [`NoBill`].
    pub async fn bill(&self, day: Date) -> Result<Statement, NoBill> {
        let content = json!({ "bill_type": "trade", "bill_date": day.to_string() }).to_string();
        let request = self.signed(METHOD, &content).ok_or(NoBill::NotSigned)?;
        let raw = fetch(request, ASK_WITHIN, ANSWER_BYTES_MAX).await?;
        let told = self.genuine(METHOD, &raw).ok_or(NoBill::NotGenuine)?;
        let Some(url) = address_told(told, is_due(day, Timestamp::now()))? else {
            return Ok(Statement::NoTrade);
        };
        let url = address(&url, &self.gateway_url)?;
        let request = self.line.http().get(url);
        let raw = fetch(request, DOWNLOAD_WITHIN, DOWNLOAD_BYTES_MAX).await?;
        if !raw.status.is_success() {
            return Err(NoBill::Refused(raw.status.to_string()));
        }
        let bill = read(day, &unzip(&raw.body, BILL_BYTES_MAX, has_rows)?)?;
        info!(%day, rows = bill.rows.len(), "Alipay's bill is here");
        Ok(Statement::Bill(bill))
    }
}

/// Where the bill is; `None` if there is none because there was no trade. Alipay has one answer
/// for that and for "not yet".
fn address_told(told: &str, is_due: bool) -> Result<Option<String>, NoBill> {
    let told: Told = serde_json::from_str(told).map_err(|_| NoBill::NotUnderstood)?;
    match (told.code.as_str(), told.sub_code.as_deref()) {
        ("10000", _) => told
            .bill_download_url
            .map(Some)
            .ok_or(NoBill::NotUnderstood),
        // The documents call it BILL_NOT_EXIST; the gateway answers with the other one.
        (_, Some("isp.bill_not_exist" | "BILL_NOT_EXIST")) if is_due => Ok(None),
        (_, Some("isp.bill_not_exist" | "BILL_NOT_EXIST")) => Err(NoBill::NotReady),
        (_, Some(sub_code)) => Err(NoBill::Refused(sub_code.to_owned())),
        (_, None) => Err(NoBill::Refused(told.code)),
    }
}

#[cfg(test)]
mod tests {
    use super::{NoBill, address_told};

    #[test]
    fn no_bill_is_not_yet_before_it_is_due_and_no_trade_afterwards() {
        let told = r#"{"code":"40004","msg":"Business Failed","sub_code":"isp.bill_not_exist"}"#;
        assert_eq!(address_told(told, false), Err(NoBill::NotReady));
        assert_eq!(address_told(told, true), Ok(None));
        let refused = r#"{"code":"40006","sub_code":"isv.insufficient-isv-permissions"}"#;
        assert_eq!(
            address_told(refused, true),
            Err(NoBill::Refused(
                "isv.insufficient-isv-permissions".to_owned()
            ))
        );
    }
}
