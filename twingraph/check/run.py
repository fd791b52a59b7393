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
from twingraph.check.ends import with_ends
from twingraph.check.evidence import evidence_findings
from twingraph.check.examples import example_findings
from twingraph.check.findings import SEVERITIES, Finding, Related, order
from twingraph.check.fingerprints import fingerprints
from twingraph.check.graph_checks import asked_beside, graph_check_findings, graph_checks, shape_findings, time_limit
from twingraph.check.headers import error_finding, header_findings
from twingraph.check.locate import Locator
from twingraph.check.merge import Causes, Lost, without_twins
from twingraph.check.parts import part_findings
from twingraph.check.query_headers import QueryHeaders
from twingraph.check.query_set import golden_findings, tag_findings
from twingraph.check.rulebook import rulebook
from twingraph.check.rules import dependent_rules, derived_terms, rule_findings, rules_naming
from twingraph.check.severities import Adjustments
from twingraph.check.shapes import Shapes
from twingraph.check.syntax import Examined, examined
from twingraph.check.vocabulary import Vocabulary, vocabulary_findings
from twingraph.errors import GraphError
from twingraph.loader import load, load_stated
from twingraph.sparql_text import named_iris
from twingraph.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from twingraph.check.core import Engine, Outcome
    from twingraph.check.findings import Place, Severity
    from twingraph.check.graph_checks import Asked, GraphCheck
    from twingraph.layout import GraphFolder
    from twingraph.revisions import Revision

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
        GraphError: ``[check]`` of the folder's ``twingraph.toml`` is not right.
    """
    return checked(folder, documents=documents, engine=engine).findings


def checked(
    folder: GraphFolder,
    *,
    documents: Path | None = None,
    engine: Engine = "fast",
    reason: bool = False,
    base: Revision | None = None,
) -> Checked:
    """Check a graph folder as :func:`check` does, and tell besides how many findings are graded anew.

    Args:
        folder: The folder.
        documents: Where the texts of the source documents lie.
        engine: The SHACL engine.
        reason: Whether to ask the reasoner, too.
        base: The revision since which no IRI may have gone.

    Raises:
        GraphError: ``[check.severity]`` of the folder's ``twingraph.toml`` is not right.
        ReasonerError: The reasoner is asked for, and there is none, or it gave no answer.
        GitError: Git cannot give the files as they were.
    """
    adjustments = Adjustments.read(folder)
    rules = list(rule_findings(folder))
    store, shapes, unfit_files, broken = _read(folder, derived=not rules)
    instead = _good(unfit_files)
    locator = Locator(folder, store, [each.file for each in unfit_files if each.file not in instead], instead=instead)
    vocabulary = Vocabulary(folder, store, shapes)
    lost = Lost.of(unfit_files)
    # With a file of the ontology unread, any term may be defined there.
    blind = any(file.is_relative_to(folder.ontology) for file in lost.unread)
    unknown = [
        finding
        for finding in vocabulary_findings(vocabulary, folder, store, shapes, locator)
        if not blind
        and finding.value not in lost.described
        and finding.path not in lost.described
        # With a file unread, any thing may be described there.
        and not (lost.unread and finding.rule == "unknown-thing")
    ]
    derived = derived_terms(folder, store) if lost.described or rules else set()
    causes = Causes(unknown, vocabulary.near, lost, store, derived)
    headers = QueryHeaders(folder)
    limit = time_limit(folder)
    ill_formed = list(shape_findings(folder, shapes, {**PREFIXES, **shapes.prefixes}, limit))
    unasked = dependent_rules(folder, store, shapes) if rules else set()
    if any(each.file.is_relative_to(folder.shapes) for each in unfit_files):
        # A shape of which a part is lost asks for something else.
        unasked |= rules_naming(shapes, lost.described)
    checks, unfit = graph_checks(folder, rulebook(shapes))
    if adjustments.severities:
        adjustments.know(rulebook(shapes, checks), whole=not broken and not unfit and not rules)
    if rules:
        checks = [check for check in checks if not derived & _named(check)]
    misspelt = {finding.file for finding in unknown}
    sound = [query for query in headers.queries if query.path not in misspelt]
    if lost.unread:
        checks = []  # what seems to be missing may stand in the file that is not read
    # The engines work outside of Python, so that a second processor is of use; the child is born before the thread.
    with asked_beside(checks, store, limit) as answers, ThreadPoolExecutor(1) as beside:
        examples = beside.submit(lambda: () if broken or rules else list(example_findings(sound, store, folder)))
        of_shapes = [
            finding
            for finding in _shape_findings(folder, headers, store, shapes, engine, locator, causes)
            if finding.rule not in unasked
        ]
        causes.add_wrong(of_shapes)
        of_evidence = list(evidence_findings(store, folder, documents or folder.documents, locator, causes))
        of_headers = list(header_findings(folder, {query.path: query for query in headers.queries}))
        of_checks = list(_check_findings(answers(), shapes, locator, causes))
        of_examples = examples.result()
    findings = order(
        with_ends(
            [
                *part_findings(folder),
                *rules,
                *broken,
                *unknown,
                *without_twins(of_shapes, (finding for finding, _ in of_evidence)),
                *(finding for finding, follows in of_evidence if not follows),
                *of_headers,
                *tag_findings(headers.queries),
                *golden_findings(folder),
                *of_examples,
                *(_reasoned(folder, store, locator) if reason else ()),
                *(_removed(base, folder, store, vocabulary, lost) if base is not None else ()),
                *ill_formed,
                *unfit,
                *of_checks,
            ]
        )
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


def _read(folder: GraphFolder, *, derived: bool) -> tuple[Store, Shapes, list[Examined], list[Finding]]:
    """Load the graph and the shapes, of broken files the good statements.

    Args:
        folder: The graph folder.
        derived: Whether the rules can be run.

    Returns:
        The graph, the shapes, the broken files, and what is wrong with them.
    """
    wrong: list[Examined] = []
    other: list[Finding] = []
    reading = load if derived else load_stated
    try:
        # Mostly all is well, and then no file is parsed twice.
        store = reading(folder)
    except GraphError as first:
        # A file that was gone when it was to be read is in the list no more.
        gone = first.values.get("file")
        turtle = [gone] if isinstance(gone, Path) and gone.suffix == ".ttl" else []
        wrong += examined([*folder.turtle_files(), *turtle])
        try:
            store = reading(folder, skip={each.file for each in wrong}, instead=_good(wrong))
        except GraphError as error:
            # Told as it is, since no check above has found its cause.
            file = error.values.get("file")
            other.append(error_finding(error, file if isinstance(file, Path) else folder.root))
            store = Store()
    files = folder.shape_files()
    try:
        shapes = Shapes(files)
    except (SyntaxError, OSError, ValueError, MemoryError):
        unfit = examined(files)
        good = _good(unfit)
        without = {each.file for each in unfit} - set(good)
        shapes = Shapes((file for file in files if file not in without), good)
        wrong += unfit
    return store, shapes, wrong, [*(finding for each in wrong for finding in each.findings), *other]


def _good(files: Iterable[Examined]) -> dict[Path, str]:
    """Return the good statements of broken files."""
    return {each.file: each.review.text for each in files if each.review is not None}


def _reasoned(folder: GraphFolder, store: Store, locator: Locator) -> Iterator[Finding]:
    from twingraph.check.reasoning import reason_findings  # noqa: PLC0415 - an extra

    return reason_findings(folder, store, locator)


def _removed(
    base: Revision, folder: GraphFolder, store: Store, vocabulary: Vocabulary, lost: Lost
) -> Iterable[Finding]:
    from twingraph.check.removed import removed_findings  # noqa: PLC0415 - few ask for it

    return () if lost.unread else removed_findings(base, folder, store, vocabulary, lost.iris)


def _shape_findings(  # noqa: PLR0917 - what the steps before it made
    folder: GraphFolder,
    headers: QueryHeaders,
    store: Store,
    shapes: Shapes,
    engine: Engine,
    locator: Locator,
    causes: Causes,
) -> Iterator[Finding]:
    """Yield what the shapes find, Core by an engine and SPARQL constraints set at a time."""
    with tempfile.TemporaryDirectory(prefix="twingraph-") as scratch, ThreadPoolExecutor(1) as beside:
        # A file, since the text of a large graph takes as much memory again as the graph.
        data = Path(scratch) / "data.nt"
        store.dump(output=data, format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
        with data.open("a", encoding="utf-8") as file:
            file.write(headers.data())
        # Both engines work outside of Python, so that two processors are of use.
        of_core = beside.submit(lambda: list(core_outcomes(shapes, data, engine)))
        of_constraints = list(constraint_outcomes(shapes, store))
        try:
            for outcome in of_core.result():
                place = headers.place(outcome.focus, outcome.path, outcome.value)
                if place is not None:
                    yield _finding(outcome, shapes, locator, place)
                elif not causes.explain(_text(outcome.focus), outcome.path, _text(outcome.value)):
                    yield _finding(outcome, shapes, locator)
        except EngineError as error:
            yield Finding("violation", error.rule, error.message, folder.shapes)
    for found in of_constraints:
        if isinstance(found, Problem):
            if not causes.incomplete(shapes, _text(found.constraint)):
                yield _unfit(found, shapes, locator)
        elif not causes.explain(_text(found.focus), found.path, _text(found.value)) and not causes.joined(
            _text(found.focus)
        ):
            yield _finding(found, shapes, locator)


def _check_findings(answers: Iterable[Asked], shapes: Shapes, locator: Locator, causes: Causes) -> Iterator[Finding]:
    """Yield what the graph checks find."""
    prefixes = {**PREFIXES, **shapes.prefixes}
    for each in answers:
        for finding in graph_check_findings(each, locator.place, prefixes):
            stated = (finding.focus, finding.path, finding.value)
            follows = causes.explain(*stated) or causes.wrong(finding.rule, *stated) or causes.joined(finding.focus)
            if not follows:
                yield finding


def _named(check: GraphCheck) -> set[str]:
    return {named.iri for named in named_iris(check.query, PREFIXES)}


def _finding(outcome: Outcome, shapes: Shapes, locator: Locator, place: Place | None = None) -> Finding:
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
    ).at(place or locator.place(outcome.focus, outcome.path, outcome.value))


def _unfit(problem: Problem, shapes: Shapes, locator: Locator) -> Finding:
    """Return the finding that a constraint of the shapes cannot be evaluated."""
    finding = Finding("violation", problem.rule, problem.message, focus=_text(problem.shape))
    return finding.at(locator.shape(shapes, problem.constraint, problem.shape))


def _text(term: object) -> str | None:
    return term.value if isinstance(term, (NamedNode, BlankNode, Literal)) else None
