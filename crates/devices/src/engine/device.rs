//! A device file that is read as bytes come.

use std::{io, os::fd::OwnedFd};

use tokio::io::{Interest, unix::AsyncFd};

/// An open device. Dropping it closes the device.
pub(crate) struct Device(AsyncFd<OwnedFd>);

impl Device {
    /// `fd` has to be non-blocking.
    ///
    /// # Errors
    /// It is a file that cannot be waited for, such as one on a disk.
    pub(crate) fn new(fd: OwnedFd) -> io::Result<Self> {
        // SAFETY: an `OwnedFd` is an open descriptor, and nothing closes or replaces it while the
        // `AsyncFd` owns it.
        let device = unsafe { AsyncFd::register_with_interest(fd, Interest::READABLE) };
        Ok(Device(device?))
    }

    /// Waits for bytes, and gives what one read gives. 0 is the end: the device is gone.
    pub(crate) async fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = |fd: &OwnedFd| Ok(rustix::io::read(fd, &mut *buffer)?);
        self.0.async_io(Interest::READABLE, read).await
    }
}
