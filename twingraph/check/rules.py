"""Can each rule that derives facts be run, and what is not to be asked while one cannot?

Rules build on one another, so with one broken none is run; then a shape that asks for what rules derive would find it
missing everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, QueryTriples, Store

from twingraph.check.findings import Finding
from twingraph.check.shapes import SH
from twingraph.check.syntax import text_of
from twingraph.check.texts import message
from twingraph.engine import asks_elsewhere, query_error
from twingraph.sparql_text import Group, groups, line_and_column, named_iris, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from twingraph.check.shapes import Shapes
    from twingraph.layout import GraphFolder

_SELECT: Final = NamedNode(f"{SH}select")
_FORMS: Final = frozenset({"SELECT", "ASK"})


def rule_findings(folder: GraphFolder) -> Iterator[Finding]:
    """Yield, for each rule that cannot be run, why and where."""
    for file in folder.rule_files():
        text = text_of(file)
        finding = text if isinstance(text, Finding) else _finding(file, text)
        if finding is not None:
            yield finding


def _finding(file: Path, text: str) -> Finding | None:
    try:
        if asks_elsewhere(text, {}):
            return Finding("violation", "check-service", message("check-service"), file, 1)
        answer = Store().query(text)
    except SyntaxError as error:
        wrong = query_error(error)
        return Finding("violation", "rule", message("rule", reason=wrong.reason), file, wrong.line, wrong.column)
    if isinstance(answer, QueryTriples):
        return None
    start = next((token.start for token in tokens(text) if token.text in _FORMS), 0)
    return Finding("violation", "rule-form", message("rule-form"), file, *line_and_column(text, start))


def dependent_rules(folder: GraphFolder, store: Store, shapes: Shapes) -> set[str]:
    """Return the ids of the shapes and constraints that ask for what the rules derive."""
    return rules_naming(shapes, derived_terms(folder, store))


def rules_naming(shapes: Shapes, iris: set[str]) -> set[str]:
    """Return the ids of the shapes and constraints that name one of these IRIs."""
    subjects = {quad.subject for quad in shapes.store if isinstance(quad.subject, (NamedNode, BlankNode))}
    return {shapes.rule(subject) for subject in subjects if not iris.isdisjoint(_mentioned(shapes, subject))}


def derived_terms(folder: GraphFolder, store: Store) -> set[str]:
    """Return the terms that rules derive: those that the ontology marks, and what rules construct that can be read."""
    rows = store.query(folder.machinery("vocabulary/derived"))
    assert isinstance(rows, QuerySolutions)  # noqa: S101 - it is a SELECT
    found = {row[0].value for row in rows if isinstance(row[0], NamedNode)}
    for file in folder.rule_files():
        text = text_of(file)
        if isinstance(text, Finding):
            continue
        for item in groups(text).items:
            if isinstance(item, Group) and item.lead == "CONSTRUCT":
                declared = text[: text.find("}", item.start)]
                found |= {named.iri for named in named_iris(declared) if named.start >= item.start}
    return found


def _mentioned(shapes: Shapes, subject: NamedNode | BlankNode) -> set[str]:
    """Return the IRIs that a shape names itself, in nodes without a name, and in its query."""
    found: set[str] = set()
    seen: set[object] = set()
    waiting: list[NamedNode | BlankNode] = [subject]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        for quad in shapes.store.quads_for_pattern(node, None, None):
            if isinstance(quad.object, NamedNode):
                found.add(quad.object.value)
            elif isinstance(quad.object, BlankNode):
                waiting.append(quad.object)
            elif quad.predicate == _SELECT and isinstance(quad.object, Literal):
                found |= {named.iri for named in named_iris(quad.object.value, shapes.prefixes)}
    return found
