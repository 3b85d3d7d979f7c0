//! Dues, fees, and who gets them.

use toml::Spanned;

use super::{ServiceFile, at_most, needs_identity};
use crate::file::Wrong;
use crate::file::shape::{
    DuesFields, FeeFields, FeeKind, KindFields, OptionFields, QuestionFields,
};
use crate::file::values::Id;

const FEES_MAX: usize = 10;

pub(super) fn check(file: &ServiceFile) -> Result<(), Wrong> {
    if let Some(dues) = &file.dues {
        check_dues(file, dues)?;
    }
    at_most(&file.fees, FEES_MAX, "fees")?;
    for (index, fee) in file.fees.iter().enumerate() {
        check_fee(file, index, fee)?;
    }
    check_option_fees(file)?;
    let paid_at = match (&file.dues, file.fees.first()) {
        (Some(dues), _) => Some(dues.span()),
        (None, Some(fee)) => Some(fee.span()),
        (None, None) => None,
    };
    match (paid_at, &file.payee) {
        (Some(at), None) => Err(Wrong {
            at,
            reason: "something is paid here, but nobody gets it: add [payee]".to_owned(),
        }),
        (None, Some(payee)) => Err(Wrong::at(
            payee,
            "nothing is paid here: take [payee] out, or add [dues] or [[fees]]",
        )),
        (Some(_), Some(_)) | (None, None) => Ok(()),
    }
}

fn asked<'a>(
    file: &'a ServiceFile,
    place: &Spanned<impl Sized>,
    id: &str,
) -> Result<&'a QuestionFields, Wrong> {
    file.question(file.questions.len(), id).ok_or_else(|| {
        let reason = format!("question `{id}` is not asked: name one that is");
        Wrong::at(place, reason)
    })
}

fn check_dues(file: &ServiceFile, place: &Spanned<DuesFields>) -> Result<(), Wrong> {
    let Id(id) = match place.get_ref() {
        DuesFields::Citizen { .. } => return needs_identity(file, place, "what a citizen owes"),
        DuesFields::Question { question, .. } => question,
    };
    let question = asked(file, place, id)?;
    let is_a_number = matches!(question.kind.get_ref(), KindFields::Digits { .. });
    if !is_a_number && !question.has_a_list() {
        let reason = format!("dues go by digits, a choice or several: `{id}` is none of them");
        return Err(Wrong::at(place, reason));
    }
    match &question.when {
        Some(_) => Err(Wrong::at(
            place,
            format!("`{id}` is not always asked: take its `when` out"),
        )),
        None => Ok(()),
    }
}

fn check_fee(file: &ServiceFile, index: usize, place: &Spanned<FeeFields>) -> Result<(), Wrong> {
    let fee = place.get_ref();
    let wrong = |reason: String| Err(Wrong::at(place, reason));
    let (has_question, has_amount) = match fee.is {
        FeeKind::Fixed => (false, true),
        FeeKind::Option | FeeKind::Typed => (true, false),
        FeeKind::Each => (true, true),
    };
    for (name, is_there, belongs) in [
        ("question", fee.question.is_some(), has_question),
        ("title", fee.title.is_some(), has_amount),
        ("amount", fee.amount.is_some(), has_amount),
    ] {
        if is_there && !belongs {
            return wrong(format!("a fee of this kind has no {name}: take it out"));
        }
        if belongs && !is_there {
            return wrong(format!("a fee of this kind needs its {name}: add it"));
        }
    }
    let Some(Id(id)) = &fee.question else {
        return Ok(());
    };
    let question = asked(file, place, id)?;
    match fee.is {
        FeeKind::Fixed => Ok(()),
        FeeKind::Option => {
            let has_fee = |option: &Spanned<OptionFields>| option.get_ref().fee.is_some();
            let mut earlier = file.fees[..index].iter();
            if !question.has_a_list() {
                wrong(format!(
                    "the fee of an option needs a choice or several: `{id}` is none"
                ))
            } else if question.lookup.is_none() && !question.options.iter().any(has_fee) {
                wrong(format!(
                    "no option of `{id}` has a fee: add fee = \"…\" to one of them"
                ))
            } else if earlier.any(|one| one.get_ref().takes_option_of(id)) {
                wrong(super::twice(id))
            } else {
                Ok(())
            }
        }
        FeeKind::Typed if !matches!(question.kind.get_ref(), KindFields::Amount { .. }) => wrong(
            format!("a typed fee needs kind = {{ is = \"amount\" … }}: `{id}` has another"),
        ),
        FeeKind::Each if !matches!(question.kind.get_ref(), KindFields::Several { .. }) => wrong(
            format!("a fee for each needs kind = {{ is = \"several\" … }}: `{id}` has another"),
        ),
        FeeKind::Typed | FeeKind::Each => Ok(()),
    }
}

impl FeeFields {
    fn takes_option_of(&self, id: &str) -> bool {
        let question = self.question.as_ref();
        self.is == FeeKind::Option && question.is_some_and(|question| question.0 == id)
    }
}

/// A fee that stands at an option and that no rule takes would not be taken from anybody.
fn check_option_fees(file: &ServiceFile) -> Result<(), Wrong> {
    for question in &file.questions {
        let question = question.get_ref();
        let id = &question.id.0;
        let mut fees = file.fees.iter();
        let is_taken = fees.any(|fee| fee.get_ref().takes_option_of(id));
        let mut options = question.options.iter();
        match options.find(|option| option.get_ref().fee.is_some()) {
            Some(option) if !is_taken => {
                let reason = format!(
                    "nobody would be asked for this fee: add [[fees]] with is = \"option\", \
                     question = \"{id}\""
                );
                return Err(Wrong::at(option, reason));
            }
            Some(_) | None => {}
        }
    }
    Ok(())
}
