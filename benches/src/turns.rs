//! Times two things in turns. Where the clock of a machine changes from minute to minute it changes for both, so what one takes of
//! the other can be trusted where times that were taken apart cannot.

use std::time::{Duration, Instant};

/// How long one turn lasts at least: the clock tells such times well.
const TURN: Duration = Duration::from_micros(500);

/// How long all turns may last together, and how few there are at least.
const WHOLE: Duration = Duration::from_secs(2);
const FEWEST: usize = 11;

/// How many times as long one thing takes as another: the median of all turns.
pub fn ratio(one: &mut dyn FnMut(), other: &mut dyn FnMut()) -> f64 {
    let repeats = [repeats(one), repeats(other)];
    let mut ratios = Vec::new();
    let start = Instant::now();
    while ratios.len() < FEWEST || start.elapsed() < WHOLE {
        let [one, other] = [each(one, repeats[0]), each(other, repeats[1])];
        ratios.push(one / other);
    }
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}

/// How often a thing has to be done to fill a turn.
fn repeats(run: &mut dyn FnMut()) -> u32 {
    let mut repeats = 1;
    while each(run, repeats) * f64::from(repeats) < TURN.as_secs_f64() {
        repeats *= 2;
    }
    repeats
}

/// The seconds that it takes each time.
fn each(run: &mut dyn FnMut(), repeats: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..repeats {
        run();
    }
    start.elapsed().as_secs_f64() / f64::from(repeats)
}
