"""``twingraph.rdf``: RDF/XML of all statements, each once.

XML 1.0 cannot hold most control characters, nor name every predicate: such a graph has no RDF/XML, and the error says
which statement is in the way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from twingraph.errors import ExportError
from twingraph.export.dumps.pack import pack
from twingraph.export.dumps.prefixes import prefixes
from twingraph.export.dumps.statements import graphs, sorted_nodes
from twingraph.export.dumps.terms import RDF, Node, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from twingraph.export.release import Release

# Letters that both the fourth and the fifth edition of XML 1.0 let a name begin with, as far as predicates need them.
_LETTER: Final = "A-Za-z_À-ÖØ-öø-ÿЁ-ЌЎ-яё-ќў-ҁ"
_NAME: Final = re.compile(f"[{_LETTER}][{_LETTER}0-9.·-]*\\Z")
_LAST: Final = re.compile(f"[{_LETTER}0-9.·-]*\\Z")
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TO_ESCAPE: Final = re.compile("[&<>\r]")
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
#: Names that RDF/XML keeps for itself: none of them can be a predicate.
_RESERVED: Final = frozenset(
    f"{RDF}{name}"
    for name in (
        *("RDF", "Description", "ID", "about", "parseType", "resource", "nodeID", "datatype", "li"),
        *("aboutEach", "aboutEachPrefix", "bagID"),
    )
)


def write(release: Release, into: Path) -> None:
    """Write the dump, and a packed one.

    Raises:
        ExportError: RDF/XML cannot hold a statement of the graph.
    """
    file = into / "twingraph.rdf"
    dump(release, graphs(release), file)
    pack(file)


def dump(release: Release, names: Iterable[str], file: Path) -> None:
    """Write what some named graphs say into a file.

    Raises:
        ExportError: RDF/XML cannot hold a statement.
    """
    known = {prefix: space for prefix, space in prefixes(release).items() if _NAME.match(prefix)} | {"rdf": RDF}
    writer = _Writer(known)
    with file.open("w", encoding="utf-8", newline="\n") as output, sorted_nodes(release, names, file.parent) as nodes:
        output.write('<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF')
        for prefix, space in sorted(known.items()):
            output.write(f'\n    xmlns:{prefix}="{_attribute(space)}"')
        output.write(">\n")
        for node in nodes:
            output.write("\n".join(writer.lines(node)))
            output.write("\n")
        output.write("</rdf:RDF>\n")


class _Writer:
    def __init__(self, known: Mapping[str, str]) -> None:
        self._prefixes = {space: prefix for prefix, space in known.items()}
        self._elements: dict[str, tuple[str, str]] = {}

    def lines(self, node: Node) -> Iterator[str]:
        subject = node.subject
        name = f'rdf:nodeID="{subject[2:]}"' if subject[0] == "_" else f'rdf:about="{_attribute(subject[1:-1])}"'
        yield f"  <rdf:Description {name}>"
        for verb, term in node.facts:
            opening, closing = self._elements.get(verb) or self._element(verb, node)
            if term[0] == "<":
                yield f'    <{opening} rdf:resource="{_attribute(term[1:-1])}"/>'
            elif term[0] == "_":
                yield f'    <{opening} rdf:nodeID="{term[2:]}"/>'
            else:
                yield self._text(term, node, verb, opening, closing)
        yield "  </rdf:Description>"

    def _text(self, term: str, node: Node, verb: str, opening: str, closing: str) -> str:
        text = literal(term)
        value = text.value
        if not value.isprintable() and (found := _NOT_XML.search(value)):
            raise ExportError(
                "export-not-xml",
                subject=node.subject,
                predicate=verb,
                character=f"U+{ord(found[0]):04X}",
            )
        said = ""
        if text.lang:
            said = f' xml:lang="{text.lang}"'
        elif text.datatype:
            said = f' rdf:datatype="{_attribute(text.datatype)}"'
        return f"    <{opening}{said}>{_TO_ESCAPE.sub(_escape, value)}</{closing}>"

    def _element(self, verb: str, node: Node) -> tuple[str, str]:
        """Return how the element of a predicate begins and ends.

        Raises:
            ExportError: No element can have this name.
        """
        iri = verb[1:-1]
        found = _LAST.search(iri)
        local = found[0] if found else ""
        while local and not _NAME.match(local):
            local = local[1:]
        space = iri[: len(iri) - len(local)]
        if not local or not space or iri in _RESERVED:
            raise ExportError("export-no-element", subject=node.subject, predicate=verb)
        # A longer namespace may be declared, as one that ends within a word.
        for longer in self._prefixes:
            if len(longer) > len(space) and iri.startswith(longer) and _NAME.match(iri, len(longer)):
                space, local = longer, iri[len(longer) :]
        prefix = self._prefixes.get(space)
        name = f"{prefix or 'p'}:{local}"
        pair = name if prefix else f'{name} xmlns:p="{_attribute(space)}"', name
        self._elements[verb] = pair
        return pair


def _attribute(iri: str) -> str:
    return iri.replace("&", "&amp;")


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES[found[0]]
