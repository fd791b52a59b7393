"""Quotations in their place: what the evidence points at, with a little of the text around it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pyoxigraph import Literal as RdfLiteral

from twingraph.evidence import records
from twingraph.evidence.documents import Shelf, SourceText
from twingraph.evidence.find import context
from twingraph.evidence.problems import Problem, tell
from twingraph.evidence.verify import open_text, verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from twingraph.evidence.problems import Term
    from twingraph.evidence.records import Evidence
    from twingraph.layout import GraphFolder

_CONTEXT = 40


@dataclass(frozen=True, slots=True)
class Quotation:
    """A piece of evidence with the words that it points at.

    Attributes:
        evidence: The evidence.
        file_name: The file of the document's text.
        line: The line on which the quotation begins, counted from 1; nothing where the text is not to be had.
        before: A little of the text before it.
        quoted: The words pointed at, just as they stand in the text.
        after: A little of the text after it.
        problems: What is wrong with the evidence; nothing if it is verified.
        labels: What the subject, the property and the value are called, by language.
    """

    evidence: Evidence
    file_name: str | None
    line: int | None
    before: str
    quoted: str
    after: str
    problems: tuple[Problem, ...]
    labels: dict[str, tuple[str, str, str]]

    @property
    def is_verified(self) -> bool:
        """The text was there, and nothing is wrong."""
        return self.line is not None and not self.problems

    def text(self, lang: Literal["en", "ru"] = "en") -> str:
        """Return the quotation as a reader sees it: the statement, the place, the words in their context."""
        place = f"{self.file_name or '?'}:{self.line or '?'} [{self.evidence.start}–{self.evidence.end}]"
        mark = "✓" if self.is_verified else "?" if not self.problems else "✗"
        words = " ".join(self.quoted.split())
        lines = [f"{mark} {' · '.join(self.labels[lang])}", f"  {place}"]
        if self.line is not None:
            lines.append(f"  {self.before}⟦{words}⟧{self.after}")
        lines += [f"  {problem.rule}: {problem.message(lang)}" for problem in self.problems]
        return "\n".join(lines)


def quotations(
    store: Store, documents: Path | None, thing: str | None = None, folder: GraphFolder | None = None
) -> Iterator[Quotation]:
    """Yield the quotations of all evidence, or of that whose statement has a thing as its subject or value.

    Args:
        store: The graph.
        documents: The folder of the documents' texts; without it no words are shown and nothing is verified
        in them.
        thing: The IRI of the thing asked for.
        folder: Whose queries to ask; without it, the package's own.
    """
    wrong: defaultdict[Term | None, list[Problem]] = defaultdict(list)
    unread: dict[str, Problem] = {}
    for problem in verify(store, documents, folder):
        wrong[problem.focus].append(problem)
        if problem.rule.startswith("document-") and problem.document:
            unread.setdefault(problem.document, problem)
    shelf = None if documents is None else Shelf(documents)
    homes = {document.graph: document for document in records.documents(store, folder)}
    labels = _Labels(store, folder)
    for item in records.evidence(store, folder):
        if thing is not None and thing not in {_iri(item.subject), _iri(item.value)}:
            continue
        home = homes.get(item.graph)
        source = open_text(home, shelf) if home is not None and shelf is not None else None
        problems = list(wrong[item.node])
        if item.document in unread:
            problems.append(unread[item.document])
        called = {lang: labels.statement(item, lang) for lang in ("en", "ru")}
        in_place = _in_place(item, source) if isinstance(source, SourceText) else (None, "", "", "")
        yield Quotation(item, home.file_name if home else None, *in_place, tuple(problems), called)


def _in_place(item: Evidence, source: SourceText) -> tuple[int | None, str, str, str]:
    """Return the line, what stands before, the words pointed at, and what stands after."""
    start, end = item.start, item.end
    if start is None or end is None or not 0 <= start < end <= len(source.text):
        return None, "", "", ""
    before, after = context(source.text, start, end, _CONTEXT)
    return source.position(start)[0], before, source.text[start:end], after


class _Labels:
    """What things are called, in two languages."""

    def __init__(self, store: Store, folder: GraphFolder | None) -> None:
        self._labels: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for row in records.solutions(store, "labels", folder):
            label = row["label"]
            if isinstance(label, RdfLiteral):
                self._labels[_iri(row["thing"])].setdefault(label.language or "", label.value)

    def statement(self, item: Evidence, lang: str) -> tuple[str, str, str]:
        return self._of(item.subject, lang), self._of(item.property, lang), self._of(item.value, lang)

    def _of(self, term: Term | None, lang: str) -> str:
        return self._labels[_iri(term)].get(lang) or tell(term)


def _iri(term: Term | None) -> str:
    return "" if term is None or isinstance(term, RdfLiteral) else str(getattr(term, "value", term))
