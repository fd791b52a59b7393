"""Where each row of an answer stands: the passages, and conclusions of ours, that support what it says.

A row speaks of the things that it names by their IRIs. What supports it is, in this order:

1. each statement about one of its things whose value the row shows, or for whose value it shows what that acts for;
2. what is stated of a part of such a thing (its status, its signature, its quantity), if the row shows what decides
   that it is about that part, and of several parts of a kind those of which it shows most;
3. for a thing of which nothing was found so far, what identifies it: what kind it is, else what it joins;
4. for a row of which nothing was found so far, whatever is stated of its things.

Where the row names documents, a statement is supported by these; others are named only for what these do not say.
Which properties identify, join and decide is asked by ``queries/evidence/sources.rq``, once for the whole answer.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from twingraph.queries.binding import Template
from twingraph.queries.header import Column
from twingraph.queries.results import IRI, Result, Row, to_python
from twingraph.texts import LANGS
from twingraph.texts import text as told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pyoxigraph import QuerySolution

    from twingraph.layout import GraphFolder
    from twingraph.texts import Lang

    Key = tuple[str, str]
    Statement = tuple[str, str, Key]

_SHOWN = 3
"""How many sources a cell of a table names."""
_TEXTS = (
    "http://www.w3.org/2001/XMLSchema#string",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
)


class Source(NamedTuple):
    """One record that supports a row: a passage of a document, or a conclusion of ours from passages.

    Attributes:
        record: The IRI of the record.
        document: The IRI of the document.
        file: The name of the document's file.
        start: The first code point of the passage; None for a conclusion.
        end: The code point after its last; None for a conclusion.
        subject: The thing that the record is about.
        property: The property that is stated of it.
        value: Its value.
        certainty: How certain the statement is, if that is said.
        said_by: Who says so, if it is not the document itself.
        inferred: Whether no text says so and we conclude it.
        reasoning: Why we conclude it, in the language asked for.
    """

    record: IRI
    document: IRI
    file: str | None
    start: int | None
    end: int | None
    subject: IRI
    property: IRI
    value: object
    certainty: IRI | None = None
    said_by: IRI | None = None
    inferred: bool = False
    reasoning: str | None = None

    def __str__(self) -> str:
        """The document and the passage: ``smolensk-oblast-review:3387-3408``, or ``…:inferred``."""
        place = "inferred" if self.inferred else f"{self.start}-{self.end}"
        return f"{self.document.rpartition('/')[2]}:{place}"


class _Record(NamedTuple):
    """A record with what tells which rows it supports."""

    source: Source
    link: str | None
    decisive: bool
    rank: int | None
    keys: frozenset[Key]
    statement: Statement


def sources(
    ask: Callable[[str], QuerySolutions], folder: GraphFolder, result: Result, lang: Lang = "en"
) -> list[tuple[Source, ...]]:
    """Return for each row of an answer what supports it, in the order of documents and passages.

    Args:
        ask: Asks the graph that answered.
        folder: Its folder, for the query that asks.
        result: The answer.
        lang: The language of reasoning.
    """
    several = [name for name, column in result.described.items() if column.type == "iris"]
    things = [_things(row, result.columns, several) for row in result.terms]
    asked = {thing for row in things for thing in row}
    records = _records(ask, folder, asked, lang) if asked else {}
    documents = {record.source.document for found in records.values() for record in found}
    return [
        _supporting(row, frozenset(filter(None, map(_key, terms))), documents, records)
        for row, terms in zip(things, result.terms, strict=True)
    ]


def with_sources(result: Result, sources: Sequence[Sequence[Source]]) -> Result:
    """Return the answer with one column more, in which its sources stand in full: ``document:start-end; …``."""
    import json  # noqa: PLC0415 - few ask for sources

    column = next(name for name in (f"sources{'_' * count}" for count in range(99)) if name not in result.columns)
    names = result.columns
    bindings = [
        {name: in_json(term) for name, term in zip(names, terms, strict=True) if term is not None}
        | {column: {"type": "literal", "value": in_full(found)}}
        for terms, found in zip(result.terms, sources, strict=True)
    ]
    text = json.dumps({"head": {"vars": [*names, column]}, "results": {"bindings": bindings}})
    described = {**result.described, column: Column(column, "text", {lang: told("sources", lang) for lang in LANGS})}
    return Result(lambda: _table(text), described, result.together)


def in_full(sources: Iterable[Source]) -> str:
    """Return sources as one text, none left out: ``document:start-end; …``."""
    return "; ".join(dict.fromkeys(map(str, sources)))


def in_short(sources: Sequence[Source], lang: Lang) -> str:
    """Return sources as a cell of a table has them: files with passages, and how many more there are."""
    places = list(dict.fromkeys((source.file or source.document, _place(source, lang)) for source in sources))
    by_file: dict[str, list[str]] = {}
    for file, place in places[:_SHOWN]:
        by_file.setdefault(file, []).append(place)
    cells = [f"{file} {', '.join(found)}" for file, found in by_file.items()]
    more = [told("more-sources", lang, count=len(places) - _SHOWN)] if len(places) > _SHOWN else []
    return "; ".join([*cells, *more])


def _place(source: Source, lang: Lang) -> str:
    return told("inferred", lang) if source.inferred else f"{source.start}–{source.end}"


def in_json(term: object) -> dict[str, str]:
    """Return a term as SPARQL's results in JSON have it."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, Literal):
        return {"type": "bnode", "value": str(term).removeprefix("_:")}
    told_as = {"xml:lang": term.language} if term.language else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **told_as}


def _table(text: str) -> QuerySolutions:
    answer = parse_query_results(text, QueryResultsFormat.JSON)
    assert isinstance(answer, QuerySolutions)  # noqa: S101 - what we wrote ourselves
    return answer


def _things(terms: QuerySolution, columns: Sequence[str], several: Iterable[str]) -> tuple[str, ...]:
    named = [term.value for term in terms if isinstance(term, NamedNode)]
    for name in several:
        term = terms[columns.index(name)] if name in columns else None
        named += term.value.split() if isinstance(term, Literal) else []
    return tuple(dict.fromkeys(named))


def _key(term: object) -> Key | None:
    """Return what two terms must share to be the same; the language of a text does not matter."""
    if isinstance(term, Literal):
        datatype = term.datatype.value
        return (term.value, "" if datatype in _TEXTS else datatype)
    return (term.value, "iri") if isinstance(term, NamedNode) else None


def _records(
    ask: Callable[[str], QuerySolutions], folder: GraphFolder, things: Iterable[str], lang: Lang
) -> Mapping[str, list[_Record]]:
    """Return what is recorded of things and of their parts, by thing."""
    nodes = [NamedNode(thing) for thing in sorted(things)]
    query = Template.cut(folder.machinery("evidence/sources")).bind({"thing": nodes, "lang": [Literal(lang)]})
    answer = ask(query)
    columns = {variable.value: position for position, variable in enumerate(answer.variables)}
    # A value may be shown in several ways, and a record have several speakers: each is a row of its own here.
    found: dict[tuple[str, str, str], _Record] = {}
    for terms in answer:
        row = Row(terms, columns)
        keys = frozenset(filter(None, (_key(terms["value"]), _key(terms["shown"]))))
        known = found.get((row.thing, row.record, row.link or ""))
        if known is not None:
            # Of several properties that decide about a kind of part, one is enough.
            known = known._replace(keys=known.keys | keys, decisive=known.decisive or row.decisive)
        found[row.thing, row.record, row.link or ""] = known or _Record(
            Source(
                row.record,
                row.document,
                row.fileName,
                row.start,
                row.end,
                row.subject,
                row.property,
                to_python(terms["value"]),
                row.certainty,
                row.saidBy,
                row.inferred,
                row.reasoning,
            ),
            row.link,
            row.decisive,
            row.rank,
            keys,
            (row.subject, row.property, _key(terms["value"]) or ("", "")),
        )
    by_thing = defaultdict(list)
    for (thing, _, _), record in found.items():
        by_thing[thing].append(record)
    return by_thing


def _supporting(
    things: Sequence[str], cells: frozenset[Key], documents: set[IRI], records: Mapping[str, list[_Record]]
) -> tuple[Source, ...]:
    shown = cells | {(thing, "iri") for thing in things}
    named = documents.intersection(things)
    found: list[_Record] = []
    supported: set[str] = set()
    for thing in things:
        own = [each for each in records.get(thing, ()) if each.link is None and each.keys & shown]
        parts = _parts(things, records.get(thing, ()), shown, named)
        if own or parts:
            supported |= {thing, *(key for each in own for key, _ in each.keys)}
        found += own + parts
    for thing in things:
        if thing not in supported:
            found += _identifying(records.get(thing, ()))
    if not found:
        found = [each for thing in things for each in records.get(thing, ()) if each.link is None]
    return _told(found, named)


def _parts(things: Sequence[str], records: Iterable[_Record], shown: frozenset[Key], named: set[IRI]) -> list[_Record]:
    """Return what is stated of those parts of a thing that the row is about; the records are those of the thing."""
    parts: dict[tuple[str, str], list[_Record]] = defaultdict(list)
    for each in records:
        if each.link is not None and each.source.subject not in things and each.keys & shown:
            parts[each.link, each.source.subject].append(each)
    fitting = {part: found for part, found in parts.items() if any(each.decisive for each in found)}
    of_named = {part: found for part, found in fitting.items() if named & {each.source.document for each in found}}
    fitting = of_named or fitting
    most: dict[str, int] = {}
    for (link, _), found in fitting.items():
        most[link] = max(most.get(link, 0), len({each.statement[1:] for each in found}))
    return [
        each
        for (link, _), found in fitting.items()
        if len({each.statement[1:] for each in found}) == most[link]
        for each in found
    ]


def _identifying(records: Iterable[_Record]) -> list[_Record]:
    """Return what says which thing it is."""
    ranked = [each for each in records if each.link is None and each.rank is not None]
    best = min((each.rank or 0 for each in ranked), default=0)
    return [each for each in ranked if each.rank == best]


def _told(records: Iterable[_Record], named: set[IRI]) -> tuple[Source, ...]:
    """Return the sources, each once, of the documents that the row names where these say the same."""
    by_statement: dict[Statement, list[_Record]] = defaultdict(list)
    for each in records:
        by_statement[each.statement].append(each)
    once: dict[IRI, Source] = {}
    for same in by_statement.values():
        for each in [each for each in same if each.source.document in named] or same:
            once[each.source.record] = each.source
    return tuple(sorted(once.values(), key=in_order))


def in_order(source: Source) -> tuple[str, int, int, str]:
    """Return the key by which sources are in the order of documents and passages."""
    last = 1 << 60  # a conclusion comes after the passages of its document
    start, end = (last if place is None else place for place in (source.start, source.end))
    return (source.document, start, end, source.record)
