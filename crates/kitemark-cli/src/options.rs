//! Options that several commands share.

use std::path::PathBuf;

use clap::{Args as ClapArgs, ValueEnum};
use kitemark::{Charter, Date, Diagnostic, Limits, Profile, ScoreOptions};

use crate::failure::{Failure, usage};
use crate::inputs::Input;

#[derive(Debug, ClapArgs)]
pub(crate) struct CharterArg {
    /// The charter: a .charter file, or a folder with such files [default: the standard charter].
    #[arg(long = "charter", value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Day {
    /// Judge as of this day instead of the profile's own, such as 2026-06-30.
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
}

impl Day {
    pub(crate) fn options(&self) -> Result<ScoreOptions, Diagnostic> {
        let Some(day) = &self.as_of else { return Ok(ScoreOptions::default()) };
        Ok(ScoreOptions::default().with_as_of(self::day(day)?))
    }
}

/// The day that `--as-of` gives.
pub(crate) fn day(written: &str) -> Result<Date, Diagnostic> {
    Date::parse(written).map_err(|error| {
        let help = error.help.unwrap_or_else(|| "a day is written as `2026-06-30`".to_owned());
        usage(format!("`--as-of`: {}", error.message)).with_help(help)
    })
}

/// What if: changes to a profile before it is judged. Its file stays as it is.
#[derive(Debug, Default, ClapArgs)]
pub(crate) struct Changes {
    /// Change a value before scoring; may be given several times. `list[+name].field=…` adds a record.
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// Take a claim as proven by evidence of this grade; may be given several times.
    #[arg(long, value_name = "PATH=GRADE")]
    prove: Vec<String>,
}

impl Changes {
    pub(crate) fn is_empty(&self) -> bool {
        self.set.is_empty() && self.prove.is_empty()
    }

    /// The profile with the changes made.
    pub(crate) fn read(&self, input: &Input, charter: &Charter) -> Result<Profile, Failure> {
        let mut profile = Profile::read(&input.name, &input.bytes()?, &Limits::default())?;
        for change in &self.set {
            profile.set(charter, change)?;
        }
        for claim in &self.prove {
            profile.prove(charter, claim)?;
        }
        Ok(profile)
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
pub(crate) enum TextFormat {
    /// For reading in a terminal.
    Text,
    /// For a document.
    Markdown,
    /// For other tools: everything there is to say.
    Json,
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
