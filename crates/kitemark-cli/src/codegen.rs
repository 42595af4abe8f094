//! `kitemark codegen`.

use std::path::PathBuf;

use clap::ValueEnum;
use kitemark_authoring::codegen::{self, Language};

use crate::charters;
use crate::failure::{Exit, Failure};
use crate::io::Streams;
use crate::options::CharterArg;

pub(crate) const HELP: &str = "\
Examples:
  kitemark codegen rust --output src/profile.rs
      Structs for serde; serde_json writes them as a profile.
  kitemark codegen typescript --charter my-charter/ > profile.ts
      Types that `tsc --strict` checks a profile by.
  kitemark codegen python > profile.py
      Dataclasses with to_json(), for Python 3.10 or later.";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// What the source code is written in.
    #[arg(value_name = "LANGUAGE")]
    language: LanguageArg,
    #[command(flatten)]
    charter: CharterArg,
    /// Write the source code to a file, at once or not at all.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LanguageArg {
    /// Structs, with serde as the only dependency.
    Rust,
    /// Types, without code.
    Typescript,
    /// Dataclasses, for Python 3.10 or later and nothing beyond its library.
    Python,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    let workshop = charters::workshop(args.charter.path.as_deref())?;
    let language = match args.language {
        LanguageArg::Rust => Language::Rust,
        LanguageArg::Typescript => Language::TypeScript,
        LanguageArg::Python => Language::Python,
    };
    streams.deliver(&codegen::source(workshop.charter(), language), args.output.as_deref())?;
    Ok(Exit::Done)
}
