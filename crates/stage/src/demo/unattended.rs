//! Two complete paid visits at the real window, with nobody watching.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};

use super::report::{Report, Timings, VisitReport};
use super::{DemoOptions, say};
use crate::books::{Books, Paper};
use crate::channels::{Behaviour, ChannelKind, Outcome, Who};
use crate::hall::{App, Hall, HallOptions, LI, WANG};
use crate::visitor::{Album, Visitor};
use crate::window::Window;

const BOOKS_AGREE: Duration = Duration::from_secs(30);

pub(super) async fn run(options: &DemoOptions) -> anyhow::Result<()> {
    let out = std::path::absolute(&options.out)?;
    clear(&out)?;
    let receipts = out.join("receipts");
    fs::create_dir_all(&receipts)?;
    say("no display: two visits at the real window, by themselves");
    let hall = Hall::start(&out.join("hall"), HallOptions::new(&options.binaries()?)).await?;
    say("backend, WeChat Pay, Alipay, camera and printer are running");
    let start = Instant::now();
    let window = hall.open_window().await?;
    window.wait_screen("attract").await?;
    let ready_ms = start.elapsed().as_secs_f64() * 1000.0;

    let script = Script {
        hall: &hall,
        window: &window,
        out: &out,
    };
    let visits = match script.visits().await {
        Ok(visits) => visits,
        Err(error) => {
            let picture = out.join("failed.png");
            return Err(match window.glance(&picture) {
                Ok(()) => error.context(format!("the screen then: {}", picture.display())),
                Err(_) => error,
            });
        }
    };
    let memory_mib = window.memory() as f64 / f64::from(1 << 20);

    let books = Books::settled(&hall, BOOKS_AGREE).await?;
    ensure!(
        books.papers.len() == 2,
        "two receipts were printed: {:?}",
        books.papers
    );
    let papers = visits.into_iter().zip(&books.papers);
    let visits = papers.map(|(visit, paper)| visit.with_paper(paper, &receipts));
    let visits = visits.collect::<Result<Vec<_>, _>>()?;
    let report = Report {
        visits,
        memory_mib,
        ready_ms,
        books_agree: true,
    };
    report.write(&out.join("report.json"))?;
    window.close().await?;
    for visit in &report.visits {
        say(&format!(
            "{}, {}: receipt {} ({})",
            visit.service, visit.channel, visit.receipt, visit.paper
        ));
    }
    say(&format!("the four ledgers agree; see {}", out.display()));
    Ok(())
}

/// Takes away what an earlier demonstration has left, and nothing else.
fn clear(out: &Path) -> anyhow::Result<()> {
    for folder in ["hall", "receipts", "screens", "frames"].map(|name| out.join(name)) {
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(|| format!("{} stays", folder.display()))?;
        }
    }
    Ok(())
}

struct Script<'a> {
    hall: &'a Hall,
    window: &'a Window,
    out: &'a Path,
}

/// A visit that was done, before its paper is looked for.
struct Done(VisitReport);

impl Script<'_> {
    async fn visits(&self) -> anyhow::Result<[Done; 2]> {
        let first = self.traffic_fines().await.context("the first visit")?;
        let second = self
            .hospital_registration()
            .await
            .context("the second visit")?;
        Ok([first, second])
    }

    /// In Chinese, two of three fines, WeChat Pay with the password asked for.
    async fn traffic_fines(&self) -> anyhow::Result<Done> {
        let album = self.album("zh-CN")?;
        let visitor = self.visitor(&album);
        let since = Since::now(self).await?;
        self.hall
            .wechat()
            .ledger()
            .behave(Who::Next, Behaviour::ask_password());

        visitor.choose_service(None, "traffic-fines").await?;
        visitor.identify(&WANG, App::Wechat).await?;
        visitor.tick("3101152600018803", false).await?;
        visitor.picture("dues").await?;
        self.window.touch("next").await?;
        let amount = visitor.confirm_review().await?;
        visitor.show_payment(ChannelKind::Wechat, WANG.id).await?;
        visitor
            .answer_prompt(ChannelKind::Wechat, WANG.id, Outcome::Confirmed)
            .await?;
        let receipt = visitor.take_receipt().await?;
        since
            .done(self, "traffic-fines", "zh-CN", "wechat", amount, receipt)
            .await
    }

    /// In English, an appointment at a hospital, Alipay at once.
    async fn hospital_registration(&self) -> anyhow::Result<Done> {
        let album = self.album("en")?;
        let visitor = self.visitor(&album);
        let since = Since::now(self).await?;

        visitor
            .choose_service(Some("en"), "hospital-registration")
            .await?;
        visitor.identify(&LI, App::Alipay).await?;
        let choices = ["first", "first-heart", "first-heart-wu"].map(str::to_owned);
        visitor.choose_options(&choices).await?;
        let slot = visitor.first_option("first-heart-wu-").await?;
        visitor.choose_options(&[slot]).await?;
        let amount = visitor.confirm_review().await?;
        visitor.show_payment(ChannelKind::Alipay, LI.id).await?;
        let receipt = visitor.take_receipt().await?;
        since
            .done(
                self,
                "hospital-registration",
                "en",
                "alipay",
                amount,
                receipt,
            )
            .await
    }

    fn album(&self, prefix: &str) -> anyhow::Result<Album> {
        Album::new(&self.out.join("screens"), &self.out.join("frames"), prefix)
    }

    fn visitor<'a>(&'a self, album: &'a Album) -> Visitor<'a> {
        Visitor {
            hall: self.hall,
            window: self.window,
            album: Some(album),
        }
    }

    fn log(&self) -> String {
        // Without a log there are no timings, which the report says by leaving them out.
        fs::read_to_string(self.hall.places().kiosk_log()).unwrap_or_default()
    }
}

/// How far the logs were when a visit began.
struct Since {
    log: usize,
    painted: usize,
}

impl Since {
    async fn now(script: &Script<'_>) -> anyhow::Result<Self> {
        let painted = script.window.painted().await?.len();
        Ok(Self {
            log: script.log().len(),
            painted,
        })
    }

    async fn done(
        self,
        script: &Script<'_>,
        service: &str,
        lang: &str,
        channel: &str,
        amount: u64,
        receipt: String,
    ) -> anyhow::Result<Done> {
        let touches = script.window.painted().await?.split_off(self.painted);
        let log = script.log();
        let log = log.get(self.log..).unwrap_or_default();
        Ok(Done(VisitReport {
            service: service.to_owned(),
            lang: lang.to_owned(),
            channel: channel.to_owned(),
            amount,
            receipt,
            paper: String::new(),
            ms: Timings::of(log, &touches),
            touches,
        }))
    }
}

impl Done {
    fn with_paper(self, paper: &Paper, receipts: &Path) -> anyhow::Result<VisitReport> {
        let Self(visit) = self;
        let (number, printed) = (&visit.receipt, &paper.receipt);
        ensure!(
            number == printed,
            "the screen shows {number}, the paper is {printed}"
        );
        let name = PathBuf::from(format!("{number}.pdf"));
        fs::copy(&paper.file, receipts.join(&name))?;
        Ok(VisitReport {
            paper: format!("receipts/{}", name.display()),
            ..visit
        })
    }
}
