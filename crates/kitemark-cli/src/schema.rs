//! `kitemark schema`.

use clap::{Args as ClapArgs, ValueEnum};

use crate::charters;
use crate::failure::{Exit, Failure, usage};
use crate::io::Streams;
use crate::options::CharterArg;

pub(crate) const HELP: &str = "\
Examples:
  kitemark schema profile > profile.schema.json
      Lets an editor complete and check profiles; for the YAML language server,
      begin a profile with
      # yaml-language-server: $schema=profile.schema.json
  kitemark schema scorecard
      The shape of `kitemark score --format json`.";

#[derive(Debug, ClapArgs)]
pub(crate) struct SchemaArgs {
    /// What to describe.
    #[arg(value_name = "WHAT")]
    pub(crate) what: SchemaOf,
    #[command(flatten)]
    pub(crate) charter: CharterArg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaOf {
    /// What a profile may say, by the fields of the charter.
    Profile,
    /// What `kitemark score --format json` prints.
    Scorecard,
    /// What `kitemark improve --format json` prints.
    Way,
    /// What `kitemark ask --format json` prints.
    Form,
    /// What `kitemark cohort --format json` prints.
    Cohort,
    /// What `kitemark compare --format json` prints.
    Difference,
}

pub(crate) fn run(args: &SchemaArgs, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    let schema = match args.what {
        SchemaOf::Profile => charters::load(args.charter.path.as_deref())?.profile_schema(),
        _ if args.charter.path.is_some() => {
            return Err(usage("a result has the same shape for every charter: leave out `--charter`").into());
        }
        SchemaOf::Scorecard => kitemark::scorecard_schema(),
        SchemaOf::Way => kitemark::way_schema(),
        SchemaOf::Form => kitemark::form_schema(),
        SchemaOf::Cohort => kitemark::round_schema(),
        SchemaOf::Difference => kitemark::difference_schema(),
    };
    streams.result(&format!("{schema:#}\n"))?;
    Ok(Exit::Done)
}
