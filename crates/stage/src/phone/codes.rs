//! The codes on the phone: each made once and shown until it is too old or was paid with.

use std::time::Duration;

use anyhow::Context as _;
use tokio::sync::watch;
use tokio::time::Instant;

use super::Shown;
use crate::channels::{ChannelKind, Ledger};
use crate::hall::{App, Citizen, Issuer};
use crate::health_cards::HealthCards;

/// Which code.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Citizen(App, Citizen),
    HealthCard(Citizen),
    Payment(ChannelKind, String),
}

impl Kind {
    /// The code that has to be made to show this.
    pub fn of(shown: &Shown) -> Option<Self> {
        match shown {
            Shown::Citizen { app, citizen } => Some(Self::Citizen(*app, *citizen)),
            Shown::HealthCard { citizen } => Some(Self::HealthCard(*citizen)),
            Shown::Payment { channel, payer } => Some(Self::Payment(*channel, payer.clone())),
            Shown::Nothing | Shown::Notice(_) | Shown::Text(_) => None,
        }
    }
}

/// A code on the screen.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Made {
    pub code: String,
    at: Instant,
    /// How many orders the payer had: one more means that the code was used.
    pub orders: usize,
}

pub(super) struct Codes {
    issuers: Vec<Issuer>,
    cards: HealthCards,
    wechat: Ledger,
    alipay: Ledger,
    renewed_after: Duration,
    made: Vec<(Kind, Made)>,
}

impl Codes {
    pub fn new(
        issuers: Vec<Issuer>,
        cards: HealthCards,
        wechat: Ledger,
        alipay: Ledger,
        renewed_after: Duration,
    ) -> Self {
        Self {
            issuers,
            cards,
            wechat,
            alipay,
            renewed_after,
            made: Vec::new(),
        }
    }

    pub fn renewed_after(&self) -> Duration {
        self.renewed_after
    }

    pub fn ledger(&self, channel: ChannelKind) -> &Ledger {
        match channel {
            ChannelKind::Wechat => &self.wechat,
            ChannelKind::Alipay => &self.alipay,
        }
    }

    /// Tells when something has happened in either wallet.
    pub fn changes(&self) -> [watch::Receiver<u64>; 2] {
        [self.wechat.changes(), self.alipay.changes()]
    }

    /// The code as it stands on the screen, and for how much longer.
    pub fn current(&mut self, kind: &Kind, now: Instant) -> anyhow::Result<(Made, Duration)> {
        let orders = self.orders(kind);
        let shown = self
            .made
            .iter()
            .find(|(made, _)| made == kind)
            .map(|(_, made)| made);
        let good = shown.filter(|made| made.orders == orders && now < made.at + self.renewed_after);
        let made = match good {
            Some(made) => made.clone(),
            None => self.renew(kind, now)?,
        };
        let left = (made.at + self.renewed_after).saturating_duration_since(now);
        Ok((made, left))
    }

    /// A new code, which is on the screen from now on.
    pub fn renew(&mut self, kind: &Kind, now: Instant) -> anyhow::Result<Made> {
        let code = match kind {
            Kind::Citizen(app, citizen) => {
                let issuer = self.issuers.iter().find(|issuer| issuer.app() == *app);
                issuer
                    .with_context(|| format!("the phone does not have {app:?}"))?
                    .code(citizen)
            }
            Kind::HealthCard(citizen) => self.cards.live_code(citizen.sub()),
            Kind::Payment(channel, payer) => self.ledger(*channel).mint(payer),
        };
        let made = Made {
            code,
            at: now,
            orders: self.orders(kind),
        };
        self.made.retain(|(old, _)| old != kind);
        self.made.push((kind.clone(), made.clone()));
        Ok(made)
    }

    /// How many orders the payer has had in this wallet.
    pub fn orders(&self, kind: &Kind) -> usize {
        match kind {
            Kind::Citizen(..) | Kind::HealthCard(..) => 0,
            Kind::Payment(channel, payer) => {
                let orders = self.ledger(*channel).orders();
                orders.iter().filter(|order| order.payer == *payer).count()
            }
        }
    }
}
