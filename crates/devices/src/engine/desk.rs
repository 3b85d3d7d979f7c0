//! Where what an engine read is handed in: told, told once, or dropped because nobody looks.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::sync::{mpsc, watch};

use super::{
    EngineCounts, EngineLoss, EngineName,
    admission::Refusal,
    tap::{Tap, Tapped},
};
use crate::{scanner::ScanEvent, symbol::Symbol};

/// An engine that sees a phone held still reads it again and again; after so long without it the
/// same code is another showing.
const SAME_FOR: Duration = Duration::from_secs(1);

/// Whether codes are wanted. The round tells one looking from the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Looking {
    pub(super) on: bool,
    pub(super) round: u64,
}

#[derive(Default)]
pub(super) struct Tally {
    taken: AtomicU64,
    refused: AtomicU64,
    stalled: AtomicU64,
    unwanted: AtomicU64,
}

impl Tally {
    pub(super) fn counts(&self) -> EngineCounts {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        EngineCounts {
            taken: of(&self.taken),
            refused: of(&self.refused),
            stalled: of(&self.stalled),
            unwanted: of(&self.unwanted),
        }
    }
}

/// The session's end of an engine.
pub(super) struct Desk {
    engine: EngineName,
    looking: watch::Receiver<Looking>,
    events: mpsc::Sender<ScanEvent>,
    tally: Arc<Tally>,
    tap: Tap,
    lost: Option<EngineLoss>,
    is_there: bool,
    round: u64,
    before: Option<(Vec<u8>, Instant)>,
    refused_at: Option<Instant>,
}

impl Desk {
    pub(super) fn new(
        engine: EngineName,
        looking: watch::Receiver<Looking>,
        events: mpsc::Sender<ScanEvent>,
        tally: Arc<Tally>,
        tap: Tap,
    ) -> Self {
        Desk {
            engine,
            looking,
            events,
            tally,
            tap,
            lost: None,
            is_there: false,
            round: 0,
            before: None,
            refused_at: None,
        }
    }

    /// Whether a new round of looking has begun, or one has ended, since this was asked before:
    /// what is half read belongs to the time before.
    pub(super) fn turned(&mut self) -> bool {
        let round = self.looking.borrow().round;
        let turned = self.round != round;
        if turned {
            self.round = round;
            self.before = None;
            self.refused_at = None;
        }
        turned
    }

    /// The engine is open.
    pub(super) async fn back(&mut self) {
        self.lost = None;
        if !std::mem::replace(&mut self.is_there, true) {
            tracing::info!(engine = %self.engine, "scan engine open");
            let engine = self.engine.clone();
            self.tell(ScanEvent::EngineBack { engine }).await;
        }
    }

    /// The engine is gone, or could not be opened. Told once for each cause.
    pub(super) async fn lost(&mut self, cause: EngineLoss) {
        self.is_there = false;
        if self.lost.replace(cause) != Some(cause) {
            tracing::warn!(engine = %self.engine, ?cause, "scan engine lost");
            let engine = self.engine.clone();
            self.tell(ScanEvent::EngineLost { engine, cause }).await;
        }
    }

    /// Bytes came, whatever they are. While nobody looks they are nobody's business.
    pub(super) fn raw(&self, bytes: &[u8]) {
        if self.looking.borrow().on {
            self.tap.tell(|| Tapped::Raw(bytes.to_vec()));
        }
    }

    /// Something was read.
    pub(super) async fn take(&mut self, read: Result<Symbol, Refusal>, now: Instant) {
        if !self.looking.borrow().on {
            self.count(|tally| &tally.unwanted);
            return;
        }
        match read {
            Ok(symbol) => {
                self.count(|tally| &tally.taken);
                self.tap.tell(|| Tapped::Taken(symbol.clone()));
                if self.is_new(&symbol, now) {
                    self.tell(ScanEvent::Symbol {
                        symbol,
                        seen_at: now,
                    })
                    .await;
                }
            }
            Err(refusal) => {
                self.count(|tally| &tally.refused);
                self.tap.tell(|| Tapped::Refused(refusal));
                tracing::debug!(engine = %self.engine, %refusal, "refused");
                let told = self.refused_at.replace(now);
                if told.is_none_or(|told| now.saturating_duration_since(told) >= SAME_FOR) {
                    self.tell(ScanEvent::Refused).await;
                }
            }
        }
    }

    /// A part of a code came, and its rest did not.
    pub(super) fn stalled(&self) {
        self.count(|tally| &tally.stalled);
        self.tap.tell(|| Tapped::Stalled);
    }

    fn is_new(&mut self, symbol: &Symbol, now: Instant) -> bool {
        let before = self.before.replace((symbol.bytes.clone(), now));
        before.is_none_or(|(bytes, last)| {
            bytes != symbol.bytes || now.saturating_duration_since(last) >= SAME_FOR
        })
    }

    fn count(&self, counter: impl FnOnce(&Tally) -> &AtomicU64) {
        counter(&self.tally).fetch_add(1, Ordering::Relaxed);
    }

    async fn tell(&self, event: ScanEvent) {
        // When nobody listens any more, the engine is about to be stopped.
        let _ = self.events.send(event).await;
    }
}
