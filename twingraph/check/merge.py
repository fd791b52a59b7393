"""One fault, one finding: leave out the findings that only follow from another.

A misspelt property is also a property that is missing, an unknown class leaves its members without one, what a broken
file describes is missing everywhere else, and no evidence fits a value that is wrong. Such findings are left out as
long as their cause is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from twingraph.check.encodings import wide
from twingraph.check.shapes import SH
from twingraph.layout import is_special
from twingraph.sparql_text import named_iris

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Store

    from twingraph.check.findings import Finding
    from twingraph.check.shapes import Shapes
    from twingraph.check.syntax import Examined

#: Shapes that say what a check of the program also says, and the rules of that check.
_TWINS: Final[dict[str, tuple[str, ...]]] = {
    "tgsh:Thing-evidence": ("evidence-missing",),
    "tgsh:SpanRecord-insideDocument": ("evidence-span", "ledger-span"),
    "tgsh:SpanRecord-order": ("evidence-span", "ledger-span"),
    "tgsh:StatementRecord-statement": ("evidence-unstated",),
}
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")
#: How far a rule may have looked for what it derives from.
_CHAIN: Final = 5
#: By these a constraint comes to the prefixes of its query.
_PREFIXES: Final = (NamedNode(f"{SH}prefixes"), NamedNode(f"{SH}declare"))
_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True, slots=True)
class Lost:
    """What files that are broken would have described.

    Attributes:
        iris: The IRIs that their unread statements name, as far as they can be read.
        described: Those of them that the statements are about.
        unread: The files of which it cannot be told what they name: then whatever is described nowhere may be
            described there.
    """

    iris: set[str] = field(default_factory=set)
    described: set[str] = field(default_factory=set)
    unread: tuple[Path, ...] = ()

    @classmethod
    def of(cls, files: Iterable[Examined]) -> Lost:
        """Gather it from files in which something is wrong."""
        lost = cls()
        unread: list[Path] = []
        for file in files:
            if file.review is not None:
                lost.iris.update(file.review.named)
                lost.described.update(file.review.described)
                clear = not file.review.unclear
            else:
                named = _mentioned(file.file)
                lost.iris.update(named)
                lost.described.update(named)
                clear = bool(named)
            if not clear:
                unread.append(file.file)
        return replace(lost, unread=tuple(unread))

    def holds(self, store: Store, focus: str | None, value: str | None) -> bool:
        """Return whether one of the files may say what a finding about these misses."""
        if self._lacks(store, focus) or self._lacks(store, value):
            return True
        return bool(self.unread) and self.around(store, focus)

    def around(self, store: Store, iri: str | None) -> bool:
        """Return whether one of the files may say something of what this thing refers to."""
        return any(self._lacks(store, other) for other in self._others(store, iri))

    def behind(self, store: Store, iri: str | None, depth: int = 1) -> bool:
        """Return whether one of the files describes what this thing refers to, at so many removes at most."""
        seen: set[str | None] = {iri}
        reached: set[str | None] = {iri}
        for _ in range(depth):
            reached = {other for each in reached for other in self._others(store, each) if other not in seen}
            if not self.described.isdisjoint(each for each in reached if each is not None):
                return True
            seen |= reached
        return False

    def _others(self, store: Store, iri: str | None) -> Iterator[str]:
        node = _node(iri) if self.iris or self.unread else None
        for quad in store.quads_for_pattern(node, None, None) if node else ():
            if isinstance(quad.object, NamedNode):
                yield quad.object.value

    def _lacks(self, store: Store, iri: str | None) -> bool:
        if iri in self.iris:
            return True
        described = _node(iri) if self.described else None
        if described is not None and any(
            isinstance(quad.object, NamedNode) and quad.object.value in self.described
            for quad in store.quads_for_pattern(described, _TYPE, None)
        ):
            return True  # It is of a class of which it is not known what it is.
        node = _node(iri) if self.unread else None
        return node is not None and not any(store.quads_for_pattern(node, _TYPE, None))


def _node(iri: str | None) -> NamedNode | None:
    """Return the node of an IRI; None for what is a literal's text or the label of a blank node."""
    return NamedNode(iri) if iri is not None and _IRI.fullmatch(iri) else None


def _mentioned(file: Path) -> set[str]:
    """Return the IRIs that a Turtle file in UTF-16 or UTF-32 names."""
    try:
        content = b"" if is_special(file) else file.read_bytes()
    except OSError:
        return set()
    encoding = wide(content)
    if encoding is None:
        return set()
    text = content.decode(encoding.codec, errors="replace")
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
        derived: The properties that rules derive from several statements, of which one may be lost.
    """

    def __init__(
        self,
        unknown: Iterable[Finding],
        near: Callable[[str], str | None],
        lost: Lost,
        store: Store,
        derived: Collection[str] = (),
    ) -> None:
        self._lost = lost
        self._derived = derived
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
        if value is None and path in self._derived and self._lost.behind(self._store, focus, depth=_CHAIN):
            return True
        return path is not None and ((focus, path) in self._statements or path in self._lost.described)

    def gone(self, iri: str | None) -> bool:
        """Return whether a broken file describes this thing."""
        return iri in self._lost.described

    def joined(self, focus: str | None) -> bool:
        """Return whether a broken file describes what a query that found this thing may have missed beside it."""
        return self._lost.behind(self._store, focus)

    def incomplete(self, shapes: Shapes, constraint: str | None) -> bool:
        """Return whether a constraint of the shapes cannot be asked because a statement of the shapes is lost."""
        if constraint in self._lost.described:
            return True
        needed = {quad.object for name in _PREFIXES for quad in shapes.store.quads_for_pattern(None, name, None)}
        return any(isinstance(node, NamedNode) and node.value in self._lost.described for node in needed)

    def half_told(self, focus: str | None) -> bool:
        """Return whether what is said of a thing elsewhere builds on what a broken file describes."""
        node = _node(focus)
        quads = self._store.quads_for_pattern(None, None, node) if node is not None else ()
        return any(self._lost.behind(self._store, str(quad.subject).strip("<>")) for quad in quads)

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
