"""Verification: does the evidence hold?

Without the texts it is asked whether every statement of a document has evidence, whether every piece of
evidence supports a statement that is made, in the right file, and whether its span can lie within the
document. With the texts it is asked besides whether they are the right ones and whether each span holds what
it is to support.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twingraph.evidence import records
from twingraph.evidence.documents import Shelf
from twingraph.evidence.problems import Problem, shorten, tell
from twingraph.evidence.values import LONGEST, Values
from twingraph.evidence.wordings import holds_wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from twingraph.evidence.documents import SourceText
    from twingraph.evidence.records import Document, Evidence
    from twingraph.layout import GraphFolder


def verify(
    store: Store,
    documents: Path | None = None,
    folder: GraphFolder | None = None,
    evidence: Iterable[Evidence] | None = None,
) -> Iterator[Problem]:
    """Yield what is wrong with the evidence of a graph.

    Args:
        store: The graph, loaded by :func:`twingraph.loader.load`.
        documents: The folder of the documents' texts; without it only that is checked which needs no text.
        folder: Whose queries to ask; without it, the package's own.
        evidence: The evidence, if it has been read already.

    Yields:
        Problems of documents, then of pieces of evidence in the order of the text, then statements without
        evidence.
    """
    described = records.documents(store, folder)
    texts: dict[str, SourceText] = {}
    if documents is not None:
        shelf = Shelf(documents)
        for document in described:
            found = open_text(document, shelf)
            if isinstance(found, Problem):
                yield found
                continue
            wrong = list(identity(document, found))
            yield from wrong
            # Offsets into another text mean nothing: one finding says more than one for every span.
            if not wrong:
                texts[document.node.value] = found
    by_graph = {document.graph: document for document in described}
    values = Values(store, folder)
    for item in records.evidence(store, folder) if evidence is None else evidence:
        yield from examine(item, by_graph.get(item.graph), texts, values)
    names = {document.node.value: document.file_name for document in described}
    for row in records.solutions(store, "missing", folder):
        yield Problem(
            "evidence-missing",
            focus=row["subject"],
            document=row["document"].value,
            file_name=names.get(row["document"].value),
            subject=row["subject"],
            property=row["property"],
            value=row["value"],
            values={"property": tell(row["property"]), "value": tell(row["value"])},
        )


def open_text(document: Document, shelf: Shelf) -> SourceText | Problem:
    """Return the text of a document, or why it cannot be had."""
    file_name = document.file_name or ""
    try:
        return shelf.get(file_name)
    except UnicodeDecodeError as error:
        values: dict[str, object] = {"file": file_name, "reason": error}
        return Problem("document-encoding", document.node, document.node.value, file_name, values=values)
    except OSError:
        values = {"file": file_name or "?", "folder": shelf.folder}
        return Problem("document-file", document.node, document.node.value, file_name, values=values)


def identity(document: Document, text: SourceText) -> Iterator[Problem]:
    """Yield where a text is not the one that the document describes."""
    iri, name = document.node.value, text.name
    if document.sha256 is not None and document.sha256.lower() != text.sha256:
        values: dict[str, object] = {"file": name, "found": text.sha256, "stated": document.sha256}
        yield Problem("document-hash", document.node, iri, name, values=values)
    if document.length is not None and document.length != len(text.text):
        values = {"file": name, "found": len(text.text), "stated": document.length}
        yield Problem("document-length", document.node, iri, name, values=values)


def examine(item: Evidence, home: Document | None, texts: dict[str, SourceText], values: Values) -> Iterator[Problem]:
    """Yield what is wrong with one piece of evidence.

    Args:
        item: The evidence.
        home: The document whose graph it stands in, if it is one.
        texts: The texts that are to be had, by the IRI of their document.
        values: What looks for values.
    """

    def problem(rule: str, **filled: object) -> Problem:
        return Problem(
            rule,
            focus=item.node,
            document=item.document,
            file_name=home.file_name if home else None,
            subject=item.subject,
            property=item.property,
            value=item.value,
            start=item.start,
            end=item.end,
            values=filled,
        )

    parts = {
        "statedIn": item.document, "statedSubject": item.subject, "statedProperty": item.property,
        "statedValue": item.value, "start": item.start, "end": item.end,
    }  # fmt: skip
    lacking = [name for name, part in parts.items() if part is None]
    if lacking:
        yield problem("evidence-incomplete", lacking=", ".join(lacking))
        return
    if home is None or home.node.value != item.document:
        yield problem("evidence-elsewhere", graph=item.graph, stated=item.document)
        return
    if not item.made:
        yield problem("evidence-unstated", property=tell(item.property), value=tell(item.value))
    text = texts.get(home.node.value)
    length = home.length if text is None else len(text.text)
    start, end = item.start or 0, item.end or 0
    if not 0 <= start < end or (length is not None and end > length):
        yield problem("evidence-span", start=start, end=end, length="?" if length is None else length)
        return
    most = LONGEST.get(item.rule or "none", max(LONGEST.values()))
    if end - start > most:
        yield problem("evidence-long", length=end - start, most=most)
    if text is None:
        return
    quoted = shorten(text.text[start:end])
    if not on_boundaries(text.text, start, end):
        yield problem("evidence-boundary", quoted=quoted)
    fault = values.fault(item, text.text)
    if fault is not None:
        rule, filled = fault
        yield problem(rule, **filled)
    if item.wording is not None and not holds_wording(text.text, start, end, item.wording):
        yield problem("evidence-wording", wording=item.wording, quoted=quoted)


def on_boundaries(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch begins and ends between words, and with no space.

    >>> on_boundaries("город Велиград", 6, 14), on_boundaries("город Велиград", 5, 13)
    (True, False)
    """
    if text[start].isspace() or text[end - 1].isspace():
        return False
    cut = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    return not cut and not (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())
