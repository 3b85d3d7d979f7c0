//! IPP messages over HTTP (RFC 8010): the crate `ipp` makes and parses them, and they travel by a
//! client of our own, because an answer must have a limit of size and the way must not lead
//! through a proxy.

use std::{io::Cursor, time::Duration};

use futures_util::StreamExt;
use ipp::{
    parser::{IppParseError, IppParser},
    prelude::{
        DelimiterTag, IppAttribute, IppAttributeGroup, IppRequestResponse, IppValue, StatusCode,
        Uri,
    },
    reader::IppReader,
};
use reqwest::{Client, Url, header::CONTENT_TYPE};

use super::PrinterError;

const ANSWER_BYTES_MAX: usize = 1024 * 1024;
const PORT: u16 = 631;

#[derive(Clone, Debug)]
pub(super) struct Wire {
    client: Client,
    url: Url,
}

impl Wire {
    pub(super) fn new(uri: &Uri) -> Result<Wire, PrinterError> {
        let scheme = match uri.scheme_str() {
            Some("ipp") => "http",
            Some("ipps") => "https",
            _ => return Err(PrinterError::Address),
        };
        let host = uri.host().ok_or(PrinterError::Address)?;
        let port = uri.port_u16().unwrap_or(PORT);
        let url = format!("{scheme}://{host}:{port}{}", uri.path())
            .parse()
            .map_err(|_| PrinterError::Address)?;
        // A printer has few connections to give, so none is kept; it is a neighbour, so no proxy
        // is asked.
        let client = Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(0)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|_| PrinterError::Address)?;
        Ok(Wire { client, url })
    }

    /// Sends a request with the document behind it, and waits for the answer until the deadline.
    pub(super) async fn send(
        &self,
        request: IppRequestResponse,
        document: &[u8],
        deadline: Duration,
    ) -> Result<IppRequestResponse, PrinterError> {
        let body = [&request.to_bytes()[..], document].concat();
        let exchange = async {
            let post = self.client.post(self.url.clone());
            let answer = post
                .header(CONTENT_TYPE, "application/ipp")
                .body(body)
                .send()
                .await
                .map_err(|error| {
                    tracing::debug!(%error, "printer");
                    // Before there is a connection nothing can have been sent.
                    let nothing_sent = error.is_connect();
                    if nothing_sent {
                        PrinterError::Unreachable
                    } else {
                        PrinterError::BrokeOff
                    }
                })?;
            if !answer.status().is_success() {
                return Err(PrinterError::NotAPrinter);
            }
            let mut bytes = Vec::new();
            let mut stream = answer.bytes_stream();
            while let Some(piece) = stream.next().await {
                bytes.extend_from_slice(&piece.map_err(|_| PrinterError::BrokeOff)?);
                if bytes.len() > ANSWER_BYTES_MAX {
                    return Err(PrinterError::NotAPrinter);
                }
            }
            parse(bytes)
        };
        tokio::time::timeout(deadline, exchange)
            .await
            .map_err(|_| PrinterError::BrokeOff)?
    }
}

fn parse(bytes: Vec<u8>) -> Result<IppRequestResponse, PrinterError> {
    IppParser::new(IppReader::new(Cursor::new(bytes)))
        .parse()
        .map_err(|_| PrinterError::NotAPrinter)
}

pub(super) fn status(answer: &IppRequestResponse) -> StatusCode {
    answer.header().status_code()
}

/// Adds an attribute of the operation; a constant that is not valid would be a bug that the first
/// test finds, so it is left out.
pub(super) fn operation_attribute(
    request: &mut IppRequestResponse,
    name: &'static str,
    value: Result<IppValue, IppParseError>,
) {
    if let Ok(attribute) = value.and_then(|value| IppAttribute::with_name(name, value)) {
        request
            .attributes_mut()
            .add(DelimiterTag::OperationAttributes, attribute);
    }
}

/// Adds an attribute of the job that is to be printed.
pub(super) fn job_attribute(request: &mut IppRequestResponse, name: &'static str, value: IppValue) {
    if let Ok(attribute) = IppAttribute::with_name(name, value) {
        request
            .attributes_mut()
            .add(DelimiterTag::JobAttributes, attribute);
    }
}

pub(super) fn job_number(request: &mut IppRequestResponse, number: i32) {
    operation_attribute(request, "job-id", Ok(IppValue::new_integer(number)));
}

/// Asks for these attributes only.
pub(super) fn ask_for(
    request: &mut IppRequestResponse,
    names: &[&'static str],
) -> Result<(), PrinterError> {
    let keywords: Result<Vec<_>, _> = names
        .iter()
        .map(|name| IppValue::new_keyword(*name))
        .collect();
    let keywords = IppValue::Array(keywords.map_err(|_| PrinterError::NotAPrinter)?);
    operation_attribute(request, "requested-attributes", Ok(keywords));
    Ok(())
}

pub(super) fn integer(group: &IppAttributeGroup, name: &str) -> Option<i32> {
    let value = group.get(name)?.value();
    if let IppValue::Integer(number) | IppValue::Enum(number) = value {
        Some(*number)
    } else {
        None
    }
}

pub(super) fn boolean(group: &IppAttributeGroup, name: &str) -> Option<bool> {
    group.get(name)?.value().as_boolean().copied()
}

/// A name or a URI.
pub(super) fn text(group: &IppAttributeGroup, name: &str) -> Option<String> {
    let value = group.get(name)?.value();
    if let IppValue::NameWithLanguage { name, .. } = value {
        Some(name.as_str().into())
    } else if let IppValue::NameWithoutLanguage(_) | IppValue::Uri(_) = value {
        Some(value.to_string())
    } else {
        None
    }
}

/// The keywords of an attribute with one or several.
pub(super) fn keywords<'a>(
    group: &'a IppAttributeGroup,
    name: &str,
) -> impl Iterator<Item = &'a str> {
    let values = group
        .get(name)
        .into_iter()
        .flat_map(|attribute| attribute.value());
    values.filter_map(|value| Some(value.as_keyword()?.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_of_ipp() {
        let url = |uri: &str| Wire::new(&uri.parse().unwrap()).map(|wire| wire.url.to_string());
        assert_eq!(
            url("ipp://printer/ipp/print").unwrap(),
            "http://printer:631/ipp/print"
        );
        assert_eq!(
            url("ipp://[::1]:8000/ipp").unwrap(),
            "http://[::1]:8000/ipp"
        );
        assert_eq!(
            url("ipps://printer/ipp").unwrap(),
            "https://printer:631/ipp"
        );
        assert!(matches!(url("http://printer/"), Err(PrinterError::Address)));
        assert!(matches!(url("/dev/usb/lp0"), Err(PrinterError::Address)));
    }

    #[test]
    fn an_answer_that_is_no_ipp_is_an_error_and_no_panic() {
        let whole = [
            2, 0, 0, 0, 0, 0, 0, 1, 4, 0x23, 0, 1, b'x', 0, 4, 0, 0, 0, 3, 3,
        ];
        assert!(parse(whole.to_vec()).is_ok());
        for end in 0..whole.len() {
            assert!(matches!(
                parse(whole[..end].to_vec()),
                Err(PrinterError::NotAPrinter)
            ));
        }
        assert!(parse(b"<html>".repeat(100)).is_err());
    }
}
