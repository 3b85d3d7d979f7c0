//! What the hall's other systems know, from a file. Importing it again changes nothing that has been
//! paid, held or booked meanwhile.

mod queues;
mod seed;

use codes::notice;
use data_encoding::HEXLOWER;
use gateway::wire::Texts;
use sqlx::AnyConnection;
use thiserror::Error;

pub use queues::QueueSeed;
pub use seed::{
    CitizenSeed, DepartmentSeed, DoctorSeed, FineSeed, HospitalSeed, NoticeItemSeed, NoticeSeed,
    Seed, SlotSeed, SubjectSeed,
};

use crate::citizens::subject_hash;
use crate::database::{Database, DatabaseError};
use crate::orders::to_db;

const AMOUNT_MAX: u64 = 1_000_000_000;
const FINES: &str = "traffic-fines";
const NOTICES: &str = "non-tax";
/// What stands for an order where something was paid without us.
const ELSEWHERE: &str = "elsewhere";

/// How much was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Citizens.
    pub citizens: usize,
    /// Fines and lines of notices.
    pub dues: usize,
    /// Doctors.
    pub doctors: usize,
    /// Slots that were not there before.
    pub new_slots: u64,
    /// Businesses of staffed windows.
    pub queues: usize,
}

/// Why nothing was imported.
#[derive(Debug, Error)]
pub enum ImportError {
    /// It is not JSON of this shape; the text has line and reason.
    #[error("the seed cannot be read: {0}")]
    Shape(#[from] serde_json::Error),
    /// A value cannot be.
    #[error("{0}: {1}")]
    Value(String, &'static str),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sqlx::Error> for ImportError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

/// Imports a file, wholly or not at all.
///
/// # Errors
/// [`ImportError`].
pub async fn import(database: &Database, json: &str) -> Result<Imported, ImportError> {
    let seed: Seed = serde_json::from_str(json)?;
    let mut imported = Imported::default();
    let mut write = database.write().await?;
    for citizen in &seed.citizens {
        import_citizen(&mut write, citizen).await?;
        imported.citizens += 1;
    }
    for fine in &seed.fines {
        let FineSeed {
            id,
            citizen,
            title,
            detail,
            amount,
        } = fine;
        let due = DueRow {
            id,
            citizen: Some(citizen),
            ..DueRow::of(FINES)
        };
        due.write(&mut write, title, detail, *amount).await?;
        imported.dues += 1;
    }
    for NoticeSeed {
        number,
        payer,
        paid,
        items,
    } in &seed.notices
    {
        if notice::check(number).is_err() {
            return Err(ImportError::Value(
                number.clone(),
                "not the number of a notice",
            ));
        }
        for (index, item) in items.iter().enumerate() {
            let id = &format!("{number}-{index}");
            let (reference, paid_by) = (Some(number.as_str()), paid.then_some(ELSEWHERE));
            let due = DueRow {
                id,
                reference,
                payer,
                paid_by,
                ..DueRow::of(NOTICES)
            };
            due.write(&mut write, &item.title, &item.detail, item.amount)
                .await?;
            imported.dues += 1;
        }
    }
    for (position, hospital) in (0_i64..).zip(&seed.hospitals) {
        import_hospital(&mut write, position, hospital).await?;
        for doctor in hospital
            .departments
            .iter()
            .flat_map(|department| &department.doctors)
        {
            imported.doctors += 1;
            imported.new_slots += import_slots(&mut write, doctor).await?;
        }
    }
    imported.queues = queues::import(&mut write, &seed.queues).await?;
    write.commit().await?;
    Ok(imported)
}

async fn import_citizen(
    connection: &mut AnyConnection,
    citizen: &CitizenSeed,
) -> Result<(), ImportError> {
    let sub = HEXLOWER.decode(citizen.sub.as_bytes()).unwrap_or_default();
    if sub.len() != 16 {
        let error = "a pseudonym is 16 bytes in lower-case hex";
        return Err(ImportError::Value(citizen.sub.clone(), error));
    }
    sqlx::query(
        "INSERT INTO citizens (sub, name) VALUES ($1, $2)
         ON CONFLICT (sub) DO UPDATE SET name = excluded.name",
    )
    .bind(&citizen.sub)
    .bind(&citizen.name)
    .execute(&mut *connection)
    .await?;
    for SubjectSeed { issuer, subject } in &citizen.subjects {
        sqlx::query(
            "INSERT INTO subjects (issuer, subject, citizen) VALUES ($1, $2, $3)
             ON CONFLICT (issuer, subject) DO UPDATE SET citizen = excluded.citizen",
        )
        .bind(issuer)
        .bind(subject_hash(issuer, subject))
        .bind(&citizen.sub)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

struct DueRow<'a> {
    id: &'a str,
    service: &'a str,
    citizen: Option<&'a str>,
    reference: Option<&'a str>,
    payer: &'a str,
    paid_by: Option<&'a str>,
}

impl<'a> DueRow<'a> {
    fn of(service: &'a str) -> Self {
        Self {
            id: "",
            service,
            citizen: None,
            reference: None,
            payer: "",
            paid_by: None,
        }
    }

    async fn write(
        &self,
        connection: &mut AnyConnection,
        title: &Texts,
        detail: &Texts,
        amount: u64,
    ) -> Result<(), ImportError> {
        if !(1..=AMOUNT_MAX).contains(&amount) {
            return Err(ImportError::Value(
                self.id.to_owned(),
                "the amount cannot be",
            ));
        }
        sqlx::query(
            "INSERT INTO dues
                 (id, service, citizen, reference, payer, title, detail, amount, paid_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (id) DO UPDATE
             SET title = excluded.title, detail = excluded.detail, amount = excluded.amount,
                 paid_by = excluded.paid_by
             WHERE dues.paid_by IS NULL AND dues.held_by IS NULL",
        )
        .bind(self.id)
        .bind(self.service)
        .bind(self.citizen)
        .bind(self.reference)
        .bind(self.payer)
        .bind(text(title))
        .bind(text(detail))
        .bind(to_db(amount)?)
        .bind(self.paid_by)
        .execute(connection)
        .await?;
        Ok(())
    }
}

async fn import_hospital(
    connection: &mut AnyConnection,
    position: i64,
    hospital: &HospitalSeed,
) -> Result<(), ImportError> {
    sqlx::query(
        "INSERT INTO hospitals (id, position, name, detail) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE
         SET position = excluded.position, name = excluded.name, detail = excluded.detail",
    )
    .bind(&hospital.id)
    .bind(position)
    .bind(text(&hospital.name))
    .bind(text(&hospital.detail))
    .execute(&mut *connection)
    .await?;
    for (position, department) in (0_i64..).zip(&hospital.departments) {
        sqlx::query(
            "INSERT INTO departments (id, hospital, position, name, detail)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE
             SET position = excluded.position, name = excluded.name, detail = excluded.detail",
        )
        .bind(&department.id)
        .bind(&hospital.id)
        .bind(position)
        .bind(text(&department.name))
        .bind(text(&department.detail))
        .execute(&mut *connection)
        .await?;
        for (position, doctor) in (0_i64..).zip(&department.doctors) {
            import_doctor(connection, position, &department.id, doctor).await?;
        }
    }
    Ok(())
}

async fn import_doctor(
    connection: &mut AnyConnection,
    position: i64,
    department: &str,
    doctor: &DoctorSeed,
) -> Result<(), ImportError> {
    if doctor.fee > AMOUNT_MAX {
        return Err(ImportError::Value(doctor.id.clone(), "the fee cannot be"));
    }
    sqlx::query(
        "INSERT INTO doctors (id, department, position, name, detail, fee)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE
         SET position = excluded.position, name = excluded.name, detail = excluded.detail,
             fee = excluded.fee",
    )
    .bind(&doctor.id)
    .bind(department)
    .bind(position)
    .bind(text(&doctor.name))
    .bind(text(&doctor.detail))
    .bind(to_db(doctor.fee)?)
    .execute(connection)
    .await?;
    Ok(())
}

async fn import_slots(
    connection: &mut AnyConnection,
    doctor: &DoctorSeed,
) -> Result<u64, ImportError> {
    let mut new = 0;
    for SlotSeed {
        id,
        day,
        starts,
        ends,
    } in &doctor.slots
    {
        let added = sqlx::query(
            "INSERT INTO slots (id, doctor, day, starts, ends) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (id) DO NOTHING",
        )
        .bind(id)
        .bind(&doctor.id)
        .bind(day.to_string())
        .bind(starts.strftime("%H:%M").to_string())
        .bind(ends.strftime("%H:%M").to_string())
        .execute(&mut *connection)
        .await?;
        new += added.rows_affected();
    }
    Ok(new)
}

fn text(texts: &Texts) -> String {
    // A map of texts is always JSON.
    serde_json::to_string(texts).unwrap_or_default()
}
