//! Lists the commands the screen may call; everything else is refused.

fn main() {
    let commands = &["current_view", "touch", "keypad", "say", "hush"];
    let manifest = tauri_build::AppManifest::new().commands(commands);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("{error:#}");
    }
}
