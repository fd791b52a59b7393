"""Does a new text say what the old one says?

Canonical labels for blank nodes cost time without bound on nested ones. They are not needed here: what is written
``[ … ]`` or ``( … )`` is a value in one place at most, so that its content stands for it, and labels that are written
are kept. Contents are hashed from the innermost outwards, each once.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, RdfFormat, parse

from twingraph.turtle.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Triple

#: What relative IRIs are resolved against, which may be anything as long as it is the same for both texts.
BASE: Final = "https://example.org/base/"

Content = Counter[tuple[str, str, str]]


def content(text: str, renamed: Callable[[Triple], Triple] | None = None) -> Content:
    """Return what a text says, in a form that is equal for two texts just if they say the same.

    Args:
        text: A Turtle text.
        renamed: What is made of each triple first.

    Raises:
        SyntaxError: The text is not Turtle.
    """
    labels = {token.text[2:] for token in tokens(text) if token.kind == "blank"}
    triples = {quad.triple for quad in parse(text, RdfFormat.TURTLE, base_iri=BASE)}
    if renamed:
        triples = set(map(renamed, triples))
    said: dict[str, list[Triple]] = {}
    values: set[str] = set()
    for triple in triples:
        said.setdefault(str(triple.subject), []).append(triple)
        if isinstance(triple.object, BlankNode):
            values.add(str(triple.object))
    nameless = {
        str(node)
        for triple in triples
        for node in (triple.subject, triple.object)
        if isinstance(node, BlankNode) and node.value not in labels
    }
    hashes = _hashes(said, nameless)
    found: Content = Counter()
    for subject, statements in said.items():
        if subject in nameless:
            if subject not in values:
                found["", "", hashes[subject]] += 1
            continue
        for triple in statements:
            value = str(triple.object)
            found[subject, str(triple.predicate), hashes.get(value, value)] += 1
    return found


def _hashes(said: dict[str, list[Triple]], nameless: set[str]) -> dict[str, str]:
    """Return for each nameless blank node a hash of all that is said of it, and of what it holds."""
    hashes: dict[str, str] = {}
    waiting = list(nameless)
    while waiting:
        node = waiting[-1]
        inner = [str(triple.object) for triple in said.get(node, ())]
        unknown = [value for value in inner if value in nameless and value not in hashes]
        if unknown and node not in hashes:
            waiting += unknown
            continue
        waiting.pop()
        lines = sorted(
            f"{triple.predicate} {hashes.get(value, value)}"
            for triple, value in zip(said.get(node, ()), inner, strict=True)
        )
        hashes[node] = "[" + hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return hashes
