//! What is found by what is typed, and what before what.

use hanzi::matches;
use proptest::prelude::*;

#[test]
fn a_name_is_found_by_what_is_typed_of_it() {
    for (name, typed) in [
        ("交通违法罚款", "交通"),
        ("交通违法罚款", "罚款"),
        ("交通违法罚款", "jiaotong"),
        ("交通违法罚款", "jt"),
        ("交通违法罚款", "jtwf"),
        ("交通违法罚款", "JTWF"),
        ("交通违法罚款", "jt违"),
        ("交通违法罚款", "jiaotongwffk"),
        ("交通违法罚款", "jiaotongweif"),
        ("交通违法罚款", "jiao tong"),
        ("交通违法罚款", "fakuan jiaotong"),
        ("交通违法罚款", "jiao'tong"),
        ("交通违法罚款", "jiaot"),
        ("车船税", "chechuanshui"),
        ("车船税", "chchsh"),
        ("车船税", "ccs"),
        // Every reading of a character.
        ("银行", "yinhang"),
        ("行走", "xingzou"),
        ("重庆", "chongqing"),
        ("重庆", "zhongqing"),
        ("曾先生", "zeng"),
        // The v of the keyboards, the ü of the books, the u of those who know neither.
        ("绿卡", "lvka"),
        ("绿卡", "lüka"),
        ("绿卡", "luka"),
        ("ETC 办理", "etc"),
        ("ETC 办理", "etcbanli"),
        ("ETC办理", "bl"),
        ("社保（城乡）", "shebaochengxiang"),
        ("Traffic fines", "traf"),
        ("Traffic fines", "fines"),
        ("Traffic fines", "FINE tra"),
        ("Driver's licence", "driver's"),
        ("Driver’s licence", "licence"),
        ("12345 hotline", "123"),
        ("ماشىنا جەرىمانىسى", "جەر"),
        ("རླངས་འཁོར", "འཁོར"),
        ("交通违法罚款", ""),
    ] {
        assert!(matches(name, typed).is_some(), "{typed} finds {name}");
    }
}

#[test]
fn a_name_is_not_found_by_something_else() {
    for (name, typed) in [
        ("交通违法罚款", "水费"),
        ("交通违法罚款", "jx"),
        ("交通违法罚款", "iaotong"),
        ("交通违法罚款", "jiaowei"),
        ("交通违法罚款", "jiaotong shui"),
        ("交通", "jiaotongw"),
        ("Traffic fines", "raffic"),
        ("Traffic fines", "ines"),
        ("", "a"),
    ] {
        assert_eq!(matches(name, typed), None, "{typed} does not find {name}");
    }
}

#[test]
fn the_better_match_comes_first() {
    for (typed, better, worse) in [
        // The beginning before the middle.
        ("shebao", "社保缴费", "城乡社保"),
        ("fines", "Fines", "Traffic fines"),
        // The more letters for a character, the more was said.
        ("xian", "先行登记", "西安"),
        // The shorter name: more of it was typed.
        ("shuifei", "水费", "水费电费燃气费"),
    ] {
        let rank = |name| matches(name, typed).expect(name);
        assert!(
            rank(better) < rank(worse),
            "{typed}: {better} before {worse}"
        );
    }
}

#[test]
fn a_name_that_can_be_read_in_many_ways_takes_no_longer() {
    // 5 readings that are typed alike, 60 times: trying one after the other never ends.
    let name = "啊".repeat(60);
    assert_eq!(matches(&name, &("a".repeat(59) + "b")), None);
}

proptest! {
    #[test]
    fn whatever_is_typed_finds_or_not_without_a_panic(name in ".{0,20}", typed in ".{0,20}") {
        let _ = matches(&name, &typed);
    }

    #[test]
    fn every_beginning_of_a_name_finds_it(name in "[一-龥a-z0-9]{1,12}", length in 1_usize..12) {
        let beginning: String = name.chars().take(length).collect();
        prop_assert!(matches(&name, &beginning).is_some());
    }
}
