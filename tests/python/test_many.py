"""Many profiles at once."""

from __future__ import annotations

import itertools
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from kitemark import Charter, Entry, KitemarkError, Profile, Review, score_many

GOOD = "as_of: 2026-04-01\nterm: 60 months\n"


def test_results_come_in_order(short: Charter) -> None:
    terms = [months % 120 for months in range(300)]
    profiles = ({"as_of": "2026-04-01", "term": f"{months} months"} for months in terms)
    entries = list(score_many(short, profiles, workers=4))
    assert [entry.name for entry in entries] == [str(number) for number in range(1, 301)]
    credits = [entry.unwrap().criteria[0].credit for entry in entries]
    assert [credit and credit.low for credit in credits] == [1 if t >= 60 else 0.5 if t > 36 else 0 for t in terms]


def test_the_same_whatever_the_workers(standard: Charter) -> None:
    profiles = sorted((ROOT / "examples/profiles").glob("*.yaml"))
    alone = [standard.score(path).json() for path in profiles]
    for workers in (1, 3):
        assert [entry.unwrap().json() for entry in score_many(standard, profiles, workers=workers)] == alone


def test_one_that_fails_does_not_stop_the_others(short: Charter) -> None:
    class Broken(dict[str, Any]):
        def items(self) -> Any:
            raise RuntimeError("a mapping with a fault")

    profiles: list[Any] = [
        GOOD,
        "nation: wales",
        ("named", b"\xff"),
        Path("nowhere.yaml"),
        42,
        Broken(as_of="2026-04-01"),
        Profile.from_text(GOOD, name="kept"),
    ]
    entries = list(score_many(short, profiles))
    assert [entry.name for entry in entries] == ["1", "2", "named", "nowhere.yaml", "5", "6", "kept"]
    assert [type(entry.error).__name__ for entry in entries] == [
        "NoneType",
        "ProfileError",
        "ProfileError",
        "FileNotFoundError",
        "TypeError",
        "RuntimeError",
        "NoneType",
    ]
    assert isinstance(entries[1].error, KitemarkError) and entries[1].error.diagnostics
    with pytest.raises(FileNotFoundError):
        entries[3].unwrap()


def test_no_more_is_held_than_needed(short: Charter) -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        for taken in itertools.count(1):
            yield GOOD

    results = score_many(short, endless(), workers=3)
    for given, entry in enumerate(itertools.islice(results, 500), 1):
        assert entry.error is None
        assert taken - given < 3 * 4
    results.close()  # type: ignore[attr-defined]
    assert taken < 500 + 3 * 4


def test_mappings_may_be_used_again(short: Charter) -> None:
    def one_and_the_same() -> Iterator[dict[str, Any]]:
        row: dict[str, Any] = {}
        for months in range(50):
            row.clear()
            row.update(as_of="2026-04-01", term=f"{months} months")
            yield row

    entries = list(score_many(short, one_and_the_same(), workers=2))
    assert sum(entry.unwrap().score.low > 0 for entry in entries) == 13  # type: ignore[union-attr]


def test_what_came_before_a_fault_is_given(short: Charter) -> None:
    def faulty() -> Iterator[str]:
        yield from [GOOD] * 5
        raise RuntimeError("the database is gone")

    results = score_many(short, faulty(), workers=2)
    entries: list[Entry] = []
    with pytest.raises(RuntimeError, match="the database is gone"):
        for entry in results:
            entries.append(entry)
    assert len(entries) == 5


def test_progress(short: Charter, capsys: pytest.CaptureFixture[str]) -> None:
    said: list[tuple[int, int | None]] = []
    list(score_many(short, [GOOD] * 3, progress=lambda done, total: said.append((done, total))))
    list(score_many(short, iter([GOOD] * 2), progress=lambda done, total: said.append((done, total))))
    assert said == [(1, 3), (2, 3), (3, 3), (1, None), (2, None)]
    list(score_many(short, [GOOD] * 3, progress=True))
    output = capsys.readouterr()
    assert output.out == "" and output.err.startswith("\r") and output.err.endswith("\n")
    assert "3 of 3 profiles in " in output.err


def test_an_interrupt_ends_it(short: Charter) -> None:
    def stop(done: int, total: int | None) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(score_many(short, itertools.repeat(GOOD), progress=stop))
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("kitemark")]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_a_signal_ends_it(standard: Charter) -> None:
    program = """
import itertools, kitemark
charter = kitemark.Charter.standard()
for number, entry in enumerate(kitemark.score_many(charter, itertools.repeat("as_of: 2026-06-30"))):
    if number == 2:
        print("ready", flush=True)
"""
    child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    child.send_signal(signal.SIGINT)
    _, stderr = child.communicate(timeout=60)
    assert child.returncode != 0 and stderr.strip().endswith("KeyboardInterrupt")


def test_reviews_by_name(standard: Charter) -> None:
    profile = "as_of: 2026-06-30\nfunding: {ring_fenced: yes}\n"
    begun = standard.begin_review(profile, "A. Reviewer", file="a.yaml")
    decided = Review.from_text(begun.text.replace("decision:\n    reason:", "decision: reject\n    reason: none"))
    reviews = {"a": decided}
    entries = score_many(standard, [("a", profile), ("b", profile)], review=reviews.get)
    assert [entry.unwrap().review is None for entry in entries] == [False, True]


def test_calls_that_make_no_sense(short: Charter) -> None:
    with pytest.raises(ValueError, match="`workers` is at least 1"):
        score_many(short, [], workers=0)
    for one in (GOOD, {"as_of": "2026-04-01"}, 42):
        with pytest.raises(TypeError, match="`profiles` is an iterable of profiles"):
            score_many(short, one)  # type: ignore[arg-type]
    assert list(score_many(short, [])) == []
