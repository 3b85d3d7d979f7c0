//! The report for people.

use std::fmt::Write as _;

use order::Channel;

use crate::reconcile::{Finding, Report, Totals, Verdict};

/// The report as text: the sums first, then one paragraph for each discrepancy.
#[must_use]
pub fn table(report: &Report) -> String {
    let channel = match report.channel {
        Channel::Wechat => "WeChat Pay",
        Channel::Alipay => "Alipay",
    };
    let mut text = format!("{channel}, {}\n", report.date);
    line(
        &mut text,
        ["", "payments", "charged", "returned", "on receipts"],
    );
    let mut sum = |name: &str, count: usize, fen: Totals| {
        let cells = [fen.charged, fen.returned, fen.booked].map(yuan);
        let [charged, returned, booked] = &cells;
        line(
            &mut text,
            [name, &count.to_string(), charged, returned, booked],
        );
    };
    for (name, kind) in [
        ("matched", Verdict::Matched),
        ("reversed", Verdict::Reversed),
        ("refunded", Verdict::Refunded),
    ] {
        let (count, fen) = report.sum(|verdict| verdict == kind);
        sum(name, count, fen);
    }
    let (count, fen) = report.sum(|verdict| matches!(verdict, Verdict::Discrepancy(_)));
    sum("discrepancies", count, fen);
    sum("all", report.findings.len(), report.totals);
    for (finding, discrepancy) in report.discrepancies() {
        let _ = write!(text, "\n{}: {}", discrepancy.name(), amounts(finding));
        let _ = write!(text, "\n  payment {}", finding.trade);
        if let Some(trade) = &finding.channel_trade {
            let _ = write!(text, ", at the channel {trade}");
        }
        if let Some(order) = &finding.order {
            let _ = write!(text, "\n  order {order}");
        }
        if let Some(case_number) = &finding.case_number {
            let _ = write!(text, ", case {case_number}");
        }
        let _ = write!(text, "\n  with us: {}", finding.known);
        if let Some(other_day) = finding.other_day {
            let _ = write!(text, "\n  the other side has it on {other_day}");
        }
        let _ = writeln!(text, "\n  do: {}", discrepancy.to_do());
    }
    text
}

fn amounts(finding: &Finding) -> String {
    let fen = finding.fen;
    let parts = [
        ("charged", fen.charged),
        ("returned", fen.returned),
        ("on the receipt", fen.booked),
    ];
    let told: Vec<_> = parts
        .into_iter()
        .filter(|(_, fen)| *fen > 0)
        .map(|(name, fen)| format!("{} {name}", yuan(fen)))
        .collect();
    told.join(", ")
}

fn line(text: &mut String, [name, count, charged, returned, booked]: [&str; 5]) {
    let _ = writeln!(
        text,
        "  {name:<14}{count:>9}{charged:>16}{returned:>16}{booked:>16}"
    );
}

fn yuan(fen: u64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}
