//! The scanner with cameras that come, go, flood and show.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod pictures;

use std::{net::SocketAddr, path::Path, time::Duration};

use axum::{
    Router,
    body::{Body, Bytes},
    http::header::CONTENT_TYPE,
    response::Response,
    routing::get,
};
use devices::{CameraLoss, Glimpse, Hint, ReaderLimits, ScanEvent, Scanner, Source};
use image::{GrayImage, Luma};
use pictures::{jpeg, nothing, showing};
use tokio::{
    net::TcpListener,
    runtime::Handle,
    sync::{mpsc::Receiver, watch},
    task::JoinHandle,
    time::timeout,
};

const DEADLINE: Duration = Duration::from_secs(20);
/// Without the optimiser the reader is ten times slower than in a hall.
const PATIENT: ReaderLimits = ReaderLimits {
    budget: Duration::from_secs(10),
    deadline: Duration::from_secs(10),
    overdue_max: 2,
};

fn scanner(source: &str) -> (Scanner, Receiver<ScanEvent>) {
    let source: Source = source.parse().unwrap();
    Scanner::start_with(source, PATIENT, &Handle::current())
}

/// The next event that is not about where a code is seen.
async fn next(events: &mut Receiver<ScanEvent>) -> ScanEvent {
    loop {
        let event = next_of_all(events).await;
        if !matches!(event, ScanEvent::Sighted(_)) {
            return event;
        }
    }
}

async fn next_of_all(events: &mut Receiver<ScanEvent>) -> ScanEvent {
    timeout(DEADLINE, events.recv())
        .await
        .expect("an event by the deadline")
        .expect("an event")
}

/// Waits until it is told that something is seen as `holds` says.
async fn until_sighted(
    events: &mut Receiver<ScanEvent>,
    holds: impl Fn(&Glimpse) -> bool,
) -> Glimpse {
    loop {
        if let ScanEvent::Sighted(glimpse) = next_of_all(events).await
            && holds(&glimpse)
        {
            return glimpse;
        }
    }
}

async fn next_text(events: &mut Receiver<ScanEvent>) -> String {
    match next(events).await {
        ScanEvent::Symbol { symbol, .. } => String::from_utf8(symbol.bytes).unwrap(),
        other @ (ScanEvent::CameraLost { .. }
        | ScanEvent::CameraBack
        | ScanEvent::Sighted(_)
        | ScanEvent::Refused
        | ScanEvent::EngineLost { .. }
        | ScanEvent::EngineBack { .. }) => {
            panic!("{other:?} instead of a symbol")
        }
    }
}

/// Waits for something that is not told as an event.
async fn until(mut holds: impl FnMut() -> bool) {
    let waiting = async {
        while !holds() {
            tokio::task::yield_now().await;
        }
    };
    timeout(DEADLINE, waiting).await.expect("in time");
}

/// A network camera that shows what it is told, thirty times a second.
struct NetworkCamera {
    address: SocketAddr,
    shows: watch::Sender<Bytes>,
    server: JoinHandle<()>,
}

impl NetworkCamera {
    async fn start(address: &str) -> NetworkCamera {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let shows = watch::Sender::new(part(&jpeg(&nothing())));
        let shown = shows.clone();
        let page = get(move || {
            let shown = shown.subscribe();
            let tick = tokio::time::interval(Duration::from_millis(33));
            let parts = futures_util::stream::unfold((shown, tick), |(shown, mut tick)| async {
                tick.tick().await;
                let part = shown.borrow().clone();
                (!part.is_empty())
                    .then_some((Ok::<_, std::convert::Infallible>(part), (shown, tick)))
            });
            let body = Body::from_stream(parts);
            let kind = "multipart/x-mixed-replace; boundary=frame";
            let answer = Response::builder()
                .header(CONTENT_TYPE, kind)
                .body(body)
                .unwrap();
            std::future::ready(answer)
        });
        let server = tokio::spawn(async move {
            axum::serve(listener, Router::new().route("/camera", page))
                .await
                .unwrap();
        });
        NetworkCamera {
            address,
            shows,
            server,
        }
    }

    fn source(&self) -> String {
        format!("stream:http://{}/camera", self.address)
    }

    fn switch_off(self) {
        self.server.abort();
        self.shows.send_replace(Bytes::new());
    }

    fn show(&self, picture: &GrayImage) {
        self.shows.send_replace(part(&jpeg(picture)));
    }
}

/// A code held before the camera whose inside is gone: it is found, and cannot be read.
fn spoilt(text: &str) -> GrayImage {
    let mut picture = showing(text);
    for (x, y) in (530..610).flat_map(|x| (280..360).map(move |y| (x, y))) {
        picture.put_pixel(x, y, Luma([230]));
    }
    picture
}

/// The same in the dark.
fn dimmed(picture: &GrayImage) -> GrayImage {
    let mut dark = picture.clone();
    for pixel in dark.pixels_mut() {
        pixel.0[0] = 10 + pixel.0[0] / 8;
    }
    dark
}

fn part(jpeg: &[u8]) -> Bytes {
    let head = format!(
        "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {}\r\n\r\n",
        jpeg.len()
    );
    [head.as_bytes(), jpeg, b"\r\n"].concat().into()
}

#[tokio::test]
async fn a_code_that_stays_is_told_once_and_the_next_one_at_once() {
    let camera = NetworkCamera::start("127.0.0.1:0").await;
    let (scanner, mut events) = scanner(&camera.source());
    assert_eq!(next(&mut events).await, ScanEvent::CameraBack);
    scanner.look(true);
    camera.show(&showing("first"));
    assert_eq!(next_text(&mut events).await, "first");
    let read = scanner.counts().read;
    until(|| scanner.counts().read >= read + 3).await;
    camera.show(&showing("second"));
    assert_eq!(next_text(&mut events).await, "second");
}

#[tokio::test]
async fn a_scene_that_does_not_change_is_hardly_read() {
    let camera = NetworkCamera::start("127.0.0.1:0").await;
    let (scanner, _events) = scanner(&camera.source());
    scanner.look(true);
    until(|| scanner.counts().looked >= 40).await;
    let counts = scanner.counts();
    assert!(counts.read * 2 < counts.looked, "{counts:?}");
}

#[tokio::test]
async fn a_code_that_cannot_be_read_is_told_with_its_place_until_it_goes() {
    let camera = NetworkCamera::start("127.0.0.1:0").await;
    let (scanner, mut events) = scanner(&camera.source());
    scanner.look(true);
    camera.show(&spoilt("seen, not read"));
    let seen = until_sighted(&mut events, |glimpse| glimpse.corners.is_some()).await;
    assert!(!seen.read);
    let [(left, top), .., (_, bottom)] = seen.corners.unwrap();
    // The quiet zone of four modules begins at (400, 150) of 1280 × 720 pixels.
    let near = |share: f32, pixels: f32| (share - pixels).abs() < 0.02;
    assert!(
        near(left, 440.0 / 1280.0) && near(top, 190.0 / 720.0),
        "{seen:?}"
    );
    assert!(bottom > top);
    camera.show(&nothing());
    let gone = until_sighted(&mut events, |glimpse| glimpse.corners.is_none()).await;
    assert_eq!(gone, Glimpse::default());
}

#[tokio::test]
async fn what_is_wrong_with_a_code_is_told_when_it_has_been_wrong_for_a_while() {
    let camera = NetworkCamera::start("127.0.0.1:0").await;
    let (scanner, mut events) = scanner(&camera.source());
    scanner.look(true);
    camera.show(&dimmed(&spoilt("seen, not read")));
    let seen = until_sighted(&mut events, |glimpse| glimpse.hint.is_some()).await;
    assert_eq!(seen.hint, Some(Hint::TooDark));
    // What is read has nothing wrong with it any more.
    camera.show(&showing("read"));
    let read = until_sighted(&mut events, |glimpse| glimpse.read).await;
    assert_eq!(read.hint, None);
    assert_eq!(next_text(&mut events).await, "read");
}

#[tokio::test]
async fn a_camera_that_is_lost_sees_no_code() {
    let camera = NetworkCamera::start("127.0.0.1:0").await;
    let (scanner, mut events) = scanner(&camera.source());
    scanner.look(true);
    camera.show(&showing("held"));
    until_sighted(&mut events, |glimpse| glimpse.read).await;
    camera.switch_off();
    let gone = until_sighted(&mut events, |_| true).await;
    assert_eq!(gone, Glimpse::default());
}

#[tokio::test]
async fn after_looking_nothing_of_the_visit_stays() {
    let camera = NetworkCamera::start("127.0.0.1:0").await;
    let (scanner, mut events) = scanner(&camera.source());
    assert_eq!(next(&mut events).await, ScanEvent::CameraBack);
    assert_eq!(scanner.preview(), None);
    camera.show(&showing("mine"));
    assert_eq!(scanner.counts().looked, 0);

    scanner.look(true);
    assert_eq!(next_text(&mut events).await, "mine");
    until(|| scanner.preview().is_some()).await;
    let preview = scanner.preview().unwrap();
    assert_eq!(preview.bytes(), jpeg(&showing("mine")));

    scanner.look(false);
    assert_eq!(scanner.preview(), None);
    assert!(events.try_recv().is_err());

    // The next citizen with the same code is told as well.
    scanner.look(true);
    assert_eq!(next_text(&mut events).await, "mine");
}

#[tokio::test]
async fn a_camera_that_breaks_off_is_told_and_comes_back_by_itself() {
    let camera = NetworkCamera::start("127.0.0.1:0").await;
    let (scanner, mut events) = scanner(&camera.source());
    scanner.look(true);
    assert_eq!(next(&mut events).await, ScanEvent::CameraBack);
    let address = camera.address.to_string();
    camera.switch_off();
    let mut causes = Vec::new();
    while causes.last() != Some(&CameraLoss::Absent) {
        match next(&mut events).await {
            ScanEvent::CameraLost { cause } => causes.push(cause),
            other @ (ScanEvent::Symbol { .. }
            | ScanEvent::CameraBack
            | ScanEvent::Sighted(_)
            | ScanEvent::Refused
            | ScanEvent::EngineLost { .. }
            | ScanEvent::EngineBack { .. }) => {
                panic!("{other:?} from a lost camera")
            }
        }
    }
    assert_eq!(scanner.preview(), None);
    let camera = NetworkCamera::start(&address).await;
    assert_eq!(next(&mut events).await, ScanEvent::CameraBack);
    camera.show(&showing("again"));
    assert_eq!(next_text(&mut events).await, "again");
}

#[tokio::test]
async fn what_is_no_camera_is_lost_with_the_cause() {
    let folder = tempfile::tempdir().unwrap();
    let plain = axum::serve(
        TcpListener::bind("127.0.0.1:0").await.unwrap(),
        Router::new().route("/", get(|| async { "no camera" })),
    );
    let address = plain.local_addr().unwrap();
    tokio::spawn(plain.into_future());
    for (source, expected) in [
        (format!("stream:http://{address}/"), CameraLoss::Unsupported),
        (
            format!("stream:http://{address}/elsewhere"),
            CameraLoss::Absent,
        ),
        ("v4l:/dev/null".into(), CameraLoss::Unsupported),
        ("v4l:/dev/video-none".into(), CameraLoss::Absent),
        (
            format!("folder:{}", folder.path().display()),
            CameraLoss::Silent,
        ),
        ("folder:/no/such/folder".into(), CameraLoss::Absent),
    ] {
        let (_scanner, mut events) = scanner(&source);
        assert_eq!(
            next(&mut events).await,
            ScanEvent::CameraLost { cause: expected },
            "{source}"
        );
    }
}

#[tokio::test]
async fn a_folder_is_found_when_it_appears_and_shown_again_and_again() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("pictures");
    let (scanner, mut events) = scanner(&format!("folder:{}?fps=4", folder.display()));
    scanner.look(true);
    let lost = ScanEvent::CameraLost {
        cause: CameraLoss::Absent,
    };
    assert_eq!(next(&mut events).await, lost);
    let new = parent.path().join("new");
    std::fs::create_dir(&new).unwrap();
    let put = |name: &str, picture: &GrayImage| picture.save(Path::new(&new).join(name));
    put("2.jpg", &showing("two")).unwrap();
    put("1.png", &showing("one")).unwrap();
    std::fs::write(new.join("3.jpg"), b"\xff\xd8\xff cut off").unwrap();
    std::fs::rename(&new, &folder).unwrap();
    assert_eq!(next(&mut events).await, ScanEvent::CameraBack);
    // On a busy machine one may be passed over until it comes round again.
    let mut told = [next_text(&mut events).await, next_text(&mut events).await];
    told.sort();
    assert_eq!(told, ["one", "two"]);
    until(|| scanner.counts().damaged > 0).await;
}

#[tokio::test]
async fn a_dropped_scanner_closes_its_camera() {
    let camera = NetworkCamera::start("127.0.0.1:0").await;
    let (scanner, mut events) = scanner(&camera.source());
    assert_eq!(next(&mut events).await, ScanEvent::CameraBack);
    drop(scanner);
    assert_eq!(timeout(DEADLINE, events.recv()).await.unwrap(), None);
    until(|| camera.shows.receiver_count() == 0).await;
}
