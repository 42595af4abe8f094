#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kitemark_fuzz::laws::charter(bytes));
