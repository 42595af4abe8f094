//! How deep a clause is nested, counted before it is parsed: the parser rests on the stack.

use super::{layout, words};

/// The deepest nesting that is read.
pub(super) const MAX_NESTING: usize = 128;

/// What is open inside one pair of parentheses.
#[derive(Default)]
struct Frame {
    /// Quantifier bodies and nested aggregates, which reach to the end of the parentheses.
    open: usize,
    /// `where`s whose quantifier has no body yet.
    wheres: usize,
    /// `not`s in a row.
    nots: usize,
}

impl Frame {
    fn depth(&self) -> usize {
        self.open + self.wheres + self.nots
    }
}

/// Where `clause` goes below [`MAX_NESTING`] levels, if it does.
///
/// A level is a parenthesis, a `not`, a `where`, the body of a quantifier, or an aggregate taken of an aggregate.
pub(super) fn too_deep(clause: &str) -> Option<usize> {
    // A level takes a sign, or a word of three letters and a blank.
    let signs = clause.bytes().filter(|byte| matches!(byte, b'(' | b':')).count();
    if signs + clause.len() / 3 <= MAX_NESTING {
        return None;
    }
    let mut frames = vec![Frame::default()];
    let mut depth = 0;
    let mut previous = "";
    for (at, token) in Tokens::new(clause) {
        let inside = frames.len() > 1;
        let frame = frames.last_mut()?;
        let before = frame.depth();
        match token {
            "(" => {
                frames.push(Frame::default());
                depth += 1;
            }
            ")" if inside => {
                depth -= before + 1;
                frames.pop();
            }
            ";" => {
                *frame = Frame::default();
                depth -= before;
            }
            _ => {
                frame.count(token, previous);
                depth = depth + frame.depth() - before;
            }
        }
        if depth > MAX_NESTING {
            return Some(at);
        }
        previous = token;
    }
    None
}

impl Frame {
    fn count(&mut self, token: &str, previous: &str) {
        match (previous, token) {
            (_, "not") => self.nots += 1,
            (_, "and" | "or") => self.nots = 0,
            (_, "where") => self.wheres += 1,
            (_, ":") => {
                self.wheres = self.wheres.saturating_sub(1);
                self.open += 1 + self.nots;
                self.nots = 0;
            }
            ("total" | "smallest" | "largest" | "average" | "first" | "last", "of") | ("rise" | "fall", "from") => {
                self.open += 1;
            }
            _ => {}
        }
    }
}

/// Words and single signs outside texts.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn take(&mut self, length: usize) -> (usize, &'a str) {
        let start = self.at;
        self.at += length;
        (start, self.text.get(start..self.at).unwrap_or_default())
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = self.text.get(self.at..)?;
            let first = rest.chars().next()?;
            let word = words::first_word(rest);
            if !word.is_empty() {
                return Some(self.take(word.len()));
            }
            match first {
                '"' => self.at += layout::closing_quote(rest).unwrap_or(rest.len()),
                c if c.is_whitespace() => self.at += c.len_utf8(),
                c => return Some(self.take(c.len_utf8())),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_nests() {
        let deep = |unit: &str, times: usize| too_deep(&unit.repeat(times)).is_some();
        for unit in ["(", "not ", "not(", "every a in b: ", "every a in b where ", "total of ", "fall from "] {
            let levels = if unit == "not(" { 2 } else { 1 };
            assert!(!deep(unit, MAX_NESTING / levels), "{unit}");
            assert!(deep(unit, MAX_NESTING / levels + 1), "{unit}");
        }
    }

    #[test]
    fn counts_nothing_that_stands_side_by_side() {
        for unit in ["(a) and ", "not a and ", "a is \"((((\" or "] {
            assert_eq!(too_deep(&unit.repeat(1000)), None, "{unit}");
        }
    }
}
