//! Being interrupted, as by Ctrl-C: long work stops where it is and shows what is done.

use std::sync::atomic::{AtomicU8, Ordering};

/// Nothing is done that could stop halfway.
const IDLE: u8 = 0;
/// Many things are worked on, one after another.
const WORKING: u8 = 1;
/// They are, and no more are to be begun.
const STOPPING: u8 = 2;

/// Whether a command is to stop. Whoever receives signals calls [`request`](Self::request).
#[derive(Debug, Default)]
pub struct Interrupt(AtomicU8);

impl Interrupt {
    /// Nobody has interrupted anything yet.
    pub const fn new() -> Self {
        Self(AtomicU8::new(IDLE))
    }

    /// Asks the command to begin nothing more and to show what is done. False if it cannot, because it is not going through
    /// many things or was asked before: then the program is best ended at once, with exit code 130.
    pub fn request(&self) -> bool {
        self.0.compare_exchange(WORKING, STOPPING, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }

    /// Begins to go through many things.
    pub(crate) fn begin(&self) {
        self.0.store(WORKING, Ordering::SeqCst);
    }

    /// Whether no more are to be begun.
    pub(crate) fn is_requested(&self) -> bool {
        self.0.load(Ordering::SeqCst) == STOPPING
    }

    /// Ends what [`begin`](Self::begin) began.
    pub(crate) fn end(&self) {
        self.0.store(IDLE, Ordering::SeqCst);
    }
}
