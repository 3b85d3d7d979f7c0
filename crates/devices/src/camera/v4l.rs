//! A V4L2 capture device: the thin part that needs hardware. What it yields is turned into luma
//! and colours by `frame.rs`, which needs none.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    time::Duration,
};

use linuxvideo::{
    BufType, Device, Fract, VideoCaptureDevice,
    format::{PixFormat, PixelFormat},
    stream::ReadStream,
};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
};
use tokio::sync::oneshot;

use super::{
    CameraLoss, FRAME_DEADLINE, Outlet, Pixels, controls,
    source::{V4lSettings, VideoFormat},
};

const WIDTH: u32 = 1280;
const HEIGHT: u32 = 720;
const FRAMES_A_SECOND: u32 = 30;
/// So many frames may wait in the driver; when the machine was busy, all but the last are old.
const WAITING_MAX: usize = 4;
/// So often the thread looks whether it is still wanted.
const POLL: Duration = Duration::from_millis(500);

/// The driver blocks, so it has a thread; the thread ends when this future is dropped.
pub(super) async fn session(path: &Path, settings: V4lSettings, outlet: &Outlet) -> CameraLoss {
    let (mut ended, end) = oneshot::channel();
    let (path, outlet) = (path.to_owned(), outlet.clone());
    let spawned = std::thread::Builder::new()
        .name("camera".into())
        .spawn(move || {
            let capture = || match open(&path, &settings) {
                Ok((stream, format)) => run(stream, format, &outlet, &mut ended),
                Err(loss) => loss,
            };
            // The binding asserts what it believes of drivers; a strange driver is a lost camera.
            let caught = catch_unwind(AssertUnwindSafe(capture));
            let _ = ended.send(caught.unwrap_or(CameraLoss::Broken));
        });
    match spawned {
        Ok(_) => end.await.unwrap_or(CameraLoss::Broken),
        Err(_) => CameraLoss::Refused,
    }
}

#[derive(Clone, Copy)]
struct Format {
    pixels: VideoFormat,
    width: u32,
    height: u32,
    stride: usize,
}

fn open(path: &Path, settings: &V4lSettings) -> Result<(ReadStream, Format), CameraLoss> {
    let mut device = Device::open(path).map_err(|error| opening(&error))?;
    let offered: Vec<PixelFormat> = device
        .formats(BufType::VIDEO_CAPTURE)
        .filter_map(|format| format.ok().map(|format| format.pixel_format()))
        .collect();
    let wished = VideoFormat::ALL
        .into_iter()
        .filter(|&pixels| settings.format.is_none_or(|wanted| wanted == pixels))
        .map(format_of)
        .find(|format| offered.contains(format))
        .ok_or(CameraLoss::Unsupported)?;
    controls::set(&mut device, settings);
    let capture = device
        .video_capture(PixFormat::new(WIDTH, HEIGHT, wished))
        .map_err(|error| opening(&error))?;
    let got = capture.format();
    let mut all = VideoFormat::ALL.into_iter();
    let format = Format {
        pixels: all
            .find(|&pixels| format_of(pixels) == got.pixel_format())
            .ok_or(CameraLoss::Unsupported)?,
        width: got.width(),
        height: got.height(),
        stride: got.bytes_per_line() as usize,
    };
    let rate = rate_of(&capture);
    tracing::info!(
        format = format.pixels.four_cc(),
        width = format.width,
        height = format.height,
        rate,
        "camera open"
    );
    let stream = capture.into_stream().map_err(|error| opening(&error))?;
    Ok((stream, format))
}

fn format_of(pixels: VideoFormat) -> PixelFormat {
    match pixels {
        VideoFormat::Mjpg => PixelFormat::MJPG,
        VideoFormat::Jpeg => PixelFormat::JPEG,
        VideoFormat::Yuyv => PixelFormat::YUYV,
        VideoFormat::Nv12 => PixelFormat::from_fourcc(*b"NV12"),
        VideoFormat::Grey => PixelFormat::from_fourcc(*b"GREY"),
    }
}

/// Asks for the rate, and gives what the camera makes of it; nothing where it has one rate only.
fn rate_of(capture: &VideoCaptureDevice) -> Option<f32> {
    let interval = capture.set_frame_interval(Fract::new(1, FRAMES_A_SECOND));
    let interval = interval.ok().filter(|interval| interval.numerator() > 0)?;
    Some(interval.denominator() as f32 / interval.numerator() as f32)
}

fn run(
    mut stream: ReadStream,
    format: Format,
    outlet: &Outlet,
    wanted: &mut oneshot::Sender<CameraLoss>,
) -> CameraLoss {
    let mut silent = Duration::ZERO;
    // Nobody hears the loss when nobody wants the camera any more.
    while !wanted.is_closed() {
        match ready(&stream) {
            Ok(true) => silent = Duration::ZERO,
            Ok(false) => {
                silent += POLL;
                if silent >= FRAME_DEADLINE {
                    return CameraLoss::Silent;
                }
                continue;
            }
            Err(loss) => return loss,
        }
        match newest(&mut stream, outlet.is_looking()) {
            Ok(Some(bytes)) => outlet.show(pixels_of(format, bytes)),
            Ok(None) => outlet.live(),
            Err(error) => {
                tracing::debug!(%error, "camera frame");
                return CameraLoss::Broken;
            }
        }
    }
    CameraLoss::Broken
}

/// Takes all frames that wait in the driver, and copies the last one if it is wanted. A damaged
/// one is passed over.
fn newest(stream: &mut ReadStream, wanted: bool) -> io::Result<Option<Vec<u8>>> {
    let mut newest = None;
    for _ in 0..WAITING_MAX {
        let frame = stream.dequeue(|buffer| {
            let whole = wanted && !buffer.is_error() && !buffer.is_empty();
            Ok(whole.then(|| buffer.to_vec()))
        })?;
        newest = frame.or(newest);
        if stream.will_block()? {
            break;
        }
    }
    Ok(newest)
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
        pixels,
        width,
        height,
        stride,
    } = format;
    let across = width as usize;
    match pixels {
        VideoFormat::Mjpg | VideoFormat::Jpeg => Pixels::Jpeg(bytes),
        VideoFormat::Yuyv => Pixels::Yuyv {
            width,
            height,
            stride: stride.max(across * 2),
            bytes,
        },
        VideoFormat::Nv12 => Pixels::Nv12 {
            width,
            height,
            stride: stride.max(across),
            bytes,
        },
        VideoFormat::Grey => Pixels::Grey {
            width,
            height,
            stride: stride.max(across),
            bytes,
        },
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
            session(
                Path::new("/dev/video-none"),
                V4lSettings::default(),
                &outlet
            )
            .await,
            CameraLoss::Absent
        );
        assert_eq!(
            session(Path::new("/dev/null"), V4lSettings::default(), &outlet).await,
            CameraLoss::Unsupported
        );
    }

    #[test]
    fn a_frame_keeps_the_stride_of_its_driver() {
        let format = Format {
            pixels: VideoFormat::Yuyv,
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
