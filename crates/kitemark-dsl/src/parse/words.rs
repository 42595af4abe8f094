//! The words of the language by the place where they may stand.

/// The words that begin a declaration.
pub(super) const DECLARATIONS: &[&str] = &[
    "charter",
    "source",
    "unit",
    "choice",
    "record",
    "profile",
    "setting",
    "define",
    "principle",
    "award",
    "limit",
    "example",
];

/// The words that begin a clause wherever a line begins with them, outside records, choices, the profile and the head.
pub(crate) const CLAUSES: &[&str] = &[
    "must",
    "should",
    "flag",
    "because",
    "when",
    "unless",
    "worth",
    "scale",
    "waivable",
    "evidence",
    "weight",
    "fix",
    "cites",
    "criterion",
    "needs",
    "given",
    "then",
];

/// The lines of the head.
pub(super) const HEAD: &[&str] = &["edition", "publisher", "currency", "in", "grades", "evidence", "valid"];
/// The lines of a source.
pub(super) const SOURCE: &[&str] = &["by", "year", "grade", "interest"];
/// The clauses of a setting.
pub(super) const SETTING: &[&str] = &["because", "cites"];
/// The one clause of a definition.
pub(super) const DEFINE: &[&str] = &["is"];
/// The clauses of a principle.
pub(super) const PRINCIPLE: &[&str] = &["weight", "because", "cites", "criterion"];
/// The clauses of a criterion.
pub(super) const CRITERION: &[&str] = &[
    "must", "should", "flag", "because", "when", "unless", "worth", "scale", "waivable", "evidence", "weight", "fix",
    "cites",
];
/// The clauses of an award.
pub(super) const AWARD: &[&str] = &["needs"];
/// The clauses of a limit.
pub(super) const LIMIT: &[&str] = &["when", "because"];
/// The clauses of an example.
pub(super) const EXAMPLE: &[&str] = &["profile", "given", "then"];

/// The words that cannot name a variable, a setting, a definition, a choice value or a top-level field.
pub(super) const RESERVED: &[&str] = &[
    "and", "or", "not", "is", "in", "of", "for", "by", "per", "from", "to", "where", "every", "some", "yes", "no",
    "includes", "at", "because",
];

/// The words that, besides the reserved ones, cannot name a choice value.
pub(super) const NOT_VALUES: &[&str] = &["given", "missing", "empty"];

/// What an example may say of a criterion.
pub(super) const VERDICTS: &[&str] =
    &["met", "partly met", "unmet", "unverified", "unanswered", "waived", "not applicable", "raised", "clear", "error"];

/// Words of conditions: a line that begins with one of them goes on with the clause before it.
pub(super) const CONDITIONS: &[&str] = &[
    "between",
    "one",
    "more",
    "than",
    "less",
    "on",
    "after",
    "before",
    "most",
    "least",
    "given",
    "missing",
    "empty",
    "successive",
    "number",
    "total",
    "smallest",
    "largest",
    "average",
    "first",
    "last",
    "rise",
    "fall",
    "any",
    "all",
];

/// What people write for a word of the language.
pub(super) const SYNONYMS: &[(&str, &str)] = &[
    ("if", "when"),
    ("except", "unless"),
    ("require", "must"),
    ("requires", "must"),
    ("shall", "must"),
    ("warn", "flag"),
    ("warning", "flag"),
    ("reason", "because"),
    ("rationale", "because"),
    ("note", "because"),
    ("cite", "cites"),
    ("citation", "cites"),
    ("remedy", "fix"),
    ("require", "needs"),
    ("requires", "needs"),
    ("need", "needs"),
    ("expect", "then"),
    ("expects", "then"),
    ("all", "every"),
    ("each", "every"),
    ("any", "some"),
    ("partial", "worth"),
    ("author", "by"),
    ("version", "edition"),
];

/// The word at the start of `text`: letters, digits, `_` and `-`; empty where something else stands there.
pub(crate) fn first_word(text: &str) -> &str {
    let ascii = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let end = text.bytes().position(|byte| !ascii(byte)).unwrap_or(text.len());
    // Characters that are not ASCII are rare, and take longer to look at.
    let end = match text.as_bytes().get(end) {
        Some(byte) if !byte.is_ascii() => text.find(|c: char| !is_word_char(c)).unwrap_or(text.len()),
        _ => end,
    };
    text.get(..end).unwrap_or_default()
}

/// Whether `c` is part of a word.
pub(super) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

/// The longest word, in bytes, that is compared with the words of the language.
const LONGEST_GUESSED: usize = 64;

/// The word of `candidates` that was probably meant by `written`.
pub(super) fn meant(written: &str, candidates: &[&'static str]) -> Option<&'static str> {
    if written.len() > LONGEST_GUESSED {
        return None;
    }
    let lower = written.to_lowercase();
    let exact = candidates.iter().copied().find(|&word| word == lower && word != written);
    let synonym =
        || SYNONYMS.iter().find(|(word, meant)| *word == lower && candidates.contains(meant)).map(|pair| pair.1);
    exact.or_else(synonym).or_else(|| crate::diagnostic::closest(written, candidates.iter().copied()))
}

/// `` `a`, `b` or `c` ``.
pub(super) fn either(words: &[impl AsRef<str>]) -> String {
    let mut out = String::new();
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            out.push_str(if at + 1 == words.len() { " or " } else { ", " });
        }
        out.push_str(word.as_ref());
    }
    out
}

/// The words, each in backticks, as alternatives.
pub(super) fn ticked(words: &[&str]) -> String {
    either(&words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>())
}
