"""Prefixes of queries: declared or handed on, they mean the same."""

from __future__ import annotations

import pytest
from pyoxigraph import QuerySolutions

from twingraph import KnowledgeGraph
from twingraph.engine import ask, query_error
from twingraph.terms import PREFIXES, TG

ALL = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
TIES = "SELECT (COUNT(*) AS ?n) { ?tie a tg:Tie ; rdfs:label ?label }"
OTHER = "PREFIX tg: <https://elsewhere.example/>\n"


def count(kg: KnowledgeGraph, query: str, prefixes: dict[str, str] = PREFIXES) -> int:
    answer = ask(kg.store, query, prefixes)
    assert isinstance(answer, QuerySolutions)
    return int(next(answer)["n"].value)


@pytest.fixture(scope="module")
def ties(world: KnowledgeGraph) -> int:
    found = count(world, TIES.replace("tg:Tie", f"<{TG}Tie>"))
    assert found > 0
    return found


@pytest.mark.parametrize(
    "query",
    [
        TIES,
        ALL + TIES,
        ALL.replace("\n", "\r\n") + TIES,
        ALL + "\n# PREFIX\nPREFIX my: <https://my.example/>\n" + TIES,
        f"PREFIX tg: <{TG}>\n{TIES}",
        f"prefix tg: <{TG}> {TIES}",
        OTHER + ALL + TIES,
    ],
)
def test_a_name_means_the_same_however_its_prefix_is_known(world: KnowledgeGraph, ties: int, query: str) -> None:
    assert count(world, query) == ties


def test_a_query_may_declare_a_prefix_otherwise(world: KnowledgeGraph) -> None:
    for query in (OTHER + TIES, ALL + OTHER + TIES, OTHER + ALL.replace(f"PREFIX tg: <{TG}>\n", "") + TIES):
        assert count(world, query) == 0


def test_what_is_declared_need_not_be_handed_on(world: KnowledgeGraph, ties: int) -> None:
    assert count(world, ALL + TIES, {}) == ties
    for query in (TIES, ALL.replace(f"PREFIX tg: <{TG}>\n", "") + TIES):
        with pytest.raises(SyntaxError, match="refix"):
            count(world, query, {})


def test_an_error_is_where_it_stands(world: KnowledgeGraph) -> None:
    with pytest.raises(SyntaxError) as raised:
        ask(world.store, f"{ALL}SELECT * {{\n  ?s ?p }}")
    assert query_error(raised.value).line == len(PREFIXES) + 2
