//! An award as a badge: a small picture for a web page or a letterhead.

use kitemark_dsl::visible::visible;
use kitemark_eval::scorecard::Scorecard;

/// Height of the badge, in CSS pixels.
const HEIGHT: u32 = 28;
/// Room beside each text.
const MARGIN: u32 = 10;
/// The most characters of a text; the whole is in the badge's title.
const MOST: usize = 48;

/// The award, the edition it is of and the day it ends, as SVG. It needs nothing from elsewhere, and says in words what it
/// shows.
pub fn badge(card: &Scorecard) -> String {
    let award = card.award.id.as_deref().unwrap_or("no award");
    let mut right = format!("{award} · edition {}", card.stamp.edition);
    if let Some(day) = card.award.valid_until.as_deref().filter(|_| card.award.id.is_some()) {
        right.push_str(&format!(" · until {day}"));
    }
    let left = "kitemark";
    let title =
        format!("{}: {right}, by {}", card.subject.as_deref().unwrap_or("Unnamed profile"), card.stamp.charter_title);
    let right = clipped(&visible(&right));
    let (left_width, right_width) = (width(left), width(&right));
    let (right, title) = (escaped(&right), escaped(&title));
    let whole = left_width + right_width;
    let colour = if card.award.id.is_some() { "#17612f" } else { "#4a4f57" };
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{HEIGHT}" role="img" aria-labelledby="t">
<title id="t">{title}</title>
<rect width="{left_width}" height="{HEIGHT}" fill="#1c1e21"/>
<rect x="{left_width}" width="{right_width}" height="{HEIGHT}" fill="{colour}"/>
<g fill="#ffffff" font-family="Verdana, DejaVu Sans, sans-serif" font-size="12" text-anchor="middle">
<text x="{}" y="18">{left}</text>
<text x="{}" y="18">{right}</text>
</g>
</svg>
"##,
        left_width / 2,
        left_width + right_width / 2
    )
}

/// The room a text takes: wide letters for all, so that it fits in any font.
fn width(text: &str) -> u32 {
    let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    letters.saturating_mul(8).saturating_add(2 * MARGIN)
}

fn clipped(text: &str) -> String {
    if text.chars().count() <= MOST { text.to_owned() } else { text.chars().take(MOST - 1).chain(['…']).collect() }
}

/// Text in which nothing is markup.
fn escaped(text: &str) -> String {
    let shown = visible(text);
    shown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
