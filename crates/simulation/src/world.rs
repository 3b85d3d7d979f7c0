//! A world: some machines, a backend, two channels and their citizens, in one thread.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, VecDeque};

use kiosk::PrintProgress;
use kiosk::call::{Answer, CallError, CallId, PaymentKey};
use uuid::Uuid;

use crate::backend::{Backend, Call};
use crate::chance::Chance;
use crate::channel::{Channels, Question, Travelling};
use crate::citizen::Visitor;
use crate::coverage::{Coverage, Fault};
use crate::machine::Machine;
use crate::plan::Plan;
use crate::printer::PrintStep;
use crate::rules::{Rule, Violation};
use crate::story::{Story, Who};

/// True time: milliseconds since the world began. Only the world knows it.
pub(crate) type At = u64;

/// What the wall clocks say when the world begins.
pub(crate) const WALL: i64 = 1_790_000_000_000;

/// More steps than this are taken for a world that never becomes quiet.
const STEPS_MAX: u64 = 400_000;

/// Something that is going to happen.
#[derive(Debug)]
pub(crate) enum Happening {
    /// The machine's core wants to be told that time has passed.
    Timer { machine: usize, at: At },
    /// The machine is switched on.
    PowerOn { machine: usize },
    /// The program is started again.
    Restart { machine: usize, life: u32 },
    /// A call arrives at the backend.
    Arrives(Box<Call>),
    /// An answer arrives at the machine.
    Answered {
        machine: usize,
        life: u32,
        call: CallId,
        answer: Box<Result<Answer, CallError>>,
    },
    /// The runtime gives a call up.
    GivenUp {
        machine: usize,
        life: u32,
        call: CallId,
    },
    /// A visitor looks at the screen and does something.
    Act { machine: usize, visitor: usize },
    /// The next visitor comes.
    Next { machine: usize },
    /// A process of the backend starts.
    Start { process: usize },
    /// It takes up what is not decided.
    Resume { process: usize, life: u32 },
    /// It does what is due.
    Tick { process: usize, life: u32, at: At },
    /// It has waited long enough before it answers a submit or void.
    ReplyDue {
        process: usize,
        life: u32,
        reply: u64,
    },
    /// A question arrives at the channel.
    AskArrives(Box<Travelling>),
    /// The channel's answer arrives at the process that asked.
    AskAnswered {
        question: Box<Question>,
        answer: order::Answer,
    },
    /// The payer confirms on the phone.
    Confirms { key: Uuid },
    /// A print job goes on.
    Prints {
        machine: usize,
        receipt: String,
        step: PrintStep,
    },
    /// A print job was taken back.
    PrintTakenBack { machine: usize, receipt: String },
    /// The printer says what became of an earlier job.
    PrintFound {
        machine: usize,
        life: u32,
        receipt: String,
        progress: PrintProgress,
    },
    /// The printer's trouble begins or ends.
    PrinterTrouble { machine: usize, begins: bool },
    /// The program looks at its printer.
    PrinterLook { machine: usize, life: u32 },
    /// The camera goes or comes.
    Camera { machine: usize, live: bool },
    /// The network of a machine goes for a while.
    NetworkDown { machine: usize, until: At },
    /// A machine's disk is full from now on.
    DiskFull { machine: usize },
    /// The machine's wall clock is set.
    MachineClock { machine: usize, by: i64 },
    /// The backend's wall clock is set.
    BackendClock { by: i64 },
    /// A process of the backend dies.
    Crash { process: usize },
    /// Everything loses power at once.
    AllDark,
    /// No more faults; from now on everything has to become quiet.
    FaultsOver,
    /// Is it quiet?
    LookIfQuiet { until: At },
}

#[derive(Debug)]
struct Scheduled {
    at: At,
    number: u64,
    happening: Happening,
}

impl PartialEq for Scheduled {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}
impl Eq for Scheduled {}
impl PartialOrd for Scheduled {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Scheduled {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.number).cmp(&(other.at, other.number))
    }
}

/// What became of a world.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Visits that began.
    pub visits: u64,
    /// Visits that met a failure of something.
    pub troubled: u64,
    /// Times a machine lost its power.
    pub power_cuts: u64,
    /// Steps.
    pub steps: u64,
    /// The same for the same world, another for nearly any other.
    pub fingerprint: u64,
    /// What was met.
    pub coverage: Coverage,
    /// What was broken, if anything.
    pub violation: Option<Violation>,
}

/// The world.
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) number: u64,
    pub(crate) plan: Plan,
    pub(crate) chance: Chance,
    pub(crate) now: At,
    pub(crate) faults_on: bool,
    pub(crate) machines: Vec<Machine>,
    pub(crate) backend: Backend,
    pub(crate) channels: Channels,
    pub(crate) visitors: Vec<Visitor>,
    /// Visitors that have not come yet, by machine.
    pub(crate) waiting: Vec<VecDeque<usize>>,
    /// Payments that a machine has voided.
    pub(crate) voided: BTreeSet<(usize, PaymentKey)>,
    /// The code each payment was submitted with.
    pub(crate) codes_of: BTreeMap<PaymentKey, String>,
    /// How many papers came out, by number of the receipt.
    pub(crate) papers: BTreeMap<String, u32>,
    pub(crate) outcome: Outcome,
    pub(crate) story: Story,
    queue: BinaryHeap<Reverse<Scheduled>>,
    scheduled: u64,
    is_over: bool,
}

impl World {
    pub(crate) fn new(seed: u64, number: u64, told: bool) -> Self {
        let mut chance = Chance::of(seed, number);
        let plan = Plan::draw(&mut chance);
        let mut world = Self {
            seed,
            number,
            machines: (0..plan.machines).map(Machine::new).collect(),
            backend: Backend::new(&plan),
            channels: Channels::default(),
            visitors: Vec::new(),
            waiting: vec![VecDeque::new(); plan.machines],
            plan,
            chance,
            now: 0,
            faults_on: true,
            voided: BTreeSet::new(),
            codes_of: BTreeMap::new(),
            papers: BTreeMap::new(),
            outcome: Outcome::default(),
            story: Story::new(told),
            queue: BinaryHeap::new(),
            scheduled: 0,
            is_over: false,
        };
        world.populate();
        world
    }

    /// Runs until everything is quiet or something is broken.
    pub(crate) fn run(&mut self) {
        while self.outcome.violation.is_none() && !self.is_over {
            let Some(Reverse(next)) = self.queue.pop() else {
                break;
            };
            self.now = next.at;
            self.outcome.steps += 1;
            let mixed = self.outcome.fingerprint ^ next.at ^ (next.number << 32);
            self.outcome.fingerprint = mixed
                .wrapping_mul(0x9e37_79b9_7f4a_7c15)
                .rotate_left(29);
            if self.outcome.steps > STEPS_MAX {
                self.broken(Rule::BecomesQuiet, || "the world never ends".to_owned());
            }
            self.happen(next.happening);
        }
    }

    /// What became of it, and its story.
    pub(crate) fn finish(mut self) -> (Outcome, Vec<String>) {
        let visits = self.visitors.iter().filter(|visitor| visitor.began);
        self.outcome.visits = visits.clone().count() as u64;
        self.outcome.troubled = visits.filter(|visitor| visitor.troubled).count() as u64;
        (self.outcome, self.story.lines())
    }

    fn happen(&mut self, happening: Happening) {
        match happening {
            Happening::Timer { machine, at } => self.timer(machine, at),
            Happening::PowerOn { machine } => self.power_on(machine),
            Happening::Restart { machine, life } => self.restart(machine, life),
            Happening::Arrives(call) => self.call_arrives(*call),
            Happening::Answered {
                machine,
                life,
                call,
                answer,
            } => self.call_answered(machine, life, call, *answer),
            Happening::GivenUp {
                machine,
                life,
                call,
            } => self.call_answered(machine, life, call, Err(CallError::TimedOut)),
            Happening::Act { machine, visitor } => self.act(machine, visitor),
            Happening::Next { machine } => self.next_visitor(machine),
            Happening::Start { process } => self.start_process(process),
            Happening::Resume { process, life } => self.resume(process, life),
            Happening::Tick { process, life, at } => self.tick(process, life, at),
            Happening::ReplyDue {
                process,
                life,
                reply,
            } => self.reply_due(process, life, reply),
            Happening::AskArrives(travelling) => self.ask_arrives(&travelling),
            Happening::AskAnswered { question, answer } => self.ask_answered(&question, answer),
            Happening::Confirms { key } => self.payer_confirms(key),
            Happening::Prints {
                machine,
                receipt,
                step,
            } => self.print_goes_on(machine, receipt, step),
            Happening::PrintTakenBack { machine, receipt } => {
                self.print_taken_back(machine, receipt);
            }
            Happening::PrintFound {
                machine,
                life,
                receipt,
                progress,
            } => self.print_found(machine, life, receipt, progress),
            Happening::PrinterTrouble { machine, begins } => self.printer_trouble(machine, begins),
            Happening::PrinterLook { machine, life } => self.printer_look(machine, life),
            Happening::Camera { machine, live } => self.camera(machine, live),
            Happening::NetworkDown { machine, until } => self.network_down(machine, until),
            Happening::DiskFull { machine } => self.disk_full(machine),
            Happening::MachineClock { machine, by } => self.machine_clock(machine, by),
            Happening::BackendClock { by } => self.backend_clock(by),
            Happening::Crash { process } => self.crash(process),
            Happening::AllDark => self.all_dark(),
            Happening::FaultsOver => self.faults_over(),
            Happening::LookIfQuiet { until } => self.is_over = self.look_if_quiet(until),
        }
    }

    /// Plans something for `after` milliseconds from now.
    pub(crate) fn after(&mut self, after: u64, happening: Happening) {
        self.at(self.now + after, happening);
    }

    pub(crate) fn at(&mut self, at: At, happening: Happening) {
        let number = self.scheduled;
        self.scheduled += 1;
        self.queue.push(Reverse(Scheduled {
            at: at.max(self.now),
            number,
            happening,
        }));
    }

    /// Whether this fault happens now: in so many of a thousand cases, times the plan's taste.
    pub(crate) fn fault(&mut self, fault: Fault, permille: u32) -> bool {
        let share = self.plan.share(fault, permille);
        let happens = self.faults_on && self.chance.permille(share);
        if happens {
            self.outcome.coverage.fault(fault);
        }
        happens
    }

    /// The same, and the visitor has met it.
    pub(crate) fn fault_of(
        &mut self,
        visitor: Option<usize>,
        fault: Fault,
        permille: u32,
    ) -> bool {
        let happens = self.fault(fault, permille);
        if happens {
            self.troubles(visitor);
        }
        happens
    }

    pub(crate) fn troubles(&mut self, visitor: Option<usize>) {
        if let Some(visitor) = visitor {
            self.visitors[visitor].troubled = true;
        }
    }

    /// Something that must never be is so.
    pub(crate) fn broken(&mut self, rule: Rule, what: impl FnOnce() -> String) {
        if self.outcome.violation.is_some() {
            return;
        }
        let what = what();
        let now = self.now;
        self.story.tell(now, Who::Check, || {
            format!("BROKEN, {}: {what}", rule.name())
        });
        self.outcome.violation = Some(Violation {
            seed: self.seed,
            world: self.number,
            rule,
            what,
            story: Vec::new(),
        });
    }

    /// A line of the story.
    pub(crate) fn tell(&mut self, who: Who, what: impl FnOnce() -> String) {
        let now = self.now;
        self.story.tell(now, who, what);
    }
}
