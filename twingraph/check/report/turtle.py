"""Findings as a validation report of SHACL, in Turtle.

Source: https://www.w3.org/TR/shacl/#validation-report. What a shape finds is told as the standard says. What another
rule finds is a result too: its focus node is the thing, or the file if there is none, and its constraint component is
the rule itself, an IRI below ``https://w3id.org/twingraph/check#``. Severities are those of the report, so
``twingraph.toml`` may have changed them; ``sh:conforms`` is true of a report without results, as the standard says,
whatever makes the check fail. The place of each finding stands in a comment, for a validation report has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode

from twingraph.check.fingerprints import named
from twingraph.check.report.words import whole_summary
from twingraph.check.shapes import SH, Shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twingraph.check.core import Outcome
    from twingraph.check.findings import Finding
    from twingraph.check.report.model import Report

#: What the IRIs of rules that are no shapes begin with.
CHECK: Final = "https://w3id.org/twingraph/check#"
_SEVERITIES: Final = {"violation": "sh:Violation", "warning": "sh:Warning", "info": "sh:Info"}
_IRI_SIGNS: Final = frozenset('<>"{}|^`\\ \t\r\n')


def lines(report: Report) -> Iterator[str]:
    """Yield the lines of a report; its messages are in all languages that there are."""
    try:
        shapes = Shapes(report.folder.shape_files())
    except (SyntaxError, OSError, ValueError):
        shapes = Shapes(())
    yield f"# {whole_summary(report)}"
    yield ""
    yield f"@prefix sh: <{SH}> ."
    yield ""
    yield "[]"
    yield "    a sh:ValidationReport ;"
    yield f"    sh:conforms {'false' if report.findings else 'true'}{' ;' if report.findings else ' .'}"
    if not report.findings:
        return
    yield "    sh:result"
    for number, finding in enumerate(report.findings, 1):
        end = "." if number == len(report.findings) else ","
        place = report.place(finding)
        where = ":".join(str(part) for part in (report.path(place.file), place.line, place.column) if part is not None)
        yield f"        # {' '.join(where.split())}"
        yield "        ["
        yield from (f"            {statement} ;" for statement in _result(report, finding, shapes))
        yield f"        ] {end}"


def _result(report: Report, finding: Finding, shapes: Shapes) -> Iterator[str]:
    yield "a sh:ValidationResult"
    outcome = finding.outcome
    if outcome is not None:
        yield f"sh:focusNode {_term(outcome.focus)}"
        path = _path(outcome, shapes)
        if path is not None:
            yield f"sh:resultPath {path}"
        if outcome.value is not None:
            yield f"sh:value {_term(outcome.value)}"
        if isinstance(outcome.shape, NamedNode):
            yield f"sh:sourceShape {outcome.shape}"
        if isinstance(outcome.constraint, NamedNode):
            yield f"sh:sourceConstraint {outcome.constraint}"
        yield f"sh:sourceConstraintComponent sh:{outcome.component}"
    else:
        yield f"sh:focusNode {_focus(report, finding)}"
        if finding.path is not None and _is_iri(finding.path):
            yield f"sh:resultPath <{finding.path}>"
        value = named(finding, "value")
        if value is not None:
            yield f"sh:value {f'<{value}>' if _is_iri(value) else Literal(value)}"
        yield f"sh:sourceConstraintComponent <{CHECK}{quote(finding.rule)}>"
    yield f"sh:resultSeverity {_SEVERITIES[finding.severity]}"
    told = [str(Literal(text, language=lang)) for lang, text in sorted(finding.message.items())]
    yield f"sh:resultMessage {', '.join(told)}"


def _focus(report: Report, finding: Finding) -> str:
    focus = named(finding, "focus")
    if focus is not None and _is_iri(focus):
        return f"<{focus}>"
    if finding.focus is not None:
        return "[]"
    file = report.place(finding).file
    return f"<{quote(report.path(file))}>"


def _path(outcome: Outcome, shapes: Shapes) -> str | None:
    """Return the path of a result: the property, or the path of the shape as it stands there."""
    if outcome.path is not None and _is_iri(outcome.path.strip("<>")):
        return f"<{outcome.path.strip('<>')}>"
    node = shapes.value(outcome.shape, "path")
    if isinstance(node, NamedNode):
        return str(node)
    return _nested(node, shapes) if isinstance(node, BlankNode) else None


def _nested(node: BlankNode, shapes: Shapes) -> str:
    """Return a node without a name with all that is said of it, in square brackets."""
    said = [
        f"<{quad.predicate.value}> "
        + (_nested(quad.object, shapes) if isinstance(quad.object, BlankNode) else str(quad.object))
        for quad in shapes.store.quads_for_pattern(node, None, None)
    ]
    return f"[ {' ; '.join(sorted(said))} ]"


def _term(term: object) -> str:
    """Return a term in Turtle; a node without a name has none here either."""
    return "[]" if isinstance(term, BlankNode) else str(term)


def _is_iri(text: str) -> bool:
    return ":" in text and not set(text) & _IRI_SIGNS and not any(character < " " for character in text)
