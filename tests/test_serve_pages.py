"""The explorer's pages as a server makes them: what they say, without a browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import html5lib
import pytest
from werkzeug.test import Client

from tests.conftest import DOCUMENTS, ROOT, WORLD, needs_documents
from tests.serving_pages import application, client
from twingraph import KnowledgeGraph
from twingraph.evidence import entries
from twingraph.names import fold
from twingraph.serve.app import Application
from twingraph.serve.opened import Opened

FOLDERS = {"world": WORLD, "real": ROOT}
PAGES = {
    "world": (
        *("", "search/", "search/?q=linden", "map/", "network/", "timeline/", "queries/", "queries/ties/", "sparql/"),
        *("id/place/linden/", "id/place/linden/?on=2010", "id/place/linden/?on=soon", "id/tie/linden-korvina/"),
        *("id/document/linden-news/", "queries/ties/?place=Linden", "queries/ties/?place=korvina&on=2019"),
        *("map/?country=norland", "timeline/?from=1990&to=2005&form=treaty", "search/?q=nothing+like+it"),
    ),
    "real": ("", "map/?country=belarus", "id/place/smolensk/?on=1990", "id/document/mogilev-forum-2017/"),
}
CASES = [(folder, f"{lang}{path}") for folder, paths in PAGES.items() for path in paths for lang in ("", "ru/")]


def text(path: str, folder: Path = WORLD, documents: Path | None = None, status: int = 200) -> str:
    response = client(folder, documents).get(f"/{path}")
    assert response.status_code == status, path
    return response.text


def tree(content: str):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(content)


def elements(page, *names: str):
    return [element for element in page.iter() if element.tag in names]


def told(content: str, selector: str = ".//main") -> str:
    return " ".join("".join(tree(content).find(selector).itertext()).split())


def table_links(content: str, heading: str) -> set[str]:
    """Return the addresses to which the first cells of the first table after a heading lead."""
    after = content.split(f'id="{heading}"')[1].split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    return {match for row in after.split("<tr")[1:] for match in re.findall(r'href="([^"]*)"', row)[:1]}


@pytest.mark.parametrize(("folder", "path"), CASES)
def test_a_page_is_valid_and_holds_neither_scripts_nor_styles(folder: str, path: str):
    response = client(FOLDERS[folder], WORLD / "documents").get(f"/{path}")
    expected = 400 if path.endswith("place=Linden") else 200
    assert response.status_code == expected
    assert response.headers["Content-Language"] == ("ru" if path.startswith("ru/") else "en")
    page = tree(response.text)
    assert page.get("lang") == response.headers["Content-Language"]
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", response.text)
    for script in page.iter("script"):
        assert script.get("src") or script.get("type") == "application/ld+json"
    for element in elements(page, "script", "link", "img"):
        address = element.get("src") or element.get("href") or ""
        assert element.get("rel") == "canonical" or not urlsplit(address).scheme


@pytest.mark.parametrize("folder", ["world", "real"])
def test_every_link_is_relative_and_answered(folder: str):
    asked: dict[str, str] = {}
    for lang in ("", "ru/"):
        for path in PAGES[folder]:
            here = f"http://x/prefix/{lang}{path}"
            response = client(FOLDERS[folder]).get(f"/{lang}{path}")
            for element in elements(tree(response.text), "a", "link", "script", "form"):
                address = element.get("href") or element.get("src") or element.get("action")
                if address and not urlsplit(address).scheme and element.get("rel") != "canonical":
                    assert not address.startswith("/"), f"{here}: {address}"
                    asked.setdefault(urljoin(here, address).partition("#")[0], here)
    assert len(asked) > 100
    for address, here in asked.items():
        assert address.startswith("http://x/prefix/"), f"{here}: {address}"
        path = address.removeprefix("http://x/prefix")
        if path.startswith("/sparql?") or path == "/sparql":
            continue  # the endpoint's
        response = client(FOLDERS[folder]).get(path)
        assert response.status_code in (200, 303, 400), f"{here}: {path}: {response.status_code}"
        assert response.status_code != 400 or "Linden" in unquote(path), path


def test_a_page_without_its_slash_leads_there_behind_a_prefix_too():
    response = client(WORLD).get("/ru/map?country=norland")
    assert response.status_code == 308
    address = urljoin("http://x/prefix/ru/map?country=norland", response.headers["Location"])
    assert address == "http://x/prefix/ru/map/?country=norland"


def test_what_a_page_needs_before_it_is_needed_is_small():
    for path in PAGES["real"] + ("sparql/", "search/"):
        content = text(path, ROOT)
        waiting = [urljoin(f"http://x/{path}", src) for src in re.findall(r'<script[^>]* src="([^"]*)"', content)]
        seen: set[str] = set()
        size = 0
        while waiting:
            address = waiting.pop()
            if address in seen:
                continue
            seen.add(address)
            script = client(ROOT).get(address.removeprefix("http://x"))
            assert script.mimetype == "text/javascript"
            size += len(script.data)
            waiting += [urljoin(address, name) for name in re.findall(r'from "(\./[^"]*)"', script.text)]
        assert size < 60_000, path
        assert not any("vendor" in address for address in seen)


# --- Home and search


def test_home_counts_what_the_graph_holds(real: KnowledgeGraph):
    page = tree(text("", ROOT))
    counts = {
        link.get("href"): int("".join(link.find("span").itertext()))
        for link in page.iter("a")
        if link.find("span[@class='count']") is not None
    }
    for section, kind in (("places/", "tg:Place"), ("ties/", "tg:Tie"), ("documents/", "tg:SourceDocument")):
        query = (
            f"SELECT DISTINCT ?x {{ ?x a ?class . ?class <http://www.w3.org/2000/01/rdf-schema#subClassOf>* {kind} }}"
        )
        assert counts[section] == len(real.sparql(query)), section
    assert len(page.findall(".//figure[@class='picture']")) == 1


@pytest.mark.parametrize(
    ("typed", "place"),
    [("Смоленск", "smolensk"), ("smolensk", "smolensk"), ("МОГИЛЕВ", "mogilev"), ("могилёв", "mogilev"), ("Q2763", "")],
)
def test_the_search_finds_by_every_spelling(typed: str, place: str, real: KnowledgeGraph):
    for lang in ("", "ru/"):
        content = text(f"{lang}search/?q={quote(typed)}", ROOT)
        links = re.findall(r'<li><a href="([^"]*)"', content.partition('class="found"')[2])
        if place:
            assert links[0] == f"{'../' * (1 + bool(lang))}{lang}id/place/{place}/"


def test_every_name_of_every_place_finds_it(world: KnowledgeGraph):
    for name, iris in world.names.index("place").things.items():
        if fold(name) != name or "/" in name:
            continue
        content = text(f"search/?q={quote(name)}")
        for iri in iris:
            path = iri.removeprefix("https://example.org/world/")
            assert f'href="../{path}/"' in content, name


def test_what_is_not_found_has_near_names():
    assert "Similar names: Linden" in told(text("search/?q=Lindn"))
    assert "Похожие названия: Линден" in told(text(f"ru/search/?q={quote('Линдден')}"))
    assert "Nothing has such a name." in told(text("search/?q=zzzzzz"))


def test_names_are_completed(world: KnowledgeGraph):
    def complete(query: str) -> list[dict[str, str]]:
        return json.loads(client(WORLD).get(f"/complete?{query}").text)["names"]

    found = complete("type=place&q=lind&lang=ru")
    # Two places have this name, so that it names neither.
    assert {each["value"] for each in found if each["name"] == "Линден"} == {
        *world.names.index("place").things["linden"]
    }
    assert complete("type=place&q=korv")[0]["value"] == "Korvina"
    assert all(world.names.resolve(each["value"], "place") for each in complete("type=place&q=k"))
    assert complete("type=nonsense&q=linden")
    assert complete("q=") == complete("type=place&q=%20") == []


# --- Places, documents, passages


def test_a_place_as_of_a_day_has_the_ties_that_the_named_query_gives(real: KnowledgeGraph):
    for day in ("1980", "1990", "2010-05"):
        content = text(f"id/place/smolensk/?on={day}", ROOT)
        answer = {row.tie: row.held for row in real.query("ties", place="smolensk", on=day)}
        found = set(re.findall(r"tie: <a href=\"\.\./\.\./\.\./(id/tie/[^/\"]*)/\"", content)) | set(
            re.findall(r"tie:\s*<a href=\"\.\./\.\./\.\./(id/tie/[^/\"]*)/\"", content)
        )
        assert found == {tie.removeprefix("https://w3id.org/twingraph/") for tie in answer}
        held = re.findall(r'data-label="On the day">([^<]*)<', content)
        assert sorted(held) == sorted(answer.values())
        assert f"As of {day}" in content


def test_a_day_that_is_none_is_told_and_everything_shown():
    content = told(text("id/place/linden/?on=soon"))
    assert "soon" in content
    assert "As of" not in content
    assert text("id/place/linden/").count("<tr") == text("id/place/linden/?on=soon").count("<tr")


def test_a_place_has_its_map_its_time_its_events_and_its_bodies(real: KnowledgeGraph):
    content = text("id/place/mogilev/", ROOT)
    assert "data-map" in content
    assert len(table_links(content, "events")) == len({row.event for row in real.query("events", place="Mogilev")})
    page = told(text("id/place/linden/"))
    assert "Bodies that act for it" in page
    assert "Council of Linden" in page


def test_a_statement_is_shown_in_the_words_of_the_document():
    documents = WORLD / "documents"
    content = text("id/tie/veligrad-linden/", documents=documents)
    source = (documents / "linden-news.txt").read_text(encoding="utf-8")
    quoted = re.findall(r'<blockquote class="passage" lang="ru">.*?<mark>(.*?)</mark>', content)
    offsets = re.findall(r'class="offsets"[^>]*>(\d+)–(\d+)<', content)
    assert quoted
    assert len(quoted) == len(offsets)
    others = (documents / "veligrad-report.txt").read_text(encoding="utf-8")
    for words, (start, end) in zip(quoted, offsets, strict=True):
        assert words in (source[int(start) : int(end)], others[int(start) : int(end)])
    assert "<blockquote" not in text("id/tie/veligrad-linden/")


def test_a_text_that_was_changed_is_not_shown(world_copy: Path):
    file = world_copy / "documents" / "linden-news.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("Велиградом", "Велиградов"), encoding="utf-8")
    content = text("id/document/linden-news/", world_copy, world_copy / "documents")
    assert "is not the document that was read" in told(content)
    assert "Велиградов" not in content
    assert "Велиградов" not in text("id/tie/veligrad-linden/", world_copy, world_copy / "documents")


@pytest.mark.parametrize(
    ("folder", "documents", "name"),
    [
        (WORLD, WORLD / "documents", "linden-news"),
        (WORLD, WORLD / "documents", "veligrad-report"),
        pytest.param(ROOT, DOCUMENTS, "mogilev-forum-2017", marks=needs_documents),
        pytest.param(ROOT, DOCUMENTS, "smolensk-oblast-review", marks=needs_documents),
    ],
)
def test_a_document_is_shown_whole_with_what_was_read_marked(folder: Path, documents: Path, name: str):
    kg = KnowledgeGraph.open(folder)
    content = text(f"id/document/{name}/", folder, documents)
    ledger = [each for each in entries(kg.store, documents, kg.folder) if each.document.node.value.endswith(f"/{name}")]
    shown = tree(content).find(".//div[@class='text']")
    assert shown.get("lang") == "ru"
    assert "".join(shown.itertext()).splitlines() == ledger[0].source.text.splitlines()
    marked = {mark.find("a").get("href") for mark in shown.iter("mark")}
    anchors = {element.get("id") for element in tree(content).iter("tr")}
    assert {each.removeprefix("#") for each in marked} <= anchors
    taken = sum(bool(each.evidence) for each in ledger)
    omitted = sum(bool(each.omissions) and not each.evidence for each in ledger)
    gaps = sum(each.is_gap for each in ledger)
    told_of = told(content)
    assert f"Of {len(ledger)} sentences {taken} give something to the graph, from {omitted} nothing is taken" in told_of
    assert f"{gaps} are neither" in told_of
    assert len([each for each in shown.iter("span") if each.get("class") == "gap"]) >= bool(gaps)


def test_without_texts_a_document_is_told_by_numbers():
    content = text("id/document/linden-news/")
    assert "Of 454 characters" in told(content)
    assert "Велиградом" not in content


# --- Queries as forms


@pytest.mark.parametrize("lang", ["", "ru/"])
@pytest.mark.parametrize("folder", ["world", "real"])
def test_every_question_is_a_form_with_the_answer_to_its_example(folder: str, lang: str):
    kg = application(FOLDERS[folder]).opened.kg
    for name, query in kg.queries.items():
        page = tree(text(f"{lang}queries/{name}/", FOLDERS[folder]))
        fields = {each.get("name") for each in elements(page, "input", "select")}
        assert fields == set(query.parameters)
        labels = {each.get("for") for each in page.iter("label")}
        assert labels == {f"p-{each}" for each in query.parameters}


def test_what_is_asked_is_answered_and_to_be_had_as_files(real: KnowledgeGraph):
    path = f"ru/queries/ties/?place={quote('Смоленск')}&kind=cooperation&status="
    content = text(path, ROOT)
    answer = real.query("ties", place="Смоленск", kind="cooperation", lang="ru")
    assert f"Строк: {len({(row.tie, row.party, row.partner) for row in answer})}" in content
    assert 'value="Смоленск"' in content
    assert '<option value="cooperation" selected>' in content
    assert "twingraph query ties place=Смоленск kind=cooperation --lang ru" in told(content)
    for form in ("csv", "tsv", "json", "xml"):
        link = re.search(rf'href="([^"]*\.{form}\?[^"]*)" download', content)
        assert link is not None
        address = urljoin(f"http://x/{path}", link[1].replace("&amp;", "&")).removeprefix("http://x")
        assert client(ROOT).get(address).data == answer.serialize(form)
    assert 'class="picture"' in content
    # The page in the other language asks the same.
    other = re.search(r'class="language" href="([^"]*)"', content)
    assert other is not None
    assert "kind=cooperation" in other[1]


def test_a_name_of_several_things_is_answered_with_links_to_each(world: KnowledgeGraph):
    content = text("queries/ties/?place=Linden&kind=twinning", status=400)
    assert "Which of these is meant?" in content
    links = re.findall(r'<li><a href="\./(\?[^"#]*)#answer"', content)
    assert len(links) == 2
    for link in links:
        assert "kind=twinning" in link
        assert "Answer for" in text(f"queries/ties/{link.replace('&amp;', '&')}")


@pytest.mark.parametrize(
    "asked", ["place=nowhere", "on=soon", "scope=galactic", "nonsense=1", "kind=%3Cscript%3E", "place=%00", "place=%FF"]
)
def test_what_cannot_be_asked_is_told_on_the_page(asked: str):
    content = text(f"queries/ties/?{asked}", status=400)
    assert "This cannot be asked" in content
    assert "<script>" not in content.replace("<script type", "")
    assert "Traceback" not in content


def test_a_question_that_there_is_not_is_not_found():
    response = client(WORLD).get("/queries/nonsense/", headers={"Accept": "text/html"})
    assert response.status_code == 404


# --- Map, network, timeline


@pytest.mark.parametrize("name", ["map", "network"])
def test_filters_show_what_the_named_query_gives(name: str, real: KnowledgeGraph):
    def ties(address: str) -> set[str]:
        return set(re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', text(f"{name}/{address}", ROOT)))

    def asked(**values: str) -> set[str]:
        return {row.tieLabel for row in real.query("network", {"country": None} | values)}

    country = "https://w3id.org/twingraph/id/place/belarus"
    assert ties("") == asked()
    assert ties("?country=belarus") == asked(country=country)
    assert ties("?country=belarus&kind=cooperation") == asked(country=country, kind="cooperation")
    assert ties("?country=nonsense") == set()
    content = text(f"{name}/?country=belarus", ROOT)
    assert f"Shown: {len(asked(country=country))} of {len(asked())}" in content
    assert '<option value="belarus" selected>' in content
    assert f'href="../ru/{name}/?country=belarus"' in content


def test_a_period_shows_what_may_have_been_signed_then(real: KnowledgeGraph):
    content = text("timeline/?from=1990&to=1999", ROOT)
    shown = set(re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', content))
    answer = real.query("agreements", {"place": None, "from": "1990", "to": "1999"})
    assert shown == {row.agreementLabel for row in answer}


def test_nothing_chosen_shows_the_same_as_the_static_site():
    """Only the form differs: what is chosen is chosen by the server."""
    site = application(WORLD).opened.pages.explorer
    from twingraph.site.interactive.pages import edges_page  # noqa: PLC0415

    static = edges_page(site, "map", "en")[1].decode()
    assert static.split("<tbody>")[1] == text("map/").split("<tbody>")[1]


def test_without_the_files_from_npm_maps_have_no_coasts(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    (tmp_path / "scripts").symlink_to(ROOT / "twingraph" / "site" / "frontend" / "scripts")
    monkeypatch.setattr("twingraph.site.interactive.files._FRONTEND", tmp_path)
    served = Client(Application(Opened.open(WORLD)))
    for path in ("/map/", "/", "/id/place/linden/"):
        content = served.get(path).text
        assert '<path class="line' in content, path
        assert 'class="land"' not in content, path
    assert ["land.json" in record.message for record in caplog.records] == [True]


# --- What is hostile


def test_names_with_markup_stay_text(world_copy: Path):
    evil = "<script>alert(1)</script><b title='\"&amp;"
    base, label = "https://example.org/world/id", f"{json.dumps(evil)}@en, {json.dumps(evil)}@ru"
    (world_copy / "data" / "places" / "evil.ttl").write_text(
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix tg: <https://w3id.org/twingraph/ontology#> .\n"
        f"<{base}/place/evil> a tg:City ; rdfs:label {label} ; tg:latitude 10.0 ; tg:longitude 10.0 .\n"
        f"<{base}/tie/evil> a tg:Tie ; rdfs:label {label} ;\n"
        " tg:kind <https://w3id.org/twingraph/id/tie-kind/twinning> ;\n"
        f" tg:party <{base}/place/evil>, <{base}/place/linden> .\n",
        encoding="utf-8",
    )
    for path in (
        *("", "map/", "network/", "id/place/evil/", "id/tie/evil/", "places/", f"search/?q={quote(evil)}"),
        *("queries/ties/?place=evil", "queries/network/?country=", f"queries/ties/?place={quote(evil)}"),
        *("id/place/linden/?on=%3Cscript%3Ealert(1)%3C/script%3E", "map/?country=%22%3E%3Cscript%3Ealert(1)"),
        *("sparql/?query=%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E", f"queries/ties/?country={quote(evil)}"),
    ):
        for lang in ("", "ru/"):
            response = client(world_copy).get(f"/{lang}{path}")
            assert response.status_code in (200, 400), path
            assert "<script>alert" not in response.text, path
            assert "<b title" not in response.text, path
    assert "&lt;script&gt;alert(1)" in client(world_copy).get("/id/place/evil/").text
    completed = client(world_copy).get("/complete?type=place&q=alert")
    assert completed.mimetype == "application/json"
    assert json.loads(completed.text)["names"][0]["name"] == evil


@pytest.mark.parametrize("path", ["assets/../app.py", "assets/%2e%2e/site.css", "assets/nothing.js", "queries/../"])
def test_no_other_file_is_given(path: str):
    assert client(WORLD).get(f"/{path}").status_code in (404, 308)
