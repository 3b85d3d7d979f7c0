//! Numbers for windows.

use std::collections::BTreeSet;

use backend::Database;
use backend::import::import;
use backend::procedures;
use backend::procedures::queues::{self, NotCalled, Ticket};
use gateway::wire::ProblemCode;
use service::{Choice, DocumentKind, Source};
use uuid::Uuid;

use super::desk::{DAY, carried_out, known_services, now, run, service_of};
use crate::hall::{Hall, SOON};

/// Two windows for land, one of which does traffic, too.
pub const QUEUES: &str = r#"{ "queues": [
    { "id": "land", "letter": "A", "name": { "zh-CN": "不动产 <登记>", "en": "Land" },
      "place": { "zh-CN": "二楼", "en": "First floor" }, "minutes": 8, "windows": ["1", "2"] },
    { "id": "traffic", "letter": "B", "name": { "zh-CN": "交警业务", "en": "Traffic" },
      "place": { "zh-CN": "一楼", "en": "Ground floor" }, "minutes": 5, "windows": ["2"] },
    { "id": "closed", "letter": "C", "name": { "zh-CN": "暂停", "en": "Closed" },
      "place": { "zh-CN": "一楼", "en": "Ground floor" }, "minutes": 5, "windows": [] }
] }"#;
const MINUTE: i64 = 60_000;

pub async fn hall_with_windows() -> (Hall, Database) {
    let hall = Hall::open().await;
    let database = hall.database().await;
    assert_eq!(import(&database, QUEUES).await.unwrap().queues, 3);
    (hall, database)
}

/// Midday in the hall, today.
fn midday() -> i64 {
    now() / DAY * DAY + 4 * 60 * MINUTE
}

pub async fn take(database: &Database, queue: &str, at: i64) -> Ticket {
    let mut write = database.write().await.unwrap();
    let case = Uuid::new_v4().simple().to_string();
    let ticket = queues::take(&mut write, queue, &case, at).await.unwrap();
    write.commit().await.unwrap();
    ticket
}

async fn options(database: &Database, at: i64) -> Vec<Choice> {
    let mut connection = database.read().await.unwrap();
    let service = service_of("queueTicket", "queues");
    let services = known_services();
    procedures::options(
        &mut connection,
        &services,
        &service,
        &Source::Queues,
        None,
        at,
    )
    .await
    .unwrap()
}

#[tokio::test]
async fn a_number_is_given_once_a_day_however_many_machines_ask_at_once() {
    let (hall, database) = hall_with_windows().await;
    let other = hall.database().await;
    let at = midday();
    let takes = (0..40).map(|call| {
        let database = if call % 2 == 0 { &database } else { &other }.clone();
        tokio::spawn(async move { take(&database, "land", at).await.number })
    });
    let mut numbers = BTreeSet::new();
    for taken in takes.collect::<Vec<_>>() {
        numbers.insert(taken.await.unwrap());
    }
    let expected: BTreeSet<_> = (1..=40).map(|number| format!("A{number:03}")).collect();
    assert_eq!(numbers, expected);
    assert_eq!(take(&database, "traffic", at).await.number, "B001");
    let tomorrow = take(&database, "land", at + DAY).await;
    assert_eq!((tomorrow.number.as_str(), tomorrow.before), ("A001", 0));
}

#[tokio::test]
async fn the_ticket_says_its_number_who_is_before_and_where_a_phone_follows_it() {
    let (_hall, database) = hall_with_windows().await;
    let at = midday();
    take(&database, "land", at).await;
    let service = service_of("queueTicket", "queues");
    let done = carried_out(&database, &service, &[("q0", "land")], None, at)
        .await
        .unwrap();
    let [ticket] = &done.documents[..] else {
        panic!("one ticket")
    };
    assert_eq!(ticket.kind, DocumentKind::Ticket);
    assert_eq!(ticket.prominent, "A002");
    let english: Vec<_> = ticket.rows.iter().map(|row| row.value.get("en")).collect();
    assert_eq!(english[..4], ["Land", "First floor", "1", "about 4 min"]);
    let symbol = ticket.symbol.as_ref().unwrap();
    let token = symbol
        .strip_prefix("https://hall.example.cn/queue/")
        .unwrap();
    assert_eq!(token.len(), 16);
    for nothing in ["moon", "closed"] {
        let refused = carried_out(&database, &service, &[("q0", nothing)], None, at).await;
        assert_eq!(
            refused.unwrap_err(),
            ProblemCode::AnswerInvalid,
            "{nothing}"
        );
    }
}

#[tokio::test]
async fn a_window_calls_who_has_waited_longest_for_what_it_does() {
    let (_hall, database) = hall_with_windows().await;
    let at = midday();
    for (queue, minute) in [("land", 0), ("traffic", 1), ("land", 2), ("traffic", 3)] {
        take(&database, queue, at + minute * MINUTE).await;
    }
    let call = async |window: &str, business: Option<&str>| {
        let called = queues::next(&database, window, business, at + 5 * MINUTE).await?;
        assert_eq!(called.window, window);
        Ok(called.number)
    };
    assert_eq!(call("2", Some("traffic")).await.unwrap(), "B001");
    assert_eq!(call("2", None).await.unwrap(), "A001");
    assert_eq!(call("1", None).await.unwrap(), "A002");
    let nobody: Result<_, NotCalled> = call("1", None).await;
    assert!(
        matches!(nobody, Err(NotCalled::Nobody)),
        "traffic is not its"
    );
    assert_eq!(call("2", None).await.unwrap(), "B002");
    for (window, business) in [("9", None), ("1", Some("traffic"))] {
        let wrong: Result<_, NotCalled> = call(window, business).await;
        assert!(matches!(wrong, Err(NotCalled::OtherWindow(_))), "{wrong:?}");
    }
}

#[tokio::test]
async fn two_windows_at_once_never_call_the_same_number() {
    let (hall, database) = hall_with_windows().await;
    let at = midday();
    for _ in 0..20 {
        take(&database, "land", at).await;
    }
    let other = hall.database().await;
    let calls = (0..20).map(|call| {
        let (database, window) = if call % 2 == 0 {
            (database.clone(), "1")
        } else {
            (other.clone(), "2")
        };
        tokio::spawn(async move { queues::next(&database, window, None, at).await.unwrap() })
    });
    let mut numbers = BTreeSet::new();
    for called in calls.collect::<Vec<_>>() {
        numbers.insert(called.await.unwrap().number);
    }
    assert_eq!(numbers.len(), 20);
}

#[tokio::test]
async fn who_waited_yesterday_is_not_called_today() {
    let (_hall, database) = hall_with_windows().await;
    let at = midday();
    take(&database, "land", at - DAY).await;
    let nobody = queues::next(&database, "1", None, at).await;
    assert!(matches!(nobody, Err(NotCalled::Nobody)), "{nobody:?}");
    assert_eq!(
        options(&database, at).await[0].detail.get("en"),
        "Nobody is waiting"
    );
}

#[tokio::test]
async fn the_list_says_who_waits_and_for_how_long_by_the_pace_of_the_day() {
    let (_hall, database) = hall_with_windows().await;
    let at = midday();
    for _ in 0..7 {
        take(&database, "land", at).await;
    }
    let by_the_hall = options(&database, at).await;
    let said: Vec<_> = by_the_hall
        .iter()
        .map(|choice| {
            (
                choice.id.as_str(),
                choice.detail.get("en"),
                choice.available,
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("land", "7 waiting, about 30 min", true),
            ("traffic", "Nobody is waiting", true),
            ("closed", "Nobody is waiting", false),
        ],
        "8 minutes each at two windows, in fives"
    );
    for call in 0..4 {
        let then = at + call * MINUTE;
        queues::next(&database, "1", None, then).await.unwrap();
    }
    let by_the_pace = options(&database, at + 4 * MINUTE).await;
    assert_eq!(by_the_pace[0].detail.get("zh-CN"), "3 人等候，约 3 分钟");
}

#[tokio::test]
async fn the_staff_calls_by_a_command_and_the_screens_show_it_for_a_while() {
    let (hall, database) = hall_with_windows().await;
    assert!(hall.client.called(SOON).await.unwrap().called.is_empty());
    for _ in 0..2 {
        take(&database, "land", now()).await;
    }
    let next = ["queue", "next"];
    let (called, printed) = run(&hall, &next, &["--window", "1"]).await;
    assert!(called && printed.starts_with("A001\n"), "{printed}");
    let (called, printed) = run(&hall, &next, &["--window", "2", "--business", "land"]).await;
    assert!(called && printed.starts_with("A002\n"), "{printed}");
    let (called, printed) = run(&hall, &next, &["--window", "1"]).await;
    assert!(
        !called && printed.contains("nobody is waiting"),
        "{printed}"
    );
    let shown = hall.client.called(SOON).await.unwrap().called;
    let mut shown: Vec<_> = shown.iter().map(|it| (&*it.number, &*it.window)).collect();
    shown.sort_unstable();
    assert_eq!(shown, [("A001", "1"), ("A002", "2")]);
    let mut connection = database.read().await.unwrap();
    let later = queues::called(&mut connection, now() + 4 * MINUTE).await;
    assert!(later.unwrap().is_empty(), "not for ever");
}
