//! Sheets to look at and to test with.

use receipt::{Bilingual, Sheet, SheetKind, SheetRow, SheetTable};

/// All of them, by name.
pub(crate) fn sheets() -> Vec<(&'static str, Sheet)> {
    vec![
        ("ticket", ticket()),
        ("statement", statement(70)),
        ("appointment", appointment()),
        ("acknowledgement", acknowledgement()),
        ("bare", bare()),
        ("wide", wide()),
    ]
}

fn pair(zh: &str, en: &str) -> Bilingual {
    Bilingual::new(zh, en)
}

fn row(label: (&str, &str), value: (&str, &str)) -> SheetRow {
    SheetRow {
        label: pair(label.0, label.1),
        value: pair(value.0, value.1),
    }
}

/// What every paper has, and nothing else.
pub(crate) fn bare() -> Sheet {
    Sheet {
        hall: pair(
            "示范区政务服务大厅",
            "Demonstration District Government Hall",
        ),
        issued_at: "2026-03-05 14:32:07".into(),
        ..Sheet::default()
    }
}

pub(crate) fn ticket() -> Sheet {
    Sheet {
        kind: SheetKind::Ticket,
        machine: "3".into(),
        title: pair("户籍业务排队号", "Queue ticket: household registration"),
        number: "Q20260305000108".into(),
        prominent: "A108".into(),
        rows: vec![
            row(("窗口", "Windows"), ("12、13、14 号", "12, 13, 14")),
            row(("前面还有", "Ahead of you"), ("7 人", "7 people")),
            row(
                ("预计等候", "Expected wait"),
                ("约 25 分钟", "about 25 minutes"),
            ),
        ],
        note: pair(
            "请留意大屏幕和广播叫号。过号请到咨询台，不用重新排队。",
            "Please watch the screen for your number. If you miss it, go to the information desk.",
        ),
        symbol: "https://hall.example.invalid/q/A108-7f3c9e".into(),
        ..bare()
    }
}

pub(crate) fn statement(months: usize) -> Sheet {
    let rows = (0..months)
        .map(|at| {
            let (year, month) = (2020 + at / 12, at % 12 + 1);
            let base = 5_000 + at * 37;
            vec![
                pair(&format!("{year}-{month:02}"), ""),
                pair(
                    ["企业职工基本养老保险", "职工基本医疗保险", "失业保险"][at % 3],
                    [
                        "Pension insurance",
                        "Medical insurance",
                        "Unemployment insurance",
                    ][at % 3],
                ),
                pair(
                    "示范市城乡建设有限公司",
                    "Demonstration Urban Construction Ltd.",
                ),
                pair(&format!("{base}.00"), ""),
                pair(&format!("{}.{:02}", base * 8 / 100, base * 8 % 100), ""),
            ]
        })
        .collect();
    Sheet {
        kind: SheetKind::Statement,
        machine: "3".into(),
        title: pair("社会保险参保缴费记录", "Social insurance payment record"),
        number: "SB20260305000042".into(),
        rows: vec![
            row(("姓名", "Name"), ("王*明", "")),
            row(
                ("社会保障号码", "Social security number"),
                ("4403**********0012", ""),
            ),
            row(
                ("参保地", "Insured in"),
                ("示范市示范区", "Demonstration District"),
            ),
            row(
                ("记录期间", "Period"),
                ("2020-01 至 2025-10", "2020-01 to 2025-10"),
            ),
        ],
        table: Some(SheetTable {
            columns: vec![
                pair("年月", "Month"),
                pair("险种", "Insurance"),
                pair("缴费单位", "Employer"),
                pair("缴费基数", "Base"),
                pair("个人缴费", "Own share"),
            ],
            rows,
        }),
        note: pair(
            "本记录由社会保险经办机构的系统生成，可作为参保证明使用。",
            "This record was made by the social insurance register and may be used as proof of insurance.",
        ),
        symbol: "https://hall.example.invalid/v/SB20260305000042".into(),
        ..bare()
    }
}

pub(crate) fn appointment() -> Sheet {
    Sheet {
        kind: SheetKind::Slip,
        machine: "3".into(),
        title: pair("机动车查验预约单", "Vehicle inspection appointment"),
        number: "CL20260305000009".into(),
        prominent: "粤B12345".into(),
        rows: vec![
            row(
                ("查验地点", "Station"),
                ("示范市车辆管理所东门查验区", "Vehicle office, east gate"),
            ),
            row(("查验时间", "Time"), ("2026-03-12 09:30", "")),
        ],
        note: pair(
            "请带身份证、购车发票和车辆，提前十分钟到达。",
            "Bring your ID card, the invoice and the vehicle, ten minutes early.",
        ),
        ..bare()
    }
}

fn acknowledgement() -> Sheet {
    Sheet {
        kind: SheetKind::Acknowledgement,
        machine: "3".into(),
        number: "511A0138000000-511602000000-000-115113010833722043-1-00".into(),
        rows: vec![row(
            ("事项", "Service"),
            ("社会保障卡挂失", "Reporting a lost social security card"),
        )],
        reprint: true,
        ..bare()
    }
}

/// More columns than a roll has room for, and long words in all of them.
fn wide() -> Sheet {
    let long = "示范自治州示范自治县住房和城乡建设局住房公积金管理中心";
    let column = |at: usize| pair(&format!("第{at}列"), &format!("Column {at}"));
    let cells = |at: usize| {
        (0..6)
            .map(|column| match column {
                0 => pair(&format!("{at}"), ""),
                5 => pair("¥1,234,567.89", ""),
                _ => pair(
                    &long[..3 * (column * 6)],
                    "Housing Provident Fund Management Centre",
                ),
            })
            .collect()
    };
    Sheet {
        title: pair(
            long,
            "Housing Provident Fund Management Centre of the Demonstration Autonomous County",
        ),
        table: Some(SheetTable {
            columns: (0..6).map(column).collect(),
            rows: (0..9).map(cells).collect(),
        }),
        reprint: true,
        ..statement(0)
    }
}
