"""What the tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kitemark import Charter

ROOT = Path(os.environ["KITEMARK_ROOT"])
"""The repository."""

SHORT = """\
charter short "A charter of one rule"
  edition 2026.1
profile
  as_of     date
  name      text
  term      duration  "Firm term and every usable extension"
  budget    money
  index     number
principle length "Contracts long enough to do the work"
  criterion long-term "The term is five years or more"
    should  term is at least 5 years
    worth   50% when term is more than 36 months
  criterion funded "There is a budget"
    should  budget is at least £1
award mark "The mark"
  needs score is at least 80%
"""


@pytest.fixture(scope="session")
def standard() -> Charter:
    return Charter.standard()


@pytest.fixture(scope="session")
def short() -> Charter:
    return Charter.compile({"short.charter": SHORT})


@pytest.fixture
def northmere() -> Path:
    return ROOT / "examples/profiles/northmere.yaml"
