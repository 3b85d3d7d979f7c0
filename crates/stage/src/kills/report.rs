//! What was killed, and what came of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

use super::plan::Victim;
use crate::books::Books;

/// Everything of one run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What the run was drawn from.
    pub seed: u64,
    /// How many visits were done.
    pub visits: u32,
    /// How long it took.
    pub took: Duration,
    /// The books in the end.
    pub books: Books,
    /// How many needles were searched, and not found.
    pub needles: usize,
    /// How many were killed, by what was on the screen and who.
    pub killed: BTreeMap<(String, Victim), u32>,
}

impl Report {
    pub(super) fn count(&mut self, place: &str, victim: Victim) {
        *self.killed.entry((place.to_owned(), victim)).or_default() += 1;
    }

    /// How many processes were killed.
    #[must_use]
    pub fn kills(&self) -> u32 {
        self.killed.values().sum()
    }

    /// Receipts that were not seen to come out: their citizens have a reclaim code.
    #[must_use]
    pub fn reclaims(&self) -> usize {
        let receipts = self.books.receipts.iter();
        receipts
            .filter(|receipt| receipt.delivery.as_deref() == Some("notPrinted"))
            .count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<24}", "killed while there was")?;
        for victim in Victim::ALL {
            write!(f, "{:>9}", victim.name())?;
        }
        writeln!(f)?;
        let places: BTreeSet<&String> = self.killed.keys().map(|(place, _)| place).collect();
        for place in places {
            write!(f, "{place:<24}")?;
            for victim in Victim::ALL {
                let count = self.killed.get(&(place.clone(), victim));
                write!(f, "{:>9}", count.copied().unwrap_or_default())?;
            }
            writeln!(f)?;
        }
        write!(f, "{:<24}", "all")?;
        for victim in Victim::ALL {
            let of = self.killed.iter().filter(|((_, one), _)| *one == victim);
            write!(f, "{:>9}", of.map(|(_, count)| count).sum::<u32>())?;
        }
        writeln!(f)?;
        writeln!(f)?;
        let books = &self.books;
        for (what, count) in [
            ("visits", self.visits as usize),
            ("kills", self.kills() as usize),
            ("payments", books.payments.len()),
            ("charges", books.charged()),
            ("reversals", books.returned()),
            ("receipts", books.receipts.len()),
            ("papers", books.papers.len()),
            ("reclaims", self.reclaims()),
            ("traces searched", self.needles),
        ] {
            writeln!(f, "{what:<24}{count:>9}")?;
        }
        let (seed, seconds) = (self.seed, self.took.as_secs());
        writeln!(
            f,
            "seed {seed}, {seconds} s: the four ledgers agree after every visit"
        )
    }
}
