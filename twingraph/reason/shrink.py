"""The smallest set of statements that contradict each other, where only the reasoner knows that they do.

QuickXplain (Ulrich Junker: QUICKXPLAIN: Preferred Explanations and Relaxations for Over-Constrained Problems, AAAI
2004) over groups of triples: facts first, with all axioms kept; then axioms, from those that speak of the same names
outwards. It is bounded: what is left when the bound is met still clashes, but may hold more than it must.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import NamedNode, Triple

from twingraph.reason.hermit import ReasonerError
from twingraph.reason.statements import is_blank, unnamed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from twingraph.reason.hermit import Hermit
    from twingraph.reason.statements import Statements

    Group = frozenset[Triple]
    Progress = Callable[[int, int], None]

MOST_RUNS: Final = 250
"""How often the reasoner is run at most for one contradiction."""


_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_BUILT_IN: Final = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#")
_OWL: Final = "http://www.w3.org/2002/07/owl#"


class Shrunk(NamedTuple):
    """Statements that contradict each other.

    Attributes:
        triples: The statements, blank nodes named.
        minimal: Whether none of them could be left out.
    """

    triples: frozenset[Triple]
    minimal: bool


class _BoundMetError(Exception):
    """The runs or the time are used up."""


class Shrinker:
    """Finds what contradicts itself among the statements.

    Args:
        statements: The statements.
        hermit: The reasoner.
        copy: The reasoner's copy of them, blank nodes named.
        progress: Called with the number of runs so far and of statements that are left.
    """

    def __init__(
        self, statements: Statements, hermit: Hermit, copy: Iterable[Triple], progress: Progress | None = None
    ) -> None:
        self._hermit = hermit
        self._progress = progress or (lambda _runs, _left: None)
        whole = set(copy)
        self._declared = statements.ask_for_triples("declarations") & whole
        groups = _grouped(whole - self._declared)
        of_things = statements.ask_for_triples("facts")
        self._facts = [group for group in groups if group <= of_things]
        self._axioms = [group for group in groups if not group <= of_things]
        self._runs = 0

    def contradiction(self) -> Shrunk:
        """Shrink all statements, which the reasoner found contradictory.

        Raises:
            ReasonerError: The reasoner crashed.
        """
        return self._shrink(frozenset(), self._facts, self._axioms)

    def unsatisfiable(self, name: str) -> Shrunk:
        """Shrink the axioms by which nothing can be of a class.

        Raises:
            ReasonerError: The reasoner crashed.
        """
        of = Triple(NamedNode("urn:twingraph:instance"), NamedNode(_TYPE), NamedNode(name))
        shrunk = self._shrink(frozenset([of]), self._facts, self._axioms)
        return Shrunk(shrunk.triples - {of}, shrunk.minimal)

    def _shrink(self, given: Group, facts: Sequence[Group], axioms: Sequence[Group]) -> Shrunk:
        self._runs = 0
        left: list[Group] = [*facts, *axioms]
        try:
            facts = [] if self._clashes([given, *axioms]) else self._minimal([given, *axioms], facts)
            left = [*facts, *axioms]
            near = self._near([given, *facts], axioms) if facts or given else list(axioms)
            left = [*facts, *near]
            axioms = self._minimal([given, *facts], near)
            left = [*facts, *axioms]
        except _BoundMetError:
            return Shrunk(frozenset().union(*left), minimal=False)
        return Shrunk(frozenset().union(*left), minimal=True)

    def _near(self, given: Sequence[Group], axioms: Sequence[Group]) -> list[Group]:
        """Return axioms that suffice for the contradiction, those that speak of the same names first."""
        near: list[Group] = []
        names = _names(given)
        far = list(axioms)
        while far:
            reached = [group for group in far if _names([group]) & names]
            if not reached:
                break
            near += reached
            far = [group for group in far if group not in set(reached)]
            names |= _names(reached)
            if self._clashes([*given, *near]):
                return near
        return list(axioms)

    def _minimal(self, given: Sequence[Group], groups: Sequence[Group]) -> list[Group]:
        """Return a part of the groups that clashes with what is given, and of which nothing can be left out."""
        return self._explain(given, (), groups) if groups else []

    def _explain(self, given: Sequence[Group], added: Sequence[Group], groups: Sequence[Group]) -> list[Group]:
        """As above; ``added`` is what was given last, since without that it is known that there is no clash."""
        if added and self._clashes(given):
            return []
        if len(groups) == 1:
            return list(groups)
        half = len(groups) // 2
        first, second = groups[:half], groups[half:]
        of_second = self._explain([*given, *first], first, second)
        of_first = self._explain([*given, *of_second], of_second, first)
        return [*of_first, *of_second]

    def _clashes(self, groups: Sequence[Group]) -> bool:
        if self._runs >= MOST_RUNS:
            raise _BoundMetError
        self._runs += 1
        triples = self._declared.union(*groups)
        self._progress(self._runs, len(triples))
        try:
            return not self._hermit.consistent(map(unnamed, triples))
        except ReasonerError as error:
            if error.key == "reasoner-late":
                raise _BoundMetError from error
            raise


def _grouped(triples: Iterable[Triple]) -> list[Group]:
    """Return what can be left out only together: triples that share a blank node."""
    group_of: dict[object, set[Triple]] = {}
    alone: list[set[Triple]] = []
    for triple in triples:
        blanks = [term for term in (triple.subject, triple.object) if is_blank(term)]
        if not blanks:
            alone.append({triple})
            continue
        merged = {triple}
        for group in {id(group_of[each]): group_of[each] for each in blanks if each in group_of}.values():
            merged |= group
        for each in merged:
            for term in (each.subject, each.object):
                if is_blank(term):
                    group_of[term] = merged
    linked = {id(group): group for group in group_of.values()}.values()
    return sorted(map(frozenset, (*alone, *linked)), key=lambda group: min(map(str, group)))


def _names(groups: Iterable[Group]) -> set[str]:
    """Return what groups speak of, the language's own words apart."""
    terms = (term for group in groups for triple in group for term in (triple.subject, triple.predicate, triple.object))
    return {
        term.value
        for term in terms
        if isinstance(term, NamedNode) and not term.value.startswith((*_BUILT_IN, _OWL)) and not is_blank(term)
    }
