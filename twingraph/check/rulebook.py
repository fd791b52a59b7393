"""All rules that a finding can name: their severities, their words and what they are about.

Shapes are read from their files; the rules of the program stand in catalogues of texts. ``docs/rules.md`` is made of
this, SARIF describes its rules by it, and ``twingraph.toml`` may grade only what stands here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode, QuerySolutions

from twingraph.check import texts
from twingraph.check.shapes import SH
from twingraph.evidence.texts import TEXTS as EVIDENCE
from twingraph.terms import PREFIXES, short
from twingraph.texts import LANGS, TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from twingraph.check.findings import Severity
    from twingraph.check.graph_checks import GraphCheck
    from twingraph.check.shapes import Shapes

#: Texts of the check that are parts of others, and no rules.
_NO_RULES: Final = frozenset({"near", "shape"})
#: Rules of the program that are no violations.
_OTHERS: Final[dict[str, Severity]] = {
    "deprecated-term": "warning",
    "example-empty": "warning",
    "golden-query": "warning",
    "no-data": "warning",
    "not-read": "warning",
    "query-golden": "info",
    "tag-near": "warning",
    "undeclared-class": "warning",
    "undeclared-property": "warning",
}
#: Errors of reading that become findings; their texts are those of the program.
ERRORS: Final = (
    "broken-query",
    "broken-turtle",
    "header-choice",
    "header-example",
    "header-key",
    "header-lacks",
    "header-list",
    "header-mapping",
    "header-missing",
    "header-yaml",
    "rule-not-construct",
    "unreadable",
)
_HOLE: Final = re.compile(r" ?\{near\}|\{\{|\}\}|\{[?$]?\w+\}")
_PLACE: Final = re.compile(r"^\{file\}(:\{line\})?(:\{column\})?: ")
_SHAPES: Final = f"""SELECT DISTINCT ?rule ?shape ?class WHERE {{
    {{ ?rule a <{SH}NodeShape> }} UNION {{ ?rule a <{SH}PropertyShape> }}
    UNION {{ ?any <{SH}sparql> ?rule . FILTER(isIRI(?rule)) }}
    OPTIONAL {{ ?of <{SH}sparql> ?rule }}
    BIND(COALESCE(?of, ?rule) AS ?shape)
    OPTIONAL {{ ?holder <{SH}property>? ?shape ; <{SH}targetClass> ?class }}
}}"""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the check.

    Attributes:
        id: What findings call it.
        severity: How grave it is when it is broken, unless ``twingraph.toml`` says otherwise.
        message: What a finding says, by language; ``…`` stands for what differs from finding to finding.
        group: What it belongs to: ``graph``, ``evidence``, ``header``, ``check`` (graph checks), ``shapes`` (whether
            shapes are well-formed), or a shape's file.
        about: The classes and the property that a shape asks of, with their prefixes.
        limits: What the rule does not see, by language, if it says so.
    """

    id: str
    severity: Severity
    message: Mapping[str, str]
    group: str | Path
    about: tuple[str, ...] = ()
    limits: Mapping[str, str] = field(default_factory=dict)

    @property
    def anchor(self) -> str:
        """The rule's anchor on the page of rules, as GitHub and GitLab make one of its heading."""
        return anchor(self.id)


def anchor(rule: str) -> str:
    """Return the anchor of a rule's heading.

    >>> anchor("tgsh:Agreement-party")
    'tgshagreement-party'
    """
    return re.sub(r"[^\w\- ]", "", rule.lower()).replace(" ", "-")


def rulebook(shapes: Shapes, checks: Iterable[GraphCheck] = ()) -> dict[str, Rule]:
    """Return the rules of the program, of some shapes and of some graph checks, by their ids."""
    from twingraph.check.graph_checks import shape_checks  # noqa: PLC0415 - only what lists all rules needs it

    of_checks = [
        Rule(check.name, check.severity, _plain(check.texts), group, limits=check.limits)
        for group, members in (("check", checks), ("shapes", shape_checks()))
        for check in members
    ]
    rules = [*of_checks, *_of_program(), *_of_shapes(shapes)]
    return {rule.id: rule for rule in rules}


def _of_program() -> Iterator[Rule]:
    for name, said in texts.TEXTS.items():
        if name not in _NO_RULES:
            yield Rule(name, _OTHERS.get(name, "violation"), _plain(said), "graph")
    for name, said in EVIDENCE.items():
        yield Rule(name, "violation", _plain(said), "evidence")
    for name in ERRORS:
        if name not in texts.TEXTS:
            pair = (_PLACE.sub("", text) for text in TEXTS[name])
            told: dict[str, str] = {
                lang: f"{text[:1].upper()}{text[1:]}." for lang, text in zip(LANGS, pair, strict=True)
            }
            yield Rule(name, "violation", _plain(told), "header")


def _of_shapes(shapes: Shapes) -> Iterator[Rule]:
    rows = shapes.store.query(_SHAPES)
    assert isinstance(rows, QuerySolutions)  # noqa: S101 - it is a SELECT
    shape_of: dict[NamedNode, NamedNode | BlankNode] = {}
    classes: dict[NamedNode, set[str]] = {}
    for row in rows:
        rule, shape, target = row["rule"], row["shape"], row["class"]
        if isinstance(rule, NamedNode) and isinstance(shape, (NamedNode, BlankNode)):
            shape_of[rule] = shape
            classes.setdefault(rule, set()).update([target.value] if isinstance(target, NamedNode) else [])
    for rule in sorted(shape_of, key=lambda node: node.value):
        shape = shape_of[rule]
        said = shapes.messages(rule) or shapes.messages(shape)
        if said:
            names = [short(iri, {**PREFIXES, **shapes.prefixes}) for iri in sorted(classes[rule])]
            path = shapes.value(shape, "path")
            step = shapes.path(path) if isinstance(path, (NamedNode, BlankNode)) else None
            if step is not None:
                names.append(_shortened(step, {**PREFIXES, **shapes.prefixes}))
            file = shapes.files[rule.value]
            yield Rule(shapes.rule(rule), shapes.severity(shape), _plain(said), file, tuple(names))


def _shortened(path: str, prefixes: Mapping[str, str]) -> str:
    return re.sub("<([^<>]*)>", lambda found: short(found[1], prefixes), path)


def _plain(said: Mapping[str, str]) -> dict[str, str]:
    """Return a text with ``…`` in its holes."""
    return {lang: _HOLE.sub(_filling, text) for lang, text in said.items()}


def _filling(hole: re.Match[str]) -> str:
    return {"{{": "{", "}}": "}", "{near}": "", " {near}": ""}.get(hole.group(), "…")
