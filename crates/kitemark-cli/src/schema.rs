//! `kitemark schema`.

use crate::args::{SchemaArgs, SchemaOf};
use crate::charters;
use crate::failure::{Exit, Failure, usage};
use crate::io::Streams;

pub(crate) fn run(args: &SchemaArgs, streams: &mut Streams<'_, '_>) -> Result<Exit, Failure> {
    let schema = match args.what {
        SchemaOf::Profile => charters::load(args.charter.path.as_deref())?.profile_schema(),
        SchemaOf::Scorecard if args.charter.path.is_some() => {
            return Err(usage("a scorecard has the same shape for every charter: leave out `--charter`").into());
        }
        SchemaOf::Scorecard => kitemark::scorecard_schema(),
    };
    streams.result(&format!("{schema:#}\n"))?;
    Ok(Exit::Done)
}
