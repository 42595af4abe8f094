"""Charters."""

from __future__ import annotations

import datetime
import difflib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

from kitemark import _native
from kitemark._errors import CharterError, Diagnostic, diagnostics, usage, utf8
from kitemark._profile import Profile, ProfileLike, Profiles, encoded, read_file
from kitemark._review import Begun, Review
from kitemark._scored import Agreement, Form, Round, Scorecard, Way

if TYPE_CHECKING:
    from kitemark._many import Progress


class Charter:
    """A charter, compiled once. It never changes, and threads share it."""

    __slots__ = ("_native",)

    def __init__(self, native: _native.Charter) -> None:
        self._native = native

    @classmethod
    def standard(cls) -> Charter:
        """The standard charter for commissioning drug and alcohol treatment, built in."""
        return cls(_native.Charter.standard())

    @classmethod
    def compile(cls, source: CharterLike) -> Charter:
        """Compiles a charter from its texts, each by its name, or from a path: a folder of ``.charter`` files, or one file.

        Raises :class:`CharterError` with every error. Warnings are in :attr:`diagnostics`.
        """
        return cls(_native.Charter.compile([(utf8(name), content) for name, content in _files(source)]))

    @staticmethod
    def format(text: str, *, name: str = "charter") -> str:
        """One file of a charter in its canonical layout, with its comments. It need not be a whole charter."""
        return _native.format_charter(name, text)

    @property
    def id(self) -> str:
        """Its id."""
        return self._native.id()

    @property
    def title(self) -> str:
        """Its title."""
        return self._native.title()

    @property
    def edition(self) -> str:
        """Its edition."""
        return self._native.edition()

    @property
    def sha256(self) -> str:
        """SHA-256 of its meaning: its canonical text without comments and examples."""
        return self._native.sha256()

    @property
    def awards(self) -> dict[str, str]:
        """The titles of the awards by their ids, the best first."""
        return dict(self._native.awards())

    @property
    def principles(self) -> dict[str, str]:
        """The titles of the principles by their ids, in the charter's order."""
        return dict(self._native.principles())

    @property
    def criterion_ids(self) -> tuple[str, ...]:
        """The ids of the criteria, in the charter's order."""
        return tuple(self._native.criterion_ids())

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The warnings that came of compiling."""
        return diagnostics(self._native.warnings())

    def score(
        self,
        profile: ProfileLike,
        *,
        as_of: datetime.date | None = None,
        review: Review | None = None,
        set: Mapping[str, object] | None = None,
        prove: Mapping[str, str] | None = None,
    ) -> Scorecard:
        """Scores a profile.

        ``as_of`` takes the place of the profile's day. ``review`` is what a reviewer decided on its claims. ``set`` and
        ``prove`` change answers first, and take claims as proven, as :meth:`Profile.with_value` and
        :meth:`Profile.with_proof` do.

        Raises :class:`ProfileError` for what cannot be scored, such as a profile without a day; all else that is wrong with
        it is in the scorecard's ``diagnostics``.
        """
        changed = self._changed(profile, set, prove)
        return Scorecard(self._native.score(changed._native, day(as_of), None if review is None else review._native))

    def way(
        self,
        profile: ProfileLike,
        *,
        to: str | None = None,
        as_of: datetime.date | None = None,
        set: Mapping[str, object] | None = None,
        prove: Mapping[str, str] | None = None,
    ) -> Way:
        """The way to the next award, or to the award with the id ``to``."""
        changed = self._changed(profile, set, prove)
        return Way(self._native.way(changed._native, day(as_of), to))

    def form(
        self,
        profile: ProfileLike,
        *,
        most: int = 5,
        as_of: datetime.date | None = None,
        set: Mapping[str, object] | None = None,
        prove: Mapping[str, str] | None = None,
    ) -> Form:
        """What to ask next: the ``most`` open questions that can move the result furthest.

        Each has its text, type and unit, and what every possible answer would bring about. An answer goes into the profile
        by :meth:`Profile.with_value`.
        """
        if not 0 <= most < 2**32:
            raise ValueError(f"`most` is a number of questions and cannot be {most}")
        changed = self._changed(profile, set, prove)
        return Form(self._native.form(changed._native, day(as_of), most))

    def with_steps(self, steps: int) -> Charter:
        """The charter with another limit to the steps that one rule may take for one profile.

        Unless it is set, the rules of a charter share 20,000,000 alike, and none has more than 2,000,000. A criterion whose
        rule takes more has the verdict ``error``, on every machine.
        """
        if not 0 <= steps < 2**64:
            raise ValueError(f"`steps` is a number of steps and cannot be {steps}")
        return Charter(self._native.with_steps(steps))

    def check(self, profile: ProfileLike) -> tuple[Diagnostic, ...]:
        """What is wrong with a profile."""
        return diagnostics(self._native.check(Profile.of(profile)._native))

    def explain(self, criterion: str) -> str:
        """A page on one criterion, in Markdown: what it asks, why, how to mend it, and where it comes from."""
        page = self._native.explain(utf8(criterion))
        if page is None:
            near = difflib.get_close_matches(criterion, self.criterion_ids, 1)
            raise usage(
                f"the charter has no criterion `{criterion:.200}`",
                *(f"did you mean `{each}`?" for each in near),
                "its `criterion_ids` are all it has",
            )
        return page

    def profile_schema(self) -> dict[str, Any]:
        """The JSON Schema of this charter's profiles, by which editors and forms complete and validate them."""
        schema: dict[str, Any] = json.loads(self._native.profile_schema())
        return schema

    def begin_review(
        self, profile: ProfileLike, reviewer: str, *, file: str | None = None, earlier: Review | None = None
    ) -> Begun:
        """Begins a review: a text with every claim and its evidence, most decisive first, for a person to fill in.

        ``file`` is the name of the profile's file, usually its own. Of an ``earlier`` review every decision is kept whose
        claim and evidence have not changed since.
        """
        read = Profile.of(profile)
        before = None if earlier is None else earlier._native
        begun = self._native.begin_review(read._native, reviewer, file or read.name, before)
        text, claims, kept, reopened, gone, found = begun
        return Begun(text, claims, kept, tuple(reopened), tuple(gone), diagnostics(found))

    def agreement(self, first: Review, second: Review) -> Agreement:
        """How far two reviews of one profile by this charter agree."""
        return Agreement(self._native.agreement(first._native, second._native))

    def moderate(self, first: Review, second: Review, moderator: str, *, file: str) -> str:
        """The text of the review that brings two together; what they disagree on is left to the moderator.

        ``file`` is the name of the profile's file.
        """
        return self._native.moderate(first._native, second._native, moderator, file)

    def round(
        self,
        profiles: Profiles,
        *,
        as_of: datetime.date | None = None,
        weightings: Iterable[str] = (),
        against: Charter | None = None,
        workers: int | None = None,
        progress: Progress = None,
    ) -> Round:
        """What many submissions come to together. About a kilobyte is kept of each.

        ``weightings`` are other weights to look at, each as ``"PRINCIPLE=WEIGHT, …"``; ``against`` is another charter, to see
        whose award would change. The rest is as in :func:`score_many`.
        """
        from kitemark._many import judged

        weights = self._native.weightings(list(weightings))
        on, other = day(as_of), None if against is None else against._native

        def standing(name: str, profile: Profile) -> _native.Standing:
            return self._native.standing(profile._native, on, weights, other)

        entries = [
            (utf8(name), kept, "" if error is None else _reason(error))
            for name, kept, error in judged(profiles, standing, workers, progress)
        ]
        return Round(self._native.round(entries, weights, other))

    def _changed(
        self, profile: ProfileLike, set: Mapping[str, object] | None, prove: Mapping[str, str] | None
    ) -> Profile:
        changed = Profile.of(profile)
        for path, value in (set or {}).items():
            changed = changed.with_value(self, path, value)
        for path, grade in (prove or {}).items():
            changed = changed.with_proof(self, path, grade)
        return changed

    def __repr__(self) -> str:
        return f"<Charter {self.id} {self.edition}: {self.title!r}>"

    def __reduce__(self) -> Any:
        raise TypeError("a Charter cannot be pickled: compile it where it is needed")


CharterLike = Union[Mapping[str, Union[str, bytes]], "os.PathLike[str]"]
"""What a charter is compiled from: its texts by their names, or the path of a folder or file."""


def _files(source: CharterLike) -> Iterable[tuple[str, bytes]]:
    """The name and content of each file of a charter, by name."""
    if isinstance(source, Mapping):
        return [(name, encoded(text)) for name, text in sorted(source.items())]
    if not isinstance(source, os.PathLike):
        raise TypeError(f"a charter is compiled from a mapping of texts or from a pathlib.Path, and not from {source!r:.60}")
    path = Path(source)
    if not path.is_dir():
        return [(str(path), read_file(path))]
    files = sorted(each for each in path.iterdir() if each.suffix == ".charter" and each.is_file())
    if not files:
        help = "a charter is a folder with files that end in `.charter`, or one such file"
        raise usage(f"there is no charter in `{path}`", help, error=CharterError)
    return [(str(each), read_file(each)) for each in files]


def day(as_of: datetime.date | None) -> str | None:
    """A day as the native half takes it."""
    if as_of is None:
        return None
    if isinstance(as_of, datetime.datetime) or not isinstance(as_of, datetime.date):
        raise TypeError(f"`as_of` is a datetime.date and cannot be {as_of!r:.60}")
    return as_of.isoformat()


def _reason(error: Exception) -> str:
    """Why something has no result, in a line."""
    return utf8(str(error)).split("\n", 1)[0] or type(error).__name__
