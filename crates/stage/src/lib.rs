//! The world in miniature for demo and tests: channels, phone, camera, printer, window.
