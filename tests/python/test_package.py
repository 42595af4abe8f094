"""The package itself: its documentation, its classes, and that it says the bytes that Rust says."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import inspect
import os
import pkgutil
import re
from pathlib import Path

import pytest
from conftest import ROOT

import kitemark
from kitemark import Charter, Profile, Review

PACKAGE = ROOT / "crates/kitemark-py"


def blocks(path: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", ["README.md", "crates/kitemark-py/README.md"])
def test_pages_run(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = blocks(ROOT / page)
    assert found
    for block in found:
        exec(compile(block, page, "exec"), {"__name__": "page"})


def test_docstrings_run() -> None:
    names = [each.name for each in pkgutil.iter_modules(kitemark.__path__) if each.name != "_native"]
    tried = [doctest.testmod(importlib.import_module(f"kitemark.{name}")) for name in names]
    tried.append(doctest.testmod(kitemark))
    assert sum(each.attempted for each in tried) >= 4 and not any(each.failed for each in tried)


def test_everything_public_is_documented() -> None:
    for name in kitemark.__all__:
        each = getattr(kitemark, name)
        if isinstance(each, type):
            assert each.__doc__, name
            for attribute, value in vars(each).items():
                if not attribute.startswith("_") and callable(value):
                    assert value.__doc__, f"{name}.{attribute}"
        elif inspect.isfunction(each):
            assert each.__doc__, name


def test_the_classes_of_results_are_fresh() -> None:
    spec = importlib.util.spec_from_file_location("classes", PACKAGE / "classes.py")
    assert spec is not None and spec.loader is not None
    classes = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(classes)
    kept = (PACKAGE / "python/kitemark/results.py").read_text(encoding="utf-8")
    assert kept == classes.fresh(), "the schemas have changed: run crates/kitemark-py/classes.py, as it says"


def test_the_package_is_the_installed_one() -> None:
    assert Path(kitemark.__file__).is_relative_to(os.environ["KITEMARK_INSTALLED"])
    assert kitemark.__version__ == importlib.import_module("importlib.metadata").version("kitemark")


@pytest.mark.parametrize("form", ["json", "text", "markdown", "html"])
def test_the_bytes_are_those_of_the_command(form: str, northmere: Path) -> None:
    """The files with what is expected were written by the command, which is Rust, just before."""
    profile = Profile.read(northmere)
    review = Review.read(ROOT / "examples/reviews/northmere.rowan-ash.review.yaml")
    card = Charter.standard().score(profile, review=review)
    expected = (Path(os.environ["KITEMARK_EXPECTED"]) / form).read_text(encoding="utf-8")
    assert getattr(card, form)() == expected
