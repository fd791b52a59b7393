"""Triples as lines of Turtle, with prefixes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from twingraph.diff.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import Triple

    from twingraph.diff.model import Difference
    from twingraph.texts import Lang

_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def lines(difference: Difference, lang: Lang) -> Iterator[tuple[str, list[str]]]:
    """Yield the lists of triples with their titles; a line begins with ``+``, ``-`` or ``~``."""
    found, prefixes = difference.statements, difference.prefixes
    for title, removed, added in (
        ("triples-stated", found.removed, found.added),
        ("triples-derived", found.derived_removed, found.derived_added),
    ):
        told = [(str(each), 0, f"- {turtle(each, prefixes)}") for each in removed]
        told += [(str(each), 1, f"+ {turtle(each, prefixes)}") for each in added]
        if told:
            yield say(title, lang), [line for _, _, line in sorted(told)]
    if found.moved:
        nowhere = say("nowhere", lang)
        moved = [
            f"~ {turtle(each.triple, prefixes)} # {', '.join(each.before) or nowhere} → "
            f"{', '.join(each.after) or nowhere}"
            for each in found.moved
        ]
        yield say("triples-moved", lang), moved


def turtle(triple: Triple, prefixes: Mapping[str, str]) -> str:
    """Return a triple as Turtle has it."""
    predicate = "a" if triple.predicate.value == _TYPE else term(triple.predicate, prefixes)
    return f"{term(triple.subject, prefixes)} {predicate} {term(triple.object, prefixes)} ."


def term(node: object, prefixes: Mapping[str, str]) -> str:
    """Return a term as Turtle has it, with a prefix where that needs no escapes."""
    if isinstance(node, NamedNode):
        fitting = [(len(space), prefix) for prefix, space in prefixes.items() if node.value.startswith(space)]
        for length, prefix in sorted(fitting, reverse=True):
            if _LOCAL.fullmatch(node.value[length:]):
                return f"{prefix}:{node.value[length:]}"
    elif isinstance(node, Literal) and not node.language:
        text, sign, datatype = str(node).rpartition("^^")
        if sign and datatype == str(node.datatype):
            return f"{text}^^{term(node.datatype, prefixes)}"
    return str(node)
