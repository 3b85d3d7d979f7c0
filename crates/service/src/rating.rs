use serde::{Deserialize, Serialize};

/// Why it was so. The screens say it in their languages under this id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RatingReason {
    /// It went quickly.
    Quick,
    /// It was easy to understand.
    Clear,
    /// It was done in one go.
    OneVisit,
    /// The machine was friendly, or those who helped.
    Friendly,
    /// It took too long.
    Slow,
    /// It was hard to understand.
    Unclear,
    /// Something did not work.
    Broken,
    /// Too much was asked for.
    TooMuchAsked,
    /// Nobody helped.
    NoHelp,
}

impl RatingReason {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::Quick,
        Self::Clear,
        Self::OneVisit,
        Self::Friendly,
        Self::Slow,
        Self::Unclear,
        Self::Broken,
        Self::TooMuchAsked,
        Self::NoHelp,
    ];

    /// As it goes over the line, and as the screens look it up.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Clear => "clear",
            Self::OneVisit => "one-visit",
            Self::Friendly => "friendly",
            Self::Slow => "slow",
            Self::Unclear => "unclear",
            Self::Broken => "broken",
            Self::TooMuchAsked => "too-much-asked",
            Self::NoHelp => "no-help",
        }
    }

    /// What can be said for a level: what was good from 4 on, what was not below.
    #[must_use]
    pub fn for_level(level: u8) -> &'static [Self] {
        match level {
            4.. => &[Self::Quick, Self::Clear, Self::OneVisit, Self::Friendly],
            0..4 => &[
                Self::Slow,
                Self::Unclear,
                Self::Broken,
                Self::TooMuchAsked,
                Self::NoHelp,
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_goes_over_the_line_under_its_id_and_belongs_to_a_level() {
        for reason in RatingReason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.id());
            let offered = (1..=5).any(|level| RatingReason::for_level(level).contains(&reason));
            assert!(offered, "{reason:?}");
        }
    }
}
