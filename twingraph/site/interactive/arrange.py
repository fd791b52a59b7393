"""Where the nodes of the network stand: each component by itself, components in rows; the same for the same graph.

A component begins as rings around its busiest node and is then let loose: nodes push each other away, edges pull
(Fruchterman and Reingold 1991, “Graph drawing by force-directed placement”), without any chance in it.
"""

from __future__ import annotations

from collections import deque
from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING, Final

from twingraph.site.interactive.geometry import Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_APART: Final = 90.0
"""How far from each other neighbours stand, about."""
_ROUNDS: Final = 150
_MOST: Final = 250
"""Components with more nodes keep their rings: pushing each from each takes too long."""
_GAP: Final = 70.0
_WIDTH_TO_HEIGHT: Final = 1.6


def arrange(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> dict[str, Point]:
    """Return a place for each node.

    Args:
        nodes: The nodes.
        edges: The pairs of nodes that are joined.
    """
    around: dict[str, set[str]] = {node: set() for node in nodes}
    for one, other in edges:
        if one != other:
            around[one].add(other)
            around[other].add(one)
    neighbours = {node: sorted(near) for node, near in sorted(around.items())}
    components = sorted(_components(neighbours), key=lambda component: (-len(component), component[0]))
    return _packed([_component(component, neighbours) for component in components])


def _components(neighbours: Mapping[str, Sequence[str]]) -> list[list[str]]:
    seen: set[str] = set()
    found = []
    for node in neighbours:
        if node not in seen:
            component = sorted(_depths(node, neighbours))
            seen.update(component)
            found.append(component)
    return found


def _depths(root: str, neighbours: Mapping[str, Sequence[str]]) -> dict[str, str | None]:
    """Return what hangs together with a node: each with the one from which it was come upon, level by level."""
    parents: dict[str, str | None] = {root: None}
    queue = deque([root])
    while queue:
        node = queue.popleft()
        for near in neighbours[node]:
            if near not in parents:
                parents[near] = node
                queue.append(near)
    return parents


def _component(component: Sequence[str], neighbours: Mapping[str, Sequence[str]]) -> dict[str, Point]:
    placed = _rings(component, neighbours)
    if len(component) == 2:
        # Room for two names side by side.
        placed = {node: Point(point.x * 1.8, point.y) for node, point in placed.items()}
    elif len(component) <= _MOST:
        placed = _let_loose(placed, neighbours)
    return placed


def _rings(component: Sequence[str], neighbours: Mapping[str, Sequence[str]]) -> dict[str, Point]:
    """Put the busiest node in the middle and the others on rings, each within its parent's share of the circle."""
    root = max(component, key=lambda node: (len(neighbours[node]), [-ord(c) for c in node]))
    parents = _depths(root, neighbours)
    children: dict[str, list[str]] = {node: [] for node in parents}
    for node, parent in parents.items():
        if parent is not None:
            children[parent].append(node)
    leaves: dict[str, int] = {}
    for node in reversed(parents):
        leaves[node] = sum(leaves[child] for child in children[node]) or 1
    placed: dict[str, Point] = {}
    shares = {root: (0.0, 2 * pi, 0)}
    for node in parents:
        begin, end, depth = shares[node]
        angle = (begin + end) / 2
        placed[node] = Point(_APART * depth * cos(angle), _APART * depth * sin(angle))
        for child in children[node]:
            width = (end - begin) * leaves[child] / leaves[node]
            shares[child] = (begin, begin + width, depth + 1)
            begin += width
    return placed


def _let_loose(placed: Mapping[str, Point], neighbours: Mapping[str, Sequence[str]]) -> dict[str, Point]:
    nodes = list(placed)
    xs, ys = [placed[node].x for node in nodes], [placed[node].y for node in nodes]
    number = {node: index for index, node in enumerate(nodes)}
    joined = [
        (number[node], number[near]) for node in nodes for near in neighbours[node] if number[node] < number[near]
    ]
    for step in range(_ROUNDS):
        right, down = [0.0] * len(nodes), [0.0] * len(nodes)
        for one in range(len(nodes)):
            for other in range(one):
                dx, dy = xs[one] - xs[other], ys[one] - ys[other]
                square = dx * dx + dy * dy or 1.0
                push = _APART * _APART / square
                right[one] += dx * push
                down[one] += dy * push
                right[other] -= dx * push
                down[other] -= dy * push
        for one, other in joined:
            dx, dy = xs[one] - xs[other], ys[one] - ys[other]
            pull = sqrt(dx * dx + dy * dy) / _APART
            right[one] -= dx * pull
            down[one] -= dy * pull
            right[other] += dx * pull
            down[other] += dy * pull
        farthest = _APART / 3 * (1 - step / _ROUNDS)
        for one in range(len(nodes)):
            length = sqrt(right[one] ** 2 + down[one] ** 2) or 1.0
            share = min(length, farthest) / length
            xs[one] += right[one] * share
            ys[one] += down[one] * share
    return {node: Point(round(xs[index], 1), round(ys[index], 1)) for node, index in number.items()}


def _packed(components: Sequence[Mapping[str, Point]]) -> dict[str, Point]:
    """Put components side by side in rows, the largest first."""
    boxes = []
    for placed in components:
        left, top = min(p.x for p in placed.values()), min(p.y for p in placed.values())
        width = max(p.x for p in placed.values()) - left + 2 * _GAP
        height = max(p.y for p in placed.values()) - top + _GAP
        boxes.append((placed, left, top, width, height))
    area = sum(width * height for *_, width, height in boxes)
    widest = max((width for *_, width, _height in boxes), default=0.0)
    row = max(widest, sqrt(area * _WIDTH_TO_HEIGHT))
    found: dict[str, Point] = {}
    x = y = tallest = 0.0
    for placed, left, top, width, height in boxes:
        if x and x + width > row:
            x, y, tallest = 0.0, y + tallest, 0.0
        for node, point in placed.items():
            found[node] = Point(round(point.x - left + x + _GAP, 1), round(point.y - top + y + _GAP / 2, 1))
        x += width
        tallest = max(tallest, height)
    return found
