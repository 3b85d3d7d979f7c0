//! In which charset the bytes of a symbol are, and their text.
//!
//! What the symbol announces (ECI) is believed if it can be true. Else UTF-8, which hardly anything
//! else is by chance; then GB18030, Shift-JIS and Latin-1, whichever makes more of the words that
//! people write, and in this order where they do not differ.

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, UTF_16BE, WINDOWS_1252};

/// What a symbol says of the charset of a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Announced {
    Nothing,
    ShiftJis,
    Charset(&'static Encoding),
}

impl Announced {
    /// The numbers of the AIM register of extended channel interpretations.
    pub fn by_number(number: u32) -> Self {
        let label: &str = match number {
            1 | 3 => "windows-1252",
            4 => "iso-8859-2",
            5 => "iso-8859-3",
            6 => "iso-8859-4",
            7 => "iso-8859-5",
            8 => "iso-8859-6",
            9 => "iso-8859-7",
            10 => "iso-8859-8",
            11 => "windows-1254",
            12 => "iso-8859-10",
            13 => "windows-874",
            15 => "iso-8859-13",
            16 => "iso-8859-14",
            17 => "iso-8859-15",
            18 => "iso-8859-16",
            20 => return Announced::ShiftJis,
            21 => "windows-1250",
            22 => "windows-1251",
            23 => "windows-1252",
            24 => "windows-1256",
            25 => return Announced::Charset(UTF_16BE),
            26 | 27 => return Announced::Charset(UTF_8),
            28 => return Announced::Charset(BIG5),
            29 | 31 | 32 => return Announced::Charset(GB18030),
            30 => return Announced::Charset(EUC_KR),
            _ => return Announced::Nothing,
        };
        Encoding::for_label(label.as_bytes()).map_or(Announced::Nothing, Announced::Charset)
    }
}

/// The text of bytes of which nothing is announced.
pub(crate) fn text_of(bytes: &[u8]) -> Option<String> {
    guessed(bytes)
}

/// The text of the bytes, part by part; `None` if they are no text in any charset known here.
pub(crate) fn text(bytes: &[u8], parts: &[(usize, Announced)]) -> Option<String> {
    // Who packs kanji into a symbol writes the rest in the same charset.
    let is_japanese = parts.iter().any(|(_, part)| *part == Announced::ShiftJis);
    let mut text = String::new();
    let mut rest = bytes;
    let mut parts = parts.iter().copied().peekable();
    while let Some((mut length, announced)) = parts.next() {
        // A character may be cut between two parts; only the charset parts them here.
        while let Some((more, _)) = parts.next_if(|(_, next)| *next == announced) {
            length += more;
        }
        let (part, after) = rest.split_at_checked(length)?;
        rest = after;
        text.push_str(&one(part, announced, is_japanese)?);
    }
    Some(text)
}

fn one(bytes: &[u8], announced: Announced, is_japanese: bool) -> Option<String> {
    match announced {
        Announced::Nothing if is_japanese => {
            strict(UTF_8, bytes).or_else(|| strict(SHIFT_JIS, bytes))
        }
        Announced::Nothing => None,
        Announced::ShiftJis => strict(SHIFT_JIS, bytes),
        Announced::Charset(charset) => strict(charset, bytes),
    }
    .or_else(|| guessed(bytes))
}

fn strict(charset: &'static Encoding, bytes: &[u8]) -> Option<String> {
    charset
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
}

/// The text in the charset that makes most of it.
fn guessed(bytes: &[u8]) -> Option<String> {
    if let Some((charset, mark)) = Encoding::for_bom(bytes) {
        return strict(charset, &bytes[mark..]);
    }
    if let Some(text) = strict(UTF_8, bytes) {
        return Some(text);
    }
    [GB18030, SHIFT_JIS, WINDOWS_1252]
        .into_iter()
        .filter_map(|charset| {
            let text = strict(charset, bytes)?;
            let likely = likely(charset, &text)?;
            (likely >= LIKELY_MIN).then_some((likely, text))
        })
        // Of equals the first.
        .reduce(|best, other| if other.0 > best.0 { other } else { best })
        .map(|(_, text)| text)
}

/// Text that is less likely is none.
const LIKELY_MIN: f32 = 0.2;

/// How likely it is that people wrote this text in this charset: what its characters that are not
/// ASCII are worth, a byte. `None` if one is there that nobody writes.
fn likely(charset: &'static Encoding, text: &str) -> Option<f32> {
    let letters: Vec<char> = text.chars().collect();
    let narrow = Narrow::of(&letters);
    let (mut bytes, mut worth) = (0usize, 0f32);
    for (at, &letter) in letters.iter().enumerate() {
        if letter.is_ascii() {
            continue;
        }
        if is_private(letter) || letter.is_control() {
            return None;
        }
        let mut buffer = [0; 4];
        let (encoded, _, _) = charset.encode(letter.encode_utf8(&mut buffer));
        bytes += encoded.len();
        let each = if charset == WINDOWS_1252 {
            accent(&letters, at)
        } else if charset == SHIFT_JIS {
            match letter {
                '\u{3041}'..='\u{30ff}' => 0.9,
                '\u{ff61}'..='\u{ff9f}' => narrow.worth(),
                _ if is_punctuation(letter) => 0.8,
                _ if is_daily(0x889f..=0x9872, &encoded) => 0.4,
                _ => 0.05,
            }
        } else {
            match letter {
                _ if FREQUENT.contains(letter) => 0.9,
                _ if is_punctuation(letter) => 0.8,
                _ if is_daily(0xb0a1..=0xd7f9, &encoded) => 0.38,
                _ => 0.05,
            }
        };
        worth += each * encoded.len() as f32;
    }
    Some(worth / bytes.max(1) as f32)
}

/// The narrow kana of Shift-JIS are single bytes of which Chinese is full as well. What tells them
/// apart is the voicing mark, which stands behind a kana that can be voiced, and often.
struct Narrow {
    kana: usize,
    voiced: usize,
}

impl Narrow {
    fn of(letters: &[char]) -> Self {
        let is_kana = |letter: &char| matches!(letter, '\u{ff61}'..='\u{ff9f}');
        let can_be_voiced =
            |letter: char| matches!(letter, '\u{ff76}'..='\u{ff84}' | '\u{ff8a}'..='\u{ff8e}');
        let voiced = letters
            .windows(2)
            .filter(|pair| can_be_voiced(pair[0]) && matches!(pair[1], '\u{ff9e}' | '\u{ff9f}'));
        Narrow {
            voiced: voiced.count(),
            kana: letters.iter().filter(|letter| is_kana(letter)).count(),
        }
    }

    fn worth(&self) -> f32 {
        if self.voiced >= 2 && self.voiced * 10 >= self.kana {
            0.5
        } else {
            0.25
        }
    }
}

/// A letter with an accent stands among letters.
fn accent(letters: &[char], at: usize) -> f32 {
    let beside = |at: Option<usize>| {
        at.and_then(|at| letters.get(at))
            .is_some_and(char::is_ascii_alphabetic)
    };
    if letters[at].is_alphabetic() && (beside(at.checked_sub(1)) || beside(Some(at + 1))) {
        0.6
    } else {
        0.05
    }
}

fn is_private(letter: char) -> bool {
    matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..)
}

fn is_punctuation(letter: char) -> bool {
    matches!(letter, '\u{3001}'..='\u{3011}' | '\u{ff01}'..='\u{ff5e}' | '\u{2014}' | '\u{201c}' | '\u{201d}' | '\u{2026}' | '\u{b7}' | '\u{ffe5}')
}

/// GB 2312 and JIS X 0208 both have the characters of daily use first, in one range.
fn is_daily(range: std::ops::RangeInclusive<u16>, encoded: &[u8]) -> bool {
    matches!(encoded, [lead, trail] if range.contains(&u16::from_be_bytes([*lead, *trail])))
}

/// The characters that make up more than half of what is written in Chinese.
const FREQUENT: &str = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里\
用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民\
第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表\
化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量\
再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路\
记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运付款收支费码票证卡号缴医保元年月日时分街道厅局";
