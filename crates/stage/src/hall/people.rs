//! Who comes to this hall, and what the city's other systems know of them.

mod dues;
mod hospitals;
mod register;
mod times;
mod utilities;
mod vehicles;

use codes::Notice;
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
        "fines": dues::fines(),
        "notices": dues::notices(),
        "dues": utilities::bills(today),
        "lists": lists(today),
        "register": register::lines(today),
        "queues": super::queues::seed(),
    })
}

fn lists(today: Date) -> Vec<Value> {
    let mut lists = hospitals::lists(today);
    lists.extend(vehicles::lists(today));
    lists.push(utilities::accounts());
    lists.push(register::bases());
    lists
}

/// Chinese and English; with two more, Uyghur and Tibetan.
fn texts<const N: usize>(texts: [&str; N]) -> Value {
    ["zh-CN", "en", "ug", "bo"].into_iter().zip(texts).collect()
}

/// A list whose items one can have, or everybody.
fn list(name: &str, single: bool, items: Vec<Value>) -> Value {
    json!({ "name": name, "single": single, "items": items })
}
