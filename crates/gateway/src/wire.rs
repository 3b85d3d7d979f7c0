//! What goes over the line, version 1.
//!
//! JSON in camelCase. Money is whole fen. Points in time are RFC 3339 in UTC; validities of keys
//! are Unix seconds. A reader ignores fields it does not know, so that either side may be newer.

mod business;
mod catalogue;
mod opaque;
mod payment;
mod problem;
mod texts;

pub use business::{
    Application, ApplicationRequest, ChoiceOption, Due, DuesAnswer, DuesRequest, Health,
    Identified, IdentifyRequest, Item, OptionsAnswer, OptionsRequest, Order, ShownCode, StaffCall,
};
pub use catalogue::{
    Catalogue, DueChoice, DuesBy, Identity, Question, QuestionKind, ScanKind, Service,
};
pub use opaque::{CodeCharacters, CodeShape, OpaqueIssuer};
pub use payment::{
    Channel, DeclineReason, Delivery, DeliveryOutcome, PaymentRequest, PaymentState, Receipt,
    VoidRequest,
};
pub use problem::{PROBLEM_JSON, Problem, ProblemCode};
pub use texts::Texts;
