//! From the receipt of the core to the slip on paper.

use kiosk::call::{OrderItem, Receipt};
use kiosk::view::Channel;
use receipt::{Item, Kind};

use crate::press::{Press, bilingual};

impl Press {
    pub(crate) fn slip(&self, receipt: &Receipt) -> receipt::Receipt {
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
}

fn item(item: &OrderItem) -> Item {
    Item {
        title: bilingual(&item.title),
        detail: bilingual(&item.detail),
        fen: item.amount.0,
    }
}
