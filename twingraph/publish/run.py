"""Publishing, from the check to the switch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from twingraph.check.report.text import text_line
from twingraph.check.run import checked
from twingraph.errors import RefusedError, RemoteError
from twingraph.loader import load
from twingraph.publish.content import Content
from twingraph.publish.plan import Names, Plan, count, counts, fetched, make_plan
from twingraph.publish.stores import GSP_BATCH, UPDATE_BATCH
from twingraph.remote.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from twingraph.layout import GraphFolder
    from twingraph.publish.client import Client
    from twingraph.publish.plan import Progress

_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Published:
    """What a store holds of a release, and what was done for it.

    Attributes:
        digest: The digest of the release: equal for equal statements in equally named graphs.
        graphs: The number of its named graphs.
        statements: The number of its statements, each counted once.
        plan: What was done, or has to be done.
        sent: How many statements were sent.
    """

    digest: str
    graphs: int
    statements: int
    plan: Plan
    sent: int = 0


def publish(
    folder: GraphFolder,
    client: Client,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    on_notice: Callable[[Notice], None] | None = None,
) -> Published:
    """Publish a graph folder in a store: readers see what was there before, or all of the release.

    Args:
        folder: The graph folder.
        client: The store.
        dry_run: Whether only to tell what would be done.
        progress: Is told the step, how much of it is done and how much there is.
        on_notice: Is told what is no error and should be seen.

    Raises:
        RefusedError: The check finds violations; nothing is sent.
        GraphError: The folder cannot be read, or cannot be published.
        RemoteError: The store does not do what it is asked; the error says what readers see.
        UsageError: A secret or an address is lacking.
    """
    _assert_sound(folder, progress)
    content, names = _prepared(folder, client, on_notice)
    plan = make_plan(content, names, client, progress)
    done = Published(names.digest, len(content.names), content.sum(None).size, plan)
    if dry_run or plan.is_done:
        return done
    _assert_ours(plan, names, client)
    try:
        sent = _load(content, names, plan, client, progress)
    except RemoteError as error:
        raise _told(error, "publish-unchanged") from error
    _switch(names, plan, client, progress)
    return Published(done.digest, done.graphs, done.statements, plan, sent)


def verify(
    folder: GraphFolder,
    client: Client,
    *,
    progress: Progress | None = None,
    on_notice: Callable[[Notice], None] | None = None,
) -> Published:
    """Compare a store with a graph folder, by numbers and by statements; nothing is written.

    Raises:
        GraphError: The folder cannot be read.
        RemoteError: The store does not answer, or shows only a part of a graph.
    """
    content, names = _prepared(folder, client, on_notice)
    plan = make_plan(content, names, client, progress)
    return Published(names.digest, len(content.names), content.sum(None).size, plan)


def _assert_sound(folder: GraphFolder, progress: Progress | None) -> None:
    if progress:
        progress("check", 0, 1)
    grave = [
        finding for finding in checked(folder, documents=folder.documents).findings if finding.severity == "violation"
    ]
    if grave:
        told = {
            f"findings_{lang}": "\n".join(text_line(finding, lang, folder.root) for finding in grave[:_SHOWN])
            for lang in ("en", "ru")
        }
        raise RefusedError("publish-refused", number=len(grave), folder=folder.root, **told)


def _prepared(folder: GraphFolder, client: Client, on_notice: Callable[[Notice], None] | None) -> tuple[Content, Names]:
    content = Content(load(folder), client.kind.as_texts)
    for datatype, number in sorted(content.texts().items()):
        if on_notice:
            on_notice(Notice("publish-as-texts", {"store": client.store, "number": number, "datatype": datatype}))
    return content, Names.of(folder, content, client)


def _assert_ours(plan: Plan, names: Names, client: Client) -> None:
    """Refuse to write over a default graph that holds something else."""
    *named, whole = plan.steps
    if names.default is None and whole.there and not any(step.there for step in named):
        url = client.service("query").address.url
        raise RemoteError("publish-not-ours", url=url, number=whole.there)


def _load(content: Content, names: Names, plan: Plan, client: Client, progress: Progress | None) -> int:
    """Load what is lacking beside, and see that it is whole.

    Returns:
        How many statements were sent.
    """
    wanted = {names.aside(name): name for name in plan.named("add", "replace")}
    whole = {aside for aside, name in wanted.items() if plan.asides.get(aside) == content.sum(name).size}
    client.knock(names.aside("nothing"))
    for aside in plan.asides:
        if aside not in whole:
            client.update(f"DROP SILENT GRAPH {NamedNode(aside)}")
    before = count(client, None) if names.default is None else 0
    size = GSP_BATCH if client.by_gsp else UPDATE_BATCH
    lacking = [(aside, name) for aside, name in wanted.items() if aside not in whole]
    total, sent = sum(content.sum(name).size for _, name in lacking), 0
    for aside, name in lacking:
        for batch in content.batches(name, size):
            if progress:
                progress("send", sent, total)
            client.add(aside, batch.body, again=batch.repeatable)
            sent += batch.size
    if names.default is None and count(client, None) != before:
        for aside in wanted:
            client.update(f"DROP SILENT GRAPH {NamedNode(aside)}")
        raise RemoteError("publish-union", url=client.service("query").address.url)
    _gather(content, names, plan, client, progress)
    _assert_counts(client, names.beside, {aside: content.sum(name).size for aside, name in wanted.items()})
    for number, (aside, name) in enumerate(wanted.items()):
        if progress:
            progress("compare", number, len(wanted))
        if fetched(client, aside, content.sum(name).size) != content.sum(name):
            client.update(f"DROP SILENT GRAPH {NamedNode(aside)}")  # the next run sends it anew
            raise RemoteError("publish-changed", url=client.service("query").address.url, graph=name)
    return sent


def _gather(content: Content, names: Names, plan: Plan, client: Client, progress: Progress | None) -> None:
    """Put every statement once into a graph beside, within the store: so it has the blank nodes of the others."""
    if plan.steps[-1].action == "same":
        return
    fresh = set(plan.named("add", "replace"))
    aside = NamedNode(names.aside(None))
    client.update(f"DROP SILENT GRAPH {aside}")
    for number, name in enumerate(content.names):
        if progress:
            progress("gather", number, len(content.names))
        client.update(f"ADD GRAPH {NamedNode(names.aside(name) if name in fresh else name)} TO GRAPH {aside}")
    expected, found = content.sum(None).size, count(client, aside.value)
    if found != expected:
        url = client.service("query").address.url
        raise RemoteError("publish-count", url=url, graph=aside.value, found=found, expected=expected)


def _assert_counts(client: Client, start: str, expected: dict[str, int]) -> None:
    found = counts(client, start)
    for name, number in expected.items():
        if found.get(name, 0) != number:
            url = client.service("query").address.url
            raise RemoteError("publish-count", url=url, graph=name, found=found.get(name, 0), expected=number)


def _switch(names: Names, plan: Plan, client: Client, progress: Progress | None) -> None:
    """Put the release in its place by one request, and see that it is there."""
    if progress:
        progress("switch", 0, 1)
    moves = [
        f"MOVE GRAPH {NamedNode(names.aside(name))} TO GRAPH {NamedNode(name)}" for name in plan.named("add", "replace")
    ]
    moves += [f"DROP SILENT GRAPH {NamedNode(name)}" for name in plan.named("remove")]
    if plan.steps[-1].action != "same":
        place = "DEFAULT" if names.default is None else f"GRAPH {NamedNode(names.default)}"
        moves.append(f"MOVE GRAPH {NamedNode(names.aside(None))} TO {place}")
    if not moves:
        return
    failed = None
    try:
        client.update(" ;\n".join(moves), again=False)
    except RemoteError as error:
        failed = error  # it may have been done all the same
    try:
        there, beside = _seen(names, client), counts(client, names.beside)
    except RemoteError as error:
        raise _told(failed or error, "publish-unsure") from error
    wrong = [step for step in plan.steps if there.get(step.name, 0) != step.here]
    if not wrong and not beside:
        return
    if failed is None:
        url = client.service("query").address.url
        graph = wrong[0].name or "DEFAULT" if wrong else next(iter(beside))
        raise RemoteError("publish-half", url=url, graph=graph)
    untouched = all(there.get(step.name, 0) == step.there for step in plan.steps) and all(
        beside.get(names.aside(step.name)) == step.here for step in plan.steps if step.action in ("add", "replace")
    )
    raise _told(failed, "publish-unchanged" if untouched else "publish-mixed") from failed


def _seen(names: Names, client: Client) -> dict[str | None, int]:
    """Return how many statements readers find in each graph; None stands for every statement once."""
    there: dict[str | None, int] = dict(counts(client, names.published).items())
    if names.default is not None:
        there.pop(names.default, None)
    there[None] = count(client, names.default)
    return there


def _told(error: RemoteError, key: str) -> RemoteError:
    """Return an error that says, too, what readers see now and what to do."""
    return RemoteError(key, reason_en=error.message("en"), reason_ru=error.message("ru"))
