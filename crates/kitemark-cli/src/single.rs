//! What commands about one profile have in common: which it is, what if, and a result for people or programs.

use std::path::PathBuf;

use kitemark::report::TextStyle;
use kitemark::{Charter, Date, Error, Profile};
use serde::Serialize;

use crate::charters;
use crate::failure::{Exit, Failure};
use crate::inputs;
use crate::io::Streams;
use crate::options::{Changes, CharterArg, Day, TextFormat};

#[derive(Debug, clap::Args)]
pub(crate) struct Single {
    /// The profile: a YAML or JSON file, or `-` for standard input.
    #[arg(value_name = "PROFILE")]
    profile: PathBuf,
    #[command(flatten)]
    charter: CharterArg,
    #[command(flatten)]
    day: Day,
    #[command(flatten)]
    changes: Changes,
    /// How to show the result.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: TextFormat,
    /// Write the result to a file, at once or not at all.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// How a result is shown to people.
pub(crate) struct Shown<T> {
    pub(crate) text: fn(&T, &TextStyle) -> String,
    pub(crate) markdown: fn(&T) -> String,
}

impl Single {
    /// Finds something out about the profile, and shows it with what is wrong with the profile.
    pub(crate) fn run<T: Serialize>(
        &self,
        streams: &mut Streams<'_, '_>,
        find: impl FnOnce(&Charter, &Profile, Option<Date>) -> Result<T, Error>,
        shown: &Shown<T>,
    ) -> Result<Exit, Failure> {
        let options = self.day.options()?;
        let charter = charters::load(self.charter.path.as_deref())?;
        let input = inputs::one(&self.profile, streams.io.stdin)?;
        let profile = self.changes.read(&input, &charter)?;
        let found = find(&charter, &profile, options.as_of)?;
        let diagnostics = charter.score(&profile, &options)?.diagnostics;
        streams.diagnostics(&diagnostics);
        let style = if self.output.is_some() { streams.file_style() } else { streams.result_style() };
        let result = match self.format {
            TextFormat::Text => (shown.text)(&found, &style),
            TextFormat::Markdown => (shown.markdown)(&found),
            TextFormat::Json => kitemark::json(&found),
        };
        streams.deliver(&result, self.output.as_deref())?;
        Ok(Exit::of(&diagnostics))
    }
}
