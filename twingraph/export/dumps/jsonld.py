"""``twingraph.jsonld``: JSON-LD 1.1 of all statements, each once, with a context of our own; ``context.jsonld``.

A node stands on a line. Terms of the ontology are keys by their bare names, others with their prefix; texts in several
languages are objects by language where all values of a property have one.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from twingraph.export.dumps.context import Context, context
from twingraph.export.dumps.pack import pack
from twingraph.export.dumps.statements import graphs, sorted_nodes
from twingraph.export.dumps.terms import RDF, XSD, Node, literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from twingraph.export.release import Release

_TYPE: Final = f"<{RDF}type>"
#: Numbers that any reader of JSON keeps as they are.
_INTEGER: Final = re.compile(r"(?:0|-?[1-9][0-9]{0,14})\Z")
_BOOLEANS: Final = {"true": True, "false": False}


def write(release: Release, into: Path) -> None:
    """Write the dump, a packed one, and the context by itself."""
    file = into / "twingraph.jsonld"
    dump(release, graphs(release), file)
    pack(file)
    told = json.dumps({"@context": context(release).told}, ensure_ascii=False, indent=2)
    (into / "context.jsonld").write_text(f"{told}\n", encoding="utf-8", newline="\n")


def dump(release: Release, names: Iterable[str], file: Path) -> None:
    """Write what some named graphs say into a file."""
    known = context(release)
    writer = _Writer(known)
    encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
    with file.open("w", encoding="utf-8", newline="\n") as output, sorted_nodes(release, names, file.parent) as nodes:
        output.write(f'{{"@context": {encode({"@base": known.base, **known.told})},\n"@graph": [')
        between = "\n"
        for node in nodes:
            output.write(between + encode(writer.node(node)))
            between = ",\n"
        output.write("\n]}\n")


class _Writer:
    def __init__(self, known: Context) -> None:
        self._context = known

    def node(self, node: Node) -> dict[str, object]:
        """Return a node as JSON."""
        told: dict[str, object] = {"id": self._id(node.subject)}
        values: dict[str, list[str]] = {}
        types: list[str] = []
        for verb, term in node.facts:
            if verb == _TYPE and term[0] != '"':
                types.append(self._context.type(term))
            else:
                values.setdefault(verb, []).append(term)
        if types:
            told["type"] = _alone(types)
        keyed = sorted((self._context.key(verb[1:-1]), verb) for verb in values)
        for key, verb in keyed:
            kind = self._context.kind(verb[1:-1])
            if kind == "@language":
                told[key] = self._by_language(values[verb])
            else:
                told[key] = _alone([self._value(term, kind) for term in values[verb]])
        return told

    def _id(self, term: str) -> str:
        return term if term[0] == "_" else self._context.iri(term[1:-1])

    def _by_language(self, terms: list[str]) -> dict[str, object]:
        texts: dict[str, list[str]] = {}
        for term in terms:
            text = literal(term)
            texts.setdefault(text.lang, []).append(text.value)
        return {lang: _alone(texts[lang]) for lang in sorted(texts)}

    def _value(self, term: str, kind: str | None) -> object:
        """Return a value; the context says what is left out, which is of the ``kind`` of all values of the property."""
        if term[0] != '"':
            return self._id(term) if kind == "@id" else {"id": self._id(term)}
        text = literal(term)
        if text.lang:
            return {"@value": text.value, "@language": text.lang}
        value = text.value
        if not text.datatype or text.datatype == kind:
            return value
        if text.datatype == f"{XSD}integer" and _INTEGER.match(value):
            return int(value)
        if text.datatype == f"{XSD}boolean" and value in _BOOLEANS:
            return _BOOLEANS[value]
        return {"@value": value, "@type": self._context.type(f"<{text.datatype}>")}


def _alone(values: list[str] | list[object]) -> object:
    return values[0] if len(values) == 1 else values
