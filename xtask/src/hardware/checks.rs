//! What the checks said, as a table.

use anyhow::{Result, bail};

/// One check.
#[derive(Debug, PartialEq, Eq)]
struct Check<'a> {
    name: &'a str,
    outcome: &'a str,
    seconds: &'a str,
}

/// Prints the table.
///
/// # Errors
/// A check failed, or the checks did not come to their end.
pub fn report(output: &str) -> Result<()> {
    let (checks, complete) = read(output);
    println!();
    for Check {
        name,
        outcome,
        seconds,
    } in &checks
    {
        println!("{name:<66}{seconds:>6} s  {outcome}");
    }
    println!();
    let failed = checks.iter().filter(|check| check.outcome != "ok").count();
    if !complete {
        bail!("the checks did not come to their end; the machine said:\n{output}");
    }
    if failed > 0 {
        bail!("{failed} of {} checks failed", checks.len());
    }
    println!("cargo xtask hardware: {} checks passed", checks.len());
    Ok(())
}

/// The checks, and whether these are all: as many as the last line counts.
fn read(output: &str) -> (Vec<Check<'_>>, bool) {
    let mut checks = Vec::new();
    let mut counted = None;
    for line in output.lines() {
        let words: Vec<&str> = line.trim().split('|').collect();
        match words[..] {
            ["check", name, outcome, seconds] => checks.push(Check {
                name,
                outcome,
                seconds,
            }),
            ["checks", passed, failed] => {
                counted = passed
                    .parse::<usize>()
                    .ok()
                    .zip(failed.parse::<usize>().ok());
            }
            _ => {}
        }
    }
    let complete =
        counted.is_some_and(|(passed, failed)| passed + failed == checks.len() && passed > 0);
    (checks, complete)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_are_found_between_what_the_kernel_says() {
        let output = "[ 1.0] vivid: hello\r\ncheck|a camera|ok|3.0\r\nchecks|1|0\r\n";
        let (checks, complete) = read(output);
        assert_eq!(checks.len(), 1);
        assert_eq!(checks[0].name, "a camera");
        assert!(complete && report(output).is_ok());
    }

    #[test]
    fn a_check_that_failed_or_did_not_end_is_an_error() {
        assert!(report("check|a|FAILED: why|1.0\ncheck|b|ok|1.0\nchecks|1|1\n").is_err());
        assert!(report("check|a|ok|1.0\n").is_err());
        assert!(report("check|a|ok|1.0\nchecks|2|0\n").is_err());
        assert!(report("checks|0|0\n").is_err());
        assert!(report("").is_err());
    }
}
