//! The hands and eyes of the end-to-end tests, tried on a page of our own in WebKit's own browser.

use std::path::Path;
use std::time::Duration;

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use stage::server::Server;
use stage::window::{Opening, Size, Window};

/// Comes with the WebKit that the kiosk's window runs on.
const BROWSER: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

const PAGE: &str = r#"<!doctype html><html><body style="background: #07c160">
<main data-screen="attract" data-revision="1" lang="zh-CN">
  <button data-touch="begin">开始</button>
  <button data-touch="chooseService:traffic-fines" disabled>交通违法</button>
</main>
<script>
  const main = document.querySelector('main');
  const draw = (screen, revision, inner) => {
    main.dataset.screen = screen;
    main.dataset.revision = revision;
    main.innerHTML = inner;
  };
  document.querySelector('[data-touch=begin]').onclick = () => {
    draw('services', 2, '<p data-notice="offline">离线</p><button data-touch="back" disabled>返回</button>');
    setTimeout(() => { document.querySelector('[data-touch=back]').disabled = false; }, 300);
    document.querySelector('[data-touch=back]').onclick = () =>
      draw('pay', 3, '<b data-total="20000">200.00</b>');
  };
</script></body></html>"#;

#[tokio::test]
async fn a_window_is_touched_read_measured_and_pictured() {
    if !Path::new(BROWSER).exists() {
        eprintln!("skipped: {BROWSER} is not installed");
        return;
    }
    let logs = tempfile::tempdir().unwrap();
    let page = Server::start(Router::new().route("/", get(|| async { Html(PAGE) })))
        .await
        .unwrap();
    let opening = Opening {
        binary: BROWSER.into(),
        args: vec!["--automation".to_owned()],
        size: Size {
            width: 600,
            height: 800,
        },
        logs: logs.path().to_owned(),
        temporary: None,
        address: Some(page.url().to_owned()),
    };
    let window = Window::open(&opening).await.unwrap();
    let first = window.wait_screen("attract").await.unwrap();
    assert_eq!(first.lang.as_deref(), Some("zh-CN"));
    assert!(
        !window.offers("chooseService:traffic-fines").await.unwrap(),
        "it is disabled"
    );

    window.touch("begin").await.unwrap();
    window.wait_notice("offline").await.unwrap();
    window.touch("back").await.unwrap();
    window.wait_screen("pay").await.unwrap();
    assert_eq!(
        window.attribute("data-total").await.unwrap().as_deref(),
        Some("20000")
    );
    assert_eq!(
        window.text("[data-total]").await.unwrap().as_deref(),
        Some("200.00")
    );

    let picture = logs.path().join("pay.png");
    window.screenshot(&picture).await.unwrap();
    let picture = image::open(&picture).unwrap().into_rgb8();
    assert_eq!(picture.dimensions(), (600, 800));
    let green = picture
        .pixels()
        .filter(|pixel| pixel.0 == [7, 193, 96])
        .count();
    assert!(
        green > 100_000,
        "the page fills the display with its colour, {green} pixels of it"
    );

    let painted = window.painted().await.unwrap();
    let ways: Vec<_> = painted
        .iter()
        .map(|one| (one.from.as_str(), one.to.as_str()))
        .collect();
    assert_eq!(ways, [("attract", "services"), ("services", "pay")]);
    assert!(
        painted.iter().all(|one| one.ms > 0.0 && one.ms < 5_000.0),
        "{painted:?}"
    );
    assert!(
        window.memory() > 50 << 20,
        "a browser takes more than 50 MiB"
    );

    let short = Duration::from_millis(100);
    let error = window
        .wait(short, "the thanks", |now| now.screen == "thanks")
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("\"pay\""),
        "the error says what is there: {error}"
    );
    window.close().await.unwrap();
}
