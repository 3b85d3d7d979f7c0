use serde::{Deserialize, Serialize};

use crate::{Answered, Fen, Service, Texts, chosen_ids};

/// What a service costs besides its dues. The fees of a service add up; each that is more than
/// nothing is a line of the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Fee {
    /// Always the same.
    Fixed {
        /// What for.
        title: Texts,
        /// How much.
        amount: Fen,
    },
    /// What the chosen option costs, or the chosen ones together.
    Option {
        /// Id of the question.
        question: String,
    },
    /// The amount that was typed.
    Typed {
        /// Id of the question, which asks for an amount.
        question: String,
    },
    /// So much for each that was chosen.
    Each {
        /// Id of the question.
        question: String,
        /// What for.
        title: Texts,
        /// How much for one.
        amount: Fen,
    },
}

/// One line of what is to be paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeItem {
    /// What for.
    pub title: Texts,
    /// Which; may be empty.
    pub detail: Texts,
    /// How much.
    pub amount: Fen,
}

impl Service {
    /// What the answers cost, one line for each fee, before any due. The kiosk shows it and the
    /// backend demands it: both by this function.
    #[must_use]
    pub fn fee_items(&self, answers: &[Answered]) -> Vec<FeeItem> {
        let items = self
            .fees
            .iter()
            .filter_map(|fee| self.fee_item(fee, answers));
        items.filter(|item| item.amount > Fen::ZERO).collect()
    }

    fn fee_item(&self, fee: &Fee, answers: &[Answered]) -> Option<FeeItem> {
        let answer = |id: &str| answers.iter().find(|answered| answered.question == id);
        match fee {
            Fee::Fixed { title, amount } => Some(FeeItem {
                title: title.clone(),
                detail: Texts::default(),
                amount: *amount,
            }),
            Fee::Option { question } => {
                let answered = answer(question)?;
                Some(FeeItem {
                    title: self.name.clone(),
                    detail: answered.name.clone(),
                    amount: answered.fee?,
                })
            }
            Fee::Typed { question } => {
                let answered = answer(question)?;
                Some(FeeItem {
                    title: self.name.clone(),
                    detail: Texts::default(),
                    amount: Fen(answered.value.parse().ok()?),
                })
            }
            Fee::Each {
                question,
                title,
                amount,
            } => {
                let answered = answer(question)?;
                Some(FeeItem {
                    title: title.clone(),
                    detail: answered.name.clone(),
                    amount: amount.times(chosen_ids(&answered.value).count()),
                })
            }
        }
    }
}
