//! A scorecard as text for a terminal.

mod bars;
mod criteria;
mod foot;
mod head;
pub(crate) mod pen;
mod review;
mod wrap;

use kitemark_eval::scorecard::Scorecard;

use crate::TextStyle;
use pen::Pen;

/// The scorecard as text: the award and what stands in the way of a better one, the principles as bars, what fails and why,
/// what is open, and the stamp.
pub fn text(card: &Scorecard, style: &TextStyle) -> String {
    let mut out = String::new();
    write_text(&mut out, card, style);
    out
}

/// Adds the scorecard as [`text`] to what is written already: who shows one after another needs one buffer for all.
pub fn write_text(out: &mut String, card: &Scorecard, style: &TextStyle) {
    let mut pen = Pen::after(std::mem::take(out), *style);
    head::title(&mut pen, card);
    head::result(&mut pen, card);
    head::limits(&mut pen, card);
    review::review(&mut pen, card);
    bars::principles(&mut pen, card);
    criteria::failing(&mut pen, card);
    criteria::flags(&mut pen, card);
    criteria::unverified(&mut pen, card);
    criteria::open(&mut pen, card);
    foot::exemptions(&mut pen, card);
    foot::interests(&mut pen, card);
    foot::robustness(&mut pen, card);
    foot::stamp(&mut pen, card);
    *out = pen.finish();
}
