//! Times of the next days.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value, json};

/// Four a day.
const OF_A_DAY: [(&str, &str); 4] = [
    ("08:30", "09:00"),
    ("09:30", "10:00"),
    ("14:00", "14:30"),
    ("15:30", "16:00"),
];

/// Times under an item on each of the next three days, with what one costs.
pub(super) fn under(item: &str, fee: Option<u64>, today: Date) -> Vec<Value> {
    let days = (1..=3).filter_map(|days| today.checked_add(days.days()).ok());
    days.flat_map(|day| {
        OF_A_DAY.map(|(starts, ends)| {
            let clock = starts.replace(':', "");
            json!({
                "id": format!("{item}-{}-{clock}", day.strftime("%m%d")),
                "under": item,
                "fee": fee,
                "time": { "day": day.to_string(), "starts": starts, "ends": ends },
            })
        })
    })
    .collect()
}
