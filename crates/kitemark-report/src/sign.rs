//! A sign for every verdict, so that none is told by colour alone.

use kitemark_eval::scorecard::Verdict;

use crate::paint::Role;

/// A sign one column wide, and the colour it may have.
pub(crate) fn sign(verdict: Verdict) -> (&'static str, Role) {
    match verdict {
        Verdict::Met => ("✓", Role::Good),
        Verdict::Partly => ("◐", Role::Open),
        Verdict::Unmet => ("✗", Role::Bad),
        Verdict::Unverified => ("○", Role::Open),
        Verdict::Unanswered => ("?", Role::Open),
        Verdict::Waived => ("~", Role::Dim),
        Verdict::NotApplicable => ("–", Role::Dim),
        Verdict::Raised => ("⚑", Role::Open),
        Verdict::Clear => ("·", Role::Dim),
        _ => ("!", Role::Bad),
    }
}
