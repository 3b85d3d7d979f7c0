//! What kind of world it is: which faults it likes, and what is going to go wrong by itself.
//!
//! Each world likes some faults and knows nothing of others, so that worlds with much of one
//! trouble occur as well as those with a little of everything.

use std::time::Duration;

use kiosk::config::{Config, Times};
use kiosk::text::{Lang, Texts};
use order::Waits;

use crate::chance::Chance;
use crate::coverage::Fault;
use crate::world::{Happening, World};

const MINUTE: u64 = 60_000;
/// In this time the citizens of a world come.
const DAY: u64 = 14 * MINUTE;
/// A message to a channel takes shorter than the order logic believes it may take.
pub(crate) const LATE: u64 = 118_000;
/// For so long a channel may say what was true before.
pub(crate) const STALE: u64 = 28_000;

/// The plan of a world.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) machines: usize,
    pub(crate) processes: usize,
    pub(crate) visits: u64,
    pub(crate) config: Config,
    pub(crate) waits: Waits,
    /// How much each fault is liked: 0 not at all, 2 as usual.
    taste: Vec<u32>,
    /// Whether money can be given back at all.
    pub(crate) can_reverse: bool,
}

impl Plan {
    pub(crate) fn draw(chance: &mut Chance) -> Self {
        let taste = Fault::ALL
            .iter()
            .map(|_| chance.one_of([0, 1, 2, 2, 3, 6]))
            .collect();
        let langs = vec![Lang::new("zh-CN"), Lang::new("en")];
        let unresolved_max = usize::try_from(chance.between(1, 3)).unwrap_or(3);
        Self {
            machines: 2,
            processes: if chance.permille(400) { 2 } else { 1 },
            visits: chance.between(12, 20),
            config: Config {
                hall: Texts::from([("zh-CN", "hall")]),
                machine: "1".to_owned(),
                langs,
                themes: vec![kiosk::view::Theme("normal".to_owned())],
                utc_offset_minutes: 480,
                times: Times {
                    refresh: Duration::from_secs(120),
                    ..Times::default()
                },
                unresolved_max,
                kept_max: usize::try_from(chance.between(1, 4)).unwrap_or(1),
                journal_max: usize::try_from(chance.between(20, 60)).unwrap_or(20),
            },
            waits: Waits {
                hold_ms: 8 * 60_000,
                ..Waits::default()
            },
            taste,
            can_reverse: chance.permille(930),
        }
    }

    pub(crate) fn share(&self, fault: Fault, permille: u32) -> u32 {
        self.taste[fault as usize] * permille / 2
    }
}

impl World {
    /// Puts everything into the world, and plans what goes wrong by itself.
    pub(crate) fn populate(&mut self) {
        for process in 0..self.plan.processes {
            let after = self.chance.below(500);
            self.after(after, Happening::Start { process });
        }
        for machine in 0..self.plan.machines {
            let after = self.chance.below(2_000);
            self.after(after, Happening::PowerOn { machine });
            let after = self.chance.between(1_000, 8_000);
            self.after(after, Happening::Next { machine });
        }
        self.invite();
        for machine in 0..self.plan.machines {
            self.plan_machine(machine);
        }
        self.plan_backend();
        self.at(DAY, Happening::FaultsOver);
    }

    fn is_planned(&mut self, fault: Fault, permille: u32) -> bool {
        let share = self.plan.share(fault, permille);
        self.chance.permille(share)
    }

    fn plan_machine(&mut self, machine: usize) {
        if self.is_planned(Fault::NetworkDown, 350) {
            let at = self.chance.below(DAY);
            let until = at + self.chance.between(2_000, 180_000);
            self.at(at, Happening::NetworkDown { machine, until });
        }
        if self.is_planned(Fault::CameraLost, 150) {
            let at = self.chance.below(DAY);
            let back = at + self.chance.between(2_000, 90_000);
            self.at(
                at,
                Happening::Camera {
                    machine,
                    live: false,
                },
            );
            self.at(
                back,
                Happening::Camera {
                    machine,
                    live: true,
                },
            );
        }
        if self.is_planned(Fault::PrinterEmpty, 500) {
            for _ in 0..2 {
                let at = self.chance.below(DAY);
                let back = at + self.chance.between(5_000, 180_000);
                let (begins, ends) = (true, false);
                self.at(at, Happening::PrinterTrouble { machine, begins });
                let begins = ends;
                self.at(back, Happening::PrinterTrouble { machine, begins });
            }
        }
        if self.is_planned(Fault::DiskFull, 120) {
            let at = self.chance.below(DAY);
            self.at(at, Happening::DiskFull { machine });
        }
        if self.is_planned(Fault::MachineClock, 400) {
            let at = self.chance.below(DAY);
            let by = self.leap();
            self.at(at, Happening::MachineClock { machine, by });
        }
    }

    fn plan_backend(&mut self) {
        if self.is_planned(Fault::BackendClock, 300) {
            let at = self.chance.below(DAY);
            let by = self.leap();
            self.at(at, Happening::BackendClock { by });
        }
        if self.is_planned(Fault::KilledAsking, 500) {
            for _ in 0..3 {
                let at = self.chance.below(DAY);
                let process = self.any_process();
                self.at(at, Happening::Crash { process });
            }
        }
        if self.is_planned(Fault::PowerBoth, 200) {
            let at = self.chance.below(DAY);
            self.at(at, Happening::AllDark);
        }
    }

    /// Up to a day, forward or back.
    fn leap(&mut self) -> i64 {
        let most = self.chance.one_of([3_000, 90_000, 3_600_000, 86_400_000]);
        let by = i64::try_from(self.chance.between(1_500, most)).unwrap_or(0);
        if self.chance.permille(500) { by } else { -by }
    }

    pub(crate) fn any_process(&mut self) -> usize {
        let any = self.chance.below(self.plan.processes as u64);
        usize::try_from(any).unwrap_or(0)
    }
}
