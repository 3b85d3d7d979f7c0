//! Remembering what a set-up step was done for, so that it is not done again.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A digest of files and folders, by path and content. It tells changes apart; it guards
/// against nobody.
pub struct Digest(DefaultHasher);

impl Digest {
    pub fn new() -> Digest {
        Digest(DefaultHasher::new())
    }

    /// Adds a text, such as the version of a tool.
    pub fn text(mut self, text: &str) -> Digest {
        text.hash(&mut self.0);
        self
    }

    /// Adds a file, or a folder with all that is in it but entries named in `except`.
    /// What does not exist counts as that.
    pub fn path(mut self, path: &Path, except: &[&str]) -> Result<Digest> {
        self.add(path, except)?;
        Ok(self)
    }

    pub fn finish(self) -> String {
        format!("{:016x}", self.0.finish())
    }

    fn add(&mut self, path: &Path, except: &[&str]) -> Result<()> {
        path.hash(&mut self.0);
        if path.is_dir() {
            let mut entries = fs::read_dir(path)
                .and_then(Iterator::collect::<Result<Vec<_>, _>>)
                .with_context(|| format!("cannot list {}", path.display()))?;
            entries.sort_by_key(fs::DirEntry::file_name);
            for entry in entries {
                let name = entry.file_name();
                if !except.iter().any(|skipped| name == *skipped) {
                    self.add(&entry.path(), except)?;
                }
            }
        } else if path.exists() {
            fs::read(path)
                .with_context(|| format!("cannot read {}", path.display()))?
                .hash(&mut self.0);
        } else {
            "absent".hash(&mut self.0);
        }
        Ok(())
    }
}

/// A file that says what a step was last done for. It lies with what the step made, and goes
/// with it.
pub struct Stamp(PathBuf);

impl Stamp {
    pub fn at(file: PathBuf) -> Stamp {
        Stamp(file)
    }

    /// Whether the step was done for just this.
    pub fn says(&self, digest: &str) -> bool {
        fs::read_to_string(&self.0).is_ok_and(|said| said == digest)
    }

    /// Remembers that the step was done for this.
    pub fn write(&self, digest: &str) -> Result<()> {
        fs::write(&self.0, digest).with_context(|| format!("cannot write {}", self.0.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_changes_with_a_name_a_content_and_nothing_excepted() {
        let folder = tempfile::tempdir().unwrap();
        let digest = || {
            let digest = Digest::new().path(folder.path(), &["node_modules"]);
            digest.unwrap().finish()
        };
        let empty = digest();
        fs::write(folder.path().join("a"), "1").unwrap();
        let one = digest();
        assert_ne!(empty, one, "a new file must count");
        fs::write(folder.path().join("a"), "2").unwrap();
        let two = digest();
        assert_ne!(one, two, "a new content must count");
        fs::rename(folder.path().join("a"), folder.path().join("b")).unwrap();
        let renamed = digest();
        assert_ne!(two, renamed, "a new name must count");
        fs::create_dir(folder.path().join("node_modules")).unwrap();
        fs::write(folder.path().join("node_modules/c"), "3").unwrap();
        assert_eq!(renamed, digest(), "what is excepted must not count");
    }
}
