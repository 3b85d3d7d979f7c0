//! The program itself: imported into, killed in the middle of a payment, started again, stopped.

use std::process::Stdio;
use std::time::Duration;

use gateway::Client;
use gateway::wire::{Channel, PaymentState};
use stage::channels::{Behaviour, Outcome, Who};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use uuid::Uuid;

use crate::hall::{AYGUL, Hall, NOTICE, SEED, SOON};

struct Program {
    child: Child,
    client: Client,
    log: tokio::task::JoinHandle<String>,
}

pub fn command(hall: &Hall, verb: &str) -> Command {
    let mut command = program(hall, verb);
    command
        .arg("--config")
        .arg(hall.folder.path().join("backend.toml"));
    command
}

/// The program in the hall's folder, without a configuration.
pub fn program(hall: &Hall, verb: &str) -> Command {
    let binary = std::env::var_os("CARGO_BIN_EXE_hallpass-backend").expect("cargo runs the tests");
    let mut command = Command::new(binary);
    command
        .arg(verb)
        .current_dir(hall.folder.path())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

impl Program {
    /// Starts it and waits until its log says where it listens.
    async fn serve(hall: &Hall) -> Self {
        let mut child = command(hall, "serve").spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (mut log, mut address) = (String::new(), None);
        while address.is_none() {
            let line = tokio::time::timeout(SOON, lines.next_line())
                .await
                .unwrap()
                .unwrap();
            let line = line.expect("the program goes on");
            let record: serde_json::Value = serde_json::from_str(&line).unwrap();
            if record["fields"]["message"] == "listening" {
                address = record["fields"]["address"].as_str().map(str::to_owned);
            }
            log.push_str(&line);
        }
        let log = tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                log.push_str(&line);
            }
            log
        });
        let client = Client::new(&format!("http://{}", address.unwrap()), "3").unwrap();
        Self { child, client, log }
    }

    async fn terminate(mut self) -> String {
        let id = self.child.id().unwrap().to_string();
        let told = Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .await
            .unwrap();
        assert!(told.success());
        let status = tokio::time::timeout(SOON, self.child.wait())
            .await
            .unwrap()
            .unwrap();
        assert!(status.success(), "{status}");
        self.log.await.unwrap()
    }
}

#[tokio::test]
async fn a_program_that_was_killed_goes_on_where_it_was_and_writes_down_nothing_personal() {
    let mut hall = Hall::open().await;
    let seed = hall.folder.path().join("seed.json");
    std::fs::write(&seed, SEED).unwrap();
    let imported = command(&hall, "import")
        .arg("--file")
        .arg(&seed)
        .status()
        .await
        .unwrap();
    assert!(imported.success());

    hall.stop().await;
    let mut program = Program::serve(&hall).await;
    hall.client = program.client.clone();
    hall.identify(Uuid::new_v4(), AYGUL).await;
    hall.wechat
        .ledger()
        .behave(Who::Next, Behaviour::ask_password());
    let application = hall.apply_for(Uuid::new_v4(), NOTICE).await.unwrap();
    let order = application.order.unwrap();
    let key = Uuid::new_v4();
    let request = hall.request(&order, Channel::Wechat, "wang");
    let pending = hall.client.pay(key, &request, SOON).await.unwrap();
    assert!(matches!(pending, PaymentState::Pending { .. }));
    program.child.kill().await.unwrap();
    hall.wechat
        .ledger()
        .confirm("wang", Outcome::Confirmed)
        .unwrap();

    let program = Program::serve(&hall).await;
    hall.client = program.client.clone();
    let PaymentState::Approved { receipt } = hall.decided(key).await else {
        panic!("not approved")
    };
    assert_eq!(hall.taken(Channel::Wechat, key), receipt.total);
    let log = program.terminate().await;
    assert!(log.contains("taking up orders"), "{log}");
    for personal in [
        "阿依古丽",
        "欧阳",
        AYGUL,
        &request.code,
        "GC1:",
        "wang",
        NOTICE,
    ] {
        assert!(!log.contains(personal), "{personal} in {log}");
    }
    for file in ["backend.sqlite", "backend.sqlite-wal"] {
        let bytes = std::fs::read(hall.folder.path().join(file)).unwrap_or_default();
        let code = request.code.as_bytes();
        assert!(
            !bytes.windows(code.len()).any(|part| part == code),
            "the code is in {file}"
        );
    }
}

#[tokio::test]
async fn a_configuration_that_is_wrong_is_given_up_with_its_line() {
    let hall = Hall::open().await;
    let path = hall.folder.path().join("backend.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("colour = 1\n{text}")).unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(20), command(&hall, "serve").output());
    let output = ended.await.unwrap().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(log.contains("line 1") && log.contains("colour"), "{log}");
}
