//! A citizen who sees nothing: keypad and headphones are all there is. They know only what was
//! said, and find their way by words alone.

use std::time::Duration;

use anyhow::Context as _;

use crate::hall::Hall;
use crate::voice::{Heard, VoiceOnStage};
use crate::window::{Key, PATIENCE, Window};

/// After a key the machine answers within this; a test's machine is busy with others.
const ANSWER: Duration = Duration::from_secs(10);
/// No screen has more things than this.
const THINGS_MAX: usize = 120;

/// Somebody with headphones and a hand on the keypad.
pub struct Blind<'a> {
    window: &'a Window,
    voice: &'a VoiceOnStage,
    /// So much of the transcript has been listened to.
    heard: usize,
    last: String,
    keys: usize,
}

impl<'a> Blind<'a> {
    /// Somebody who comes to the machine now.
    ///
    /// # Errors
    /// When the hall has no voice ([`HallOptions::voice`](crate::hall::HallOptions::voice)).
    pub fn new(hall: &'a Hall, window: &'a Window) -> anyhow::Result<Self> {
        let voice = hall.voice().context("a hall with a voice")?;
        Ok(Self {
            window,
            voice,
            heard: voice.transcript()?.len(),
            last: String::new(),
            keys: 0,
        })
    }

    /// What was said last.
    #[must_use]
    pub fn last(&self) -> &str {
        &self.last
    }

    /// How many keys were pressed.
    #[must_use]
    pub fn keys(&self) -> usize {
        self.keys
    }

    /// Presses a key and listens to what is said next.
    ///
    /// # Errors
    /// When nothing is said.
    pub async fn press(&mut self, key: Key) -> anyhow::Result<&str> {
        // What was said meanwhile is over: the key interrupts it.
        self.heard = self.voice.transcript()?.len();
        self.keys += 1;
        self.window.press(key).await?;
        let listened = self.listen(ANSWER, |_| true).await;
        listened.with_context(|| format!("after {key:?}"))
    }

    /// Presses a key without waiting for an answer.
    ///
    /// # Errors
    /// When it cannot be pressed.
    pub async fn tap(&mut self, key: Key) -> anyhow::Result<()> {
        self.heard = self.voice.transcript()?.len();
        self.keys += 1;
        self.window.press(key).await
    }

    /// Waits until something with these words is said.
    ///
    /// # Errors
    /// When it is not.
    pub async fn hear(&mut self, words: &str) -> anyhow::Result<&str> {
        if self.last.contains(words) {
            return Ok(&self.last);
        }
        let listened = self.listen(PATIENCE, |heard| heard.text.contains(words));
        listened
            .await
            .with_context(|| format!("waiting for {words:?}"))
    }

    /// Moves down until the thing with these words is said, once around at most.
    ///
    /// # Errors
    /// When there is none; the error says what there is.
    pub async fn find(&mut self, words: &str) -> anyhow::Result<&str> {
        let mut things: Vec<String> = Vec::new();
        for _ in 0..THINGS_MAX {
            let thing = self.press(Key::Down).await?.to_owned();
            if thing.contains(words) {
                return Ok(&self.last);
            }
            if things.contains(&thing) {
                break;
            }
            things.push(thing);
        }
        anyhow::bail!("nothing says {words:?}; there is {things:#?}")
    }

    /// Finds the thing with these words and touches it.
    ///
    /// # Errors
    /// When there is none.
    pub async fn choose(&mut self, words: &str) -> anyhow::Result<&str> {
        self.find(words).await?;
        self.press(Key::Select).await
    }

    /// Types on a keyboard, listening to each character.
    ///
    /// # Errors
    /// When a character is not said.
    pub async fn type_keys(&mut self, text: &str) -> anyhow::Result<()> {
        for character in text.chars() {
            let said = self.press(Key::Character(character)).await?;
            anyhow::ensure!(said.contains(character), "{character} was said as {said:?}");
        }
        Ok(())
    }

    async fn listen(
        &mut self,
        deadline: Duration,
        right: impl Fn(&Heard) -> bool,
    ) -> anyhow::Result<&str> {
        let (heard, count) = self.voice.wait_for(deadline, self.heard, right).await?;
        self.heard = count;
        self.last = heard.text;
        Ok(&self.last)
    }
}
