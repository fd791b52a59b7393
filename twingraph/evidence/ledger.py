"""The ledger: every sentence of a document either gives evidence or is left out for a stated reason."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twingraph.evidence import records
from twingraph.evidence.documents import Shelf
from twingraph.evidence.problems import Problem, shorten
from twingraph.evidence.sentences import sentences
from twingraph.evidence.verify import open_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from twingraph.evidence.documents import SourceText
    from twingraph.evidence.records import Document, Evidence, Omission
    from twingraph.evidence.sentences import Sentence
    from twingraph.layout import GraphFolder


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence of a document and what is said about it."""

    document: Document
    source: SourceText
    sentence: Sentence
    evidence: tuple[Evidence, ...]
    omissions: tuple[Omission, ...]

    @property
    def is_gap(self) -> bool:
        """Nothing is said about the sentence."""
        return not self.evidence and not self.omissions


def entries(store: Store, documents: Path, folder: GraphFolder | None = None) -> Iterator[Entry]:
    """Yield every sentence of every document whose text is in the folder, with what covers it.

    Args:
        store: The graph.
        documents: The folder of the documents' texts.
        folder: Whose queries to ask; without it, the package's own.
    """
    shelf = Shelf(documents)
    evidence, omissions = _by_graph(store, folder)
    for document in records.documents(store, folder):
        source = open_text(document, shelf)
        if isinstance(source, Problem):
            continue
        for sentence in sentences(source.text):
            yield Entry(
                document,
                source,
                sentence,
                tuple(item for item in evidence[document.graph] if _overlaps(item, sentence.start, sentence.end)),
                tuple(item for item in omissions[document.graph] if _overlaps(item, sentence.start, sentence.end)),
            )


def gaps(
    store: Store,
    documents: Path | None = None,
    folder: GraphFolder | None = None,
    evidence: Iterable[Evidence] | None = None,
) -> Iterator[Problem]:
    """Yield what is wrong with the ledger.

    That is: omissions outside their document's text or file, omissions that overlap evidence and, where the
    texts are given, sentences about which nothing is said. A text that cannot be had is a problem that
    :func:`twingraph.evidence.verify.verify` tells.

    Args:
        store: The graph.
        documents: The folder of the documents' texts; without it sentences are not looked at.
        folder: Whose queries to ask; without it, the package's own.
        evidence: The evidence, if it has been read already.
    """
    described = {document.graph: document for document in records.documents(store, folder)}
    by_graph, omissions = _by_graph(store, folder, evidence)
    shelf = None if documents is None else Shelf(documents)
    for graph, items in omissions.items():
        home = described.get(graph)
        length = home.length if home else None
        if home is not None and shelf is not None:
            source = open_text(home, shelf)
            length = length if isinstance(source, Problem) else len(source.text)
        for item in items:
            yield from _check(item, home, length, by_graph[graph])
    if documents is not None:
        for entry in entries(store, documents, folder):
            if entry.is_gap:
                yield Problem(
                    "ledger-gap",
                    focus=entry.document.node,
                    document=entry.document.node.value,
                    file_name=entry.source.name,
                    start=entry.sentence.start,
                    end=entry.sentence.end,
                    values={"quoted": shorten(entry.sentence.text)},
                )


def _check(item: Omission, home: Document | None, length: int | None, evidence: list[Evidence]) -> Iterator[Problem]:
    """Yield what is wrong with one omission."""

    def problem(rule: str, **filled: object) -> Problem:
        name = home.file_name if home else None
        return Problem(rule, item.node, item.document, name, start=item.start, end=item.end, values=filled)

    parts = {"statedIn": item.document, "reason": item.reason, "start": item.start, "end": item.end}
    lacking = [name for name, part in parts.items() if part is None]
    if lacking:
        yield problem("ledger-incomplete", lacking=", ".join(lacking))
        return
    if home is None or home.node.value != item.document:
        yield problem("ledger-elsewhere", graph=item.graph, stated=item.document)
        return
    start, end = item.start or 0, item.end or 0
    if not 0 <= start < end or (length is not None and end > length):
        yield problem("ledger-span", start=start, end=end, length="?" if length is None else length)
        return
    for other in evidence:
        if _overlaps(other, start, end):
            told = getattr(other.node, "value", "")
            yield problem(
                "ledger-overlap",
                start=start,
                end=end,
                other=told,
                other_start=other.start,
                other_end=other.end,
            )


def _overlaps(item: Evidence | Omission, start: int, end: int) -> bool:
    """Tell whether a stretch has a code point in common with that of an item."""
    return item.start is not None and item.end is not None and item.start < end and start < item.end


def _by_graph(
    store: Store, folder: GraphFolder | None, known: Iterable[Evidence] | None = None
) -> tuple[defaultdict[str, list[Evidence]], defaultdict[str, list[Omission]]]:
    evidence: defaultdict[str, list[Evidence]] = defaultdict(list)
    for item in records.evidence(store, folder) if known is None else known:
        evidence[item.graph].append(item)
    omissions: defaultdict[str, list[Omission]] = defaultdict(list)
    for left_out in records.omissions(store, folder):
        omissions[left_out.graph].append(left_out)
    return evidence, omissions
