//! What a slip has to show, read back from the paper.
#![allow(clippy::unwrap_used)] // Also in what the tests share.

mod file;
mod paper;
mod refused;
mod samples;

use paper::{Printed, print_all};
use receipt::{Bilingual, Item, Paper, Part, Receipt, capital};

const PAPERS: [Paper; 3] = [Paper::A4, Paper::A5, Paper::Roll80];

fn print(receipt: &Receipt, paper: Paper) -> Printed {
    print_all(&[Part::Receipt(receipt)], paper)
}

fn without_white(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_field_can_be_read_back_from_the_paper() {
    for (name, receipt) in samples::samples() {
        for paper in PAPERS {
            let text = print(&receipt, paper).text();
            let Receipt {
                hall, title, payee, ..
            } = &receipt;
            let own = [
                &hall.zh, &hall.en, &title.zh, &title.en, &payee.zh, &payee.en,
            ];
            let plain = [
                &receipt.number,
                &receipt.check_code,
                &receipt.case_number,
                &receipt.order,
                &receipt.issued_at,
                &receipt.payer,
            ];
            let of_items = receipt.items.iter().flat_map(|item| {
                [
                    &item.title.zh,
                    &item.title.en,
                    &item.detail.zh,
                    &item.detail.en,
                ]
            });
            for field in own.into_iter().chain(plain).chain(of_items) {
                let wanted = without_white(field);
                assert!(
                    text.contains(&wanted),
                    "{name} on {paper:?} lacks {field:?}: {text}"
                );
            }
            let amount = capital(receipt.total);
            assert!(text.contains(&amount), "{name} on {paper:?} lacks {amount}");
        }
    }
}

#[test]
fn it_is_a_payment_slip_and_says_on_every_page_that_it_is_no_fiscal_invoice() {
    let (_, forty) = samples::samples().swap_remove(2);
    for paper in PAPERS {
        let pages = print(&forty, paper).pages();
        assert!(pages.len() > 1, "{} page", pages.len());
        for (at, page) in pages.iter().enumerate() {
            let text = without_white(page);
            for words in [
                "缴款凭条",
                "Paymentslip",
                "不是财政票据",
                "notafiscalinvoice",
            ] {
                assert!(text.contains(words), "page {at} of {paper:?} lacks {words}");
            }
            let number = format!("第{}页，共{}页", at + 1, pages.len());
            assert!(
                text.contains(&number),
                "page {at} of {paper:?} lacks {number}"
            );
        }
    }
}

#[test]
fn a_reprint_says_so_on_every_page_and_a_first_print_nowhere() {
    let (_, first) = samples::samples().swap_remove(2);
    let again = Receipt {
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
fn many_items_go_on_over_further_pages_and_none_is_lost() {
    let item = |at: u64| Item {
        title: Bilingual::new(format!("第{at}项"), format!("Item {at}")),
        fen: 100_000 + at,
        ..Item::default()
    };
    let items: Vec<Item> = (0..200).map(item).collect();
    let total = items.iter().map(|item| item.fen).sum();
    let many = Receipt {
        items,
        total,
        ..samples::one_item()
    };
    for paper in PAPERS {
        let printed = print(&many, paper);
        let words = printed.words();
        for at in 0..200 {
            let amount = format!("¥1,{:03}.{:02}", at / 100, at % 100);
            let found = words.iter().filter(|word| word.text == amount).count();
            assert_eq!(found, 1, "{amount} on {paper:?}");
        }
        let pages = printed.pages();
        for (at, page) in pages.iter().enumerate() {
            // The last one may have the code alone.
            let is_table = page.contains('¥') || at + 1 < pages.len();
            assert_eq!(page.contains("项目"), is_table, "page {at} of {paper:?}");
        }
    }
}

#[test]
fn amounts_never_wrap_and_stand_on_one_edge() {
    let most = u64::MAX / 4;
    let mut items = samples::fines(3);
    items[1].fen = most;
    let total = samples::total(&items);
    let huge = Receipt {
        items,
        total,
        ..samples::one_item()
    };
    for paper in PAPERS {
        let words = print(&huge, paper).words();
        let amounts: Vec<_> = words
            .iter()
            .filter(|word| word.text.starts_with('¥'))
            .collect();
        assert_eq!(amounts.len(), 4, "{amounts:?}");
        assert!(
            amounts
                .iter()
                .any(|word| word.text == "¥46,116,860,184,273,879.03")
        );
        for amount in &amounts {
            assert!(
                (amount.right - amounts[0].right).abs() < 0.1,
                "{paper:?}: {amounts:?}"
            );
        }
    }
}

#[test]
fn nothing_leaves_the_margins_and_nothing_overlaps() {
    for (name, receipt) in samples::samples() {
        for (paper, margin) in [(Paper::A4, 70.0), (Paper::A5, 36.0), (Paper::Roll80, 11.0)] {
            let words = print(&receipt, paper).words();
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
fn rare_characters_of_names_are_printed() {
    let rare = Receipt {
        payer: "䶮㛃𫖮鿍𬱖㙍".into(),
        ..samples::one_item()
    };
    for paper in PAPERS {
        assert!(print(&rare, paper).text().contains("䶮㛃𫖮鿍𬱖㙍"));
    }
}

#[test]
fn characters_that_share_a_glyph_are_copied_as_themselves() {
    // The radical U+2F00 and the character U+4E00 are one glyph in the font.
    let alike = Receipt {
        payer: "⼀一⼀".into(),
        ..samples::one_item()
    };
    assert!(print(&alike, Paper::A4).text().contains("⼀一⼀"));
}

#[test]
fn a_line_without_a_value_is_left_out() {
    let nobody = Receipt {
        payer: String::new(),
        machine: String::new(),
        channel: String::new(),
        ..samples::one_item()
    };
    for paper in PAPERS {
        let text = print(&nobody, paper).text();
        for words in ["交款人", "Payer", "号机", "支付方式"] {
            assert!(!text.contains(words), "{words} on {paper:?}");
        }
    }
}

#[test]
fn a_channel_without_words_keeps_its_key() {
    let other = Receipt {
        channel: "cash-desk".into(),
        ..samples::one_item()
    };
    assert!(print(&other, Paper::Roll80).text().contains("cash-desk"));
}

#[test]
fn the_code_on_the_paper_reads_as_the_proof() {
    let receipt = samples::one_item();
    for (paper, dpi) in [
        (Paper::A4, "150"),
        (Paper::A4, "203"),
        (Paper::A5, "150"),
        (Paper::Roll80, "203"),
        (Paper::Roll80, "203.2"),
    ] {
        let page = print(&receipt, paper).raster(dpi);
        // As a one-bit printer would put it.
        let mut page = rqrr::PreparedImage::prepare_from_greyscale(
            page.width() as usize,
            page.height() as usize,
            |x, y| {
                if page.get_pixel(x as u32, y as u32).0[0] < 128 {
                    0
                } else {
                    255
                }
            },
        );
        let read: Vec<String> = page
            .detect_grids()
            .iter()
            .filter_map(|grid| Some(grid.decode().ok()?.1))
            .collect();
        assert_eq!(read, [receipt.proof.as_str()], "{paper:?} at {dpi} dpi");
    }
}

#[test]
fn every_module_on_the_roll_is_a_whole_number_of_dots() {
    let page = print(&samples::one_item(), Paper::Roll80).raster("203.2");
    // As the thermal head burns it: a dot is black or it is not.
    let rows: Vec<Vec<bool>> = page
        .rows()
        .map(|row| row.map(|pixel| pixel.0[0] < 128).collect::<Vec<_>>())
        .map(|row| if row.contains(&true) { row } else { Vec::new() })
        .collect();
    // The code is the tallest thing between two white rows.
    let code = rows
        .split(Vec::is_empty)
        .max_by_key(|rows| rows.len())
        .unwrap();
    let left = code
        .iter()
        .filter_map(|row| row.iter().position(|&dot| dot))
        .min()
        .unwrap();
    let dots = code.len() / 49;
    assert!(
        dots >= 5 && code.len() == 49 * dots,
        "{} rows of 49 modules",
        code.len()
    );
    for (y, row) in code.iter().enumerate() {
        assert_eq!(
            row,
            &code[y / dots * dots],
            "row {y} is as the first of its modules"
        );
        for module in row[left..left + code.len()].chunks(dots) {
            assert!(
                module.iter().all(|dot| dot == &module[0]),
                "row {y}: {module:?}"
            );
        }
    }
}
