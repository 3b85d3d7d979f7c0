//! MJPEG over HTTP, as network cameras and the stage send it.

use std::time::Duration;

use futures_util::StreamExt;
use reqwest::{Client, StatusCode, Url, header::CONTENT_TYPE};
use tokio::time::timeout;

use super::{
    CameraLoss, FRAME_DEADLINE, Outlet, Pixels,
    multipart::{Multipart, boundary_of},
};

const CONNECT_DEADLINE: Duration = Duration::from_secs(3);

pub(super) async fn session(url: &Url, outlet: &Outlet) -> CameraLoss {
    match follow(url, outlet).await {
        Ok(never) => match never {},
        Err(loss) => loss,
    }
}

async fn follow(url: &Url, outlet: &Outlet) -> Result<std::convert::Infallible, CameraLoss> {
    let broken = |error: reqwest::Error| {
        tracing::debug!(%error, "camera stream");
        if error.is_connect() {
            CameraLoss::Absent
        } else {
            CameraLoss::Broken
        }
    };
    // The camera is a neighbour: never through a proxy.
    let client = Client::builder()
        .no_proxy()
        .connect_timeout(CONNECT_DEADLINE)
        .build()
        .map_err(broken)?;
    let answer = timeout(FRAME_DEADLINE, client.get(url.clone()).send())
        .await
        .map_err(|_| CameraLoss::Silent)?
        .map_err(broken)?;
    match answer.status() {
        StatusCode::OK => {}
        StatusCode::NOT_FOUND => return Err(CameraLoss::Absent),
        _ => return Err(CameraLoss::Refused),
    }
    let boundary = answer
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| boundary_of(value.to_str().ok()?))
        .ok_or(CameraLoss::Unsupported)?;
    let mut parts = Multipart::new(boundary);
    let mut body = answer.bytes_stream();
    loop {
        let jpeg = timeout(FRAME_DEADLINE, next_jpeg(&mut body, &mut parts))
            .await
            .map_err(|_| CameraLoss::Silent)??;
        outlet.show(Pixels::Jpeg(jpeg));
    }
}

async fn next_jpeg(
    body: &mut (impl futures_util::Stream<Item = reqwest::Result<bytes::Bytes>> + Unpin),
    parts: &mut Multipart,
) -> Result<Vec<u8>, CameraLoss> {
    loop {
        let bytes = body
            .next()
            .await
            .ok_or(CameraLoss::Broken)?
            .map_err(|error| {
                tracing::debug!(%error, "camera stream");
                CameraLoss::Broken
            })?;
        let part = parts.push(&bytes).map_err(|error| {
            tracing::debug!(%error, "camera stream");
            CameraLoss::Unsupported
        })?;
        if let Some(jpeg) = part.filter(|part| part.starts_with(&[0xff, 0xd8])) {
            return Ok(jpeg);
        }
    }
}
