//! What an application is about: the answers checked, what is owed and what was chosen looked up,
//! and what it costs.

use std::collections::{BTreeMap, BTreeSet};

use gateway::wire::{Item, ProblemCode};
use service::{DueChoice, FeeItem, Fen, Service};
use sqlx::AnyConnection;

use crate::answers::{Asking, Given};
use crate::citizens::masked;
use crate::dues;
use crate::lists::{self, Standing};
use crate::refused::Refused;

/// The most that one line may be about, in fen: ten million yuan.
const AMOUNT_MAX: u64 = 1_000_000_000;

/// What an application is about: what it costs, and what it takes from others meanwhile.
pub(super) struct Content<'a> {
    /// What was answered.
    pub given: Vec<Given<'a>>,
    /// The lines of its order.
    pub items: Vec<Item>,
    /// Ids of dues.
    pub dues: Vec<String>,
    /// Orders that hold some of it, because somebody began and went away.
    pub held_by: BTreeMap<String, What>,
    /// Masked name of who pays.
    pub payer: String,
}

/// What an order holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// Only dues.
    Dues,
    /// Something of a list.
    Items,
}

impl Content<'_> {
    /// What was chosen and can be had by one only.
    pub fn singles(&self) -> impl Iterator<Item = &lists::Item> {
        let chosen = self.given.iter().flat_map(|given| &given.items);
        chosen.filter(|item| item.is_single)
    }

    /// How many dues and items it takes.
    pub fn takes(&self) -> i64 {
        let count = self.dues.len() + self.singles().count();
        i64::try_from(count).unwrap_or(i64::MAX)
    }
}

pub(super) async fn content<'a>(
    connection: &mut AnyConnection,
    asking: &Asking<'a>,
    dues: &[String],
) -> Result<Content<'a>, Refused> {
    let citizen = asking.citizen.map(|citizen| masked(&citizen.name));
    let mut content = Content {
        given: Vec::new(),
        items: Vec::new(),
        dues: Vec::new(),
        held_by: BTreeMap::new(),
        payer: citizen.unwrap_or_default(),
    };
    if let Some(of) = &asking.service.dues {
        let owed = dues::owed(connection, asking).await?;
        let is_all = owed.is_empty() && !asking.service.fees.is_empty();
        if dues.is_empty() && !is_all {
            return Err(ProblemCode::AnswerInvalid.into());
        }
        content.add_dues(of.choice, dues, owed)?;
    } else if !dues.is_empty() {
        return Err(ProblemCode::DueUnknown.into());
    }
    content.given = asking.all(connection).await?;
    content.add_items(asking)?;
    content.add_fees(asking.service);
    if content.items.iter().any(|item| item.amount > AMOUNT_MAX) {
        return Err(ProblemCode::AnswerInvalid.into());
    }
    Ok(content)
}

impl Content<'_> {
    fn add_dues(
        &mut self,
        choice: DueChoice,
        chosen: &[String],
        owed: Vec<dues::Stored>,
    ) -> Result<(), Refused> {
        let chosen: BTreeSet<_> = chosen.iter().map(String::as_str).collect();
        let mut found = 0;
        for stored in owed {
            if !chosen.contains(stored.due.id.as_str()) {
                match choice {
                    DueChoice::Several => continue,
                    DueChoice::All => return Err(ProblemCode::AnswerInvalid.into()),
                }
            }
            found += 1;
            self.items.push(stored.item());
            if let Some(order) = stored.held_by {
                self.held_by.entry(order).or_insert(What::Dues);
            }
            self.dues.push(stored.due.id);
            if self.payer.is_empty() {
                self.payer = masked(&stored.payer);
            }
        }
        // What was shown a minute ago and is not owed any more was paid in between.
        if found < chosen.len() {
            Err(ProblemCode::DuePaid.into())
        } else {
            Ok(())
        }
    }

    fn add_items(&mut self, asking: &Asking<'_>) -> Result<(), Refused> {
        for item in self.given.iter().flat_map(|given| &given.items) {
            match item.standing(asking.visit, asking.now) {
                Standing::Free => {}
                Standing::Ordered(order) => {
                    self.held_by.insert(order, What::Items);
                }
                Standing::Gone => return Err(ProblemCode::OptionTaken.into()),
            }
        }
        Ok(())
    }

    /// By the function that told the citizen at the kiosk what it costs.
    fn add_fees(&mut self, service: &Service) {
        let answered: Vec<_> = self
            .given
            .iter()
            .map(|given| given.answered.clone())
            .collect();
        let items = service.fee_items(&answered).into_iter();
        self.items.extend(items.map(
            |FeeItem {
                 title,
                 detail,
                 amount: Fen(amount),
             }| Item {
                title,
                detail,
                amount,
            },
        ));
    }
}
