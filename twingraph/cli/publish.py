"""``twingraph publish``: the graph in a SPARQL store, whole or not at all."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from twingraph.errors import UsageError
from twingraph.layout import GraphFolder
from twingraph.limit import seconds_of
from twingraph.publish import find_target, verify
from twingraph.publish import publish as run_publish
from twingraph.publish.client import RETRIES, TIMEOUT, Client
from twingraph.texts import text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from twingraph.publish import Published
    from twingraph.remote.notice import Notice
    from twingraph.texts import Lang

_GIVEN = ("query_url", "update_url", "gsp_url", "protocol", "default_graph", "user", "auth", "store")
_DIGITS = 16
_DIFFERENCES = {"add": "publish-lacks", "replace": "publish-other", "remove": "publish-more"}


def publish(options: argparse.Namespace) -> int:
    """``twingraph publish TARGET``: publish, or tell what would be done, or compare; 1 if there are differences."""
    if options.dry_run and options.verify:
        raise UsageError("publish-two-modes")
    if options.retries is not None and options.retries < 0:
        raise UsageError("bad-retries", value=options.retries)
    folder = GraphFolder.find(options.graph)
    target = find_target(options.target, folder, {name: getattr(options, name) for name in _GIVEN})
    with _progress(options.lang) as (progress, tell):
        client = Client(
            target,
            timeout=TIMEOUT if options.timeout is None else seconds_of(options.timeout),
            retries=RETRIES if options.retries is None else options.retries,
            on_notice=tell,
        )
        if options.verify:
            done = verify(folder, client, progress=progress, on_notice=tell)
        else:
            done = run_publish(folder, client, dry_run=options.dry_run, progress=progress, on_notice=tell)
    for line in _lines(done, options):
        print(line)
    return int(options.verify and any(step.action != "same" for step in done.plan.steps))


def _lines(done: Published, options: argparse.Namespace) -> Iterator[str]:
    lang: Lang = options.lang
    told = {
        "graphs": done.graphs,
        "statements": done.statements,
        "digest": done.digest[:_DIGITS],
        "sent": done.sent,
    }
    changed = [step for step in done.plan.steps if step.action != "same"]
    for step in changed:
        key = _DIFFERENCES[step.action] if options.verify else f"publish-step-{step.action}"
        graph = text("publish-default", lang) if step.name is None else step.name
        yield text(key, lang, graph=graph, here=step.here, there=step.there)
    if done.plan.asides and (options.verify or options.dry_run):
        yield text("publish-left", lang, number=len(done.plan.asides))
    if options.verify:
        yield text("publish-differs" if changed else "publish-alike", lang, **told)
    elif not changed:
        yield text("publish-already", lang, **told)
    else:
        yield text("publish-would" if options.dry_run else "publish-done", lang, **told)


@contextlib.contextmanager
def _progress(lang: Lang) -> Iterator[tuple[Callable[[str, int, int], None] | None, Callable[[Notice], None]]]:
    """Give what tells the steps on one line of a terminal, and what tells notices above it."""
    live = sys.stderr.isatty()
    wipe = "\r\033[K" if live else ""

    def step(name: str, done: int, total: int) -> None:
        print(f"{wipe}{text(f'publish-progress-{name}', lang, done=done, total=total)}", end="", file=sys.stderr)
        sys.stderr.flush()

    def tell(notice: Notice) -> None:
        print(f"{wipe}twingraph: {notice.message(lang)}", file=sys.stderr, flush=True)

    try:
        yield (step if live else None), tell
    finally:
        if live:
            print(wipe, end="", file=sys.stderr, flush=True)
