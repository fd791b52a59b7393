"""``twingraph reason``: whether the graph contradicts itself, and why."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from typing import TYPE_CHECKING

from twingraph.errors import UsageError
from twingraph.graph import KnowledgeGraph
from twingraph.reason.report import json_report, text_report
from twingraph.reason.run import reason as run_reason
from twingraph.reason.shrink import MOST_RUNS
from twingraph.reason.texts import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from types import FrameType

    from twingraph.texts import Lang


def reason(options: argparse.Namespace) -> int:
    """``twingraph reason [DIR]``: print the verdict; exit with 1 if there is a contradiction."""
    if options.folder is not None and options.graph is not None:
        raise UsageError("two-folders", folder=options.folder, graph=options.graph)
    kg = KnowledgeGraph.open(options.folder or options.graph, add=options.add)
    with _stoppable(), _progress(options.lang) as progress:
        reasoning = run_reason(kg, timeout=options.timeout, progress=progress)
    code = 0 if reasoning.fine else 1
    # A reader that has had enough (`… | head`) must not turn a contradiction into success.
    try:
        if options.format == "json":
            print(json.dumps(json_report(reasoning), ensure_ascii=False, indent=2))
        else:
            print("\n".join(text_report(reasoning, options.lang)))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


@contextlib.contextmanager
def _progress(lang: Lang) -> Iterator[Callable[[str, int, int], None] | None]:
    """Give what tells the steps on one line of a terminal, and wipe that line in the end."""
    if not sys.stderr.isatty():
        yield None
        return

    def tell(step: str, runs: int, left: int) -> None:
        print(f"\r\033[K{say(f'step-{step}', lang, runs=runs, left=left, most=MOST_RUNS)}", end="", file=sys.stderr)
        sys.stderr.flush()

    try:
        yield tell
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)


class _StoppedError(BaseException):
    """A signal asked the process to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """End by a signal only after the reasoner is stopped and what was written for it is removed."""

    def stop(number: int, _frame: FrameType | None) -> None:
        raise _StoppedError(number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except _StoppedError as stopped:
        signal.signal(stopped.number, signal.SIG_DFL)
        os.kill(os.getpid(), stopped.number)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
