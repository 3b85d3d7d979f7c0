//! One citizen at the machine. Each step owns its data: leaving the step drops what it held.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::call::{
    ApplicationKey, CallId, Choice, CitizenHandle, Due, Given, Order, PaymentKey, Receipt, Shown,
    VisitId,
};
use crate::money::Fen;
use crate::notice::Notice;
use crate::scan::CodeId;
use crate::secret::Secret;
use crate::service::{DueChoice, Question, Service};
use crate::text::{Lang, Texts};
use crate::view::{Access, Ending, PrinterTrouble};

/// A visit, from the first touch to the last screen.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    pub(crate) id: VisitId,
    pub(crate) lang: Lang,
    pub(crate) access: Access,
    pub(crate) step: Step,
    /// Known from the moment the code is believed until the visit ends.
    pub(crate) citizen: Option<Citizen>,
    pub(crate) notice: Option<Notice>,
    pub(crate) help: Option<Help>,
    /// The last sign of somebody being there.
    pub(crate) active: Duration,
}

/// Who the visit is for.
#[derive(Clone, Debug)]
pub(crate) struct Citizen {
    /// How the backend names them; absent while it could not be asked.
    pub(crate) handle: Option<CitizenHandle>,
    /// The name as it may be shown, if the backend was asked.
    pub(crate) name: Option<String>,
    /// What they have shown.
    pub(crate) shown: Shown,
    /// Which code that is; absent if only its issuer knows.
    pub(crate) code: Option<CodeId>,
}

/// A code that the backend is asked about.
#[derive(Clone, Debug)]
pub(crate) struct Checking {
    pub(crate) shown: Shown,
    /// Which code it is; absent if nobody but its issuer can say whose it is.
    pub(crate) code: Option<CodeId>,
    pub(crate) waiting: Waiting,
}

/// The help sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Help {
    pub(crate) staff_called: bool,
}

/// A question to the backend that the citizen waits for, and when it is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub(crate) call: CallId,
    pub(crate) until: Duration,
}

/// Where the visit is.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// What shall be done?
    Services,
    /// Show your code.
    Identify {
        service: Service,
        /// The code that is being checked.
        checking: Option<Checking>,
    },
    /// One question out of a list.
    Choice {
        business: Business,
        index: usize,
        waiting: Option<Waiting>,
        options: Vec<Choice>,
    },
    /// One question for a number. While waiting, what is owed by that number is looked up.
    Digits {
        business: Business,
        index: usize,
        typed: String,
        waiting: Option<Waiting>,
    },
    /// What is owed; waiting while it is looked up.
    Dues {
        business: Business,
        waiting: Option<Waiting>,
    },
    /// Is everything right? Waiting while the application is opened.
    Review {
        business: Business,
        key: ApplicationKey,
        waiting: Option<Waiting>,
    },
    /// Pay.
    Pay {
        application: Application,
        payment: Option<PaymentKey>,
    },
    /// Paid; the paper.
    Paper {
        service: Service,
        receipt: Box<Receipt>,
        paper: Paper,
    },
    /// The application is in; nothing had to be paid.
    Taken {
        service: Service,
        /// The number to ask about.
        number: String,
        /// It is kept here until the backend is there again.
        kept: bool,
    },
    /// Paid or not, nobody can say yet.
    Unresolved {
        application: Application,
        payment: PaymentKey,
    },
    /// It is over.
    Thanks { ending: Ending, until: Duration },
}

/// How far the paper is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paper {
    /// Not handed over yet: the printer is in trouble. It prints when that is put right.
    Held(PrinterTrouble),
    /// Handed over.
    Printing { until: Duration },
    /// Handed over, and the printer has stopped in the middle.
    Stuck {
        trouble: PrinterTrouble,
        until: Duration,
    },
    /// Out.
    Printed,
    /// It will not come here.
    NotPrinted(PrinterTrouble),
}

/// What is being done: the service and everything that was said about it so far.
#[derive(Clone, Debug)]
pub(crate) struct Business {
    pub(crate) service: Service,
    /// In the order of the questions; shorter than them until all are answered.
    pub(crate) answers: Vec<Answered>,
    pub(crate) payer: Option<String>,
    pub(crate) dues: Vec<Due>,
    /// Ids of the dues to pay now.
    pub(crate) ticked: BTreeSet<String>,
}

/// A question that was answered.
#[derive(Clone, Debug)]
pub(crate) struct Answered {
    pub(crate) value: String,
    /// How the answer reads.
    pub(crate) name: Texts,
    pub(crate) fee: Option<Fen>,
}

/// An application that costs something.
#[derive(Clone, Debug)]
pub(crate) struct Application {
    pub(crate) key: ApplicationKey,
    pub(crate) order: Order,
    /// Kept so that going back loses nothing.
    pub(crate) business: Business,
    /// The payment code that was sent last. Held on after a refusal, it is not sent again.
    pub(crate) tried: Option<Secret>,
}

/// What comes after what is answered so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The question with this index.
    Question(usize),
    /// What is owed.
    Dues,
    /// Is everything right?
    Review,
}

impl Business {
    pub(crate) fn new(service: Service) -> Self {
        Self {
            service,
            answers: Vec::new(),
            payer: None,
            dues: Vec::new(),
            ticked: BTreeSet::new(),
        }
    }

    /// The first part that is still missing.
    pub(crate) fn next_part(&self) -> Part {
        if self.answers.len() < self.service.questions.len() {
            Part::Question(self.answers.len())
        } else if self.service.dues.is_some() && self.dues.is_empty() {
            Part::Dues
        } else {
            Part::Review
        }
    }

    pub(crate) fn question(&self, index: usize) -> Option<&Question> {
        self.service.questions.get(index)
    }

    /// What was answered, as the backend wants it.
    pub(crate) fn given(&self) -> Vec<Given> {
        self.service
            .questions
            .iter()
            .zip(&self.answers)
            .map(|(question, answered)| Given {
                question: question.id.clone(),
                value: answered.value.clone(),
            })
            .collect()
    }

    /// Takes what is owed; everything is ticked at first.
    pub(crate) fn take_dues(&mut self, payer: Option<String>, dues: Vec<Due>) {
        self.ticked = dues.iter().map(|due| due.id.clone()).collect();
        self.payer = payer;
        self.dues = dues;
    }

    /// Ticks or unticks one; a due that is not there, or may not be left out, stays as it is.
    pub(crate) fn tick(&mut self, id: &str, on: bool) {
        let may = self.service.dues == Some(DueChoice::Several);
        if may && self.dues.iter().any(|due| due.id == id) {
            if on {
                self.ticked.insert(id.to_owned());
            } else {
                self.ticked.remove(id);
            }
        }
    }

    /// The dues to pay now.
    pub(crate) fn chosen_dues(&self) -> impl Iterator<Item = &Due> {
        self.dues.iter().filter(|due| self.ticked.contains(&due.id))
    }

    /// The answer that says what it costs: the last one with a fee. Earlier ones (a doctor, before
    /// the time is chosen) only announce it.
    pub(crate) fn fee(&self) -> Option<(&Answered, Fen)> {
        self.answers
            .iter()
            .rev()
            .find_map(|answered| Some((answered, answered.fee?)))
    }

    /// What is to be paid, as far as it is known before the order.
    pub(crate) fn total(&self) -> Fen {
        let dues = self.chosen_dues().map(|due| due.amount);
        dues.chain(self.fee().map(|(_, fee)| fee)).sum()
    }
}

impl Visit {
    /// The code that goes with an application of this service instead of the citizen's name at
    /// the backend: it is the same call, whether it is sent now or later.
    pub(crate) fn shown_for(&self, service: &Service) -> Option<Shown> {
        let citizen = self.citizen.as_ref()?;
        (service.identity && service.offline).then(|| citizen.shown.clone())
    }
}

impl Step {
    /// The question the step waits for.
    pub(crate) fn waiting(&self) -> Option<Waiting> {
        match self {
            Self::Identify { checking, .. } => checking.as_ref().map(|checking| checking.waiting),
            Self::Choice { waiting, .. }
            | Self::Digits { waiting, .. }
            | Self::Dues { waiting, .. }
            | Self::Review { waiting, .. } => *waiting,
            Self::Services
            | Self::Pay { .. }
            | Self::Paper { .. }
            | Self::Taken { .. }
            | Self::Unresolved { .. }
            | Self::Thanks { .. } => None,
        }
    }

    /// The payment the step is about.
    pub(crate) fn payment(&self) -> Option<PaymentKey> {
        match self {
            Self::Pay { payment, .. } => *payment,
            Self::Unresolved { payment, .. } => Some(*payment),
            Self::Services
            | Self::Identify { .. }
            | Self::Choice { .. }
            | Self::Digits { .. }
            | Self::Dues { .. }
            | Self::Review { .. }
            | Self::Paper { .. }
            | Self::Taken { .. }
            | Self::Thanks { .. } => None,
        }
    }

    /// The application that is open and not paid.
    pub(crate) fn application(&self) -> Option<ApplicationKey> {
        match self {
            Self::Pay { application, .. } => Some(application.key),
            Self::Review {
                key,
                waiting: Some(_),
                ..
            } => Some(*key),
            Self::Services
            | Self::Identify { .. }
            | Self::Choice { .. }
            | Self::Digits { .. }
            | Self::Dues { .. }
            | Self::Review { .. }
            | Self::Paper { .. }
            | Self::Taken { .. }
            | Self::Unresolved { .. }
            | Self::Thanks { .. } => None,
        }
    }
}
