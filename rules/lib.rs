//! The charters that ship with Kitemark, as text.
//!
//! They are read where they lie in this folder; this crate only carries them to whoever embeds the engine.

macro_rules! charter {
    ($name:literal) => {
        (concat!("commissioning/", $name), include_str!(concat!("commissioning/", $name)))
    };
}

/// The standard charter for commissioning drug and alcohol treatment: its files by name, in order.
pub const COMMISSIONING: &[(&str, &str)] = &[
    charter!("00-charter.charter"),
    charter!("01-vocabulary.charter"),
    charter!("02-terms.charter"),
    charter!("10-contract-length.charter"),
    charter!("20-churn.charter"),
    charter!("25-review.charter"),
    charter!("30-metrics.charter"),
    charter!("35-funding.charter"),
    charter!("40-payment.charter"),
    charter!("45-conflicts.charter"),
    charter!("50-people.charter"),
    charter!("55-integration.charter"),
    charter!("60-workforce.charter"),
    charter!("65-practice.charter"),
    charter!("70-transition.charter"),
    charter!("75-market.charter"),
    charter!("80-health-system.charter"),
    charter!("85-transparency.charter"),
    charter!("88-law.charter"),
    charter!("90-awards.charter"),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that is not listed would be missing from the charter that is built in.
    #[test]
    fn every_charter_file_is_listed() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("commissioning");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| format!("commissioning/{}", entry.file_name().to_string_lossy()))
            .filter(|name| name.ends_with(".charter"))
            .collect();
        files.sort();
        assert_eq!(files, COMMISSIONING.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>());
    }
}
