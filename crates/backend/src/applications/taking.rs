//! What an application takes from others: held while its order is open, its own when that is paid,
//! free again when it is not.

use gateway::wire::{Application, ProblemCode};
use order::{Event, Millis, Waits};
use sqlx::AnyConnection;

use super::Call;
use super::content::{Content, What};
use crate::citizens::Citizen;
use crate::database::DatabaseError;
use crate::orders::{self, Stored};
use crate::refused::Refused;
use crate::{dues, lists};

/// Takes dues and items for the order; without one, nothing has to be paid and it is done.
pub(super) async fn hold(
    connection: &mut AnyConnection,
    call: &Call<'_>,
    application: &Application,
    content: &Content<'_>,
    waits: &Waits,
) -> Result<(), Refused> {
    let Application {
        case_number, order, ..
    } = application;
    let holder = order.as_ref().map_or(case_number, |order| &order.id);
    for due in &content.dues {
        if !dues::hold(connection, due, holder).await? {
            return Err(ProblemCode::DueHeld.into());
        }
    }
    for item in content.singles() {
        if !lists::hold(connection, item, holder, call.request.visit, call.now).await? {
            return Err(ProblemCode::OptionTaken.into());
        }
    }
    let Some(demand) = order else {
        lists::take(connection, holder).await?;
        sqlx::query("UPDATE applications SET done_at = $1 WHERE key = $2")
            .bind(call.now)
            .bind(call.key.to_string())
            .execute(connection)
            .await?;
        return Ok(());
    };
    let stored = Stored {
        order: order::Order::new(demand.amount, call.now, waits),
        demand: demand.clone(),
        application: call.key.to_string(),
        case_number: case_number.clone(),
        machine: call.machine.to_owned(),
        payer: content.payer.clone(),
    };
    orders::insert(connection, &stored).await?;
    Ok(())
}

/// Frees what another order holds. Dues are the payer's wherever they stand; what is on a list
/// belongs to who was first, unless that is the same citizen at another machine.
pub(super) async fn take_over(
    connection: &mut AnyConnection,
    (order, what): (&str, What),
    citizen: Option<&Citizen>,
    waits: &Waits,
    now: Millis,
) -> Result<(), Refused> {
    let taken = match what {
        What::Items => ProblemCode::OptionTaken,
        What::Dues => ProblemCode::DueHeld,
    };
    let Some(mut stored) = orders::lock(connection, order).await? else {
        return Err(taken.into());
    };
    if what == What::Items && !is_of(connection, order, citizen).await? {
        return Err(taken.into());
    }
    if stored.order.is_open() || stored.order.is_paid() {
        return Err(taken.into());
    }
    let before = stored.order.clone();
    stored.order.handle(Event::Withdraw, now, waits)?;
    orders::save(connection, order, &before, &stored.order).await?;
    release(connection, order).await?;
    Ok(())
}

/// Whether an order is this citizen's. One of nobody is nobody else's.
async fn is_of(
    connection: &mut AnyConnection,
    order: &str,
    citizen: Option<&Citizen>,
) -> Result<bool, DatabaseError> {
    let holder: Option<String> =
        sqlx::query_scalar("SELECT citizen FROM applications WHERE order_id = $1")
            .bind(order)
            .fetch_one(connection)
            .await?;
    Ok(citizen.is_some_and(|citizen| holder.as_deref() == Some(&*citizen.sub)))
}

/// Frees what an order holds.
///
/// # Errors
/// [`DatabaseError`].
pub async fn release(connection: &mut AnyConnection, order: &str) -> Result<(), DatabaseError> {
    dues::release(connection, order).await?;
    lists::release(connection, order).await
}

/// What an order holds is paid.
///
/// # Errors
/// [`DatabaseError`].
pub async fn fulfil(
    connection: &mut AnyConnection,
    order: &str,
    now: Millis,
) -> Result<(), DatabaseError> {
    dues::pay(connection, order).await?;
    lists::take(connection, order).await?;
    sqlx::query("UPDATE applications SET done_at = $1 WHERE order_id = $2")
        .bind(now)
        .bind(order)
        .execute(connection)
        .await?;
    Ok(())
}
