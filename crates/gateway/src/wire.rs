//! What goes over the line, version 1.
//!
//! JSON in camelCase. Money is whole fen. Points in time are RFC 3339 in UTC; validities of keys
//! are Unix seconds. A reader ignores fields it does not know, so that either side may be newer.

mod business;
mod catalogue;
mod holding;
mod opaque;
mod payment;
mod problem;
mod rating;

pub use business::{
    Application, ApplicationRequest, DetailsAnswer, DetailsRequest, Due, DuesAnswer, DuesRequest,
    Health, Identified, IdentifyRequest, Item, OptionsAnswer, OptionsRequest, Order, ShownCode,
    StaffCall,
};
pub use catalogue::{Called, CalledAnswer, Catalogue};
pub use holding::{Held, HoldRequest};
pub use opaque::{CodeCharacters, CodeShape, OpaqueIssuer};
pub use payment::{
    Channel, DeclineReason, Delivery, DeliveryOutcome, PaymentRequest, PaymentState, Receipt,
    VoidRequest,
};
pub use problem::{PROBLEM_JSON, Problem, ProblemCode};
pub use rating::RatingRequest;
// What a service is, both sides read from the same types.
pub use service::{Choice, Document, RatingReason, Row, Stage, Texts};
