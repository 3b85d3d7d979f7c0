//! What the binary prints.

use std::time::Duration;

use simulation::{Totals, Violation};

pub(crate) const USAGE: &str = "\
usage: simulate [--visits N] [--seed S] [--world W] [--zeros-are-fine]

  --visits N         visits to make (10000)
  --seed S           where all chance comes from (1)
  --world W          only this world of the seed, with its story
  --zeros-are-fine   succeed although something was never met
";

/// What is asked for.
pub(crate) struct Arguments {
    pub(crate) visits: u64,
    pub(crate) seed: u64,
    pub(crate) world: Option<u64>,
    pub(crate) may_have_zeros: bool,
}

impl Arguments {
    pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Self {
            visits: 10_000,
            seed: 1,
            world: None,
            may_have_zeros: false,
        };
        while let Some(word) = words.next() {
            let mut number = || {
                let text = words.next().ok_or_else(|| format!("{word} needs a number"))?;
                text.parse::<u64>()
                    .map_err(|_| format!("{word}: {text} is not a number"))
            };
            match word.as_str() {
                "--visits" => arguments.visits = number()?,
                "--seed" => arguments.seed = number()?,
                "--world" => arguments.world = Some(number()?),
                "--zeros-are-fine" => arguments.may_have_zeros = true,
                _ => return Err(format!("{word} is not known here")),
            }
        }
        Ok(arguments)
    }
}

pub(crate) fn print_progress(totals: &Totals, took: Duration) {
    let outcome = &totals.outcome;
    println!(
        "    {:>4} s: {} visits in {} worlds, nothing broken",
        took.as_secs(),
        outcome.visits,
        totals.worlds
    );
}

pub(crate) fn print_totals(arguments: &Arguments, totals: &Totals, took: Duration) {
    let outcome = &totals.outcome;
    println!("\nhow often what was met:");
    for (words, count) in outcome.coverage.rows() {
        let zero = if count == 0 { "   <- NEVER" } else { "" };
        println!("  {words:<52}{count:>12}{zero}");
    }
    let seconds = took.as_secs_f64().max(0.001);
    let share = percent(outcome.troubled, outcome.visits);
    let faults: u64 = outcome.coverage.faults.iter().sum();
    println!("\nseed                    {:>12}", arguments.seed);
    println!("worlds                  {:>12}", totals.worlds);
    println!("visits                  {:>12}", outcome.visits);
    println!("  that met a failure    {:>11.1}%", share);
    println!("faults                  {faults:>12}");
    println!("power cuts              {:>12}", outcome.power_cuts);
    println!("steps                   {:>12}", outcome.steps);
    println!("fingerprint         {:016x}", outcome.fingerprint);
    println!("seconds                 {seconds:>12.1}");
    #[allow(clippy::cast_precision_loss, reason = "a figure for people")]
    let speed = outcome.visits as f64 / seconds;
    println!("visits a second         {speed:>12.0}");
    let zeros = outcome.coverage.zeros();
    println!("never met               {:>12}", zeros.len());
    println!("violations              {:>12}", totals.violations);
    if !zeros.is_empty() {
        println!("\nNEVER MET: {}", zeros.join("; "));
    }
}

#[allow(clippy::cast_precision_loss, reason = "a figure for people")]
fn percent(part: u64, whole: u64) -> f64 {
    100.0 * part as f64 / (whole.max(1)) as f64
}

pub(crate) fn print_story(violation: &Violation) {
    for line in &violation.story {
        println!("{line}");
    }
}

pub(crate) fn print_violation(violation: &Violation) {
    let Violation {
        seed, world, rule, ..
    } = violation;
    println!("\nBROKEN: {} ({})", rule.name(), rule.sentence());
    println!("  {}", violation.what);
    println!("  again: cargo xtask simulate --seed {seed} --world {world}");
}
