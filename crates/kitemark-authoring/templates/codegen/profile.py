"""Profiles for {{ self::docstring(model.title) }}, edition {{ model.edition }}, as typed values.

Written by `kitemark codegen python`: to change it, change the charter and write it anew. Needs Python 3.10 and nothing
else. What is `None` is an open question; `to_json()` of a `Profile` is a profile.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import Enum
from typing import Union

#: An exact number: no binary float.
Number = Union[Decimal, int]


class Written(str):
    """A value that is kept as it is written, so that nothing is rounded on the way."""

    __slots__ = ()


class Percent(Written):
    """A percentage, such as `25%`."""

    __slots__ = ()

    @staticmethod
    def of(hundredths: Number) -> Percent:
        """So many hundredths."""
        return Percent(_plain_number(hundredths) + "%")


class Money(Written):
    """An amount, such as `{{ currency }}1250.50`."""

    __slots__ = ()

    @staticmethod
    def of(amount: Number) -> Money:
        """So much in the charter's currency."""
        return Money("{{ currency }}" + _plain_number(amount))


class Duration(Written):
    """A length of time, such as `36 months`."""

    __slots__ = ()

    @staticmethod
    def years(count: int) -> Duration:
        """So many years."""
        return Duration(f"{count} years")

    @staticmethod
    def months(count: int) -> Duration:
        """So many months."""
        return Duration(f"{count} months")

    @staticmethod
    def weeks(count: int) -> Duration:
        """So many weeks."""
        return Duration(f"{count} weeks")

    @staticmethod
    def days(count: int) -> Duration:
        """So many days."""
        return Duration(f"{count} days")


class Period(Written):
    """The days from a first to a last, both included, such as `2024-04-01 to 2027-03-31` or `2020-21`."""

    __slots__ = ()

    @staticmethod
    def between(first: datetime.date, last: datetime.date) -> Period:
        """From a first day to a last, both included."""
        return Period(f"{first.isoformat()} to {last.isoformat()}")

    @staticmethod
    def financial_year(begins: int) -> Period:
        """The financial year that begins in April of a year."""
        return Period(f"{begins:04}-{(begins + 1) % 100:02}")
{% for unit in model.units %}

class {{ unit.name }}(Written):
    """A quantity, such as `30 {{ unit.written }}`."""

    __slots__ = ()

    @staticmethod
    def of(amount: Number) -> {{ unit.name }}:
        """So many {{ unit.written }}."""
        return {{ unit.name }}(_plain_number(amount) + " {{ unit.written }}")
{% endfor -%}
{% for choice in model.choices %}

class {{ choice.name }}(Enum):
    """{{ self::docstring(choice.doc) }}"""
{% for value in choice.values %}
    #: {{ self::comment(value.doc) }}
    {{ self::member(value.written) }} = "{{ value.written }}"
{%- endfor %}
{% endfor %}

@dataclass(kw_only=True, slots=True)
class Shape:
    """A part of a profile."""

    def to_dict(self) -> dict[str, object]:
        """The answers by their keys in a profile, as JSON knows them; open questions are left out."""
        answers: dict[str, object] = {}
        for each in fields(self):
            value = _plain(getattr(self, each.name))
            if value is None or (value == {} and "group" in each.metadata):
                continue
            answers[each.metadata.get("key", each.name)] = value
        return answers

    def to_json(self) -> str:
        """The same as a text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)


def _plain_number(number: Number) -> str:
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def _plain(value: object) -> object:
    if isinstance(value, Shape):
        return value.to_dict()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return _plain_number(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, AbstractSet):
        return sorted(str(_plain(each)) for each in value)
    return value
{% for shape in shapes %}

@dataclass(kw_only=True, slots=True)
class {{ shape.name }}(Shape):
    """{{ shape.doc }}"""
{% for attribute in shape.attributes %}
    #: {{ attribute.doc }}
    {{ attribute.name }}: {{ attribute.ty }}{{ attribute.default }}
{%- endfor %}
{% endfor -%}
