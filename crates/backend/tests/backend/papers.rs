//! Papers besides the receipt.

use gateway::wire::{Document, PaymentState, Row};
use jiff::tz::{Offset, TimeZone};
use service::DocumentKind;

use crate::hall::{Hall, WANG};
use crate::visit::Visit;

fn says(rows: &[Row]) -> Vec<(&str, &str)> {
    let rows = rows.iter();
    rows.map(|row| (row.label.get("en"), row.value.get("en")))
        .collect()
}

fn this_year() -> i16 {
    let here = TimeZone::fixed(Offset::constant(8));
    jiff::Timestamp::now().to_zoned(here).year()
}

#[tokio::test]
async fn the_slip_of_what_was_paid_comes_with_the_receipt() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "plates").await;
    let given = [
        ("vehicle", "vehicle-w"),
        ("number", "ak6f28"),
        ("station", "north"),
        ("time", "north-1"),
    ];
    let application = wang.apply(&given, &[]).await.unwrap();
    assert_eq!(application.documents, [], "not before it is paid");
    assert_eq!(
        says(&application.rows),
        [
            ("Vehicle", "Qin PLUS · White"),
            ("Number", "沪A·K6F28"),
            ("Station", "North station · 8 North Road"),
            ("Time", "Thu 26 Nov 09:00–09:20"),
        ]
    );
    let PaymentState::Approved { receipt } = hall.pay_for(&application.order.unwrap()).await else {
        panic!("not paid")
    };
    assert!(!receipt.reprint);
    let [slip] = &receipt.documents[..] else {
        panic!("one paper")
    };
    assert_eq!(slip.kind, DocumentKind::Slip);
    assert_eq!(
        slip.title.get("zh-CN"),
        "预约凭条",
        "there is a time to come at"
    );
    assert_eq!(slip.number, application.case_number);
    let rows = says(&slip.rows);
    assert_eq!(rows[..2], [("Service", "Number plate"), ("Name", "王*明")]);
    assert_eq!(rows[2..], says(&application.rows)[..]);
    assert!(slip.note.get("en").contains("15 minutes early"));
}

#[tokio::test]
async fn two_papers_come_in_the_order_of_the_file_and_veil_what_a_finder_need_not_know() {
    let hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "grounds").await;
    let given = [
        ("size", "small"),
        ("time", "noon"),
        ("things", "ball,chair"),
        ("guests", "no"),
        ("code", "004711"),
        ("gift", "50"),
        ("person", "11010519491231002X"),
        ("phone", "13812345678"),
        ("car", "沪A12345"),
        ("birth", "1949-12-31"),
    ];
    let order = wang.apply(&given, &[]).await.unwrap().order.unwrap();
    let PaymentState::Approved { receipt } = hall.pay_for(&order).await else {
        panic!("not paid")
    };
    let kinds: Vec<_> = receipt.documents.iter().map(|paper| paper.kind).collect();
    assert_eq!(kinds, [DocumentKind::Slip, DocumentKind::Acknowledgement]);
    let rows = says(&receipt.documents[1].rows);
    for row in [
        ("Things", "Ball, Chair"),
        ("Guests", "No"),
        ("Gift", "¥0.50"),
        ("ID number", "110105********002X"),
        ("Phone", "138****5678"),
    ] {
        assert!(rows.contains(&row), "{row:?} in {rows:?}");
    }
}

async fn statement(hall: &Hall, period: &str) -> Document {
    let wang = Visit::of(hall, WANG, "social-security-statement").await;
    let application = wang.apply(&[("period", period)], &[]).await.unwrap();
    assert_eq!(application.order, None);
    let [statement] = &application.documents[..] else {
        panic!("one paper")
    };
    assert_eq!(statement.kind, DocumentKind::Statement);
    assert_eq!(statement.number, application.case_number);
    statement.clone()
}

#[tokio::test]
async fn a_statement_says_what_the_register_knows_of_the_months_that_are_wanted() {
    let mut hall = Hall::of_tests().await;
    let year = this_year();
    // What was imported is of 2024 to 2026; it has to be of the last three years.
    register(&hall, year - 2026).await;
    let all = statement(&hall, "all-years").await;
    let table = all.table.as_ref().unwrap();
    let cells: Vec<Vec<_>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| cell.get("en").to_owned()).collect())
        .collect();
    assert_eq!(table.columns.len(), 4);
    let line = |year: i16, last: &str, base: &str, paid: &str| {
        let months = format!("{year}-01 – {year}-{last}");
        [months, "银湖软件有限公司".into(), base.into(), paid.into()].to_vec()
    };
    let before_last = line(year - 2, "12", "10000.00", "28800.00");
    let last = line(year - 1, "12", "11000.00", "31680.00");
    let this = line(year, "10", "12000.00", "28800.00");
    assert_eq!(
        cells,
        [before_last, last.clone(), this.clone()],
        "of nobody else"
    );
    let rows = says(&all.rows);
    assert!(rows.contains(&("Name", "王小明")), "it is shown to others");
    assert!(rows.contains(&("Months in all", "34")), "{rows:?}");
    assert!(
        rows.contains(&("Paid in all (yuan)", "89280.00")),
        "{rows:?}"
    );
    for (period, months, only) in [("last-year", "12", last), ("this-year", "10", this)] {
        let one = statement(&hall, period).await;
        assert!(says(&one.rows).contains(&("Months in all", months)));
        let found = &one.table.as_ref().unwrap().rows[0];
        let found: Vec<_> = found.iter().map(|cell| cell.get("en")).collect();
        assert_eq!(found, only, "{period}");
    }
    // Years ago, nothing of it is of this year.
    register(&hall, -9).await;
    let none = statement(&hall, "this-year").await;
    assert_eq!(none.table.unwrap().rows.len(), 0);
    assert!(none.note.get("en").contains("Nothing was paid"));
    hall.restart().await;
}

/// Moves all that the register knows by so many years.
async fn register(hall: &Hall, by: i16) {
    let database = hall.database().await;
    let mut write = database.write().await.unwrap();
    for column in ["starts", "ends"] {
        let moved = format!(
            "UPDATE register SET {column} =
                 (CAST(substr({column}, 1, 4) AS INTEGER) + {by}) || substr({column}, 5)"
        );
        let moved = sqlx::AssertSqlSafe(moved);
        sqlx::query(moved).execute(&mut *write).await.unwrap();
    }
    write.commit().await.unwrap();
    database.close().await;
}

#[tokio::test]
async fn an_application_that_is_sent_again_has_the_same_papers() {
    let mut hall = Hall::of_tests().await;
    let wang = Visit::of(&hall, WANG, "social-security-statement").await;
    let key = uuid::Uuid::new_v4();
    let given = [("period", "all-years")];
    let first = wang.apply_under(key, &given, &[]).await.unwrap();
    assert_eq!(first.documents.len(), 1);
    hall.restart().await;
    let again = Visit {
        client: hall.client.clone(),
        ..wang
    };
    assert_eq!(again.apply_under(key, &given, &[]).await.unwrap(), first);
}
