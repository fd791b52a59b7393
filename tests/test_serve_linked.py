"""Linked data: every identifier leads to documents that say what the graph says; no link is dead; nothing is a 500."""

from __future__ import annotations

import json
import re
import shutil
import warnings
from collections import deque
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import html5lib
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse
from rdflib.compare import isomorphic
from werkzeug.test import Client

from tests.applications import FOLDERS, application, client, opened
from tests.browser import needs_frontend
from tests.conftest import WORLD
from twingraph.layout import DEFAULT_BASE
from twingraph.serve.app import Application
from twingraph.serve.linked.fixed import Fixed
from twingraph.serve.linked.forms import FORMS
from twingraph.serve.opened import Opened
from twingraph.texts import LANGS

LINDEN = "https://example.org/world/id/place/linden"
PARSED = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt"}
OXIGRAPH = {
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "nt": RdfFormat.N_TRIPLES,
}


def ours(which: str) -> list[str]:
    """Every IRI of the graph that this server answers for, wherever it stands in a statement."""
    kg = opened(FOLDERS[which]).kg
    bases = (kg.folder.base, DEFAULT_BASE)
    found = set()
    for quad in kg.store:
        found |= {term.value for term in quad if isinstance(term, NamedNode) and term.value.startswith(bases)}
    queries = {f"{kg.folder.base}id/query/{name}" for name in kg.queries}
    return sorted(found | queries)


def path_of(iri: str, which: str) -> str:
    base = next(base for base in (opened(FOLDERS[which]).kg.folder.base, DEFAULT_BASE) if iri.startswith(base))
    return f"/{iri.removeprefix(base)}".partition("#")[0]


def triples(content: bytes, suffix: str) -> set[str]:
    return {f"{each.subject} {each.predicate} {each.object}" for each in parse(content, OXIGRAPH[suffix])}


@pytest.mark.parametrize("which", FOLDERS)
def test_every_identifier_leads_to_a_document_in_each_form(which):
    here = client(FOLDERS[which])
    paths = sorted({path_of(iri, which) for iri in ours(which)})
    assert len(paths) > 300
    pages = opened(FOLDERS[which]).site.paths.pages
    for path in paths:
        for form in FORMS.values():
            led = here.get(path, headers={"Accept": form.media})
            assert led.status_code == 303, path
            assert {name.casefold() for name in led.vary} == {"accept", "accept-language"}
            # What there is of each thing of the real graph is read by another test.
            if which == "world" or path[1:] not in pages:
                document = here.get(led.location)
                assert (document.status_code, document.mimetype) == (200, form.media), (path, form.media)
        for lang in LANGS:
            led = here.get(path, headers={"Accept": "text/html", "Accept-Language": lang})
            assert led.status_code == 303
            assert led.location.startswith("/ru/") == (lang == "ru")
            # The pages of the explorer, which queries lead to, are crawled by another test, too.
            if which == "world" and path[1:] in pages:
                page = here.get(led.location)
                assert (page.status_code, page.headers["Content-Language"]) == (200, lang), path


@pytest.mark.parametrize("which", FOLDERS)
def test_documents_say_what_the_graph_says(which):
    here, kg = client(FOLDERS[which]), opened(FOLDERS[which]).kg
    things = [iri for iri in ours(which) if opened(FOLDERS[which]).site.paths.pages.get(path_of(iri, which)[1:]) == iri]
    assert len(things) > 300
    for iri in things:
        path = path_of(iri, which)
        if path == "/ontology":
            continue
        thing = NamedNode(iri)
        said = [*kg.store.quads_for_pattern(thing, None, None), *kg.store.quads_for_pattern(None, None, thing)]
        assert not any(isinstance(term, BlankNode) for quad in said for term in (quad.subject, quad.object)), path
        expected = {f"{quad.subject} {quad.predicate} {quad.object}" for quad in said}
        for suffix in FORMS:
            assert triples(here.get(f"{path}.{suffix}").data, suffix) == expected, (path, suffix)


def test_rdflib_reads_each_form_alike():
    here = client()
    for path in (
        "/id/place/linden",
        "/id/agreement/linden-korvina-1999",
        "/ontology",
        "/graph/derived",
        "/id/query/ties",
    ):
        graphs = []
        for suffix, form in PARSED.items():
            with warnings.catch_warnings():
                # rdflib 7.6 calls what it deprecates.
                warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
                graphs.append(rdflib.Graph().parse(data=here.get(f"{path}.{suffix}").data, format=form))
        assert len(graphs[0]) > 3
        assert all(isomorphic(graphs[0], other) for other in graphs[1:]), path


def test_a_named_graph_is_the_file_it_was_read_from():
    kg = opened(WORLD).kg
    for graph in kg.store.named_graphs():
        if not graph.value.startswith(kg.folder.base):
            continue
        quads = [*kg.store.quads_for_pattern(None, None, None, graph)]
        found = [*parse(client().get(f"{path_of(graph.value, 'world')}.nt").data, RdfFormat.N_TRIPLES)]
        assert len(found) == len(quads)
        named = {f"{quad.subject} {quad.predicate} {quad.object}" for quad in quads if "_:" not in str(quad)}
        assert named <= {f"{each.subject} {each.predicate} {each.object}" for each in found}


def test_who_asks_for_nothing_gets_the_page_and_preferences_count():
    def led(accept: str | None, language: str = "") -> str:
        headers = {"Accept": accept} if accept is not None else {}
        return client().get("/id/place/linden", headers={**headers, "Accept-Language": language}).location

    assert led(None) == led("*/*") == led("text/html,application/xhtml+xml,*/*;q=0.8") == "/id/place/linden/"
    assert led("text/html", "ru-RU,ru;q=0.9,en;q=0.8") == "/ru/id/place/linden/"
    assert led("text/html", "en;q=0.1, ru;q=0") == led("text/html", "de") == "/id/place/linden/"
    assert led("text/turtle;q=0.9, application/ld+json") == "/id/place/linden.jsonld"
    assert led("text/turtle, */*;q=0.1") == led("text/n3") == "/id/place/linden.ttl"
    assert led("application/rdf+xml, text/html;q=0.5") == "/id/place/linden.rdf"
    refused = client().get("/id/place/linden", headers={"Accept": "image/png"})
    assert (refused.status_code, refused.mimetype) == (406, "application/problem+json")
    assert "</id/place/linden.ttl>" in str(refused.headers.getlist("Link"))


def test_links_lead_to_every_form_and_to_the_thing():
    here = client()
    for path in ("/id/place/linden", "/id/place/linden/", "/ru/id/place/linden/", "/id/place/linden.ttl"):
        response = here.get(path)
        links = re.findall(r'<([^>]+)>; rel="([^"]+)"', ", ".join(response.headers.getlist("Link")))
        alternates = [target for target, relation in links if "alternate" in relation.split()]
        assert all(here.get(target).status_code == 200 for target in alternates)
        assert len(alternates) == (6 if path == "/id/place/linden" else 5)
        canonical = [target for target, relation in links if relation == "canonical"]
        assert canonical == ([] if path == "/id/place/linden" else [LINDEN])
        if path.endswith("/"):
            assert any("describedby" in relation for _, relation in links)
            tree = html5lib.parse(response.text, namespaceHTMLElements=False)
            link = next(each for each in tree.iter("link") if each.get("rel") == "canonical")
            assert link.get("href") == LINDEN


def test_pages_tell_search_engines_what_they_are_about():
    page = client().get("/id/place/linden/").text
    found = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert found["@id"] == LINDEN


def test_what_there_is_not_is_told_with_what_may_be_meant():
    here = client()
    for path, language in (("/id/place/lindn", "en"), ("/id/place/Линден", "ru"), ("/id/plase/linden.ttl", "en")):
        told = here.get(quote(path), headers={"Accept-Language": language})
        assert (told.status_code, told.mimetype) == (404, "application/problem+json")
        assert told.headers["Content-Language"] == language
        assert LINDEN in told.get_json(force=True)["near"]
    page = here.get("/ru/id/place/lindn/", headers={"Accept": "text/html"})
    assert (page.status_code, page.mimetype, page.headers["Content-Language"]) == (404, "text/html", "ru")
    assert 'href="/ru/id/place/linden/"' in page.text
    assert here.get("/id/place/linden.exe").status_code == 404


def test_an_address_that_leads_nowhere_takes_no_time():
    """Nothing is made for it: neither the dumps nor the pages that it is not."""
    linked = Fixed(opened(WORLD))
    for path in ("id/place/lindn", "ru/id/place/lindn/index.html", "nowhere", "wp-login.php"):
        assert linked.file(path) is None
    assert "data" not in vars(linked)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """A server of the tiny world in which things were renamed and removed."""
    folder = Path(shutil.copytree(WORLD, tmp_path_factory.mktemp("changed") / "world"))
    (folder / "data" / "places" / "renamed.ttl").write_text(
        """
        @prefix dcterms: <http://purl.org/dc/terms/> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix place: <https://example.org/world/id/place/> .
        place:older dcterms:isReplacedBy place:old .
        place:old dcterms:isReplacedBy place:linden .
        place:split dcterms:isReplacedBy place:linden , place:veligrad .
        place:round dcterms:isReplacedBy place:about .
        place:about dcterms:isReplacedBy place:round .
        place:moved dcterms:isReplacedBy <https://elsewhere.example/ж> .
        place:gone owl:deprecated true .
        """,
        encoding="utf-8",
    )
    return Client(Application(Opened.open(folder)))


def test_what_was_renamed_leads_to_its_new_name_in_the_same_form(changed: Client):
    for old, new in (
        ("/id/place/older", "/id/place/linden"),
        ("/id/place/old", "/id/place/linden"),
        ("/id/place/old.ttl", "/id/place/linden.ttl"),
        ("/id/place/old/", "/id/place/linden/"),
        ("/ru/id/place/old/", "/ru/id/place/linden/"),
        ("/id/place/moved", "https://elsewhere.example/%D0%B6"),
    ):
        response = changed.get(old)
        assert (response.status_code, response.location) == (301, new)
    # Where several things, or none, took the place, the page of the thing tells of it.
    assert changed.get("/id/place/split").location == "/id/place/split/"
    assert changed.get("/id/place/round").location == "/id/place/round/"
    assert changed.get("/id/place/split/").status_code == 200


def test_what_was_removed_is_gone(changed: Client):
    for path in ("/id/place/gone", "/id/place/gone.ttl", "/id/place/gone/"):
        response = changed.get(path)
        assert response.status_code == 410
        assert response.get_json(force=True)["type"] == "/problems/#gone" if "json" in response.mimetype else True
    assert changed.get("/ru/id/place/gone/", headers={"Accept": "text/html"}).headers["Content-Language"] == "ru"


def addresses(text: str) -> set[str]:
    """Every address that a page leads to, loads or sends to."""
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    found = set()
    for element in tree.iter():
        if element.get("rel") == "canonical":
            continue
        found |= {element.get(name) for name in ("href", "src", "action") if element.get(name)}
    return found


@needs_frontend
@pytest.mark.parametrize(("which", "prefix"), [("world", ""), ("world", "/a/prefix"), ("real", "")])
def test_no_link_is_dead(which, prefix):
    here = client(FOLDERS[which])
    start = f"{prefix}/"
    seen, waiting = {start}, deque([start])
    anchors: dict[str, set[str]] = {}
    wanted: set[tuple[str, str, str]] = set()
    pages = 0
    while waiting:
        path = waiting.popleft()
        assert path.startswith(f"{prefix}/"), path
        inner = path.removeprefix(prefix)
        headers = {"Accept": "text/html,*/*;q=0.5"}
        response = here.get(inner, headers=headers, environ_overrides={"SCRIPT_NAME": prefix})
        assert response.status_code in (200, 303, 308), path
        if response.location:
            found = {response.location}
        elif response.mimetype == "text/html":
            pages += 1
            found = addresses(response.text)
            anchors[path] = set(re.findall(r'\bid="([^"]*)"', response.text))
        else:
            found = set()
        for each in found:
            parts = urlsplit(urljoin(f"http://x{path}", each))
            if parts.netloc != "x":
                continue
            target = f"{parts.path}?{parts.query}" if parts.query else parts.path
            if parts.fragment:
                wanted.add((path, target, unquote(parts.fragment)))
            # Of evidence and links, which are all alike, one in twenty of the many.
            alike = re.match(r"(/ru)?/id/(evidence|link)/", target) and which == "real"
            if target not in seen and not (alike and sum(target.encode()) % 20):
                seen.add(target)
                waiting.append(target)
    assert pages > 600
    dead = {each for each in wanted if each[1] in anchors and each[2] not in anchors[each[1]]}
    assert not dead


def test_the_dataset_is_described_for_this_address():
    here = client(FOLDERS["real"])
    behind = {"SCRIPT_NAME": "/a/prefix"}
    led = here.get("/.well-known/void", environ_overrides=behind)
    assert (led.status_code, led.location) == (302, "/a/prefix/void")
    for name in ("void", "catalog"):
        told = here.get(f"/{name}", headers={"Accept": "application/rdf+xml"}, environ_overrides=behind)
        assert (told.status_code, told.location) == (303, f"/a/prefix/{name}.rdf")
        assert here.get(f"/{name}").location == f"/{name}.ttl"
        assert here.get(f"/{name}", headers={"Accept": "text/html", "Accept-Language": "ru"}).location == "/ru/data/"
        said = [triples(here.get(f"/{name}.{suffix}", environ_overrides=behind).data, suffix) for suffix in FORMS]
        assert len(said[0]) > 50
        assert all(each == said[0] for each in said)
        assert here.get(f"/{name}.csv").status_code == 404
    catalogue = rdflib.Graph().parse(data=here.get("/catalog.ttl", environ_overrides=behind).data, format="turtle")
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    dumps = dict(catalogue.subject_objects(dcat.downloadURL))
    assert dumps
    for file, dump in dumps.items():
        path = str(dump).removeprefix("http://localhost/a/prefix")
        content = here.get(path)
        assert content.status_code == 200
        assert len(content.data) == int(catalogue.value(file, dcat.byteSize))


def test_what_does_not_describe_itself_as_a_dataset_has_no_description():
    for path in ("/.well-known/void", "/void", "/catalog", "/catalog.ttl"):
        assert client().get(path).status_code == 404


@needs_frontend
def test_robots_are_told_of_every_page_at_this_address():
    here = client()
    robots = here.get("/robots.txt", base_url="https://graph.example/below/")
    assert "Sitemap: https://graph.example/below/sitemap.xml" in robots.text
    assert "Disallow: /below/query/" in robots.text
    listed = re.findall(r"<loc>([^<]+)</loc>", here.get("/sitemap.xml", base_url="https://graph.example/below/").text)
    assert len(listed) > 600
    assert "https://graph.example/below/ru/id/place/linden/" in listed
    for each in listed[::7]:
        assert here.get(each.removeprefix("https://graph.example/below")).status_code == 200


SOME = [
    "id",
    "place",
    "linden",
    "ru",
    "graph",
    "derived",
    "query",
    "ties",
    "ontology",
    "..",
    "",
    ".",
    "data",
    "%",
    "\\",
]
SOME += ["sitemap-1.xml", "void.ttl", "linden.ttl", "x.html", "openapi.json", "queries", "\x00", "é", "\ud7ff", "0.1.0"]
ACCEPT = ["text/html", "text/turtle", "*/*", "application/json;q=0.3", "text/*;q=x", ";;,", "image/png", "q=1", "*"]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(SOME) | st.text(max_size=20), max_size=6),
    st.text(max_size=12) | st.sampled_from(["place=Linden", "lang=ru", "lang=ru&lang=en", "place=%FF%00", "&&==", ""]),
    st.lists(st.sampled_from(ACCEPT), max_size=3),
    st.sampled_from(["", "ru", "en;q=0", "*;q=0.2, ru;q=0.1", "ru-RU", "тест".encode().decode("latin-1"), ",;"]),
)
def test_nothing_that_is_asked_is_an_error_of_the_server(parts, asked, accept, language):
    path = "/" + "/".join(quote(part, errors="replace") for part in parts)
    headers = {"Accept": ", ".join(accept), "Accept-Language": language}
    response = Client(application(WORLD)).get(path, query_string=quote(asked, safe="=&%"), headers=headers)
    assert response.status_code < 500, (path, asked)
    assert response.status_code != 404 or response.mimetype in ("text/html", "application/problem+json")
