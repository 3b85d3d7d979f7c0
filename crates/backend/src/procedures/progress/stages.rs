//! The way of one application, from what is known of it. Pure.

use std::collections::BTreeMap;

use order::Millis;
use service::{Stage, Texts};

use crate::procedures::time;
use crate::procedures::words::{WORDS, counted};

/// How far those in charge are; in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaseStage {
    /// Somebody looks at it.
    Examination,
    /// It is decided.
    Decided,
    /// What was asked for can be had.
    Ready,
}

impl CaseStage {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Examination, Self::Decided, Self::Ready];

    /// As it is kept.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Examination => "examination",
            Self::Decided => "decided",
            Self::Ready => "ready",
        }
    }

    fn name(self) -> &'static Texts {
        match self {
            Self::Examination => &WORDS.stage_examination,
            Self::Decided => &WORDS.stage_decided,
            Self::Ready => &WORDS.stage_ready,
        }
    }
}

/// What is known of an application.
pub(super) struct Case {
    pub number: String,
    pub made_at: Millis,
    pub money: Money,
    /// People look at it, even if nobody has begun.
    pub is_examined: bool,
    pub reached: BTreeMap<CaseStage, Millis>,
}

/// What became of its fee.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Money {
    /// It costs nothing.
    None,
    /// It is being paid, or may be.
    Waiting,
    /// It was paid then.
    Paid(Millis),
    /// It was not paid and will not be.
    Withdrawn,
}

impl Case {
    /// The whole way; what is behind is done.
    pub fn stages(&self) -> Vec<Stage> {
        let stage = |name: &Texts, detail: Texts, done| Stage {
            name: name.clone(),
            detail,
            done,
        };
        let then = |at: Millis| Texts::same(time(at));
        let words = &*WORDS;
        let mut stages = vec![stage(&words.stage_accepted, then(self.made_at), true)];
        match self.money {
            Money::None => {}
            Money::Paid(at) => stages.push(stage(&words.stage_paid, then(at), true)),
            Money::Waiting => {
                stages.push(stage(&words.stage_unpaid, Texts::default(), false));
                return stages;
            }
            Money::Withdrawn => {
                stages.push(stage(&words.stage_withdrawn, Texts::default(), false));
                return stages;
            }
        }
        if !self.has_people() {
            stages.push(stage(&words.stage_done, then(self.settled_at()), true));
            return stages;
        }
        let last = self.reached.keys().next_back().copied();
        for each in CaseStage::ALL {
            let is_going_on = each == CaseStage::Examination && last == Some(each);
            let detail = match self.reached.get(&each) {
                Some(at) if is_going_on => counted(&words.stage_since, "time", time(*at)),
                Some(at) => then(*at),
                None => Texts::default(),
            };
            let done = !is_going_on && last.is_some_and(|last| last >= each);
            stages.push(stage(each.name(), detail, done));
        }
        stages
    }

    /// How far it is, in a word.
    pub fn state(&self) -> Texts {
        let words = &*WORDS;
        let state = match (self.money, self.reached.keys().next_back()) {
            (Money::Waiting, _) => &words.stage_unpaid,
            (Money::Withdrawn, _) => &words.stage_withdrawn,
            (Money::None | Money::Paid(_), Some(last)) => last.name(),
            (Money::None | Money::Paid(_), None) if self.is_examined => &words.stage_accepted,
            (Money::None | Money::Paid(_), None) => &words.stage_done,
        };
        state.clone()
    }

    fn has_people(&self) -> bool {
        self.is_examined || !self.reached.is_empty()
    }

    fn settled_at(&self) -> Millis {
        match self.money {
            Money::Paid(at) => at,
            Money::None | Money::Waiting | Money::Withdrawn => self.made_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use service::Lang;

    use super::*;

    fn told(case: &Case) -> Vec<(String, bool)> {
        let english = Lang::new("en");
        let stages = case.stages().into_iter();
        stages
            .map(|stage| (stage.name.get(&english).to_owned(), stage.done))
            .collect()
    }

    fn case(money: Money, is_examined: bool, reached: &[CaseStage]) -> Case {
        Case {
            number: String::new(),
            made_at: 0,
            money,
            is_examined,
            reached: reached.iter().map(|stage| (*stage, 60_000)).collect(),
        }
    }

    fn expect(case: &Case, stages: &[(&str, bool)], state: &str) {
        let stages: Vec<_> = stages
            .iter()
            .map(|(name, done)| ((*name).to_owned(), *done))
            .collect();
        assert_eq!(told(case), stages);
        assert_eq!(case.state().get(&Lang::new("en")), state);
    }

    #[test]
    fn a_payment_is_done_at_once() {
        let paid = case(Money::Paid(1), false, &[]);
        let stages = [("Accepted", true), ("Paid", true), ("Done", true)];
        expect(&paid, &stages, "Done");
        let free = case(Money::None, false, &[]);
        expect(&free, &[("Accepted", true), ("Done", true)], "Done");
    }

    #[test]
    fn what_is_not_paid_goes_no_further() {
        let waiting = case(Money::Waiting, true, &[]);
        let stages = [("Accepted", true), ("Waiting for payment", false)];
        expect(&waiting, &stages, "Waiting for payment");
        let withdrawn = case(Money::Withdrawn, true, &[]);
        let stages = [("Accepted", true), ("Not paid, withdrawn", false)];
        expect(&withdrawn, &stages, "Not paid, withdrawn");
    }

    #[test]
    fn what_people_examine_goes_stage_by_stage() {
        use CaseStage::{Decided, Examination, Ready};
        for (reached, done, state) in [
            (&[][..], [false, false, false], "Accepted"),
            (&[Examination], [false, false, false], "In examination"),
            (&[Examination, Decided], [true, true, false], "Decided"),
            (&[Ready], [true, true, true], "Ready to collect"),
        ] {
            let case = case(Money::None, true, reached);
            let [examined, decided, ready] = done;
            let stages = [
                ("Accepted", true),
                ("In examination", examined),
                ("Decided", decided),
                ("Ready to collect", ready),
            ];
            expect(&case, &stages, state);
        }
    }

    #[test]
    fn what_is_going_on_says_since_when() {
        let case = case(Money::None, true, &[CaseStage::Examination]);
        let stage = &case.stages()[1];
        assert_eq!(stage.detail.get(&Lang::new("en")), "since 1970-01-01 08:01");
    }
}
