"""The whole check of a graph folder, from syntax to the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, Store

from twingraph.check.constraints import Problem, constraint_outcomes
from twingraph.check.core import EngineError, core_outcomes
from twingraph.check.evidence import evidence_findings
from twingraph.check.findings import Finding, order
from twingraph.check.headers import error_finding, header_findings
from twingraph.check.locate import Locator
from twingraph.check.merge import Causes, Lost, without_twins
from twingraph.check.parts import part_findings
from twingraph.check.rules import dependent_rules, rule_findings
from twingraph.check.shapes import Shapes
from twingraph.check.syntax import syntax_findings
from twingraph.check.vocabulary import Vocabulary, vocabulary_findings
from twingraph.errors import GraphError
from twingraph.loader import MATERIALISE, load, load_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

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
    rules = list(rule_findings(folder))
    store, shapes, broken = _read(folder, derived=not rules)
    skipped = [finding.file for finding in broken if finding.file is not None]
    locator = Locator(folder, store, skipped)
    vocabulary = Vocabulary(folder, store, shapes)
    lost = Lost.of(skipped)
    # With a file of the ontology unread, any term may be defined there.
    blind = any(file.is_relative_to(folder.ontology) for file in lost.unread)
    unknown = [
        finding
        for finding in vocabulary_findings(vocabulary, folder, store, shapes, locator)
        if not blind and finding.value not in lost.iris and finding.path not in lost.iris
    ]
    causes = Causes(unknown, vocabulary.near, lost, store)
    unasked = dependent_rules(folder, store, shapes) if rules else set()
    of_shapes = [
        finding
        for finding in _shape_findings(folder, store, shapes, engine, locator, causes)
        if finding.rule not in unasked
    ]
    causes.add_wrong(of_shapes)
    of_evidence = list(evidence_findings(store, folder, documents or folder.documents, locator, causes))
    return order(
        [
            *part_findings(folder),
            *rules,
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


def _read(folder: GraphFolder, *, derived: bool) -> tuple[Store, Shapes, list[Finding]]:
    """Load the graph and the shapes, without the files that are broken, and return what is wrong with those.

    Args:
        folder: The graph folder.
        derived: Whether the rules can be run.
    """
    broken: list[Finding] = []
    try:
        # Mostly all is well, and then no file is parsed twice.
        store = load(folder) if derived else _stated(folder)
    except GraphError:
        broken += syntax_findings(folder.turtle_files())
        skipped = {finding.file for finding in broken if finding.file is not None}
        try:
            store = load(folder, skip=skipped) if derived else _stated(folder, skipped)
        except GraphError as error:
            # Told as it is, since no check above has found its cause.
            file = error.values.get("file")
            broken.append(error_finding(error, file if isinstance(file, Path) else folder.root))
            store = Store()
    try:
        shapes = Shapes(folder.shape_files())
    except (SyntaxError, OSError, ValueError):
        unfit = list(syntax_findings(folder.shape_files()))
        without = {finding.file for finding in unfit}
        shapes = Shapes(file for file in folder.shape_files() if file not in without)
        broken += unfit
    return store, shapes, broken


def _stated(folder: GraphFolder, skip: Collection[Path] = ()) -> Store:
    """Load the files without what the rules derive."""
    store = Store()
    for file in folder.turtle_files():
        if file not in skip:
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
