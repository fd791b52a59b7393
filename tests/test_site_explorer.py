"""The interactive pages of the site, as somebody with a browser uses them."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store

from tests.browser import POLICY, needs_chromium, needs_frontend, served, write_pages
from tests.conftest import ROOT, WORLD
from twingraph import KnowledgeGraph
from twingraph.names import fold

pytestmark = needs_frontend

Page = Any  # of playwright, which is imported only where Chromium is there

PAGES = ("map", "network", "timeline", "queries", "queries/ties", "sparql", "search")
BELARUS = "https://w3id.org/twingraph/id/place/belarus"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The interactive pages of the real graph."""
    into = tmp_path_factory.mktemp("explorer")
    return write_pages(ROOT, into / "some" / "where") | {"": str(into).encode()}


@pytest.fixture(scope="module")
def address(files: dict[str, bytes]) -> Iterator[str]:
    with served(Path(files[""].decode())) as root:
        yield f"{root}some/where/"


@pytest.fixture
def look(browser: Any, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page; whatever it complains of, and whatever it asks of others, fails the test."""
    wrong: list[str] = []
    contexts = []

    def look(path: str, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("console", lambda message: wrong.append(f"{path}: {message.type}: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(f"{path}: {error}"))
        page.on(
            "request", lambda request: None if request.url.startswith((address, "blob:")) else wrong.append(request.url)
        )
        page.goto(f"{address}{path}")
        page.wait_for_load_state("networkidle")
        return page

    yield look
    for context in contexts:
        context.close()
    assert not wrong, "\n".join(wrong)


def rows(page: Page) -> list[str]:
    """Return what the rows that are shown are about."""
    shown = page.locator("table[data-rows] tbody tr:not([hidden])")
    return [row.locator("th a").inner_text() for row in shown.all()]


def ties(kg: KnowledgeGraph, **values: str) -> set[str]:
    """Return the names of the ties that the named query gives."""
    return {row.tieLabel for row in kg.query("network", {"country": None} | values)}


# --- Without a browser


def test_pages_hold_neither_scripts_nor_styles(files: dict[str, bytes]):
    pages = {path: content.decode() for path, content in files.items() if path.endswith(".html")}
    assert {f"{path}/index.html" for path in PAGES} | {f"ru/{path}/index.html" for path in PAGES} <= set(pages)
    for path, text in pages.items():
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=|javascript:", text), path
        assert not re.search(r'(?:href|src)="(?:https?:|/)', text), path


def test_the_policy_of_these_tests_is_that_of_the_documentation():
    assert f"Content-Security-Policy: {POLICY}\n" in (ROOT / "docs" / "explorer.md").read_text(encoding="utf-8")


def test_what_a_page_needs_before_a_query_is_small(files: dict[str, bytes]):
    scripts = sum(len(content) for path, content in files.items() if path.startswith("assets/explorer/"))
    assert scripts < 60_000
    assert all(
        len(files[f"{page}/index.html"]) + scripts < 200_000 for page in ("map", "network", "timeline", "search")
    )


def test_the_same_graph_gives_the_same_files(tmp_path: Path):
    first, second = (write_pages(WORLD, tmp_path / name) for name in ("one", "two"))
    assert first == second


def test_the_dump_is_the_graph(files: dict[str, bytes], real: KnowledgeGraph):
    read = Store()
    read.load(gzip.decompress(files["data/twingraph.nq.gz"]), format=RdfFormat.N_QUADS)
    named = [quad for quad in read if "_:" not in str(quad)]
    assert set(named) == {quad for quad in real.store if "_:" not in str(quad)}
    assert len(read) == len(real.store)


def test_names_with_markup_stay_text(world_copy: Path, tmp_path: Path):
    evil = "<script>alert(1)</script><b title='\"&amp;"
    base, label = "https://example.org/world/id", f"{json.dumps(evil)}@en, {json.dumps(evil)}@ru"
    (world_copy / "data" / "places" / "evil.ttl").write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix tg: <https://w3id.org/twingraph/ontology#> .\n"
        f"<{base}/place/evil> a tg:City ; rdfs:label {label} .\n"
        f"<{base}/tie/evil> a tg:Tie ; rdfs:label {label} ;\n"
        " tg:kind <https://w3id.org/twingraph/id/tie-kind/twinning> ;\n"
        f" tg:party <{base}/place/evil>, <{base}/place/linden> .\n",
        encoding="utf-8",
    )
    files = write_pages(world_copy, tmp_path / "site")
    for path in ("map", "network", "ru/network"):
        text = files[f"{path}/index.html"].decode()
        assert "&lt;script&gt;alert(1)" in text
        assert "<script>alert" not in text
        assert "<b title" not in text
    assert any(evil in thing for thing in json.loads(files["search/names.json"])["things"])


def test_what_is_less_than_stated_is_told(files: dict[str, bytes]):
    timeline = files["timeline/index.html"].decode()
    row = next(row for row in timeline.split("<tr ") if "stakhanov-izmalkovsky-district-cooperation" in row)
    assert "2011 (inferred)" in row
    assert "under this tie: implied" in row
    network = files["network/index.html"].decode()
    row = next(row for row in network.split("<tr ") if "tie/kaluga-city-duma-tula-city-council" in row)
    assert "parties: implied" in row
    assert "kind: implied" in row
    assert "not stated" in row


def test_what_has_no_coordinates_is_named(files: dict[str, bytes]):
    assert "the place&#39;s coordinates are not known: Gerjen" in files["map/index.html"].decode()


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_question_has_its_answer_as_table_and_files(files: dict[str, bytes], real: KnowledgeGraph, lang: str):
    folder = "queries/ties/" if lang == "en" else "ru/queries/ties/"
    answer = real.query("ties", place="Смоленск", lang=lang)
    assert files[f"{folder}answer.csv"] == answer.serialize("csv")
    assert files[f"{folder}answer.json"] == answer.serialize("json")
    text = files[f"{folder}index.html"].decode()
    assert "/id/place/smolensk/" in text
    assert "twingraph query ties place=Смоленск" in text
    assert "KnowledgeGraph.open().query(&#34;ties&#34;, {&#34;place&#34;: &#34;Смоленск&#34;}" in text


def test_every_question_has_a_page_and_an_answer_or_says_why_not(tmp_path: Path, world: KnowledgeGraph):
    files = write_pages(WORLD, tmp_path)
    for name in world.queries:
        text = files[f"ru/queries/{name}/index.html"].decode()
        assert (f"ru/queries/{name}/answer.csv" in files) != ("называет то, чего в этом графе нет" in text), name


# --- In a browser


@needs_chromium
@pytest.mark.parametrize("lang", ["", "ru/"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_complains_or_is_wider_than_a_phone(look: Callable[..., Page], path: str, lang: str):
    page = look(f"{lang}{path}/", viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("h1").count() == 1


@needs_chromium
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*PAGES, "ru/map"])
def test_nothing_bars_those_who_do_not_see_or_point(look: Callable[..., Page], path: str, scheme: str):
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - as playwright

    page = look(f"{path}/{'?q=smolensk' if path == 'search' else ''}", color_scheme=scheme)
    if path == "sparql":
        page.locator("textarea").fill("SELECT ?place { ?place a tg:City } LIMIT 3")
        page.keyboard.press("Control+Enter")
        page.locator("[data-result] td a").first.wait_for()
    found = Axe().run(page).response["violations"]
    serious = [each for each in found if each["impact"] in ("serious", "critical")]
    assert not serious, json.dumps([(each["id"], each["nodes"][0]["html"][:200]) for each in serious], indent=1)


@needs_chromium
@pytest.mark.parametrize("path", ["map", "network", "timeline"])
def test_without_scripts_the_table_is_whole(look: Callable[..., Page], real: KnowledgeGraph, path: str):
    page = look(f"{path}/", java_script_enabled=False)
    expected = (
        {row.agreement for row in real.query("agreements", {"place": None})} if path == "timeline" else ties(real)
    )
    assert page.locator("table[data-rows] tbody tr").count() == len(expected)
    assert page.locator("figure svg [data-edge]").count() > 0
    assert not page.locator("form").is_visible()


@needs_chromium
@pytest.mark.parametrize("path", ["map", "network"])
def test_filters_show_what_the_named_query_gives(look: Callable[..., Page], real: KnowledgeGraph, path: str):
    page = look(f"{path}/")
    assert set(rows(page)) == ties(real)
    page.locator("select[name=country]").select_option("belarus")
    expected = ties(real, country=BELARUS)
    assert set(rows(page)) == expected
    assert page.url.endswith("?country=belarus")
    assert page.locator("[data-shown]").inner_text() == f"Shown: {len(expected)} of {len(ties(real))}"
    drawn = page.locator("figure svg [data-edge]:not(.out)").count()
    assert 0 < drawn <= len(expected)
    page.locator("select[name=kind]").select_option("cooperation")
    expected = ties(real, country=BELARUS, kind="cooperation")
    assert set(rows(page)) == expected == {"Smolensk – Mogilev", "Smolensk – Orsha"}
    # The address brings it back, in the other language too.
    page.reload()
    assert set(rows(page)) == expected
    page.locator("a.language").click()
    page.wait_for_load_state("networkidle")
    assert set(rows(page)) == {"Смоленск – Могилёв", "Смоленск – Орша"}
    page.get_by_role("button", name="Сбросить").click()
    page.wait_for_url(re.compile("/ru/[a-z]+/$"))
    assert len(rows(page)) == len(ties(real))


@needs_chromium
def test_a_period_shows_what_may_have_been_signed_then(look: Callable[..., Page], real: KnowledgeGraph):
    page = look("timeline/?from=1990&to=1999")
    answer = real.query("agreements", {"place": None, "from": "1990", "to": "1999"})
    assert set(rows(page)) == {row.agreementLabel for row in answer}
    page = look("map/?from=1990&to=1999")
    assert set(rows(page)) == {row.tieLabel for row in answer if row.tieLabel}


@needs_chromium
def test_the_map_can_be_moved_with_keys_and_keeps_its_view(look: Callable[..., Page]):
    page = look("map/")
    svg = page.locator("figure svg").first
    whole = svg.get_attribute("viewBox")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement instanceof SVGSVGElement"):
            break
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    nearer = svg.get_attribute("viewBox")
    assert float(nearer.split()[2]) < float(whole.split()[2])
    assert "view=" in page.url
    page.reload()
    again = [float(value) for value in svg.get_attribute("viewBox").split()]
    assert again[:3] == pytest.approx([float(value) for value in nearer.split()][:3], abs=0.1)
    page.get_by_role("button", name="Show all").click()
    assert "view=" not in page.url


@needs_chromium
def test_a_dot_leads_to_its_rows(look: Callable[..., Page]):
    page = look("network/")
    page.locator(".dots [data-edges]", has_text="Hagen").locator(".dot").click(force=True)
    assert page.locator("tr.marked th").all_inner_texts() == ["Smolensk – Hagen"]
    assert page.evaluate("document.activeElement.textContent") == "Smolensk – Hagen"


def ask(page: Page, text: str) -> None:
    page.locator("textarea").fill(text)
    page.keyboard.press("Control+Enter")


def told(page: Page) -> str:
    page.locator("[data-stop][disabled]").wait_for()
    return str(page.locator("[data-state]").inner_text())


def download(page: Page, label: str) -> bytes:
    with page.expect_download() as found:
        page.locator("[data-downloads]").get_by_text(label, exact=True).click()
    return Path(found.value.path()).read_bytes()


@needs_chromium
@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("ties", "en"),
        ("network", "ru"),
        ("timeline", "ru"),
        ("agreements", "en"),
        ("origins", "en"),
        ("signatories", "en"),
        ("where-stated", "ru"),
        ("distances", "en"),
    ],
)
def test_the_editor_answers_as_the_program_does(look: Callable[..., Page], real: KnowledgeGraph, name: str, lang: str):
    query = real.queries[name]
    answer = real.query(name, query.example, lang=lang)
    page = look(f"{'' if lang == 'en' else 'ru/'}sparql/?name={name}")
    assert page.locator("select").input_value() == name
    page.get_by_role("button", name="Run" if lang == "en" else "Выполнить").click()
    told(page)
    assert json.loads(download(page, "JSON")) == json.loads(answer.serialize("json"))
    assert download(page, "CSV") == answer.serialize("csv")
    assert download(page, "TSV") == answer.serialize("tsv")
    assert page.locator("[data-table] tbody tr").count() == len(answer) > 0
    assert page.locator("[data-table] thead th").all_inner_texts() == list(answer.columns)


@needs_chromium
def test_the_editor_knows_graphs_prefixes_and_forms_of_queries(look: Callable[..., Page], real: KnowledgeGraph):
    page = look("sparql/")
    for text in (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    ):
        ask(page, text)
        told(page)
        assert json.loads(download(page, "JSON")) == json.loads(real.sparql(text).serialize("json")), text
    ask(page, "ASK { place:smolensk a tg:City }")
    assert told(page).startswith("Yes")
    ask(page, "CONSTRUCT { ?tie a tg:Tie } WHERE { ?tie a tg:Tie }")
    triples = list(real.sparql("CONSTRUCT { ?tie a tg:Tie } WHERE { ?tie a tg:Tie }"))
    assert told(page).startswith(f"Triples: {len(triples)},")
    assert len(download(page, "N-Triples").splitlines()) == len(triples)
    # The query is in the address, and not sent to the server.
    assert "#query=CONSTRUCT" in page.url
    page.reload()
    page.wait_for_load_state("networkidle")
    assert page.locator("textarea").input_value().startswith("CONSTRUCT { ?tie")


@needs_chromium
def test_things_in_an_answer_lead_to_their_pages(look: Callable[..., Page], address: str):
    page = look("ru/sparql/")
    ask(page, "SELECT * { VALUES ?it { place:smolensk tg:Tie place:nowhere <http://example.org/> } }")
    page.locator("[data-table] a").first.wait_for()
    links = {link.inner_text(): link.evaluate("it => it.href") for link in page.locator("[data-table] a").all()}
    assert links == {
        "place:smolensk": f"{address}ru/id/place/smolensk/",
        "tg:Tie": f"{address}ru/ontology/#Tie",
    }


@needs_chromium
def test_the_editor_tells_what_is_wrong_and_where(look: Callable[..., Page]):
    page = look("sparql/")
    ask(page, "SELECT *\n{ ?s nowhere:p ?o }")
    assert told(page) == "This is no SPARQL query: line 2: Prefix not found"
    ask(page, "SELEC * { ?s ?p ?o }")
    assert told(page).startswith("This is no SPARQL query: line 1: ")
    assert page.evaluate("document.activeElement.id") == "query"
    ask(page, "SELECT * { SERVICE SILENT <http://example.org/> { ?s ?p ?o } }")
    assert told(page).startswith("SERVICE is refused")
    ask(page, 'SELECT ("<img src=x onerror=alert(1)>" AS ?x) { }')
    assert told(page).startswith("Rows: 1,")
    assert page.locator("[data-table] td").inner_text() == "<img src=x onerror=alert(1)>"


@needs_chromium
def test_a_query_without_end_can_be_stopped_while_the_page_lives(look: Callable[..., Page]):
    page = look("sparql/")
    ask(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    page.get_by_text("Running …").wait_for()
    page.wait_for_timeout(1500)
    assert page.evaluate("1 + 1") == 2
    assert page.get_by_role("button", name="Stop").is_enabled()
    page.keyboard.press("Escape")
    assert told(page).startswith("Stopped after")
    ask(page, "SELECT (COUNT(*) AS ?n) { ?tie a tg:Tie }")
    assert told(page).startswith("Rows: 1,")


@needs_chromium
@pytest.mark.parametrize(
    ("path", "wanted", "first"),
    [
        ("search", "smolensk", "Smolensk"),
        ("search", "СМОЛЕНСК", "Smolensk"),
        ("ru/search", "smolensk", "Смоленск"),
        ("ru/search", "могилев", "Могилёв"),
        ("ru/search", "Zhodino", "Жодино"),
        ("ru/search", "Q2337", "Смоленск"),
    ],
)
def test_the_search_finds_a_thing_by_each_of_its_names(
    look: Callable[..., Page], real: KnowledgeGraph, path: str, wanted: str, first: str
):
    page = look(f"{path}/")
    page.keyboard.type(wanted)
    page.locator("[data-found] a").first.wait_for()
    assert page.locator("[data-found] a").first.inner_text() == first
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == wanted


@needs_chromium
def test_the_search_is_used_with_keys_and_lives_in_the_address(look: Callable[..., Page], address: str):
    page = look("ru/search/?q=smolensk")
    assert "город · Россия" in page.locator("[data-found] li").first.inner_text()
    page.locator("#q").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    link = page.evaluate("document.activeElement.href")
    assert link == f"{address}ru/id/place/smolensk/"
    assert look("search/?q=qwertyuiop").locator("#found").inner_text() == "Nothing has such a name."


@needs_chromium
def test_names_are_folded_as_the_program_folds_them(look: Callable[..., Page], real: KnowledgeGraph, address: str):
    names = [
        *real.names.index("entity").shown,
        "Łódź",
        "Saint-Étienne",
        "Groß-Ўручча",
        "Ğİı_x",
        "a  b",
        "—",
        "Йошкар-Ола",
    ]
    page = look("search/")
    code = "async ([url, names]) => { const { fold } = await import(url); return names.map(fold); }"
    folded = page.evaluate(code, [f"{address}assets/explorer/fold.js", names])
    assert folded == [fold(name) for name in names]
