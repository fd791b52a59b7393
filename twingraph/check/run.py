"""The whole check of a graph folder, from syntax to the ledger."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, Store

from twingraph.check.constraints import Problem, constraint_outcomes
from twingraph.check.core import EngineError, core_outcomes
from twingraph.check.evidence import evidence_findings
from twingraph.check.findings import SEVERITIES, Finding, Related, order
from twingraph.check.fingerprints import fingerprints
from twingraph.check.headers import error_finding, header_findings
from twingraph.check.locate import Locator
from twingraph.check.merge import Causes, Lost, without_twins
from twingraph.check.parts import part_findings
from twingraph.check.rulebook import rulebook
from twingraph.check.rules import dependent_rules, rule_findings
from twingraph.check.severities import Adjustments
from twingraph.check.shapes import Shapes
from twingraph.check.syntax import syntax_findings
from twingraph.check.vocabulary import Vocabulary, vocabulary_findings
from twingraph.errors import GraphError
from twingraph.loader import MATERIALISE, load, load_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from twingraph.check.core import Engine, Outcome
    from twingraph.check.findings import Severity
    from twingraph.layout import GraphFolder

    Term = NamedNode | BlankNode | Literal

_FAILING: Final = "violation"


class Checked(NamedTuple):
    """What a check found, and how much of it ``twingraph.toml`` grades otherwise than its rule does."""

    findings: list[Finding]
    adjusted: int


def check(folder: GraphFolder, *, documents: Path | None = None, engine: Engine = "fast") -> list[Finding]:
    """Check a graph folder.

    Args:
        folder: The folder.
        documents: Where the texts of the source documents lie; the folder's own setting if not given. Without
            any, evidence is checked only as far as that goes without the texts.
        engine: The SHACL engine, ``fast`` or ``pyshacl``.

    Returns:
        The findings by file and line; empty if all is well.

    Raises:
        GraphError: ``[check.severity]`` of the folder's ``twingraph.toml`` is not right.
    """
    return checked(folder, documents=documents, engine=engine).findings


def checked(folder: GraphFolder, *, documents: Path | None = None, engine: Engine = "fast") -> Checked:
    """Check a graph folder as :func:`check` does, and tell besides how many findings are graded anew."""
    adjustments = Adjustments.read(folder)
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
    if adjustments.severities:
        adjustments.know(rulebook(shapes), whole=not broken)
    findings = order(
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
    told, adjusted = adjustments.apply(findings)
    marks = fingerprints(told, folder)
    return Checked([replace(finding, fingerprint=mark) for finding, mark in zip(told, marks, strict=True)], adjusted)


def fails(findings: Iterable[Finding], on: Severity = _FAILING) -> bool:
    """Return whether findings make a check fail: one violation does, warnings do not.

    Args:
        findings: The findings.
        on: The least grave severity that does.
    """
    return any(SEVERITIES.index(finding.severity) <= SEVERITIES.index(on) for finding in findings)


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
    with tempfile.TemporaryDirectory(prefix="twingraph-") as scratch, ThreadPoolExecutor(1) as beside:
        # A file, since the text of a large graph takes as much memory again as the graph.
        data = Path(scratch) / "data.nt"
        store.dump(output=data, format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
        # Both engines work outside of Python, so that two processors are of use.
        of_core = beside.submit(lambda: list(core_outcomes(shapes, data, engine)))
        of_constraints = list(constraint_outcomes(shapes, store))
        try:
            for outcome in of_core.result():
                if not causes.explain(_text(outcome.focus), outcome.path, _text(outcome.value)):
                    yield _finding(outcome, shapes, locator)
        except EngineError as error:
            yield Finding("violation", error.rule, error.message, folder.shapes)
    for found in of_constraints:
        if isinstance(found, Problem):
            yield _unfit(found, shapes, locator)
        elif not causes.explain(_text(found.focus), found.path, _text(found.value)):
            yield _finding(found, shapes, locator)


def _finding(outcome: Outcome, shapes: Shapes, locator: Locator) -> Finding:
    own = locator.shape(shapes, outcome.constraint, outcome.shape)
    return Finding(
        outcome.severity,
        outcome.rule,
        outcome.message,
        focus=_text(outcome.focus),
        path=outcome.path,
        value=_text(outcome.value),
        related=(Related(outcome.rule, own),) if own else (),
        outcome=outcome,
    ).at(locator.place(outcome.focus, outcome.path, outcome.value))


def _unfit(problem: Problem, shapes: Shapes, locator: Locator) -> Finding:
    """Return the finding that a constraint of the shapes cannot be evaluated."""
    finding = Finding("violation", problem.rule, problem.message, focus=_text(problem.shape))
    return finding.at(locator.shape(shapes, problem.constraint, problem.shape))


def _text(term: object) -> str | None:
    return term.value if isinstance(term, (NamedNode, BlankNode, Literal)) else None
