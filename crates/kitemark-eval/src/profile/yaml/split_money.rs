//! The comma trap: inside braces and brackets YAML ends an unquoted `£6,412,000` at its first comma.

use std::ops::Range;

use kitemark_dsl::source::Span;

use crate::profile::document::{Entry, Node, NodeKind};

/// An amount that was split, and is whole again.
pub(super) struct Split {
    /// The amount as it was meant.
    pub text: String,
    /// Where all its parts stand.
    pub range: Range<usize>,
    /// What it stands in.
    pub inside: &'static str,
}

/// Puts amounts together again that a mapping in braces has split into a value and keys of three digits.
pub(super) fn rejoin_entries(text: &str, entries: &mut Vec<Entry>) -> Vec<Split> {
    // A key of three digits is no field's name, so that plain numbers are safe to join as well.
    let is_start = |entry: &Entry| starts_grouped_number(text, &entry.value, false);
    let continues = |entry: &Entry| is_group(text, entry.key.span);
    if !entries.iter().any(continues) {
        return Vec::new();
    }
    let mut joined: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut found = Vec::new();
    let mut rest = std::mem::take(entries).into_iter().peekable();
    while let Some(mut entry) = rest.next() {
        if is_start(&entry) {
            let mut end = entry.value.span;
            while let Some(group) = rest.next_if(|next| continues(next) && follows(text, end, next.key.span)) {
                // `000: x` would be a further value; the amount ends with it.
                end = group.key.span;
            }
            if end != entry.value.span {
                found.push(mend(text, &mut entry.value, end, "braces"));
            }
        }
        joined.push(entry);
    }
    *entries = joined;
    found
}

/// Puts amounts together again that a list in brackets has split into several items.
pub(super) fn rejoin_items(text: &str, items: &mut Vec<Node>) -> Vec<Split> {
    // In a list `1,200` may well be two numbers: only a currency makes it one.
    let is_start = |item: &Node| starts_grouped_number(text, item, true);
    if !items.iter().any(is_start) {
        return Vec::new();
    }
    let mut joined: Vec<Node> = Vec::with_capacity(items.len());
    let mut found = Vec::new();
    let mut rest = std::mem::take(items).into_iter().peekable();
    while let Some(mut item) = rest.next() {
        if is_start(&item) {
            let mut end = item.span;
            while let Some(group) = rest.next_if(|next| is_group(text, next.span) && follows(text, end, next.span)) {
                end = group.span;
            }
            if end != item.span {
                found.push(mend(text, &mut item, end, "brackets"));
            }
        }
        joined.push(item);
    }
    *items = joined;
    found
}

/// Makes `node` hold everything up to `end`.
fn mend(text: &str, node: &mut Node, end: Span, inside: &'static str) -> Split {
    let range = node.span.range().start..end.range().end;
    let whole: String = text.get(range.clone()).unwrap_or_default().split_whitespace().collect();
    // A blank between a currency code and its amount stays.
    let whole = match whole.find(|c: char| c.is_ascii_digit()) {
        Some(3) if whole.is_char_boundary(3) && whole[..3].bytes().all(|b| b.is_ascii_uppercase()) => {
            format!("{} {}", &whole[..3], &whole[3..])
        }
        _ => whole,
    };
    node.span = node.span.to(end);
    node.kind = NodeKind::Scalar { text: whole.clone(), quoted: false };
    Split { text: whole, range, inside }
}

/// Whether an unquoted value is one to three digits, perhaps with a sign, and with a currency before them.
fn starts_grouped_number(text: &str, node: &Node, needs_currency: bool) -> bool {
    let NodeKind::Scalar { quoted: false, .. } = node.kind else { return false };
    let written = text.get(node.span.range()).unwrap_or_default();
    let unsigned = written.trim_start_matches(['-', '+']);
    let bare = match unsigned.strip_prefix(['£', '€', '$']) {
        Some(rest) => rest,
        None => match unsigned.split_at_checked(3) {
            Some((code, rest)) if code.bytes().all(|byte| byte.is_ascii_uppercase()) => rest,
            _ => unsigned,
        },
    };
    let digits = bare.trim_start_matches([' ', '-']);
    let has_currency = bare.len() < unsigned.len();
    (has_currency || !needs_currency)
        && (1..=3).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether what is written there is three digits, perhaps with places or `k`, `m`, `bn` behind them.
fn is_group(text: &str, span: Span) -> bool {
    let written = text.get(span.range()).unwrap_or_default();
    let Some((digits, rest)) = written.split_at_checked(3) else { return false };
    let places = rest.strip_prefix('.').map_or(rest, |places| places.trim_start_matches(|c: char| c.is_ascii_digit()));
    digits.bytes().all(|byte| byte.is_ascii_digit()) && matches!(places, "" | "k" | "m" | "bn")
}

/// Whether only a comma stands between the two.
fn follows(text: &str, before: Span, after: Span) -> bool {
    text.get(before.range().end..after.range().start).is_some_and(|between| between.trim() == ",")
}
