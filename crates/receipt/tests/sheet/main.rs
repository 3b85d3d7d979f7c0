//! What a sheet has to show, read back from the paper.
#![allow(clippy::unwrap_used)] // Also in what the tests share.

#[path = "../slip/paper.rs"]
mod paper;
mod sheets;
mod together;

use paper::{FONTS, Printed, print_all};
use receipt::{
    Bilingual, MAX_COLUMNS, MAX_NOTE, MAX_ROWS, MAX_TABLE_ROWS, Paper, Part, ReceiptError, Sheet,
    SheetTable, render_all,
};
use sheets::{appointment, bare, sheets, statement, ticket};

const PAPERS: [Paper; 3] = [Paper::A4, Paper::A5, Paper::Roll80];

fn print(sheet: &Sheet, paper: Paper) -> Printed {
    print_all(&[Part::Sheet(sheet)], paper)
}

fn without_white(text: &str) -> String {
    text.split_whitespace().collect()
}

/// All texts that the caller filled in.
fn texts(sheet: &Sheet) -> Vec<&str> {
    let rows = sheet.rows.iter().flat_map(|row| [&row.label, &row.value]);
    let cells = sheet
        .table
        .iter()
        .flat_map(|table| table.rows.iter().flatten());
    let heads = sheet.table.iter().flat_map(|table| &table.columns);
    let pairs = [&sheet.hall, &sheet.title, &sheet.note].into_iter();
    let pairs = pairs.chain(rows).chain(heads).chain(cells);
    let plain = [&sheet.number, &sheet.prominent, &sheet.issued_at].into_iter();
    plain
        .map(String::as_str)
        .chain(pairs.flat_map(|pair| [pair.zh.as_str(), pair.en.as_str()]))
        .collect()
}

#[test]
fn every_field_can_be_read_back_from_the_paper() {
    for (name, sheet) in sheets() {
        for paper in PAPERS {
            let text = print(&sheet, paper).text();
            for field in texts(&sheet) {
                // A row of many lines comes out line by line across its cells.
                let words = without_white(field);
                let found = text.contains(&words)
                    || words.chars().all(|c| text.contains(c)) && name == "wide";
                assert!(found, "{name} on {paper:?} lacks {field:?}: {text}");
            }
        }
    }
}

#[test]
fn a_long_table_repeats_its_head_and_loses_no_row() {
    let sheet = statement(120);
    for paper in [Paper::A4, Paper::A5] {
        let printed = print(&sheet, paper);
        let pages = printed.pages();
        assert!(pages.len() >= 3, "{} pages", pages.len());
        for (at, page) in pages.iter().enumerate() {
            let text = without_white(page);
            let number = format!("第{}页，共{}页", at + 1, pages.len());
            let mut wanted = vec![number.as_str(), "社会保险参保缴费记录", "SB20260305000042"];
            // The last one may have the note alone.
            wanted.extend((at + 1 < pages.len()).then_some("缴费基数"));
            for words in wanted {
                assert!(text.contains(words), "page {at} of {paper:?} lacks {words}");
            }
        }
        let words = printed.words();
        for row in &sheet.table.as_ref().unwrap().rows {
            let found = words.iter().filter(|word| word.text == row[3].zh).count();
            assert_eq!(found, 1, "{} on {paper:?}", row[3].zh);
        }
    }
}

#[test]
fn amounts_stand_on_one_edge_and_dates_on_the_other() {
    let words = print(&statement(20), Paper::A4).words();
    let edges = |find: &dyn Fn(&str) -> bool, edge: &dyn Fn(&paper::Word) -> f64| {
        let mut edges: Vec<f64> = words
            .iter()
            .filter(|word| find(&word.text))
            .map(edge)
            .collect();
        assert!(edges.len() >= 20);
        edges.dedup_by(|one, other| (*one - *other).abs() < 0.1);
        edges.len()
    };
    let is_base = |text: &str| text.len() == 7 && text.ends_with(".00");
    assert_eq!(edges(&is_base, &|word| word.right), 1);
    let is_month = |text: &str| text.len() == 7 && text.starts_with("202") && text.contains('-');
    let in_table = |text: &str| is_month(text) && text < "2021-09";
    let months: Vec<_> = words.iter().filter(|word| in_table(&word.text)).collect();
    let left = months.iter().map(|word| word.left).fold(f64::MAX, f64::min);
    assert!(
        months
            .iter()
            .filter(|word| (word.left - left).abs() < 0.1)
            .count()
            >= 20
    );
}

#[test]
fn a_table_too_wide_for_the_roll_is_told_row_by_row() {
    let sheet = statement(4);
    let printed = print(&sheet, Paper::Roll80);
    let words = printed.words();
    // Every row names its columns again.
    let heads = words.iter().filter(|word| word.text == "缴费单位").count();
    assert_eq!(heads, 4);
    let two = Sheet {
        table: Some(SheetTable {
            columns: vec![
                Bilingual::new("项目", "Item"),
                Bilingual::new("金额", "Amount"),
            ],
            rows: vec![vec![Bilingual::new("水费", "Water"), Bilingual::new("12.50", "")]; 4],
        }),
        ..bare()
    };
    let words = print(&two, Paper::Roll80).words();
    assert_eq!(words.iter().filter(|word| word.text == "项目").count(), 1);
}

#[test]
fn the_prominent_number_is_the_largest_thing_on_the_paper() {
    for paper in PAPERS {
        for sheet in [ticket(), appointment()] {
            let words = print(&sheet, paper).words();
            let height = |word: &&paper::Word| word.bottom - word.top;
            let (number, others): (Vec<_>, Vec<_>) =
                words.iter().partition(|word| word.text == sheet.prominent);
            let largest = others.iter().map(height).fold(0.0, f64::max);
            assert_eq!(number.len(), 1, "in one piece: {number:?}");
            assert!(height(&number[0]) > 1.5 * largest, "{paper:?}: {number:?}");
        }
    }
}

#[test]
fn the_number_of_a_ticket_is_not_said_twice() {
    let sheet = Sheet {
        number: "A108".into(),
        ..ticket()
    };
    let words = print(&sheet, Paper::Roll80).words();
    assert_eq!(words.iter().filter(|word| word.text == "A108").count(), 1);
}

#[test]
fn a_paper_without_a_title_is_named_by_its_kind() {
    let text = print(&bare(), Paper::A5).text();
    assert!(text.contains("办事凭条Serviceslip"), "{text}");
}

#[test]
fn a_reprint_says_so_on_every_page_and_a_first_print_nowhere() {
    let first = statement(120);
    let again = Sheet {
        reprint: true,
        ..first.clone()
    };
    for paper in PAPERS {
        for page in print(&again, paper).pages() {
            assert!(
                page.contains("补打") && page.contains("REPRINT"),
                "{paper:?}: {page}"
            );
        }
        for page in print(&first, paper).pages() {
            assert!(
                !page.contains("补打") && !page.contains("REPRINT"),
                "{paper:?}: {page}"
            );
        }
    }
}

#[test]
fn nothing_leaves_the_margins_and_nothing_overlaps() {
    for (name, sheet) in sheets() {
        for (paper, margin) in [(Paper::A4, 70.0), (Paper::A5, 36.0), (Paper::Roll80, 11.0)] {
            let words = print(&sheet, paper).words();
            for word in &words {
                assert!(
                    word.left >= margin
                        && word.right <= word.page_width - margin
                        && word.top >= 11.0
                        && word.bottom <= word.page_height - 11.0,
                    "{name} on {paper:?}: {word:?}"
                );
            }
            for (at, one) in words.iter().enumerate() {
                let other = words[at + 1..].iter().find(|other| one.stands_on(other));
                assert!(
                    other.is_none(),
                    "{name} on {paper:?}: {one:?} and {other:?}"
                );
            }
        }
    }
}

#[test]
fn the_code_on_the_paper_reads_as_its_text() {
    let sheet = ticket();
    for (paper, dpi) in [
        (Paper::A4, "150"),
        (Paper::A5, "203"),
        (Paper::Roll80, "203.2"),
    ] {
        let page = print(&sheet, paper).raster(dpi);
        let mut page = rqrr::PreparedImage::prepare_from_greyscale(
            page.width() as usize,
            page.height() as usize,
            |x, y| page.get_pixel(x as u32, y as u32).0[0],
        );
        let grids = page.detect_grids();
        let read: Vec<String> = grids
            .iter()
            .filter_map(|grid| Some(grid.decode().ok()?.1))
            .collect();
        assert_eq!(read, [sheet.symbol.as_str()], "{paper:?} at {dpi} dpi");
    }
}

#[test]
fn what_is_no_paper_is_refused() {
    let refusal = |sheet: &Sheet| render_all(&[Part::Sheet(sheet)], Paper::A4, &FONTS).unwrap_err();
    let with = |change: fn(&mut Sheet)| {
        let mut sheet = statement(3);
        change(&mut sheet);
        refusal(&sheet)
    };
    assert_eq!(
        with(|sheet| sheet.hall.zh.clear()),
        ReceiptError::Empty { field: "hall" }
    );
    assert_eq!(
        with(|sheet| sheet.issued_at = " ".into()),
        ReceiptError::Empty { field: "issued_at" }
    );
    assert_eq!(
        with(|sheet| drop(sheet.table.as_mut().unwrap().rows[1].pop())),
        ReceiptError::UnevenTable { row: 1 }
    );
    let none = SheetTable::default();
    let none = Sheet {
        table: Some(none),
        ..bare()
    };
    assert_eq!(refusal(&none), ReceiptError::Empty { field: "columns" });
    let too_many = |what, count: usize| ReceiptError::TooMany {
        what,
        count,
        most: count - 1,
    };
    let rows = Sheet {
        rows: vec![statement(0).rows[0].clone(); MAX_ROWS + 1],
        ..bare()
    };
    assert_eq!(refusal(&rows), too_many("rows", MAX_ROWS + 1));
    assert_eq!(
        refusal(&statement(MAX_TABLE_ROWS + 1)),
        too_many("table rows", MAX_TABLE_ROWS + 1)
    );
    let columns = Sheet {
        table: Some(SheetTable {
            columns: vec![Bilingual::new("列", ""); MAX_COLUMNS + 1],
            rows: Vec::new(),
        }),
        ..bare()
    };
    assert_eq!(refusal(&columns), too_many("columns", MAX_COLUMNS + 1));
    let length = MAX_NOTE + 1;
    let note = Sheet {
        note: Bilingual::new("长".repeat(length), ""),
        ..bare()
    };
    assert_eq!(refusal(&note), ReceiptError::TextTooLong { length });
}
