//! What is drawn for a visit: who wants what, how they pay, what goes wrong, and who is killed
//! when. One seed draws the same plans; when exactly a process dies is up to the machine.

use std::time::Duration;

use rand::RngExt as _;
use rand::rngs::StdRng;

use crate::channels::ChannelKind;
use crate::hall::App;
use crate::printer::Fault;

/// A visit.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) business: Business,
    pub(super) app: App,
    pub(super) channel: ChannelKind,
    /// The first thing held before the camera is not what is asked for.
    pub(super) shows_first: Option<WrongThing>,
    pub(super) payer: Payer,
    pub(super) mood: Mood,
    /// How often the citizen begins again after the machine went out.
    pub(super) returns: u32,
    /// What the printer has during this visit, and when somebody puts it right.
    pub(super) fault: Option<(Fault, Option<Duration>)>,
    pub(super) kills: Vec<Kill>,
}

/// What the citizen wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Business {
    Fines,
    NoticeTyped,
    NoticeScanned,
    Hospital,
    /// Nothing to pay; goes on without the backend.
    CardLoss,
}

impl Business {
    pub(super) fn service(self) -> &'static str {
        match self {
            Self::Fines => "traffic-fines",
            Self::NoticeTyped | Self::NoticeScanned => "non-tax",
            Self::Hospital => "hospital-registration",
            Self::CardLoss => "social-security-card-loss",
        }
    }
}

/// What some people hold before the camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WrongThing {
    IdCard,
    PhoneNumber,
}

/// What becomes of the first payment code; later ones are just paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Payer {
    Pays,
    /// Asked for the password, after so long.
    Confirms(Duration),
    WrongPassword,
    Dismisses,
    Ignores,
    NotEnough,
    CodeUsed,
    /// The channel never hears of it.
    RequestLost,
    /// The channel hears of it late.
    ArrivesLate(Duration),
    /// The channel takes the money and nobody hears of it.
    AnswerLost,
    /// The channel takes the money and says nothing certain for so long that it is taken back.
    NothingCertain,
}

/// How the citizen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    Patient,
    /// Cancels instead of paying.
    LeavesUnpaid,
    /// Cancels while the channel is asked.
    CancelsWhileAsked,
    /// Does not wait for the paper.
    LeavesThePaper,
}

/// Who can be killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Victim {
    /// The kiosk without its window.
    Kiosk,
    /// `hallpass-backend`.
    Backend,
    /// `ippeveprinter`.
    Printer,
}

impl Victim {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Kiosk, Self::Backend, Self::Printer];

    /// In a table.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Backend => "backend",
            Self::Printer => "printer",
        }
    }
}

/// Somebody is killed, together.
#[derive(Clone, Debug)]
pub(super) struct Kill {
    pub(super) when: When,
    /// So long after that.
    pub(super) after: Duration,
    pub(super) victims: Vec<Victim>,
    /// Started again so long after.
    pub(super) away: Vec<Duration>,
}

/// What a kill waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// The beginning of the visit.
    Begin,
    /// This is on the screen for the first time.
    Shown(&'static str),
    /// A channel has taken the money.
    Charged,
    /// A channel has given it back.
    Returned,
}

/// Where a kill may wait for its moment, and how often it does. Around the money and the paper
/// there is more to break.
const MOMENTS: [(When, u32); 18] = [
    (When::Begin, 20),
    (When::Shown("attract"), 2),
    (When::Shown("identify"), 3),
    (When::Shown("identify/checking"), 3),
    (When::Shown("question"), 3),
    (When::Shown("dues"), 3),
    (When::Shown("review/checking"), 8),
    (When::Shown("pay/showCode"), 6),
    (When::Shown("pay/asking"), 25),
    (When::Shown("pay/closing"), 12),
    (When::Charged, 20),
    (When::Returned, 6),
    (When::Shown("receipt/printing"), 20),
    (When::Shown("receipt/waiting"), 4),
    (When::Shown("receipt/printed"), 6),
    (When::Shown("receipt/notPrinted"), 4),
    (When::Shown("taken"), 3),
    (When::Shown("thanks"), 6),
];

const VICTIMS: [(&[Victim], u32); 6] = [
    (&[Victim::Kiosk], 40),
    (&[Victim::Backend], 28),
    (&[Victim::Kiosk, Victim::Backend], 14),
    (&[Victim::Printer], 10),
    (&[Victim::Kiosk, Victim::Printer], 4),
    (&[Victim::Kiosk, Victim::Backend, Victim::Printer], 4),
];

impl Plan {
    /// Draws one.
    pub(super) fn draw(random: &mut StdRng) -> Self {
        let kills = one_of(random, &[(2, 3), (3, 4), (5, 3)]);
        Self {
            business: one_of(
                random,
                &[
                    (Business::Fines, 5),
                    (Business::NoticeTyped, 1),
                    (Business::NoticeScanned, 3),
                    (Business::Hospital, 2),
                    (Business::CardLoss, 2),
                ],
            ),
            app: one_of(
                random,
                &[(App::Wechat, 2), (App::Alipay, 2), (App::Weibo, 1)],
            ),
            channel: one_of(
                random,
                &[(ChannelKind::Wechat, 1), (ChannelKind::Alipay, 1)],
            ),
            shows_first: one_of(
                random,
                &[
                    (None, 8),
                    (Some(WrongThing::IdCard), 1),
                    (Some(WrongThing::PhoneNumber), 1),
                ],
            ),
            payer: payer(random),
            mood: one_of(
                random,
                &[
                    (Mood::Patient, 14),
                    (Mood::LeavesUnpaid, 1),
                    (Mood::CancelsWhileAsked, 3),
                    (Mood::LeavesThePaper, 2),
                ],
            ),
            returns: random.random_range(0..=2),
            fault: fault(random),
            kills: (0..kills).map(|_| kill(random)).collect(),
        }
    }
}

fn payer(random: &mut StdRng) -> Payer {
    let later = Duration::from_millis(random.random_range(0..1_200));
    one_of(
        random,
        &[
            (Payer::Pays, 8),
            (Payer::Confirms(later), 8),
            (Payer::WrongPassword, 1),
            (Payer::Dismisses, 1),
            (Payer::Ignores, 1),
            (Payer::NotEnough, 1),
            (Payer::CodeUsed, 1),
            (Payer::RequestLost, 1),
            (Payer::ArrivesLate(later), 2),
            (Payer::AnswerLost, 2),
            (Payer::NothingCertain, 2),
        ],
    )
}

fn fault(random: &mut StdRng) -> Option<(Fault, Option<Duration>)> {
    let fault = one_of(
        random,
        &[
            (None, 16),
            (Some(Fault::PaperOut), 1),
            (Some(Fault::PaperOutMidJob), 2),
            (Some(Fault::Aborts), 1),
            (Some(Fault::Swallows), 1),
        ],
    )?;
    let cleared = random
        .random_bool(0.6)
        .then(|| Duration::from_millis(random.random_range(500..6_000)));
    Some((fault, cleared))
}

fn kill(random: &mut StdRng) -> Kill {
    let when = one_of(random, &MOMENTS);
    let longest = match when {
        When::Begin => 6_000,
        // At once as often as a little later.
        When::Shown(_) | When::Charged | When::Returned => {
            one_of(random, &[(20, 3), (200, 2), (900, 2)])
        }
    };
    let victims = one_of(random, &VICTIMS);
    let longest_away = one_of(random, &[(1_500, 4), (5_000, 1)]);
    let away = |random: &mut StdRng| Duration::from_millis(random.random_range(20..longest_away));
    Kill {
        when,
        after: Duration::from_millis(random.random_range(0..longest)),
        victims: victims.to_vec(),
        away: victims.iter().map(|_| away(random)).collect(),
    }
}

/// One of them; the numbers say how often each.
fn one_of<T: Copy>(random: &mut StdRng, all: &[(T, u32)]) -> T {
    let total: u32 = all.iter().map(|(_, weight)| weight).sum();
    let mut drawn = random.random_range(0..total);
    for (one, weight) in all {
        match drawn.checked_sub(*weight) {
            Some(left) => drawn = left,
            None => return *one,
        }
    }
    all[0].0
}
