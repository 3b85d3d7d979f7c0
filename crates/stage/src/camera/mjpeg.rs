//! Frames as network cameras send them.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::watch;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::Jpeg;

/// The frames that are sent round and round.
pub(super) type Reel = Arc<Vec<Jpeg>>;

const BOUNDARY: &str = "hallpass-frame";
const BETWEEN_FRAMES: Duration = Duration::from_millis(83);

/// `multipart/x-mixed-replace` without end, about twelve frames a second.
pub(super) fn answer(reels: watch::Receiver<Reel>) -> Response {
    let mut interval = interval(BETWEEN_FRAMES);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let parts = stream::unfold((reels, interval, 0), next_part);
    let kind = format!("multipart/x-mixed-replace; boundary={BOUNDARY}");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, Body::from_stream(parts)).into_response()
}

type Sending = (watch::Receiver<Reel>, Interval, usize);

async fn next_part(
    (reels, mut interval, count): Sending,
) -> Option<(Result<Vec<u8>, std::io::Error>, Sending)> {
    interval.tick().await;
    // The camera is gone: so is the stream.
    reels.has_changed().ok()?;
    let reel = reels.borrow().clone();
    let frame = reel.get(to_and_fro(count, reel.len()))?;
    let mut part = format!(
        "--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {}\r\n\r\n",
        frame.len()
    )
    .into_bytes();
    part.extend_from_slice(frame);
    part.extend_from_slice(b"\r\n");
    Some((Ok(part), (reels, interval, count + 1)))
}

/// 0 1 2 3 2 1 0 1 …: a hand does not jump back to where it began.
fn to_and_fro(count: usize, length: usize) -> usize {
    let round = (2 * length).saturating_sub(2).max(1);
    let at = count % round;
    at.min(round - at)
}
