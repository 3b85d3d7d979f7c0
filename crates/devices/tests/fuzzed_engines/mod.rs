//! What the fuzzer does with the bytes of scan engines, and the tests with the fuzzer's corpus.

use std::time::{Duration, Instant};

use devices::{
    Symbol, Symbology,
    engine::{
        AimRule,
        admission::{BYTES_MAX, admit, split_identifier},
        framing::{Framed, Framing},
        hid::{descriptor::Kind, report::Reports},
    },
};

/// A serial line. The first byte says how it is set up; then pieces, each with a length and a
/// pause before it: whatever comes over the line, only what is allowed comes out.
pub fn serial(data: &[u8]) {
    let Some((&setup, mut rest)) = data.split_first() else {
        return;
    };
    let gap = (setup & 1 == 1).then(|| Duration::from_millis(50));
    let rule = rule(setup);
    let mut framing = Framing::new(gap);
    let mut now = Instant::now();
    while let [length, pause, after @ ..] = rest {
        let (piece, after) = after.split_at(after.len().min(usize::from(*length)));
        rest = after;
        now += Duration::from_millis(u64::from(*pause) * 8);
        let passed = framing.pass(now);
        if *pause == 255 {
            framing.begin();
        }
        for framed in passed.into_iter().chain(framing.push(piece, now)) {
            if let Framed::Line(line) = framed {
                let (identifier, data) = split_identifier(&line);
                admit(identifier, data, rule).iter().for_each(is_clean);
            }
        }
        assert!(framing.deadline().is_none_or(|deadline| deadline > now));
    }
}

/// A USB device. The first two bytes are the length of its descriptor; behind that come its
/// reports, each with a length and a pause before it.
pub fn hid(data: &[u8]) {
    let [low, high, rest @ ..] = data else {
        return;
    };
    let length = usize::from(u16::from_le_bytes([*low, *high]));
    let (descriptor, mut rest) = rest.split_at(rest.len().min(length));
    let Kind::Scanner(layout) = Kind::of(descriptor) else {
        return;
    };
    let mut reports = Reports::new(layout);
    let mut now = Instant::now();
    while let [length, pause, after @ ..] = rest {
        let (report, after) = after.split_at(after.len().min(usize::from(*length)));
        rest = after;
        now += Duration::from_millis(u64::from(*pause) * 8);
        if *pause == 255 {
            reports.begin();
        }
        if let Ok(Some(scan)) = reports.push(report, now) {
            let admitted = admit(scan.identifier, &scan.data, rule(*low));
            admitted.iter().for_each(is_clean);
        }
        assert!(reports.deadline().is_none_or(|deadline| deadline > now));
    }
}

fn rule(setup: u8) -> AimRule {
    if setup & 2 == 2 {
        AimRule::Required
    } else {
        AimRule::Optional
    }
}

fn is_clean(symbol: &Symbol) {
    assert!(symbol.bytes.len() <= BYTES_MAX);
    assert!(symbol.bytes.iter().all(|byte| (b' '..=b'~').contains(byte)));
    assert!(symbol.corners.is_none());
    if symbol.symbology == Symbology::Code128 {
        let bytes = symbol.bytes.iter();
        assert!(
            bytes
                .clone()
                .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        );
    }
}
