//! What the codewords of a symbol say (ISO/IEC 18004 §7.4): segments in one of four ways of
//! writing, each in the charset that was announced last.

use super::charset::Announced;

/// The bytes of a symbol, and which of them are in which charset.
#[derive(Default)]
pub(crate) struct Content {
    pub bytes: Vec<u8>,
    /// How many bytes, and what was announced of them.
    pub parts: Vec<(usize, Announced)>,
    /// Only ways of writing are in it that every decoder knows.
    pub is_plain: bool,
}

struct Stream<'a> {
    data: &'a [u8],
    at: usize,
}

impl Stream<'_> {
    fn left(&self) -> usize {
        self.data.len() * 8 - self.at
    }

    fn take(&mut self, count: usize) -> Option<usize> {
        if self.left() < count {
            return None;
        }
        let mut value = 0;
        for _ in 0..count {
            let bit = self.data[self.at / 8] >> (7 - self.at % 8) & 1;
            value = value << 1 | usize::from(bit);
            self.at += 1;
        }
        Some(value)
    }
}

const LETTERS: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// `None` if it is not made as symbols are made: then what was corrected was corrected wrongly.
pub(crate) fn read(data: &[u8], version: usize) -> Option<Content> {
    let mut stream = Stream { data, at: 0 };
    let mut content = Content {
        is_plain: true,
        ..Content::default()
    };
    let mut charset = Announced::Nothing;
    let width = |small, middle, large| match version {
        ..10 => small,
        10..27 => middle,
        _ => large,
    };
    while stream.left() >= 4 {
        let before = content.bytes.len();
        let mut part = charset;
        match stream.take(4)? {
            0 => break,
            1 => {
                digits(&mut stream, width(10, 12, 14), &mut content.bytes)?;
            }
            2 => {
                letters(&mut stream, width(9, 11, 13), &mut content.bytes)?;
            }
            4 => {
                let count = stream.take(width(8, 16, 16))?;
                if stream.left() < count * 8 {
                    return None;
                }
                for _ in 0..count {
                    content.bytes.push(stream.take(8)? as u8);
                }
            }
            8 => {
                part = Announced::ShiftJis;
                kanji(&mut stream, width(8, 10, 12), &mut content.bytes)?;
            }
            // Chinese by GB/T 18284: a nibble says which set of characters, and 1 is GB 2312.
            13 => {
                content.is_plain = false;
                part = Announced::Charset(encoding_rs::GB18030);
                if stream.take(4)? != 1 {
                    return None;
                }
                hanzi(&mut stream, width(8, 10, 12), &mut content.bytes)?;
            }
            7 => charset = Announced::by_number(designator(&mut stream)?),
            // Part of a sequence of symbols: which one, and of how many.
            3 => {
                content.is_plain = false;
                stream.take(16)?;
            }
            // The two ways of a GS1 or industry code (FNC1).
            5 => content.is_plain = false,
            9 => {
                content.is_plain = false;
                stream.take(8)?;
            }
            _ => return None,
        }
        let added = content.bytes.len() - before;
        if added > 0 {
            content.parts.push((added, part));
        }
    }
    Some(content)
}

fn designator(stream: &mut Stream) -> Option<u32> {
    let first = stream.take(8)?;
    let (more, low) = match first {
        0..0x80 => (0, first),
        0x80..0xc0 => (8, first & 0x3f),
        0xc0..0xe0 => (16, first & 0x1f),
        _ => return None,
    };
    Some((low << more | stream.take(more)?) as u32)
}

fn digits(stream: &mut Stream, width: usize, to: &mut Vec<u8>) -> Option<()> {
    let mut count = stream.take(width)?;
    while count > 0 {
        let (bits, many) = match count {
            1 => (4, 1),
            2 => (7, 2),
            _ => (10, 3),
        };
        let value = stream.take(bits)?;
        if value >= 10usize.pow(many) {
            return None;
        }
        to.extend(format!("{value:0many$}", many = many as usize).bytes());
        count -= many as usize;
    }
    Some(())
}

fn letters(stream: &mut Stream, width: usize, to: &mut Vec<u8>) -> Option<()> {
    let mut count = stream.take(width)?;
    while count > 1 {
        let value = stream.take(11)?;
        to.push(*LETTERS.get(value / 45)?);
        to.push(LETTERS[value % 45]);
        count -= 2;
    }
    if count == 1 {
        to.push(*LETTERS.get(stream.take(6)?)?);
    }
    Some(())
}

fn kanji(stream: &mut Stream, width: usize, to: &mut Vec<u8>) -> Option<()> {
    for _ in 0..stream.take(width)? {
        let value = stream.take(13)?;
        let packed = ((value / 0xc0) << 8) | (value % 0xc0);
        let code = packed + if packed < 0x1f00 { 0x8140 } else { 0xc140 };
        to.extend([(code >> 8) as u8, code as u8]);
    }
    Some(())
}

fn hanzi(stream: &mut Stream, width: usize, to: &mut Vec<u8>) -> Option<()> {
    for _ in 0..stream.take(width)? {
        let value = stream.take(13)?;
        let packed = ((value / 0x60) << 8) | (value % 0x60);
        let code = packed + if packed < 0xa00 { 0xa1a1 } else { 0xa6a1 };
        to.extend([(code >> 8) as u8, code as u8]);
    }
    Some(())
}
