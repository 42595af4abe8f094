"""What there is to read: the pages of codes, the schemas of results."""

from __future__ import annotations

import json
from typing import Any, Literal

from kitemark import _native
from kitemark._errors import usage, utf8


def explain(code: str) -> str:
    """The page on a code such as ``K0302``, in Markdown: what it means, with an example and the way out."""
    page = _native.page(utf8(code))
    if page is None:
        raise usage(f"there is no code `{code:.200}`", "codes are such as `K0302`")
    return page


def schema(of: Literal["scorecard", "way", "round", "difference", "agreement", "form"]) -> dict[str, Any]:
    """The JSON Schema of the JSON of a result."""
    text = _native.schema(utf8(of))
    if text is None:
        raise usage(f"there is no schema of `{of:.200}`", "there are scorecard, way, round, difference, agreement and form")
    found: dict[str, Any] = json.loads(text)
    return found
