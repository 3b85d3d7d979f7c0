//! Receipts, other papers, and what became of them.

use crate::call::{Handout, OrderItem, Receipt};
use crate::service::{Row, Service};
use crate::text::Lang;
use crate::view::{Item, Line, PaperPhase, Reclaim, Screen, Slip, Value};
use crate::visit::Paper;

use super::service_name;
use crate::machine::Kiosk;

impl Kiosk {
    pub(super) fn paper_screen(
        &self,
        service: &Service,
        handout: &Handout,
        paper: Paper,
        lang: &Lang,
    ) -> Screen {
        let phase = self.paper_phase(paper, handout.receipt.as_ref());
        let name = service_name(service, lang);
        if let Some(receipt) = &handout.receipt {
            return Screen::Receipt {
                service: name,
                slip: slip(receipt, lang),
                phase,
            };
        }
        let Some(document) = handout.documents.first() else {
            return Screen::Taken {
                service: name,
                number: handout.number.clone(),
                kept: false,
                lines: Vec::new(),
            };
        };
        Screen::Handout {
            service: name,
            kind: document.kind,
            title: document.title.get(lang).to_owned(),
            number: document.number.clone(),
            prominent: document.prominent.clone(),
            lines: lines(&document.rows, lang),
            symbol: document.symbol.clone(),
            phase,
        }
    }

    fn paper_phase(&self, paper: Paper, receipt: Option<&Receipt>) -> PaperPhase {
        match paper {
            Paper::Printing { until } => PaperPhase::Printing {
                left: self.countdown(until, self.config.times.paper),
            },
            Paper::Held(trouble) | Paper::Stuck { trouble, .. } => PaperPhase::Waiting {
                trouble,
                reclaim: receipt.map(reclaim),
            },
            Paper::Printed => PaperPhase::Printed,
            Paper::NotPrinted(trouble) => PaperPhase::NotPrinted {
                trouble,
                reclaim: receipt.map(reclaim),
            },
        }
    }
}

/// What a paper or an application says, line by line.
pub(super) fn lines(rows: &[Row], lang: &Lang) -> Vec<Line> {
    let line = |row: &Row| Line {
        label: row.label.get(lang).to_owned(),
        value: Value::Text {
            text: row.value.get(lang).to_owned(),
        },
    };
    rows.iter().map(line).collect()
}

pub(super) fn items(items: &[OrderItem], lang: &Lang) -> Vec<Item> {
    items
        .iter()
        .map(|item| Item {
            title: item.title.get(lang).to_owned(),
            detail: item.detail.get(lang).to_owned(),
            amount: item.amount,
        })
        .collect()
}

fn slip(receipt: &Receipt, lang: &Lang) -> Slip {
    Slip {
        number: receipt.number.clone(),
        case_number: receipt.case_number.clone(),
        payer: receipt.payer.clone(),
        payee: receipt.payee.get(lang).to_owned(),
        channel: receipt.channel,
        total: receipt.total,
        items: items(&receipt.items, lang),
        proof: receipt.proof.clone(),
        reprint: receipt.reprint,
    }
}

/// The code in pairs, as it is read out.
fn reclaim(receipt: &Receipt) -> Reclaim {
    let code: Vec<char> = receipt.reclaim_code.chars().collect();
    let pairs: Vec<String> = code.chunks(2).map(|pair| pair.iter().collect()).collect();
    Reclaim {
        code: pairs.join(" "),
        symbol: format!("RC1:{}", receipt.reclaim_code),
    }
}
