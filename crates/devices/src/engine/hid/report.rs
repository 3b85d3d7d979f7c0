//! Scans put together from the input reports of a HID POS scanner.

use std::{
    ops::Range,
    time::{Duration, Instant},
};

use super::descriptor::Layout;
use crate::engine::admission::{AimId, BYTES_MAX, Refusal};

/// The rest of a scan that does not come for so long will not come.
const STALLED_AFTER: Duration = Duration::from_secs(1);

/// A whole scan as the device sent it, not yet admitted.
#[derive(Debug, PartialEq, Eq)]
pub struct Scan {
    /// The kind of barcode, where the device says one.
    pub identifier: Option<AimId>,
    /// What it says, without the end of line that the device may have put behind it.
    pub data: Vec<u8>,
}

/// One report's part of a scan.
struct Piece<'a> {
    identifier: Option<AimId>,
    data: &'a [u8],
    continued: bool,
}

/// Puts the reports of one device together.
#[derive(Debug)]
pub struct Reports {
    layout: Layout,
    pending: Option<Scan>,
    /// The rest of this scan is not wanted.
    skips: bool,
    last: Option<Instant>,
}

impl Reports {
    /// Nothing has come yet.
    pub fn new(layout: Layout) -> Self {
        Reports {
            layout,
            pending: None,
            skips: false,
            last: None,
        }
    }

    /// One input report has come, as hidraw gives it. What is not about scans is passed over.
    ///
    /// # Errors
    /// The scan is dropped up to its last report: the report is shorter than the device's
    /// description says, counts more bytes than it has, goes on with another kind of barcode, or
    /// the scan is longer than any symbol.
    pub fn push(&mut self, report: &[u8], now: Instant) -> Result<Option<Scan>, Refusal> {
        let stalled = self.pass(now);
        self.last = Some(now);
        let pushed = match self.layout.piece(report) {
            Ok(Some(piece)) => self.add(&piece),
            Ok(None) => Ok(None),
            Err(refusal) => {
                self.pending = None;
                // Whether more follows is not known.
                self.skips = false;
                Err(refusal)
            }
        };
        match (stalled, pushed) {
            (Some(refusal), Ok(None)) => Err(refusal),
            (_, pushed) => pushed,
        }
    }

    /// When [`Reports::pass`] has to be called if nothing comes.
    pub fn deadline(&self) -> Option<Instant> {
        let open = self.skips || self.pending.is_some();
        self.last.filter(|_| open).map(|last| last + STALLED_AFTER)
    }

    /// Time has passed: a scan whose rest did not come is dropped.
    pub fn pass(&mut self, now: Instant) -> Option<Refusal> {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return None;
        }
        self.skips = false;
        self.pending.take().map(|_| Refusal::Malformed)
    }

    /// From now on whole scans count: one that has begun is dropped up to its end.
    pub fn begin(&mut self) {
        self.skips |= self.pending.take().is_some();
    }

    fn add(&mut self, piece: &Piece<'_>) -> Result<Option<Scan>, Refusal> {
        if self.skips {
            self.skips = piece.continued;
            return Ok(None);
        }
        let mut scan = self.pending.take().unwrap_or_else(|| Scan {
            identifier: piece.identifier,
            data: Vec::new(),
        });
        let longer = scan.data.len() + piece.data.len();
        // The end of line may come on top.
        let refusal = if scan.identifier != piece.identifier {
            Some(Refusal::Malformed)
        } else if longer > BYTES_MAX + 2 {
            Some(Refusal::Length)
        } else {
            None
        };
        if let Some(refusal) = refusal {
            self.skips = piece.continued;
            return Err(refusal);
        }
        scan.data.extend_from_slice(piece.data);
        if piece.continued {
            self.pending = Some(scan);
            return Ok(None);
        }
        scan.data.truncate(without_end(&scan.data).len());
        Ok(Some(scan))
    }
}

impl Layout {
    /// The part of a scan in a report; nothing if the report is about something else.
    fn piece<'a>(&self, report: &'a [u8]) -> Result<Option<Piece<'a>>, Refusal> {
        if self.number.is_some() && self.number != report.first().copied() {
            return Ok(None);
        }
        let part = |range: Range<usize>| report.get(range).ok_or(Refusal::Malformed);
        let data = part(self.data.clone())?;
        let data = match self.count.clone() {
            Some(range) => {
                let bytes = part(range)?.iter().rev();
                let count = bytes.fold(0, |count, &byte| count << 8 | usize::from(byte));
                data.get(..count).ok_or(Refusal::Malformed)?
            }
            None => without_padding(data),
        };
        let identifier = match self.identifier.clone() {
            Some(range) => AimId::try_from(part(range)?).ok(),
            None => None,
        };
        let continued = match self.continued.clone() {
            Some(bits) => any_bit(report, bits)?,
            None => false,
        };
        Ok(Some(Piece {
            // Nothing but zeros or blanks: the device does not say.
            identifier: identifier.filter(|id| id.iter().any(|byte| !matches!(byte, 0 | b' '))),
            data,
            continued,
        }))
    }
}

fn without_padding(data: &[u8]) -> &[u8] {
    let length = data
        .iter()
        .rposition(|&byte| byte != 0)
        .map_or(0, |at| at + 1);
    &data[..length]
}

fn without_end(data: &[u8]) -> &[u8] {
    let data = data.strip_suffix(b"\n").unwrap_or(data);
    data.strip_suffix(b"\r").unwrap_or(data)
}

fn any_bit(report: &[u8], mut bits: Range<usize>) -> Result<bool, Refusal> {
    if report.len() * 8 < bits.end {
        return Err(Refusal::Malformed);
    }
    Ok(bits.any(|bit| report[bit / 8] >> (bit % 8) & 1 == 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::hid::{
        descriptor::Kind,
        samples::{COUNTING, PADDING, counting},
    };

    fn reports(descriptor: &[u8]) -> Reports {
        match Kind::of(descriptor) {
            Kind::Scanner(layout) => Reports::new(layout),
            other @ (Kind::Keyboard | Kind::Other) => panic!("{other:?}"),
        }
    }

    fn padding(identifier: &[u8; 3], data: &[u8], continued: u8) -> Vec<u8> {
        let mut report = identifier.to_vec();
        report.extend(data);
        report.resize(63, 0);
        report.push(continued);
        report
    }

    fn scan(identifier: &[u8; 3], data: &[u8]) -> Result<Option<Scan>, Refusal> {
        Ok(Some(Scan {
            identifier: Some(*identifier),
            data: data.to_vec(),
        }))
    }

    fn after(start: Instant, millis: u64) -> Instant {
        start + Duration::from_millis(millis)
    }

    #[test]
    fn a_report_is_a_scan() {
        let now = Instant::now();
        let report = counting(b"]Q1", b"GC1:ABCD", false);
        assert_eq!(
            reports(COUNTING).push(&report, now),
            scan(b"]Q1", b"GC1:ABCD")
        );
        let report = padding(b"]C0", b"134567890123456789", 0);
        assert_eq!(
            reports(PADDING).push(&report, now),
            scan(b"]C0", b"134567890123456789")
        );
    }

    #[test]
    fn a_long_scan_comes_in_parts() {
        let (mut reports, now) = (reports(COUNTING), Instant::now());
        assert_eq!(
            reports.push(&counting(b"]Q1", &[b'a'; 56], true), now),
            Ok(None)
        );
        assert_eq!(
            reports.push(&counting(b"]Q1", &[b'b'; 56], true), now),
            Ok(None)
        );
        let whole = [&[b'a'; 56][..], &[b'b'; 56], b"c"].concat();
        assert_eq!(
            reports.push(&counting(b"]Q1", b"c", false), now),
            scan(b"]Q1", &whole)
        );
    }

    #[test]
    fn one_end_of_line_is_taken_off_and_no_more() {
        let now = Instant::now();
        for (data, rest) in [
            (&b"GC1:ABCD\r"[..], &b"GC1:ABCD"[..]),
            (b"GC1:ABCD\r\n", b"GC1:ABCD"),
            (b"GC1:ABCD\n", b"GC1:ABCD"),
            (b"GC1:ABCD\n\n", b"GC1:ABCD\n"),
            (b"GC1:AB\rCD", b"GC1:AB\rCD"),
        ] {
            let report = counting(b"]Q1", data, false);
            assert_eq!(reports(COUNTING).push(&report, now), scan(b"]Q1", rest));
        }
    }

    #[test]
    fn an_identifier_of_zeros_is_none() {
        let report = counting(&[0; 3], b"GC1:ABCD", false);
        let scan = reports(COUNTING).push(&report, Instant::now()).unwrap();
        assert_eq!(scan.unwrap().identifier, None);
    }

    #[test]
    fn other_reports_of_the_device_are_passed_over() {
        let (mut reports, now) = (reports(COUNTING), Instant::now());
        reports.push(&counting(b"]Q1", b"GC1:", true), now).unwrap();
        assert_eq!(reports.push(&[3, 1, 2, 3], now), Ok(None));
        assert_eq!(reports.push(&[], now), Ok(None));
        assert_eq!(
            reports.push(&counting(b"]Q1", b"ABCD", false), now),
            scan(b"]Q1", b"GC1:ABCD")
        );
    }

    #[test]
    fn a_report_that_lies_about_its_length_is_refused() {
        let now = Instant::now();
        let mut report = counting(b"]Q1", b"GC1:ABCD", false);
        report[1] = 57;
        assert_eq!(
            reports(COUNTING).push(&report, now),
            Err(Refusal::Malformed)
        );
        let report = counting(b"]Q1", b"GC1:ABCD", false);
        for length in 1..report.len() {
            assert_eq!(
                reports(COUNTING).push(&report[..length], now),
                Err(Refusal::Malformed)
            );
        }
    }

    #[test]
    fn a_scan_that_goes_on_as_another_barcode_is_dropped_whole() {
        let (mut reports, now) = (reports(COUNTING), Instant::now());
        reports.push(&counting(b"]Q1", b"GC1:", true), now).unwrap();
        let other = counting(b"]E0", b"5901234123457", true);
        assert_eq!(reports.push(&other, now), Err(Refusal::Malformed));
        assert_eq!(
            reports.push(&counting(b"]E0", b"rest", false), now),
            Ok(None)
        );
        assert_eq!(
            reports.push(&counting(b"]Q1", b"GC1:ABCD", false), now),
            scan(b"]Q1", b"GC1:ABCD")
        );
    }

    #[test]
    fn a_scan_without_end_is_dropped_and_told_once() {
        let (mut reports, now) = (reports(COUNTING), Instant::now());
        let part = counting(b"]Q1", &[b'x'; 56], true);
        let told: Vec<_> = (0..200)
            .filter_map(|_| reports.push(&part, now).err())
            .collect();
        assert_eq!(told, [Refusal::Length]);
        assert_eq!(
            reports.push(&counting(b"]Q1", b"tail", false), now),
            Ok(None)
        );
    }

    #[test]
    fn a_scan_whose_rest_does_not_come_is_not_put_before_the_next() {
        let (mut reports, start) = (reports(COUNTING), Instant::now());
        let part = counting(b"]Q1", b"half of a code", true);
        let whole = counting(b"]Q1", b"GC1:ABCD", false);
        reports.push(&part, start).unwrap();
        assert_eq!(reports.deadline(), Some(after(start, 1000)));
        assert_eq!(reports.pass(after(start, 999)), None);
        assert_eq!(reports.pass(after(start, 1000)), Some(Refusal::Malformed));
        assert_eq!(reports.deadline(), None);
        // The same if nobody came to call `pass`.
        reports.push(&part, after(start, 2000)).unwrap();
        assert_eq!(
            reports.push(&whole, after(start, 3000)),
            scan(b"]Q1", b"GC1:ABCD")
        );
    }

    #[test]
    fn what_began_before_does_not_count_nor_does_its_end() {
        let (mut reports, now) = (reports(COUNTING), Instant::now());
        reports
            .push(&counting(b"]Q1", b"before", true), now)
            .unwrap();
        reports.begin();
        assert_eq!(
            reports.push(&counting(b"]Q1", b"rest", false), now),
            Ok(None)
        );
        let whole = counting(b"]Q1", b"GC1:ABCD", false);
        assert_eq!(reports.push(&whole, now), scan(b"]Q1", b"GC1:ABCD"));
    }
}
