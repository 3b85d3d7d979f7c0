//! What a citizen has left behind: a search for names, numbers and codes in the bytes of files.
//!
//! Files are searched whole and as they lie on the disk, so what SQLite has deleted and not yet
//! written over is found as well. A document that lies around is a trace whoever it is of: what
//! is in it is compressed, and nothing that a citizen takes away on paper has to stay.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use aho_corasick::AhoCorasick;
use anyhow::Context as _;

use crate::hall::Places;

/// Longer needles are also searched by their parts: a text that a database has cut into pages is
/// nowhere in one piece.
const WHOLE_MAX: usize = 40;
const PART: usize = 24;
/// How every PDF begins.
const DOCUMENT: &str = "%PDF-";

/// Something that must not stay.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Needle {
    /// What it is, e.g. `name`.
    pub what: &'static str,
    /// As the citizen or the machine would write it.
    pub text: String,
}

impl Needle {
    /// A needle.
    #[must_use]
    pub fn new(what: &'static str, text: impl Into<String>) -> Self {
        let text = text.into();
        Self { what, text }
    }
}

/// How a text can lie in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// ASCII with `\uXXXX` for everything else, as some JSON is written.
    Escaped,
}

impl Encoding {
    const ALL: [Self; 4] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Escaped];

    fn bytes(self, text: &str) -> Vec<u8> {
        let units = || text.encode_utf16();
        match self {
            Self::Utf8 => text.into(),
            Self::Utf16Le => units().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => units().flat_map(u16::to_be_bytes).collect(),
            Self::Escaped => {
                let escaped = |unit| match u8::try_from(unit) {
                    Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
                    Ok(_) | Err(_) => format!("\\u{unit:04x}"),
                };
                units().map(escaped).collect::<String>().into_bytes()
            }
        }
    }
}

/// Something that stayed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trace {
    /// What the needle is.
    pub what: &'static str,
    /// How it is written there.
    pub encoding: Encoding,
    /// Where.
    pub file: PathBuf,
    /// From the beginning of the file, in bytes.
    pub at: usize,
}

/// A search for a list of needles.
pub struct Search {
    automaton: AhoCorasick,
    /// What each pattern of the automaton is.
    patterns: Vec<(&'static str, Encoding)>,
}

impl Search {
    /// A search for these, and for documents. Capital and small letters are the same.
    ///
    /// # Errors
    /// When a needle is empty, or there are millions of them.
    pub fn new<'a>(needles: impl IntoIterator<Item = &'a Needle>) -> anyhow::Result<Self> {
        let (mut patterns, mut bytes) = (Vec::new(), BTreeSet::new());
        let mut texts = Vec::new();
        let document = Needle::new("document", DOCUMENT);
        for needle in needles.into_iter().cloned().chain([document]) {
            anyhow::ensure!(
                !needle.text.is_empty(),
                "an empty {} is everywhere",
                needle.what
            );
            for text in parts(&needle.text) {
                for encoding in Encoding::ALL {
                    let pattern = encoding.bytes(&text);
                    if bytes.insert(pattern.clone()) {
                        patterns.push((needle.what, encoding));
                        texts.push(pattern);
                    }
                }
            }
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(&texts)
            .context("the needles are too many")?;
        Ok(Self {
            automaton,
            patterns,
        })
    }

    /// Searches the machines of a hall: the kiosk's own folder, what its programs and the backend
    /// log, and the temporary folders of both. The backend's database is no place to search: the
    /// city may know its citizens.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn machines(&self, places: &Places) -> anyhow::Result<Vec<Trace>> {
        let mut traces = Vec::new();
        for folder in [places.kiosk_data(), places.logs(), places.all_temporary()] {
            traces.extend(self.folder(&folder)?);
        }
        Ok(traces)
    }

    /// Searches all files below a folder: the first trace of each kind in each file.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn folder(&self, folder: &Path) -> anyhow::Result<Vec<Trace>> {
        let mut traces = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            let Some(entries) = gone(fs::read_dir(&folder), &folder)? else {
                continue;
            };
            for entry in entries {
                let entry = entry?;
                let path = entry.path();
                let Some(kind) = gone(entry.file_type(), &path)? else {
                    continue;
                };
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file()
                    && let Some(bytes) = gone(fs::read(&path), &path)?
                {
                    traces.extend(self.bytes(&bytes, &path));
                }
            }
        }
        traces.sort();
        Ok(traces)
    }

    fn bytes(&self, bytes: &[u8], file: &Path) -> Vec<Trace> {
        let mut seen = BTreeSet::new();
        let mut traces = Vec::new();
        for found in self.automaton.find_overlapping_iter(bytes) {
            let (what, encoding) = self.patterns[found.pattern().as_usize()];
            if seen.insert((what, encoding)) {
                let at = found.start();
                let file = file.to_owned();
                traces.push(Trace {
                    what,
                    encoding,
                    file,
                    at,
                });
            }
        }
        traces
    }
}

/// The whole, or the first and the last part of what is long: a cut goes through one of them at
/// most.
fn parts(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() <= WHOLE_MAX {
        return vec![text.to_owned()];
    }
    let (first, last) = (&letters[..PART], &letters[letters.len() - PART..]);
    vec![first.iter().collect(), last.iter().collect()]
}

/// A file may go while it is looked for: a program that runs tidies up.
fn gone<T>(result: io::Result<T>, path: &Path) -> anyhow::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

#[cfg(test)]
mod tests;
