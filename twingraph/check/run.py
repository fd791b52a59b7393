"""The whole check of a graph folder, from syntax to the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, Store

from twingraph.check.constraints import Problem, constraint_outcomes
from twingraph.check.core import EngineError, core_outcomes
from twingraph.check.evidence import evidence_findings
from twingraph.check.findings import Finding, order
from twingraph.check.headers import header_findings
from twingraph.check.locate import Locator
from twingraph.check.merge import Causes, mentioned, without_twins
from twingraph.check.shapes import Shapes
from twingraph.check.syntax import syntax_findings
from twingraph.check.vocabulary import Vocabulary, vocabulary_findings
from twingraph.errors import GraphError
from twingraph.loader import MATERIALISE, load, load_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from twingraph.check.core import Engine, Outcome
    from twingraph.layout import GraphFolder

    Term = NamedNode | BlankNode | Literal

_FAILING: Final = "violation"


def check(folder: GraphFolder, *, documents: Path | None = None, engine: Engine = "fast") -> list[Finding]:
    """Check a graph folder.

    Args:
        folder: The folder.
        documents: Where the texts of the source documents lie; the folder's own setting if not given. Without
            any, evidence is checked only as far as that goes without the texts.
        engine: The SHACL engine, ``fast`` or ``pyshacl``.

    Returns:
        The findings by file and line; empty if all is well.
    """
    store, shapes, broken = _read(folder)
    skipped = [finding.file for finding in broken if finding.file is not None]
    locator = Locator(folder, store, skipped)
    vocabulary = Vocabulary(folder, store, shapes)
    lost = mentioned(skipped)
    unknown = [
        finding
        for finding in vocabulary_findings(vocabulary, folder, store, shapes, locator)
        if finding.value not in lost and finding.path not in lost
    ]
    causes = Causes(unknown, vocabulary.near, lost)
    of_shapes = _shape_findings(folder, store, shapes, engine, locator, causes)
    of_evidence = list(evidence_findings(store, folder, documents or folder.documents, locator, causes))
    return order(
        [
            *broken,
            *unknown,
            *without_twins(of_shapes, (finding for finding, _ in of_evidence)),
            *(finding for finding, follows in of_evidence if not follows),
            *header_findings(folder),
        ]
    )


def fails(findings: Iterable[Finding]) -> bool:
    """Return whether findings make a check fail: one violation does, warnings do not."""
    return any(finding.severity == _FAILING for finding in findings)


def _read(folder: GraphFolder) -> tuple[Store, Shapes, list[Finding]]:
    """Load the graph and the shapes, without the files that are broken, and return what is wrong with those."""
    broken: list[Finding] = []
    try:
        # Mostly all is well, and then no file is parsed twice.
        store = load(folder)
    except GraphError:
        broken += syntax_findings(folder.turtle_files())
        store = _load_sound(folder, {finding.file for finding in broken if finding.file is not None})
    try:
        shapes = Shapes(folder.shape_files())
    except (SyntaxError, OSError, ValueError):
        unfit = list(syntax_findings(folder.shape_files()))
        skipped = {finding.file for finding in unfit}
        shapes = Shapes(file for file in folder.shape_files() if file not in skipped)
        broken += unfit
    return store, shapes, broken


def _load_sound(folder: GraphFolder, skipped: set[Path]) -> Store:
    """Load the files that are not broken; without what the rules derive, if one of those is broken."""
    try:
        return load(folder, skip=skipped)
    except GraphError:
        store = Store()
        for file in folder.turtle_files():
            if file not in skipped:
                load_file(store, file, NamedNode(folder.graph_name(file)))
        store.update(MATERIALISE)
        return store


def _shape_findings(  # noqa: PLR0917 - what the steps before it made
    folder: GraphFolder, store: Store, shapes: Shapes, engine: Engine, locator: Locator, causes: Causes
) -> Iterator[Finding]:
    """Yield what the shapes find, Core by an engine and SPARQL constraints set at a time."""
    data = (store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b"").decode()
    try:
        for outcome in core_outcomes(shapes, data, engine):
            if not causes.explain(_text(outcome.focus), outcome.path, _text(outcome.value)):
                yield _finding(outcome, locator)
    except EngineError as error:
        yield Finding("violation", error.rule, error.message, folder.shapes)
    for found in constraint_outcomes(shapes, store):
        if isinstance(found, Problem):
            yield _unfit(found, shapes, locator)
        elif not causes.explain(_text(found.focus), found.path, _text(found.value)):
            yield _finding(found, locator)


def _finding(outcome: Outcome, locator: Locator) -> Finding:
    return Finding(
        outcome.severity,
        outcome.rule,
        outcome.message,
        focus=_text(outcome.focus),
        path=outcome.path,
        value=_text(outcome.value),
    ).at(locator.place(outcome.focus, outcome.path, outcome.value))


def _unfit(problem: Problem, shapes: Shapes, locator: Locator) -> Finding:
    """Return the finding that a constraint of the shapes cannot be evaluated."""
    finding = Finding("violation", problem.rule, problem.message, focus=_text(problem.shape))
    for node in (problem.constraint, problem.shape):
        file = shapes.files.get(node.value) if isinstance(node, NamedNode) else None
        text = locator.text(file) if file is not None else None
        span = text.of_subject(node) if text is not None else None
        if text is not None and span is not None:
            return finding.at(text.place(span))
    return finding


def _text(term: object) -> str | None:
    return term.value if isinstance(term, (NamedNode, BlankNode, Literal)) else None
