//! A table whose columns are found by name.

use super::{BillError, fen, positive_fen};

/// The names of the columns of a table.
pub(super) struct Header(Vec<String>);

/// A row, with the line it stands on.
pub(super) struct Fields<'a> {
    header: &'a Header,
    fields: &'a [String],
    pub line: u64,
}

impl Header {
    pub(super) fn new(names: &[String]) -> Self {
        Self(names.to_vec())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.place(name).is_some()
    }

    /// The first of these names that there is.
    ///
    /// # Errors
    /// If there is none of them.
    pub(super) fn one_of(&self, names: &'static [&'static str]) -> Result<&'static str, BillError> {
        let found = names.iter().find(|name| self.has(name));
        found.copied().ok_or(BillError::Column(
            names.first().copied().unwrap_or_default(),
        ))
    }

    /// A row under this header.
    ///
    /// # Errors
    /// If it has not as many fields.
    pub(super) fn row<'a>(
        &'a self,
        fields: &'a [String],
        line: u64,
    ) -> Result<Fields<'a>, BillError> {
        if fields.len() != self.0.len() {
            return Err(BillError::Fields {
                line,
                fields: fields.len(),
                columns: self.0.len(),
            });
        }
        Ok(Fields {
            header: self,
            fields,
            line,
        })
    }

    /// A name that is there twice means nothing certain, so it counts as not there.
    fn place(&self, name: &str) -> Option<usize> {
        let mut places = (0..self.0.len()).filter(|place| self.0[*place] == name);
        let place = places.next()?;
        places.next().is_none().then_some(place)
    }
}

impl Fields<'_> {
    /// What stands under this name.
    ///
    /// # Errors
    /// If there is no such column.
    pub(super) fn text(&self, column: &'static str) -> Result<&str, BillError> {
        let place = self.header.place(column).ok_or(BillError::Column(column))?;
        Ok(&self.fields[place])
    }

    /// The same, but not empty.
    ///
    /// # Errors
    /// If it is empty or there is no such column.
    pub(super) fn number(&self, column: &'static str) -> Result<String, BillError> {
        match self.text(column)? {
            "" => Err(self.wrong(column)),
            number => Ok(number.to_owned()),
        }
    }

    /// An amount in fen.
    ///
    /// # Errors
    /// If it is none, is below zero, or there is no such column.
    pub(super) fn positive(&self, column: &'static str) -> Result<u64, BillError> {
        positive_fen(self.text(column)?).ok_or_else(|| self.wrong(column))
    }

    /// An amount in fen, which may be below zero.
    ///
    /// # Errors
    /// If it is none, or there is no such column.
    pub(super) fn signed(&self, column: &'static str) -> Result<i64, BillError> {
        fen(self.text(column)?).ok_or_else(|| self.wrong(column))
    }

    pub(super) fn wrong(&self, column: &'static str) -> BillError {
        BillError::Field {
            line: self.line,
            column,
        }
    }
}

/// Rows of comma-separated text, with the line each stands on.
pub(super) fn rows(
    text: &str,
    quoting: bool,
) -> impl Iterator<Item = Result<(u64, Vec<String>), BillError>> + '_ {
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .quoting(quoting)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let (mut seen, mut line) = (0, 1);
    reader.into_records().map(move |record| {
        let record = record.map_err(|_| BillError::Encoding("UTF-8"))?;
        let at = record.position().map_or(0, csv::Position::byte);
        let start = first_field(text, usize::try_from(at).unwrap_or(usize::MAX));
        line += newlines(text.as_bytes().get(seen..start).unwrap_or_default());
        seen = start;
        Ok((line, record.iter().map(str::to_owned).collect()))
    })
}

/// The reader tells where it was before it skipped empty lines and comments.
fn first_field(text: &str, mut at: usize) -> usize {
    let text = text.as_bytes();
    loop {
        match text.get(at) {
            Some(b'\r' | b'\n') => at += 1,
            Some(b'#') => {
                let rest = text.get(at..).unwrap_or_default();
                at += rest
                    .iter()
                    .position(|byte| *byte == b'\n')
                    .unwrap_or(rest.len());
            }
            Some(_) | None => return at,
        }
    }
}

fn newlines(text: &[u8]) -> u64 {
    text.iter().filter(|byte| **byte == b'\n').count() as u64
}
