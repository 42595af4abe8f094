//! Names in words.

/// A name in words: `total_term` is `total term`.
pub fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// `a route`, `an initial term`.
pub fn with_article(noun: &str) -> String {
    let sounds_like_you = ["us", "uni", "eu"].iter().any(|start| noun.starts_with(start));
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) && !sounds_like_you { "an" } else { "a" };
    format!("{article} {noun}")
}

/// Words with a capital at their start, or behind a bracket there.
pub fn capital(words: &str) -> String {
    let bare = words.trim_start_matches('(');
    let mut chars = bare.chars();
    let first: String = chars.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{}{first}{}", "(".repeat(words.len() - bare.len()), chars.as_str())
}
