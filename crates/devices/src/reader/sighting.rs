//! Where a code was found, read or not.

/// A place in a picture where a code is, whether it could be read or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sighting {
    /// In pixels of the picture: top left, top right, bottom right, bottom left of the code
    /// itself, however it is held. They may lie outside the picture.
    pub corners: [(f32, f32); 4],
    /// How many pixels wide a module is.
    pub module: f32,
    /// It is light on dark.
    pub inverted: bool,
}
