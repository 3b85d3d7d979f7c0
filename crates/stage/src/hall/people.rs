//! Who comes to this hall, and what the city's other systems know of them.

use codes::Notice;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::issuers::hex;
use crate::health_cards::HealthCards;
use crate::traces::Needle;

/// A citizen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citizen {
    /// Short name, also that of the payer with the channels.
    pub id: &'static str,
    /// Full name.
    pub name: &'static str,
    /// What citizen codes and the backend call them.
    sub: u128,
}

impl Citizen {
    /// The pseudonym.
    #[must_use]
    pub fn sub(&self) -> [u8; 16] {
        self.sub.to_be_bytes()
    }

    /// What must not stay of them on a machine, beside the codes that they show.
    #[must_use]
    pub fn needles(&self) -> [Needle; 3] {
        [
            Needle::new("name", self.name),
            Needle::new("pseudonym", hex(&self.sub())),
            Needle::new("id of the health card", HealthCards::id(self.sub())),
        ]
    }
}

/// Three fines: 200, 150 and 100 yuan.
pub const WANG: Citizen = Citizen {
    id: "wang",
    name: "王小明",
    sub: 0x5b1c_e07a_93d2_4f86_a1b7_0c4e_d835_62f9,
};
/// One fine of 50 yuan.
pub const LI: Citizen = Citizen {
    id: "li",
    name: "李芳",
    sub: 0x8e42_7d10_c6a9_4b53_9f0e_31d7_a284_5bc6,
};
/// Nothing owed.
pub const ZHANG: Citizen = Citizen {
    id: "zhang",
    name: "张伟",
    sub: 0x2f97_b3c8_105e_46d1_8a6c_e4f2_7b90_d318,
};
/// A name that few fonts have; one fine.
pub const YAN: Citizen = Citizen {
    id: "yan",
    name: "阎䶮",
    sub: 0xd06a_1e5f_b7c4_4392_b8d3_95a0_2c6e_f147,
};
/// A long name; one fine.
pub const ABDULLA: Citizen = Citizen {
    id: "abdulla",
    name: "阿卜杜拉·买买提明",
    sub: 0x71d8_c40b_e2f6_4a95_8c13_0b7e_96a5_3dc0,
};
/// Everyone the backend knows.
pub const CITIZENS: [Citizen; 5] = [WANG, LI, ZHANG, YAN, ABDULLA];
/// Has a phone and valid codes, but the backend does not know them.
pub const STRANGER: Citizen = Citizen {
    id: "stranger",
    name: "陈静",
    sub: 0x3ca5_9e61_07bd_4f28_a94e_d25c_8f17_60b3,
};

/// A payment notice of 125 yuan.
pub const NOTICE: &str = "310115202600010001";
/// A payment notice of two items, 80 and 45.50 yuan.
pub const NOTICE_OF_TWO: &str = "310115202600010002";
/// A payment notice that was paid elsewhere.
pub const NOTICE_PAID: &str = "310115202600010003";
/// A number that no notice has.
pub const NOTICE_UNKNOWN: &str = "310115202600019999";

/// The 20 digits of a notice, from its first 18.
///
/// # Panics
/// Never for the numbers above: they begin with a province.
#[must_use]
pub fn notice_number(first: &str) -> String {
    match Notice::make(first) {
        Ok(notice) => notice.number().to_owned(),
        Err(error) => panic!("{first}: {error}"),
    }
}

/// What the city's other systems know on this day, for `hallpass-backend import`.
#[must_use]
pub fn seed(today: Date) -> Value {
    let citizens: Vec<_> = CITIZENS
        .iter()
        .map(|citizen| {
            let card = HealthCards::id(citizen.sub());
            json!({
                "sub": hex(&citizen.sub()),
                "name": citizen.name,
                "subjects": [{ "issuer": "health-card", "subject": card }],
            })
        })
        .collect();
    json!({
        "citizens": citizens,
        "fines": fines(),
        "notices": notices(),
        "hospitals": hospitals(today),
        "queues": super::queues::seed(),
    })
}

fn fines() -> Vec<Value> {
    let fine = |id: &str, citizen: &Citizen, title: [&str; 2], detail: [&str; 2], amount: u64| {
        json!({
            "id": id,
            "citizen": hex(&citizen.sub()),
            "title": texts(title),
            "detail": texts(detail),
            "amount": amount,
        })
    };
    let speeding = ["超过规定时速 20% 以下", "Speeding, less than 20 % over"];
    let parking = ["违反规定停放机动车", "Parking where it is not allowed"];
    let lane = ["不按导向车道行驶", "Leaving the marked lane"];
    vec![
        fine(
            "3101152600018801",
            &WANG,
            speeding,
            [
                "2026-10-18 09:42 世纪大道 · 沪A·D2913",
                "2026-10-18 09:42, Century Avenue, 沪A·D2913",
            ],
            20_000,
        ),
        fine(
            "3101152600018802",
            &WANG,
            parking,
            [
                "2026-10-30 19:05 锦绣路 · 沪A·D2913",
                "2026-10-30 19:05, Jinxiu Road, 沪A·D2913",
            ],
            15_000,
        ),
        fine(
            "3101152600018803",
            &WANG,
            lane,
            [
                "2026-11-06 07:58 张江路 · 沪A·D2913",
                "2026-11-06 07:58, Zhangjiang Road, 沪A·D2913",
            ],
            10_000,
        ),
        fine(
            "3101152600021750",
            &LI,
            parking,
            [
                "2026-11-02 14:20 源深路 · 沪A·F90871",
                "2026-11-02 14:20, Yuanshen Road, 沪A·F90871",
            ],
            5_000,
        ),
        fine(
            "3101152600021904",
            &YAN,
            lane,
            [
                "2026-11-11 08:11 杨高路 · 沪B·7K552",
                "2026-11-11 08:11, Yanggao Road, 沪B·7K552",
            ],
            10_000,
        ),
        fine(
            "3101152600022077",
            &ABDULLA,
            speeding,
            [
                "2026-11-15 16:37 龙阳路 · 沪C·N6618",
                "2026-11-15 16:37, Longyang Road, 沪C·N6618",
            ],
            20_000,
        ),
    ]
}

fn notices() -> Vec<Value> {
    let item = |title: [&str; 2], amount: u64| json!({ "title": texts(title), "detail": texts(["", ""]), "amount": amount });
    let notice = |first: &str, payer: &str, paid: bool, items: Vec<Value>| json!({ "number": notice_number(first), "payer": payer, "paid": paid, "items": items });
    let exam = ["专业技术人员考试报名费", "Examination fee"];
    vec![
        notice(NOTICE, "王小明", false, vec![item(exam, 12_500)]),
        notice(
            NOTICE_OF_TWO,
            "李芳",
            false,
            vec![
                item(["不动产登记费", "Land registration fee"], 8_000),
                item(["工本费", "Certificate fee"], 4_550),
            ],
        ),
        notice(NOTICE_PAID, "张伟", true, vec![item(exam, 12_500)]),
    ]
}

fn hospitals(today: Date) -> Vec<Value> {
    let doctor = |id: &str, name: [&str; 2], detail: [&str; 2], fee: u64| {
        json!({
            "id": id,
            "name": texts(name),
            "detail": texts(detail),
            "fee": fee,
            "slots": slots(id, today),
        })
    };
    let chief = ["主任医师", "Chief physician"];
    let attending = ["主治医师", "Attending physician"];
    let department = |id: &str, name: [&str; 2], detail: [&str; 2], doctors: Vec<Value>| json!({ "id": id, "name": texts(name), "detail": texts(detail), "doctors": doctors });
    let hospital = |id: &str, name: [&str; 2], detail: [&str; 2], departments: Vec<Value>| json!({ "id": id, "name": texts(name), "detail": texts(detail), "departments": departments });
    vec![
        hospital(
            "first",
            ["市第一人民医院", "City First People's Hospital"],
            ["海宁路 100 号", "100 Haining Road"],
            vec![
                department(
                    "first-heart",
                    ["心血管内科", "Heart"],
                    ["门诊楼三层", "Outpatient building, floor 3"],
                    vec![
                        doctor("first-heart-zhou", ["周建国", "Zhou Jianguo"], chief, 5_000),
                        doctor("first-heart-wu", ["吴敏", "Wu Min"], attending, 2_500),
                    ],
                ),
                department(
                    "first-eye",
                    ["眼科", "Eyes"],
                    ["门诊楼五层", "Outpatient building, floor 5"],
                    vec![doctor(
                        "first-eye-xu",
                        ["徐丽华", "Xu Lihua"],
                        attending,
                        2_500,
                    )],
                ),
            ],
        ),
        hospital(
            "children",
            ["市儿童医院", "City Children's Hospital"],
            ["泸定路 355 号", "355 Luding Road"],
            vec![department(
                "children-inner",
                ["儿内科", "Paediatrics"],
                ["一号楼二层", "Building 1, floor 2"],
                vec![doctor(
                    "children-inner-sun",
                    ["孙晓东", "Sun Xiaodong"],
                    chief,
                    5_000,
                )],
            )],
        ),
    ]
}

/// Four times on each of the next three days.
fn slots(doctor: &str, today: Date) -> Vec<Value> {
    let times = [
        ("08:30", "09:00"),
        ("09:30", "10:00"),
        ("14:00", "14:30"),
        ("15:30", "16:00"),
    ];
    let days = (1..=3).filter_map(|days| today.checked_add(days.days()).ok());
    days.flat_map(|day| {
        times.map(|(starts, ends)| {
            let id = format!(
                "{doctor}-{}-{}",
                day.strftime("%m%d"),
                starts.replace(':', "")
            );
            json!({ "id": id, "day": day.to_string(), "starts": starts, "ends": ends })
        })
    })
    .collect()
}

fn texts([zh, en]: [&str; 2]) -> Value {
    json!({ "zh-CN": zh, "en": en })
}
