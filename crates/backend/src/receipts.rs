//! Receipts: numbers without a gap, check codes, signed proofs, reclaim codes, and whether the
//! paper came out.

use aws_lc_rs::hmac;
use codes::{ReceiptProof, Signer, proof};
use gateway::wire::{DeliveryOutcome, Document, ProblemCode, Receipt};
use jiff::Timestamp;
use rand::RngExt as _;
use sqlx::AnyConnection;
use uuid::Uuid;

use crate::database::{DatabaseError, count};
use crate::orders::{self, Stored};
use crate::refused::Refused;
use crate::{clock, money};
use order::{Channel, Millis};

/// Without what looks alike: 0 O, 1 I L, U V.
const RECLAIM: &[u8] = b"23456789ABCDEFGHJKMNPQRSTWXYZ";
const CHECK: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const RECLAIM_TRIES: usize = 20;

/// What receipts are signed with.
pub struct Seal {
    signer: Signer,
    check: hmac::Key,
}

impl Seal {
    /// From the hall's Ed25519 seed. `None` if the seed is no key.
    #[must_use]
    pub fn new(kid: &[u8], seed: &[u8; 32]) -> Option<Self> {
        let signer = Signer::new(codes::Algorithm::EdDsa, kid, seed).ok()?;
        // A key of its own, from the same seed.
        let derived = hmac::sign(
            &hmac::Key::new(hmac::HMAC_SHA256, seed),
            b"hallpass receipt check code",
        );
        Some(Self {
            signer,
            check: hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()),
        })
    }

    /// The hall's key for receipts.
    #[must_use]
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    /// The check code: whoever asks about a receipt has to know it, and only the hall can make it.
    #[must_use]
    pub fn check_code(&self, number: &str, total: u64, order: &str) -> String {
        let tag = hmac::sign(
            &self.check,
            format!("{number}\n{total}\n{order}").as_bytes(),
        );
        tag.as_ref()
            .iter()
            .take(6)
            .map(|byte| letter(CHECK, usize::from(*byte)))
            .collect()
    }
}

/// Gives the order its receipt. Part of the transaction that approves the payment.
///
/// # Errors
/// [`DatabaseError`].
pub async fn issue(
    connection: &mut AnyConnection,
    seal: &Seal,
    stored: &Stored,
    key: Uuid,
    channel: Channel,
    now: Millis,
) -> Result<(), DatabaseError> {
    let number = format!("{:010}", count(connection, "receipt").await?);
    let demand = &stored.demand;
    let proof = ReceiptProof {
        number: number.clone(),
        amount: demand.amount,
        date: clock::china_at(now).date().to_string(),
        payee: demand.payee.get("zh-CN").to_owned(),
    };
    let receipt = Receipt {
        check_code: seal.check_code(&number, demand.amount, &demand.id),
        issued_at: Timestamp::from_millisecond(now).unwrap_or_default(),
        title: demand.title.clone(),
        payer: stored.payer.clone(),
        payee: demand.payee.clone(),
        case_number: stored.case_number.clone(),
        order: demand.id.clone(),
        channel: money::told_channel(channel),
        items: demand.items.clone(),
        total: demand.amount,
        proof: proof::sign(&seal.signer, &proof),
        reclaim_code: free_reclaim_code(connection).await?,
        number,
        documents: documents(connection, stored).await?,
        reprint: false,
    };
    let document = serde_json::to_string(&receipt).map_err(|_| DatabaseError::Row("a receipt"))?;
    sqlx::query(
        "INSERT INTO receipts (number, order_id, payment, reclaim_code, document, issued_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&receipt.number)
    .bind(&receipt.order)
    .bind(key.to_string())
    .bind(&receipt.reclaim_code)
    .bind(document)
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// What is handed out with the receipt: it was written when the application was made.
async fn documents(
    connection: &mut AnyConnection,
    stored: &Stored,
) -> Result<Vec<Document>, DatabaseError> {
    let documents: Option<String> =
        sqlx::query_scalar("SELECT documents FROM applications WHERE key = $1")
            .bind(&stored.application)
            .fetch_one(connection)
            .await?;
    let documents = documents.map(|documents| orders::json(&documents, "the documents"));
    Ok(documents.transpose()?.unwrap_or_default())
}

/// The receipt of an approved payment.
///
/// # Errors
/// [`DatabaseError`].
pub async fn of_payment(
    connection: &mut AnyConnection,
    key: Uuid,
) -> Result<Option<Receipt>, DatabaseError> {
    let document: Option<String> =
        sqlx::query_scalar("SELECT document FROM receipts WHERE payment = $1")
            .bind(key.to_string())
            .fetch_optional(connection)
            .await?;
    document
        .map(|document| orders::json(&document, "a receipt"))
        .transpose()
}

/// Notes what became of the paper. Printed is for ever.
///
/// # Errors
/// `receipt-unknown`.
pub async fn delivered(
    connection: &mut AnyConnection,
    number: &str,
    outcome: DeliveryOutcome,
) -> Result<(), Refused> {
    let outcome = match outcome {
        DeliveryOutcome::Printed => "printed",
        DeliveryOutcome::NotPrinted => "notPrinted",
    };
    let noted = sqlx::query(
        "UPDATE receipts
         SET delivery = CASE WHEN delivery = 'printed' THEN delivery ELSE $1 END WHERE number = $2",
    )
    .bind(outcome)
    .bind(number)
    .execute(connection)
    .await?;
    if noted.rows_affected() == 0 {
        return Err(ProblemCode::ReceiptUnknown.into());
    }
    Ok(())
}

async fn free_reclaim_code(connection: &mut AnyConnection) -> Result<String, DatabaseError> {
    for _ in 0..RECLAIM_TRIES {
        let code = random_reclaim_code();
        let taken: Option<String> =
            sqlx::query_scalar("SELECT number FROM receipts WHERE reclaim_code = $1")
                .bind(&code)
                .fetch_optional(&mut *connection)
                .await?;
        if taken.is_none() {
            return Ok(code);
        }
    }
    Err(DatabaseError::Row("a free reclaim code"))
}

fn random_reclaim_code() -> String {
    let mut rng = rand::rng();
    (0..6)
        .map(|_| letter(RECLAIM, rng.random_range(0..RECLAIM.len())))
        .collect()
}

fn letter(alphabet: &[u8], index: usize) -> char {
    char::from(alphabet[index % alphabet.len()])
}
