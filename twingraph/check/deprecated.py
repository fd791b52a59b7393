"""Terms that are not to be used any more: where they stand in data, and what takes their place.

The ontology says ``owl:deprecated true`` of such a term, and by ``dcterms:isReplacedBy`` what to use instead, which
the query ``queries/vocabulary/deprecated.rq`` asks. Where one term takes another's place, ``twingraph check --fix``
puts it there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QuerySolutions, Store, Triple

from twingraph.check.findings import Finding, Place
from twingraph.check.texts import message
from twingraph.errors import GraphError, TwinGraphError
from twingraph.format import format_turtle
from twingraph.format.files import own_files, read_text, write_text
from twingraph.format.same import content
from twingraph.format.turtle import FormatBugError, NotTurtleError
from twingraph.loader import MATERIALISE, load_file
from twingraph.terms import short
from twingraph.turtle.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Quad

    from twingraph.check.locate import Locator
    from twingraph.layout import GraphFolder


class Deprecated:
    """The deprecated terms of an ontology.

    Args:
        folder: The graph folder.
        store: A store with its ontology.

    Attributes:
        stated: For each deprecated term what the ontology says takes its place: nothing, one term or several.
        replacements: The term to be put in the place of each, where there is just one, and it is not deprecated
            itself or leads on to one that is not.
    """

    def __init__(self, folder: GraphFolder, store: Store) -> None:
        self.stated: dict[str, list[str]] = {}
        solutions = store.query(folder.machinery("vocabulary/deprecated"))
        if isinstance(solutions, QuerySolutions):
            for term, replacement in ((row["term"], row["replacement"]) for row in solutions):
                known = self.stated.setdefault(term.value, []) if isinstance(term, NamedNode) else []
                if isinstance(replacement, NamedNode):
                    known.append(replacement.value)
        ends = {term: self._end(term) for term in self.stated}
        self.replacements = {term: end for term, end in ends.items() if end is not None}

    def _end(self, term: str) -> str | None:
        """Follow replacements to the last; None if that is not one term."""
        seen: set[str] = set()
        while term in self.stated:
            following = self.stated[term]
            if len(following) != 1 or term in seen:
                return None
            seen.add(term)
            term = following[0]
        return term

    def finding(self, iri: str, prefixes: Mapping[str, str]) -> Finding:
        """Return the finding that a term is deprecated."""
        stated = self.stated[iri]
        if iri in self.replacements:
            instead = message("deprecated-one", term=short(self.replacements[iri], prefixes))
        elif len(stated) > 1:
            instead = message("deprecated-several", terms=", ".join(short(term, prefixes) for term in stated))
        else:
            instead = message("deprecated-none")
        texts = message("deprecated-term", term=short(iri, prefixes), instead=instead)
        return Finding("warning", "deprecated-term", texts, value=iri)


def deprecated_findings(
    folder: GraphFolder, store: Store, locator: Locator, prefixes: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield a finding for each statement of the data that uses a deprecated term."""
    deprecated = Deprecated(folder, store)
    for iri in deprecated.stated:
        node = NamedNode(iri)
        finding = deprecated.finding(iri, prefixes)
        for quad in (*store.quads_for_pattern(None, node, None), *store.quads_for_pattern(None, None, node)):
            file = locator.file_of(quad)
            if file is None or not file.is_relative_to(folder.data):
                continue
            value = node if quad.predicate != node else None
            yield finding.at(_place(quad, value, file, locator))


def _place(quad: Quad, value: NamedNode | None, file: Path, locator: Locator) -> Place | None:
    if isinstance(quad.subject, Triple):
        return Place(file)
    return locator.place(quad.subject, quad.predicate.value, value, file)


def fix(folder: GraphFolder) -> Iterator[tuple[Path, TwinGraphError | None]]:
    """Write the Turtle files of a folder in the house form, with deprecated terms replaced in its data.

    Files that are in order are not touched, nor are those that cannot be read as Turtle: the check tells of them.

    Yields:
        Each file that was rewritten, and each that could not be, with the reason.
    """
    replacements = _replacements(folder)
    for file in own_files(folder):
        try:
            old = read_text(file)
            used = replacements if file.is_relative_to(folder.data) else {}
            format_turtle(old, file=file)  # refuses what is not Turtle, with its place
            new = format_turtle(replaced(old, used, file.resolve().as_uri()), file=file)
        except (NotTurtleError, GraphError):
            continue
        if new == old:
            continue
        if used and content(old.removeprefix("\ufeff"), lambda triple: _renamed(triple, used)) != content(new):  # noqa: B023
            raise FormatBugError(f"{file}: replacing deprecated terms made another graph")
        try:
            write_text(file, new)
        except GraphError as error:
            yield file, error
        else:
            yield file, None


def replaced(text: str, replacements: Mapping[str, str], base: str = "") -> str:
    """Return a Turtle text in which terms are replaced, each where it is written as subject, predicate or object.

    Args:
        text: A text that is Turtle.
        replacements: IRIs, by the IRIs whose place they take.
        base: What relative IRIs are resolved against.
    """
    if not replacements:
        return text
    spans = {
        span: replacements[term.value]
        for statement in Reader(base).read(text)
        for term, span in (
            (statement.subject, statement.subject_at),
            (statement.predicate, statement.predicate_at),
            (statement.object, statement.object_at),
        )
        if isinstance(term, NamedNode) and term.value in replacements
    }
    for span in sorted(spans, reverse=True):
        text = f"{text[: span.start]}<{spans[span]}>{text[span.end :]}"
    return text


def _renamed(triple: Triple, replacements: Mapping[str, str]) -> Triple:
    subject, predicate, value = (
        NamedNode(replacements[term.value]) if isinstance(term, NamedNode) and term.value in replacements else term
        for term in triple
    )
    return Triple(subject, predicate, value)


def _replacements(folder: GraphFolder) -> Mapping[str, str]:
    """Return what takes the place of what, as far as the files of the ontology can be read."""
    store = Store()
    for file in folder.turtle_files():
        if file.is_relative_to(folder.ontology):
            try:
                load_file(store, file, NamedNode(folder.graph_name(file)))
            except GraphError:
                continue  # the check tells of it
    store.update(MATERIALISE)
    return Deprecated(folder, store).replacements
