//! Bills: those that others have published, and what must not be taken for one.

use std::path::Path;

use backend::bills::{Bill, BillError, Moved, alipay, wechat};
use backend::channels::wechat::bill_v2;
use backend::channels::{NoBill, Statement};
use encoding_rs::GBK;
use jiff::civil::date;

use crate::protocol::vectors;

fn charged(bill: &Bill) -> u64 {
    bill.rows
        .iter()
        .map(|row| match row.moved {
            Moved::Charged(fen) => fen,
            Moved::Reversed(_) | Moved::Refunded(_) | Moved::RefundFailed(_) => 0,
        })
        .sum()
}

fn refunded(bill: &Bill) -> u64 {
    bill.rows
        .iter()
        .map(|row| match row.moved {
            Moved::Refunded(fen) => fen,
            Moved::Charged(_) | Moved::Reversed(_) | Moved::RefundFailed(_) => 0,
        })
        .sum()
}

fn published_bill() -> Option<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors");
    let file = std::fs::read(folder.join("wechatpay/bill.ALL.csv")).ok();
    if file.is_none() {
        eprintln!("skipped: wechatpay/bill.ALL.csv is not there");
    }
    file
}

#[test]
fn a_published_bill_of_wechat_is_read_to_the_last_fen() {
    let Some(file) = published_bill() else { return };
    let bill = wechat::read(date(2019, 2, 19), &file).unwrap();
    assert_eq!(bill.rows.len(), 45);
    assert_eq!((charged(&bill), refunded(&bill)), (47, 14));
    let first = &bill.rows[0];
    assert_eq!(first.trade, "autotest_20190216081946_82335");
    assert_eq!(first.channel_trade, "4200000263201902167700134212");
    assert_eq!(first.at.to_string(), "2019-02-19T05:01:46");
    assert_eq!(first.moved, Moved::Refunded(1));
}

#[test]
fn a_published_bill_that_is_cut_or_changed_anywhere_is_refused() {
    let Some(file) = published_bill() else { return };
    let day = date(2019, 2, 19);
    let text = String::from_utf8(file).unwrap();
    assert_eq!(
        wechat::read(date(2019, 2, 20), text.as_bytes()),
        Err(BillError::OtherDay(date(2019, 2, 20)))
    );
    let lines: Vec<_> = text.lines().collect();
    for missing in 0..lines.len() {
        let mut lines = lines.clone();
        lines.remove(missing);
        let refused = wechat::read(day, lines.join("\n").as_bytes());
        assert!(refused.is_err(), "without line {}", missing + 1);
    }
    for end in (0..text.trim_end().len()).step_by(97) {
        let Some(part) = text.get(..end) else {
            continue;
        };
        assert!(wechat::read(day, part.as_bytes()).is_err(), "{end}");
    }
    let dearer = text.replacen("`0.03,`0.00,`\r", "`0.30,`0.00,`\r", 1);
    let dearer = if dearer == text {
        text.replacen("`0.03,`0.00,`\n", "`0.30,`0.00,`\n", 1)
    } else {
        dearer
    };
    assert_ne!(dearer, text);
    assert_eq!(
        wechat::read(day, dearer.as_bytes()),
        Err(BillError::Sum("订单总金额"))
    );
}

#[test]
fn bills_with_other_columns_are_read_by_name() {
    let Some(vectors) = vectors("wechatpay/bill_variants.json") else {
        return;
    };
    let text = |name: &str| {
        let bills = vectors["bills"].as_array().unwrap();
        let bill = bills.iter().find(|bill| bill["name"] == name).unwrap();
        bill["csv"].as_str().unwrap().to_owned()
    };
    let old = text("PAY_BILL_RESULT_ALL_CONTENT_1");
    let bill = wechat::read(date(2014, 11, 10), old.as_bytes()).unwrap();
    assert_eq!((bill.rows.len(), charged(&bill)), (2, 2));
    // Of these only some rows were published: with their own totals they are read.
    let day = date(2019, 7, 23);
    for (name, totals, own, moved) in [
        (
            "PAY_BILL_RESULT_SUCCESS_CONTENT",
            "`31,`3.05,`0.00,`0.00,`0.02000,`3.05,`0.00",
            "`1,`0.01,`0.00,`0.00,`0,`0.01,`0.00",
            Moved::Charged(1),
        ),
        (
            "PAY_BILL_RESULT_REFUND_CONTENT",
            "`4,`0.00,`2.02,`0.00,`-0.02000,`0.00,`2.02",
            "`1,`0.00,`0.01,`0.00,`0,`0.00,`0.01",
            Moved::Refunded(1),
        ),
    ] {
        let text = text(name);
        assert_eq!(
            wechat::read(day, text.as_bytes()),
            Err(BillError::Sum("总交易单数")),
            "{name}"
        );
        assert!(text.contains(totals), "{name}");
        let bill = wechat::read(day, text.replace(totals, own).as_bytes()).unwrap();
        assert_eq!(bill.rows[0].moved, moved);
    }
}

const HEAD: &str =
    "交易时间,微信订单号,商户订单号,交易状态,货币种类,退款状态,商品名称,订单金额,申请退款金额";
const TOTALS: &str = "总交易单数,订单总金额,申请退款总金额";

fn row(state: &str, refund_state: &str, charged: &str, refunded: &str) -> String {
    format!(
        "`2026-11-24 09:30:00,`42,`T1,`{state},`CNY,`{refund_state},`a, \"b\",`{charged},`{refunded}"
    )
}

fn wechat_bill(rows: &[String], totals: &str) -> Result<Bill, BillError> {
    let text = format!(
        "{HEAD}\r\n{}\r\n{TOTALS}\r\n{totals}\r\n",
        rows.join("\r\n")
    );
    wechat::read(date(2026, 11, 24), text.as_bytes())
}

#[test]
fn every_state_of_a_row_says_what_it_moves_and_an_unknown_one_is_refused() {
    let moved = |state, refund_state, charged, refunded| {
        let row = row(state, refund_state, charged, refunded);
        wechat_bill(&[row], &format!("`1,`{charged},`{refunded}")).map(|bill| bill.rows[0].moved)
    };
    assert_eq!(
        moved("SUCCESS", "", "2.00", "0.00"),
        Ok(Moved::Charged(200))
    );
    assert_eq!(
        moved("REVOKED", "SUCCESS", "0.00", "2.00"),
        Ok(Moved::Reversed(200))
    );
    for refunded in ["SUCCESS", "PROCESSING"] {
        assert_eq!(
            moved("REFUND", refunded, "0.00", "2.00"),
            Ok(Moved::Refunded(200))
        );
    }
    assert_eq!(
        moved("REFUND", "FAIL", "0.00", "2.00"),
        Ok(Moved::RefundFailed(200))
    );
    let refused = |column| Err(BillError::Field { line: 2, column });
    assert_eq!(moved("PERHAPS", "", "2.00", "0.00"), refused("交易状态"));
    assert_eq!(moved("SUCCESS", "", "2.005", "0.00"), refused("订单金额"));
    assert_eq!(moved("SUCCESS", "", "-2.00", "0.00"), refused("订单金额"));
    let dollars = row("SUCCESS", "", "2.00", "0.00").replace("CNY", "USD");
    assert_eq!(
        wechat_bill(&[dollars], "`1,`2.00,`0.00"),
        Err(BillError::Field {
            line: 2,
            column: "货币种类"
        })
    );
}

#[test]
fn a_bill_that_does_not_add_up_is_refused() {
    let rows = [
        row("SUCCESS", "", "2.00", "0.00"),
        row("SUCCESS", "", "0.50", "0.00"),
    ];
    assert!(wechat_bill(&rows, "`2,`2.50,`0.00").is_ok());
    for (totals, wrong) in [
        ("`3,`2.50,`0.00", BillError::Sum("总交易单数")),
        ("`2,`2.51,`0.00", BillError::Sum("订单总金额")),
        ("`2,`2.50,`0.01", BillError::Sum("申请退款总金额")),
        (
            "`2,`2.50,`0.00\r\n`1,`1.00,`0.00",
            BillError::AfterTotals(6),
        ),
        ("", BillError::NoTotals),
    ] {
        assert_eq!(wechat_bill(&rows, totals), Err(wrong), "{totals}");
    }
    let twice = HEAD.replace("商品名称", "订单金额");
    let text = format!("{twice}\n{TOTALS}\n`0,`0.00,`0.00\n");
    let refused = wechat::read(date(2026, 11, 24), text.as_bytes());
    assert_eq!(refused, Err(BillError::Column("订单金额")));
}

fn alipay_bill(rows: &str, charges: &str, refunds: &str) -> Result<Bill, BillError> {
    let text = format!(
        "#支付宝业务明细查询\r\n#账号：[20880000000000000156]\r\n\
         #起始日期：[2026年11月24日 00:00:00]   终止日期：[2026年11月25日 00:00:00]\r\n\
         #----------业务明细列表----------\r\n\
         支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,订单金额（元）,商家实收（元）,退款批次号/请求号,备注\r\n\
         {rows}#----------业务明细列表结束----------\r\n\
         #交易合计：{charges}\r\n#退款合计：{refunds}\r\n#导出时间：[2026年11月25日 05:46:49]\r\n"
    );
    let (file, _, unmappable) = GBK.encode(&text);
    assert!(!unmappable && alipay::has_rows(&file));
    alipay::read(date(2026, 11, 24), &file)
}

#[test]
fn a_bill_of_alipay_is_read_between_its_comments() {
    let at = "2026-11-24 09:30:00,2026-11-24 09:30:02";
    let rows = format!(
        "20A\t,T1\t,交易\t,罚款,{at},0.06,0.05,\t,\r\n\
         20A\t,T1\t,退款\t,罚款,{at},-0.02,-0.02,R1\t,\r\n\
         20B\t,T2\t,交易\t,\"罚款, 一份\",{at},1.00,1.00,\t,\r\n\
         20B\t,T2\t,退款\t,罚款,{at},-1.00,-1.00,\t,\r\n"
    );
    let charges = "2笔，商家实收共1.05元，商家优惠共0.01元";
    let refunds = "2笔，商家实收退款共-1.02元，商家优惠退款共0.00元";
    let bill = alipay_bill(&rows, charges, refunds).unwrap();
    let moved: Vec<_> = bill
        .rows
        .iter()
        .map(|row| (row.trade.as_str(), row.moved))
        .collect();
    assert_eq!(
        moved,
        [
            ("T1", Moved::Charged(6)),
            ("T1", Moved::Refunded(2)),
            ("T2", Moved::Charged(100)),
            ("T2", Moved::Reversed(100)),
        ]
    );
    assert_eq!(bill.rows[0].channel_trade, "20A");
    assert_eq!(bill.rows[0].at.to_string(), "2026-11-24T09:30:02");
    for (charges, refunds, wrong) in [
        ("3笔，商家实收共1.05元", refunds, BillError::Sum("交易合计")),
        ("2笔，商家实收共1.06元", refunds, BillError::Sum("交易合计")),
        (
            charges,
            "2笔，商家实收退款共-1.03元",
            BillError::Sum("退款合计"),
        ),
        (charges, "2笔", BillError::NoTotals),
    ] {
        assert_eq!(alipay_bill(&rows, charges, refunds), Err(wrong));
    }
    let unknown = rows.replacen("交易", "转账", 1);
    let refused = alipay_bill(&unknown, charges, refunds);
    assert_eq!(
        refused,
        Err(BillError::Field {
            line: 6,
            column: "业务类型"
        })
    );
    let older = alipay_bill(
        &rows,
        "2笔，交易金额共1.06元，优惠金额共0.00元",
        "2笔，交易退款金额共1.02元，优惠退款金额共0.00元",
    );
    assert_eq!(older.unwrap().rows.len(), 4);
}

#[test]
fn a_bill_of_alipay_of_another_day_or_encoding_is_refused() {
    let empty = "0笔，商家实收共0.00元";
    let none = "0笔，商家实收退款共0.00元";
    assert_eq!(
        alipay_bill("", empty, none).unwrap(),
        Bill::empty(date(2026, 11, 24))
    );
    let (file, _, _) = GBK.encode("#起始日期：[2026年11月24日 00:00:00]\r\n");
    let other = date(2026, 11, 23);
    assert_eq!(alipay::read(other, &file), Err(BillError::OtherDay(other)));
    let utf8 = "#起始日期：[2026年11月24日 00:00:00]\r\n".as_bytes();
    assert!(alipay::read(date(2026, 11, 24), utf8).is_err());
    assert!(!alipay::has_rows(utf8));
}

#[test]
fn the_answer_of_api_v2_is_a_bill_or_says_why_there_is_none() {
    let day = date(2026, 11, 24);
    let answer = |text: &str| bill_v2::read_bill(day, text.as_bytes());
    let failed = |message: &str| {
        answer(&format!(
            "<xml><return_code><![CDATA[FAIL]]></return_code>\
             <return_msg><![CDATA[{message}]]></return_msg><error_code>20002</error_code></xml>"
        ))
    };
    assert_eq!(failed("No Bill Exist"), Ok(Statement::NoTrade));
    assert_eq!(failed("Bill Creating"), Err(NoBill::NotReady));
    assert_eq!(
        failed("SIGN ERROR"),
        Err(NoBill::Refused("SIGN ERROR".to_owned()))
    );
    assert_eq!(answer("<html>502</html>"), Err(NoBill::NotUnderstood));
    let row = row("SUCCESS", "", "2.00", "0.00");
    let bill = answer(&format!("{HEAD}\n{row}\n{TOTALS}\n`1,`2.00,`0.00"));
    let Ok(Statement::Bill(bill)) = bill else {
        panic!("{bill:?}")
    };
    assert_eq!(charged(&bill), 200);
}
