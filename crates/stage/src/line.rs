//! The line between the kiosk and the backend, and what can be the matter with it.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A connection that is kept without an answer is kept no longer than this.
const SILENCE_MAX: Duration = Duration::from_secs(180);
/// More than this is no head of a request.
const HEAD_MAX: usize = 64 * 1024;

/// What is the matter with the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    Nothing,
    /// Connections are closed at once.
    Cut,
    /// Connections are taken and nothing is ever answered.
    Silent,
    /// Answers take this much longer.
    Slow(Duration),
    /// Every request is answered with a page that is not of the backend.
    Rubbish,
    /// Every request is answered with status 500.
    Broken,
    /// Requests arrive, but answers get lost.
    LosesAnswers,
}

/// A line to a server on 127.0.0.1. It is gone when this is dropped.
pub struct Line {
    url: String,
    trouble: watch::Sender<Trouble>,
    task: JoinHandle<()>,
}

impl Line {
    /// Lays a line from a free port to `port`.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn to(port: u16) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let trouble = watch::Sender::new(Trouble::Nothing);
        let task = tokio::spawn(accept(listener, port, trouble.subscribe()));
        Ok(Self { url, trouble, task })
    }

    /// The kiosk's end, e.g. `http://127.0.0.1:40001`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// From now on this is the matter. Connections that are open are closed.
    pub fn trouble(&self, trouble: Trouble) {
        self.trouble.send_replace(trouble);
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, port: u16, mut trouble: watch::Receiver<Trouble>) {
    while let Ok((kiosk, _)) = listener.accept().await {
        let now = *trouble.borrow_and_update();
        let mut change = trouble.clone();
        tokio::spawn(async move {
            tokio::select! {
                // A connection that broke is broken: that is all there is to it.
                _ = serve(kiosk, port, now) => {}
                _ = change.changed() => {}
            }
        });
    }
}

async fn serve(mut kiosk: TcpStream, port: u16, trouble: Trouble) -> std::io::Result<()> {
    match trouble {
        Trouble::Nothing => pass(&mut kiosk, port).await,
        Trouble::Cut => Ok(()),
        Trouble::Silent => {
            tokio::time::sleep(SILENCE_MAX).await;
            Ok(())
        }
        Trouble::Slow(by) => {
            let mut backend = TcpStream::connect(("127.0.0.1", port)).await?;
            let (mut from_kiosk, mut to_kiosk) = kiosk.split();
            let (mut from_backend, mut to_backend) = backend.split();
            tokio::try_join!(
                tokio::io::copy(&mut from_kiosk, &mut to_backend),
                copy_late(&mut from_backend, &mut to_kiosk, by),
            )?;
            Ok(())
        }
        Trouble::Rubbish => {
            answer(
                &mut kiosk,
                "200 OK",
                "text/html",
                "<html>请登录无线网络</html>",
            )
            .await
        }
        Trouble::Broken => {
            answer(
                &mut kiosk,
                "500 Internal Server Error",
                "text/plain",
                "out of memory",
            )
            .await
        }
        Trouble::LosesAnswers => {
            let mut backend = TcpStream::connect(("127.0.0.1", port)).await?;
            let (mut from_kiosk, _keep_open) = kiosk.split();
            tokio::io::copy(&mut from_kiosk, &mut backend).await?;
            Ok(())
        }
    }
}

async fn pass(kiosk: &mut TcpStream, port: u16) -> std::io::Result<()> {
    let mut backend = TcpStream::connect(("127.0.0.1", port)).await?;
    copy_bidirectional(kiosk, &mut backend).await?;
    Ok(())
}

async fn copy_late(
    from: &mut ReadHalf<'_>,
    to: &mut WriteHalf<'_>,
    by: Duration,
) -> std::io::Result<()> {
    let mut bytes = Vec::with_capacity(HEAD_MAX);
    while from.read_buf(&mut bytes).await? > 0 {
        tokio::time::sleep(by).await;
        to.write_all(&bytes).await?;
        bytes.clear();
    }
    to.shutdown().await
}

async fn answer(
    kiosk: &mut TcpStream,
    status: &str,
    kind: &str,
    body: &str,
) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.windows(4).any(|bytes| bytes == b"\r\n\r\n") && head.len() < HEAD_MAX {
        if kiosk.read_buf(&mut head).await? == 0 {
            return Ok(());
        }
    }
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}; charset=utf-8\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
    kiosk.write_all(answer.as_bytes()).await?;
    kiosk.shutdown().await
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::routing::get;

    use super::*;
    use crate::server::Server;

    async fn ask(line: &Line) -> Result<(u16, String), reqwest::Error> {
        let http = reqwest::Client::builder()
            .timeout(Duration::from_secs(1))
            .build()?;
        let answer = http.get(format!("{}/v1/health", line.url())).send().await?;
        Ok((answer.status().as_u16(), answer.text().await?))
    }

    #[tokio::test]
    async fn a_line_passes_until_something_is_the_matter_and_again_after_it() {
        let heard = watch::Sender::new(0);
        let counts = heard.clone();
        let health = get(move || async move {
            counts.send_modify(|count| *count += 1);
            "well"
        });
        let server = Server::start(Router::new().route("/v1/health", health))
            .await
            .unwrap();
        let port = server.url().rsplit(':').next().unwrap().parse().unwrap();
        let line = Line::to(port).await.unwrap();
        let well = (200, "well".to_owned());
        assert_eq!(ask(&line).await.unwrap(), well);

        line.trouble(Trouble::Cut);
        assert!(ask(&line).await.is_err());
        line.trouble(Trouble::Silent);
        assert!(ask(&line).await.unwrap_err().is_timeout());
        line.trouble(Trouble::Rubbish);
        assert!(ask(&line).await.unwrap().1.contains("<html>"));
        line.trouble(Trouble::Broken);
        assert_eq!(ask(&line).await.unwrap().0, 500);
        assert_eq!(*heard.borrow(), 1, "the server has heard of none of this");

        line.trouble(Trouble::LosesAnswers);
        assert!(ask(&line).await.unwrap_err().is_timeout());
        assert_eq!(*heard.borrow(), 2, "but it has of this");
        line.trouble(Trouble::Slow(Duration::from_millis(100)));
        assert_eq!(ask(&line).await.unwrap(), well);
        line.trouble(Trouble::Nothing);
        assert_eq!(ask(&line).await.unwrap(), well);
    }
}
