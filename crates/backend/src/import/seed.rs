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
    /// Hospitals.
    #[serde(default)]
    pub hospitals: Vec<HospitalSeed>,
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

/// A hospital.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HospitalSeed {
    /// Unique among hospitals.
    pub id: String,
    /// What it is called.
    pub name: Texts,
    /// Where it is.
    pub detail: Texts,
    /// Its departments.
    pub departments: Vec<DepartmentSeed>,
}

/// A department.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DepartmentSeed {
    /// Unique among all departments.
    pub id: String,
    /// What it is called.
    pub name: Texts,
    /// Where it is in the hospital.
    pub detail: Texts,
    /// Its doctors.
    pub doctors: Vec<DoctorSeed>,
}

/// A doctor.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoctorSeed {
    /// Unique among all doctors.
    pub id: String,
    /// Name.
    pub name: Texts,
    /// Title and field.
    pub detail: Texts,
    /// What registration costs, in fen; may be 0.
    pub fee: u64,
    /// When a patient can be seen.
    pub slots: Vec<SlotSeed>,
}

/// A time for one patient, as the clock in the hall shows it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlotSeed {
    /// Unique among all slots.
    pub id: String,
    /// `2026-11-24`.
    pub day: Date,
    /// `08:30`.
    pub starts: Time,
    /// `09:00`.
    pub ends: Time,
}
