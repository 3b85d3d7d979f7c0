//! Finds and reads QR codes (ISO/IEC 18004) in a picture that is anything but perfect.
//!
//! Where decoders lose codes is before decoding: eyes that are not found or not put together, a
//! size that is off by one, a surface that is not flat, light that is not even. So all of that is
//! done here, in the order of the files: [`binary`] (dark and light), [`finder`] (eyes),
//! [`triple`] (three of a symbol), [`locate`] (every module's place), [`modules`] (their
//! lightness), [`codewords`] (errors corrected in the modules). The symbol that comes out has no
//! error left, and `rqrr` reads it.

#[cfg(feature = "trace")]
macro_rules! note { ($($t:tt)*) => { eprintln!($($t)*) } }
#[cfg(not(feature = "trace"))]
macro_rules! note { ($($t:tt)*) => {} }
pub(crate) use note;

mod binary;
mod charset;
mod codewords;
mod content;
mod finder;
mod geometry;
mod layout;
mod locate;
mod modules;
mod plane;
mod refine;
mod scan;
mod solomon;
mod triple;

pub(crate) use scan::{Found, Read, Sighted, read};
