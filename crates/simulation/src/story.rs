//! What happened, for people: a line for every step, only when somebody wants to read it.

use std::fmt;

use uuid::Uuid;

use crate::world::At;

/// Whom a line is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Who {
    Machine(usize),
    Backend(usize),
    Channel(order::Channel),
    Printer(usize),
    Visitor(usize),
    World,
    Check,
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::Machine(number) => format!("machine {}", number + 1),
            Self::Backend(number) => format!("backend {}", number + 1),
            Self::Channel(order::Channel::Wechat) => "WeChat Pay".to_owned(),
            Self::Channel(order::Channel::Alipay) => "Alipay".to_owned(),
            Self::Printer(number) => format!("printer {}", number + 1),
            Self::Visitor(number) => format!("citizen {number}"),
            Self::World => "world".to_owned(),
            Self::Check => "check".to_owned(),
        };
        f.pad(&text)
    }
}

/// The lines, if they are wanted.
#[derive(Debug, Default)]
pub(crate) struct Story(Option<Vec<String>>);

impl Story {
    pub(crate) fn new(told: bool) -> Self {
        Self(told.then(Vec::new))
    }

    pub(crate) fn tell(&mut self, at: At, who: Who, what: impl FnOnce() -> String) {
        if let Some(lines) = &mut self.0 {
            let seconds = at / 1_000;
            lines.push(format!(
                "{:>3}:{:02}.{:03}  {who:<11}  {}",
                seconds / 60,
                seconds % 60,
                at % 1_000,
                what()
            ));
        }
    }

    pub(crate) fn is_told(&self) -> bool {
        self.0.is_some()
    }

    pub(crate) fn lines(self) -> Vec<String> {
        self.0.unwrap_or_default()
    }
}

/// The first letters of a key are enough to follow it.
pub(crate) fn short(key: Uuid) -> String {
    let mut text = key.simple().to_string();
    text.truncate(6);
    text
}
