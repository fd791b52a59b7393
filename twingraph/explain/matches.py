"""How much each triple pattern of a query matches by itself, and why one matches nothing.

Each is asked alone, so that it is cheap whatever the query as a whole would cost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from twingraph.engine import select
from twingraph.explain.explanation import Matches, Remark
from twingraph.queries.binding import Template
from twingraph.sparql_text import line_and_column, named_iris, tokens
from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import QuerySolution

    from twingraph.explain.patterns import Node, Parts, Pattern
    from twingraph.graph import KnowledgeGraph

_ANY = "?any_subject"
_VALUE = "?any_value"


def match_all(
    kg: KnowledgeGraph, text: str, parts: Parts, prefixes: Mapping[str, str], unknown: set[int]
) -> tuple[list[Matches], list[Remark]]:
    """Count what the patterns match, and tell why one matches nothing.

    Args:
        kg: The graph.
        text: The query.
        parts: What it is made of.
        prefixes: The prefixes that it need not declare.
        unknown: The offsets of terms that the graph does not know; a pattern with one of them is told of already.
    """
    asker = _Asker(kg, text, parts, prefixes)
    matches, remarks = [], []
    for pattern in sorted(parts.patterns, key=lambda each: (each.path.start, each.object.start)):
        counts = asker.counts(pattern)
        line, column = line_and_column(text, pattern.path.start)
        matches.append(Matches(asker.written(pattern), line, counts))
        graphs = [token.start for token, _ in parts.datasets] + ([pattern.graph.start] if pattern.graph else [])
        told = any(pattern.subject.start <= start < pattern.object.end or start in graphs for start in unknown)
        if 0 in counts and not told:
            remarks.append(asker.reason(pattern, line, column))
    remarks += asker.compared()
    return matches, remarks


class _Asker:
    """Asks the graph about one pattern at a time."""

    def __init__(self, kg: KnowledgeGraph, text: str, parts: Parts, prefixes: Mapping[str, str]) -> None:
        self._kg = kg
        self._text = text
        self._parts = parts
        self._prefixes = dict(prefixes)
        named = "".join(
            f"FROM {'NAMED ' if named else ''}{self._slice(token.start, token.start + len(token.text))} "
            for token, named in parts.datasets
        )
        self._before, self._dataset = text[: parts.prologue], named

    def _slice(self, start: int, end: int) -> str:
        return self._text[start:end]

    def _node(self, node: Node, nested: str) -> str:
        return nested if node.kind in ("nested", "blank") else self._slice(node.start, node.end)

    def written(self, pattern: Pattern) -> str:
        """Return a pattern as a person would write it."""
        subject, value = self._node(pattern.subject, "[]"), self._node(pattern.object, "[]")
        return " ".join(f"{subject} {self._slice(pattern.path.start, pattern.path.end)} {value}".split())

    def _ask(self, head: str, pattern: str, graph: Pattern) -> Iterable[QuerySolution]:
        if graph.graph is not None and graph.graph.kind != "variable":
            pattern = (
                f"GRAPH {self._slice(graph.graph.start, graph.graph.start + len(graph.graph.text))} {{ {pattern} }}"
            )
        return select(self._kg.store, f"{self._before}\n{head} {self._dataset}WHERE {{ {pattern} }}", self._prefixes)

    def _count(self, pattern: str, graph: Pattern) -> int:
        (row,) = self._ask("SELECT (COUNT(*) AS ?number)", pattern, graph)
        return int(row[0].value)

    def counts(self, pattern: Pattern) -> tuple[int, ...]:
        """Return how many triples match a pattern, or each of the IRIs of its path."""
        if not pattern.path.alone:
            steps = [self._slice(step.start, step.start + len(step.text)) for step in pattern.path.steps]
            return tuple(self._count(f"{_ANY} {step} {_VALUE}", pattern) for step in steps)
        subject, value = self._node(pattern.subject, _ANY), self._node(pattern.object, _VALUE)
        predicate = self._slice(pattern.path.start, pattern.path.end)
        if all(each.startswith(("?", "$")) for each in (subject, predicate, value)):
            return ()
        return (self._count(f"{subject} {predicate} {value}", pattern),)

    def reason(self, pattern: Pattern, line: int, column: int) -> Remark:
        """Tell why a pattern matches nothing."""
        serious = not (pattern.optional or pattern.path.loose)
        written = {"pattern": self.written(pattern)}
        if not pattern.path.alone:
            return Remark("empty-path", line, column, serious, values=written)
        subject = self._node(pattern.subject, _ANY)
        predicate = self._slice(pattern.path.start, pattern.path.end)
        value = self._node(pattern.object, _VALUE)
        if pattern.object.kind == "string":
            place = line_and_column(self._text, pattern.object.start)
            meant = self._alike(f"{subject} {predicate} {_VALUE}", value, pattern)
            if meant:
                return Remark("literal", *place, serious, meant, {"literal": value})
        number = self._only_below(pattern)
        if number:
            place = line_and_column(self._text, pattern.object.start)
            return Remark("subclasses", *place, serious, ("a/rdfs:subClassOf*",), {"term": value, "count": number})
        total = self._count(f"{_ANY} {predicate} {_VALUE}", pattern)
        rule = "empty-pattern" if total else "unused"
        return Remark(rule, line, column, serious, values={**written, "term": predicate, "count": total})

    def _alike(self, triple: str, literal: str, graph: Pattern) -> tuple[str, ...]:
        """Return the literals with the same text and another language or datatype."""
        condition = f"FILTER(STR({_VALUE}) = STR({literal}) && !SAMETERM({_VALUE}, {literal}))"
        rows = self._ask(f"SELECT DISTINCT {_VALUE}", f"{triple} {condition}", graph)
        return tuple(sorted({_told(row[0]) for row in rows}))[:3]

    def _only_below(self, pattern: Pattern) -> int:
        """Return how many things are of a class by way of its subclasses, where none is of itself."""
        start = pattern.object.start
        if self._parts.roles.get(start) != "class":
            return 0
        iri = next((each.iri for each in named_iris(self._text, self._prefixes) if each.start == start), None)
        if iri is None:
            return 0
        query = Template.cut(self._kg.folder.machinery("explain/subclasses")).bind({"class": [NamedNode(iri)]})
        return int(next(iter(select(self._kg.store, query)))[0].value)

    def compared(self) -> Iterator[Remark]:
        """Yield the conditions that compare a variable with a text of another language or datatype than its values."""
        for variable, literal, start in _comparisons(self._text):
            for pattern in self._parts.patterns:
                if self._slice(pattern.object.start, pattern.object.end) != variable or not pattern.path.alone:
                    continue
                subject = self._node(pattern.subject, _ANY)
                triple = f"{subject} {self._slice(pattern.path.start, pattern.path.end)} {_VALUE}"
                if self._count(f"{triple} FILTER({_VALUE} = {literal})", pattern):
                    continue
                meant = self._alike(triple, literal, pattern)
                if meant:
                    yield Remark(
                        "literal", *line_and_column(self._text, start), near=meant, values={"literal": literal}
                    )
                    break


def _comparisons(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the variables that are compared with plain texts, the texts, and where these stand."""
    found = list(tokens(text))
    for index, token in enumerate(found):
        if token.kind != "string" or index < 1:
            continue
        after = found[index + 1 : index + 3]
        if after and (after[0].kind == "language" or after[0].text == "^"):
            continue
        if index > 1 and found[index - 1].text == "=" and found[index - 2].kind == "variable":
            yield found[index - 2].text, token.text, token.start
        elif len(after) > 1 and after[0].text == "=" and after[1].kind == "variable":
            yield after[1].text, token.text, token.start


def _told(term: object) -> str:
    """Return a literal as one would write it in a query, its datatype by prefix."""
    if isinstance(term, Literal) and not term.language:
        for prefix, space in PREFIXES.items():
            if term.datatype.value.startswith(space) and re.fullmatch(r"\w+", term.datatype.value.removeprefix(space)):
                bare = str(Literal(term.value))
                name = f"{prefix}:{term.datatype.value.removeprefix(space)}"
                return bare if name == "xsd:string" else f"{bare}^^{name}"
    return str(term)
