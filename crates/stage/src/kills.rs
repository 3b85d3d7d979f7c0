//! Visits during which the programs are killed: the kiosk without its window, the backend and the
//! printer, at random moments and again and again. After every visit the four ledgers have to
//! agree, and nothing of the citizen may be on the machines.
//!
//! Everything is the real thing: the programs are processes that end by SIGKILL, the databases
//! are files, the channels check every signature, the printer speaks IPP.

mod machines;
mod people;
mod plan;
mod report;
mod visit;
mod visitor;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use clap::Args;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use tokio::time::Instant;

pub use plan::Victim;
pub use report::Report;

use crate::books::Books;
use crate::hall::{Hall, HallOptions};
use crate::traces::{Needle, Search};
use machines::Machines;
use people::Person;
use plan::Plan;
use visit::{Story, Visit};

/// How long the ledgers may take to agree when everything runs again.
const AGREE: Duration = Duration::from_secs(40);

/// What the run is told.
#[derive(Args, Clone, Debug)]
pub struct KillOptions {
    /// How many processes to kill; the last visit may exceed it.
    #[arg(long, default_value_t = 300)]
    pub times: u32,
    /// What everything is drawn from.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Where the programs are; beside this program, if not said.
    #[arg(long)]
    pub binary_dir: Option<PathBuf>,
    /// Where the hall is set up. What is there already is taken away.
    #[arg(long, default_value = "target/kill")]
    pub out: PathBuf,
}

/// Does visits until enough processes were killed.
///
/// # Errors
/// When the ledgers do not agree, something of a citizen stays, or a program does not come back.
/// The error names the seed, the visit, its kills and every difference.
pub async fn run(options: &KillOptions) -> anyhow::Result<Report> {
    let mut random = StdRng::seed_from_u64(options.seed);
    // Every visit kills something; some citizens are for visits in which nothing was there to be.
    let people = people::people(options.times as usize * 2 + 20, &mut random);
    let mut run = Run::begin(options, &people).await?;
    let mut people = people.iter();
    while run.report.kills() < options.times {
        let person = people.next().context("there are no citizens left")?;
        let plan = Plan::draw(&mut random);
        run.visit(&plan, person).await?;
        tracing::info!(
            visits = run.report.visits,
            kills = run.report.kills(),
            "agreed"
        );
    }
    run.end().await
}

struct Run {
    machines: Machines,
    report: Report,
    since: Instant,
    needles: Vec<Needle>,
    /// How many of the codes that were shown are among them.
    shown: usize,
    folder: PathBuf,
}

impl Run {
    async fn begin(options: &KillOptions, people: &[Person]) -> anyhow::Result<Self> {
        let binaries = match &options.binary_dir {
            Some(folder) => folder.clone(),
            None => {
                let program = std::env::current_exe()?;
                program.parent().map(PathBuf::from).unwrap_or_default()
            }
        };
        let folder = std::path::absolute(&options.out)?;
        clear(&folder)?;
        let mut hall_options = HallOptions::new(&binaries);
        machines::short(&mut hall_options);
        hall_options.known = Some(people::known(people));
        hall_options.seed = options.seed;
        let hall = Hall::start(&folder.join("hall"), hall_options).await?;
        let mut machines = Machines::new(hall)?;
        machines.all_well().await?;
        let report = Report {
            seed: options.seed,
            ..Report::default()
        };
        Ok(Self {
            machines,
            report,
            since: Instant::now(),
            needles: Vec::new(),
            shown: 0,
            folder,
        })
    }

    async fn visit(&mut self, plan: &Plan, person: &Person) -> anyhow::Result<()> {
        self.report.visits += 1;
        let (story, outcome) = Visit::new(&mut self.machines, plan, person).run().await;
        for killed in &story.kills {
            self.report.count(&killed.place, killed.victim);
        }
        let outcome = match outcome {
            Ok(()) => self.settle(person).await,
            Err(error) => Err(error),
        };
        outcome.with_context(|| self.failure(plan, person, &story))
    }

    /// Everything runs again: the ledgers agree, and nothing has stayed.
    async fn settle(&mut self, person: &Person) -> anyhow::Result<()> {
        self.machines.all_well().await?;
        self.report.books = Books::settled(&self.machines.hall, AGREE).await?;
        let shown = self.machines.hall.shown().split_off(self.shown);
        self.shown += shown.len();
        let needles: Vec<Needle> = person.needles().into_iter().chain(shown).collect();
        self.nothing_stays(&needles)?;
        self.needles.extend(needles);
        Ok(())
    }

    fn nothing_stays(&self, needles: &[Needle]) -> anyhow::Result<()> {
        let traces = Search::new(needles)?.machines(self.machines.hall.places())?;
        ensure!(traces.is_empty(), "this stays of the citizen: {traces:#?}");
        Ok(())
    }

    /// Once more at the end, when nobody has anything to do any more: what was agreed on has to
    /// stay so, and all needles of all visits.
    async fn end(mut self) -> anyhow::Result<Report> {
        let seed = self.report.seed;
        let books = Books::finished(&self.machines.hall, AGREE).await;
        self.report.books = books.with_context(|| format!("seed {seed}, in the end"))?;
        self.nothing_stays(&self.needles)?;
        self.report.needles = self.needles.len();
        self.report.took = self.since.elapsed();
        Ok(self.report)
    }

    fn failure(&self, plan: &Plan, person: &Person, story: &Story) -> String {
        let kills: Vec<String> = story
            .kills
            .iter()
            .map(|kill| format!("\n  {kill}"))
            .collect();
        format!(
            "seed {}, visit {}, by {}; what is left is in {}\n{plan:#?}\nkilled:{}\n",
            self.report.seed,
            self.report.visits,
            person.payer,
            self.folder.display(),
            kills.concat(),
        )
    }
}

fn clear(folder: &Path) -> anyhow::Result<()> {
    let hall = folder.join("hall");
    if hall.exists() {
        fs::remove_dir_all(&hall).with_context(|| format!("{} stays", hall.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("no folder {}", folder.display()))
}
