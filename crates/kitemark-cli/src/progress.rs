//! Work on many inputs at once, with a bar if it takes long.

use std::sync::Once;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

/// Work that is done sooner shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// What `work` gives for each of `items`, in their order.
pub(crate) fn in_parallel<T: Sync, R: Send>(items: &[T], show: bool, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let bar = hidden_bar(items.len());
    let (start, shown) = (Instant::now(), Once::new());
    let done = |item| {
        let result = work(item);
        bar.inc(1);
        if show && items.len() > 1 && start.elapsed() > PATIENCE {
            shown.call_once(|| bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
        result
    };
    let results = items.par_iter().map(done).collect();
    bar.finish_and_clear();
    results
}

fn hidden_bar(length: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len}, {eta} left");
    let bar = ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::hidden());
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
