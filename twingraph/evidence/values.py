"""Is the value of a statement in the stretch of text that is to support it, by its property's rule?"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from twingraph.evidence.dates import holds_date
from twingraph.evidence.names import Hit, NamedIn, NameIndex
from twingraph.evidence.numbers import holds_duration, holds_number
from twingraph.evidence.problems import shorten, tell
from twingraph.evidence.records import solutions
from twingraph.evidence.wordings import holds_title

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Store

    from twingraph.evidence.problems import Term
    from twingraph.evidence.records import Evidence
    from twingraph.layout import GraphFolder

# The rules, and how many code points a stretch may have that supports a value of that kind.
LONGEST: Final = {
    "name": 120,
    "date": 60,
    "number": 80,
    "text": 600,
    "concept": 600,
    "reference": 600,
    "none": 600,
}

_XSD: Final = "http://www.w3.org/2001/XMLSchema#"

# A rule that is broken, and what its message is filled with.
Fault = tuple[str, dict[str, object]]


class Values:
    """Looks for values in texts; knows the names of all things of a graph, which it reads when first needed.

    Args:
        store: The graph.
        folder: Whose queries to ask; without it, the package's own.
    """

    def __init__(self, store: Store, folder: GraphFolder | None = None) -> None:
        self._store = store
        self._folder = folder

    def fault(self, item: Evidence, text: str) -> Fault | None:
        """Return what is wrong with the value of evidence whose span lies within the text, if anything."""
        if isinstance(item.value, Literal) and item.value.datatype.value == f"{_XSD}boolean":
            return None
        quoted: dict[str, object] = {
            "quoted": shorten(text[item.start or 0 : item.end or 0]),
            "value": tell(item.value),
        }
        if item.rule == "name":
            return self._name_fault(item, text, quoted)
        if item.rule in _HOLDS:
            try:
                return None if _HOLDS[item.rule](item, text) else (f"evidence-{item.rule}", quoted)
            except ValueError:
                return "evidence-form", {"value": tell(item.value), "evidence_rule": item.rule}
        if item.rule is None or item.rule in LONGEST:
            return None
        known = ", ".join(LONGEST)
        return "evidence-rule", {
            "property": tell(item.property),
            "evidence_rule": item.rule,
            "known": known,
        }

    def _name_fault(self, item: Evidence, text: str, quoted: dict[str, object]) -> Fault | None:
        stretch = NamedIn(text, item.start or 0, item.end or 0)
        names = [item.value.value] if isinstance(item.value, Literal) else self._own_names[_key(item.value)]
        hits = stretch.hits(names) or stretch.hits(self._other_names[_key(item.value)])
        if not hits:
            return "evidence-name", quoted | {"names": ", ".join(f"«{name}»" for name in names) or "—"}
        # Where the document only implies the value, the name of what acts for it will do: a committee for its district.
        longer = [] if item.partial else self._rivals(item, stretch)
        covering = [_covering(hit, longer) for hit in hits]
        if None in covering:
            return None
        other, by = next(found for found in covering if found is not None)
        return "evidence-covered", quoted | {"other": tell(NamedNode(other)), "name": by.name}

    def _rivals(self, item: Evidence, stretch: NamedIn) -> list[tuple[str, Hit]]:
        """Return where other things are named for which the value may be mistaken.

        The thing that the statement is about does not count: «район Урсынов города Варшавы» does name Warsaw
        where it is said that Ursynów is in Warsaw.
        """
        own = {_key(item.value), _key(item.subject)}
        if _key(item.value) not in self._rival_things:
            return []
        near = [(other, name) for other, name in self._rival_names.near(stretch) if other not in own]
        return [(other, hit) for other, name in near for hit in stretch.hits([name])]

    @cached_property
    def _names(self) -> tuple[defaultdict[str, list[str]], defaultdict[str, list[str]]]:
        """The names of each thing, and those of what it represents."""
        own: defaultdict[str, list[str]] = defaultdict(list)
        other: defaultdict[str, list[str]] = defaultdict(list)
        for row in solutions(self._store, "names", self._folder):
            name, is_own = row["name"], row["own"]
            if isinstance(name, Literal) and isinstance(is_own, Literal):
                names = (own if is_own.value == "true" else other)[_key(row["thing"])]
                if name.value not in names:
                    names.append(name.value)
        return own, other

    @property
    def _own_names(self) -> defaultdict[str, list[str]]:
        return self._names[0]

    @property
    def _other_names(self) -> defaultdict[str, list[str]]:
        return self._names[1]

    @cached_property
    def _rival_things(self) -> frozenset[str]:
        """The things of which one may be mistaken for another."""
        return frozenset(_key(row["thing"]) for row in solutions(self._store, "rivals", self._folder))

    @cached_property
    def _rival_names(self) -> NameIndex:
        return NameIndex((thing, name) for thing in sorted(self._rival_things) for name in self._own_names[thing])


def _covering(hit: Hit, longer: list[tuple[str, Hit]]) -> tuple[str, Hit] | None:
    """Return the thing in whose longer name a name stands, and where: a district's may hold its city's."""
    size = hit.end - hit.start
    return next(
        (
            (other, by)
            for other, by in longer
            if by.start <= hit.start and hit.end <= by.end and by.end - by.start > size
        ),
        None,
    )


def _lexical(item: Evidence) -> str:
    """Return the text of a literal.

    Raises:
        ValueError: The value is a thing.
    """
    if not isinstance(item.value, Literal):
        raise ValueError(item.value)  # noqa: TRY004 - a value that cannot be looked for, as a date of another form
    return item.value.value


def _holds_date(item: Evidence, text: str) -> bool:
    return holds_date(text, item.start or 0, item.end or 0, _lexical(item), partial=item.partial)


def _holds_number(item: Evidence, text: str) -> bool:
    value = _lexical(item)
    holds = holds_duration if value.startswith("P") else holds_number
    return holds(text, item.start or 0, item.end or 0, value)


def _holds_text(item: Evidence, text: str) -> bool:
    return holds_title(text, item.start or 0, item.end or 0, _lexical(item))


_HOLDS: Final[dict[str, Callable[[Evidence, str], bool]]] = {
    "date": _holds_date,
    "number": _holds_number,
    "text": _holds_text,
}


def _key(term: Term | None) -> str:
    return "" if term is None else str(getattr(term, "value", term))
