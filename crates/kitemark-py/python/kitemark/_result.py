"""What all results have in common."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from kitemark._build import fields


class Native(Protocol):
    """A result in the native half."""

    def plain(self) -> dict[str, Any]: ...
    def json(self) -> str: ...
    def text(self, width: int) -> str: ...
    def markdown(self) -> str: ...


class Result:
    """A result. It never changes; what it consists of is taken over from the engine when it is first looked at."""

    _fields: ClassVar[type]
    """The class whose annotations are its attributes."""
    _native: Any

    def __init__(self, native: Native) -> None:
        self.__dict__["_native"] = native

    def json(self) -> str:
        """It as JSON, in the very bytes that the command and the Rust library give."""
        text: str = self._native.json()
        return text

    def to_dict(self) -> dict[str, Any]:
        """What its JSON says, as a dictionary. Fractions are texts of six decimals in it, cut towards zero."""
        plain: dict[str, Any] = json.loads(self.json())
        return plain

    def text(self, width: int = 80) -> str:
        """It as plain text, so many columns wide; 40 are the least."""
        text: str = self._native.text(width)
        return text

    def markdown(self) -> str:
        """It as Markdown."""
        text: str = self._native.markdown()
        return text

    def _repr_markdown_(self) -> str:
        return self.markdown()

    def __str__(self) -> str:
        return self.text()

    def __eq__(self, other: object) -> bool:
        return self.json() == other.json() if isinstance(other, type(self)) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.json())

    def __copy__(self) -> Result:
        return self

    def __deepcopy__(self, memo: object) -> Result:
        return self

    def __reduce__(self) -> Any:
        raise TypeError(f"a {type(self).__name__} cannot be pickled: keep its `to_dict()` or `json()`")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a {type(self).__name__} never changes")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *fields(self._fields)]

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            builders = {} if name.startswith("_") else fields(self._fields)
            if name not in builders:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            plain = self._native.plain()
            self.__dict__.update((each, make(plain.get(each))) for each, make in builders.items())
            return self.__dict__[name]


class Page(Result):
    """A result that is a page of HTML too."""

    def html(self) -> str:
        """It as a page of HTML, whole in itself, for a committee."""
        page: str = self._native.html()
        return page

    def _repr_html_(self) -> str:
        # The page has a stylesheet of its own, which must not meet the notebook's: a frame keeps them apart.
        page = html.escape(self.html())
        return (
            f'<iframe srcdoc="{page}" sandbox="allow-popups" title="{type(self).__name__}" '
            'style="width: 100%; height: 40em; border: 1px solid #ccc; background: #fff"></iframe>'
        )
