//! Reviews: what people decided on the claims of a profile.

use std::mem::MaybeUninit;

use crate::Status;
use crate::boundary::give;
use crate::error::Error;
use crate::profile::Limits;
use crate::text::Text;

/// A review of a profile, to score by.
#[derive(Debug)]
pub struct Review {
    pub(crate) review: kitemark::Review,
}

/// Reads a review, as `kitemark review start` begins one. `name` is what diagnostics call it, usually a path. `limits` may be
/// null. A review with a mistake is refused with all of them.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_review_read(
    name: Text,
    content: Text,
    limits: Option<&Limits>,
    out: Option<&mut MaybeUninit<Option<Box<Review>>>>,
    error: Option<&mut MaybeUninit<Option<Box<Error>>>>,
) -> Status {
    give(out, error, || {
        let review = kitemark::Review::read(name.str("name")?, content.bytes("content")?, &Limits::read(limits))?;
        Ok(Some(Box::new(Review { review })))
    })
}

/// Frees a review. Null is let be.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_review_free(review: Option<Box<Review>>) {
    drop(review);
}
