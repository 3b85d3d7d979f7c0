//! The simulation: the real kiosk core and the real order logic against a world that fails.
//!
//! One seed gives a row of *worlds*, and each of them can be run again alone. A world is a hall in
//! miniature: two machines with the real [`kiosk::Kiosk`], a backend of one or two processes on one
//! database with the real [`order::Order`], both channels with a true ledger, a printer at each
//! machine, and citizens who see nothing but the screen. Everything else (networks, disks, clocks,
//! power) is simulated, in one thread and without a clock, so the same world always runs the same.
//!
//! Messages are lost, late, doubled and overtaken; answers are lost; machines and processes lose
//! their power at any effect; disks run full; channels are unsure, slow and contradict themselves;
//! payers pay while they are being cancelled; printers jam and lie; fingers are impatient. After
//! every step the checks in `checks.rs` look whether what is *always true* still is. Then the
//! faults are over, everything has to become quiet, and the books have to agree.
//!
//! What is taken for granted:
//! - what a disk has synced stays; what was being written when the power went is there or not;
//! - a payment code lives 60 s and is good once; a message to a channel arrives within two minutes
//!   or never; a channel's answers are less than half a minute behind what is true there, but for
//!   charges it knows nothing of for less than four minutes (all of this stands behind
//!   [`order::ChannelWaits::late_ms`]);
//! - what a channel refuses stays refused; where it gives nothing back at all (refused for good),
//!   it knows of its charges at once: otherwise only people could put it right;
//! - the processes of one backend share one wall clock. It may be set by up to a day, forward or
//!   back, once while a world lasts; a machine's wall clock may be set at any time.

mod applying;
mod asking;
mod backend;
mod chance;
mod channel;
mod checks;
mod citizen;
mod coverage;
mod desk;
mod disk;
mod ending;
mod machine;
mod network;
mod plan;
mod printer;
mod rules;
mod seeing;
mod serving;
mod story;
mod telling;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use coverage::{Checked, Coverage, Fault, State};
pub use rules::{Rule, Violation};
pub use world::Outcome;

use world::World;

/// Runs one world. If something is broken, the world is run again with its story told.
#[must_use]
pub fn run_world(seed: u64, world: u64) -> Outcome {
    let (mut outcome, _) = attempt(seed, world, false);
    if let Some(violation) = &mut outcome.violation {
        violation.story = attempt(seed, world, true).1;
    }
    outcome
}

/// The story of a world, broken or not.
#[must_use]
pub fn tell_world(seed: u64, world: u64) -> (Outcome, Vec<String>) {
    attempt(seed, world, true)
}

/// An assertion of the cores that fails is a violation like any other.
fn attempt(seed: u64, number: u64, told: bool) -> (Outcome, Vec<String>) {
    let mut world = World::new(seed, number, told);
    let ran = catch_unwind(AssertUnwindSafe(|| world.run()));
    if let Err(cause) = ran {
        let text = cause
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned()))
            .unwrap_or_else(|| "no reason was given".to_owned());
        world.broken(Rule::Assertion, || text);
    }
    world.finish()
}

/// The sum over many worlds.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Worlds that were run.
    pub worlds: u64,
    /// All together; the violation is the first one.
    pub outcome: Outcome,
    /// Worlds in which something was broken.
    pub violations: u64,
}

impl Totals {
    /// Adds a world.
    pub fn add(&mut self, outcome: Outcome) {
        let sum = &mut self.outcome;
        self.worlds += 1;
        sum.visits += outcome.visits;
        sum.troubled += outcome.troubled;
        sum.power_cuts += outcome.power_cuts;
        sum.steps += outcome.steps;
        sum.fingerprint = sum.fingerprint.rotate_left(7) ^ outcome.fingerprint;
        sum.coverage.add(&outcome.coverage);
        if outcome.violation.is_some() {
            self.violations += 1;
            if sum.violation.is_none() {
                sum.violation = outcome.violation;
            }
        }
    }
}

/// Runs worlds of a seed until so many visits were made, or something is broken.
#[must_use]
pub fn run(seed: u64, visits: u64) -> Totals {
    let mut totals = Totals::default();
    let mut world = 0;
    while totals.outcome.visits < visits && totals.violations == 0 {
        totals.add(run_world(seed, world));
        world += 1;
    }
    totals
}
