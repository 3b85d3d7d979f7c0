//! What the tests of procedures share: services of their kind, tasks, paid fines, commands.

use std::collections::BTreeMap;

use backend::Database;
use backend::catalogue::Services;
use backend::citizens::Citizen;
use backend::procedures::{Done, Task, carry_out};
use backend::refused::Refused;
use gateway::wire::{ApplicationRequest, Channel, DuesRequest, PaymentState, ProblemCode, Receipt};
use jiff::Timestamp;
use serde_json::{Value, json};
use service::Service;
use uuid::Uuid;

use crate::hall::{Hall, SOON, services};
use crate::process::command;

pub const HOUR: i64 = 60 * 60_000;
pub const DAY: i64 = 24 * HOUR;

pub fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

pub fn known_services() -> Services {
    Services::read(&services()).unwrap()
}

pub fn citizen(sub: &str) -> Citizen {
    Citizen {
        sub: sub.to_owned(),
        name: "王小明".to_owned(),
    }
}

/// A service with one question that is looked up there.
pub fn service_of(procedure: &str, source: &str) -> Service {
    service_with(
        procedure,
        &[json!({ "is": "choice", "lookup": { "from": { "is": source } } })],
    )
}

/// A service with questions `q0`, `q1`, …
pub fn service_with(procedure: &str, kinds: &[Value]) -> Service {
    let text = |text: &str| json!({ "zh-CN": text, "en": text });
    let questions: Vec<_> = kinds
        .iter()
        .enumerate()
        .map(|(index, kind)| {
            json!({
                "id": format!("q{index}"),
                "title": text("?"),
                "label": text("Label"),
                "help": text("Help"),
                "kind": kind,
            })
        })
        .collect();
    let service = json!({
        "id": "some-service",
        "name": text("Some service"),
        "summary": text("For tests"),
        "department": "hall",
        "icon": "hall",
        "minutes": 1,
        "identity": "none",
        "questions": questions,
        "procedure": procedure,
    });
    serde_json::from_value(service).unwrap()
}

pub fn answers(given: &[(&str, &str)]) -> BTreeMap<String, String> {
    let given = given.iter();
    given
        .map(|(question, answer)| ((*question).to_owned(), (*answer).to_owned()))
        .collect()
}

/// Carries a task out as an application does: in a transaction of its own.
pub async fn carried_out(
    database: &Database,
    service: &Service,
    given: &[(&str, &str)],
    citizen: Option<&Citizen>,
    now: i64,
) -> Result<Done, ProblemCode> {
    let (services, answers) = (known_services(), answers(given));
    let case_number = Uuid::new_v4().simple().to_string();
    let task = Task {
        services: &services,
        service,
        answers: &answers,
        citizen,
        visit: Uuid::new_v4(),
        case_number: &case_number,
        phone: Some("https://hall.example.cn/"),
        now,
    };
    let mut write = database.write().await.unwrap();
    match carry_out(&mut write, &task).await {
        Ok(done) => {
            write.commit().await.unwrap();
            Ok(done)
        }
        Err(Refused::Problem(code) | Refused::Detailed(code, _)) => {
            write.give_up().await.unwrap();
            Err(code)
        }
        Err(Refused::Database(error)) => panic!("{error}"),
    }
}

/// An application for the first fine that the citizen owes.
pub struct Fine {
    pub key: Uuid,
    pub case_number: String,
    pub order: gateway::wire::Order,
}

pub async fn fine(hall: &Hall, sub: &str) -> Fine {
    let visit = Uuid::new_v4();
    let citizen = hall.identify(visit, sub).await.citizen;
    let asked = DuesRequest {
        service: "traffic-fines".to_owned(),
        citizen: Some(citizen.clone()),
        answers: BTreeMap::new(),
    };
    let dues = hall.client.dues(&asked, SOON).await.unwrap().dues;
    let request = ApplicationRequest {
        service: "traffic-fines".to_owned(),
        visit,
        citizen: Some(citizen),
        answers: BTreeMap::new(),
        dues: vec![dues[0].id.clone()],
        shown: None,
    };
    let key = Uuid::new_v4();
    let application = hall.client.apply(key, &request, SOON).await.unwrap();
    Fine {
        key,
        case_number: application.case_number,
        order: application.order.unwrap(),
    }
}

impl Fine {
    pub async fn paid(&self, hall: &Hall) -> Receipt {
        let state = hall.pay(Uuid::new_v4(), &self.order, Channel::Wechat).await;
        let PaymentState::Approved { receipt } = state else {
            panic!("{state:?}")
        };
        *receipt
    }
}

/// Runs a command of the staff; gives back whether it succeeded, and what it printed.
pub async fn run(hall: &Hall, words: &[&str], arguments: &[&str]) -> (bool, String) {
    let (verb, rest) = words.split_first().unwrap();
    let mut command = match rest {
        [] => command(hall, verb),
        [second, ..] => {
            let mut command = crate::process::program(hall, verb);
            let config = hall.folder.path().join("backend.toml");
            command.arg(second).arg("--config").arg(config);
            command
        }
    };
    let output = command.args(arguments).output().await.unwrap();
    let log = String::from_utf8(output.stderr).unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    (output.status.success(), format!("{printed}{log}"))
}
