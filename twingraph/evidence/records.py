"""What the graph says of documents, evidence and omissions, read by the queries of ``queries/evidence/``.

These queries hold the terms of the ontology; Python knows only the names of their columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QuerySolutions

from twingraph.layout import GraphFolder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import QuerySolution, Store

    from twingraph.evidence.problems import Term


@dataclass(frozen=True, slots=True)
class Document:
    """A source document: its IRI, the graph of what it says, and what identifies its text."""

    node: NamedNode
    graph: str
    file_name: str | None
    sha256: str | None
    length: int | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of a document's text that supports one statement.

    Attributes:
        node: The IRI of the evidence.
        graph: The named graph in which it stands.
        document: The document that it says it is from.
        subject: The subject of the statement.
        property: The property of the statement.
        value: The value of the statement.
        start: The first code point of the stretch.
        end: The code point after its last.
        wording: How the document puts it.
        rule: How the property's values are looked for in the text.
        partial: The document does not state the value outright.
        made: The graph makes the statement.
    """

    node: Term
    graph: str
    document: str | None
    subject: Term | None
    property: Term | None
    value: Term | None
    start: int | None
    end: int | None
    wording: str | None
    rule: str | None
    partial: bool
    made: bool


@dataclass(frozen=True, slots=True)
class Omission:
    """A stretch of a document's text from which nothing is taken, and the reason."""

    node: Term
    graph: str
    document: str | None
    start: int | None
    end: int | None
    reason: str | None


def solutions(store: Store, name: str, folder: GraphFolder | None = None) -> Iterator[QuerySolution]:
    """Ask one of the queries of ``queries/evidence/``."""
    result = store.query((folder or GraphFolder.bundled()).machinery(f"evidence/{name}"))
    if not isinstance(result, QuerySolutions):
        raise TypeError(name)
    yield from result


def documents(store: Store, folder: GraphFolder | None = None) -> list[Document]:
    """Return the source documents, each once; of two hashes or lengths the first is taken."""
    found: dict[str, Document] = {}
    for row in solutions(store, "documents", folder):
        node = row["document"]
        if isinstance(node, NamedNode) and node.value not in found:
            found[node.value] = Document(
                node,
                _text(row["graph"]) or "",
                _text(row["fileName"]),
                _text(row["sha256"]),
                _integer(row["length"]),
            )
    return list(found.values())


def evidence(store: Store, folder: GraphFolder | None = None) -> list[Evidence]:
    """Return all evidence, in the order of the text."""
    found: list[Evidence] = []
    for row in solutions(store, "evidence", folder):
        # There may be hundreds of thousands of them: a row is taken apart once, not asked for each name.
        graph, node, document, subject, predicate, value, start, end, wording, rule, partial, made = row
        found.append(
            Evidence(
                node=node,
                graph=_text(graph) or "",
                document=_text(document),
                subject=subject,
                property=predicate,
                value=value,
                start=_integer(start),
                end=_integer(end),
                wording=_text(wording),
                rule=_text(rule),
                partial=_text(partial) == "true",
                made=_text(made) == "true",
            )
        )
    return found


def omissions(store: Store, folder: GraphFolder | None = None) -> list[Omission]:
    """Return all omissions, in the order of the text."""
    return [
        Omission(
            row["omission"],
            _text(row["graph"]) or "",
            _text(row["document"]),
            _integer(row["start"]),
            _integer(row["end"]),
            _text(row["reason"]),
        )
        for row in solutions(store, "omissions", folder)
    ]


def _text(term: Term | None) -> str | None:
    """Return the text of a literal or the IRI of a node."""
    return term.value if isinstance(term, (NamedNode, Literal)) else None


def _integer(term: Term | None) -> int | None:
    """Return an offset or a length; whatever is no integer counts as not stated."""
    text = _text(term)
    return int(text) if text is not None and text.removeprefix("-").isdecimal() else None
