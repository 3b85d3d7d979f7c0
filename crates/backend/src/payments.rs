//! Carries the order logic out: persists each step, then asks the channels.

use std::sync::Arc;
use std::time::Duration;

use gateway::wire::{PaymentRequest, PaymentState, ProblemCode, VoidRequest};
use sqlx::AnyConnection;
use tokio::sync::{Notify, RwLock};
use tokio::task::JoinHandle;
use tokio_util::task::TaskTracker;
use tracing::{Instrument as _, error, info, info_span, warn};
use uuid::Uuid;

use crate::channels::{Channels, PayCode, Trade};
use crate::clock::Watch;
use crate::database::Database;
use crate::orders::Stored;
use crate::receipts::Seal;
use crate::refused::Refused;
use crate::{applications, clock, money, orders, receipts};
use order::{Answer, Ask, Channel, Effect, Event, Known, Millis, Order, Payment, Waits};

/// What payments need.
pub struct Payments {
    /// Where they are kept.
    pub database: Database,
    /// Who moves the money.
    pub channels: Channels,
    /// What receipts are signed with.
    pub seal: Seal,
    /// How long to wait for what.
    pub waits: Waits,
    /// Questions that are under way.
    pub tasks: TaskTracker,
    /// Something may be due earlier than was thought.
    pub changed: Notify,
    /// Notices that the clock was set.
    pub watch: Watch,
    /// Held by whoever takes a step; alone by whoever takes everything up after the clock was set.
    pub steps: RwLock<()>,
}

/// A question that is under way; ends when the answer is durable.
type UnderWay = Vec<JoinHandle<()>>;

impl Payments {
    /// Answers `PUT /v1/payments/{key}`.
    ///
    /// # Errors
    /// `order-unknown`, or a reason why nothing can be submitted.
    pub async fn submit(
        self: &Arc<Self>,
        key: Uuid,
        request: &PaymentRequest,
    ) -> Result<PaymentState, Refused> {
        let code = PayCode::new(&request.code).ok_or(ProblemCode::RequestMalformed)?;
        self.is_of_order(key, &request.order).await?;
        let event = Event::Submit {
            key,
            channel: money::channel(request.channel),
            amount: request.amount,
        };
        let under_way = self.step(&request.order, event, Some(code)).await?;
        self.wait_for(under_way).await;
        self.state(key).await
    }

    /// Answers `POST /v1/payments/{key}/void`.
    ///
    /// # Errors
    /// `order-unknown`, `key-reused`.
    pub async fn void(
        self: &Arc<Self>,
        key: Uuid,
        request: &VoidRequest,
    ) -> Result<PaymentState, Refused> {
        self.is_of_order(key, &request.order).await?;
        let under_way = self.step(&request.order, Event::Void { key }, None).await?;
        self.wait_for(under_way).await;
        self.state(key).await
    }

    /// Answers `GET /v1/payments/{key}`.
    ///
    /// # Errors
    /// `payment-unknown`.
    pub async fn state(&self, key: Uuid) -> Result<PaymentState, Refused> {
        let mut connection = self.database.read().await?;
        let payment = orders::payment_of(&mut connection, key).await?;
        let payment = payment.ok_or(ProblemCode::PaymentUnknown)?;
        Ok(match payment.known {
            Known::Pending => {
                let pursuit = payment.pursuit.as_ref();
                PaymentState::Pending {
                    payer_confirms: pursuit.is_some_and(|pursuit| pursuit.payer_confirms),
                    closing: pursuit.is_some_and(|pursuit| pursuit.closing.is_some()),
                }
            }
            Known::Approved => {
                let receipt = receipts::of_payment(&mut connection, key).await?;
                let receipt = receipt.ok_or(ProblemCode::ReceiptUnknown)?;
                PaymentState::Approved {
                    receipt: Box::new(receipt),
                }
            }
            Known::Declined(reason) => PaymentState::Declined {
                reason: money::told_reason(reason),
            },
            Known::Voided => PaymentState::Voided,
        })
    }

    /// Nobody wants the order any more.
    ///
    /// # Errors
    /// `order-unknown`.
    pub async fn withdraw(self: &Arc<Self>, order: &str) -> Result<(), Refused> {
        self.step(order, Event::Withdraw, None).await?;
        Ok(())
    }

    /// Takes one step of an order: durable first, then carried out.
    ///
    /// # Errors
    /// `order-unknown`, or why the step is not possible.
    pub async fn step(
        self: &Arc<Self>,
        order: &str,
        event: Event,
        code: Option<PayCode>,
    ) -> Result<UnderWay, Refused> {
        loop {
            let steps = self.steps.read().await;
            if !self.watch.is_set() {
                return self.step_now(order, event, code).await;
            }
            drop(steps);
            self.mind_the_clock().await?;
        }
    }

    /// Looks whether the clock was set. Where it was set back, nothing would be due for as long.
    ///
    /// # Errors
    /// If the database refuses.
    pub async fn mind_the_clock(self: &Arc<Self>) -> Result<(), Refused> {
        if !self.watch.is_set() {
            return Ok(());
        }
        let _alone = self.steps.write().await;
        if self.watch.is_set() {
            warn!("the clock was set: every wait of a payment begins again");
            self.take_up().await?;
            self.watch.accept();
        }
        Ok(())
    }

    /// Takes up every order of which something will be due: whoever asked before may be gone, and
    /// what was written down about the time may be wrong.
    ///
    /// # Errors
    /// If the database refuses.
    pub async fn resume(self: &Arc<Self>) -> Result<(), Refused> {
        let _alone = self.steps.write().await;
        self.take_up().await
    }

    async fn take_up(self: &Arc<Self>) -> Result<(), Refused> {
        let mut connection = self.database.read().await?;
        let waiting = orders::waiting(&mut connection).await?;
        drop(connection);
        if !waiting.is_empty() {
            info!(orders = waiting.len(), "taking up orders that wait");
        }
        for order in waiting {
            self.step_now(&order, Event::Resume, None).await?;
        }
        Ok(())
    }

    async fn step_now(
        self: &Arc<Self>,
        order: &str,
        event: Event,
        code: Option<PayCode>,
    ) -> Result<UnderWay, Refused> {
        let now = clock::now();
        let mut write = self.database.write().await?;
        let stored = orders::lock(&mut write, order).await?;
        let mut stored = stored.ok_or(ProblemCode::OrderUnknown)?;
        let before = stored.order.clone();
        let handled = stored.order.handle(event, now, &self.waits);
        let effects = handled.as_deref().unwrap_or_default();
        if effects.is_empty() && stored.order == before {
            // What was read may be of a step that is not durable yet.
            write.commit().await?;
            return Ok(handled.map(|_| Vec::new())?);
        }
        orders::save(&mut write, order, &before, &stored.order).await?;
        for effect in effects {
            self.persist(&mut write, &stored, *effect, now).await?;
        }
        write.commit().await?;
        tell(order, &before, &stored.order);
        self.changed.notify_one();
        Ok(handled?
            .into_iter()
            .filter_map(|effect| self.carry_out(&stored, effect, code.clone()))
            .collect())
    }

    /// What belongs into the transaction.
    async fn persist(
        &self,
        connection: &mut AnyConnection,
        stored: &Stored,
        effect: Effect,
        now: Millis,
    ) -> Result<(), Refused> {
        let order = &stored.demand.id;
        match effect {
            Effect::Fulfil { key } => {
                let channel = stored
                    .order
                    .payments
                    .get(&key)
                    .and_then(|payment| payment.channel);
                let channel = channel.ok_or(ProblemCode::PaymentUnknown)?;
                receipts::issue(connection, &self.seal, stored, key, channel, now).await?;
                applications::fulfil(connection, order, now).await?;
            }
            Effect::Release => applications::release(connection, order).await?,
            Effect::Contradiction { key } => {
                error!(%order, %key, "the channel contradicts itself about a payment");
            }
            Effect::Ask { .. } => {}
        }
        Ok(())
    }

    /// What comes after the transaction. It goes on also if nobody waits for it.
    fn carry_out(
        self: &Arc<Self>,
        stored: &Stored,
        effect: Effect,
        code: Option<PayCode>,
    ) -> Option<JoinHandle<()>> {
        let Effect::Ask {
            key,
            channel,
            number,
            ask,
            until,
        } = effect
        else {
            return None;
        };
        let trade = Trade {
            number: orders::trade_number(key),
            amount: stored.demand.amount,
            description: stored.demand.title.get("zh-CN").to_owned(),
            machine: stored.machine.clone(),
            code: code.filter(|_| ask == Ask::Pay),
        };
        let this = Arc::clone(self);
        let order = stored.demand.id.clone();
        let span = info_span!("ask", %order, %key, ?channel, ?ask, number);
        Some(
            self.tasks.spawn(
                async move {
                    let answer = this.ask(channel, ask, &trade, until).await;
                    let answered = Event::Answered {
                        key,
                        number,
                        ask,
                        answer,
                    };
                    // If it cannot be kept the answer counts as lost, and is asked for again.
                    if let Err(error) = this.step(&order, answered, None).await {
                        error!(%error, "an answer could not be kept");
                    }
                }
                .instrument(span),
            ),
        )
    }

    async fn ask(&self, channel: Channel, ask: Ask, trade: &Trade, until: Millis) -> Answer {
        let left = u64::try_from(until.saturating_sub(clock::now())).unwrap_or(0);
        if left == 0 {
            return Answer::NotSent;
        }
        self.channels
            .ask(channel, ask, trade, Duration::from_millis(left))
            .await
    }

    async fn wait_for(&self, under_way: UnderWay) {
        let within = Duration::from_millis(u64::try_from(self.waits.reply_ms).unwrap_or(0));
        let all = async {
            for task in under_way {
                // A question that broke off is asked again; the state says what is known.
                let _ = task.await;
            }
        };
        let _ = tokio::time::timeout(within, all).await;
    }

    async fn is_of_order(&self, key: Uuid, order: &str) -> Result<(), Refused> {
        let mut connection = self.database.read().await?;
        match orders::of_payment(&mut connection, key).await? {
            Some(other) if other != order => Err(ProblemCode::KeyReused.into()),
            Some(_) | None => Ok(()),
        }
    }
}

/// The story of an order in the log: numbers and keys, nothing personal.
fn tell(order: &str, before: &Order, after: &Order) {
    for (key, payment) in &after.payments {
        let known_before = before.payments.get(key).map(|payment| payment.known);
        let Payment { channel, known, .. } = payment;
        if known_before != Some(*known) {
            info!(order, %key, ?channel, ?known, "payment");
        }
    }
    if after.withdrawn && !before.withdrawn {
        info!(order, "order withdrawn");
    }
}
