"""Results, with what can be done with them."""

from __future__ import annotations

from kitemark import _native
from kitemark._errors import Diagnostic, diagnostics
from kitemark._percent import Percentage
from kitemark._result import Page, Result
from kitemark.results import AgreementFields, DifferenceFields, FormFields, RoundFields, ScorecardFields, WayFields


class Scorecard(Page, ScorecardFields):
    """The result of scoring one profile against one charter."""

    _fields = ScorecardFields

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the profile; criteria that rest on a value in error have the verdict ``error``."""
        return diagnostics(self._native.diagnostics())

    def badge(self) -> str:
        """The award as a picture, in SVG."""
        badge: str = self._native.badge()
        return badge

    def __repr__(self) -> str:
        return f"<Scorecard {_named(self.subject)}: {_told(self.award.id, self.score)}>"


class Way(Result, WayFields):
    """The way to an award: the smallest sets of fixes, what to change for each, and what is open."""

    _fields = WayFields

    def __repr__(self) -> str:
        to = self.to.id if self.to else "the best award is earned"
        return f"<Way {_named(self.subject)}: {to}, {len(self.sets)} sets of fixes>"


class Form(Result, FormFields):
    """What to ask next: the open questions that matter most, each with what every answer would bring about."""

    _fields = FormFields

    def __repr__(self) -> str:
        return f"<Form {_named(self.subject)}: {len(self.questions)} questions, {self.more} more>"


class Difference(Page, DifferenceFields):
    """What makes the difference between two results, point by point. Every difference is the later less the earlier."""

    _fields = DifferenceFields

    def __repr__(self) -> str:
        sides = (f"{_named(side.subject)} {_told(side.award, side.score)}" for side in (self.earlier, self.later))
        return f"<Difference from {' to '.join(sides)}>"


class Round(Page, RoundFields):
    """What many submissions under one charter come to together."""

    _fields = RoundFields

    def csv(self) -> str:
        """A row for each submission and each criterion, for spreadsheets."""
        rows: str = self._native.csv()
        return rows

    def __repr__(self) -> str:
        return f"<Round {self.charter.id} {self.charter.edition}: {len(self.submissions)} submissions>"


class Agreement(Result, AgreementFields):
    """How far two reviewers agree on one submission, beyond chance."""

    _fields = AgreementFields

    def __repr__(self) -> str:
        return f"<Agreement of {' and '.join(self.reviewers)}>"


def compare(earlier: Scorecard, later: Scorecard) -> Difference:
    """What makes the difference from one result to another: of two profiles, two editions, or before and after a change."""
    return Difference(_native.compare(earlier._native, later._native))


def _named(subject: str | None) -> str:
    return repr(subject) if subject else "without a name"


def _told(award: str | None, score: Percentage | None) -> str:
    return f"{award or 'no award'}, {score if score else 'not scored'}"
