//! What is on the page and how it is touched.

use std::sync::atomic::Ordering;
use std::time::Duration;

use anyhow::Context as _;
use fantoccini::Locator;
use fantoccini::error::{CmdError, ErrorStatus};
use serde::{Deserialize, Serialize};

use super::{PATIENCE, START, Window};

/// How often the page is looked at while waiting.
const LOOK: Duration = Duration::from_millis(20);

/// Finishes when everything that moves to an end has come to it, on the second frame after.
pub(super) const AT_REST: &str = "
    const done = arguments[arguments.length - 1];
    const ends = (animation) =>
        Number.isFinite(animation.effect?.getComputedTiming().endTime ?? Infinity);
    const moving = document.getAnimations().filter(ends);
    Promise.allSettled(moving.map((animation) => animation.finished)).then(() =>
        requestAnimationFrame(() => requestAnimationFrame(() => done(true))));";

/// The selector of the key that turns a list towards an element, if its middle is out of sight.
const TURN_TO: &str = "
    const element = document.querySelector(arguments[0]);
    const list = element?.closest('.list');
    if (!list) return null;
    const [seen, wanted] = [list, element].map((it) => it.getBoundingClientRect());
    const middle = (wanted.top + wanted.bottom) / 2;
    const turn = middle > seen.bottom ? 'down' : middle < seen.top ? 'up' : null;
    return turn && `[data-turn=${turn}]`;";

/// Finishes when no list has moved for ten frames.
const STANDS_STILL: &str = "
    const done = arguments[arguments.length - 1];
    const places = () => [...document.querySelectorAll('.list')].map((it) => it.scrollTop).join();
    let [before, still] = [places(), 0];
    const look = () => {
        const now = places();
        still = now === before ? still + 1 : 0;
        before = now;
        if (still < 10) requestAnimationFrame(look);
        else done(true);
    };
    requestAnimationFrame(look);";

/// Where the page is: `main` of the document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Screen {
    /// The step of the visit, e.g. `identify`; `View.screen.is`.
    pub screen: String,
    /// How far it is, where a screen has phases, e.g. `showCode`.
    pub phase: Option<String>,
    /// The sheet on top, e.g. `stillThere`.
    pub sheet: Option<String>,
    /// The notice, e.g. `codeExpired`.
    pub notice: Option<String>,
    /// The language, e.g. `zh-CN`.
    pub lang: Option<String>,
    /// The revision of the view.
    pub revision: Option<String>,
}

/// From a touch to the next screen on the glass.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Painted {
    /// What was touched.
    pub touch: String,
    /// The screen it was touched on.
    pub from: String,
    /// The screen that came.
    pub to: String,
    /// Milliseconds from the event of the touch to the second frame after the change.
    pub ms: f64,
}

const LOOK_AT_SCREEN: &str = "
    const main = document.querySelector('main[data-screen]');
    if (!main) return null;
    const of = (name) => document.querySelector('[data-' + name + ']')?.getAttribute('data-' + name) ?? null;
    return {
        screen: main.dataset.screen,
        phase: main.dataset.phase ?? null,
        sheet: of('sheet'),
        notice: of('notice'),
        lang: main.getAttribute('lang'),
        revision: main.dataset.revision ?? null,
    };";

/// Waits for changes of the screen or its revision after a touch, and notes how long they took to
/// be painted.
const WATCH: &str = "
    if (window.__painted) return;
    window.__painted = [];
    let touched = null;
    const main = () => document.querySelector('main[data-screen]');
    addEventListener('click', (event) => {
        const touch = event.target.closest?.('[data-touch]');
        if (!touch) return;
        const now = main();
        touched = { touch: touch.dataset.touch, from: now.dataset.screen,
                    revision: now.dataset.revision, at: event.timeStamp };
    }, true);
    new MutationObserver(() => {
        const now = main();
        if (!touched || !now || now.dataset.revision === touched.revision) return;
        const { touch, from, at } = touched;
        const to = now.dataset.screen;
        touched = null;
        requestAnimationFrame(() => requestAnimationFrame(() =>
            window.__painted.push({ touch, from, to, ms: performance.now() - at })));
    }).observe(document.documentElement,
        { subtree: true, childList: true, attributes: true, attributeFilter: ['data-revision', 'data-screen'] });";

impl Window {
    /// Touches the element with this `data-touch` as soon as it is there and enabled. A list is
    /// turned by its own keys until the element can be seen: nobody can touch what is out of sight.
    ///
    /// # Errors
    /// When it is not within [`PATIENCE`]; the error says what is on the screen instead.
    pub async fn touch(&self, touch: &str) -> anyhow::Result<()> {
        let selector = format!("[data-touch=\"{touch}\"]:not(:disabled):not([aria-disabled=true])");
        self.until(PATIENCE, &format!("to touch {touch}"), async || {
            let element = match self.client.find(Locator::Css(&selector)).await {
                Ok(element) => element,
                Err(error) if is_passing(&error) => return Ok(None),
                Err(error) => return Err(error.into()),
            };
            if let Some(turn) = self.turn_to(&selector).await? {
                return self.turn(&turn).await.map(|()| None);
            }
            match element.click().await {
                Ok(()) => {
                    self.touches.fetch_add(1, Ordering::Relaxed);
                    Ok(Some(()))
                }
                // The screen changed between looking and touching.
                Err(error) if is_passing(&error) => Ok(None),
                Err(error) => Err(error.into()),
            }
        })
        .await
    }

    /// How often the window was touched so far.
    #[must_use]
    pub fn touches(&self) -> u32 {
        self.touches.load(Ordering::Relaxed)
    }

    /// The key that turns the list towards the element of this selector; `None` if the middle of it
    /// is in sight.
    async fn turn_to(&self, selector: &str) -> anyhow::Result<Option<String>> {
        Ok(serde_json::from_value(
            self.run(TURN_TO, vec![selector.into()]).await?,
        )?)
    }

    /// Turns a list, and waits until it stands still.
    async fn turn(&self, turn: &str) -> anyhow::Result<()> {
        let key = Locator::Css(turn);
        match self.client.find(key).await {
            Ok(key) => match key.click().await {
                Ok(()) => {
                    self.touches.fetch_add(1, Ordering::Relaxed);
                    self.run_async(STANDS_STILL).await.map(|_| ())
                }
                Err(error) if is_passing(&error) => Ok(()),
                Err(error) => Err(error.into()),
            },
            Err(error) if is_passing(&error) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether something with this `data-touch` is there and enabled now.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn offers(&self, touch: &str) -> anyhow::Result<bool> {
        let selector = format!("[data-touch=\"{touch}\"]:not(:disabled):not([aria-disabled=true])");
        Ok(self.count(&selector).await? > 0)
    }

    /// What is on the page now; `None` while there is nothing yet.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn screen(&self) -> anyhow::Result<Option<Screen>> {
        Ok(serde_json::from_value(
            self.run(LOOK_AT_SCREEN, vec![]).await?,
        )?)
    }

    /// Waits for a screen that `is` right.
    ///
    /// # Errors
    /// When it does not come within `deadline`; the error says what is there instead.
    pub async fn wait(
        &self,
        deadline: Duration,
        what: &str,
        is: impl Fn(&Screen) -> bool,
    ) -> anyhow::Result<Screen> {
        self.until(deadline, what, async || {
            Ok(self.screen().await?.filter(|screen| is(screen)))
        })
        .await
    }

    /// Waits for the screen of this name.
    ///
    /// # Errors
    /// When it does not come within [`PATIENCE`].
    pub async fn wait_screen(&self, screen: &str) -> anyhow::Result<Screen> {
        self.wait(PATIENCE, &format!("the screen {screen}"), |now| {
            now.screen == screen
        })
        .await
    }

    /// Waits for the screen of this name in this phase.
    ///
    /// # Errors
    /// When it does not come within [`PATIENCE`].
    pub async fn wait_phase(&self, screen: &str, phase: &str) -> anyhow::Result<Screen> {
        self.wait(PATIENCE, &format!("the screen {screen}, {phase}"), |now| {
            now.screen == screen && now.phase.as_deref() == Some(phase)
        })
        .await
    }

    /// Waits for the notice of this code.
    ///
    /// # Errors
    /// When it does not come within [`PATIENCE`].
    pub async fn wait_notice(&self, notice: &str) -> anyhow::Result<Screen> {
        self.wait(PATIENCE, &format!("the notice {notice}"), |now| {
            now.notice.as_deref() == Some(notice)
        })
        .await
    }

    /// Waits for an element of this selector.
    ///
    /// # Errors
    /// When there is none within [`PATIENCE`].
    pub async fn wait_element(&self, selector: &str) -> anyhow::Result<()> {
        self.wait_element_for(PATIENCE, selector).await
    }

    /// The same, with another deadline.
    ///
    /// # Errors
    /// When there is none within `deadline`.
    pub async fn wait_element_for(&self, deadline: Duration, selector: &str) -> anyhow::Result<()> {
        self.until(deadline, selector, async || {
            Ok((self.count(selector).await? > 0).then_some(()))
        })
        .await
    }

    /// The text of the first element of this selector; `None` if there is none.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn text(&self, selector: &str) -> anyhow::Result<Option<String>> {
        let script = "return document.querySelector(arguments[0])?.innerText ?? null";
        Ok(serde_json::from_value(
            self.run(script, vec![selector.into()]).await?,
        )?)
    }

    /// The attribute of the first element that has it, e.g. `data-total`.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn attribute(&self, name: &str) -> anyhow::Result<Option<String>> {
        let script = "return document.querySelector('[' + arguments[0] + ']')\
                      ?.getAttribute(arguments[0]) ?? null";
        Ok(serde_json::from_value(
            self.run(script, vec![name.into()]).await?,
        )?)
    }

    /// How many elements of this selector there are.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn count(&self, selector: &str) -> anyhow::Result<u64> {
        let script = "return document.querySelectorAll(arguments[0]).length";
        let count = self.run(script, vec![selector.into()]).await?;
        count.as_u64().context("a length is a number")
    }

    /// The times from touch to paint so far.
    ///
    /// # Errors
    /// When the window does not answer.
    pub async fn painted(&self) -> anyhow::Result<Vec<Painted>> {
        Ok(serde_json::from_value(
            self.run("return window.__painted ?? []", vec![]).await?,
        )?)
    }

    /// Waits until the page is mounted, and begins to measure.
    pub(super) async fn page_is_there(&self) -> anyhow::Result<()> {
        let mounted = async || match self.run(LOOK_AT_SCREEN, vec![]).await {
            // The session answers before the page is loaded.
            Err(_) => Ok(None),
            Ok(screen) => Ok(serde_json::from_value::<Option<Screen>>(screen)?),
        };
        self.until(START, "a page", mounted).await?;
        self.run(WATCH, vec![]).await?;
        Ok(())
    }

    async fn until<T>(
        &self,
        deadline: Duration,
        what: &str,
        mut look: impl AsyncFnMut() -> anyhow::Result<Option<T>>,
    ) -> anyhow::Result<T> {
        let mut ticks = tokio::time::interval(LOOK);
        let search = async {
            loop {
                ticks.tick().await;
                if let Some(found) = look().await? {
                    return anyhow::Ok(found);
                }
            }
        };
        match tokio::time::timeout(deadline, search).await {
            Ok(found) => found,
            Err(_) => {
                let instead = self.screen().await?;
                anyhow::bail!("waited {deadline:?} for {what}; instead there is {instead:?}")
            }
        }
    }
}

/// Whether the page changed under our hands: worth another look.
fn is_passing(error: &CmdError) -> bool {
    let CmdError::Standard(error) = error else {
        return false;
    };
    matches!(
        error.error,
        ErrorStatus::NoSuchElement
            | ErrorStatus::StaleElementReference
            | ErrorStatus::ElementNotInteractable
            | ErrorStatus::ElementClickIntercepted
    )
}
