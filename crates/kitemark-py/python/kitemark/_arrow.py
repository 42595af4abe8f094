"""Results as tables that pandas, Polars, DuckDB and PyArrow take; none of them is needed here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Union

from kitemark import _native
from kitemark._errors import utf8
from kitemark._many import Entry
from kitemark._scored import Scorecard

Scored = Union[Entry, Scorecard]
"""What becomes rows of a table."""


class Table:
    """A table in the memory layout of Apache Arrow, handed over by the Arrow PyCapsule interface.

    ``pyarrow.table(table)``, ``polars.DataFrame(table)`` and ``pandas.DataFrame.from_arrow(table)`` take it.
    """

    __slots__ = ("_native",)

    def __init__(self, native: _native.Table) -> None:
        self._native = native

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(self._native.columns())

    def __len__(self) -> int:
        return len(self._native)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._native.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"<Table of {len(self):,} rows: {', '.join(self.columns)}>"


def arrow_table(results: Iterable[Scored]) -> Table:
    """One row for each submission, those that could not be scored included, with the reason in ``error``.

    Scores are decimals of 1 with six places, cut towards zero.
    """
    return _table(_native.submissions_table, results)


def arrow_criteria(results: Iterable[Scored]) -> Table:
    """One row for each criterion of each submission that could be scored."""
    return _table(_native.criteria_table, results)


_Row = tuple[str, Union[_native.Scorecard, None], Union[str, None]]


def _table(make: Callable[[Iterator[_Row]], _native.Table], results: Iterable[Scored]) -> Table:
    return Table(make(_row(number, each) for number, each in enumerate(results, 1)))


def _row(number: int, result: Scored) -> _Row:
    if isinstance(result, Scorecard):
        return str(number), result._native, None
    if not isinstance(result, Entry):
        raise TypeError(f"a table is made of entries and scorecards, and not of {type(result).__name__}")
    error = None if result.error is None else utf8(str(result.error)) or type(result.error).__name__
    return utf8(result.name), None if result.scorecard is None else result.scorecard._native, error
