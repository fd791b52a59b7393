"""``twingraph diff``: what changed between two graphs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from twingraph.cli.output import deliver, terminal_width
from twingraph.diff.report import told
from twingraph.diff.run import difference
from twingraph.diff.sides import open_sides
from twingraph.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from twingraph.diff.sides import Side


def diff(options: argparse.Namespace) -> int:
    """``twingraph diff OLD [NEW]``: tell what changed; with ``--exit-code``, exit with 1 if anything did."""
    if options.answers is None and options.timeout is not None:
        raise UsageError("diff-timeout")
    if options.answers is not None and options.triples:
        raise UsageError("diff-triples")
    with open_sides(options.old, options.new, options.graph) as (old, new):
        if options.answers is not None:
            content, differs = _answers(old, new, options)
        else:
            found = difference(old, new, options.lang)
            content, differs = told(found, options.format, options.lang, triples=options.triples), bool(found)
    deliver(content, options.output)
    return int(differs and options.exit_code)


def _answers(old: Side, new: Side, options: argparse.Namespace) -> tuple[str, bool]:
    from twingraph.diff.answers import TIMEOUT, answers
    from twingraph.diff.report.answers import told as told_answers
    from twingraph.diff.texts import say
    from twingraph.limit import seconds_of

    def progress(name: str, number: int, count: int) -> None:
        if sys.stderr.isatty():
            line = f"twingraph: {say('asking', options.lang, name=name, number=number, count=count)}"
            print(f"\r\x1b[K{line}", end="" if number < count else "\r\x1b[K", file=sys.stderr, flush=True)

    timeout = TIMEOUT if options.timeout is None else seconds_of(options.timeout)
    found = answers(old, new, options.answers, options.lang, timeout=timeout, on_query=progress)
    width = terminal_width() if options.output is None else None
    return told_answers(found, options.format, options.lang, width=width), bool(found)
