//! Scorecards: what came of scoring, and how it is shown.

use std::mem::MaybeUninit;
use std::sync::Arc;

use kitemark::report::{self, TextStyle};
use kitemark::scorecard::Interval;
use kitemark::{Fraction, Scored, Source, json};

use crate::Status;
use crate::boundary::{give, required};
use crate::error::{Error, Failure};
use crate::text::OwnedText;

/// Decimals of a score, as in the scorecard's JSON.
const PLACES: u32 = 6;

/// The result of scoring one profile against one charter.
#[derive(Debug)]
pub struct Scorecard {
    pub(crate) scored: Scored,
    /// The text scored, which the page quotes.
    pub(crate) profile: Arc<Source>,
}

/// The id of the award that is sure; `data` is null where there is none.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_scorecard_award(
    scorecard: Option<&Scorecard>,
    out: Option<&mut MaybeUninit<OwnedText>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || Ok(required(scorecard, "scorecard")?.scored.scorecard.award.id.clone().into()))
}

/// The lower end of the score, with what is open or not proven taken as not satisfied: a fraction of 1 in six decimals, cut
/// towards zero, such as `0.569045`. `data` is null where nothing could be scored.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_scorecard_score_low(
    scorecard: Option<&Scorecard>,
    out: Option<&mut MaybeUninit<OwnedText>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || end(scorecard, |score| &score.low))
}

/// The upper end of the score, with what is open or not proven taken as satisfied, written as the lower end is.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_scorecard_score_high(
    scorecard: Option<&Scorecard>,
    out: Option<&mut MaybeUninit<OwnedText>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || end(scorecard, |score| &score.high))
}

fn end(scorecard: Option<&Scorecard>, of: impl FnOnce(&Interval) -> &Fraction) -> Result<OwnedText, Failure> {
    let score = required(scorecard, "scorecard")?.scored.scorecard.score.as_ref();
    Ok(score.map(|score| of(score).decimals(PLACES)).into())
}

/// All of it as JSON, as `kitemark_scorecard_schema` says; the same bytes as from the command and from Rust.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_scorecard_json(
    scorecard: Option<&Scorecard>,
    out: Option<&mut MaybeUninit<OwnedText>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || Ok(json(&required(scorecard, "scorecard")?.scored.scorecard).into()))
}

/// As plain text without colour, so many columns wide; 0 for 80, and 40 are the least.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_scorecard_text(
    scorecard: Option<&Scorecard>,
    columns: usize,
    out: Option<&mut MaybeUninit<OwnedText>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || {
        let style = if columns == 0 { TextStyle::default() } else { TextStyle::new(columns, false) };
        Ok(report::text(&required(scorecard, "scorecard")?.scored.scorecard, &style).into())
    })
}

/// As Markdown.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_scorecard_markdown(
    scorecard: Option<&Scorecard>,
    out: Option<&mut MaybeUninit<OwnedText>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || Ok(report::markdown(&required(scorecard, "scorecard")?.scored.scorecard).into()))
}

/// As a page of HTML that explains the award, whole in itself.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_scorecard_html(
    scorecard: Option<&Scorecard>,
    out: Option<&mut MaybeUninit<OwnedText>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || {
        let scorecard = required(scorecard, "scorecard")?;
        Ok(report::html(&scorecard.scored.scorecard, &scorecard.profile).into())
    })
}

/// What is wrong with the profile scored, as JSON: a list of diagnostics, empty where nothing is.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_scorecard_diagnostics(
    scorecard: Option<&Scorecard>,
    out: Option<&mut MaybeUninit<OwnedText>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || Ok(json(&required(scorecard, "scorecard")?.scored.diagnostics).into()))
}

/// The JSON Schema of a scorecard's JSON.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_scorecard_schema(
    out: Option<&mut MaybeUninit<OwnedText>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || Ok(json(&kitemark::scorecard_schema()).into()))
}

/// Frees a scorecard. Null is let be.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_scorecard_free(scorecard: Option<Box<Scorecard>>) {
    drop(scorecard);
}
