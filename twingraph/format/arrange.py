"""The tree in the order of the house form, with each term as short as its prefixes make it.

Nothing is removed, and nothing moves out of its block: predicates and values are sorted, and values of one predicate
brought together; blocks, lists, and values that are themselves brackets keep their order.
"""

from __future__ import annotations

import re
from typing import Final

from twingraph.format.tree import Block, Bracket, Directive, Document, Property, Term, Value
from twingraph.turtle.tokens import unescape_local, unescape_string

WIDTH: Final = 120
_RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?\Z")
_ESCAPE: Final = re.compile(r"\\.")
_NUMBERS: Final = ("integer", "decimal", "double")


def arrange(document: Document) -> None:
    """Put a document in order, in place."""
    first = document.items[0] if document.items else None
    if isinstance(first, Directive):
        # Whatever stands above the first prefix is about the file.
        document.header, first.before = _ended(first.before), []
    _sort_prefixes(document)
    document.end = _ended(document.end)
    names = Names()
    for item in document.items:
        if isinstance(item, Directive):
            names.declare(item)
        else:
            _arrange_block(item, names)


class Names:
    """The prefixes that hold at one place of a text."""

    def __init__(self) -> None:
        self._spaces: dict[str, str] = {}
        self._short: dict[str, str] = {}

    def declare(self, directive: Directive) -> None:
        """Take notice of a prefix; one that leans on the base is not used to shorten anything."""
        if directive.name is None:
            return
        iri = directive.iri[1:-1]
        self._spaces[directive.name] = iri if _plain(iri) else ""
        self._short.clear()

    def expanded(self, term: Term) -> str:
        """Return the IRI that a term names, where that can be told without the base; else an empty text."""
        if term.kind == "iri":
            return term.text[1:-1] if _plain(term.text[1:-1]) else ""
        prefix, _, local = term.text.partition(":")
        space = self._spaces.get(prefix, "")
        return space + unescape_local(local) if space else ""

    def shortened(self, written: str) -> str:
        """Return an IRI in angle brackets as a prefixed name, if that needs no escapes; else as it is."""
        if written not in self._short:
            self._short[written] = self._shorten(written)
        return self._short[written]

    def _shorten(self, written: str) -> str:
        iri = written[1:-1]
        if not _plain(iri):
            return written
        fitting = [
            (-len(space), prefix, iri[len(space) :])
            for prefix, space in self._spaces.items()
            if space and iri.startswith(space) and _LOCAL.match(iri, len(space))
        ]
        if not fitting:
            return written
        _, prefix, local = min(fitting)
        return f"{prefix}:{local}"


def _plain(iri: str) -> bool:
    """Return whether an IRI means what it says: absolute, without escapes and without dots to be resolved."""
    return _ABSOLUTE.match(iri) is not None and "\\" not in iri and "/." not in iri


def _ended(comments: list[str]) -> list[str]:
    """Return comments without a blank line at their end."""
    return comments[:-1] if comments and not comments[-1] else comments


def _sort_prefixes(document: Document) -> None:
    """Sort prefixes that follow upon one another; a comment or a base begins a section of its own."""
    sections: list[list[Block | Directive]] = []
    for item in document.items:
        previous = sections[-1][-1] if sections else None
        together = isinstance(previous, Directive) and isinstance(item, Directive)
        if not together or item.before or (isinstance(item, Directive) and item.name is None):
            sections.append([])
        sections[-1].append(item)
    document.items = []
    for section in sections:
        comments = section[0].before
        section[0].before = []
        # The sort is stable: of two that declare the same prefix, the later one still holds.
        section.sort(key=lambda item: item.name or "" if isinstance(item, Directive) else "")
        section[0].before = comments
        document.items += section


def _arrange_block(block: Block, names: Names) -> None:
    _arrange_value(block.subject, names)
    block.properties = _arranged(block.properties, names)


def _arranged(properties: list[Property], names: Names) -> list[Property]:
    """Return properties sorted, those of one predicate as one."""
    merged: dict[str, Property] = {}
    for item in properties:
        verb = item.verb
        if verb.text != "a":
            verb.text = "a" if names.expanded(verb) == _RDF_TYPE else _short(verb.text, verb.kind, names)
        for value in item.values:
            _arrange_value(value, names)
        known = merged.setdefault(verb.text, item)
        if known is not item:
            stray = [*item.before, *([item.after] if item.after else [])]
            item.values[0].before = stray + item.values[0].before
            known.values += item.values
    for item in merged.values():
        terms = [value for value in item.values if isinstance(value, Term)]
        item.values = [*sorted(terms, key=_value_key), *(v for v in item.values if isinstance(v, Bracket))]
    return sorted(merged.values(), key=lambda item: _verb_key(item.verb.text))


def _arrange_value(value: Value, names: Names) -> None:
    if isinstance(value, Term):
        if value.kind == "string":
            value.text = _quoted(value.text)
            if value.suffix.startswith("^^<"):
                value.suffix = f"^^{names.shortened(value.suffix[2:])}"
        else:
            value.text = _short(value.text, value.kind, names)
        return
    for item in value.items:
        _arrange_value(item, names)
    value.properties = _arranged(value.properties, names)
    value.flat = _flat(value)


def _short(text: str, kind: str, names: Names) -> str:
    return names.shortened(text) if kind == "iri" else text


def _quoted(text: str) -> str:
    """Return a string in double quotes, where its content allows that as it stands."""
    if text.startswith("'") and '"' not in text:
        width = 3 if text.startswith("'''") else 1
        inner = _ESCAPE.sub(lambda match: "'" if match[0] == r"\'" else match[0], text[width:-width])
        text = '"' * width + inner + '"' * width
    # A carriage return is part of the value, while files end their lines without one.
    return text.replace("\r", "\\r")


def _verb_key(text: str) -> tuple[bool, str, str]:
    prefix, _, local = text.partition(":")
    return (text != "a", "", text) if text == "a" or text.startswith("<") else (True, prefix, local)


def _value_key(value: Term) -> tuple[int, str, str, str]:
    """Return what values are sorted by: literals by language, then text; then IRIs, then labels of blank nodes."""
    if value.kind == "string":
        return 0, value.suffix, unescape_string(value.text), value.text
    if value.kind in _NUMBERS or value.text in ("true", "false"):
        return 0, "", value.text, value.text
    if value.text.startswith("<"):
        return 1, "", value.text, value.text
    prefix, _, local = value.text.partition(":")
    return (2 if value.kind == "blank" else 1), prefix, local, value.text


def _flat(bracket: Bracket) -> str | None:
    """Return a bracket on one line; None if it holds comments or a line break or is too long."""
    if bracket.opened or bracket.inside:
        return None
    parts: list[str] = []
    for item in bracket.properties:
        values = _all_flat(item.values)
        if values is None or item.before or item.after:
            return None
        parts.append(f"{item.verb.text} {', '.join(values)}")
    members = _all_flat(bracket.items)
    if members is None:
        return None
    opening, closing = ("[", "]") if bracket.kind == "[" else ("(", ")")
    content = " ; ".join(parts) if bracket.kind == "[" else " ".join(members)
    text = f"{opening} {content} {closing}" if content else opening + closing
    return text if len(text) <= WIDTH else None


def _all_flat(values: list[Value]) -> list[str] | None:
    texts: list[str] = []
    for value in values:
        text = value.written if isinstance(value, Term) else value.flat
        if text is None or "\n" in text or value.before or value.after:
            return None
        texts.append(text)
    return texts
