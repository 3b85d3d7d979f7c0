//! What letters become, and that every name can be typed.

use std::collections::HashSet;

use encoding_rs::GBK;
use hanzi::{Candidate, candidates};
use pinyin::{ToPinyin, ToPinyinMulti};
use proptest::prelude::*;

const ALL: usize = usize::MAX;

fn texts(letters: &str) -> Vec<String> {
    let candidates = candidates(letters, ALL).into_iter();
    candidates.map(|candidate| candidate.text).collect()
}

fn candidate(letters: &str, text: &str) -> Candidate {
    let mut candidates = candidates(letters, ALL).into_iter();
    candidates
        .find(|candidate| candidate.text == text)
        .unwrap_or_else(|| panic!("{letters} offers {text}"))
}

#[test]
fn the_likeliest_comes_first() {
    for (letters, first) in [
        ("nihao", "你好"),
        ("zhongguo", "中国"),
        ("shenfenzheng", "身份证"),
        ("gonganju", "公安局"),
        ("yinhang", "银行"),
        ("xi'an", "西安"),
        ("fang'an", "方案"),
        ("nver", "女儿"),
        ("shi", "是"),
        ("yi", "一"),
        ("zhang", "张"),
        ("wangxiaohong", "王小红"),
        ("guangdongshengshenzhenshi", "广东省深圳市"),
    ] {
        let texts = texts(letters);
        // Two words may be as common as each other: one of the first three lines of a thumb.
        let place = texts.iter().position(|text| text == first);
        assert!(
            place.is_some_and(|place| place < 2),
            "{letters}: {first} is {place:?}"
        );
    }
}

#[test]
fn initials_stand_for_words() {
    for (letters, word) in [
        ("zg", "中国"),
        ("zhg", "中国"),
        ("zhongg", "中国"),
        ("zguo", "中国"),
        ("gaj", "公安局"),
        ("zhrmghg", "中华人民共和国"),
        ("jt", "交通"),
    ] {
        assert_eq!(
            candidate(letters, word).letters_used,
            letters.len(),
            "{letters}"
        );
    }
}

#[test]
fn a_name_is_chosen_piece_by_piece() {
    assert_eq!(candidate("zhangsan", "张三").letters_used, 8);
    assert_eq!(candidate("zhangsan", "张").letters_used, 5);
    assert_eq!(candidate("zs", "张").letters_used, 1);
    // An apostrophe goes with what stands before it.
    assert_eq!(candidate("xi'an", "西").letters_used, 3);
    assert_eq!(candidate("'an", "安").letters_used, 3);
    // Both ways to part.
    assert_eq!(candidate("xian", "先").letters_used, 4);
    assert_eq!(candidate("xian", "西安").letters_used, 4);
    // Capitals are letters, and what is no pinyin is left.
    assert_eq!(candidate("ZhangSan", "张三").letters_used, 8);
    assert_eq!(candidate("zhang3", "张").letters_used, 5);
}

#[test]
fn surnames_are_offered_under_the_reading_they_have_as_names() {
    for (letters, surname) in [
        ("zeng", "曾"),
        ("shan", "单"),
        ("xie", "解"),
        ("qiu", "仇"),
        ("ren", "任"),
        ("piao", "朴"),
        ("ou", "区"),
        ("zha", "查"),
        ("ge", "盖"),
        ("hua", "华"),
        ("yan", "䶮"),
    ] {
        assert!(
            texts(letters).iter().any(|text| text == surname),
            "{letters}"
        );
    }
}

#[test]
fn those_who_do_not_know_the_v_find_their_words_too() {
    for (letters, word) in [
        ("nuer", "女儿"),
        ("luyou", "旅游"),
        ("lu", "吕"),
        ("lue", "略"),
    ] {
        assert_eq!(candidate(letters, word).letters_used, letters.len());
    }
}

/// The characters of GB2312, from row 16 to row 87.
fn gb2312() -> Vec<char> {
    let rows = 0xB0..=0xF7_u8;
    rows.flat_map(|row| (0xA1..=0xFE_u8).map(move |cell| [row, cell]))
        .filter_map(|code| {
            let (text, _, is_broken) = GBK.decode(&code);
            text.chars().next().filter(|_| !is_broken)
        })
        // Five cells of row 55 are empty.
        .filter(|c| !('\u{E000}'..='\u{F8FF}').contains(c))
        .collect()
}

/// Characters that 通用规范汉字表 has outside of the first block of Unicode, most of them
/// for names of persons and places.
const RARE: &str = "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠\
                    䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮\
                    𠅤𠙶𡎚𡐓𣗋𣲗𤧛𤩽𥔲𥕢𦈡𦒍𧿹𨐈𨙸𨱇𩽾𪟝𪨶𫄧𫄸𫍯𫍲𫐄𫓧𫖮𫘝𫟹𬀩𬇙𬊤𬍛𬒈𬘓𬙊𬜬𬟁𬣙𬤇𬨎𬬭𬬸𬭊𬭚𬭶𬮱𬱖𬳵𬴊𬶋𬶍𬷕𬸘𬸣𬸪";

#[test]
fn every_character_of_the_two_tables_can_be_typed() {
    let gb2312 = gb2312();
    assert_eq!(gb2312.len(), 6763);
    let mut missing = String::new();
    let mut offered: std::collections::HashMap<String, HashSet<String>> = Default::default();
    for c in gb2312.into_iter().chain(RARE.chars()) {
        let readings = c
            .to_pinyin_multi()
            .into_iter()
            .flatten()
            .chain(c.to_pinyin());
        let mut has_reading = false;
        for reading in readings {
            has_reading = true;
            let letters = reading.plain().replace('ü', "v").replace('ê', "e");
            let offered = offered
                .entry(letters.clone())
                .or_insert_with(|| texts(&letters).into_iter().collect());
            assert!(
                offered.contains(c.encode_utf8(&mut [0; 4])),
                "{letters} {c}"
            );
        }
        if !has_reading {
            missing.push(c);
        }
    }
    assert_eq!(missing, "", "have no reading in the library");
}

#[test]
fn an_ordinary_character_stands_among_the_first_four_hundred() {
    for c in gb2312() {
        let usual = c.to_pinyin().expect("a reading").plain();
        let letters = usual.replace('ü', "v");
        let first = candidates(&letters, 400);
        let place = first
            .iter()
            .position(|it| it.text.starts_with(c) && it.text.chars().count() == 1);
        assert!(place.is_some(), "{letters} {c}");
    }
}

#[test]
fn the_letters_themselves_come_last_and_no_more_than_asked_for() {
    for letters in ["zhangsan", "uuu", "1", "A座", "'", "zhangu!"] {
        for max in [1, 2, 50, ALL] {
            let candidates = candidates(letters, max);
            assert!(candidates.len() <= max);
            let last = candidates.last().expect("the letters");
            assert_eq!(last.text, letters);
            assert_eq!(last.letters_used, letters.chars().count());
        }
    }
    assert!(candidates("", 50).is_empty());
    assert!(candidates("a", 0).is_empty());
}

proptest! {
    #[test]
    fn whatever_is_typed_something_is_offered_and_uses_some_of_it(letters in ".{1,60}") {
        check(&letters)?;
    }

    #[test]
    fn every_beginning_of_a_word_gives_something(letters in "([bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?(a|o|e|i|u|v|ai|ei|ao|ou|an|en|ang|eng|ong|'){1,12}") {
        for length in 1..=letters.len() {
            check(&letters[..length])?;
        }
    }
}

fn check(letters: &str) -> Result<(), TestCaseError> {
    let candidates = candidates(letters, 60);
    prop_assert!(!candidates.is_empty());
    let length = letters.chars().count();
    let mut seen = HashSet::new();
    for candidate in candidates {
        prop_assert!(
            (1..=length).contains(&candidate.letters_used),
            "{candidate:?}"
        );
        prop_assert!(seen.insert(candidate.text));
    }
    Ok(())
}
