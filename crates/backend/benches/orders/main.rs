//! Orders of the backend against bare SQLite transactions of the same shape, in turns, in one run.
//!
//! An order: the application is opened, its payment submitted and approved, with its receipt. Ours:
//! through the HTTP API from several kiosks at once, with a channel on stage that checks and signs
//! everything, all in this process. RSA (two signatures and two checks a charge, half of them the
//! channel's) and HTTP on both lines are in it. Bare: the same statements in the same number of
//! transactions with the same settings, prepared, one connection, one thread, no channel.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark says its figures to the terminal and has nobody to answer to"
)]

mod bare;
#[allow(dead_code, reason = "the tests use all of it")]
#[path = "../../tests/backend/hall.rs"]
mod hall;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use backend::import;
use gateway::wire::{ApplicationRequest, Channel, DuesRequest, PaymentRequest, PaymentState};
use hall::{Hall, SEED, SOON};
use serde_json::{Value, json};
use uuid::Uuid;

/// The two sides in turns, so that whatever else the machine does meets both.
const ROUNDS: usize = 11;
/// How long one side may take in one round.
const TURN: Duration = Duration::from_millis(1_000);
/// Machines that a citizen stands at in the same moment.
const KIOSKS: usize = 16;
const CORES: usize = 2;

/// What a kiosk knows before it applies.
struct Citizen {
    application: ApplicationRequest,
    code: String,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(CORES)
        .enable_all()
        .build()
        .unwrap();
    let hall = Arc::new(runtime.block_on(Hall::open()));
    let mut next = 1_000;

    // So many that a round takes its time; the bare side gets as many as it needs for the same.
    let warm_up = 4 * KIOSKS;
    let rate = runtime.block_on(ours(&hall, &mut next, warm_up));
    let many = ((rate * TURN.as_secs_f64()) as usize).max(KIOSKS);
    let mut bare = bare::Bare::open(hall.folder.path());
    let rate = bare.orders(warm_up);
    let bare_many = ((rate * TURN.as_secs_f64()) as usize).max(KIOSKS);

    for round in 0..ROUNDS {
        let (ours, bare) = if round % 2 == 0 {
            let ours = runtime.block_on(ours(&hall, &mut next, many));
            (ours, bare.orders(bare_many))
        } else {
            let bare = bare.orders(bare_many);
            (runtime.block_on(ours(&hall, &mut next, many)), bare)
        };
        report(ours, bare);
    }
}

/// Orders a second, from the first application to the last receipt.
async fn ours(hall: &Arc<Hall>, next: &mut usize, many: usize) -> f64 {
    let citizens = citizens(hall, *next..*next + many).await;
    *next += many;
    let queue = Arc::new(std::sync::Mutex::new(citizens));
    let started = Instant::now();
    let kiosks = (0..KIOSKS).map(|_| {
        let (hall, queue) = (Arc::clone(hall), Arc::clone(&queue));
        tokio::spawn(async move {
            loop {
                let Some(citizen) = queue.lock().unwrap().pop() else {
                    return;
                };
                order(&hall, citizen).await;
            }
        })
    });
    for kiosk in kiosks.collect::<Vec<_>>() {
        kiosk.await.unwrap();
    }
    many as f64 / started.elapsed().as_secs_f64()
}

async fn order(hall: &Hall, citizen: Citizen) {
    let applied = hall
        .client
        .apply(Uuid::new_v4(), &citizen.application, SOON)
        .await;
    let order = applied.unwrap().order.unwrap();
    let request = PaymentRequest {
        order: order.id,
        channel: Channel::Wechat,
        code: citizen.code,
        amount: order.amount,
    };
    let state = hall.client.pay(Uuid::new_v4(), &request, SOON).await;
    let state = state.unwrap();
    let is_approved = matches!(state, PaymentState::Approved { .. });
    assert!(is_approved, "every payment is approved at once: {state:?}");
}

/// People with a notice to pay and their phone in the hand.
async fn citizens(hall: &Hall, numbers: std::ops::Range<usize>) -> Vec<Citizen> {
    let seed: Value = serde_json::from_str(SEED).unwrap();
    let model = &seed["notices"][0];
    let notices: Vec<_> = numbers.map(hall::notice).collect();
    let rows: Vec<_> = notices
        .iter()
        .map(|number| json!({ "number": number, "payer": model["payer"], "items": model["items"] }))
        .collect();
    let rows = json!({ "notices": rows }).to_string();
    import::import(&hall.database().await, &rows).await.unwrap();
    let mut citizens = Vec::new();
    for notice in notices {
        // Everybody pays once: nobody has money without end.
        let payer = format!("payer of {notice}");
        let answers = BTreeMap::from([("notice".to_owned(), notice)]);
        let asked = DuesRequest {
            service: "non-tax".to_owned(),
            citizen: None,
            answers: answers.clone(),
        };
        let dues = hall.client.dues(&asked, SOON).await.unwrap().dues;
        citizens.push(Citizen {
            application: ApplicationRequest {
                service: "non-tax".to_owned(),
                visit: Uuid::new_v4(),
                citizen: None,
                answers,
                dues: dues.into_iter().map(|due| due.id).collect(),
                shown: None,
            },
            code: hall.ledger(Channel::Wechat).mint(&payer),
        });
    }
    citizens
}

/// One line for `cargo xtask bench`, both in so many a second.
fn report(ours: f64, bare: f64) {
    println!("round\tbackend, orders\t{ours:.1}\t{bare:.1}");
}
