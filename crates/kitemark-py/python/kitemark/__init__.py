"""Score profiles of public services against charters, with every point explained.

>>> from kitemark import Charter
>>> charter = Charter.standard()
>>> card = charter.score({"authority": "Northmere", "as_of": "2026-06-30", "funding": {"ring_fenced": True}})
>>> card.award.id is None
True

:class:`Charter` compiles and scores, :class:`Profile` is what it scores, :class:`Scorecard` is what comes of it;
:func:`score_many` and :meth:`Charter.round` are for many profiles, :func:`arrow_table` for data frames.
"""

from kitemark import results
from kitemark._arrow import Table, arrow_criteria, arrow_table
from kitemark._charter import Charter, CharterLike
from kitemark._errors import (
    AwardError,
    CharterError,
    Diagnostic,
    KitemarkError,
    Label,
    ProfileError,
    ReviewError,
    Severity,
    diagnostics_json,
)
from kitemark._many import Entry, score_many
from kitemark._native import __version__
from kitemark._pages import explain, schema
from kitemark._percent import percent
from kitemark._profile import Limits, Profile, ProfileLike
from kitemark._review import Begun, Review
from kitemark._scored import Agreement, Difference, Form, Round, Scorecard, Way, compare
from kitemark.results import Interval, Obligation, Outcome, Verdict

__all__ = [
    "Agreement",
    "AwardError",
    "Begun",
    "Charter",
    "CharterError",
    "CharterLike",
    "Diagnostic",
    "Difference",
    "Entry",
    "Form",
    "Interval",
    "KitemarkError",
    "Label",
    "Limits",
    "Obligation",
    "Outcome",
    "Profile",
    "ProfileError",
    "ProfileLike",
    "Review",
    "ReviewError",
    "Round",
    "Scorecard",
    "Severity",
    "Table",
    "Verdict",
    "Way",
    "__version__",
    "arrow_criteria",
    "arrow_table",
    "compare",
    "diagnostics_json",
    "explain",
    "percent",
    "results",
    "schema",
    "score_many",
]
