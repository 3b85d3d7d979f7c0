//! What a kiosk asks in one visit, for one service.

use std::collections::BTreeMap;

use gateway::wire::{
    Application, ApplicationRequest, Choice, DuesAnswer, DuesRequest, Held, HoldRequest,
    OptionsRequest,
};
use gateway::{CallError, Client};
use uuid::Uuid;

use crate::hall::{Hall, SOON};

pub type Answers<'a> = &'a [(&'a str, &'a str)];

/// Somebody at a machine.
pub struct Visit {
    pub client: Client,
    pub id: Uuid,
    pub citizen: Option<String>,
    pub service: &'static str,
}

pub fn answers(given: Answers<'_>) -> BTreeMap<String, String> {
    let given = given.iter();
    given
        .map(|(question, answer)| ((*question).to_owned(), (*answer).to_owned()))
        .collect()
}

impl Visit {
    pub async fn of(hall: &Hall, sub: &str, service: &'static str) -> Self {
        let id = Uuid::new_v4();
        Self {
            client: hall.client.clone(),
            id,
            citizen: Some(hall.identify(id, sub).await.citizen),
            service,
        }
    }

    pub async fn options(
        &self,
        question: &str,
        before: Answers<'_>,
    ) -> Result<Vec<Choice>, CallError> {
        let asked = OptionsRequest {
            service: self.service.to_owned(),
            question: question.to_owned(),
            citizen: self.citizen.clone(),
            answers: answers(before),
        };
        Ok(self.client.options(&asked, SOON).await?.options)
    }

    pub async fn hold(
        &self,
        question: &str,
        option: &str,
        before: Answers<'_>,
    ) -> Result<Held, CallError> {
        let asked = HoldRequest {
            service: self.service.to_owned(),
            visit: self.id,
            citizen: self.citizen.clone(),
            question: question.to_owned(),
            option: option.to_owned(),
            answers: answers(before),
        };
        self.client.hold(&asked, SOON).await
    }

    pub async fn dues(&self, given: Answers<'_>) -> Result<DuesAnswer, CallError> {
        let asked = DuesRequest {
            service: self.service.to_owned(),
            citizen: self.citizen.clone(),
            answers: answers(given),
        };
        self.client.dues(&asked, SOON).await
    }

    pub async fn apply(&self, given: Answers<'_>, dues: &[&str]) -> Result<Application, CallError> {
        self.apply_under(Uuid::new_v4(), given, dues).await
    }

    pub async fn apply_under(
        &self,
        key: Uuid,
        given: Answers<'_>,
        dues: &[&str],
    ) -> Result<Application, CallError> {
        let request = ApplicationRequest {
            service: self.service.to_owned(),
            visit: self.id,
            citizen: self.citizen.clone(),
            answers: answers(given),
            dues: dues.iter().map(|due| (*due).to_owned()).collect(),
            shown: None,
        };
        self.client.apply(key, &request, SOON).await
    }
}

/// The ids of what may be chosen.
pub fn free(options: &[Choice]) -> Vec<&str> {
    let free = options.iter().filter(|option| option.available);
    free.map(|option| option.id.as_str()).collect()
}
