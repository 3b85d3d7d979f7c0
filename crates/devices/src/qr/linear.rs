//! Linear equations.

/// Solves `count` equations, each a row of `count` factors and what they sum up to, by Gauss with
/// pivots. `None` if they do not have one solution.
pub(crate) fn solve(mut rows: Vec<f64>, count: usize) -> Option<Vec<f64>> {
    let stride = count + 1;
    for column in 0..count {
        let pivot = (column..count).max_by(|&a, &b| {
            let (a, b) = (rows[a * stride + column], rows[b * stride + column]);
            a.abs().total_cmp(&b.abs())
        })?;
        if rows[pivot * stride + column].abs() < 1e-12 {
            return None;
        }
        for k in 0..stride {
            rows.swap(pivot * stride + k, column * stride + k);
        }
        for row in column + 1..count {
            let factor = rows[row * stride + column] / rows[column * stride + column];
            for k in column..stride {
                rows[row * stride + k] -= factor * rows[column * stride + k];
            }
        }
    }
    let mut solved = vec![0f64; count];
    for row in (0..count).rev() {
        let known: f64 = (row + 1..count)
            .map(|k| rows[row * stride + k] * solved[k])
            .sum();
        solved[row] = (rows[row * stride + count] - known) / rows[row * stride + row];
    }
    Some(solved)
}
