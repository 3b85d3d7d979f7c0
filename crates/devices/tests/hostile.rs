//! What a public camera is shown to make it stop. In a test program of its own, because the
//! threads that are given up here are busy until it ends.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

mod pictures;

use std::time::Duration;

use devices::{Reader, ReaderLimits, ScanEvent, Scanner};
use image::{GrayImage, Luma};
use pictures::{jpeg, nothing, showing};
use tokio::{runtime::Handle, time::timeout};

const DEADLINE: Duration = Duration::from_secs(30);

/// Nothing but finder patterns, two pixels a module: the decoder tries all pairs of them.
fn wall() -> GrayImage {
    GrayImage::from_fn(1280, 720, |x, y| {
        let (x, y) = ((x / 2 % 8) as i32, (y / 2 % 8) as i32);
        let ring = (x - 3).abs().max((y - 3).abs());
        Luma([if ring == 2 || ring == 4 { 255 } else { 0 }])
    })
}

#[tokio::test]
async fn a_wall_of_finder_patterns_is_given_up_and_the_next_picture_read() {
    let limits = ReaderLimits {
        budget: Duration::from_secs(3),
        deadline: Duration::from_secs(3),
        overdue_max: 1,
    };
    let mut reader = Reader::new(limits);
    assert!(reader.read(wall()).await.is_err());
    let symbols = reader.read(showing("after the wall")).await.unwrap();
    assert_eq!(symbols[0].bytes, b"after the wall");
}

#[tokio::test]
async fn the_scanner_goes_on_after_a_wall_and_counts_it() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("1.jpg"), jpeg(&wall())).unwrap();
    std::fs::write(folder.path().join("2.jpg"), jpeg(&nothing())).unwrap();
    std::fs::write(folder.path().join("3.jpg"), jpeg(&showing("good"))).unwrap();
    let source = format!("folder:{}?fps=0.5", folder.path().display())
        .parse()
        .unwrap();
    let limits = ReaderLimits {
        budget: Duration::from_millis(1500),
        deadline: Duration::from_millis(1500),
        overdue_max: 2,
    };
    let (scanner, mut events) = Scanner::start_with(source, limits, &Handle::current());
    scanner.look(true);
    let read = async {
        loop {
            if let ScanEvent::Symbol { symbol, .. } = events.recv().await.unwrap() {
                return symbol.bytes;
            }
        }
    };
    assert_eq!(timeout(DEADLINE, read).await.unwrap(), b"good");
    let counts = scanner.counts();
    assert!(counts.overdue >= 1, "{counts:?}");
}
