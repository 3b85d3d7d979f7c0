//! What a visit holds against others, from the moment it is chosen until it is applied for.

use gateway::wire::{Held, HoldRequest, ProblemCode};
use service::QuestionKind;
use uuid::Uuid;

use crate::answers::{Asking, invalid};
use crate::catalogue::Services;
use crate::database::Database;
use crate::refused::Refused;
use crate::{citizens, clock, lists};
use order::Millis;

/// Answers `POST /v1/holds`. The same may be held again, and then for as long again.
///
/// # Errors
/// `service-unknown`; `answer-invalid` if it is not on the list or nothing is held for this question,
/// `citizen-unknown`, and `option-taken` if somebody else has or holds it; what the visit held
/// before it holds still then.
pub async fn hold(
    database: &Database,
    services: &Services,
    request: &HoldRequest,
    now: Millis,
) -> Result<Held, Refused> {
    let service = services.get(&request.service);
    let service = service.ok_or(ProblemCode::ServiceUnknown)?;
    let mut questions = service.questions.iter();
    let question = questions.find(|question| question.id == request.question);
    let question = question.ok_or(ProblemCode::AnswerInvalid)?;
    let QuestionKind::Choice {
        lookup: Some(lookup),
        ..
    } = &question.kind
    else {
        return Err(invalid(question));
    };
    let minutes = lookup.hold_minutes.ok_or_else(|| invalid(question))?;
    let held_ms = u64::from(minutes) * 60_000;
    let until = now.saturating_add(Millis::try_from(held_ms).unwrap_or(Millis::MAX));

    let mut answers = request.answers.clone();
    answers.insert(question.id.clone(), request.option.clone());
    let mut write = database.write().await?;
    let handle = request.citizen.as_deref();
    let (citizen, visit) = citizens::asking(&mut write, service.identity, handle, now).await?;
    if visit.is_some_and(|visit| visit != request.visit) {
        return Err(ProblemCode::CitizenUnknown.into());
    }
    let asking = Asking {
        services,
        service,
        answers: &answers,
        citizen: citizen.as_ref(),
        visit: Some(request.visit),
        today: clock::day_at(now),
        now,
    };
    asking.check_above(&mut write, question).await?;
    let given = asking.given(&mut write, question).await?;
    let [item] = &given.items[..] else {
        return Err(invalid(question));
    };
    let is_past = item.time.as_ref().is_some_and(|time| time.is_past(now));
    let is_held = !is_past
        && lists::hold_for_visit(&mut write, item, request.visit, question, until, now).await?;
    if !is_held {
        write.give_up().await?;
        return Err(ProblemCode::OptionTaken.into());
    }
    write.commit().await?;
    Ok(Held { held_ms })
}

/// Answers `DELETE /v1/holds/{visit}`.
///
/// # Errors
/// [`Refused::Database`].
pub async fn release(database: &Database, visit: Uuid) -> Result<(), Refused> {
    let mut write = database.write().await?;
    lists::release(&mut write, &visit.to_string()).await?;
    write.commit().await?;
    Ok(())
}
