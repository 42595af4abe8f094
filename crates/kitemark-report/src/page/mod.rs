//! A scorecard as a page of HTML, for reviewers who explain an award to a committee.
//!
//! The first screen is for those who read no further: the award, why it is this one, and what stands between it and the next.

mod chart;
mod criteria;
mod quote;
mod review;
mod summary;

use askama::Template;
use kitemark_dsl::source::Source;
use kitemark_eval::scorecard::Scorecard;

use crate::html::Page;
use crate::words;
use chart::Bar;
use criteria::{Part, Sort, Weighed};
use review::Reviewed;
use summary::{Limit, Summary};

/// The scorecard as one page of HTML: no script, and nothing from a network. It prints on A4 and follows the reader's choice of
/// dark or light.
///
/// `profile` is the text that was scored: its lines are quoted beside what was found in them. Places in any other text, such as
/// a value set before scoring, are named and not quoted.
pub fn html(card: &Scorecard, profile: &Source) -> String {
    let body = Body {
        card,
        file: profile.name(),
        summary: Summary::of(card),
        limits: Limit::all(card),
        reviewed: Reviewed::of(card),
        principles: chart::rows(card),
        open: criteria::open(card),
        unverified: criteria::unverified(card),
        flags: criteria::flags(card),
        exemptions: summary::exemptions(card),
        more_exemptions: words::left_out(card.more_exemptions),
        interests: summary::interests(card),
        filters: Sort::filters(card),
        parts: Part::all(card, profile),
        stamp: summary::stamp(card),
    };
    let lead = format!("{} · as of {}, from {}", words::charter(card), card.stamp.as_of, profile.name());
    Page { title: &words::subject(card), lead: &lead, contents: &[] }.around(&body)
}

#[derive(Template)]
#[template(path = "scorecard.html")]
struct Body<'a> {
    card: &'a Scorecard,
    file: &'a str,
    summary: Summary,
    limits: Vec<Limit>,
    reviewed: Option<Reviewed>,
    principles: Vec<chart::Row<'a>>,
    open: Vec<Weighed<'a>>,
    unverified: Vec<Weighed<'a>>,
    flags: Vec<Weighed<'a>>,
    exemptions: Vec<[String; 3]>,
    more_exemptions: Option<String>,
    interests: Vec<String>,
    filters: Vec<(Sort, usize)>,
    parts: Vec<Part<'a>>,
    stamp: Vec<(&'static str, String)>,
}
