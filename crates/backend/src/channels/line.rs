//! The line to a channel, or to an issuer of codes: one request, one answer, both bounded.

use std::time::Duration;

use order::Answer;
use reqwest::header::HeaderMap;
use reqwest::{ClientBuilder, Identity, RequestBuilder, StatusCode, redirect, retry};

/// The largest answer that is read.
pub(crate) const ANSWER_BYTES_MAX: usize = 64 * 1024;
const CONNECT_WITHIN: Duration = Duration::from_secs(5);

/// The line to the others. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Line {
    http: reqwest::Client,
}

/// What came back.
#[derive(Debug)]
pub(crate) enum Heard {
    /// Something; whether it is of the channel is not known yet.
    Answer(Raw),
    /// Nothing was sent: there was no connection.
    NotSent,
    /// Nothing, or not all, or too much.
    Nothing,
}

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Raw {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Line {
    /// A line without redirects, proxies and retries: a request is sent once, to where it belongs.
    ///
    /// # Errors
    /// If TLS cannot be set up.
    pub fn new() -> Result<Self, reqwest::Error> {
        let http = builder().build()?;
        Ok(Self { http })
    }

    /// The same, and where the server asks for it, we show our certificate: `pem` holds it and
    /// its private key.
    ///
    /// # Errors
    /// If it is not a certificate with its key, or TLS cannot be set up.
    pub fn with_certificate(pem: &[u8]) -> Result<Self, reqwest::Error> {
        let http = builder().identity(Identity::from_pem(pem)?).build()?;
        Ok(Self { http })
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.http
    }
}

fn builder() -> ClientBuilder {
    reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .no_proxy()
        .connect_timeout(CONNECT_WITHIN)
}

/// Asks about a payment. What was not sent did nothing, and what was not heard is unknown: only an
/// answer is read.
pub(crate) async fn ask(
    request: Option<RequestBuilder>,
    within: Duration,
    read: impl FnOnce(&Raw) -> Answer,
) -> Answer {
    let Some(request) = request else {
        return Answer::NotSent;
    };
    match exchange(request, within).await {
        Heard::NotSent => Answer::NotSent,
        Heard::Nothing => Answer::Unknown,
        Heard::Answer(raw) => read(&raw),
    }
}

pub(crate) async fn exchange(request: RequestBuilder, within: Duration) -> Heard {
    exchange_up_to(request, within, ANSWER_BYTES_MAX).await
}

/// The same for an answer of up to `most` bytes.
pub(crate) async fn exchange_up_to(
    request: RequestBuilder,
    within: Duration,
    most: usize,
) -> Heard {
    let mut response = match request.timeout(within).send().await {
        Ok(response) => response,
        Err(error) if error.is_connect() => return Heard::NotSent,
        Err(_) => return Heard::Nothing,
    };
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() <= most => {
                body.extend_from_slice(&chunk);
            }
            Ok(None) => break,
            Ok(Some(_)) | Err(_) => return Heard::Nothing,
        }
    }
    let headers = std::mem::take(response.headers_mut());
    Heard::Answer(Raw {
        status: response.status(),
        headers,
        body,
    })
}
