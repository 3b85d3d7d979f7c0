//! What the screen can call. The list in `build.rs` is the same.

use kiosk::touch::Touch;
use kiosk::view::View;
use runtime::Running;
use runtime::config::Keypad;
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

/// Which keys the tactile keypad has.
#[tauri::command]
pub(crate) fn keypad(keypad: State<'_, Keypad>) -> Keypad {
    keypad.inner().clone()
}

/// Says what is on the screen. Whether it is heard, the runtime knows.
#[tauri::command]
pub(crate) fn say(text: String, lang: String, interrupt: bool, running: State<'_, Running>) {
    running.say(text, lang, interrupt);
}

/// Ends what is being said.
#[tauri::command]
pub(crate) fn hush(running: State<'_, Running>) {
    running.hush();
}
