//! `[speech]`: where the voice and the headphones are.

use std::path::PathBuf;

use devices::HeadphonesSource;
use serde::Deserialize;

use super::parsed;

/// Where the voice and the headphones are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SpeechConfig {
    /// The Unix socket of Speech Dispatcher; without, where it has its own for this user
    /// (`$XDG_RUNTIME_DIR/speech-dispatcher/speechd.sock`).
    pub socket: Option<PathBuf>,
    /// Where plugged in headphones are seen: `jack:auto`, `jack:/dev/input/by-path/…`, or
    /// `file:/sys/…/state` that begins with `0` or `1`.
    #[serde(deserialize_with = "parsed")]
    pub headphones: HeadphonesSource,
}

impl Default for SpeechConfig {
    fn default() -> Self {
        Self {
            socket: None,
            headphones: HeadphonesSource::AnyJack,
        }
    }
}

impl SpeechConfig {
    /// The socket.
    pub(crate) fn socket(&self) -> PathBuf {
        let usual = || {
            let runtime = std::env::var_os("XDG_RUNTIME_DIR").unwrap_or_else(|| "/run".into());
            PathBuf::from(runtime).join("speech-dispatcher/speechd.sock")
        };
        self.socket.clone().unwrap_or_else(usual)
    }
}
