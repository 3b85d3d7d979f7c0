//! Finds and reads QR codes (ISO/IEC 18004) in a picture that is anything but perfect.
//!
//! Where decoders lose codes is before decoding: finders that are not found or not put together, a
//! size that is off by one, a surface that is not flat, light that is not even. So all of that is
//! done here, in this order: [`scan`] (the passes), [`binary`] (dark and light), [`finder`] (the
//! finders), [`triple`] (three of one symbol), [`locate`] and [`refine`] (every module's place),
//! [`modules`] (dark or light, and how sure), [`codewords`] (errors corrected in the modules). The
//! symbol that comes out has no error left, and `rqrr` reads it. [`charset`] makes text of it.
//!
//! Pure: no clock, no thread. Whoever calls says when the time is up; everything that may take
//! long asks.

mod attempt;
mod binary;
mod charset;
mod codewords;
mod content;
mod finder;
mod geometry;
mod layout;
mod linear;
mod locate;
mod modules;
mod plane;
mod refine;
mod scan;
mod solomon;
#[cfg(test)]
mod tests;
mod triple;
mod views;

pub(crate) use charset::text_of;
pub(crate) use geometry::Point;
pub(crate) use scan::read;
