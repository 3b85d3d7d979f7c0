//! A citizen at the machine: the steps of a visit, taken at the real window.

mod album;
mod blind;

use anyhow::{Context as _, ensure};

pub use album::Album;
pub use blind::Blind;

use crate::channels::{ChannelKind, Ledger, Outcome};
use crate::hall::{App, Citizen, Hall};
use crate::window::{PATIENCE, Screen, Window};

/// Somebody in front of the window, with a phone in the hand.
pub struct Visitor<'a> {
    /// The hall they are in.
    pub hall: &'a Hall,
    /// The window they stand before.
    pub window: &'a Window,
    /// Where pictures of the steps go, if anywhere.
    pub album: Option<&'a Album>,
}

impl Visitor<'_> {
    /// Takes a picture of the screen, if there is an album.
    ///
    /// # Errors
    /// When the window gives none.
    pub async fn picture(&self, name: &str) -> anyhow::Result<()> {
        match self.album {
            Some(album) => self.window.screenshot(&album.next(name)).await,
            None => Ok(()),
        }
    }

    /// From the attract screen to the service's first step, by the screen of all services.
    ///
    /// # Errors
    /// When a screen does not come.
    pub async fn choose_service(&self, lang: Option<&str>, service: &str) -> anyhow::Result<()> {
        self.window.wait_screen("attract").await?;
        self.picture("attract").await?;
        match lang {
            Some(lang) => self.window.touch(&format!("speak:{lang}")).await?,
            None => self.window.touch("begin").await?,
        }
        self.window.wait_screen("services").await?;
        self.picture("services").await?;
        self.open_service(service).await
    }

    /// To the service's first step: by its tile if the screen shows one, as the attract screen does
    /// for those that are done most often, else by its department.
    ///
    /// # Errors
    /// When a screen does not come, or nobody knows the service.
    pub async fn open_service(&self, service: &str) -> anyhow::Result<()> {
        let tile = format!("chooseService:{service}");
        let shown = format!("[data-touch=\"{tile}\"]");
        if self.window.count(&shown).await? == 0 {
            if self.window.offers("begin").await? {
                self.window.touch("begin").await?;
                self.window.wait_screen("services").await?;
            }
            let department = self.hall.department(service)?;
            self.window.touch("find:departments").await?;
            self.window
                .touch(&format!("openGroup:{department}"))
                .await?;
        }
        self.window.touch(&tile).await?;
        let chosen = |now: &Screen| !matches!(now.screen.as_str(), "attract" | "services");
        let what = format!("the first step of {service}");
        let first = self.window.wait(PATIENCE, &what, chosen).await?;
        if first.screen == "intro" {
            // What it needs and costs stands by the code, where one is shown, and here elsewhere.
            self.picture("intro").await?;
            self.window.touch("next").await?;
        }
        Ok(())
    }

    /// Shows the citizen code and waits until the kiosk goes on.
    ///
    /// # Errors
    /// When it does not.
    pub async fn identify(&self, citizen: &Citizen, app: App) -> anyhow::Result<Screen> {
        self.window.wait_screen("identify").await?;
        self.picture("identify").await?;
        self.hall.show_citizen(citizen, app);
        let next = self
            .window
            .wait(PATIENCE, "the step after the citizen code", |now| {
                now.screen != "identify"
            })
            .await?;
        self.keep_frame("citizen-code")?;
        self.hall.show_nothing();
        Ok(next)
    }

    /// Ticks or unticks a due; waits until it is.
    ///
    /// # Errors
    /// When it does not become so.
    pub async fn tick(&self, due: &str, on: bool) -> anyhow::Result<()> {
        self.window
            .wait_element(&format!("[data-touch=\"tick:{due}\"]"))
            .await?;
        let ticked = format!("[data-touch=\"tick:{due}\"][aria-checked={on}]");
        if self.window.count(&ticked).await? == 0 {
            self.window.touch(&format!("tick:{due}")).await?;
        }
        self.window.wait_element(&ticked).await
    }

    /// Types digits on the pad, key by key.
    ///
    /// # Errors
    /// When the pad is not there.
    pub async fn type_digits(&self, digits: &str) -> anyhow::Result<()> {
        for digit in digits.chars() {
            self.window.touch(&format!("key:{digit}")).await?;
        }
        Ok(())
    }

    /// Chooses one out of each list, in order.
    ///
    /// # Errors
    /// When a list or an option does not come.
    pub async fn choose_options(&self, options: &[String]) -> anyhow::Result<()> {
        for option in options {
            let touch = format!("chooseOption:{option}");
            self.window
                .wait_element(&format!("[data-touch=\"{touch}\"]"))
                .await?;
            self.picture("choose").await?;
            self.window.touch(&touch).await?;
        }
        Ok(())
    }

    /// The first option whose id begins so and that can be chosen.
    ///
    /// # Errors
    /// When there is none.
    pub async fn first_option(&self, prefix: &str) -> anyhow::Result<String> {
        let selector = format!("[data-touch^=\"chooseOption:{prefix}\"]:not([aria-disabled=true])");
        self.window.wait_element(&selector).await?;
        let script = "return document.querySelector(arguments[0]).dataset.touch";
        let touch = self.window.run(script, vec![selector.into()]).await?;
        let touch = touch.as_str().context("a touch is a text")?;
        Ok(touch.trim_start_matches("chooseOption:").to_owned())
    }

    /// From the review to where the payment code is asked for; gives the sum, in fen.
    ///
    /// # Errors
    /// When a screen does not come or says no sum.
    pub async fn confirm_review(&self) -> anyhow::Result<u64> {
        self.window.wait_screen("review").await?;
        self.picture("review").await?;
        self.window.touch("next").await?;
        self.window.wait_phase("pay", "showCode").await?;
        let total = self.window.attribute("data-total").await?;
        total
            .context("the screen says no sum")?
            .parse()
            .context("the sum is no number of fen")
    }

    /// Shows a new payment code and waits until the kiosk has read it.
    ///
    /// # Errors
    /// When it does not.
    pub async fn show_payment(&self, channel: ChannelKind, payer: &str) -> anyhow::Result<Screen> {
        let before = self.window.wait_phase("pay", "showCode").await?;
        self.picture("payment-code").await?;
        self.hall.show_payment(channel, payer);
        let next = self
            .window
            .wait(PATIENCE, "the payment code to be read", |now| {
                now.revision != before.revision || now.notice != before.notice
            })
            .await?;
        self.keep_frame("payment-code")?;
        self.hall.show_nothing();
        Ok(next)
    }

    /// Waits until the payer is asked on the phone, and answers.
    ///
    /// # Errors
    /// When nobody is asked.
    pub async fn answer_prompt(
        &self,
        channel: ChannelKind,
        payer: &str,
        outcome: Outcome,
    ) -> anyhow::Result<()> {
        let ledger = self.hall.ledger(channel);
        let asked = |ledger: &Ledger| ledger.prompts(payer).into_iter().next();
        let prompt = ledger.wait(PATIENCE, asked).await?;
        let shown = self.window.wait_phase("pay", "asking").await;
        shown.context("the payer is asked, but the screen does not say so")?;
        self.picture("asking").await?;
        let order = ledger
            .confirm(payer, outcome)
            .context("the prompt is gone")?;
        ensure!(order.number == prompt.order, "another order was confirmed");
        Ok(())
    }

    /// From the receipt on paper back to the attract screen; gives the receipt's number.
    ///
    /// # Errors
    /// When the paper does not come out.
    pub async fn take_receipt(&self) -> anyhow::Result<String> {
        self.window.wait_screen("receipt").await?;
        self.picture("receipt").await?;
        self.window.wait_phase("receipt", "printed").await?;
        self.picture("printed").await?;
        let number = self.window.attribute("data-receipt").await?;
        self.leave(None).await?;
        number.context("the screen says no number of a receipt")
    }

    /// From the last step of a service to the attract screen, see [`Visitor::finish`].
    ///
    /// # Errors
    /// When a screen does not come, or nobody asks for the level.
    pub async fn leave(&self, level: Option<u8>) -> anyhow::Result<()> {
        self.finish(level).await?;
        self.window.wait_screen("attract").await?;
        Ok(())
    }

    /// From the last step of a service, where it is `next` that ends it, to the thanks. Where it is asked how it was, this level is given (5 is the best), or nothing.
    ///
    /// # Errors
    /// When a screen does not come, or nobody asks for the level.
    pub async fn finish(&self, level: Option<u8>) -> anyhow::Result<()> {
        self.window.touch("next").await?;
        let over = |now: &Screen| matches!(now.screen.as_str(), "rate" | "thanks");
        let now = self.window.wait(PATIENCE, "the end", over).await?;
        if now.screen == "rate" {
            if let Some(level) = level {
                self.window.touch(&format!("rate:{level}")).await?;
                let chosen = format!("[data-touch=\"rate:{level}\"][aria-pressed=true]");
                self.window.wait_element(&chosen).await?;
            }
            self.picture("rate").await?;
            self.window.touch("next").await?;
            self.window.wait_screen("thanks").await?;
        } else {
            ensure!(level.is_none(), "nobody asks how it was");
        }
        self.picture("thanks").await
    }

    fn keep_frame(&self, name: &str) -> anyhow::Result<()> {
        match self.album {
            Some(album) => album.keep_frame(self.hall, name),
            None => Ok(()),
        }
    }
}
