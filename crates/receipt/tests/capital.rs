//! Capital numerals against the official examples and against the rules read another way: digit
//! by digit, with every form that they allow.

use std::fs;

use receipt::capital;

const UPPER: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];

/// Whether 零 stands where noughts were passed over.
#[derive(Clone, Copy, PartialEq)]
enum Nought {
    Must,
    May,
}

/// All forms that the rules allow for the amount.
fn allowed(fen: u64) -> Vec<String> {
    let (yuan, jiao, cent) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut forms = if yuan > 0 {
        whole(yuan)
    } else {
        vec![String::new()]
    };
    if yuan > 0 || fen == 0 {
        forms = forms.iter().map(|form| format!("{form}元")).collect();
    }
    if fen == 0 {
        forms = vec!["零元".to_owned()];
    }
    if jiao > 0 {
        let optional = yuan > 0 && yuan.is_multiple_of(10);
        forms = append(
            forms,
            optional.then_some(Nought::May),
            UPPER[jiao as usize],
            "角",
        );
    }
    if cent > 0 {
        let must = yuan > 0 && jiao == 0;
        forms = append(
            forms,
            must.then_some(Nought::Must),
            UPPER[cent as usize],
            "分",
        );
        return prefixed(&forms, &[""]);
    }
    prefixed(&forms, if jiao > 0 { &["", "整"] } else { &["整"] })
}

fn prefixed(forms: &[String], ends: &[&str]) -> Vec<String> {
    forms
        .iter()
        .flat_map(|form| ends.iter().map(move |end| format!("人民币{form}{end}")))
        .collect()
}

fn append(forms: Vec<String>, nought: Option<Nought>, digit: &str, unit: &str) -> Vec<String> {
    let mut longer = Vec::new();
    for form in forms {
        if nought != Some(Nought::Must) {
            longer.push(format!("{form}{digit}{unit}"));
        }
        if nought.is_some() {
            longer.push(format!("{form}零{digit}{unit}"));
        }
    }
    longer
}

/// Digit by digit from the left. Place 0 is the yuan; 万 ends place 4 of every eight, 亿 ends
/// place 8, and again 8 places further up.
fn whole(yuan: u64) -> Vec<String> {
    let digits: Vec<usize> = yuan
        .to_string()
        .bytes()
        .map(|digit| usize::from(digit - b'0'))
        .collect();
    let mut forms = vec![String::new()];
    let mut passed = false;
    for (at, &digit) in digits.iter().enumerate() {
        let place = digits.len() - 1 - at;
        if digit == 0 {
            passed = true;
        } else {
            let unit = ["", "拾", "佰", "仟"][place % 4];
            // Noughts up to and with the place of 万 or 亿, and the 仟 after it is not one:
            // 零 may be left out.
            let nought = if place % 4 == 3 {
                Nought::May
            } else {
                Nought::Must
            };
            forms = append(forms, passed.then_some(nought), UPPER[digit], unit);
            passed = false;
        }
        let group_is_empty = digits[at.saturating_sub(3)..=at]
            .iter()
            .all(|&digit| digit == 0);
        let ending = match place {
            0 => "",
            4 | 12 if !group_is_empty || at < 3 => "万",
            8 | 16 => "亿",
            _ => "",
        };
        for form in &mut forms {
            form.push_str(ending);
        }
    }
    forms
}

fn check(fen: u64) {
    let (ours, allowed) = (capital(fen), allowed(fen));
    assert!(
        allowed.contains(&ours),
        "{fen} fen: {ours} is none of {allowed:?}"
    );
}

#[test]
fn the_forms_of_the_regulation() {
    for (fen, form) in [
        (0, "人民币零元整"),
        (1, "人民币壹分"),
        (10, "人民币壹角整"),
        (53, "人民币伍角叁分"),
        (100, "人民币壹元整"),
        (1_001, "人民币壹拾元零壹分"),
        (35_000, "人民币叁佰伍拾元整"),
        (168_032, "人民币壹仟陆佰捌拾元零叁角贰分"),
        (10_700_053, "人民币壹拾万柒仟元零伍角叁分"),
        (10_000_000_000, "人民币壹亿元整"),
        (10_000_000_100, "人民币壹亿零壹元整"),
        (
            u64::MAX,
            "人民币壹拾捌亿肆仟肆佰陆拾柒万肆仟肆佰零柒亿叁仟柒佰零玖万伍仟伍佰壹拾陆元壹角伍分",
        ),
    ] {
        assert_eq!(capital(fen), form, "{fen} fen");
    }
}

#[test]
fn the_official_examples_come_out_in_an_official_form() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/vectors/rmb/pboc_official.json"
    );
    let Ok(text) = fs::read_to_string(file) else {
        eprintln!("skipped: {file} is not there");
        return;
    };
    let vectors: serde_json::Value = serde_json::from_str(&text).unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    assert!(!cases.is_empty());
    for case in cases {
        let fen: u64 = case[0].as_str().unwrap().replace('.', "").parse().unwrap();
        let forms = case[1].as_array().unwrap();
        assert!(
            forms.contains(&capital(fen).into()),
            "{}: {}",
            case[0],
            capital(fen)
        );
        // The checker below knows exactly the official forms too.
        for form in forms {
            assert!(
                allowed(fen).contains(&form.as_str().unwrap().to_owned()),
                "{form}"
            );
        }
    }
}

#[test]
fn small_amounts_are_in_an_allowed_form() {
    (0..=100_000).for_each(check);
    (100_000..=1_000_000).step_by(37).for_each(check);
}

#[test]
fn large_amounts_are_in_an_allowed_form_whatever_noughts_they_have() {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = || {
        // xorshift64, so that a failure comes again.
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    for _ in 0..50_000 {
        let amount = random() % 1_000_000_000_000_000;
        // Every other digit pattern gets noughts where the mask has them.
        let mask = random();
        let digits = (0..15).map(|place| {
            let digit = amount / 10_u64.pow(place) % 10;
            if mask >> place & 1 == 1 {
                0
            } else {
                digit * 10_u64.pow(place)
            }
        });
        check(digits.sum());
    }
}
