//! `kitemark improve`.

use kitemark::report;

use crate::failure::{Exit, Failure};
use crate::io::Streams;
use crate::single::{Shown, Single};

pub(crate) const HELP: &str = "\
Examples:
  kitemark improve northmere.yaml
      The smallest sets of fixes that reach the next award, and what each gains.
  kitemark improve northmere.yaml --to gold
      The way to an award further up.
  kitemark improve northmere.yaml --set 'nation=wales'
      What if? The profile's file stays as it is.
  kitemark improve northmere.yaml --format markdown --output way.md
      A page for an action plan.";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The award to reach [default: the next one].
    #[arg(long, value_name = "AWARD")]
    to: Option<String>,
    #[command(flatten)]
    single: Single,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    let shown = Shown { text: report::way_text, markdown: report::way_markdown };
    args.single.run(streams, |charter, profile, as_of| charter.way(profile, as_of, args.to.as_deref()), &shown)
}
