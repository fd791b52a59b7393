"""One fault, one finding: leave out the findings that only follow from another.

A misspelt property is also a property that is missing, an unknown class leaves its members without one, what a broken
file describes is missing everywhere else, and no evidence fits a value that is wrong. Such findings are left out as
long as their cause is told.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from twingraph.sparql_text import named_iris

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from twingraph.check.findings import Finding

#: Shapes that say what a check of the program also says, and the rules of that check.
_TWINS: Final[dict[str, tuple[str, ...]]] = {
    "tgsh:Thing-evidence": ("evidence-missing",),
    "tgsh:SpanRecord-insideDocument": ("evidence-span", "ledger-span"),
    "tgsh:SpanRecord-order": ("evidence-span", "ledger-span"),
    "tgsh:StatementRecord-statement": ("evidence-unstated",),
}
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_UTF_16: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Lost:
    """What files that were not loaded would have described.

    Attributes:
        iris: The IRIs that they name, as far as they can be read.
        unread: The files of which nothing can be read: then whatever is described nowhere may be described there.
    """

    iris: set[str] = field(default_factory=set)
    unread: tuple[Path, ...] = ()

    @classmethod
    def of(cls, files: Iterable[Path]) -> Lost:
        """Read what can be read of Turtle files that cannot be parsed."""
        iris: set[str] = set()
        unread: list[Path] = []
        for file in files:
            named = _mentioned(file)
            iris |= named
            if not named:
                unread.append(file)
        return cls(iris, tuple(unread))

    def holds(self, store: Store, focus: str | None, value: str | None) -> bool:
        """Return whether one of the files may say what a finding about these misses."""
        if self._lacks(store, focus) or self._lacks(store, value):
            return True
        return bool(self.unread) and self.around(store, focus)

    def around(self, store: Store, iri: str | None) -> bool:
        """Return whether one of the files may describe what this thing refers to."""
        node = _node(iri) if self.iris or self.unread else None
        quads = store.quads_for_pattern(node, None, None) if node else ()
        return any(self._lacks(store, quad.object.value) for quad in quads if isinstance(quad.object, NamedNode))

    def _lacks(self, store: Store, iri: str | None) -> bool:
        if iri in self.iris:
            return True
        node = _node(iri) if self.unread else None
        return node is not None and not any(store.quads_for_pattern(node, _TYPE, None))


def _node(iri: str | None) -> NamedNode | None:
    """Return the node of an IRI; None for what is a literal's text or the label of a blank node."""
    return NamedNode(iri) if iri is not None and _IRI.fullmatch(iri) else None


def _mentioned(file: Path) -> set[str]:
    """Return the IRIs that a Turtle file names."""
    try:
        content = file.read_bytes()
    except OSError:
        return set()
    encoding = next((name for mark, name in _UTF_16.items() if content.startswith(mark)), "utf-8")
    if b"\0" in content[:4] and encoding == "utf-8":
        encoding = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    text = content.decode(encoding, errors="replace")
    # Directives are written the other way, so that the reader of SPARQL knows them.
    text = text.replace("@prefix", "PREFIX ").replace("@base", "BASE ")
    return {named.iri for named in named_iris(text)}


class Causes:
    """The findings from which others follow.

    Args:
        unknown: The findings that a term is not defined (rules ``unknown-…``).
        near: Gives the term that a misspelt one was probably meant to be.
        lost: What broken files would have described.
        store: The graph, which tells what is described.
    """

    def __init__(self, unknown: Iterable[Finding], near: Callable[[str], str | None], lost: Lost, store: Store) -> None:
        self._lost = lost
        self._store = store
        self._wrong: dict[tuple[str | None, str | None], set[str | None]] = {}
        self._classless: set[str] = set()
        self._statements: set[tuple[str | None, str | None]] = set()
        for cause in unknown:
            self._statements.add((cause.focus, cause.path))
            if cause.rule == "unknown-class" and cause.focus:
                self._classless.add(cause.focus)
            if cause.rule == "unknown-property" and cause.path:
                self._statements.add((cause.focus, near(cause.path)))

    def explain(self, focus: str | None, path: str | None, value: str | None) -> bool:
        """Return whether a finding about this statement only follows from one that is told."""
        if focus in self._classless or value in self._classless or self._lost.holds(self._store, focus, value):
            return True
        return path is not None and (focus, path) in self._statements

    def unnamed(self, value: str | None) -> bool:
        """Return whether a broken file may hold the names by which evidence calls a thing, such as its place's."""
        return self._lost.around(self._store, value)

    def add_wrong(self, findings: Iterable[Finding]) -> None:
        """Add the statements whose value the shapes refuse; what the check of evidence says too is none of these."""
        for finding in findings:
            if finding.severity == "violation" and finding.value is not None and finding.rule not in _TWINS:
                self._wrong.setdefault((finding.focus, finding.path), set()).add(finding.value)

    def wrong(self, rule: str, subject: str | None, path: str | None, value: str | None) -> bool:
        """Return whether evidence only does not fit because the statement's value is itself wrong."""
        values = self._wrong.get((subject, path), set())
        # Such evidence still has the right value, which the graph no longer states.
        return value in values or (rule == "evidence-unstated" and bool(values))


def without_twins(findings: Iterable[Finding], said: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out what a shape says where a check of the program says the same of the same line.

    The shapes say it for those who have only a SHACL engine.

    Args:
        findings: What the shapes say.
        said: What the check of evidence says, told or left out.
    """
    lines = {(finding.rule, finding.file, finding.line) for finding in said}
    for finding in findings:
        twins = _TWINS.get(finding.rule, ())
        if not any((twin, finding.file, finding.line) in lines for twin in twins):
            yield finding
