//! Vehicles without a number plate, the numbers that are offered for them, and where they are
//! inspected.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{ABDULLA, Citizen, LI, WANG, YAN, hex, list, texts, times};

const NUMBERS: [&str; 12] = [
    "沪A·K6F28",
    "沪A·K9C15",
    "沪A·D3H67",
    "沪A·F8M20",
    "沪A·J5R91",
    "沪A·L2T46",
    "沪A·N7W83",
    "沪A·P4X09",
    "沪A·Q6Y52",
    "沪A·R1Z78",
    "沪A·S8B34",
    "沪A·T5D60",
];

pub(super) fn lists(today: Date) -> Vec<Value> {
    let stations = stations();
    let times = stations.iter().flat_map(|station| {
        let id = station["id"].as_str().unwrap_or_default();
        times::under(id, None, today)
    });
    let times = times.collect();
    vec![
        list("vehicles", true, vehicles()),
        list("plate-numbers", true, NUMBERS.map(number).into()),
        list("inspection-stations", false, stations),
        list("inspection-slots", true, times),
    ]
}

/// Each gets one number, so a citizen who comes more than once has more than one.
fn vehicles() -> Vec<Value> {
    let vehicle = |number: &str, owner: &Citizen, name: [&str; 2], detail: [&str; 4]| {
        json!({
            "id": number,
            "owner": hex(&owner.sub()),
            "name": texts(name),
            "detail": texts(detail),
        })
    };
    let white = [
        "白色 · 小型轿车",
        "White, car",
        "ئاق · كىچىك ماشىنا",
        "དཀར་པོ། · རླངས་འཁོར་ཆུང་བ།",
    ];
    let blue = [
        "蓝色 · 小型轿车",
        "Blue, car",
        "كۆك · كىچىك ماشىنا",
        "སྔོན་པོ། · རླངས་འཁོར་ཆུང་བ།",
    ];
    let grey = [
        "灰色 · 小型客车",
        "Grey, van",
        "كۈلرەڭ · كىچىك ئاپتوبۇس",
        "སྐྱ་བོ། · རླངས་འཁོར་ཆུང་བ།",
    ];
    let (qin, han) = (["比亚迪 秦 PLUS", "BYD Qin PLUS"], ["比亚迪 汉", "BYD Han"]);
    let (wuling, roewe) = (["五菱 宏光", "Wuling Hongguang"], ["荣威 i5", "Roewe i5"]);
    vec![
        vehicle("LGXCE6CB1R0028517", &WANG, qin, white),
        vehicle("LGXCE4CB9S0110326", &WANG, han, blue),
        vehicle("LZWADAGA3R4051862", &WANG, wuling, grey),
        vehicle("LSJA24U92RS017745", &LI, roewe, white),
        vehicle("LSJA24U95RS020938", &YAN, roewe, blue),
        vehicle("LZWADAGA8S4003971", &ABDULLA, wuling, white),
        vehicle("LGXCE6CB7S0094402", &ABDULLA, qin, grey),
        vehicle("LSJA24U90SS008124", &ABDULLA, roewe, blue),
    ]
}

/// A number is the same in every language. Its id has no sign that is not ASCII.
fn number(name: &str) -> Value {
    let id: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    json!({ "id": id.to_lowercase(), "name": texts([name]) })
}

fn stations() -> Vec<Value> {
    let station = |id: &str, name: [&str; 4], detail: [&str; 2]| json!({ "id": id, "name": texts(name), "detail": texts(detail) });
    vec![
        station(
            "east",
            [
                "城东检测站",
                "East inspection station",
                "شەرقىي تەكشۈرۈش پونكىتى",
                "གྲོང་ཤར་ཞིབ་བཤེར་ས་ཚིགས།",
            ],
            ["川沙路 2200 号", "2200 Chuansha Road"],
        ),
        station(
            "north",
            [
                "城北检测站",
                "North inspection station",
                "شىمالىي تەكشۈرۈش پونكىتى",
                "གྲོང་བྱང་ཞིབ་བཤེར་ས་ཚིགས།",
            ],
            ["高东路 88 号", "88 Gaodong Road"],
        ),
    ]
}
