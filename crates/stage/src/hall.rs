//! A hall in miniature: both channels, the backend, a camera, a printer and the files of one
//! kiosk, all on free ports of 127.0.0.1 and in one folder.

mod backend;
mod files;
mod issuers;
mod people;
mod queues;
mod trust;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Context as _;
use jiff::Timestamp;
use toml::Table;

pub use backend::Backend;
pub use files::{BACKEND, KIOSK, Places};
pub use issuers::{App, Issuer, hex};
pub use people::{
    ABDULLA, CITIZENS, Citizen, LI, NOTICE, NOTICE_OF_TWO, NOTICE_PAID, NOTICE_UNKNOWN, STRANGER,
    WANG, YAN, ZHANG, notice_number, seed,
};
pub use trust::{HALL_ID, HallKeys};

use crate::camera::{Camera, Scene, Screen, Sheet};
use crate::channels::{Alipay, ChannelKind, Ledger, Wechat};
use crate::health_cards::{HealthCards, HealthPlatform};
use crate::line::{Line, Trouble};
use crate::printer::PrinterOnStage;
use crate::traces::Needle;
use crate::voice::VoiceOnStage;
use crate::window::{Opening, Size, Window};

/// How a hall is set up.
#[derive(Clone, Debug)]
pub struct HallOptions {
    /// Where `hallpass` and `hallpass-backend` are, e.g. `target/release`.
    pub binaries: PathBuf,
    /// Where `services` and `fonts` are: the project's `assets`.
    pub assets: PathBuf,
    /// The size of the kiosk's window, and of its display where it has one of its own.
    pub size: Size,
    /// Whether the window takes all of the screen.
    pub fullscreen: bool,
    /// `[times]` of `kiosk.toml`.
    pub times: Table,
    /// `[waits]` of `backend.toml`.
    pub waits: Table,
    /// What the city's other systems know, for `hallpass-backend import`; the usual people, if
    /// nothing is said.
    pub known: Option<serde_json::Value>,
    /// `langs` of `kiosk.toml`; the usual ones, if there is none.
    pub langs: Vec<String>,
    /// Whether there is a voice to listen to ([`Hall::voice`]).
    pub voice: bool,
    /// What the hands that hold the phone are drawn from.
    pub seed: u64,
}

impl HallOptions {
    /// A hall with the programs of `binaries` and the project's own assets, an upright screen, and
    /// no times that differ from the usual.
    #[must_use]
    pub fn new(binaries: &Path) -> Self {
        Self {
            binaries: binaries.to_owned(),
            assets: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets"),
            size: Size::PORTRAIT,
            fullscreen: true,
            times: Table::new(),
            waits: Table::new(),
            known: None,
            langs: Vec::new(),
            voice: false,
            seed: 1,
        }
    }
}

/// The folder of the programs that a test drives: `$HALLPASS_BINARIES`, or where the test itself
/// lies if that is a release build. `None` otherwise: there is nothing to drive.
#[must_use]
pub fn release_programs() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os("HALLPASS_BINARIES") {
        return Some(folder.into());
    }
    let test = std::env::current_exe().ok()?;
    let folder = test.parent().and_then(Path::parent)?;
    let release = folder.file_name().is_some_and(|name| name == "release");
    release.then(|| folder.to_owned())
}

/// The hall. When this is dropped everything in it ends; the folder stays.
pub struct Hall {
    options: HallOptions,
    places: Places,
    wechat: Wechat,
    alipay: Alipay,
    issuers: Vec<Issuer>,
    health: HealthPlatform,
    keys: HallKeys,
    camera: Camera,
    printer: PrinterOnStage,
    backend: Backend,
    line: Line,
    voice: Option<VoiceOnStage>,
    shown: Mutex<Vec<Needle>>,
}

impl Hall {
    /// Sets everything up in `folder` and starts everything but the kiosk itself.
    ///
    /// # Errors
    /// When something is not installed or does not start; the error names it.
    pub async fn start(folder: &Path, options: HallOptions) -> anyhow::Result<Self> {
        let options = HallOptions {
            assets: options
                .assets
                .canonicalize()
                .context("the project's assets are missing")?,
            binaries: std::path::absolute(&options.binaries)?,
            ..options
        };
        let places = Places::make(&std::path::absolute(folder)?)?;
        let (wechat, alipay) = (Wechat::start().await?, Alipay::start().await?);
        let issuers = App::ALL
            .map(Issuer::new)
            .into_iter()
            .collect::<Result<Vec<_>, _>>()?;
        let health = HealthPlatform::start().await?;
        let keys = HallKeys::new()?;
        let camera = Camera::start(options.seed).await?;
        let printer = PrinterOnStage::start(&places.printer()).await?;
        let voice = match options.voice {
            true => Some(VoiceOnStage::start(&places.voice()).await?),
            false => None,
        };
        let port = crate::window::free_port()?;
        files::write_backend(
            &places,
            &options,
            &files::BackendFiles {
                port,
                wechat: &wechat,
                alipay: &alipay,
                issuers: &issuers,
                health: &health,
                keys: &keys,
            },
        )?;
        let backend = Backend::start(&options.binaries, &places, port).await?;
        let line = Line::to(port).await?;
        files::write_kiosk(
            &places,
            &options,
            &files::KioskFiles {
                backend: line.url(),
                camera: &camera.url(),
                printer: printer.uri(),
                keys: &keys,
            },
        )?;
        Ok(Self {
            options,
            places,
            wechat,
            alipay,
            issuers,
            health,
            keys,
            camera,
            printer,
            backend,
            line,
            voice,
            shown: Mutex::default(),
        })
    }

    /// Opens the kiosk's window on a display of its own.
    ///
    /// # Errors
    /// As [`Window::open`].
    pub async fn open_window(&self) -> anyhow::Result<Window> {
        let config = self.places.kiosk_toml().display().to_string();
        let opening = Opening {
            binary: self.kiosk_binary(),
            args: vec!["--config".to_owned(), config],
            size: self.options.size,
            logs: self.places.logs(),
            temporary: Some(self.places.temporary(KIOSK)),
            address: None,
        };
        Window::open(&opening).await
    }

    /// The kiosk's program.
    #[must_use]
    pub fn kiosk_binary(&self) -> PathBuf {
        self.options.binaries.join("hallpass")
    }

    /// The kiosk without its window, an example of the crate `runtime`.
    #[must_use]
    pub fn windowless_binary(&self) -> PathBuf {
        self.options.binaries.join("examples/windowless")
    }

    /// The department of a service, as its file says.
    ///
    /// # Errors
    /// When there is no such file, or it does not say.
    pub fn department(&self, service: &str) -> anyhow::Result<String> {
        let file = self.options.assets.join("services").join(service);
        let file = file.with_added_extension("toml");
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("no service at {}", file.display()))?;
        let service: Table = text.parse()?;
        let department = service.get("department").and_then(toml::Value::as_str);
        Ok(department.context("a service has a department")?.to_owned())
    }

    /// Where everything is.
    #[must_use]
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// WeChat Pay.
    #[must_use]
    pub fn wechat(&self) -> &Wechat {
        &self.wechat
    }

    /// Alipay.
    #[must_use]
    pub fn alipay(&self) -> &Alipay {
        &self.alipay
    }

    /// The ledger of this channel.
    #[must_use]
    pub fn ledger(&self, channel: ChannelKind) -> &Ledger {
        match channel {
            ChannelKind::Wechat => self.wechat.ledger(),
            ChannelKind::Alipay => self.alipay.ledger(),
        }
    }

    /// Who signs here.
    #[must_use]
    pub fn keys(&self) -> &HallKeys {
        &self.keys
    }

    /// Who issues citizen codes here.
    #[must_use]
    pub fn issuer(&self, app: App) -> &Issuer {
        match app {
            App::Wechat => &self.issuers[0],
            App::Alipay => &self.issuers[1],
            App::Weibo => &self.issuers[2],
        }
    }

    /// The electronic health cards of this city.
    #[must_use]
    pub fn health_cards(&self) -> &HealthCards {
        self.health.cards()
    }

    /// The kiosk's camera.
    #[must_use]
    pub fn camera(&self) -> &Camera {
        &self.camera
    }

    /// The kiosk's printer.
    #[must_use]
    pub fn printer(&self) -> &PrinterOnStage {
        &self.printer
    }

    /// The kiosk's voice; `None` where there is none to listen to.
    #[must_use]
    pub fn voice(&self) -> Option<&VoiceOnStage> {
        self.voice.as_ref()
    }

    /// The backend's process.
    pub fn backend(&mut self) -> &mut Backend {
        &mut self.backend
    }

    /// Makes something the matter with the line between kiosk and backend.
    pub fn line_trouble(&self, trouble: Trouble) {
        self.line.trouble(trouble);
    }

    /// Holds the citizen's code of this app before the camera, made now.
    pub fn show_citizen(&self, citizen: &Citizen, app: App) {
        let code = self.issuer(app).code_at(citizen, Timestamp::now());
        self.show_code_of(app, code);
    }

    /// Holds any text before the camera, as a citizen code of this app.
    pub fn show_code_of(&self, app: App, code: String) {
        self.remember("citizen code", &code);
        self.camera.show(Scene::Phone(Screen {
            code,
            color: app.color(),
            title: app.names().map(str::to_owned),
            caption: ["身份码".to_owned(), "请出示给自助机".to_owned()],
            dark: false,
        }));
    }

    /// Holds this code of an electronic health card before the camera.
    pub fn show_health_card(&self, code: String) {
        self.remember("health card", &code);
        self.camera.show(Scene::Phone(Screen {
            code,
            color: HealthPlatform::COLOR,
            title: HealthPlatform::NAMES.map(str::to_owned),
            caption: ["就诊二维码".to_owned(), "每分钟自动更新".to_owned()],
            dark: false,
        }));
    }

    /// Holds a new payment code of this payer before the camera.
    pub fn show_payment(&self, channel: ChannelKind, payer: &str) {
        let code = self.ledger(channel).mint(payer);
        self.show_payment_code(channel, code);
    }

    /// Holds this payment code before the camera.
    pub fn show_payment_code(&self, channel: ChannelKind, code: String) {
        self.remember("payment code", &code);
        let (color, title) = match channel {
            ChannelKind::Wechat => (App::Wechat.color(), "微信支付"),
            ChannelKind::Alipay => (App::Alipay.color(), "支付宝"),
        };
        self.camera.show(Scene::Phone(Screen {
            code,
            color,
            title: [title.to_owned(), "付款码".to_owned()],
            caption: ["向商家付款".to_owned(), "每分钟自动更新".to_owned()],
            dark: false,
        }));
    }

    /// Holds a payment notice on paper before the camera.
    pub fn show_notice(&self, number: &str) {
        self.remember("notice number", number);
        self.camera.show(Scene::Paper(Sheet {
            code: number.to_owned(),
            title: "缴款通知书".to_owned(),
            lines: vec![format!("缴款码 {number}"), "银湖区财政局".to_owned()],
        }));
    }

    /// Takes away what is before the camera.
    pub fn show_nothing(&self) {
        self.camera.show(Scene::Hall);
    }

    /// Every code that was held before the camera: none of them may stay on a machine.
    #[must_use]
    pub fn shown(&self) -> Vec<Needle> {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.clone()
    }

    fn remember(&self, what: &'static str, code: &str) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.push(Needle::new(what, code));
    }
}
