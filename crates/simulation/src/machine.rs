//! A machine: the real kiosk core, on a computer that loses its power.
//!
//! What the program around the core does is done here as it does it: effects in their order, a
//! record durable before the next effect is begun, nothing more after a record that could not be
//! written, calls given up after ten seconds. Time does not pass while effects are carried out.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use kiosk::call::{Answer, CallError, CallId, PaymentKey, Request};
use kiosk::record::Record;
use kiosk::time::{Now, Timestamp};
use kiosk::view::{JournalTrouble, PrinterTrouble};
use kiosk::{Effect, Event, Kiosk, PrintProgress};

use crate::applying::Asked;
use crate::coverage::{Checked, Fault};
use crate::desk;
use crate::disk::Disk;
use crate::printer::Job;
use crate::rules::Rule;
use crate::story::Who;
use crate::telling;
use crate::world::{At, Happening, WALL, World};

/// The program gives a call up after this.
const CALL_LIMIT: u64 = 10_000;
/// An effect may bring on another deadline that has passed; this many in a row do not happen.
const TIMERS_MAX: u32 = 50;

/// One machine.
#[derive(Debug)]
pub(crate) struct Machine {
    /// The program, while it runs.
    pub(crate) kiosk: Option<Kiosk>,
    /// Counts the program's starts: what belongs to an earlier life reaches nobody.
    pub(crate) life: u32,
    pub(crate) disk: Disk,
    pub(crate) calls: BTreeSet<CallId>,
    pub(crate) network_down_until: At,
    /// Who stands at it.
    pub(crate) visitor: Option<usize>,
    /// Whose visit it is, while one is open.
    pub(crate) owner: Option<usize>,
    /// What the one who stands at it has asked for.
    pub(crate) asked: Option<Asked>,
    /// The payment of the present visit.
    pub(crate) payment: Option<PaymentKey>,
    pub(crate) looking: bool,
    /// Its journal could not be written: it waits for somebody to start it again.
    pub(crate) stopped: bool,
    pub(crate) trouble: Option<PrinterTrouble>,
    /// What the program was told last.
    pub(crate) told_trouble: Option<PrinterTrouble>,
    pub(crate) camera_live: bool,
    /// Jobs the printer has.
    pub(crate) jobs: BTreeMap<String, Job>,
    /// What the printer says of jobs it had.
    pub(crate) past_jobs: BTreeMap<String, PrintProgress>,
    /// The last call that arrived at the backend, by life.
    pub(crate) arrived: (u32, u64),
    pub(crate) wall_ahead: i64,
    started_at: At,
    timer_at: Option<At>,
    timers: (At, u32),
}

impl Machine {
    pub(crate) fn new(_number: usize) -> Self {
        Self {
            kiosk: None,
            life: 0,
            disk: Disk::default(),
            calls: BTreeSet::new(),
            network_down_until: 0,
            visitor: None,
            owner: None,
            asked: None,
            payment: None,
            looking: false,
            stopped: false,
            trouble: None,
            told_trouble: None,
            camera_live: true,
            jobs: BTreeMap::new(),
            past_jobs: BTreeMap::new(),
            arrived: (0, 0),
            wall_ahead: 0,
            started_at: 0,
            timer_at: None,
            timers: (0, 0),
        }
    }

    fn now(&self, now: At) -> Now {
        let wall = WALL + i64::try_from(now).unwrap_or(0) + self.wall_ahead;
        Now {
            mono: Duration::from_millis(now - self.started_at),
            wall: Timestamp(wall),
        }
    }
}

impl World {
    pub(crate) fn power_on(&mut self, machine: usize) {
        if self.machines[machine].kiosk.is_some() {
            return;
        }
        let seed = self.chance.seed();
        let config = self.plan.config.clone();
        let now = self.now;
        let this = &mut self.machines[machine];
        this.life += 1;
        this.started_at = now;
        this.disk.full = false;
        let at = this.now(now);
        this.kiosk = Some(Kiosk::recover(seed, config, &this.disk.memory, at));
        let open = this.disk.open_payments();
        for _ in 0..open {
            self.outcome.coverage.checked(Checked::RecoveredPayment);
        }
        self.tell(Who::Machine(machine), || {
            format!("starts; {open} payments are open in its journal")
        });
        let life = self.machines[machine].life;
        let live = self.machines[machine].camera_live;
        self.machines[machine].told_trouble = None;
        self.after(300, Happening::PrinterLook { machine, life });
        self.schedule_timer(machine);
        if self.machines[machine].disk.has_catalogue {
            self.outcome.coverage.checked(Checked::Remembered);
            let (offered, issuers) = (Box::new(desk::offered()), desk::issuers());
            self.event(machine, Event::CatalogueRemembered { offered, issuers });
        }
        self.event(machine, Event::CameraChanged { live });
    }

    /// Tells the core that something happened, and does what it wants done.
    pub(crate) fn event(&mut self, machine: usize, event: Event) {
        let now = self.now;
        let this = &mut self.machines[machine];
        let at = this.now(now);
        let Some(kiosk) = &mut this.kiosk else { return };
        let effects = kiosk.handle_event(event, at);
        self.carry_out(machine, effects);
    }

    pub(crate) fn timer(&mut self, machine: usize, at: At) {
        let now = self.now;
        let this = &mut self.machines[machine];
        if this.timer_at != Some(at) {
            return;
        }
        this.timer_at = None;
        let at = this.now(now);
        let Some(kiosk) = &mut this.kiosk else { return };
        let effects = kiosk.handle_timeout(at);
        this.timers = match this.timers {
            (then, count) if then == now => (now, count + 1),
            _ => (now, 0),
        };
        if this.timers.1 > TIMERS_MAX {
            self.broken(Rule::Deadlines, || {
                format!("machine {} acts on a deadline again and again", machine + 1)
            });
        }
        self.carry_out(machine, effects);
    }

    /// Effects in their order. The power may go before, in, and after each of them.
    fn carry_out(&mut self, machine: usize, effects: Vec<Effect>) {
        let matters = effects
            .iter()
            .any(|effect| !matches!(effect, Effect::Look { .. }) && !is_catalogue(effect));
        let cut = if matters {
            self.cut(effects.len())
        } else {
            None
        };
        for (index, effect) in effects.into_iter().enumerate() {
            if let Some((at, fault)) = cut
                && at == index
            {
                self.cut_in(machine, fault, effect);
                return;
            }
            if !self.carry_out_one(machine, effect) {
                self.journal_failed(machine);
                return;
            }
            if self.outcome.violation.is_some() {
                return;
            }
        }
        if let Some((_, fault)) = cut {
            self.outcome.coverage.fault(fault);
            self.power_cut(machine, "after its effects");
            return;
        }
        self.check_machine(machine);
        self.schedule_timer(machine);
    }

    /// Where the power goes, if it does.
    fn cut(&mut self, effects: usize) -> Option<(usize, Fault)> {
        let kinds = [
            Fault::PowerBefore,
            Fault::PowerRecordLost,
            Fault::PowerRecordKept,
            Fault::PowerAfter,
        ];
        let kind = self.chance.one_of(kinds);
        let share = self.plan.share(kind, 7);
        if !self.faults_on || !self.chance.permille(share) {
            return None;
        }
        if kind == Fault::PowerAfter {
            return Some((effects, kind));
        }
        let at = self.chance.below(effects as u64);
        Some((usize::try_from(at).unwrap_or(0), kind))
    }

    fn cut_in(&mut self, machine: usize, fault: Fault, effect: Effect) {
        let is_record = matches!(
            effect,
            Effect::Append(_) | Effect::KeepKey { .. } | Effect::EraseKey { .. } | Effect::Prune
        );
        let (fault, when) = if is_record && fault == Fault::PowerRecordKept {
            let _ = self.carry_out_one(machine, effect);
            (fault, "with its last record synced")
        } else {
            let what = telling::effect(&effect);
            self.tell(Who::Machine(machine), || format!("was about to: {what}"));
            if is_record && fault == Fault::PowerRecordLost {
                (fault, "with its last record not synced: it is gone")
            } else {
                (Fault::PowerBefore, "before an effect")
            }
        };
        self.outcome.coverage.fault(fault);
        self.power_cut(machine, when);
    }

    pub(crate) fn power_cut(&mut self, machine: usize, when: &'static str) {
        self.tell(Who::Machine(machine), || format!("LOSES POWER {when}"));
        self.outcome.power_cuts += 1;
        let visitor = self.machines[machine].visitor;
        self.troubles(visitor);
        self.program_ends(machine);
        let back = self.chance.between(1_000, 60_000);
        self.after(back, Happening::PowerOn { machine });
    }

    fn program_ends(&mut self, machine: usize) {
        let this = &mut self.machines[machine];
        this.kiosk = None;
        this.calls.clear();
        this.timer_at = None;
        this.owner = None;
        this.payment = None;
        this.looking = false;
        this.stopped = false;
    }

    /// A record could not be written: the core is told, and nothing it says is done any more.
    fn journal_failed(&mut self, machine: usize) {
        self.tell(Who::Machine(machine), || {
            "cannot write its journal: out of service".to_owned()
        });
        let visitor = self.machines[machine].visitor;
        self.troubles(visitor);
        let now = self.now;
        let this = &mut self.machines[machine];
        let at = this.now(now);
        this.owner = None;
        this.payment = None;
        this.stopped = true;
        if let Some(kiosk) = &mut this.kiosk {
            let trouble = JournalTrouble::Full;
            let _ = kiosk.handle_event(Event::JournalFailed { trouble }, at);
        }
        this.timer_at = None;
        // Somebody comes, frees the disk and starts the machine again.
        let later = self.chance.between(20_000, 120_000);
        let life = self.machines[machine].life;
        self.after(later, Happening::Restart { machine, life });
    }

    pub(crate) fn restart(&mut self, machine: usize, life: u32) {
        if self.machines[machine].life == life {
            self.program_ends(machine);
            self.power_on(machine);
        }
    }

    /// Whether the effect could be carried out.
    fn carry_out_one(&mut self, machine: usize, effect: Effect) -> bool {
        if self.story.is_told() {
            let what = telling::effect(&effect);
            self.tell(Who::Machine(machine), || what);
        }
        match effect {
            Effect::Append(record) => {
                if self.machines[machine].disk.full {
                    return false;
                }
                self.written(machine, record);
            }
            Effect::KeepKey { visit, key } => {
                if self.machines[machine].disk.full {
                    return false;
                }
                self.machines[machine].disk.memory.keys.insert(visit, key);
            }
            Effect::EraseKey { visit } => {
                self.outcome.coverage.checked(Checked::KeyErased);
                self.machines[machine].disk.memory.keys.remove(&visit);
            }
            Effect::Prune => {
                self.check_pruned(machine);
                self.machines[machine].disk.prune();
            }
            Effect::Call { call, request } => {
                self.check_sent(machine, &request);
                self.check_applied(machine, &request);
                self.send(machine, call, request);
            }
            Effect::Look { on } => self.machines[machine].looking = on,
            Effect::Print { handout, .. } => self.print(machine, handout.number),
            Effect::FollowPrint { receipt } => self.follow_print(machine, receipt),
            Effect::CancelPrint { receipt } => self.cancel_print(machine, &receipt),
        }
        true
    }

    fn written(&mut self, machine: usize, record: Record) {
        self.check_record(machine, &record);
        let this = &mut self.machines[machine];
        match &record {
            Record::VisitBegan { .. } => {
                this.owner = this.visitor;
                this.payment = None;
                if let Some(visitor) = this.visitor {
                    self.visitors[visitor].began = true;
                }
            }
            Record::VisitEnded { .. } => {
                this.owner = None;
                if let Some(key) = this.payment.take()
                    && this.disk.is_open(key)
                {
                    self.outcome.coverage.checked(Checked::UnresolvedLeft);
                }
            }
            Record::PaymentIntended { payment, .. } => this.payment = Some(*payment),
            Record::Started { .. }
            | Record::InputRefused { .. }
            | Record::Applied { .. }
            | Record::PaymentClosing { .. }
            | Record::PaymentResolved { .. }
            | Record::PrintIntended { .. }
            | Record::PrintResolved { .. }
            | Record::DeliveryReported { .. }
            | Record::ApplicationKept { .. }
            | Record::ApplicationSettled { .. }
            | Record::CarriedOver { .. } => {}
        }
        self.machines[machine].disk.append(record);
    }

    fn send(&mut self, machine: usize, call: CallId, request: Request) {
        let life = self.machines[machine].life;
        self.machines[machine].calls.insert(call);
        self.after(
            CALL_LIMIT,
            Happening::GivenUp {
                machine,
                life,
                call,
            },
        );
        self.travel(machine, call, request);
    }

    pub(crate) fn call_answered(
        &mut self,
        machine: usize,
        life: u32,
        call: CallId,
        answer: Result<Answer, CallError>,
    ) {
        if self.machines[machine].life != life {
            return;
        }
        if !self.machines[machine].calls.remove(&call) {
            return;
        }
        if matches!(answer, Ok(Answer::Catalogue { .. })) {
            self.machines[machine].disk.has_catalogue = true;
        }
        if self.story.is_told() {
            let what = telling::answer(call, &answer);
            self.tell(Who::Machine(machine), || what);
        }
        self.event(machine, Event::Answered { call, answer });
    }

    pub(crate) fn schedule_timer(&mut self, machine: usize) {
        let now = self.now;
        let this = &mut self.machines[machine];
        let Some(kiosk) = &this.kiosk else { return };
        let wanted = kiosk.poll_timeout().map(|(at, _)| {
            let millis = at.as_nanos().div_ceil(1_000_000);
            this.started_at + u64::try_from(millis).unwrap_or(u64::MAX / 2)
        });
        let wanted = wanted.map(|at| at.max(now));
        if wanted == this.timer_at {
            return;
        }
        this.timer_at = wanted;
        if let Some(at) = wanted {
            self.at(at, Happening::Timer { machine, at });
        }
    }

    pub(crate) fn camera(&mut self, machine: usize, live: bool) {
        if !live {
            self.outcome.coverage.fault(Fault::CameraLost);
            let visitor = self.machines[machine].visitor;
            self.troubles(visitor);
        }
        self.machines[machine].camera_live = live;
        self.event(machine, Event::CameraChanged { live });
    }

    pub(crate) fn disk_full(&mut self, machine: usize) {
        self.tell(Who::Machine(machine), || "its disk is full".to_owned());
        self.outcome.coverage.fault(Fault::DiskFull);
        self.machines[machine].disk.full = true;
    }

    pub(crate) fn machine_clock(&mut self, machine: usize, by: i64) {
        self.tell(Who::Machine(machine), || {
            format!("its clock is set by {by} ms")
        });
        self.outcome.coverage.fault(Fault::MachineClock);
        let visitor = self.machines[machine].visitor;
        self.troubles(visitor);
        self.machines[machine].wall_ahead += by;
    }

    pub(crate) fn all_dark(&mut self) {
        self.outcome.coverage.fault(Fault::PowerBoth);
        for machine in 0..self.machines.len() {
            if self.machines[machine].kiosk.is_some() {
                self.power_cut(machine, "with everything else");
            }
        }
        for process in 0..self.plan.processes {
            self.kill(process, "with everything else");
        }
    }
}

fn is_catalogue(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Call {
            request: Request::Catalogue,
            ..
        }
    )
}
