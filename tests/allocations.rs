//! Counts what the tests allocate, thread by thread, so that a test can say what something costs whatever the machine is doing.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// What something cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// The most bytes that were held at once, beyond those held before.
    pub peak: usize,
    /// How often memory was asked for, growth included.
    pub count: usize,
}

/// What `work` costs on this thread.
pub fn cost_of<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    let (before, count) = (HELD.get(), COUNT.get());
    PEAK.set(before);
    let result = work();
    let peak = usize::try_from(PEAK.get() - before).expect("the peak is at least what was held before");
    (result, Cost { peak, count: COUNT.get() - count })
}

thread_local! {
    /// Bytes held; what another thread frees makes it negative there.
    static HELD: Cell<i64> = const { Cell::new(0) };
    static PEAK: Cell<i64> = const { Cell::new(0) };
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

/// Notes a change of so many bytes. At the end of a thread there is nobody left to tell.
fn note(bytes: i64, asked: usize) {
    let _thread_ends = HELD.try_with(|held| {
        held.set(held.get() + bytes);
        PEAK.with(|peak| peak.set(peak.get().max(held.get())));
        COUNT.with(|count| count.set(count.get() + asked));
    });
}

fn signed(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: everything is the system's, with the same arguments; noting it allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        note(signed(layout.size()), 1);
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        note(signed(layout.size()), 1);
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        note(-signed(layout.size()), 0);
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        note(signed(size) - signed(layout.size()), 1);
        unsafe { System.realloc(pointer, layout, size) }
    }
}
