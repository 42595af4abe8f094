"""Many profiles: side by side, in order, with no more of them in memory than are being worked on."""

from __future__ import annotations

import datetime
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, Union

from kitemark._profile import Profile, ProfileLike, Profiles
from kitemark._review import Review
from kitemark._scored import Scorecard

if TYPE_CHECKING:
    from kitemark._charter import Charter

T = TypeVar("T")

Progress = Union[bool, Callable[[int, "int | None"], object], None]
"""``True`` for a line on standard error, or what to call with the number done and, where it is known, of how many."""

Judged = tuple[str, Union[T, None], Union[Exception, None]]
"""A name, and what came of it or the exception that was raised."""

AHEAD = 4
"""How many profiles wait for each worker."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One profile of many: its scorecard, or why it has none."""

    name: str
    """What it is called: its path, the name given with it, or its number from 1."""
    scorecard: Scorecard | None
    """Its scorecard."""
    error: Exception | None
    """Why it has none: a :class:`KitemarkError` with diagnostics, or what reading it raised."""

    def unwrap(self) -> Scorecard:
        """The scorecard; raises the error where there is none."""
        if self.scorecard is not None:
            return self.scorecard
        raise self.error or ValueError("an entry has a scorecard or an error")


def score_many(
    charter: Charter,
    profiles: Profiles,
    *,
    as_of: datetime.date | None = None,
    review: Callable[[str], Review | None] | None = None,
    workers: int | None = None,
    progress: Progress = None,
) -> Iterator[Entry]:
    """Scores profiles side by side and gives their results in order, as soon as they are there.

    ``profiles`` may be endless: it is gone through as results are taken, and only a few of it are held at a time, four for
    each of the ``workers`` (usually one for each processor). Each is a profile, or a pair of a name and a profile. One that
    cannot be scored gives an entry with its error, and the others go on.

    ``review`` gives the review of a profile by its name. ``progress`` is ``True`` for a line on standard error, or is called
    with how many are done and, where it is known, of how many.
    """
    from kitemark._charter import day

    day(as_of)

    def one(name: str, profile: Profile) -> Scorecard:
        return charter.score(profile, as_of=as_of, review=review(name) if review else None)

    return (Entry(*each) for each in judged(profiles, one, workers, progress))


def judged(
    profiles: Profiles,
    work: Callable[[str, Profile], T],
    workers: int | None,
    progress: Progress,
) -> Iterator[Judged[T]]:
    """What ``work`` gives for the name and content of each profile."""
    if workers is not None and workers < 1:
        raise ValueError(f"`workers` is at least 1 and cannot be {workers}")
    if isinstance(profiles, (str, bytes, Mapping)) or not isinstance(profiles, Iterable):
        raise TypeError(f"`profiles` is an iterable of profiles, and this is one {type(profiles).__name__}")
    return _in_order(profiles, work, workers or os.cpu_count() or 1, _Line() if progress is True else progress or None)


def _in_order(
    profiles: Profiles,
    work: Callable[[str, Profile], T],
    workers: int,
    tell: Callable[[int, int | None], object] | None,
) -> Iterator[Judged[T]]:
    def attempt(name: str, source: ProfileLike | Exception) -> Judged[T]:
        try:
            if isinstance(source, Exception):
                raise source
            return name, work(name, Profile.of(source, name=name)), None
        except Exception as error:  # one that fails must not stop the others, whatever it is
            return name, None, error

    waiting: deque[Future[Judged[T]]] = deque()
    pool = ThreadPoolExecutor(workers, thread_name_prefix="kitemark")
    done, total = 0, len(profiles) if isinstance(profiles, Sized) else None
    try:
        source = iter(profiles)
        broken: Exception | None = None
        ended = False
        while waiting or not ended:
            while not ended and len(waiting) < workers * AHEAD:
                try:
                    item = next(source)
                except StopIteration:
                    ended = True
                except Exception as error:  # what came before it is still given
                    ended, broken = True, error
                else:
                    waiting.append(pool.submit(attempt, *_taken(item, done + len(waiting) + 1)))
            if waiting:
                result = waiting.popleft().result()
                done += 1
                if tell:
                    tell(done, total)
                yield result
        if broken:
            raise broken
    finally:
        if isinstance(tell, _Line):
            tell.end(done, total)
        pool.shutdown(wait=True, cancel_futures=True)


def _taken(item: ProfileLike | tuple[str, ProfileLike], number: int) -> tuple[str, ProfileLike | Exception]:
    """The name of an item and its profile. A mapping is read at once: the program may go on to change it."""
    name, source = item if isinstance(item, tuple) and len(item) == 2 else (None, item)
    if name is None:
        if isinstance(source, os.PathLike):
            name = os.fspath(source)
        else:
            name = source.name if isinstance(source, Profile) else str(number)
    if isinstance(source, Mapping):
        try:
            return name, Profile.from_dict(source, name=name)
        except Exception as error:
            return name, error
    return name, source


class _Line:
    """A line on standard error, written anew as the work goes on."""

    def __init__(self) -> None:
        self.started = self.told = time.monotonic()

    def __call__(self, done: int, total: int | None) -> None:
        now = time.monotonic()
        # Ten times a second is as often as anybody reads it.
        if now - self.told < 0.1 and done != total:
            return
        self.told = now
        of = "" if total is None else f" of {total:,}"
        sys.stderr.write(f"\r{done:,}{of} profiles in {now - self.started:.1f} s")
        sys.stderr.flush()

    def end(self, done: int, total: int | None) -> None:
        """Says how far it came, and goes to the next line."""
        self.told = 0
        self(done, total)
        sys.stderr.write("\n")
