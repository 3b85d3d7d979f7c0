use super::*;
use Moved::{Charged, Refunded, Reversed};

#[test]
fn a_payment_on_both_sides_is_matched() {
    let story = Story::new()
        .approved("a", TODAY)
        .billed(TODAY, "a", Charged(100));
    assert_eq!(story.told(), [(Verdict::Matched, [100, 0, 100])]);
    assert_eq!(story.wanted(), []);
    assert_eq!(story.report().discrepancies().count(), 0);
}

#[test]
fn a_charge_that_was_given_back_is_reversed_whatever_we_call_it() {
    for known in [Known::Voided, DECLINED, Known::Pending] {
        let story = Story::new()
            .known("a", known)
            .billed(TODAY, "a", Charged(100))
            .billed(TODAY, "a", Reversed(100));
        assert_eq!(story.told(), [(Verdict::Reversed, [100, 100, 0])]);
        assert_eq!(story.wanted(), []);
    }
}

#[test]
fn a_refund_of_a_part_is_refunded_and_the_rest_is_matched() {
    let story = Story::new()
        .approved("a", TODAY)
        .billed(TODAY, "a", Charged(100))
        .billed(TODAY, "a", Refunded(30));
    assert_eq!(
        story.told(),
        [
            (Verdict::Refunded, [30, 30, 30]),
            (Verdict::Matched, [70, 0, 70])
        ]
    );
    let weeks_later =
        Story::new()
            .approved("a", date(2026, 11, 1))
            .billed(TODAY, "a", Refunded(30));
    assert_eq!(weeks_later.told(), [(Verdict::Refunded, [0, 30, 0])]);
}

#[test]
fn a_charge_that_is_not_approved_is_named_with_its_order_and_what_to_do() {
    let charged = |known| {
        Story::new()
            .known("a", known)
            .billed(TODAY, "a", Charged(100))
    };
    let pending = charged(Known::Pending);
    assert_eq!(
        pending.told(),
        [(wrong(Discrepancy::StillPending), [100, 0, 0])]
    );
    for known in [Known::Voided, DECLINED] {
        let story = charged(known);
        // It may have been reversed a minute after midnight.
        assert_eq!(
            story.told(),
            [(wrong(Discrepancy::AwaitsBill), [100, 0, 0])]
        );
        assert_eq!(story.wanted().first(), Some(&TOMORROW));
        let story = story.with_bill(TOMORROW);
        assert_eq!(
            story.told(),
            [(wrong(Discrepancy::ChargedNotApproved), [100, 0, 0])]
        );
    }
    let report = charged(Known::Voided).with_bill(TOMORROW).report();
    let (finding, discrepancy) = report.discrepancies().next().unwrap();
    assert_eq!(finding.trade, "a");
    assert_eq!(finding.channel_trade.as_deref(), Some("42-a"));
    assert_eq!(finding.order.as_deref(), Some("O-a"));
    assert_eq!(finding.case_number.as_deref(), Some("C-a"));
    assert_eq!(finding.known, "1.00 demanded, voided by WeChat Pay");
    assert!(discrepancy.to_do().starts_with("Refund it"));
    assert_eq!(finding.to_do, Some(discrepancy.to_do()));
}

#[test]
fn a_payment_that_is_still_pursued_is_left_to_the_backend() {
    let mut story = Story::new()
        .with_bill(TOMORROW)
        .known("a", Known::Voided)
        .billed(TODAY, "a", Charged(100));
    for booked in story.booked.values_mut() {
        booked.is_pursued = true;
    }
    assert_eq!(
        story.told(),
        [(wrong(Discrepancy::StillPending), [100, 0, 0])]
    );
}

#[test]
fn a_second_charge_of_one_order_is_charged_twice() {
    let mut story = Story::new()
        .with_bill(TOMORROW)
        .approved("a", TODAY)
        .known("b", DECLINED)
        .billed(TODAY, "a", Charged(100))
        .billed(TODAY, "b", Charged(100));
    let receipt = story.booked["a"].receipt.clone();
    if let Some(other) = story.booked.get_mut("b") {
        other.order = "O-a".to_owned();
        other.receipt = receipt;
    }
    assert_eq!(
        story.told(),
        [
            (Verdict::Matched, [100, 0, 100]),
            (wrong(Discrepancy::ChargedTwice), [100, 0, 0])
        ]
    );
    let one_number = Story::new()
        .approved("a", TODAY)
        .billed(TODAY, "a", Charged(100))
        .billed(TODAY, "a", Charged(100));
    assert_eq!(
        one_number.told(),
        [
            (wrong(Discrepancy::ChargedTwice), [100, 0, 0]),
            (Verdict::Matched, [100, 0, 100])
        ]
    );
    let put_right = one_number.billed(TODAY, "a", Refunded(100));
    assert_eq!(
        put_right.told(),
        [
            (Verdict::Refunded, [100, 100, 0]),
            (Verdict::Matched, [100, 0, 100])
        ]
    );
}

#[test]
fn a_trade_that_is_not_ours_is_named() {
    let unknown = Story::new()
        .billed(TODAY, "x", Charged(700))
        .billed(TODAY, "x", Refunded(200));
    assert_eq!(
        unknown.told(),
        [(wrong(Discrepancy::NotOurs), [700, 200, 0])]
    );
    let mut other_channel = Story::new()
        .known("a", Known::Voided)
        .billed(TODAY, "a", Charged(9));
    for booked in other_channel.booked.values_mut() {
        booked.channel = None;
    }
    assert_eq!(
        other_channel.told(),
        [(wrong(Discrepancy::NotOurs), [9, 0, 0])]
    );
}

#[test]
fn another_amount_is_a_discrepancy_of_both_sides() {
    let story = Story::new()
        .approved("a", TODAY)
        .billed(TODAY, "a", Charged(99));
    assert_eq!(
        story.told(),
        [(wrong(Discrepancy::AmountsDiffer), [99, 0, 100])]
    );
}

#[test]
fn a_receipt_without_a_charge_waits_for_the_neighbours_and_then_is_one() {
    let story = Story::new().approved("a", TODAY);
    assert_eq!(
        story.told(),
        [(wrong(Discrepancy::AwaitsBill), [0, 0, 100])]
    );
    assert_eq!(story.wanted(), [YESTERDAY, TOMORROW]);
    let story = story.with_bill(YESTERDAY).with_bill(TOMORROW);
    assert_eq!(story.told(), [(wrong(Discrepancy::NotBilled), [0, 0, 100])]);
    assert_eq!(story.wanted(), []);
}

#[test]
fn a_payment_at_midnight_is_matched_with_its_other_half_in_the_run_of_the_other_day() {
    for charged in [YESTERDAY, TOMORROW] {
        let story = Story::new()
            .approved("a", TODAY)
            .billed(charged, "a", Charged(100));
        let ours = story.report().findings.remove(0);
        assert_eq!((ours.verdict, ours.fen.booked), (Verdict::Matched, 100));
        assert_eq!(ours.other_day, Some(charged));
        let theirs = reconcile(&story.day(charged)).findings.remove(0);
        assert_eq!(
            (theirs.verdict, theirs.fen.charged),
            (Verdict::Matched, 100)
        );
        assert_eq!(theirs.other_day, Some(TODAY));
    }
}

#[test]
fn a_charge_of_a_long_night_without_the_channel_is_found_on_the_day_of_the_application() {
    let applied = date(2026, 11, 20);
    let mut story = Story::new()
        .approved("a", TODAY)
        .with_bill(YESTERDAY)
        .with_bill(TOMORROW);
    for booked in story.booked.values_mut() {
        booked.applied = applied;
    }
    assert_eq!(story.wanted(), [applied, date(2026, 11, 21)]);
    let story = story.billed(applied, "a", Charged(100));
    assert_eq!(story.told(), [(Verdict::Matched, [0, 0, 100])]);
}

#[test]
fn a_charge_on_the_day_of_the_receipt_and_another_one_on_the_next_is_charged_twice() {
    let story = Story::new()
        .approved("a", YESTERDAY)
        .billed(TODAY, "a", Charged(100));
    assert_eq!(story.wanted(), [YESTERDAY]);
    let story = story.billed(YESTERDAY, "a", Charged(100));
    assert_eq!(
        story.told(),
        [(wrong(Discrepancy::ChargedTwice), [100, 0, 0])]
    );
}

#[test]
fn a_reversal_after_midnight_is_reversed_on_both_days() {
    let story = Story::new()
        .known("a", Known::Voided)
        .billed(TODAY, "a", Charged(100))
        .billed(TOMORROW, "a", Reversed(100));
    assert_eq!(story.told(), [(Verdict::Reversed, [100, 0, 0])]);
    let next = reconcile(&story.day(TOMORROW)).findings.remove(0);
    assert_eq!((next.verdict, next.fen.returned), (Verdict::Reversed, 100));
    assert_eq!(next.other_day, Some(TODAY));
}

#[test]
fn what_a_day_gives_back_is_for_its_own_charges_first() {
    let story = |refunded| {
        Story::new()
            .known("a", Known::Voided)
            .billed(TODAY, "a", Charged(100))
            .billed(TOMORROW, "a", Charged(50))
            .billed(TOMORROW, "a", Reversed(100))
            .billed(TOMORROW, "a", Refunded(refunded))
    };
    assert_eq!(
        story(50).told(),
        [
            (Verdict::Reversed, [50, 0, 0]),
            (Verdict::Refunded, [50, 0, 0])
        ]
    );
    assert_eq!(
        story(20).told().pop(),
        Some((wrong(Discrepancy::ChargedNotApproved), [30, 0, 0]))
    );
}

#[test]
fn a_reversal_of_what_is_approved_is_a_discrepancy() {
    let story = Story::new()
        .approved("a", TODAY)
        .billed(TODAY, "a", Charged(100))
        .billed(TODAY, "a", Reversed(100));
    assert_eq!(
        story.told(),
        [(wrong(Discrepancy::ReversedButApproved), [100, 100, 100])]
    );
}

#[test]
fn what_was_given_back_without_or_beyond_a_charge_is_a_discrepancy() {
    let never_charged = Story::new()
        .with_bill(YESTERDAY)
        .known("a", Known::Voided)
        .billed(TODAY, "a", Reversed(100));
    assert_eq!(
        never_charged.told(),
        [(wrong(Discrepancy::ReturnedTooMuch), [0, 100, 0])]
    );
    let too_much = Story::new()
        .approved("a", TODAY)
        .billed(TODAY, "a", Charged(100))
        .billed(TODAY, "a", Refunded(130));
    assert_eq!(
        too_much.told(),
        [
            (Verdict::Refunded, [100, 100, 100]),
            (wrong(Discrepancy::ReturnedTooMuch), [0, 30, 0])
        ]
    );
}

#[test]
fn a_refund_that_failed_is_named_although_it_moved_nothing() {
    let story = Story::new()
        .approved("a", TODAY)
        .billed(TODAY, "a", Charged(100))
        .billed(TODAY, "a", Moved::RefundFailed(100));
    assert_eq!(
        story.told(),
        [
            (Verdict::Matched, [100, 0, 100]),
            (wrong(Discrepancy::RefundFailed), [0, 0, 0])
        ]
    );
    assert!(
        story.report().findings[1]
            .known
            .ends_with("1.00 not refunded")
    );
}

#[test]
fn a_day_without_a_trade_is_explained() {
    let report = Story::new().report();
    assert_eq!(
        (report.totals, report.findings.len()),
        (Totals::default(), 0)
    );
}

#[test]
fn every_discrepancy_has_a_name_of_its_own_and_a_sentence() {
    let names: std::collections::BTreeSet<_> =
        Discrepancy::ALL.iter().map(|it| it.name()).collect();
    assert_eq!(names.len(), Discrepancy::ALL.len());
    for discrepancy in Discrepancy::ALL {
        assert!(discrepancy.to_do().ends_with('.'), "{discrepancy:?}");
    }
}
