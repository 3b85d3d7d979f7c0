//! What the staff does at a desk, on the database: calling numbers, saying how far a case is,
//! answering bad ratings, giving money back.

use std::io::{self, Write as _};
use std::path::PathBuf;

use backend::channels::{Channels, Refunded};
use backend::procedures::progress::CaseStage;
use backend::procedures::{progress, queues, ratings, refunds};
use backend::{Config, Database};
use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;

type Done = Result<(), Box<dyn std::error::Error>>;

/// Arguments of `queue`.
#[derive(Subcommand)]
pub enum Queue {
    /// Calls whoever has waited longest to a window, and prints the number.
    Next {
        /// The configuration, `backend.toml`.
        #[arg(long)]
        config: PathBuf,
        /// Number of the window.
        #[arg(long)]
        window: String,
        /// Only for this business; without it, for all that the window does.
        #[arg(long)]
        business: Option<String>,
    },
}

/// Arguments of `case`.
#[derive(Subcommand)]
pub enum Case {
    /// Says how far those in charge have come with a case. Citizens see it at the machines.
    Advance {
        /// The configuration, `backend.toml`.
        #[arg(long)]
        config: PathBuf,
        /// Number of the case.
        case: String,
        /// How far it is.
        #[arg(long)]
        stage: StageName,
    },
}

/// How far a case is.
#[derive(Clone, Copy, ValueEnum)]
pub enum StageName {
    /// Somebody looks at it.
    Examination,
    /// It is decided.
    Decided,
    /// What was asked for can be had.
    Ready,
}

/// Arguments of `ratings`.
#[derive(Args)]
pub struct Ratings {
    /// The configuration, `backend.toml`.
    #[arg(long)]
    config: PathBuf,
    /// Lists the bad ones that nobody has answered, with the last day to do it.
    #[arg(long)]
    bad: bool,
    /// The citizen of this case was answered.
    #[arg(long, value_name = "CASE", conflicts_with = "bad")]
    answered: Option<String>,
}

/// Arguments of `refunds`.
#[derive(Args)]
pub struct Refunds {
    /// The configuration, `backend.toml`.
    #[arg(long)]
    config: PathBuf,
    /// Gives them back, each by the channel it was paid by. May be done again.
    #[arg(long)]
    give: bool,
}

impl Queue {
    /// Runs it.
    pub async fn run(self) -> Done {
        let Self::Next {
            config,
            window,
            business,
        } = self;
        let database = open(&config).await?.1;
        let called = queues::next(&database, &window, business.as_deref(), now()).await;
        database.close().await;
        writeln!(io::stdout(), "{}", called?.number)?;
        Ok(())
    }
}

impl Case {
    /// Runs it.
    pub async fn run(self) -> Done {
        let Self::Advance {
            config,
            case,
            stage,
        } = self;
        let stage = match stage {
            StageName::Examination => CaseStage::Examination,
            StageName::Decided => CaseStage::Decided,
            StageName::Ready => CaseStage::Ready,
        };
        let database = open(&config).await?.1;
        let advanced = progress::advance(&database, &case, stage, now()).await;
        database.close().await;
        Ok(advanced?)
    }
}

impl Ratings {
    /// Runs it.
    pub async fn run(self) -> Done {
        let database = open(&self.config).await?.1;
        let text = self.text(&database).await;
        database.close().await;
        write!(io::stdout(), "{}", text?)?;
        Ok(())
    }

    async fn text(&self, database: &Database) -> Result<String, Box<dyn std::error::Error>> {
        if let Some(case) = &self.answered {
            let is_noted = ratings::answered(database, case, now()).await?;
            return if is_noted {
                Ok(String::new())
            } else {
                Err(format!("case {case} has no bad rating that waits for an answer").into())
            };
        }
        let mut connection = database.read().await?;
        if self.bad {
            let bad = ratings::bad(&mut connection).await?;
            let lines = bad.iter().map(|bad| {
                format!(
                    "answer until {}  case {}  level {}  {}  machine {}  given {}  {}\n",
                    bad.until,
                    bad.case_number,
                    bad.level,
                    bad.service,
                    bad.machine,
                    bad.given,
                    bad.reasons,
                )
            });
            return Ok(lines.collect());
        }
        let counts = ratings::counts(&mut connection).await?;
        let lines = (1..).zip(counts);
        Ok(lines
            .map(|(level, count)| format!("level {level}  {count}\n"))
            .collect())
    }
}

impl Refunds {
    /// Runs it. What the channel has not done yet stays due.
    pub async fn run(self) -> Done {
        let (config, database) = open(&self.config).await?;
        let channels = Channels::open(&config)?;
        let mut connection = database.read().await?;
        let due = refunds::due(&mut connection).await?;
        drop(connection);
        for due in due {
            let outcome = if self.give {
                outcome(refunds::give(&database, &channels, &due, now()).await?)
            } else {
                "due".to_owned()
            };
            let since = Timestamp::from_millisecond(due.due_at)?;
            let refund = &due.refund;
            writeln!(
                io::stdout(),
                "{}  {}.{:02} yuan  {:?}  trade {}  case {}  since {since}  {}  {outcome}",
                refund.number,
                refund.amount / 100,
                refund.amount % 100,
                due.channel,
                refund.trade,
                due.case_number,
                refund.reason,
            )?;
        }
        database.close().await;
        Ok(())
    }
}

fn outcome(refunded: Refunded) -> String {
    match refunded {
        Refunded::Done => "given".to_owned(),
        Refunded::Processing => "the channel works on it; ask again later".to_owned(),
        Refunded::Refused(why) => format!("refused: {why:?}"),
        Refunded::Unknown => "not known; ask again".to_owned(),
    }
}

async fn open(config: &std::path::Path) -> Result<(Config, Database), Box<dyn std::error::Error>> {
    let config = Config::read(config)?;
    let database = Database::open_existing(&config.database).await?;
    Ok((config, database))
}

fn now() -> i64 {
    Timestamp::now().as_millisecond()
}
