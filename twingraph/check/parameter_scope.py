"""Does each parameter of a named query reach every place that uses it?

SPARQL evaluates nested groups, subqueries and ``GRAPH`` on their own, from the inside out
(https://www.w3.org/TR/sparql11-query/#sparqlAlgebra): a ``FILTER`` or ``BIND`` there sees a parameter only if the
``VALUES`` block stands in the same group, or a triple there binds it. An engine may rightly return unfiltered rows
otherwise. Only the conditions of ``OPTIONAL`` and the groups of ``EXISTS`` see what is bound outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twingraph.sparql_text import Bracket, Group, Token, groups, line_and_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Item = Token | Group | Bracket

_CONDITIONS = ("FILTER", "BIND")


class Unbound(NamedTuple):
    """A parameter that is used where it is not bound, and the place of the group, counted from 1."""

    parameter: str
    line: int
    column: int


def unbound_uses(text: str, parameters: Iterable[str]) -> Iterator[Unbound]:
    """Yield the parameters that are used where they are not bound, with the groups in which that happens.

    Args:
        text: The text of the query.
        parameters: The names of its parameters.
    """
    root = groups(text)
    for name in parameters:
        walk = _Walk(name)
        for item in root.items:
            if isinstance(item, Group) and item.lead != "VALUES":
                walk.binds(item, outside=False)
        for start in walk.wrong:
            yield Unbound(name, *line_and_column(text, start))


class _Walk:
    """Follows one parameter through the groups of a query; ``wrong`` gathers the offsets of groups."""

    def __init__(self, name: str) -> None:
        self._variable = (f"?{name}", f"${name}")
        self.wrong: list[int] = []

    def binds(self, group: Group, *, outside: bool) -> bool:
        """Return whether a group binds the parameter itself.

        Args:
            group: The group.
            outside: Whether its conditions also see a binding from outside.
        """
        if "SELECT" in group.words():
            return self._subquery(group)
        bound = any(isinstance(item, Token) and item.text in self._variable for item in group.items)
        conditions: list[Item] = []
        optionals: list[Group] = []
        before = ""
        branches: list[bool] = []
        for item in group.items:
            if isinstance(item, Token):
                before = item.text if item.text in _CONDITIONS else before
                continue
            if before in _CONDITIONS or (isinstance(item, Group) and item.lead == "EXISTS"):
                conditions.append(item)
            elif isinstance(item, Group) and item.lead in ("OPTIONAL", "MINUS"):
                optionals.append(item)
            elif isinstance(item, Group) and item.lead != "VALUES":
                if item.lead != "UNION":
                    bound = bound or (bool(branches) and all(branches))
                    branches = []
                branches.append(self.binds(item, outside=False))
            elif isinstance(item, Bracket):
                bound = bound or self._mentioned(item)
            before = ""
        bound = bound or (bool(branches) and all(branches))
        if any(map(self._mentioned, conditions)) and not (bound or outside):
            self.wrong.append(group.start)
        for optional in optionals:
            self.binds(optional, outside=(bound or outside) and optional.lead == "OPTIONAL")
        return bound

    def _subquery(self, group: Group) -> bool:
        inner = next(item for item in group.items if isinstance(item, Group))
        bound = self.binds(inner, outside=False)
        head = group.items[: group.items.index(inner)]
        if any(isinstance(item, Bracket) and self._mentioned(item) for item in head) and not bound:
            self.wrong.append(group.start)
        return bound and any(isinstance(item, Token) and item.text in (*self._variable, "*") for item in head)

    def _mentioned(self, item: Item) -> bool:
        if isinstance(item, Token):
            return item.text in self._variable
        return any(map(self._mentioned, item.items))
