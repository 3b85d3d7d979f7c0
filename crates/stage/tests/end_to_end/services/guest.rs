//! Somebody at the machine, in some language and with some size of text.

use std::cell::Cell;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use stage::books::Books;
use stage::channels::ChannelKind;
use stage::hall::{App, Citizen};
use stage::visitor::Visitor;
use stage::window::Window;

use super::table::Line;
use crate::world::World;

/// A citizen, and what has become of the visit so far.
pub struct Guest<'a> {
    pub world: &'a World,
    pub citizen: Citizen,
    lang: &'static str,
    text: u8,
    touches: Cell<u32>,
    took: Cell<Duration>,
    since: Cell<Option<(u32, Instant)>>,
}

impl<'a> Guest<'a> {
    pub fn new(world: &'a World, citizen: Citizen, lang: &'static str, text: u8) -> Self {
        Self {
            world,
            citizen,
            lang,
            text,
            touches: Cell::new(0),
            took: Cell::new(Duration::ZERO),
            since: Cell::new(None),
        }
    }

    pub fn window(&self) -> &Window {
        self.world.window()
    }

    pub fn visitor(&self) -> Visitor<'_> {
        self.world.visitor()
    }

    /// What the last visit needed.
    pub fn line(&self, service: &'static str) -> Line {
        Line {
            service,
            touches: self.touches.get(),
            took: self.took.get(),
        }
    }

    /// From the attract screen to the first step of the service, as this citizen likes the screen.
    pub async fn begin(&self, service: &str) -> anyhow::Result<()> {
        let window = self.window();
        let first = window.wait_screen("attract").await?;
        self.since.set(Some((window.touches(), Instant::now())));
        if first.lang.as_deref() != Some(self.lang) {
            window.touch(&format!("speak:{}", self.lang)).await?;
            window.wait_screen("services").await?;
        }
        if self.text > 0 {
            window.touch("showAccess").await?;
            window.touch(&format!("textSize:{}", self.text)).await?;
            window.touch("stay").await?;
        }
        self.visitor().open_service(service).await
    }

    /// With the citizen code of an app.
    pub async fn begin_with_code(&self, service: &str) -> anyhow::Result<()> {
        self.begin(service).await?;
        self.visitor().identify(&self.citizen, App::Wechat).await?;
        Ok(())
    }

    /// Chooses the first option whose id begins so and that is free; gives its id.
    pub async fn choose(&self, prefix: &str) -> anyhow::Result<String> {
        let option = self.visitor().first_option(prefix).await?;
        self.window()
            .touch(&format!("chooseOption:{option}"))
            .await?;
        Ok(option)
    }

    /// The ids of what is ticked, or not.
    pub async fn ticks(&self, ticked: bool) -> anyhow::Result<Vec<String>> {
        let some = "[data-touch^=\"tick:\"]";
        self.window().wait_element(some).await?;
        let script = "return [...document.querySelectorAll(arguments[0])]\
                      .map((it) => it.dataset.touch.slice('tick:'.length))";
        let selector = format!("{some}[aria-checked={ticked}]");
        let ids = self.window().run(script, vec![selector.into()]).await?;
        Ok(serde_json::from_value(ids)?)
    }

    /// From the review by a payment code to the printed receipt; gives what was paid, in fen.
    pub async fn pay(&self, channel: ChannelKind) -> anyhow::Result<u64> {
        let total = self.visitor().confirm_review().await?;
        self.visitor()
            .show_payment(channel, self.citizen.id)
            .await?;
        self.window().wait_phase("receipt", "printed").await?;
        Ok(total)
    }

    /// From the review of what costs nothing on.
    pub async fn confirm(&self) -> anyhow::Result<()> {
        self.window().wait_screen("review").await?;
        self.window().touch("next").await
    }

    /// Waits for the printed paper; gives its number.
    pub async fn printed(&self) -> anyhow::Result<String> {
        let window = self.window();
        window
            .wait(stage::window::PATIENCE, "a printed paper", |now| {
                let paper = matches!(now.screen.as_str(), "handout" | "receipt");
                paper && now.phase.as_deref() == Some("printed")
            })
            .await?;
        let number = match window.attribute("data-number").await? {
            Some(number) => Some(number),
            None => window.attribute("data-receipt").await?,
        };
        number.context("the screen says no number of a paper")
    }

    /// To the thanks, and until the next one can begin. The screen was as the citizen likes it to
    /// the end, and is as it was for the next one.
    pub async fn leave(&self, level: Option<u8>) -> anyhow::Result<()> {
        let window = self.window();
        let last = window.screen().await?.context("there is no screen")?;
        ensure!(last.lang.as_deref() == Some(self.lang), "{last:?}");
        let text = window.attribute("data-text").await?;
        ensure!(text == Some(self.text.to_string()), "text of size {text:?}");
        self.visitor().finish(level).await?;
        let (touches, since) = self.since.take().context("no visit has begun")?;
        self.touches.set(window.touches() - touches);
        self.took.set(since.elapsed());
        let next = window.wait_screen("attract").await?;
        ensure!(next.lang.as_deref() == Some("zh-CN"), "{next:?}");
        Ok(())
    }

    /// The books as they are, once they agree.
    pub async fn books(&self) -> Books {
        self.world.books().await
    }
}

/// So much more was paid, with one receipt and one paper.
pub fn paid_once(before: &Books, after: &Books, fen: u64) -> anyhow::Result<()> {
    let paid = after.taken() - before.taken();
    ensure!(paid == fen, "{paid} fen were paid, not {fen}");
    let receipts = after.receipts.len() - before.receipts.len();
    ensure!(receipts == 1, "{receipts} receipts");
    one_paper(before, after)
}

/// One paper more.
pub fn one_paper(before: &Books, after: &Books) -> anyhow::Result<()> {
    let papers = after.papers.len() - before.papers.len();
    ensure!(papers == 1, "{papers} papers");
    let last = after.papers.last().context("there is a paper")?;
    let pdf = std::fs::read(&last.file)?;
    ensure!(pdf.starts_with(b"%PDF-"), "the printer received no PDF");
    Ok(())
}

/// All of these are an order's now.
pub fn fulfilled(books: &Books, ids: &[String]) -> anyhow::Result<()> {
    ensure!(!ids.is_empty(), "nothing was chosen");
    for id in ids {
        let got = books.fulfilled.iter().any(|it| it.id == *id);
        ensure!(got, "{id} is not among {:?}", books.fulfilled);
    }
    Ok(())
}
