//! What is fixed for a machine while the program runs.

use std::time::Duration;

use crate::text::{Lang, Texts};
use crate::view::Theme;

/// The machine's configuration, as far as decisions depend on it.
#[derive(Clone, Debug)]
pub struct Config {
    /// Name of the hall.
    pub hall: Texts,
    /// Name of this machine, as it is written on it.
    pub machine: String,
    /// The languages of the screen; the first is the one a visit begins with.
    pub langs: Vec<Lang>,
    /// The colours to choose from; the first is the one a visit begins with.
    pub themes: Vec<Theme>,
    /// How far the hall's clocks are ahead of UTC, in minutes.
    pub utc_offset_minutes: i32,
    /// How long things may take.
    pub times: Times,
    /// With this many payments unresolved the machine takes no more visits.
    pub unresolved_max: usize,
    /// So many applications are kept to be sent later, and no more are taken.
    pub kept_max: usize,
    /// After so many records what is still owed is carried over into one, and the others go.
    pub journal_max: usize,
}

/// How long things may take. Every wait of a visit has its end here.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// Without a touch for this long, the citizen is asked whether anybody is there.
    pub idle: Duration,
    /// That question stands at least 20 s (WCAG 2.2, success criterion 2.2.1).
    pub warning: Duration,
    /// A question to the backend that the citizen waits for.
    pub answer: Duration,
    /// From the payment code to the moment the payment is closed if it is still undecided.
    pub payment: Duration,
    /// From closing a payment to the moment the citizen is told that it is unresolved.
    pub closing: Duration,
    /// Between two questions about a pending payment.
    pub poll: Duration,
    /// Between two attempts about a payment after its visit, and to report a delivery.
    pub pursue: Duration,
    /// From handing over to the printer to giving the paper up.
    pub paper: Duration,
    /// How long the question stands how it was.
    pub rating: Duration,
    /// How long the last screen stands.
    pub thanks: Duration,
    /// Between two questions which numbers are being called.
    pub called: Duration,
    /// So far the machine's clock may be from the backend's.
    pub clock_off: Duration,
    /// Between two looks at the backend while it answers.
    pub refresh: Duration,
    /// Between two looks at the backend while it does not.
    pub reconnect: Duration,
}

impl Times {
    /// The shortest time in which the citizen can say "I am still here".
    pub const WARNING_MIN: Duration = Duration::from_secs(20);
}

impl Default for Times {
    fn default() -> Self {
        Self {
            idle: Duration::from_secs(60),
            warning: Duration::from_secs(30),
            answer: Duration::from_secs(12),
            payment: Duration::from_secs(75),
            closing: Duration::from_secs(45),
            poll: Duration::from_secs(1),
            pursue: Duration::from_secs(5),
            paper: Duration::from_secs(120),
            rating: Duration::from_secs(25),
            thanks: Duration::from_secs(8),
            called: Duration::from_secs(5),
            clock_off: Duration::from_secs(600),
            refresh: Duration::from_secs(30),
            reconnect: Duration::from_secs(3),
        }
    }
}
