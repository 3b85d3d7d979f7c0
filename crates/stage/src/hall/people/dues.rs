//! What citizens owe: fines, and what notices were sent about.

use serde_json::{Value, json};

use super::{
    ABDULLA, Citizen, LI, NOTICE, NOTICE_OF_TWO, NOTICE_PAID, WANG, YAN, hex, notice_number, texts,
};

pub(super) fn fines() -> Vec<Value> {
    let fine = |id: &str, citizen: &Citizen, title: [&str; 2], detail: [&str; 2], amount: u64| {
        json!({
            "id": id,
            "citizen": hex(&citizen.sub()),
            "title": texts(title),
            "detail": texts(detail),
            "amount": amount,
        })
    };
    let speeding = ["超过规定时速 20% 以下", "Speeding, less than 20 % over"];
    let parking = ["违反规定停放机动车", "Parking where it is not allowed"];
    let lane = ["不按导向车道行驶", "Leaving the marked lane"];
    vec![
        fine(
            "3101152600018801",
            &WANG,
            speeding,
            [
                "2026-10-18 09:42 世纪大道 · 沪A·D2913",
                "2026-10-18 09:42, Century Avenue, 沪A·D2913",
            ],
            20_000,
        ),
        fine(
            "3101152600018802",
            &WANG,
            parking,
            [
                "2026-10-30 19:05 锦绣路 · 沪A·D2913",
                "2026-10-30 19:05, Jinxiu Road, 沪A·D2913",
            ],
            15_000,
        ),
        fine(
            "3101152600018803",
            &WANG,
            lane,
            [
                "2026-11-06 07:58 张江路 · 沪A·D2913",
                "2026-11-06 07:58, Zhangjiang Road, 沪A·D2913",
            ],
            10_000,
        ),
        fine(
            "3101152600021750",
            &LI,
            parking,
            [
                "2026-11-02 14:20 源深路 · 沪A·F90871",
                "2026-11-02 14:20, Yuanshen Road, 沪A·F90871",
            ],
            5_000,
        ),
        fine(
            "3101152600021904",
            &YAN,
            lane,
            [
                "2026-11-11 08:11 杨高路 · 沪B·7K552",
                "2026-11-11 08:11, Yanggao Road, 沪B·7K552",
            ],
            10_000,
        ),
        fine(
            "3101152600022077",
            &ABDULLA,
            speeding,
            [
                "2026-11-15 16:37 龙阳路 · 沪C·N6618",
                "2026-11-15 16:37, Longyang Road, 沪C·N6618",
            ],
            20_000,
        ),
    ]
}

pub(super) fn notices() -> Vec<Value> {
    let item = |title: [&str; 2], amount: u64| json!({ "title": texts(title), "detail": texts(["", ""]), "amount": amount });
    let notice = |first: &str, payer: &str, paid: bool, items: Vec<Value>| json!({ "number": notice_number(first), "payer": payer, "paid": paid, "items": items });
    let exam = ["专业技术人员考试报名费", "Examination fee"];
    vec![
        notice(NOTICE, "王小明", false, vec![item(exam, 12_500)]),
        notice(
            NOTICE_OF_TWO,
            "李芳",
            false,
            vec![
                item(["不动产登记费", "Land registration fee"], 8_000),
                item(["工本费", "Certificate fee"], 4_550),
            ],
        ),
        notice(NOTICE_PAID, "张伟", true, vec![item(exam, 12_500)]),
    ]
}
