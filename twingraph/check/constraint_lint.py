"""Can a SPARQL constraint be asked of all targets at once?

SHACL-SPARQL puts each target node in the place of ``$this`` everywhere in the query. Asked at once, ``$this``
is a variable that the pattern of the targets binds in the outermost group; nested groups and subqueries are
evaluated on their own and joined afterwards. The answers are the same where each of them that mentions
``$this`` binds it itself, by a triple; in ``EXISTS``, the variable is substituted by the rules of SPARQL.
This module refuses everything else, and what SHACL forbids (section 5.2.1 and appendix A of
https://www.w3.org/TR/shacl/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twingraph.sparql_text import Bracket, Group, Token, groups, line_and_column

if TYPE_CHECKING:
    from collections.abc import Iterator

    Item = Token | Group | Bracket

_THIS: Final = ("?this", "$this")
_FORBIDDEN: Final = frozenset({"MINUS", "SERVICE", "VALUES", "LIMIT", "OFFSET", "FROM"})
_FORBIDDEN_VARIABLES: Final = frozenset({"?currentShape", "$currentShape", "?shapesGraph", "$shapesGraph"})
_AGGREGATES: Final = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_AFTER_GROUP_BY: Final = frozenset({"HAVING", "ORDER"})


class Unfit(Exception):  # noqa: N818 - not an error of the program, but a verdict
    """The constraint cannot be asked of all targets at once; ``rule`` is the key of the text that says why."""

    def __init__(self, rule: str, **values: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.values = values


def target_offset(text: str) -> int:
    """Return where in a constraint's query the pattern of its targets is to be put.

    Raises:
        Unfit: The query cannot be asked of all targets at once.
    """
    root = groups(text)
    where = next((item for item in root.items if isinstance(item, Group)), None)
    if where is None or "SELECT" not in root.words():
        raise Unfit("constraint-syntax", reason="SELECT … WHERE { … }")
    for token in _tokens(root):
        if token.kind == "word" and token.text in _FORBIDDEN:
            raise Unfit("constraint-refused", word=token.text)
        if token.text in _FORBIDDEN_VARIABLES:
            raise Unfit("constraint-refused", word=token.text)
    _check_select(root)
    _Walk(text).group(where, bound=True)
    return where.start


class _Walk:
    """Follows ``$this`` through the groups of one query."""

    def __init__(self, text: str) -> None:
        self._text = text

    def group(self, group: Group, *, bound: bool) -> bool:
        """Return whether a group binds ``$this``.

        Args:
            group: The group.
            bound: Whether it is bound from the beginning.

        Raises:
            Unfit: It is used where it is not bound.
        """
        if "SELECT" in group.words():
            return self._subquery(group)
        filtered = False
        before = ""
        items = group.items
        for index, item in enumerate(items):
            if isinstance(item, Token):
                bound = bound or item.text in _THIS
                before = item.text if item.text in ("FILTER", "BIND") else before
                continue
            if before == "FILTER" or (isinstance(item, Group) and item.lead == "EXISTS"):
                filtered = filtered or _mentions(item)
                self._conditions(item)
            elif before == "BIND":
                self._need(group, bound or not _mentions(item))
                self._conditions(item)
            elif isinstance(item, Bracket):
                bound = bound or _mentions(item)
            elif item.lead == "OPTIONAL":
                self._need(item, bound or not _mentions(item))
                self._nested(item)
            elif item.lead != "UNION":
                branches = [item, *_union(items[index + 1 :])]
                results = [self._nested(branch) for branch in branches]
                bound = bound or all(results)
            before = ""
        self._need(group, bound or not filtered)
        return bound

    def _subquery(self, group: Group) -> bool:
        inner = _inner(group)
        if inner is None:
            return False
        _check_select(group)  # SHACL forbids a subquery without $this, whether it needs it or not
        return self._nested(inner)

    def _nested(self, group: Group) -> bool:
        """Return whether a nested group binds ``$this``; it must if it mentions it."""
        bound = self.group(group, bound=False)
        # A subquery that only hands $this on does not use it: whatever it joins with tells what it is.
        inner = _inner(group) if "SELECT" in group.words() else group
        self._need(group, bound or inner is None or not _mentions(inner))
        return bound

    def _conditions(self, item: Group | Bracket) -> None:
        """Check the ``EXISTS`` groups of an expression, in which ``$this`` is substituted."""
        if isinstance(item, Group):
            self.group(item, bound=True)
            return
        for inner in item.items:
            if not isinstance(inner, Token):
                self._conditions(inner)

    def _need(self, group: Group, fulfilled: bool) -> None:  # noqa: FBT001 - reads as a condition
        if not fulfilled:
            raise Unfit("constraint-this", line=line_and_column(self._text, group.start)[0])


def _check_select(query: Group) -> None:
    """Refuse a SELECT that drops ``$this``, or that aggregates over several of its values."""
    head = query.items[: next(i for i, item in enumerate(query.items) if isinstance(item, Group))]
    if not any(isinstance(item, Token) and item.text in (*_THIS, "*") for item in head):
        raise Unfit("constraint-select")
    words = [token for item in query.items if not isinstance(item, Group) for token in _tokens_of(item)]
    if not any(token.text in _AGGREGATES or token.text == "GROUP" for token in words):
        return
    names = [token.text for token in words]
    by = names[names.index("GROUP") + 1 :] if "GROUP" in names else []
    end = next((i for i, name in enumerate(by) if name in _AFTER_GROUP_BY), len(by))
    if not any(name in _THIS for name in by[:end]):
        raise Unfit("constraint-group")


def _inner(query: Group) -> Group | None:
    """Return the group of a subquery."""
    return next((item for item in query.items if isinstance(item, Group)), None)


def _union(items: list[Item]) -> Iterator[Group]:
    """Yield the further branches of a union that begins before these items."""
    for item in items:
        if isinstance(item, Group) and item.lead == "UNION":
            yield item
        elif not (isinstance(item, Token) and item.text == "UNION"):
            return


def _mentions(item: Item) -> bool:
    return any(token.text in _THIS for token in _tokens_of(item))


def _tokens_of(item: Item) -> Iterator[Token]:
    if isinstance(item, Token):
        yield item
    else:
        yield from _tokens(item)


def _tokens(group: Group | Bracket) -> Iterator[Token]:
    for item in group.items:
        yield from _tokens_of(item)
