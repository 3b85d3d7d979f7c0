//! What the hall's other systems know, from a file. Importing it again changes nothing that has been
//! paid, held or taken meanwhile.

mod lists;
mod queues;
mod register;
mod seed;

use codes::notice;
use data_encoding::HEXLOWER;
use gateway::wire::Texts;
use sqlx::AnyConnection;
use thiserror::Error;

pub use queues::QueueSeed;
pub use seed::{
    CitizenSeed, DueSeed, FineSeed, ItemSeed, ListSeed, NoticeItemSeed, NoticeSeed, RegisterSeed,
    Seed, SubjectSeed, TimeSeed,
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
    /// Fines, lines of notices and other dues.
    pub dues: usize,
    /// Items of lists.
    pub items: usize,
    /// Lines of registers.
    pub lines: usize,
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
    for due in &seed.dues {
        let row = DueRow {
            id: &due.id,
            reference: Some(&due.reference),
            payer: &due.payer,
            ..DueRow::of(&due.service)
        };
        row.write(&mut write, &due.title, &due.detail, due.amount)
            .await?;
        imported.dues += 1;
    }
    for list in &seed.lists {
        lists::import(&mut write, list).await?;
        imported.items += list.items.len();
    }
    for line in &seed.register {
        register::import(&mut write, line).await?;
        imported.lines += 1;
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

fn text(texts: &Texts) -> String {
    // A map of texts is always JSON.
    serde_json::to_string(texts).unwrap_or_default()
}
