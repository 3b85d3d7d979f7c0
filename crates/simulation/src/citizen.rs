//! The citizens: they see nothing but the screen, and have fingers, phones and no patience.

use kiosk::Event;
use kiosk::scan::{CodeId, Refusal, Scan};
use kiosk::secret::Secret;
use kiosk::text::Lang;
use kiosk::touch::Touch;
use kiosk::view::{Channel, Closed, PaperPhase, PayPhase, Screen, Sheet, View};
use uuid::Uuid;

use crate::channel::Code;
use crate::coverage::{Fault, State};
use crate::desk::{Due, MARK};
use crate::seeing;
use crate::story::Who;
use crate::world::{At, Happening, World};

/// Nobody stays for ever.
const LOOKS_MAX: u32 = 120;

/// Somebody who comes to a machine.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    /// Who it is: some come twice.
    pub(crate) citizen: usize,
    service: &'static str,
    /// A visit of theirs began.
    pub(crate) began: bool,
    /// They have met a failure.
    pub(crate) troubled: bool,
    /// They have seen a last screen.
    finished: bool,
    code: Option<u64>,
    leaves_at: At,
    /// Looks at the screen until they have had enough.
    looks: u32,
    hasty: bool,
    cancels: bool,
    another: bool,
}

impl World {
    /// Makes everybody who is going to come, and what they owe.
    pub(crate) fn invite(&mut self) {
        for number in 0..self.plan.visits {
            let number = usize::try_from(number).unwrap_or(0);
            let comes_again = number > 2 && self.chance.permille(150);
            let citizen = if comes_again { number - 2 } else { number };
            let service = self.chance.one_of([
                "fines",
                "fines",
                "fines",
                "notice",
                "notice",
                "hospital",
                "statement",
            ]);
            let hasty = self.chance.permille(400);
            let cancels = self.chance.permille(150);
            let another = self.chance.permille(200);
            self.visitors.push(Visitor {
                citizen,
                service,
                began: false,
                troubled: false,
                finished: false,
                code: None,
                leaves_at: 0,
                looks: 0,
                hasty,
                cancels,
                another,
            });
            for due in 0..self.chance.between(1, 3) {
                let amount = self.chance.between(1, 9) * 5_000;
                self.owe(format!("F{number}.{due}"), number, amount);
            }
            self.owe(format!("N{number}"), number, 12_000);
            let machine = number % self.plan.machines;
            self.waiting[machine].push_back(number);
        }
    }

    fn owe(&mut self, id: String, citizen: usize, amount: u64) {
        self.backend.dues.insert(
            id,
            Due {
                citizen,
                amount,
                held_by: None,
                paid_by: None,
            },
        );
    }

    pub(crate) fn next_visitor(&mut self, machine: usize) {
        if !self.faults_on || self.machines[machine].visitor.is_some() {
            return;
        }
        let Some(visitor) = self.waiting[machine].pop_front() else {
            return;
        };
        self.machines[machine].visitor = Some(visitor);
        let patience = self.chance.between(60_000, 300_000);
        self.visitors[visitor].leaves_at = self.now + patience;
        self.tell(Who::Visitor(visitor), || {
            format!("comes to machine {}", machine + 1)
        });
        self.act(machine, visitor);
    }

    fn leave(&mut self, machine: usize) {
        if let Some(visitor) = self.machines[machine].visitor.take() {
            self.tell(Who::Visitor(visitor), || "leaves".to_owned());
        }
        let later = self.chance.between(500, 15_000);
        self.after(later, Happening::Next { machine });
    }

    /// Looks at the screen and does something.
    pub(crate) fn act(&mut self, machine: usize, visitor: usize) {
        if self.machines[machine].visitor != Some(visitor) {
            return;
        }
        let Some(kiosk) = &self.machines[machine].kiosk else {
            // A dark screen.
            return self.wait(machine, visitor, 3_000);
        };
        let view = kiosk.view();
        self.see(&view);
        self.check_view(machine, &view);
        if self.fault(Fault::WalkedAway, 8) {
            return self.leave(machine);
        }
        let pause = self.fingers(machine, visitor, &view);
        match pause {
            Some(pause) => self.wait(machine, visitor, pause),
            None => self.leave(machine),
        }
    }

    fn wait(&mut self, machine: usize, visitor: usize, pause: u64) {
        let looks = &mut self.visitors[visitor].looks;
        *looks += 1;
        if *looks > LOOKS_MAX {
            return self.leave(machine);
        }
        let is_of_visit = self.machines[machine].owner == Some(visitor);
        if self.now > self.visitors[visitor].leaves_at && !is_of_visit {
            return self.leave(machine);
        }
        let pause = self.chance.between(pause / 2, pause);
        self.after(pause, Happening::Act { machine, visitor });
    }

    pub(crate) fn touch(&mut self, machine: usize, revision: u64, touch: Touch) {
        if self.story.is_told() {
            let what = format!("touches {touch:?}");
            let visitor = self.machines[machine].visitor.unwrap_or(0);
            self.tell(Who::Visitor(visitor), || what);
        }
        self.event(machine, Event::Touched { revision, touch });
    }

    pub(crate) fn scan(&mut self, machine: usize, scan: Scan) {
        if self.machines[machine].looking && self.machines[machine].camera_live {
            self.event(machine, Event::Scanned(scan));
        }
    }

    /// What the citizen does at this screen; then how long until the next look, or `None` to go.
    fn fingers(&mut self, machine: usize, visitor: usize, view: &View) -> Option<u64> {
        if self.fault(Fault::RandomTouch, 15) {
            let touch = self.any_touch();
            self.touch(machine, view.revision, touch);
            return Some(600);
        }
        let mine = self.machines[machine].owner == Some(visitor);
        match &view.sheet {
            Some(_) if !mine => return Some(5_000),
            Some(Sheet::Access | Sheet::Speech) => {}
            Some(Sheet::StillThere { .. }) => {
                self.touch(machine, view.revision, Touch::Stay);
                return Some(1_500);
            }
            Some(Sheet::Help { .. }) => {
                let touch = self.chance.one_of([0, 1]);
                let touch = if touch == 0 {
                    Touch::Stay
                } else {
                    Touch::CallStaff
                };
                self.touch(machine, view.revision, touch);
                return Some(1_500);
            }
            None => {}
        }
        if view.frame.help && self.chance.permille(4) {
            self.touch(machine, view.revision, Touch::Help);
            return Some(1_000);
        }
        match &view.screen {
            Screen::Attract { .. } => {
                if self.visitors[visitor].finished {
                    return None;
                }
                self.press(machine, view.revision, Touch::Begin);
                Some(1_200)
            }
            Screen::Thanks { .. } if self.visitors[visitor].finished => None,
            Screen::Thanks { .. } => {
                self.visitors[visitor].finished = self.visitors[visitor].began;
                if self.visitors[visitor].finished {
                    return None;
                }
                self.press(machine, view.revision, Touch::Begin);
                Some(1_000)
            }
            Screen::Starting | Screen::OutOfService { .. } => Some(6_000),
            _ if !mine => Some(5_000),
            Screen::Services { services, .. } => {
                let wanted = self.visitors[visitor].service;
                let tile = services.iter().find(|tile| tile.id == wanted);
                if let Some(closed) = tile.and_then(|tile| tile.closed.clone()) {
                    self.outcome.coverage.state(match closed {
                        Closed::NeedsNetwork => State::ServicesClosed,
                        Closed::TooManyKept => State::ServicesFull,
                        Closed::OutsideHours { .. } => return Some(2_000),
                    });
                    if self.chance.permille(200) {
                        // What goes on without a network is better than nothing.
                        self.visitors[visitor].service = "statement";
                    }
                    if self.chance.permille(100) {
                        self.press(machine, view.revision, Touch::Back);
                        return Some(2_000);
                    }
                }
                let id = self.visitors[visitor].service.to_owned();
                self.press(machine, view.revision, Touch::ChooseService { id });
                Some(2_000)
            }
            Screen::Identify {
                waiting: Some(_), ..
            }
            | Screen::Dues {
                waiting: Some(_), ..
            }
            | Screen::Review {
                waiting: Some(_), ..
            }
            | Screen::Question {
                waiting: Some(_), ..
            }
            | Screen::Details {
                waiting: Some(_), ..
            } => Some(2_000),
            Screen::Intro { .. } | Screen::Details { .. } => {
                self.press(machine, view.revision, Touch::Next);
                Some(1_500)
            }
            Screen::Rate { .. } => {
                let touch = match self.chance.below(4) {
                    0 => Touch::Rate { level: 5 },
                    1 => Touch::Rate { level: 1 },
                    _ => Touch::Next,
                };
                self.press(machine, view.revision, touch);
                Some(1_500)
            }
            Screen::Identify { .. } => {
                self.show_citizen_code(machine, visitor);
                Some(1_500)
            }
            Screen::Question { input, .. } => self.question(machine, visitor, view, input),
            Screen::Dues { dues, .. } => {
                if self.chance.permille(300)
                    && let Some(due) = dues.first()
                {
                    let (id, on) = (due.id.clone(), !due.ticked);
                    self.press(machine, view.revision, Touch::Tick { id, on });
                    return Some(1_000);
                }
                self.press(machine, view.revision, Touch::Next);
                Some(2_000)
            }
            Screen::Review { .. } => {
                let touch = if self.chance.permille(30) {
                    Touch::Back
                } else {
                    Touch::Next
                };
                self.press(machine, view.revision, touch);
                Some(2_000)
            }
            Screen::Pay { phase, .. } => self.pay_screen(machine, visitor, view, phase),
            Screen::Receipt { phase, .. } | Screen::Handout { phase, .. } => {
                self.paper_screen(machine, visitor, view, phase)
            }
            Screen::Taken { .. } => {
                self.another_or_next(machine, visitor, view.revision);
                Some(3_000)
            }
            Screen::Unresolved { .. } => {
                if self.chance.permille(400) {
                    self.press(machine, view.revision, Touch::Next);
                }
                Some(4_000)
            }
        }
    }

    /// A touch with an impatient finger.
    pub(crate) fn press(&mut self, machine: usize, revision: u64, touch: Touch) {
        self.touch(machine, revision, touch.clone());
        let Some(visitor) = self.machines[machine].visitor else {
            return;
        };
        if self.visitors[visitor].hasty && self.fault(Fault::DoubleTouch, 150) {
            self.touch(machine, revision, touch.clone());
        }
        if self.fault(Fault::StaleTouch, 10) {
            self.touch(machine, revision.saturating_sub(1), touch);
        }
    }

    fn any_touch(&mut self) -> Touch {
        match self.chance.below(12) {
            0 => Touch::Next,
            1 | 2 => Touch::Back,
            3 | 4 => Touch::Cancel,
            5 => Touch::Another,
            6 => Touch::Begin,
            7 => Touch::Help,
            8 => Touch::Clear,
            9 => Touch::Speak {
                lang: Lang::new("en"),
            },
            10 => Touch::Key { key: '7' },
            _ => Touch::TextSize { size: 2 },
        }
    }

    /// The phone has a new code every minute.
    fn code_on_the_phone(&self, visitor: usize) -> CodeId {
        let minute = u128::from(self.now / 60_000);
        CodeId(Uuid::from_u128(minute << 64 | visitor as u128))
    }

    fn show_citizen_code(&mut self, machine: usize, visitor: usize) {
        let citizen = self.visitors[visitor].citizen;
        let scan = if self.fault(Fault::OtherCode, 50) {
            match self.chance.below(4) {
                0 => Scan::CitizenRefused(Refusal::Expired),
                1 => Scan::IdNumber,
                2 => Scan::Payment {
                    channel: Some(Channel::Alipay),
                    code: Secret::new("130000".to_owned()),
                },
                _ => Scan::Other,
            }
        } else {
            Scan::Citizen {
                code: Secret::new(format!("code{MARK}{citizen}{MARK}")),
                id: self.code_on_the_phone(visitor),
            }
        };
        self.scan(machine, scan);
    }

    fn pay_screen(
        &mut self,
        machine: usize,
        visitor: usize,
        view: &View,
        phase: &PayPhase,
    ) -> Option<u64> {
        match phase {
            PayPhase::ShowCode { .. } => {
                if self.visitors[visitor].code.is_some() && self.chance.permille(150) {
                    self.press(machine, view.revision, Touch::Cancel);
                    return Some(1_500);
                }
                self.show_payment_code(machine, visitor);
                Some(1_000)
            }
            PayPhase::Asking { .. } => {
                if self.visitors[visitor].cancels && self.fault(Fault::Cancelled, 250) {
                    self.press(machine, view.revision, Touch::Cancel);
                }
                Some(2_000)
            }
            PayPhase::Closing { .. } => Some(4_000),
        }
    }

    fn show_payment_code(&mut self, machine: usize, visitor: usize) {
        let held = self.visitors[visitor].code;
        let code = match held {
            Some(held) if self.fault(Fault::CodeHeld, 250) => held,
            Some(_) | None => self.new_code(),
        };
        self.visitors[visitor].code = Some(code);
        let Some(known) = self.channels.codes.get(&code) else {
            return;
        };
        let channel = match known.channel {
            order::Channel::Wechat => Channel::Wechat,
            order::Channel::Alipay => Channel::Alipay,
        };
        let scan = if self.fault(Fault::OtherCode, 20) {
            Scan::Payment {
                channel: None,
                code: Secret::new("6212345678901234".to_owned()),
            }
        } else {
            Scan::Payment {
                channel: Some(channel),
                code: Secret::new(code.to_string()),
            }
        };
        self.scan(machine, scan);
        if self.chance.permille(100) && !self.machines[machine].looking {
            // Held there a moment too long: the machine has looked away.
            let code = Secret::new(code.to_string());
            let channel = Some(channel);
            self.event(machine, Event::Scanned(Scan::Payment { channel, code }));
        }
    }

    /// A code as the phone shows it: it has been on the screen for a while.
    fn new_code(&mut self) -> u64 {
        let number = self.channels.codes.len() as u64;
        let code = 130_000_000_000_000_000 + number;
        let channel = self
            .chance
            .one_of([order::Channel::Wechat, order::Channel::Alipay]);
        let age = self.chance.below(40_000);
        self.channels.codes.insert(
            code,
            Code {
                channel,
                born: self.now.saturating_sub(age),
                used_by: None,
            },
        );
        code
    }

    fn paper_screen(
        &mut self,
        machine: usize,
        visitor: usize,
        view: &View,
        phase: &PaperPhase,
    ) -> Option<u64> {
        match phase {
            PaperPhase::Printing { .. } | PaperPhase::Waiting { .. } => {
                if self.chance.permille(25) {
                    self.press(machine, view.revision, Touch::Next);
                }
            }
            PaperPhase::Printed | PaperPhase::NotPrinted { .. } => {
                self.another_or_next(machine, visitor, view.revision);
            }
        }
        Some(3_000)
    }

    fn another_or_next(&mut self, machine: usize, visitor: usize, revision: u64) {
        let again = std::mem::take(&mut self.visitors[visitor].another);
        let touch = if again { Touch::Another } else { Touch::Next };
        if again {
            self.visitors[visitor].service =
                self.chance.one_of(["hospital", "statement", "progress"]);
            self.visitors[visitor].code = None;
        }
        self.press(machine, revision, touch);
    }

    /// Counts what is on the screen.
    fn see(&mut self, view: &View) {
        let state = seeing::state_of(view);
        self.outcome.coverage.state(state);
        match view.sheet {
            Some(Sheet::Help { .. }) => self.outcome.coverage.state(State::HelpSheet),
            Some(Sheet::Access | Sheet::Speech) => {}
            Some(Sheet::StillThere { .. }) => self.outcome.coverage.state(State::StillThere),
            None => {}
        }
    }
}
