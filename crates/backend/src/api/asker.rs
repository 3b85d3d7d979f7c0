//! Who asks about a service, as far as its calls say so.

use std::collections::BTreeMap;

use gateway::wire::ProblemCode;
use service::Service;
use sqlx::AnyConnection;
use uuid::Uuid;

use crate::answers::Asking;
use crate::catalogue::Services;
use crate::citizens::{self, Citizen};
use crate::clock;
use crate::refused::Refused;
use order::Millis;

/// Who asks, and what was answered before.
pub(super) struct Asker<'a> {
    services: &'a Services,
    pub service: &'a Service,
    answers: &'a BTreeMap<String, String>,
    citizen: Option<Citizen>,
    visit: Option<Uuid>,
    now: Millis,
}

impl<'a> Asker<'a> {
    /// From the id of a service, a handle, and answers.
    ///
    /// # Errors
    /// `service-unknown`, `citizen-unknown`.
    pub async fn of(
        connection: &mut AnyConnection,
        services: &'a Services,
        (service, handle, answers): (&str, Option<&str>, &'a BTreeMap<String, String>),
    ) -> Result<Self, Refused> {
        let service = services.get(service).ok_or(ProblemCode::ServiceUnknown)?;
        let now = clock::now();
        let (citizen, visit) = citizens::asking(connection, service.identity, handle, now).await?;
        Ok(Self {
            services,
            service,
            answers,
            citizen,
            visit,
            now,
        })
    }

    pub fn asking(&self) -> Asking<'_> {
        Asking {
            services: self.services,
            service: self.service,
            answers: self.answers,
            citizen: self.citizen.as_ref(),
            visit: self.visit,
            today: clock::day_at(self.now),
            now: self.now,
        }
    }
}
