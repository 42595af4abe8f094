//! Work on many things at once, with a bar if it takes long.

use std::sync::Once;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use crate::interrupt::Interrupt;

/// Work that is done sooner shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// What `work` gives for each of `items`, in their order; once interrupted, for those only that were begun.
pub(crate) fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    show: bool,
    interrupt: &Interrupt,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let bar = Bar::new("files", show && items.len() > 1);
    let done = |item| {
        if interrupt.is_requested() {
            return None;
        }
        let result = work(item);
        bar.one_of(items.len());
        Some(result)
    };
    interrupt.begin();
    let results = items.par_iter().filter_map(done).collect();
    interrupt.end();
    bar.finish();
    results
}

/// A bar that shows itself only when the work takes long.
pub(crate) struct Bar {
    bar: ProgressBar,
    show: bool,
    start: Instant,
    shown: Once,
}

impl Bar {
    /// A bar for so many `things`, such as files.
    pub(crate) fn new(things: &str, show: bool) -> Self {
        let style =
            ProgressStyle::with_template(&format!("{{bar:40}} {{human_pos}} of {{human_len}} {things}, {{eta}} left"));
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar, show, start: Instant::now(), shown: Once::new() }
    }

    /// One more of so many is done.
    pub(crate) fn one_of(&self, count: usize) {
        self.bar.set_length(count as u64);
        self.bar.inc(1);
        self.look();
    }

    /// So many of so many are done.
    pub(crate) fn at(&self, done: usize, count: usize) {
        self.bar.set_length(count as u64);
        self.bar.set_position(done as u64);
        self.look();
    }

    fn look(&self) {
        if self.show && self.start.elapsed() > PATIENCE {
            self.shown.call_once(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
