//! From what the core hands out to one document for the printer.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use kiosk::call::Handout;
use kiosk::text::{Lang, Texts};
use receipt::{Bilingual, Fonts, Paper, Part, ReceiptError, Sheet, render_all};

/// What is the same on every paper of this machine.
pub(crate) struct Press {
    pub(crate) hall: Texts,
    pub(crate) machine: String,
    pub(crate) paper: Paper,
    pub(crate) fonts: Fonts,
    pub(crate) zone: TimeZone,
}

impl Press {
    /// The papers as one PDF: the payment slip first, then the others in their order. `now` is
    /// when those without a receipt are issued.
    ///
    /// # Errors
    /// See [`ReceiptError`]: all of the papers are there or none.
    pub(crate) fn render(
        &self,
        handout: &Handout,
        now: Timestamp,
    ) -> Result<Vec<u8>, ReceiptError> {
        let receipt = handout.receipt.as_ref();
        let slip = receipt.map(|receipt| self.slip(receipt));
        let sheets = self.sheets(handout, now);
        let slips = slip.iter().map(Part::Receipt);
        let parts: Vec<Part<'_>> = slips.chain(sheets.iter().map(Part::Sheet)).collect();
        render_all(&parts, self.paper, &self.fonts)
    }

    fn sheets(&self, handout: &Handout, now: Timestamp) -> Vec<Sheet> {
        let receipt = handout.receipt.as_ref();
        // Papers that come out together bear one time.
        let issued_at = match receipt {
            Some(receipt) => self.local(&receipt.issued_at),
            None => self.civil(now),
        };
        let is_reprint = receipt.is_some_and(|receipt| receipt.reprint);
        let documents = handout.documents.iter();
        documents
            .map(|document| self.sheet(document, &issued_at, is_reprint))
            .collect()
    }

    /// The hall's own time of an RFC 3339 one, as it is printed.
    pub(crate) fn local(&self, issued_at: &str) -> String {
        issued_at
            .parse()
            .map_or_else(|_| issued_at.to_owned(), |at| self.civil(at))
    }

    fn civil(&self, at: Timestamp) -> String {
        let at = at.to_zoned(self.zone.clone());
        at.strftime("%Y-%m-%d %H:%M:%S").to_string()
    }
}

/// Chinese, and English where it says something else. Uyghur and Tibetan have no fonts on paper
/// yet: whoever speaks them gets these two as well.
pub(crate) fn bilingual(texts: &Texts) -> Bilingual {
    let zh = texts.get(&Lang::new("zh-CN"));
    let en = texts.0.get(&Lang::new("en")).map_or("", String::as_str);
    Bilingual::new(zh, if en == zh { "" } else { en })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use kiosk::call::{OrderItem, Receipt};
    use kiosk::money::Fen;
    use kiosk::view::Channel;
    use receipt::{SheetKind, SheetTable};
    use service::{Document, DocumentKind, Row, Table};

    use super::*;

    fn press() -> Press {
        let fonts = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/fonts"));
        Press {
            hall: Texts::new("示范大厅", "Demonstration Hall"),
            machine: "3".to_owned(),
            paper: Paper::Roll80,
            fonts: Fonts::load(fonts).expect("fonts (`cargo xtask test` fetches them)"),
            zone: TimeZone::get("Asia/Shanghai").expect("a time zone"),
        }
    }

    fn now() -> Timestamp {
        "2026-03-05T06:32:07Z".parse().expect("a time")
    }

    fn ticket() -> Document {
        Document {
            kind: DocumentKind::Ticket,
            title: Texts::new("排队号", "Queue ticket"),
            number: "Q1".to_owned(),
            prominent: "A108".to_owned(),
            rows: vec![Row {
                label: Texts::new("窗口", "Window"),
                value: Texts::same("3"),
            }],
            table: None,
            note: Texts::new("请留意叫号", "Please watch the screen"),
            symbol: Some("https://hall.example.invalid/q".to_owned()),
        }
    }

    fn statement() -> Document {
        Document {
            kind: DocumentKind::Statement,
            prominent: String::new(),
            rows: Vec::new(),
            table: Some(Table {
                columns: vec![Texts::new("年月", "Month"), Texts::new("金额", "Amount")],
                rows: vec![vec![Texts::same("2026-01"), Texts::same("400.00")]],
            }),
            symbol: None,
            ..ticket()
        }
    }

    fn receipt() -> Receipt {
        Receipt {
            number: "0026421031".to_owned(),
            check_code: "656aa9".to_owned(),
            issued_at: "2026-03-05T01:00:00Z".to_owned(),
            title: Texts::new("罚款", "Fine"),
            payer: "王*明".to_owned(),
            payee: Texts::new("交警", "Traffic police"),
            case_number: "JT1".to_owned(),
            order: "1".to_owned(),
            channel: Channel::Wechat,
            items: vec![OrderItem {
                title: Texts::new("违停", "Parking"),
                detail: Texts::default(),
                amount: Fen(20_000),
            }],
            total: Fen(20_000),
            proof: "GR1:X".to_owned(),
            reclaim_code: String::new(),
            documents: Vec::new(),
            reprint: true,
        }
    }

    fn handout(receipt: Option<Receipt>, documents: Vec<Document>) -> Handout {
        Handout {
            number: "0026421031".to_owned(),
            receipt,
            documents,
        }
    }

    #[test]
    fn a_document_becomes_a_sheet_with_all_it_says() {
        let sheets = press().sheets(&handout(None, vec![ticket(), statement()]), now());
        let [ticket, statement] = sheets.as_slice() else {
            panic!("two sheets: {sheets:?}");
        };
        assert_eq!(ticket.kind, SheetKind::Ticket);
        assert_eq!(
            ticket.hall,
            Bilingual::new("示范大厅", "Demonstration Hall")
        );
        assert_eq!(
            (ticket.number.as_str(), ticket.prominent.as_str()),
            ("Q1", "A108")
        );
        assert_eq!(ticket.rows[0].label, Bilingual::new("窗口", "Window"));
        assert_eq!(ticket.rows[0].value, Bilingual::new("3", ""));
        assert_eq!(ticket.symbol, "https://hall.example.invalid/q");
        assert_eq!(ticket.issued_at, "2026-03-05 14:32:07", "the hall's time");
        assert!(!ticket.reprint);
        assert_eq!(statement.kind, SheetKind::Statement);
        let table = SheetTable {
            columns: vec![
                Bilingual::new("年月", "Month"),
                Bilingual::new("金额", "Amount"),
            ],
            rows: vec![vec![
                Bilingual::new("2026-01", ""),
                Bilingual::new("400.00", ""),
            ]],
        };
        assert_eq!(statement.table, Some(table));
    }

    #[test]
    fn what_comes_with_a_receipt_bears_its_time_and_is_a_reprint_as_it_is() {
        let sheets = press().sheets(&handout(Some(receipt()), vec![ticket()]), now());
        assert_eq!(sheets[0].issued_at, "2026-03-05 09:00:00");
        assert!(sheets[0].reprint);
    }

    #[test]
    fn papers_of_any_mix_are_one_document_and_none_are_refused() {
        let press = press();
        for (receipt, documents) in [
            (Some(receipt()), vec![]),
            (Some(receipt()), vec![ticket(), statement()]),
            (None, vec![ticket()]),
        ] {
            let pdf = press
                .render(&handout(receipt, documents), now())
                .expect("a PDF");
            assert!(pdf.starts_with(b"%PDF-"));
        }
        let nothing = press.render(&handout(None, vec![]), now());
        assert_eq!(nothing, Err(ReceiptError::Nothing));
    }
}
