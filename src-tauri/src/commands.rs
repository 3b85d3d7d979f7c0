//! What the screen can call. The list in `build.rs` is the same.

use kiosk::touch::Touch;
use kiosk::view::View;
use runtime::Running;
use tauri::State;

/// The view as it is now, for a screen that has just been drawn.
#[tauri::command]
pub(crate) fn current_view(running: State<'_, Running>) -> View {
    running.views().borrow().clone()
}

/// The screen was touched where it showed `revision`.
#[tauri::command]
pub(crate) async fn touch(
    revision: u64,
    touch: Touch,
    running: State<'_, Running>,
) -> Result<(), ()> {
    running.touch(revision, touch).await;
    Ok(())
}
