//! What is no call of this API.

use gateway::wire::{Problem, ProblemCode};
use reqwest::{Client, Method, StatusCode};

use crate::hall::Hall;

#[tokio::test]
async fn what_cannot_be_read_is_answered_with_a_problem() {
    let mut hall = Hall::open().await;
    let base = hall.address();
    let http = Client::new();
    let call = async |method: Method, path: &str, body: &str| {
        let request = http
            .request(method, format!("{base}{path}"))
            .header("hallpass-kiosk", "3")
            .header("content-type", "application/json")
            .body(body.to_owned());
        let response = request.send().await.unwrap();
        assert_eq!(
            response.headers()["content-type"],
            "application/problem+json"
        );
        let (status, problem) = (response.status(), response.json::<Problem>().await.unwrap());
        assert_eq!(status.as_u16(), problem.status);
        (status, problem.code)
    };
    let malformed = (StatusCode::BAD_REQUEST, ProblemCode::RequestMalformed);
    assert_eq!(call(Method::POST, "/v1/dues", "{").await, malformed);
    assert_eq!(
        call(Method::POST, "/v1/dues", r#"{"service":7}"#).await,
        malformed
    );
    let unknown_field = r#"{"service":"non-tax","free":true}"#;
    assert_eq!(
        call(Method::POST, "/v1/dues", unknown_field).await,
        malformed
    );
    assert_eq!(call(Method::GET, "/v1/payments/7", "").await, malformed);
    let nowhere = (StatusCode::NOT_FOUND, ProblemCode::NotFound);
    assert_eq!(call(Method::GET, "/v2", "").await, nowhere);
    assert_eq!(call(Method::DELETE, "/v1/dues", "").await, nowhere);
    let huge = format!(r#"{{"service":"{}"}}"#, "a".repeat(70_000));
    let too_large = (StatusCode::PAYLOAD_TOO_LARGE, ProblemCode::RequestTooLarge);
    assert_eq!(call(Method::POST, "/v1/dues", &huge).await, too_large);
    let unknown = r#"{"service":"moon-tax"}"#;
    let no_service = (StatusCode::NOT_FOUND, ProblemCode::ServiceUnknown);
    assert_eq!(call(Method::POST, "/v1/dues", unknown).await, no_service);
    let nameless = http
        .get(format!("{base}/v1/catalogue"))
        .send()
        .await
        .unwrap();
    assert_eq!(
        nameless.status(),
        StatusCode::BAD_REQUEST,
        "a call names its machine"
    );
    hall.restart().await;
}
