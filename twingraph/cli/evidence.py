"""``twingraph evidence``: the passages behind the graph, verified, counted, or looked up."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from twingraph.errors import UnknownNameError, UsageError
from twingraph.evidence import Problem, SourceText, entries, find, gaps, quotations, verify
from twingraph.evidence.documents import Shelf
from twingraph.evidence.find import turtle
from twingraph.evidence.records import documents as described_documents
from twingraph.evidence.records import evidence as all_evidence
from twingraph.evidence.verify import open_text
from twingraph.graph import KnowledgeGraph
from twingraph.texts import text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from twingraph.texts import Lang


def evidence(options: argparse.Namespace) -> int:
    """``twingraph evidence [THING]``: show quotations, verify all of them, find offsets, or show the ledger."""
    kg = KnowledgeGraph.open(options.graph)
    folder = options.documents or kg.folder.documents
    if folder is not None and not folder.is_dir():
        raise UsageError("no-documents-folder", folder=folder)
    if options.find:
        text_wanted, name = options.find
        return _find(kg, folder, text_wanted, name, options.lang)
    if options.thing is not None:
        return _show(kg, folder, options.thing, options.lang)
    if folder is None:
        raise UsageError("no-documents")
    return _ledger(kg, folder, options.lang) if options.ledger else _verify(kg, folder, options.lang)


def _verify(kg: KnowledgeGraph, folder: Path, lang: Lang) -> int:
    problems = [*verify(kg.store, folder, kg.folder), *gaps(kg.store, folder, kg.folder)]
    if problems:
        _tell(problems, lang)
        return 1
    count = len(all_evidence(kg.store, kg.folder))
    documents = len(described_documents(kg.store, kg.folder))
    print(text("verified-all", lang, count=count, documents=documents))
    return 0


def _show(kg: KnowledgeGraph, folder: Path | None, name: str, lang: Lang) -> int:
    thing = kg.names.resolve(name, "entity")
    found = list(quotations(kg.store, folder, thing.value, kg.folder))
    if not found:
        print(text("no-evidence", lang, thing=thing.value))
    print("\n\n".join(each.text(lang) for each in found))
    return 1 if any(each.problems for each in found) else 0


def _ledger(kg: KnowledgeGraph, folder: Path, lang: Lang) -> int:
    count = missing = 0
    for document in described_documents(kg.store, kg.folder):
        problem = open_text(document, Shelf(folder))
        if isinstance(problem, Problem):
            missing += 1
            print(text("ledger-unread", lang, file=document.file_name, reason=problem.message(lang)))
    for entry in entries(kg.store, folder, kg.folder):
        count += 1
        missing += entry.is_gap
        if entry.is_gap:
            said = text("ledger-gap", lang)
        elif entry.evidence:
            said = text("ledger-evidence", lang, count=len(entry.evidence))
        else:
            said = ", ".join(dict.fromkeys(_label(kg, each.reason, lang) for each in entry.omissions))
        print(f"{entry.source.name}  {entry.sentence.start:>6}–{entry.sentence.end:<6}  {said}")
    print(text("ledger-sum", lang, count=count, missing=missing))
    return 1 if missing else 0


def _find(kg: KnowledgeGraph, folder: Path | None, wanted: str, name: str, lang: Lang) -> int:
    if not wanted.strip():
        raise UsageError("empty-text")
    source = SourceText.read(_file(kg, folder, name))
    document = next(
        (each.node.value for each in described_documents(kg.store, kg.folder) if each.file_name == source.name),
        None,
    )
    found = find(wanted, source)
    if not found:
        print(f"twingraph: {text('nothing-found', lang, document=source.name)}", file=sys.stderr)
        return 1
    for match in found:
        print(f"# {source.name}:{match.line}:{match.column}  {match.before}⟦{match.text}⟧{match.after}")
        print(turtle(match, document, kg.folder))
    return 0


def _file(kg: KnowledgeGraph, folder: Path | None, name: str) -> Path:
    """Take a document's name for a path, for a file of the documents' folder, or for a document of the graph."""
    if Path(name).is_file():
        return Path(name)
    if folder is None:
        raise UsageError("no-documents")
    if (folder / name).is_file():
        return folder / name
    try:
        node = kg.names.resolve(name, "document").value
        files = {each.node.value: each.file_name for each in described_documents(kg.store, kg.folder)}
        return folder / str(files[node])
    except UnknownNameError as error:
        known = ", ".join(sorted(path.name for path in folder.iterdir() if path.is_file()))
        raise UsageError("no-document", name=name, folder=folder, known=known) from error


def _tell(problems: Iterable[Problem], lang: Lang) -> None:
    for problem in problems:
        where = "" if problem.start is None else f"[{problem.start}–{problem.end}]"
        focus = problem.focus.value if isinstance(problem.focus, NamedNode) else ""
        print(f"{problem.file_name or '?'}{where}: {problem.rule}: {problem.message(lang)}  {focus}")


def _label(kg: KnowledgeGraph, iri: str | None, lang: Lang) -> str:
    return next((each.label for each in kg.names.describe([iri], lang)), iri) if iri else "?"
