//! What several values of a service's file have to do with each other.

mod money;
mod questions;

use toml::Spanned;

use super::shape::{HoursFields, KindFields, QuestionFields, ServiceFile, SourceFields};
use super::values::Id;
use super::{Groups, Wrong};
use crate::{DocumentKind, Group, Identity, Procedure};

const NEEDS_MAX: usize = 10;
const HOURS_MAX: usize = 10;

/// Whether the values go together.
///
/// # Errors
/// The first that does not, with its place.
pub(super) fn check(file: &ServiceFile, groups: Option<&Groups>) -> Result<(), Wrong> {
    if let Some(groups) = groups {
        check_groups(file, groups)?;
    }
    at_most(&file.needs, NEEDS_MAX, "things that are needed")?;
    questions::check(file)?;
    money::check(file)?;
    check_procedure(file)?;
    check_documents(file)?;
    check_offline(file)?;
    check_hours(&file.hours)
}

fn check_groups(file: &ServiceFile, groups: &Groups) -> Result<(), Wrong> {
    let known = |groups: &[Group], id: &str| groups.iter().any(|group| group.id == id);
    let Id(department) = file.department.get_ref();
    if !known(&groups.departments, department) {
        let reason = format!(
            "there is no department `{department}`: add it to [[departments]] of groups.toml"
        );
        return Err(Wrong::at(&file.department, reason));
    }
    for (index, place) in file.life_events.iter().enumerate() {
        let Id(event) = place.get_ref();
        if !known(&groups.life_events, event) {
            let reason = format!(
                "there is no life event `{event}`: add it to [[lifeEvents]] of groups.toml"
            );
            return Err(Wrong::at(place, reason));
        }
        let mut earlier = file.life_events[..index].iter();
        if earlier.any(|one| one.get_ref() == place.get_ref()) {
            return Err(Wrong::at(place, twice(event)));
        }
    }
    Ok(())
}

fn twice(what: &str) -> String {
    format!("`{what}` is there twice: take one of them out")
}

fn at_most<T>(places: &[Spanned<T>], most: usize, what: &str) -> Result<(), Wrong> {
    match places.get(most) {
        Some(place) => Err(Wrong::at(
            place,
            format!("there are too many {what}: keep at most {most}"),
        )),
        None => Ok(()),
    }
}

impl ServiceFile {
    /// The question with this id, of the first `count`.
    fn question(&self, count: usize, id: &str) -> Option<&QuestionFields> {
        let questions = self.questions[..count].iter().map(Spanned::get_ref);
        questions.into_iter().find(|question| question.id.0 == id)
    }

    fn asks(&self, source: SourceFields) -> bool {
        let mut lookups = self
            .questions
            .iter()
            .filter_map(|question| question.get_ref().lookup.as_ref());
        lookups.any(|lookup| lookup.get_ref().from == source)
    }

    fn is_paid(&self) -> bool {
        self.dues.is_some() || !self.fees.is_empty()
    }
}

impl QuestionFields {
    fn has_a_list(&self) -> bool {
        match self.kind.get_ref() {
            KindFields::Choice {} | KindFields::Several { .. } => true,
            KindFields::YesNo {}
            | KindFields::Digits { .. }
            | KindFields::Amount { .. }
            | KindFields::IdNumber {}
            | KindFields::Phone {}
            | KindFields::Plate { .. }
            | KindFields::Date { .. }
            | KindFields::Text { .. } => false,
        }
    }
}

/// What a procedure works on has to be asked for.
fn check_procedure(file: &ServiceFile) -> Result<(), Wrong> {
    let Some(place) = &file.procedure else {
        return Ok(());
    };
    let needed = match place.get_ref() {
        Procedure::Apply => return Ok(()),
        Procedure::ManageAppointment => (SourceFields::Appointments, "appointments"),
        Procedure::QueueTicket => (SourceFields::Queues, "queues"),
        Procedure::Reprint => (SourceFields::Receipts, "receipts"),
        Procedure::Progress => (SourceFields::Applications, "applications"),
    };
    let (source, name) = needed;
    if !file.asks(source) {
        let reason = format!(
            "this procedure needs a question with lookup = {{ from = \"{name}\" }}: add it"
        );
        return Err(Wrong::at(place, reason));
    }
    if file.is_paid() {
        let reason = "nothing can be paid with this procedure: take [dues] and [[fees]] out, \
                      or the procedure";
        return Err(Wrong::at(place, reason));
    }
    let hands_out_a_ticket = file
        .documents
        .iter()
        .any(|document| *document.get_ref() == DocumentKind::Ticket);
    if *place.get_ref() == Procedure::QueueTicket && !hands_out_a_ticket {
        let reason = "a number for a window is handed out as documents = [\"ticket\"]: add it";
        return Err(Wrong::at(place, reason));
    }
    Ok(())
}

fn check_documents(file: &ServiceFile) -> Result<(), Wrong> {
    let procedure = file.procedure();
    for (index, place) in file.documents.iter().enumerate() {
        let mut earlier = file.documents[..index].iter();
        if earlier.any(|one| one.get_ref() == place.get_ref()) {
            return Err(Wrong::at(
                place,
                "this document is there twice: take one out",
            ));
        }
        let wrong = match place.get_ref() {
            DocumentKind::Receipt if !file.is_paid() && procedure != Procedure::Reprint => {
                "nothing is paid, so there is no receipt: take it out, or add [dues] or [[fees]]"
            }
            DocumentKind::Ticket if procedure != Procedure::QueueTicket => {
                "a ticket needs procedure = \"queueTicket\": add it, or take the ticket out"
            }
            _ if procedure.only_shows() => {
                "this procedure only shows something: take the documents out"
            }
            DocumentKind::Receipt
            | DocumentKind::Slip
            | DocumentKind::Statement
            | DocumentKind::Ticket
            | DocumentKind::Acknowledgement => continue,
        };
        return Err(Wrong::at(place, wrong));
    }
    Ok(())
}

/// Nobody can be asked then, neither for money nor for a list, nor for what stands on a paper.
fn check_offline(file: &ServiceFile) -> Result<(), Wrong> {
    let is_offline = file.offline.as_ref().is_some_and(|place| *place.get_ref());
    if !is_offline {
        return Ok(());
    }
    if let Some(dues) = &file.dues {
        let reason = "an offline service cannot ask for dues: take [dues] out, or offline";
        return Err(Wrong::at(dues, reason));
    }
    if let Some(fee) = file.fees.first() {
        let reason = "an offline service cannot take money: take [[fees]] out, or offline";
        return Err(Wrong::at(fee, reason));
    }
    for question in &file.questions {
        let question = question.get_ref();
        if let Some(lookup) = &question.lookup {
            let reason = format!(
                "an offline service cannot look anything up for `{}`: list its options in the \
                 file, or take offline out",
                question.id.0
            );
            return Err(Wrong::at(lookup, reason));
        }
    }
    match file.documents.first() {
        Some(document) => Err(Wrong::at(
            document,
            "an offline service has nothing to hand out: take the documents out, or offline",
        )),
        None => Ok(()),
    }
}

fn check_hours(hours: &[Spanned<HoursFields>]) -> Result<(), Wrong> {
    at_most(hours, HOURS_MAX, "hours")?;
    for (index, place) in hours.iter().enumerate() {
        let this = place.get_ref();
        if this.from.0 >= this.until.0 {
            let reason = "these hours end before they begin: put `until` after `from`, and what \
                          goes past midnight into two entries";
            return Err(Wrong::at(place, reason));
        }
        let meets = |one: &HoursFields| {
            one.days.0.iter().any(|day| this.days.0.contains(day))
                && one.from.0 < this.until.0
                && this.from.0 < one.until.0
        };
        if hours[..index].iter().any(|one| meets(one.get_ref())) {
            let reason = "these hours overlap others: keep one entry for each stretch of a day";
            return Err(Wrong::at(place, reason));
        }
    }
    Ok(())
}

/// Whether the citizen has to be known for what is looked up.
fn needs_identity(
    file: &ServiceFile,
    place: &Spanned<impl Sized>,
    what: &str,
) -> Result<(), Wrong> {
    match file.identity {
        Identity::Required => Ok(()),
        Identity::None => Err(Wrong::at(
            place,
            format!("{what} needs identity = \"required\": change it"),
        )),
    }
}
