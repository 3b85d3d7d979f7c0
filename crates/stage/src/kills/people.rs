//! Citizens by the hundred, each with a name, numbers and debts of their own, so that whatever is
//! found later can be told to whom it belongs.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::ToSpan as _;
use jiff::tz::TimeZone;
use rand::RngExt as _;
use rand::rngs::StdRng;
use serde_json::{Value, json};

use crate::hall::{hex, notice_number};
use crate::traces::Needle;

const SURNAMES: [&str; 8] = [
    "欧阳", "司马", "诸葛", "上官", "夏侯", "尉迟", "公孙", "慕容",
];
const GIVEN: &str = "明远志强建华丽娟秀英海燕玉兰桂芳振国宏伟晓峰雪梅春花文斌永康思齐嘉懿";
/// Times at the hospital for each visit there may be: some are taken by visits that were cut off.
const TIMES_EACH: usize = 2;
const TIMES_A_DAY: usize = 20;
/// What one costs, in fen.
const FEE: u64 = 2_500;

/// A citizen with debts.
#[derive(Clone, Debug)]
pub struct Person {
    /// What the channels call them.
    pub payer: String,
    /// Full name.
    pub name: String,
    /// Number of their ID card.
    pub id_number: String,
    /// Number of their phone.
    pub phone: String,
    /// What citizen codes and the backend call them.
    pub sub: [u8; 16],
    /// The number on their payment notice.
    pub notice: String,
    /// Two fines.
    fines: [Due; 2],
    notice_amount: u64,
}

#[derive(Clone, Debug)]
struct Due {
    id: String,
    amount: u64,
}

impl Person {
    /// What must not stay behind of them, beside the codes that they show.
    #[must_use]
    pub fn needles(&self) -> Vec<Needle> {
        vec![
            Needle::new("name", self.name.as_str()),
            Needle::new("ID number", self.id_number.as_str()),
            Needle::new("phone number", self.phone.as_str()),
            Needle::new("pseudonym", hex(&self.sub)),
            Needle::new("notice number", self.notice.as_str()),
        ]
    }
}

/// So many citizens.
#[must_use]
pub fn people(many: usize, random: &mut StdRng) -> Vec<Person> {
    let mut names = BTreeSet::new();
    (0..many)
        .map(|number| person(number, &mut names, random))
        .collect()
}

fn person(number: usize, names: &mut BTreeSet<String>, random: &mut StdRng) -> Person {
    let given: Vec<char> = GIVEN.chars().collect();
    let name = loop {
        let mut name = SURNAMES[random.random_range(0..SURNAMES.len())].to_owned();
        name.extend((0..2).map(|_| given[random.random_range(0..given.len())]));
        if names.insert(name.clone()) {
            break name;
        }
    };
    let fine = |which: usize, random: &mut StdRng| Due {
        id: format!("31011526{number:06}{which:02}"),
        amount: random.random_range(1..400) * 100,
    };
    Person {
        payer: format!("payer-{number:05}"),
        name,
        id_number: id_number(random),
        phone: format!("139{:08}", random.random_range(0..100_000_000)),
        sub: random.random(),
        notice: notice_number(&format!("3101152026{number:08}")),
        fines: [fine(1, random), fine(2, random)],
        notice_amount: random.random_range(1..900) * 50,
    }
}

/// 18 characters by GB 11643: region, date of birth, sequence, check character.
fn id_number(random: &mut StdRng) -> String {
    let first = format!(
        "310115{}{:02}{:02}{:03}",
        random.random_range(1940..2006),
        random.random_range(1..=12),
        random.random_range(1..=28),
        random.random_range(1..1000),
    );
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = first.bytes().map(|digit| u32::from(digit - b'0'));
    let sum: u32 = digits
        .zip(weights)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let check = char::from(b"10X98765432"[(sum % 11) as usize]);
    format!("{first}{check}")
}

/// What the city's other systems know of them, for `hallpass-backend import`.
#[must_use]
pub fn known(people: &[Person]) -> Value {
    let citizens = people
        .iter()
        .map(|person| json!({ "sub": hex(&person.sub), "name": person.name }));
    let fines = people.iter().flat_map(|person| {
        person.fines.iter().map(|due| {
            json!({
                "id": due.id,
                "citizen": hex(&person.sub),
                "title": texts("违反规定停放机动车", "Parking where it is not allowed"),
                "detail": texts("锦绣路", "Jinxiu Road"),
                "amount": due.amount,
            })
        })
    });
    let notices = people.iter().map(|person| {
        json!({
            "number": person.notice,
            "payer": person.name,
            "items": [{
                "title": texts("考试报名费", "Examination fee"),
                "detail": texts("", ""),
                "amount": person.notice_amount,
            }],
        })
    });
    json!({
        "citizens": citizens.collect::<Vec<_>>(),
        "fines": fines.collect::<Vec<_>>(),
        "notices": notices.collect::<Vec<_>>(),
        "lists": lists(people.len() * TIMES_EACH),
    })
}

/// A hospital with one department, and a doctor for every twenty times.
fn lists(times: usize) -> Value {
    let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
    // Far enough ahead that none of them is over by the clock of any hall.
    let day = today.saturating_add(2.days());
    let numbers = 0..times.div_ceil(TIMES_A_DAY);
    let doctors = numbers.clone().map(|number| {
        json!({
            "id": format!("doctor-{number}"),
            "under": "first-eye",
            "name": texts("周建国", "Zhou Jianguo"),
            "detail": texts("主任医师", "Chief physician"),
            "fee": FEE,
        })
    });
    let slots = numbers.flat_map(|number| {
        (0..TIMES_A_DAY).map(move |slot| {
            let (hour, minute) = (8 + slot / 3, slot % 3 * 20);
            json!({
                "id": format!("slot-{number}-{slot}"),
                "under": format!("doctor-{number}"),
                "fee": FEE,
                "time": {
                    "day": day.to_string(),
                    "starts": format!("{hour:02}:{minute:02}"),
                    "ends": format!("{hour:02}:{:02}", minute + 19),
                },
            })
        })
    });
    let hospital = json!({
        "id": "first",
        "name": texts("市第一人民医院", "City First People's Hospital"),
        "detail": texts("海宁路", "Haining Road"),
    });
    let department = json!({
        "id": "first-eye",
        "under": "first",
        "name": texts("眼科", "Eyes"),
        "detail": texts("五层", "Floor 5"),
    });
    json!([
        { "name": "hospitals", "single": false, "items": [hospital] },
        { "name": "departments", "single": false, "items": [department] },
        { "name": "doctors", "single": false, "items": doctors.collect::<Vec<_>>() },
        { "name": "doctor-slots", "single": true, "items": slots.collect::<Vec<_>>() },
    ])
}

fn texts(zh: &str, en: &str) -> Value {
    json!({ "zh-CN": zh, "en": en })
}
