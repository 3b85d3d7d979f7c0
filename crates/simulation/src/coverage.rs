//! What a run has met: faults, states of both machines, and whether the checks had anything to
//! check. What was never met was never tested, so a zero is pointed out.

/// An enum whose variants have a name for people, and can all be counted.
macro_rules! counted {
    ($(#[$about:meta])* $name:ident { $($variant:ident = $text:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $(#[doc = $text] $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// What it is, in words.
            #[must_use]
            pub fn words(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

counted! {
    /// What goes wrong.
    Fault {
        RequestLost = "request lost",
        RequestLate = "request late",
        RequestDoubled = "request doubled",
        RequestOvertaken = "request overtaken by a later one",
        SubmitAfterVoid = "first request after its void",
        AnswerLost = "answer lost",
        AnswerLate = "answer late",
        AnswerBroken = "answer broken",
        NetworkDown = "network down",
        AskNotSent = "channel not reached",
        AskLost = "question to the channel lost",
        AskLate = "question to the channel late",
        AskDoubled = "question to the channel doubled",
        AskAnswerLost = "channel's answer lost",
        AskAnswerSlow = "channel slow",
        AskAnswerUnknown = "channel unsure",
        Stale = "channel contradicts itself",
        Blind = "channel knows nothing of a charge for minutes",
        ReversalLost = "reversal lost",
        ReversalRefused = "reversal refused while the payer confirms",
        NoReversal = "reversal refused for good",
        PaidWhileCancelled = "payer pays while being cancelled",
        ConfirmedLate = "payer confirms late",
        NeverConfirmed = "payer never confirms",
        CodeExpired = "payment code expired on the way",
        CodeUsed = "payment code used before",
        PrinterJam = "printer jams",
        PrinterEmpty = "printer runs empty",
        PrinterOpen = "printer's cover open",
        PrinterAborts = "printer gives a paper up",
        PrinterForgets = "printer forgets a job",
        PrinterLies = "printer claims success without paper",
        PrinterSlow = "printer slow",
        PrinterSilent = "printer does not answer",
        MachineClock = "machine's clock jumps",
        BackendClock = "backend's clock jumps",
        PowerBefore = "machine loses power before an effect",
        PowerRecordLost = "machine loses power, record not synced and gone",
        PowerRecordKept = "machine loses power, record synced",
        PowerAfter = "machine loses power after its effects",
        PowerBoth = "machine and backend lose power",
        KilledBefore = "backend dies before a commit",
        KilledAfter = "backend dies after a commit, before it asks",
        KilledAsking = "backend dies while it asks",
        DiskFull = "disk full",
        CameraLost = "camera gone",
        AmountChanged = "amount changes meanwhile",
        WalkedAway = "citizen walks away",
        Cancelled = "citizen cancels while paying",
        CodeHeld = "same payment code held on",
        OtherCode = "another code shown",
        DoubleTouch = "double touch",
        StaleTouch = "touch on an old screen",
        RandomTouch = "touch anywhere",
    }
}

impl Fault {
    /// Whether it is a citizen's doing, not a failure of something.
    #[must_use]
    pub fn is_human(self) -> bool {
        self as usize >= Self::WalkedAway as usize
    }
}

counted! {
    /// States of the kiosk (by what is on its screen) and of the backend's orders.
    State {
        Starting = "screen: starting",
        OutOfServiceUnresolved = "screen: too many unresolved",
        OutOfServiceJournal = "screen: journal cannot be written",
        OutOfServiceClock = "screen: the clock is wrong",
        Attract = "screen: nobody here",
        Services = "screen: services",
        ServicesClosed = "screen: a service needs the network",
        ServicesFull = "screen: too many kept",
        Identify = "screen: show your code",
        IdentifyChecking = "screen: code being checked",
        Choice = "screen: choice",
        Typed = "screen: a number is typed",
        Intro = "screen: what a service needs",
        Details = "screen: what is known",
        Rate = "screen: how was it?",
        Rated = "screen: it was rated",
        Dues = "screen: dues",
        DuesChecking = "screen: dues being looked up",
        Review = "screen: review",
        ReviewChecking = "screen: application being opened",
        ShowCode = "screen: show payment code",
        Asking = "screen: channel asked",
        PayerConfirms = "screen: confirm on the phone",
        Closing = "screen: payment being closed",
        Printing = "screen: printing",
        PaperWaiting = "screen: paper waits",
        Printed = "screen: printed",
        NotPrinted = "screen: not printed",
        Taken = "screen: application taken",
        Kept = "screen: application kept",
        Unresolved = "screen: payment unresolved",
        ThanksDone = "screen: done",
        ThanksTaken = "screen: done, no paper",
        ThanksKept = "screen: done, kept",
        ThanksSeen = "screen: done, only looked",
        ThanksCancelled = "screen: cancelled",
        ThanksTimedOut = "screen: timed out",
        ThanksUnresolved = "screen: left unresolved",
        HelpSheet = "sheet: help",
        StillThere = "sheet: still there?",
        OrderPaying = "payment: pending, charge under way",
        OrderQuerying = "payment: pending, being asked about",
        OrderClosingQuery = "payment: closing, being asked about",
        OrderClosingReverse = "payment: closing, being reversed",
        OrderDoubt = "payment: reversal in doubt",
        OrderAbsent = "payment: settled as absent, looked for once more",
        OrderChased = "payment: decided, its money chased",
        OrderApproved = "payment: approved",
        OrderDeclined = "payment: declined",
        OrderVoided = "payment: voided",
        OrderNever = "payment: voided before it was submitted",
        OrderRefused = "payment: submit refused",
        OrderWithdrawn = "order: withdrawn",
        OrderResumed = "order: taken up by a new process",
        OrderContradiction = "order: contradiction noted",
    }
}

counted! {
    /// Situations in which a check had something to check.
    Checked {
        Sent = "intents looked for when something was sent",
        Resolved = "decisions compared with the backend's",
        RecoveredPayment = "open payments taken up after a power cut",
        UnresolvedLeft = "visits that left a payment open",
        Charged = "charges taken",
        Reversed = "charges given back",
        Receipts = "receipts issued",
        Papers = "papers printed",
        VisitOver = "screens searched after a visit",
        VoidRepeated = "voids repeated after no answer",
        ReversalRepeated = "reversals repeated after no answer",
        KeptSent = "kept applications accepted",
        KeyErased = "keys of visits erased",
        Pruned = "journals carried over",
        Followed = "print jobs of an earlier life asked about",
        Remembered = "catalogues remembered at a start",
        Quiet = "worlds that became quiet",
    }
}

/// How often everything was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// By [`Fault`].
    pub faults: Vec<u64>,
    /// By [`State`].
    pub states: Vec<u64>,
    /// By [`Checked`].
    pub checks: Vec<u64>,
}

impl Default for Coverage {
    fn default() -> Self {
        Self {
            faults: vec![0; Fault::ALL.len()],
            states: vec![0; State::ALL.len()],
            checks: vec![0; Checked::ALL.len()],
        }
    }
}

impl Coverage {
    pub(crate) fn fault(&mut self, fault: Fault) {
        self.faults[fault as usize] += 1;
    }

    pub(crate) fn state(&mut self, state: State) {
        self.states[state as usize] += 1;
    }

    pub(crate) fn checked(&mut self, checked: Checked) {
        self.checks[checked as usize] += 1;
    }

    pub(crate) fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.faults, &other.faults),
            (&mut self.states, &other.states),
            (&mut self.checks, &other.checks),
        ];
        for (sum, more) in pairs {
            for (sum, more) in sum.iter_mut().zip(more) {
                *sum += more;
            }
        }
    }

    /// Everything with its words and how often it was met.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        let faults = Fault::ALL.iter().map(|fault| fault.words());
        let states = State::ALL.iter().map(|state| state.words());
        let checks = Checked::ALL.iter().map(|checked| checked.words());
        (faults.zip(self.faults.iter().copied()))
            .chain(states.zip(self.states.iter().copied()))
            .chain(checks.zip(self.checks.iter().copied()))
    }

    /// What was never met.
    #[must_use]
    pub fn zeros(&self) -> Vec<&'static str> {
        let never = self.rows().filter(|(_, count)| *count == 0);
        never.map(|(words, _)| words).collect()
    }
}
