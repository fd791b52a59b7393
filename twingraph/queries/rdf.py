"""A named query as RDF, in the manner of SIB's sparql-examples: made of the query's file, never written by hand.

A query is an ``sh:SPARQLSelectExecutable`` with its question (``rdfs:comment``), its tags (``schema:keywords``) and its
text (``sh:select``), as in https://github.com/sib-swiss/sparql-examples; its parameters are those of SHACL
(``sh:Parameter``), its columns those of W3C's Metadata for Tabular Data (``csvw:Column``). What that vocabulary has no
word for, such as which columns tables leave out, stays in the header. ``shapes/queries.ttl`` says what is right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from twingraph.queries.page import body
from twingraph.texts import LANGS, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from twingraph.queries.header import Column, NamedQuery, Parameter

SPACES: Final[dict[str, str]] = {
    "csvw": "http://www.w3.org/ns/csvw#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The vocabularies that queries are described in."""
_LITERALS: Final = {"date": "xsd:date", "integer": "xsd:integer", "text": "xsd:string"}

_SELECT: Final = re.compile(r'\bsh:select "((?:[^"\\]|\\.)*)"')
#: The signs that mean something in patterns of XPath and of Python alike.
_SIGN: Final = re.compile(r"[][.^$*+?(){}|\\]")
_LINE_END: Final = re.compile(r"\\(.)")


def iri(name: str) -> NamedNode:
    """Return the IRI of a term of :data:`SPACES`.

    >>> iri("sh:select").value
    'http://www.w3.org/ns/shacl#select'
    """
    prefix, _, local = name.partition(":")
    return NamedNode(SPACES[prefix] + local)


def query_iri(query: NamedQuery, base: str) -> NamedNode:
    """Return the IRI of a query; ``base`` is what the IRIs of the graph begin with."""
    return NamedNode(f"{base}id/query/{quote(query.name)}")


def part_iri(query: NamedQuery, base: str, part: str, name: str) -> NamedNode:
    """Return the IRI of a ``parameter`` or ``column`` of a query."""
    return NamedNode(f"{query_iri(query, base).value}#{part}-{quote(name)}")


def query_triples(query: NamedQuery, base: str) -> Iterator[Triple]:
    """Yield what the header of a query says, as RDF.

    Args:
        query: The query.
        base: What the IRIs of the graph begin with.
    """
    node = query_iri(query, base)
    yield Triple(node, iri("rdf:type"), iri("sh:SPARQLExecutable"))
    yield Triple(node, iri("rdf:type"), iri("sh:SPARQLSelectExecutable"))
    yield Triple(node, iri("dcterms:identifier"), Literal(query.name))
    yield from _texts(node, "rdfs:comment", query.question)
    for tag in query.tags:
        yield Triple(node, iri("schema:keywords"), Literal(str(tag)))
    yield Triple(node, iri("sh:select"), Literal(body(query)))
    yield from _texts(node, "skos:scopeNote", query.read)
    for store, why in query.portability.items():
        yield from _texts(node, "skos:editorialNote", {lang: f"{store}: {_line(said)}" for lang, said in why.items()})
    for number, parameter in enumerate(query.parameters.values(), 1):
        part = part_iri(query, base, "parameter", parameter.name)
        yield Triple(node, iri("sh:parameter"), part)
        yield from _parameter(part, NamedNode(f"{node.value}#{quote(parameter.name)}"), parameter, number)
        if parameter.name in query.example:
            yield Triple(part, iri("skos:example"), Literal(query.example[parameter.name]))
    named = {column.label: column.name for column in query.columns.values() if column.label}
    for number, column in enumerate(query.columns.values(), 1):
        part = part_iri(query, base, "column", column.name)
        yield Triple(node, iri("csvw:column"), part)
        yield from _column(part, column, number, named.get(column.name))
    for name in query.rows:
        yield Triple(node, iri("csvw:primaryKey"), part_iri(query, base, "column", name))


def queries_turtle(queries: Iterable[NamedQuery], base: str) -> str:
    """Return the descriptions of queries as Turtle in the house form."""
    from twingraph.format import format_turtle  # noqa: PLC0415 - few ask for it

    triples: list[Triple] = []
    for query in queries:
        # One block each: first the query's own, then those of its parameters and columns in their order.
        parts: dict[object, list[Triple]] = {}
        for triple in query_triples(query, base):
            parts.setdefault(triple.subject, []).append(triple)
        triples += [triple for part in parts.values() for triple in part]
    told = (serialize(triples, format=RdfFormat.TURTLE, prefixes=SPACES) or b"").decode()
    return format_turtle(_SELECT.sub(lambda found: f'sh:select """{_LINE_END.sub(_unescaped, found[1])}"""', told))


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found[1] == "n" else found[0]


def _parameter(part: NamedNode, path: NamedNode, parameter: Parameter, number: int) -> Iterator[Triple]:
    yield Triple(part, iri("rdf:type"), iri("sh:Parameter"))
    yield Triple(part, iri("sh:path"), path)
    yield Triple(part, iri("sh:name"), Literal(parameter.name))
    yield from _texts(part, "sh:description", parameter.meaning)
    yield Triple(part, iri("sh:order"), Literal(number))
    yield Triple(part, iri("sh:optional"), Literal(not parameter.required))
    yield Triple(part, iri("schema:additionalType"), Literal(parameter.type))
    if parameter.type in _LITERALS:
        yield Triple(part, iri("sh:datatype"), iri(_LITERALS[parameter.type]))
    if parameter.values:
        allowed = "|".join(_SIGN.sub(r"\\\g<0>", value) for value in parameter.values)
        yield Triple(part, iri("sh:pattern"), Literal(f"^({allowed})$"))


def _column(part: NamedNode, column: Column, number: int, of: str | None) -> Iterator[Triple]:
    yield Triple(part, iri("rdf:type"), iri("csvw:Column"))
    yield Triple(part, iri("csvw:name"), Literal(column.name))
    yield from _texts(part, "csvw:title", column.title)
    yield Triple(part, iri("csvw:datatype"), Literal(column.type))
    yield Triple(part, iri("sh:order"), Literal(number))
    if of is not None:
        yield Triple(part, iri("csvw:aboutUrl"), Literal(f"{{+{of}}}"))
    if column.reckoned:
        yield from _texts(part, "skos:note", {lang: text("column-reckoned", lang) for lang in LANGS})


def _texts(node: NamedNode, name: str, said: Mapping[str, object]) -> Iterator[Triple]:
    for lang, words in said.items():
        yield Triple(node, iri(name), Literal(_line(words), language=lang))


def _line(words: object) -> str:
    """Return what YAML holds as one line; nothing is the empty text."""
    return " ".join(str(words).split()) if words is not None else ""
