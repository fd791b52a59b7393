"""Evidence and ledger as findings: what :mod:`twingraph.evidence` tells, with its place in the Turtle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from twingraph.check.findings import Finding
from twingraph.evidence import gaps, verify
from twingraph.evidence.records import evidence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from twingraph.check.findings import Place
    from twingraph.check.locate import Locator
    from twingraph.check.merge import Causes
    from twingraph.evidence import Problem
    from twingraph.layout import GraphFolder

_LANGS: Final = ("en", "ru")
#: Rules about a statement of a document's file, rather than about the node that the problem is told of.
_OF_STATEMENT: Final = frozenset({"evidence-missing"})
#: Rules that look for the names of a thing.
_OF_NAME: Final = frozenset({"evidence-name"})


def evidence_findings(
    store: Store, folder: GraphFolder, documents: Path | None, locator: Locator, causes: Causes
) -> Iterator[tuple[Finding, bool]]:
    """Yield what is wrong with evidence and ledger, each with whether it only follows from what is told already.

    Args:
        store: The loaded graph.
        folder: The graph folder.
        documents: The folder of the documents' texts; without it, only what needs no text is checked.
        locator: Finds the places.
        causes: What is told already.
    """
    read = evidence(store, folder)
    for problems in (verify(store, documents, folder, read), gaps(store, documents, folder, read)):
        for problem in problems:
            stated = (_text(problem.subject), _text(problem.property), _text(problem.value))
            follows = (
                causes.explain(_text(problem.focus), None, None)
                or causes.gone(problem.document)
                or causes.explain(*stated)
                or causes.wrong(problem.rule, *stated)
                or (problem.rule in _OF_STATEMENT and causes.half_told(_text(problem.focus)))
                or (problem.rule in _OF_NAME and causes.unnamed(_text(problem.value)))
            )
            yield _finding(problem, store, locator), follows


def _finding(problem: Problem, store: Store, locator: Locator) -> Finding:
    focus = problem.focus
    path = problem.property.value if isinstance(problem.property, NamedNode) else None
    value = problem.value if isinstance(problem.value, (NamedNode, BlankNode, Literal)) else None
    place: Place | None = None
    if isinstance(focus, (NamedNode, BlankNode)):
        file = _document_file(problem, store, locator)
        if problem.rule in _OF_STATEMENT:
            place = locator.place(focus, path, value, file)
        else:
            path = None
            place = _place_within(problem, focus, store, locator, file)
    return Finding(
        "violation",
        problem.rule,
        {lang: problem.message(lang) for lang in _LANGS},
        focus=_text(focus),
        path=path,
        value=_text(value),
    ).at(place)


def _place_within(
    problem: Problem, focus: NamedNode | BlankNode, store: Store, locator: Locator, file: Path | None
) -> Place | None:
    """Return the line, within the description of the thing, that holds what the problem is about."""
    wanted = [str(part) for part in _about(problem) if part is not None]
    for text in wanted:
        for quad in store.quads_for_pattern(focus, None, None):
            if _text(quad.object) == text and locator.file_of(quad) is not None:
                term = quad.object
                if isinstance(term, (NamedNode, BlankNode, Literal)):
                    return locator.place(focus, quad.predicate.value, term, file)
    return locator.subject(focus, file)


def _about(problem: Problem) -> tuple[object, ...]:  # noqa: PLR0911 - one answer a rule
    """Return the values that a problem is about, as they stand in the Turtle; the likeliest first.

    So the line is found by the value, and the property's name need not be known.
    """
    match problem.rule:
        case "evidence-span" | "ledger-span":
            length = problem.values.get("length")
            beyond = isinstance(length, int) and problem.end is not None and problem.end > length
            return (problem.end, problem.start) if beyond else (problem.start, problem.end)
        case "evidence-long" | "evidence-boundary" | "ledger-overlap":
            return (problem.start, problem.end)
        case "evidence-wording":
            return (problem.values.get("wording"),)
        case "evidence-elsewhere" | "ledger-elsewhere":
            return (problem.document,)
        case "document-hash" | "document-length":
            return (problem.values.get("stated"),)
        case "document-file" | "document-encoding":
            return (problem.file_name,)
        case "ledger-gap" | "evidence-incomplete" | "ledger-incomplete":
            return ()
        case _:
            return (_text(problem.value),)


def _document_file(problem: Problem, store: Store, locator: Locator) -> Path | None:
    """Return the file that describes the document, to prefer it where several state the same."""
    if problem.document is None:
        return None
    quads = store.quads_for_pattern(NamedNode(problem.document), None, None)
    return next((file for file in map(locator.file_of, quads) if file is not None), None)


def _text(term: object) -> str | None:
    return term.value if isinstance(term, (NamedNode, BlankNode, Literal)) else None
