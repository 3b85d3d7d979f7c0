//! A statement: what the register knows of the citizen, in a table.
//!
//! The months that are wanted are in the answer to the question `period`: `this-year`,
//! `last-year`, a year of four digits, or anything else for all that there is.

use service::{Document, DocumentKind, Fen, Row, Table, Texts, chosen_ids};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};

use super::About;
use crate::clock;
use crate::database::DatabaseError;
use crate::money::yuan;
use crate::words::WORDS;

const PERIOD: &str = "period";
const ROWS_MAX: i64 = 1_000;

/// A line of the register: so many months at one employer, with the same base.
struct Entry {
    /// The first month, `2026-01`.
    starts: String,
    /// The last month.
    ends: String,
    company: String,
    base: Fen,
    paid: Fen,
}

pub(super) async fn statement(
    connection: &mut AnyConnection,
    about: &About<'_>,
) -> Result<Document, DatabaseError> {
    let entries = match about.citizen {
        Some(citizen) => {
            let months = months(about);
            let whose = (about.service.id.as_str(), citizen.sub.as_str());
            select(connection, whose, &months).await?
        }
        None => Vec::new(),
    };
    let note = if entries.is_empty() {
        WORDS.nothing_paid.clone()
    } else {
        Texts::default()
    };
    Ok(Document {
        kind: DocumentKind::Statement,
        title: about.service.name.clone(),
        number: about.case_number.to_owned(),
        prominent: String::new(),
        rows: rows(about, &entries),
        table: Some(table(&entries)),
        note,
        symbol: None,
    })
}

/// The first and the last month that are wanted.
fn months(about: &About<'_>) -> (String, String) {
    let this_year = clock::china_at(about.now).year();
    let period = about.given.iter().find(|given| given.question.id == PERIOD);
    let year = period
        .and_then(|given| chosen_ids(&given.answered.value).next())
        .and_then(|id| match id {
            "this-year" => Some(this_year),
            "last-year" => Some(this_year - 1),
            other => other
                .parse()
                .ok()
                .filter(|year| (1_949..=9_999).contains(year)),
        });
    match year {
        Some(year) => (format!("{year}-01"), format!("{year}-12")),
        None => ("0000-01".to_owned(), "9999-12".to_owned()),
    }
}

/// The lines of which some months are wanted. Those that reach beyond are not cut: a line says
/// what was paid in all its months.
async fn select(
    connection: &mut AnyConnection,
    (list, citizen): (&str, &str),
    (first, last): &(String, String),
) -> Result<Vec<Entry>, DatabaseError> {
    let rows = sqlx::query(
        "SELECT starts, ends, company, base, paid FROM register
         WHERE list = $1 AND citizen = $2 AND ends >= $3 AND starts <= $4
         ORDER BY starts, company LIMIT $5",
    )
    .bind(list)
    .bind(citizen)
    .bind(first)
    .bind(last)
    .bind(ROWS_MAX)
    .fetch_all(connection)
    .await?;
    rows.iter().map(entry).collect()
}

fn entry(row: &AnyRow) -> Result<Entry, DatabaseError> {
    let fen = |index: usize| {
        let amount: i64 = row.try_get(index)?;
        let amount = amount
            .try_into()
            .map_err(|_| DatabaseError::Row("an amount"))?;
        Ok::<_, DatabaseError>(Fen(amount))
    };
    Ok(Entry {
        starts: row.try_get(0)?,
        ends: row.try_get(1)?,
        company: row.try_get(2)?,
        base: fen(3)?,
        paid: fen(4)?,
    })
}

/// The full name stands here, unlike on a slip: a statement is shown to others to prove something.
fn rows(about: &About<'_>, entries: &[Entry]) -> Vec<Row> {
    let row = |label: &Texts, value: Texts| Row {
        label: label.clone(),
        value,
    };
    let name = about
        .citizen
        .map(|citizen| row(&WORDS.name, Texts::same(&*citizen.name)));
    let months: i64 = entries.iter().map(Entry::months).sum();
    let paid: Fen = entries.iter().map(|entry| entry.paid).sum();
    let sums = [
        row(&WORDS.months_in_all, Texts::same(months.to_string())),
        row(&WORDS.paid_in_all, Texts::same(yuan(paid))),
    ];
    name.into_iter()
        .chain(super::rows(about.given))
        .chain(sums)
        .collect()
}

fn table(entries: &[Entry]) -> Table {
    let columns = [&WORDS.months, &WORDS.company, &WORDS.base, &WORDS.paid];
    let rows = entries.iter().map(|entry| {
        let Entry {
            starts,
            ends,
            company,
            base,
            paid,
        } = entry;
        let cells = [
            format!("{starts} – {ends}"),
            company.clone(),
            yuan(*base),
            yuan(*paid),
        ];
        cells.map(Texts::same).into()
    });
    Table {
        columns: columns.map(Clone::clone).into(),
        rows: rows.collect(),
    }
}

impl Entry {
    fn months(&self) -> i64 {
        let count = |month: &str| {
            let (year, month) = month.split_once('-')?;
            Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()?)
        };
        let (first, last) = (count(&self.starts), count(&self.ends));
        first.zip(last).map_or(0, |(first, last)| last - first + 1)
    }
}
