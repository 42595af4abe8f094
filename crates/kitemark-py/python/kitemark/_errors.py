"""What is wrong with a charter, a profile or a review: diagnostics, and the exceptions that carry them."""

from __future__ import annotations

import enum
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kitemark import _native
from kitemark._build import build


class Severity(str, enum.Enum):
    """How bad it is."""

    ERROR = "error"
    """The input is wrong."""
    WARNING = "warning"
    """Worth a look."""


@dataclass(frozen=True, slots=True)
class Label:
    """A place that a diagnostic speaks of: lines and columns from 1."""

    file: str
    """The name of the text."""
    line: int
    """First line."""
    column: int
    """First column, in characters."""
    end_line: int
    """Last line."""
    end_column: int
    """One past the last column."""
    message: str
    """What is said of the place; may be empty."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong, where, and the way out."""

    code: str
    """Stable code such as ``K0302``; :func:`kitemark.explain` has its page."""
    severity: Severity
    """Error or warning."""
    message: str
    """What is wrong."""
    labels: tuple[Label, ...]
    """Where, the main place first; empty where there is no text to point into."""
    help: tuple[str, ...]
    """The way out."""

    @property
    def is_error(self) -> bool:
        """Whether it is an error."""
        return self.severity is Severity.ERROR

    @property
    def place(self) -> str | None:
        """``file:line:column`` of the main place, if there is one."""
        if not self.labels:
            return None
        first = self.labels[0]
        return f"{first.file}:{first.line}:{first.column}"

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        return shown(f"{place}{self.severity.value} {self.code}: {self.message}")


def diagnostics_json(found: Sequence[Diagnostic]) -> str:
    """Diagnostics as JSON, in the very bytes that the command and the Rust library give."""
    text = json.dumps([asdict(each) for each in found], indent=2, ensure_ascii=False) + "\n"
    return _native.visible_json(text)


class KitemarkError(Exception):
    """Why something could not be done. Its text is the first error with its place and the way out."""

    diagnostics: tuple[Diagnostic, ...]
    """Everything that is wrong, warnings included."""

    def __init__(self, message: str, diagnostics: Sequence[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.diagnostics = tuple(diagnostics)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.diagnostics)


class CharterError(KitemarkError):
    """The charter has errors."""


class ProfileError(KitemarkError):
    """The profile cannot be scored."""


class ReviewError(KitemarkError):
    """The review cannot be used, or not for this profile."""


class AwardError(KitemarkError):
    """The charter has no award that is called so."""


_CLASSES = {each.__name__: each for each in (KitemarkError, CharterError, ProfileError, ReviewError, AwardError)}


def diagnostics(plain: list[Any]) -> tuple[Diagnostic, ...]:
    """Diagnostics from their plain form."""
    return tuple(build(Diagnostic, each) for each in plain)


def made(name: str, message: str, plain: list[Any]) -> KitemarkError:
    """The exception of that name: the native half raises it."""
    return _CLASSES[name](message, diagnostics(plain))


def usage(message: str, *help: str, error: type[KitemarkError] = KitemarkError) -> KitemarkError:
    """The exception for a call that makes no sense."""
    found = Diagnostic("K0903", Severity.ERROR, message, (), help)
    return error("\n  help: ".join(shown(line) for line in (f"K0903 {message}", *help)), (found,))


def shown(text: str) -> str:
    """A text that a terminal can show without harm."""
    return _native.visible(utf8(text))


def utf8(text: str) -> str:
    """A text with what is no character written out, such as in the name of a file from another system."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
