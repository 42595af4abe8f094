"""Runs the cases of the conformance corpus: ``conformance.py JOBS RESULTS``.

Both files are netstrings. A job is pairs of a key and a value, and ends with the key ``do``; its result is ``done`` or
``refused``, and what came out. ``tests/conformance/jobs.rs`` writes the one and reads the other.
"""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from kitemark import Charter, KitemarkError, Limits, Profile, Review, diagnostics_json


class Job:
    """What is told of a case before it is done."""

    def __init__(self) -> None:
        self.charter: dict[str, bytes] = {}
        self.is_standard = False
        self.profile: tuple[str, bytes] = ("", b"")
        self.review: tuple[str, bytes] | None = None
        self.limits: dict[str, int] = {}
        self.steps: int | None = None
        self.most = 1
        self.changes: list[tuple[str, str]] = []
        self.as_of: datetime.date | None = None
        self.to: str | None = None
        self.name = ""

    def told(self, key: str, value: bytes) -> None:
        if key == "standard":
            self.is_standard = True
        elif key == "name":
            self.name = value.decode()
        elif key == "charter":
            self.charter[self.name] = value
        elif key == "profile":
            self.profile = (self.name, value)
        elif key == "review":
            self.review = (self.name, value)
        elif key in ("bytes", "depth", "nodes"):
            self.limits[key] = int(value)
        elif key == "steps":
            self.steps = int(value)
        elif key == "most":
            self.most = int(value)
        elif key in ("set", "prove"):
            self.changes.append((key, value.decode()))
        elif key == "as_of":
            self.as_of = datetime.date.fromisoformat(value.decode())
        else:
            assert key == "to", key
            self.to = value.decode()

    def done(self, work: str) -> str:
        charter = Charter.standard() if self.is_standard else Charter.compile(self.charter)
        if self.steps is not None:
            charter = charter.with_steps(self.steps)
        if work == "compile":
            return diagnostics_json(charter.diagnostics)
        if work == "schema":
            return json.dumps(charter.profile_schema(), indent=2, ensure_ascii=False) + "\n"
        limits = Limits(**self.limits)
        name, content = self.profile
        profile = Profile.from_text(content, name=name, limits=limits)
        for kind, assignment in self.changes:
            if kind == "set":
                profile = profile.with_assignment(charter, assignment)
            else:
                path, _, grade = assignment.partition("=")
                profile = profile.with_proof(charter, path, grade)
        if work == "check":
            return diagnostics_json(charter.check(profile))
        if work == "way":
            return charter.way(profile, to=self.to, as_of=self.as_of).json()
        if work == "form":
            return charter.form(profile, most=self.most, as_of=self.as_of).json()
        assert work == "score", work
        review = None
        if self.review is not None:
            name, content = self.review
            review = Review.from_text(content, name=name, limits=limits)
        scorecard = charter.score(profile, as_of=self.as_of, review=review)
        return scorecard.json() + diagnostics_json(scorecard.diagnostics)


def netstrings(content: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(content):
        colon = content.index(b":", at)
        end = colon + 1 + int(content[at:colon])
        assert content[end : end + 1] == b","
        yield content[colon + 1 : end]
        at = end + 1


def netstring(text: str) -> bytes:
    content = text.encode()
    return b"%d:%s," % (len(content), content)


def main(jobs: str, results: str) -> None:
    job, pairs = Job(), netstrings(Path(jobs).read_bytes())
    with open(results, "wb") as out:
        for key, value in zip(pairs, pairs):
            if key != b"do":
                job.told(key.decode(), value)
                continue
            try:
                status, output = "done", job.done(value.decode())
            except KitemarkError as error:
                status, output = "refused", diagnostics_json(error.diagnostics)
            out.write(netstring(status) + netstring(output))
            job = Job()


if __name__ == "__main__":
    main(*sys.argv[1:])
