//! Random days against a sum that knows nothing of verdicts.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use super::*;

const DAYS: [Date; 3] = [YESTERDAY, TODAY, TOMORROW];

/// What both sides have on a day, added up row by row.
fn naive(story: &Story, day: Date) -> Totals {
    let mut totals = Totals::default();
    for row in story
        .bills
        .get(&day)
        .into_iter()
        .flat_map(|bill| &bill.rows)
    {
        match row.moved {
            Moved::Charged(fen) => totals.charged += fen,
            Moved::Refunded(fen) | Moved::Reversed(fen) => totals.returned += fen,
            Moved::RefundFailed(_) => {}
        }
    }
    for (trade, booked) in &story.booked {
        let is_mine = booked.channel == Some(Channel::Wechat) && booked.known == Known::Approved;
        let receipt = booked.receipt.as_ref();
        if is_mine && receipt.is_some_and(|it| it.day == day && it.trade == *trade) {
            totals.booked += booked.amount;
        }
    }
    totals
}

fn day(rng: &mut StdRng) -> Date {
    DAYS[rng.random_range(0..DAYS.len())]
}

fn anything(rng: &mut StdRng) -> Story {
    let mut story = Story::new();
    for other in [YESTERDAY, TOMORROW] {
        if rng.random_bool(0.7) {
            story = story.with_bill(other);
        }
    }
    let payments = rng.random_range(0..12);
    for number in 0..payments {
        let trade = format!("t{number}");
        story = match rng.random_range(0..6) {
            0..=2 => {
                let day = day(rng);
                story.approved(&trade, day)
            }
            3 => story.known(&trade, Known::Voided),
            4 => story.known(&trade, DECLINED),
            _ => story.known(&trade, Known::Pending),
        };
        if let Some(booked) = story.booked.get_mut(&trade) {
            booked.is_pursued = rng.random_bool(0.2);
            booked.applied = day(rng);
            if rng.random_bool(0.1) {
                booked.channel = Some(Channel::Alipay);
            }
        }
    }
    for _ in 0..rng.random_range(0..20) {
        let trade = format!("t{}", rng.random_range(0..14));
        let amount = [100, 100, 100, 30, 250][rng.random_range(0..5)];
        let moved = match rng.random_range(0..8) {
            0..=3 => Moved::Charged(amount),
            4 | 5 => Moved::Reversed(amount),
            6 => Moved::Refunded(amount),
            _ => Moved::RefundFailed(amount),
        };
        let day = day(rng);
        if story.bills.contains_key(&day) {
            story = story.billed(day, &trade, moved);
        }
    }
    story
}

#[test]
fn whatever_happens_every_fen_is_explained_once_and_the_sums_agree() {
    let mut seen = std::collections::BTreeSet::new();
    for seed in 0..5_000 {
        let mut rng = StdRng::seed_from_u64(seed);
        let story = anything(&mut rng);
        for day in DAYS {
            let report = reconcile(&story.day(day));
            let sum: Totals = report.findings.iter().map(|finding| finding.fen).sum();
            assert_eq!(sum, naive(&story, day), "seed {seed}, {day}");
            for finding in &report.findings {
                seen.insert(finding.verdict);
                let fen = finding.fen;
                let is_sound = match (finding.verdict, finding.other_day) {
                    (Verdict::Matched, None) => fen.charged == fen.booked && fen.returned == 0,
                    (Verdict::Matched, Some(_)) => {
                        (fen.charged == 0) != (fen.booked == 0) && fen.returned == 0
                    }
                    (Verdict::Reversed, None) => fen.charged == fen.returned && fen.booked == 0,
                    (Verdict::Reversed, Some(_)) => {
                        (fen.charged == 0) != (fen.returned == 0) && fen.booked == 0
                    }
                    (Verdict::Refunded, _) => fen.returned > 0 || finding.other_day.is_some(),
                    (Verdict::Discrepancy(_), _) => finding.to_do.is_some(),
                };
                assert!(is_sound, "seed {seed}, {day}: {finding:#?}");
            }
        }
    }
    assert_eq!(seen.len(), 3 + Discrepancy::ALL.len(), "{seen:?}");
}

#[test]
fn a_day_that_goes_as_it_should_is_explained_without_a_discrepancy() {
    for seed in 0..500 {
        let mut rng = StdRng::seed_from_u64(seed);
        let mut story = Story::new().with_bill(YESTERDAY).with_bill(TOMORROW);
        for number in 0..rng.random_range(0..30) {
            let trade = format!("t{number}");
            // Some are booked or given back after midnight.
            let (first, second) = match rng.random_range(0..10) {
                0 => (YESTERDAY, TODAY),
                1 => (TODAY, TOMORROW),
                _ => (TODAY, TODAY),
            };
            story = match rng.random_range(0..4) {
                0 => story.known(&trade, DECLINED),
                1 => story
                    .known(&trade, Known::Voided)
                    .billed(first, &trade, Moved::Charged(100))
                    .billed(second, &trade, Moved::Reversed(100)),
                _ => story
                    .approved(&trade, second)
                    .billed(first, &trade, Moved::Charged(100)),
            };
        }
        for day in DAYS {
            let report = reconcile(&story.day(day));
            assert_eq!(
                report.discrepancies().count(),
                0,
                "seed {seed}: {report:#?}"
            );
        }
    }
}
