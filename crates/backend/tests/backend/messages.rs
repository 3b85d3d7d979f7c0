//! API V2's messages against everything else that XML can do, and against those who have no key.

use backend::channels::wechat::v2::{
    ApiKey, Disbelief, Fields, Said, SignType, XmlError, read, read_pay, read_query, read_reverse,
    write,
};
use order::{Answer, DeclineReason};
use proptest::prelude::*;

use crate::protocol::trade;

const KEY: &str = "192006250b4c09247ec02edce69f6a2d";

fn key(sign_type: SignType) -> ApiKey {
    ApiKey::new(KEY, sign_type).unwrap()
}

fn signed(sign_type: SignType, said: &[(&str, &str)]) -> Fields {
    let ours = [
        ("appid", "A"),
        ("mch_id", "M"),
        ("return_code", "SUCCESS"),
        ("result_code", "SUCCESS"),
    ];
    let mut fields: Fields = ours
        .iter()
        .chain(said)
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    fields.insert("sign".to_owned(), key(sign_type).sign(&fields));
    fields
}

fn believed(sign_type: SignType, text: &str) -> Result<Said, Disbelief> {
    Said::believe(&key(sign_type), "A", "M", text.as_bytes())
}

#[test]
fn text_is_read_as_it_was_meant() {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml>\n <a><![CDATA[1 < 2 & ]]>3</a >\n\
                <b>&lt;&amp;&gt;&quot;&apos;&#65;&#x4e2d;</b><c></c><d/></xml>\n";
    let fields = read(text.as_bytes()).unwrap();
    let field = |name: &str| fields[name].as_str();
    assert_eq!(field("a"), "1 < 2 & 3");
    assert_eq!(field("b"), "<&>\"'A中");
    assert_eq!((field("c"), field("d")), ("", ""));
}

#[test]
fn whatever_is_not_flat_or_there_twice_is_refused() {
    let many: String = (0..300).map(|n| format!("<f{n}>1</f{n}>")).collect();
    let deep = format!("<xml>{}", "<a>".repeat(20_000));
    type Is = fn(&XmlError) -> bool;
    let cases: [(&str, Is); 19] = [
        ("", |error| matches!(error, XmlError::Root)),
        ("SUCCESS", |error| matches!(error, XmlError::Root)),
        ("{}", |error| matches!(error, XmlError::Root)),
        ("<doc><a>1</a></doc>", |error| {
            matches!(error, XmlError::Root)
        }),
        ("<xml><a>1</a></xml><xml/>", |error| {
            matches!(error, XmlError::Root)
        }),
        ("<xml><a>1</a></xml>2", |error| {
            matches!(error, XmlError::Root)
        }),
        ("<!DOCTYPE xml><xml><a>1</a></xml>", |error| {
            matches!(error, XmlError::Foreign)
        }),
        (
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><a>&e;</a></xml>",
            |error| matches!(error, XmlError::Foreign),
        ),
        ("<xml><a>&e;</a></xml>", |error| {
            matches!(error, XmlError::Entity)
        }),
        ("<xml><a>&#xffffffff;</a></xml>", |error| {
            matches!(error, XmlError::Entity)
        }),
        ("<xml><!-- --><a>1</a></xml>", |error| {
            matches!(error, XmlError::Foreign)
        }),
        ("<xml><?php ?><a>1</a></xml>", |error| {
            matches!(error, XmlError::Foreign)
        }),
        ("<xml><a>1</a><a>2</a></xml>", |error| {
            matches!(error, XmlError::Twice)
        }),
        ("<xml><a>1<b>2</b></a></xml>", |error| {
            matches!(error, XmlError::NotFlat)
        }),
        ("<xml>1<a>2</a></xml>", |error| {
            matches!(error, XmlError::NotFlat)
        }),
        ("<xml><a b=\"1\">2</a></xml>", |error| {
            matches!(error, XmlError::Name)
        }),
        ("<xml><a>1</b></xml>", |error| {
            matches!(error, XmlError::Xml(_))
        }),
        (&format!("<xml>{many}</xml>"), |error| {
            matches!(error, XmlError::TooMany)
        }),
        (&deep, |error| matches!(error, XmlError::NotFlat)),
    ];
    for (text, is) in cases {
        let error = read(text.as_bytes()).unwrap_err();
        assert!(is(&error), "{} {error:?}", &text[..text.len().min(80)]);
    }
    assert!(matches!(
        read(&[b'<', 0xff]).unwrap_err(),
        XmlError::Text(_)
    ));
}

#[test]
fn an_answer_is_believed_only_with_the_merchants_key_in_the_merchants_way() {
    for sign_type in [SignType::HmacSha256, SignType::Md5] {
        let fields = signed(sign_type, &[("total_fee", "1")]);
        let text = write(&fields);
        assert_eq!(
            believed(sign_type, &text).unwrap().get("total_fee"),
            Some("1")
        );
        let wrong = |text: &str| {
            let error = believed(sign_type, text).unwrap_err();
            assert!(matches!(error, Disbelief::Signature), "{error:?} {text}");
        };
        wrong(&text.replace("<total_fee>1</total_fee>", "<total_fee>100</total_fee>"));
        wrong(&text.replace("</xml>", "<attach>1</attach></xml>"));
        wrong(&text.replace("<total_fee>1</total_fee>", ""));
        wrong(&text.replace(&fields["sign"], ""));
        wrong(&text.replace(&fields["sign"], &fields["sign"].to_lowercase()));
        let other = match sign_type {
            SignType::HmacSha256 => SignType::Md5,
            SignType::Md5 => SignType::HmacSha256,
        };
        wrong(&write(&signed(other, &[("total_fee", "1")])));
    }
}

#[test]
fn an_answer_for_another_merchant_is_not_ours() {
    for (name, value) in [("appid", "B"), ("mch_id", "N"), ("mch_id", "")] {
        let text = write(&signed(SignType::HmacSha256, &[(name, value)]));
        let error = believed(SignType::HmacSha256, &text).unwrap_err();
        assert!(matches!(error, Disbelief::Another), "{name} {value}");
    }
}

#[test]
fn only_what_is_certain_is_read_from_an_answer_of_api_v2() {
    let said = |fields: &[(&str, &str)]| {
        let text = write(&signed(SignType::HmacSha256, fields));
        believed(SignType::HmacSha256, &text).unwrap()
    };
    let failed = |code: &str| said(&[("result_code", "FAIL"), ("err_code", code)]);
    let refused = |code: &str| read_pay(&failed(code), &trade());
    for (code, reason) in [
        ("NOTENOUGH", DeclineReason::NotEnough),
        ("NOTSUPORTCARD", DeclineReason::NotEnough),
        ("AUTHCODEEXPIRE", DeclineReason::CodeExpired),
        ("AUTH_CODE_INVALID", DeclineReason::CodeUsed),
        ("AUTH_CODE_ERROR", DeclineReason::CodeInvalid),
        ("BUYER_MISMATCH", DeclineReason::ByChannel),
        ("PARAM_ERROR", DeclineReason::ByChannel),
    ] {
        assert_eq!(refused(code), Answer::Refused(reason), "{code}");
    }
    let state = |state: &str, fee: &str| {
        let fields = [
            ("out_trade_no", "T1"),
            ("trade_state", state),
            ("total_fee", fee),
        ];
        read_query(&said(&fields), &trade())
    };
    assert_eq!(state("SUCCESS", "20050"), Answer::Paid);
    for fee in ["20051", "", "+20050", "20050.0", "99999999999999999999"] {
        assert_eq!(state("SUCCESS", fee), Answer::Unknown, "{fee}");
    }
    assert_eq!(state("USERPAYING", "20050"), Answer::PayerConfirms);
    let not_confirmed = Answer::NotPaid(DeclineReason::NotConfirmed);
    assert_eq!(state("PAYERROR", "20050"), not_confirmed);
    assert_eq!(state("REVOKED", "20050"), Answer::Closed);
    assert_eq!(state("NOTPAY", "20050"), Answer::Unknown);
    assert_eq!(state("", "20050"), Answer::Unknown);
    let nowhere = read_query(&failed("ORDERNOTEXIST"), &trade());
    assert_eq!(nowhere, Answer::NoTrade);
    let reversed = |result: &str, code: &str, recall: &str| {
        let fields = [
            ("result_code", result),
            ("err_code", code),
            ("recall", recall),
        ];
        read_reverse(&said(&fields), &trade())
    };
    assert_eq!(reversed("SUCCESS", "", "N"), Answer::Closed);
    let again = reversed("SUCCESS", "", "Y");
    assert_eq!(again, Answer::Unknown, "it wants to be asked again");
    assert_eq!(reversed("", "", "N"), Answer::Unknown);
    assert_eq!(reversed("FAIL", "USERPAYING", "Y"), Answer::PayerConfirms);
    assert_eq!(reversed("FAIL", "REVERSE_EXPIRE", "N"), Answer::NotReversed);
    assert_eq!(reversed("FAIL", "ORDERNOTEXIST", "N"), Answer::NoTrade);
    assert_eq!(reversed("FAIL", "SYSTEMERROR", "N"), Answer::Unknown);
}

#[test]
fn a_key_is_never_shown_and_has_32_letters_and_digits() {
    assert!(!format!("{:?}", key(SignType::Md5)).contains(&KEY[..6]));
    let long = format!("{KEY}0");
    for text in ["", &KEY[1..], &long, "192006250b4c09247ec02edce69f6a2!"] {
        assert!(ApiKey::new(text, SignType::Md5).is_none(), "{text}");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(
        fields in proptest::collection::btree_map("[a-z_][a-z0-9_]{0,20}", "[^\\r\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]{0,40}", 0..20)
    ) {
        prop_assert_eq!(read(write(&fields).as_bytes()).unwrap(), fields);
    }

    #[test]
    fn no_bytes_are_too_much(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_text_like_a_message_is_too_much(text in "(<xml>|</xml>|<a>|</a>|<b/>|&amp;|&e;|<!\\[CDATA\\[|\\]\\]>|1| ){0,30}") {
        let _ = read(text.as_bytes());
    }
}
