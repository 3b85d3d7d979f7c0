//! Lists the commands the screen may call; everything else is refused.

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(&["current_view", "touch"]);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("{error:#}");
    }
}
