use std::io::Write as _;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use rawzip::{CompressionMethod, ZipArchiveWriter};

use super::{gunzip, unzip};
use crate::bills::BillError;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in files {
        let (mut entry, config) = archive
            .new_file(*name)
            .compression_method(CompressionMethod::DEFLATE)
            .start()
            .unwrap();
        let encoder = DeflateEncoder::new(&mut entry, Compression::default());
        let mut writer = config.wrap(encoder);
        writer.write_all(bytes).unwrap();
        let (encoder, descriptor) = writer.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap()
}

fn is_rows(bytes: &[u8]) -> bool {
    bytes.starts_with(b"rows")
}

#[test]
fn what_was_packed_comes_out_again() {
    assert_eq!(gunzip(&gzip(b"rows"), 4).unwrap(), b"rows");
    let packed = zip(&[("sums", b"sums"), ("rows", b"rows of the day")]);
    assert_eq!(unzip(&packed, 100, is_rows).unwrap(), b"rows of the day");
}

#[test]
fn a_file_that_grows_beyond_what_was_told_is_refused() {
    let bomb = vec![0; 1_000_000];
    let small = gzip(&bomb);
    assert!(small.len() < 2_000);
    assert_eq!(gunzip(&small, 999_999), Err(BillError::TooLarge(999_999)));
    let packed = zip(&[("sums", &bomb[..500_000]), ("more", &bomb[..500_000])]);
    let refused = unzip(&packed, 999_999, is_rows);
    assert_eq!(refused, Err(BillError::TooLarge(499_999)));
}

#[test]
fn a_file_that_is_cut_or_spoilt_anywhere_is_refused() {
    let rows = b"rows of the day, and a few more rows".as_slice();
    let packed = gzip(rows);
    for end in 0..packed.len() {
        assert!(gunzip(&packed[..end], 1_000).is_err(), "{end}");
    }
    let packed = zip(&[("rows", rows)]);
    for end in 0..packed.len() {
        assert!(unzip(&packed[..end], 1_000, is_rows).is_err(), "{end}");
    }
    for place in 0..packed.len() {
        let mut spoilt = packed.clone();
        spoilt[place] ^= 0x40;
        // What stands beside the bytes themselves, a name or a date, changes nothing.
        if let Ok(read) = unzip(&spoilt, 1_000, is_rows) {
            assert_eq!(read, rows, "{place}");
        }
    }
}

#[test]
fn an_archive_has_to_have_exactly_one_table_of_rows() {
    let none = zip(&[("sums", b"sums")]);
    assert_eq!(unzip(&none, 100, is_rows), Err(BillError::Packing("ZIP")));
    let two = zip(&[("a", b"rows"), ("b", b"rows")]);
    assert_eq!(unzip(&two, 100, is_rows), Err(BillError::Packing("ZIP")));
    let files: Vec<(&str, &[u8])> = vec![("a", b"sums"); 17];
    let refused = unzip(&zip(&files), 1_000, is_rows);
    assert_eq!(refused, Err(BillError::Packing("ZIP")));
}
