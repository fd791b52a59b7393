"""Small descriptions as files of RDF: the same triples give the same bytes.

The triples have no blank nodes, so that sorting them settles everything.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, serialize

from twingraph.format.turtle import format_turtle
from twingraph.terms import PREFIXES, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import BlankNode, Triple

_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_BOOLEAN: Final = "http://www.w3.org/2001/XMLSchema#boolean"
_STRINGS: Final = (
    "http://www.w3.org/2001/XMLSchema#string",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
)
_EU: Final = "http://publications.europa.eu/resource/authority/"
SPACES: Final = {
    **{name: PREFIXES[name] for name in ("dcat", "dcterms", "owl", "prov", "rdf", "rdfs", "skos", "tg", "xsd")},
    **{name: f"{_EU}{name}/" for name in ("access-right", "country", "data-theme", "file-type", "language", "licence")},
    "application": "http://www.iana.org/assignments/media-types/application/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "format": "http://www.w3.org/ns/formats/",
    "schema": "https://schema.org/",
    "spdx": "http://spdx.org/rdf/terms#",
    "text": "http://www.iana.org/assignments/media-types/text/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
}
"""The prefixes of descriptions."""


def in_order(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples once each, in the order of their terms as text."""
    return sorted(set(triples), key=lambda triple: tuple(map(str, triple)))


def turtle(triples: Iterable[Triple], own: Mapping[str, str] | None = None) -> str:
    """Return triples as Turtle in the house form; ``own`` are further prefixes."""
    ordered = in_order(triples)
    text = serialize(ordered, format=RdfFormat.TURTLE, prefixes=_used(ordered, own))
    return format_turtle((text or b"").decode())


def rdf_xml(triples: Iterable[Triple]) -> bytes:
    """Return triples as RDF/XML."""
    ordered = in_order(triples)
    return serialize(ordered, format=RdfFormat.RDF_XML, prefixes=_used(ordered)) or b""


def json_ld(triples: Iterable[Triple], own: Mapping[str, str] | None = None) -> str:
    """Return triples as JSON-LD: a node a subject, with short names by a context that stands in the file itself."""
    ordered = in_order(triples)
    spaces = _used(ordered, own)
    nodes: dict[str, dict[str, object]] = {}
    for triple in ordered:
        subject, predicate, value = triple
        assert isinstance(subject, NamedNode)  # noqa: S101 - descriptions name all that they speak of
        node = nodes.setdefault(subject.value, {"@id": subject.value})
        typed = predicate.value == _TYPE
        told = _short(value, spaces) if typed else _value(value, spaces)
        said = node.setdefault("@type" if typed else _short(predicate, spaces), [])
        assert isinstance(said, list)  # noqa: S101 - made a line above
        said.append(told)
    graph = [
        {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in node.items()}
        for node in nodes.values()
    ]
    return f"{json.dumps({'@context': spaces, '@graph': graph}, ensure_ascii=False, indent=2)}\n"


def json_ld_tree(triples: Iterable[Triple], root: str, vocabulary: str) -> str:
    """Return triples of one vocabulary as JSON-LD with this vocabulary's own context: one tree, from its root down.

    Addresses are plain texts there: which keys hold addresses the context knows.

    Args:
        triples: Triples whose properties and classes are all of the vocabulary, and that lead from the root to each
            subject without a circle.
        root: The IRI of the subject at the top.
        vocabulary: What the vocabulary's IRIs begin with, which is the address of its context, too.
    """
    nodes: dict[str, list[tuple[str, NamedNode | BlankNode | Literal | Triple]]] = {}
    for triple in in_order(triples):
        assert isinstance(triple.subject, NamedNode)  # noqa: S101 - descriptions name all that they speak of
        nodes.setdefault(triple.subject.value, []).append((triple.predicate.value, triple.object))

    def node(iri: str) -> dict[str, object]:
        values: dict[str, list[object]] = {}
        for predicate, value in nodes[iri]:
            key = "@type" if predicate == _TYPE else predicate.removeprefix(vocabulary)
            values.setdefault(key, []).append(told(value))
        return {"@id": iri} | {key: value[0] if len(value) == 1 else value for key, value in sorted(values.items())}

    def told(value: NamedNode | BlankNode | Literal | Triple) -> object:
        if isinstance(value, NamedNode):
            return node(value.value) if value.value in nodes else value.value.removeprefix(vocabulary)
        assert isinstance(value, Literal)  # noqa: S101 - there are no blank nodes
        return value.value == "true" if value.datatype.value == _BOOLEAN else value.value

    return f"{json.dumps({'@context': vocabulary} | node(root), ensure_ascii=False, indent=2)}\n"


def _value(value: object, spaces: Mapping[str, str]) -> object:
    if isinstance(value, NamedNode):
        return {"@id": value.value}
    assert isinstance(value, Literal)  # noqa: S101 - there are no blank nodes
    if value.language is not None:
        return {"@language": value.language, "@value": value.value}
    if value.datatype.value in _STRINGS:
        return value.value
    return {"@type": _short(value.datatype, spaces), "@value": value.value}


def _short(term: NamedNode | BlankNode | Literal | Triple, spaces: Mapping[str, str]) -> str:
    assert isinstance(term, NamedNode)  # noqa: S101 - properties, classes and datatypes are IRIs
    return short(term.value, spaces).strip("<>")


def _used(triples: Iterable[Triple], own: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the prefixes that something begins with."""
    iris: set[str] = set()
    for triple in triples:
        for term in triple:
            if isinstance(term, NamedNode):
                iris.add(term.value)
            elif isinstance(term, Literal):
                iris.add(term.datatype.value)
    spaces = SPACES | dict(own or {})
    return {name: space for name, space in sorted(spaces.items()) if any(iri.startswith(space) for iri in iris)}
