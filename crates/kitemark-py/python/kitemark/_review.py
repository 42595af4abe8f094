"""Reviews: what people decided on the claims of a profile."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from kitemark import _native
from kitemark._errors import Diagnostic, utf8
from kitemark._profile import USUAL, Limits, encoded, read_file


class Review:
    """A review of a profile, to score by. It never changes."""

    __slots__ = ("_native",)

    def __init__(self, native: _native.Review) -> None:
        self._native = native

    @classmethod
    def read(cls, path: str | os.PathLike[str], *, limits: Limits = USUAL) -> Review:
        """Reads a file; :class:`ReviewError` with everything that is wrong with it."""
        return cls._from_bytes(os.fspath(path), read_file(Path(path), limits), limits)

    @classmethod
    def from_text(cls, text: str | bytes, *, name: str = "review", limits: Limits = USUAL) -> Review:
        """Reads a text. ``name`` is what diagnostics call it."""
        return cls._from_bytes(name, encoded(text), limits)

    @classmethod
    def _from_bytes(cls, name: str, content: bytes, limits: Limits) -> Review:
        return cls(_native.Review.read(utf8(name), content, limits.bytes, limits.depth, limits.nodes))

    @property
    def reviewer(self) -> str:
        """Who reviewed."""
        return self._native.reviewer()

    @property
    def profile_file(self) -> str:
        """The file of the profile reviewed, by its path from the review's own folder."""
        return self._native.profile_file()

    @property
    def sha256(self) -> str:
        """SHA-256 of its bytes, line ends as LF."""
        return self._native.sha256()

    def __repr__(self) -> str:
        return f"<Review by {self.reviewer!r}>"


@dataclass(frozen=True, slots=True)
class Begun:
    """A review that was begun, for a person to fill in."""

    text: str
    """Its text."""
    claims: int
    """How many claims it lists."""
    kept: int
    """How many decisions of the earlier review it keeps."""
    reopened: tuple[str, ...]
    """What has to be decided again: the profile says something else there, or gives other evidence."""
    gone: tuple[str, ...]
    """The claims decided on that the profile does not make any more."""
    diagnostics: tuple[Diagnostic, ...]
    """What is wrong with the profile."""
