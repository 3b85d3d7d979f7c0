//! The event loop: the core's one caller.

use std::collections::HashMap;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Instant;

use devices::{Jpeg, ScanEngine, ScanEvent, Scanner};
use futures_util::StreamExt as _;
use gateway::Client;
use jiff::tz::TimeZone;
use kiosk::call::{Answer, CallId};
use kiosk::scan::Scan;
use kiosk::service::Issuer;
use kiosk::touch::Touch;
use kiosk::view::View;
use kiosk::{Effect, Event, Kiosk, Memory, PrintProgress};
use receipt::Fonts;
use thiserror::Error;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use crate::calls::{self, Answered};
use crate::clock;
use crate::config::Config;
use crate::journal::{Journal, JournalError};
use crate::offered::Offered;
use crate::opaque::Opaque;
use crate::press::Press;
use crate::printing::{self, Printing};
use crate::scanners::{self, Scans};
use crate::sighted::sighted;
use crate::sorting;
use crate::timings::Timings;
use crate::trusted::Trusted;
use crate::voice::Speaking;
use crate::wire;

/// Things that wait to be told to the core. A citizen cannot outrun it.
const INPUTS_MAX: usize = 256;

/// The kiosk, running. Dropping it does not stop it: the program ends with its window.
#[derive(Clone)]
pub struct Running {
    inputs: mpsc::Sender<Input>,
    views: watch::Receiver<View>,
    scanner: Arc<Scanner>,
    speaking: Arc<Speaking>,
}

/// Why the kiosk cannot start. A damaged journal is none of these: the machine then starts and
/// says that it is out of service.
#[derive(Debug, Error)]
pub enum StartError {
    /// The folder of the journal cannot be made.
    #[error("the data folder {path} cannot be used: {cause}")]
    Data {
        /// The folder.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// The address of the backend is none.
    #[error(transparent)]
    Backend(#[from] gateway::ClientError),
    /// The address of the printer is none.
    #[error(transparent)]
    Printer(#[from] devices::printer::PrinterError),
    /// The receipt's fonts cannot be used.
    #[error(transparent)]
    Fonts(#[from] receipt::FontError),
    /// There is no such time zone.
    #[error(transparent)]
    TimeZone(#[from] jiff::Error),
    /// The system gives no random numbers.
    #[error("the system gives no random numbers: {0}")]
    Random(getrandom::Error),
}

/// Something the loop is told.
pub(crate) enum Input {
    /// For the core.
    Event(Event),
    /// An answer of the backend.
    Answered { call: CallId, answered: Answered },
}

impl Running {
    /// The screen was touched.
    pub async fn touch(&self, revision: u64, touch: Touch) {
        let event = Event::Touched { revision, touch };
        // The loop ends with the program only.
        let _ = self.inputs.send(Input::Event(event)).await;
    }

    /// What is to be seen now, and every time it changes.
    #[must_use]
    pub fn views(&self) -> watch::Receiver<View> {
        self.views.clone()
    }

    /// Says this, if the citizen wants to hear the screen.
    pub fn say(&self, text: String, lang: String, interrupt: bool) {
        self.speaking.say(text, lang, interrupt);
    }

    /// Ends what is being said.
    pub fn hush(&self) {
        self.speaking.hush();
    }

    /// The newest picture of the camera, while the machine looks.
    #[must_use]
    pub fn preview(&self) -> Option<Jpeg> {
        self.scanner.preview()
    }
}

/// Starts the kiosk on the present tokio runtime.
///
/// # Errors
/// See [`StartError`].
pub async fn start(config: Config) -> Result<Running, StartError> {
    std::fs::create_dir_all(&config.data).map_err(|cause| StartError::Data {
        path: config.data.clone(),
        cause,
    })?;
    let core = config.core();
    let press = Arc::new(Press {
        hall: core.hall.clone(),
        machine: config.machine.clone(),
        paper: config.paper,
        fonts: Fonts::load(&config.fonts)?,
        zone: TimeZone::get(&config.time_zone)?,
    });
    let client = Client::new(&config.backend, &config.machine)?;
    let printer = devices::Printer::new(&config.printer)?;
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(StartError::Random)?;

    let (journal, memory, failed) = match Journal::open(&config.data.join("journal.sqlite")) {
        Ok((journal, memory)) => (Some(journal), memory, None),
        Err(error) => (None, Memory::default(), Some(error)),
    };
    let mut kiosk = Kiosk::recover(seed, core, &memory, clock::now());
    drop(memory);
    if let Some(error) = failed {
        // What it would do about an empty journal is not done.
        kiosk.handle_event(out_of_service(&error), clock::now());
    }
    let trusted = Trusted::load(&config.data, config.trust.anchor());
    let offered = Offered::load(&config.data, trusted.keys());

    let (inputs, received) = mpsc::channel(INPUTS_MAX);
    let handle = tokio::runtime::Handle::current();
    let (scanner, seen) = Scanner::start(config.camera.clone(), &handle);
    let scanner = Arc::new(scanner);
    let (engines, scans) = scanners::start(seen, &config.scanners, &handle);
    let (show, views) = watch::channel(kiosk.view());
    tokio::spawn(printing::watch(printer.clone(), inputs.clone()));
    let speaking = Speaking::start(&config.speech, views.clone(), inputs.clone(), &handle);
    let event_loop = Loop {
        kiosk,
        journal,
        client,
        machine: config.machine,
        trusted,
        opaque: Opaque::default(),
        offered,
        is_cut_off: false,
        scanner: Arc::clone(&scanner),
        engines,
        printing: Printing {
            printer,
            press,
            inputs: inputs.clone(),
        },
        jobs: HashMap::new(),
        inputs: inputs.clone(),
        show,
        timings: Timings::default(),
    };
    tokio::spawn(event_loop.run(received, scans));
    Ok(Running {
        inputs,
        views,
        scanner,
        speaking,
    })
}

struct Loop {
    kiosk: Kiosk,
    journal: Option<Journal>,
    client: Client,
    machine: String,
    trusted: Trusted,
    opaque: Opaque,
    offered: Offered,
    /// The backend did not answer the last call.
    is_cut_off: bool,
    scanner: Arc<Scanner>,
    engines: Vec<ScanEngine>,
    printing: Printing,
    /// Print jobs under way, by number of the receipt.
    jobs: HashMap<String, CancellationToken>,
    inputs: mpsc::Sender<Input>,
    show: watch::Sender<View>,
    timings: Timings,
}

impl Loop {
    async fn run(mut self, mut inputs: mpsc::Receiver<Input>, mut scans: Scans) {
        let effects = self.remember();
        self.carry_out(effects).await;
        loop {
            let deadline = self.kiosk.poll_timeout();
            let wait = deadline.map(|(at, _)| at.saturating_sub(clock::now().mono));
            let mut sleep = pin!(async {
                match wait {
                    Some(wait) => tokio::time::sleep(wait).await,
                    None => std::future::pending().await,
                }
            });
            let effects = tokio::select! {
                input = inputs.recv() => match input {
                    Some(input) => self.input(input),
                    None => return,
                },
                Some(scan) = scans.next() => self.scanned(scan),
                () = &mut sleep => {
                    tracing::trace!(why = deadline.map(|(_, why)| why), "time has passed");
                    self.kiosk.handle_timeout(clock::now())
                }
            };
            self.carry_out(effects).await;
            self.show();
        }
    }

    /// What was offered last time, before the backend has answered.
    fn remember(&mut self) -> Vec<Effect> {
        let Some(services) = self.offered.services() else {
            return Vec::new();
        };
        let offered = Box::new(services.clone());
        let issuers = self.accepted();
        self.tell(Event::CatalogueRemembered { offered, issuers })
    }

    fn input(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Event(event) => {
                if let Event::PrintChanged { receipt, progress } = &event
                    && !matches!(
                        progress,
                        PrintProgress::Printing | PrintProgress::Waiting(_)
                    )
                {
                    self.jobs.remove(receipt);
                }
                self.tell(event)
            }
            Input::Answered {
                call,
                answered:
                    Answered {
                        mut answer,
                        catalogue,
                        trouble,
                    },
            } => {
                self.note_link(trouble);
                if let Some(catalogue) = catalogue {
                    // First whose signatures count, then what they signed.
                    self.trusted.offer(&catalogue.trust, unix_seconds());
                    self.offered.offer(&catalogue, self.trusted.keys());
                    if let Ok(Answer::Catalogue {
                        offered, issuers, ..
                    }) = &mut answer
                    {
                        **offered = self.offered.services().cloned().unwrap_or_default();
                        *issuers = self.accepted();
                    }
                }
                if matches!(answer, Ok(Answer::Citizen { .. })) {
                    self.timings.identified();
                }
                self.tell(Event::Answered { call, answer })
            }
        }
    }

    /// A backend that is away for a week must not fill the disk with saying so.
    fn note_link(&mut self, trouble: Option<gateway::CallError>) {
        match trouble {
            None if self.is_cut_off => {
                self.is_cut_off = false;
                tracing::info!("the backend answers again");
            }
            None => {}
            Some(error) if self.is_cut_off => {
                tracing::debug!(%error, "a call to the backend has no answer");
            }
            Some(error) => {
                self.is_cut_off = !matches!(error, gateway::CallError::Problem(..));
                tracing::warn!(%error, "a call to the backend has no answer");
            }
        }
    }

    /// Whose codes are accepted: of those we trust, and of those whom the backend asks.
    fn accepted(&mut self) -> Vec<Issuer> {
        let opaque = self.offered.opaque();
        self.opaque = Opaque::of(opaque);
        let mut issuers = self.trusted.issuers();
        issuers.extend(opaque.iter().cloned().map(wire::opaque_issuer));
        issuers
    }

    fn scanned(&mut self, scan: ScanEvent) -> Vec<Effect> {
        match scan {
            ScanEvent::Symbol { symbol, seen_at } => self.sorted(&symbol.bytes, seen_at),
            ScanEvent::Sighted(glimpse) => self.tell(Event::Sighted(sighted(&glimpse))),
            ScanEvent::CameraLost { cause } => {
                tracing::warn!(?cause, "the camera gives no picture");
                self.tell(Event::CameraChanged { live: false })
            }
            ScanEvent::CameraBack => self.tell(Event::CameraChanged { live: true }),
            ScanEvent::Refused => self.tell(Event::Scanned(Scan::Other)),
            // The camera goes on; the engine has told the operator in the log.
            ScanEvent::EngineLost { .. } | ScanEvent::EngineBack { .. } => Vec::new(),
        }
    }

    fn sorted(&mut self, symbol: &[u8], seen_at: Instant) -> Vec<Effect> {
        let trust = self.trusted.trust();
        let scan = sorting::sort(symbol, trust, &self.opaque, unix_seconds());
        if matches!(scan, Scan::Citizen { .. }) {
            self.timings.verified(seen_at);
        }
        self.tell(Event::Scanned(scan))
    }

    fn tell(&mut self, event: Event) -> Vec<Effect> {
        self.kiosk.handle_event(event, clock::now())
    }

    /// Carries the effects out in their order. After a record that could not be written nothing
    /// else is done.
    async fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.timings.effect(&effect);
            match effect {
                Effect::Append(_)
                | Effect::KeepKey { .. }
                | Effect::EraseKey { .. }
                | Effect::Prune => {
                    let Some(journal) = &self.journal else { return };
                    if let Err(error) = keep(journal, effect).await {
                        self.journal = None;
                        self.tell(out_of_service(&error));
                        return;
                    }
                }
                Effect::Call { call, request } => {
                    let (client, machine) = (self.client.clone(), self.machine.clone());
                    let inputs = self.inputs.clone();
                    tokio::spawn(async move {
                        let answered = calls::ask(&client, &machine, request).await;
                        let _ = inputs.send(Input::Answered { call, answered }).await;
                    });
                }
                Effect::Look { on } => {
                    self.scanner.look(on);
                    self.engines.iter().for_each(|engine| engine.look(on));
                }
                Effect::Print { handout, .. } => {
                    let cancel = CancellationToken::new();
                    self.jobs.insert(handout.number.clone(), cancel.clone());
                    tokio::spawn(self.printing.clone().print(*handout, cancel));
                }
                Effect::FollowPrint { receipt } => {
                    let cancel = CancellationToken::new();
                    self.jobs.insert(receipt.clone(), cancel.clone());
                    tokio::spawn(self.printing.clone().follow_up(receipt, cancel));
                }
                Effect::CancelPrint { receipt } => {
                    if let Some(cancel) = self.jobs.get(&receipt) {
                        cancel.cancel();
                    }
                }
            }
        }
    }

    fn show(&self) {
        let view = self.kiosk.view();
        self.show.send_if_modified(|shown| {
            let changed = *shown != view;
            *shown = view;
            changed
        });
    }
}

fn unix_seconds() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// What changes the machine's memory. It is durable when this returns without an error.
async fn keep(journal: &Journal, effect: Effect) -> Result<(), JournalError> {
    match effect {
        Effect::Append(record) => journal.append(clock::now().wall.0, record).await,
        Effect::KeepKey { visit, key } => journal.keep_key(visit, key).await,
        Effect::EraseKey { visit } => journal.erase_key(visit).await,
        Effect::Prune => journal.prune().await,
        Effect::Call { .. }
        | Effect::Look { .. }
        | Effect::Print { .. }
        | Effect::FollowPrint { .. }
        | Effect::CancelPrint { .. } => Ok(()),
    }
}

fn out_of_service(error: &JournalError) -> Event {
    tracing::error!(%error, "out of service");
    Event::JournalFailed {
        trouble: error.trouble(),
    }
}
