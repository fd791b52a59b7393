"""Which named queries answer differently.

The queries are those of the new side, asked as their headers' examples say and, where no parameter is required, with
none; the same text is asked of both sides, so that a name means the same thing on both.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import Literal, QuerySolutions

from twingraph.diff.statements import compare
from twingraph.errors import GraphError, TwinGraphError, UsageError
from twingraph.near import near_or_all
from twingraph.queries.parameters import to_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from twingraph.diff.sides import Side
    from twingraph.queries.header import Column, NamedQuery
    from twingraph.texts import Lang

    Row = tuple[object, ...]

TIMEOUT: Final = 30.0
"""How many seconds a query may take, if nothing else is asked for."""


class Answer(NamedTuple):
    """One call that is answered differently, or cannot be compared.

    Attributes:
        query: The query's name.
        question: The question it answers.
        values: The parameters of the call.
        columns: The columns of the answer.
        described: What the header says of them.
        added: The rows that only the new side answers, as RDF terms.
        removed: The rows that only the old side answers.
        only: ``old`` or ``new`` if only that side has the query.
        reason_old: Why the old side could not be asked.
        reason_new: Why the new side could not be asked; the same if the call makes no sense to either.
    """

    query: str
    question: str
    values: Mapping[str, str]
    columns: tuple[str, ...] = ()
    described: Mapping[str, Column] = {}
    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()
    only: str | None = None
    reason_old: TwinGraphError | None = None
    reason_new: TwinGraphError | None = None


class Answers(NamedTuple):
    """The calls that are answered differently.

    Attributes:
        old: What the old side is called.
        new: What the new side is called.
        found: The calls, in the order of their queries.
        same: How many calls both sides answer alike.
    """

    old: str
    new: str
    found: tuple[Answer, ...]
    same: int

    def __bool__(self) -> bool:
        return any(each.added or each.removed or each.only for each in self.found)


def answers(
    old: Side,
    new: Side,
    names: Sequence[str] = (),
    lang: Lang = "en",
    *,
    timeout: float = TIMEOUT,
    on_query: Callable[[str, int, int], None] | None = None,
) -> Answers:
    """Ask both sides, and return what they answer differently.

    Args:
        old: The older graph.
        new: The newer one, whose queries are asked.
        names: The queries to ask; all when none is named.
        lang: The language of labels.
        timeout: How many seconds a call may take on each side.
        on_query: Is told the name of each query before it is asked, its number, and how many there are.

    Raises:
        UsageError: Neither side has a query of this name.
        GraphError: A file of one of them is broken.
    """
    queries = {each.stem for each in (*old.folder.query_files(), *new.folder.query_files())}
    for name in names:
        if name not in queries:
            raise UsageError("unknown-query", name=name, known=near_or_all(name, sorted(queries)))
    chosen = sorted(set(names) or queries)
    # Graphs that do not differ answer alike: what differs then is only which queries there are.
    alike = not compare(old, new)
    found: list[Answer] = []
    same = 0
    for number, name in enumerate(chosen, 1):
        if on_query is not None:
            on_query(name, number, len(chosen))
        side = new if name in new.graph.queries else old
        try:
            with side.blamed():
                query = side.graph.queries[name]
        except TwinGraphError as error:
            found.append(Answer(name, "", {}, reason_old=error, reason_new=error))
            continue
        if name not in new.graph.queries or name not in old.graph.queries:
            found.append(Answer(name, query.question[lang], {}, only="new" if side is new else "old"))
            if side is old:
                continue
        for values in _calls(query):
            told = _asked(query, values, (old, new), lang, None if alike else timeout)
            if told is None:
                same += 1
            else:
                found.append(told)
    return Answers(old.title, new.title, tuple(found), same)


def _calls(query: NamedQuery) -> list[dict[str, str]]:
    """Return how a query is asked: as its example says, and, if it may be, with nothing given."""
    calls: list[dict[str, str]] = [{name: str(value) for name, value in query.example.items()}]
    if calls[0] and not any(parameter.required for parameter in query.parameters.values()):
        calls.append({})
    return calls


def _asked(
    query: NamedQuery, values: Mapping[str, str], sides: tuple[Side, Side], lang: Lang, timeout: float | None
) -> Answer | None:
    """Ask one call of both sides; return None if they answer alike, as they are known to without a time limit."""
    blank = Answer(query.name, query.question[lang], values)
    try:
        text = _bound(query, values, sides, lang)
    except TwinGraphError as error:
        return blank._replace(reason_old=error, reason_new=error)
    if timeout is None:
        return None
    rows: list[Counter[Row] | None] = []
    columns: tuple[str, ...] = ()
    reasons: list[TwinGraphError | None] = []
    for side in sides:
        try:
            answer = side.graph.ask(text, timeout=timeout)
            if not isinstance(answer, QuerySolutions):
                raise GraphError("query-not-select", file=query.path)
            columns = tuple(variable.value for variable in answer.variables)
            several = {number for number, name in enumerate(columns) if _is_several(query, name)}
            rows.append(Counter(_in_order(solution, several) for solution in answer))
            reasons.append(None)
        except TwinGraphError as error:
            rows.append(None)
            reasons.append(error)
    before, after = rows
    if before is None or after is None:
        return blank._replace(reason_old=reasons[0], reason_new=reasons[1])
    if before == after:
        return None
    return blank._replace(
        columns=columns,
        described=query.columns,
        added=tuple((after - before).elements()),
        removed=tuple((before - after).elements()),
    )


def _is_several(query: NamedQuery, name: str) -> bool:
    return name in query.columns and query.columns[name].type == "iris"


def _in_order(row: Iterable[object], several: Collection[int]) -> Row:
    """Return a row in which the things that it counts are in order, which no engine promises."""
    return tuple(
        Literal(" ".join(sorted(term.value.split()))) if number in several and isinstance(term, Literal) else term
        for number, term in enumerate(row)
    )


def _bound(query: NamedQuery, values: Mapping[str, str], sides: tuple[Side, Side], lang: Lang) -> str:
    """Return the text of a call; a name that the new side does not know may be one of the old side's."""
    old, new = (side.graph.names for side in sides)
    try:
        terms = to_terms(query, values, new, lang)
    except UsageError as error:
        try:
            terms = to_terms(query, values, old, lang)
        except UsageError:
            raise error from None
    return query.template.bind(terms)
