//! From the receipt of the core to the slip on paper.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kiosk::call::{Handout, OrderItem, Receipt};
use kiosk::text::{Lang, Texts};
use kiosk::view::Channel;
use receipt::{Bilingual, Fonts, Item, Kind, Paper, ReceiptError};

/// What is the same on every slip of this machine.
pub(crate) struct Press {
    pub(crate) hall: Texts,
    pub(crate) machine: String,
    pub(crate) paper: Paper,
    pub(crate) fonts: Fonts,
    pub(crate) zone: TimeZone,
}

impl Press {
    /// The papers as one PDF.
    pub(crate) fn render(&self, handout: &Handout) -> Result<Vec<u8>, ReceiptError> {
        let Some(receipt) = &handout.receipt else {
            return Err(ReceiptError::Empty { field: "receipt" });
        };
        receipt::render(&self.slip(receipt), self.paper, &self.fonts)
    }

    fn slip(&self, receipt: &Receipt) -> receipt::Receipt {
        receipt::Receipt {
            kind: Kind::PaymentSlip,
            hall: bilingual(&self.hall),
            machine: self.machine.clone(),
            title: bilingual(&receipt.title),
            number: receipt.number.clone(),
            check_code: receipt.check_code.clone(),
            case_number: receipt.case_number.clone(),
            order: receipt.order.clone(),
            issued_at: self.local(&receipt.issued_at),
            payer: receipt.payer.clone(),
            payee: bilingual(&receipt.payee),
            channel: match receipt.channel {
                Channel::Wechat => "wechat".to_owned(),
                Channel::Alipay => "alipay".to_owned(),
            },
            items: receipt.items.iter().map(item).collect(),
            total: receipt.total.0,
            proof: receipt.proof.clone(),
            reprint: receipt.reprint,
        }
    }

    /// The hall's own time, as it is printed.
    fn local(&self, issued_at: &str) -> String {
        issued_at.parse::<Timestamp>().map_or_else(
            |_| issued_at.to_owned(),
            |at| {
                at.to_zoned(self.zone.clone())
                    .strftime("%Y-%m-%d %H:%M:%S")
                    .to_string()
            },
        )
    }
}

fn item(item: &OrderItem) -> Item {
    Item {
        title: bilingual(&item.title),
        detail: bilingual(&item.detail),
        fen: item.amount.0,
    }
}

fn bilingual(texts: &Texts) -> Bilingual {
    let zh = texts.get(&Lang::new("zh-CN"));
    let en = texts.0.get(&Lang::new("en")).map_or("", String::as_str);
    Bilingual::new(zh, if en == zh { "" } else { en })
}
