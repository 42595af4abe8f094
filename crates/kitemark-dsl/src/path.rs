//! Paths into a profile: `contracts[adult-system].review.every`, `entry_rules[1].limit`.
//!
//! The language of `given` clauses, of `--set`, of an exemption's `record` and of the places that findings name.

use std::fmt;
use std::str::FromStr;

/// The most steps of a path: as many as mappings and lists may lie within one another.
const MOST_STEPS: usize = 512;

/// A path into a profile.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct ProfilePath {
    steps: Vec<Step>,
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// A field, such as `review`.
    Field(String),
    /// A record of a list, by its key or by its place from 1, such as `[adult-system]` or `[1]`.
    Item(String),
}

/// Why a text is no path into a profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    /// Nothing at all.
    #[error("a path is empty; it starts with a field such as `contracts`")]
    Empty,
    /// A dot with no field after it, or a path that starts with none.
    #[error("a field is missing at character {at} of `{path}`")]
    MissingField {
        /// The path.
        path: String,
        /// Where, in characters from 1.
        at: usize,
    },
    /// A character that is no part of a field's name.
    #[error("`{found}` cannot stand in the path `{path}`; fields are separated by `.`, and `[…]` names a record")]
    BadCharacter {
        /// The path.
        path: String,
        /// The character.
        found: char,
    },
    /// A bracket that is never closed.
    #[error("`[` is never closed in the path `{path}`")]
    UnclosedBracket {
        /// The path.
        path: String,
    },
    /// More steps than any profile has.
    #[error("the path goes more than {most} steps deep, further than any profile does")]
    TooDeep {
        /// The most steps.
        most: usize,
    },
    /// Brackets with nothing, or a line break, in them.
    #[error("the brackets in the path `{path}` have to hold the key of a record, or its place counted from 1")]
    BadItem {
        /// The path.
        path: String,
    },
}

impl ProfilePath {
    /// A path of these steps.
    pub fn new(steps: Vec<Step>) -> Self {
        Self { steps }
    }

    /// Its steps, from the outside in.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// This path and one step more.
    #[must_use]
    pub fn with(&self, step: Step) -> Self {
        let mut steps = self.steps.clone();
        steps.push(step);
        Self { steps }
    }
}

impl FromStr for ProfilePath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let path = text.trim();
        if path.is_empty() {
            return Err(PathError::Empty);
        }
        let mut steps = Vec::new();
        let mut rest = path;
        loop {
            let (field, after) = take_field(path, rest)?;
            steps.push(field);
            rest = after;
            while let Some(inside) = rest.strip_prefix('[').filter(|_| steps.len() <= MOST_STEPS) {
                let (item, after) = take_item(path, inside)?;
                steps.push(item);
                rest = after;
            }
            if steps.len() > MOST_STEPS {
                return Err(PathError::TooDeep { most: MOST_STEPS });
            }
            match rest.chars().next() {
                None => return Ok(Self { steps }),
                Some('.') => rest = rest.get(1..).unwrap_or_default(),
                Some(found) => return Err(PathError::BadCharacter { path: path.to_owned(), found }),
            }
        }
    }
}

fn take_field<'a>(path: &str, rest: &'a str) -> Result<(Step, &'a str), PathError> {
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
    let (field, after) = rest.split_at(end);
    if !field.is_empty() {
        return Ok((Step::Field(field.to_owned()), after));
    }
    match after.chars().next() {
        Some(found) if !matches!(found, '.' | '[') => Err(PathError::BadCharacter { path: path.to_owned(), found }),
        _ => {
            let at = path.chars().count() - rest.chars().count() + 1;
            Err(PathError::MissingField { path: path.to_owned(), at })
        }
    }
}

fn take_item<'a>(path: &str, inside: &'a str) -> Result<(Step, &'a str), PathError> {
    let Some((key, after)) = inside.split_once(']') else {
        return Err(PathError::UnclosedBracket { path: path.to_owned() });
    };
    if key.trim().is_empty() || key.contains(['\n', '\r']) {
        return Err(PathError::BadItem { path: path.to_owned() });
    }
    Ok((Step::Item(key.to_owned()), after))
}

impl fmt::Display for ProfilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.steps.iter().enumerate() {
            match step {
                Step::Field(name) if at == 0 => f.write_str(name)?,
                Step::Field(name) => write!(f, ".{name}")?,
                Step::Item(key) => write!(f, "[{key}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn reads_and_shows_paths() {
        for text in ["as_of", "contracts[adult-system].review.every", "entry_rules[1].limit", "a[x. [y].b", "a[1][2]"] {
            let path: ProfilePath = text.parse().unwrap();
            assert_eq!(path.to_string(), text);
        }
        let path: ProfilePath = "a[k].b".parse().unwrap();
        let steps = [Step::Field("a".to_owned()), Step::Item("k".to_owned()), Step::Field("b".to_owned())];
        assert_eq!(path.steps(), steps);
    }

    #[test]
    fn says_what_is_wrong() {
        let error = |text: &str| text.parse::<ProfilePath>().unwrap_err();
        let path = |text: &str| text.to_owned();
        assert_eq!(error(" "), PathError::Empty);
        assert_eq!(error("a..b"), PathError::MissingField { path: path("a..b"), at: 3 });
        assert_eq!(error("[1]"), PathError::MissingField { path: path("[1]"), at: 1 });
        assert_eq!(error("a."), PathError::MissingField { path: path("a."), at: 3 });
        assert_eq!(error("a[1"), PathError::UnclosedBracket { path: path("a[1") });
        assert_eq!(error("a[]"), PathError::BadItem { path: path("a[]") });
        assert_eq!(error("a b"), PathError::BadCharacter { path: path("a b"), found: ' ' });
        assert_eq!(error("a[1]b"), PathError::BadCharacter { path: path("a[1]b"), found: 'b' });
    }
}
