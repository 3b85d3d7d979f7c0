//! Which camera: parsed from a line of the configuration.

use std::{fmt, path::PathBuf, str::FromStr};

use reqwest::Url;

use super::Frames;
use crate::options;

/// Pictures a second from a folder, when the configuration does not say.
pub const FOLDER_RATE_DEFAULT: f32 = 5.0;
const FOLDER_RATE_MAX: f32 = 60.0;

/// Where pictures come from.
///
/// Written as `v4l:/dev/video0`, `folder:/path` or `folder:/path?fps=10`, and
/// `stream:http://host:port/path`. Behind a V4L2 device may follow what is not to be automatic:
/// `?focus=120&exposure=200&mains=60&format=YUYV`, see [`V4lSettings`].
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A V4L2 capture device.
    V4l {
        /// The device file; below `/dev/v4l/by-id` it is the same after the next plugging in.
        path: PathBuf,
        /// How it is set up.
        settings: V4lSettings,
    },
    /// The pictures of a folder in the order of their names, again and again.
    Folder {
        /// The folder with `.jpg`, `.jpeg` and `.png` files.
        path: PathBuf,
        /// Pictures a second, above 0 and at most 60.
        per_second: f32,
    },
    /// MJPEG over HTTP (`multipart/x-mixed-replace`).
    Stream(Url),
    /// Frames that this program makes itself; no line of the configuration names it.
    Frames(Frames),
}

/// What is fixed of a V4L2 camera; the rest is automatic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct V4lSettings {
    /// Focus in steps of the camera's own (`V4L2_CID_FOCUS_ABSOLUTE`); without, autofocus.
    pub focus: Option<i32>,
    /// Exposure in units of 100 µs (`V4L2_CID_EXPOSURE_ABSOLUTE`); without, automatic.
    pub exposure: Option<i32>,
    /// The frequency that the lamps flicker with, 50 or 60 Hz; without, 50.
    pub mains: Option<u8>,
    /// The pixels that are asked for; without, the best that the camera has.
    pub format: Option<VideoFormat>,
}

/// Pixels that are understood here, by their V4L2 name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VideoFormat {
    /// `MJPG`, JPEG pictures that may lack their Huffman tables.
    Mjpg,
    /// `JPEG`.
    Jpeg,
    /// `YUYV`, YUV 4:2:2.
    Yuyv,
    /// `NV12`, YUV 4:2:0 with the luma by itself.
    Nv12,
    /// `GREY`, luma alone.
    Grey,
}

impl VideoFormat {
    /// Best first: JPEG costs the least on the bus, and the screen can show it as it is.
    pub(super) const ALL: [VideoFormat; 5] = [
        VideoFormat::Mjpg,
        VideoFormat::Jpeg,
        VideoFormat::Yuyv,
        VideoFormat::Nv12,
        VideoFormat::Grey,
    ];

    /// The four characters of the format.
    pub(super) fn four_cc(self) -> &'static str {
        match self {
            VideoFormat::Mjpg => "MJPG",
            VideoFormat::Jpeg => "JPEG",
            VideoFormat::Yuyv => "YUYV",
            VideoFormat::Nv12 => "NV12",
            VideoFormat::Grey => "GREY",
        }
    }
}

/// A line that names no camera.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// Neither `v4l:`, `folder:` nor `stream:`.
    #[error("a camera is v4l:/dev/video0, folder:/path or stream:http://…")]
    Kind,
    /// The path is not absolute.
    #[error("the camera's path must be absolute")]
    Path,
    /// The rate is no number above 0 and at most 60.
    #[error("fps must be above 0 and at most 60")]
    Rate,
    /// Nothing of this name can be set, or not to this.
    #[error(
        "a V4L2 camera has the options focus and exposure (whole numbers), mains (50 or 60) \
         and format (MJPG, JPEG, YUYV, NV12 or GREY)"
    )]
    Option,
    /// The address of the stream is not an HTTP one.
    #[error("the stream's address must be http:// or https://")]
    Address,
}

impl FromStr for Source {
    type Err = SourceError;

    fn from_str(text: &str) -> Result<Self, SourceError> {
        match text.split_once(':') {
            Some(("v4l", rest)) => v4l(rest),
            Some(("folder", rest)) => folder(rest),
            Some(("stream", url)) => stream(url),
            _ => Err(SourceError::Kind),
        }
    }
}

fn v4l(rest: &str) -> Result<Source, SourceError> {
    let (path, options) = options::split(rest);
    let path = absolute(path)?;
    let mut settings = V4lSettings::default();
    for (name, value) in options {
        match name {
            "focus" => settings.focus = Some(whole(value)?),
            "exposure" => settings.exposure = Some(whole(value)?),
            "mains" => {
                let is_one = matches!(value, "50" | "60");
                settings.mains = value.parse().ok().filter(|_| is_one);
                settings.mains.ok_or(SourceError::Option)?;
            }
            "format" => {
                let mut all = VideoFormat::ALL.into_iter();
                let named = all.find(|pixels| pixels.four_cc() == value);
                settings.format = Some(named.ok_or(SourceError::Option)?);
            }
            _ => return Err(SourceError::Option),
        }
    }
    Ok(Source::V4l { path, settings })
}

fn whole(text: &str) -> Result<i32, SourceError> {
    let number: i32 = text.parse().map_err(|_| SourceError::Option)?;
    if number < 0 {
        return Err(SourceError::Option);
    }
    Ok(number)
}

fn absolute(path: &str) -> Result<PathBuf, SourceError> {
    let path = PathBuf::from(path);
    if path.is_absolute() {
        Ok(path)
    } else {
        Err(SourceError::Path)
    }
}

fn folder(rest: &str) -> Result<Source, SourceError> {
    let (path, per_second) = match rest.split_once("?fps=") {
        None => (rest, FOLDER_RATE_DEFAULT),
        Some((path, rate)) => (path, rate.parse().map_err(|_| SourceError::Rate)?),
    };
    if !(per_second > 0.0 && per_second <= FOLDER_RATE_MAX) {
        return Err(SourceError::Rate);
    }
    Ok(Source::Folder {
        path: absolute(path)?,
        per_second,
    })
}

fn stream(url: &str) -> Result<Source, SourceError> {
    let url = Url::parse(url).map_err(|_| SourceError::Address)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(SourceError::Address);
    }
    Ok(Source::Stream(url))
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::V4l { path, settings } => {
                write!(f, "v4l:{}{settings}", path.display())
            }
            Source::Folder { path, per_second } => {
                write!(f, "folder:{}?fps={per_second}", path.display())
            }
            Source::Stream(url) => write!(f, "stream:{url}"),
            Source::Frames(_) => f.write_str("frames"),
        }
    }
}

impl fmt::Display for V4lSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers = [
            ("focus", self.focus),
            ("exposure", self.exposure),
            ("mains", self.mains.map(i32::from)),
        ];
        let mut before = '?';
        for (name, number) in numbers {
            if let Some(number) = number {
                write!(f, "{before}{name}={number}")?;
                before = '&';
            }
        }
        if let Some(format) = self.format {
            write!(f, "{before}format={}", format.four_cc())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_camera_is_written_as_it_is_read() {
        for text in [
            "v4l:/dev/video0",
            "v4l:/dev/v4l/by-id/usb-cam?focus=120&exposure=200&mains=60&format=NV12",
            "v4l:/dev/video0?format=GREY",
            "folder:/pictures?fps=12.5",
            "stream:http://127.0.0.1:8080/camera",
        ] {
            let source: Source = text.parse().unwrap();
            assert_eq!(source.to_string(), text);
        }
        assert_eq!(
            "folder:/pictures".parse(),
            Ok(Source::Folder {
                path: "/pictures".into(),
                per_second: FOLDER_RATE_DEFAULT
            })
        );
    }

    #[test]
    fn a_line_that_names_no_camera_is_refused_with_the_reason() {
        let refused = |text: &str| text.parse::<Source>().unwrap_err();
        assert_eq!(refused(""), SourceError::Kind);
        assert_eq!(refused("/dev/video0"), SourceError::Kind);
        assert_eq!(refused("usb:1"), SourceError::Kind);
        assert_eq!(refused("v4l:video0"), SourceError::Path);
        for option in [
            "",
            "focus",
            "focus=near",
            "focus=-1",
            "mains=55",
            "format=H264",
            "zoom=2",
        ] {
            let line = format!("v4l:/dev/video0?{option}");
            assert_eq!(refused(&line), SourceError::Option, "{line}");
        }
        assert_eq!(refused("folder:"), SourceError::Path);
        assert_eq!(refused("folder:/p?fps=0"), SourceError::Rate);
        assert_eq!(refused("folder:/p?fps=NaN"), SourceError::Rate);
        assert_eq!(refused("folder:/p?fps=61"), SourceError::Rate);
        assert_eq!(refused("folder:/p?fps=fast"), SourceError::Rate);
        assert_eq!(refused("stream:ftp://host/"), SourceError::Address);
        assert_eq!(refused("stream:host"), SourceError::Address);
    }
}
