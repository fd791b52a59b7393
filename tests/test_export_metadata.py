"""What a release says of itself in DCAT-AP, schema.org and the LOD cloud's record, held to its files."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.compare import to_isomorphic
from rdflib.namespace import SDO, SH, VOID, Namespace

from tests.conftest import ROOT, WORLD
from tests.metadata.mqa import EXCELLENT, IANA, Lists, score
from tests.metadata.release import DATASETS, MADE, Made, copy_of, read, write_data, write_descriptions
from twingraph.errors import GraphError
from twingraph.export.settings import Settings
from twingraph.layout import GraphFolder
from twingraph.texts import LANGS

pyshacl = pytest.importorskip("pyshacl", reason="the pyshacl extra is not installed")
pyoxigraph = pytest.importorskip("pyoxigraph")

REFERENCE = ROOT.parent / "shared" / "reference"
SHAPES = REFERENCE / "dcat-ap-3.0.1"
TABLES = REFERENCE / "eu-tables"
needs_reference = pytest.mark.skipif(
    not REFERENCE.is_dir(),
    reason="the official shapes and lists, which are not part of this repository, are not at ../shared/reference",
)
rdflib_reads_json_ld = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
EU = Namespace("http://publications.europa.eu/resource/authority/")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module", params=["world", "real"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """A release that a server of this machine holds, so that its addresses answer."""
    folder = tmp_path_factory.mktemp("release")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    release = read(copy_of(request.param, tmp_path_factory.mktemp("graph") / request.param, address))
    write_data(release, folder)
    write_descriptions(release, folder)
    yield Made(release, folder, address, DATASETS[request.param])
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def catalogue(made: Made) -> Graph:
    return Graph().parse(made.folder / "catalog.ttl")


@pytest.fixture(scope="module")
def lists() -> Lists:
    return Lists(TABLES)


def distributions(catalogue: Graph) -> dict[str, URIRef]:
    """Return the distributions by the names of their files."""
    return {unquote(str(one).partition("#file/")[2]): one for one in catalogue.subjects(RDF.type, DCAT.Distribution)}


def violations(graph: Graph) -> list[str]:
    """Return what the official shapes of DCAT-AP find: base, ranges and recommendations."""
    found: list[str] = []
    for name in ("shapes", "range", "shapes_recommended"):
        _, report, _ = pyshacl.validate(graph, shacl_graph=Graph().parse(SHAPES / f"{name}.ttl"))
        found.extend(
            f"{name}: {report.value(result, SH.focusNode)} {report.value(result, SH.resultPath)}"
            for result in report.subjects(SH.resultSeverity, SH.Violation)
        )
    return sorted(found)


def warnings_of(graph: Graph) -> set[URIRef]:
    """Return the properties that DCAT-AP recommends and the catalogue lacks."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=Graph().parse(SHAPES / "shapes_recommended.ttl"))
    return set(report.objects(None, SH.resultPath))


def answers(address: object) -> bool:
    """Return whether an address of this machine answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        asked = urllib.request.Request(str(address), method="HEAD")  # noqa: S310 - of our own server
        with opener.open(asked, timeout=10) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError:
        return False


# DCAT-AP


@needs_reference
def test_official_shapes_find_no_violation(catalogue: Graph):
    assert violations(catalogue) == []


@needs_reference
def test_what_is_recommended_and_lacking_is_what_nobody_told(made: Made, catalogue: Graph):
    invented = {DCTERMS.spatial} if made.dataset == DATASETS["world"] else set()
    assert warnings_of(catalogue) <= invented | {
        DCTERMS.type,  # of publishers and licences
        DCAT.bbox,  # of countries
        DCAT.centroid,
        DCAT.endpointDescription,
        URIRef("http://data.europa.eu/r5r/availability"),  # a promise
    }


@needs_reference
@pytest.mark.parametrize(
    ("term", "of"), [(DCTERMS.publisher, DCAT.Catalog), (DCAT.accessURL, DCAT.Distribution), (DCTERMS.title, None)]
)
def test_official_shapes_would_find_one(catalogue: Graph, term: URIRef, of: URIRef | None):
    spoilt = Graph() + catalogue
    for subject in list(catalogue.subjects(RDF.type, of or DCAT.Dataset)):
        spoilt.remove((subject, term, None))
    assert violations(spoilt) != []


@needs_reference
def test_quality_assessment_gives_every_point(made: Made, catalogue: Graph, lists: Lists):
    points = score(catalogue, lists, reachable=answers, conforms=not violations(catalogue))
    lost = {"spatial"} if made.dataset == DATASETS["world"] else set()  # no list holds invented countries
    assert {name for name, given in points.items() if not given} == lost
    total = sum(points.values())
    assert total == 405 - (20 if lost else 0)
    assert total >= EXCELLENT


@needs_reference
def test_quality_assessment_would_take_points(catalogue: Graph, lists: Lists):
    def total(graph: Graph) -> float:
        return float(sum(score(graph, lists, reachable=lambda _: True, conforms=True).values()))

    whole = total(catalogue)
    for term, points in (
        (DCAT.keyword, 30),
        (DCTERMS.temporal, 20),
        (DCAT.downloadURL, 50),
        (DCTERMS.format, 70),
        (DCAT.mediaType, 20),
        (DCTERMS.license, 30),
        (DCTERMS.accessRights, 15),
        (DCAT.contactPoint, 20),
        (DCAT.byteSize, 5),
        (DCTERMS.modified, 5),
    ):
        spoilt = Graph() + catalogue
        spoilt.remove((None, term, None))
        assert total(spoilt) == whole - points, term
    spoilt = Graph() + catalogue
    for one in catalogue.subjects(RDF.type, DCAT.Distribution):
        spoilt.set((one, DCTERMS["format"], URIRef("https://example.org/unheard-of")))
    assert total(spoilt) == whole - 50
    assert sum(score(catalogue, lists, reachable=lambda _: False, conforms=False).values()) == whole - 110


def test_each_file_of_data_is_a_distribution_and_no_other(made: Made, catalogue: Graph):
    described = distributions(catalogue)
    files = {path.relative_to(made.folder).as_posix(): path for path in made.folder.rglob("*") if path.is_file()}
    aside = {*MADE, "manifest.json", "context.jsonld", "LICENCE", "site/index.html", "site/data.ttl"}
    assert described.keys() == files.keys() - aside
    assert "tables/таблица 1.csv" in described
    for name, one in described.items():
        content = files[name].read_bytes()
        address = URIRef(made.address + quote(name))
        assert set(catalogue.objects(one, DCAT.downloadURL)) == {address}
        assert set(catalogue.objects(one, DCAT.accessURL)) == {address}
        assert unquote(str(one).partition("#file/")[2]) == name
        size = catalogue.value(one, DCAT.byteSize)
        assert (str(size), size.datatype) == (str(len(content)), XSD.nonNegativeInteger)
        checksum = catalogue.value(one, SPDX.checksum)
        assert catalogue.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        told = catalogue.value(checksum, SPDX.checksumValue)
        assert str(told).lower() == hashlib.sha256(content).hexdigest()
        packed = {URIRef(f"{IANA}application/gzip")} if name.endswith(".gz") else set()
        assert set(catalogue.objects(one, DCAT.compressFormat)) == packed
        assert {text.language for text in catalogue.objects(one, DCTERMS.description)} == {"en", "ru"}
    assert set(catalogue.objects(URIRef(made.dataset), DCAT.distribution)) == set(described.values())


@pytest.mark.parametrize(
    ("name", "file_type", "media_type"),
    [
        ("twingraph.nq.gz", "RDF_N_QUADS", "application/n-quads"),
        ("twingraph.trig", "RDF_TRIG", "application/trig"),
        ("tables/таблица 1.csv", "CSV", "text/csv"),
        ("map.geojson", "GEOJSON", "application/geo+json"),
        ("network.graphml", "XML", "application/xml"),
    ],
)
def test_a_packed_file_is_of_the_type_of_what_is_packed(catalogue: Graph, name: str, file_type: str, media_type: str):
    one = distributions(catalogue)[name]
    assert set(catalogue.objects(one, DCTERMS["format"])) == {EU[f"file-type/{file_type}"]}
    assert set(catalogue.objects(one, DCAT.mediaType)) == {URIRef(IANA + media_type)}


def test_a_distribution_says_what_it_holds(catalogue: Graph):
    told = {
        name: str(next(text for text in catalogue.objects(one, DCTERMS.description) if text.language == "en"))
        for name, one in distributions(catalogue).items()
    }
    assert told["twingraph.ttl"].endswith(": all statements; RDF as Turtle")
    assert told["twingraph.ttl.gz"].endswith(": all statements; RDF as Turtle, packed by gzip")
    assert told["ontology.ttl"].endswith(": the ontology; RDF as Turtle")
    assert told["map.geojson"].endswith(": map as GeoJSON")


def test_distributions_are_told_apart_by_their_titles_in_both_languages(catalogue: Graph):
    for lang in LANGS:
        titles = [
            str(text)
            for one in distributions(catalogue).values()
            for text in catalogue.objects(one, DCTERMS.title)
            if text.language == lang
        ]
        assert len(set(titles)) == len(distributions(catalogue))


def test_catalogue_says_of_the_dataset_what_the_graph_says(made: Made, catalogue: Graph):
    source = ROOT / "data" / "dataset.ttl"
    if made.dataset == DATASETS["world"]:
        source = ROOT / "tests" / "metadata" / "dataset.ttl"
    graph, dataset = Graph().parse(source), URIRef(made.dataset)
    for term in (
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.issued,
        DCTERMS.modified,
        DCTERMS.language,
        DCTERMS.accessRights,
        DCTERMS.conformsTo,
        DCAT.keyword,
        DCAT.theme,
        URIRef(f"{DCAT}version"),
        URIRef(f"{DCAT}hasCurrentVersion"),
    ):
        stated = set(graph.objects(dataset, term))
        assert stated, term
        assert set(catalogue.objects(dataset, term)) == stated
    assert str(catalogue.value(dataset, DCTERMS.identifier)) == made.dataset
    (parent,) = catalogue.subjects(DCAT.dataset, dataset)
    assert (parent, RDF.type, DCAT.Catalog) in catalogue
    rights = catalogue.value(parent, DCTERMS.rights)
    assert set(catalogue.objects(rights, RDFS.label)) == set(graph.objects(dataset, DCTERMS.rights))
    for one in catalogue.subjects(RDF.type, DCAT.Distribution):
        assert catalogue.value(one, DCTERMS.rights) == rights
        assert catalogue.value(one, DCTERMS.issued) == graph.value(dataset, DCTERMS.issued)
        assert catalogue.value(one, DCTERMS.modified) == graph.value(dataset, DCTERMS.modified)


def test_catalogue_says_what_the_settings_say(made: Made, catalogue: Graph):
    dataset = URIRef(made.dataset)
    (parent,) = catalogue.subjects(RDF.type, DCAT.Catalog)
    (service,) = catalogue.subjects(RDF.type, DCAT.DataService)
    assert catalogue.value(service, DCAT.endpointURL) == URIRef(f"{made.address}sparql")
    assert catalogue.value(service, DCAT.servesDataset) == dataset
    assert catalogue.value(parent, DCAT.service) == service
    for one in (dataset, parent, service):
        publisher = catalogue.value(one, DCTERMS.publisher)
        assert catalogue.value(publisher, FOAF.name) == Literal("Publishers of the invented")
        assert catalogue.value(publisher, FOAF.homepage) == URIRef("https://example.org/")
    for one in (dataset, service):
        contact = catalogue.value(one, DCAT.contactPoint)
        assert (contact, RDF.type, VCARD.Kind) in catalogue
        assert catalogue.value(contact, VCARD.fn) == Literal("Editors")
        assert catalogue.value(contact, VCARD.hasEmail) == URIRef("mailto:editors@example.org")
        assert catalogue.value(contact, VCARD.hasURL) == URIRef("https://example.org/contact")
    assert catalogue.value(dataset, DCAT.landingPage) == URIRef(f"{made.address}site/")
    assert catalogue.value(parent, FOAF.homepage) == URIRef(f"{made.address}site/")


def test_places_and_period_are_those_of_the_graph(made: Made, catalogue: Graph):
    dataset = URIRef(made.dataset)
    places = {str(place).rpartition("/")[2] for place in catalogue.objects(dataset, DCTERMS.spatial)}
    period = catalogue.value(dataset, DCTERMS.temporal)
    days = [str(catalogue.value(period, term)) for term in (DCAT.startDate, DCAT.endDate)]
    if made.dataset == DATASETS["real"]:
        assert places == {"BGR", "BLR", "CHN", "DEU", "FRA", "HUN", "POL", "RUS", "SRB", "UKR", "USA"}
        # Smolensk and Tulle signed in May 1981; Vyazma is reported of as of 28 April 2017.
        assert days == ["1981-05-01", "2017-04-28"]
        names = set(catalogue.objects(EU["country/BLR"], RDFS.label))
        assert names == {Literal("Belarus", "en"), Literal("Беларусь", "ru")}
    else:
        assert places == set()
        assert days[1] < "2099", "a plan is no part of the period"


@needs_reference
def test_countries_are_named_as_the_list_of_the_eu_names_them():
    text = (ROOT / "queries" / "export" / "countries.rq").read_text(encoding="utf-8")
    pairs = dict(re.findall(r'\("([A-Z]{2})" "([A-Z]{3})"\)', text))
    assert len(pairs) > 240
    table = Graph().parse(TABLES / "countries-skos.rdf")
    at = Namespace("http://publications.europa.eu/ontology/authority/")
    deprecated = {str(one) for one in table.subjects(at.deprecated, Literal("true"))}
    for two, three in pairs.items():
        country = EU[f"country/{three}"]
        assert (country, RDF.type, SKOS.Concept) in table, three
        assert str(country) not in deprecated
        codes = {
            str(code) for mapped in table.objects(country, at["op-mapped-code"]) for code in codes_of(table, mapped)
        }
        # The EU's own notices call the United Kingdom UK.
        assert not codes or two in codes or (two, "UK") == ("GB", next(iter(codes & {"UK"}), "")), (two, codes)


def codes_of(table: Graph, mapped: URIRef) -> Iterator[str]:
    at = Namespace("http://publications.europa.eu/ontology/authority/")
    source = str(table.value(mapped, URIRef("http://purl.org/dc/elements/1.1/source")))
    if source == "TED":
        yield from (str(code) for code in table.objects(mapped, at["legacy-code"]))


@needs_reference
def test_types_licences_and_themes_are_in_the_lists_of_the_eu(lists: Lists):
    kinds = (ROOT / "queries" / "export" / "kinds.rq").read_text(encoding="utf-8")
    rows = re.findall(r'\("([-.a-z]+)" file-type:(\w+) "([^"]+)"', kinds)
    assert len(rows) > 10
    # The copy of IANA's list leaves out the oldest types, whose entries have no address.
    assert {EU[f"file-type/{name}"] for _, name, _ in rows} <= {URIRef(name) for name in lists.file_types}
    assert {IANA + name for _, _, name in rows} - lists.media_types <= {f"{IANA}text/plain"}
    licences = re.findall(r"licence:([A-Z0-9_]+)\)", (ROOT / "queries/export/dataset.rq").read_text(encoding="utf-8"))
    assert len(licences) > 5
    assert {str(EU[f"licence/{name}"]) for name in licences} <= lists.licences
    themes = Graph().parse(TABLES / "data-theme-skos.rdf")
    named = Graph().parse(ROOT / "data" / "dataset.ttl")
    stated = list(named.subject_objects(SKOS.prefLabel))
    assert len(stated) == 2
    for theme, label in stated:
        assert (theme, SKOS.prefLabel, label) in themes


# Every form


@rdflib_reads_json_ld
@pytest.mark.parametrize("other", ["catalog.rdf", "catalog.jsonld"])
def test_catalogues_say_the_same_to_every_reader(made: Made, catalogue: Graph, other: str):
    assert to_isomorphic(Graph().parse(made.folder / other)) == to_isomorphic(catalogue)
    assert no_blank_nodes(catalogue)
    forms = {
        "catalog.ttl": pyoxigraph.RdfFormat.TURTLE,
        "catalog.rdf": pyoxigraph.RdfFormat.RDF_XML,
        "catalog.jsonld": pyoxigraph.RdfFormat.JSON_LD,
    }
    read_back = [
        {str(quad.triple) for quad in pyoxigraph.parse(path=made.folder / name, format=form)}
        for name, form in forms.items()
    ]
    assert len(read_back[0]) == len(catalogue)
    assert read_back[0] == read_back[1] == read_back[2]


def no_blank_nodes(graph: Graph) -> bool:
    return all(isinstance(term, URIRef | Literal) for triple in graph for term in triple)


def test_terms_of_our_own_workings_are_not_shown(made: Made):
    for name in MADE:
        assert "urn:twingraph" not in (made.folder / name).read_text(encoding="utf-8"), name


def test_same_graph_and_files_give_the_same_bytes(made: Made, tmp_path: Path):
    again = tmp_path / "again"
    again.mkdir()
    for path in made.folder.rglob("*"):
        name = path.relative_to(made.folder)
        if path.is_dir():
            (again / name).mkdir(exist_ok=True)
        elif name.as_posix() not in MADE:
            (again / name).write_bytes(path.read_bytes())
    write_descriptions(read(made.release.folder), again)
    for name in MADE:
        assert (again / name).read_bytes() == (made.folder / name).read_bytes(), name


def test_without_settings_nothing_is_invented(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    release = read(copy_of("world", tmp_path / "graph", None))
    into = tmp_path / "out"
    into.mkdir()
    write_data(release, into)
    with caplog.at_level(logging.WARNING, "twingraph"):
        write_descriptions(release, into)
    told = {record.getMessage() for record in caplog.records}
    unset = {found[1] for message in told if (found := re.search(r"\[publish\].* does not set ([\w-]+);", message))}
    assert unset == {"site", "download", "endpoint", "publisher-name", "contact-email"}
    assert [message for message in told if "dcterms:spatial" in message]
    catalogue = Graph().parse(into / "catalog.ttl")
    assert set(catalogue.objects(None, RDF.type)) & {DCAT.Distribution, DCAT.DataService, VCARD.Kind} == set()
    for term in (DCTERMS.publisher, DCAT.landingPage, FOAF.homepage, DCAT.contactPoint, DCAT.distribution):
        assert list(catalogue.objects(None, term)) == []
    assert (URIRef(DATASETS["world"]), DCTERMS.title, Literal("The invented world", "en")) in catalogue
    described = Graph().parse(into / "void.ttl")
    assert set(described.predicates()) & {VOID.dataDump, VOID.sparqlEndpoint, FOAF.homepage} == set()
    record = json.loads((into / "lod-cloud.json").read_text(encoding="utf-8"))
    assert record["website"] == ""
    assert record["full_download"] == record["sparql"] == []
    told_to_search = json.loads((into / "dataset.jsonld").read_text(encoding="utf-8"))
    assert told_to_search.keys() & {"url", "distribution", "publisher"} == set()


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ('site = "https://[bad"', "publish.site must be an address"),
        ('site = "https://"', "publish.site must be an address"),
        ('download = "https://example.org/f?a=1#b"', "without ? and #"),
        ('endpoint = "ftp://example.org/"', "publish.endpoint must be an address"),
        ('publisher-name = " "', "publish.publisher-name is empty"),
        ('contact-email = "nobody"', "publish.contact-email must be an address such as editors@example.org"),
        ('contact-email = "mailto:a@example.org"', "without mailto:"),
        ('contact-email = "a b@example.org"', "publish.contact-email"),
    ],
)
def test_a_setting_that_is_not_right_is_told(world_copy: Path, setting: str, told: str):
    file = world_copy / "twingraph.toml"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n[publish]\n{setting}\n", encoding="utf-8")
    with pytest.raises(GraphError) as error:
        Settings.read(GraphFolder.find(world_copy))
    assert told in str(error.value)
    assert all("twingraph.toml" in error.value.message(lang) for lang in LANGS)


def test_a_graph_that_describes_no_dataset_gets_no_description(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    folder = copy_of("world", tmp_path / "graph", None)
    (folder.data / "dataset.ttl").unlink()
    assert sorted(path.name for path in folder.data.glob("*")) == sorted(
        path.name for path in (WORLD / "data").glob("*")
    )
    into = tmp_path / "out"
    into.mkdir()
    with caplog.at_level(logging.WARNING, "twingraph"):
        write_descriptions(read(folder), into)
    assert list(into.iterdir()) == []
    assert "dcat:Dataset" in caplog.text
    (error,) = {record.msg.key: record.msg for record in caplog.records}.values()
    assert "не описывает себя" in error.message("ru")


# schema.org


def test_dataset_search_finds_its_keys(made: Made):
    told = json.loads((made.folder / "dataset.jsonld").read_text(encoding="utf-8"))
    assert (told["@context"], told["@type"]) == ("https://schema.org/", "Dataset")
    assert isinstance(told["name"], str)
    assert 50 <= len(told["description"]) <= 5000
    assert re.search("[а-я]", told["description"])
    wanted = {"alternateName", "creator", "identifier", "isAccessibleForFree", "keywords", "license", "url", "version"}
    assert wanted | {"temporalCoverage", "includedInDataCatalog", "distribution", "publisher"} <= told.keys()
    assert ("spatialCoverage" in told) == (made.dataset == DATASETS["real"])
    assert told["isAccessibleForFree"] is True
    assert re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", told["temporalCoverage"])
    assert told["license"].startswith("https://creativecommons.org/")
    for one in told["distribution"]:
        assert one["@type"] == "DataDownload"
        assert answers(one["contentUrl"]), one
        path = made.folder / one["name"]
        assert one["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert one["contentSize"] == f"{path.stat().st_size} B"
    types = {one["name"]: one["encodingFormat"] for one in told["distribution"]}
    assert types["twingraph.ttl"] == "text/turtle"
    assert types["twingraph.ttl.gz"] == "application/gzip"


@rdflib_reads_json_ld
def test_schema_org_is_read_as_triples(made: Made, catalogue: Graph):
    # The context of schema.org lies on its server; of it, these lines are what matters here.
    told = json.loads((made.folder / "dataset.jsonld").read_text(encoding="utf-8"))
    told["@context"] = {
        "@vocab": str(SDO),
        **{key: {"@type": "@id"} for key in ("contentUrl", "license", "url")},
    }
    text = json.dumps(told)
    graph = Graph().parse(data=text, format="json-ld")
    assert no_blank_nodes(graph)
    triples = {str(quad.triple) for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)}
    assert len(triples) == len(graph)
    addresses = set(graph.objects(None, SDO.contentUrl))
    assert addresses == set(catalogue.objects(None, DCAT.downloadURL))
    files = set(graph.objects(URIRef(made.dataset), SDO.distribution))
    assert files == set(distributions(catalogue).values())


# The LOD cloud


def test_record_has_the_keys_of_the_cloud(made: Made):
    record = json.loads((made.folder / "lod-cloud.json").read_text(encoding="utf-8"))
    assert record.keys() == {
        "contact_point",
        "description",
        "doi",
        "domain",
        "example",
        "full_download",
        "identifier",
        "image",
        "keywords",
        "license",
        "links",
        "namespace",
        "other_download",
        "owner",
        "sparql",
        "title",
        "triples",
        "website",
    }
    assert record["contact_point"] == {"name": "Editors", "email": "editors@example.org"}
    assert record["domain"] == "government"
    assert record["description"].keys() == {"en", "ru"}
    dump = Graph().parse(made.folder / "twingraph.nt")
    assert record["triples"] == str(len(dump))
    full = {one["title"] for one in record["full_download"]}
    assert "twingraph.nt.gz" in full
    assert {one["title"] for one in record["other_download"]} == {
        "map.geojson",
        "network.graphml",
        "ontology.ttl",
        "tables/таблица 1.csv",
    }
    assert all(answers(one["download_url"]) for one in record["full_download"])
    things = {str(subject) for subject in dump.subjects()}
    assert len(record["example"]) >= 3
    assert {one["access_url"] for one in record["example"]} <= things
    links = {one["target"]: int(one["value"]) for one in record["links"]}
    expected = {
        name: sum(
            1
            for subject, term, value in dump
            if str(term).startswith(str(SKOS))
            and str(value).startswith(space)
            and str(subject).startswith(record["namespace"])
        )
        for name, space in (
            ("wikidata", "http://www.wikidata.org/entity/"),
            ("geonames-semantic-web", "https://sws.geonames.org/"),
        )
    }
    assert links == {name: count for name, count in expected.items() if count}
