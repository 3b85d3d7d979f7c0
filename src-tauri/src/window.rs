//! The one window.

use runtime::config::Window;
use tauri::utils::config::Color;
use tauri::webview::NewWindowResponse;
use tauri::{App, WebviewUrl, WebviewWindowBuilder, WindowEvent};

use crate::lockdown;

/// The window's name in capabilities and events.
pub(crate) const LABEL: &str = "kiosk";

/// Paper, so that nothing flashes before the first screen is drawn.
const PAPER: Color = Color(0xf6, 0xf3, 0xec, 0xff);

pub(crate) fn open(app: &App, config: Window) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Hallpass")
        .inner_size(f64::from(config.width), f64::from(config.height))
        .fullscreen(config.fullscreen)
        .decorations(!config.fullscreen)
        .background_color(PAPER)
        .disable_drag_drop_handler()
        .on_navigation(lockdown::may_navigate)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .build()?;
    window.with_webview(|webview| lockdown::close_ways_out(&webview.inner()))?;
    window.on_window_event(move |event| {
        // A machine in a hall is shut down by its staff, not by Alt+F4.
        if let WindowEvent::CloseRequested { api, .. } = event
            && config.fullscreen
        {
            api.prevent_close();
        }
    });
    Ok(())
}
