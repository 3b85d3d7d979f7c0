use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Method, RequestBuilder, Response, Url, redirect, retry};
use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;
use uuid::Uuid;

use crate::CallError;
use crate::wire::{
    Application, ApplicationRequest, CalledAnswer, Catalogue, Delivery, DetailsAnswer,
    DetailsRequest, DuesAnswer, DuesRequest, Health, Held, HoldRequest, Identified,
    IdentifyRequest, OptionsAnswer, OptionsRequest, PROBLEM_JSON, PaymentRequest, PaymentState,
    Problem, RatingRequest, StaffCall, VoidRequest,
};

/// Header that names the machine on every call.
pub const KIOSK_HEADER: &str = "hallpass-kiosk";

/// The largest answer that is read.
const ANSWER_BYTES_MAX: usize = 1024 * 1024;

/// The calling side of the API. Cheap to clone; clones share their connections.
///
/// Every call takes its deadline, which covers connecting, sending and the whole answer.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: Url,
}

/// Why there is no client.
#[derive(Debug, Error)]
pub enum ClientError {
    /// The address is not an `http` or `https` URL that can have a path.
    #[error("not the address of a backend: {0}")]
    Address(String),
    /// The machine id cannot stand in a header.
    #[error("the machine id has characters that cannot be sent")]
    Machine,
    /// TLS could not be set up.
    #[error("the HTTP client cannot be set up")]
    Setup(#[source] reqwest::Error),
}

impl Client {
    /// A client for the backend at `base` (`https://host:port`), calling as `machine`.
    ///
    /// # Errors
    /// If the address or the machine id cannot be used.
    pub fn new(base: &str, machine: &str) -> Result<Self, ClientError> {
        let mut base: Url = base
            .parse()
            .map_err(|_| ClientError::Address(base.to_owned()))?;
        if !matches!(base.scheme(), "http" | "https") || base.cannot_be_a_base() {
            return Err(ClientError::Address(base.into()));
        }
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        let machine = HeaderValue::from_str(machine).map_err(|_| ClientError::Machine)?;
        let http = reqwest::Client::builder()
            .default_headers(HeaderMap::from_iter([(
                reqwest::header::HeaderName::from_static(KIOSK_HEADER),
                machine,
            )]))
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .no_proxy()
            .build()
            .map_err(ClientError::Setup)?;
        Ok(Self { http, base })
    }

    /// Whether the backend is there.
    ///
    /// # Errors
    /// See [`CallError`]; so for every call below.
    pub async fn health(&self, deadline: Duration) -> Result<Health, CallError> {
        self.ask(self.get("v1/health"), deadline).await
    }

    /// What can be done here.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn catalogue(&self, deadline: Duration) -> Result<Catalogue, CallError> {
        self.ask(self.get("v1/catalogue"), deadline).await
    }

    /// Who shows this code? The same visit and code may be sent again.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn identify(
        &self,
        request: &IdentifyRequest,
        deadline: Duration,
    ) -> Result<Identified, CallError> {
        self.ask(self.send(Method::POST, "v1/identify", request), deadline)
            .await
    }

    /// What is owed?
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn dues(
        &self,
        request: &DuesRequest,
        deadline: Duration,
    ) -> Result<DuesAnswer, CallError> {
        self.ask(self.send(Method::POST, "v1/dues", request), deadline)
            .await
    }

    /// What can be chosen?
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn options(
        &self,
        request: &OptionsRequest,
        deadline: Duration,
    ) -> Result<OptionsAnswer, CallError> {
        self.ask(self.send(Method::POST, "v1/options", request), deadline)
            .await
    }

    /// Hold this for the visit. May be sent again.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn hold(&self, request: &HoldRequest, deadline: Duration) -> Result<Held, CallError> {
        self.ask(self.send(Method::POST, "v1/holds", request), deadline)
            .await
    }

    /// Nothing is held for this visit any more. May be sent again.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn release(&self, visit: Uuid, deadline: Duration) -> Result<(), CallError> {
        let path = format!("v1/holds/{visit}");
        self.tell(self.http.delete(self.url(&path)), deadline).await
    }

    /// What is known?
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn details(
        &self,
        request: &DetailsRequest,
        deadline: Duration,
    ) -> Result<DetailsAnswer, CallError> {
        self.ask(self.send(Method::POST, "v1/details", request), deadline)
            .await
    }

    /// How it was. May be sent again; it is never changed.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn rate(
        &self,
        application: Uuid,
        request: &RatingRequest,
        deadline: Duration,
    ) -> Result<(), CallError> {
        let path = format!("v1/applications/{application}/rating");
        self.tell(self.send(Method::PUT, &path, request), deadline)
            .await
    }

    /// Which numbers are being called to the windows?
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn called(&self, deadline: Duration) -> Result<CalledAnswer, CallError> {
        self.ask(self.get("v1/called"), deadline).await
    }

    /// This is to be done. The same key may be sent again for ever, with the same answer.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn apply(
        &self,
        key: Uuid,
        request: &ApplicationRequest,
        deadline: Duration,
    ) -> Result<Application, CallError> {
        let path = format!("v1/applications/{key}");
        self.ask(self.send(Method::PUT, &path, request), deadline)
            .await
    }

    /// The application is not wanted any more. May be sent again.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn withdraw(&self, key: Uuid, deadline: Duration) -> Result<(), CallError> {
        let path = format!("v1/applications/{key}/withdraw");
        self.tell(self.http.post(self.url(&path)), deadline).await
    }

    /// Charge this code. The same key may be sent again for ever and never charges twice.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn pay(
        &self,
        key: Uuid,
        request: &PaymentRequest,
        deadline: Duration,
    ) -> Result<PaymentState, CallError> {
        let path = format!("v1/payments/{key}");
        self.ask(self.send(Method::PUT, &path, request), deadline)
            .await
    }

    /// What is known of a payment?
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn payment(&self, key: Uuid, deadline: Duration) -> Result<PaymentState, CallError> {
        self.ask(self.get(&format!("v1/payments/{key}")), deadline)
            .await
    }

    /// This key shall never charge, or not any more. May be sent again, also before anything was
    /// submitted under the key.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn void(
        &self,
        key: Uuid,
        request: &VoidRequest,
        deadline: Duration,
    ) -> Result<PaymentState, CallError> {
        let path = format!("v1/payments/{key}/void");
        self.ask(self.send(Method::POST, &path, request), deadline)
            .await
    }

    /// What became of the paper. May be sent again.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn delivered(
        &self,
        number: &str,
        delivery: Delivery,
        deadline: Duration,
    ) -> Result<(), CallError> {
        let mut url = self.url("v1/receipts/");
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().push(number).push("delivery");
        }
        self.tell(self.http.put(url).json(&delivery), deadline)
            .await
    }

    /// Somebody needs help here.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn call_staff(
        &self,
        request: &StaffCall,
        deadline: Duration,
    ) -> Result<(), CallError> {
        self.tell(self.send(Method::POST, "v1/staff-calls", request), deadline)
            .await
    }

    fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.base.path()));
        url
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(self.url(path))
    }

    fn send<T: Serialize>(&self, method: Method, path: &str, body: &T) -> RequestBuilder {
        self.http.request(method, self.url(path)).json(body)
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        request: RequestBuilder,
        deadline: Duration,
    ) -> Result<T, CallError> {
        let body = exchange(request, deadline).await?;
        serde_json::from_slice(&body).map_err(|error| {
            CallError::Rubbish(if error.is_data() {
                "another shape"
            } else {
                "not JSON"
            })
        })
    }

    async fn tell(&self, request: RequestBuilder, deadline: Duration) -> Result<(), CallError> {
        exchange(request, deadline).await?;
        Ok(())
    }
}

/// Sends, and gives back the body of a success.
async fn exchange(request: RequestBuilder, deadline: Duration) -> Result<Vec<u8>, CallError> {
    let response = request
        .timeout(deadline)
        .send()
        .await
        .map_err(|error| broken(&error))?;
    let status = response.status();
    let is_problem = response.headers().get(CONTENT_TYPE).is_some_and(|kind| {
        kind.as_bytes().split(|&byte| byte == b';').next() == Some(PROBLEM_JSON.as_bytes())
    });
    let body = read(response).await?;
    if status.is_success() {
        return Ok(body);
    }
    // What stands in a document about an inner error is of no use to the citizen.
    if status.is_client_error()
        && is_problem
        && let Ok(problem) = serde_json::from_slice::<Problem>(&body)
    {
        return Err(CallError::Problem(problem.code, Box::new(problem)));
    }
    Err(CallError::Server(status.as_u16()))
}

async fn read(mut response: Response) -> Result<Vec<u8>, CallError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| broken(&error))? {
        if body.len() + chunk.len() > ANSWER_BYTES_MAX {
            return Err(CallError::Rubbish("over 1 MiB"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn broken(error: &reqwest::Error) -> CallError {
    if error.is_timeout() {
        CallError::TimedOut
    } else {
        CallError::Unreachable
    }
}
