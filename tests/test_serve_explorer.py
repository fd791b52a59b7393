"""The server's explorer, as somebody with a browser uses it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser import needs_chromium, needs_frontend
from tests.conftest import ROOT, WORLD
from tests.serving_pages import application, served
from twingraph import KnowledgeGraph
from twingraph.serve.app import Application
from twingraph.serve.opened import Opened

pytestmark = [needs_frontend, needs_chromium]

Page = Any  # of playwright, which is imported only where Chromium is there

PAGES = (
    *("", "search/?q=smolensk", "map/?country=belarus", "network/", "timeline/?from=1990", "queries/"),
    *("queries/ties/?place=smolensk", "queries/twins-of/?place=nowhere", "sparql/", "id/place/smolensk/?on=1990"),
    *("id/tie/smolensk-hagen/", "id/document/mogilev-forum-2017/", "places/", "ontology/"),
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(application(ROOT)) as root:
        yield root


@pytest.fixture
def look(browser: Any, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page; whatever it complains of, and whatever it asks of others, fails the test."""
    wrong: list[str] = []
    contexts = []

    def look(path: str, root: str = address, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        # A page that tells of a wrong question has the status 400, which the console repeats.
        page.on(
            "console",
            lambda message: None if "400" in message.text else wrong.append(f"{path}: {message.type}: {message.text}"),
        )
        page.on("pageerror", lambda error: wrong.append(f"{path}: {error}"))
        page.on(
            "request", lambda request: None if request.url.startswith((root, "blob:")) else wrong.append(request.url)
        )
        page.goto(f"{root}{path}")
        page.wait_for_load_state("networkidle")
        return page

    yield look
    for context in contexts:
        context.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("lang", ["", "ru/"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_complains_or_is_wider_than_a_phone(look: Callable[..., Page], path: str, lang: str):
    page = look(f"{lang}{path}", viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == (lang[:2] or "en")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_bars_those_who_do_not_see_or_point(look: Callable[..., Page], path: str, scheme: str):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - as playwright

    page = look(path, color_scheme=scheme)
    if path == "sparql/":
        page.locator("textarea").fill("SELECT ?place { ?place a tg:City } LIMIT 3")
        page.keyboard.press("Control+Enter")
        page.locator("[data-result] td a").first.wait_for()
    found = Axe().run(page).response["violations"]
    serious = [each for each in found if each["impact"] in ("serious", "critical")]
    assert not serious, json.dumps([(each["id"], each["nodes"][0]["html"][:200]) for each in serious], indent=1)


def test_marks_in_a_text_bar_nobody(browser: Any):
    """The tiny world has its documents at hand."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - as playwright

    with served(application(WORLD, WORLD / "documents")) as root:
        for scheme in ("light", "dark"):
            page = browser.new_page(color_scheme=scheme, viewport={"width": 390, "height": 844})
            page.goto(f"{root}ru/id/document/linden-news/")
            found = Axe().run(page).response["violations"]
            assert not [each["id"] for each in found if each["impact"] in ("serious", "critical")]
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            page.locator("div.text mark a").first.click()
            assert page.evaluate("document.querySelector(':target').tagName") == "TR"
            page.close()


@pytest.mark.parametrize("path", ["map", "network", "timeline"])
def test_without_scripts_what_is_chosen_is_shown_at_its_address(look: Callable[..., Page], path: str):
    page = look(f"{path}/", java_script_enabled=False)
    every = page.locator("table[data-rows] tbody tr").count()
    page.locator("details.filters summary").click()
    page.locator("select[name=country]").select_option("belarus")
    page.get_by_role("button", name="Show", exact=True).click()
    assert "country=belarus" in page.url
    shown = page.locator("table[data-rows] tbody tr").count()
    assert 0 < shown < every
    assert page.locator("figure svg [data-edge]").count() > 0
    page.locator("a.language").click()
    assert "/ru/" in page.url
    assert page.locator("table[data-rows] tbody tr").count() == shown


def test_without_scripts_search_place_and_question_are_whole(look: Callable[..., Page], real: KnowledgeGraph):
    page = look("ru/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("могилев")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name="Могилёв", exact=True).click()
    page.get_by_label("Связи на дату").fill("2017")
    page.get_by_role("button", name="Показать").click()
    assert "on=2017" in page.url
    assert page.locator("text=На этот день").count() > 0
    page.goto(page.url.replace("/ru/id/place/mogilev/?on=2017", "/queries/ties/"))
    page.get_by_label("A place that is a party").fill("Mogilev")
    page.get_by_label("A kind of tie").select_option("cooperation")
    page.get_by_role("button", name="Ask").click()
    expected = {row.tieLabel for row in real.query("ties", place="Mogilev", kind="cooperation")}
    table = page.locator("[aria-labelledby=answer] tbody tr")
    assert {row.locator("a").first.inner_text() for row in table.all()} == expected


def test_names_are_completed_while_they_are_typed(look: Callable[..., Page]):
    page = look("")
    page.locator("#q").press_sequentially("smolen")
    page.locator("datalist option[value=Smolensk]").wait_for(state="attached")
    page = look("ru/queries/ties/")
    page.locator("input[name=place]").fill("")
    page.locator("input[name=place]").press_sequentially("смолен")
    page.locator("datalist option[value='Смоленск']").wait_for(state="attached")


def test_a_place_and_a_question_are_walked_with_the_keyboard(look: Callable[..., Page]):
    page = look("id/place/smolensk/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.name || document.activeElement.tagName"))
    assert {"on", "svg", "BUTTON", "A"} <= seen
    page = look("queries/ties/")
    page.locator("input[name=place]").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Orsha")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("place=Orsha"))
    assert page.locator("[aria-labelledby=answer] tbody tr").count() == 1


# --- The editor


def test_the_editor_asks_the_server_and_keeps_the_query_in_the_address(look: Callable[..., Page], real: KnowledgeGraph):
    asked: list[str] = []
    page = look("sparql/")
    page.on("request", lambda request: asked.append(request.url))
    query = 'SELECT ?tie ?label {\n ?tie a tg:Tie ; rdfs:label ?label # all\n FILTER(LANG(?label) = "en")\n}'
    page.locator("textarea").fill(query)
    page.keyboard.press("Control+Enter")
    page.locator("[data-result] td a").first.wait_for()
    assert page.locator("[data-result] tbody tr").count() == len(real.sparql(query))
    assert [url for url in asked if url.endswith("/sparql")]
    assert not [url for url in asked if "vendor" in url or url.endswith(".gz")]
    assert "#query=SELECT" in page.url
    kinds = {each.get_attribute("class") for each in page.locator("[data-paint] span").all()}
    assert {"s-word", "s-variable", "s-name", "s-string", "s-comment"} <= kinds
    assert page.locator("[data-paint]").inner_text().rstrip("\n") == query
    page.locator("[data-calls] summary").click()
    assert "twingraph sparql 'SELECT" in page.locator("[data-command]").inner_text()
    line = page.locator("[data-python]").inner_text()
    assert line.startswith("twingraph.KnowledgeGraph.open().sparql(")
    assert len(eval(line, {"twingraph": _Twingraph(real)})) == len(real.sparql(query))  # noqa: S307 - our own line
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.path().read_text(encoding="utf-8").startswith("tie,label")
    link = page.locator("[data-result] td a").first
    link.click()
    page.wait_for_url(re.compile("/id/tie/"))
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert page.locator("textarea").input_value() == query


class _Twingraph:
    """What the line of Python calls."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        self.KnowledgeGraph = self
        self.open = lambda: kg


def test_the_editor_opens_with_a_named_query_or_that_of_the_address(look: Callable[..., Page]):
    page = look("sparql/?name=ties")
    assert "Which ties are there" in page.locator("textarea").input_value()
    page.locator("select[name=name]").select_option("events")
    page.wait_for_url(re.compile(r"\?name=events"))
    assert "Which events took place" in page.locator("textarea").input_value()
    page = look("ru/sparql/?query=ASK%20%7B%7D")
    assert page.locator("textarea").input_value() == "ASK {}"
    page.get_by_role("button", name="Выполнить").click()
    page.get_by_text("Да (").wait_for()


def test_the_editor_tells_where_a_query_is_broken(look: Callable[..., Page]):
    page = look("sparql/")
    page.locator("textarea").fill("SELECT ?s {\n ?s ?p\n}")
    page.keyboard.press("Control+Enter")
    page.locator("[data-state].wrong").wait_for()
    assert "line 3" in page.locator("[data-state]").inner_text()


def test_the_editor_completes_terms(look: Callable[..., Page]):
    page = look("sparql/")
    area = page.locator("textarea")
    area.fill("")
    area.press_sequentially("SELECT * { ?t a tg:Agre")
    page.locator("[data-terms] [role=option]").first.wait_for()
    assert page.locator("[data-terms] [aria-selected=true] code").inner_text() == "tg:Agreement"
    page.keyboard.press("Enter")
    assert area.input_value() == "SELECT * { ?t a tg:Agreement"
    assert page.locator("[data-terms]").is_hidden()
    page = look("ru/sparql/")
    area = page.locator("textarea")
    area.fill("")
    area.press_sequentially("побрат")
    page.keyboard.press("Control+Space")
    names = page.locator("[data-terms] code").all_inner_texts()
    assert "tie-kind:twinning" in names
    page.keyboard.press("Escape")
    assert page.locator("[data-terms]").is_hidden()


def test_the_editor_shows_places_on_a_map(look: Callable[..., Page]):
    page = look("sparql/")
    page.locator("textarea").fill("SELECT ?a ?b { ?t a tg:Tie ; tg:partyPlace ?a, ?b . FILTER(STR(?a) < STR(?b)) }")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Map").click()
    page.locator("[data-result-map] svg .dot").first.wait_for(state="attached")
    assert page.locator("[data-result-map] svg .line").count() > 10
    page.locator("textarea").fill("SELECT ?a { ?a a tg:Agreement }")
    page.keyboard.press("Control+Enter")
    page.locator("[data-result] td a").first.wait_for()
    assert page.locator("[data-result-map]").is_hidden()
    page.get_by_role("button", name="Map").click()
    page.get_by_text("names no place").wait_for()


def test_what_a_label_holds_stays_text_in_results(browser: Any, world_copy: Any):
    evil = "<img src=x onerror=alert(1)><script>alert(1)</script>"
    (world_copy / "data" / "places" / "evil.ttl").write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix tg: <https://w3id.org/twingraph/ontology#> .\n"
        f"<https://example.org/world/id/place/evil> a tg:City ; rdfs:label {json.dumps(evil)}@en ;\n"
        " tg:latitude 10.0 ; tg:longitude 10.0 .\n",
        encoding="utf-8",
    )
    with served(Application(Opened.open(world_copy))) as root:
        page = browser.new_page()
        alerts: list[str] = []
        page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
        page.goto(root)
        page.locator("#q").press_sequentially("alert")
        page.locator("datalist option").first.wait_for(state="attached")
        assert page.locator("datalist option").first.get_attribute("value") == evil
        page.goto(f"{root}id/place/evil/")
        assert page.locator("h1").inner_text() == evil
        assert page.locator("main img").count() == 0
        assert not alerts
        page.close()
