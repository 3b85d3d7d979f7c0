//! Whatever happens in whatever order, what is always true stays true.

use std::collections::BTreeSet;

use crate::desk::{Desk, code_id, contrast, pending, secret};
use crate::sighted::sighted;
use kiosk::call::{
    Answer, CallError, Decline, PaymentKey, PaymentState, Problem, Receipt, Request,
};
use kiosk::record::{PaymentOutcome, Record};
use kiosk::scan::{Refusal, Scan};
use kiosk::text::Lang;
use kiosk::touch::Touch;
use kiosk::view::{Channel, FindingBy, Input, PaperPhase, PrinterTrouble, Screen};
use kiosk::{Effect, Event, PrintProgress};
use proptest::prelude::*;

/// Something that may happen at a desk.
#[derive(Clone, Debug)]
enum Happening {
    /// What a citizen in no hurry, and everything around them, would do next.
    GoOn,
    Touch(Touch),
    StaleTouch(Touch),
    Scan(Scan),
    Pass(u64),
    Answer(usize, Outcome),
    Camera(bool),
    Headphones(bool),
    /// A code is seen, and read or not.
    Sighted(bool),
    Printer(Option<PrinterTrouble>),
    Print(PrintProgress),
    PowerCut,
}

#[derive(Clone, Debug)]
enum Outcome {
    Good,
    Empty,
    Error(CallError),
    Payment(PaymentState),
}

fn touch() -> impl Strategy<Value = Touch> {
    let id = prop_oneof![
        Just("traffic-fines"),
        Just("non-tax"),
        Just("hospital"),
        Just("statement"),
        Just("this-year"),
        Just("due-0"),
        Just("9:00"),
        Just("nothing")
    ];
    prop_oneof![
        Just(Touch::Begin),
        Just(Touch::Next),
        Just(Touch::Next),
        Just(Touch::Back),
        Just(Touch::Cancel),
        Just(Touch::Another),
        Just(Touch::Help),
        Just(Touch::CallStaff),
        Just(Touch::Stay),
        Just(Touch::Erase),
        Just(Touch::Clear),
        any::<char>().prop_map(|key| Touch::Key { key }),
        prop::sample::select("0123456789.xX京Bab'".chars().collect::<Vec<_>>())
            .prop_map(|key| Touch::Key { key }),
        other_touch(),
        any::<u8>().prop_map(|size| Touch::TextSize { size }),
        Just(Touch::Speak {
            lang: Lang::new("en")
        }),
        Just(Touch::Speak {
            lang: Lang::new("xx")
        }),
        (id.clone(), any::<bool>()).prop_map(|(id, on)| Touch::Tick {
            id: id.to_owned(),
            on
        }),
        id.clone()
            .prop_map(|id| Touch::ChooseService { id: id.to_owned() }),
        id.prop_map(|id| Touch::ChooseOption { id: id.to_owned() }),
    ]
}

fn scan() -> impl Strategy<Value = Scan> {
    prop_oneof![
        Just(Scan::Citizen {
            code: secret("GC1:X"),
            id: code_id(0),
        }),
        Just(Scan::Opaque {
            kind: "health-card".to_owned(),
            code: secret("CARD:1:99"),
            id: code_id(9),
        }),
        (0_usize..9).prop_map(|number| Scan::Citizen {
            code: secret("GC1:X"),
            id: code_id(number),
        }),
        Just(Scan::StaffBadge),
        Just(Scan::CitizenRefused(Refusal::Expired)),
        Just(Scan::Payment {
            channel: Some(Channel::Wechat),
            code: secret("13")
        }),
        Just(Scan::Payment {
            channel: None,
            code: secret("62")
        }),
        Just(Scan::IdNumber),
        Just(Scan::NoticeNumber("1234".to_owned())),
        Just(Scan::NoticeNumber("12345678901".to_owned())),
        Just(Scan::Other),
    ]
}

fn outcome() -> impl Strategy<Value = Outcome> {
    let error = prop_oneof![
        Just(CallError::Unreachable),
        Just(CallError::TimedOut),
        Just(CallError::Broken),
        Just(CallError::Refused(Problem::PaymentUnknown)),
        Just(CallError::Refused(Problem::Taken)),
        Just(CallError::Refused(Problem::Other)),
    ];
    let payment = prop_oneof![
        Just(pending()),
        Just(PaymentState::Voided),
        Just(PaymentState::Declined(Decline::NotEnough)),
    ];
    prop_oneof![
        6 => Just(Outcome::Good),
        1 => Just(Outcome::Empty),
        2 => error.prop_map(Outcome::Error),
        2 => payment.prop_map(Outcome::Payment),
    ]
}

fn happening() -> impl Strategy<Value = Happening> {
    let trouble = prop_oneof![
        Just(PrinterTrouble::PaperOut),
        Just(PrinterTrouble::Unreachable)
    ];
    let print = prop_oneof![
        Just(PrintProgress::Printing),
        Just(PrintProgress::Waiting(PrinterTrouble::PaperJam)),
        Just(PrintProgress::Printed),
        Just(PrintProgress::NotPrinted(PrinterTrouble::Aborted)),
        Just(PrintProgress::Lost(PrinterTrouble::Unreachable)),
    ];
    prop_oneof![
        40 => Just(Happening::GoOn),
        8 => touch().prop_map(Happening::Touch),
        1 => touch().prop_map(Happening::StaleTouch),
        5 => scan().prop_map(Happening::Scan),
        3 => (0_u64..200).prop_map(Happening::Pass),
        8 => (any::<usize>(), outcome()).prop_map(|(call, outcome)| Happening::Answer(call, outcome)),
        1 => any::<bool>().prop_map(Happening::Camera),
        1 => any::<bool>().prop_map(Happening::Headphones),
        2 => any::<bool>().prop_map(Happening::Sighted),
        1 => prop::option::of(trouble).prop_map(Happening::Printer),
        2 => print.prop_map(Happening::Print),
        1 => Just(Happening::PowerCut),
    ]
}

fn happen(desk: &mut Desk, happening: Happening) {
    match happening {
        Happening::GoOn => go_on(desk),
        Happening::Touch(touch) => desk.touch(touch),
        Happening::StaleTouch(touch) => {
            let revision = desk.view().revision.wrapping_sub(1);
            desk.touch_on(revision, touch);
        }
        Happening::Scan(scan) => desk.scan(scan),
        Happening::Pass(seconds) => desk.pass(seconds),
        Happening::Answer(call, outcome) => answer(desk, call, outcome),
        Happening::Camera(live) => desk.event(Event::CameraChanged { live }),
        Happening::Headphones(plugged) => desk.event(Event::Headphones { plugged }),
        Happening::Sighted(read) => desk.event(sighted(read)),
        Happening::Printer(trouble) => desk.event(Event::PrinterChanged { trouble }),
        Happening::Print(progress) => print(desk, progress),
        Happening::PowerCut => {
            check(desk);
            *desk = desk.restarted();
        }
    }
}

/// What is about finding, answering, rating, seeing and hearing.
fn other_touch() -> impl Strategy<Value = Touch> {
    let by = prop::sample::select(vec![
        FindingBy::MostUsed,
        FindingBy::LifeEvents,
        FindingBy::Departments,
        FindingBy::Search,
    ]);
    let text = prop::sample::select(vec![
        "police",
        "driving",
        "2026-11-27",
        "1970-01-05",
        "安",
        "一",
    ]);
    prop_oneof![
        by.prop_map(|by| Touch::Find { by }),
        text.clone()
            .prop_map(|id| Touch::OpenGroup { id: id.to_owned() }),
        text.clone().prop_map(|day| Touch::Pick {
            day: day.to_owned()
        }),
        text.prop_map(|text| Touch::Candidate {
            text: text.to_owned()
        }),
        any::<bool>().prop_map(|yes| Touch::Answer { yes }),
        any::<i8>().prop_map(|by| Touch::Month { by }),
        any::<u8>().prop_map(|level| Touch::Rate { level: level % 7 }),
        any::<bool>().prop_map(|on| Touch::Elder { on }),
        any::<bool>().prop_map(|on| Touch::Speech { on }),
        any::<bool>().prop_map(|on| Touch::Blank { on }),
        any::<i8>().prop_map(|rate| Touch::SpeechRate { rate }),
        any::<u8>().prop_map(|volume| Touch::Volume { volume }),
        Just(Touch::ShowAccess),
        Just(Touch::Theme { theme: contrast() }),
    ]
}

/// The natural next thing at the present screen.
fn go_on(desk: &mut Desk) {
    if !desk.calls.is_empty() {
        return answer(desk, 0, Outcome::Good);
    }
    match desk.screen() {
        Screen::Attract { .. } => desk.touch(Touch::Begin),
        Screen::Services { .. } => {
            let services = ["traffic-fines", "non-tax", "form", "plate", "progress"];
            desk.choose(services[desk.records.len() % services.len()]);
        }
        Screen::Identify { .. } => desk.show_citizen_code(),
        Screen::Question {
            input: Input::Digits { .. },
            ..
        } => {
            desk.scan(Scan::NoticeNumber("1234".to_owned()));
        }
        Screen::Question { input, .. } => answer_question(desk, &input),
        Screen::Pay { .. } => desk.show_payment_code(Channel::Alipay),
        Screen::Receipt {
            phase: PaperPhase::Printing { .. },
            ..
        } => {
            print(desk, PrintProgress::Printed);
        }
        Screen::Dues { .. }
        | Screen::Review { .. }
        | Screen::Intro { .. }
        | Screen::Details { .. }
        | Screen::Handout { .. }
        | Screen::Rate { .. }
        | Screen::Receipt { .. }
        | Screen::Taken { .. } => {
            desk.touch(Touch::Next);
        }
        Screen::Starting
        | Screen::OutOfService { .. }
        | Screen::Unresolved { .. }
        | Screen::Thanks { .. } => desk.pass(5),
    }
}

fn answer_question(desk: &mut Desk, input: &Input) {
    let typed = match input {
        Input::Choice { .. } => return desk.choose_option("9:00"),
        Input::YesNo { .. } => return desk.touch(Touch::Answer { yes: true }),
        Input::Several { .. } => "",
        Input::Date { days, .. } => {
            if let Some(day) = days.iter().find(|day| day.available) {
                let day = day.date.clone();
                desk.touch(Touch::Pick { day });
            }
            ""
        }
        Input::Digits { .. } => "1234",
        Input::Amount { .. } => "12.5",
        Input::IdNumber { .. } => "11010519491231002X",
        Input::Phone { .. } => "13800138000",
        Input::Plate { .. } => "粤B12345",
        Input::Birth { .. } => "19491231",
        Input::Text { .. } => "an",
    };
    desk.touch(Touch::Clear);
    desk.type_digits(typed);
    if matches!(input, Input::Several { .. }) {
        let id = "two".to_owned();
        desk.touch(Touch::Tick { id, on: true });
    }
    desk.touch(Touch::Next);
}

/// The printer says it of the paper it was given last.
fn print(desk: &mut Desk, progress: PrintProgress) {
    if let Some(receipt) = desk.printed.last() {
        let receipt = receipt.number.clone();
        desk.event(Event::PrintChanged { receipt, progress });
    }
}

/// Approved, with a receipt of this payment's own.
fn approved(key: PaymentKey) -> PaymentState {
    let receipt = crate::desk::receipt();
    PaymentState::Approved(Box::new(Receipt {
        number: format!("R-{}", key.0),
        ..receipt
    }))
}

fn key_of(request: &Request) -> Option<PaymentKey> {
    match request {
        Request::Submit { key, .. } | Request::LookUp { key } | Request::Void { key, .. } => {
            Some(*key)
        }
        _ => None,
    }
}

fn answer(desk: &mut Desk, call: usize, outcome: Outcome) {
    if desk.calls.is_empty() {
        return;
    }
    let at = call % desk.calls.len();
    let request = desk.calls[at].1.clone();
    match (outcome, &request) {
        (Outcome::Good, Request::Catalogue) => desk.answer_catalogue(),
        (Outcome::Good, Request::Identify { .. }) => desk.answer_citizen(),
        (Outcome::Good, Request::Dues { .. }) => desk.answer_dues(&[20_000, 100]),
        (Outcome::Good, Request::Options { .. }) => desk.answer_options(&["9:00"], Some(100)),
        (Outcome::Good, Request::Apply { service, .. }) => match service.as_str() {
            "form" => desk.answer_application(1_750),
            "plate" => desk.answer_application(12_500),
            _ => desk.answer_application(20_100),
        },
        (Outcome::Good, Request::Hold { .. }) => {
            let hold = std::time::Duration::from_secs(600);
            desk.answer(|asked| asked == &request, Ok(Answer::Held { hold }));
        }
        (Outcome::Good, Request::Details { .. }) => {
            let details = Answer::Details(kiosk::call::Details::default());
            desk.answer(|asked| asked == &request, Ok(details));
        }
        (Outcome::Good, Request::Called) => {
            desk.answer(|asked| asked == &request, Ok(Answer::Called(Vec::new())));
        }
        (Outcome::Empty, Request::Dues { .. }) => desk.answer_dues(&[]),
        (Outcome::Empty, Request::Options { .. }) => desk.answer_options(&[], None),
        (Outcome::Good, request) if key_of(request).is_some() => {
            let state = key_of(request).map_or(PaymentState::Voided, approved);
            desk.answer(|asked| asked == request, Ok(Answer::Payment(state)));
        }
        (Outcome::Payment(state), request) if key_of(request).is_some() => {
            desk.answer(|asked| asked == request, Ok(Answer::Payment(state)));
        }
        (Outcome::Error(error), request) => desk.answer(|asked| asked == request, Err(error)),
        (_, request) => desk.answer(|asked| asked == request, Ok(Answer::Done)),
    }
}

/// What is always true of everything a desk has done.
fn check(desk: &Desk) {
    let mut intended = BTreeSet::new();
    let mut printed = BTreeSet::new();
    for effect in &desk.effects {
        match effect {
            Effect::Append(Record::PaymentIntended { payment, .. }) => {
                assert!(intended.insert(*payment), "one key per payment for ever");
            }
            Effect::Call {
                request: Request::Submit { key, .. },
                ..
            } => {
                assert!(
                    intended.contains(key),
                    "an intent is durable before it is sent"
                );
            }
            Effect::Append(Record::PrintIntended { receipt }) => {
                printed.insert(receipt.clone());
            }
            Effect::Print { handout, .. } => {
                assert!(
                    printed.contains(&handout.number),
                    "a print is durable before it is sent"
                );
            }
            _ => {}
        }
    }
    let open: BTreeSet<_> = desk
        .records
        .iter()
        .fold(BTreeSet::new(), |mut open, record| {
            match record {
                Record::PaymentIntended { payment, .. } => _ = open.insert(*payment),
                Record::PaymentResolved { payment, .. } => _ = open.remove(payment),
                Record::CarriedOver { owed } => open = owed.payments.keys().copied().collect(),
                _ => {}
            }
            open
        });
    assert_eq!(
        desk.kiosk.unresolved_orders().count(),
        open.len(),
        "an unresolved payment is never forgotten"
    );
    assert!(
        desk.kiosk.poll_timeout().is_some(),
        "every wait has a deadline"
    );
    for receipt in &desk.printed {
        let paid = desk.effects.iter().any(|effect| {
            matches!(
                effect,
                Effect::Append(Record::PaymentResolved { outcome: PaymentOutcome::Approved { receipt: number }, .. })
                    if *number == receipt.number
            )
        });
        assert!(paid, "nothing is printed that is not paid");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, ..ProptestConfig::default() })]

    #[test]
    fn what_is_always_true_stays_true(
        happenings in prop::collection::vec(happening(), 1..120),
    ) {
        let mut desk = Desk::open();
        for happening in happenings {
            happen(&mut desk, happening);
        }
        check(&desk);
    }
}
