//! Which profiles' scorecards are kept.

use std::collections::BTreeMap;

use glob::{MatchOptions, Pattern as Glob};
use kitemark_dsl::codes::Code;
use kitemark_dsl::diagnostic::Diagnostic;

use crate::case::{At, Pattern};

/// A star stands for a part of a name, never for a folder.
const OPTIONS: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// The profiles that patterns name, of those there are, each with the place that first names it; and what is wrong with the
/// patterns. All paths start at the charter's folder, and stay in it.
pub fn profiles(patterns: &[Pattern], there: &[String]) -> (BTreeMap<String, At>, Vec<Diagnostic>) {
    let (mut found, mut problems) = (BTreeMap::new(), Vec::new());
    for pattern in patterns {
        let mut problem = |message: String, help: &str| {
            problems.push(pattern.at.diagnostic(Code::SnapshotPattern, message, "").with_help(help));
        };
        let text = pattern.text.strip_prefix("./").unwrap_or(&pattern.text);
        if text.starts_with('/') || text.split('/').any(|part| part == "..") {
            let message = format!("`{}` leaves the charter's folder", pattern.text);
            problem(message, "name profiles below the folder, such as `profiles/*.yaml`");
            continue;
        }
        let Ok(glob) = Glob::new(text) else {
            problem(format!("`{text}` is no path of profiles"), "a `*` stands for any part of a name");
            continue;
        };
        let mut matching = there.iter().filter(|path| glob.matches_with(path, OPTIONS)).peekable();
        if matching.peek().is_none() {
            let message = format!("there is no profile `{text}`");
            problem(message, "the path starts at the charter's folder; a `*` stands for any part of a name");
        }
        for path in matching {
            found.entry(path.clone()).or_insert_with(|| pattern.at.clone());
        }
    }
    (found, problems)
}
