"""SPARQL constraints of shapes (``sh:sparql``), set at a time.

SHACL-SPARQL (https://www.w3.org/TR/shacl/#sparql-constraints) asks a constraint's SELECT query of one target
node after the other. Here it is asked once of all: the pattern that finds the targets is put at the beginning
of the query's WHERE group. :mod:`twingraph.check.constraint_lint` refuses the constraints of which that would
give another answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions

from twingraph.check.constraint_lint import Unfit, target_offset
from twingraph.check.core import Outcome, fill
from twingraph.check.shapes import SH, Shapes
from twingraph.check.targets import Targets
from twingraph.check.texts import message
from twingraph.engine import asks_elsewhere, query_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

    Node = NamedNode | BlankNode
    Term = NamedNode | BlankNode | Literal

_OWL: Final = "http://www.w3.org/2002/07/owl#"
_PREFIXES: Final = NamedNode(f"{SH}prefixes")
_TRUE: Final = ("true", "1")
_CONSTRAINTS: Final = f"""SELECT DISTINCT ?shape ?constraint ?holder WHERE {{
    ?shape <{SH}sparql> ?constraint .
    ?holder <{SH}property>? ?shape .
}}"""
_DECLARATIONS: Final = f"""SELECT DISTINCT ?prefix ?namespace WHERE {{
    {{0}} <{_OWL}imports>*/<{SH}declare> ?declaration .
    ?declaration <{SH}prefix> ?prefix ; <{SH}namespace> ?namespace .
}}"""
_PATH: Final = re.compile(r"[$?]PATH\b")


@dataclass(frozen=True, slots=True)
class Constraint:
    """A SPARQL constraint of a shape; ``holder`` is the shape whose targets it is asked of.

    The holder of a property shape's constraint is the node shape that has the property shape.
    """

    shape: Node
    node: Node
    holder: Node


def constraint_outcomes(shapes: Shapes, store: Store) -> Iterator[Outcome | Problem]:
    """Yield what the SPARQL constraints find in the store's default graph.

    A constraint that cannot be evaluated is yielded as a :class:`Problem`; the others are evaluated all the
    same.
    """
    targets = Targets(shapes, store)
    for constraint in _constraints(shapes, targets):
        try:
            yield from _outcomes(constraint, shapes, store, targets)
        except Unfit as verdict:
            values = {"shape": shapes.rule(constraint.shape), **verdict.values}
            yield Problem(constraint.shape, constraint.node, verdict.rule, message(verdict.rule, **values))


@dataclass(frozen=True, slots=True)
class Problem:
    """A constraint that cannot be evaluated, and why: the rule that refuses it and its words."""

    shape: Node
    constraint: Node
    rule: str
    message: dict[str, str]


def _constraints(shapes: Shapes, targets: Targets) -> list[Constraint]:
    """Return the constraints that are in force, each with each of the shapes whose targets it is asked of."""
    found = [
        Constraint(shape, node, holder)
        for shape, node, holder in _rows(shapes.store, _CONSTRAINTS)
        if not any(_is_true(shapes.value(part, "deactivated")) for part in (shape, node, holder))
    ]
    targeted = [constraint for constraint in found if targets.pattern(constraint.holder)]
    asked = {constraint.node for constraint in targeted}
    # A constraint without any target is kept, so that somebody is told of it.
    targeted += [c for c in found if c.node not in asked and c.holder == c.shape]
    return sorted(targeted, key=lambda constraint: (str(constraint.shape), str(constraint.holder)))


def _outcomes(constraint: Constraint, shapes: Shapes, store: Store, targets: Targets) -> Iterator[Outcome]:
    path_node = shapes.value(constraint.shape, "path")
    own_path = path_node.value if isinstance(path_node, NamedNode) else None
    query = query_of(constraint, shapes, targets)
    try:
        if asks_elsewhere(query, {}):
            raise Unfit("constraint-refused", word="SERVICE")
        solutions = store.query(query)
    except SyntaxError as error:
        raise Unfit("constraint-syntax", reason=query_error(error).reason) from error
    if not isinstance(solutions, QuerySolutions):
        raise Unfit("constraint-syntax", reason="SELECT")
    names = [variable.value for variable in solutions.variables]
    severity = shapes.severity(constraint.shape)
    rule = shapes.rule(constraint.node if isinstance(constraint.node, NamedNode) else constraint.shape)
    texts = shapes.messages(constraint.node) or shapes.messages(constraint.shape)
    texts = texts or message("shape", shape=rule, component="SPARQLConstraintComponent")
    seen: set[tuple[object, ...]] = set()
    for solution in solutions:
        row = tuple(solution)
        if row in seen:
            continue
        seen.add(row)
        values = dict(zip(names, row, strict=True))
        focus, path, value = values.get("this"), values.get("path"), values.get("value")
        if focus is None:
            continue
        if value is None and path_node is None:
            value = focus  # the value node of a node shape is its focus node
        yield Outcome(
            focus,
            path.value if isinstance(path, NamedNode) else own_path,
            value,
            constraint.shape,
            rule,
            "SPARQLConstraintComponent",
            severity,
            fill(texts, {**values, "value": value}, shapes),
            constraint.node,
        )


def query_of(constraint: Constraint, shapes: Shapes, targets: Targets) -> str:
    """Return the query that asks the constraint of all its targets at once.

    Raises:
        Unfit: It cannot be asked so.
    """
    select = shapes.value(constraint.node, "select")
    if not isinstance(select, Literal):
        raise Unfit("constraint-syntax", reason="sh:select")
    text = select.value
    path_node = shapes.value(constraint.shape, "path")
    if _PATH.search(text):
        path = shapes.path(path_node) if isinstance(path_node, (NamedNode, BlankNode)) else None
        if path is None:
            raise Unfit("constraint-path")
        text = _PATH.sub(lambda _: path, text)
    offset = target_offset(text)
    target = targets.pattern(constraint.holder)
    if target is None:
        raise Unfit("constraint-target")
    prefixes = "".join(
        f"PREFIX {prefix.value}: <{namespace.value}>\n"
        for declarer in shapes.values(constraint.node, _PREFIXES)
        for prefix, namespace in _rows(shapes.store, _filled(_DECLARATIONS, declarer))
    )
    return f"{prefixes}{text[:offset]} {target} {text[offset:]}"


def _filled(query: str, node: object) -> str:
    """Put a node into a query; blank nodes of the shapes have no name there, so they stand for none."""
    return query.replace("{0}", str(node) if isinstance(node, NamedNode) else "<x:none>")


def _rows(store: Store, query: str) -> list[tuple[Node, ...]]:
    solutions = store.query(query)
    return [tuple(row) for row in solutions] if isinstance(solutions, QuerySolutions) else []


def _is_true(value: object) -> bool:
    return isinstance(value, Literal) and value.value in _TRUE
