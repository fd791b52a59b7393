"""Which statements two graphs differ in.

A statement is told once, whichever files state it; one that has only moved to another file is told apart, and so is
what rules derive. Files that are equal byte by byte are not looked into.

A blank node has no name that could be compared. It is named here by what is said of it: the statements that hang
together by blank nodes are brought into canonical form (RDF Dataset Canonicalization), each such group by itself, so
that a group that did not change has the same names on both sides and one that did is told as a whole.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, DefaultGraph, NamedNode, Quad, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from twingraph.diff.sides import Side
    from twingraph.layout import GraphFolder


class Moved(NamedTuple):
    """A statement that both sides make, in other files.

    Attributes:
        triple: The statement.
        before: The files that only the old side has it in, as parts of graph names: ``data/places/norland``.
        after: The files that only the new side has it in.
    """

    triple: Triple
    before: tuple[str, ...]
    after: tuple[str, ...]


class Statements(NamedTuple):
    """The statements that two graphs differ in, in the order of their N-Triples.

    Attributes:
        added: What only the new graph states.
        removed: What only the old graph states.
        derived_added: What is derived only from the new graph.
        derived_removed: What is derived only from the old graph.
        moved: What both state, in other files.
    """

    added: tuple[Triple, ...] = ()
    removed: tuple[Triple, ...] = ()
    derived_added: tuple[Triple, ...] = ()
    derived_removed: tuple[Triple, ...] = ()
    moved: tuple[Moved, ...] = ()

    def __bool__(self) -> bool:
        return any(map(len, self))


def compare(old: Side, new: Side) -> Statements:
    """Return the statements that two graphs differ in.

    Raises:
        GraphError: A file of one of them is broken.
    """
    before, after = _files(old.folder), _files(new.folder)
    differing = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    was = _stated(old, differing)
    now = _stated(new, differing)
    stays = _Elsewhere(old), _Elsewhere(new)
    added = {triple for triple in now.keys() - was.keys() if not stays[0].has(triple)}
    removed = {triple for triple in was.keys() - now.keys() if not stays[1].has(triple)}
    moved = []
    for triple in (was.keys() | now.keys()) - added - removed:
        files_before, files_after = was.get(triple, set()), now.get(triple, set())
        if files_before != files_after:
            moved.append(
                Moved(triple, tuple(sorted(files_before - files_after)), tuple(sorted(files_after - files_before)))
            )
    derived_before, derived_after = _derived(old), _derived(new)
    return Statements(
        _sorted(added),
        _sorted(removed),
        _sorted(triple for triple in derived_after - derived_before if not stays[1].has(triple)),
        _sorted(triple for triple in derived_before - derived_after if not stays[0].has(triple)),
        tuple(sorted(moved, key=lambda each: str(each.triple))),
    )


def _sorted(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    return tuple(sorted(triples, key=str))


def _files(folder: GraphFolder) -> Mapping[str, bytes]:
    """Return for each file, by its part of the name of its graph, what it holds in short."""
    start = f"{folder.base}graph/"
    return {
        folder.graph_name(path).removeprefix(start): hashlib.sha256(path.read_bytes()).digest()
        for path in folder.rdf_files()
    }


def _stated(side: Side, parts: Iterable[str]) -> dict[Triple, set[str]]:
    """Return what these files state, each statement with the files that do."""
    stated: dict[Triple, set[str]] = defaultdict(set)
    for part in sorted(parts):
        graph = NamedNode(f"{side.folder.base}graph/{part}")
        for triple in named(quad.triple for quad in side.graph.store.quads_for_pattern(None, None, None, graph)):
            stated[triple].add(part)
    return stated


class _Elsewhere:
    """Finds statements that files state which were not looked into, since they are equal on both sides."""

    def __init__(self, side: Side) -> None:
        self._store = side.graph.store
        self._derived = NamedNode(side.folder.derived_graph)

    def has(self, triple: Triple) -> bool:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            return False
        return any(
            quad.graph_name not in (self._derived, DefaultGraph())
            for quad in self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        )


def _derived(side: Side) -> set[Triple]:
    """Return what rules derive."""
    graph = NamedNode(side.folder.derived_graph)
    return named(quad.triple for quad in side.graph.store.quads_for_pattern(None, None, None, graph))


def named(triples: Iterable[Triple]) -> set[Triple]:
    """Return triples with blank nodes that are named by what is said of them."""
    found: set[Triple] = set()
    nameless: list[Triple] = []
    for triple in triples:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            nameless.append(triple)
        else:
            found.add(triple)
    seen: Counter[str] = Counter()
    groups = []
    for group in _groups(nameless):
        dataset = Dataset(Quad(each.subject, each.predicate, each.object, DefaultGraph()) for each in group)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        told = sorted(str(quad) for quad in dataset)
        groups.append((hashlib.sha256("\n".join(told).encode()).hexdigest()[:12], dataset))
    for mark, dataset in sorted(groups, key=lambda each: each[0]):
        # Two groups may say the same; they stay two.
        seen[mark] += 1
        name = mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"
        found |= {_renamed(quad.triple, name) for quad in dataset}
    return found


def _groups(triples: Iterable[Triple]) -> Iterable[list[Triple]]:
    """Part triples into those that hang together by blank nodes."""
    leader: dict[object, object] = {}

    def first(node: object) -> object:
        while leader.setdefault(node, node) != node:
            leader[node] = leader[leader[node]]
            node = leader[node]
        return node

    triples = list(triples)
    for triple in triples:
        nodes = [node for node in (triple.subject, triple.object) if isinstance(node, BlankNode)]
        leader[first(nodes[0])] = first(nodes[-1])
    groups: dict[object, list[Triple]] = defaultdict(list)
    for triple in triples:
        node = triple.subject if isinstance(triple.subject, BlankNode) else triple.object
        groups[first(node)].append(triple)
    return groups.values()


def _renamed(triple: Triple, name: str) -> Triple:
    subject, predicate, value = triple
    if isinstance(subject, BlankNode):
        subject = BlankNode(f"{name}-{subject.value}")
    if isinstance(value, BlankNode):
        value = BlankNode(f"{name}-{value.value}")
    return Triple(subject, predicate, value)
