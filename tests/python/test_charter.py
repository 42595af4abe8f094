"""Charters and what they say of themselves."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from conftest import ROOT, SHORT

import kitemark
from kitemark import Charter, CharterError, KitemarkError, Review, ReviewError


def test_it_says_what_it_is(standard: Charter, short: Charter) -> None:
    assert short.id == "short" and short.edition == "2026.1" and short.title == "A charter of one rule"
    assert short.awards == {"mark": "The mark"}
    assert short.principles == {"length": "Contracts long enough to do the work"}
    assert short.criterion_ids == ("long-term", "funded")
    assert repr(short) == "<Charter short 2026.1: 'A charter of one rule'>"
    assert list(standard.awards)[-1] == "bronze" and len(standard.sha256) == 64
    assert short.profile_schema()["properties"]["term"]
    assert "# The term is five years or more" in short.explain("long-term")
    with pytest.raises(KitemarkError, match="no criterion `longterm`\n  help: did you mean `long-term`?"):
        short.explain("longterm")


def test_the_same_from_a_folder_and_from_texts(standard: Charter) -> None:
    folder = ROOT / "rules/commissioning"
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.charter")}
    assert Charter.compile(folder).sha256 == Charter.compile(texts).sha256 == standard.sha256


def test_a_file(tmp_path: Path, short: Charter) -> None:
    path = tmp_path / "short.charter"
    path.write_text(SHORT, encoding="utf-8")
    assert Charter.compile(path).sha256 == short.sha256
    with pytest.raises(FileNotFoundError):
        Charter.compile(tmp_path / "nowhere.charter")
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(CharterError, match="there is no charter in"):
        Charter.compile(empty)
    with pytest.raises(TypeError, match="pathlib.Path"):
        Charter.compile("short.charter")  # type: ignore[arg-type]


def test_every_error_is_told() -> None:
    wrong = SHORT.replace("term is at least", "tern is at least").replace("least £1", "least 1 month")
    with pytest.raises(CharterError) as caught:
        Charter.compile({"short.charter": wrong})
    assert sum(one.is_error for one in caught.value.diagnostics) == 2
    assert "and 1 more error" in str(caught.value)
    first = caught.value.diagnostics[0]
    assert first.place is not None and first.place.startswith("short.charter:11:")
    assert first.labels[0].end_column > first.labels[0].column
    assert "did you mean `term`?" in first.help
    assert f"# {first.code} " in kitemark.explain(first.code)


def test_hostile_texts() -> None:
    with pytest.raises(CharterError, match="K0105"):
        Charter.compile({"a.charter": b"charter \xff"})
    with pytest.raises(CharterError, match="K0105"):
        Charter.compile({"a.charter": "charter \udc80"})
    with pytest.raises(CharterError) as caught:
        Charter.compile({"a.charter": "charter \x1b[31m\u202e"})
    assert "\x1b" not in str(caught.value) and "\u202e" not in str(caught.value)
    with pytest.raises(CharterError):
        Charter.compile({})


def test_layout() -> None:
    assert Charter.format("define large is   beds>=5 # or so") == "define large\n  is beds is at least 5  # or so\n"
    with pytest.raises(CharterError):
        Charter.format("define define define")


def test_reviews(standard: Charter) -> None:
    profile = "as_of: 2026-06-30\nfunding: {ring_fenced: yes}\n"
    begun = standard.begin_review(profile, "A. Reviewer", file="northmere.yaml")
    assert begun.claims == 1 and begun.kept == 0 and begun.diagnostics == ()
    decided = begun.text.replace("decision:\n    reason:", "decision: reject\n    reason: no minute says so")
    review = Review.from_text(decided)
    assert review.reviewer == "A. Reviewer" and review.profile_file == "northmere.yaml"
    card = standard.score(profile, review=review)
    assert card.review is not None and card.review.rejected == 1
    assert card.stamp.review_sha256 == review.sha256
    assert standard.begin_review(profile, "B", file="northmere.yaml", earlier=review).kept == 1
    with pytest.raises(ReviewError):
        standard.score("as_of: 2026-06-30\nnation: wales\n", review=review)
    with pytest.raises(ReviewError):
        Review.from_text("nonsense")


def test_two_reviewers(standard: Charter, northmere: Path) -> None:
    first, second = (
        Review.read(ROOT / f"examples/reviews/northmere.{name}.review.yaml") for name in ("mina-birch", "rowan-ash")
    )
    agreement = standard.agreement(first, second)
    claims = agreement.claims
    assert set(agreement.reviewers) == {first.reviewer, second.reviewer}
    assert claims.agreement == Fraction(claims.agreed, claims.both)
    assert claims.kappa is not None and claims.kappa.low <= claims.kappa.value <= claims.kappa.high
    assert "kappa" in agreement.text() and repr(agreement).startswith("<Agreement of ")
    text = standard.moderate(first, second, "C. Moderator", file=northmere.name)
    assert "C. Moderator" in text


def test_pages() -> None:
    assert kitemark.explain("k0302").startswith("# K0302 ")
    with pytest.raises(KitemarkError, match="no code `K9999`"):
        kitemark.explain("K9999")
    assert kitemark.schema("scorecard")["title"] == "Scorecard"
    with pytest.raises(KitemarkError, match="no schema of `award`"):
        kitemark.schema("award")  # type: ignore[arg-type]


def test_a_round(standard: Charter, northmere: Path, short: Charter) -> None:
    folder = ROOT / "examples/profiles"
    profiles = sorted(folder.glob("*.yaml"))
    said: list[tuple[int, int | None]] = []
    other = standard.round(
        [*profiles, ("broken", "nation: wales")],
        against=standard,
        weightings=["length=2"] if "length" in standard.principles else (),
        progress=lambda done, total: said.append((done, total)),
    )
    assert len(other.submissions) == len(profiles) and [one.file for one in other.refused] == ["broken"]
    assert "K0608" in other.refused[0].why
    assert said[-1] == (len(profiles) + 1, len(profiles) + 1)
    assert other.against is not None and len(other.against.submissions) == len(profiles)
    assert {one.weights for one in other.weightings} >= {"scaled"}
    assert other.criteria[0].verdicts and other.text() and other.markdown() and other.csv() and "<h1>" in other.html()
    with pytest.raises(kitemark.KitemarkError, match="no principle `nothing`"):
        standard.round([northmere], weightings=["nothing=2"])
    empty = short.round([])
    assert empty.submissions == () and empty.criteria[0].failing_share is None
