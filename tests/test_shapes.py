"""The shapes, each held to data that passes and data that fails.

Good data: the tiny world and ``shapes/good``. Bad data: ``shapes/bad``, where ``test:violates`` names the rules that a
node breaks. A file may leave out what belongs to another rule (``<> test:leavesOut tgsh:Thing-label``), so that each
rule can be read alone. Advice (warnings, information) that a bad node does not name is let pass; violations are exact.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pyshacl
import pytest
import rdflib
from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, Triple, parse, serialize

from tests.test_check_engine import parsed_once  # noqa: F401 - a fixture
from twingraph.check.constraints import Problem, constraint_outcomes
from twingraph.check.core import core_outcomes
from twingraph.check.shapes import Shapes
from twingraph.layout import GraphFolder
from twingraph.loader import MATERIALISE, derive, load_file

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
FOLDER = GraphFolder.find(HERE / "world")
SHAPE_FILES = sorted((HERE.parent / "shapes").glob("*.ttl"))
GOOD = tuple(sorted((HERE / "shapes" / "good").glob("*.ttl")))
BAD = tuple(sorted((HERE / "shapes" / "bad").glob("*.ttl")))
SH = "http://www.w3.org/ns/shacl#"
TGSH = "https://w3id.org/twingraph/shapes#"
TEST = "https://example.org/test#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
#: What a shape constrains nodes by, as opposed to what it is, says and points to.
CONSTRAINS = frozenset({"pattern", "not", "nodeKind", "class", "datatype", "or", "in", "closed"})

#: A finding: focus, path, value, rule, severity.
Key = tuple[str, "str | None", "str | None", str, str]


# ---- what the engines find


@cache
def shapes() -> Shapes:
    return Shapes(SHAPE_FILES)


@cache
def graph(*extra: Path) -> Store:
    """Return the world with further files, and what the rules derive from all of it."""
    store = Store()
    for path in FOLDER.turtle_files():
        load_file(store, path, NamedNode(FOLDER.graph_name(path)))
    for path in extra:
        load_file(store, path, NamedNode(path.as_uri()))
    store.update(MATERIALISE)
    derive(store, FOLDER)
    return store


@cache
def triples(*extra: Path) -> str:
    """Return the default graph as N-Triples."""
    quads = graph(*extra).quads_for_pattern(None, None, None, DefaultGraph())
    return (serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b"").decode()


@cache
def fast(*extra: Path) -> frozenset[Key]:
    """Return what `shacl` and the constraints asked set at a time find."""
    found = [*core_outcomes(shapes(), triples(*extra))]
    for outcome in constraint_outcomes(shapes(), graph(*extra)):
        assert not isinstance(outcome, Problem), outcome.message
        found.append(outcome)
    return frozenset(
        (
            outcome.focus.value,
            iri_path(outcome.path),
            None if outcome.value is None else outcome.value.value,
            outcome.rule,
            outcome.severity,
        )
        for outcome in found
    )


@cache
def reference(*extra: Path) -> frozenset[Key]:
    """Return what pySHACL finds, SPARQL constraints and all."""
    space = rdflib.Namespace(SH)
    rules = rdflib.Graph()
    for path in SHAPE_FILES:
        rules.parse(path)
    facts = rdflib.Graph().parse(data=triples(*extra), format="nt")
    leave_out_unused_concepts(facts, ours(*extra))
    _, report, _ = pyshacl.validate(facts, shacl_graph=rules, meta_shacl=False)
    found = set()
    for result in report.subjects(rdflib.RDF.type, space.ValidationResult):
        path = report.value(result, space.resultPath)
        value = report.value(result, space.value)
        rule = report.value(result, space.sourceConstraint) or report.value(result, space.sourceShape)
        found.add(
            (
                str(report.value(result, space.focusNode)),
                str(path) if isinstance(path, rdflib.URIRef) else None,
                None if value is None else str(value),
                str(rule).replace(TGSH, "tgsh:"),
                str(report.value(result, space.resultSeverity)).removeprefix(SH).lower(),
            )
        )
    return frozenset(found)


def leave_out_unused_concepts(facts: rdflib.Graph, described: set[str]) -> None:
    """Take out what only the vocabularies speak of: pySHACL would take minutes.

    (Its ``focus_nodes`` would do the same, but then it lets every value of ``sh:or`` pass.)
    """
    concepts = set(facts.subjects(rdflib.SKOS.inScheme))
    top = rdflib.SKOS.hasTopConcept
    used = {value for subject, name, value in facts if subject not in concepts and name != top}
    for concept in concepts - used:
        if str(concept) not in described:
            facts.remove((concept, None, None))


def ours(*extra: Path) -> set[str]:
    """Return the nodes that the further files describe."""
    return {quad.subject.value for path in extra for quad in parse(path=path, base_iri=path.as_uri())}


def iri_path(path: str | None) -> str | None:
    """Return a path that is one property; of another, the engines agree on no form."""
    return path if path is not None and path.startswith("http") else None


def found_on(found: Iterable[Key], focus: str, *severities: str) -> set[str]:
    return {rule for node, _, _, rule, severity in found if node == focus and severity in severities}


# ---- what the files say


@cache
def marked(path: Path, name: str) -> dict[str, set[str]]:
    """Return the values of a test property in a file, by subject."""
    values: dict[str, set[str]] = {}
    for quad in parse(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri()):
        if quad.predicate.value == TEST + name and not isinstance(quad.object, Triple):
            values.setdefault(quad.subject.value, set()).add(quad.object.value.replace(TGSH, "tgsh:"))
    return values


def left_out(path: Path) -> set[str]:
    return marked(path, "leavesOut").get(path.as_uri(), set())


def named_bad() -> set[str]:
    return {rule for path in BAD for rules in marked(path, "violates").values() for rule in rules}


def values(subject: str, name: str) -> set[str]:
    quads = shapes().store.quads_for_pattern(NamedNode(subject), NamedNode(SH + name), None)
    return {quad.object.value for quad in quads}


def instances(kind: str) -> set[str]:
    """Return the kinds of node of the shapes graph: ``NodeShape``, ``PropertyShape``, ``SPARQLConstraint``."""
    quads = shapes().store.quads_for_pattern(None, TYPE, NamedNode(SH + kind))
    return {quad.subject.value for quad in quads}


def rule(iri: str) -> str:
    return iri.replace(TGSH, "tgsh:")


def own_constraints(shape: str) -> set[str]:
    quads = shapes().store.quads_for_pattern(NamedNode(shape), None, None)
    return {quad.predicate.value.removeprefix(SH) for quad in quads} & CONSTRAINS


# ---- good and bad data


def test_good_data_conform() -> None:
    excused = {
        (quad.subject.value, skipped)
        for path in GOOD
        for quad in parse(path=path, format=RdfFormat.TURTLE, base_iri=path.as_uri())
        for skipped in left_out(path)
    }
    found = {(focus, name) for focus, _, _, name, severity in fast(*GOOD) if severity != "info"}
    assert found - excused == set()


@pytest.mark.parametrize(
    ("path", "focus"),
    [pytest.param(path, focus, id=f"{path.stem}:{focus}") for path in BAD for focus in marked(path, "violates")],
)
def test_bad_data_fail_as_they_say(path: Path, focus: str) -> None:
    expected = marked(path, "violates")[focus]
    found = fast(*GOOD, *BAD)
    every = found_on(found, focus, "violation", "warning", "info")
    assert expected <= every
    assert found_on(found, focus, "violation") - left_out(path) <= expected


@pytest.mark.usefixtures("parsed_once")
def test_engines_agree() -> None:
    """The fast way finds exactly what pySHACL finds, on good and bad data at once."""
    described = ours(*GOOD, *BAD)
    ways = (fast(*GOOD, *BAD), reference(*GOOD, *BAD))
    quick, slow = ({key for key in found if key[0] in described} for found in ways)
    assert quick ^ slow == set()
    assert quick


# ---- coverage


def test_every_rule_has_bad_data() -> None:
    rules = {
        *instances("PropertyShape"),
        *instances("SPARQLConstraint"),
        *(shape for shape in instances("NodeShape") if values(shape, "targetClass") and own_constraints(shape)),
    }
    assert {rule(iri) for iri in rules} == named_bad()


@pytest.mark.parametrize("shape", sorted(instances("NodeShape")), ids=rule)
def test_every_shape_has_good_data(shape: str) -> None:
    """Each class that is a target has an instance, and each property shape a value that it lets pass."""
    store = graph(*GOOD)
    classes = values(shape, "targetClass")
    for name in sorted(classes):
        assert store.query(_INSTANCE.format(name=name)), f"no good {name}"
    targets = " ".join(f"<{name}>" for name in classes)
    for member in values(shape, "property"):
        paths = shapes().store.quads_for_pattern(NamedNode(member), NamedNode(f"{SH}path"), None)
        path = next(quad.object for quad in paths)
        if isinstance(path, NamedNode) and values(member, "maxCount") != {"0"}:
            assert store.query(_VALUE.format(targets=targets, path=path)), f"no good {rule(member)}"


_INSTANCE = "ASK {{ ?thing a/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* <{name}> }}"
_VALUE = """ASK {{
    VALUES ?class {{ {targets} }}
    ?thing a/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* ?class ; {path} ?value .
}}"""


# ---- the shapes themselves


def test_shapes_conform_to_shacl_shacl() -> None:
    """The shapes of shapes, appendix C of https://www.w3.org/TR/shacl/, come with pySHACL."""
    rules = rdflib.Graph()
    for path in SHAPE_FILES:
        rules.parse(path)
    assets = resources.files("pyshacl") / "assets"
    shapes_of_shapes = rdflib.Graph().parse(data=(assets / "shacl-shacl.ttl").read_text(), format="turtle")
    conforms, _, report = pyshacl.validate(rules, shacl_graph=shapes_of_shapes)
    assert conforms, report


def unknown_terms(store: Store) -> set[str]:
    """Return the terms in the namespace of SHACL that its vocabulary does not define."""
    text = (resources.files("pyshacl") / "assets" / "shacl.ttl").read_text(encoding="utf-8")
    defined = {quad.subject.value for quad in parse(text, RdfFormat.TURTLE) if isinstance(quad.subject, NamedNode)}
    used = {
        term.value
        for quad in store
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(SH)
    }
    return used - defined


def test_shapes_use_terms_of_shacl_only() -> None:
    assert unknown_terms(shapes().store) == set()


def test_a_misspelt_term_of_shacl_is_seen() -> None:
    store = Store()
    store.extend(parse(f"<{TGSH}X> <{SH}minCounts> 1 .", RdfFormat.TURTLE))
    assert unknown_terms(store) == {f"{SH}minCounts"}


@pytest.mark.parametrize("kind", ["NodeShape", "PropertyShape", "SPARQLConstraint"])
def test_everything_has_a_name_and_says_what_to_do(kind: str) -> None:
    for shape in instances(kind):
        assert shape.startswith(TGSH), shape
        assert set(shapes().messages(NamedNode(shape))) == {"en", "ru"}, shape
        assert kind == "SPARQLConstraint" or values(shape, "severity"), shape


def test_every_shape_is_reached() -> None:
    """A property shape or constraint that no shape with a target names would never be asked."""
    quads = [*shapes().store]
    named = {quad.object.value for quad in quads if quad.predicate.value in (f"{SH}property", f"{SH}sparql")}
    assert named == instances("PropertyShape") | instances("SPARQLConstraint")
    first = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first"
    used = {quad.object.value for quad in quads if quad.predicate.value in (first, f"{SH}not")}
    assert {shape for shape in instances("NodeShape") if not values(shape, "targetClass")} <= used


def test_members_are_named_after_their_shape() -> None:
    for quad in shapes().store:
        if quad.predicate.value in (f"{SH}property", f"{SH}sparql"):
            assert quad.object.value.startswith(f"{quad.subject.value}-")


def test_shapes_are_portable() -> None:
    """What engines are known to disagree on stays out: see the decision on engines."""
    predicates = {quad.predicate.value.removeprefix(SH) for quad in shapes().store}
    assert not predicates & {"targetNode", "targetSubjectsOf", "targetObjectsOf", "target", "deactivated", "node"}
    for quad in shapes().store:
        if quad.predicate.value == f"{SH}pattern":
            assert isinstance(quad.object, Literal)
            assert "\\p" not in quad.object.value
