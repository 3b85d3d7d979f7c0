//! What a printer says of itself: printer-state (RFC 8011, 5.4.11) and printer-state-reasons
//! (5.4.12, and the IANA registry of IPP).

use ipp::prelude::{DelimiterTag, IppAttributes};

use super::{PrinterError, wire};

/// Why a printer does not print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trouble {
    /// A sheet is stuck.
    PaperJam,
    /// A cover or door is open.
    CoverOpen,
    /// No paper, or its tray is not in place.
    PaperOut,
    /// No toner or ink, or its waste box is full.
    MarkerEmpty,
    /// The tray for printed sheets is full.
    OutputFull,
    /// Somebody or something has stopped it.
    Stopped,
    /// It does not answer.
    Unreachable,
}

/// What will soon keep a printer from printing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Warning {
    /// Little paper is left.
    PaperLow,
    /// Little toner or ink is left, or its waste box is nearly full.
    MarkerLow,
    /// The tray for printed sheets is nearly full.
    OutputNearlyFull,
}

/// A printer in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// It would print at once.
    Ready,
    /// It is printing something.
    Busy,
    /// It would not print.
    Trouble(Trouble),
}

/// What a printer says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrinterState {
    /// Whether it is printing.
    pub busy: bool,
    /// Everything that keeps it from printing, the worst first.
    pub troubles: Vec<Trouble>,
    /// What will keep it from printing soon.
    pub warnings: Vec<Warning>,
}

impl PrinterState {
    /// The printer in one word: its worst trouble, if it has one.
    pub fn condition(&self) -> Condition {
        match (self.troubles.first(), self.busy) {
            (Some(trouble), _) => Condition::Trouble(*trouble),
            (None, true) => Condition::Busy,
            (None, false) => Condition::Ready,
        }
    }

    /// The state that an answer means: one that cannot be asked is a trouble like any other.
    pub fn of(answer: Result<PrinterState, PrinterError>) -> PrinterState {
        answer.unwrap_or_else(|_| PrinterState {
            busy: false,
            troubles: vec![Trouble::Unreachable],
            warnings: Vec::new(),
        })
    }
}

enum Meaning {
    Trouble(Trouble),
    Warning(Warning),
}

/// What a reason means. Its suffix says how much it matters at the moment, and printers do not
/// agree on that: a reason counts for what it is. Unknown ones say nothing about paper.
fn meaning(reason: &str) -> Option<Meaning> {
    let suffixes = ["-report", "-warning", "-error"];
    let keyword = suffixes
        .iter()
        .find_map(|s| reason.strip_suffix(s))
        .unwrap_or(reason);
    let trouble = |trouble| Some(Meaning::Trouble(trouble));
    let warning = |warning| Some(Meaning::Warning(warning));
    match keyword {
        "media-jam" => trouble(Trouble::PaperJam),
        "cover-open" | "door-open" | "interlock-open" => trouble(Trouble::CoverOpen),
        "media-empty" | "media-needed" | "input-tray-missing" => trouble(Trouble::PaperOut),
        "toner-empty"
        | "marker-supply-empty"
        | "marker-waste-full"
        | "developer-empty"
        | "marker-supply-missing"
        | "opc-life-over" => trouble(Trouble::MarkerEmpty),
        "output-area-full" | "output-tray-missing" => trouble(Trouble::OutputFull),
        "paused" | "moving-to-paused" | "shutdown" | "stopping" | "stopped-partly"
        | "spool-area-full" | "fuser-over-temp" | "fuser-under-temp" => trouble(Trouble::Stopped),
        "media-low" => warning(Warning::PaperLow),
        "toner-low"
        | "marker-supply-low"
        | "marker-waste-almost-full"
        | "developer-low"
        | "opc-near-eol" => warning(Warning::MarkerLow),
        "output-area-almost-full" => warning(Warning::OutputNearlyFull),
        _ => None,
    }
}

/// Nothing if the answer does not say the printer's state, which every printer must.
pub(super) fn parse(attributes: &IppAttributes) -> Option<PrinterState> {
    let group = attributes.first_of(DelimiterTag::PrinterAttributes)?;
    let state = wire::integer(group, "printer-state")?;
    let mut troubles = Vec::new();
    let mut warnings = Vec::new();
    for reason in wire::keywords(group, "printer-state-reasons") {
        match meaning(reason) {
            Some(Meaning::Trouble(trouble)) => troubles.push(trouble),
            Some(Meaning::Warning(warning)) => warnings.push(warning),
            None => {}
        }
    }
    let stopped = state == ipp::prelude::PrinterState::Stopped as i32;
    let refusing = wire::boolean(group, "printer-is-accepting-jobs") == Some(false);
    if stopped && troubles.is_empty() || refusing {
        troubles.push(Trouble::Stopped);
    }
    troubles.sort();
    troubles.dedup();
    warnings.sort();
    warnings.dedup();
    let busy = state == ipp::prelude::PrinterState::Processing as i32;
    Some(PrinterState {
        busy,
        troubles,
        warnings,
    })
}

#[cfg(test)]
mod tests {
    use ipp::prelude::{IppAttribute, IppValue};

    use super::*;

    fn printer(state: i32, accepting: bool, reasons: &[&str]) -> PrinterState {
        let mut attributes = IppAttributes::new();
        let reasons = reasons
            .iter()
            .map(|reason| IppValue::new_keyword(*reason).unwrap());
        for (name, value) in [
            ("printer-state", IppValue::Enum(state)),
            ("printer-is-accepting-jobs", IppValue::Boolean(accepting)),
            ("printer-state-reasons", IppValue::Array(reasons.collect())),
        ] {
            let attribute = IppAttribute::with_name(name, value).unwrap();
            attributes.add(DelimiterTag::PrinterAttributes, attribute);
        }
        parse(&attributes).unwrap()
    }

    #[test]
    fn a_reason_counts_whatever_its_suffix() {
        for reason in [
            "media-empty",
            "media-empty-report",
            "media-empty-warning",
            "media-empty-error",
        ] {
            let state = printer(3, true, &[reason]);
            assert_eq!(
                state.condition(),
                Condition::Trouble(Trouble::PaperOut),
                "{reason}"
            );
        }
    }

    #[test]
    fn reasons_that_are_not_known_do_not_stop_anybody() {
        let state = printer(
            3,
            true,
            &["none", "wifi-not-configured-report", "media-empty-soon"],
        );
        assert_eq!(state.condition(), Condition::Ready);
    }

    #[test]
    fn the_worst_of_several_troubles_is_named_and_each_of_them_once() {
        let state = printer(
            5,
            true,
            &["media-needed", "media-empty", "media-jam", "toner-low"],
        );
        assert_eq!(state.troubles, [Trouble::PaperJam, Trouble::PaperOut]);
        assert_eq!(state.warnings, [Warning::MarkerLow]);
        assert_eq!(state.condition(), Condition::Trouble(Trouble::PaperJam));
    }

    #[test]
    fn a_warning_leaves_the_printer_ready() {
        let state = printer(3, true, &["media-low-warning"]);
        assert_eq!(
            (state.condition(), &state.warnings[..]),
            (Condition::Ready, &[Warning::PaperLow][..])
        );
    }

    #[test]
    fn a_printer_that_stopped_or_takes_no_jobs_is_in_trouble_without_a_reason() {
        let stopped = Condition::Trouble(Trouble::Stopped);
        assert_eq!(printer(5, true, &["none"]).condition(), stopped);
        assert_eq!(printer(3, false, &["none"]).condition(), stopped);
        assert_eq!(printer(4, true, &["none"]).condition(), Condition::Busy);
    }

    #[test]
    fn an_answer_without_a_state_is_none() {
        assert_eq!(parse(&IppAttributes::new()), None);
    }
}
