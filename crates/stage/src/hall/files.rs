//! The files a hall's machines are set up with: keys, `backend.toml`, `kiosk.toml`, `seed.json`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use toml::{Table, Value};

use super::issuers::{Issuer, hex};
use super::trust::{HALL_ID, HallKeys};
use super::{HallOptions, people};
use crate::channels::{Alipay, Wechat};
use crate::health_cards::HealthPlatform;

/// Whose temporary files: the kiosk's.
pub const KIOSK: &str = "kiosk";
/// Whose temporary files: the backend's.
pub const BACKEND: &str = "backend";

/// How long an issuer of codes that say nothing to us has to answer.
const VERIFIED_WITHIN_MS: i64 = 3_000;

/// Where everything of a hall is.
#[derive(Clone, Debug)]
pub struct Places {
    /// The folder of the hall.
    pub folder: PathBuf,
}

impl Places {
    pub(super) fn make(folder: &Path) -> anyhow::Result<Self> {
        let places = Self {
            folder: folder.to_owned(),
        };
        for folder in [
            places.logs(),
            places.keys(),
            places.kiosk_data(),
            places.printer(),
            places.temporary(KIOSK),
            places.temporary(BACKEND),
        ] {
            fs::create_dir_all(&folder)
                .with_context(|| format!("no folder {}", folder.display()))?;
        }
        Ok(places)
    }

    /// The configuration of the backend.
    #[must_use]
    pub fn backend_toml(&self) -> PathBuf {
        self.folder.join("backend.toml")
    }

    /// The database of the backend.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.folder.join("backend.sqlite")
    }

    /// The configuration of the kiosk.
    #[must_use]
    pub fn kiosk_toml(&self) -> PathBuf {
        self.folder.join("kiosk.toml")
    }

    /// What the backend shall not believe any more.
    #[must_use]
    pub fn revoked_toml(&self) -> PathBuf {
        self.folder.join("revoked.toml")
    }

    /// The kiosk's own folder.
    #[must_use]
    pub fn kiosk_data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// The kiosk's journal.
    #[must_use]
    pub fn journal(&self) -> PathBuf {
        self.kiosk_data().join("journal.sqlite")
    }

    /// The kiosk's log, one JSON object a line.
    #[must_use]
    pub fn kiosk_log(&self) -> PathBuf {
        self.kiosk_data().join("kiosk.log")
    }

    /// Where this program's temporary files go, and nobody else's.
    #[must_use]
    pub fn temporary(&self, program: &str) -> PathBuf {
        self.all_temporary().join(program)
    }

    /// The temporary files of all programs.
    #[must_use]
    pub fn all_temporary(&self) -> PathBuf {
        self.folder.join("tmp")
    }

    /// The printer's folder.
    #[must_use]
    pub fn printer(&self) -> PathBuf {
        self.folder.join("printer")
    }

    /// The voice's folder: what it was told to say is there, as it would be in somebody's ear.
    #[must_use]
    pub fn voice(&self) -> PathBuf {
        self.folder.join("voice")
    }

    /// What the programs say.
    #[must_use]
    pub fn logs(&self) -> PathBuf {
        self.folder.join("logs")
    }

    pub(super) fn seed(&self) -> PathBuf {
        self.folder.join("seed.json")
    }

    fn keys(&self) -> PathBuf {
        self.folder.join("keys")
    }
}

pub(super) struct BackendFiles<'a> {
    pub port: u16,
    pub wechat: &'a Wechat,
    pub alipay: &'a Alipay,
    pub issuers: &'a [Issuer],
    pub health: &'a HealthPlatform,
    pub keys: &'a HallKeys,
}

pub(super) fn write_backend(
    places: &Places,
    options: &HallOptions,
    files: &BackendFiles<'_>,
) -> anyhow::Result<()> {
    let key = |name: &str, text: String| -> anyhow::Result<Value> {
        let path = places.keys().join(name);
        fs::write(&path, text).with_context(|| format!("no key at {}", path.display()))?;
        text_of(&path)
    };
    let receipts = Table::from_iter([
        (
            "key".to_owned(),
            key("receipts.hex", hex(&rand::random::<[u8; 32]>()))?,
        ),
        ("kid".to_owned(), hex(&rand::random::<[u8; 8]>()).into()),
    ]);
    let trust = Table::from_iter([
        ("key".to_owned(), key("trust.hex", files.keys.secret())?),
        ("kid".to_owned(), files.keys.kid().into()),
        ("hall".to_owned(), HALL_ID.into()),
        ("revoked".to_owned(), text_of(&places.revoked_toml())?),
    ]);
    fs::write(places.revoked_toml(), "")?;
    let wechat = Table::from_iter([
        ("base_url".to_owned(), files.wechat.url().into()),
        ("mchid".to_owned(), Wechat::MCHID.into()),
        ("appid".to_owned(), Wechat::APPID.into()),
        ("serial_no".to_owned(), Wechat::SERIAL_NO.into()),
        (
            "private_key".to_owned(),
            key("wechat.pem", files.wechat.merchant_private_pem()?)?,
        ),
        ("platform_serial".to_owned(), Wechat::PLATFORM_SERIAL.into()),
        (
            "platform_key".to_owned(),
            key("wechat.pub", files.wechat.platform_public_pem()?)?,
        ),
    ]);
    let alipay = Table::from_iter([
        ("gateway_url".to_owned(), files.alipay.gateway_url().into()),
        ("app_id".to_owned(), Alipay::APP_ID.into()),
        (
            "private_key".to_owned(),
            key("alipay.pem", files.alipay.merchant_private_pem()?)?,
        ),
        (
            "alipay_key".to_owned(),
            key("alipay.pub", files.alipay.platform_public_pem()?)?,
        ),
    ]);
    let staff = vec![Value::Table(files.keys.of_staff())];
    let issuers: Vec<_> = files
        .issuers
        .iter()
        .map(|one| Value::Table(one.entry()))
        .collect();
    let secret = places.keys().join("health-card.secret");
    fs::write(&secret, HealthPlatform::SECRET)?;
    let verifiers = vec![Value::Table(
        files
            .health
            .entry(&secret.display().to_string(), VERIFIED_WITHIN_MS),
    )];
    let database = format!("sqlite://{}?mode=rwc", places.database().display());
    let config = Table::from_iter([
        (
            "listen".to_owned(),
            format!("127.0.0.1:{}", files.port).into(),
        ),
        ("database".to_owned(), database.into()),
        (
            "services".to_owned(),
            text_of(&options.assets.join("services"))?,
        ),
        ("receipts".to_owned(), receipts.into()),
        ("wechat".to_owned(), wechat.into()),
        ("alipay".to_owned(), alipay.into()),
        ("waits".to_owned(), options.waits.clone().into()),
        ("trust".to_owned(), trust.into()),
        ("issuers".to_owned(), issuers.into()),
        ("verifiers".to_owned(), verifiers.into()),
        (
            "queues".to_owned(),
            Table::from_iter([("phone_url".to_owned(), backend_url(files.port).into())]).into(),
        ),
        ("staff".to_owned(), staff.into()),
    ]);
    write_toml(&places.backend_toml(), &config)?;
    let today = Timestamp::now()
        .to_zoned(TimeZone::fixed(Offset::constant(8)))
        .date();
    let known = match &options.known {
        Some(known) => known.clone(),
        None => people::seed(today),
    };
    fs::write(places.seed(), known.to_string())?;
    Ok(())
}

/// Where phones follow their numbers.
fn backend_url(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

pub(super) struct KioskFiles<'a> {
    pub backend: &'a str,
    pub camera: &'a str,
    pub printer: &'a str,
    pub keys: &'a HallKeys,
}

pub(super) fn write_kiosk(
    places: &Places,
    options: &HallOptions,
    files: &KioskFiles<'_>,
) -> anyhow::Result<()> {
    let window = Table::from_iter([
        ("fullscreen".to_owned(), options.fullscreen.into()),
        ("width".to_owned(), i64::from(options.size.width).into()),
        ("height".to_owned(), i64::from(options.size.height).into()),
    ]);
    let hall = Table::from_iter([
        ("zh-CN".to_owned(), "银湖区政务服务大厅".into()),
        (
            "en".to_owned(),
            "Yinhu District Government Service Hall".into(),
        ),
    ]);
    let headphones = format!("file:{}", places.voice().join("headphones").display());
    let speech = Table::from_iter([
        (
            "socket".to_owned(),
            text_of(&places.voice().join("socket"))?,
        ),
        ("headphones".to_owned(), headphones.into()),
    ]);
    let mut config = Table::from_iter([
        ("machine".to_owned(), "3".into()),
        ("backend".to_owned(), files.backend.into()),
        ("data".to_owned(), text_of(&places.kiosk_data())?),
        ("log".to_owned(), text_of(&places.kiosk_log())?),
        (
            "camera".to_owned(),
            format!("stream:{}", files.camera).into(),
        ),
        ("printer".to_owned(), files.printer.into()),
        ("paper".to_owned(), "a4".into()),
        ("fonts".to_owned(), text_of(&options.assets.join("fonts"))?),
        ("hall".to_owned(), hall.into()),
        ("trust".to_owned(), files.keys.of_kiosk()?.into()),
        ("window".to_owned(), window.into()),
        ("speech".to_owned(), speech.into()),
        ("times".to_owned(), options.times.clone().into()),
    ]);
    if !options.langs.is_empty() {
        config.insert("langs".to_owned(), options.langs.clone().into());
    }
    write_toml(&places.kiosk_toml(), &config)
}

fn write_toml(path: &Path, config: &Table) -> anyhow::Result<()> {
    let text = toml::to_string(config)?;
    fs::write(path, text).with_context(|| format!("no file at {}", path.display()))
}

fn text_of(path: &Path) -> anyhow::Result<Value> {
    let text = path
        .to_str()
        .with_context(|| format!("{} is not UTF-8", path.display()))?;
    Ok(Value::String(text.to_owned()))
}
