//! What a reader sees in the frames.

use std::collections::HashSet;
use std::time::Duration;

use codes::citizen::{Claims, Credential, Presentation, Subject, issue, present};
use codes::{Algorithm, Notice, Signer};
use image::imageops::{FilterType, resize};

use super::*;

/// How many of the frames rqrr reads `code` in, at full or half size, as a scanner would try.
fn read(frames: &[Jpeg], code: &str) -> usize {
    frames
        .iter()
        .filter(|frame| texts(frame).contains(code))
        .count()
}

fn texts(frame: &[u8]) -> HashSet<String> {
    let grey = image::load_from_memory(frame).unwrap().to_luma8();
    assert_eq!(grey.dimensions(), (1280, 720));
    let half = resize(&grey, 640, 360, FilterType::Triangle);
    let grids = [grey, half].into_iter().flat_map(|picture| {
        let mut picture = rqrr::PreparedImage::prepare(picture);
        let grids = picture.detect_grids();
        grids
            .into_iter()
            .filter_map(|grid| Some(grid.decode().ok()?.1))
            .collect::<Vec<_>>()
    });
    grids.collect()
}

fn screen(code: &str, dark: bool) -> Scene {
    Scene::Phone(Screen {
        code: code.to_owned(),
        color: if dark { [22, 119, 255] } else { [7, 193, 96] },
        title: ["市民码".into(), "City services in WeChat".into()],
        caption: ["王*明".into(), "每分钟更新  Renewed every minute".into()],
        dark,
    })
}

fn sheet(code: &str) -> Scene {
    let lines = [
        "执收单位  市交通运输局",
        "项  目  占道费",
        "金  额  ¥128.00",
        "缴 款 码",
    ]
    .map(str::to_owned);
    let title = "非税收入缴款通知书".to_owned();
    Scene::Paper(Sheet {
        code: code.to_owned(),
        title,
        lines: lines.to_vec(),
    })
}

/// With HALLPASS_FRAMES=FOLDER the frames are left there, to be looked at.
fn keep(name: &str, frames: &[Jpeg]) {
    if let Some(folder) = std::env::var_os("HALLPASS_FRAMES") {
        for (at, frame) in frames.iter().enumerate() {
            std::fs::write(
                std::path::Path::new(&folder).join(format!("{name}-{at}.jpg")),
                frame,
            )
            .unwrap();
        }
    }
}

fn citizen_code(seed: u8) -> String {
    let signer = Signer::new(Algorithm::EdDsa, &[seed; 8], &[seed; 32]).unwrap();
    let claims = Claims {
        issuer: "wechat.citizen.example",
        subject: Subject([seed; 16]),
        issued: 1_795_400_000,
        lifetime_s: 60,
        cti: &[seed; 12],
        name: Some("王小明"),
    };
    issue(&signer, claims)
}

/// A code as a phone makes it by itself, of version 13.
fn code_in_two_layers(seed: u8) -> String {
    let issuer = Signer::new(Algorithm::Es256, &[seed; 8], &[seed; 32]).unwrap();
    let phone = Signer::new(Algorithm::Es256, b"", &[seed + 1; 32]).unwrap();
    let claims = Claims {
        issuer: "310115-alipay",
        subject: Subject([seed; 16]),
        issued: 1_795_400_000,
        lifetime_s: 30 * 86_400,
        cti: &[seed; 8],
        name: None,
    };
    let shown = Presentation {
        issued: 1_795_500_000,
        lifetime_s: 60,
        cti: &[seed; 12],
        hall: None,
    };
    present(&phone, &Credential::issue(&issuer, claims, &phone), shown)
}

#[test]
fn most_frames_of_every_kind_are_read_in_any_hand() {
    let notice = Notice::make("440300202611230001").unwrap();
    let codes = [
        citizen_code(1),
        "134567890123456789".to_owned(),
        notice.number().to_owned(),
    ];
    let scenes = [
        screen(&codes[0], false),
        screen(&codes[1], true),
        sheet(&codes[2]),
    ];
    for (scene, code) in scenes.iter().zip(&codes) {
        for seed in 0..2 {
            let frames = frames(scene, seed);
            keep(&format!("{}-{seed}", code.len()), &frames);
            let read = read(&frames, code);
            assert!(
                read * 2 > frames.len(),
                "{read} of {} with seed {seed}: {}",
                frames.len(),
                &code[..4]
            );
        }
    }
}

#[test]
fn a_code_in_two_layers_is_dense_and_still_read_in_any_hand() {
    let code = code_in_two_layers(1);
    for seed in 0..4 {
        let frames = frames(&screen(&code, false), seed);
        keep(&format!("{}-{seed}", code.len()), &frames);
        let read = read(&frames, &code);
        // rqrr alone gives up more of such small modules than the kiosk's reader does.
        assert!(
            read * 4 >= frames.len(),
            "{read} of {} with seed {seed}",
            frames.len()
        );
    }
}

#[test]
fn the_same_seed_films_the_same_frames_and_no_two_are_alike() {
    let scene = screen("134567890123456789", true);
    let first: Vec<_> = render::Film::new(&scene, 7).take(2).collect();
    let again: Vec<_> = render::Film::new(&scene, 7).take(2).collect();
    assert!(first == again);
    assert!(first[0] != first[1]);
    assert!(render::Film::new(&scene, 8).next().as_ref() != first.first());
}

#[test]
fn an_empty_hall_has_nothing_to_read() {
    let frames = frames(&Scene::Hall, 1);
    keep("hall", &frames[..1]);
    assert!(texts(&frames[0]).is_empty());
}

#[test]
fn a_text_that_no_symbol_can_hold_is_a_phone_without_a_code() {
    let frame = render::Film::new(&screen(&"长".repeat(5_000), false), 1)
        .next()
        .unwrap();
    assert!(texts(&frame).is_empty());
}

/// One who watches the stream.
struct Watcher {
    answer: reqwest::Response,
    buffer: Vec<u8>,
}

impl Watcher {
    async fn of(camera: &Camera) -> Self {
        let answer = reqwest::get(camera.url()).await.unwrap();
        let kind = "multipart/x-mixed-replace; boundary=hallpass-frame";
        assert_eq!(answer.headers()["content-type"], kind);
        Self {
            answer,
            buffer: Vec::new(),
        }
    }

    /// What can be read in the next frame; `None` at the end of the stream.
    async fn look(&mut self) -> Option<HashSet<String>> {
        loop {
            if let Some(frame) = self.part() {
                return Some(texts(&frame));
            }
            let more = tokio::time::timeout(Duration::from_secs(20), self.answer.chunk()).await;
            match more.expect("twelve frames a second") {
                Ok(Some(more)) => self.buffer.extend_from_slice(&more),
                Ok(None) | Err(_) => return None,
            }
        }
    }

    fn part(&mut self) -> Option<Jpeg> {
        let head = self
            .buffer
            .windows(4)
            .position(|window| window == b"\r\n\r\n")?;
        let header = std::str::from_utf8(&self.buffer[..head])
            .unwrap()
            .trim_start();
        let length =
            header.strip_prefix("--hallpass-frame\r\nContent-Type: image/jpeg\r\nContent-Length: ");
        let end = head + 4 + length.unwrap().parse::<usize>().unwrap();
        let frame = self.buffer.get(head + 4..end)?.to_vec();
        self.buffer.drain(..end);
        Some(frame)
    }
}

#[tokio::test]
async fn what_is_shown_comes_into_the_stream_and_goes_out_of_it() {
    let camera = Camera::start(3).await.unwrap();
    let mut watcher = Watcher::of(&camera).await;
    assert_eq!(watcher.look().await, Some(HashSet::new()));

    let codes = ["134567890123456789", "283456789012345678"];
    let mut wait_for = async |code: &str, others: &str| {
        loop {
            let seen = watcher.look().await.unwrap();
            assert!(!seen.contains(others));
            if seen.contains(code) {
                return;
            }
        }
    };
    camera.show(screen(codes[0], false));
    wait_for(codes[0], codes[1]).await;
    camera.show(screen(codes[1], false));
    assert!(
        camera.frames().iter().all(|frame| texts(frame).is_empty()),
        "taken away at once"
    );
    wait_for(codes[1], "nothing").await;
    camera.replace(screen(codes[0], false));
    wait_for(codes[0], "nothing").await;

    drop(camera);
    while watcher.look().await.is_some() {}
}
