//! The page on which a phone follows a number.

use backend::procedures::queues;
use reqwest::{Client, Response, StatusCode};

use super::desk::{DAY, now};
use super::queues::{hall_with_windows, take};
use crate::hall::Hall;

async fn get(hall: &Hall, path: &str, accepted: &str) -> Response {
    let url = format!("{}/queue/{path}", hall.address());
    let request = Client::new().get(url).header("accept-language", accepted);
    request.send().await.unwrap()
}

#[tokio::test]
async fn a_phone_follows_a_number_until_it_is_called() {
    let (hall, database) = hall_with_windows().await;
    take(&database, "land", now()).await;
    let mine = take(&database, "land", now()).await;
    let page = get(&hall, &mine.token, "en-GB").await.text().await.unwrap();
    assert!(
        page.contains("A002") && page.contains("1 before you"),
        "{page}"
    );
    queues::next(&database, "1", None, now()).await.unwrap();
    let page = get(&hall, &mine.token, "zh").await.text().await.unwrap();
    assert!(page.contains("下一位就是您") && page.contains("http-equiv=\"refresh\""));
    queues::next(&database, "2", None, now()).await.unwrap();
    let page = get(&hall, &mine.token, "zh").await.text().await.unwrap();
    assert!(
        page.contains("请到 2 号窗口") && !page.contains("refresh"),
        "{page}"
    );
    let english = format!("{}?lang=en", mine.token);
    let page = get(&hall, &english, "zh").await.text().await.unwrap();
    assert!(
        page.contains("Please go to window 2"),
        "the address decides"
    );
}

#[tokio::test]
async fn the_page_runs_nothing_loads_nothing_and_stays_in_no_memory() {
    let (hall, database) = hall_with_windows().await;
    let mine = take(&database, "land", now()).await;
    let response = get(&hall, &mine.token, "zh").await;
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    let policy = header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"));
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("referrer-policy"), "no-referrer");
    assert_eq!(header("content-type"), "text/html; charset=utf-8");
    let page = response.text().await.unwrap();
    assert!(
        page.contains("不动产 &lt;登记&gt;") && !page.contains("<登记>"),
        "{page}"
    );
    assert!(!page.contains("<script") && !page.contains("href") && !page.contains("src="));
}

#[tokio::test]
async fn a_number_that_is_over_or_unknown_says_so() {
    let (hall, database) = hall_with_windows().await;
    let yesterday = take(&database, "land", now() - DAY).await;
    let page = get(&hall, &yesterday.token, "en").await;
    assert_eq!(page.status(), StatusCode::OK);
    assert!(page.text().await.unwrap().contains("no longer good"));
    for guess in [
        "AAAAAAAAAAAAAAAA",
        "%00",
        "..%2Fv1%2Fhealth",
        "%27%20OR%201=1",
    ] {
        let page = get(&hall, guess, "en").await;
        assert_eq!(page.status(), StatusCode::NOT_FOUND, "{guess}");
        let page = page.text().await.unwrap();
        assert!(page.contains("There is no such number"), "{guess}: {page}");
    }
}
