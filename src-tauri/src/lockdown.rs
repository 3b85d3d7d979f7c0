//! Ways out of the window that WebKit offers by itself, closed.

use tauri::Url;
use webkit2gtk::{PermissionRequestExt as _, WebView, WebViewExt as _};

/// Only the screens that came with the program.
pub(crate) fn may_navigate(url: &Url) -> bool {
    url.scheme() == "tauri" && url.host_str() == Some("localhost")
}

/// No context menu, dialog, file chooser, print dialog or permission question.
pub(crate) fn close_ways_out(webview: &WebView) {
    webview.connect_context_menu(|_, _, _, _| true);
    webview.connect_script_dialog(|_, _| true);
    webview.connect_print(|_, _| true);
    webview.connect_run_file_chooser(|_, _| true);
    webview.connect_permission_request(|_, request| {
        request.deny();
        true
    });
}
