//! Where what is in a symbol (ISO/IEC 18004 §6.3, §7): versions, function patterns, the order of
//! the modules, the blocks of error correction.

use std::sync::OnceLock;

/// The side of the smallest and the largest symbol, in modules.
pub(crate) const SIDE_MIN: usize = 21;
pub(crate) const SIDE_MAX: usize = 177;

/// How much of a symbol is error correction: the two bits of the format.
pub(crate) type Level = u8;

pub(crate) fn version(side: usize) -> usize {
    (side - 17) / 4
}

/// The middles of the alignment patterns along one side: all pairs of them but the three at the
/// finders.
pub(crate) fn alignment(side: usize) -> Vec<usize> {
    let version = version(side);
    if version == 1 {
        return Vec::new();
    }
    let count = version / 7 + 2;
    let step = (version * 8 + count * 3 + 5) / (count * 4 - 4) * 2;
    let mut middles: Vec<usize> = (0..count - 1).map(|i| side - 7 - i * step).collect();
    middles.push(6);
    middles.reverse();
    middles
}

/// The middles of all alignment patterns, as column and row.
pub(crate) fn alignment_pairs(side: usize) -> Vec<(usize, usize)> {
    let middles = alignment(side);
    let last = side - 7;
    let mut pairs = Vec::new();
    for &y in &middles {
        for &x in &middles {
            let at_finder = (x == 6 && (y == 6 || y == last)) || (x == last && y == 6);
            if !at_finder {
                pairs.push((x, y));
            }
        }
    }
    pairs
}

/// What is known of a symbol of this size before it is read: dark, light, or nothing. Made once
/// for each size.
pub(crate) fn function(side: usize) -> &'static [Option<bool>] {
    static FUNCTIONS: [OnceLock<Vec<Option<bool>>>; 41] = [const { OnceLock::new() }; 41];
    FUNCTIONS[version(side)].get_or_init(|| function_modules(side))
}

fn function_modules(side: usize) -> Vec<Option<bool>> {
    let mut modules = vec![None; side * side];
    let mut set = |x: usize, y: usize, dark: bool| modules[y * side + x] = Some(dark);
    for i in 0..side {
        set(i, 6, i % 2 == 0);
        set(6, i, i % 2 == 0);
    }
    for (x, y) in alignment_pairs(side) {
        for dy in 0..5 {
            for dx in 0..5 {
                let ring = dx == 0 || dy == 0 || dx == 4 || dy == 4;
                set(x + dx - 2, y + dy - 2, ring || (dx == 2 && dy == 2));
            }
        }
    }
    for (left, top) in [(0, 0), (side - 7, 0), (0, side - 7)] {
        for dy in -1i32..8 {
            for dx in -1i32..8 {
                let (x, y) = (left as i32 + dx, top as i32 + dy);
                if (0..side as i32).contains(&x) && (0..side as i32).contains(&y) {
                    let off = (dx - 3).abs().max((dy - 3).abs());
                    set(x as usize, y as usize, off <= 1 || off == 3);
                }
            }
        }
    }
    set(8, side - 8, true);
    modules
}

/// Whether a module carries format or version information: known only when it has been read.
fn is_information(side: usize, x: usize, y: usize) -> bool {
    let format = (x == 8 && (y < 9 || y >= side - 8)) || (y == 8 && (x < 9 || x >= side - 8));
    let version = version(side) >= 7
        && ((x < 6 && (side - 11..side - 8).contains(&y))
            || (y < 6 && (side - 11..side - 8).contains(&x)));
    format || version
}

/// The modules that carry codewords, in their order: two columns at a time from the right, up and
/// down in turns. Made once for each size.
pub(crate) fn data(side: usize) -> &'static [(usize, usize)] {
    static ORDERS: [OnceLock<Vec<(usize, usize)>>; 41] = [const { OnceLock::new() }; 41];
    ORDERS[version(side)].get_or_init(|| data_modules(side))
}

fn data_modules(side: usize) -> Vec<(usize, usize)> {
    let function = function(side);
    let mut order = Vec::with_capacity(side * side);
    let mut right = side - 1;
    let mut upwards = true;
    loop {
        for i in 0..side {
            let y = if upwards { side - 1 - i } else { i };
            for x in [right, right - 1] {
                if function[y * side + x].is_none() && !is_information(side, x, y) {
                    order.push((x, y));
                }
            }
        }
        upwards = !upwards;
        if right < 3 {
            return order;
        }
        right -= 2;
        if right == 6 {
            right -= 1;
        }
    }
}

/// Whether this mask turns the module around (ISO/IEC 18004 table 10).
pub(crate) fn is_masked(mask: u8, x: usize, y: usize) -> bool {
    match mask & 7 {
        0 => (x + y).is_multiple_of(2),
        1 => y.is_multiple_of(2),
        2 => x.is_multiple_of(3),
        3 => (x + y).is_multiple_of(3),
        4 => (x / 3 + y / 2).is_multiple_of(2),
        5 => (x * y % 2 + x * y % 3) == 0,
        6 => (x * y % 2 + x * y % 3).is_multiple_of(2),
        _ => ((x + y) % 2 + x * y % 3).is_multiple_of(2),
    }
}

/// The places of the two copies of the format, the highest bit first.
pub(crate) fn format_modules(side: usize) -> [[(usize, usize); 15]; 2] {
    let first = std::array::from_fn(|i| match i {
        0..=5 => (i, 8),
        6 => (7, 8),
        7 => (8, 8),
        8 => (8, 7),
        _ => (8, 14 - i),
    });
    let second = std::array::from_fn(|i| match i {
        0..=6 => (8, side - 1 - i),
        _ => (side - 15 + i, 8),
    });
    [first, second]
}

/// The 32 formats as they are written: level and mask, their check bits, and the fixed pattern
/// over them (ISO/IEC 18004 annex C).
pub(crate) fn format_word(format: u16) -> u16 {
    let mut rest = format;
    for _ in 0..10 {
        rest = (rest << 1) ^ ((rest >> 9) * 0x537);
    }
    (format << 10 | (rest & 0x3ff)) ^ 0x5412
}

/// The blocks of a symbol: how many, and how many check bytes each has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Blocks {
    pub count: usize,
    pub check: usize,
}

/// ISO/IEC 18004 table 9; a row for each level in the order of its bits (M, L, H, Q), a pair for
/// each version: check bytes a block, and blocks.
const BLOCKS: [[(u8, u8); 40]; 4] = [
    [
        (10, 1),
        (16, 1),
        (26, 1),
        (18, 2),
        (24, 2),
        (16, 4),
        (18, 4),
        (22, 4),
        (22, 5),
        (26, 5),
        (30, 5),
        (22, 8),
        (22, 9),
        (24, 9),
        (24, 10),
        (28, 10),
        (28, 11),
        (26, 13),
        (26, 14),
        (26, 16),
        (26, 17),
        (28, 17),
        (28, 18),
        (28, 20),
        (28, 21),
        (28, 23),
        (28, 25),
        (28, 26),
        (28, 28),
        (28, 29),
        (28, 31),
        (28, 33),
        (28, 35),
        (28, 37),
        (28, 38),
        (28, 40),
        (28, 43),
        (28, 45),
        (28, 47),
        (28, 49),
    ],
    [
        (7, 1),
        (10, 1),
        (15, 1),
        (20, 1),
        (26, 1),
        (18, 2),
        (20, 2),
        (24, 2),
        (30, 2),
        (18, 4),
        (20, 4),
        (24, 4),
        (26, 4),
        (30, 4),
        (22, 6),
        (24, 6),
        (28, 6),
        (30, 6),
        (28, 7),
        (28, 8),
        (28, 8),
        (28, 9),
        (30, 9),
        (30, 10),
        (26, 12),
        (28, 12),
        (30, 12),
        (30, 13),
        (30, 14),
        (30, 15),
        (30, 16),
        (30, 17),
        (30, 18),
        (30, 19),
        (30, 19),
        (30, 20),
        (30, 21),
        (30, 22),
        (30, 24),
        (30, 25),
    ],
    [
        (17, 1),
        (28, 1),
        (22, 2),
        (16, 4),
        (22, 4),
        (28, 4),
        (26, 5),
        (26, 6),
        (24, 8),
        (28, 8),
        (24, 11),
        (28, 11),
        (22, 16),
        (24, 16),
        (24, 18),
        (30, 16),
        (28, 19),
        (28, 21),
        (26, 25),
        (28, 25),
        (30, 25),
        (24, 34),
        (30, 30),
        (30, 32),
        (30, 35),
        (30, 37),
        (30, 40),
        (30, 42),
        (30, 45),
        (30, 48),
        (30, 51),
        (30, 54),
        (30, 57),
        (30, 60),
        (30, 63),
        (30, 66),
        (30, 70),
        (30, 74),
        (30, 77),
        (30, 81),
    ],
    [
        (13, 1),
        (22, 1),
        (18, 2),
        (26, 2),
        (18, 4),
        (24, 4),
        (18, 6),
        (22, 6),
        (20, 8),
        (24, 8),
        (28, 8),
        (26, 10),
        (24, 12),
        (20, 16),
        (30, 12),
        (24, 17),
        (28, 16),
        (28, 18),
        (26, 21),
        (30, 20),
        (28, 23),
        (30, 23),
        (30, 25),
        (30, 27),
        (30, 29),
        (28, 34),
        (30, 34),
        (30, 35),
        (30, 38),
        (30, 40),
        (30, 43),
        (30, 45),
        (30, 48),
        (30, 51),
        (30, 53),
        (30, 56),
        (30, 59),
        (30, 62),
        (30, 65),
        (30, 68),
    ],
];

pub(crate) fn blocks(side: usize, level: Level) -> Blocks {
    let (check, count) = BLOCKS[usize::from(level & 3)][version(side) - 1];
    Blocks {
        count: count.into(),
        check: check.into(),
    }
}
