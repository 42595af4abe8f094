//! The example that would notice a mutant, ready to be added to the charter.

use kitemark_dsl::format::{self, quote};
use kitemark_dsl::source::Source;

use super::Telling;

/// The example that would notice; none where a case file is needed, because the profile stands in one, or because the credit
/// differs and not the verdict.
pub(super) fn example(telling: &Telling<'_>) -> Option<String> {
    let case = telling.start.case;
    if case.inline.is_some() || !telling.in_words {
        return None;
    }
    let then = &telling.then;
    let title = match &telling.given {
        Some(given) => format!("{}; {given}", case.title),
        None => format!("{}; {then}", case.title),
    };
    let mut text = format!("example {}\n  profile {}\n", quote(&title), quote(&case.profile));
    let changes = case.changes.iter().map(|changed| format!("{} is {}", changed.path, changed.change));
    for given in changes.chain(telling.given.clone()) {
        text.push_str(&format!("  given {given}\n"));
    }
    text.push_str(&format!("  then {then}\n"));
    // What an example cannot say, such as a key with a bracket in it, is not proposed as one.
    format::file(Source::new("example", text)).ok()
}
