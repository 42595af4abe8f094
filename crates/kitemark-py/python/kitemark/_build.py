"""Typed objects out of plain data, by the annotations of their classes."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import functools
import types
import typing
from collections.abc import Callable, Hashable
from fractions import Fraction
from typing import Any, TypeVar

T = TypeVar("T")

Builder = Callable[[Any], Any]


def build(cls: type[T], plain: Any) -> T:
    """The object of a class that the plain data describes."""
    return typing.cast(T, _builder(typing.cast(Hashable, cls))(plain))


@functools.cache
def fields(cls: type) -> dict[str, Builder]:
    """What builds each annotated attribute of a class, by the name that it has in the data."""
    hints = typing.get_type_hints(cls)
    return {name: _builder(hint) for name, hint in hints.items() if not name.startswith("_")}


def missing(hint: Any) -> Any:
    """What stands for a value that the data leaves out."""
    if hint in (int, bool):
        return hint()
    return () if typing.get_origin(hint) is tuple else None


@functools.cache
def _builder(hint: Hashable) -> Builder:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _any_of([each for each in arguments if each is not types.NoneType])
    if origin is tuple:
        inner = _builder(arguments[0])
        return lambda plain: tuple(inner(each) for each in plain or ())
    if origin is dict:
        key, value = map(_builder, arguments)
        return lambda plain: {key(each): value(plain[each]) for each in plain}
    if hint is datetime.date:
        return datetime.date.fromisoformat
    if dataclasses.is_dataclass(hint):
        return _of_dataclass(typing.cast(type, hint))
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint
    # Texts, numbers, truth values and fractions are what they are.
    assert hint in (str, int, bool, Fraction), hint
    return lambda plain: plain


def _any_of(hints: list[Any]) -> Builder:
    """An optional value, or one of several classes: these stand below their names in the data."""
    if len(hints) == 1:
        inner = _builder(hints[0])
        return lambda plain: None if plain is None else inner(plain)
    variants = {each._variant: _builder(each) for each in hints}

    def of_variant(plain: Any) -> Any:
        ((name, inner),) = plain.items()
        return variants[name](inner)

    return of_variant


def _of_dataclass(cls: type) -> Builder:
    # `from` is a word of the language: it is `from_` there.
    hints = typing.get_type_hints(cls)
    members = [
        (each.name.rstrip("_"), _builder(hints[each.name]), missing(hints[each.name]))
        for each in dataclasses.fields(cls)
    ]
    return lambda plain: cls(*(make(plain[name]) if name in plain else gap for name, make, gap in members))
