//! What has to hold for any bytes. Each law is a target of the fuzzer; the tests of the workspace include them too, and run
//! them over every input that once broke one (`tests/hostile/found`).

pub mod laws;

/// The charters and profiles of the tests' laws, made from a tape of bytes, and their rules written down plainly.
#[path = "../../tests/laws"]
mod tests {
    pub mod reference;
    pub mod world;
}

pub use tests::{reference, world};
