//! The shape of the file. `tests/backend/seed.json` is an example.

use gateway::wire::Texts;
use jiff::civil::{Date, Time};
use serde::Deserialize;

use super::queues::QueueSeed;

/// The whole file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seed {
    /// Who is known.
    #[serde(default)]
    pub citizens: Vec<CitizenSeed>,
    /// Traffic fines.
    #[serde(default)]
    pub fines: Vec<FineSeed>,
    /// Payment notices.
    #[serde(default)]
    pub notices: Vec<NoticeSeed>,
    /// Other dues: the bills of an account.
    #[serde(default)]
    pub dues: Vec<DueSeed>,
    /// What citizens choose from.
    #[serde(default)]
    pub lists: Vec<ListSeed>,
    /// What statements are made of.
    #[serde(default)]
    pub register: Vec<RegisterSeed>,
    /// Businesses of staffed windows.
    #[serde(default)]
    pub queues: Vec<QueueSeed>,
}

/// A citizen.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CitizenSeed {
    /// Pseudonym: 16 bytes in lower-case hex.
    pub sub: String,
    /// Full name.
    pub name: String,
    /// What issuers of codes that say nothing to us call them.
    #[serde(default)]
    pub subjects: Vec<SubjectSeed>,
}

/// What an issuer calls a citizen.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubjectSeed {
    /// The kind of the issuer's codes, as in `[[verifiers]]`.
    pub issuer: String,
    /// What it calls them, exactly; the id of a health card is 64 characters of hex.
    pub subject: String,
}

/// A traffic fine.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FineSeed {
    /// Unique among all dues.
    pub id: String,
    /// Pseudonym of the citizen.
    pub citizen: String,
    /// What for.
    pub title: Texts,
    /// When and where.
    pub detail: Texts,
    /// In fen.
    pub amount: u64,
}

/// A payment notice.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeSeed {
    /// 20 digits with check digits.
    pub number: String,
    /// Full name of who has to pay.
    pub payer: String,
    /// Whether it was paid elsewhere.
    #[serde(default)]
    pub paid: bool,
    /// What for; at least one.
    pub items: Vec<NoticeItemSeed>,
}

/// A line of a notice.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeItemSeed {
    /// What for.
    pub title: Texts,
    /// When and where.
    pub detail: Texts,
    /// In fen.
    pub amount: u64,
}

/// Something that is owed, for whichever service.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DueSeed {
    /// Unique among all dues.
    pub id: String,
    /// Id of the service under which it is found.
    pub service: String,
    /// What was answered to find it: an account, a number.
    pub reference: String,
    /// Full name of who owes it.
    pub payer: String,
    /// What for.
    pub title: Texts,
    /// When and where.
    #[serde(default)]
    pub detail: Texts,
    /// In fen.
    pub amount: u64,
}

/// A list to choose from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListSeed {
    /// Its name: small letters, digits and hyphens.
    pub name: String,
    /// Whether each of it can be had by one only, like a number plate, or by everybody, like a
    /// department.
    pub single: bool,
    /// In the order to show them.
    pub items: Vec<ItemSeed>,
}

/// One of a list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemSeed {
    /// Unique in the list; no comma in it.
    pub id: String,
    /// The answer that it stands under: the id of an item of another list, or of an option.
    #[serde(default)]
    pub under: Option<String>,
    /// Pseudonym of whose it is; nobody else is shown it.
    #[serde(default)]
    pub owner: Option<String>,
    /// What it is called; a time is called by itself.
    #[serde(default)]
    pub name: Texts,
    /// A quieter line.
    #[serde(default)]
    pub detail: Texts,
    /// What choosing it costs, in fen.
    #[serde(default)]
    pub fee: Option<u64>,
    /// When it is, if it is a time.
    #[serde(default)]
    pub time: Option<TimeSeed>,
}

/// A time, as the clock in the hall shows it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeSeed {
    /// `2026-11-24`.
    pub day: Date,
    /// `08:30`.
    pub starts: Time,
    /// `09:00`.
    pub ends: Time,
}

/// What a register knows of a citizen: so many months at one employer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterSeed {
    /// Id of the service that prints it.
    pub list: String,
    /// Pseudonym of the citizen.
    pub citizen: String,
    /// The first day of the first month.
    pub from: Date,
    /// A day of the last month.
    pub to: Date,
    /// The employer.
    pub company: String,
    /// What a month's contribution is counted from, in fen.
    pub base: u64,
    /// What was paid in all its months, in fen.
    pub paid: u64,
}
