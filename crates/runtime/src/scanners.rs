//! The camera and the scan engines beside it, heard as one.

use devices::{EngineSource, ScanEngine, ScanEvent};
use futures_util::stream::{self, SelectAll, Stream};
use tokio::runtime::Handle;
use tokio::sync::mpsc::Receiver;

/// What all of them tell, as it comes. Each is waited for by itself, so none holds up another.
pub(crate) type Scans = SelectAll<Box<dyn Stream<Item = ScanEvent> + Send + Unpin>>;

/// Starts the engines, and hears them together with the camera.
pub(crate) fn start(
    camera: Receiver<ScanEvent>,
    engines: &[EngineSource],
    handle: &Handle,
) -> (Vec<ScanEngine>, Scans) {
    let mut scans = SelectAll::new();
    scans.push(stream_of(camera));
    let start = |source: &EngineSource| {
        let (engine, events) = ScanEngine::start(source.clone(), handle);
        scans.push(stream_of(events));
        engine
    };
    (engines.iter().map(start).collect(), scans)
}

fn stream_of(mut events: Receiver<ScanEvent>) -> Box<dyn Stream<Item = ScanEvent> + Send + Unpin> {
    Box::new(stream::poll_fn(move |context| events.poll_recv(context)))
}

#[cfg(test)]
mod tests {
    use devices::EngineLoss;
    use futures_util::StreamExt as _;

    use super::*;

    #[tokio::test]
    async fn camera_and_engines_are_heard_alike() {
        let (camera, events) = tokio::sync::mpsc::channel(1);
        let missing = ["serial:/dev/no-such-scanner", "serial:/dev/nor-this"]
            .map(|line| line.parse().expect("a scanner"));
        let (engines, mut scans) = start(events, &missing, &Handle::current());
        camera.send(ScanEvent::CameraBack).await.expect("heard");
        let mut lost = Vec::new();
        let mut seen = false;
        while !seen || lost.len() < engines.len() {
            match scans.next().await {
                Some(ScanEvent::CameraBack) => seen = true,
                Some(ScanEvent::EngineLost { engine, cause }) => {
                    assert_eq!(cause, EngineLoss::Absent);
                    lost.push(engine);
                }
                other => panic!("{other:?}"),
            }
        }
        lost.sort_by_key(ToString::to_string);
        assert_ne!(lost[0], lost[1]);
    }
}
