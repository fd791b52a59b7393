"""SHACL Core by an engine: the adapter that makes a change of engine one file.

``fast`` is `shacl` (Rust), ``pyshacl`` the reference. Both are given the shapes without SPARQL constraints,
which :mod:`twingraph.check.constraints` evaluates, and both give :class:`Outcome`.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from pyoxigraph import BlankNode, NamedNode

from twingraph.check.shapes import SH, Shapes, readable, term_of
from twingraph.check.texts import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph

    from twingraph.check.findings import Severity

    Term = NamedNode | BlankNode | pyoxigraph.Literal

Engine = Literal["fast", "pyshacl"]
ENGINES: Final[tuple[Engine, ...]] = ("fast", "pyshacl")
_BY_NAME: Final[dict[str, Severity]] = {"Violation": "violation", "Warning": "warning", "Info": "info"}
_IRI: Final = re.compile("<[^<>]*>")
_PLACEHOLDER: Final = re.compile(r"\{[?$](\w+)\}")


class EngineError(Exception):
    """The engine refuses the shapes or is not there; the message is that of a finding, by language."""

    def __init__(self, rule: str, **values: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.message = message(rule, **values)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One result of validation, whichever engine it comes from.

    Attributes:
        focus: The node that the shape was asked of.
        path: The IRI of the property; of a path that is more than a property, its form in SPARQL.
        value: The value that is wrong, if the constraint names one.
        shape: The shape that is not met (the nearest that has an IRI).
        rule: The id that findings give it: the shape's name, or that of its SPARQL constraint.
        component: The local name of the constraint component, such as ``MinCountConstraintComponent``.
        severity: As the shape says.
        message: The shape's own message by language; a plain sentence where it has none.
        constraint: The SPARQL constraint of the shape, if it is one that is not met.
    """

    focus: Term
    path: str | None
    value: Term | None
    shape: NamedNode | BlankNode
    rule: str
    component: str
    severity: Severity
    message: dict[str, str]
    constraint: NamedNode | BlankNode | None = None


def core_outcomes(shapes: Shapes, data: str | Path, engine: Engine = "fast") -> Iterator[Outcome]:
    """Yield what SHACL Core finds.

    Args:
        shapes: The shapes.
        data: The graph to check, as N-Triples, or a file of them (``.nt``).
        engine: ``fast`` or ``pyshacl``.

    Raises:
        EngineError: The engine refuses the shapes, or is not installed.
    """
    return _fast(shapes, data) if engine == "fast" else _pyshacl(shapes, data)


def _fast(shapes: Shapes, data: str | Path) -> Iterator[Outcome]:
    import shacl  # noqa: PLC0415 - only a check needs it

    try:
        compiled = shacl.Shapes.from_text(shapes.core().decode(), "ntriples")
        report = (
            compiled.validate_file(str(data)) if isinstance(data, Path) else compiled.validate_text(data, "ntriples")
        )
        results = report.results
    except ValueError as error:
        raise EngineError("shapes", reason=error) from error
    for result in results:
        shape = term_of(result.root_shape or result.source_shape or "_:shape")
        yield _outcome(
            shapes,
            term_of(result.focus_node),
            result.path[1:-1] if result.path and _IRI.fullmatch(result.path) else None,
            term_of(result.value) if result.value is not None else None,
            shape,
            result.component,
            _BY_NAME.get(result.severity, "violation"),
        )


def _pyshacl(shapes: Shapes, data: str | Path) -> Iterator[Outcome]:
    try:
        import pyshacl  # noqa: PLC0415 - an extra
        import rdflib  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise EngineError("no-engine", engine="pyshacl") from error
    with _as_written():
        rules = rdflib.Graph().parse(data=shapes.core(), format="nt")
        facts = rdflib.Graph()
        facts.parse(data=data.read_bytes() if isinstance(data, Path) else data, format="nt")
        try:
            _, report, said = pyshacl.validate(facts, shacl_graph=rules, inference="none", meta_shacl=False)
        except pyshacl.errors.ReportableRuntimeError as error:
            raise EngineError("shapes", reason=error) from error
    if not isinstance(report, rdflib.Graph):
        raise EngineError("shapes", reason=said.strip())
    space = rdflib.Namespace(SH)
    # Results of nested shapes (sh:detail) are no results of their own.
    for result in report.objects(None, space.result):
        focus, path, value, shape, component, severity = (
            report.value(result, space[name])
            for name in (
                "focusNode",
                "resultPath",
                "value",
                "sourceShape",
                "sourceConstraintComponent",
                "resultSeverity",
            )
        )
        assert focus is not None  # noqa: S101 - every result has these
        assert shape is not None  # noqa: S101
        yield _outcome(
            shapes,
            term_of(focus.n3()),
            str(path) if isinstance(path, rdflib.URIRef) else None,
            term_of(value.n3()) if value is not None else None,
            term_of(shape.n3()),
            re.split("[/#]", str(component))[-1],
            _BY_NAME.get(str(severity).removeprefix(SH), "violation"),
        )


@contextlib.contextmanager
def _as_written() -> Iterator[None]:
    """Let rdflib keep literals as they are written, right or wrong, and say nothing of the wrong ones."""
    import logging  # noqa: PLC0415 - only this engine needs these
    import warnings  # noqa: PLC0415

    import rdflib  # noqa: PLC0415 - an extra

    normalize, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = normalize
        logger.setLevel(level)


def _outcome(  # noqa: PLR0917 - the parts of a result, in their order
    shapes: Shapes,
    focus: Term,
    path: str | None,
    value: Term | None,
    shape: Term,
    component: str,
    severity: Severity,
) -> Outcome:
    node = shape if isinstance(shape, (NamedNode, BlankNode)) else BlankNode()
    rule = shapes.rule(node)
    texts = shapes.messages(node) or message("shape", shape=rule, component=component)
    step = shapes.value(node, "path")
    if path is None and isinstance(step, BlankNode):
        path = shapes.path(step)  # engines write paths of more than a property each in their own way
    filled = fill(texts, {"this": focus, "value": value}, shapes)
    return Outcome(focus, path, value, node, rule, component, severity, filled)


def fill(texts: dict[str, str], values: dict[str, Term | None], shapes: Shapes) -> dict[str, str]:
    """Return the messages with ``{?name}`` and ``{$name}`` replaced by what they stand for."""

    def shown(match: re.Match[str]) -> str:
        name = match.group(1)
        return readable(values[name], shapes.prefixes) if values.get(name) is not None else match.group()

    return {lang: _PLACEHOLDER.sub(shown, text) for lang, text in texts.items()}
