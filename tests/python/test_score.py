"""Scoring, and what a scorecard is."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
import sys
import threading
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

import kitemark
from kitemark import Charter, Interval, Obligation, Outcome, Profile, ProfileError, Verdict, percent


def test_scores_are_exact(short: Charter) -> None:
    # Two shoulds of one weight: half of one is met, the other is open.
    card = short.score("as_of: 2026-04-01\nterm: 48 months\n")
    assert card.score == Interval(Fraction(1, 4), Fraction(3, 4))
    assert card.criteria[0].credit == Interval(Fraction(1, 2), Fraction(1, 2))
    assert card.criteria[0].weight_percent == 50
    assert isinstance(card.score.low, Fraction)
    assert card.score.percent == (Decimal("25.0"), Decimal("75.0"))
    assert str(card.score) == "25% – 75%"


def test_a_third_is_a_third() -> None:
    rules = "".join(
        f'  criterion c-{name} "{name}"\n    should {name} is at least 1 month\n' for name in ("one", "two", "three")
    )
    fields = "".join(f"  {name} duration\n" for name in ("one", "two", "three"))
    text = f'charter thirds "Thirds"\n  edition 1.1\nprofile\n  as_of date\n{fields}principle p "P"\n{rules}'
    profile = "as_of: 2026-04-01\none: 2 months\ntwo: 0 months\nthree: 0 months\n"
    card = Charter.compile({"thirds.charter": text}).score(profile)
    assert card.score is not None and card.score.low == Fraction(1, 3)
    assert card.to_dict()["score"]["low"] == "0.333333"
    assert percent(card.score.low) == Decimal("33.3")


def test_attributes_are_typed(standard: Charter, northmere: Path) -> None:
    card = standard.score(northmere)
    assert card.subject == "Northmere Borough Council"
    assert card.stamp.as_of == datetime.date(2026, 6, 30)
    assert card.award.id is None and card.award.provisional == "bronze"
    no_ceiling = next(one for one in card.criteria if one.id == "no-ceiling")
    assert no_ceiling.verdict is Verdict.UNMET and no_ceiling.obligation is Obligation.MUST
    first = no_ceiling.findings[0]
    assert (first.observed, first.required, first.outcome) == ("max_dose", "not max_dose", Outcome.FAILS)
    assert first.profile_span is not None and first.profile_span.line == 69
    assert {type(one.verdict) for one in card.criteria} == {Verdict}


def test_everything_of_the_json_is_there(standard: Charter, northmere: Path) -> None:
    """Attribute by attribute, the typed objects say what the JSON says."""
    for result in (standard.score(northmere), standard.way(northmere), kitemark.compare(*[standard.score(northmere)] * 2)):
        same(result, result.to_dict())


def same(value: object, plain: object) -> None:
    if isinstance(plain, dict) and hasattr(type(value), "_fields"):
        assert {name for name in dir(value) if name in plain} == set(plain)
    if isinstance(plain, dict):
        if len(plain) == 1 and hasattr(value, "_variant"):
            ((tag, plain),) = plain.items()
            assert value._variant == tag and isinstance(plain, dict)
        for name, inner in plain.items():
            same(getattr(value, "from_" if name == "from" else name), inner)
    elif isinstance(plain, list):
        assert isinstance(value, tuple) and len(value) == len(plain)
        for each, inner in zip(value, plain):
            same(each, inner)
    elif isinstance(value, Fraction):
        assert isinstance(plain, str) and abs(value - Fraction(plain)) < Fraction(1, 10**6)
    elif isinstance(value, datetime.date):
        assert value.isoformat() == plain
    else:
        assert value == plain


def test_reports(standard: Charter, northmere: Path) -> None:
    card = standard.score(northmere)
    assert json.loads(card.json()) == card.to_dict()
    assert card.json().endswith("}\n")
    assert str(card) == card.text() and card.text().startswith("Northmere Borough Council\n")
    assert max(map(len, card.text(60).splitlines())) <= 60
    assert "# Northmere Borough Council" in card.markdown()
    assert "<h1>Northmere Borough Council</h1>" in card.html()
    assert card.badge().startswith("<svg")
    assert repr(card) == "<Scorecard 'Northmere Borough Council': no award, 56.9% – 95.3%>"


def test_a_notebook_frames_the_page(standard: Charter) -> None:
    card = standard.score({"authority": "</iframe><script>alert(1)</script>\"", "as_of": "2026-06-30"})
    shown = card._repr_html_()
    assert shown.startswith('<iframe srcdoc="') and shown.endswith("</iframe>")
    # The name is escaped in the page, and the page in the attribute.
    assert "<script" not in shown and shown.count("</iframe>") == 1 and shown.count('"') == 2 * shown.count("=\"")
    assert "sandbox" in shown


def test_options(short: Charter) -> None:
    profile = "as_of: 2026-04-01\nterm: 24 months\n"
    assert short.score(profile, as_of=datetime.date(2027, 1, 1)).stamp.as_of == datetime.date(2027, 1, 1)
    card = short.score(profile, set={"term": "60 months", "budget": "£12.50", "index": Decimal("1.50")})
    assert card.award.id == "mark"
    assert card.stamp.changes == ("term=60 months", "budget=£12.50", "index=1.50")
    with pytest.raises(TypeError, match="`as_of` is a datetime.date"):
        short.score(profile, as_of=datetime.datetime(2026, 1, 1))
    with pytest.raises(TypeError, match="`as_of` is a datetime.date"):
        short.score(profile, as_of="2026-01-01")  # type: ignore[arg-type]


def test_proof(standard: Charter) -> None:
    profile = "as_of: 2026-06-30\nfunding: {ring_fenced: yes}\n"
    before, after = standard.score(profile), standard.score(profile, prove={"funding.ring_fenced": "official"})
    verdicts = [next(one.verdict for one in card.criteria if one.id == "ring-fence") for card in (before, after)]
    assert verdicts == [Verdict.UNVERIFIED, Verdict.MET]
    difference = kitemark.compare(before, after)
    assert difference.score is not None and before.score is not None and after.score is not None
    assert difference.score.low == after.score.low - before.score.low > 0
    total = sum(
        (one.contribution.low.credit + one.contribution.low.weight for one in difference.criteria if one.contribution),
        Fraction(0),
    )
    assert total == difference.score.low
    assert "<h1>" in difference.html() and difference.text() and difference.markdown()


def test_the_way(standard: Charter, northmere: Path) -> None:
    way = standard.way(northmere, to="bronze")
    assert way.to is not None and way.to.id == "bronze" and way.sets
    assert way.sets[0].then.award == "bronze"
    assert isinstance(way.fixes[0].gain, Fraction)
    steps = [step.action for fix in way.fixes for step in fix.steps]
    kinds = {type(action) for action in steps}
    assert kinds == {kitemark.results.SetAction, kitemark.results.ProveAction}
    with pytest.raises(kitemark.AwardError, match="did you mean `bronze`"):
        standard.way(northmere, to="bronce")


def test_results_are_values(standard: Charter, northmere: Path) -> None:
    one, two = standard.score(northmere), standard.score(northmere)
    assert one == two and hash(one) == hash(two) and one.criteria == two.criteria
    assert one != standard.score(northmere, set={"nation": "wales"}) and one != "a text"
    assert copy.deepcopy(one) is one
    assert pickle.loads(pickle.dumps(one.criteria)) == one.criteria
    with pytest.raises(TypeError, match="keep its `to_dict"):
        pickle.dumps(one)
    with pytest.raises(AttributeError, match="never changes"):
        one.subject = "somebody else"
    with pytest.raises(AttributeError, match="no attribute 'awrad'"):
        one.awrad  # type: ignore[attr-defined]
    assert {"award", "criteria", "json"} <= set(dir(one))


def test_threads_share_a_charter(standard: Charter, northmere: Path) -> None:
    profile = Profile.read(northmere)
    expected = standard.score(profile).json()
    cards: list[str] = []
    threads = [threading.Thread(target=lambda: cards.append(standard.score(profile).json())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cards == [expected] * 8


def test_others_run_while_it_scores(standard: Charter, northmere: Path) -> None:
    """With no switches of its own accord, another thread runs only if scoring lets it."""
    profile = Profile.read(northmere)
    interval = sys.getswitchinterval()
    ran: list[bool] = []
    try:
        for _ in range(200):
            go = threading.Event()

            def other(go: threading.Event = go) -> None:
                go.wait()
                ran.append(True)

            thread = threading.Thread(target=other)
            thread.start()
            sys.setswitchinterval(1000)
            go.set()
            standard.score(profile)
            was_let = bool(ran)
            sys.setswitchinterval(interval)
            thread.join()
            if was_let:
                return
            ran.clear()
    finally:
        sys.setswitchinterval(interval)
    pytest.fail("scoring held the interpreter's lock")


def test_what_cannot_be_scored(standard: Charter) -> None:
    with pytest.raises(ProfileError) as caught:
        standard.score("nation: wales\n")
    error = caught.value
    assert [one.code for one in error.diagnostics] == ["K0608"]
    assert str(error).startswith("the profile cannot be scored: ") and "\n  help: " in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error) and again.diagnostics == error.diagnostics


def test_what_is_wrong_comes_with_the_scorecard(standard: Charter) -> None:
    card = standard.score("as_of: 2026-06-30\nnatoin: wales\n")
    (one,) = card.diagnostics
    assert (one.code, one.place, one.help) == ("K0701", "profile:2:1", ("did you mean `nation`?",))
    assert one.severity is kitemark.Severity.ERROR or not one.is_error
    assert standard.check("as_of: 2026-06-30\nnatoin: wales\n") == card.diagnostics
