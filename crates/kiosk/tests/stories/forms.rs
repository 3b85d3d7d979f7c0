//! Every kind of question: what its pad takes, which mistake is named, and that nothing typed is
//! lost.

use kiosk::call::Request;
use kiosk::money::Fen;
use kiosk::service::Mistake;
use kiosk::touch::Touch;
use kiosk::view::{Input, Next, Part, PlateExpects, Screen, Value};

use crate::desk::Desk;

/// At the question with this number of the form that asks in every way.
fn at_question(number: usize) -> Desk {
    let mut desk = Desk::open();
    desk.choose("form");
    let answers: [fn(&mut Desk); 7] = [
        |desk| desk.touch(Touch::Answer { yes: true }),
        |desk| {
            desk.type_digits("shuai");
            desk.touch(Touch::Next);
        },
        |desk| {
            tick(desk, "two", true);
            tick(desk, "three", true);
            desk.touch(Touch::Next);
        },
        |desk| type_and_go_on(desk, "12.5"),
        |desk| type_and_go_on(desk, "13800138000"),
        |desk| type_and_go_on(desk, "粤B12345"),
        |desk| {
            desk.touch(Touch::Pick {
                day: "1970-01-02".to_owned(),
            });
            desk.touch(Touch::Next);
        },
    ];
    for answer in answers.iter().take(number) {
        answer(&mut desk);
    }
    desk
}

fn type_and_go_on(desk: &mut Desk, keys: &str) {
    desk.type_digits(keys);
    desk.touch(Touch::Next);
}

fn tick(desk: &mut Desk, id: &str, on: bool) {
    let id = id.to_owned();
    desk.touch(Touch::Tick { id, on });
}

fn input(desk: &Desk) -> Input {
    match desk.screen() {
        Screen::Question { input, .. } => input,
        other => panic!("no question: {other:?}"),
    }
}

fn mistake(desk: &Desk) -> Option<Mistake> {
    match desk.screen() {
        Screen::Question { mistake, .. } => mistake,
        other => panic!("no question: {other:?}"),
    }
}

fn part(desk: &Desk) -> (u32, u32) {
    match desk.screen() {
        Screen::Question {
            part: Part { number, count },
            ..
        } => (number, count),
        other => panic!("no question: {other:?}"),
    }
}

#[test]
fn a_form_of_every_kind_ends_in_a_review_that_says_all_of_it_and_what_it_costs() {
    let mut desk = at_question(7);
    type_and_go_on(&mut desk, "19491231");
    let Screen::Review { lines, total, .. } = desk.screen() else {
        panic!("review: {:?}", desk.screen());
    };
    let values: Vec<Value> = lines.into_iter().map(|line| line.value).collect();
    let text = |text: &str| Value::Text {
        text: text.to_owned(),
    };
    let day = |day: &str| Value::Day {
        day: day.to_owned(),
    };
    let said = [
        Value::YesNo { yes: true },
        text("shuai"),
        text("two、three"),
        Value::Amount { fen: Fen(1_250) },
        text("13800138000"),
        text("粤B12345"),
        day("1970-01-02"),
        day("1949-12-31"),
    ];
    assert_eq!(values, said);
    assert_eq!(total, Fen(1_250 + 2 * 500), "the amount and two copies");
    desk.touch(Touch::Next);
    let answers = desk.calls.iter().find_map(|(_, request)| match request {
        Request::Apply { answers, .. } => Some(answers.clone()),
        _ => None,
    });
    let answers = answers.expect("it is applied for");
    let values: Vec<&str> = answers.iter().map(|given| given.value.as_str()).collect();
    let sent = [
        "yes",
        "shuai",
        "two,three",
        "1250",
        "13800138000",
        "粤B12345",
        "1970-01-02",
        "1949-12-31",
    ];
    assert_eq!(values, sent);
}

#[test]
fn what_is_asked_only_after_a_certain_answer_is_left_out_after_another() {
    let mut desk = Desk::open();
    desk.choose("form");
    assert_eq!(part(&desk), (1, 7), "as far as is known");
    desk.touch(Touch::Answer { yes: false });
    assert!(matches!(input(&desk), Input::Several { .. }));
    assert_eq!(part(&desk), (2, 7));
    desk.touch(Touch::Back);
    assert_eq!(
        input(&desk),
        Input::YesNo {
            chosen: Some(false)
        }
    );
    desk.touch(Touch::Answer { yes: true });
    assert!(matches!(input(&desk), Input::Text { .. }));
    assert_eq!(part(&desk), (2, 8));
}

#[test]
fn nothing_typed_is_lost_by_going_back_to_the_very_beginning() {
    let mut desk = at_question(5);
    desk.type_digits("粤B1");
    for _ in 0..6 {
        desk.touch(Touch::Back);
    }
    assert!(matches!(desk.screen(), Screen::Intro { .. }));
    desk.touch(Touch::Back);
    desk.choose("form");
    desk.touch(Touch::Answer { yes: true });
    for _ in 0..4 {
        desk.touch(Touch::Next);
    }
    let Input::Plate { value, expects } = input(&desk) else {
        panic!("{:?}", input(&desk));
    };
    assert_eq!((value.as_str(), expects), ("粤B1", PlateExpects::Rest));
}

#[test]
fn the_mistake_is_named_beside_the_field_until_something_is_typed() {
    let mut desk = at_question(4);
    desk.type_digits("138");
    desk.touch(Touch::Next);
    assert_eq!(mistake(&desk), Some(Mistake::TooShort { missing: 8 }));
    desk.type_digits("0");
    assert_eq!(mistake(&desk), None);

    let cases = [
        (2, "", Some(Mistake::TooFew { min: 1 })),
        (3, "0.99", Some(Mistake::TooLittle { min: Fen(100) })),
        (3, "1000.01", Some(Mistake::TooMuch { max: Fen(100_000) })),
        (7, "19491301", Some(Mistake::DayImpossible)),
    ];
    for (question, keys, named) in cases {
        let mut desk = at_question(question);
        if question == 2 {
            tick(&mut desk, "one", true);
            tick(&mut desk, "one", false);
            assert_eq!(desk.view().frame.next, Next::Disabled, "nothing is there");
            continue;
        }
        type_and_go_on(&mut desk, keys);
        assert_eq!(mistake(&desk), named, "{keys}");
    }
}

#[test]
fn more_than_may_be_ticked_is_named_and_not_taken_back() {
    let mut desk = at_question(2);
    for id in ["one", "two", "three", "four"] {
        tick(&mut desk, id, true);
    }
    desk.touch(Touch::Next);
    assert_eq!(mistake(&desk), Some(Mistake::TooMany { max: 2 }));
    let Input::Several { options, count, .. } = input(&desk) else {
        panic!("{:?}", input(&desk));
    };
    assert_eq!(count, 3, "what is not on the list is not ticked");
    assert!(options.iter().all(|option| option.chosen));
}

#[test]
fn a_calendar_shows_the_days_that_can_be_chosen_and_no_empty_month() {
    let mut desk = at_question(6);
    let Input::Date {
        month,
        earlier,
        later,
        days,
        ..
    } = input(&desk)
    else {
        panic!("{:?}", input(&desk));
    };
    assert_eq!((month.as_str(), earlier, later), ("1970-01", false, true));
    assert_eq!(days.len(), 31);
    assert_eq!((days[0].weekday, days[0].available), (4, false), "today");
    assert!(days[1].available);
    desk.touch(Touch::Month { by: -1 });
    assert!(matches!(input(&desk), Input::Date { month, .. } if month == "1970-01"));
    for _ in 0..3 {
        desk.touch(Touch::Month { by: 1 });
    }
    let Input::Date { month, later, .. } = input(&desk) else {
        panic!("{:?}", input(&desk));
    };
    assert_eq!((month.as_str(), later), ("1970-02", false));
    desk.touch(Touch::Pick {
        day: "1970-02-28".to_owned(),
    });
    assert_eq!(
        desk.view().frame.next,
        Next::Disabled,
        "41 days ahead is too far"
    );
}

#[test]
fn chinese_is_written_by_candidates_and_stops_at_its_length() {
    let mut desk = at_question(1);
    desk.type_digits("zhongguo");
    let Input::Text { typed, max } = input(&desk) else {
        panic!("{:?}", input(&desk));
    };
    assert_eq!((typed.letters.as_str(), max), ("zhongguo", 6));
    assert_eq!(typed.candidates[0], "中国");
    let take = |desk: &mut Desk, text: &str| {
        desk.touch(Touch::Candidate {
            text: text.to_owned(),
        });
    };
    take(&mut desk, "美国");
    assert!(
        matches!(input(&desk), Input::Text { typed, .. } if typed.text.is_empty()),
        "only what was offered"
    );
    for _ in 0..4 {
        take(&mut desk, "中国");
        desk.type_digits("zhongguo");
    }
    let Input::Text { typed, .. } = input(&desk) else {
        panic!("{:?}", input(&desk));
    };
    assert_eq!(typed.text, "中国中国中国");
}
