//! The payment slip: what stands where, on whatever paper.

mod items;

use crate::blocks::{Caption, fields, heading, masthead, symbol};
use crate::error::ReceiptError;
use crate::layout::Layout;
use crate::model::{Bilingual, Kind, Receipt};
use crate::row::Row;
use crate::running::Running;
use crate::words::{channel, words};

/// What its pages say of it.
pub(crate) fn running(receipt: &Receipt) -> Result<Running, ReceiptError> {
    Ok(Running {
        heading: match receipt.kind {
            Kind::PaymentSlip => words("slip-payment-title")?,
        },
        number: receipt.number.clone(),
        reprint: receipt.reprint,
        foot: words("slip-not-fiscal")?,
    })
}

/// Lays the slip out; what stands at the head and foot of every page is apart.
pub(crate) fn lay_out(
    layout: &mut Layout<'_>,
    receipt: &Receipt,
    running: &Running,
) -> Result<(), ReceiptError> {
    let bar = layout.bar();
    layout.rows.push(Row::of(bar));
    layout.gap(2.0);
    masthead(layout, &receipt.hall, &receipt.machine)?;
    layout.gap(5.0);
    heading(layout, &running.heading, receipt.reprint)?;
    layout.gap(4.0);
    fields(layout, &named(receipt)?)?;
    layout.gap(3.0);
    items::items(layout, &receipt.items)?;
    items::total(layout, receipt.total)?;
    layout.gap(4.0);
    let caption = Caption {
        name: words("slip-proof")?,
        note: words("slip-proof-note")?,
        alt: words("slip-proof-alt")?,
    };
    symbol(layout, &receipt.proof, &caption)
}

fn named(receipt: &Receipt) -> Result<Vec<(Bilingual, Bilingual)>, ReceiptError> {
    let plain = |text: &str| Bilingual::new(text, "");
    let channel = match receipt.channel.trim() {
        "" => Bilingual::default(),
        key => channel(key)?,
    };
    let all = [
        ("slip-number", plain(&receipt.number)),
        ("slip-check-code", plain(&receipt.check_code)),
        ("slip-service", receipt.title.clone()),
        ("slip-issued", plain(&receipt.issued_at)),
        ("slip-payer", plain(&receipt.payer)),
        ("slip-payee", receipt.payee.clone()),
        ("slip-channel", channel),
        ("slip-case", plain(&receipt.case_number)),
        ("slip-order", plain(&receipt.order)),
    ];
    all.into_iter()
        .map(|(key, value)| Ok((words(key)?, value)))
        .collect()
}
