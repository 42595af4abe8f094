//! Reviews: what people decided on the claims of a profile.

use kitemark_eval::profile::yaml::Limits;
use kitemark_eval::review;

use crate::Error;

/// A review as read from its file. [`Charter::begin_review`](crate::Charter::begin_review) writes one to be filled in,
/// [`ScoreOptions::with_review`](crate::ScoreOptions::with_review) scores by it.
#[derive(Debug, Clone)]
pub struct Review {
    pub(crate) review: review::Review,
}

impl Review {
    /// Reads a review. `name` is what diagnostics call it, usually a path.
    ///
    /// # Errors
    ///
    /// Everything wrong with it: a review with a mistake is not applied at all.
    pub fn read(name: &str, bytes: &[u8], limits: &Limits) -> Result<Review, Error> {
        review::read(name, bytes, limits).map(|review| Review { review }).map_err(Error::Review)
    }

    /// Who reviewed.
    pub fn reviewer(&self) -> &str {
        self.review.reviewer()
    }

    /// The file of the profile reviewed, by its path from the review's own folder.
    pub fn profile_file(&self) -> &str {
        self.review.profile_file()
    }

    /// SHA-256 of its bytes, line ends as LF.
    pub fn sha256(&self) -> &str {
        self.review.sha256()
    }

    /// Whether it brings this review together with others, and stands for it.
    pub fn moderates(&self, other: &Review) -> bool {
        self.review.moderates(&other.review)
    }
}
