//! What is measured, in time by `time.rs` and in instructions by `count/`: [`scenarios`], [`growth`] over three orders of
//! magnitude, and verdicts over many [`random`] profiles; [`turns`] times two things against each other. [`twenty`] is twenty criteria that are also said in Rust by hand here,
//! and in the languages of others in `peers/`.

// What is measured is known to be good; the tests see to it.
#![allow(clippy::expect_used, clippy::panic)]

pub mod growth;
pub mod random;
pub mod scenarios;
pub mod turns;
pub mod twenty;

/// Runs what is counted: the counter is on in here alone.
#[inline(never)]
pub fn counted(run: &mut dyn FnMut()) {
    run();
    // Keeps the call from being the last thing here, which would make it a jump out of what is counted.
    std::hint::black_box(());
}
