//! Judging facts by a program: three-valued, with the evidence each answer rests on.

mod aggregate;
pub(crate) mod aim;
mod arithmetic;
mod condition;
pub(crate) mod criterion;
pub(crate) mod explain;
mod junction;
mod machine;
mod quantifier;
pub(crate) mod survey;

pub(crate) use machine::{Answer, Datum, Machine, Proof, Reason};
pub(crate) use quantifier::order;
