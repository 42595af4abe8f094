//! `kitemark ask`.

use kitemark::report;

use crate::failure::{Exit, Failure};
use crate::io::Streams;
use crate::single::{Shown, Single};

pub(crate) const HELP: &str = "\
Examples:
  kitemark ask northmere.yaml
      The open questions that can move the result furthest, with what each
      answer would bring about.
  kitemark ask northmere.yaml --most 1 --set 'nation=wales'
      The next question once that one is answered.
  kitemark ask northmere.yaml --format json
      The same for a program that asks people.";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// How many questions to ask.
    #[arg(long, value_name = "NUMBER", default_value_t = 5)]
    most: usize,
    #[command(flatten)]
    single: Single,
}

pub(crate) fn run(args: &Args, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    let shown = Shown { text: report::form_text, markdown: report::form_markdown };
    args.single.run(streams, |charter, profile, as_of| charter.form(profile, as_of, args.most), &shown)
}
