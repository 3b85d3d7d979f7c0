//! The live picture of the camera, one JPEG for each request. Nothing of it is ever stored.

use runtime::Running;
use tauri::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use tauri::http::{Request, Response, StatusCode};
use tauri::{Manager as _, UriSchemeContext, Wry};

/// `preview://localhost/<anything>`
pub(crate) const SCHEME: &str = "preview";

#[expect(clippy::needless_pass_by_value, reason = "tauri's signature")]
pub(crate) fn answer(
    context: UriSchemeContext<'_, Wry>,
    _request: Request<Vec<u8>>,
) -> Response<Vec<u8>> {
    let picture = context.app_handle().state::<Running>().preview();
    let (status, body) = match picture {
        Some(picture) => (StatusCode::OK, picture.bytes().to_vec()),
        None => (StatusCode::NOT_FOUND, Vec::new()),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        tauri::http::HeaderValue::from_static("image/jpeg"),
    );
    headers.insert(
        CACHE_CONTROL,
        tauri::http::HeaderValue::from_static("no-store"),
    );
    response
}
