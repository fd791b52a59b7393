"""From what is wrong to where it stands: files, lines and columns.

The store's named graphs tell which file holds a triple. Only files that have findings are read, and of these, by
:mod:`twingraph.turtle.blocks`, only the statements of the things in question; places are kept by
:mod:`twingraph.check.positions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from twingraph.check.findings import Place
from twingraph.check.positions import TurtleText, text_of
from twingraph.turtle.blocks import Blocks
from twingraph.turtle.lines import Lines
from twingraph.turtle.tokens import TurtleError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Quad, Store

    from twingraph.check.shapes import Shapes
    from twingraph.layout import GraphFolder

    Node = NamedNode | BlankNode
    Term = NamedNode | BlankNode | Literal

_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_DEPTH: Final = 20
#: Of how many things what their statements say is kept; there may be as many findings of each.
_PARTS: Final = 1000
#: The files that can be read in parts.
_IN_PARTS: Final = (".ttl", ".nt")


class Locator:
    """Finds the places of statements in the files of a graph folder.

    Args:
        folder: The graph folder.
        store: Its loaded store, with a named graph for each file.
        skip: Files that were not loaded.
        files: The files of the store, if they are not those of ontology and data.
        instead: What was loaded in the place of broken files: their good statements, where they stand.
    """

    def __init__(
        self,
        folder: GraphFolder,
        store: Store,
        skip: Collection[Path] = (),
        files: Iterable[Path] | None = None,
        instead: Mapping[Path, str] | None = None,
    ) -> None:
        self._store = store
        loaded = folder.rdf_files() if files is None else files
        self._files = {folder.graph_name(file): file for file in loaded if file not in skip}
        self._instead = instead or {}
        self._texts: dict[Path, TurtleText | None] = {}
        self._indexes: dict[Path, tuple[Blocks, Lines] | None] = {}
        self._parts: dict[tuple[Path, NamedNode], TurtleText | None] = {}

    def text(self, file: Path) -> TurtleText | None:
        """Return a file with its positions; None if it cannot be read that way."""
        if file not in self._texts:
            try:
                text = self._instead.get(file)
                self._texts[file] = (
                    TurtleText.read(file) if text is None else TurtleText.of(text, file, base=file.resolve().as_uri())
                )
            except (TurtleError, OSError, UnicodeDecodeError):
                self._texts[file] = None
        return self._texts[file]

    def part(self, file: Path, subject: NamedNode) -> TurtleText | None:
        """Return a file with the positions of the statements of one subject, at least; None if it cannot be read."""
        if file in self._texts:
            return self._texts[file]
        key = (file, subject)
        if key not in self._parts:
            if len(self._parts) >= _PARTS:
                self._parts.clear()
            index = self._index(file)
            try:
                part = TurtleText.holding(index[0].statements(subject), file, index[1]) if index else None
            except (TurtleError, IndexError):
                part = None
            # What is not read in parts may be read whole.
            self._parts[key] = part or self.text(file)
        return self._parts[key]

    def _index(self, file: Path) -> tuple[Blocks, Lines] | None:
        if file not in self._indexes:
            try:
                self._indexes[file] = self._indexed(file) if file.suffix in _IN_PARTS else None
            except (TurtleError, IndexError, OSError, UnicodeDecodeError):
                self._indexes[file] = None
        return self._indexes[file]

    def _indexed(self, file: Path) -> tuple[Blocks, Lines]:
        text = self._instead.get(file) or text_of(file)
        return Blocks.of(text, file.resolve().as_uri()), Lines(text)

    def place(
        self, focus: Term, path: str | None = None, value: Term | None = None, file: Path | None = None
    ) -> Place | None:
        """Return where a finding stands.

        That is the wrong value, if one is named and stated; else the property, if the thing has it; else the
        thing itself, where a file says what it is.

        Args:
            focus: The thing.
            path: The IRI of the property.
            value: The value.
            file: The file to prefer where several state it.
        """
        if isinstance(focus, Literal):
            return None
        predicate = NamedNode(path) if path and ":" in path and not set(path) & set("<>()|*+? ") else None
        if predicate is not None and value is not None:
            found = self._best(self._quads(focus, predicate, value), file)
            if found:
                return found
        if predicate is not None:
            found = self._best(self._quads(focus, predicate, None), file, whole=False)
            if found:
                return found
        return self.subject(focus, file)

    def subject(self, focus: Node, file: Path | None = None) -> Place | None:
        """Return where the block of a thing begins: the one that says what it is, else any."""
        if isinstance(focus, BlankNode):
            return self._outside(focus)
        quads = [*self._quads(focus, _TYPE, None)] or [*self._quads(focus, None, None)]
        for name in self._sorted(quads, file):
            text = self.part(name, focus)
            span = text.of_subject(focus) if text else None
            if text and span:
                return text.place(span)
        return Place(self._sorted(quads, file)[0]) if quads else None

    def shape(self, shapes: Shapes, *nodes: object) -> Place | None:
        """Return where the first of these shapes or constraints that has a name stands in its file."""
        for node in nodes:
            file = shapes.files.get(node.value) if isinstance(node, NamedNode) else None
            text = self.part(file, node) if file is not None and isinstance(node, NamedNode) else None
            span = text.of_subject(node) if text is not None and isinstance(node, NamedNode) else None
            if text is not None and span is not None:
                return text.place(span)
        return None

    def file_of(self, quad: Quad) -> Path | None:
        """Return the file that states a quad; None for the default graph and for what is derived."""
        graph = quad.graph_name
        return self._files.get(graph.value) if isinstance(graph, NamedNode) else None

    def _quads(self, subject: Node, predicate: NamedNode | None, value: Term | None) -> Iterator[Quad]:
        for quad in self._store.quads_for_pattern(subject, predicate, value):
            if self.file_of(quad) is not None:
                yield quad

    def _sorted(self, quads: list[Quad], file: Path | None) -> list[Path]:
        files = {name for name in map(self.file_of, quads) if name is not None}
        return sorted(files, key=lambda name: (name != file, str(name)))

    def _best(self, quads: Iterator[Quad], file: Path | None, *, whole: bool = True) -> Place | None:
        """Return the place of one of these statements: of its value, or else of its property."""
        found = list(quads)
        for name in self._sorted(found, file):
            quad = next(quad for quad in found if self.file_of(quad) == name)
            subject, predicate, value = quad.subject, quad.predicate, quad.object
            if isinstance(subject, BlankNode):
                return self._outside(subject)
            text = self.part(name, subject) if isinstance(subject, NamedNode) else None
            if text is None or not isinstance(subject, NamedNode):
                return Place(name)
            span = None
            if whole and isinstance(value, (NamedNode, BlankNode, Literal)):
                span = text.of_value(subject, predicate, value)
            span = span or text.of_predicate(subject, predicate)
            return text.place(span) if span else Place(name)
        return None

    def _outside(self, node: BlankNode) -> Place | None:
        """Return where a blank node is the value of something that has a name."""
        inner: Node = node
        for _ in range(_DEPTH):
            quads = [quad for quad in self._store.quads_for_pattern(None, None, inner) if self.file_of(quad)]
            if not quads:
                break
            outer = quads[0].subject
            if isinstance(outer, NamedNode):
                return self._best(iter(quads[:1]), None)
            if not isinstance(outer, BlankNode):
                break
            inner = outer
        quads = [quad for quad in self._store.quads_for_pattern(inner, None, None) if self.file_of(quad)]
        file = self.file_of(quads[0]) if quads else None
        return Place(file) if file else None
