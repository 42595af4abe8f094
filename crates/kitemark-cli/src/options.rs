//! Options that several commands share.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use kitemark::{Date, Diagnostic, ScoreOptions};

use crate::failure::usage;

#[derive(Debug, ClapArgs)]
pub(crate) struct CharterArg {
    /// The charter: a .charter file, or a folder with such files [default: the standard charter].
    #[arg(long = "charter", value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
}

/// How to score, by `--as-of`.
pub(crate) fn score_options(as_of: Option<&str>) -> Result<ScoreOptions, Diagnostic> {
    let Some(day) = as_of else { return Ok(ScoreOptions::default()) };
    match Date::parse(day) {
        Ok(day) => Ok(ScoreOptions::default().with_as_of(day)),
        Err(error) => {
            let help = error.help.unwrap_or_else(|| "a day is written as `2026-06-30`".to_owned());
            Err(usage(format!("`--as-of`: {}", error.message)).with_help(help))
        }
    }
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
}
