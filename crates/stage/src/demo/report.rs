//! What the demonstration measured.

use std::path::Path;

use anyhow::Context as _;
use serde::Serialize;
use serde_json::Value;

use crate::window::Painted;

/// The whole report.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The visits, in order.
    pub visits: Vec<VisitReport>,
    /// Memory of the window's program with all its processes, in MiB (sum of PSS).
    pub memory_mib: f64,
    /// From the start of the program to its first screen, milliseconds.
    pub ready_ms: f64,
    /// Whether the four ledgers agree in the end.
    pub books_agree: bool,
}

/// One visit.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VisitReport {
    /// What was done.
    pub service: String,
    /// In which language.
    pub lang: String,
    /// Paid with.
    pub channel: String,
    /// In fen.
    pub amount: u64,
    /// Number of the receipt.
    pub receipt: String,
    /// The receipt as the printer received it, in the report's folder.
    pub paper: String,
    /// What it took, in milliseconds.
    pub ms: Timings,
    /// From a touch to the next screen on the glass.
    pub touches: Vec<Painted>,
}

/// What a citizen waits for, in milliseconds; absent where the kiosk does not say.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Timings {
    /// From the frame with the citizen code to its verification.
    pub frame_to_verified_code: Option<f64>,
    /// The same, until the backend knows the citizen.
    pub frame_to_citizen: Option<f64>,
    /// From sending the payment to its approval; with a password, the payer's time is in it.
    pub payment_sent_to_approved: Option<f64>,
    /// From the receipt's data to its PDF.
    pub approved_to_pdf: Option<f64>,
    /// From the approval to the paper.
    pub approved_to_printed: Option<f64>,
    /// Median from touch to the next screen.
    pub touch_to_screen_median: Option<f64>,
    /// The longest of them.
    pub touch_to_screen_max: Option<f64>,
}

impl Timings {
    /// What lines of the kiosk's log and the page's own measurements say.
    #[must_use]
    pub fn of(log: &str, touches: &[Painted]) -> Self {
        let mut timings = Self::default();
        for (what, ms) in log.lines().filter_map(event) {
            let slot = match what.as_str() {
                "scan.verified" => &mut timings.frame_to_verified_code,
                "scan.identified" => &mut timings.frame_to_citizen,
                "payment.approved" => &mut timings.payment_sent_to_approved,
                "receipt.rendered" => &mut timings.approved_to_pdf,
                "receipt.printed" => &mut timings.approved_to_printed,
                _ => continue,
            };
            *slot = Some(ms);
        }
        let mut all: Vec<f64> = touches.iter().map(|touch| touch.ms).collect();
        all.sort_by(f64::total_cmp);
        timings.touch_to_screen_median = all.get(all.len() / 2).copied();
        timings.touch_to_screen_max = all.last().copied();
        timings
    }
}

impl Report {
    /// Writes it as JSON.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, path: &Path) -> anyhow::Result<()> {
        std::fs::write(path, serde_json::to_string_pretty(self)?)
            .with_context(|| format!("no report at {}", path.display()))
    }
}

/// A line of the kiosk's log with target `timing`: its name and milliseconds.
fn event(line: &str) -> Option<(String, f64)> {
    let line: Value = serde_json::from_str(line).ok()?;
    if line["target"] != "timing" {
        return None;
    }
    Some((line["what"].as_str()?.to_owned(), line["ms"].as_f64()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timings_are_read_from_the_kiosks_log() {
        let log = r#"
            {"level":"INFO","target":"timing","what":"scan.verified","ms":61.5}
            {"level":"INFO","target":"runtime","what":"scan.verified","ms":1.0}
            not a line of the log
            {"level":"INFO","target":"timing","what":"receipt.printed","ms":930.0}
            {"level":"INFO","target":"timing","what":"something.new","ms":1.0}"#;
        let touch = |ms| Painted {
            touch: "next".to_owned(),
            from: "review".to_owned(),
            to: "pay".to_owned(),
            ms,
        };
        let timings = Timings::of(log, &[touch(40.0), touch(10.0), touch(20.0)]);
        assert_eq!(timings.frame_to_verified_code, Some(61.5));
        assert_eq!(timings.approved_to_printed, Some(930.0));
        assert_eq!(timings.payment_sent_to_approved, None);
        assert_eq!(timings.touch_to_screen_median, Some(20.0));
        assert_eq!(timings.touch_to_screen_max, Some(40.0));
    }
}
