//! The sRGB colour space as an ICC profile, made from its definition.

/// The colorants of sRGB adapted to D50 (IEC 61966-2-1, Bradford), in the order of the tags.
const COLORANTS: [(&[u8; 4], [f64; 3]); 4] = [
    (b"wtpt", [0.9642, 1.0, 0.8249]),
    (b"rXYZ", [0.436_066, 0.222_488, 0.013_916]),
    (b"gXYZ", [0.385_147, 0.716_873, 0.097_076]),
    (b"bXYZ", [0.143_066, 0.060_608, 0.714_096]),
];
/// From D65 to D50 (Bradford), row by row.
const ADAPTATION: [f64; 9] = [
    1.047_882, 0.022_919, -0.050_201, 0.029_587, 0.990_479, -0.017_059, -0.009_232, 0.015_076,
    0.751_678,
];
/// The curve: Y = ((X + 0.055) / 1.055)^2.4 from 0.04045 on, else X / 12.92.
const CURVE: [f64; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];
const HEADER: usize = 128;

/// The profile (ICC.1:2010, version 4.3, a display's matrix and curves).
pub(crate) fn srgb() -> Vec<u8> {
    let curve = curve();
    let mut tags: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"desc", text("sRGB")),
        (b"cprt", text("No copyright, use freely")),
    ];
    tags.extend(
        COLORANTS
            .iter()
            .map(|(name, xyz)| (*name, numbers(b"XYZ ", xyz))),
    );
    tags.push((b"chad", numbers(b"sf32", &ADAPTATION)));
    tags.extend([b"rTRC", b"gTRC", b"bTRC"].map(|name| (name, curve.clone())));

    let mut table = big_endian(tags.len());
    let mut data: Vec<u8> = Vec::new();
    let start = HEADER + 4 + 12 * tags.len();
    for (name, mut tag) in tags {
        table.extend_from_slice(name);
        table.extend(big_endian(start + data.len()));
        table.extend(big_endian(tag.len()));
        tag.resize(tag.len().next_multiple_of(4), 0);
        data.extend(tag);
    }
    let mut profile = header(start + data.len());
    profile.extend(table);
    profile.extend(data);
    profile
}

fn header(size: usize) -> Vec<u8> {
    let mut header = big_endian(size);
    header.extend([0; 4]); // no preferred engine
    header.extend([4, 0x30, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    for part in [2026_u16, 1, 1, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend(b"acsp");
    header.extend([0; 28]); // no platform, flags, device; perceptual
    for part in COLORANTS[0].1 {
        header.extend(fixed(part));
    }
    header.resize(HEADER, 0);
    header
}

fn numbers(kind: &[u8; 4], numbers: &[f64]) -> Vec<u8> {
    let mut tag = kind.to_vec();
    tag.extend([0; 4]);
    tag.extend(numbers.iter().flat_map(|&number| fixed(number)));
    tag
}

fn curve() -> Vec<u8> {
    let mut tag = b"para\0\0\0\0".to_vec();
    tag.extend([0, 3, 0, 0]); // the function with the five parameters above
    tag.extend(CURVE.iter().flat_map(|&number| fixed(number)));
    tag
}

fn text(text: &str) -> Vec<u8> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut tag = b"mluc\0\0\0\0".to_vec();
    tag.extend(big_endian(1));
    tag.extend(big_endian(12));
    tag.extend(b"enUS");
    tag.extend(big_endian(utf16.len()));
    tag.extend(big_endian(28));
    tag.extend(utf16);
    tag
}

/// s15Fixed16.
#[allow(clippy::cast_possible_truncation)] // All numbers here are below 3.
fn fixed(number: f64) -> [u8; 4] {
    ((number * 65_536.0).round() as i32).to_be_bytes()
}

fn big_endian(number: usize) -> Vec<u8> {
    u32::try_from(number)
        .unwrap_or(u32::MAX)
        .to_be_bytes()
        .to_vec()
}
