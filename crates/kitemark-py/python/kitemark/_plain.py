"""Profiles of a program's own values, as the text that is scored."""

from __future__ import annotations

import datetime
import decimal
import enum
import json
import math
import numbers
from collections.abc import Mapping, Sequence, Set
from typing import Any

from kitemark._errors import ProfileError, usage

DEEPEST = 64
"""As deep as the engine reads."""


def text_of(values: Mapping[str, Any]) -> bytes:
    """A profile as JSON, every value exact.

    >>> from decimal import Decimal
    >>> text_of({"budget": Decimal("9080000.50")})
    b'{\\n  "budget": "9080000.50"\\n}'
    """
    return json.dumps(_plain(values, "", 0), ensure_ascii=False, indent=2).encode("utf-8", "surrogatepass")


def scalar(value: object, path: str) -> str | int | float | bool | None:
    """A single value as JSON has it."""
    if isinstance(value, enum.Enum):
        value = value.value
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, datetime.datetime):
        raise refused(path, value, "a profile knows days and no times: pass `.date()` of it")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        if not value.is_finite():
            raise refused(path, value, "leave out what is not known")
        return format(value, "f")
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise refused(path, value, "leave out what is not known")
        # The shortest decimal that reads as this number.
        return float(value)
    raise refused(path, value, "pass text as a profile has it, such as `36 months`, or a number, a day or a truth value")


def refused(path: str, value: object, help: str) -> Exception:
    """The exception for a value that no profile has."""
    what = f"`{path}`" if path else "the profile"
    return usage(f"{what} cannot be {value!r:.60}, of type `{type(value).__name__}`", help, error=ProfileError)


def _plain(value: object, path: str, depth: int) -> Any:
    if depth > DEEPEST:
        raise usage(f"`{path[:60]}…` is nested more than {DEEPEST} deep", error=ProfileError)
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise refused(path, key, "the keys of a profile are texts")
        return {key: _plain(inner, f"{path}.{key}" if path else key, depth + 1) for key, inner in value.items()}
    if isinstance(value, Set):
        # A set has no order, a text has: the same profile is the same text.
        return sorted((_plain(inner, path, depth + 1) for inner in value), key=str)
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray)):
        return [_plain(inner, f"{path}[{at}]", depth + 1) for at, inner in enumerate(value)]
    return scalar(value, path)
