"""Contradictions by name: what clashes, why each side holds, and what says that both cannot.

What is found, and why, is asked by ``queries/reason/``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from twingraph.reason.claims import Claim, compact
from twingraph.reason.statements import is_blank
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import NamedNode, QuerySolution

    from twingraph.reason.claims import Claims
    from twingraph.reason.statements import Statements

_MOST: Final = 5
_OR: Final = {"en": " or ", "ru": " или "}
_NOT: Final = {"en": "what is no {}", "ru": "не {}"}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a thing is of a class.

    Attributes:
        way: ``stated``; ``from`` (it has a property whose subjects are), ``to`` (it is the value of a property whose
            values are), ``values`` (it is the value of something all of whose values are), or ``under`` (a class or
            property that lies under it).
        claim: The fact, if it is one's.
        end: The property whose subjects or values are told.
        name: What the class is called for which that is stated, by language.
        axioms: What says so, up to the class.
    """

    way: str
    claim: Claim | None = None
    end: str | None = None
    name: Mapping[str, str] = field(default_factory=dict, hash=False)
    axioms: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two classes that a thing cannot be of at once, and why it is.

    Attributes:
        term: The class, as Turtle.
        name: What it is called, by language.
        reasons: Why: the first few facts that make it so.
    """

    term: str
    name: Mapping[str, str] = field(hash=False)
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """One contradiction.

    Attributes:
        kind: The query of ``queries/reason/clashes`` that found it (``disjoint``, ``irreflexive`` …);
            ``unsatisfiable-class``, ``unsatisfiable-from`` and ``unsatisfiable-to`` for a class that nothing can be of
            and a property that nothing can have or be the value of; ``minimal`` and ``shrunk`` for what only the
            reasoner found, told as statements of which none, or perhaps some, could be left out.
        thing: The IRI of what it is about (a thing, a class, a property); None if that is not known.
        name: What that is called, by language.
        sides: The classes that clash, or the property.
        claims: The facts that clash.
        axioms: What says that they do.
    """

    kind: str
    thing: str | None
    name: Mapping[str, str] = field(default_factory=dict, hash=False)
    sides: tuple[Side, ...] = ()
    claims: tuple[Claim, ...] = ()
    axioms: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Leftover:
    """Statements that the reasoner does not get.

    Attributes:
        why: ``datatype``, ``annotation``, ``undeclared``, ``sort`` or ``import`` (``queries/reason/left-out.rq``).
        what: The IRI of the datatype or of the property.
        count: How many.
    """

    why: str
    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Reasoning:
    """What came out of reasoning over a graph.

    Attributes:
        consistent: Whether all statements can be true together.
        clashes: The contradictions, named; where ``consistent`` is false there may be more than these.
        unsatisfiable: The classes and properties that nothing can be of or have, with the reason.
        equivalent: Classes that are found to be one, and are not stated to be, by groups of IRIs.
        statements: How many statements were reasoned over.
        left_out: Those that were not.
        more: How many contradictions were found and are not told.
    """

    consistent: bool
    clashes: tuple[Clash, ...]
    unsatisfiable: tuple[Clash, ...]
    equivalent: tuple[tuple[str, ...], ...]
    statements: int
    left_out: tuple[Leftover, ...]
    more: int = 0

    @property
    def fine(self) -> bool:
        """Whether there is no contradiction, and nothing that no thing can be of or have."""
        return self.consistent and not self.unsatisfiable


class Search:
    """Finds contradictions and says why.

    Args:
        statements: The statements, with what follows from them.
        claims: Makes them readable.
    """

    def __init__(self, statements: Statements, claims: Claims) -> None:
        self._statements = statements
        self._claims = claims
        self.name = cache(self._name)
        self.apart = cache(self._apart)

    def clashes(self) -> Iterator[Clash]:
        """Yield the contradictions between facts."""
        for file in self._statements.files("clashes"):
            for row in list(self._statements.ask(f"clashes/{file.stem}")):
                if file.stem == "disjoint":
                    yield self._disjoint(row["thing"], row["a"], row["b"])
                else:
                    yield self._other(file.stem, row)

    def unsatisfiable(self) -> Iterator[Clash]:
        """Yield the classes and properties that nothing can be of or have."""
        for row in list(self._statements.ask("unsatisfiable")):
            thing, end = row["thing"], row["end"].value
            classes = dict.fromkeys((row["a"], row["b"]))
            yield Clash(
                f"unsatisfiable-{end}",
                thing.value,
                self.name(thing),
                tuple(self._above(thing, end, each) for each in classes),
                axioms=self.apart(row["a"], row["b"]),
            )

    def _disjoint(self, thing: NamedNode, a: NamedNode, b: NamedNode) -> Clash:
        sides = tuple(self._side(thing, each) for each in dict.fromkeys((a, b)))
        return Clash("disjoint", self._thing(thing), self.name(thing), sides, axioms=self.apart(a, b))

    def _other(self, kind: str, row: QuerySolution) -> Clash:
        """Make a contradiction of a row of the other queries of ``queries/reason/clashes``."""
        ends = [each for each in (row["a"], row["b"]) if each is not None]
        claims = [
            self._claims.claim(row[f"s{number}"], row[f"p{number}"], row[f"o{number}"])
            for number in "123"
            if row[f"p{number}"] is not None
        ]
        axioms: list[Claim] = []
        for number, end in zip("12", (row["a"], row["b"] if kind == "disjoint-properties" else row["a"]), strict=True):
            if row[f"p{number}"] is not None and end is not None:
                axioms += self._told("why/properties", low=row[f"p{number}"], high=end)
        if ends:
            axioms += self._told("why/nature", kind=Literal(kind), a=ends[0], b=ends[-1])
        return Clash(
            kind,
            self._thing(row["thing"]),
            self.name(row["thing"]),
            tuple(Side(self._claims.written(each), self.name(each)) for each in ends),
            tuple(dict.fromkeys(claims)),
            tuple(dict.fromkeys(axioms)),
        )

    def _told(self, name: str, /, **values: NamedNode | Literal) -> list[Claim]:
        """Return the triples that one of the queries answers with."""
        return [self._claims.claim(row["s"], row["p"], row["o"]) for row in self._statements.ask(name, **values)]

    def _side(self, thing: NamedNode, of: NamedNode) -> Side:
        reasons: dict[tuple[str, Claim], Reason] = {}
        for row in self._statements.ask("why/members", thing=thing, **{"class": of}):
            way, end, under = row["way"].value, row["end"], row["under"]
            claim = self._claims.claim(row["s"], row["p"], row["o"])
            if (way, claim) in reasons or len(reasons) == _MOST:
                continue
            axioms = []
            if end is not None:
                axioms += self._told("why/properties", low=row["p"], high=end)
                axioms += (
                    self._told("why/values", subject=row["s"], property=end, **{"class": under})
                    if way == "values"
                    else self._ends(end, way, under)
                )
            axioms += self._links(under, of)
            name = None if end is None else compact(end.value)
            reasons[way, claim] = Reason(way, claim, name, self.name(under), tuple(dict.fromkeys(axioms)))
        return Side(self._claims.written(of), self.name(of), tuple(reasons.values()))

    def _ends(self, end: NamedNode, way: str, under: NamedNode) -> list[Claim]:
        rows = self._statements.ask("why/ends", property=end, side=Literal(way), **{"class": under})
        return [self._claims.claim(row["s"], row["p"], row["o"]) for row in rows if row["under"] == under]

    def _links(self, low: NamedNode, high: NamedNode) -> list[Claim]:
        return self._told("why/links", **{"class": low, "super": high})

    def _above(self, thing: NamedNode, end: str, high: NamedNode) -> Side:
        reasons = []
        if end == "class":
            reasons.append(Reason("under", name=self.name(high), axioms=tuple(self._links(thing, high))))
        else:
            for row in self._statements.ask("why/ends", property=thing, side=Literal(end), **{"class": high}):
                axioms = (self._claims.claim(row["s"], row["p"], row["o"]), *self._links(row["under"], high))
                reasons.append(Reason("under", None, compact(row["s"].value), self.name(row["under"]), axioms))
        return Side(self._claims.written(high), self.name(high), tuple(reasons))

    def _apart(self, a: NamedNode, b: NamedNode) -> tuple[Claim, ...]:
        rows = self._statements.ask("why/apart", a=a, b=b)
        by_axiom: dict[tuple[NamedNode, NamedNode, NamedNode], set[NamedNode]] = {}
        for row in rows:
            by_axiom.setdefault((row["s"], row["p"], row["o"]), set()).update((row["overA"], row["overB"]))
        return tuple(dict.fromkeys(self._claims.claim(*axiom, about=about) for axiom, about in by_axiom.items()))

    def _thing(self, thing: NamedNode) -> str:
        return self._claims.written(thing) if is_blank(thing) else thing.value

    def _name(self, thing: NamedNode) -> dict[str, str]:
        named = list(self._statements.ask("why/name", thing=thing))
        names: dict[str, str] = {}
        for lang in LANGS:
            told = [self._label(row["named"], lang) for row in named]
            excluded = named[0]["not"].value == "true" and len(named) > 1
            names[lang] = _NOT[lang].format(told[-1]) if excluded else _OR[lang].join(dict.fromkeys(told))
        return names

    def _label(self, thing: NamedNode, lang: str) -> str:
        """Return the label of a thing in a language; without one what it is written as."""
        labels = self._statements.ask_graph("why/label", thing=thing, lang=Literal(lang))
        return next((row["label"].value for row in labels), None) or self._claims.written(thing)
