//! Lists that citizens choose from: hospitals, number plates, their own vehicles, times. A list is
//! a name; what stands under what, whose it is and whether only one can have it is data, so that
//! a service nobody has seen needs nothing here.

mod hold;
mod time;

use service::{Choice, Fen, Texts};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};
use uuid::Uuid;

use crate::clock;
use crate::database::DatabaseError;
use crate::dues::texts;
use order::Millis;

pub use hold::{give_back, hold, hold_for_visit, release, take};
pub use time::Time;

const OPTIONS_MAX: i64 = 500;

/// One of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Name of the list.
    pub list: String,
    /// Its id, unique in the list.
    pub id: String,
    /// The answer to an earlier question that it stands under.
    pub under: Option<String>,
    /// What it is called.
    pub name: Texts,
    /// A quieter line; may be empty.
    pub detail: Texts,
    /// What choosing it costs.
    pub fee: Option<Fen>,
    /// Pseudonym of whose it is.
    pub owner: Option<String>,
    /// When it is.
    pub time: Option<Time>,
    /// Only one can have it.
    pub is_single: bool,
    /// Who has it: an order, or a case where nothing was paid.
    pub taken_by: Option<String>,
    /// Who holds it.
    held: Option<Held>,
}

/// Who holds an item.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Held {
    /// An order, a case, or a visit.
    by: String,
    /// Until when, if it is a visit.
    until: Option<Millis>,
}

/// Whether an item can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has or holds it, or this visit does.
    Free,
    /// This order holds it; whoever made it may have gone away.
    Ordered(String),
    /// Somebody has it, another visit holds it, or its time is past.
    Gone,
}

/// Which items of a list are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// Name of the list.
    pub list: &'a str,
    /// Those of the citizen with this pseudonym; without one, those that are nobody's.
    pub owner: Option<&'a str>,
    /// Those under this answer.
    pub under: Option<&'a str>,
}

impl Part<'_> {
    /// Whether an item is one of them.
    #[must_use]
    pub fn has(&self, item: &Item) -> bool {
        item.list == self.list
            && item.owner.as_deref() == self.owner
            && self
                .under
                .is_none_or(|under| item.under.as_deref() == Some(under))
    }
}

impl Item {
    /// Whether it can be had by this visit.
    #[must_use]
    pub fn standing(&self, visit: Option<Uuid>, now: Millis) -> Standing {
        if self.taken_by.is_some() || self.time.as_ref().is_some_and(|time| time.is_past(now)) {
            return Standing::Gone;
        }
        match &self.held {
            None => Standing::Free,
            Some(Held { by, until: None }) => Standing::Ordered(by.clone()),
            Some(Held {
                until: Some(until), ..
            }) if *until <= now => Standing::Free,
            Some(Held { by, .. }) => match visit {
                Some(visit) if visit.to_string() == *by => Standing::Free,
                Some(_) | None => Standing::Gone,
            },
        }
    }

    /// What it is called, with all that is known of it: `周建国 · 主任医师`, `11月24日 周二 08:30–09:00`.
    #[must_use]
    pub fn full_name(&self) -> Texts {
        if let Some(time) = &self.time
            && self.name == time.name()
        {
            return time.full_name();
        }
        if self.detail.is_empty() {
            return self.name.clone();
        }
        let langs = self.name.0.keys().chain(self.detail.0.keys());
        let full = langs.map(|lang| {
            let (name, detail) = (self.name.get(lang), self.detail.get(lang));
            (lang.clone(), format!("{name} · {detail}"))
        });
        Texts(full.collect())
    }

    fn choice(self, visit: Option<Uuid>, now: Millis) -> Choice {
        let available = self.standing(visit, now) == Standing::Free;
        let Self {
            id,
            name,
            detail,
            fee,
            ..
        } = self;
        Choice {
            id,
            name,
            detail,
            fee,
            available,
        }
    }
}

/// What can be chosen, in the order to show it. Times that are past are left out, and so is what
/// somebody has for good; a time that somebody has is there and cannot be chosen.
///
/// # Errors
/// [`DatabaseError`].
pub async fn options(
    connection: &mut AnyConnection,
    part: &Part<'_>,
    visit: Option<Uuid>,
    now: Millis,
) -> Result<Vec<Choice>, DatabaseError> {
    let query = match part.owner {
        Some(_) => {
            "SELECT list, id, under_id, name, detail, fee, owner, day, starts, ends, capacity,
                 held_by, held_until, taken_by
             FROM items WHERE list = $1 AND owner = $2 AND ($3 = '' OR under_id = $3)
                 AND (day >= $4 OR (day IS NULL AND taken_by IS NULL))
             ORDER BY position, day, starts, id LIMIT $5"
        }
        None => {
            "SELECT list, id, under_id, name, detail, fee, owner, day, starts, ends, capacity,
                 held_by, held_until, taken_by
             FROM items WHERE list = $1 AND owner IS NULL AND $2 = '' AND ($3 = '' OR under_id = $3)
                 AND (day >= $4 OR (day IS NULL AND taken_by IS NULL))
             ORDER BY position, day, starts, id LIMIT $5"
        }
    };
    let rows = sqlx::query(query)
        .bind(part.list)
        .bind(part.owner.unwrap_or_default())
        .bind(part.under.unwrap_or_default())
        .bind(clock::china_at(now).date().to_string())
        .bind(OPTIONS_MAX)
        .fetch_all(connection)
        .await?;
    let items: Vec<Item> = rows.iter().map(read).collect::<Result<_, _>>()?;
    let ahead = items.into_iter().filter(|item| {
        let is_past = item.time.as_ref().is_some_and(|time| time.is_past(now));
        !is_past
    });
    Ok(ahead.map(|item| item.choice(visit, now)).collect())
}

/// One of a list by its id.
///
/// # Errors
/// [`DatabaseError`].
pub async fn item(
    connection: &mut AnyConnection,
    list: &str,
    id: &str,
) -> Result<Option<Item>, DatabaseError> {
    let row = sqlx::query(
        "SELECT list, id, under_id, name, detail, fee, owner, day, starts, ends, capacity, held_by,
             held_until, taken_by
         FROM items WHERE list = $1 AND id = $2",
    )
    .bind(list)
    .bind(id)
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(read).transpose()
}

/// What an order, or a case where nothing was paid, has.
///
/// # Errors
/// [`DatabaseError`].
pub async fn taken(
    connection: &mut AnyConnection,
    holder: &str,
) -> Result<Vec<Item>, DatabaseError> {
    let rows = sqlx::query(
        "SELECT list, id, under_id, name, detail, fee, owner, day, starts, ends, capacity, held_by,
             held_until, taken_by
         FROM items WHERE taken_by = $1 ORDER BY list, id",
    )
    .bind(holder)
    .fetch_all(connection)
    .await?;
    rows.iter().map(read).collect()
}

fn read(row: &AnyRow) -> Result<Item, DatabaseError> {
    let time = Time::read(row, 7)?;
    let (name, detail) = (texts(row.try_get(3)?)?, texts(row.try_get(4)?)?);
    let (name, detail) = match &time {
        Some(time) if name.is_empty() => (time.name(), time.detail()),
        Some(_) | None => (name, detail),
    };
    let fee: Option<i64> = row.try_get(5)?;
    let fee = fee.map(|fee| u64::try_from(fee).map(Fen)).transpose();
    let capacity: Option<i64> = row.try_get(10)?;
    let (by, until): (Option<String>, Option<i64>) = (row.try_get(11)?, row.try_get(12)?);
    Ok(Item {
        list: row.try_get(0)?,
        id: row.try_get(1)?,
        under: row.try_get(2)?,
        name,
        detail,
        fee: fee.map_err(|_| DatabaseError::Row("a fee"))?,
        owner: row.try_get(6)?,
        time,
        is_single: capacity.is_some(),
        taken_by: row.try_get(13)?,
        held: by.map(|by| Held { by, until }),
    })
}
