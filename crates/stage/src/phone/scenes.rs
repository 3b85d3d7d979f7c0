//! What the camera sees of the phone.

use super::Shown;
use super::codes::Made;
use crate::camera::{Scene, Screen, Sheet};
use crate::channels::ChannelKind;
use crate::hall::App;
use crate::health_cards::HealthPlatform;

/// The scene, with the code that was made for it, where one has to be made.
pub(super) fn of(shown: &Shown, made: Option<&Made>) -> Scene {
    let code = made.map(|made| made.code.clone()).unwrap_or_default();
    let words = |first: &str, second: &str| [first.to_owned(), second.to_owned()];
    match shown {
        Shown::Nothing => Scene::Hall,
        Shown::Citizen { app, citizen } => {
            let [zh, en] = app.names();
            let name = masked(citizen.name);
            let caption = [name, "身份码 · 每分钟更新".to_owned()];
            screen(code, app.color(), words(zh, en), caption)
        }
        Shown::HealthCard { citizen } => {
            let [zh, en] = HealthPlatform::NAMES;
            let caption = [masked(citizen.name), "每分钟更新".to_owned()];
            screen(code, HealthPlatform::COLOR, words(zh, en), caption)
        }
        Shown::Payment { channel, .. } => {
            let [zh, en] = wallet_names(*channel);
            let caption = words("向商家付款", "每分钟更新  Renewed every minute");
            screen(code, wallet_color(*channel), words(zh, en), caption)
        }
        Shown::Notice(notice) => {
            let lines = vec![
                notice.title[0].clone(),
                notice.title[1].clone(),
                "缴款码  Notice number".to_owned(),
                grouped(&notice.number),
            ];
            let title = "非税收入缴款通知书".to_owned();
            Scene::Paper(Sheet {
                code: notice.number.clone(),
                title,
                lines,
            })
        }
        Shown::Text(text) => {
            let caption = words("", "");
            screen(
                text.clone(),
                [74, 85, 83],
                words("二维码", "QR code"),
                caption,
            )
        }
    }
}

fn screen(code: String, color: [u8; 3], title: [String; 2], caption: [String; 2]) -> Scene {
    Scene::Phone(Screen {
        code,
        color,
        title,
        caption,
        dark: false,
    })
}

/// In Chinese and English.
pub(super) fn wallet_names(channel: ChannelKind) -> [&'static str; 2] {
    match channel {
        ChannelKind::Wechat => ["微信支付", "WeChat Pay"],
        ChannelKind::Alipay => ["支付宝", "Alipay"],
    }
}

pub(super) fn wallet_color(channel: ChannelKind) -> [u8; 3] {
    match channel {
        ChannelKind::Wechat => App::Wechat.color(),
        ChannelKind::Alipay => App::Alipay.color(),
    }
}

/// 王小明 → 王*明: what a bystander may read.
pub(super) fn masked(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    match letters.as_slice() {
        [] => String::new(),
        [one] => one.to_string(),
        [first, _] => format!("{first}*"),
        [first, .., last] => format!("{first}{}{last}", "*".repeat(letters.len() - 2)),
    }
}

/// In fours, as notices print them.
fn grouped(number: &str) -> String {
    let digits: Vec<char> = number.chars().collect();
    digits
        .chunks(4)
        .map(|four| four.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}
