//! Ways to a service, what is known of it before, and when it is shut.

use std::time::Duration;

use kiosk::call::{Answer, Request};
use kiosk::notice::Notice;
use kiosk::service::{Called, Hours, Weekday};
use kiosk::text::Lang;
use kiosk::touch::Touch;
use kiosk::view::{Closed, Cost, Finding, FindingBy, OutOfService, Screen};

use crate::desk::{Desk, config, texts};
use crate::offered::{catalogue, issuers};

fn found(desk: &Desk) -> Vec<String> {
    match desk.screen() {
        Screen::Services { services, .. } => services.into_iter().map(|tile| tile.id).collect(),
        other => panic!("no services: {other:?}"),
    }
}

fn at_services() -> Desk {
    let mut desk = Desk::open();
    desk.touch(Touch::Begin);
    desk
}

fn look(by: FindingBy) -> Desk {
    let mut desk = at_services();
    desk.touch(Touch::Find { by });
    desk
}

fn open(desk: &mut Desk, group: &str) {
    desk.touch(Touch::OpenGroup {
        id: group.to_owned(),
    });
}

#[test]
fn those_done_most_often_come_first() {
    assert_eq!(
        found(&at_services())[..3],
        ["hospital", "ticket", "traffic-fines"]
    );
}

#[test]
fn a_group_is_opened_and_closed_again_and_an_empty_one_is_not_shown() {
    for (by, group, services) in [
        (FindingBy::LifeEvents, "driving", ["traffic-fines"]),
        (FindingBy::Departments, "health", ["hospital"]),
    ] {
        let mut desk = look(by);
        let Screen::Services {
            groups,
            services: none,
            ..
        } = desk.screen()
        else {
            panic!("{:?}", desk.screen());
        };
        let counts: Vec<u32> = groups.iter().map(|group| group.count).collect();
        assert_eq!((counts, none.len()), (vec![1, 1], 0));
        open(&mut desk, group);
        assert_eq!(found(&desk), services);
        desk.touch(Touch::Back);
        assert!(matches!(desk.screen(), Screen::Services { groups, .. } if groups.len() == 2));
    }
}

#[test]
fn a_service_is_found_by_characters_pinyin_and_initials_in_any_language() {
    for typed in ["jiaotong", "jtwf", "fakuan"] {
        let mut desk = look(FindingBy::Search);
        desk.type_digits(typed);
        assert_eq!(found(&desk)[0], "traffic-fines", "{typed}");
    }
    let mut desk = look(FindingBy::Search);
    desk.touch(Touch::Speak {
        lang: Lang::new("en"),
    });
    desk.type_digits("fine");
    assert_eq!(found(&desk), ["traffic-fines"]);
    desk.type_digits("qqq");
    assert!(found(&desk).is_empty());
    for _ in 0..3 {
        desk.touch(Touch::Erase);
    }
    desk.touch(Touch::Clear);
    assert_eq!(found(&desk).len(), 8, "nothing typed finds all");
}

#[test]
fn a_search_by_characters_goes_over_the_candidates() {
    let mut desk = look(FindingBy::Search);
    desk.type_digits("weifa");
    desk.touch(Touch::Candidate {
        text: "违法".to_owned(),
    });
    let Screen::Services {
        finding: Finding::Search { typed },
        ..
    } = desk.screen()
    else {
        panic!("{:?}", desk.screen());
    };
    assert_eq!((typed.text.as_str(), typed.letters.as_str()), ("违法", ""));
    assert_eq!(found(&desk), ["traffic-fines"]);
}

#[test]
fn elder_mode_offers_the_simple_ones_and_makes_the_text_large() {
    let mut desk = at_services();
    desk.touch(Touch::Elder { on: true });
    assert_eq!(found(&desk), ["traffic-fines"]);
    assert_eq!(desk.view().access.text, 2);
    desk.pass(100);
    assert!(desk.view().sheet.is_none(), "nobody is hurried");
    desk.touch(Touch::Elder { on: false });
    assert_eq!(desk.view().access.text, 0);
    assert_eq!(found(&desk).len(), 6);
}

#[test]
fn before_it_begins_a_service_says_what_it_costs() {
    for (service, cost) in [
        ("non-tax", Cost::AsOwed),
        ("form", Cost::AsOwed),
        ("ticket", Cost::Free),
    ] {
        let mut desk = Desk::open();
        desk.touch(Touch::ChooseService {
            id: service.to_owned(),
        });
        let Screen::Intro { facts, .. } = desk.screen() else {
            panic!("{:?}", desk.screen());
        };
        assert_eq!(facts.cost, cost, "{service}");
    }
    let mut desk = Desk::open();
    desk.choose("plate");
    let Screen::Identify { facts, .. } = desk.screen() else {
        panic!("with the code at once: {:?}", desk.screen());
    };
    let fen = kiosk::money::Fen(12_500);
    assert_eq!(facts.cost, Cost::Amount { fen });
}

/// A desk whose ticket service is open on some hours only; the story begins on a Thursday at eight
/// in the morning.
fn with_hours(hours: Vec<Hours>) -> Desk {
    let mut desk = Desk::started();
    let mut offered = catalogue();
    for service in &mut offered.services {
        if service.id == "ticket" {
            service.hours.clone_from(&hours);
        }
    }
    let answer = Answer::Catalogue {
        offered: Box::new(offered),
        issuers: issuers(),
        time: kiosk::time::Timestamp(0),
    };
    desk.answer(|request| *request == Request::Catalogue, Ok(answer));
    desk
}

#[test]
fn outside_its_hours_a_service_says_when_it_opens() {
    let morning = Hours {
        days: vec![Weekday::Thu],
        from: 9 * 60,
        until: 17 * 60,
    };
    let mut desk = with_hours(vec![morning]);
    let Screen::Attract { services } = desk.screen() else {
        panic!("{:?}", desk.screen());
    };
    let ticket = services.iter().find(|tile| tile.id == "ticket");
    let closed = ticket.and_then(|tile| tile.closed.clone());
    let hours = Closed::OutsideHours {
        from: "09:00".to_owned(),
        until: "17:00".to_owned(),
    };
    assert_eq!(closed, Some(hours));
    desk.choose("ticket");
    assert!(matches!(desk.screen(), Screen::Services { .. }));
    assert_eq!(desk.notice(), Some(Notice::OutsideHours));

    let early = Hours {
        days: vec![Weekday::Thu],
        from: 7 * 60,
        until: 9 * 60,
    };
    let mut desk = with_hours(vec![early]);
    desk.choose("ticket");
    assert!(matches!(desk.screen(), Screen::Question { .. }));
}

#[test]
fn numbers_that_are_called_are_asked_for_while_nobody_is_here_only() {
    let mut desk = Desk::open();
    let is_called = |request: &Request| *request == Request::Called;
    let called = Called {
        number: "A012".to_owned(),
        window: "3".to_owned(),
    };
    desk.answer(is_called, Ok(Answer::Called(vec![called.clone()])));
    assert_eq!(desk.view().calling, [called]);
    desk.touch(Touch::Begin);
    desk.pass(20);
    assert!(!desk.asked(is_called));
    desk.touch(Touch::Back);
    desk.pass(20);
    assert!(desk.asked(is_called));
}

#[test]
fn with_a_clock_that_is_far_off_nobody_is_served_until_it_is_right() {
    let mut desk = Desk::started();
    let off = config().times.clock_off + Duration::from_secs(1);
    let answer = |ms: u128| Answer::Catalogue {
        offered: Box::new(catalogue()),
        issuers: issuers(),
        time: kiosk::time::Timestamp(i64::try_from(ms).expect("a short story")),
    };
    let is_catalogue = |request: &Request| *request == Request::Catalogue;
    desk.answer(is_catalogue, Ok(answer(off.as_millis())));
    let wrong = Screen::OutOfService {
        reason: OutOfService::WrongTime,
    };
    assert_eq!(desk.screen(), wrong);
    desk.touch(Touch::Begin);
    assert_eq!(desk.screen(), wrong);
    desk.pass(30);
    desk.answer(is_catalogue, Ok(answer(30_000)));
    assert!(matches!(desk.screen(), Screen::Attract { .. }));
    assert_eq!(desk.view().hall, texts("hall").get("zh-CN"));
}
