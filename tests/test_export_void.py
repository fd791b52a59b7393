"""The counts of VoID, each reckoned once more by rdflib from the dump that lies beside them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import VOID
from rdflib.term import Node

from tests.metadata.release import DATASETS, Made, copy_of, read, write_data
from twingraph.export.forms import FORMS

pyoxigraph = pytest.importorskip("pyoxigraph")

ADDRESS = "https://example.org/files/"
FORMATS = "http://www.w3.org/ns/formats/"


class Counted(NamedTuple):
    """The description, the dump that it describes, and the dataset's IRI."""

    made: Made
    void: Graph
    dump: Graph
    dataset: URIRef


@pytest.fixture(scope="module", params=["world", "real"])
def counted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Counted:
    folder = tmp_path_factory.mktemp("release")
    release = read(copy_of(request.param, tmp_path_factory.mktemp("graph") / request.param, ADDRESS))
    write_data(release, folder)
    FORMS["void"].writer().write(release, folder)
    made = Made(release, folder, ADDRESS, DATASETS[request.param])
    # What rdflib would tidy in literals while it reads stays as it is written.
    dump = Graph().parse(folder / "twingraph.nt", format="nt")
    return Counted(made, Graph().parse(folder / "void.ttl"), dump, URIRef(made.dataset))


def number(graph: Graph, subject: Node, property_: URIRef) -> int:
    (value,) = graph.objects(subject, property_)
    assert isinstance(value, Literal)
    return int(value)


def test_totals_are_those_of_the_dump(counted: Counted):
    _, void, dump, dataset = counted
    space = str(dump.value(dataset, VOID.uriSpace))
    assert void.value(dataset, VOID.uriSpace) == Literal(space)
    entities = {one for one in dump.subjects() if isinstance(one, URIRef) and one.startswith(space)}
    expected = {
        VOID.triples: len(dump),
        VOID.distinctSubjects: len(set(dump.subjects())),
        VOID.distinctObjects: len(set(dump.objects())),
        VOID.properties: len(set(dump.predicates())),
        VOID.classes: len(set(dump.objects(None, RDF.type))),
        VOID.entities: len(entities),
    }
    assert {term: number(void, dataset, term) for term in expected} == expected
    assert len(entities) > 50


def test_triples_are_the_lines_of_the_dump(counted: Counted):
    lines = (counted.made.folder / "twingraph.nt").read_text(encoding="utf-8").splitlines()
    assert number(counted.void, counted.dataset, VOID.triples) == len(lines) == len(set(lines))


def test_class_partitions_are_those_of_the_dump(counted: Counted):
    _, void, dump, dataset = counted
    things: dict[Node, set[Node]] = defaultdict(set)
    for thing, kind in dump.subject_objects(RDF.type):
        if isinstance(kind, URIRef):
            things[kind].add(thing)
    parts = list(void.objects(dataset, VOID.classPartition))
    told = {void.value(part, VOID["class"]): number(void, part, VOID.entities) for part in parts}
    assert len(told) == len(parts)
    assert told == {kind: len(of) for kind, of in things.items()}


def test_property_partitions_are_those_of_the_dump(counted: Counted):
    _, void, dump, dataset = counted
    triples: dict[Node, list[tuple[Node, Node]]] = defaultdict(list)
    for subject, term, value in dump:
        triples[term].append((subject, value))
    parts = list(void.objects(dataset, VOID.propertyPartition))
    told = {
        void.value(part, VOID.property): tuple(
            number(void, part, count) for count in (VOID.triples, VOID.distinctSubjects, VOID.distinctObjects)
        )
        for part in parts
    }
    assert len(told) == len(parts)
    assert told == {
        term: (len(pairs), len({subject for subject, _ in pairs}), len({value for _, value in pairs}))
        for term, pairs in triples.items()
    }


def test_linksets_are_those_of_the_dump(counted: Counted):
    _, void, dump, dataset = counted
    own = str(dump.value(dataset, VOID.uriSpace))
    spaces = {target: str(space) for target, space in dump.subject_objects(VOID.uriSpace) if target != dataset}
    links: dict[tuple[Node, Node], list[tuple[Node, Node]]] = defaultdict(list)
    for subject, term, value in dump:
        for target, space in spaces.items():
            if term.startswith(str(SKOS)) and subject.startswith(own) and value.startswith(space):
                links[target, term].append((subject, value))
    told = {}
    for one in void.objects(dataset, VOID.subset):
        assert (one, RDF.type, VOID.Linkset) in void
        assert void.value(one, VOID.subjectsTarget) == dataset
        target, term = void.value(one, VOID.objectsTarget), void.value(one, VOID.linkPredicate)
        assert (target, RDF.type, VOID.Dataset) in void
        assert (target, DCTERMS.title, None) in void
        told[target, term] = tuple(
            number(void, one, count) for count in (VOID.triples, VOID.distinctSubjects, VOID.distinctObjects)
        )
    assert told == {
        key: (len(pairs), len({subject for subject, _ in pairs}), len({value for _, value in pairs}))
        for key, pairs in links.items()
    }
    if counted.made.dataset == DATASETS["real"]:
        assert {str(target).rpartition("/")[2] for target, _ in told} == {"geonames", "wikidata"}
        assert {term for _, term in told} == {SKOS.exactMatch, SKOS.closeMatch}
    else:
        assert sorted(told.values()) == [(1, 1, 1), (1, 1, 1)]


def test_vocabularies_are_those_in_use(counted: Counted):
    _, void, dump, dataset = counted
    uses: dict[str, int] = defaultdict(int)
    for _, term, value in dump:
        uses[space_of(term)] += 1
        if term == RDF.type:
            uses[space_of(value)] += 1
        if isinstance(value, Literal) and value.datatype is not None:
            uses[space_of(value.datatype)] += 1
    told = {str(one) for one in void.objects(dataset, VOID.vocabulary)}
    assert told <= uses.keys()
    if counted.made.dataset == DATASETS["world"]:
        return  # it names the ontology only
    known_to_all = {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2001/XMLSchema#"}
    assert {space for space, count in uses.items() if count >= 5} - known_to_all <= told


def space_of(term: Node) -> str:
    text = str(term)
    return text[: max(text.rfind("/"), text.rfind("#")) + 1]


def test_examples_are_things_of_the_dataset(counted: Counted):
    _, void, dump, dataset = counted
    examples = set(void.objects(dataset, VOID.exampleResource))
    kinds = {str(kind).rpartition("#")[2] for one in examples for kind in dump.objects(one, RDF.type)}
    assert {"Tie", "Agreement", "City", "SourceDocument"} <= kinds
    for one in examples:
        assert set(void.objects(one, RDFS.label)) == set(dump.objects(one, RDFS.label)) != set()


def test_dumps_and_endpoint_are_where_the_settings_say(counted: Counted):
    _, void, dump, dataset = counted
    dumps = {str(one) for one in void.objects(dataset, VOID.dataDump)}
    assert dumps == {
        f"{ADDRESS}twingraph.{end}{packed}" for end in ("nt", "nq", "ttl", "trig", "rdf") for packed in ("", ".gz")
    }
    features = {str(one).removeprefix(FORMATS) for one in void.objects(dataset, VOID.feature)}
    assert features == {"N-Triples", "N-Quads", "Turtle", "TriG", "RDF_XML"}
    assert void.value(dataset, VOID.sparqlEndpoint) == URIRef(f"{ADDRESS}sparql")
    assert void.value(dataset, FOAF.homepage) == URIRef(f"{ADDRESS}site/")
    assert set(void.objects(dataset, DCTERMS.license)) == set(dump.objects(dataset, DCTERMS.license)) != set()
    assert (dataset, RDF.type, DCAT.Dataset) in dump


def test_the_well_known_place_holds_the_same(counted: Counted):
    folder: Path = counted.made.folder
    assert (folder / ".well-known" / "void").read_bytes() == (folder / "void.ttl").read_bytes()
    read_back = {str(one) for one in pyoxigraph.parse(path=folder / "void.ttl", format=pyoxigraph.RdfFormat.TURTLE)}
    assert len(read_back) == len(counted.void)


def test_no_blank_nodes(counted: Counted):
    assert all(isinstance(term, URIRef | Literal) for triple in counted.void for term in triple)
