"""Times: medians of interleaved runs, and a limit for peers that would not end."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType


class TimeLimit(Exception):  # noqa: N818 - not an error, but a result
    """The time allowed has passed."""


def say(message: str) -> None:
    """Tell of progress, on standard error."""
    print(message, file=sys.stderr, flush=True)  # noqa: T201


@contextlib.contextmanager
def limit(seconds: float) -> Iterator[None]:
    """Stop what is done inside after so many seconds. It works on Python code; native code is waited for.

    Raises:
        TimeLimit: The time has passed.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeLimit

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def medians(repeat: int, *runs: Callable[[], object], budget: float = 20.0) -> list[float]:
    """Return the median time of each of several runs, in seconds.

    They take turns, so that whatever else the machine does slows all of them alike. One turn comes first and is not
    counted, so that what is cached is cached.

    Args:
        repeat: How many turns.
        runs: What is timed.
        budget: Fewer turns are taken, but at least one, once so many seconds have passed.
    """
    times: list[list[float]] = [[] for _ in runs]
    begin = time.perf_counter()
    for turn in range(repeat + 1):
        spent = time.perf_counter() - begin
        if times[0] and spent > budget:
            break
        for own, run in zip(times, runs, strict=True):
            own.append(once(run))
        if turn == 0 and time.perf_counter() - begin < budget:
            for own in times:
                own.clear()
    return [statistics.median(own) for own in times]


def once(run: Callable[[], object]) -> float:
    """Return how many seconds one run takes; garbage of others is collected before it."""
    gc.collect()
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def limited(seconds: float, run: Callable[[], object]) -> float | None:
    """Return how long one run takes, or None if it was cut after so many seconds."""
    try:
        with limit(seconds):
            return once(run)
    except TimeLimit:
        return None


def process(command: Sequence[str], **variables: str) -> None:
    """Run a command to its end, without its output, in an environment with some variables more.

    Raises:
        subprocess.CalledProcessError: It failed.
    """
    environment = os.environ | variables
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
