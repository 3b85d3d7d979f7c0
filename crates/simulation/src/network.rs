//! Between machine and backend: everything a network does.

use kiosk::call::{Answer, CallError, CallId, Request};

use crate::backend::Call;
use crate::coverage::Fault;
use crate::story::Who;
use crate::world::{Happening, World};

impl World {
    /// A call leaves a machine.
    pub(crate) fn travel(&mut self, machine: usize, call: CallId, request: Request) {
        let life = self.machines[machine].life;
        // The backend is asked for its catalogue every now and then: nobody is troubled by that.
        let visitor = match request {
            Request::Catalogue => None,
            _ => self.machines[machine].visitor,
        };
        if self.now < self.machines[machine].network_down_until {
            self.troubles(visitor);
            if self.chance.permille(500) {
                let answer = Box::new(Err(CallError::Unreachable));
                self.after(20, Happening::Answered {
                    machine,
                    life,
                    call,
                    answer,
                });
            }
            return;
        }
        if self.fault_of(visitor, Fault::RequestLost, 12) {
            self.tell(Who::World, || format!("call {} is lost", call.0));
            return;
        }
        let travels = Call {
            machine,
            life,
            call,
            visitor,
            request,
        };
        if self.fault_of(visitor, Fault::RequestDoubled, 15) {
            let later = self.chance.between(1, 30_000);
            self.after(later, Happening::Arrives(Box::new(travels.clone())));
        }
        let mut takes = self.chance.between(5, 60);
        if self.fault_of(visitor, Fault::RequestLate, 20) {
            takes = self.chance.between(500, 90_000);
        }
        self.after(takes, Happening::Arrives(Box::new(travels)));
    }

    /// A call arrives at whatever process is there.
    pub(crate) fn call_arrives(&mut self, call: Call) {
        let number = (call.life, call.call.0);
        let arrived = &mut self.machines[call.machine].arrived;
        if number < *arrived {
            self.outcome.coverage.fault(Fault::RequestOvertaken);
        }
        *arrived = number.max(*arrived);
        let first = self.any_process();
        let processes = self.plan.processes;
        let up = (0..processes)
            .map(|next| (first + next) % processes)
            .find(|process| self.backend.processes[*process].is_up);
        match up {
            Some(process) => self.serve(process, call),
            None => {
                self.troubles(call.visitor);
                self.reply(&call, Err(CallError::Unreachable));
            }
        }
    }

    /// An answer goes back.
    pub(crate) fn reply(&mut self, call: &Call, answer: Result<Answer, CallError>) {
        let mut answer = answer;
        let mut takes = self.chance.between(5, 50);
        if self.fault_of(call.visitor, Fault::AnswerLost, 15) {
            self.tell(Who::World, || format!("the answer to call {} is lost", call.call.0));
            return;
        }
        if self.fault_of(call.visitor, Fault::AnswerBroken, 8) {
            answer = Err(CallError::Broken);
        }
        if self.fault_of(call.visitor, Fault::AnswerLate, 15) {
            takes = self.chance.between(1_000, 15_000);
        }
        self.after(takes, Happening::Answered {
            machine: call.machine,
            life: call.life,
            call: call.call,
            answer: Box::new(answer),
        });
    }

    pub(crate) fn network_down(&mut self, machine: usize, until: u64) {
        self.tell(Who::World, || format!("machine {} has no network", machine + 1));
        self.outcome.coverage.fault(Fault::NetworkDown);
        self.machines[machine].network_down_until = until;
    }
}
