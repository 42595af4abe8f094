"""What there is to read: the pages of codes, the schemas of results."""

from __future__ import annotations

import json
from typing import Any, Literal

from kitemark import _native


def explain(code: str) -> str:
    """The page on a code such as ``K0302``, in Markdown: what it means, with an example and the way out."""
    page = _native.page(code)
    if page is None:
        raise KeyError(f"there is no code {code!r}: codes are such as 'K0302'")
    return page


def schema(of: Literal["scorecard", "way", "round", "difference"]) -> dict[str, Any]:
    """The JSON Schema of the JSON of a result."""
    text = _native.schema(of)
    if text is None:
        raise KeyError(f"there is no schema of {of!r}: there are scorecard, way, round and difference")
    found: dict[str, Any] = json.loads(text)
    return found
