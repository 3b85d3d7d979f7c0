//! Accounts for water, power, gas and heating, and their bills.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::{ABDULLA, Citizen, LI, WANG, YAN, hex, list, texts};

const SERVICE: &str = "utility-bills";

/// Somebody's account: the option it stands under, its number, where it is, and what it owes for
/// last month, in fen.
struct Account {
    owner: Citizen,
    kind: &'static str,
    number: &'static str,
    place: [&'static str; 2],
    owes: Option<u64>,
}

const fn account(
    owner: Citizen,
    kind: &'static str,
    number: &'static str,
    place: [&'static str; 2],
    owes: u64,
) -> Account {
    let owes = if owes == 0 { None } else { Some(owes) };
    Account {
        owner,
        kind,
        number,
        place,
        owes,
    }
}

const HOME: [&str; 2] = ["锦绣路 18 弄 5 号", "No. 5, Lane 18, Jinxiu Road"];
const SHOP: [&str; 2] = ["张江路 266 号", "266 Zhangjiang Road"];
const FLAT: [&str; 2] = ["龙阳路 1800 号", "1800 Longyang Road"];
const STALL: [&str; 2] = ["源深路 65 号", "65 Yuanshen Road"];

/// Li owes nothing for water: that is no mistake of hers.
const ACCOUNTS: [Account; 16] = [
    account(WANG, "water", "310012884", HOME, 4_620),
    account(WANG, "water", "310037715", SHOP, 11_880),
    account(WANG, "power", "550128841", HOME, 16_235),
    account(WANG, "power", "550377152", SHOP, 48_910),
    account(WANG, "gas", "720128843", HOME, 6_900),
    account(WANG, "heating", "830128847", HOME, 132_000),
    account(LI, "water", "310045526", HOME, 0),
    account(LI, "power", "550455261", HOME, 9_840),
    account(YAN, "water", "310058203", FLAT, 3_150),
    account(YAN, "power", "550582036", FLAT, 12_470),
    account(ABDULLA, "water", "310061193", FLAT, 5_280),
    account(ABDULLA, "water", "310073348", STALL, 8_415),
    account(ABDULLA, "power", "550611937", FLAT, 14_060),
    account(ABDULLA, "power", "550733482", STALL, 61_325),
    account(ABDULLA, "gas", "720611932", FLAT, 7_350),
    account(ABDULLA, "heating", "830611934", FLAT, 118_800),
];

pub(super) fn accounts() -> Value {
    let items = ACCOUNTS.iter().map(|account| {
        let number = account.number;
        json!({
            "id": number,
            "under": account.kind,
            "owner": hex(&account.owner.sub()),
            "name": texts([
                &*format!("户号 {number}"),
                &*format!("Account {number}"),
                &*format!("ھېسابات {number}"),
                &*format!("ཁྱིམ་ཨང་ {number}"),
            ]),
            "detail": texts(account.place),
        })
    });
    list("utility-accounts", false, items.collect())
}

pub(super) fn bills(today: Date) -> Vec<Value> {
    let month = today.checked_sub(1.months()).unwrap_or(today);
    let (year, number) = (month.year(), month.month());
    let bill = |account: &Account| {
        let Account {
            owner,
            kind,
            number: reference,
            place,
            owes,
        } = account;
        Some(json!({
            "id": format!("{reference}-{}", month.strftime("%Y%m")),
            "service": SERVICE,
            "reference": reference,
            "payer": owner.name,
            "title": title(kind),
            "detail": texts([
                &*format!("{year} 年 {number} 月 · {}", place[0]),
                &*format!("{}, {}", month.strftime("%B %Y"), place[1]),
            ]),
            "amount": (*owes)?,
        }))
    };
    ACCOUNTS.iter().filter_map(bill).collect()
}

fn title(kind: &str) -> Value {
    texts(match kind {
        "water" => ["水费", "Water", "سۇ ھەققى", "ཆུ་རིན།"],
        "power" => ["电费", "Power", "توك ھەققى", "གློག་རིན།"],
        "gas" => ["燃气费", "Gas", "گاز ھەققى", "རླངས་རིན།"],
        _ => ["供暖费", "Heating", "ئىسسىنىش ھەققى", "དྲོད་རིན།"],
    })
}
