"""Profiles."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

from kitemark import _native
from kitemark._errors import ProfileError, usage, utf8
from kitemark._plain import scalar, text_of

if TYPE_CHECKING:
    from kitemark._charter import Charter


@dataclass(frozen=True, slots=True)
class Limits:
    """How large what is read may be; ``None`` for the usual limit."""

    bytes: int | None = None
    """Bytes of text, usually 16 MiB."""
    depth: int | None = None
    """Nested values, usually 64."""
    nodes: int | None = None
    """Values, usually 500,000."""

    def __post_init__(self) -> None:
        for name in ("bytes", "depth", "nodes"):
            limit = getattr(self, name)
            if limit is not None and limit < 0:
                raise ValueError(f"`{name}` is a limit and cannot be {limit}")


USUAL = Limits()
_MOST_BYTES = 16 * 1024 * 1024


def read_file(path: os.PathLike[str], limits: Limits = USUAL) -> bytes:
    """The content of a file, or of as much as is needed to see that it is too large."""
    most = _MOST_BYTES if limits.bytes is None else limits.bytes
    with open(path, "rb") as file:
        return file.read(most + 1)


class Profile:
    """What a service says of itself: answers, with the place of every value. It never changes."""

    __slots__ = ("_native",)

    def __init__(self, native: _native.Profile) -> None:
        self._native = native

    @classmethod
    def read(cls, path: str | os.PathLike[str], *, limits: Limits = USUAL) -> Profile:
        """Reads a file of YAML or JSON.

        Raises :class:`OSError` where it cannot be read, :class:`ProfileError` where it cannot be scored at all.
        """
        return cls._from_bytes(os.fspath(path), read_file(Path(path), limits), limits)

    @classmethod
    def from_text(cls, text: str | bytes, *, name: str = "profile", limits: Limits = USUAL) -> Profile:
        """Reads YAML or JSON. ``name`` is what diagnostics call it."""
        return cls._from_bytes(name, encoded(text), limits)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any], *, name: str = "profile", limits: Limits = USUAL) -> Profile:
        """Makes a profile of a program's own values.

        Numbers may be :class:`int`, :class:`~decimal.Decimal` or :class:`float` (taken as its shortest decimal), days
        :class:`~datetime.date`; quantities are texts, such as ``"36 months"``. ``None`` leaves a question open.
        """
        return cls._from_bytes(name, text_of(values), limits)

    @classmethod
    def of(cls, source: ProfileLike, *, name: str | None = None, limits: Limits = USUAL) -> Profile:
        """A profile from whatever stands for one: see :data:`ProfileLike`."""
        if isinstance(source, Profile):
            return source
        if isinstance(source, Mapping):
            return cls.from_dict(source, name=name or "profile", limits=limits)
        if isinstance(source, (str, bytes)):
            if isinstance(source, str) and "\n" not in source and source.endswith((".yaml", ".yml", ".json")):
                raise usage(
                    f"`{source[:200]}` is the name of a file and no profile",
                    f"a text is taken as the profile itself: pass `pathlib.Path({source[:200]!r})` to have the file read",
                    error=ProfileError,
                )
            return cls.from_text(source, name=name or "profile", limits=limits)
        if isinstance(source, os.PathLike):
            path = os.fspath(source)
            return cls._from_bytes(name or path, read_file(source, limits), limits)
        raise TypeError(
            f"a profile is a mapping, a text of YAML or JSON, a path or a kitemark.Profile, and no {type(source).__name__}"
        )

    @classmethod
    def _from_bytes(cls, name: str, content: bytes, limits: Limits) -> Profile:
        return cls(_native.Profile.read(utf8(name), content, limits.bytes, limits.depth, limits.nodes))

    @property
    def name(self) -> str:
        """What diagnostics call it."""
        return self._native.name()

    @property
    def text(self) -> str:
        """Its text as read, into which the places in a scorecard point."""
        return self._native.text()

    def with_value(self, charter: Charter, path: str, value: object) -> Profile:
        """The profile with another answer.

        ``path`` is such as ``contracts[adult-system].initial_term``; a ``+`` before the name of a record adds it:
        ``reviews[+2027].on``. ``None`` takes the answer out, a list or set is the whole of a set.
        """
        return Profile(self._native.set(charter._native, f"{path}={_written(value, path)}"))

    def with_assignment(self, charter: Charter, assignment: str) -> Profile:
        """The profile with another answer, written as ``PATH=VALUE``: as a form's outcome has it, and the command's ``--set``."""
        return Profile(self._native.set(charter._native, utf8(assignment)))

    def with_proof(self, charter: Charter, path: str, grade: str) -> Profile:
        """The profile with a claim taken as proven by a document of that grade."""
        return Profile(self._native.prove(charter._native, f"{path}={grade}"))

    def __repr__(self) -> str:
        return f"<Profile {self.name!r}>"

    def __reduce__(self) -> Any:
        raise TypeError("a Profile cannot be pickled: keep its `text`")


ProfileLike = Union[Profile, Mapping[str, Any], str, bytes, "os.PathLike[str]"]
"""What can be scored: a profile; a mapping of answers; YAML or JSON as ``str`` or ``bytes``; a path, whose file is read."""


Profiles = Iterable[Union[ProfileLike, tuple[str, ProfileLike]]]
"""Many profiles, each by itself or as a pair of a name and a profile."""


def encoded(text: str | bytes) -> bytes:
    """The bytes of a text. What is no character becomes what is no UTF-8, which the engine reports with its place."""
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text


def _written(value: object, path: str) -> str:
    """An answer as ``--set`` takes it."""
    if isinstance(value, (list, tuple, Set)):
        parts = [_written(each, path) for each in value]
        if isinstance(value, Set):
            parts.sort()
        return ", ".join(parts) or "empty"
    plain = scalar(value, path)
    if plain is None:
        return "unanswered"
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    return str(plain)
