//! One citizen at the machine. Each step owns its data: leaving the step drops what it held.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::business::Business;
use crate::call::{
    ApplicationKey, CallId, CitizenHandle, Details, Handout, Order, PaymentKey, Shown, VisitId,
};
use crate::entry::Entry;
use crate::finding::Way;
use crate::notice::Notice;
use crate::scan::CodeId;
use crate::secret::Secret;
use crate::service::{Choice, Identity, Mistake, RatingReason, Row, Service};
use crate::text::Lang;
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
    pub(crate) sheet: Option<Sheet>,
    /// By which way services are looked for.
    pub(crate) way: Way,
    /// What was begun and left by going back: what was typed is still there.
    pub(crate) left: Option<Business>,
    pub(crate) held: Option<Held>,
    /// Headphones are plugged in: the voice ends when they are pulled out.
    pub(crate) headphones: bool,
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
    /// Which code that is.
    pub(crate) code: CodeId,
}

/// A code that the backend is asked about.
#[derive(Clone, Debug)]
pub(crate) struct Checking {
    pub(crate) shown: Shown,
    pub(crate) code: CodeId,
    /// Nobody but its issuer can say whose it is.
    pub(crate) opaque: bool,
    pub(crate) waiting: Waiting,
}

/// What lies on top of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sheet {
    Help { staff_called: bool },
    Access,
    Speech,
}

/// Something that is held for this visit, against others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    /// The question it answers.
    pub(crate) question: String,
    pub(crate) until: Duration,
    pub(crate) whole: Duration,
}

/// A question to the backend that the citizen waits for, and when it is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Waiting {
    pub(crate) call: CallId,
    pub(crate) until: Duration,
}

/// What a question of the service waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// What can be chosen.
    Options,
    /// What was chosen to be held.
    Hold,
    /// What is owed by the answer.
    Dues,
}

/// Where the visit is.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// What shall be done?
    Services,
    /// What it needs, costs and takes.
    Intro { service: Service },
    /// Show your code.
    Identify {
        service: Service,
        /// The code that is being checked.
        checking: Option<Checking>,
    },
    /// One question.
    Question {
        business: Business,
        index: usize,
        entry: Entry,
        /// What can be chosen, where something can.
        options: Vec<Choice>,
        waiting: Option<(Waiting, Asked)>,
        mistake: Option<Mistake>,
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
    /// What is known; waiting while it is looked up.
    Details {
        business: Business,
        waiting: Option<Waiting>,
        details: Details,
    },
    /// It is done; the paper.
    Paper {
        service: Service,
        application: ApplicationKey,
        handout: Box<Handout>,
        paper: Paper,
    },
    /// The application is in; nothing had to be paid.
    Taken {
        service: Service,
        application: ApplicationKey,
        /// The number to ask about.
        number: String,
        /// It is kept here until the backend is there again.
        kept: bool,
        /// What was agreed.
        rows: Vec<Row>,
    },
    /// How was it?
    Rate {
        service: Service,
        application: ApplicationKey,
        level: Option<u8>,
        reasons: BTreeSet<RatingReason>,
        /// How the visit ends then; it goes on with another service if there is none.
        ending: Option<Ending>,
        until: Duration,
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

impl Visit {
    /// The code that goes with an application of this service instead of the citizen's name at
    /// the backend: it is the same call, whether it is sent now or later.
    pub(crate) fn shown_for(&self, service: &Service) -> Option<Shown> {
        let citizen = self.citizen.as_ref()?;
        let named = service.identity == Identity::Required;
        (named && service.offline).then(|| citizen.shown.clone())
    }

    /// How many times longer everything may take: whoever listens or reads slowly is not hurried.
    pub(crate) fn patience(&self) -> u32 {
        if self.access.elder || self.access.speech.is_some() {
            2
        } else {
            1
        }
    }
}

impl Step {
    /// The question the step waits for.
    pub(crate) fn waiting(&self) -> Option<Waiting> {
        match self {
            Self::Identify { checking, .. } => checking.as_ref().map(|checking| checking.waiting),
            Self::Question { waiting, .. } => waiting.map(|(waiting, _)| waiting),
            Self::Dues { waiting, .. }
            | Self::Review { waiting, .. }
            | Self::Details { waiting, .. } => *waiting,
            Self::Services
            | Self::Intro { .. }
            | Self::Pay { .. }
            | Self::Paper { .. }
            | Self::Taken { .. }
            | Self::Rate { .. }
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
            | Self::Intro { .. }
            | Self::Identify { .. }
            | Self::Question { .. }
            | Self::Dues { .. }
            | Self::Review { .. }
            | Self::Details { .. }
            | Self::Paper { .. }
            | Self::Taken { .. }
            | Self::Rate { .. }
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
            | Self::Intro { .. }
            | Self::Identify { .. }
            | Self::Question { .. }
            | Self::Dues { .. }
            | Self::Review { .. }
            | Self::Details { .. }
            | Self::Paper { .. }
            | Self::Taken { .. }
            | Self::Rate { .. }
            | Self::Unresolved { .. }
            | Self::Thanks { .. } => None,
        }
    }

    /// What is being done and not sent yet: what it holds can be lost.
    pub(crate) fn business(&self) -> Option<&Business> {
        match self {
            Self::Question { business, .. }
            | Self::Dues { business, .. }
            | Self::Review { business, .. }
            | Self::Details { business, .. } => Some(business),
            Self::Services
            | Self::Intro { .. }
            | Self::Identify { .. }
            | Self::Pay { .. }
            | Self::Paper { .. }
            | Self::Taken { .. }
            | Self::Rate { .. }
            | Self::Unresolved { .. }
            | Self::Thanks { .. } => None,
        }
    }
}
