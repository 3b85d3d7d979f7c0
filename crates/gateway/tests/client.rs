//! The client against a real server that answers well, badly, late and not at all.

#![allow(clippy::unwrap_used)]

use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get, post, put};
use gateway::wire::{
    Channel, DeclineReason, Delivery, DeliveryOutcome, PaymentRequest, PaymentState, Problem,
    ProblemCode, StaffCall, VoidRequest,
};
use gateway::{CallError, Client, KIOSK_HEADER};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use uuid::Uuid;

const SOON: Duration = Duration::from_secs(10);

async fn serve(router: Router) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    Client::new(&format!("http://{address}"), "3").unwrap()
}

async fn health_answering(answer: impl IntoResponse + Clone + Send + Sync + 'static) -> CallError {
    let client = serve(Router::new().route("/v1/health", get(async move || answer.clone()))).await;
    client.health(SOON).await.unwrap_err()
}

#[tokio::test]
async fn every_call_names_the_machine() {
    let answer = async |headers: HeaderMap| {
        let version = headers[KIOSK_HEADER].to_str().unwrap().to_owned();
        format!(r#"{{"version":"{version}","time":"2026-11-23T08:00:00Z"}}"#)
    };
    let client = serve(Router::new().route("/v1/health", get(answer))).await;
    assert_eq!(client.health(SOON).await.unwrap().version, "3");
}

#[tokio::test]
async fn a_refusal_is_told_by_its_code() {
    let problem = serde_json::to_string(&Problem::new(ProblemCode::NoticePaid, None)).unwrap();
    let error = health_answering((
        StatusCode::CONFLICT,
        [(
            header::CONTENT_TYPE,
            "application/problem+json; charset=utf-8",
        )],
        problem,
    ))
    .await;
    assert!(
        matches!(error, CallError::Problem(ProblemCode::NoticePaid, _)),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_inner_error_is_told_by_its_status_whatever_the_body_says() {
    let problem = serde_json::to_string(&Problem::new(ProblemCode::Unavailable, None)).unwrap();
    let headers = [(header::CONTENT_TYPE, "application/problem+json")];
    let error = health_answering((StatusCode::INTERNAL_SERVER_ERROR, headers, problem)).await;
    assert_eq!(error, CallError::Server(500));
    assert_eq!(
        health_answering((StatusCode::FOUND, "")).await,
        CallError::Server(302)
    );
    assert_eq!(
        health_answering((StatusCode::FORBIDDEN, "<html>")).await,
        CallError::Server(403)
    );
}

#[tokio::test]
async fn rubbish_is_called_rubbish() {
    assert_eq!(
        health_answering("<html>").await,
        CallError::Rubbish("not JSON")
    );
    assert_eq!(health_answering("").await, CallError::Rubbish("not JSON"));
    assert_eq!(
        health_answering("{\"a\":1}").await,
        CallError::Rubbish("another shape")
    );
    let huge = format!("\"{}\"", "a".repeat(1024 * 1024));
    assert_eq!(
        health_answering(huge).await,
        CallError::Rubbish("over 1 MiB")
    );
}

#[tokio::test]
async fn no_answer_within_the_deadline_is_a_time_out() {
    let silence = async || std::future::pending::<&str>().await;
    let client = serve(Router::new().route("/v1/health", get(silence))).await;
    let error = client.health(Duration::from_millis(30)).await.unwrap_err();
    assert_eq!(error, CallError::TimedOut);
}

#[tokio::test]
async fn nobody_there_and_a_connection_that_breaks_are_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let client = Client::new(&format!("http://{address}/"), "3").unwrap();
    let breaking = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut request = [0; 512];
        assert!(socket.read(&mut request).await.unwrap() > 0);
        socket
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 90\r\n\r\n{")
            .await
            .unwrap();
    });
    assert_eq!(
        client.health(SOON).await.unwrap_err(),
        CallError::Unreachable
    );
    breaking.await.unwrap();
    assert_eq!(
        client.health(SOON).await.unwrap_err(),
        CallError::Unreachable,
        "nobody listens"
    );
}

#[tokio::test]
async fn payments_go_to_their_key() {
    let key = Uuid::from_u128(7);
    let seen = async |path: axum::extract::Path<Uuid>, body: String| {
        assert!(body.contains("\"order\":\"O1\""), "{body}");
        assert!(!path.0.is_nil());
        r#"{"is":"pending","payerConfirms":true,"closing":false}"#
    };
    let router = Router::new()
        .route("/v1/payments/{key}", put(seen))
        .route(
            "/v1/payments/{key}/void",
            post(async || r#"{"is":"declined","reason":"new"}"#),
        )
        .route("/v1/staff-calls", post(async || StatusCode::NO_CONTENT))
        .route(
            "/v1/receipts/{number}/delivery",
            put(async || StatusCode::NO_CONTENT),
        );
    let client = serve(router).await;
    let request = PaymentRequest {
        order: "O1".to_owned(),
        channel: Channel::Wechat,
        code: "134567890123456789".to_owned(),
        amount: 20_000,
    };
    let state = client.pay(key, &request, SOON).await.unwrap();
    assert_eq!(
        state,
        PaymentState::Pending {
            payer_confirms: true,
            closing: false
        }
    );
    let void = VoidRequest {
        order: "O1".to_owned(),
    };
    assert_eq!(
        client.void(key, &void, SOON).await.unwrap(),
        PaymentState::Declined {
            reason: DeclineReason::ByChannel
        },
        "a reason this reader does not know"
    );
    client
        .call_staff(
            &StaffCall {
                machine: "3".to_owned(),
            },
            SOON,
        )
        .await
        .unwrap();
    let printed = Delivery {
        outcome: DeliveryOutcome::Printed,
    };
    client.delivered("0000000001", printed, SOON).await.unwrap();
}

#[test]
fn a_payment_code_does_not_get_into_a_log() {
    let request = PaymentRequest {
        order: "O1".to_owned(),
        channel: Channel::Alipay,
        code: "281234567890123456".to_owned(),
        amount: 1,
    };
    assert!(!format!("{request:?}").contains("2812"));
}

#[test]
fn an_address_that_is_none_is_refused() {
    for address in ["", "backend", "ftp://127.0.0.1", "data:,x"] {
        assert!(Client::new(address, "3").is_err(), "{address}");
    }
    assert!(Client::new("http://127.0.0.1", "3\n").is_err());
}
