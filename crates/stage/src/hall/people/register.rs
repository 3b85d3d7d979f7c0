//! What the social security register knows, and the bases that contributions are counted from.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{ABDULLA, Citizen, LI, WANG, YAN, hex, list, texts};

const STATEMENT: &str = "social-security-statement";
/// Of the base, in per cent, for somebody without an employer.
const CONTRIBUTION: u64 = 24;

/// The years from the first, each a line, with a base that grows. This year's goes to last month.
pub(super) fn lines(today: Date) -> Vec<Value> {
    let this_year = today.year();
    let of = |citizen: Citizen, since: i16, company: &'static str, first_base: u64| {
        (since..=this_year).filter_map(move |year| {
            let last = if year == this_year {
                today.month() - 1
            } else {
                12
            };
            let grown = first_base + u64::from((year - since).unsigned_abs()) * 45_000;
            (last > 0).then(|| {
                json!({
                    "list": STATEMENT,
                    "citizen": hex(&citizen.sub()),
                    "from": format!("{year}-01-01"),
                    "to": format!("{year}-{last:02}-01"),
                    "company": company,
                    "base": grown,
                    "paid": grown * CONTRIBUTION / 100 * u64::from(last.unsigned_abs()),
                })
            })
        })
    };
    let wang = of(WANG, this_year - 24, "银湖软件有限公司", 220_000);
    let abdulla = of(ABDULLA, this_year - 9, "天山餐饮有限公司", 420_000);
    let li = of(LI, this_year - 3, "锦绣幼儿园", 650_000);
    let yan = of(YAN, this_year - 2, "源深书店", 600_000);
    wang.chain(abdulla).chain(li).chain(yan).collect()
}

/// What somebody without an employer may choose; the fee is that of a month.
pub(super) fn bases() -> Value {
    let base = |percent: u64, base: u64| {
        let yuan = format!("{}.{:02}", base / 100, base % 100);
        json!({
            "id": format!("base-{percent}"),
            "name": texts([
                &*format!("{percent}% 档"),
                &*format!("{percent} %"),
                &*format!("{percent}%"),
                &*format!("{percent}%"),
            ]),
            "detail": texts([
                &*format!("月缴费基数 {yuan} 元"),
                &*format!("Monthly base {yuan} yuan"),
                &*format!("ئايلىق ئاساس {yuan} يۈەن"),
                &*format!("ཟླ་རེའི་རྨང་གཞི་སྒོར་ {yuan}"),
            ]),
            "fee": base * CONTRIBUTION / 100,
        })
    };
    let bases = [
        base(60, 738_400),
        base(80, 984_500),
        base(100, 1_230_700),
        base(200, 2_461_300),
        base(300, 3_692_100),
    ];
    list("contribution-bases", false, bases.into())
}
