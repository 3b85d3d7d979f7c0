//! What can be killed, and comes back.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use tokio::time::Instant;
use toml::toml;

use super::plan::Victim;
use crate::hall::{Hall, HallOptions};
use crate::windowless::Windowless;

/// Until everything that was started works.
const WORKS: Duration = Duration::from_secs(40);

/// A hall with the kiosk without its window.
pub(super) struct Machines {
    pub(super) hall: Hall,
    pub(super) kiosk: Windowless,
    printer_on: bool,
}

/// Waits that are short, so that a visit with kills in it takes seconds, and still in the order
/// in which the channels' documents have them. A request to a channel is on its way for 1.2 s at
/// most here, which `late_ms` has to exceed.
pub(super) fn short(options: &mut HallOptions) {
    options.times = toml! {
        answer_s = 4
        payment_s = 5
        closing_s = 4
        pursue_s = 1
        paper_s = 6
        thanks_s = 1
        refresh_s = 1
        reconnect_s = 1
    };
    options.waits = toml! {
        hold_ms = 6000
        reply_ms = 1000
        [wechat]
        query_every_ms = 200
        pay_limit_ms = 3000
        reverse_after_ms = 500
        answer_within_ms = 1500
        retry_every_ms = 200
        retry_at_most_ms = 1000
        late_ms = 3000
        [alipay]
        query_every_ms = 200
        pay_limit_ms = 3000
        answer_within_ms = 1500
        retry_every_ms = 200
        retry_at_most_ms = 1000
        late_ms = 3000
    };
}

impl Machines {
    /// Switches everything on.
    pub(super) fn new(hall: Hall) -> anyhow::Result<Self> {
        let mut kiosk = Windowless::new(&hall)?;
        kiosk.start()?;
        Ok(Self {
            hall,
            kiosk,
            printer_on: true,
        })
    }

    /// Kills it. Says whether there was anything to kill.
    pub(super) async fn kill(&mut self, victim: Victim) -> anyhow::Result<bool> {
        Ok(match victim {
            Victim::Kiosk => self.kiosk.kill().await?,
            Victim::Backend => self.hall.backend().kill().await?,
            Victim::Printer => {
                self.printer_on = false;
                self.hall.printer().cut_power().await?
            }
        })
    }

    /// Starts it again; whether it works will be seen. Does nothing if it is on.
    pub(super) async fn start(&mut self, victim: Victim) -> anyhow::Result<()> {
        match victim {
            Victim::Kiosk => self.kiosk.start(),
            Victim::Backend => self.hall.backend().launch(),
            Victim::Printer => {
                self.hall.printer().restore_power().await?;
                self.printer_on = true;
                Ok(())
            }
        }
    }

    /// Whether somebody can do something about the printer now.
    pub(super) fn printer_is_on(&self) -> bool {
        self.printer_on
    }

    /// Starts everything, puts everything right, and waits until the machine is there for the
    /// next citizen.
    pub(super) async fn all_well(&mut self) -> anyhow::Result<()> {
        self.hall.show_nothing();
        for victim in Victim::ALL {
            self.start(victim).await?;
        }
        self.hall.printer().clear().await?;
        self.hall.backend().well().await?;
        let mut views = self.kiosk.views();
        let until = Instant::now() + WORKS;
        loop {
            let seen = views.borrow_and_update().clone();
            ensure!(!seen.ended, "the kiosk has ended by itself");
            let place = seen.view.as_ref().map(|view| view.place());
            if place.as_deref() == Some("attract") {
                return Ok(());
            }
            let changed = tokio::time::timeout_at(until, views.changed()).await;
            changed.with_context(|| format!("the screen stays {place:?}"))??;
        }
    }
}
