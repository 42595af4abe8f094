//! Names in generated code: made of a charter's names, each once, none a word of the language.

use std::collections::BTreeSet;

/// Names of one scope, each given once.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// A scope in which some names are taken.
    pub(super) fn without(taken: &[&str]) -> Self {
        Self { taken: taken.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// The name itself, or with the first number behind it that sets it apart.
    pub(super) fn fresh(&mut self, name: String) -> String {
        let mut given = name.clone();
        let mut number = 2_usize;
        while !self.taken.insert(given.clone()) {
            given = format!("{name}{number}");
            number += 1;
        }
        given
    }
}

/// `cycle-length` and `review.every` as `CycleLength` and `ReviewEvery`.
pub(super) fn pascal(name: &str) -> String {
    let parts = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let name: String = parts.map(capital).collect();
    // A unit may have none of these letters, or begin with a digit without the others.
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("Unit{name}") }
}

fn capital(part: &str) -> String {
    let mut chars = part.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

/// `cycle-length` as `cycle_length`; a word of the language gets a `_` behind it.
pub(super) fn snake(name: &str, words: &[&str]) -> String {
    let name = name.replace('-', "_");
    if words.contains(&name.as_str()) { name + "_" } else { name }
}
