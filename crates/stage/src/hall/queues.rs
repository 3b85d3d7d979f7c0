//! The staffed windows of this hall.

use serde_json::{Value, json};

/// What is done at the windows, for `hallpass-backend import`.
pub(super) fn seed() -> Value {
    let queue = |id: &str,
                 letter: &str,
                 name: [&str; 2],
                 place: [&str; 2],
                 minutes: u32,
                 windows: &[&str]| {
        json!({
            "id": id,
            "letter": letter,
            "name": { "zh-CN": name[0], "en": name[1] },
            "place": { "zh-CN": place[0], "en": place[1] },
            "minutes": minutes,
            "windows": windows,
        })
    };
    json!([
        queue(
            "social-security",
            "A",
            ["社保业务", "Social security"],
            ["一楼 1–3 号窗口", "Ground floor, windows 1 to 3"],
            6,
            &["1", "2", "3"],
        ),
        queue(
            "household",
            "B",
            ["户籍与身份证", "Household register and identity cards"],
            ["一楼 4、5 号窗口", "Ground floor, windows 4 and 5"],
            10,
            &["4", "5"],
        ),
        queue(
            "land",
            "C",
            ["不动产登记", "Land registration"],
            ["二楼 21、22 号窗口", "First floor, windows 21 and 22"],
            15,
            &["21", "22"],
        ),
        queue(
            "traffic",
            "D",
            ["交警业务", "Traffic police"],
            ["二楼 23 号窗口", "First floor, window 23"],
            8,
            &["23"],
        ),
        queue(
            "general",
            "E",
            ["综合咨询", "General enquiries"],
            ["一楼 5 号窗口", "Ground floor, window 5"],
            5,
            &["5"],
        ),
    ])
}
