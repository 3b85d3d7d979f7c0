use jiff::Timestamp;

use super::Book;
use crate::channels::record::{
    Entry, Happened, OrderRecord, OrderState, RefundDemand, RefundRecord, Refunds,
};

impl Book {
    /// Gives money back, once for each number.
    pub(in crate::channels) fn refund(&mut self, demand: &RefundDemand, now: Timestamp) -> Refunds {
        self.lapse(now);
        if let Some((order, refund)) = self.refund_of(&demand.number) {
            return if (&order.number, refund.amount) == (&demand.order, demand.amount) {
                let again = true;
                Refunds::Given {
                    order: Box::new(order),
                    refund,
                    again,
                }
            } else {
                Refunds::Reused
            };
        }
        let id = format!("50{:014}{:012}", now.as_millisecond(), self.orders.len());
        let Some(order) = self
            .orders
            .iter_mut()
            .find(|order| order.number == demand.order && order.state == OrderState::Paid)
        else {
            return Refunds::Unknown;
        };
        let is_total = demand.total.is_none_or(|total| total == order.amount);
        if demand.amount == 0 || demand.amount > order.taken() || !is_total {
            return Refunds::TooMuch;
        }
        let before = order.taken();
        let refund = RefundRecord {
            number: demand.number.clone(),
            id,
            amount: demand.amount,
            at: now,
        };
        order.refunds.push(refund.clone());
        order.timeline.push(Entry {
            at: now,
            happened: Happened::Refunded,
        });
        assert_eq!(
            order.taken() + refund.amount,
            before,
            "what is given back is not taken any more"
        );
        *self.balances.entry(order.payer.clone()).or_insert(0) += refund.amount;
        Refunds::Given {
            order: Box::new(order.clone()),
            refund,
            again: false,
        }
    }

    /// The refund with this number, with its order.
    pub(in crate::channels) fn refund_of(
        &self,
        number: &str,
    ) -> Option<(OrderRecord, RefundRecord)> {
        self.orders.iter().find_map(|order| {
            let refund = order.refunds.iter().find(|one| one.number == number)?;
            Some((order.clone(), refund.clone()))
        })
    }
}
