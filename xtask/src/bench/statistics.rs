//! Knows how samples become one figure. Pure.

/// The middle of the samples; of an even number, the mean of the two in the middle.
pub(super) fn median(samples: &[f64]) -> Option<f64> {
    let mut sorted: Vec<f64> = samples
        .iter()
        .copied()
        .filter(|sample| sample.is_finite())
        .collect();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        odd if odd % 2 == 1 => Some(sorted[middle]),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

/// How many times `base` the figure is. None where that says nothing: `base` is nothing.
pub(super) fn ratio(figure: f64, base: f64) -> Option<f64> {
    (base > 0.0).then(|| figure / base)
}

/// The exponent with which `cost` grows between two sizes: 1 is linear, 2 quadratic.
pub(super) fn growth(small: (f64, f64), large: (f64, f64)) -> Option<f64> {
    let times = ratio(large.1, small.1)?;
    let larger = ratio(large.0, small.0)?;
    (larger > 1.0).then(|| times.ln() / larger.ln())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_whatever_the_order() {
        assert_eq!(median(&[5.0, 1.0, 3.0]), Some(3.0));
        assert_eq!(median(&[4.0, 1.0, 3.0, 2.0]), Some(2.5));
        assert_eq!(median(&[7.0]), Some(7.0));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn one_sample_that_went_wrong_does_not_move_the_median_far() {
        assert_eq!(median(&[2.0, 2.0, 900.0]), Some(2.0));
        assert_eq!(median(&[2.0, f64::NAN, 4.0]), Some(3.0));
    }

    #[test]
    fn a_ratio_to_nothing_says_nothing() {
        assert_eq!(ratio(3.0, 2.0), Some(1.5));
        assert_eq!(ratio(3.0, 0.0), None);
    }

    #[test]
    fn growth_is_the_exponent() {
        let near = |growth: Option<f64>, expected: f64| {
            growth.is_some_and(|growth| (growth - expected).abs() < 1e-9)
        };
        assert!(near(growth((100.0, 5.0), (10_000.0, 500.0)), 1.0));
        assert!(near(growth((100.0, 5.0), (10_000.0, 50_000.0)), 2.0));
        assert!(near(growth((100.0, 5.0), (10_000.0, 5.0)), 0.0));
        assert_eq!(growth((100.0, 5.0), (100.0, 5.0)), None);
    }
}
