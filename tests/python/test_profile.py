"""What a profile can be made of, and what is refused."""

from __future__ import annotations

import datetime
import enum
import os
import sys
from collections import OrderedDict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from kitemark import Charter, KitemarkError, Limits, Profile, ProfileError, arrow_table, score_many


def test_one_profile_in_every_form(short: Charter, tmp_path: Path) -> None:
    text = "as_of: 2026-04-01\nterm: 60 months\nbudget: £12.50\nindex: 1.5\n"
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    values = {"as_of": datetime.date(2026, 4, 1), "term": "60 months", "budget": "£12.50", "index": Decimal("1.5")}
    forms = (text, text.encode(), path, values, OrderedDict(values), Profile.from_text(text), Profile.read(str(path)))
    for source in forms:
        card = short.score(source)
        assert card.award.id == "mark" and card.diagnostics == ()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (12, "12"),
        (Decimal("12.50"), '"12.50"'),
        (Decimal("1E+3"), '"1000"'),
        (0.1, "0.1"),
        (True, "true"),
        (None, "null"),
        ("36 months", '"36 months"'),
        (datetime.date(2026, 4, 1), '"2026-04-01"'),
        (enum.Enum("Nation", {"WALES": "wales"}).WALES, '"wales"'),  # type: ignore[attr-defined]
        ((), "[]"),
        ({"b", "a"}, '[\n    "a",\n    "b"\n  ]'),
    ],
)
def test_values(value: object, written: str) -> None:
    assert Profile.from_dict({"it": value}).text == '{\n  "it": ' + written + "\n}"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (float("nan"), "`it` cannot be nan, of type `float`"),
        (float("inf"), "`it` cannot be inf"),
        (Decimal("NaN"), "`it` cannot be Decimal('NaN')"),
        (Fraction(1, 3), "of type `Fraction`"),
        (datetime.datetime(2026, 4, 1), "a profile knows days and no times"),
        (b"bytes", "of type `bytes`"),
        (object, "of type `type`"),
        ([{"deep": [{1: 2}]}], "`it[0].deep[0]` cannot be 1, of type `int`\n  help: the keys of a profile are texts"),
    ],
)
def test_values_that_no_profile_has(value: object, told: str) -> None:
    with pytest.raises(ProfileError) as caught:
        Profile.from_dict({"it": value})
    assert told in str(caught.value)
    assert caught.value.diagnostics[0].code == "K0903"


def test_a_profile_within_itself() -> None:
    within: dict[str, Any] = {}
    within["within"] = within
    with pytest.raises(ProfileError, match="nested more than 64 deep"):
        Profile.from_dict(within)


def test_hostile_texts(short: Charter) -> None:
    with pytest.raises(ProfileError, match="K0105"):
        short.score(b"as_of: \xff")
    with pytest.raises(ProfileError, match="K0105"):
        short.score("as_of: \ud800")
    with pytest.raises(ProfileError, match="K0105"):
        short.score({"name": "\ud800"})
    with pytest.raises(ProfileError) as caught:
        short.score("as_of: [\x1b[31m")
    assert "\x1b" not in str(caught.value)
    with pytest.raises(ProfileError):
        short.score("")
    with pytest.raises(TypeError, match="and no int"):
        short.score(42)  # type: ignore[arg-type]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_text(short: Charter, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.yaml"))
    path.write_text("as_of: 2026-04-01\nnatoin: wales\n")
    assert short.check(path)[0].labels[0].file.endswith("/a\\udcff.yaml")
    (entry,) = score_many(short, [path])
    assert len(arrow_table([entry])) == 1 and short.round([path]).submissions[0].file.endswith("/a\\udcff.yaml")
    path.write_text("nothing")
    assert short.round([path]).refused and len(arrow_table(score_many(short, [path]))) == 1
    with pytest.raises(KitemarkError) as caught:
        short.explain("\ud800\x1b[31m")
    assert "`\\ud800␛[31m`" in str(caught.value)


def test_a_name_is_no_profile(short: Charter) -> None:
    with pytest.raises(ProfileError, match="pass `pathlib.Path\\('northmere.yaml'\\)`"):
        short.score("northmere.yaml")
    with pytest.raises(FileNotFoundError):
        short.score(Path("nowhere.yaml"))


def test_limits(tmp_path: Path) -> None:
    text = "as_of: 2026-04-01\nterm: 60 months\n"
    with pytest.raises(ProfileError, match="K0607"):
        Profile.from_text(text, limits=Limits(bytes=10))
    with pytest.raises(ProfileError, match="K0607"):
        Profile.from_text("a: [[[1]]]", limits=Limits(depth=2))
    with pytest.raises(ProfileError, match="K0607"):
        Profile.from_text(text, limits=Limits(nodes=1))
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError, match="K0607"):
        Profile.read(path, limits=Limits(bytes=10))
    with pytest.raises(ValueError, match="`depth` is a limit"):
        Limits(depth=-1)


def test_changes(standard: Charter) -> None:
    profile = Profile.from_text("as_of: 2026-06-30\ncontracts: [{id: a, functions: [assess]}]\n", name="a.yaml")
    assert profile.name == "a.yaml" and repr(profile) == "<Profile 'a.yaml'>"
    other = (
        profile.with_value(standard, "contracts[a].functions", {"recovery", "prescribe"})
        .with_value(standard, "funding.ring_fenced", True)
        .with_value(standard, "contracts[a].start", datetime.date(2025, 4, 1))
        .with_value(standard, "contracts[+b].model", "lead_provider")
        .with_value(standard, "as_of", datetime.date(2026, 7, 1))
        .with_proof(standard, "funding.ring_fenced", "official")
    )
    card = standard.score(other)
    assert card.diagnostics == ()
    assert card.stamp.changes == (
        "contracts[a].functions=prescribe, recovery",
        "funding.ring_fenced=yes",
        "contracts[a].start=2025-04-01",
        "contracts[+b].model=lead_provider",
        "as_of=2026-07-01",
        "funding.ring_fenced proven, official",
    )
    assert standard.score(profile).stamp.changes == ()
    gone = other.with_value(standard, "funding.ring_fenced", None).with_value(standard, "contracts[a].functions", [])
    assert standard.score(gone).stamp.changes[-2:] == ("funding.ring_fenced=unanswered", "contracts[a].functions=empty")
    with pytest.raises(ProfileError, match="did you mean `nation`") as caught:
        profile.with_value(standard, "natoin", "wales")
    assert caught.value.diagnostics[0].labels[0].file == "--set"
    with pytest.raises(ProfileError, match="`golden` is no grade"):
        profile.with_proof(standard, "nation", "golden")
