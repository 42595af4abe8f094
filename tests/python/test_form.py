"""What to ask next, and what each answer would bring about."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest

from kitemark import Charter, Form, Profile, ProfileError, Verdict, diagnostics_json

DAY = "as_of: 2026-06-30\n"


def test_the_question_that_matters_comes_with_its_outcomes(short: Charter) -> None:
    form = short.form(DAY, most=2)
    budget, term = form.questions
    assert (budget.path, budget.type, budget.unit, term.path) == ("budget", "money", "GBP", "term")
    assert [outcome.answer for outcome in term.outcomes] == ["36 months", "37 months", "60 months"]
    best = term.outcomes[-1]
    assert best.set == "term=60 months" and best.criteria[0].now is Verdict.UNANSWERED
    assert best.then.score is not None and best.then.score.low == Fraction(1, 2)
    assert repr(form) == "<Form without a name: 2 questions, 0 more>" and "60 months" in form.text()
    assert form.to_dict()["schema_version"] == "kitemark-form/1"


def test_answers_are_given_until_nothing_is_open(short: Charter) -> None:
    profile, asked = Profile.from_text(DAY), []
    while questions := short.form(profile, most=1).questions:
        asked.append(questions[0].path)
        profile = profile.with_assignment(short, questions[0].outcomes[0].set)
        assert len(asked) < 10
    assert "term" in asked and len(set(asked)) == len(asked)
    assert isinstance(short.form(profile), Form)


def test_a_form_that_cannot_be(short: Charter) -> None:
    with pytest.raises(ValueError, match="`most`"):
        short.form(DAY, most=-1)
    with pytest.raises(ProfileError, match="K0608"):
        short.form("term: 60 months\n")
    with pytest.raises(ProfileError, match="did you mean `term`") as caught:
        Profile.from_text(DAY).with_assignment(short, "trem=1 month")
    assert '"code": "K0709"' in diagnostics_json(caught.value.diagnostics)


def test_steps_are_limited(short: Charter) -> None:
    hurried = short.with_steps(1)
    card = hurried.score(DAY + "term: 60 months\n", as_of=datetime.date(2026, 6, 30))
    assert card.criteria[0].verdict is Verdict.ERROR
    with pytest.raises(ValueError, match="`steps`"):
        short.with_steps(-1)
