"""Each dump, read back by independent readers, holds the very facts of the graph."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import warnings
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import rdflib
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    parse,
)

from tests.conftest import ROOT, WORLD
from twingraph.errors import ExportError
from twingraph.export.forms import FORMS
from twingraph.export.release import Release
from twingraph.export.settings import Settings
from twingraph.format.turtle import format_turtle
from twingraph.layout import GraphFolder
from twingraph.loader import MATERIALISE, load

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DUMPS = ("nquads", "trig", "ntriples", "turtle", "rdfxml", "jsonld")
ENDS = {"nq": "nquads", "trig": "trig", "nt": "ntriples", "ttl": "turtle", "rdf": "rdfxml", "jsonld": "jsonld"}
DATASETS = ("nq", "trig")
OXIGRAPH = {
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "ttl": RdfFormat.TURTLE,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
RDFLIB = {"nq": "nquads", "trig": "trig", "nt": "nt", "ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}
PARTS = ("documents", "data", "derived", "ontology", "vocabularies")

needs_rapper = pytest.mark.skipif(
    shutil.which("rapper") is None, reason="rapper (Debian: raptor2-utils) is not installed"
)


def canonical(quads) -> set[Quad]:
    """Quads with blank nodes named as RDFC-1.0 says."""
    dataset = Dataset(Quad(*quad) if isinstance(quad, Triple) else quad for quad in quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


def of_store(store: Store, *, named: bool) -> set[Quad]:
    quads = [quad for quad in store if not isinstance(quad.graph_name, DefaultGraph)]
    return canonical(quads if named else {quad.triple for quad in quads})


def by_oxigraph(file: Path) -> set[Quad]:
    return canonical(parse(path=file, format=OXIGRAPH[file.suffix[1:]]))


def by_rdflib(file: Path) -> set[Quad]:
    def term(node: Any) -> Any:
        if isinstance(node, rdflib.BNode):
            return BlankNode(str(node))
        if isinstance(node, rdflib.URIRef):
            return NamedNode(str(node))
        if node.language:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=NamedNode(str(node.datatype or f"{XSD}string")))

    end = file.suffix[1:]
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's reader of JSON-LD calls what it deprecates
            if end not in DATASETS:
                graph = rdflib.Graph().parse(file, format=RDFLIB[end])
                return canonical(Triple(term(s), term(p), term(o)) for s, p, o in graph)
            dataset = rdflib.Dataset()
            dataset.parse(file, format=RDFLIB[end])
            return canonical(Quad(term(s), term(p), term(o), term(g)) for s, p, o, g in dataset.quads())
    finally:
        rdflib.NORMALIZE_LITERALS = before


def by_rapper(file: Path) -> set[Quad]:
    end = file.suffix[1:]
    kind = ENDS[end]
    form, told = ("nquads", RdfFormat.N_QUADS) if end in DATASETS else ("ntriples", RdfFormat.N_TRIPLES)
    done = subprocess.run(
        ["rapper", "--quiet", "--input", kind, "--output", form, file.as_uri()], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return canonical(parse(done.stdout, told))


READERS = [
    *(pytest.param(by_oxigraph, end, id=f"oxigraph-{end}") for end in ENDS),
    *(pytest.param(by_rdflib, end, id=f"rdflib-{end}") for end in ENDS),
    # raptor has no reader of JSON-LD.
    *(pytest.param(by_rapper, end, id=f"rapper-{end}", marks=needs_rapper) for end in ENDS if end != "jsonld"),
]


def release_of(folder: Path) -> Release:
    found = GraphFolder.find(folder)
    return Release(found, load(found), Settings())


def write(release: Release, into: Path, *names: str) -> Path:
    into.mkdir(parents=True, exist_ok=True)
    for name in names:
        FORMS[name].writer().write(release, into)
    return into


@pytest.fixture(scope="module", params=[WORLD, ROOT], ids=["world", "real"])
def dumped(request, tmp_path_factory) -> tuple[Release, Path]:
    release = release_of(request.param)
    return release, write(release, tmp_path_factory.mktemp("dumps"), *DUMPS, "parts")


@pytest.mark.parametrize(("read", "end"), READERS)
def test_a_dump_holds_the_facts_of_the_graph(dumped, read, end):
    release, folder = dumped
    assert read(folder / f"twingraph.{end}") == of_store(release.store, named=end in DATASETS)


def test_the_dump_of_all_is_the_default_graph(dumped):
    release, folder = dumped
    own = canonical(quad.triple for quad in release.store.quads_for_pattern(None, None, None, DefaultGraph()))
    assert by_oxigraph(folder / "twingraph.nt") == own


def test_packed_dumps_hold_the_same_bytes_and_no_time(dumped):
    _, folder = dumped
    packed = sorted(folder.glob("*.gz"))
    assert [file.name for file in packed] == sorted(f"twingraph.{end}.gz" for end in ENDS)
    for file in packed:
        content = file.read_bytes()
        assert gzip.decompress(content) == file.with_suffix("").read_bytes()
        assert content[3:8] == b"\0" * 5  # neither a name nor a time


def test_parts_are_apart_and_together_the_whole(dumped):
    release, folder = dumped
    parts = {part: by_oxigraph_raw(folder / f"{part}.nq") for part in PARTS}
    whole = by_oxigraph_raw(folder / "twingraph.nq")
    assert sum(map(len, parts.values())) == len(whole)
    assert set().union(*parts.values()) == whole
    graphs = {part: {quad.graph_name.value for quad in quads} for part, quads in parts.items()}
    base = release.folder.base
    assert graphs["derived"] == {f"{base}graph/derived"}
    assert all(name.startswith(f"{base}graph/data/documents/") for name in graphs["documents"])
    assert len(graphs["documents"]) == len(list(release.folder.data.glob("documents/*.ttl")))
    assert graphs["ontology"] == {f"{base}graph/ontology/twingraph", f"{base}graph/ontology/alignments"}
    assert all(name.startswith(f"{base}graph/ontology/vocabularies/") for name in graphs["vocabularies"])
    assert all(name.startswith(f"{base}graph/data/") for name in graphs["data"])


def by_oxigraph_raw(file: Path) -> set[Quad]:
    """Quads with blank nodes as the file names them."""
    return set(parse(path=file, format=OXIGRAPH[file.suffix[1:]]))


@pytest.mark.parametrize("part", PARTS)
def test_each_form_of_a_part_holds_its_facts(dumped, part):
    _, folder = dumped
    files = [file for file in folder.glob(f"{part}.*") if file.suffix != ".nq"]
    assert folder / f"{part}.ttl" in files
    expected = canonical({quad.triple for quad in by_oxigraph_raw(folder / f"{part}.nq")})
    for file in files:
        assert by_oxigraph(file) == by_rdflib(file) == expected, file.name


def test_the_ontology_by_itself_reads_as_it_was_written(dumped):
    _, folder = dumped
    sources = [ROOT / "ontology" / name for name in ("twingraph.ttl", "alignments.ttl")]
    assert by_oxigraph(folder / "ontology.ttl") == canonical(
        {quad.triple for source in sources for quad in parse(path=source, format=RdfFormat.TURTLE)}
    )


def test_lines_are_sorted_and_each_stands_once(dumped):
    _, folder = dumped
    for name in ("twingraph.nt", "twingraph.nq", "documents.nq"):
        lines = (folder / name).read_bytes().split(b"\n")[:-1]
        assert lines == sorted(set(lines))


def test_quads_are_in_the_canonical_form(dumped):
    release, folder = dumped
    lines = [f"{quad} .\n" for quad in of_store(release.store, named=True)]
    assert (folder / "twingraph.nq").read_text(encoding="utf-8") == "".join(sorted(lines))


def test_turtle_is_in_the_house_form(dumped):
    _, folder = dumped
    for file in folder.glob("*.ttl"):
        text = file.read_text(encoding="utf-8")
        assert format_turtle(text) == text, file.name


def test_every_term_is_in_the_context(dumped):
    _, folder = dumped
    told = json.loads((folder / "twingraph.jsonld").read_text(encoding="utf-8"))
    own = json.loads((folder / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    context = dict(told["@context"])
    assert context.pop("@base").endswith("/id/")
    assert context == own

    def covered(key: str) -> bool:
        return key in context or key.partition(":")[0] in context

    for node in told["@graph"]:
        assert [key for key in node if not covered(key)] == []
        types = node.get("type", [])
        assert [kind for kind in ([types] if isinstance(types, str) else types) if not covered(kind)] == []


def test_json_ld_reads_well(tmp_path: Path):
    write(release_of(WORLD), tmp_path, "jsonld")
    nodes = json.loads((tmp_path / "twingraph.jsonld").read_text(encoding="utf-8"))["@graph"]
    node = next(node for node in nodes if node["id"] == "agreement/veligrad-linden-2003")
    assert "Agreement" in node["type"]
    assert node["signedOn"] == {"@value": "2003-09-27", "@type": "xsd:date"}
    assert sorted(node["party"]) == ["place/linden", "place/veligrad"]
    assert set(node["rdfs:label"]) == {"en", "ru"}
    span = next(node for node in nodes if node["id"] == "evidence/agreement-veligrad-linden-2003--signed-on")
    assert (span["oa:start"], span["oa:end"]) == (143, 164)


def invented(*triples: tuple) -> Release:
    """A release of the tiny world's folder that says nothing but these triples."""
    store = Store()
    graph = NamedNode("https://example.org/world/graph/data/invented")
    store.extend(Quad(*triple, graph) for triple in triples)
    store.update(MATERIALISE)
    return Release(GraphFolder.find(WORLD), store, Settings())


THING = NamedNode("https://example.org/world/id/place/veligrad")
SAYS = NamedNode("https://w3id.org/twingraph/ontology#says")

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
literals = st.one_of(
    texts.map(Literal),
    st.builds(
        lambda text, lang: Literal(text, language=lang),
        texts,
        st.sampled_from(["en", "ru", "en-US", "zh-Hant-TW", "x-private"]),
    ),
    st.builds(
        lambda text, name: Literal(text, datatype=NamedNode(name)),
        st.one_of(texts, st.sampled_from(["1", "-0", "007", "1.50", ".5", "5.", "1e3", "true", "1", "INF", "9" * 30])),
        st.sampled_from(
            [
                *(f"{XSD}{name}" for name in ("integer", "decimal", "double", "boolean", "date", "string")),
                f"{RDF}XMLLiteral",
                "http://example.org/a&b#type",
                "urn:x-type",
            ]
        ),
    ),
)
verbs = st.sampled_from(
    [
        SAYS,
        NamedNode("https://w3id.org/twingraph/ontology#id"),
        NamedNode("http://www.w3.org/2000/01/rdf-schema#label"),
        NamedNode("http://example.org/a&b/1st"),
        NamedNode("http://example.org/привет"),
        NamedNode("urn:x:p.1"),
        NamedNode(f"{RDF}_1"),
        NamedNode(f"{RDF}value"),
    ]
)
things = st.sampled_from(
    [
        THING,
        NamedNode("geo:52.1,13"),  # no name with the prefix geo
        NamedNode("tg:x"),
        NamedNode("http://example.org/a?b=c&d='e'"),
        NamedNode("https://example.org/world/id/place/a:b"),
        NamedNode("https://example.org/world/id/a//b"),
        NamedNode("https://example.org/world/id/"),
        NamedNode("http://example.org/%D0%B0#é"),
        NamedNode("https://w3id.org/twingraph/ontology#says"),
        *(BlankNode(name) for name in "abcd"),
    ]
)
XML_CANNOT = {*map(chr, range(32)), "\ufffe", "\uffff"} - set("\t\n\r")


def facts(release: Release) -> set[Quad]:
    return of_store(release.store, named=False)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.tuples(things, verbs, st.one_of(literals, things)), max_size=8))
@example(said=[(THING, SAYS, Literal('\r\n\t"\\\u0085\u2028]]>&<x/>'))])
@example(said=[(THING, SAYS, Literal(" "))])
@example(said=[(THING, SAYS, Literal(sign)) for sign in "\x01\x0b\x7f\ufffe\uffff"])
@example(said=[(THING, SAYS, THING), (THING, SAYS, Literal("text")), (THING, SAYS, Literal("text", language="en"))])
def test_whatever_is_said_is_read_back(said, tmp_path: Path):
    release = invented(*said)
    values = [term.value for triple in said for term in triple if isinstance(term, Literal)]
    if any(XML_CANNOT & set(value) for value in values):
        with pytest.raises(ExportError, match=r"RDF/XML cannot hold U\+00|RDF/XML cannot hold U\+FFF"):
            write(release, tmp_path, "rdfxml")
        ends = [end for end in ENDS if end != "rdf"]
    else:
        ends = list(ENDS)
    write(release, tmp_path, *(ENDS[end] for end in ends))
    for end in ends:
        read = by_oxigraph(tmp_path / f"twingraph.{end}")
        assert read == of_store(release.store, named=end in DATASETS), end
    text = (tmp_path / "twingraph.ttl").read_text(encoding="utf-8")
    assert format_turtle(text) == text


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.tuples(st.just(THING), st.just(SAYS), texts.map(Literal)), min_size=1, max_size=4))
@example(said=[(THING, SAYS, Literal("a\rb\r\nc"))])
@pytest.mark.parametrize("end", ["rdf", "jsonld"])
def test_other_readers_read_texts_alike(end, said, tmp_path: Path):
    if end == "rdf" and any(XML_CANNOT & set(value.value) for _, _, value in said):
        return
    release = invented(*said)
    write(release, tmp_path, ENDS[end])
    file = tmp_path / f"twingraph.{end}"
    assert by_rdflib(file) == facts(release)
    if end == "rdf" and shutil.which("rapper"):
        assert by_rapper(file) == facts(release)


def chain(length: int, *, circular: bool = False) -> list[tuple]:
    blank = [BlankNode(f"b{number}") for number in range(length)]
    said = [(one, SAYS, other) for one, other in pairwise(blank)]
    return [*said, (blank[-1], SAYS, blank[0]) if circular else (blank[-1], SAYS, Literal("end"))]


def listed(length: int) -> list[tuple]:
    first, rest = NamedNode(f"{RDF}first"), NamedNode(f"{RDF}rest")
    cells = [*(BlankNode(f"b{number}") for number in range(length)), NamedNode(f"{RDF}nil")]
    said: list[tuple] = [(THING, SAYS, cells[0])]
    for number, (cell, after) in enumerate(pairwise(cells)):
        said += [(cell, first, Literal(f"{number}")), (cell, rest, after)]
    return said


@pytest.mark.parametrize(
    "said",
    [
        chain(70),
        chain(7, circular=True),
        listed(1000),
        [*listed(3), (BlankNode("b1"), SAYS, Literal("more"))],
        [*listed(3), (THING, SAYS, BlankNode("b1"))],
        [*listed(300), (BlankNode("b299"), SAYS, Literal("malformed"))],
    ],
    ids=["deep", "circular", "long list", "list with more", "shared tail", "long and malformed"],
)
def test_blank_nodes_are_nested_as_far_as_they_can_be(said, tmp_path: Path):
    release = invented(*said)
    write(release, tmp_path, *DUMPS)
    for end in ENDS:
        assert by_oxigraph(tmp_path / f"twingraph.{end}") == of_store(release.store, named=end in DATASETS), end
    text = (tmp_path / "twingraph.ttl").read_text(encoding="utf-8")
    assert format_turtle(text) == text


def test_blank_nodes_have_the_same_names_whatever_they_were_called(tmp_path: Path):
    one = invented(*chain(5), *listed(4))
    other = invented(
        *[
            tuple(BlankNode(f"x{term.value}") if isinstance(term, BlankNode) else term for term in triple)
            for triple in reversed([*chain(5), *listed(4)])
        ]
    )
    for release, name in ((one, "one"), (other, "other")):
        write(release, tmp_path / name, *DUMPS)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "other" / file.name).read_bytes(), file.name


@pytest.mark.parametrize("local", ["1", "", f"{RDF}li", f"{RDF}Description"])
def test_a_predicate_that_xml_cannot_name_is_told(local, tmp_path: Path):
    verb = local if local.startswith("http") else f"http://example.org/{local}"
    release = invented((THING, NamedNode(verb), Literal("x")))
    with pytest.raises(ExportError, match="it gives no XML name"):
        write(release, tmp_path, "rdfxml")
    write(release, tmp_path, "turtle", "jsonld")
    assert by_oxigraph(tmp_path / "twingraph.jsonld") == facts(release)


@pytest.mark.parametrize(
    "value", [Triple(THING, SAYS, THING), Literal("left", language="ar", direction=None), Literal("--ltr .\n")]
)
def test_what_is_not_of_rdf_1_1_is_told(value, tmp_path: Path):
    release = invented((THING, SAYS, value))
    if isinstance(value, Triple):
        with pytest.raises(ExportError, match=r"is RDF 1\.2"):
            write(release, tmp_path, "nquads")
    else:
        write(release, tmp_path, "nquads")
        assert by_oxigraph(tmp_path / "twingraph.nq") == of_store(release.store, named=True)


def test_a_large_graph_is_sorted_in_pieces(monkeypatch, tmp_path: Path):
    release = release_of(WORLD)
    write(release, tmp_path / "one", "nquads", "ntriples")
    monkeypatch.setattr("twingraph.export.dumps.statements._PIECE", 50_000)
    write(release, tmp_path / "many", "nquads", "ntriples")
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "many" / file.name).read_bytes()
    assert len(list((tmp_path / "many").iterdir())) == 4
