"""The static site: whole pages in two languages, links that hold, data that says what the graph says, nothing false."""

from __future__ import annotations

import hashlib
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest
import rdflib
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Store
from rdflib.compare import isomorphic

from tests.browser import needs_frontend
from tests.conftest import ROOT, WORLD
from twingraph.export.release import Release
from twingraph.export.settings import Settings
from twingraph.export.site import write
from twingraph.layout import GraphFolder
from twingraph.loader import load
from twingraph.site.render import INTERACTIVE

pytestmark = needs_frontend

SITE = "https://example.org/below/a/path/"
BASE = "https://example.org/world/"
OWN = "https://w3id.org/twingraph/"
LINDEN = f"{BASE}id/place/linden"
CHROMIUM = shutil.which("chromium")


def build(folder: Path, into: Path, **settings: str) -> Path:
    graph = GraphFolder.find(folder)
    write(Release(graph, load(graph), Settings(**settings)), into)
    return into / "site"


@pytest.fixture(scope="module")
def store() -> Store:
    return load(GraphFolder.find(WORLD))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the tiny world."""
    return build(WORLD, tmp_path_factory.mktemp("world"), site=SITE)


@pytest.fixture(scope="module")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the graph in this repository."""
    return build(ROOT, tmp_path_factory.mktemp("real"), site=SITE)


def pages(site: Path) -> list[Path]:
    """All pages; of evidence and links, which are all alike, one in twenty of the many."""
    found = sorted(site.rglob("*.html"))
    alike = [page for page in found if page.parts[-3] in ("evidence", "link")]
    assert len(found) > len(alike)
    return found if len(found) < 1500 else sorted({*found} - {*alike} | {*alike[::20]})


@cache
def tree(page: Path):
    """Parse a page; what HTML does not allow is an error."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.read_text(encoding="utf-8"))


def elements(page: Path, *names: str):
    return [element for element in tree(page).iter() if element.tag in names]


def text(page: Path, select: str = ".//main") -> str:
    """What a reader reads in the main part of a page, spaces folded."""
    return " ".join("".join(tree(page).find(select).itertext()).split())


def rows(page: Path, table: int = 0) -> list[list[str]]:
    found = tree(page).findall(".//main//table")[table].findall(".//tbody/tr")
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in found]


@pytest.mark.parametrize("which", ["site", "real_site"])
def test_every_page_is_valid_as_a_parser_of_html_has_it(which, request):
    for page in pages(request.getfixturevalue(which)):
        assert tree(page).find("head/title").text.strip()


@pytest.mark.parametrize("which", ["site", "real_site"])
def test_every_link_leads_to_a_file_and_every_anchor_to_an_element(which, request):
    site = request.getfixturevalue(which)
    anchors = {}
    linked = set()
    for page in pages(site):
        here = page.relative_to(site).as_posix()
        ids = [element.get("id") for element in tree(page).iter() if element.get("id")]
        assert len(ids) == len(set(ids)), f"{here} has an id twice"
        anchors[here] = set(ids)
        for element in elements(page, "a", "link", "script", "img", "form"):
            for name in ("href", "src", "action"):
                address = element.get(name)
                if address is None or element.get("rel") == "canonical":
                    continue
                if element.get("hreflang") and here != "404.html":
                    continue
                assert not address.startswith("/"), f"{here}: {address} is not relative"
                if not urlsplit(address).scheme:
                    linked.add((here, urljoin(f"http://x/{here}", address)))
    broken = set()
    for here, address in linked:
        parts = urlsplit(address)
        path = unquote(parts.path).removeprefix("/")
        path = f"{path}index.html" if path.endswith("/") or not path else path
        if not (site / path).is_file() or (parts.fragment and unquote(parts.fragment) not in anchors[path]):
            broken.add((here, address))
    assert not broken
    assert len(linked) > 1000


@pytest.mark.parametrize("which", ["site", "real_site"])
def test_a_page_leads_to_itself_in_the_other_language(which, request):
    site = request.getfixturevalue(which)
    for page in pages(site):
        if page.name == "404.html":
            continue
        here = page.relative_to(site).as_posix()
        russian = here.startswith("ru/")
        lang = "ru" if russian else "en"
        assert tree(page).get("lang") == lang
        other = here.removeprefix("ru/") if russian else f"ru/{here}"
        switch = next(each for each in elements(page, "a") if each.get("class") == "language")
        led = urlsplit(urljoin(f"http://x/{here}", switch.get("href"))).path
        assert unquote(led) == f"/{other.removesuffix('index.html')}"
        links = [each.attrib for each in elements(page, "link")]
        folder = here.removesuffix("index.html")
        canonical = next(link["href"] for link in links if link["rel"] == "canonical")
        assert unquote(canonical) == f"{SITE}{folder}"


def json_ld_of(file: Path) -> rdflib.Graph:
    with warnings.catch_warnings():
        # rdflib 7.6 calls what it deprecates.
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        return rdflib.Graph().parse(file, format="json-ld")


def local_things(store: Store) -> list[NamedNode]:
    things = {quad.subject for quad in store.quads_for_pattern(None, None, None, None)}
    return sorted(
        (
            thing
            for thing in things
            if isinstance(thing, NamedNode) and "#" not in thing.value and thing.value.startswith((BASE, OWN))
        ),
        key=str,
    )


def test_each_thing_has_its_page_turtle_and_json_ld_and_they_say_what_the_graph_says(site: Path, store: Store):
    whole = rdflib.Graph()
    things = local_things(store)
    assert len(things) > 200
    for thing in things:
        path = thing.value.removeprefix(BASE).removeprefix(OWN)
        for lang in ("", "ru/"):
            assert (site / f"{lang}{path}/index.html").is_file()
        turtle = rdflib.Graph().parse(site / f"{path}.ttl", format="turtle")
        if path in ("ontology", "ontology/alignments"):
            continue
        json_ld = json_ld_of(site / f"{path}.jsonld")
        assert set(turtle) == set(json_ld), path
        about = [*store.quads_for_pattern(thing, None, None), *store.quads_for_pattern(None, None, thing)]
        assert not [quad for quad in about if isinstance(quad.subject, BlankNode)]
        told = rdflib.Graph()
        lines = {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in about}
        told.parse(data="\n".join(sorted(lines)), format="nt")
        assert set(turtle) == set(told), path
        whole += turtle
    assert len(whole) > 2000


def test_the_data_of_the_ontology_is_what_the_graph_says_of_its_terms(site: Path, store: Store):
    turtle = rdflib.Graph().parse(site / "ontology.ttl", format="turtle")
    json_ld = json_ld_of(site / "ontology.jsonld")
    assert isomorphic(turtle, json_ld)
    terms = [
        quad
        for quad in store.quads_for_pattern(None, None, None)
        if isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(f"{OWN}ontology#")
        and not isinstance(quad.object, BlankNode)
    ]
    told = rdflib.Graph()
    told.parse(data="\n".join({f"{quad.subject} {quad.predicate} {quad.object} ." for quad in terms}), format="nt")
    assert set(told) <= set(turtle)
    spaces = (f"{OWN}ontology",)
    assert {
        str(s) for s in turtle.subjects() if isinstance(s, rdflib.URIRef) and not str(s).startswith(spaces)
    } == set()
    # Axioms that are nodes of their own are there, too.
    assert len(list(turtle.subjects(rdflib.RDF.type, rdflib.OWL.AllDisjointClasses))) == 2


def ground(quads) -> set[str]:
    """The statements without blank nodes, as lines."""
    return {str(quad) for quad in quads if "_:" not in f"{quad.subject} {quad.object}"}


def test_the_dumps_hold_the_whole_graph(site: Path, store: Store):
    whole = Store()
    whole.load(path=site / "data/graph.nq")
    named = [quad for graph in store.named_graphs() for quad in store.quads_for_pattern(None, None, None, graph)]
    assert len(whole) == len(named)
    assert ground(whole.quads_for_pattern(None, None, None)) == ground(named)
    merged = Store()
    merged.load(path=site / "data/graph.ttl")
    everything = list(store.quads_for_pattern(None, None, None, DefaultGraph()))
    assert len(merged) == len(everything) > 4000
    assert ground(merged) == ground(everything)
    for graph in store.named_graphs():
        file = site / f"{graph.value.removeprefix(BASE)}.ttl"
        own = Store()
        own.load(path=file)
        assert len(own) == len(list(store.quads_for_pattern(None, None, None, graph))), file


def test_a_statement_is_told_with_the_characters_that_state_it(site: Path):
    page = site / "id/agreement/veligrad-linden-2003/index.html"
    found = {row[0]: row for row in rows(page) if len(row) == 3}
    assert found["signed on"][1] == "27 September 2003"
    assert "Linden News, 10 February 2020, 100–110" in found["signed on"][2]
    assert "143–164" in found["signed on"][2]
    assert "inferred" not in found["signed on"][2]
    russian = {row[0]: row for row in rows(site / "ru/id/agreement/veligrad-linden-2003/index.html") if len(row) == 3}
    assert russian["дата подписания"][1] == "27 сентября 2003"


def test_what_is_inferred_or_derived_is_said_to_be_so_with_its_reason(site: Path):
    found = {row[0]: row for row in rows(site / "id/agreement/linden-korvina-1999/index.html") if len(row) == 3}
    assert found["signed on"][1] == "1999"
    assert found["signed on"][2].startswith("inferred The agreement was twenty years old in 2019.")
    assert found["earliest"][2] == "derived by rule"
    assert "said by" in found["renewal"][2]
    assert found["term"][1] == "5 years"
    russian = text(site / "ru/id/agreement/linden-korvina-1999/index.html")
    assert "вывод В 2019 году соглашению исполнилось двадцать лет." in russian
    assert "5 лет" in russian


def test_a_place_shows_its_ties_with_kind_status_date_and_source(site: Path):
    by_partner = {re.split(r",| \(", row[0])[0]: row for row in rows(site / "id/place/veligrad/index.html")}
    partner, kind, status, agreements = by_partner["Linden"]
    assert "Linden, Sudria" in partner
    assert kind.startswith("twinning")
    assert "active as of 10 February 2020 of Twinning treaty of Veligrad and Linden, 2003" in status
    assert "treaty, 27 September 2003" in agreements
    korvina = by_partner["Korvina"]
    assert "dormant" in korvina[2]
    # A body that acts for a place is named as the party, and the tie within one country is told as such.
    linden = {re.split(r",| \(", row[0])[0]: row for row in rows(site / "id/place/linden/index.html")}
    council = next(row for row in linden.values() if "Council of Korvina" in row[0])
    assert "within one country" in council[0]
    assert "party named: Council of Linden" in council[0]
    assert council[2] == "not stated"
    assert "1999 inferred" in council[3]


def test_nothing_that_is_only_planned_is_among_the_ties(site: Path, store: Store):
    ties = {
        row["tie"].value
        for row in store.query(f"SELECT ?tie {{ ?tie a <{OWN}ontology#Tie> ; <{OWN}ontology#party> ?party }}")
    }
    for page in sorted((site / "id/place").glob("*/index.html")):
        for cell in tree(page).findall(".//table[@class='stacked']//tbody/tr/td[1]"):
            link = next(each for each in cell.iter("a") if "/tie/" in each.get("href"))
            path = urlsplit(urljoin(f"http://x/{page.relative_to(site).as_posix()}", link.get("href"))).path
            assert f"{BASE}{path.strip('/')}" in ties
    intentions = things_of(store, "Intention")
    assert intentions
    for thing in intentions:
        assert "The graph does not say that it was done." in text(site / f"{thing.removeprefix(BASE)}/index.html")


def test_links_to_other_datasets_tell_how_near_and_on_whose_word(real_site: Path):
    page = real_site / "id/place/zheleznogorsk/index.html"
    tables = [rows(page, number) for number in range(len(tree(page).findall(".//main//table")))]
    links = next(table for table in tables if any("wikidata.org" in row[0] for row in table))
    assert ["wikidata.org/entity/Q72536", "close match", "gazetteer", "Zheleznogorsk in Wikidata"] in links
    assert any(row[:2] == ["sws.geonames.org/463343", "exact match"] for row in links)
    assert "close match" not in [row[0] for table in tables for row in table]


def test_schema_org_says_that_only_exact_matches_are_the_same(real_site: Path):
    page = real_site / "id/place/zheleznogorsk/index.html"
    script = next(each for each in elements(page, "script") if each.get("type") == "application/ld+json")
    node = json.loads(script.text)
    assert node["@id"] == f"{OWN}id/place/zheleznogorsk"
    assert "City" in node["@type"]
    assert node["sameAs"] == ["https://sws.geonames.org/463343/"]
    assert {"@value": "Железногорск", "@language": "ru"} in node["name"]
    tie = real_site / "id/tie/smolensk-hagen/index.html"
    assert not [each for each in elements(tie, "script") if each.get("type") == "application/ld+json"]


def things_of(store: Store, kind: str) -> set[str]:
    rows = store.query(
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
        f"SELECT DISTINCT ?thing {{ ?class rdfs:subClassOf* <{OWN}ontology#{kind}> . ?thing a ?class }}"
    )
    return {row["thing"].value for row in rows}


@pytest.mark.parametrize(
    ("section", "kind", "name"),
    [
        ("places", "Place", "Places"),
        ("ties", "Tie", "Ties"),
        ("intentions", "Intention", "What is only meant"),
        ("agreements", "Agreement", "Agreements"),
        ("activities", "Activity", "What was done"),
        ("bodies", "Body", "Bodies"),
        ("documents", "SourceDocument", "Documents"),
    ],
)
def test_lists_have_each_thing_and_count_it_once(real_site: Path, real, section: str, kind: str, name: str):
    things = things_of(real.store, kind)
    page = real_site / section / "index.html"
    linked = {
        urlsplit(urljoin(f"http://x/{section}/", each.find("a").get("href"))).path
        for each in tree(page).findall(".//ul[@class='things']/li")
    }
    assert {f"/{thing.removeprefix(OWN)}/" for thing in things} == linked
    assert f"{len(things)} {name}" in text(real_site / "index.html")


def test_a_thing_of_two_classes_is_listed_under_both(real_site: Path, real):
    page = tree(real_site / "intentions/index.html")
    headings = [" ".join("".join(each.itertext()).split()) for each in page.findall(".//main/h2")]
    for kind, name in (("Recommendation", "recommendation"), ("Opinion", "opinion")):
        assert f"{name} {len(things_of(real.store, kind))} definition" in headings


def test_a_newspaper_is_no_document_that_was_read(real_site: Path, real):
    home = tree(real_site / "index.html")
    read = [each.find("a").get("href") for each in home.findall(".//ul[@class='things']/li")]
    assert len(read) == len(things_of(real.store, "SourceDocument"))
    assert not [each for each in read if "newspaper" in each]


def test_a_document_that_gives_two_forms_gives_one_agreement(real_site: Path):
    shostka = next(row for row in rows(real_site / "id/place/zheleznogorsk/index.html") if row[0].startswith("Shostka"))
    assert shostka[3].count("Treaty on mutual cooperation") == 1
    assert "agreement, treaty, 25 September 2010" in shostka[3]
    assert "parties other than these two: Administration of the City of Zheleznogorsk" in shostka[3]


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_documentation_has_each_term_with_its_definition_at_its_own_anchor(site: Path, store: Store, lang: str):
    page = site / ("" if lang == "en" else "ru") / "ontology/index.html"
    terms = {each.get("id"): " ".join("".join(each.itertext()).split()) for each in elements(page, "section")}
    asked = list(
        store.query(
            "SELECT ?term ?label ?definition ?example { ?term rdfs:isDefinedBy ?ontology ; rdfs:label ?label ; "
            "skos:definition ?definition ; skos:example ?example . FILTER(CONTAINS(STR(?term), '#')) "
            f"FILTER(LANG(?label) = '{lang}' && LANG(?definition) = '{lang}' && LANG(?example) = '{lang}') }}",
            prefixes={
                "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
                "skos": "http://www.w3.org/2004/02/skos/core#",
            },
        )
    )
    assert len(asked) > 150
    for row in asked:
        told = terms[row["term"].value.partition("#")[2]]
        for each in ("label", "definition", "example"):
            assert " ".join(row[each].value.split()) in told
    if lang == "en":
        assert re.search(r"said of ?agreement or tie", terms["party"])
        assert re.search(r"value is ?body or place", terms["party"])
        assert re.search(r"wider ?kind only kind of tie", terms["Tie"])
        assert "schema.org/City" in terms["City"]


def test_no_text_of_a_document_is_published(site: Path):
    whole = {page: text(page) for page in pages(site)}
    for document in sorted((WORLD / "documents").glob("*.txt")):
        sentences = re.split(r"(?<=[.!?])\s+", document.read_text(encoding="utf-8"))
        long = [sentence for sentence in sentences if len(sentence.split()) >= 8]
        assert len(long) > 3
        for sentence in long:
            assert not [page for page, told in whole.items() if sentence in told]


def test_a_sitemap_is_written_only_if_the_address_is_known(site: Path, tmp_path: Path, caplog):
    written = (site / "sitemap.xml").read_text(encoding="utf-8")
    listed = {unquote(each) for each in re.findall("<loc>(.*?)</loc>", written)}
    there = {f"{SITE}{page.parent.relative_to(site).as_posix()}/".replace("/./", "/") for page in pages(site)}
    assert listed == there
    assert f"Sitemap: {SITE}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")
    nowhere = build(WORLD, tmp_path)
    assert not (nowhere / "sitemap.xml").exists()
    assert "the site gets no sitemap" in caplog.text
    assert "canonical" not in (nowhere / "index.html").read_text(encoding="utf-8")


def test_the_page_that_is_not_found_links_from_wherever_it_is_shown(site: Path):
    hrefs = [each.get("href") for each in elements(site / "404.html", "a", "link")]
    assert all(href.startswith((SITE, "#")) for href in hrefs)


HOSTILE = """\
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix tg: <https://w3id.org/twingraph/ontology#> .
@prefix place: <https://example.org/world/id/place/> .
place:evil a tg:City ;
    rdfs:label "<script>alert(1)</script>\\" onmouseover=\\"alert(2)"@en, "</title><img src=x onerror=alert(3)>"@ru ;
    rdfs:comment "</script><script>alert(4)</script>"@en ;
    rdfs:seeAlso <javascript:alert(5)>, <https://example.org/?a=%22%3E&b=1> .
<https://example.org/world/id/place/%D0%9B%D0%B8%D0%BD%D0%B4%D0%B5%D0%BD> a tg:City ; rdfs:label "Percent"@en .
<https://example.org/world/id/place/Линден> a tg:City ; rdfs:label "Same path"@en .
<https://example.org/world/id/../../../outside> a tg:City ; rdfs:label "Above"@en .
<https://example.org/world/id/place/%2e%2e/%2e%2e/%2e%2e/outside> a tg:City ; rdfs:label "Above, escaped"@en .
<https://example.org/world/places> a tg:City ; rdfs:label "Reserved"@en .
<https://example.org/world/id/place/a?b=c> a tg:City ; rdfs:label "Query"@en .
<https://example.org/world/id/place/unnamed> a tg:City ; tg:within [ a tg:Region ; rdfs:label "Nameless"@en ] .
"""


def test_names_and_addresses_of_a_hostile_graph_do_no_harm(world_copy: Path, tmp_path: Path, caplog):
    (world_copy / "data/places/hostile.ttl").write_text(HOSTILE, encoding="utf-8")
    into = tmp_path / "deep/er/out"
    site = build(world_copy, into)
    assert not list(tmp_path.rglob("outside*"))
    for page in (site / "id/place/evil/index.html", site / "ru/id/place/evil/index.html", site / "places/index.html"):
        for element in tree(page).iter():
            assert element.tag != "img"
            assert not [name for name in element.attrib if name.startswith("on")]
            assert not element.get("href", "").startswith("javascript")
            if element.tag == "script":
                assert json.loads(element.text)["@type"]
    assert "<script>alert(1)</script>" in text(site / "id/place/evil/index.html")
    assert "javascript:alert(5)" in text(site / "id/place/evil/index.html")
    assert (site / "id/place/Линден/index.html").is_file()
    assert "Nameless" in text(site / "id/place/unnamed/index.html")
    assert text(site / "places/index.html", ".//h1").startswith("Places ")
    for left in ("outside", "places", "a?b=c", "Линден"):
        assert left in caplog.text


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path):
    program = (
        "import sys; from pathlib import Path; from tests.test_site import build;"
        "build(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    sums = []
    for seed in ("1", "2"):
        into = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", program, WORLD, into],
            check=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        files = sorted(path for path in into.rglob("*") if path.is_file())
        sums.append({p.relative_to(into): hashlib.sha256(p.read_bytes()).hexdigest() for p in files})
    assert sums[0] == sums[1]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site on a plain file server, below a path."""
    root = tmp_path_factory.mktemp("server")
    (root / "some").mkdir()
    (root / "some/where").symlink_to(site)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=root))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/some/where/"
    server.shutdown()
    server.server_close()


PATHS = [
    *("", "places/", "ties/", "things/", "ontology/", "data/", "id/place/veligrad/"),
    *("id/agreement/linden-korvina-1999/", "id/document/veligrad-report/", "id/tie/veligrad-linden/"),
]


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")], ids=["phone", "desktop"])
def test_a_browser_has_nothing_to_complain_of(browser, address: str, width: int, scheme: str):
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("request", lambda request: asked.append(request.url))
    for path in (f"{lang}{path}" for lang in ("", "ru/") for path in PATHS):
        page.goto(f"{address}{path}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{path} is wider than {width} pixels"
        assert page.locator("h1").count() == 1
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
    context.close()
    assert not complaints
    assert len(asked) > len(PATHS)
    assert all(url.startswith(address) for url in asked), "something is fetched from elsewhere"


def test_the_site_is_walked_with_the_keyboard_in_both_languages(browser, address: str):
    page = browser.new_page()
    page.goto(f"{address}id/place/veligrad/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.get_by_role("link", name="Русский").click()
    assert page.url == f"{address}ru/id/place/veligrad/"
    page.get_by_role("link", name="Линден", exact=True).first.click()
    assert page.locator("h1").inner_text() == "Линден"
    page.close()


def test_the_navigation_names_interactive_pages_only_if_they_are_there(site: Path):
    led = [each.get("href") for each in tree(site / "index.html").findall(".//header/nav//a")]
    there = [name for name in INTERACTIVE if f"{name}/" in led]
    assert there in ([], [name for name in INTERACTIVE if (site / name / "index.html").is_file()])
