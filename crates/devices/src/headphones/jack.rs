//! A switch of the input system.

use std::io;
use std::path::Path;

use evdev::{Device, EventSummary, SwitchCode};

const INSERTED: SwitchCode = SwitchCode::SW_HEADPHONE_INSERT;

/// Reads until it cannot be read.
pub(super) async fn watch(path: Option<&Path>, mut seen: impl FnMut(bool)) -> io::Error {
    let opened = match path {
        Some(path) => Device::open(path),
        None => any().ok_or_else(|| io::Error::other("no input device has such a switch")),
    };
    let device = match opened {
        Ok(device) if has_switch(&device) => device,
        Ok(_) => return io::Error::other("this input device has no such switch"),
        Err(error) => return error,
    };
    // What it is now is no event.
    match device.get_switch_state() {
        Ok(state) => seen(state.contains(INSERTED)),
        Err(error) => return error,
    }
    let mut events = match device.into_event_stream() {
        Ok(events) => events,
        Err(error) => return error,
    };
    loop {
        let event = match events.next_event().await {
            Ok(event) => event,
            Err(error) => return error,
        };
        if let EventSummary::Switch(_, INSERTED, value) = event.destructure() {
            seen(value != 0);
        }
    }
}

fn any() -> Option<Device> {
    let mut devices = evdev::enumerate().map(|(_, device)| device);
    devices.find(has_switch)
}

fn has_switch(device: &Device) -> bool {
    let switches = device.supported_switches();
    switches.is_some_and(|switches| switches.contains(INSERTED))
}
