"""The page of a thing as data: every statement that has it as subject or object, in Turtle and JSON-LD."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph
from pyoxigraph import BlankNode, Dataset, DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from twingraph.site.index import Triple, in_order
from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from twingraph.site.index import Index

_PREFIX: Final = re.compile(r"(?!(?:https?|urn|mailto|tag)$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_MORE: Final = {
    "bibo": "http://purl.org/ontology/bibo/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
}


def about(index: Index, things: Iterable[NamedNode]) -> list[Triple]:
    """Return the statements that have a thing as subject or object, with the blank nodes that belong to them.

    Blank nodes are named by their content (RDFC-1.0), so that the same statements give the same bytes.
    """
    found: dict[Triple, None] = {}
    for thing in things:
        found |= dict.fromkeys((*index.outgoing.get(thing, ()), *index.incoming.get(thing, ())))
    waiting = [node for triple in found for node in (triple.subject, triple.value) if isinstance(node, BlankNode)]
    seen = set(waiting)
    while waiting:
        node = waiting.pop()
        for triple in (*index.outgoing.get(node, ()), *index.incoming.get(node, ())):
            found[triple] = None
            for other in (triple.subject, triple.value):
                if isinstance(other, BlankNode) and other not in seen:
                    seen.add(other)
                    waiting.append(other)
    return stable(found)


def stable(triples: Iterable[Triple]) -> list[Triple]:
    """Return statements sorted, and their blank nodes named by their content."""
    listed = list(triples)
    if any(isinstance(node, BlankNode) for triple in listed for node in (triple.subject, triple.value)):
        dataset = Dataset(Quad(*triple, DefaultGraph()) for triple in listed)
        dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
        listed = [Triple(quad.subject, quad.predicate, quad.object) for quad in dataset]
    return sorted(listed, key=in_order)


def prefixes(bases: Iterable[str], iris: Iterable[str]) -> dict[str, str]:
    """Return prefixes for a graph: well-known ones, and one for each folder of things, named like it."""
    known = {name: space for name, space in (PREFIXES | _MORE).items() if "/id/" not in space}
    ours = tuple(f"{base}id/" for base in bases)
    for iri in sorted(iris, key=lambda each: (not each.startswith(ours[0]), each)):
        base = next((base for base in ours if iri.startswith(base)), None)
        if base is not None:
            kind, slash, _ = iri.removeprefix(base).partition("/")
            if slash and _PREFIX.fullmatch(kind):
                known.setdefault(kind, f"{base}{kind}/")
    return known


def turtle(statements: Iterable[Triple], known: Mapping[str, str]) -> bytes:
    """Write statements as Turtle, with the prefixes that occur in them."""
    listed = list(statements)
    occurring = used(listed, known)
    triples = (pyoxigraph.Triple(*triple) for triple in listed)
    written = pyoxigraph.serialize(triples, format=RdfFormat.TURTLE, prefixes=occurring)
    assert written is not None  # noqa: S101 - no file is given to write to
    return written


def json_ld(triples: Iterable[Triple], known: Mapping[str, str]) -> bytes:
    """Write statements as JSON-LD: a node for each subject, names shortened by the prefixes that occur in them."""
    listed = list(triples)
    occurring = used(listed, known)
    spaces = sorted(occurring.items(), key=lambda each: -len(each[1]))

    def short(iri: str) -> str:
        for prefix, space in spaces:
            if iri.startswith(space) and not iri.removeprefix(space).startswith("//"):
                return f"{prefix}:{iri.removeprefix(space)}"
        return iri

    nodes: dict[str, dict[str, Any]] = {}
    for subject, prop, value in listed:
        name = short(subject.value) if isinstance(subject, NamedNode) else str(subject)
        node = nodes.setdefault(name, {"@id": name})
        if prop.value == _RDF_TYPE and isinstance(value, NamedNode):
            node.setdefault("@type", []).append(short(value.value))
        else:
            node.setdefault(short(prop.value), []).append(_value(value, short))
    document = {"@context": occurring, "@graph": list(nodes.values())}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _value(value: NamedNode | BlankNode | Literal, short: Any) -> Any:
    if isinstance(value, NamedNode):
        return {"@id": short(value.value)}
    if isinstance(value, BlankNode):
        return {"@id": str(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == _XSD_STRING:
        return value.value
    return {"@value": value.value, "@type": short(value.datatype.value)}


def used(triples: Iterable[Triple], known: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes that occur in statements."""
    spaces = {space: prefix for prefix, space in known.items()}
    found = set()
    for triple in triples:
        for term in triple:
            iri = (
                term.value if isinstance(term, NamedNode) else term.datatype.value if isinstance(term, Literal) else ""
            )
            cut = max(iri.rfind("/"), iri.rfind("#")) + 1
            if iri[:cut] in spaces:
                found.add(iri[:cut])
    return {spaces[space]: space for space in sorted(found, key=lambda each: spaces[each])}
