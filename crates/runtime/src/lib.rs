//! Runs the kiosk: event loop, journal, wiring.
