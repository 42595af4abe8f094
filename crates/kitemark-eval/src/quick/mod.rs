//! Verdicts at full speed.
//!
//! The [machine](crate::assess) judges with everything that explanations need: why something is open, and which claims lack
//! evidence. Whoever asks for verdicts alone, thousands of times over (what would this answer do, which of these sets reaches
//! the award), gets them here: the same rules over flat slots of whole numbers, and nothing allocated. Mostly all that a rule looks
//! at is given and proven, and it is [settled](Run::settle) by yes or no at once. Else it is asked whether what is evidenced
//! [proves](Run::proves) that the rule holds, or that it does not; only where it proves neither is the whole of it looked at.
//!
//! A run that is traced keeps what every test came to, as numbers, for [`Trace`](crate::trace::Trace) to put into words.
//!
//! What whole numbers cannot hold exactly (a part of a month, a sum out of range, a value in error) and what is seldom asked
//! (neighbours, exemptions) is left to the machine. So there is one meaning; a test holds the two against each other over
//! random charters and profiles.

mod code;
mod fold;
mod lower;
mod plain;
mod range;
mod run;
mod slot;
mod sum;
mod verdict;

pub(crate) use code::{Code, Criterion};
pub(crate) use lower::{lower, written_days};
pub(crate) use run::{Run, Tested};
pub(crate) use slot::{Slot, Slots, slots};
pub(crate) use sum::Figure;
