"""What is published: the graphs of a release, by what they are compared, and the pieces in which they are sent."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    serialize,
)

from twingraph.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pyoxigraph import Store

_MODULUS: Final = 1 << 256


class Sum(NamedTuple):
    """What a graph is compared by: two graphs with equal sums hold the same statements.

    Attributes:
        size: The number of its statements.
        digest: The SHA-256 digests of its statements, added up: in whatever order a store gives them. Blank nodes are
            named canonically (RDFC-1.0).
    """

    size: int = 0
    digest: str = f"{0:064x}"


class Batch(NamedTuple):
    """Statements that are sent in one request.

    Attributes:
        body: They, as N-Triples.
        size: How many they are.
        repeatable: Whether sending them twice does no harm; blank nodes would be made anew.
    """

    body: bytes
    size: int
    repeatable: bool


def sum_of(triples: Iterable[Triple]) -> Sum:
    """Return the sum of statements, none of which comes twice."""
    count = total = 0
    nameless = []
    for triple in triples:
        count += 1
        if _blanks(triple):
            nameless.append(Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()))
        else:
            total += _number(triple)
    if nameless:
        dataset = Dataset(nameless)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        total += sum(_number(quad.triple) for quad in dataset)
    return Sum(count, f"{total % _MODULUS:064x}")


def _number(triple: Triple) -> int:
    return int.from_bytes(hashlib.sha256(str(triple).encode()).digest(), "big")


def _blanks(triple: Triple) -> list[BlankNode]:
    return [term for term in (triple.subject, triple.object) if isinstance(term, BlankNode)]


class Content:
    """The named graphs of a loaded folder, as one store takes them.

    The default graph is every statement of theirs once, so that it need not be sent.

    Args:
        store: The loaded folder.
        as_texts: Datatypes whose values the store elsewhere would change: they are sent as plain texts.

    Attributes:
        names: The names of the graphs, in their order; empty ones cannot be told from none and are left out.
    """

    def __init__(self, store: Store, as_texts: Collection[str] = ()) -> None:
        self._store = store
        self._as_texts = frozenset(as_texts)
        graphs = (graph for graph in store.named_graphs() if isinstance(graph, NamedNode))
        self.names = sorted(
            graph.value for graph in graphs if any(True for _ in store.quads_for_pattern(None, None, None, graph))
        )
        self._sums: dict[str | None, Sum] = {}

    def triples(self, name: str | None) -> Iterator[Triple]:
        """Yield the statements of a named graph, or of the default graph if no name is given."""
        graph = DefaultGraph() if name is None else NamedNode(name)
        for quad in self._store.quads_for_pattern(None, None, None, graph):
            value = quad.object
            if not (isinstance(value, Literal) and value.datatype.value in self._as_texts):
                yield quad.triple
                continue
            text = Literal(value.value)
            if Quad(quad.subject, quad.predicate, text, graph) not in self._store:
                yield Triple(quad.subject, quad.predicate, text)

    def sum(self, name: str | None) -> Sum:
        """Return the sum of a graph, reckoned once."""
        if name not in self._sums:
            self._sums[name] = sum_of(self.triples(name))
        return self._sums[name]

    @cached_property
    def digest(self) -> str:
        """What the whole release is known by: it depends on nothing but the names and statements of its graphs.

        Raises:
            GraphError: A blank node stands in two graphs, which would be two nodes in another store.
        """
        homes: dict[BlankNode, str] = {}
        for name in self.names:
            for triple in self.triples(name):
                for blank in _blanks(triple):
                    if homes.setdefault(blank, name) != name:
                        raise GraphError("publish-shared-blank", one=homes[blank], other=name)
        lines = "".join(f"{name} {self.sum(name).digest}\n" for name in self.names)
        return hashlib.sha256(lines.encode()).hexdigest()

    def texts(self) -> Counter[str]:
        """Count the values that are sent as plain texts, by datatype."""
        found: Counter[str] = Counter()
        if self._as_texts:
            for quad in self._store.quads_for_pattern(None, None, None, DefaultGraph()):
                if isinstance(quad.object, Literal) and quad.object.datatype.value in self._as_texts:
                    found[quad.object.datatype.value] += 1
        return found

    def batches(self, name: str, size: int) -> Iterator[Batch]:
        """Yield the statements of a graph in batches of about so many; what shares a blank node stays together."""
        plain: list[Triple] = []
        nameless: list[Triple] = []
        for triple in self.triples(name):
            if _blanks(triple):
                nameless.append(triple)
                continue
            plain.append(triple)
            if len(plain) == size:
                yield _batch(plain, repeatable=True)
                plain = []
        if plain:
            yield _batch(plain, repeatable=True)
        gathered: list[Triple] = []
        for group in _groups(nameless):
            gathered += group
            if len(gathered) >= size:
                yield _batch(gathered, repeatable=False)
                gathered = []
        if gathered:
            yield _batch(gathered, repeatable=False)


def _batch(triples: list[Triple], *, repeatable: bool) -> Batch:
    return Batch(serialize(triples, format=RdfFormat.N_TRIPLES) or b"", len(triples), repeatable)


def _groups(triples: list[Triple]) -> Iterator[list[Triple]]:
    """Yield the statements by the blank nodes that connect them."""
    parent: dict[BlankNode, BlankNode] = {}

    def root(node: BlankNode) -> BlankNode:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for triple in triples:
        first, *others = _blanks(triple)
        for other in others:
            parent[root(other)] = root(first)
    groups: dict[BlankNode, list[Triple]] = {}
    for triple in triples:
        groups.setdefault(root(_blanks(triple)[0]), []).append(triple)
    yield from groups.values()
