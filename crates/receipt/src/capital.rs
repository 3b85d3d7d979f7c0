//! Amounts in capital numerals (大写), by the rules of 《支付结算办法》附一
//! 《正确填写票据和结算凭证的基本规定》.
//!
//! Where the rules leave a choice, the tamper-proof form is taken: 整 after 角, and 零 between
//! 元 and 角 when the yuan end in nought (壹仟陆佰捌拾元零叁角贰分). No 零 follows 万 or 亿 when
//! the next place is not nought (壹拾万柒仟元零伍角叁分).

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES: [(u64, &str); 4] = [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")];
const WAN: u64 = 10_000;
const YI: u64 = 100_000_000;

/// The amount of `fen` in capital numerals with 人民币 before it, such as `人民币叁佰伍拾元整`.
#[must_use]
pub fn capital(fen: u64) -> String {
    let (yuan, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut text = String::from("人民币");
    if yuan > 0 || (jiao == 0 && fen == 0) {
        push_whole(&mut text, yuan);
        text.push('元');
    }
    if jiao > 0 {
        if yuan > 0 && yuan.is_multiple_of(10) {
            text.push('零');
        }
        push_digit(&mut text, jiao);
        text.push('角');
    }
    if fen > 0 {
        if yuan > 0 && jiao == 0 {
            text.push('零');
        }
        push_digit(&mut text, fen);
        text.push('分');
    } else {
        text.push('整');
    }
    text
}

/// Any whole number: what is above 亿 is read like a number of its own, and so on upwards.
fn push_whole(text: &mut String, number: u64) {
    let (above, below) = (number / YI, number % YI);
    if above > 0 {
        push_whole(text, above);
        text.push('亿');
        push_nought_before(text, below, YI);
    }
    if below > 0 || above == 0 {
        push_below_yi(text, below);
    }
}

fn push_below_yi(text: &mut String, number: u64) {
    let (above, below) = (number / WAN, number % WAN);
    if above > 0 {
        push_below_wan(text, above);
        text.push('万');
        push_nought_before(text, below, WAN);
    }
    if below > 0 || above == 0 {
        push_below_wan(text, below);
    }
}

/// Four digits; noughts between two of them are one 零, noughts at the end none.
fn push_below_wan(text: &mut String, number: u64) {
    if number == 0 {
        text.push('零');
        return;
    }
    let mut started = false;
    let mut noughts = false;
    for (place, name) in PLACES {
        let digit = number / place % 10;
        if digit == 0 {
            noughts = started;
            continue;
        }
        if noughts {
            text.push('零');
        }
        push_digit(text, digit);
        text.push_str(name);
        (started, noughts) = (true, false);
    }
}

/// 零 where the part below 万 or 亿 does not fill its first place.
fn push_nought_before(text: &mut String, below: u64, unit: u64) {
    if below > 0 && below < unit / 10 {
        text.push('零');
    }
}

fn push_digit(text: &mut String, digit: u64) {
    // A digit of a decimal number is always below ten.
    text.extend(usize::try_from(digit).ok().and_then(|at| DIGITS.get(at)));
}
