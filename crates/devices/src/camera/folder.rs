//! A folder of pictures, shown again and again in the order of their names.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::{fs, time::MissedTickBehavior};

use super::{CameraLoss, Outlet, Pixels, open_picture};

const FILE_BYTES_MAX: u64 = 32 * 1024 * 1024;
const PICTURES_MAX: usize = 100_000;

pub(super) async fn session(folder: &Path, per_second: f32, outlet: &Outlet) -> CameraLoss {
    let mut tick = tokio::time::interval(Duration::from_secs_f32(1.0 / per_second));
    tick.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        let pictures = match pictures_of(folder).await {
            Ok(pictures) => pictures,
            Err(error) => return loss_of(&error),
        };
        let mut shown = false;
        for picture in pictures {
            tick.tick().await;
            if let Some(pixels) = read(&picture).await {
                outlet.show(pixels);
                shown = true;
            }
        }
        if !shown {
            return CameraLoss::Silent;
        }
    }
}

async fn pictures_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder).await?;
    let mut pictures = Vec::new();
    while let Some(entry) = entries.next_entry().await? {
        let path = entry.path();
        let is_picture = path.extension().and_then(|e| e.to_str()).is_some_and(|e| {
            ["jpg", "jpeg", "png"]
                .iter()
                .any(|p| e.eq_ignore_ascii_case(p))
        });
        if is_picture && pictures.len() < PICTURES_MAX {
            pictures.push(path);
        }
    }
    pictures.sort();
    Ok(pictures)
}

/// A file that is no picture, or is gone by now, is passed over.
async fn read(path: &Path) -> Option<Pixels> {
    if fs::metadata(path).await.ok()?.len() > FILE_BYTES_MAX {
        return None;
    }
    let bytes = fs::read(path).await.ok()?;
    if bytes.starts_with(&[0xff, 0xd8]) {
        return Some(Pixels::Jpeg(bytes));
    }
    let decoded = tokio::task::spawn_blocking(move || open_picture(&bytes))
        .await
        .ok()?;
    Some(Pixels::Rgb(decoded.ok()?.into_rgb8()))
}

fn loss_of(error: &io::Error) -> CameraLoss {
    if error.kind() == io::ErrorKind::NotFound {
        CameraLoss::Absent
    } else {
        CameraLoss::Refused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_pictures_of_a_folder_are_those_with_such_names_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["2.JPG", "10.png", "1.jpeg", "notes.txt", "png"] {
            std::fs::write(folder.path().join(name), b"").unwrap();
        }
        let pictures = pictures_of(folder.path()).await.unwrap();
        let names = pictures.iter().filter_map(|picture| picture.file_name());
        assert_eq!(names.collect::<Vec<_>>(), ["1.jpeg", "10.png", "2.JPG"]);
    }
}
