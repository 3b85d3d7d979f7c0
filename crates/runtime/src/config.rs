//! `kiosk.toml`: what is set up for one machine. Unknown keys are refused.

mod keypad;
mod speech;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use codes::trust_list::{Anchor, ListKey};
use devices::{EngineSource, Source};
use kiosk::config::Times;
use kiosk::text::{Lang, Texts};
use kiosk::view::Theme;
use receipt::Paper;
use serde::Deserialize;
use thiserror::Error;

pub use keypad::Keypad;
pub use speech::SpeechConfig;

/// The configuration of one machine.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Name of the machine, as it is written on it.
    pub machine: String,
    /// Name of the hall by language tag.
    pub hall: BTreeMap<String, String>,
    /// Languages of the screen; a visit begins with the first.
    #[serde(default = "langs")]
    pub langs: Vec<String>,
    /// Colours of the screen; a visit begins with the first.
    #[serde(default = "themes")]
    pub themes: Vec<String>,
    /// Address of the backend, `https://host:port`.
    pub backend: String,
    /// Whose list of trusted issuers is believed.
    pub trust: TrustConfig,
    /// Folder of the journal. It is made if it is not there.
    pub data: PathBuf,
    /// File for the log, one JSON object a line; standard error without it.
    pub log: Option<PathBuf>,
    /// Where pictures come from: `v4l:/dev/video0`, `stream:http://…` or `folder:/path`.
    #[serde(deserialize_with = "parsed")]
    pub camera: Source,
    /// Scan engines beside the camera: `serial:/dev/serial/by-id/…`, `hid:auto` or
    /// `hid:05e0:1300`.
    #[serde(default, deserialize_with = "each_parsed")]
    pub scanners: Vec<EngineSource>,
    /// The printer itself, `ipp://host:port/ipp/print`.
    pub printer: String,
    /// What the printer prints on.
    #[serde(default = "a4")]
    pub paper: Paper,
    /// Folder of the receipt's fonts.
    pub fonts: PathBuf,
    /// Time zone of the hall, for the dates on paper.
    #[serde(default = "shanghai")]
    pub time_zone: String,
    /// The window.
    #[serde(default)]
    pub window: Window,
    /// The tactile keypad.
    #[serde(default)]
    pub keypad: Keypad,
    /// The voice and the headphones.
    #[serde(default)]
    pub speech: SpeechConfig,
    /// Times that differ from the defaults, in seconds.
    #[serde(default)]
    pub times: TimesConfig,
    /// With this many payments unresolved the machine takes no more visits.
    #[serde(default = "unresolved_max")]
    pub unresolved_max: usize,
    /// So many applications are kept to be sent when the backend is there again.
    #[serde(default = "kept_max")]
    pub kept_max: usize,
    /// After so many records of the journal what is still owed is carried over, and the rest goes.
    #[serde(default = "journal_max")]
    pub journal_max: usize,
}

/// Whose list of trusted issuers is believed: `hallpass-backend trust-key` prints this.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrustConfig {
    /// Id of the hall.
    pub hall: String,
    /// The keys that may have signed the first list; a list names those that may sign the next.
    pub keys: Vec<ListKey>,
}

impl TrustConfig {
    /// The keys have been looked at when the file was read.
    pub(crate) fn anchor(&self) -> Anchor {
        Anchor {
            hall: self.hall.clone(),
            keys: self.keys.iter().filter_map(ListKey::decoded).collect(),
        }
    }
}

/// The window.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Window {
    /// The whole screen, without a frame.
    pub fullscreen: bool,
    /// Width in pixels, where it is not the whole screen.
    pub width: u32,
    /// Height in pixels, where it is not the whole screen.
    pub height: u32,
}

impl Default for Window {
    fn default() -> Self {
        Self {
            fullscreen: true,
            width: 1080,
            height: 1920,
        }
    }
}

/// Times in seconds; what is absent is the default of [`Times`].
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimesConfig {
    idle_s: Option<u64>,
    warning_s: Option<u64>,
    answer_s: Option<u64>,
    payment_s: Option<u64>,
    closing_s: Option<u64>,
    pursue_s: Option<u64>,
    paper_s: Option<u64>,
    thanks_s: Option<u64>,
    refresh_s: Option<u64>,
    reconnect_s: Option<u64>,
    rating_s: Option<u64>,
    called_s: Option<u64>,
    clock_off_s: Option<u64>,
}

/// Why a machine cannot be set up as the file says.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{path}: {cause}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The file is not what is expected; the message names line and key.
    #[error("{path}: {cause}")]
    Parse {
        /// The file.
        path: PathBuf,
        /// Line, key and reason.
        cause: Box<toml::de::Error>,
    },
    /// A value is out of its range.
    #[error("{path}: {key}: {reason}")]
    Range {
        /// The file.
        path: PathBuf,
        /// The key.
        key: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
}

impl Config {
    /// Reads the file.
    ///
    /// # Errors
    /// See [`ConfigError`].
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|cause| ConfigError::Read {
            path: path.to_owned(),
            cause,
        })?;
        Self::parse(&text, path)
    }

    fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text).map_err(|cause| ConfigError::Parse {
            path: path.to_owned(),
            cause: Box::new(cause),
        })?;
        let range = |key, reason| {
            Err(ConfigError::Range {
                path: path.to_owned(),
                key,
                reason,
            })
        };
        if config.langs.is_empty() {
            return range("langs", "a screen needs a language");
        }
        if config.themes.is_empty() {
            return range("themes", "a screen needs its colours");
        }
        if config.core().times.warning < Times::WARNING_MIN {
            return range("times.warning_s", "the citizen must have at least 20 s");
        }
        if config.trust.keys.is_empty() {
            return range("trust.keys", "without a key nobody is trusted");
        }
        if config.trust.keys.iter().any(|key| key.decoded().is_none()) {
            return range(
                "trust.keys",
                "a kid is 1 to 32 bytes in hex, a key is Ed25519, 32 bytes in Base64",
            );
        }
        if let Some(mistake) = config.keypad.mistake() {
            return range("keypad", mistake);
        }
        if config.unresolved_max == 0 {
            return range("unresolved_max", "with 0 nobody could pay");
        }
        if config.journal_max < JOURNAL_MIN {
            return range(
                "journal_max",
                "a visit must fit into the journal many times over",
            );
        }
        if jiff::tz::TimeZone::get(&config.time_zone).is_err() {
            return range("time_zone", "no such time zone");
        }
        Ok(config)
    }

    /// What the core's decisions depend on.
    pub(crate) fn core(&self) -> kiosk::config::Config {
        let hall = self
            .hall
            .iter()
            .map(|(lang, text)| (Lang::new(lang), text.clone()));
        kiosk::config::Config {
            hall: Texts(hall.collect()),
            machine: self.machine.clone(),
            langs: self.langs.iter().map(|lang| Lang::new(lang)).collect(),
            themes: self.themes.iter().cloned().map(Theme).collect(),
            utc_offset_minutes: self.utc_offset_minutes(),
            times: self.times.over(Times::default()),
            unresolved_max: self.unresolved_max,
            kept_max: self.kept_max,
            journal_max: self.journal_max,
        }
    }
}

impl Config {
    /// How far the hall's clocks are ahead of UTC now. Halls in China do not change theirs.
    fn utc_offset_minutes(&self) -> i32 {
        let zone = jiff::tz::TimeZone::get(&self.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
        zone.to_offset(jiff::Timestamp::now()).seconds() / 60
    }
}

impl TimesConfig {
    fn over(self, mut times: Times) -> Times {
        let set = |time: &mut Duration, seconds: Option<u64>| {
            if let Some(seconds) = seconds {
                *time = Duration::from_secs(seconds);
            }
        };
        set(&mut times.idle, self.idle_s);
        set(&mut times.warning, self.warning_s);
        set(&mut times.answer, self.answer_s);
        set(&mut times.payment, self.payment_s);
        set(&mut times.closing, self.closing_s);
        set(&mut times.pursue, self.pursue_s);
        set(&mut times.paper, self.paper_s);
        set(&mut times.thanks, self.thanks_s);
        set(&mut times.refresh, self.refresh_s);
        set(&mut times.reconnect, self.reconnect_s);
        set(&mut times.rating, self.rating_s);
        set(&mut times.called, self.called_s);
        set(&mut times.clock_off, self.clock_off_s);
        times
    }
}

fn parsed<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: std::str::FromStr<Err: std::fmt::Display>,
{
    String::deserialize(deserializer)?
        .parse()
        .map_err(serde::de::Error::custom)
}

fn each_parsed<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: std::str::FromStr<Err: std::fmt::Display>,
{
    let lines = Vec::<String>::deserialize(deserializer)?.into_iter();
    let parsed = |line: String| line.parse().map_err(serde::de::Error::custom);
    lines.map(parsed).collect()
}

fn themes() -> Vec<String> {
    vec!["normal".to_owned(), "contrast".to_owned()]
}

fn langs() -> Vec<String> {
    vec!["zh-CN".to_owned(), "en".to_owned()]
}

fn a4() -> Paper {
    Paper::A4
}

fn shanghai() -> String {
    "Asia/Shanghai".to_owned()
}

/// A machine that is used all day applies no more often than this in a week.
fn kept_max() -> usize {
    2_000
}

/// Two months of the busiest machine; some 60 MB.
fn journal_max() -> usize {
    200_000
}

/// Fewer would be carried over at every visit.
const JOURNAL_MIN: usize = 1_000;

fn unresolved_max() -> usize {
    20
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        machine = "3"
        backend = "http://127.0.0.1:1"
        data = "/tmp/x"
        camera = "v4l:/dev/video0"
        printer = "ipp://localhost:631/ipp/print"
        fonts = "/tmp/fonts"
        [hall]
        zh-CN = "大厅"
        [trust]
        hall = "310115-01"
        keys = [{ kid = "7457", key = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" }]
    "#;

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(text, Path::new("kiosk.toml")).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_absent_has_its_default() {
        let config = parse(GOOD).expect("a good file");
        assert_eq!(config.core().times.idle, Times::default().idle);
        assert!(config.window.fullscreen);
    }

    #[test]
    fn an_unknown_key_is_refused_by_name_and_line() {
        let error = parse(&format!("{GOOD}\n[times]\nidel_s = 3\n")).expect_err("a typing mistake");
        assert!(
            error.contains("idel_s") && error.contains("line"),
            "{error}"
        );
    }

    #[test]
    fn a_warning_shorter_than_twenty_seconds_is_refused() {
        let error = parse(&format!("{GOOD}\n[times]\nwarning_s = 19\n")).expect_err("too short");
        assert!(error.contains("warning_s"), "{error}");
    }

    #[test]
    fn scan_engines_are_set_up_beside_the_camera() {
        assert!(parse(GOOD).expect("a good file").scanners.is_empty());
        let two = r#"scanners = ["serial:/dev/serial/by-id/x?aim=required", "hid:auto"]"#;
        let config =
            parse(&GOOD.replace("[hall]", &format!("{two}\n[hall]"))).expect("a good file");
        assert_eq!(config.scanners.len(), 2);
        let wrong = r#"scanners = ["keyboard:auto"]"#;
        let error = parse(&GOOD.replace("[hall]", &format!("{wrong}\n[hall]")));
        assert!(error.expect_err("no such scanner").contains("hid:auto"));
    }

    #[test]
    fn a_machine_without_a_usable_trust_key_is_refused() {
        let keys = GOOD.find("keys = ").expect("it has keys");
        let none = parse(&format!("{}keys = []\n", &GOOD[..keys])).expect_err("no key");
        assert!(none.contains("trust.keys"), "{none}");
        for (good, bad) in [("7457", ""), ("HURo=", ""), ("HURo=", "HUR!=")] {
            let error = parse(&GOOD.replace(good, bad)).expect_err("no usable key");
            assert!(error.contains("trust.keys"), "{bad:?}: {error}");
        }
    }

    #[test]
    fn a_camera_that_is_no_source_is_refused() {
        let error = parse(&GOOD.replace("v4l:/dev", "ftp:/dev")).expect_err("no such source");
        assert!(error.contains("camera") || error.contains("ftp"), "{error}");
    }
}
