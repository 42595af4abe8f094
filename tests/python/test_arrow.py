"""Tables as data frames take them."""

from __future__ import annotations

import datetime
import gc
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from kitemark import Charter, Entry, Table, arrow_criteria, arrow_table, score_many

pyarrow: Any = pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def entries(standard: Charter) -> list[Entry]:
    profiles: list[Any] = [*sorted((ROOT / "examples/profiles").glob("*.yaml")), ("broken", "nation: wales")]
    return list(score_many(standard, profiles))


def test_submissions(entries: list[Entry]) -> None:
    table = arrow_table(entries)
    assert len(table) == len(entries) and table.columns[:4] == ("profile", "subject", "as_of", "award")
    assert repr(table).startswith(f"<Table of {len(entries)} rows: profile, ")
    rows = pyarrow.table(table).to_pylist()
    for row, entry in zip(rows, entries):
        assert row["profile"] == entry.name
        if entry.error:
            assert "K0608" in row["error"] and row["score_low"] is None and row["as_of"] is None
            continue
        card = entry.unwrap().to_dict()
        assert row["error"] is None
        assert row["subject"] == card["subject"]
        assert row["as_of"] == datetime.date.fromisoformat(card["stamp"]["as_of"])
        assert (row["award"], row["provisional"]) == (card["award"]["id"], card["award"]["provisional"])
        assert row["score_low"] == Decimal(card["score"]["low"]) and row["score_high"] == Decimal(card["score"]["high"])
        assert row["evidenced"] == Decimal(card["evidenced"])
        musts = [one["verdict"] for one in card["criteria"] if one["obligation"] == "must"]
        assert row["failed_musts"] == musts.count("unmet") + musts.count("error")


def test_criteria(entries: list[Entry]) -> None:
    rows = pyarrow.table(arrow_criteria(entries)).to_pylist()
    criteria = [one for entry in entries if entry.scorecard for one in entry.scorecard.to_dict()["criteria"]]
    assert len(rows) == len(criteria) > 100
    for row, one in zip(rows, criteria):
        assert (row["criterion"], row["principle"], row["title"]) == (one["id"], one["principle"], one["title"])
        assert row["obligation"] == one["obligation"]
        assert row["weight_percent"] == Decimal(one["weight_percent"])
        assert row["credit_low"] == (None if one["credit"] is None else Decimal(one["credit"]["low"]))
        assert row["unanswered"] == one["unanswered"] and row["unverified"] == one["unverified"]
        assert row["more_unanswered"] == one.get("more_unanswered", 0)
        assert row["more_unverified"] == one.get("more_unverified", 0)


def test_verdicts_are_those_of_the_json(entries: list[Entry]) -> None:
    card = entries[0].unwrap()
    rows = pyarrow.table(arrow_criteria([card])).to_pylist()
    assert [row["verdict"] for row in rows] == [one.verdict.value for one in card.criteria]


def test_many_batches(standard: Charter) -> None:
    """More rows than a batch holds come out whole and in order, and outlive the table."""
    card = standard.score("authority: Northmere\nas_of: 2026-06-30\n")
    table = arrow_criteria(card for _ in range(400))
    stream = pyarrow.RecordBatchReader.from_stream(table)
    del table
    gc.collect()
    batches = list(stream)
    assert len(batches) > 1
    rows = pyarrow.Table.from_batches(batches)
    assert rows.num_rows == 400 * len(card.criteria)
    assert rows.column("criterion").to_pylist() == [one.id for one in card.criteria] * 400


def test_nothing_is_a_table_too() -> None:
    table = arrow_table([])
    assert len(table) == 0 and pyarrow.table(table).column_names == list(table.columns)
    with pytest.raises(TypeError, match="not of str"):
        arrow_table(["a"])  # type: ignore[list-item]


def test_polars(entries: list[Entry]) -> None:
    polars: Any = pytest.importorskip("polars")
    frame = polars.DataFrame(arrow_table(entries))
    assert frame.height == len(entries) and frame.schema["score_low"].is_decimal()
    assert frame.schema["as_of"] == polars.Date
    met = polars.DataFrame(arrow_criteria(entries)).filter(polars.col("verdict") == "met")
    cards = [entry.scorecard for entry in entries if entry.scorecard]
    assert met.height == sum(one.verdict == "met" for card in cards for one in card.criteria)


def test_pandas(entries: list[Entry]) -> None:
    pandas: Any = pytest.importorskip("pandas")
    frame = pandas.DataFrame.from_arrow(arrow_table(entries))
    assert list(frame["profile"]) == [entry.name for entry in entries]
    assert frame["error"].isna().sum() == len(entries) - 1


def test_a_table_needs_nothing_else(entries: list[Entry], northmere: Path) -> None:
    capsule = arrow_table(entries).__arrow_c_stream__()
    assert type(capsule).__name__ == "PyCapsule" and 'arrow_array_stream' in repr(capsule)
    # Taken or not, it is freed once, and a table gives as many as are asked for.
    table: Table = arrow_table(entries)
    assert pyarrow.table(table) == pyarrow.table(table)
