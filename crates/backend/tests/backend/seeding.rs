//! The stage's citizens: what is known of them is enough for every service of the project.

use std::collections::BTreeMap;

use backend::catalogue::Services;
use backend::import::import;
use gateway::wire::{ApplicationRequest, DuesRequest, OptionsRequest};
use jiff::tz::{Offset, TimeZone};
use service::{DocumentKind, Procedure, Question, QuestionKind, Service};
use stage::hall::{ABDULLA, Citizen, NOTICE, WANG, hex, notice_number, seed};
use uuid::Uuid;

use crate::hall::{Hall, SOON, services};

/// A visit that takes the first of whatever is offered.
struct First<'a> {
    hall: &'a Hall,
    service: &'a Service,
    citizen: String,
    answers: BTreeMap<String, String>,
}

impl First<'_> {
    async fn answer(&mut self, question: &Question) {
        let value = match &question.kind {
            QuestionKind::Choice { options, .. } if !options.is_empty() => options[0].id.clone(),
            QuestionKind::Choice { .. } => self.offered(question).await.swap_remove(0),
            QuestionKind::Several { .. } => self.offered(question).await.join(","),
            QuestionKind::Digits { .. } => notice_number(NOTICE),
            QuestionKind::YesNo
            | QuestionKind::Amount { .. }
            | QuestionKind::IdNumber
            | QuestionKind::Phone
            | QuestionKind::Plate { .. }
            | QuestionKind::Date { .. }
            | QuestionKind::Text { .. } => panic!("say how {} is answered", question.id),
        };
        self.answers.insert(question.id.clone(), value);
    }

    /// Ids of what may be chosen; there is something.
    async fn offered(&self, question: &Question) -> Vec<String> {
        let asked = OptionsRequest {
            service: self.service.id.clone(),
            question: question.id.clone(),
            citizen: Some(self.citizen.clone()),
            answers: self.answers.clone(),
        };
        let options = self
            .hall
            .client
            .options(&asked, SOON)
            .await
            .unwrap()
            .options;
        let free = options.into_iter().filter(|option| option.available);
        let ids: Vec<_> = free.map(|option| option.id).collect();
        assert!(!ids.is_empty(), "{}: {}", self.service.id, question.id);
        ids
    }

    async fn dues(&self) -> Vec<String> {
        if self.service.dues.is_none() {
            return Vec::new();
        }
        let asked = DuesRequest {
            service: self.service.id.clone(),
            citizen: Some(self.citizen.clone()),
            answers: self.answers.clone(),
        };
        let dues = self.hall.client.dues(&asked, SOON).await.unwrap().dues;
        assert!(!dues.is_empty(), "{}: nothing is owed", self.service.id);
        dues.into_iter().map(|due| due.id).collect()
    }
}

/// Does a service from the first question to the last paper.
async fn done(hall: &Hall, citizen: &Citizen, service: &Service) {
    let visit = Uuid::new_v4();
    let mut first = First {
        hall,
        service,
        citizen: hall.identify(visit, &hex(&citizen.sub())).await.citizen,
        answers: BTreeMap::new(),
    };
    loop {
        let given = first.answers.clone();
        let next = service.next_question(|id| given.get(id).map(String::as_str));
        let Some(question) = next else { break };
        first.answer(question).await;
    }
    let request = ApplicationRequest {
        service: service.id.clone(),
        visit,
        citizen: Some(first.citizen.clone()),
        answers: first.answers.clone(),
        dues: first.dues().await,
        shown: None,
    };
    let application = hall.client.apply(Uuid::new_v4(), &request, SOON).await;
    let application = application.unwrap_or_else(|error| panic!("{}: {error}", service.id));
    let documents = match &application.order {
        None => application.documents,
        Some(order) => {
            let paid = hall.pay_for(order).await;
            let gateway::wire::PaymentState::Approved { receipt } = paid else {
                panic!("{paid:?}");
            };
            receipt.documents
        }
    };
    let kinds: Vec<_> = documents.iter().map(|document| document.kind).collect();
    let wanted = service.documents.iter().copied();
    let wanted: Vec<_> = wanted
        .filter(|kind| *kind != DocumentKind::Receipt)
        .collect();
    assert_eq!(kinds, wanted, "{}", service.id);
    for document in &documents {
        let rows = document.table.as_ref().map(|table| table.rows.len());
        assert_ne!(rows, Some(0), "{}: the table is empty", service.id);
    }
}

#[tokio::test]
async fn every_application_of_the_project_can_be_made_by_those_who_come_to_this_hall() {
    let hall = Hall::open().await;
    let here = TimeZone::fixed(Offset::constant(8));
    let today = jiff::Timestamp::now().to_zoned(here).date();
    let known = seed(today).to_string();
    let database = hall.database().await;
    import(&database, &known).await.unwrap();
    import(&database, &known).await.expect("again");
    database.close().await;
    let read = Services::read(&services()).unwrap();
    let applications = read.services.iter();
    let applications: Vec<_> = applications
        .filter(|service| service.procedure == Procedure::Apply)
        .collect();
    assert!(applications.len() >= 8);
    for citizen in [WANG, ABDULLA] {
        for service in &applications {
            // One notice is one notice: whoever comes second finds it paid.
            if service.id != "non-tax" || citizen == WANG {
                done(&hall, &citizen, service).await;
            }
        }
    }
}
