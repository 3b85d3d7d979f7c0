//! A hall with its window, for one test at a time.

use std::path::PathBuf;
use std::time::Duration;

use stage::books::Books;
use stage::hall::{
    CITIZENS, Hall, HallOptions, NOTICE, NOTICE_OF_TWO, STRANGER, notice_number, release_programs,
};
use stage::traces::{Needle, Search};
use stage::visitor::Visitor;
use stage::window::Window;
use tempfile::TempDir;
use tokio::sync::{Mutex, MutexGuard};
use toml::toml;

/// How long the ledgers may take to agree.
const AGREE: Duration = Duration::from_secs(30);

/// One window at a time: two would wait for each other's processor.
static TURN: Mutex<()> = Mutex::const_new(());

/// A hall, and its kiosk's window. If the test fails, what it left is kept.
pub struct World {
    window: Option<Window>,
    pub hall: Hall,
    folder: Option<TempDir>,
    _turn: MutexGuard<'static, ()>,
}

impl World {
    /// A hall whose waits are short; `None` where there is no release build to test.
    pub async fn new() -> Option<Self> {
        Self::with(|_| {}).await
    }

    /// The same, set up differently.
    pub async fn with(change: impl FnOnce(&mut HallOptions)) -> Option<Self> {
        let binaries = programs()?;
        let turn = TURN.lock().await;
        let mut options = HallOptions::new(&binaries);
        options.times = toml! {
            thanks_s = 1
            refresh_s = 1
            reconnect_s = 1
        };
        options.waits = toml! {
            [wechat]
            query_every_ms = 300
            pay_limit_ms = 6000
            reverse_after_ms = 1000
            answer_within_ms = 3000
            retry_every_ms = 300
            late_ms = 8000
            [alipay]
            query_every_ms = 300
            pay_limit_ms = 6000
            answer_within_ms = 3000
            retry_every_ms = 300
            late_ms = 8000
        };
        change(&mut options);
        let folder = tempfile::tempdir().unwrap();
        let hall = Hall::start(folder.path(), options).await.unwrap();
        let window = hall.open_window().await.unwrap();
        Some(Self {
            window: Some(window),
            hall,
            folder: Some(folder),
            _turn: turn,
        })
    }

    pub fn window(&self) -> &Window {
        self.window.as_ref().unwrap()
    }

    pub fn visitor(&self) -> Visitor<'_> {
        Visitor {
            hall: &self.hall,
            window: self.window(),
            album: None,
        }
    }

    /// Waits until all ledgers agree. Nothing of any citizen is on the machines then.
    pub async fn books(&self) -> Books {
        let books = Books::settled(&self.hall, AGREE).await.unwrap();
        self.nothing_stays();
        books
    }

    /// Searches every file of the machines for all citizens and all that they have shown.
    fn nothing_stays(&self) {
        let citizens = CITIZENS.iter().chain([&STRANGER]);
        let mut needles: Vec<Needle> = citizens.flat_map(|citizen| citizen.needles()).collect();
        let notices = [NOTICE, NOTICE_OF_TWO].map(notice_number);
        needles.extend(notices.map(|number| Needle::new("notice number", number)));
        needles.extend(self.hall.shown());
        let search = Search::new(&needles).unwrap();
        let traces = search.machines(self.hall.places()).unwrap();
        assert!(traces.is_empty(), "this stays on the machines: {traces:#?}");
    }

    /// Nothing was charged, nothing printed, nobody is owed anything.
    pub async fn nothing_was_paid(&self) -> Books {
        let books = self.books().await;
        assert_eq!(books.taken(), 0, "{books:#?}");
        assert_eq!(
            (books.receipts.len(), books.papers.len()),
            (0, 0),
            "{books:#?}"
        );
        books
    }

    /// One receipt for this sum, on one paper.
    pub async fn paid_once(&self, fen: u64) -> Books {
        let books = self.books().await;
        assert_eq!(books.taken(), fen, "{books:#?}");
        assert_eq!(
            (books.receipts.len(), books.papers.len()),
            (1, 1),
            "{books:#?}"
        );
        books
    }

    /// Nothing was even sent to a channel.
    pub fn no_channel_was_asked(&self) {
        let asked = [
            self.hall.wechat().ledger().requests(),
            self.hall.alipay().ledger().requests(),
        ];
        assert!(asked.iter().all(Vec::is_empty), "{asked:?}");
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            // What the programs write when they end counts as well.
            drop(self.window.take());
            self.nothing_stays();
            return;
        }
        let Some(folder) = self.folder.take() else {
            return;
        };
        let folder = folder.keep();
        if let Some(window) = &self.window {
            let _ = window.glance(&folder.join("failed.png"));
        }
        eprintln!(
            "what the test left, with a picture of the screen: {}",
            folder.display()
        );
    }
}

fn programs() -> Option<PathBuf> {
    let programs = release_programs();
    if programs.is_none() {
        eprintln!("skipped: the programs are tested in a release build, cargo test --release");
    }
    programs
}
