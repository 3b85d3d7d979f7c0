//! The scanner behind a camera of 30 frames a second: how soon a code is told, and what looking
//! at nobody costs. One core.

use anyhow::{Context, Result};

use super::program;

/// Milliseconds within which 95 % of the codes are told after the first readable frame.
const AIM_P95: f64 = 40.0;
/// Share of a core that idle scanning may take, and what is better.
const AIM_IDLE: f64 = 0.60;
const BETTER_IDLE: f64 = 0.25;

/// The two lines of the benchmark.
struct Figures {
    told: f64,
    missed: f64,
    p50: f64,
    p95: f64,
    max: f64,
    frames: f64,
    waiting: f64,
    idle: f64,
    making: f64,
    looked: f64,
    read: f64,
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
        let [told, missed, p50, p95, max, frames, waiting] = line("arrivals")?[..] else {
            return None;
        };
        let [idle, making, looked, read] = line("idle")?[..] else {
            return None;
        };
        Some(Self {
            told,
            missed,
            p50,
            p95,
            max,
            frames,
            waiting,
            idle,
            making,
            looked,
            read,
        })
    }

    fn print(&self) {
        println!();
        println!("live, 1280 × 720 YUYV at 30 a second, one core");
        println!(
            "{:<44} p50 {:.1} ms, p95 {:.1} ms, longest {:.1} ms (aim: p95 {AIM_P95} ms)",
            format!("told after the first readable frame, {} times", self.told),
            self.p50,
            self.p95,
            self.max,
        );
        println!(
            "{:<44} {} of {} frames found the one before waiting, {} codes missed",
            "queue", self.waiting, self.frames, self.missed,
        );
        println!(
            "{:<44} {:.1} % of a core, of it {:.1} % for making the frames (aim: {:.0} %, better \
             {:.0} %); {} frames looked at, {} read",
            "before nobody",
            self.idle * 1e2,
            self.making * 1e2,
            AIM_IDLE * 1e2,
            BETTER_IDLE * 1e2,
            self.looked,
            self.read,
        );
        for (missed, what) in self.misses() {
            if missed {
                println!("live misses its aim: {what}");
            }
        }
    }

    fn misses(&self) -> [(bool, &'static str); 4] {
        [
            (self.p95.is_nan() || self.p95 >= AIM_P95, "time to the code"),
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
        let output = "idle\t0.21\t0.02\t300\t12\narrivals\t64\t0\t18.2\t39.9\t44\t2000\t0\n";
        let figures = Figures::of(output).expect("figures");
        assert_eq!((figures.p50, figures.p95, figures.idle), (18.2, 39.9, 0.21));
        assert!(figures.misses().iter().all(|(missed, _)| !missed));
        let late = output.replace("39.9", "NaN");
        assert!(Figures::of(&late).expect("figures").misses()[0].0);
        assert!(Figures::of("idle\t1\n").is_none());
    }
}
