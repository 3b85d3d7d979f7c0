//! What somebody holds in front of the camera.

/// What the camera sees.
#[derive(Clone, PartialEq, Eq)]
pub enum Scene {
    /// The hall, and nobody before the machine.
    Hall,
    /// A phone with a code on its screen.
    Phone(Screen),
    /// A sheet of paper with a code on it.
    Paper(Sheet),
}

/// What is on the phone's screen.
#[derive(Clone, PartialEq, Eq)]
pub struct Screen {
    /// The text of the symbol.
    pub code: String,
    /// The colour of the app, red, green, blue.
    pub color: [u8; 3],
    /// In the app's head bar, two lines.
    pub title: [String; 2],
    /// Under the code, two lines.
    pub caption: [String; 2],
    /// Light letters on black all around the code's card.
    pub dark: bool,
}

/// What is on the paper.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The text of the symbol.
    pub code: String,
    /// Over everything, in large letters.
    pub title: String,
    /// What and how much, line by line; there is room for six.
    pub lines: Vec<String>,
}
