//! A visit from the attract screen to thanks, and the ways back.

use crate::desk::{Desk, approved, contrast};
use kiosk::Effect;
use kiosk::PrintProgress;
use kiosk::call::Request;
use kiosk::money::Fen;
use kiosk::record::Record;
use kiosk::text::Lang;
use kiosk::touch::Touch;
use kiosk::view::{Access, Channel, Ending, Input, PaperPhase, PayPhase, Screen, Theme};

#[test]
fn a_paid_visit_goes_from_attract_to_attract() {
    let mut desk = Desk::open();
    assert!(matches!(desk.screen(), Screen::Attract { .. }));

    desk.touch(Touch::Begin);
    assert!(matches!(desk.screen(), Screen::Services { ref services, .. } if services.len() == 6));
    desk.choose("traffic-fines");
    assert!(matches!(
        desk.screen(),
        Screen::Identify { waiting: None, .. }
    ));
    assert!(desk.looking);
    desk.show_citizen_code();
    assert!(matches!(
        desk.screen(),
        Screen::Identify {
            waiting: Some(_),
            ..
        }
    ));
    desk.answer_citizen();
    assert!(!desk.looking, "a picture that nobody needs is not taken");
    assert!(matches!(
        desk.screen(),
        Screen::Dues {
            waiting: Some(_),
            ..
        }
    ));
    desk.answer_dues(&[20_000, 15_000, 5_000]);
    desk.touch(Touch::Tick {
        id: "due-2".to_owned(),
        on: false,
    });
    let Screen::Dues {
        count,
        total,
        citizen,
        ..
    } = desk.screen()
    else {
        panic!("dues")
    };
    assert_eq!(
        (count, total, citizen.as_deref()),
        (2, Fen(35_000), Some("王*明"))
    );
    desk.touch(Touch::Next);
    assert!(matches!(
        desk.screen(),
        Screen::Review {
            total: Fen(35_000),
            ..
        }
    ));
    desk.touch(Touch::Next);
    desk.answer_application(35_000);
    assert!(desk.looking);
    desk.show_payment_code(Channel::Alipay);
    let Screen::Pay {
        phase: PayPhase::Asking { channel, .. },
        ..
    } = desk.screen()
    else {
        panic!("asking")
    };
    assert_eq!(channel, Channel::Alipay);
    desk.answer_payment(approved());
    assert!(matches!(
        desk.screen(),
        Screen::Receipt {
            phase: PaperPhase::Printing { .. },
            ..
        }
    ));
    desk.printer(PrintProgress::Printed);
    assert!(matches!(
        desk.screen(),
        Screen::Receipt {
            phase: PaperPhase::Printed,
            ..
        }
    ));
    desk.touch(Touch::Next);
    desk.skip_rating();
    assert!(matches!(
        desk.screen(),
        Screen::Thanks {
            ending: Ending::Done
        }
    ));
    desk.pass(8);
    assert!(matches!(desk.screen(), Screen::Attract { .. }));
    assert_eq!(desk.printed.len(), 1);
    assert!(desk.asked(|request| matches!(request, Request::Delivery { printed: true, .. })));
}

#[test]
fn the_journal_tells_the_visit_and_says_nothing_about_the_citizen() {
    let mut desk = Desk::open();
    desk.up_to_receipt();
    desk.printer(PrintProgress::Printed);
    desk.touch(Touch::Next);
    desk.skip_rating();
    let journal = serde_json::to_string(&desk.records).expect("records are JSON");
    for personal in ["王", "GC1", "handle", "1300000000"] {
        assert!(!journal.contains(personal), "{personal} in {journal}");
    }
    let story: Vec<_> = desk
        .records
        .iter()
        .map(|record| {
            let value = serde_json::to_value(record).expect("a record is JSON");
            value["is"]
                .as_str()
                .expect("a record has a kind")
                .to_owned()
        })
        .collect();
    assert_eq!(
        story,
        [
            "started",
            "visitBegan",
            "applied",
            "paymentIntended",
            "paymentResolved",
            "printIntended",
            "printResolved",
            "visitEnded"
        ]
    );
}

#[test]
fn a_service_touched_on_the_attract_screen_begins_with_it() {
    let mut desk = Desk::open();
    desk.choose("non-tax");
    assert!(matches!(desk.screen(), Screen::Question { .. }));
}

#[test]
fn a_number_is_typed_looked_up_and_paid_without_a_citizen_code() {
    let mut desk = Desk::open();
    desk.choose("non-tax");
    desk.type_digits("123");
    desk.touch(Touch::Next);
    assert!(
        !desk.asked(|request| matches!(request, Request::Dues { .. })),
        "one is missing"
    );
    desk.type_digits("45");
    let Screen::Question {
        input: Input::Digits { value, .. },
        ..
    } = desk.screen()
    else {
        panic!("digits")
    };
    assert_eq!(value, "1234", "no more than there shall be");
    desk.touch(Touch::Next);
    desk.answer_dues(&[8_800]);
    let Screen::Dues { citizen, total, .. } = desk.screen() else {
        panic!("dues")
    };
    assert_eq!((citizen.as_deref(), total), (Some("赵*"), Fen(8_800)));
    desk.touch(Touch::Tick {
        id: "due-0".to_owned(),
        on: false,
    });
    assert!(
        matches!(desk.screen(), Screen::Dues { count: 1, .. }),
        "all or nothing"
    );
}

#[test]
fn questions_come_one_by_one_and_the_fee_is_that_of_the_last_answer_that_has_one() {
    let mut desk = Desk::open();
    desk.choose("hospital");
    desk.show_citizen_code();
    desk.answer_citizen();
    desk.answer_options(&["heart", "eyes"], Some(2_500));
    desk.choose_option("eyes");
    desk.answer_options(&["full-9", "10:00"], Some(2_500));
    desk.choose_option("full-9");
    assert!(
        matches!(desk.screen(), Screen::Question { .. }),
        "a full slot cannot be chosen"
    );
    desk.choose_option("10:00");
    let Screen::Review {
        lines,
        total,
        items,
        ..
    } = desk.screen()
    else {
        panic!("review")
    };
    assert_eq!(lines.len(), 2);
    assert_eq!((total, items.len()), (Fen(2_500), 1));
}

#[test]
fn going_back_leads_through_every_step_and_loses_no_ticks() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    desk.touch(Touch::Back);
    assert!(desk.asked(|request| matches!(request, Request::Withdraw { .. })));
    assert!(matches!(desk.screen(), Screen::Review { .. }));
    desk.touch(Touch::Back);
    assert!(matches!(desk.screen(), Screen::Dues { count: 2, .. }));
    desk.touch(Touch::Back);
    assert!(matches!(desk.screen(), Screen::Intro { .. }));
    desk.touch(Touch::Back);
    assert!(matches!(desk.screen(), Screen::Services { .. }));
    desk.choose("traffic-fines");
    assert!(
        matches!(desk.screen(), Screen::Dues { .. }),
        "the code need not be shown again"
    );
    desk.answer_dues(&[1]);
    desk.touch(Touch::Back);
    desk.touch(Touch::Back);
    desk.touch(Touch::Back);
    assert!(matches!(
        desk.screen(),
        Screen::Thanks {
            ending: Ending::Cancelled
        }
    ));
}

#[test]
fn a_typed_number_is_still_there_after_going_back() {
    let mut desk = Desk::open();
    desk.choose("non-tax");
    desk.type_digits("1234");
    desk.touch(Touch::Next);
    desk.answer_dues(&[8_800]);
    desk.touch(Touch::Back);
    let Screen::Question {
        input: Input::Digits { value, .. },
        ..
    } = desk.screen()
    else {
        panic!("digits")
    };
    assert_eq!(value, "1234");
}

#[test]
fn a_visit_can_be_cancelled_at_every_step_before_paying() {
    let steps: [fn(&mut Desk); 5] = [
        |desk| desk.choose("traffic-fines"),
        |desk| {
            desk.show_citizen_code();
            desk.answer_citizen();
        },
        |desk| desk.answer_dues(&[100]),
        |desk| desk.touch(Touch::Next),
        |desk| {
            desk.touch(Touch::Next);
            desk.answer_application(100);
        },
    ];
    for taken in 1..=steps.len() {
        let mut desk = Desk::open();
        desk.touch(Touch::Begin);
        for step in &steps[..taken] {
            step(&mut desk);
        }
        desk.touch(Touch::Cancel);
        assert_eq!(
            desk.screen(),
            Screen::Thanks {
                ending: Ending::Cancelled
            },
            "after {taken} steps"
        );
        assert_eq!(desk.submitted(), [], "after {taken} steps");
        let withdrawn = desk.asked(|request| matches!(request, Request::Withdraw { .. }));
        assert_eq!(withdrawn, taken == 5, "after {taken} steps");
    }
}

#[test]
fn the_receipt_leads_to_something_else_for_the_same_citizen() {
    let mut desk = Desk::open();
    desk.up_to_receipt();
    desk.printer(PrintProgress::Printed);
    desk.touch(Touch::Another);
    desk.skip_rating();
    assert!(matches!(desk.screen(), Screen::Services { .. }));
    desk.choose("traffic-fines");
    assert!(matches!(
        desk.screen(),
        Screen::Dues {
            waiting: Some(_),
            ..
        }
    ));
}

#[test]
fn a_touch_made_on_another_screen_means_nothing() {
    let mut desk = Desk::open();
    desk.up_to_paying();
    desk.touch(Touch::Back);
    let review = desk.view().revision;
    desk.touch_on(review, Touch::Next);
    desk.touch_on(review, Touch::Next);
    let applications = desk
        .effects
        .iter()
        .filter(|e| {
            matches!(
                e,
                Effect::Call {
                    request: Request::Apply { .. },
                    ..
                }
            )
        })
        .count();
    assert_eq!(applications, 2, "one for each time the citizen came to pay");
    desk.answer_application(35_000);
    desk.touch_on(review, Touch::Back);
    assert!(
        matches!(desk.screen(), Screen::Pay { .. }),
        "that was meant for the review"
    );
}

#[test]
fn typing_and_ticking_keep_the_revision() {
    let mut desk = Desk::open();
    desk.choose("non-tax");
    let revision = desk.view().revision;
    desk.type_digits("1234");
    assert_eq!(desk.view().revision, revision, "fast fingers lose no digit");
}

#[test]
fn language_and_access_change_on_every_step_and_end_with_the_visit() {
    let mut desk = Desk::open();
    desk.touch(Touch::Speak {
        lang: Lang::new("en"),
    });
    assert!(
        matches!(desk.screen(), Screen::Services { .. }),
        "the first touch begins the visit"
    );
    desk.touch(Touch::TextSize { size: 9 });
    desk.touch(Touch::Theme { theme: contrast() });
    desk.touch(Touch::Reach { on: true });
    desk.choose("traffic-fines");
    let view = desk.view();
    assert_eq!(view.lang, Lang::new("en"));
    assert_eq!(
        view.access,
        Access {
            text: Access::TEXT_MAX,
            theme: contrast(),
            reach: true,
            elder: false,
            speech: None,
        }
    );
    let Screen::Identify { service, .. } = view.screen else {
        panic!("identify")
    };
    assert_eq!(service.name, "Traffic fines");
    desk.touch(Touch::Cancel);
    desk.pass(8);
    assert_eq!(
        (desk.view().lang, desk.view().access),
        (
            Lang::new("zh-CN"),
            Access::at_first(Theme("normal".to_owned()))
        )
    );
}

#[test]
fn help_covers_the_screen_until_it_is_read_and_calls_the_staff_once() {
    let mut desk = Desk::open();
    desk.touch(Touch::Begin);
    desk.touch(Touch::Help);
    desk.choose("traffic-fines");
    assert!(
        matches!(desk.screen(), Screen::Services { .. }),
        "the sheet is on top"
    );
    desk.touch(Touch::CallStaff);
    desk.touch(Touch::CallStaff);
    assert_eq!(
        desk.calls
            .iter()
            .filter(|(_, r)| *r == Request::CallStaff)
            .count(),
        1
    );
    desk.touch(Touch::Stay);
    desk.choose("traffic-fines");
    assert!(matches!(desk.screen(), Screen::Identify { .. }));
}

#[test]
fn nothing_of_one_visit_is_seen_in_the_next() {
    let mut desk = Desk::open();
    desk.up_to_receipt();
    desk.printer(PrintProgress::Printed);
    desk.touch(Touch::Next);
    desk.skip_rating();
    assert!(
        !format!("{:?}", desk.view()).contains("王*明"),
        "on the last screen already"
    );
    desk.touch(Touch::Begin);
    assert!(
        matches!(desk.screen(), Screen::Attract { .. }),
        "the next one need not wait"
    );
    desk.touch(Touch::Begin);
    desk.choose("traffic-fines");
    assert!(
        matches!(desk.screen(), Screen::Identify { .. }),
        "and has to show a code"
    );
    let visits = desk
        .records
        .iter()
        .filter(|r| matches!(r, Record::VisitBegan { .. }))
        .count();
    assert_eq!(visits, 2);
}
