//! What an order costs SQLite alone: the statements that the backend makes for it, in the same three
//! transactions, each prepared once.

use std::ops::Range;
use std::path::Path;
use std::time::Instant;

use rusqlite::{Connection, params};

const SCHEMA: [&str; 2] = [
    include_str!("../../src/schema.sql"),
    include_str!("../../src/schema/kept_applications.sql"),
];
/// As the backend sets them.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 10000;";
/// As many lines as the notices of the other side have.
const LINES: usize = 2;

/// Texts as long as those of the other side.
struct Texts {
    answer: String,
    demand: String,
    document: String,
    known: String,
    pursuit: String,
}

pub struct Bare {
    connection: Connection,
    texts: Texts,
    next: usize,
}

impl Bare {
    /// A database of its own, beside the backend's, which has taken an order before.
    pub fn open(folder: &Path) -> Self {
        let backend = Connection::open(folder.join("backend.sqlite")).unwrap();
        let text = |query: &str| {
            let found = backend.query_row(query, [], |row| row.get::<_, String>(0));
            found.unwrap()
        };
        let texts = Texts {
            answer: text("SELECT answer FROM applications LIMIT 1"),
            demand: text("SELECT demand FROM orders LIMIT 1"),
            document: text("SELECT document FROM receipts LIMIT 1"),
            known: text("SELECT known FROM payments LIMIT 1"),
            pursuit: "p".repeat(150),
        };
        let connection = Connection::open(folder.join("bare.sqlite")).unwrap();
        connection.set_prepared_statement_cache_capacity(64);
        connection.execute_batch(SETTINGS).unwrap();
        for tables in SCHEMA {
            connection.execute_batch(tables).unwrap();
        }
        Self {
            connection,
            texts,
            next: 0,
        }
    }

    /// Orders a second.
    pub fn orders(&mut self, many: usize) -> f64 {
        let numbers = self.next..self.next + many;
        self.next += many;
        self.owed(numbers.clone());
        let started = Instant::now();
        for number in numbers {
            self.order(number);
        }
        many as f64 / started.elapsed().as_secs_f64()
    }

    fn owed(&mut self, numbers: Range<usize>) {
        let import = self.connection.transaction().unwrap();
        for number in numbers {
            for line in 0..LINES {
                import
                    .execute(
                        "INSERT INTO dues (id, service, reference, payer, title, detail, amount)
                         VALUES (?1, 'non-tax', ?2, '欧阳娜娜', ?3, ?3, 4525)",
                        params![
                            format!("N{number}-{line}"),
                            format!("R{number}"),
                            r#"{"zh-CN":"考试报名费","en":"Examination fee"}"#
                        ],
                    )
                    .unwrap();
            }
        }
        import.commit().unwrap();
    }

    fn order(&mut self, number: usize) {
        let application = format!("00000000-0000-4000-8000-{number:012}");
        let payment = format!("00000000-0000-4000-9000-{number:012}");
        let case_number = format!("20261125{number:09}");
        let order = format!("O{case_number}");
        self.apply(number, &application, &case_number, &order);
        self.reads("SELECT order_id FROM payments WHERE key = ?1", &payment);
        self.step(
            &order,
            &payment,
            r#""pending""#,
            Some(&self.texts.pursuit),
            None,
        );
        self.step(&order, &payment, &self.texts.known, None, Some(number));
        self.reads(
            "SELECT key, channel, known, asked, pursuit, refused FROM payments WHERE key = ?1",
            &payment,
        );
        self.reads("SELECT document FROM receipts WHERE payment = ?1", &payment);
    }

    fn apply(&self, number: usize, application: &str, case_number: &str, order: &str) {
        self.begin();
        self.reads(
            "SELECT request, answer FROM applications WHERE key = ?1",
            application,
        );
        self.reads(
            "SELECT request, code FROM refused_applications WHERE key = ?1",
            application,
        );
        self.reads(
            "SELECT id, title, detail, amount, payer, held_by, paid_by FROM dues
             WHERE service = 'non-tax' AND reference = ?1 ORDER BY id LIMIT 1000",
            &format!("R{number}"),
        );
        self.count("case-20261125");
        self.writes(
            "INSERT INTO applications
                 (key, request, answer, case_number, service, citizen, machine, order_id, answers,
                  made_at, arrived_at)
             VALUES (?1, ?2, ?3, ?4, 'non-tax', NULL, '3', ?5, ?6, ?7, ?7)",
            params![
                application,
                "f".repeat(64),
                self.texts.answer,
                case_number,
                order,
                r#"{"notice":"31011520260001000195"}"#,
                1_795_000_000_000_i64
            ],
        );
        for line in 0..LINES {
            self.writes(
                "UPDATE dues SET held_by = ?1
                 WHERE id = ?2 AND paid_by IS NULL AND held_by IS NULL",
                params![order, format!("N{number}-{line}")],
            );
        }
        self.writes(
            "INSERT INTO orders
                 (id, application, machine, payer, demand, amount, withdrawn, expires_at, wake_at,
                  version)
             VALUES (?1, ?2, '3', '欧**娜', ?3, 9050, 0, ?4, ?4, 0)",
            params![order, application, self.texts.demand, 1_795_000_000_000_i64],
        );
        self.commit();
    }

    /// A step of the order; the one that approves it also makes its receipt.
    fn step(
        &self,
        order: &str,
        payment: &str,
        known: &str,
        pursuit: Option<&str>,
        approves: Option<usize>,
    ) {
        self.begin();
        self.writes(
            "UPDATE orders SET version = version + 1 WHERE id = ?1",
            [order],
        );
        self.reads(
            "SELECT o.amount, o.withdrawn, o.expires_at, o.demand, o.application, o.machine,
                    o.payer, a.case_number
             FROM orders o JOIN applications a ON a.key = o.application WHERE o.id = ?1",
            order,
        );
        self.reads(
            "SELECT key, channel, known, asked, pursuit, refused FROM payments
             WHERE order_id = ?1",
            order,
        );
        self.writes(
            "UPDATE orders SET withdrawn = 0, expires_at = ?1, wake_at = ?2 WHERE id = ?3",
            params![
                1_795_000_000_000_i64,
                pursuit.map(|_| 1_795_000_000_000_i64),
                order
            ],
        );
        self.writes(
            "INSERT INTO payments (key, order_id, trade, channel, known, asked, pursuit, refused)
             VALUES (?1, ?2, ?3, '\"wechat\"', ?4, 1, ?5, NULL)
             ON CONFLICT (key) DO UPDATE
             SET known = excluded.known, asked = excluded.asked, pursuit = excluded.pursuit",
            params![payment, order, payment.replace('-', ""), known, pursuit],
        );
        if let Some(number) = approves {
            self.count("receipt");
            let reclaim = format!("{number:06}");
            self.reads(
                "SELECT number FROM receipts WHERE reclaim_code = ?1",
                &reclaim,
            );
            self.writes(
                "INSERT INTO receipts (number, order_id, payment, reclaim_code, document, issued_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    format!("{number:010}"),
                    order,
                    payment,
                    reclaim,
                    self.texts.document,
                    1_795_000_000_000_i64
                ],
            );
            self.writes(
                "UPDATE dues SET paid_by = ?1, held_by = NULL WHERE held_by = ?1",
                [order],
            );
            self.writes(
                "UPDATE slots SET booked_by = ?1, held_by = NULL WHERE held_by = ?1",
                [order],
            );
        }
        self.commit();
    }

    fn begin(&self) {
        self.writes("BEGIN IMMEDIATE", []);
    }

    fn commit(&self) {
        self.writes("COMMIT", []);
    }

    fn count(&self, counter: &str) {
        self.reads(
            "INSERT INTO counters (name, value) VALUES (?1, 1)
             ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value",
            counter,
        );
    }

    fn writes(&self, statement: &str, values: impl rusqlite::Params) {
        let mut statement = self.connection.prepare_cached(statement).unwrap();
        statement.execute(values).unwrap();
    }

    /// Reads every column of every row.
    fn reads(&self, query: &str, about: &str) {
        let mut statement = self.connection.prepare_cached(query).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([about]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                std::hint::black_box(row.get::<_, rusqlite::types::Value>(column).unwrap());
            }
        }
    }
}
