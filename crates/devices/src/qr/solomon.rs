//! Reed-Solomon over GF(256), as symbols use it (ISO/IEC 18004 annex A: x⁸+x⁴+x³+x²+1, roots from
//! α⁰ on), with erasures: a byte of which is known that it may be wrong costs half of one that
//! has to be found.

use std::sync::OnceLock;

struct Field {
    power: [u8; 512],
    log: [u16; 256],
}

fn field() -> &'static Field {
    static FIELD: OnceLock<Field> = OnceLock::new();
    FIELD.get_or_init(|| {
        let (mut power, mut log) = ([0u8; 512], [0u16; 256]);
        let mut value = 1u16;
        for exponent in 0..255 {
            power[exponent] = value as u8;
            power[exponent + 255] = value as u8;
            log[value as usize] = exponent as u16;
            value <<= 1;
            if value > 255 {
                value ^= 0x11d;
            }
        }
        power[510] = power[0];
        power[511] = power[1];
        Field { power, log }
    })
}

impl Field {
    #[inline]
    fn times(&self, a: u8, b: u8) -> u8 {
        if a == 0 || b == 0 {
            return 0;
        }
        let sum = self.log[usize::from(a)] + self.log[usize::from(b)];
        self.power[usize::from(sum)]
    }

    #[inline]
    fn over(&self, a: u8, b: u8) -> u8 {
        if a == 0 {
            return 0;
        }
        let difference = 255 + self.log[usize::from(a)] - self.log[usize::from(b)];
        self.power[usize::from(difference)]
    }

    #[inline]
    fn alpha(&self, exponent: usize) -> u8 {
        self.power[exponent % 255]
    }

    fn value(&self, polynomial: &[u8], x: u8) -> u8 {
        polynomial
            .iter()
            .rev()
            .fold(0, |sum, &coefficient| self.times(sum, x) ^ coefficient)
    }
}

/// The syndromes; `None` if they are all zero: nothing is wrong.
fn syndromes(block: &[u8], check: usize) -> Option<Vec<u8>> {
    let field = field();
    let mut syndromes = vec![0u8; check];
    for (i, syndrome) in syndromes.iter_mut().enumerate() {
        let mut sum = 0u8;
        for &byte in block {
            sum = if sum == 0 {
                byte
            } else {
                field.power[usize::from(field.log[usize::from(sum)]) + i] ^ byte
            };
        }
        *syndrome = sum;
    }
    syndromes.iter().any(|&s| s != 0).then_some(syndromes)
}

/// Corrects a block in place: its last `check` bytes check the others, and the bytes at `erased`
/// are known to be doubtful. Says how many bytes it has changed.
pub(crate) fn correct(block: &mut [u8], check: usize, erased: &[usize]) -> Option<usize> {
    let field = field();
    let length = block.len();
    if check == 0 || check >= length || length > 255 || erased.len() > check {
        return None;
    }
    let Some(syndromes) = syndromes(block, check) else {
        return Some(0);
    };
    // The locator of the erasures: (1 - X₁x)(1 - X₂x)…
    let mut locator = vec![0u8; check + 1];
    locator[0] = 1;
    for (count, &at) in erased.iter().enumerate() {
        let x = field.alpha(length - 1 - at);
        for i in (1..=count + 1).rev() {
            locator[i] ^= field.times(x, locator[i - 1]);
        }
    }
    // Berlekamp and Massey, from there on.
    let mut before = locator.clone();
    let mut degree = erased.len();
    for step in erased.len()..check {
        let discrepancy = (0..=step.min(check)).fold(0, |sum, i| {
            sum ^ field.times(locator[i], syndromes[step - i])
        });
        before.rotate_right(1);
        before[0] = 0;
        if discrepancy == 0 {
            continue;
        }
        let next: Vec<u8> = locator
            .iter()
            .zip(&before)
            .map(|(&l, &b)| l ^ field.times(discrepancy, b))
            .collect();
        if 2 * degree <= step + erased.len() {
            degree = step + 1 + erased.len() - degree;
            before = locator
                .iter()
                .map(|&l| field.over(l, discrepancy))
                .collect();
        }
        locator = next;
    }
    let degree = locator.iter().rposition(|&l| l != 0)?;
    // The errors are where the locator is zero.
    let wrong: Vec<usize> = (0..length)
        .filter(|&at| field.value(&locator, field.alpha(255 - (length - 1 - at))) == 0)
        .collect();
    if wrong.len() != degree || 2 * degree > check + erased.len() {
        return None;
    }
    let mut evaluator = vec![0u8; check];
    for (i, value) in evaluator.iter_mut().enumerate() {
        *value = (0..=i).fold(0, |sum, j| sum ^ field.times(locator[j], syndromes[i - j]));
    }
    let mut mended = block.to_vec();
    for &at in &wrong {
        let power = length - 1 - at;
        let inverse = field.alpha(255 - power);
        let slope = (1..locator.len()).step_by(2).fold(0, |sum, i| {
            sum ^ field.times(locator[i], field.alpha((255 - power) * (i - 1)))
        });
        if slope == 0 {
            return None;
        }
        let error = field.over(field.value(&evaluator, inverse), slope);
        mended[at] ^= field.times(error, field.alpha(power));
    }
    if self::syndromes(&mended, check).is_some() {
        return None;
    }
    let changed = mended.iter().zip(&*block).filter(|(a, b)| a != b).count();
    block.copy_from_slice(&mended);
    Some(changed)
}
