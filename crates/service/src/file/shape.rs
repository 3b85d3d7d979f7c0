//! What a service's file looks like.

#[cfg(test)]
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::values::{Clock, Days, Icon, Id, Province, Within, Words, Yuan};
use crate::{DocumentKind, DueChoice, Identity, Procedure, ScanKind};

/// The file of a service. Its name is the id of the service.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, schemars(title = "A service of a hall"))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct ServiceFile {
    /// Where the service stands on the screen: after those with smaller numbers.
    pub(super) position: Within<1, 9999>,
    /// Name of the icon.
    pub(super) icon: Icon,
    /// How many minutes it takes at the machine.
    pub(super) minutes: Within<1, 120>,
    /// Whether a citizen code has to be shown first, or anyone may do it for anyone.
    pub(super) identity: Identity,
    /// Who is in charge: id of a department in groups.toml.
    #[cfg_attr(test, schemars(with = "Id"))]
    pub(super) department: Spanned<Id>,
    /// In which events of a life it is looked for: ids in groups.toml.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<Id>"))]
    pub(super) life_events: Vec<Spanned<Id>>,
    /// What it is called: verb and noun.
    pub(super) name: Words,
    /// One sentence on what it is for.
    pub(super) summary: Words,
    /// What helps somebody who hesitates.
    pub(super) help: Option<Words>,
    /// Who gets the money; there where something is paid, and only there.
    #[cfg_attr(test, schemars(with = "Option<Words>"))]
    pub(super) payee: Option<Spanned<Words>>,
    /// What has to be at hand besides the phone.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<Words>", length(max = 10)))]
    pub(super) needs: Vec<Spanned<Words>>,
    /// What it costs in words, where fees and dues do not say it by themselves.
    pub(super) costs: Option<Words>,
    /// One of the few that elder mode offers.
    #[serde(default)]
    pub(super) simple: bool,
    /// What is asked, in this order, each on a screen of its own.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<QuestionFields>", length(max = 20)))]
    pub(super) questions: Vec<Spanned<QuestionFields>>,
    /// What is owed, if anything is looked up.
    #[cfg_attr(test, schemars(with = "Option<DuesFields>"))]
    pub(super) dues: Option<Spanned<DuesFields>>,
    /// What it costs besides the dues; they add up.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<FeeFields>", length(max = 10)))]
    pub(super) fees: Vec<Spanned<FeeFields>>,
    /// What the backend does in the end.
    #[cfg_attr(test, schemars(with = "Option<Procedure>"))]
    pub(super) procedure: Option<Spanned<Procedure>>,
    /// What is handed out on paper. A payment always has its receipt, listed or not.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<DocumentKind>"))]
    pub(super) documents: Vec<Spanned<DocumentKind>>,
    /// It goes on while the backend cannot be asked.
    #[cfg_attr(test, schemars(with = "Option<bool>"))]
    pub(super) offline: Option<Spanned<bool>>,
    /// When it can be done; nothing means always.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<HoursFields>", length(max = 10)))]
    pub(super) hours: Vec<Spanned<HoursFields>>,
}

/// One thing that is asked.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionFields {
    /// Key of the answer.
    pub(super) id: Id,
    /// The question.
    pub(super) title: Words,
    /// What the answer is called when it is shown again.
    pub(super) label: Words,
    /// What helps to answer it.
    pub(super) help: Words,
    /// How it is answered.
    #[cfg_attr(test, schemars(with = "KindFields"))]
    pub(super) kind: Spanned<KindFields>,
    /// What can be chosen, where that is always the same.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<OptionFields>", length(max = 100)))]
    pub(super) options: Vec<Spanned<OptionFields>>,
    /// Where the list comes from, if it is looked up.
    #[cfg_attr(test, schemars(with = "Option<LookupFields>"))]
    pub(super) lookup: Option<Spanned<LookupFields>>,
    /// It is asked only after certain answers to an earlier one.
    #[cfg_attr(test, schemars(with = "Option<WhenFields>"))]
    pub(super) when: Option<Spanned<WhenFields>>,
}

/// How a question is answered.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(
    deny_unknown_fields,
    tag = "is",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(super) enum KindFields {
    /// One of a list.
    Choice {},
    /// Several of a list.
    Several {
        /// At least so many.
        min: Within<1, 50>,
        /// At most so many.
        max: Within<1, 50>,
    },
    /// Yes or no.
    YesNo {},
    /// A number of fixed length.
    Digits {
        /// How many digits.
        length: Within<1, 64>,
        /// How many stand together on the screen.
        group: Within<1, 64>,
        /// The printed code that may be scanned instead of typing.
        scan: Option<ScanKind>,
    },
    /// An amount of money, typed.
    Amount {
        /// The least.
        min: Yuan,
        /// The most.
        max: Yuan,
    },
    /// A resident ID number.
    IdNumber {},
    /// A mobile phone number.
    Phone {},
    /// A number plate.
    Plate {
        /// The province that stands there at first.
        province: Option<Province>,
    },
    /// A day, counted from today.
    Date {
        /// The first that may be chosen: 0 is today, -1 yesterday.
        first: Within<-40_000, 40_000>,
        /// The last.
        last: Within<-40_000, 40_000>,
    },
    /// A text.
    Text {
        /// At most so many characters.
        max: Within<1, 200>,
    },
}

/// One of a list.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct OptionFields {
    /// The answer.
    pub(super) id: Id,
    /// What it is called.
    pub(super) name: Words,
    /// A quieter line.
    pub(super) detail: Option<Words>,
    /// What choosing it costs.
    pub(super) fee: Option<Yuan>,
}

/// Where a list comes from.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct LookupFields {
    /// A list of the hall's data, or what the backend knows of the citizen or the windows.
    pub(super) from: SourceFields,
    /// Name of the list, with from = "list".
    pub(super) name: Option<Id>,
    /// Only what belongs to the citizen.
    #[serde(default)]
    pub(super) own: bool,
    /// Only the items under the answer to this earlier question.
    pub(super) under: Option<Id>,
    /// What is chosen is held against others for so many minutes.
    pub(super) hold_minutes: Option<Within<1, 60>>,
}

/// Who is asked for a list.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub(super) enum SourceFields {
    /// A list of the hall's data, by its name.
    List,
    /// The citizen's appointments that are not over.
    Appointments,
    /// The citizen's applications.
    Applications,
    /// The citizen's receipts.
    Receipts,
    /// What the staffed windows are for.
    Queues,
}

/// The condition of a question.
#[derive(PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct WhenFields {
    /// Id of an earlier question.
    pub(super) question: Id,
    /// Its answer is one of these.
    pub(super) is: Vec<String>,
}

/// What is owed.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields, tag = "by", rename_all = "camelCase")]
pub(super) enum DuesFields {
    /// All that the citizen owes.
    Citizen {
        /// Whether single ones may be left out.
        choice: DueChoice,
    },
    /// What the answer to a question names.
    Question {
        /// Id of the question.
        question: Id,
        /// Whether single ones may be left out.
        choice: DueChoice,
    },
}

/// What it costs besides the dues. Which keys it has depends on what it is; they stand in one
/// struct and not in an enum, so that a fault in one of them is told by its own line.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct FeeFields {
    /// What it depends on.
    pub(super) is: FeeKind,
    /// Id of the question; of all but a fixed fee.
    pub(super) question: Option<Id>,
    /// What for; of a fixed fee and of one for each.
    pub(super) title: Option<Words>,
    /// How much, in yuan; for each: for one.
    pub(super) amount: Option<Yuan>,
}

/// What a fee depends on.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "camelCase")]
pub(super) enum FeeKind {
    /// Always the same.
    Fixed,
    /// What the chosen option costs, or the chosen ones together.
    Option,
    /// The amount that was typed.
    Typed,
    /// So much for each that was chosen.
    Each,
}

/// When a service can be done.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct HoursFields {
    /// On these days: "mon-fri", or "mon, wed, sat".
    pub(super) days: Days,
    /// From this time on: "09:00".
    pub(super) from: Clock,
    /// Until this time, at which it cannot be done any more: "17:00".
    pub(super) until: Clock,
}
