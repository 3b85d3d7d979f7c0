//! Every screen, word for word, as `views.jsonl` beside this file has it. Whoever changes a screen
//! on purpose runs the tests with `HALLPASS_REWRITE=1` and reads the difference.

use std::fmt::Write as _;
use std::path::Path;

use kiosk::call::{Answer, CallError, PaymentState, Request};
use kiosk::text::Lang;
use kiosk::touch::Touch;
use kiosk::view::{Channel, FindingBy, JournalTrouble, PrinterTrouble};
use kiosk::{Event, PrintProgress};

use crate::desk::{Desk, approved, contrast, is_void, pending};
use crate::sighted::sighted;

#[derive(Default)]
struct Album(String);

impl Album {
    fn take(&mut self, name: &str, desk: &Desk) {
        let view = serde_json::to_string(&desk.view()).expect("a view is JSON");
        writeln!(self.0, "{{\"{name}\":{view}}}").expect("a text grows");
    }
}

fn cut_off(desk: &mut Desk) {
    desk.pass(30);
    let is_catalogue = |request: &Request| *request == Request::Catalogue;
    desk.answer(is_catalogue, Err(CallError::Unreachable));
}

fn before_a_visit(album: &mut Album) {
    let mut desk = Desk::started();
    album.take("starting", &desk);
    desk.answer_catalogue();
    album.take("attract", &desk);
    cut_off(&mut desk);
    album.take("attract, cut off", &desk);
    let trouble = JournalTrouble::Cut;
    desk.event(Event::JournalFailed { trouble });
    album.take("out of service", &desk);
}

fn up_to_a_payment(album: &mut Album) {
    let mut desk = Desk::open();
    desk.touch(Touch::Begin);
    album.take("services", &desk);
    desk.choose("traffic-fines");
    album.take("identify", &desk);
    desk.event(Event::CameraChanged { live: false });
    album.take("identify, no camera", &desk);
    desk.event(Event::CameraChanged { live: true });
    desk.event(sighted(false));
    album.take("identify, seen and too far", &desk);
    desk.event(sighted(true));
    desk.show_citizen_code();
    album.take("identify, checking", &desk);
    desk.answer_citizen();
    album.take("dues, checking", &desk);
    desk.answer_dues(&[20_000, 15_000]);
    album.take("dues", &desk);
    for id in ["due-0", "due-1"] {
        let (id, on) = (id.to_owned(), false);
        desk.touch(Touch::Tick { id, on });
    }
    album.take("dues, none ticked", &desk);
    let (id, on) = ("due-1".to_owned(), true);
    desk.touch(Touch::Tick { id, on });
    desk.touch(Touch::Next);
    album.take("review", &desk);
    desk.touch(Touch::Next);
    album.take("review, checking", &desk);
    desk.answer_application(15_000);
    album.take("pay", &desk);
    let trouble = Some(PrinterTrouble::PaperOut);
    desk.event(Event::PrinterChanged { trouble });
    album.take("pay, printer down", &desk);
    desk.event(Event::PrinterChanged { trouble: None });
    desk.show_payment_code(Channel::Alipay);
    desk.pass(1);
    album.take("pay, asking", &desk);
    desk.answer_payment(pending());
    album.take("pay, confirming", &desk);
    desk.touch(Touch::Cancel);
    desk.pass(2);
    album.take("pay, closing", &desk);
    desk.pass(45);
    album.take("unresolved", &desk);
    desk.touch(Touch::Next);
    album.take("thanks, unresolved", &desk);
}

fn questions(album: &mut Album) {
    let mut desk = Desk::open();
    desk.touch(Touch::Speak {
        lang: Lang::new("en"),
    });
    desk.choose("hospital");
    desk.show_citizen_code();
    desk.answer_citizen();
    album.take("choice, loading", &desk);
    desk.answer_options(&["inner", "full"], Some(300));
    album.take("choice", &desk);
    desk.choose_option("inner");
    desk.answer_options(&["9:00"], Some(500));
    desk.choose_option("9:00");
    album.take("review of answers", &desk);
    desk.touch(Touch::Cancel);
    album.take("thanks, cancelled", &desk);

    let mut desk = Desk::open();
    desk.choose("non-tax");
    album.take("digits", &desk);
    desk.type_digits("123");
    album.take("digits, some", &desk);
    desk.type_digits("4");
    album.take("digits, all", &desk);
    desk.touch(Touch::Next);
    album.take("digits, checking", &desk);
    desk.answer_dues(&[8_800]);
    album.take("dues of a notice", &desk);
    desk.touch(Touch::Next);
    album.take("review of a notice", &desk);
}

fn papers(album: &mut Album) {
    let mut desk = Desk::open();
    desk.up_to_receipt();
    album.take("receipt, printing", &desk);
    desk.printer(PrintProgress::Waiting(PrinterTrouble::PaperJam));
    album.take("receipt, stuck", &desk);
    desk.printer(PrintProgress::NotPrinted(PrinterTrouble::PaperJam));
    album.take("receipt, not printed", &desk);

    let mut desk = Desk::open();
    desk.up_to_receipt();
    desk.printer(PrintProgress::Printed);
    album.take("receipt, printed", &desk);
    desk.touch(Touch::Next);
    album.take("rate, before thanks", &desk);
    desk.touch(Touch::Rate { level: 2 });
    album.take("rated, before thanks", &desk);
    desk.touch(Touch::Next);
    album.take("thanks", &desk);

    let mut desk = Desk::open();
    desk.up_to_paying();
    let trouble = Some(PrinterTrouble::CoverOpen);
    desk.event(Event::PrinterChanged { trouble });
    desk.show_payment_code(Channel::Wechat);
    desk.answer_payment(approved());
    album.take("receipt, held", &desk);

    let mut desk = Desk::open();
    desk.up_to_paying();
    desk.show_payment_code(Channel::Wechat);
    desk.touch(Touch::Cancel);
    desk.answer(is_void, Ok(Answer::Payment(PaymentState::Voided)));
    album.take("pay, cancelled", &desk);
}

fn applications(album: &mut Album) {
    let mut desk = Desk::open();
    cut_off(&mut desk);
    desk.choose("statement");
    album.take("identify, cut off", &desk);
    desk.show_citizen_code();
    album.take("choice of the service's own", &desk);
    desk.choose_option("this-year");
    album.take("review of what costs nothing", &desk);
    desk.touch(Touch::Next);
    album.take("kept", &desk);
    desk.touch(Touch::Next);
    album.take("thanks, kept", &desk);

    let mut desk = Desk::open();
    desk.choose("statement");
    desk.show_citizen_code();
    desk.answer_citizen();
    desk.choose_option("this-year");
    desk.touch(Touch::Next);
    let answer = Answer::Application {
        case_number: "C-7".to_owned(),
        order: None,
        rows: Vec::new(),
        documents: Vec::new(),
        receipt: None,
    };
    let is_apply = |request: &Request| matches!(request, Request::Apply { .. });
    desk.answer(is_apply, Ok(answer));
    album.take("taken", &desk);
    desk.touch(Touch::Next);
    album.take("rate, before thanks, taken", &desk);
    desk.touch(Touch::Rate { level: 2 });
    album.take("rated, before thanks, taken", &desk);
    desk.touch(Touch::Next);
    album.take("thanks, taken", &desk);
}

fn every_kind_of_question(album: &mut Album) {
    let mut desk = Desk::open();
    desk.touch(Touch::ChooseService {
        id: "form".to_owned(),
    });
    album.take("intro", &desk);
    desk.touch(Touch::Next);
    album.take("yes or no", &desk);
    desk.touch(Touch::Answer { yes: true });
    desk.type_digits("an");
    album.take("text", &desk);
    desk.touch(Touch::Next);
    let id = "two".to_owned();
    desk.touch(Touch::Tick { id, on: true });
    album.take("several", &desk);
    desk.touch(Touch::Next);
    desk.type_digits("0.5");
    desk.touch(Touch::Next);
    album.take("amount, too little", &desk);
    desk.type_digits("0");
    desk.touch(Touch::Clear);
    for (name, keys) in [
        ("amount", "12.5"),
        ("phone", "13800138000"),
        ("plate", "粤B12345"),
    ] {
        desk.type_digits(keys);
        album.take(name, &desk);
        desk.touch(Touch::Next);
    }
    desk.touch(Touch::Pick {
        day: "1970-01-02".to_owned(),
    });
    album.take("calendar", &desk);
    desk.touch(Touch::Next);
    desk.type_digits("19491231");
    album.take("birthday", &desk);
    desk.touch(Touch::Next);
    album.take("review of all", &desk);
}

fn ways(album: &mut Album) {
    let mut desk = Desk::open();
    desk.touch(Touch::Begin);
    for (name, by) in [
        ("life events", FindingBy::LifeEvents),
        ("departments", FindingBy::Departments),
        ("search", FindingBy::Search),
    ] {
        desk.touch(Touch::Find { by });
        album.take(name, &desk);
    }
    desk.type_digits("jt");
    album.take("search, found", &desk);
}

fn sheets(album: &mut Album) {
    let mut desk = Desk::open();
    desk.choose("traffic-fines");
    desk.touch(Touch::Help);
    album.take("help", &desk);
    desk.touch(Touch::CallStaff);
    album.take("help, staff called", &desk);
    desk.touch(Touch::Stay);
    desk.touch(Touch::TextSize { size: 3 });
    desk.touch(Touch::Theme { theme: contrast() });
    desk.touch(Touch::Reach { on: true });
    album.take("access", &desk);
    desk.pass(65);
    album.take("still there", &desk);
    desk.pass(25);
    album.take("thanks, timed out", &desk);
}

#[test]
fn every_screen_is_as_it_was_agreed() {
    let mut album = Album::default();
    before_a_visit(&mut album);
    up_to_a_payment(&mut album);
    questions(&mut album);
    papers(&mut album);
    applications(&mut album);
    every_kind_of_question(&mut album);
    ways(&mut album);
    sheets(&mut album);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories/views.jsonl");
    if std::env::var_os("HALLPASS_REWRITE").is_some() {
        std::fs::write(&path, &album.0).expect("written");
    }
    let agreed = std::fs::read_to_string(&path).expect("the views that were agreed");
    assert_eq!(album.0.lines().count(), agreed.lines().count());
    for (view, agreed) in album.0.lines().zip(agreed.lines()) {
        assert_eq!(view, agreed);
    }
}
