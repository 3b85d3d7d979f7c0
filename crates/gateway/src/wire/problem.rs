use serde::{Deserialize, Serialize};

/// Media type of a [`Problem`] (RFC 9457).
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Why a call was refused (RFC 9457), with a code that programs may act on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// URI that names the kind, `urn:hallpass:problem:<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// A few words for people who read logs.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The kind, for programs.
    pub code: ProblemCode,
    /// What exactly, without anything personal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

macro_rules! problem_codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:literal, $title:literal;)*) => {
        /// All reasons for which a call is refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum ProblemCode {
            $($(#[$doc])* $name,)*
            /// A code this reader does not know.
            #[serde(other)]
            Unknown,
        }

        impl ProblemCode {
            /// Every code but [`ProblemCode::Unknown`].
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code as it stands in the document.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* Self::Unknown => "unknown" }
            }

            /// The HTTP status that goes with it.
            #[must_use]
            pub fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* Self::Unknown => 400 }
            }

            /// A few words for people who read logs.
            #[must_use]
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* Self::Unknown => "Unknown problem" }
            }
        }
    };
}

problem_codes! {
    /// The request is not what the API expects.
    RequestMalformed = "request-malformed", 400, "The request is malformed";
    /// More than the API takes.
    RequestTooLarge = "request-too-large", 413, "The request is too large";
    /// No such path.
    NotFound = "not-found", 404, "There is nothing here";
    /// The backend cannot do it now; the same call may be made again.
    Unavailable = "unavailable", 503, "Not available right now";
    /// The citizen code has expired.
    CodeExpired = "code-expired", 422, "The citizen code has expired";
    /// The citizen code is not valid yet: a clock is wrong.
    CodeNotYetValid = "code-not-yet-valid", 422, "The citizen code is not valid yet";
    /// The signature of the citizen code is wrong.
    CodeForged = "code-forged", 422, "The citizen code is forged";
    /// Nobody we trust signed the citizen code.
    CodeUnknownIssuer = "code-unknown-issuer", 422, "The issuer of the code is unknown";
    /// The credential behind the citizen code has expired.
    CodeLapsed = "code-lapsed", 422, "The credential of the code has expired";
    /// The citizen code, its holder, or its issuer's key was revoked.
    CodeRevoked = "code-revoked", 422, "The citizen code was revoked";
    /// The citizen code was made for another hall.
    CodeOtherHall = "code-other-hall", 422, "The citizen code is for another hall";
    /// The citizen code was used in another visit.
    CodeUsed = "code-used", 409, "The citizen code was used before";
    /// Not a citizen code.
    CodeMalformed = "code-malformed", 422, "This is not a citizen code";
    /// A fixed code, which a photograph shows as well: nobody is there because of it.
    CodeNotLive = "code-not-live", 422, "The code is not a live one";
    /// The issuer's service has not said whose code it is. Nothing is known of the code: the same
    /// call may be made again. It is 424 and no 5xx, because this backend is well.
    VerificationUnavailable = "verification-unavailable", 424, "The issuer of the code does not answer";
    /// The citizen code was shown later than now: the clock of the machine is wrong.
    ShownInFuture = "shown-in-future", 422, "The code was shown in the future";
    /// The citizen code was shown longer ago than the backend takes an application for.
    ShownTooLongAgo = "shown-too-long-ago", 422, "The code was shown too long ago";
    /// Nobody is known under this code or handle, or the handle has expired.
    CitizenUnknown = "citizen-unknown", 422, "The citizen is not known";
    /// There is no such service.
    ServiceUnknown = "service-unknown", 404, "There is no such service";
    /// The service needs a connection, so no application for it can have been kept for later.
    ServiceOnlineOnly = "service-online-only", 422, "The service needs a connection";
    /// An answer is missing or cannot be chosen.
    AnswerInvalid = "answer-invalid", 422, "An answer is missing or not possible";
    /// The check digits of the notice number are wrong.
    NoticeMistyped = "notice-mistyped", 422, "The notice number is mistyped";
    /// The notice number is well formed, but nobody issued it.
    NoticeUnknown = "notice-unknown", 404, "There is no notice with this number";
    /// The notice is paid.
    NoticePaid = "notice-paid", 409, "The notice has been paid";
    /// There is no such due.
    DueUnknown = "due-unknown", 404, "There is no such due";
    /// A due is paid.
    DuePaid = "due-paid", 409, "A due has been paid";
    /// A due is being paid under another application.
    DueHeld = "due-held", 409, "A due is being paid elsewhere";
    /// Somebody else holds or has taken what was chosen.
    OptionTaken = "option-taken", 409, "The option is taken";
    /// The appointment was cancelled, has begun, or its citizen has come: nothing can be changed
    /// about it any more.
    AppointmentOver = "appointment-over", 409, "The appointment cannot be changed any more";
    /// Check-in is on the day of the appointment, from an hour before it until it ends.
    CheckInNotOpen = "check-in-not-open", 409, "Check-in is not open";
    /// The application was rated before, in another way.
    RatingGiven = "rating-given", 409, "The application was rated before";
    /// There is no application under this key.
    ApplicationUnknown = "application-unknown", 404, "There is no such application";
    /// The key was used for something else.
    KeyReused = "key-reused", 409, "The key belongs to another request";
    /// There is no such order.
    OrderUnknown = "order-unknown", 404, "There is no such order";
    /// The order is paid.
    OrderPaid = "order-paid", 409, "The order has been paid";
    /// The order is not paid: the application was not done.
    OrderUnpaid = "order-unpaid", 409, "The order has not been paid";
    /// The application of the order was withdrawn.
    OrderWithdrawn = "order-withdrawn", 409, "The order was withdrawn";
    /// The amount is not the order's.
    AmountDiffers = "amount-differs", 422, "The amount is not that of the order";
    /// There is no payment under this key.
    PaymentUnknown = "payment-unknown", 404, "There is no such payment";
    /// Another payment of the order is open.
    PaymentOpen = "payment-open", 409, "Another payment of this order is open";
    /// Too many payments were begun for one order.
    PaymentsTooMany = "payments-too-many", 409, "Too many payments for one order";
    /// There is no such receipt.
    ReceiptUnknown = "receipt-unknown", 404, "There is no such receipt";
}

impl Problem {
    /// The document for a code.
    #[must_use]
    pub fn new(code: ProblemCode, detail: Option<String>) -> Self {
        Self {
            kind: format!("urn:hallpass:problem:{}", code.as_str()),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            detail,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_in_the_document_is_the_code_by_name() {
        for &code in ProblemCode::ALL {
            let json = serde_json::to_value(code).unwrap();
            assert_eq!(json, code.as_str());
            assert!((400..600).contains(&code.status()), "{code:?}");
        }
    }

    #[test]
    fn a_code_of_a_newer_backend_is_unknown() {
        let problem: Problem = serde_json::from_str(
            r#"{"type":"urn:x","title":"t","status":418,"code":"made-of-tea","extra":1}"#,
        )
        .unwrap();
        assert_eq!(problem.code, ProblemCode::Unknown);
    }
}
