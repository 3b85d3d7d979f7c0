//! What a public camera is shown to make it stop.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod pictures;

use std::time::Duration;

use devices::{Reader, ReaderLimits, ScanEvent, Scanner};
use image::{GrayImage, Luma};
use pictures::{jpeg, nothing, showing};
use tokio::{runtime::Handle, time::timeout};

const DEADLINE: Duration = Duration::from_secs(30);

/// Nothing but finder patterns, two pixels a module: there are more triples of them than time.
fn wall() -> GrayImage {
    GrayImage::from_fn(1280, 720, |x, y| {
        let (x, y) = ((x / 2 % 8) as i32, (y / 2 % 8) as i32);
        let ring = (x - 3).abs().max((y - 3).abs());
        Luma([if ring == 2 || ring == 4 { 255 } else { 0 }])
    })
}

#[tokio::test]
async fn a_wall_of_finder_patterns_says_nothing_and_the_next_picture_is_read() {
    let limits = ReaderLimits {
        // So long that only a reading that does not look at its budget takes it.
        deadline: DEADLINE,
        ..ReaderLimits::default()
    };
    let mut reader = Reader::new(limits);
    assert_eq!(reader.read(wall()).await, Ok(Vec::new()));
    let symbols = reader.read(showing("after the wall")).await.unwrap();
    assert_eq!(symbols[0].bytes, b"after the wall");
}

#[tokio::test]
async fn the_scanner_goes_on_after_a_wall() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("1.jpg"), jpeg(&wall())).unwrap();
    std::fs::write(folder.path().join("2.jpg"), jpeg(&nothing())).unwrap();
    std::fs::write(folder.path().join("3.jpg"), jpeg(&showing("good"))).unwrap();
    let source = format!("folder:{}?fps=0.5", folder.path().display())
        .parse()
        .unwrap();
    let (scanner, mut events) = Scanner::start(source, &Handle::current());
    scanner.look(true);
    let read = async {
        loop {
            if let ScanEvent::Symbol { symbol, .. } = events.recv().await.unwrap() {
                return symbol.bytes;
            }
        }
    };
    assert_eq!(timeout(DEADLINE, read).await.unwrap(), b"good");
    assert_eq!(scanner.counts().panicked, 0);
}
