"""Blocks of Turtle in the house form (see ``docs/formatting.md``), written node by node from sorted lines."""

from __future__ import annotations

import re
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from twingraph.export.dumps.terms import RDF, XSD, Names, literal, nodes, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from twingraph.export.dumps.terms import Node

_TYPE: Final = f"<{RDF}type>"
_FIRST, _REST, _NIL = (f"<{RDF}{name}>" for name in ("first", "rest", "nil"))
_WIDTH: Final = 120
_STEP: Final = 4
_BARE: Final = {
    f"{XSD}integer": re.compile(r"[+-]?[0-9]+\Z"),
    f"{XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+\Z"),
    f"{XSD}boolean": re.compile(r"(?:true|false)\Z"),
}
#: How deep brackets are nested: what Python and readers of Turtle can follow.
_DEEPEST: Final = 50

_Key = tuple[int, str, str, str]
_VerbKey = tuple[bool, str, str]


def head(prefixes: Mapping[str, str]) -> str:
    """Return the lines that declare prefixes, with a line break at their end."""
    return "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in prefixes.items())


class TurtleWriter:
    """Writes nodes as blocks.

    Args:
        prefixes: The prefixes declared.
        blank: The lines about blank nodes of the graph that is written. A node that only one statement names is written
            in brackets where it is named; a list in parentheses.
        indent: How deep the blocks stand.
    """

    def __init__(self, prefixes: Mapping[str, str], blank: Iterable[str] = (), indent: int = 0) -> None:
        self._names = Names(prefixes)
        self._verbs: dict[str, tuple[_VerbKey, str]] = {}
        self._indent = indent
        lines = sorted(blank)
        self._blank = {node.subject: node for node in nodes(lines) if node.subject.startswith("_:")}
        named = Counter(line.split(" ", 2)[2][:-3] for line in lines)
        self._unnamed = {subject for subject in self._blank if not named[subject]}
        self._nested = {subject for subject in self._blank if named[subject] == 1}
        self._cells = self._list_cells()
        self._nested -= self._out_of_reach()
        self._cells &= self._nested

    def _list_cells(self) -> set[str]:
        """Return the nodes that are the cells of lists: nothing but a member and the rest, down to the end."""
        rests = {
            subject: node.facts[1][1]
            for subject, node in self._blank.items()
            if subject in self._nested and [verb for verb, _ in node.facts] == [_FIRST, _REST]
        }
        before = {rest: subject for subject, rest in rests.items() if rest != _NIL}
        found: set[str] = set()
        for last in [subject for subject, rest in rests.items() if rest == _NIL]:
            at: str | None = last
            while at is not None:
                found.add(at)
                at = before.get(at)
        return found

    def _out_of_reach(self) -> set[str]:
        """Return the nodes that no block leads to, since they name one another, and those that would lie too deep."""
        within = {term: node.subject for node in self._blank.values() for _, term in node.facts if term in self._nested}
        depth: dict[str, int] = {}
        for subject in self._nested:
            chain: dict[str, None] = {}
            at: str | None = subject
            while at in self._nested and at not in depth and at not in chain:
                chain[at] = None
                at = within.get(at)
            below = _DEEPEST + 1 if at in chain else depth.get(at or "", 0)
            for each in reversed(chain):
                # The rest of a list stands in the same parentheses, and is no deeper.
                same = each in self._cells and within.get(each) in self._cells and self._rest(within[each]) == each
                below = depth[each] = below + (not same)
        return {subject for subject, deep in depth.items() if deep > _DEEPEST}

    def _rest(self, cell: str) -> str:
        return self._blank[cell].facts[1][1]

    def blocks(self, named: Iterable[Node]) -> Iterator[str]:
        """Yield the block of each node that has an IRI, then those of blank nodes that are not in brackets."""
        for node in named:
            if not node.subject.startswith("_:"):
                yield self._block(self.iri(node.subject), node)
        for subject, node in self._blank.items():
            if subject not in self._nested:
                yield self._block("[]" if subject in self._unnamed else subject, node)

    def _block(self, subject: str, node: Node) -> str:
        margin = " " * self._indent
        lines = self._properties(node, self._indent + _STEP, " .")
        return "\n".join([f"{margin}{subject}", *lines, ""])

    def _properties(self, node: Node, indent: int, end: str) -> list[str]:
        """Return the lines of what is said of a node, the predicates in order, ``a`` first."""
        lines: list[str] = []
        margin = " " * indent
        values = self._by_verb(node)
        for number, (_, verb, terms) in enumerate(values, 1):
            close = end if number == len(values) else " ;"
            if len(terms) == 1:
                lines += self._only(f"{margin}{verb} ", terms[0], indent + _STEP, close)
                continue
            lines.append(margin + verb)
            inner = indent + _STEP
            for position, term in enumerate(self._values(terms), 1):
                own = self._lines(term, inner, _WIDTH - inner - 2)
                own[0] = " " * inner + own[0]
                own[-1] += close if position == len(terms) else ","
                lines += own
        return lines

    def _by_verb(self, node: Node) -> list[tuple[_VerbKey, str, list[str]]]:
        """Return the terms that are said of a node by each predicate, in the order of predicates, after their keys."""
        found: dict[str, list[str]] = {}
        for verb, term in node.facts:
            if verb in found:
                found[verb].append(term)
            else:
                found[verb] = [term]
        values = []
        for verb, terms in found.items():
            known = self._verbs.get(verb)
            if known is None:
                written = "a" if verb == _TYPE else self.iri(verb)
                known = self._verbs[verb] = _verb_key(written), written
            values.append((*known, terms))
        values.sort()
        return values

    def _only(self, start: str, term: str, indent: int, close: str) -> list[str]:
        """Return the lines of a predicate with its only value."""
        if not self._bracketed(term):
            return [f"{start}{self._term(term)}{close}"]
        lines = self._lines(term, indent, _WIDTH - len(start) - 2)
        lines[0] = start + lines[0]
        lines[-1] += close
        return lines

    def _values(self, terms: list[str]) -> list[str]:
        """Return terms as written, in order; of those in brackets their N-Triples, to be written later."""
        brackets = [term for term in terms if self._bracketed(term)]
        plain = [self._keyed(term) for term in terms if not self._bracketed(term)]
        plain.sort(key=itemgetter(0))
        return [text for _, text in plain] + brackets

    def _bracketed(self, term: str) -> bool:
        return term[0] == "_" and term in self._nested

    def _lines(self, term: str, indent: int, room: int) -> list[str]:
        """Return the lines of a value, the first without indentation; its closing bracket stands at ``indent``."""
        if not self._bracketed(term):
            return [term]
        flat = self._flat(term)
        if flat is not None and len(flat) <= room:
            return [flat]
        members = self._members(term)
        margin = " " * indent
        if members is None:
            return ["[", *self._properties(self._blank[term], indent + _STEP, ""), f"{margin}]"]
        lines = ["("]
        inner = indent + _STEP
        for member in members:
            written = member if self._bracketed(member) else self._term(member)
            own = self._lines(written, inner, _WIDTH - inner - 2)
            own[0] = " " * inner + own[0]
            lines += own
        return [*lines, f"{margin})"]

    def _members(self, term: str) -> list[str] | None:
        """Return the members of a list, or None if the node is no cell of one."""
        if term not in self._cells:
            return None
        members = []
        while term != _NIL:
            members.append(self._blank[term].facts[0][1])
            term = self._rest(term)
        return members

    def _flat(self, term: str) -> str | None:
        """Return a bracket on one line, or None if that is too long."""
        members = self._members(term)
        if members is not None:
            parts = [self._flat(each) if self._bracketed(each) else self._term(each) for each in members]
            return _one_line("(", parts, " ", ")")
        said: list[str | None] = []
        for _, verb, values in self._by_verb(self._blank[term]):
            terms = [self._flat(each) if self._bracketed(each) else each for each in self._values(values)]
            told = [each for each in terms if each is not None]
            said.append(f"{verb} {', '.join(told)}" if len(told) == len(terms) else None)
        return _one_line("[", said, " ; ", "]")

    def _term(self, term: str) -> str:
        if term[0] == "<":
            return self.iri(term)
        return self._literal(term)[1] if term[0] == '"' else term

    def _keyed(self, term: str) -> tuple[_Key, str]:
        """Return a term as written, after what it is sorted by."""
        if term[0] == '"':
            return self._literal(term)
        written = self.iri(term) if term[0] == "<" else term
        if written[0] == "<":
            return (1, "", written, written), written
        prefix, _, local = written.partition(":")
        return (2 if term[0] == "_" else 1, prefix, local, written), written

    def _literal(self, term: str) -> tuple[_Key, str]:
        text = literal(term)
        if text.lang:
            suffix = f"@{text.lang}"
        elif text.datatype:
            bare = _BARE.get(text.datatype)
            if bare and bare.match(text.written[1:-1]):
                value = text.written[1:-1]
                return (0, "", value, value), value
            suffix = f"^^{self.iri(f'<{text.datatype}>')}"
        else:
            suffix = ""
        return (0, suffix, unescaped(text.written[1:-1]), text.written), text.written + suffix

    def iri(self, term: str) -> str:
        """Return an IRI, given in angle brackets, as short as it can be."""
        found = self._names.split(term[1:-1])
        return f"{found[0]}:{found[1]}" if found else term


def _one_line(opening: str, parts: list[str | None], between: str, closing: str) -> str | None:
    told = [part for part in parts if part is not None]
    if len(told) < len(parts):
        return None
    text = f"{opening} {between.join(told)} {closing}" if told else opening + closing
    return text if len(text) <= _WIDTH else None


def _verb_key(verb: str) -> _VerbKey:
    if verb == "a" or verb[0] == "<":
        return (verb != "a", "", verb)
    prefix, _, local = verb.partition(":")
    return (True, prefix, local)
