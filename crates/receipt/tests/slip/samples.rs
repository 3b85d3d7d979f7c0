//! Slips to look at and to test with: short, long, huge, rare.

use receipt::{Bilingual, Item, Receipt};

/// All of them, by name.
pub(crate) fn samples() -> Vec<(&'static str, Receipt)> {
    let one = one_item();
    let twelve = Receipt {
        items: fines(12),
        total: total(&fines(12)),
        ..one.clone()
    };
    let forty = Receipt {
        items: fines(40),
        total: total(&fines(40)),
        ..one.clone()
    };
    let reprint = Receipt {
        reprint: true,
        ..twelve.clone()
    };
    let huge = Receipt {
        items: vec![Item {
            fen: 999_999_999_999_999,
            ..one.items[0].clone()
        }],
        total: 999_999_999_999_999,
        ..one.clone()
    };
    vec![
        ("one", one),
        ("twelve", twelve),
        ("forty", forty),
        ("reprint", reprint),
        ("huge", huge),
        ("rare", rare()),
        ("long", long()),
    ]
}

pub(crate) fn one_item() -> Receipt {
    Receipt {
        hall: Bilingual::new(
            "示范区政务服务大厅",
            "Demonstration District Government Hall",
        ),
        machine: "3".into(),
        title: Bilingual::new("交通违法罚款", "Traffic fines"),
        number: "0026421031".into(),
        check_code: "656aa9".into(),
        case_number: "JT20260305000017".into(),
        order: "20260305143159000017".into(),
        issued_at: "2026-03-05 14:32:07".into(),
        payer: "王*明".into(),
        payee: Bilingual::new(
            "示范市公安局交通警察支队",
            "Traffic Police of Demonstration City",
        ),
        channel: "wechat".into(),
        items: fines(1),
        total: total(&fines(1)),
        proof: format!("GR1:{}", "6BFOXN%TS3DHPVO13J /G-/2YRVA.Q/R8".repeat(6)),
        ..Receipt::default()
    }
}

pub(crate) fn fines(count: u64) -> Vec<Item> {
    let kinds = [
        ("机动车违反规定停放", "Illegal parking", 20_000),
        (
            "驾驶时拨打接听手持电话",
            "Using a hand-held phone while driving",
            5_000,
        ),
        (
            "超过规定时速百分之二十以上未达百分之五十",
            "Speeding by 20 to 50 percent",
            100_000,
        ),
    ];
    let item = |at: u64| {
        let (zh, en, fen) = kinds[usize::try_from(at).unwrap_or(0) % kinds.len()];
        Item {
            title: Bilingual::new(zh, en),
            detail: Bilingual::new(
                format!("2026-02-{:02} 09:15  人民路与解放大道交叉口", at % 28 + 1),
                "Renmin Road at Jiefang Avenue",
            ),
            fen: fen + at,
        }
    };
    (0..count).map(item).collect()
}

pub(crate) fn total(items: &[Item]) -> u64 {
    items.iter().map(|item| item.fen).sum()
}

pub(crate) fn rare() -> Receipt {
    Receipt {
        payer: "䶮*𫖮鿍".into(),
        payee: Bilingual::new("㙍𬱖县䶮鿍镇人民政府", ""),
        title: Bilingual::new("不动产登记费", "Real estate registration fee"),
        channel: "alipay".into(),
        ..one_item()
    }
}

pub(crate) fn long() -> Receipt {
    let name = "示范自治州示范自治县住房和城乡建设局（示范自治县人民防空办公室）住房公积金管理中心";
    let english = "Housing Provident Fund Management Centre of the Housing and Urban-Rural \
                   Development Bureau of Demonstration Autonomous County";
    let mut items = fines(3);
    items[1].title = Bilingual::new(name.repeat(2), english);
    items[1].detail = Bilingual::new(
        "https://example.invalid/a/very/long/address/without/any/space/0123456789012345678901234567890123456789",
        "",
    );
    Receipt {
        hall: Bilingual::new(name, english),
        machine: "A-17 东门".into(),
        payer: "阿卜杜热合曼·阿卜杜外力·买买提*".into(),
        payee: Bilingual::new(name, english),
        title: Bilingual::new("城市基础设施配套费及建筑垃圾处置费", english),
        case_number: "511A0138000000-511602000000-000-115113010833722043-1-00".into(),
        order: "6f1c2b1e-6c5f-4a53-9a69-0d7a3a5b9c11".into(),
        total: total(&items),
        items,
        ..one_item()
    }
}
