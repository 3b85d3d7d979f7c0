//! The machine: events in, effects out.
//!
//! Always true:
//! - an intent is durable before it is sent: [`Effect::Append`] precedes its [`Effect::Call`];
//! - an unresolved payment outlives its visit and is never called declined;
//! - every wait has a deadline, see [`Kiosk::poll_timeout`];
//! - a receipt is handed to a printer once, and after a restart only asked about;
//! - the key of a visit is kept exactly as long as something of the visit is owed;
//! - a citizen code is used in one visit;
//! - what a visit knew is dropped with it.

mod access;
mod applying;
mod background;
mod draw;
mod dues;
mod handing_out;
mod holding;
mod identifying;
mod keeping;
mod paying;
mod questions;
mod rating;
mod showing;
mod time;
mod touching;
mod visiting;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use uuid::Uuid;

use crate::call::{Answer, CallError, CallId, PaymentKey, Request, VisitId};
use crate::config::{Config, Times};
use crate::event::{Effect, Event};
use crate::memory::{Memory, VisitKey};
use crate::notice::Notice;
use crate::outbox::Outbox;
use crate::payment::Payment;
use crate::record::Record;
use crate::service::{Catalogue, Day, Issuer, LocalTime, Service};
use crate::time::Now;
use crate::used::UsedCodes;
use crate::view::{JournalTrouble, OutOfService, PrinterTrouble, Sighted, View};
use crate::visit::{Asked, Step, Visit, Waiting};

use self::background::{Calling, Delivery};
use self::draw::Place;
use self::keeping::Sending;

/// The kiosk. It does no IO, knows no clock and never waits: it is told and it tells.
#[derive(Debug)]
pub struct Kiosk {
    config: Config,
    rng: ChaCha12Rng,
    now: Now,
    /// The journal cannot be read or written.
    journal: Option<JournalTrouble>,
    /// The clock is too far from the backend's.
    clock_off: bool,
    link: Link,
    offered: Offered,
    calling: Calling,
    camera_live: bool,
    looking: bool,
    /// Where a code is seen; nowhere while it does not look.
    sighted: Sighted,
    printer: Option<PrinterTrouble>,
    /// Headphones are plugged in.
    headphones: bool,
    visit: Option<Visit>,
    used: UsedCodes,
    payments: BTreeMap<PaymentKey, Payment>,
    /// All that is owed, as the journal would tell it: the fold over every record so far.
    owed: Outbox,
    /// The keys of the visits in it that have sealed something.
    keys: BTreeMap<VisitId, VisitKey>,
    /// How many records the journal has.
    records: usize,
    sending: Sending,
    /// Receipts that were handed to the printer and whose paper is not known of yet.
    printing: BTreeSet<String>,
    /// What became of papers and the backend has not heard of, by number of the receipt.
    deliveries: BTreeMap<String, Delivery>,
    next_call: u64,
    revision: u64,
    place: Option<Place>,
    effects: Vec<Effect>,
}

/// Whether the backend answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    /// Not known yet.
    Starting,
    /// It does.
    Up,
    /// It does not.
    Down,
}

/// What can be done here, and when it is asked for again.
#[derive(Debug, Default)]
struct Offered {
    catalogue: Catalogue,
    issuers: Vec<Issuer>,
    waiting: Option<Waiting>,
    refresh_at: Duration,
}

impl Kiosk {
    /// The only constructor: takes up where the memory ends, wherever that is. A first start
    /// remembers nothing.
    ///
    /// `seed` must be new at every start: the keys of payments are drawn from it. Drive
    /// [`Kiosk::handle_timeout`] at once: what has to be said at the start is due then.
    ///
    /// # Panics
    ///
    /// If the configuration has no language or theme, or its warning is shorter than
    /// [`Times::WARNING_MIN`]: such a machine must not serve anybody.
    #[must_use]
    pub fn recover(seed: [u8; 32], config: Config, memory: &Memory, now: Now) -> Self {
        assert!(!config.langs.is_empty(), "a screen needs a language");
        assert!(!config.themes.is_empty(), "a screen needs its colours");
        assert!(
            config.times.warning >= Times::WARNING_MIN,
            "the citizen must have at least 20 s to say that somebody is there"
        );
        let mut kiosk = Self {
            config,
            rng: ChaCha12Rng::from_seed(seed),
            now,
            journal: None,
            clock_off: false,
            link: Link::Starting,
            offered: Offered::default(),
            calling: Calling::default(),
            camera_live: false,
            looking: false,
            sighted: Sighted::default(),
            printer: None,
            headphones: false,
            visit: None,
            used: UsedCodes::default(),
            payments: BTreeMap::new(),
            owed: Outbox::of(&memory.records),
            keys: memory.keys.clone(),
            records: memory.records.len(),
            sending: Sending::default(),
            printing: BTreeSet::new(),
            deliveries: BTreeMap::new(),
            next_call: 0,
            revision: 0,
            place: None,
            effects: Vec::new(),
        };
        let machine = kiosk.config.machine.clone();
        kiosk.append(Record::Started { machine });
        kiosk.take_up();
        kiosk.settle();
        kiosk
    }

    /// Something happened. Gives what is to be done, in this order.
    pub fn handle_event(&mut self, event: Event, now: Now) -> Vec<Effect> {
        self.now = now;
        match event {
            Event::Touched { revision, touch } => self.touched(revision, touch),
            Event::Scanned(scan) => self.scanned(scan),
            Event::Sighted(sighted) => self.sighted(sighted),
            Event::CameraChanged { live } => self.camera_changed(live),
            Event::Answered { call, answer } => self.answered(call, answer),
            Event::PrinterChanged { trouble } => self.printer_changed(trouble),
            Event::PrintChanged { receipt, progress } => self.print_changed(&receipt, progress),
            Event::CatalogueRemembered { offered, issuers } => {
                self.remember_catalogue(*offered, issuers);
            }
            Event::Headphones { plugged } => self.headphones(plugged),
            Event::JournalFailed { trouble } => self.journal = Some(trouble),
        }
        self.finish()
    }

    /// When [`Kiosk::handle_timeout`] wants to be called, and why; for logs.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<(Duration, &'static str)> {
        if self.is_stopped() {
            return None;
        }
        if !self.effects.is_empty() {
            return Some((self.now.mono, "start"));
        }
        self.deadlines().into_iter().min()
    }

    /// Time has passed. Gives what is to be done, in this order.
    pub fn handle_timeout(&mut self, now: Now) -> Vec<Effect> {
        self.now = now;
        if !self.is_stopped() {
            self.time_passed();
        }
        self.finish()
    }

    /// What the screen shows now.
    #[must_use]
    pub fn view(&self) -> View {
        self.draw()
    }

    /// The order of every payment that is not decided yet; for operators and tests.
    pub fn unresolved_orders(&self) -> impl Iterator<Item = &str> {
        self.payments.values().map(|payment| payment.order.as_str())
    }

    fn answered(&mut self, call: CallId, answer: Result<Answer, CallError>) {
        self.note_link(&answer);
        if self.is_waiting_for(self.offered.waiting, call) {
            self.catalogue_answered(answer);
        } else if let Some(key) = self.payment_of(call) {
            self.payment_answered(key, answer);
        } else if let Some(receipt) = self.delivery_of(call) {
            self.delivery_answered(&receipt, &answer);
        } else if self.is_sending_kept(call) {
            self.kept_answered(answer);
        } else if self.calling.call == Some(call) {
            self.called_answered(answer);
        } else if self.is_waiting_for(self.waiting(), call) {
            self.step_answered(answer);
        }
        // Anything else answers a question nobody asks any more.
    }

    /// What the visit waits for was answered.
    fn step_answered(&mut self, answer: Result<Answer, CallError>) {
        let Some(visit) = &mut self.visit else { return };
        visit.active = self.now.mono;
        match &visit.step {
            Step::Identify { .. } => self.identify_answered(answer),
            Step::Question {
                waiting: Some((_, asked)),
                ..
            } => match asked {
                Asked::Options => self.options_answered(answer),
                Asked::Hold => self.hold_answered(answer),
                Asked::Dues => self.dues_of_answer_answered(answer),
            },
            Step::Dues { .. } => self.dues_answered(answer),
            Step::Review { .. } => self.application_answered(answer),
            Step::Details { .. } => self.details_answered(answer),
            Step::Services
            | Step::Intro { .. }
            | Step::Question { waiting: None, .. }
            | Step::Pay { .. }
            | Step::Paper { .. }
            | Step::Taken { .. }
            | Step::Rate { .. }
            | Step::Unresolved { .. }
            | Step::Thanks { .. } => {}
        }
    }

    fn camera_changed(&mut self, live: bool) {
        self.camera_live = live;
        self.sighted = Sighted::default();
    }

    fn sighted(&mut self, sighted: Sighted) {
        // One that was under way when the looking ended belongs to a visit that is over.
        if self.looking {
            self.sighted = sighted;
        }
    }

    fn waiting(&self) -> Option<Waiting> {
        self.visit.as_ref().and_then(|visit| visit.step.waiting())
    }

    fn is_waiting_for(&self, waiting: Option<Waiting>, call: CallId) -> bool {
        waiting.is_some_and(|waiting| waiting.call == call)
    }

    fn is_stopped(&self) -> bool {
        self.journal.is_some()
    }

    /// Why nobody can begin a visit, the worst first.
    fn out_of_service(&self) -> Option<OutOfService> {
        if let Some(trouble) = self.journal {
            Some(OutOfService::Journal(trouble))
        } else if self.payments.len() >= self.config.unresolved_max {
            Some(OutOfService::TooManyUnresolved)
        } else {
            self.clock_off.then_some(OutOfService::WrongTime)
        }
    }

    /// What the hall's clock shows. It decides what is open and which days can be chosen, never
    /// how long anything waits.
    fn local(&self) -> LocalTime {
        LocalTime::at(self.now.wall.0, self.config.utc_offset_minutes)
    }

    fn today(&self) -> Day {
        self.local().day
    }

    /// The service of this id, as it is offered now.
    fn service(&self, id: &str) -> Option<&Service> {
        self.offered.catalogue.service(id)
    }

    fn append(&mut self, record: Record) {
        self.owed.take(&record);
        self.records += 1;
        self.effects.push(Effect::Append(record));
    }

    fn call(&mut self, request: Request) -> CallId {
        let call = CallId(self.next_call);
        self.next_call += 1;
        self.effects.push(Effect::Call { call, request });
        call
    }

    /// Asks something the citizen waits for.
    fn ask(&mut self, request: Request) -> Waiting {
        let until = self.now.mono + self.config.times.answer;
        Waiting {
            call: self.call(request),
            until,
        }
    }

    fn notify(&mut self, notice: Notice) {
        if let Some(visit) = &mut self.visit {
            visit.notice = Some(notice);
        }
    }

    /// Tells the citizen that what was shown or typed is not accepted, and writes it down.
    fn refuse(&mut self, notice: Notice) {
        let Some(visit) = &mut self.visit else { return };
        visit.notice = Some(notice);
        visit.active = self.now.mono;
        let visit = visit.id;
        self.append(Record::InputRefused { visit, notice });
    }

    fn new_uuid(&mut self) -> Uuid {
        uuid::Builder::from_random_bytes(self.random()).into_uuid()
    }

    fn random<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.fill_bytes(&mut bytes);
        bytes
    }

    /// What is owed is written down in one record between two visits, when there are many: so the
    /// journal does not grow for ever, and a start does not read for ever.
    fn carry_over(&mut self) {
        if self.visit.is_none() && self.records > self.config.journal_max {
            let owed = self.owed.clone();
            self.append(Record::CarriedOver { owed });
            self.effects.push(Effect::Prune);
            self.records = 1;
        }
    }

    fn finish(&mut self) -> Vec<Effect> {
        if self.is_stopped() {
            self.visit = None;
        } else {
            self.carry_over();
        }
        self.settle();
        std::mem::take(&mut self.effects)
    }

    /// What follows from the state alone, however it was reached.
    fn settle(&mut self) {
        let wanted = self.wants_camera();
        if wanted != self.looking {
            self.looking = wanted;
            self.sighted = Sighted::default();
            self.effects.push(Effect::Look { on: wanted });
        }
        let place = self.place_now();
        if self.place.as_ref() != Some(&place) {
            self.place = Some(place);
            self.revision += 1;
        }
    }
}
