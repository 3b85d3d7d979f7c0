//! Which camera: parsed from a line of the configuration.

use std::{fmt, path::PathBuf, str::FromStr};

use reqwest::Url;

use super::Frames;

/// Pictures a second from a folder, when the configuration does not say.
pub const FOLDER_RATE_DEFAULT: f32 = 5.0;
const FOLDER_RATE_MAX: f32 = 60.0;

/// Where pictures come from.
///
/// Written as `v4l:/dev/video0`, `folder:/path` or `folder:/path?fps=10`, and
/// `stream:http://host:port/path`.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// A V4L2 capture device.
    V4l(PathBuf),
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
    /// The address of the stream is not an HTTP one.
    #[error("the stream's address must be http:// or https://")]
    Address,
}

impl FromStr for Source {
    type Err = SourceError;

    fn from_str(text: &str) -> Result<Self, SourceError> {
        match text.split_once(':') {
            Some(("v4l", path)) => Ok(Source::V4l(absolute(path)?)),
            Some(("folder", rest)) => folder(rest),
            Some(("stream", url)) => stream(url),
            _ => Err(SourceError::Kind),
        }
    }
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
            Source::V4l(path) => write!(f, "v4l:{}", path.display()),
            Source::Folder { path, per_second } => {
                write!(f, "folder:{}?fps={per_second}", path.display())
            }
            Source::Stream(url) => write!(f, "stream:{url}"),
            Source::Frames(_) => f.write_str("frames"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_camera_is_written_as_it_is_read() {
        for text in [
            "v4l:/dev/video0",
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
        assert_eq!(refused("folder:"), SourceError::Path);
        assert_eq!(refused("folder:/p?fps=0"), SourceError::Rate);
        assert_eq!(refused("folder:/p?fps=NaN"), SourceError::Rate);
        assert_eq!(refused("folder:/p?fps=61"), SourceError::Rate);
        assert_eq!(refused("folder:/p?fps=fast"), SourceError::Rate);
        assert_eq!(refused("stream:ftp://host/"), SourceError::Address);
        assert_eq!(refused("stream:host"), SourceError::Address);
    }
}
