//! The few requests with which the stage handles its printer. Written by hand, so that the stage
//! knows no other way to speak IPP than the one on the wire (RFC 8010).

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use reqwest::{Client, header::CONTENT_TYPE};
use tokio::time::sleep;

/// The name of the jobs that only make the engine speak.
pub(super) const OWN_JOB: &str = "stage-own-job";

const REQUEST_DEADLINE: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(20);
const PRINT_JOB: u16 = 0x0002;
const GET_JOB_ATTRIBUTES: u16 = 0x0009;
const GET_PRINTER_ATTRIBUTES: u16 = 0x000b;
/// Canceled; aborted and completed come after it (RFC 8011, 5.3.7).
const FIRST_FINAL_STATE: i32 = 7;
const OPERATION_ATTRIBUTES: u8 = 0x01;
const END_OF_ATTRIBUTES: u8 = 0x03;
const INTEGER: u8 = 0x21;
const NAME: u8 = 0x42;
const KEYWORD: u8 = 0x44;
const URI: u8 = 0x45;
const CHARSET: u8 = 0x47;
const LANGUAGE: u8 = 0x48;
const MIME_TYPE: u8 = 0x49;
/// So many trays the web form of any `ippeveprinter` has at most; the superfluous are ignored.
const TRAYS: usize = 12;

pub(super) struct Ipp {
    port: u16,
    client: Client,
}

impl Ipp {
    pub(super) fn new(port: u16) -> Result<Ipp> {
        let client = Client::builder()
            .no_proxy()
            .timeout(REQUEST_DEADLINE)
            .pool_max_idle_per_host(0)
            .build()?;
        Ok(Ipp { port, client })
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// Which of the words are among the printer's state reasons now.
    pub(super) async fn shown(&self, words: &[&'static str]) -> Result<Vec<&'static str>> {
        let answer = self.printer("printer-state-reasons").await?;
        let holds = |word: &&&str| contains(&answer, word.as_bytes());
        Ok(words.iter().filter(holds).copied().collect())
    }

    async fn printer(&self, attribute: &str) -> Result<Vec<u8>> {
        let mut request = self.request(GET_PRINTER_ATTRIBUTES);
        add(&mut request, KEYWORD, "requested-attributes", attribute);
        request.push(END_OF_ATTRIBUTES);
        self.send(request).await
    }

    /// Has the engine say what is the matter, by a job of the stage's own, and waits until that
    /// is over. A busy printer refuses it: then the engine is at work and says it already.
    pub(super) async fn own_job(&self, give_up: Instant) -> Result<()> {
        let mut request = self.request(PRINT_JOB);
        add(&mut request, NAME, "requesting-user-name", "stage");
        add(&mut request, NAME, "job-name", OWN_JOB);
        add(
            &mut request,
            MIME_TYPE,
            "document-format",
            "application/pdf",
        );
        request.push(END_OF_ATTRIBUTES);
        request.extend_from_slice(b"%PDF-1.4\n");
        let Some(job) = number(&self.send(request).await?, "job-id") else {
            return Ok(());
        };
        while self
            .job_state(job)
            .await?
            .is_some_and(|state| state < FIRST_FINAL_STATE)
        {
            ensure!(Instant::now() < give_up, "the stage's own job does not end");
            sleep(POLL).await;
        }
        Ok(())
    }

    async fn job_state(&self, job: i32) -> Result<Option<i32>> {
        let mut request = self.request(GET_JOB_ATTRIBUTES);
        request.push(INTEGER);
        for part in [&b"job-id"[..], &job.to_be_bytes()] {
            request.extend_from_slice(&(part.len() as u16).to_be_bytes());
            request.extend_from_slice(part);
        }
        add(&mut request, KEYWORD, "requested-attributes", "job-state");
        request.push(END_OF_ATTRIBUTES);
        Ok(number(&self.send(request).await?, "job-state"))
    }

    /// Puts so many sheets of A4 into every tray.
    pub(super) async fn load_paper(&self, sheets: u32) -> Result<()> {
        let trays: Vec<String> = (0..TRAYS)
            .map(|n| format!("size{n}=iso_a4_210x297mm&type{n}=stationery&level{n}={sheets}"))
            .collect();
        let url = format!("http://localhost:{}/media?{}", self.port, trays.join("&"));
        self.client.get(url).send().await?.error_for_status()?;
        Ok(())
    }

    fn request(&self, operation: u16) -> Vec<u8> {
        let mut request = vec![2, 0];
        request.extend_from_slice(&operation.to_be_bytes());
        request.extend_from_slice(&[0, 0, 0, 1, OPERATION_ATTRIBUTES]);
        add(&mut request, CHARSET, "attributes-charset", "utf-8");
        add(&mut request, LANGUAGE, "attributes-natural-language", "en");
        let uri = format!("ipp://localhost:{}/ipp/print", self.port);
        add(&mut request, URI, "printer-uri", &uri);
        request
    }

    async fn send(&self, request: Vec<u8>) -> Result<Vec<u8>> {
        let url = format!("http://localhost:{}/ipp/print", self.port);
        let post = self
            .client
            .post(url)
            .header(CONTENT_TYPE, "application/ipp")
            .body(request);
        Ok(post
            .send()
            .await?
            .error_for_status()?
            .bytes()
            .await?
            .to_vec())
    }
}

fn add(request: &mut Vec<u8>, tag: u8, name: &str, value: &str) {
    request.push(tag);
    for text in [name, value] {
        request.extend_from_slice(&(text.len() as u16).to_be_bytes());
        request.extend_from_slice(text.as_bytes());
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The value of an integer or enum.
fn number(answer: &[u8], name: &str) -> Option<i32> {
    let key = [name.as_bytes(), &[0, 4]].concat();
    let at = answer.windows(key.len()).position(|window| window == key)? + key.len();
    Some(i32::from_be_bytes(answer.get(at..at + 4)?.try_into().ok()?))
}
