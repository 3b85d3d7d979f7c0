//! A file of the kernel that says it. Such files are not announced when they change: they are read.

use std::io;
use std::path::Path;
use std::time::Duration;

const LOOK: Duration = Duration::from_millis(100);

/// Reads until it cannot be read.
pub(super) async fn watch(path: &Path, mut seen: impl FnMut(bool)) -> io::Error {
    let mut looks = tokio::time::interval(LOOK);
    loop {
        looks.tick().await;
        match tokio::fs::read(path).await {
            Ok(bytes) => seen(bytes.first() == Some(&b'1')),
            Err(error) => return error,
        }
    }
}
