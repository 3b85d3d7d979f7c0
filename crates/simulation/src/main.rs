//! Runs the simulation and prints what came of it: `simulation --visits N --seed S [--world W]`.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what a command says goes to its terminal"
)]

mod report;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use report::Arguments;
use simulation::{Totals, run_world, tell_world};

/// Between two lines that say how far it is.
const BEAT: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("simulate: {error}\n{}", report::USAGE);
            return ExitCode::from(2);
        }
    };
    // A failed assertion of a core is caught and told as a violation.
    std::panic::set_hook(Box::new(|_| {}));
    match arguments.world {
        Some(world) => one_world(&arguments, world),
        None => many_worlds(&arguments),
    }
}

/// One world with its story.
fn one_world(arguments: &Arguments, world: u64) -> ExitCode {
    let (outcome, story) = tell_world(arguments.seed, world);
    for line in story {
        println!("{line}");
    }
    println!(
        "\nseed {} world {world}: {} visits, {} steps, {} power cuts",
        arguments.seed, outcome.visits, outcome.steps, outcome.power_cuts
    );
    match outcome.violation {
        Some(violation) => {
            report::print_violation(&violation);
            ExitCode::FAILURE
        }
        None => {
            println!("nothing was broken");
            ExitCode::SUCCESS
        }
    }
}

fn many_worlds(arguments: &Arguments) -> ExitCode {
    let begun = Instant::now();
    let mut said = begun;
    let mut totals = Totals::default();
    let mut world = 0;
    while totals.outcome.visits < arguments.visits && totals.violations == 0 {
        totals.add(run_world(arguments.seed, world));
        world += 1;
        if said.elapsed() > BEAT {
            said = Instant::now();
            report::print_progress(&totals, begun.elapsed());
        }
    }
    if let Some(violation) = &totals.outcome.violation {
        report::print_story(violation);
    }
    report::print_totals(arguments, &totals, begun.elapsed());
    match &totals.outcome.violation {
        Some(violation) => {
            report::print_violation(violation);
            ExitCode::FAILURE
        }
        None if !totals.outcome.coverage.zeros().is_empty() && !arguments.may_have_zeros => {
            ExitCode::FAILURE
        }
        None => ExitCode::SUCCESS,
    }
}
