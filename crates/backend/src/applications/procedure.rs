//! An application that is more than dues and a choice. It never costs anything, so it is done at
//! once.

use gateway::wire::{Application, ProblemCode};
use sqlx::AnyConnection;

use super::{Call, Row, new_case_number};
use crate::answers::Asking;
use crate::procedures::{Done, Task, carry_out as done};
use crate::refused::Refused;

pub(super) async fn carry_out(
    connection: &mut AnyConnection,
    call: &Call<'_>,
    asking: &Asking<'_>,
    fingerprint: &str,
) -> Result<Application, Refused> {
    if !call.request.dues.is_empty() {
        return Err(ProblemCode::DueUnknown.into());
    }
    asking.all(connection).await?;
    let case_number = new_case_number(connection, call.now).await?;
    let task = Task {
        services: asking.services,
        service: asking.service,
        answers: asking.answers,
        citizen: asking.citizen,
        visit: call.request.visit,
        case_number: &case_number,
        phone: call.phone,
        now: call.now,
    };
    let Done {
        rows,
        documents,
        receipt,
    } = done(connection, &task).await?;
    let application = Application {
        case_number,
        order: None,
        rows,
        documents,
        receipt: receipt.map(Box::new),
    };
    let row = Row {
        fingerprint,
        application: &application,
        citizen: asking.citizen,
        with_receipt: &[],
        takes: 0,
    };
    row.insert(connection, call).await?;
    sqlx::query("UPDATE applications SET done_at = $1 WHERE key = $2")
        .bind(call.now)
        .bind(call.key.to_string())
        .execute(connection)
        .await?;
    Ok(application)
}
