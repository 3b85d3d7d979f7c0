//! A V4L2 capture device: the thin part that needs hardware. What it yields is turned into luma
//! and colours by `frame.rs`, which needs none.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    time::Duration,
};

use linuxvideo::{
    BufType, Device,
    format::{PixFormat, PixelFormat},
    stream::ReadStream,
};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
};
use tokio::sync::oneshot;

use super::{CameraLoss, FRAME_DEADLINE, Outlet, Pixels};

const WIDTH: u32 = 1280;
const HEIGHT: u32 = 720;
const GREY: PixelFormat = PixelFormat::from_fourcc(*b"GREY");
/// Best first: JPEG costs the least on the bus, and the screen can show it as it is.
const FORMATS: [PixelFormat; 4] = [
    PixelFormat::MJPG,
    PixelFormat::JPEG,
    PixelFormat::YUYV,
    GREY,
];
/// So often the thread looks whether it is still wanted.
const POLL: Duration = Duration::from_millis(500);

/// The driver blocks, so it has a thread; the thread ends when this future is dropped.
pub(super) async fn session(path: &Path, outlet: &Outlet) -> CameraLoss {
    let (mut ended, end) = oneshot::channel();
    let (path, outlet) = (path.to_owned(), outlet.clone());
    let spawned = std::thread::Builder::new()
        .name("camera".into())
        .spawn(move || {
            // The binding asserts what it believes of drivers; a strange driver is a lost camera.
            let caught = catch_unwind(AssertUnwindSafe(|| capture(&path, &outlet, &mut ended)));
            let _ = ended.send(caught.unwrap_or(CameraLoss::Broken));
        });
    match spawned {
        Ok(_) => end.await.unwrap_or(CameraLoss::Broken),
        Err(_) => CameraLoss::Refused,
    }
}

fn capture(path: &Path, outlet: &Outlet, wanted: &mut oneshot::Sender<CameraLoss>) -> CameraLoss {
    match open(path).and_then(|(stream, format)| run(stream, format, outlet, wanted)) {
        Ok(()) => CameraLoss::Broken,
        Err(loss) => loss,
    }
}

#[derive(Clone, Copy)]
struct Format {
    pixel: PixelFormat,
    width: u32,
    height: u32,
    stride: usize,
}

fn open(path: &Path) -> Result<(ReadStream, Format), CameraLoss> {
    let device = Device::open(path).map_err(|error| opening(&error))?;
    let offered: Vec<PixelFormat> = device
        .formats(BufType::VIDEO_CAPTURE)
        .filter_map(|format| format.ok().map(|format| format.pixel_format()))
        .collect();
    let wished = FORMATS
        .into_iter()
        .find(|format| offered.contains(format))
        .ok_or(CameraLoss::Unsupported)?;
    let capture = device
        .video_capture(PixFormat::new(WIDTH, HEIGHT, wished))
        .map_err(|error| opening(&error))?;
    let got = capture.format();
    let format = Format {
        pixel: got.pixel_format(),
        width: got.width(),
        height: got.height(),
        stride: got.bytes_per_line() as usize,
    };
    if !FORMATS.contains(&format.pixel) {
        return Err(CameraLoss::Unsupported);
    }
    tracing::info!(format = %format.pixel, width = format.width, height = format.height, "camera open");
    let stream = capture.into_stream().map_err(|error| opening(&error))?;
    Ok((stream, format))
}

fn run(
    mut stream: ReadStream,
    format: Format,
    outlet: &Outlet,
    wanted: &mut oneshot::Sender<CameraLoss>,
) -> Result<(), CameraLoss> {
    let mut silent = Duration::ZERO;
    while !wanted.is_closed() {
        if !ready(&stream)? {
            silent += POLL;
            if silent >= FRAME_DEADLINE {
                return Err(CameraLoss::Silent);
            }
            continue;
        }
        silent = Duration::ZERO;
        let frame = stream
            .dequeue(|buffer| Ok((!buffer.is_error()).then(|| buffer.to_vec())))
            .map_err(|error| {
                tracing::debug!(%error, "camera frame");
                CameraLoss::Broken
            })?;
        if let Some(bytes) = frame.filter(|bytes| !bytes.is_empty()) {
            outlet.show(pixels_of(format, bytes));
        }
    }
    Ok(())
}

/// Waits a moment for a frame.
fn ready(stream: &ReadStream) -> Result<bool, CameraLoss> {
    let mut fds = [PollFd::new(stream, PollFlags::IN)];
    let moment = Timespec {
        tv_sec: 0,
        tv_nsec: i64::from(POLL.subsec_nanos()),
    };
    match poll(&mut fds, Some(&moment)) {
        Ok(0) | Err(Errno::INTR) => Ok(false),
        // A camera that was pulled out says error or hang-up.
        Ok(_) if fds[0].revents().contains(PollFlags::IN) => Ok(true),
        Ok(_) | Err(_) => Err(CameraLoss::Broken),
    }
}

fn pixels_of(format: Format, bytes: Vec<u8>) -> Pixels {
    let Format {
        pixel,
        width,
        height,
        stride,
    } = format;
    if pixel == PixelFormat::YUYV {
        Pixels::Yuyv {
            width,
            height,
            stride: stride.max(width as usize * 2),
            bytes,
        }
    } else if pixel == GREY {
        Pixels::Grey {
            width,
            height,
            stride: stride.max(width as usize),
            bytes,
        }
    } else {
        Pixels::Jpeg(bytes)
    }
}

fn opening(error: &io::Error) -> CameraLoss {
    tracing::debug!(%error, "opening the camera");
    match Errno::from_io_error(error) {
        // The device file stays for a while after the device is gone.
        Some(Errno::NOENT | Errno::NODEV | Errno::NXIO) => CameraLoss::Absent,
        // Not a camera at all: a file, or a device with other calls.
        Some(Errno::NOTTY) => CameraLoss::Unsupported,
        _ => CameraLoss::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_path_without_a_camera_is_told_apart_from_one_that_is_no_camera() {
        let outlet = Outlet::new();
        assert_eq!(
            session(Path::new("/dev/video-none"), &outlet).await,
            CameraLoss::Absent
        );
        assert_eq!(
            session(Path::new("/dev/null"), &outlet).await,
            CameraLoss::Unsupported
        );
    }

    #[test]
    fn a_frame_keeps_the_stride_of_its_driver() {
        let format = Format {
            pixel: PixelFormat::YUYV,
            width: 2,
            height: 1,
            stride: 8,
        };
        let Pixels::Yuyv { stride, .. } = pixels_of(format, vec![0; 8]) else {
            panic!("YUYV is YUYV");
        };
        assert_eq!(stride, 8);
    }
}
