//! `vivid`: a camera whose picture comes from its own output, over an imagined HDMI cable.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use devices::{CameraLoss, ReaderLimits, ScanEvent, Scanner};
use image::GrayImage;
use tokio::{runtime::Handle, sync::mpsc::Receiver};

use crate::{Checks, Outcome, pictures::showing, reads, until};

const CAMERA: &str = "/dev/video0";
const CABLE: &str = "/dev/video1";
/// What is written to the cable.
const FRAME: &str = "/tmp/frame";
const DRIVER: &str = "/sys/bus/platform/drivers/vivid";
const DEVICE: &str = "vivid.0";
const PATIENT: ReaderLimits = ReaderLimits {
    budget: Duration::from_secs(10),
    deadline: Duration::from_secs(10),
    overdue_max: 2,
};

pub async fn check(tools: &Path, checks: &mut Checks) {
    for format in ["YUYV", "NV12", "GREY"] {
        let name = format!("a camera is read in {format}");
        checks.run(&name, reads_in(tools, format)).await;
    }
    let name = "a camera that is pulled out and plugged in again goes on";
    checks.run(name, comes_back(tools)).await;
}

async fn reads_in(tools: &Path, format: &str) -> Outcome {
    plug_in(tools)?;
    let text = format!("GC1:HARDWARE-{format}");
    let _shown = Shown::on_the_cable(tools, &showing(&text), format)?;
    let (_scanner, mut events) = scanner(format);
    reads(&mut events, &text).await?;
    Ok(())
}

async fn comes_back(tools: &Path) -> Outcome {
    plug_in(tools)?;
    let shown = Shown::on_the_cable(tools, &showing("GC1:BEFORE"), "YUYV")?;
    let (_scanner, mut events) = scanner("YUYV");
    reads(&mut events, "GC1:BEFORE").await?;
    drop(shown);
    write(&Path::new(DRIVER).join("unbind"), DEVICE)?;
    let lost = |event: &ScanEvent| matches!(event, ScanEvent::CameraLost { .. });
    until(&mut events, lost).await?;
    let absent = |event: &ScanEvent| matches!(event, ScanEvent::CameraLost { cause } if *cause == CameraLoss::Absent);
    until(&mut events, absent).await?;
    write(&Path::new(DRIVER).join("bind"), DEVICE)?;
    plug_in(tools)?;
    let _shown = Shown::on_the_cable(tools, &showing("GC1:AFTER"), "YUYV")?;
    reads(&mut events, "GC1:AFTER").await?;
    Ok(())
}

fn scanner(format: &str) -> (Scanner, Receiver<ScanEvent>) {
    let source = format!("v4l:{CAMERA}?format={format}&focus=10&exposure=200");
    let source = source.parse().unwrap();
    let (scanner, events) = Scanner::start_with(source, PATIENT, &Handle::current());
    scanner.look(true);
    (scanner, events)
}

/// The cable from the output to the input, in the resolution of a kiosk's camera.
fn plug_in(tools: &Path) -> Outcome {
    control(tools, CAMERA, &["-c", "loop_video=1"])?;
    // Its own text in the picture is not wanted.
    control(tools, CAMERA, &["-c", "osd_text_mode=2"])?;
    control(tools, CABLE, &["--set-dv-bt-timings", "index=3"])?;
    control(tools, CAMERA, &["--set-dv-bt-timings", "query"])
}

fn control(tools: &Path, device: &str, arguments: &[&str]) -> Outcome {
    let mut command = Command::new(tools.join("v4l2-ctl"));
    let output = command.args(["-d", device]).args(arguments).output();
    let output = output.map_err(|error| format!("v4l2-ctl: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("v4l2-ctl {}: {said}", arguments.join(" ")))
}

fn write(path: &Path, text: &str) -> Outcome {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// A picture that is sent over the cable again and again, until it is dropped.
struct Shown(Child);

impl Shown {
    fn on_the_cable(tools: &Path, picture: &GrayImage, format: &str) -> Result<Shown, String> {
        let (width, height) = picture.dimensions();
        let wished = format!("width={width},height={height},pixelformat={format}");
        control(tools, CABLE, &["--set-fmt-video-out", &wished])?;
        fs::write(FRAME, pixels(picture, format)).map_err(|error| format!("{FRAME}: {error}"))?;
        let sender = Command::new(tools.join("v4l2-ctl"))
            .args(["-d", CABLE, "--stream-out-mmap", "--stream-loop"])
            .arg(format!("--stream-from={FRAME}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Ok(Shown(sender.map_err(|error| format!("v4l2-ctl: {error}"))?))
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The picture as the camera's format has it, without colour.
fn pixels(picture: &GrayImage, format: &str) -> Vec<u8> {
    let luma = picture.as_raw();
    match format {
        "YUYV" => luma.iter().flat_map(|&luma| [luma, 128]).collect(),
        "NV12" => {
            let colours = vec![128; luma.len() / 2];
            [&luma[..], &colours].concat()
        }
        _ => luma.clone(),
    }
}
