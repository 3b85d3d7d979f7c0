//! Questions, what is owed, and the look over everything before paying.

use crate::call::{
    Answer, ApplicationKey, CallError, Choice, CitizenHandle, OrderItem, Problem, Request,
};
use crate::notice::Notice;
use crate::record::Record;
use crate::service::QuestionKind;
use crate::text::Texts;
use crate::visit::{Answered, Application, Business, Part, Step};

use super::identifying::trouble_of;
use super::{Kiosk, Link};

impl Kiosk {
    /// Goes to the first part that is still missing.
    pub(super) fn go_on(&mut self, business: Business) {
        match business.next_part() {
            Part::Question(index) => self.ask_question(business, index),
            Part::Dues => self.look_up_dues(business),
            Part::Review => self.review(business),
        }
    }

    /// Goes to a question; answers from there on are asked anew, since they may depend on it.
    fn ask_question(&mut self, mut business: Business, index: usize) {
        let Some(question) = business.question(index) else {
            return;
        };
        let (id, kind) = (question.id.clone(), question.kind);
        let fixed = question.options.clone();
        let before = business
            .answers
            .get(index)
            .map(|answered| answered.value.clone());
        business.answers.truncate(index);
        business.dues.clear();
        match kind {
            QuestionKind::Choice if !fixed.is_empty() => self.go(Step::Choice {
                business,
                index,
                waiting: None,
                options: fixed,
            }),
            QuestionKind::Choice => {
                let waiting = Some(self.ask(Request::Options {
                    service: business.service.id.clone(),
                    question: id,
                    citizen: self.citizen(),
                    answers: business.given(),
                }));
                self.go(Step::Choice {
                    business,
                    index,
                    waiting,
                    options: Vec::new(),
                });
            }
            QuestionKind::Digits { .. } => {
                let typed = before.unwrap_or_default();
                self.go(Step::Digits {
                    business,
                    index,
                    typed,
                    waiting: None,
                });
            }
        }
    }

    pub(super) fn options_answered(&mut self, answer: Result<Answer, CallError>) {
        let Some(visit) = &mut self.visit else { return };
        let Step::Choice {
            business,
            index,
            waiting,
            options,
        } = &mut visit.step
        else {
            return;
        };
        *waiting = None;
        match answer {
            Ok(Answer::Options(choices)) => *options = choices,
            Ok(_) | Err(_) => {
                let (business, index) = (business.clone(), *index);
                self.before_question(business, index);
                self.notify(answer.err().map_or(Notice::TryAgain, trouble_of));
            }
        }
    }

    pub(super) fn choose_option(&mut self, id: &str) {
        let Some(visit) = &self.visit else { return };
        let Step::Choice {
            business,
            index,
            waiting: None,
            options,
        } = &visit.step
        else {
            return;
        };
        let Some(choice) = options
            .iter()
            .find(|choice| choice.id == id && choice.available)
        else {
            return;
        };
        let mut business = business.clone();
        business.answers.truncate(*index);
        business.answers.push(answered(choice));
        self.go_on(business);
    }

    pub(super) fn digit(&mut self, digit: u8) {
        let Some((_, length)) = self.digits_question() else {
            return;
        };
        self.edit_digits(|typed| {
            if digit < 10 && typed.len() < length as usize {
                typed.push(char::from(b'0' + digit));
            }
        });
    }

    pub(super) fn edit_digits(&mut self, edit: impl FnOnce(&mut String)) {
        if let Some(visit) = &mut self.visit
            && let Step::Digits {
                typed,
                waiting: None,
                ..
            } = &mut visit.step
        {
            edit(typed);
            visit.notice = None;
        }
    }

    pub(super) fn digits_done(&mut self) {
        let Some((typed, length)) = self.digits_question() else {
            return;
        };
        if typed.len() != length as usize {
            return;
        }
        let Some(visit) = &self.visit else { return };
        let Step::Digits {
            business,
            index,
            waiting: None,
            ..
        } = &visit.step
        else {
            return;
        };
        let (mut business, index) = (business.clone(), *index);
        let name = Texts::from([("zh-CN", typed.as_str())]);
        business.answers.truncate(index);
        business.answers.push(Answered {
            value: typed.clone(),
            name,
            fee: None,
        });
        if business.next_part() == Part::Dues {
            let waiting = Some(self.ask_dues(&business));
            if let Some(visit) = &mut self.visit {
                visit.step = Step::Digits {
                    business,
                    index,
                    typed,
                    waiting,
                };
                visit.notice = None;
            }
        } else {
            self.go_on(business);
        }
    }

    /// What is typed so far, and how many digits it shall have.
    pub(super) fn digits_question(&self) -> Option<(String, u32)> {
        let Step::Digits {
            business,
            index,
            typed,
            ..
        } = &self.visit.as_ref()?.step
        else {
            return None;
        };
        match business.question(*index)?.kind {
            QuestionKind::Digits { length, .. } => Some((typed.clone(), length)),
            QuestionKind::Choice => None,
        }
    }

    pub(super) fn notice_scanned(&mut self, number: String) {
        self.edit_digits(|typed| *typed = number);
        self.digits_done();
    }

    fn look_up_dues(&mut self, business: Business) {
        let waiting = Some(self.ask_dues(&business));
        self.go(Step::Dues { business, waiting });
    }

    fn ask_dues(&mut self, business: &Business) -> crate::visit::Waiting {
        let citizen = self.citizen();
        self.ask(Request::Dues {
            service: business.service.id.clone(),
            citizen,
            answers: business.given(),
        })
    }

    pub(super) fn dues_answered(&mut self, answer: Result<Answer, CallError>) {
        let Some(visit) = &mut self.visit else { return };
        let typed = matches!(visit.step, Step::Digits { .. });
        let (Step::Digits {
            business, waiting, ..
        }
        | Step::Dues { business, waiting }) = &mut visit.step
        else {
            return;
        };
        *waiting = None;
        let mut business = business.clone();
        match answer {
            Ok(Answer::Dues { payer, dues }) if !dues.is_empty() => {
                business.take_dues(payer, dues);
                self.go(Step::Dues {
                    business,
                    waiting: None,
                });
            }
            Ok(Answer::Dues { .. }) if typed => self.refuse(Notice::NoticeNumberUnknown),
            Ok(Answer::Dues { .. }) => {
                self.go(Step::Services);
                self.notify(Notice::NothingOwed);
            }
            Err(CallError::Refused(problem)) if typed => self.refuse(match problem {
                Problem::NoticeMistyped => Notice::NoticeNumberMistyped,
                Problem::NoticeUnknown => Notice::NoticeNumberUnknown,
                Problem::NoticePaid => Notice::NoticeAlreadyPaid,
                Problem::Taken => Notice::TakenMeanwhile,
                Problem::Code(_)
                | Problem::Unverified
                | Problem::CitizenUnknown
                | Problem::CitizenExpired
                | Problem::PaymentUnknown
                | Problem::Other => Notice::TryAgain,
            }),
            Ok(_) | Err(_) => {
                let notice = answer.err().map_or(Notice::TryAgain, trouble_of);
                if !typed {
                    self.before_dues(business);
                }
                self.notify(notice);
            }
        }
    }

    pub(super) fn before_question(&mut self, business: Business, index: usize) {
        match index.checked_sub(1) {
            Some(before) => self.ask_question(business, before),
            None => self.go(Step::Services),
        }
    }

    pub(super) fn before_dues(&mut self, business: Business) {
        let questions = business.service.questions.len();
        self.before_question(business, questions);
    }

    pub(super) fn before_review(&mut self, business: Business) {
        if business.service.dues.is_some() {
            self.go(Step::Dues {
                business,
                waiting: None,
            });
        } else {
            self.before_dues(business);
        }
    }

    pub(super) fn review(&mut self, business: Business) {
        let key = ApplicationKey(self.new_uuid());
        self.go(Step::Review {
            business,
            key,
            waiting: None,
        });
    }

    /// Opens the application. Pressed again after no answer, it is the same application.
    pub(super) fn apply(&mut self) {
        let citizen = self.citizen();
        let Some(visit) = &self.visit else { return };
        let Step::Review {
            business,
            key,
            waiting: None,
        } = &visit.step
        else {
            return;
        };
        if business.service.offline && self.link == Link::Down {
            let (business, key) = (business.clone(), *key);
            return self.keep(business, key);
        }
        let shown = visit.shown_for(&business.service);
        let request = Request::Apply {
            key: *key,
            service: business.service.id.clone(),
            visit: visit.id,
            citizen: citizen.filter(|_| shown.is_none()),
            shown,
            answers: business.given(),
            dues: business.chosen_dues().map(|due| due.id.clone()).collect(),
        };
        let asked = self.ask(request);
        if let Some(visit) = &mut self.visit
            && let Step::Review { waiting, .. } = &mut visit.step
        {
            *waiting = Some(asked);
            visit.notice = None;
        }
    }

    pub(super) fn application_answered(&mut self, answer: Result<Answer, CallError>) {
        let Some(visit) = &mut self.visit else { return };
        let (
            id,
            Step::Review {
                business,
                key,
                waiting,
            },
        ) = (visit.id, &mut visit.step)
        else {
            return;
        };
        *waiting = None;
        let (business, key) = (business.clone(), *key);
        match answer {
            Ok(Answer::Application { case_number, order }) => {
                self.append(Record::Applied {
                    visit: id,
                    application: key,
                    case_number: case_number.clone(),
                    order: order.as_ref().map(|order| order.id.clone()),
                });
                match order {
                    Some(order) if order.amount != business.total() => {
                        // Nobody pays another amount than the one that was looked over.
                        self.call(Request::Withdraw { key });
                        self.start_over(business);
                        self.notify(Notice::AmountChanged);
                    }
                    Some(order) => {
                        let application = Application {
                            key,
                            order,
                            business,
                            tried: None,
                        };
                        self.go(Step::Pay {
                            application,
                            payment: None,
                        });
                    }
                    None => self.go(Step::Taken {
                        service: business.service,
                        number: case_number,
                        kept: false,
                    }),
                }
            }
            // It may have arrived: the same key makes it the same application.
            Err(CallError::Unreachable | CallError::TimedOut | CallError::Broken)
                if business.service.offline && self.has_room_to_keep() =>
            {
                self.keep(business, key);
            }
            Err(CallError::Refused(Problem::Taken | Problem::NoticePaid)) => {
                self.start_over(business);
                self.notify(Notice::TakenMeanwhile);
            }
            Ok(_) | Err(_) => {
                self.notify(answer.err().map_or(Notice::TryAgain, trouble_of));
            }
        }
    }

    /// Somebody else was faster: what can be had is looked up again.
    fn start_over(&mut self, business: Business) {
        if business.service.dues.is_some() {
            if business.service.identity {
                self.look_up_dues(Business {
                    dues: Vec::new(),
                    ..business
                });
            } else {
                self.before_dues(business);
            }
        } else {
            self.before_dues(business);
        }
    }

    fn citizen(&self) -> Option<CitizenHandle> {
        self.visit.as_ref()?.citizen.as_ref()?.handle.clone()
    }
}

fn answered(choice: &Choice) -> Answered {
    Answered {
        value: choice.id.clone(),
        name: choice.name.clone(),
        fee: choice.fee,
    }
}

impl Business {
    /// What is to be paid, one line each, before the order says it.
    pub(crate) fn items(&self) -> Vec<OrderItem> {
        let dues = self.chosen_dues().map(|due| OrderItem {
            title: due.title.clone(),
            detail: due.detail.clone(),
            amount: due.amount,
        });
        let fee = self.fee().map(|(answered, amount)| OrderItem {
            title: self.service.name.clone(),
            detail: answered.name.clone(),
            amount,
        });
        dues.chain(fee).collect()
    }
}
