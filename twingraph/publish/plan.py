"""What has to be done so that a store holds a release, by what it holds already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from twingraph.errors import RemoteError
from twingraph.publish.content import Sum, sum_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from twingraph.layout import GraphFolder
    from twingraph.publish.client import Client
    from twingraph.publish.content import Content

    Progress = Callable[[str, int, int], None]

_DIGITS: Final = 16
"""How much of a release's digest stands in the names of the graphs beside."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the graphs of one release in a store.

    Attributes:
        base: What the names of the folder's graphs begin with.
        digest: The digest of the release.
        default: The graph that holds every statement once, if it has a name.
    """

    base: str
    digest: str
    default: str | None = None

    @classmethod
    def of(cls, folder: GraphFolder, content: Content, client: Client) -> Names:
        """Return the names for a folder and a store.

        Raises:
            GraphError: The graphs cannot be published.
            RemoteError: The store does not answer.
        """
        default = client.target.default_graph
        if default is None and not client.kind.own_default:
            default = f"{folder.base}graph/default"
        return cls(folder.base, content.digest, default)

    @property
    def published(self) -> str:
        """What the names of the published graphs begin with."""
        return f"{self.base}graph/"

    @property
    def beside(self) -> str:
        """What the names of graphs begin with that hold a release which is not published yet."""
        return f"{self.base}publishing/"

    def aside(self, name: str | None) -> str:
        """Return where a graph is loaded until it is put in its place; None stands for the default graph."""
        rest = "default" if name is None else name.removeprefix(self.base)
        return f"{self.beside}{self.digest[:_DIGITS]}/{rest}"


@dataclass(frozen=True, slots=True)
class Step:
    """What is done with one graph.

    Attributes:
        name: The graph; None for every statement once.
        action: ``same``, ``add``, ``replace`` or ``remove``.
        here: How many statements it has here.
        there: How many it has in the store.
    """

    name: str | None
    action: str
    here: int
    there: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What has to be done.

    Attributes:
        steps: Each graph; every statement once comes last.
        asides: The graphs beside which were left by runs that were broken off, with their number of statements.
    """

    steps: tuple[Step, ...]
    asides: Mapping[str, int]

    @property
    def is_done(self) -> bool:
        """Whether the release is published, and nothing lies beside it."""
        return not self.asides and all(step.action == "same" for step in self.steps)

    def named(self, *actions: str) -> list[str]:
        """Return the names of the graphs with which this is done."""
        return [step.name for step in self.steps if step.name is not None and step.action in actions]


def counts(client: Client, start: str) -> dict[str, int]:
    """Return the number of statements of each graph whose name begins so.

    Raises:
        RemoteError: The store does not answer, or with something else.
    """
    text = f"""SELECT ?graph (COUNT(*) AS ?statements)
WHERE {{ GRAPH ?graph {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?graph), {Literal(start)})) }}
GROUP BY ?graph"""
    return {
        graph.value: int(number.value)
        for graph, number in client.rows(text)
        if isinstance(graph, NamedNode) and isinstance(number, Literal) and number.value != "0"
    }


def count(client: Client, name: str | None) -> int:
    """Return the number of statements of one graph, or of the default graph.

    Raises:
        RemoteError: The store does not answer, or with something else.
    """
    pattern = "{ ?s ?p ?o }" if name is None else f"{{ GRAPH {NamedNode(name)} {{ ?s ?p ?o }} }}"
    rows = list(client.rows(f"SELECT (COUNT(*) AS ?statements) WHERE {pattern}"))
    if len(rows) != 1 or not isinstance(rows[0][0], Literal):
        raise RemoteError("publish-no-count", url=client.service("query").address.url)
    return int(rows[0][0].value)


def make_plan(content: Content, names: Names, client: Client, progress: Progress | None = None) -> Plan:
    """Compare a store with a release: numbers first, and where they are equal the statements.

    Raises:
        RemoteError: The store does not answer, or shows only a part of a graph.
    """
    there = counts(client, names.published)
    if names.default is not None:
        there.pop(names.default, None)
    asides = counts(client, names.beside)
    default_there = count(client, names.default)
    steps = []
    alike = [name for name in content.names if there.get(name) == content.sum(name).size]
    compared = 0
    for name in content.names:
        here = content.sum(name)
        action = "replace" if name in there else "add"
        if name in alike:
            compared += 1
            if progress:
                progress("compare", compared, len(alike) + 1)
            if fetched(client, name, here.size) == here:
                action = "same"
        steps.append(Step(name, action, here.size, there.get(name, 0)))
    steps += [Step(name, "remove", 0, there[name]) for name in sorted(there) if name not in content.names]
    whole = content.sum(None)
    # Its blank nodes are those of the named graphs: it is made anew with any of them.
    same = (
        default_there == whole.size
        and all(step.action == "same" for step in steps)
        and fetched(client, names.default, whole.size) == whole
    )
    action = "same" if same else "replace" if default_there else "add"
    steps.append(Step(None, action, whole.size, default_there))
    return Plan(tuple(steps), asides)


def fetched(client: Client, name: str | None, expected: int) -> Sum:
    """Return the sum of a graph in the store, which is known to have so many statements.

    Raises:
        RemoteError: The store does not answer, or shows only a part of the graph.
    """
    found = sum_of(client.triples(name, expected))
    if found.size < expected:
        url = client.service("query").address.url
        raise RemoteError("publish-part", url=url, graph=name or "DEFAULT", found=found.size, expected=expected)
    return found
