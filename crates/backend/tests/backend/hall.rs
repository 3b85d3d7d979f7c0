//! One hall: both channels on stage, a backend in this process on a database in a folder of its
//! own, and a kiosk's client.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use backend::channels::Channels;
use backend::{Backend, Config, Database, import};
use codes::citizen::{Claims, Subject, issue};
use codes::{Algorithm, Signer};
use data_encoding::HEXLOWER;
use gateway::wire::{
    Application, ApplicationRequest, Channel, DuesRequest, Identified, IdentifyRequest, Order,
    PaymentRequest, PaymentState, ProblemCode, VoidRequest,
};
use gateway::{CallError, Client};
use stage::channels::{Alipay, Ledger, Wechat};
use tempfile::TempDir;
use uuid::Uuid;

pub const SOON: Duration = Duration::from_secs(30);
pub const SEED: &str = include_str!("seed.json");
pub const WANG: &str = "8f3b6c1d2a4e5f60718293a4b5c6d7e8";
pub const AYGUL: &str = "1b2c3d4e5f60718293a4b5c6d7e8f901";
pub const NOTICE: &str = "31011520260001000195";
pub const NOTICE_AMOUNT: u64 = 9_050;
/// As many orders as any test pays.
const NOTICES: usize = 40;

/// Which of WeChat Pay's APIs the hall's account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Api {
    V3,
    V2,
    V2Md5,
}

/// How patient a hall is, in milliseconds. What is not told here is short.
#[derive(Clone, Copy)]
pub struct Patience {
    pub answer_within: u32,
    pub pay_limit: u32,
}

/// For what goes as it should, on however slow a machine.
pub const PATIENT: Patience = Patience {
    answer_within: 10_000,
    pay_limit: 20_000,
};
/// For channels that are silent, but come round.
pub const WATCHFUL: Patience = Patience {
    answer_within: 1_500,
    pay_limit: 20_000,
};
/// For what has to be given up.
pub const HASTY: Patience = Patience {
    answer_within: 1_000,
    pay_limit: 2_000,
};
/// From then on a request cannot arrive any more.
pub const LATE: Duration = Duration::from_millis(4_000);

impl Patience {
    fn waits(self) -> String {
        let Self {
            answer_within,
            pay_limit,
        } = self;
        let channel = format!(
            "query_every_ms = 30\npay_limit_ms = {pay_limit}\nanswer_within_ms = {answer_within}\n\
             reverse_after_ms = 100\nretry_every_ms = 30\nretry_at_most_ms = 100\nlate_ms = {}\n",
            LATE.as_millis(),
        );
        format!("reply_ms = 10000\n[waits.wechat]\n{channel}[waits.alipay]\n{channel}")
    }
}

pub struct Hall {
    pub folder: TempDir,
    pub wechat: Wechat,
    pub alipay: Alipay,
    pub client: Client,
    pub issuer: Signer,
    backend: Option<Backend>,
    notices: AtomicUsize,
}

impl Hall {
    pub async fn open() -> Self {
        Self::open_with(PATIENT).await
    }

    pub async fn open_with(patience: Patience) -> Self {
        Self::open_at(Api::V3, patience).await
    }

    pub async fn open_at(api: Api, patience: Patience) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let wechat = Wechat::start().await.unwrap();
        let alipay = Alipay::start().await.unwrap();
        let issuer = Signer::new(Algorithm::EdDsa, b"city-key", &[7; 32]).unwrap();
        write_keys(folder.path(), &wechat, &alipay);
        let account = account(api, &wechat);
        let config = config(folder.path(), &account, &alipay, &issuer, &patience.waits());
        std::fs::write(folder.path().join("backend.toml"), config).unwrap();
        let (backend, client) = start(folder.path()).await;
        let hall = Self {
            folder,
            wechat,
            alipay,
            client,
            issuer,
            backend: Some(backend),
            notices: AtomicUsize::new(0),
        };
        import::import(&hall.database().await, SEED).await.unwrap();
        import::import(&hall.database().await, &more_notices())
            .await
            .unwrap();
        hall
    }

    /// A hall with the services of the tests' own instead of the project's.
    pub async fn of_tests() -> Self {
        let mut hall = Self::open().await;
        let (project, own) = (services(), services_of_tests());
        let (project, own) = (project.display().to_string(), own.display().to_string());
        hall.reconfigure(|text| text.replace(&project, &own)).await;
        hall
    }

    /// Changes `backend.toml` and starts again.
    pub async fn reconfigure(&mut self, change: impl FnOnce(&str) -> String) {
        let path = self.folder.path().join("backend.toml");
        let before = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, change(&before)).unwrap();
        self.restart().await;
    }

    /// Stops the backend in order.
    pub async fn stop(&mut self) {
        self.backend.take().unwrap().stop().await;
    }

    /// Stops the backend in order and starts it again, on another port.
    pub async fn restart(&mut self) {
        self.stop().await;
        self.start_again().await;
    }

    /// Starts the backend that was stopped, on another port.
    pub async fn start_again(&mut self) {
        let (backend, client) = start(self.folder.path()).await;
        self.backend = Some(backend);
        self.client = client;
    }

    pub fn address(&self) -> String {
        format!("http://{}", self.backend.as_ref().unwrap().address())
    }

    /// Another process on the same database.
    pub async fn second(&self) -> (Backend, Client) {
        start(self.folder.path()).await
    }

    pub async fn database(&self) -> Database {
        let config = Config::read(&self.folder.path().join("backend.toml")).unwrap();
        Database::open(&config.database).await.unwrap()
    }

    pub fn ledger(&self, channel: Channel) -> &Ledger {
        match channel {
            Channel::Wechat => self.wechat.ledger(),
            Channel::Alipay => self.alipay.ledger(),
        }
    }

    /// A citizen code as a phone would show it now.
    pub fn code(&self, sub: &str) -> String {
        self.code_at(sub, jiff::Timestamp::now().as_second())
    }

    pub fn code_at(&self, sub: &str, issued: i64) -> String {
        code_by(&self.issuer, "310115", sub, issued)
    }

    pub async fn identify(&self, visit: Uuid, sub: &str) -> Identified {
        let request = IdentifyRequest {
            visit,
            code: self.code(sub),
            kind: None,
        };
        self.client.identify(&request, SOON).await.unwrap()
    }

    /// The channels' accounts, as the backend has them.
    pub fn channels(&self) -> Channels {
        let config = Config::read(&self.folder.path().join("backend.toml")).unwrap();
        Channels::open(&config).unwrap()
    }

    /// The order of a payment notice of which nothing was heard before.
    pub async fn notice_order(&self) -> Order {
        let number = notice(self.notices.fetch_add(1, Ordering::Relaxed));
        self.apply_for(Uuid::new_v4(), &number)
            .await
            .unwrap()
            .order
            .unwrap()
    }

    pub async fn apply_for(&self, key: Uuid, number: &str) -> Result<Application, CallError> {
        let answers = BTreeMap::from([("notice".to_owned(), number.to_owned())]);
        let asked = DuesRequest {
            service: "non-tax".to_owned(),
            citizen: None,
            answers: answers.clone(),
        };
        let dues = self.client.dues(&asked, SOON).await?.dues;
        let request = ApplicationRequest {
            service: "non-tax".to_owned(),
            visit: Uuid::new_v4(),
            citizen: None,
            answers,
            dues: dues.into_iter().map(|due| due.id).collect(),
            shown: None,
        };
        self.client.apply(key, &request, SOON).await
    }

    /// What the channel has in the end of the payment with this key.
    pub fn taken(&self, channel: Channel, key: Uuid) -> u64 {
        let order = self.ledger(channel).order(&key.simple().to_string());
        order.map_or(0, |order| order.taken())
    }

    pub fn request(&self, order: &Order, channel: Channel, payer: &str) -> PaymentRequest {
        PaymentRequest {
            order: order.id.clone(),
            channel,
            code: self.ledger(channel).mint(payer),
            amount: order.amount,
        }
    }

    pub async fn pay(&self, key: Uuid, order: &Order, channel: Channel) -> PaymentState {
        let request = self.request(order, channel, "wang");
        self.client.pay(key, &request, SOON).await.unwrap()
    }

    /// Pays an order, which nothing stands against.
    pub async fn pay_for(&self, order: &Order) -> PaymentState {
        let state = self.pay(Uuid::new_v4(), order, Channel::Wechat).await;
        assert!(matches!(state, PaymentState::Approved { .. }), "{state:?}");
        state
    }

    pub async fn void(&self, key: Uuid, order: &Order) -> PaymentState {
        let request = VoidRequest {
            order: order.id.clone(),
        };
        self.client.void(key, &request, SOON).await.unwrap()
    }

    /// Asks until it is decided, as a kiosk does.
    pub async fn decided(&self, key: Uuid) -> PaymentState {
        self.until(key, |state| !matches!(state, PaymentState::Pending { .. }))
            .await
    }

    pub async fn until(&self, key: Uuid, is_there: impl Fn(&PaymentState) -> bool) -> PaymentState {
        let mut ticks = tokio::time::interval(Duration::from_millis(10));
        let asking = async {
            loop {
                ticks.tick().await;
                let state = self.client.payment(key, SOON).await.unwrap();
                if is_there(&state) {
                    return state;
                }
            }
        };
        tokio::time::timeout(SOON, asking).await.expect("in time")
    }
}

pub fn code_by(signer: &Signer, iss: &str, sub: &str, issued: i64) -> String {
    let cti = Uuid::new_v4();
    let subject: [u8; 16] = HEXLOWER.decode(sub.as_bytes()).unwrap().try_into().unwrap();
    issue(
        signer,
        Claims {
            issuer: iss,
            subject: Subject(subject),
            issued,
            lifetime_s: 60,
            cti: cti.as_bytes(),
            name: None,
        },
    )
}

/// The reason for which a call was refused.
pub fn problem<T: std::fmt::Debug>(answer: Result<T, CallError>) -> ProblemCode {
    match answer.unwrap_err() {
        CallError::Problem(code, problem) => {
            assert_eq!(problem.status, code.status());
            code
        }
        error @ (CallError::Unreachable
        | CallError::TimedOut
        | CallError::Rubbish(_)
        | CallError::Server(_)) => panic!("{error}"),
    }
}

/// The number of one of many notices with the same two items.
pub fn notice(index: usize) -> String {
    codes::Notice::make(&format!("3101152026{index:08}"))
        .unwrap()
        .number()
        .to_owned()
}

fn more_notices() -> String {
    let seed: serde_json::Value = serde_json::from_str(SEED).unwrap();
    let model = &seed["notices"][0];
    let notices = (0..NOTICES).map(|index| {
        serde_json::json!({
            "number": notice(index),
            "payer": model["payer"],
            "items": model["items"],
        })
    });
    serde_json::json!({ "notices": notices.collect::<Vec<_>>() }).to_string()
}

pub fn services() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/services")
}

pub fn services_of_tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/backend/services")
}

async fn start(folder: &Path) -> (Backend, Client) {
    let config = Config::read(&folder.join("backend.toml")).unwrap();
    let backend = Backend::start(config).await.unwrap();
    let client = Client::new(&format!("http://{}", backend.address()), "3").unwrap();
    (backend, client)
}

fn write_keys(folder: &Path, wechat: &Wechat, alipay: &Alipay) {
    let write = |name: &str, text: String| std::fs::write(folder.join(name), text).unwrap();
    write("wechat.pem", wechat.merchant_private_pem().unwrap());
    write("wechat.pub", wechat.platform_public_pem().unwrap());
    write("wechat.key", wechat.api_key().to_owned());
    write("alipay.pem", alipay.merchant_private_pem().unwrap());
    write("alipay.pub", alipay.platform_public_pem().unwrap());
    write("receipts.hex", HEXLOWER.encode(&[9; 32]));
    write("trust.hex", HEXLOWER.encode(&[5; 32]));
    write("revoked.toml", String::new());
}

fn account(api: Api, wechat: &Wechat) -> String {
    let of_api = match api {
        Api::V3 => format!(
            "serial_no = \"{}\"\nprivate_key = \"wechat.pem\"\nplatform_serial = \"{}\"\n\
             platform_key = \"wechat.pub\"",
            Wechat::SERIAL_NO,
            Wechat::PLATFORM_SERIAL,
        ),
        Api::V2 => "api = \"v2\"\nkey = \"wechat.key\"".to_owned(),
        Api::V2Md5 => "api = \"v2\"\nkey = \"wechat.key\"\nsign_type = \"MD5\"".to_owned(),
    };
    format!(
        "base_url = \"{}\"\nmchid = \"{}\"\nappid = \"{}\"\n{of_api}",
        wechat.url(),
        Wechat::MCHID,
        Wechat::APPID,
    )
}

fn config(folder: &Path, wechat: &str, alipay: &Alipay, issuer: &Signer, waits: &str) -> String {
    let public = data_encoding::BASE64.encode(&issuer.public_bytes());
    format!(
        r##"
listen = "127.0.0.1:0"
database = "sqlite://{database}?mode=rwc"
services = "{services}"
[receipts]
key = "receipts.hex"
kid = "0102"
[trust]
hall = "310115-01"
key = "trust.hex"
kid = "7457"
revoked = "revoked.toml"
[wechat]
{wechat}
[alipay]
gateway_url = "{gateway_url}"
app_id = "{app_id}"
private_key = "alipay.pem"
alipay_key = "alipay.pub"
[waits]
{waits}
[[issuers]]
kid = "{kid}"
iss = "310115"
name = {{ "zh-CN" = "微信城市服务", en = "City services in WeChat" }}
app = "wechat"
alg = "EdDSA"
key = "{public}"
color = "#07c160"
notBefore = 0
notAfter = 4102444800
"##,
        database = folder.join("backend.sqlite").display(),
        services = services().display(),
        gateway_url = alipay.gateway_url(),
        app_id = Alipay::APP_ID,
        kid = HEXLOWER.encode(issuer.kid()),
    )
}
