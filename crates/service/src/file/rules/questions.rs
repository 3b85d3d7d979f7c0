//! The questions of a service's file.

use toml::Spanned;

use super::{ServiceFile, at_most, needs_identity, twice};
use crate::file::Wrong;
use crate::file::shape::{KindFields, LookupFields, QuestionFields, SourceFields, WhenFields};
use crate::file::values::Id;
use crate::{NO, YES};

const QUESTIONS_MAX: usize = 20;
const OPTIONS_MAX: usize = 100;

pub(super) fn check(file: &ServiceFile) -> Result<(), Wrong> {
    at_most(&file.questions, QUESTIONS_MAX, "questions")?;
    for (index, place) in file.questions.iter().enumerate() {
        let question = place.get_ref();
        if file.question(index, &question.id.0).is_some() {
            return Err(Wrong::at(place, twice(&question.id.0)));
        }
        check_kind(question)?;
        check_options(place)?;
        if let Some(lookup) = &question.lookup {
            check_lookup(file, index, lookup)?;
        }
        if let Some(when) = &question.when {
            check_when(file, index, when)?;
        }
    }
    Ok(())
}

fn check_kind(question: &QuestionFields) -> Result<(), Wrong> {
    let place = &question.kind;
    let count = question.options.len();
    let wrong = match place.get_ref() {
        KindFields::Several { min, max } if min.get() > max.get() => {
            "min is more than max: make it at most as much"
        }
        KindFields::Several { max, .. } if count > 0 && max.get() as usize > count => {
            "max is more than there are options: make it at most as many"
        }
        KindFields::Digits { length, group, .. } if group.get() > length.get() => {
            "group is more than length: make it at most as many"
        }
        KindFields::Amount { min, max } if min.0 > max.0 => {
            "min is more than max: make it at most as much"
        }
        KindFields::Date { first, last } if first.signed() > last.signed() => {
            "first is after last: make it the earlier day"
        }
        KindFields::Choice {}
        | KindFields::Several { .. }
        | KindFields::YesNo {}
        | KindFields::Digits { .. }
        | KindFields::Amount { .. }
        | KindFields::IdNumber {}
        | KindFields::Phone {}
        | KindFields::Plate { .. }
        | KindFields::Date { .. }
        | KindFields::Text { .. } => return Ok(()),
    };
    Err(Wrong::at(place, wrong))
}

fn check_options(place: &Spanned<QuestionFields>) -> Result<(), Wrong> {
    let question = place.get_ref();
    let id = &question.id.0;
    let options = &question.options;
    at_most(options, OPTIONS_MAX, "options")?;
    let has_a_list = question.has_a_list();
    match (options.first(), &question.lookup) {
        (Some(option), _) if !has_a_list => {
            let reason =
                "only a choice, or several, has options: take them out, or change the kind";
            return Err(Wrong::at(option, reason));
        }
        (_, Some(lookup)) if !has_a_list => {
            let reason = "only a choice, or several, is looked up: take the lookup out, or change \
                          the kind";
            return Err(Wrong::at(lookup, reason));
        }
        (Some(option), Some(_)) => {
            let reason = format!("`{id}` is looked up and has options, too: take one of them out");
            return Err(Wrong::at(option, reason));
        }
        (None, None) if has_a_list => {
            let reason =
                format!("`{id}` has nothing to choose: add [[questions.options]] or a lookup");
            return Err(Wrong::at(&question.kind, reason));
        }
        (Some(_) | None, Some(_) | None) => {}
    }
    for (index, option) in options.iter().enumerate() {
        let Id(id) = &option.get_ref().id;
        if options[..index].iter().any(|one| one.get_ref().id.0 == *id) {
            return Err(Wrong::at(option, twice(id)));
        }
    }
    Ok(())
}

fn check_lookup(
    file: &ServiceFile,
    index: usize,
    place: &Spanned<LookupFields>,
) -> Result<(), Wrong> {
    let lookup = place.get_ref();
    let is_list = lookup.from == SourceFields::List;
    if lookup.name.is_some() != is_list {
        return Err(Wrong::at(
            place,
            "a name goes with from = \"list\", and only with it: write both or neither",
        ));
    }
    if lookup.own && !is_list {
        let reason = "`own` is for lists; all else is the citizen's own already: take it out";
        return Err(Wrong::at(place, reason));
    }
    match lookup.from {
        SourceFields::List if lookup.own => needs_identity(file, place, "a list of one's own")?,
        SourceFields::Appointments | SourceFields::Applications | SourceFields::Receipts => {
            needs_identity(file, place, "what belongs to a citizen")?;
        }
        SourceFields::List | SourceFields::Queues => {}
    }
    let is_choice = matches!(
        file.questions[index].get_ref().kind.get_ref(),
        KindFields::Choice {}
    );
    if lookup.hold_minutes.is_some() && !(is_list && is_choice) {
        let reason = "only one choice of a list is held against others: take holdMinutes out, or \
                      make it kind = { is = \"choice\" } with from = \"list\"";
        return Err(Wrong::at(place, reason));
    }
    let Some(Id(under)) = &lookup.under else {
        return Ok(());
    };
    let Some(upper) = file.question(index, under) else {
        return Err(Wrong::at(place, not_asked_before(under)));
    };
    if !matches!(upper.kind.get_ref(), KindFields::Choice {}) {
        let reason = format!("a list can only be under a choice: `{under}` is none");
        return Err(Wrong::at(place, reason));
    }
    let this = file.questions[index].get_ref();
    let same_condition = match (&upper.when, &this.when) {
        (None, _) => true,
        (Some(upper), Some(this)) => upper.get_ref() == this.get_ref(),
        (Some(_), None) => false,
    };
    if same_condition {
        Ok(())
    } else {
        let reason =
            format!("`{under}` is not always asked before this one: give both the same `when`");
        Err(Wrong::at(place, reason))
    }
}

fn check_when(file: &ServiceFile, index: usize, place: &Spanned<WhenFields>) -> Result<(), Wrong> {
    let WhenFields {
        question: Id(id),
        is,
    } = place.get_ref();
    let Some(earlier) = file.question(index, id) else {
        return Err(Wrong::at(place, not_asked_before(id)));
    };
    if is.is_empty() {
        let reason = "`is` names no answer, so that this is never asked: add one, or take it out";
        return Err(Wrong::at(place, reason));
    }
    let is_yes_no = matches!(earlier.kind.get_ref(), KindFields::YesNo {});
    if !is_yes_no && !earlier.has_a_list() {
        let reason = format!("`when` goes by a choice, several or yes and no: `{id}` is none");
        return Err(Wrong::at(place, reason));
    }
    let can_be = |answer: &str| match &earlier.options[..] {
        [] if is_yes_no => answer == YES || answer == NO,
        // What is looked up is not known here.
        [] => true,
        options => options.iter().any(|option| option.get_ref().id.0 == answer),
    };
    match is.iter().find(|answer| !can_be(answer)) {
        Some(answer) => Err(Wrong::at(
            place,
            format!("`{answer}` is no answer to `{id}`: write one of its options"),
        )),
        None => Ok(()),
    }
}

fn not_asked_before(id: &str) -> String {
    format!("question `{id}` is not asked before this one: name an earlier question")
}
