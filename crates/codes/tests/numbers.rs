//! Numbers and codes that are not ours to act on, known so that the screen can say what
//! they are: merchants, companies, plates, identity cards.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use codes::{CompanyNumber, MerchantCode, Reading, plate, resident};
use serde_json::Value;
use support::shared;

const SHOP: &str = "00020101021152044131530311654042.505802KH5910Corner Caf6010Phnom Penh6304";

fn with_check(payload: &str) -> String {
    let crc = crc::Crc::<u16>::new(&crc::CRC_16_IBM_3740);
    format!("{payload}{:04X}", crc.checksum(payload.as_bytes()))
}

#[test]
fn a_merchants_code_says_whose_it_is() {
    let text = with_check(SHOP);
    let Reading::Merchant(code) = Reading::of(text.as_bytes()) else {
        panic!("{text}");
    };
    assert!(code.intact && !code.dynamic);
    assert_eq!(code.name.as_deref(), Some("Corner Caf"));
    assert_eq!(code.city.as_deref(), Some("Phnom Penh"));
    assert_eq!(code.country.as_deref(), Some("KH"));
    assert_eq!(code.currency.as_deref(), Some("116"));
    assert_eq!(code.amount.as_deref(), Some("2.50"));
    let dynamic = with_check(&SHOP.replacen("010211", "010212", 1));
    assert!(MerchantCode::parse(&dynamic).unwrap().dynamic);

    // It may be the code of a person.
    let shown = format!("{code:?}");
    assert!(shown.contains("KH") && !shown.contains("Corner"), "{shown}");

    let damaged = text.replace("Corner", "Korner");
    assert!(!MerchantCode::parse(&damaged).unwrap().intact);
}

#[test]
fn a_merchants_code_with_a_wrong_length_is_damaged() {
    let intact = |payload: &str| MerchantCode::parse(&with_check(payload)).unwrap().intact;
    assert!(intact("0002016304"));
    for payload in [
        "000201021x116304",
        "0002010102110102116304",
        "0002015999Corner6304",
        "00020159006304",
        "000201580358X6304",
        "0002015926Name of twenty-six letters6304",
    ] {
        assert!(!intact(payload), "{payload}");
    }
    for none in [
        "000201",
        "000201中文",
        "0002016304中",
        "0102116304ABCD",
        "0002016304GGGG",
    ] {
        assert_eq!(MerchantCode::parse(none), None, "{none}");
    }
}

#[test]
fn published_merchants_codes_are_read_with_their_check_sums() {
    let Some(text) = shared("emvco/mpm.json") else {
        return;
    };
    let vectors: Value = serde_json::from_str(&text).unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    for case in cases {
        let payload = case["payload"].as_str().unwrap();
        let Reading::Merchant(code) = Reading::of(payload.as_bytes()) else {
            panic!("{payload}");
        };
        assert_eq!(code.intact, case["crc_ok"].as_bool().unwrap(), "{payload}");
    }
    assert_eq!(cases.len(), 12);
}

#[test]
fn a_company_number_that_does_not_fit_is_doubted_and_not_blocked() {
    let number = CompanyNumber::parse("91350211M00013FA1N").unwrap();
    assert!(!number.check_fits(), "a real one, from the first trials");
    let typed = CompanyNumber::parse("91 310110 666007217t").unwrap();
    assert_eq!(typed.number(), "91310110666007217T");
    assert!(typed.check_fits());
    for other in [
        "",
        "91310110666007217",
        "91310110666007217TT",
        "91310110666007217I",
        "91A10110666007217T",
        "01310110666007217T",
        "9131011066600721７T",
    ] {
        assert_eq!(CompanyNumber::parse(other), None, "{other}");
    }
    assert!(matches!(
        Reading::of(b"91310110666007217T"),
        Reading::Company(_)
    ));
    assert_eq!(
        Reading::of(b"91 310110 666007217T"),
        Reading::Other,
        "not typed"
    );
}

#[test]
fn published_company_numbers_are_told_apart() {
    if let Some(text) = shared("ids/uscc_real.json") {
        let vectors: Value = serde_json::from_str(&text).unwrap();
        let numbers = vectors["uscc_valid"].as_array().unwrap();
        for number in numbers {
            let text = number.as_str().unwrap();
            assert!(CompanyNumber::parse(text).unwrap().check_fits(), "{text}");
        }
        assert!(numbers.len() >= 100);
    }
    let fits = |text: &str| CompanyNumber::parse(text).is_some_and(|n| n.check_fits());
    if let Some(text) = shared("ids/cn_ids.json") {
        let vectors: Value = serde_json::from_str(&text).unwrap();
        let cases = vectors["uscc"].as_array().unwrap().iter();
        for case in cases.filter(|case| case["fn"] == "validate") {
            let text = case["arg"].as_str().unwrap();
            assert_eq!(fits(text), case["valid"].as_bool().unwrap(), "{text}");
        }
    }
    if let Some(text) = shared("ids/hutool_ids.json") {
        let vectors: Value = serde_json::from_str(&text).unwrap();
        for case in vectors["uscc"].as_array().unwrap() {
            let text = case["v"].as_str().unwrap();
            assert_eq!(fits(text), case["ok"].as_bool().unwrap(), "{text}");
            assert!(
                CompanyNumber::parse(text).is_some(),
                "never blocked: {text}"
            );
        }
    }
}

#[test]
fn plates_of_every_kind_are_plates() {
    for plate in [
        "粤B12345",
        "京A0059D",
        "粤BD12345",
        "粤B12345D",
        "粤BAA1234",
        "粤Z1234港",
        "京A1234警",
        "使014578",
        "224578使",
        "闽20401领",
    ] {
        assert!(plate::is_plate(plate), "{plate}");
        assert_eq!(Reading::of(plate.as_bytes()), Reading::Plate);
    }
    for other in [
        "粤B1234",
        "粤B1234567",
        "粤I12345",
        "粤BO1234",
        "B12345",
        "粤b12345",
        "粤B1234人",
        "粤BD1234D",
        "使01457",
        "粤",
        "",
        "使",
        "领领",
    ] {
        assert!(!plate::is_plate(other), "{other}");
    }
}

#[test]
fn published_plates_and_cards_are_told_apart() {
    if let Some(text) = shared("ids/hutool_ids.json") {
        let vectors: Value = serde_json::from_str(&text).unwrap();
        for case in vectors["plates"].as_array().unwrap() {
            let text = case["v"].as_str().unwrap();
            assert_eq!(
                plate::is_plate(text),
                case["ok"].as_bool().unwrap(),
                "{text}"
            );
        }
        for case in vectors["id_card"].as_array().unwrap() {
            let text = case["v"].as_str().unwrap();
            let known = resident::is_resident_id(text) || resident::widened(text).is_some();
            assert_eq!(known, case["ok"].as_bool().unwrap(), "{text}");
        }
        for pair in vectors["convert_15_18"].as_array().unwrap() {
            let widened = resident::widened(pair[0].as_str().unwrap());
            assert_eq!(widened.as_deref(), pair[1].as_str());
        }
        for card in vectors["hk_card"].as_array().unwrap() {
            assert!(resident::is_hong_kong_id(card.as_str().unwrap()), "{card}");
        }
        for case in vectors["tw_card"].as_array().unwrap() {
            let text = case["v"].as_str().unwrap();
            assert_eq!(
                resident::is_taiwan_id(text),
                case["ok"].as_bool().unwrap(),
                "{text}"
            );
        }
    }
    if let Some(text) = shared("ids/any_rule.json") {
        let vectors: Value = serde_json::from_str(&text).unwrap();
        for rule in vectors["rules"].as_array().unwrap() {
            any_rule(rule);
        }
    }
}

/// Rules of a collection of patterns. Patterns check no sums, so of its numbers only the
/// shape is held to them; phones, passports, postcodes, cards and Macao's numbers are no
/// codes that anybody holds before a scanner.
fn any_rule(rule: &Value) {
    let title = rule["title"].as_str().unwrap();
    let known: fn(&str) -> bool = if title == "统一社会信用代码" {
        |text| CompanyNumber::parse(text).is_some()
    } else if title.starts_with("车牌号") {
        plate::is_plate
    } else {
        return;
    };
    for (examples, expected) in [("examples", true), ("counterExamples", false)] {
        for example in rule[examples].as_array().unwrap() {
            let text = example.as_str().unwrap();
            assert_eq!(known(text), expected, "{title}: {text}");
        }
    }
}

#[test]
fn cards_of_the_first_generation_and_of_other_places_are_identities_too() {
    for id in ["150102880730303", "P174468(6)", "B221690311"] {
        assert_eq!(Reading::of(id.as_bytes()), Reading::ResidentId, "{id}");
    }
    for other in [
        "150102881330303",
        "250102880730303",
        "P174468(7)",
        "P!74468(6)",
        "PÄ4468(6)",
        "!174468(6)",
        "P1744686",
        "B221690312",
    ] {
        assert_ne!(
            Reading::of(other.as_bytes()),
            Reading::ResidentId,
            "{other}"
        );
    }
    // Both letters count; a remainder of ten is an A.
    assert!(resident::is_hong_kong_id("C123456(9)"));
    assert!(resident::is_hong_kong_id("AB987654(3)"));
}

#[test]
fn published_base45_is_read_and_its_mistakes_are_not() {
    let Some(text) = shared("base45/rfc9285.json") else {
        return;
    };
    let vectors: Value = serde_json::from_str(&text).unwrap();
    let pairs = |key: &str| vectors[key].as_array().unwrap().clone();
    for pair in pairs("encode") {
        let (plain, text) = (pair[0].as_str().unwrap(), pair[1].as_str().unwrap());
        assert_eq!(base45::encode(plain.as_bytes()), text);
        assert_eq!(base45::decode(text).unwrap(), plain.as_bytes());
    }
    for pair in pairs("decode") {
        let (text, plain) = (pair[0].as_str().unwrap(), pair[1].as_str().unwrap());
        assert_eq!(base45::decode(text).unwrap(), plain.as_bytes());
    }
    // Through a code of ours, because the decoder alone takes some of them.
    let trust = support::trust();
    for text in pairs("invalid") {
        let code = format!("GC1:{}", text.as_str().unwrap());
        let refused = codes::citizen::verify(&code, &trust, support::NOW);
        assert_eq!(refused, Err(codes::Flaw::NotBase45.into()), "{code}");
    }
}
