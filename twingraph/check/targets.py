"""The targets of shapes, as patterns of SPARQL that bind ``?this``.

Source: https://www.w3.org/TR/shacl/#targets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from twingraph.check.shapes import SH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

    from twingraph.check.shapes import Shapes

    Node = NamedNode | BlankNode

_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SUBCLASS: Final = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
_CLASSES: Final = (
    NamedNode("http://www.w3.org/2000/01/rdf-schema#Class"),
    NamedNode("http://www.w3.org/2002/07/owl#Class"),
)


class Targets:
    """The targets of the shapes in one graph.

    Args:
        shapes: The shapes.
        store: The graph that they are asked of, for its hierarchy of classes.
    """

    def __init__(self, shapes: Shapes, store: Store) -> None:
        self._shapes = shapes
        self._below: dict[object, list[NamedNode]] = {}
        for graph in (store, shapes.store):
            for quad in graph.quads_for_pattern(None, _SUBCLASS, None):
                if isinstance(quad.subject, NamedNode):
                    self._below.setdefault(quad.object, []).append(quad.subject)

    def pattern(self, shape: Node) -> str | None:
        """Return a group that binds ``?this`` to each target of a shape once; None if it has no target."""
        parts = list(self._parts(shape))
        if not parts:
            return None
        return f"{{ SELECT DISTINCT ?this WHERE {{ {' UNION '.join(f'{{ {part} }}' for part in parts)} }} }}"

    def _parts(self, shape: Node) -> Iterator[str]:
        classes: list[Node] = [*self._values(shape, "targetClass")]
        if any(self._shapes.states(shape, _TYPE, kind) for kind in _CLASSES):
            classes.append(shape)  # a shape that is a class is asked of its instances
        names = sorted({str(name) for top in classes for name in self._with_subclasses(top)})
        if len(names) == 1:
            yield f"?this {_TYPE} {names[0]}"
        elif names:
            yield f"VALUES ?twingraphClass {{ {' '.join(names)} }} ?this {_TYPE} ?twingraphClass"
        nodes = [str(node) for node in self._values(shape, "targetNode")]
        if nodes:
            yield f"VALUES ?this {{ {' '.join(nodes)} }}"
        for name in self._values(shape, "targetSubjectsOf"):
            yield f"?this {name} ?twingraphAny"
        for name in self._values(shape, "targetObjectsOf"):
            yield f"?twingraphAny {name} ?this"

    def _values(self, shape: Node, name: str) -> Iterator[NamedNode]:
        for value in self._shapes.values(shape, NamedNode(SH + name)):
            if isinstance(value, NamedNode):
                yield value

    def _with_subclasses(self, top: Node) -> set[Node]:
        found: set[Node] = {top}
        waiting = [top]
        while waiting:
            below = [name for name in self._below.get(waiting.pop(), ()) if name not in found]
            found.update(below)
            waiting += below
        return found
