//! Options that several commands share.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};

#[derive(Debug, ClapArgs)]
pub(crate) struct CharterArg {
    /// The charter: a .charter file, or a folder with such files [default: the standard charter].
    #[arg(long = "charter", value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    /// Whether to colour a stream that would be coloured by default or not.
    pub(crate) fn decide(self, auto: bool) -> bool {
        match self {
            Color::Auto => auto,
            Color::Always => true,
            Color::Never => false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For reading in a terminal.
    Text,
    /// For other tools.
    Json,
    /// SARIF 2.1.0, for editors and code hosts.
    Sarif,
}
