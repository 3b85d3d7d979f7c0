//! The window of the kiosk: it shows the view and sends the touches. It decides nothing.

mod commands;
mod lockdown;
mod preview;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use runtime::{Config, Running};
use tauri::{AppHandle, Emitter as _};

/// The self-service kiosk.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// The machine's configuration.
    #[arg(long, default_value = "/etc/hallpass/kiosk.toml")]
    config: PathBuf,
    /// Only say whether the configuration can be used.
    #[arg(long)]
    check: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the kiosk cannot start");
            // The log may be a file, or not be there yet; whoever started this sees it too.
            #[expect(clippy::print_stderr, reason = "the last word before the program ends")]
            {
                eprintln!("hallpass: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::load(&arguments.config)?;
    if arguments.check {
        return Ok(());
    }
    runtime::start_log(config.log.as_deref())?;
    let tokio = tokio::runtime::Runtime::new()?;
    tauri::async_runtime::set(tokio.handle().clone());
    let (window, keypad) = (config.window, config.keypad.clone());
    let running = tokio.block_on(runtime::start(config))?;
    tauri::Builder::default()
        .register_uri_scheme_protocol(preview::SCHEME, preview::answer)
        .invoke_handler(tauri::generate_handler![
            commands::current_view,
            commands::touch,
            commands::keypad,
            commands::say,
            commands::hush
        ])
        .manage(running.clone())
        .manage(keypad)
        .setup(move |app| {
            window::open(app, window)?;
            tauri::async_runtime::spawn(show_views(app.handle().clone(), running));
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}

/// Sends every new view to the screen; views that nobody could have seen are left out.
async fn show_views(app: AppHandle, running: Running) {
    let mut views = running.views();
    while views.changed().await.is_ok() {
        let view = views.borrow_and_update().clone();
        if let Err(error) = app.emit_to(window::LABEL, "view", &view) {
            tracing::error!(%error, "the view could not be shown");
        }
    }
}
