//! A connection to Speech Dispatcher, and how our words are put into its own.

use std::path::Path;
use std::time::Duration;

use ssip_client_async::fifo::asynchronous_tokio::{Builder, OwnedReadHalf, OwnedWriteHalf};
use ssip_client_async::tokio::AsyncClient;
use ssip_client_async::{
    ClientError, ClientName, ClientScope, OK_CANCELED, OK_LANGUAGE_SET, OK_PUNCTUATION_SET,
    OK_RATE_SET, OK_VOLUME_SET, PunctuationMode,
};
use thiserror::Error;
use tokio::io::{BufReader, BufWriter};

use super::{Manner, Utterance};

/// A dispatcher that does not answer for so long is connected to again.
const ANSWER: Duration = Duration::from_secs(2);
/// Nobody listens to more.
const CHARS_MAX: usize = 4_000;

/// Why the connection is of no more use.
#[derive(Debug, Error)]
pub(super) enum SessionError {
    /// It cannot be reached, broke off or answers what nobody asked.
    #[error("{0}")]
    Broken(ClientError),
    /// It does not answer.
    #[error("it does not answer")]
    Silent,
}

/// An open connection, with what was set last.
pub(super) struct Session {
    client: AsyncClient<BufReader<OwnedReadHalf>, BufWriter<OwnedWriteHalf>>,
    lang: String,
    manner: Option<Manner>,
}

impl Session {
    pub(super) async fn open(socket: &Path) -> Result<Self, SessionError> {
        in_time(async {
            let mut client = Builder::default().path(socket).build().await?;
            client
                .set_client_name(ClientName::new("hallpass", "kiosk"))
                .await?
                .check_client_name_set()
                .await?
                .set_punctuation_mode(ClientScope::Current, PunctuationMode::None)
                .await?
                .check_status(OK_PUNCTUATION_SET)
                .await?;
            Ok(Self {
                client,
                lang: String::new(),
                manner: None,
            })
        })
        .await
    }

    /// Ends what is being said.
    pub(super) async fn hush(&mut self) -> Result<(), SessionError> {
        in_time(async {
            let asked = self.client.cancel(CANCELED).await?;
            asked.check_status(OK_CANCELED).await?;
            Ok(())
        })
        .await
    }

    /// Hands the text over; it is said after what is being said.
    pub(super) async fn say(&mut self, utterance: &Utterance) -> Result<(), SessionError> {
        let line = line(&utterance.text);
        if line.is_empty() {
            return Ok(());
        }
        in_time(async {
            if self.lang != utterance.lang {
                self.set_lang(&utterance.lang).await?;
            }
            if self.manner != Some(utterance.manner) {
                self.set_manner(utterance.manner).await?;
            }
            self.client
                .speak()
                .await?
                .check_receiving_data()
                .await?
                .send_lines(&[line])
                .await?
                .receive_message_id()
                .await?;
            Ok(())
        })
        .await
    }

    async fn set_lang(&mut self, lang: &str) -> Result<(), ClientError> {
        if !is_tag(lang) {
            return Ok(());
        }
        let asked = self.client.set_language(ClientScope::Current, lang).await?;
        match asked.check_status(OK_LANGUAGE_SET).await {
            // The dispatcher has no voice for it: the one it has is better than none.
            Ok(_) | Err(ClientError::Ssip(_)) => {
                lang.clone_into(&mut self.lang);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    async fn set_manner(&mut self, manner: Manner) -> Result<(), ClientError> {
        self.client
            .set_rate(ClientScope::Current, rate(manner.rate))
            .await?
            .check_status(OK_RATE_SET)
            .await?
            .set_volume(ClientScope::Current, volume(manner.volume))
            .await?
            .check_status(OK_VOLUME_SET)
            .await?;
        self.manner = Some(manner);
        Ok(())
    }
}

/// Everything that this connection has asked to be said.
const CANCELED: ssip_client_async::MessageScope = ssip_client_async::MessageScope::Last;

async fn in_time<T>(
    exchange: impl Future<Output = Result<T, ClientError>>,
) -> Result<T, SessionError> {
    match tokio::time::timeout(ANSWER, exchange).await {
        Ok(done) => done.map_err(SessionError::Broken),
        Err(_) => Err(SessionError::Silent),
    }
}

/// One line of SSIP: no control characters, and a dot at its beginning doubled, because a dot
/// alone ends the text.
fn line(text: &str) -> String {
    let plain = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = text.chars().take(CHARS_MAX).map(plain).collect();
    let text = text.trim();
    let dot = if text.starts_with('.') { "." } else { "" };
    format!("{dot}{text}")
}

/// A language tag is part of a command, so nothing else may be in it.
fn is_tag(lang: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-';
    !lang.is_empty() && lang.chars().all(is_part)
}

/// SSIP counts from -100 to 100; beyond these steps espeak-ng is hard to follow.
fn rate(step: i8) -> i8 {
    match step {
        ..=-2 => -60,
        -1 => -30,
        0 => 0,
        1 => 30,
        2.. => 60,
    }
}

/// SSIP counts from -100 to 100; the quietest step can still be heard.
fn volume(step: u8) -> i8 {
    match step {
        0 => -60,
        1 => -20,
        2 => 20,
        3 => 60,
        4.. => 100,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_line_that_no_dot_ends() {
        assert_eq!(line("two\r\nlines\t."), "two  lines .");
        assert_eq!(line("."), "..");
        assert_eq!(line(" ... "), "....");
        assert_eq!(line("\u{7}\n"), "");
        assert_eq!(line(&"字".repeat(5_000)).chars().count(), CHARS_MAX);
    }

    #[test]
    fn a_language_that_is_none_becomes_no_command() {
        assert!(is_tag("zh-CN"));
        for lang in ["", "en\r\nSTOP all", "en us", "中文"] {
            assert!(!is_tag(lang), "{lang:?}");
        }
    }

    #[test]
    fn each_step_is_faster_and_louder_than_the_one_before() {
        assert!([-2, -1, 0, 1, 2].map(rate).is_sorted_by(|a, b| a < b));
        assert!([0, 1, 2, 3, 4].map(volume).is_sorted_by(|a, b| a < b));
        assert_eq!(
            (rate(i8::MIN), rate(i8::MAX), volume(u8::MAX)),
            (-60, 60, 100)
        );
    }
}
