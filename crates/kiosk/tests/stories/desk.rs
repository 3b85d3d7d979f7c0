//! A desk to play a visit at: the real kiosk, a clock that is moved by hand, and a backend and a
//! printer that answer what the story says.

use std::collections::BTreeMap;
use std::time::Duration;

use kiosk::call::{
    Answer, CallError, CallId, CitizenHandle, Due, Handout, Order, OrderItem, PaymentKey,
    PaymentState, Receipt, Request, VisitId,
};
use kiosk::config::{Config, Times};
use kiosk::money::Fen;
use kiosk::notice::Notice;
use kiosk::record::Record;
use kiosk::scan::{CodeId, Scan};
use kiosk::secret::Secret;
use kiosk::service::Choice;
use kiosk::text::{Lang, Texts};
use kiosk::time::{Now, Timestamp};
use kiosk::touch::Touch;
use kiosk::view::{Channel, Screen, Theme, View};
use kiosk::{Effect, Event, Kiosk, Memory, PrintProgress, VisitKey};

use crate::offered::{catalogue, issuers};

pub struct Desk {
    pub kiosk: Kiosk,
    pub records: Vec<Record>,
    pub keys: BTreeMap<VisitId, VisitKey>,
    pub followed: Vec<String>,
    pub effects: Vec<Effect>,
    pub calls: Vec<(CallId, Request)>,
    pub printed: Vec<Handout>,
    pub looking: bool,
    pub mono: Duration,
}

impl Desk {
    /// A desk whose backend has not answered yet.
    pub fn started() -> Self {
        Self::recovered(&[])
    }

    pub fn recovered(records: &[Record]) -> Self {
        Self::remembering(&Memory {
            records: records.to_vec(),
            keys: BTreeMap::new(),
        })
    }

    /// A desk after a power cut: what is in its memory is all there is.
    pub fn restarted(&self) -> Self {
        Self::remembering(&Memory {
            records: self.records.clone(),
            keys: self.keys.clone(),
        })
    }

    pub fn remembering(memory: &Memory) -> Self {
        let now = Now {
            mono: Duration::ZERO,
            wall: Timestamp(0),
        };
        let mut desk = Self {
            kiosk: Kiosk::recover(seed(memory), config(), memory, now),
            records: memory.records.clone(),
            keys: memory.keys.clone(),
            followed: Vec::new(),
            effects: Vec::new(),
            calls: Vec::new(),
            printed: Vec::new(),
            looking: false,
            mono: Duration::ZERO,
        };
        desk.run_timeouts();
        desk
    }

    /// A desk that is open for business.
    pub fn open() -> Self {
        let mut desk = Self::started();
        desk.answer_catalogue();
        desk.event(Event::CameraChanged { live: true });
        desk
    }

    pub fn answer_catalogue(&mut self) {
        let answer = Answer::Catalogue {
            offered: Box::new(catalogue()),
            issuers: issuers(),
            time: self.now().wall,
        };
        self.answer(|request| matches!(request, Request::Catalogue), Ok(answer));
    }

    pub fn event(&mut self, event: Event) {
        let effects = self.kiosk.handle_event(event, self.now());
        self.take(effects);
        self.run_timeouts();
    }

    pub fn touch(&mut self, touch: Touch) {
        let revision = self.view().revision;
        self.touch_on(revision, touch);
    }

    pub fn touch_on(&mut self, revision: u64, touch: Touch) {
        self.event(Event::Touched { revision, touch });
    }

    /// Chooses a service and begins it.
    pub fn choose(&mut self, service: &str) {
        self.touch(Touch::ChooseService {
            id: service.to_owned(),
        });
        if matches!(self.screen(), Screen::Intro { .. }) {
            self.touch(Touch::Next);
        }
    }

    /// Nobody has to say how it was.
    pub fn skip_rating(&mut self) {
        assert!(matches!(self.screen(), Screen::Rate { level: None, .. }));
        self.touch(Touch::Next);
    }

    pub fn choose_option(&mut self, id: &str) {
        self.touch(Touch::ChooseOption { id: id.to_owned() });
    }

    pub fn type_digits(&mut self, digits: &str) {
        for key in digits.chars() {
            self.touch(Touch::Key { key });
        }
    }

    pub fn scan(&mut self, scan: Scan) {
        self.event(Event::Scanned(scan));
    }

    /// A citizen code that nobody has shown before.
    pub fn show_citizen_code(&mut self) {
        let number = self.effects.len();
        self.show_this_citizen_code(number);
    }

    /// The citizen code of this number.
    pub fn show_this_citizen_code(&mut self, number: usize) {
        self.scan(Scan::Citizen {
            code: secret("GC1:CITIZEN"),
            id: code_id(number),
        });
    }

    /// A payment code that nobody has shown before.
    pub fn show_payment_code(&mut self, channel: Channel) {
        let code = secret(&format!("13{:016}", self.effects.len()));
        self.scan(Scan::Payment {
            channel: Some(channel),
            code,
        });
    }

    /// Lets time pass; every deadline on the way is met at its time.
    pub fn pass(&mut self, seconds: u64) {
        let end = self.mono + Duration::from_secs(seconds);
        while let Some((at, _)) = self.kiosk.poll_timeout().filter(|(at, _)| *at <= end) {
            self.mono = self.mono.max(at);
            self.timeout();
        }
        self.mono = end;
        self.run_timeouts();
    }

    /// Answers the oldest open question of this kind.
    pub fn answer(&mut self, which: impl Fn(&Request) -> bool, answer: Result<Answer, CallError>) {
        let at = self
            .calls
            .iter()
            .position(|(_, request)| which(request))
            .unwrap_or_else(|| panic!("nothing like it was asked; open: {:?}", self.calls));
        let (call, _) = self.calls.remove(at);
        self.event(Event::Answered { call, answer });
    }

    pub fn answer_citizen(&mut self) {
        let handle = CitizenHandle(secret("handle"));
        let answer = Answer::Citizen {
            handle,
            name: "王*明".to_owned(),
        };
        self.answer(
            |request| matches!(request, Request::Identify { .. }),
            Ok(answer),
        );
    }

    pub fn answer_dues(&mut self, amounts: &[u64]) {
        let dues = amounts
            .iter()
            .enumerate()
            .map(|(index, amount)| Due {
                id: format!("due-{index}"),
                title: texts("due"),
                detail: texts("where"),
                amount: Fen(*amount),
            })
            .collect();
        let answer = Answer::Dues {
            payer: Some("赵*".to_owned()),
            dues,
        };
        self.answer(
            |request| matches!(request, Request::Dues { .. }),
            Ok(answer),
        );
    }

    pub fn answer_options(&mut self, ids: &[&str], fee: Option<u64>) {
        let options = ids
            .iter()
            .map(|id| Choice {
                id: (*id).to_owned(),
                name: texts(id),
                detail: Texts::default(),
                fee: fee.map(Fen),
                available: !id.starts_with("full"),
            })
            .collect();
        self.answer(
            |request| matches!(request, Request::Options { .. }),
            Ok(Answer::Options(options)),
        );
    }

    pub fn answer_application(&mut self, amount: u64) {
        let answer = Answer::Application {
            case_number: "C-1".to_owned(),
            order: Some(Order {
                id: "O-1".to_owned(),
                amount: Fen(amount),
                payee: texts("payee"),
                items: vec![item(amount)],
            }),
            rows: Vec::new(),
            documents: Vec::new(),
            receipt: None,
        };
        self.answer(
            |request| matches!(request, Request::Apply { .. }),
            Ok(answer),
        );
    }

    pub fn answer_payment(&mut self, state: PaymentState) {
        self.answer(is_about_payment, Ok(Answer::Payment(state)));
    }

    pub fn answer_payment_error(&mut self, error: CallError) {
        self.answer(is_about_payment, Err(error));
    }

    pub fn printer(&mut self, progress: PrintProgress) {
        self.event(Event::PrintChanged {
            receipt: "R-1".to_owned(),
            progress,
        });
    }

    // Whole stretches of a visit.

    /// Up to the payment code, for two fines of three.
    pub fn up_to_paying(&mut self) {
        self.touch(Touch::Begin);
        self.choose("traffic-fines");
        self.show_citizen_code();
        self.answer_citizen();
        self.answer_dues(&[20_000, 15_000, 5_000]);
        self.touch(Touch::Tick {
            id: "due-2".to_owned(),
            on: false,
        });
        self.touch(Touch::Next);
        self.touch(Touch::Next);
        self.answer_application(35_000);
    }

    pub fn up_to_receipt(&mut self) {
        self.up_to_paying();
        self.show_payment_code(Channel::Wechat);
        self.answer_payment(approved());
    }

    // What there is to see.

    pub fn view(&self) -> View {
        self.kiosk.view()
    }

    pub fn screen(&self) -> Screen {
        self.view().screen
    }

    pub fn notice(&self) -> Option<Notice> {
        self.view().notice
    }

    pub fn asked(&self, which: impl Fn(&Request) -> bool) -> bool {
        self.calls.iter().any(|(_, request)| which(request))
    }

    /// The keys of all payments that were ever submitted.
    pub fn submitted(&self) -> Vec<PaymentKey> {
        let key = |effect: &Effect| match effect {
            Effect::Call {
                request: Request::Submit { key, .. },
                ..
            } => Some(*key),
            _ => None,
        };
        self.effects.iter().filter_map(key).collect()
    }

    fn now(&self) -> Now {
        let millis = i64::try_from(self.mono.as_millis()).expect("a short story");
        Now {
            mono: self.mono,
            wall: Timestamp(millis),
        }
    }

    fn run_timeouts(&mut self) {
        while self
            .kiosk
            .poll_timeout()
            .is_some_and(|(at, _)| at <= self.mono)
        {
            self.timeout();
        }
    }

    fn timeout(&mut self) {
        let before = self.kiosk.poll_timeout();
        let effects = self.kiosk.handle_timeout(self.now());
        self.take(effects);
        assert_ne!(
            before,
            self.kiosk.poll_timeout(),
            "a deadline that was met is gone"
        );
    }

    fn take(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match &effect {
                Effect::Append(record) => self.records.push(record.clone()),
                Effect::Call { call, request } => self.calls.push((*call, request.clone())),
                Effect::Look { on } => self.looking = *on,
                Effect::Print { handout, .. } => self.printed.push((**handout).clone()),
                Effect::KeepKey { visit, key } => {
                    self.keys.insert(*visit, key.clone());
                }
                Effect::EraseKey { visit } => {
                    self.keys.remove(visit);
                }
                Effect::Prune => {
                    let last = self.records.len() - 1;
                    self.records.drain(..last);
                    assert!(matches!(self.records[0], Record::CarriedOver { .. }));
                }
                Effect::FollowPrint { receipt } => self.followed.push(receipt.clone()),
                Effect::CancelPrint { .. } => {}
            }
            self.effects.push(effect);
        }
    }
}

pub fn is_about_payment(request: &Request) -> bool {
    matches!(
        request,
        Request::Submit { .. } | Request::LookUp { .. } | Request::Void { .. }
    )
}

pub fn is_void(request: &Request) -> bool {
    matches!(request, Request::Void { .. })
}

pub fn config() -> Config {
    Config {
        hall: texts("hall"),
        machine: "3".to_owned(),
        langs: vec![Lang::new("zh-CN"), Lang::new("en")],
        themes: vec![Theme("normal".to_owned()), Theme("contrast".to_owned())],
        utc_offset_minutes: 480,
        times: Times::default(),
        unresolved_max: 3,
        kept_max: 3,
        journal_max: 40,
    }
}

pub fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

pub fn texts(text: &str) -> Texts {
    Texts::from([("zh-CN", text), ("en", &format!("{text} (en)"))])
}

pub fn item(amount: u64) -> OrderItem {
    OrderItem {
        title: texts("item"),
        detail: Texts::default(),
        amount: Fen(amount),
    }
}

pub fn approved() -> PaymentState {
    PaymentState::Approved(Box::new(receipt()))
}

pub fn pending() -> PaymentState {
    PaymentState::Pending {
        payer_confirms: true,
    }
}

pub fn receipt() -> Receipt {
    Receipt {
        number: "R-1".to_owned(),
        check_code: "abc123".to_owned(),
        issued_at: "2026-11-23T01:41:00Z".to_owned(),
        title: texts("slip"),
        payer: "王*明".to_owned(),
        payee: texts("payee"),
        case_number: "C-1".to_owned(),
        order: "O-1".to_owned(),
        channel: Channel::Wechat,
        items: vec![item(35_000)],
        total: Fen(35_000),
        proof: "GR1:PROOF".to_owned(),
        reclaim_code: "K742P9".to_owned(),
        documents: Vec::new(),
        reprint: false,
    }
}

/// Another one at every start, as it has to be.
fn seed(memory: &Memory) -> [u8; 32] {
    [u8::try_from(memory.records.len() % 256).expect("a byte"); 32]
}

pub fn code_id(number: usize) -> CodeId {
    CodeId(uuid::Uuid::from_u128(number as u128))
}

pub fn contrast() -> Theme {
    Theme("contrast".to_owned())
}
