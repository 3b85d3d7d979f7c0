//! The scanner behind a camera of 30 frames a second: how soon a code is told, and what looking
//! at nobody costs. One core.

use anyhow::{Context, Result};

use super::program;

/// Milliseconds within which 95 % of the codes are told after the first readable frame.
const AIM_P95: f64 = 40.0;
/// Share of a core that idle scanning may take, and what is better.
const AIM_IDLE: f64 = 0.60;
const BETTER_IDLE: f64 = 0.25;

/// What the benchmark says.
struct Figures {
    told: f64,
    missed: f64,
    frames: f64,
    waiting: f64,
    /// Milliseconds by the clock.
    wait: Spread,
    /// And of the processor: what of the wait is this program's, where a machine does other
    /// things besides.
    work: Spread,
    idle: f64,
    making: f64,
    looked: f64,
    read: f64,
}

struct Spread {
    p50: f64,
    p95: f64,
    max: f64,
}

pub fn run() -> Result<()> {
    println!("bench: live, two minutes or so");
    let bench = program::bench("live", &[])?;
    let output = program::output_of(&mut program::on_cores(1, &bench))?;
    let figures = Figures::of(&output).context("the benchmark says something else")?;
    figures.print();
    Ok(())
}

impl Figures {
    fn of(output: &str) -> Option<Self> {
        let line = |name: &str| -> Option<Vec<f64>> {
            let mut lines = output.lines().map(|line| line.split('\t'));
            let fields = lines.find_map(|mut fields| (fields.next()? == name).then_some(fields))?;
            fields.map(|field| field.parse().ok()).collect()
        };
        let spread = |name: &str| match line(name)?[..] {
            [p50, p95, max] => Some(Spread { p50, p95, max }),
            _ => None,
        };
        let [told, missed, frames, waiting] = line("arrivals")?[..] else {
            return None;
        };
        let [idle, making, looked, read] = line("idle")?[..] else {
            return None;
        };
        Some(Self {
            told,
            missed,
            frames,
            waiting,
            wait: spread("wait")?,
            work: spread("work")?,
            idle,
            making,
            looked,
            read,
        })
    }

    fn print(&self) {
        println!();
        println!("live, 1280 × 720 YUYV at 30 a second, one core");
        let told = format!("told after the first readable frame, {} times", self.told);
        for (what, spread) in [
            (told.as_str(), &self.wait),
            ("… of the processor", &self.work),
        ] {
            println!(
                "{what:<52} p50 {:.1} ms, p95 {:.1} ms, longest {:.1} ms",
                spread.p50, spread.p95, spread.max,
            );
        }
        println!(
            "{:<52} {} of {} frames found the one before waiting, {} codes missed",
            "queue", self.waiting, self.frames, self.missed,
        );
        println!(
            "{:<52} {:.1} % of a core, of it {:.1} % for making the frames; {} frames looked at, \
             {} read",
            "before nobody",
            self.idle * 1e2,
            self.making * 1e2,
            self.looked,
            self.read,
        );
        println!(
            "{:<52} p95 under {AIM_P95} ms, no queue, at most {:.0} % of a core, better {:.0} %",
            "aim",
            AIM_IDLE * 1e2,
            BETTER_IDLE * 1e2,
        );
        for (missed, what) in self.misses() {
            if missed {
                println!("live misses its aim: {what}");
            }
        }
    }

    fn misses(&self) -> [(bool, &'static str); 4] {
        [
            (
                self.wait.p95.is_nan() || self.wait.p95 >= AIM_P95,
                "time to the code",
            ),
            (self.missed > 0.0, "codes that were never told"),
            (self.waiting > 0.0, "a queue of frames"),
            (self.idle > AIM_IDLE, "idle scanning"),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_are_those_of_the_benchmark_and_are_held_against_the_aims() {
        let output = "idle\t0.21\t0.02\t300\t12\narrivals\t64\t0\t2000\t0\n\
                      wait\t18.2\t39.9\t44\nwork\t9\t12\t14\n";
        let figures = Figures::of(output).expect("figures");
        assert_eq!(
            (figures.wait.p50, figures.work.p95, figures.idle),
            (18.2, 12.0, 0.21)
        );
        assert!(figures.misses().iter().all(|(missed, _)| !missed));
        let late = output.replace("39.9", "NaN");
        assert!(Figures::of(&late).expect("figures").misses()[0].0);
        assert!(Figures::of("idle\t1\n").is_none());
    }
}
