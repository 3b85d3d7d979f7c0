//! What is durable, and what outlives the program with it.

use std::collections::BTreeMap;
use std::fmt;

use crate::call::VisitId;
use crate::record::Record;

/// What the machine remembers when it starts. A first start remembers nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    /// The journal, in its order.
    pub records: Vec<Record>,
    /// The keys of the visits that still owe something.
    pub keys: BTreeMap<VisitId, VisitKey>,
}

/// Seals what is personal in the records of one visit. It is kept beside the records, and erased
/// as soon as the visit owes nothing: what it has sealed can then be read by nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct VisitKey([u8; VisitKey::LENGTH]);

impl VisitKey {
    /// Length in bytes.
    pub const LENGTH: usize = 32;

    /// A key of these bytes.
    #[must_use]
    pub fn new(bytes: [u8; Self::LENGTH]) -> Self {
        Self(bytes)
    }

    /// The bytes, for the one who keeps them.
    #[must_use]
    pub fn expose(&self) -> &[u8; Self::LENGTH] {
        &self.0
    }
}

impl fmt::Debug for VisitKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VisitKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_does_not_show_itself() {
        let key = VisitKey::new([7; VisitKey::LENGTH]);
        assert_eq!(format!("{key:?}"), "VisitKey(…)");
        assert_eq!(key.expose(), &[7; VisitKey::LENGTH]);
    }
}
