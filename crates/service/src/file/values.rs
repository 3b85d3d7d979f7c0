//! Values of a file, each of which knows what it may be.

#[cfg(test)]
use schemars::JsonSchema;
use serde::Deserialize;

use super::is_id;
use crate::{Fen, Lang, Texts, Weekday};

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];
const TEXT_CHARS_MAX: usize = 400;
const DAY_MINUTES: u16 = 24 * 60;
/// Ten million yuan: what is more is a mistake of whoever typed it.
const YUAN_MAX: u64 = 10_000_000;

/// An id.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(extend("pattern" = "^[a-z][a-z0-9-]{0,63}$")))]
#[serde(try_from = "String")]
pub(super) struct Id(pub String);

impl TryFrom<String> for Id {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if is_id(&text) {
            Ok(Self(text))
        } else {
            Err(format!(
                "{text:?} is no id: write small letters, digits and hyphens, at most 64, \
                 beginning with a letter"
            ))
        }
    }
}

/// Name of an icon, as the screen knows it: `idCard`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(extend("pattern" = "^[a-z][A-Za-z0-9-]{0,63}$")))]
#[serde(try_from = "String")]
pub(super) struct Icon(pub String);

impl TryFrom<String> for Icon {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if is_id(&text.to_ascii_lowercase()) && !text.starts_with(|c: char| c.is_ascii_uppercase())
        {
            Ok(Self(text))
        } else {
            Err(format!(
                "{text:?} is no icon: write its name, such as \"car\" or \"idCard\""
            ))
        }
    }
}

/// A text, at least in Chinese and in English.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Texts")]
pub(super) struct Words(pub Texts);

impl TryFrom<Texts> for Words {
    type Error = String;

    fn try_from(texts: Texts) -> Result<Self, String> {
        for language in LANGUAGES {
            if !texts.0.contains_key(&Lang::new(language)) {
                return Err(format!(
                    "the text in {language} is missing: add {language} = \"…\""
                ));
            }
        }
        for (Lang(language), text) in &texts.0 {
            if !is_language(language) {
                return Err(format!(
                    "{language:?} is no language: write a tag such as ug or bo"
                ));
            }
            if text.trim().is_empty() {
                return Err(format!("the text in {language} is empty: write it"));
            }
            if text.chars().count() > TEXT_CHARS_MAX {
                return Err(format!(
                    "the text in {language} is too long: write at most {TEXT_CHARS_MAX} characters"
                ));
            }
            if text.chars().any(char::is_control) {
                return Err(format!(
                    "the text in {language} has a control character: write it in one line"
                ));
            }
        }
        Ok(Self(texts))
    }
}

/// A language and perhaps where it is spoken: `ug`, `zh-CN`.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
impl JsonSchema for Words {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A text by language tag; the screen shows Chinese where one is missing.",
            "type": "object",
            "required": LANGUAGES,
            "propertyNames": { "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$" },
            "additionalProperties": {
                "type": "string",
                "maxLength": TEXT_CHARS_MAX,
                "pattern": "^[^\\u0000-\\u001F\\u007F-\\u009F]*\\S[^\\u0000-\\u001F\\u007F-\\u009F]*$",
            },
        })
    }
}

/// A whole number within limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i64")]
pub(super) struct Within<const LEAST: i32, const MOST: i32>(i32);

impl<const LEAST: i32, const MOST: i32> TryFrom<i64> for Within<LEAST, MOST> {
    type Error = String;

    fn try_from(number: i64) -> Result<Self, String> {
        match i32::try_from(number) {
            Ok(number) if (LEAST..=MOST).contains(&number) => Ok(Self(number)),
            _ => Err(format!("{number} is not between {LEAST} and {MOST}")),
        }
    }
}

impl<const LEAST: i32, const MOST: i32> Within<LEAST, MOST> {
    pub(super) fn signed(self) -> i32 {
        self.0
    }

    /// The number, where the least is not negative.
    pub(super) fn get(self) -> u32 {
        self.0.unsigned_abs()
    }
}

#[cfg(test)]
impl<const LEAST: i32, const MOST: i32> JsonSchema for Within<LEAST, MOST> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Within{LEAST}To{MOST}").into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "minimum": LEAST, "maximum": MOST })
    }
}

/// An amount in yuan and fen: `"125.00"`. A plain number would leave open which of the two it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(extend("pattern" = r"^(0|[1-9][0-9]{0,7})\.[0-9]{2}$")))]
#[serde(try_from = "String")]
pub(super) struct Yuan(#[cfg_attr(test, schemars(with = "String"))] pub Fen);

impl TryFrom<String> for Yuan {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || {
            format!(
                "{text:?} is no amount: write yuan with two decimals, such as \"125.00\", \
                 more than nothing and at most {YUAN_MAX}"
            )
        };
        let (yuan, fen) = text.split_once('.').ok_or_else(wrong)?;
        let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        let is_plain = yuan == "0" || !yuan.starts_with('0');
        if fen.len() != 2 || !is_number(fen) || !is_number(yuan) || !is_plain {
            return Err(wrong());
        }
        let yuan: u64 = yuan.parse().map_err(|_| wrong())?;
        let fen: u64 = fen.parse().map_err(|_| wrong())?;
        match yuan.checked_mul(100).and_then(|all| all.checked_add(fen)) {
            Some(all) if (1..=YUAN_MAX * 100).contains(&all) => Ok(Self(Fen(all))),
            _ => Err(wrong()),
        }
    }
}

/// A minute of the day: `"09:00"`, up to `"24:00"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(extend("pattern" = "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")))]
#[serde(try_from = "String")]
pub(super) struct Clock(#[cfg_attr(test, schemars(with = "String"))] pub u16);

impl TryFrom<String> for Clock {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let minute = match text.as_bytes() {
            [h1, h2, b':', m1, m2] => [*h1, *h2, *m1, *m2]
                .iter()
                .all(u8::is_ascii_digit)
                .then(|| {
                    let two =
                        |tens: u8, ones: u8| u16::from(tens - b'0') * 10 + u16::from(ones - b'0');
                    (two(*h1, *h2), two(*m1, *m2))
                })
                .filter(|(_, minutes)| *minutes < 60)
                .map(|(hours, minutes)| hours * 60 + minutes),
            _ => None,
        };
        match minute {
            Some(minute) if minute <= DAY_MINUTES => Ok(Self(minute)),
            _ => Err(format!(
                "{text:?} is no time: write hours and minutes, such as \"09:00\""
            )),
        }
    }
}

/// Days of the week: `"mon-fri"`, `"sat"`, `"mon-wed, fri"`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(
    test,
    schemars(extend("pattern" = "^ *(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?( *, *(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?)* *$"))
)]
#[serde(try_from = "String")]
pub(super) struct Days(#[cfg_attr(test, schemars(with = "String"))] pub Vec<Weekday>);

impl TryFrom<String> for Days {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || {
            format!(
                "{text:?} are no days: write such as \"mon-fri\" or \"mon, wed, sat\", in the \
                 order of the week"
            )
        };
        let mut days: Vec<Weekday> = Vec::new();
        for part in text.split(',') {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let first = weekday(first).ok_or_else(wrong)?;
            let last = weekday(last).ok_or_else(wrong)?;
            if first > last || days.last().is_some_and(|before| *before >= first) {
                return Err(wrong());
            }
            days.extend(
                Weekday::ALL
                    .into_iter()
                    .filter(|day| (first..=last).contains(day)),
            );
        }
        Ok(Self(days))
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    match text.trim() {
        "mon" => Some(Weekday::Mon),
        "tue" => Some(Weekday::Tue),
        "wed" => Some(Weekday::Wed),
        "thu" => Some(Weekday::Thu),
        "fri" => Some(Weekday::Fri),
        "sat" => Some(Weekday::Sat),
        "sun" => Some(Weekday::Sun),
        _ => None,
    }
}

/// The character of a province on number plates.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(
    test,
    schemars(extend("pattern" = "^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]$"))
)]
#[serde(try_from = "String")]
pub(super) struct Province(pub String);

impl TryFrom<String> for Province {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut characters = text.chars();
        let first = characters.next();
        if first.is_some_and(crate::plate::is_province) && characters.next().is_none() {
            Ok(Self(text))
        } else {
            Err(format!(
                "{text:?} is no province: write its one character, such as \"粤\""
            ))
        }
    }
}
