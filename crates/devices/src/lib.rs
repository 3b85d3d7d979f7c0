//! Cameras with the QR reader, and IPP printers.
