//! What a symbol is, by its shape.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use codes::notice::{self, NotANumber};
use codes::{Algorithm, Channel, MAX_SYMBOL_BYTES, Notice, Reading, ReclaimCode, resident};
use proptest::prelude::*;
use serde_json::Value;
use support::shared;

fn channel(text: &str) -> Option<Channel> {
    let Reading::Payment(code) = Reading::of(text.as_bytes()) else {
        return None;
    };
    assert_eq!(code.expose(), text);
    Some(code.channel())
}

#[test]
fn payment_codes_have_the_shapes_of_their_channels() {
    assert_eq!(channel("134567890123456789"), Some(Channel::Wechat));
    assert_eq!(
        channel("164567890123456789"),
        None,
        "16 is no prefix of WeChat Pay"
    );
    assert_eq!(channel("13456789012345678"), None, "17 digits");
    for length in 15..=25 {
        let code = format!("28{}", "7".repeat(length - 2));
        let expected = (16..=24).contains(&length).then_some(Channel::Alipay);
        assert_eq!(channel(&code), expected, "{length} digits");
    }
    assert_eq!(channel("2412345678901234"), None);
    assert_eq!(channel("3012345678901234"), Some(Channel::Alipay));
    assert_eq!(channel("3112345678901234"), None, "nobody's since 2019");
    assert_eq!(channel("6212345678901234567"), Some(Channel::Unionpay));
    assert_eq!(
        channel("13456789012345678９"),
        None,
        "a digit that is not ASCII"
    );
}

#[test]
fn a_resident_id_is_never_a_payment_code() {
    for id in [
        "110102199101010078",
        "130102198807303037",
        "150102198807303035",
        "33010219200403064x",
    ] {
        let digits = &id[..17];
        let check = "0123456789Xx"
            .chars()
            .filter(|check| resident::is_resident_id(&format!("{digits}{check}")));
        for check in check {
            assert_eq!(
                Reading::of(format!("{digits}{check}").as_bytes()),
                Reading::ResidentId
            );
        }
    }
    assert_eq!(Reading::of(b"110102199101010078"), Reading::ResidentId);
    assert_eq!(
        channel("110102199101010079"),
        Some(Channel::Wechat),
        "the check digit is wrong"
    );
    assert_eq!(
        channel("110102199113010070"),
        Some(Channel::Wechat),
        "there is no 13th month"
    );
    assert_eq!(
        channel("100102199101010078"),
        Some(Channel::Wechat),
        "there is no region 10"
    );
}

#[test]
fn a_date_of_birth_is_in_the_calendar() {
    let valid = |date: &str| {
        ('0'..='9').any(|check| resident::is_resident_id(&format!("110105{date}123{check}")))
    };
    assert!(valid("20000229") && valid("19960229"));
    assert!(!valid("19000229") && !valid("19970229") && !valid("19970431") && !valid("19970100"));
    assert!(!valid("18991231") && !valid("21000101"));
}

#[test]
fn a_company_number_of_digits_does_not_block_a_payment() {
    // Passes the check of GB 32100, as one in thirty payment codes does.
    assert_eq!(channel("121200004013590816"), Some(Channel::Wechat));
}

#[test]
fn the_number_of_a_notice_is_told_from_a_mistake_in_one() {
    let notice = Notice::make("440300202611230001").unwrap();
    let number = notice.number();
    assert_eq!(number.len(), 20);
    assert_eq!(notice::check(number).as_ref(), Ok(&notice));
    assert_eq!(
        Reading::of(number.as_bytes()),
        Reading::Notice(notice.clone())
    );

    for at in 2..20 {
        for digit in b'0'..=b'9' {
            let mut wrong = number.as_bytes().to_vec();
            if std::mem::replace(&mut wrong[at], digit) != digit {
                assert_eq!(
                    Reading::of(&wrong),
                    Reading::MistypedNotice,
                    "digit {at} as {digit}"
                );
            }
        }
    }
    let mut swapped = number.as_bytes().to_vec();
    swapped.swap(6, 7);
    swapped.swap(17, 18);
    assert_eq!(
        notice::check(std::str::from_utf8(&swapped).unwrap()),
        Err(NotANumber::Mistyped)
    );

    assert_eq!(
        notice::check("4403002026112300"),
        Err(NotANumber::NotANotice)
    );
    assert_eq!(
        notice::check("4403002026112300011X"),
        Err(NotANumber::NotANotice)
    );
    assert_eq!(
        notice::check("28030020261123000112"),
        Err(NotANumber::NotANotice),
        "an Alipay code"
    );
    assert_eq!(
        notice::check("99030020261123000112"),
        Err(NotANumber::Mistyped),
        "there is no province 99"
    );
}

#[test]
fn a_notice_is_made_for_a_province_only() {
    assert_eq!(
        Notice::make("280300202611230001"),
        Err(NotANumber::NotANotice)
    );
    assert_eq!(
        Notice::make("44030020261123000"),
        Err(NotANumber::NotANotice)
    );
    assert_eq!(
        Notice::make("44030020261123000é"),
        Err(NotANumber::NotANotice)
    );
}

#[test]
fn a_reclaim_code_has_six_characters() {
    let code = ReclaimCode::parse("K742P9").unwrap();
    assert_eq!(
        Reading::of(code.symbol().as_bytes()),
        Reading::Reclaim(code.clone())
    );
    assert!(!format!("{code:?}").contains("K742P9"));
    for other in [
        "RC1:K742P",
        "RC1:K742P99",
        "RC1:k742p9",
        "RC1:",
        "K742P9",
        "rc1:K742P9",
    ] {
        assert_eq!(Reading::of(other.as_bytes()), Reading::Other, "{other}");
    }
}

#[test]
fn a_reclaim_code_is_typed_as_people_type() {
    let code = ReclaimCode::parse("K742P9");
    for typed in ["K742P9", "k742p9", "K74 2P9", "k74-2p9 "] {
        assert_eq!(ReclaimCode::typed(typed), code, "{typed}");
    }
    for wrong in [
        "K742P", "K742P99", "K742PO", "K742P0", "K742P1", "K742PI", "K742PＡ", "",
    ] {
        assert_eq!(ReclaimCode::typed(wrong), None, "{wrong}");
    }
}

#[test]
fn signed_codes_are_known_by_their_prefix() {
    let citizen = support::code(Algorithm::EdDsa);
    assert!(
        matches!(Reading::of(citizen.as_bytes()), Reading::Citizen(text) if text.expose() == citizen)
    );
    assert!(matches!(Reading::of(b"GC1:cut off"), Reading::Citizen(_)));
    let receipt = support::receipt_code();
    assert!(
        matches!(Reading::of(receipt.as_bytes()), Reading::Receipt(text) if text.expose() == receipt)
    );
    for other in [
        "gc1:ABC",
        "hc1:ABC",
        "https://example.com/",
        "GC1",
        "GR1",
        " GC1:",
    ] {
        assert_eq!(Reading::of(other.as_bytes()), Reading::Other, "{other}");
    }
}

#[test]
fn control_characters_and_endless_texts_pass_in_no_shape() {
    for text in [
        "134567890123456789\r\r",
        "\r134567890123456789",
        "134567890\r123456789",
        "\r\n",
        "\u{1b}GC1:ABC",
        "GC1:A\0",
        "GC1:\u{202e}",
        "GC1:é",
        "GC1:\u{7f}",
        "",
    ] {
        assert_eq!(Reading::of(text.as_bytes()), Reading::Other, "{text:?}");
    }
    let longest = format!("GC1:{}", "A".repeat(MAX_SYMBOL_BYTES - 4));
    assert!(matches!(
        Reading::of(longest.as_bytes()),
        Reading::Citizen(_)
    ));
    assert_eq!(
        Reading::of(format!("{longest}A").as_bytes()),
        Reading::Other
    );
}

#[test]
fn a_payment_code_does_not_print() {
    for code in [
        "134567890123456789",
        "2834567890123456",
        "6212345678901234567",
    ] {
        let shown = format!("{:?}", Reading::of(code.as_bytes()));
        assert!(
            !shown.contains(&code[2..6]) && !shown.contains(&code[code.len() - 4..]),
            "{shown}"
        );
    }
}

proptest! {
    #[test]
    fn reading_never_panics(bytes: Vec<u8>) {
        let _ = Reading::of(&bytes);
    }

    #[test]
    fn digits_are_read_as_one_thing_only(digits in "[0-9]{14,26}") {
        let reading = Reading::of(digits.as_bytes());
        let id = resident::is_resident_id(&digits) || resident::widened(&digits).is_some();
        prop_assert_eq!(reading == Reading::ResidentId, id);
        prop_assert_eq!(matches!(reading, Reading::Notice(_)), notice::check(&digits).is_ok());
    }

    #[test]
    fn any_notice_made_is_one(digits in "(11|23|37|44|54|65)[0-9]{16}") {
        let notice = Notice::make(&digits).unwrap();
        prop_assert!(matches!(Reading::of(notice.number().as_bytes()), Reading::Notice(_)));
    }
}

#[test]
fn published_payment_codes_are_read() {
    let Some(text) = shared("paycodes/paycodes.json") else {
        return;
    };
    let vectors: Value = serde_json::from_str(&text).unwrap();
    for case in vectors["cases"].as_array().unwrap() {
        let code = case["code"].as_str().unwrap();
        let kind = case["kind"].as_str().unwrap();
        let expected = match kind {
            "wechat" => Some(Channel::Wechat),
            // A company number is not kept from a channel: one code in thirty looks like one.
            "not_payment_uscc" => Some(Channel::Wechat),
            "alipay" | "alipay_plus" => Some(Channel::Alipay),
            "unionpay" => Some(Channel::Unionpay),
            "not_payment_resident_id" => None,
            other => panic!("no expectation for {other}"),
        };
        assert_eq!(channel(code), expected, "{kind}");
    }
}

#[test]
fn published_resident_ids_are_recognised() {
    if let Some(text) = shared("ids/hutool_ids.json") {
        let vectors: Value = serde_json::from_str(&text).unwrap();
        let cards = vectors["id_card"].as_array().unwrap().iter();
        for card in cards.filter(|card| card["v"].as_str().unwrap().len() == 18) {
            let id = card["v"].as_str().unwrap();
            assert_eq!(
                resident::is_resident_id(id),
                card["ok"].as_bool().unwrap(),
                "{id}"
            );
        }
    }
    if let Some(text) = shared("ids/cn_ids.json") {
        let vectors: Value = serde_json::from_str(&text).unwrap();
        for case in vectors["ric"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|case| case["fn"] == "validate")
        {
            let id = case["arg"].as_str().unwrap();
            assert_eq!(
                resident::is_resident_id(id),
                case["valid"].as_bool().unwrap(),
                "{id}"
            );
        }
    }
}

#[test]
fn every_county_that_ever_was_makes_a_resident_id() {
    let Some(text) = shared("ids/gbt2260_loc.dat") else {
        return;
    };
    let mut province = "";
    let mut counties = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if !line.starts_with(' ') {
            province = &line[..2];
            continue;
        }
        let county = line.trim_start().get(..4).unwrap();
        // Provinces and prefectures themselves are no place of birth; the other
        // side of the list has places abroad and none of a person.
        if county.ends_with("00") {
            continue;
        }
        let person = format!("{province}{county}19900515012");
        let found = "0123456789X"
            .chars()
            .filter(|check| resident::is_resident_id(&format!("{person}{check}")));
        assert_eq!(found.count(), 1, "{province}{county}");
        counties += 1;
    }
    assert!(counties > 5_000, "{counties} counties");
}

#[test]
fn payment_codes_say_their_form() {
    use codes::PaymentForm::{AlipayPlus, Digits, FaceToken};
    let form = |text: &str| {
        let Reading::Payment(code) = Reading::of(text.as_bytes()) else {
            return None;
        };
        Some(code.form())
    };
    assert_eq!(form("134567890123456789"), Some(Digits));
    assert_eq!(form("2893612204263667830"), Some(AlipayPlus));
    assert_eq!(
        form("2883612204263667830"),
        Some(Digits),
        "the third is no 9"
    );
    assert_eq!(
        form("2893612204263567830"),
        Some(Digits),
        "no 6 before the end"
    );
    let token = format!("fp{}", "0a1B".repeat(8));
    assert_eq!(form(&format!("{token}Z")), Some(FaceToken));
    assert_eq!(channel(&format!("{token}Z")), Some(Channel::Alipay));
    assert_eq!(form(&token), None, "34 characters");
    assert_eq!(form(&format!("{token}-")), None);
    assert_eq!(form(&format!("FP{}", &format!("{token}Z")[2..])), None);
    let shown = format!("{:?}", Reading::of(format!("{token}Z").as_bytes()));
    assert!(!shown.contains("0a1B"), "{shown}");
}

#[test]
fn one_end_of_a_line_is_cut_off() {
    for end in ["\r", "\n", "\r\n"] {
        let code = format!("134567890123456789{end}");
        assert!(matches!(Reading::of(code.as_bytes()), Reading::Payment(_)));
        assert_eq!(codes::admissible(code.as_bytes()), Ok("134567890123456789"));
    }
    use codes::Inadmissible::{Character, Empty, NotText, TooLong};
    for (symbol, why) in [
        (&b"\n"[..], Empty),
        (b"1\n\n", Character),
        (b"1\n\r", Character),
        (b"\xff\xfe", NotText),
        (b"\xd6\xd0", NotText),
        ("1\u{200b}2".as_bytes(), Character),
        ("\u{feff}1".as_bytes(), Character),
        ("1\u{2028}2".as_bytes(), Character),
        ("😀".as_bytes(), Character),
        (&[b'1'; MAX_SYMBOL_BYTES + 1], TooLong),
    ] {
        assert_eq!(codes::admissible(symbol), Err(why), "{symbol:?}");
    }
    assert_eq!(
        codes::admissible("最佳（运输）·北京".as_bytes()),
        Ok("最佳（运输）·北京")
    );
}
