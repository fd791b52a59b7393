"""The words of documents that statements rest on, where their texts are at hand; documents with what was read marked.

A text is shown only if it is the one that was read: its SHA-256 and its length are those that the graph states.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from twingraph.evidence import records
from twingraph.evidence.documents import Shelf, SourceText
from twingraph.evidence.find import context
from twingraph.evidence.sentences import sentences
from twingraph.evidence.verify import identity, open_text
from twingraph.site.index import node, text
from twingraph.site.resources import Passage
from twingraph.site.site import View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twingraph.evidence.problems import Problem
    from twingraph.evidence.records import Document
    from twingraph.serve.opened import Opened
    from twingraph.serve.pages.pages import Pages
    from twingraph.site.index import Source
    from twingraph.texts import Lang

_AROUND: Final = 80
"""So many characters stand before and after the words that are quoted."""
_LONGEST: Final = 600
"""Of longer passages the middle is left out."""
_KEPT: Final = 100
"""So many documents are kept as they are told of."""


class Span(NamedTuple):
    """A stretch of a text, and the anchor of what is told of it; ``reason`` why nothing is taken from it."""

    start: int
    end: int
    anchor: str
    reason: str = ""


class Part(NamedTuple):
    """A part of a text of which the same is to be told.

    Attributes:
        kind: ``taken``, ``omitted``, ``gap`` or ``plain``.
        text: Its characters.
        href: Where what is told of it stands.
        title: Why nothing is taken from it.
    """

    kind: str
    text: str
    href: str = ""
    title: str = ""


class Ledger(NamedTuple):
    """How much of a document was read, by sentence (with its text) or by character."""

    all: int
    taken: int
    omitted: int
    gaps: int


class Read(NamedTuple):
    """A document and what was read out of it.

    Attributes:
        ledger: How much, if that is known.
        parts: Its text, or nothing if that is not to be shown.
        lang: The language of the text.
        wrong: Why the text at hand is not shown.
        at_hand: Whether there are texts at hand at all.
    """

    ledger: Ledger | None
    parts: list[Part]
    lang: str | None
    wrong: str
    at_hand: bool


class Texts:
    """The texts of documents, each read and compared with what the graph says of it when it is first wanted.

    Args:
        opened: What is served.
    """

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.at_hand = opened.documents is not None
        self._shelf = None if opened.documents is None else Shelf(opened.documents)
        self._read: dict[str, SourceText | Problem] = {}
        self._told: dict[tuple[str, Lang], Read] = {}

    @cached_property
    def _documents(self) -> dict[str, Document]:
        found = records.documents(self.opened.kg.store, self.opened.kg.folder)
        return {document.node.value: document for document in found}

    @cached_property
    def _languages(self) -> dict[str, str]:
        rows = self.opened.site.index.ask("languages")
        return {node(row, "document").value: text(row, "language") for row in rows}

    def _text(self, iri: str) -> SourceText | Problem | None:
        if self._shelf is None or iri not in self._documents:
            return None
        if iri not in self._read:
            found = open_text(self._documents[iri], self._shelf)
            if isinstance(found, SourceText):
                found = next(identity(self._documents[iri], found), found)
            self._read[iri] = found
        return self._read[iri]

    def quote(self, source: Source) -> Passage | None:
        """Return the words that a source points at, with a little of the text around them.

        None if the text is not at hand, is not the one that was read, or has no such characters.
        """
        if source.document is None or source.start is None or source.end is None:
            return None
        found = self._text(source.document.value)
        start, end = int(source.start), int(source.end)
        if not isinstance(found, SourceText) or not 0 <= start < end <= len(found.text):
            return None
        before, after = context(found.text, start, end, _AROUND)
        quoted = " ".join(found.text[start:end].split())
        if len(quoted) > _LONGEST:
            half = _LONGEST // 2
            quoted = f"{quoted[:half].rstrip()} … {quoted[-half:].lstrip()}"
        begin = "…" if start > _AROUND else ""
        more = "…" if end + _AROUND < len(found.text) else ""
        return Passage(f"{begin}{before}", quoted, f"{after}{more}", self._languages.get(source.document.value))

    def document(self, iri: str, pages: Pages, lang: Lang) -> Read | None:
        """Return what the page of a document tells of its text; None for what is no document."""
        document = self._documents.get(iri)
        if document is None:
            return None
        if (iri, lang) not in self._told:
            if len(self._told) >= _KEPT:
                self._told.clear()
            self._told[iri, lang] = self._tell(document, pages, lang)
        return self._told[iri, lang]

    def _tell(self, document: Document, pages: Pages, lang: Lang) -> Read:
        iri = document.node.value
        taken, omitted = self._spans(document, pages, lang)
        found = self._text(iri)
        language = self._languages.get(iri)
        if isinstance(found, SourceText):
            parts, ledger = _marked(found.text, taken, omitted)
            return Read(ledger, parts, language, "", at_hand=True)
        by_characters = None
        if document.length:
            counts = (_covered(taken), _covered(omitted))
            by_characters = Ledger(document.length, *counts, document.length - sum(counts))
        return Read(by_characters, [], language, found.message(lang) if found else "", self.at_hand)

    def _spans(self, document: Document, pages: Pages, lang: Lang) -> tuple[list[Span], list[Span]]:
        index, view = pages.site.index, View(pages.site, lang, "")
        passages = [
            (int(source.start), int(source.end))
            for _, source in index.records.values()
            if source.document == document.node and source.start is not None and source.end is not None
        ]
        taken = [Span(start, end, f"c{start}-{end}") for start, end in sorted(set(passages))]
        omitted = []
        for row in index.omissions.values():
            if row["document"] == document.node:
                start, end = int(text(row, "start")), int(text(row, "end"))
                omitted.append(Span(start, end, f"c{start}-{end}", view.show(node(row, "reason")).text))
        return taken, omitted


def _covered(spans: Iterable[Span]) -> int:
    return len({place for span in spans for place in range(span.start, span.end)})


def _marked(content: str, taken: list[Span], omitted: list[Span]) -> tuple[list[Part], Ledger]:
    """Cut a text where what is to be told of it changes, and count its sentences."""
    told = list(sentences(content))
    gaps = []
    counts = [0, 0]
    for sentence in told:
        by = [
            any(span.start < sentence.end and sentence.start < span.end for span in each) for each in (taken, omitted)
        ]
        counts[0] += by[0]
        counts[1] += by[1] and not by[0]
        if not any(by):
            gaps.append(Span(sentence.start, sentence.end, ""))
    kinds = (("taken", taken), ("omitted", omitted), ("gap", gaps))
    cuts = {0, len(content)} | {min(at, len(content)) for _, each in kinds for span in each for at in span[:2]}
    parts: list[Part] = []
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        part = Part("plain", content[start:end])
        # Between two passages a space is not worth a link of its own.
        for kind, spans in kinds if part.text.strip() else ():
            here = [span for span in spans if span.start <= start and end <= span.end]
            if here:
                # Where several overlap, the narrowest says most of these words.
                span = min(here, key=lambda each: (each.end - each.start, each.start))
                part = Part(kind, content[start:end], f"#{span.anchor}" if span.anchor else "", span.reason)
                break
        if parts and parts[-1][::2] == part[::2] and parts[-1].title == part.title:
            parts[-1] = part._replace(text=parts[-1].text + part.text)
        else:
            parts.append(part)
    return parts, Ledger(len(told), counts[0], counts[1], len(gaps))
