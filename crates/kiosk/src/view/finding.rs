//! Ways to a service.

use serde::{Deserialize, Serialize};

/// By which way a service is looked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Finding {
    /// Those done most often.
    MostUsed,
    /// By an event of a life.
    LifeEvents {
        /// The group that is open.
        open: Option<String>,
    },
    /// By who is in charge.
    Departments {
        /// The group that is open.
        open: Option<String>,
    },
    /// By a part of its name.
    Search {
        /// What is typed.
        typed: Typed,
    },
}

/// A way, to choose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum FindingBy {
    /// Those done most often.
    MostUsed,
    /// By an event of a life.
    LifeEvents,
    /// By who is in charge.
    Departments,
    /// By a part of its name.
    Search,
}

/// A group of services.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct GroupTile {
    /// Id, for the touch.
    pub id: String,
    /// Name.
    pub name: String,
    /// Name of the icon.
    pub icon: String,
    /// How many services are in it.
    pub count: u32,
}

/// A text that is being typed by pinyin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Typed {
    /// What is there already.
    pub text: String,
    /// The letters of what comes next.
    pub letters: String,
    /// What these letters can be, the likeliest first.
    pub candidates: Vec<String>,
}
