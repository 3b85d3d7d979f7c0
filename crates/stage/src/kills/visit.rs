//! One visit with its kills.

use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

use anyhow::ensure;
use tokio::sync::watch;
use tokio::time::Instant;

use super::machines::Machines;
use super::people::Person;
use super::plan::{Kill, Plan, Victim, When};
use super::visitor::Visitor;
use crate::channels::{ChannelKind, Ledger, Outcome};

/// How often everything is looked at when nothing happens.
const LOOK: Duration = Duration::from_millis(100);
/// A visit that goes on for longer than this hangs.
const VISIT_MAX: Duration = Duration::from_secs(90);
/// Somebody looks after the printer again when it has no power.
const POSTPONED: Duration = Duration::from_millis(200);

/// What happened.
#[derive(Default)]
pub(super) struct Story {
    pub(super) kills: Vec<Killed>,
}

/// A process that was killed.
pub(super) struct Killed {
    after: Duration,
    waited_for: When,
    /// What was on the screen.
    pub(super) place: String,
    pub(super) victim: Victim,
}

impl fmt::Display for Killed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ms, victim) = (self.after.as_millis(), self.victim.name());
        let (place, when) = (&self.place, self.waited_for);
        write!(f, "{ms:>6} ms: {victim} at {place} (waited for {when:?})")
    }
}

/// Something to be done at its time.
#[derive(Clone, Copy)]
enum Todo {
    Kill(usize),
    Start(Victim),
    Answer(ChannelKind, Outcome),
    ClearPrinter,
}

pub(super) struct Visit<'a> {
    machines: &'a mut Machines,
    plan: &'a Plan,
    person: &'a Person,
    visitor: Visitor<'a>,
    since: Instant,
    agenda: Vec<(Instant, Todo)>,
    /// Kills whose moment has come.
    fired: BTreeSet<usize>,
    /// Questions on the payer's phone that are being dealt with.
    asked: BTreeSet<String>,
    place: String,
    story: Story,
}

impl<'a> Visit<'a> {
    pub(super) fn new(machines: &'a mut Machines, plan: &'a Plan, person: &'a Person) -> Self {
        Self {
            machines,
            plan,
            person,
            visitor: Visitor::new(plan, person),
            since: Instant::now(),
            agenda: Vec::new(),
            fired: BTreeSet::new(),
            asked: BTreeSet::new(),
            place: String::new(),
            story: Story::default(),
        }
    }

    /// Does the visit until the citizen has left and everything that was killed is started again.
    /// What had happened until an error is in the story as well.
    pub(super) async fn run(mut self) -> (Story, anyhow::Result<()>) {
        let outcome = self.go().await;
        (self.story, outcome)
    }

    async fn go(&mut self) -> anyhow::Result<()> {
        if let Some((fault, cleared)) = self.plan.fault {
            self.machines.hall.printer().fault(fault).await?;
            if let Some(after) = cleared {
                self.agenda
                    .push((Instant::now() + after, Todo::ClearPrinter));
            }
        }
        let mut views = self.machines.kiosk.views();
        let mut changes = self.machines.hall.ledger(self.visitor.channel()).changes();
        while !(self.visitor.is_gone() && self.agenda.is_empty()) {
            let seen = views.borrow_and_update().clone();
            ensure!(!seen.ended, "the kiosk has ended by itself");
            ensure!(
                self.since.elapsed() < VISIT_MAX,
                "the visit hangs at {}",
                self.place
            );
            self.place = match &seen.view {
                Some(view) => view.place(),
                None if seen.on => "starting".to_owned(),
                None => "off".to_owned(),
            };
            ensure!(
                self.place != "outOfService",
                "the machine is out of service"
            );
            self.find_moments();
            self.find_questions();
            for todo in self.due() {
                self.carry_out(todo).await?;
            }
            let (hall, kiosk) = (&self.machines.hall, &mut self.machines.kiosk);
            self.visitor.look(&seen, hall, kiosk).await;
            self.wait(&mut views, &mut changes).await;
        }
        Ok(())
    }

    async fn wait<T>(&self, views: &mut watch::Receiver<T>, changes: &mut watch::Receiver<u64>) {
        let next = self.agenda.iter().map(|(at, _)| *at).min();
        let look = Instant::now() + LOOK;
        tokio::select! {
            // The senders live as long as the machines.
            _ = views.changed() => {}
            _ = changes.changed() => {}
            () = tokio::time::sleep_until(next.map_or(look, |next| next.min(look))) => {}
        }
    }

    /// Kills whose moment has come go on the agenda, once each.
    fn find_moments(&mut self) {
        let charged = self.ledger_says(|order| order.charges() > 0);
        let returned = self.ledger_says(|order| order.returns() > 0);
        for (number, kill) in self.plan.kills.iter().enumerate() {
            let come = match kill.when {
                When::Begin => true,
                When::Shown(place) => self.place == place,
                When::Charged => charged,
                When::Returned => returned,
            };
            if come && self.fired.insert(number) {
                let at = Instant::now() + kill.after;
                self.agenda.push((at, Todo::Kill(number)));
            }
        }
    }

    fn ledger_says(&self, what: impl Fn(&crate::channels::OrderRecord) -> bool) -> bool {
        let orders = self.ledger().orders();
        let mut theirs = orders
            .iter()
            .filter(|order| order.payer == self.person.payer);
        theirs.any(what)
    }

    fn ledger(&self) -> &Ledger {
        self.machines.hall.ledger(self.visitor.channel())
    }

    /// What the payer is asked on the phone is answered in the payer's time, once.
    fn find_questions(&mut self) {
        let Some((after, outcome)) = self.visitor.answers() else {
            return;
        };
        for prompt in self.ledger().prompts(&self.person.payer) {
            if self.asked.insert(prompt.order) {
                let answer = Todo::Answer(self.visitor.channel(), outcome);
                self.agenda.push((Instant::now() + after, answer));
            }
        }
    }

    /// Takes what is due off the agenda.
    fn due(&mut self) -> Vec<Todo> {
        let now = Instant::now();
        let (due, later) = self.agenda.drain(..).partition(|(at, _)| *at <= now);
        self.agenda = later;
        let due: Vec<(Instant, Todo)> = due;
        due.into_iter().map(|(_, todo)| todo).collect()
    }

    async fn carry_out(&mut self, todo: Todo) -> anyhow::Result<()> {
        match todo {
            Todo::Kill(number) => {
                let Some(kill) = self.plan.kills.get(number) else {
                    return Ok(());
                };
                self.kill(kill).await?;
            }
            Todo::Start(victim) => self.machines.start(victim).await?,
            Todo::Answer(channel, outcome) => {
                // The question may be closed by now.
                let ledger = self.machines.hall.ledger(channel);
                let _ = ledger.confirm(&self.person.payer, outcome);
            }
            Todo::ClearPrinter if !self.machines.printer_is_on() => {
                let at = Instant::now() + POSTPONED;
                self.agenda.push((at, Todo::ClearPrinter));
            }
            Todo::ClearPrinter => self.machines.hall.printer().clear().await?,
        }
        Ok(())
    }

    async fn kill(&mut self, kill: &Kill) -> anyhow::Result<()> {
        for (victim, away) in kill.victims.iter().zip(&kill.away) {
            if self.machines.kill(*victim).await? {
                self.story.kills.push(Killed {
                    after: self.since.elapsed(),
                    waited_for: kill.when,
                    place: self.place.clone(),
                    victim: *victim,
                });
            }
            self.agenda
                .push((Instant::now() + *away, Todo::Start(*victim)));
        }
        Ok(())
    }
}
