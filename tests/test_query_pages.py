"""The pages of the named queries in docs/queries/ say what the queries' files say, in both languages.

``TWINGRAPH_UPDATE_DOCS=1`` writes them anew instead of comparing them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_queries_golden import QUERIES
from twingraph import KnowledgeGraph
from twingraph.queries.page import page
from twingraph.texts import LANGS, Lang

PAGES = ROOT / "docs" / "queries"
UPDATE = os.environ.get("TWINGRAPH_UPDATE_DOCS") == "1"


def path_of(name: str, lang: Lang) -> Path:
    return PAGES / (f"{name}.md" if lang == "en" else f"{name}.{lang}.md")


def index(kg: KnowledgeGraph, lang: Lang) -> str:
    """The list of all queries with their questions."""
    heads = {"en": ("# Named queries", "Query | Question"), "ru": ("# Именованные запросы", "Запрос | Вопрос")}[lang]
    rows = [f"| [{name}]({path_of(name, lang).name}) | {query.question[lang]} |" for name, query in kg.queries.items()]
    return "\n".join([heads[0], "", f"| {heads[1]} |", "| --- | --- |", *rows, ""])


def expected(kg: KnowledgeGraph, name: str, lang: Lang) -> str:
    if name == "README":
        return index(kg, lang)
    return page(kg.queries[name], kg.query(name, kg.queries[name].example, lang=lang), lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["README", *QUERIES])
def test_page_is_what_the_query_says(real: KnowledgeGraph, name: str, lang: Lang) -> None:
    path, text = path_of(name, lang), expected(real, name, lang)
    if UPDATE:
        PAGES.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"TWINGRAPH_UPDATE_DOCS=1 pytest {Path(__file__).name}"


def test_no_page_is_left_of_a_query_that_is_gone() -> None:
    assert set(PAGES.glob("*.md")) == {path_of(name, lang) for name in ("README", *QUERIES) for lang in LANGS}


def test_page_of_a_query_is_printed(run) -> None:
    done = run("queries", "dormant", "--format", "markdown", "--lang", "ru", cwd=ROOT)
    assert done.stdout == path_of("dormant", "ru").read_text(encoding="utf-8")


def test_long_answer_is_cut_on_its_page(world: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twingraph.queries.page.MOST_ROWS", 2)
    query = world.queries["ties"]
    assert "… and 2 rows more" in page(query, world.query("ties"), "en")


def test_query_is_printed_with_its_parameters(run) -> None:
    done = run("query", "twins-of", "place=Калуга", "--format", "sparql", cwd=ROOT)
    assert "VALUES ?place { <https://w3id.org/twingraph/id/place/kaluga> }" in done.stdout


def test_every_query_answers_a_question_of_researchers() -> None:
    named = set(re.findall(r"\(queries/([\w-]+)\.md\)", (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")))
    assert named - {"README"} == set(QUERIES)
