//! What is in a symbol, of every size and level.

use proptest::prelude::*;

use super::*;
use crate::qr::{
    codewords::{self, Effort},
    content, layout, solomon,
};

const LEVELS: [QrCodeEcc; 4] = [
    QrCodeEcc::Low,
    QrCodeEcc::Medium,
    QrCodeEcc::Quartile,
    QrCodeEcc::High,
];

#[test]
fn every_version_and_level_is_taken_apart_as_it_was_put_together() {
    for version in 1..=40u8 {
        for level in LEVELS {
            let code = sized(b"1234567", version, level);
            let bits = bits(&code);
            assert_eq!(bits.wrong_function(), 0.0, "version {version}");
            let repaired = codewords::repair(&bits, Effort::Plain).expect("no error in it");
            assert_eq!(repaired.wrong, 0.0);
            let content = content::read(&repaired.data, version.into()).unwrap();
            assert_eq!(content.bytes, b"1234567", "version {version} {level:?}");
        }
    }
}

#[test]
fn modules_that_were_seen_wrong_are_put_right_for_the_next_decoder() {
    let code = sized(b"put right", 7, QrCodeEcc::High);
    let right = bits(&code);
    let mut wrong = right.clone();
    let side = wrong.side;
    for i in 0..side {
        // A scratch of two modules, through the format too.
        for y in [20, 21] {
            wrong.dark[y * side + i] = true;
        }
    }
    let repaired = codewords::repair(&wrong, Effort::Plain).expect("few errors");
    assert!(repaired.wrong > 0.0);
    let function = layout::function(side);
    for (at, known) in function.iter().enumerate() {
        if known.is_none() {
            let (x, y) = (at % side, at / side);
            let version = (x < 6 && y >= side - 11) || (y < 6 && x >= side - 11);
            assert!(
                version || repaired.bits.dark[at] == right.dark[at],
                "{x} {y}"
            );
        }
    }
}

#[test]
fn what_is_known_to_be_doubtful_costs_half() {
    let code = sized(b"doubtful", 3, QrCodeEcc::High);
    let right = bits(&code);
    let side = right.side;
    let mut covered = right.clone();
    // A block of 14 by 12 modules is grey: more than can be corrected, but known.
    for (x, y) in (9..23).flat_map(|x| (9..21).map(move |y| (x, y))) {
        covered.dark[y * side + x] = (x + y) % 2 == 0;
        covered.sure[y * side + x] = 0.01;
    }
    assert!(codewords::repair(&covered, Effort::Plain).is_none());
    let repaired = codewords::repair(&covered, Effort::Erasing).expect("erased");
    let content = content::read(&repaired.data, 3).unwrap();
    assert_eq!(content.bytes, b"doubtful");
}

#[test]
fn nothing_is_made_of_noise_however_much_of_it_may_be_erased() {
    let mut state = 7u32;
    let mut next = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 16
    };
    // The format is right, or hardly any noise would come as far as the correction.
    for level in LEVELS {
        let symbol = bits(&sized(b"1", 1, level));
        for _ in 0..500 {
            let mut noise = symbol.clone();
            for &(x, y) in layout::data(noise.side) {
                noise.dark[y * noise.side + x] = next() & 1 == 1;
                noise.sure[y * noise.side + x] = (next() & 0xff) as f32 / 128.0;
            }
            assert!(codewords::repair(&noise, Effort::Erasing).is_none());
        }
    }
}

#[test]
fn content_that_is_cut_off_or_of_no_kind_is_refused() {
    let cases: [(&str, &[u8]); 6] = [
        ("a count without its bytes", &[0x40, 0x50]),
        ("a kind that does not exist", &[0xf0, 0, 0]),
        ("1000 as three digits", &[0x10, 0x0f, 0xff]),
        ("a letter beyond the last", &[0x20, 0x0f, 0xff, 0xff]),
        ("an announcement cut off", &[0x7c, 0x00]),
        ("Chinese of an unknown set", &[0xd2, 0x01, 0, 0]),
    ];
    for (what, data) in cases {
        assert!(content::read(data, 1).is_none(), "{what}");
    }
}

#[test]
fn chinese_packed_as_the_national_standard_has_it_is_text() {
    // Mode 1101, set 0001, two characters: 中 (D6D0) and 国 (B9FA).
    let mut bits = String::from("11010001");
    bits.push_str("00000010");
    for code in [0xd6d0usize, 0xb9fa] {
        let packed = code - 0xa6a1;
        bits.push_str(&format!("{:013b}", (packed >> 8) * 0x60 + (packed & 0xff)));
    }
    bits.push_str("0000");
    while bits.len() % 8 != 0 {
        bits.push('0');
    }
    let data: Vec<u8> = (0..bits.len() / 8)
        .map(|i| u8::from_str_radix(&bits[i * 8..i * 8 + 8], 2).unwrap())
        .collect();
    let content = content::read(&data, 1).unwrap();
    assert_eq!(content.bytes, [0xd6, 0xd0, 0xb9, 0xfa]);
    let text = crate::qr::charset::text(&content.bytes, &content.parts);
    assert_eq!(text.as_deref(), Some("中国"));
}

proptest! {
    #[test]
    fn errors_and_erasures_within_the_bound_are_corrected(
        data in proptest::collection::vec(any::<u8>(), 4..60),
        half in 2usize..15,
        places in proptest::collection::vec((any::<prop::sample::Index>(), 1u8..), 0..30),
        erased in 0usize..30,
    ) {
        let check = 2 * half;
        let mut block = encoded(&data, check);
        let right = block.clone();
        let mut wrong: Vec<(usize, u8)> = places
            .iter()
            .map(|(place, by)| (place.index(block.len()), *by))
            .collect();
        wrong.sort();
        wrong.dedup_by_key(|(place, _)| *place);
        let erased = erased.min(wrong.len());
        // Each erasure takes one check byte, each error two.
        wrong.truncate(erased + (check.saturating_sub(erased)) / 2);
        prop_assume!(erased <= check);
        for &(place, by) in &wrong {
            block[place] ^= by;
        }
        let known: Vec<usize> = wrong.iter().take(erased).map(|(place, _)| *place).collect();
        let changed = solomon::correct(&mut block, check, &known);
        prop_assert_eq!(changed, Some(wrong.len()));
        prop_assert_eq!(block, right);
    }

    #[test]
    fn no_block_makes_the_correction_panic(
        mut block in proptest::collection::vec(any::<u8>(), 0..300),
        check in 0usize..70,
        erased in proptest::collection::vec(0usize..300, 0..40),
    ) {
        let length = block.len();
        let mut erased: Vec<usize> = erased.into_iter().filter(|&at| at < length).collect();
        erased.sort_unstable();
        erased.dedup();
        solomon::correct(&mut block, check, &erased);
    }

    #[test]
    fn no_data_makes_the_content_panic(
        data in proptest::collection::vec(any::<u8>(), 0..200),
        version in 1usize..41,
    ) {
        if let Some(content) = content::read(&data, version) {
            let parts: usize = content.parts.iter().map(|(length, _)| length).sum();
            prop_assert_eq!(parts, content.bytes.len());
            crate::qr::charset::text(&content.bytes, &content.parts);
        }
    }
}

/// The data with its check bytes, by long division with (x - α⁰)(x - α¹)….
fn encoded(data: &[u8], check: usize) -> Vec<u8> {
    let times = |mut a: u8, mut b: u8| {
        let mut product = 0;
        while b > 0 {
            if b & 1 == 1 {
                product ^= a;
            }
            a = if a & 0x80 == 0 { a << 1 } else { a << 1 ^ 0x1d };
            b >>= 1;
        }
        product
    };
    let mut divisor = vec![1u8];
    let mut root = 1u8;
    for _ in 0..check {
        divisor.push(0);
        for i in (1..divisor.len()).rev() {
            divisor[i] ^= times(divisor[i - 1], root);
        }
        root = times(root, 2);
    }
    let mut rest = data.to_vec();
    rest.resize(data.len() + check, 0);
    for i in 0..data.len() {
        let lead = rest[i];
        for (j, &coefficient) in divisor.iter().enumerate() {
            rest[i + j] ^= times(coefficient, lead);
        }
    }
    [data, &rest[data.len()..]].concat()
}
