//! A citizen who does what the screen asks for, whatever screen comes, and begins again when the
//! machine went out. Unlike [`crate::visitor`] this one expects nothing.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::people::Person;
use super::plan::{Business, Mood, Payer, Plan, WrongThing};
use crate::camera::{Scene, Sheet};
use crate::channels::{Answer, Behaviour, Call, ChannelKind, Outcome, Refusal, Who};
use crate::hall::Hall;
use crate::windowless::{Seen, View, Windowless};

/// Something that was done and changed nothing is done again after this.
const AGAIN: Duration = Duration::from_millis(2_500);
/// A paper that does not come is waited for so long.
const PAPER: Duration = Duration::from_secs(3);
/// After this nobody has patience any more.
const PATIENCE: Duration = Duration::from_secs(25);
/// More codes are not shown.
const CODES_MAX: u32 = 3;
/// How long the answer of a channel can take that nobody waits for.
const NO_ANSWER: Answer = Answer::Never;
/// More questions than the backend asks before it takes the money back.
const QUERIES_UNCERTAIN: u32 = 24;

/// The citizen.
pub(super) struct Visitor<'a> {
    plan: &'a Plan,
    person: &'a Person,
    since: Instant,
    /// Where they are, and since when.
    at: Option<(String, Instant)>,
    /// What was last reacted to, and when.
    done: Option<(Sight, Instant)>,
    /// A visit has begun and is not over.
    inside: bool,
    returns: u32,
    showed_wrong_thing: bool,
    codes_shown: u32,
    stage: Stage,
}

/// How far the citizen is, whatever the machine is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Here,
    /// The visit is over; the last screen may still stand.
    Finished,
    Gone,
}

/// What makes one screen another one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sight {
    life: u32,
    revision: u64,
    place: String,
    notice: Option<String>,
}

impl<'a> Visitor<'a> {
    pub(super) fn new(plan: &'a Plan, person: &'a Person) -> Self {
        Self {
            plan,
            person,
            since: Instant::now(),
            at: None,
            done: None,
            inside: false,
            returns: plan.returns,
            showed_wrong_thing: false,
            codes_shown: 0,
            stage: Stage::Here,
        }
    }

    /// The citizen has left.
    pub(super) fn is_gone(&self) -> bool {
        self.stage == Stage::Gone
    }

    /// What the payer does about a question on the phone, and after how long; nothing, if the
    /// question is left to itself.
    pub(super) fn answers(&self) -> Option<(Duration, Outcome)> {
        match self.plan.payer {
            Payer::Confirms(after) => Some((after, Outcome::Confirmed)),
            Payer::WrongPassword => Some((Duration::ZERO, Outcome::WrongPassword)),
            Payer::Dismisses => Some((Duration::ZERO, Outcome::Dismissed)),
            Payer::Ignores
            | Payer::Pays
            | Payer::NotEnough
            | Payer::CodeUsed
            | Payer::RequestLost
            | Payer::ArrivesLate(_)
            | Payer::AnswerLost
            | Payer::NothingCertain => None,
        }
    }

    /// Looks at the screen and does what it asks for.
    pub(super) async fn look(&mut self, seen: &Seen, hall: &Hall, kiosk: &mut Windowless) {
        let Some(view) = &seen.view else { return };
        let place = view.place();
        if self.at.as_ref().is_none_or(|(at, _)| *at != place) {
            self.at = Some((place.clone(), Instant::now()));
            if !matches!(place.as_str(), "identify" | "question" | "pay/showCode") {
                hall.show_nothing();
            }
        }
        self.note(&place);
        let sight = Sight {
            life: seen.life,
            revision: view.revision(),
            place,
            notice: view.notice().map(str::to_owned),
        };
        if let Some((done, when)) = &self.done
            && *done == sight
            && when.elapsed() < AGAIN
        {
            return;
        }
        if self.stage != Stage::Gone && self.act(&sight.place, view, hall, kiosk).await {
            self.done = Some((sight, Instant::now()));
        }
    }

    /// Where a visit begins and ends.
    fn note(&mut self, place: &str) {
        match place {
            "starting" => {}
            "attract" if self.stage == Stage::Finished => self.stage = Stage::Gone,
            "attract" if self.inside => {
                // The machine went out, or gave the visit up.
                self.inside = false;
                match self.returns.checked_sub(1) {
                    Some(left) if self.since.elapsed() < PATIENCE => self.returns = left,
                    Some(_) | None => self.stage = Stage::Gone,
                }
            }
            "attract" => {}
            "thanks" => self.stage = Stage::Finished,
            _ => self.inside = true,
        }
    }

    /// Says whether anything was done.
    async fn act(&mut self, place: &str, view: &View, hall: &Hall, kiosk: &mut Windowless) -> bool {
        if view.has_sheet() {
            kiosk.touch(view, json!({ "is": "stay" })).await;
            return true;
        }
        let for_long = |at: &Option<(String, Instant)>, long| {
            at.as_ref().is_some_and(|(_, since)| since.elapsed() > long)
        };
        let impatient = self.since.elapsed() > PATIENCE;
        let touch = match place {
            "attract" | "services" => match self.choose(place, view, impatient) {
                Some(touch) => touch,
                None => return false,
            },
            "receipt/printing" if self.plan.mood != Mood::LeavesThePaper => return false,
            "receipt/waiting" if !for_long(&self.at, PAPER) => return false,
            "receipt/printing" | "receipt/waiting" | "receipt/printed" | "receipt/notPrinted"
            | "unresolved" | "taken" | "rate" => json!({ "is": "next" }),
            "pay/asking" if self.plan.mood == Mood::CancelsWhileAsked || impatient => {
                json!({ "is": "cancel" })
            }
            "pay/asking" | "pay/closing" | "thanks" | "starting" => return false,
            _ if impatient => json!({ "is": "cancel" }),
            "identify" => {
                self.show_themselves(hall);
                return true;
            }
            "question" => return self.answer(view, hall, kiosk).await,
            "intro" | "dues" | "review" => json!({ "is": "next" }),
            "pay/showCode" => {
                let cancelled = view.notice() == Some("paymentCancelled");
                let leaves = self.plan.mood == Mood::LeavesUnpaid
                    || (self.plan.mood == Mood::CancelsWhileAsked && cancelled);
                if leaves || self.codes_shown >= CODES_MAX {
                    json!({ "is": "cancel" })
                } else {
                    self.show_payment(hall);
                    return true;
                }
            }
            // The machine waits for an answer.
            _ => return false,
        };
        kiosk.touch(view, touch).await;
        true
    }

    fn choose(&mut self, place: &str, view: &View, impatient: bool) -> Option<Value> {
        if impatient && place == "attract" {
            self.stage = Stage::Gone;
            return None;
        }
        if impatient || view.notice() == Some("nothingOwed") {
            return Some(json!({ "is": "cancel" }));
        }
        let service = self.plan.business.service();
        let tiles = view.screen()["services"].as_array()?;
        let Some(tile) = tiles.iter().find(|tile| tile["id"] == service) else {
            // The search shows all of them as long as nothing is typed.
            return (place == "services").then(|| json!({ "is": "find", "by": "search" }));
        };
        tile["closed"]
            .is_null()
            .then(|| json!({ "is": "chooseService", "id": service }))
    }

    fn show_themselves(&mut self, hall: &Hall) {
        match self.plan.shows_first {
            Some(wrong) if !self.showed_wrong_thing => {
                self.showed_wrong_thing = true;
                self.show_wrong_thing(wrong, hall);
            }
            Some(_) | None => {
                let app = self.plan.app;
                let code = hall.issuer(app).code_of(self.person.sub, Timestamp::now());
                hall.show_code_of(app, code);
            }
        }
    }

    fn show_wrong_thing(&self, wrong: WrongThing, hall: &Hall) {
        let (code, title) = match wrong {
            WrongThing::IdCard => (self.person.id_number.clone(), "居民身份证"),
            WrongThing::PhoneNumber => (format!("tel:{}", self.person.phone), "名片"),
        };
        hall.camera().show(Scene::Paper(Sheet {
            code,
            title: title.to_owned(),
            lines: vec![self.person.name.clone()],
        }));
    }

    /// One answer out of a list, or a number.
    async fn answer(&mut self, view: &View, hall: &Hall, kiosk: &mut Windowless) -> bool {
        let input = &view.screen()["input"];
        if let Some(options) = input["options"].as_array() {
            let free: Vec<&Value> = options
                .iter()
                .filter(|option| option["available"] == true)
                .map(|option| &option["id"])
                .collect();
            let touch = match free.first() {
                Some(id) => json!({ "is": "chooseOption", "id": id }),
                None => json!({ "is": "back" }),
            };
            kiosk.touch(view, touch).await;
            return true;
        }
        if matches!(
            view.notice(),
            Some("noticeAlreadyPaid" | "noticeNumberUnknown")
        ) {
            kiosk.touch(view, json!({ "is": "cancel" })).await;
            return true;
        }
        if self.plan.business == Business::NoticeScanned {
            hall.show_notice(&self.person.notice);
            return true;
        }
        kiosk.touch(view, json!({ "is": "clear" })).await;
        for digit in self.person.notice.bytes() {
            let key = json!({ "is": "key", "key": char::from(digit) });
            kiosk.touch(view, key).await;
        }
        kiosk.touch(view, json!({ "is": "next" })).await;
        true
    }

    fn show_payment(&mut self, hall: &Hall) {
        let channel = self.plan.channel;
        let payer = &self.person.payer;
        let ledger = hall.ledger(channel);
        let behaviour = match self.codes_shown {
            0 => behaviour(self.plan.payer),
            _ => Behaviour::pay(),
        };
        let (queries, uncertain) = match (self.codes_shown, self.plan.payer) {
            (0, Payer::NothingCertain) => (Answer::SystemError, QUERIES_UNCERTAIN),
            _ => (Answer::Truly, 1),
        };
        ledger.interfere(Call::Query, queries, uncertain);
        self.codes_shown += 1;
        ledger.behave(Who::Payer(payer.clone()), behaviour);
        let code = ledger.mint(payer);
        hall.show_payment_code(channel, code);
    }

    /// The channel that this citizen pays with.
    pub(super) fn channel(&self) -> ChannelKind {
        self.plan.channel
    }
}

fn behaviour(payer: Payer) -> Behaviour {
    match payer {
        Payer::Pays => Behaviour::pay(),
        Payer::Confirms(_) | Payer::WrongPassword | Payer::Dismisses | Payer::Ignores => {
            Behaviour::ask_password()
        }
        Payer::NotEnough => Behaviour::refuse(Refusal::NotEnough),
        Payer::CodeUsed => Behaviour::refuse(Refusal::CodeUsed),
        Payer::RequestLost => Behaviour::lose(),
        Payer::ArrivesLate(after) => Behaviour::pay().arriving_after(after),
        Payer::AnswerLost => Behaviour::pay().answering(NO_ANSWER),
        Payer::NothingCertain => Behaviour::pay().answering(Answer::SystemError),
    }
}
