//! Appointments that a citizen has made: changed, cancelled, checked in at. An appointment is known
//! by the case number of the application that made it, whatever time it is for by now.

mod booking;

use gateway::wire::{Document, ProblemCode, Row};
use order::Millis;
use service::{Choice, DocumentKind, QuestionKind, Service, Source, Texts};
use sqlx::AnyConnection;

use self::booking::{Booking, bookings, checked_in_as, note_check_in};
use super::words::{WORDS, yuan};
use super::{Done, Task, refunds};
use crate::catalogue::Services;
use crate::citizens::Citizen;
use crate::clock;
use crate::lists::{self, Item, Standing};
use crate::refused::Refused;

pub(super) use booking::under;

/// So early one may check in.
const CHECK_IN_MS: Millis = 60 * 60_000;
/// What stands on the payer's statement, in at most 80 bytes.
const REFUND_REASON: &str = "预约取消退款";

/// What is done with an appointment: an option of a question of the service, under this id.
#[derive(Clone, Copy)]
enum Action {
    Change,
    Cancel,
    CheckIn,
}

impl Action {
    const ALL: [(&str, Self); 3] = [
        ("change", Self::Change),
        ("cancel", Self::Cancel),
        ("check-in", Self::CheckIn),
    ];

    fn of(task: &Task<'_>) -> Option<Self> {
        let chosen = task.service.questions.iter().filter_map(|question| {
            let is_fixed = matches!(&question.kind, QuestionKind::Choice { lookup: None, .. });
            is_fixed.then(|| task.answers.get(&question.id)).flatten()
        });
        let mut known = chosen.filter_map(|id| Self::ALL.iter().find(|(known, _)| known == id));
        known.next().map(|(_, action)| *action)
    }
}

/// The citizen's appointments that are not over, the next one first. A service manages those whose
/// times are in the lists that its own questions look up.
///
/// # Errors
/// [`Refused::Database`].
pub async fn options(
    connection: &mut AnyConnection,
    services: &Services,
    service: &Service,
    citizen: &Citizen,
    now: Millis,
) -> Result<Vec<Choice>, Refused> {
    let mut options = Vec::new();
    for booking in bookings(connection, services, &lists_of(service), citizen, now).await? {
        options.push(Choice {
            name: booking.item.name.clone(),
            detail: joined(booking.about.iter().map(|row| &row.value)),
            fee: None,
            available: true,
            id: booking.case_number,
        });
    }
    Ok(options)
}

/// Changes, cancels, or checks in.
///
/// # Errors
/// `answer-invalid`, `appointment-over`, `option-taken`, `check-in-not-open`.
pub(super) async fn manage(
    connection: &mut AnyConnection,
    task: &Task<'_>,
) -> Result<Done, Refused> {
    let (citizen, id) = (task.citizen()?, task.answer(&Source::Appointments)?);
    let action = Action::of(task).ok_or(ProblemCode::AnswerInvalid)?;
    let lists = lists_of(task.service);
    let all = bookings(connection, task.services, &lists, citizen, task.now).await?;
    let found = all.into_iter().find(|booking| booking.case_number == id);
    let booking = found.ok_or(ProblemCode::AppointmentOver)?;
    match action {
        Action::Change => change(connection, task, &booking).await,
        Action::Cancel => cancel(connection, task, &booking).await,
        Action::CheckIn => check_in(connection, task, &booking).await,
    }
}

/// Takes another time of the same doctor, and frees the one before. It costs nothing more.
async fn change(
    connection: &mut AnyConnection,
    task: &Task<'_>,
    booking: &Booking,
) -> Result<Done, Refused> {
    not_begun(connection, task, booking).await?;
    let before = &booking.item;
    let chosen = list_questions(task.service)
        .filter(|(_, list)| *list == before.list)
        .find_map(|(question, _)| task.answers.get(question))
        .ok_or(ProblemCode::AnswerInvalid)?;
    let item = lists::item(connection, &before.list, chosen).await?;
    let of_same = |item: &Item| item.under == before.under && item.time.is_some();
    let item = item.filter(of_same).ok_or(ProblemCode::AnswerInvalid)?;
    let holder = &booking.holder;
    if item.standing(Some(task.visit), task.now) != Standing::Free
        || !lists::hold(connection, &item, holder, task.visit, task.now).await?
    {
        return Err(ProblemCode::OptionTaken.into());
    }
    if !lists::give_back(connection, before).await? {
        return Err(ProblemCode::AppointmentOver.into());
    }
    lists::take(connection, holder).await?;
    let mut rows = booking.rows(&item);
    rows.push(row(&WORDS.appointment_before, before.name.clone()));
    rows.push(of(booking));
    Ok(done(
        task,
        &WORDS.slip_title,
        String::new(),
        rows,
        &WORDS.changed_note,
    ))
}

/// Frees the time. A fee that was paid has to go back: that is written down in the same
/// transaction.
async fn cancel(
    connection: &mut AnyConnection,
    task: &Task<'_>,
    booking: &Booking,
) -> Result<Done, Refused> {
    not_begun(connection, task, booking).await?;
    if !lists::give_back(connection, &booking.item).await? {
        return Err(ProblemCode::AppointmentOver.into());
    }
    let mut rows = booking.rows(&booking.item);
    rows.push(of(booking));
    if let Some(order) = &booking.order {
        let (case, now) = (task.case_number, task.now);
        if let Some(fen) = refunds::owe(connection, order, REFUND_REASON, case, now).await? {
            rows.push(row(&WORDS.refund, yuan(fen.0)));
            rows.push(row(&WORDS.refund_how, WORDS.refund_how_channel.clone()));
        }
    }
    let note = Texts::default();
    Ok(done(
        task,
        &WORDS.cancelled_title,
        String::new(),
        rows,
        &note,
    ))
}

/// Says that the citizen has come, and which place in the doctor's list that is. Who asks again has
/// the same place.
async fn check_in(
    connection: &mut AnyConnection,
    task: &Task<'_>,
    booking: &Booking,
) -> Result<Done, Refused> {
    let time = booking.item.time.as_ref();
    let time = time.ok_or(ProblemCode::CheckInNotOpen)?;
    let is_today = time.day() == clock::china_at(task.now).date();
    if !is_today || task.now < time.begins_at()? - CHECK_IN_MS {
        return Err(ProblemCode::CheckInNotOpen.into());
    }
    let position = match checked_in_as(connection, &booking.holder).await? {
        Some(position) => position,
        None => note_check_in(connection, booking, task.case_number, task.now).await?,
    };
    let mut rows = booking.rows(&booking.item);
    let place = Texts::same(position.to_string());
    rows.push(row(&WORDS.checked_in_position, place));
    rows.push(of(booking));
    let (title, note) = (&WORDS.checked_in_title, &WORDS.checked_in_note);
    Ok(done(task, title, position.to_string(), rows, note))
}

/// Nothing is changed any more about what has begun, or where the citizen has said to be there.
async fn not_begun(
    connection: &mut AnyConnection,
    task: &Task<'_>,
    booking: &Booking,
) -> Result<(), Refused> {
    let has_begun = booking
        .item
        .time
        .as_ref()
        .is_none_or(|time| time.is_past(task.now));
    if has_begun || checked_in_as(connection, &booking.holder).await?.is_some() {
        return Err(ProblemCode::AppointmentOver.into());
    }
    Ok(())
}

fn done(task: &Task<'_>, title: &Texts, prominent: String, rows: Vec<Row>, note: &Texts) -> Done {
    let slip = Document {
        kind: DocumentKind::Slip,
        title: title.clone(),
        number: task.case_number.to_owned(),
        prominent,
        rows: rows.clone(),
        table: None,
        note: note.clone(),
        symbol: None,
    };
    Done {
        rows,
        documents: vec![slip],
        receipt: None,
    }
}

/// Which appointment it was.
fn of(booking: &Booking) -> Row {
    let number = Texts::same(booking.case_number.as_str());
    row(&WORDS.appointment_of, number)
}

fn row(label: &Texts, value: Texts) -> Row {
    Row {
        label: label.clone(),
        value,
    }
}

/// The questions that look up a list, with its name.
fn list_questions(service: &Service) -> impl Iterator<Item = (&str, &str)> {
    service.questions.iter().filter_map(|question| {
        let QuestionKind::Choice {
            lookup: Some(lookup),
            ..
        } = &question.kind
        else {
            return None;
        };
        match &lookup.from {
            Source::List { name, .. } => Some((question.id.as_str(), name.as_str())),
            Source::Appointments | Source::Applications | Source::Receipts | Source::Queues => None,
        }
    })
}

fn lists_of(service: &Service) -> Vec<&str> {
    list_questions(service).map(|(_, list)| list).collect()
}

/// Several texts in one line, in every language that one of them has.
fn joined<'a>(texts: impl Iterator<Item = &'a Texts> + Clone) -> Texts {
    let languages = texts.clone().flat_map(|texts| texts.0.keys());
    let line = |lang: &service::Lang| {
        let parts: Vec<_> = texts.clone().map(|texts| texts.get(lang)).collect();
        (lang.clone(), parts.join(" · "))
    };
    Texts(languages.map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_is_there_in_every_language_of_its_parts() {
        let parts = [
            Texts::from([("zh-CN", "心内科"), ("en", "Cardiology")]),
            Texts::from([("zh-CN", "周建国")]),
        ];
        let line = joined(parts.iter());
        assert_eq!(line.get("zh-CN"), "心内科 · 周建国");
        assert_eq!(line.get("en"), "Cardiology · 周建国");
    }
}
