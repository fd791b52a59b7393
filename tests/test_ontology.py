"""The ontology says everything about its terms, uses only what is declared, and is consistent in OWL 2 DL."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store

from twingraph import KnowledgeGraph
from twingraph.reason import reason

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
VOCABULARIES = sorted((ONTOLOGY / "vocabularies").glob("*.ttl"))
FILES = [ONTOLOGY / "twingraph.ttl", ONTOLOGY / "alignments.ttl", *VOCABULARIES]
RULES = sorted((ONTOLOGY / "rules").glob("*.rq"))

TG = "https://w3id.org/twingraph/ontology#"
EVIDENCE_RULES = {"name", "date", "number", "text", "reference", "concept", "none"}

PREFIXES = f"""
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX tg: <{TG}>
PREFIX vann: <http://purl.org/vocab/vann/>
"""


def load(*files: Path) -> Store:
    """The given Turtle files in one store."""
    store = Store()
    for file in files:
        store.load(path=file, format=RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def core() -> Store:
    return load(ONTOLOGY / "twingraph.ttl")


@pytest.fixture(scope="module")
def whole() -> Store:
    return load(*FILES)


def column(store: Store, query: str) -> list[str]:
    """The first column of an answer, as sorted text."""
    return sorted({row[0].value for row in store.query(PREFIXES + query)})


OWN_TERM = f"""
  ?term a ?type .
  VALUES ?type {{ owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }}
  FILTER(STRSTARTS(STR(?term), "{TG}"))
"""


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("predicate", ["rdfs:label", "skos:definition", "skos:example"])
def test_every_own_term_has_exactly_one_text_of_each_sort_in_each_language(
    core: Store, predicate: str, language: str
) -> None:
    query = f"""SELECT ?term WHERE {{
      {OWN_TERM}
      OPTIONAL {{ ?term {predicate} ?text . FILTER(LANG(?text) = "{language}") }}
    }} GROUP BY ?term HAVING (COUNT(?text) != 1)"""
    assert column(core, query) == []


def test_every_own_term_names_its_ontology(core: Store) -> None:
    query = f"""SELECT ?term WHERE {{ {OWN_TERM}
      FILTER NOT EXISTS {{ ?term rdfs:isDefinedBy <https://w3id.org/twingraph/ontology> }} }}"""
    assert column(core, query) == []


def test_labels_of_own_terms_are_unique_among_classes_and_among_properties(core: Store) -> None:
    for kinds in ("owl:Class", "owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty"):
        query = f"""SELECT ?label WHERE {{
          VALUES ?type {{ {kinds} }}
          ?term a ?type ; rdfs:label ?label .
          FILTER(STRSTARTS(STR(?term), "{TG}"))
        }} GROUP BY ?label HAVING (COUNT(DISTINCT ?term) > 1)"""
        assert column(core, query) == []


def test_every_property_has_one_known_rule_of_evidence(core: Store) -> None:
    query = f"""SELECT ?term (GROUP_CONCAT(?rule) AS ?rules) WHERE {{
      {OWN_TERM} FILTER(?type != owl:Class)
      OPTIONAL {{ ?term tg:evidenceRule ?rule }}
    }} GROUP BY ?term"""
    rules = {row["term"].value: row["rules"].value for row in core.query(PREFIXES + query)}
    assert rules
    assert {term: rule for term, rule in rules.items() if rule not in EVIDENCE_RULES} == {}


def test_derived_properties_need_no_evidence(core: Store) -> None:
    query = 'SELECT ?term WHERE { ?term tg:derived true ; tg:evidenceRule ?rule . FILTER(?rule != "none") }'
    assert column(core, query) == []


def test_the_header_is_complete(core: Store) -> None:
    needed = """dcterms:title dcterms:description dcterms:creator dcterms:license dcterms:created dcterms:issued
      dcterms:modified dcterms:bibliographicCitation owl:versionIRI owl:versionInfo
      vann:preferredNamespacePrefix vann:preferredNamespaceUri <http://purl.org/ontology/bibo/status>"""
    query = f"""SELECT ?needed WHERE {{ VALUES ?needed {{ {needed} }}
      FILTER NOT EXISTS {{ <https://w3id.org/twingraph/ontology> a owl:Ontology ; ?needed ?value }} }}"""
    assert column(core, query) == []


def test_every_file_of_a_vocabulary_holds_one_scheme_with_texts_in_both_languages() -> None:
    assert VOCABULARIES
    for file in VOCABULARIES:
        store = load(file)
        node = f"https://w3id.org/twingraph/id/scheme/{file.stem}"
        assert column(store, "SELECT ?scheme WHERE { ?scheme a skos:ConceptScheme }") == [node]
        for predicate in ("dcterms:title", "dcterms:description", "rdfs:label"):
            languages = column(store, f"SELECT (LANG(?text) AS ?lang) WHERE {{ <{node}> {predicate} ?text }}")
            assert languages == ["en", "ru"]


def test_every_concept_is_in_its_scheme_and_of_one_class_of_the_scheme() -> None:
    for file in VOCABULARIES:
        store = load(file)
        concepts = column(store, "SELECT ?concept WHERE { ?concept a skos:Concept }")
        assert concepts
        assert all(concept.startswith(f"https://w3id.org/twingraph/id/{file.stem}/") for concept in concepts)
        in_scheme = f"""SELECT ?concept WHERE {{
          ?concept skos:inScheme <https://w3id.org/twingraph/id/scheme/{file.stem}> }}"""
        assert column(store, in_scheme) == concepts
        classes = column(store, "SELECT ?class WHERE { ?concept a skos:Concept, ?class }")
        assert len([name for name in classes if name.startswith(TG)]) == 1
        untyped = "SELECT ?concept WHERE { ?concept a skos:Concept FILTER NOT EXISTS { ?concept a ?class . "
        assert column(store, untyped + f'FILTER(STRSTARTS(STR(?class), "{TG}")) }} }}') == []


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("predicate", ["skos:prefLabel", "skos:definition", "skos:example"])
def test_every_concept_has_one_preferred_label_definition_and_example_a_language(
    whole: Store, predicate: str, language: str
) -> None:
    query = f"""SELECT ?concept WHERE {{ ?concept a skos:Concept .
      OPTIONAL {{ ?concept {predicate} ?text . FILTER(LANG(?text) = "{language}") }}
    }} GROUP BY ?concept HAVING (COUNT(?text) != 1)"""
    assert column(whole, query) == []


def test_preferred_labels_are_unique_in_a_scheme_and_no_alternative_repeats_them(whole: Store) -> None:
    same = """SELECT ?label WHERE { ?concept skos:prefLabel ?label ; skos:inScheme ?scheme }
      GROUP BY ?label ?scheme HAVING (COUNT(DISTINCT ?concept) > 1)"""
    assert column(whole, same) == []
    repeated = "SELECT ?concept WHERE { ?concept skos:prefLabel ?label ; skos:altLabel ?label }"
    assert column(whole, repeated) == []


def test_hierarchies_are_acyclic_and_every_concept_is_on_top_or_below_one_of_its_scheme(whole: Store) -> None:
    assert column(whole, "SELECT ?concept WHERE { ?concept skos:broader+ ?concept }") == []
    assert column(whole, "SELECT ?class WHERE { ?class rdfs:subClassOf+ ?class }") == []
    loose = """SELECT ?concept WHERE { ?concept skos:inScheme ?scheme
      FILTER NOT EXISTS { ?concept skos:broader* ?top . ?top skos:topConceptOf ?scheme } }"""
    assert column(whole, loose) == []
    foreign = """SELECT ?concept WHERE { ?concept skos:broader ?broader ; skos:inScheme ?scheme
      FILTER NOT EXISTS { ?broader skos:inScheme ?scheme } }"""
    assert column(whole, foreign) == []


@pytest.mark.parametrize("scheme", ["tie-kind", "purpose", "status-value"])
def test_concepts_that_the_field_has_its_own_classes_for_say_how_they_relate(whole: Store, scheme: str) -> None:
    for language in ("en", "ru"):
        query = f"""SELECT ?concept WHERE {{
          ?concept skos:inScheme <https://w3id.org/twingraph/id/scheme/{scheme}>
          FILTER NOT EXISTS {{ ?concept skos:scopeNote ?note FILTER(LANG(?note) = "{language}") }} }}"""
        assert column(whole, query) == []


def test_no_term_of_ours_is_used_without_being_declared(whole: Store, core: Store) -> None:
    declared = set(column(core, f"SELECT ?term WHERE {{ {OWN_TERM} }}"))
    used = {term.value for quad in whole for term in quad if isinstance(term, NamedNode)}
    assert {iri for iri in used if iri.startswith(TG)} - declared - {TG} == set()
    for rule in RULES:
        in_rule = {TG + name for name in re.findall(r"\btg:(\w+)", rule.read_text(encoding="utf-8"))}
        assert in_rule - declared == set(), rule.name


def test_no_concept_is_used_in_a_rule_without_being_declared(whole: Store) -> None:
    concepts = set(column(whole, "SELECT ?concept WHERE { ?concept a skos:Concept }"))
    for rule in RULES:
        text = rule.read_text(encoding="utf-8")
        for prefix, base in re.findall(r"PREFIX ([\w-]+): <(https://w3id.org/twingraph/id/[\w-]+/)>", text):
            for slug in re.findall(rf"(?<![\w-]){prefix}:([\w-]+)", text):
                assert base + slug in concepts


def test_every_predicate_and_class_is_declared_or_built_in(whole: Store) -> None:
    built_in = tuple(
        f"http://www.w3.org/{name}#" for name in ("1999/02/22-rdf-syntax-ns", "2000/01/rdf-schema", "2002/07/owl")
    )
    properties = set(
        column(
            whole,
            "SELECT ?p WHERE { VALUES ?t { owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty } ?p a ?t }",
        )
    )
    predicates = {quad.predicate.value for quad in whole}
    assert {iri for iri in predicates if not iri.startswith(built_in)} - properties == set()
    classes = set(column(whole, "SELECT ?class WHERE { ?class a owl:Class }"))
    types = set(column(whole, "SELECT ?type WHERE { ?thing a ?type }"))
    assert {iri for iri in types if not iri.startswith(built_in)} - classes == set()


def test_a_property_is_of_one_sort_only(whole: Store) -> None:
    query = """SELECT ?property WHERE {
      VALUES ?type { owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty owl:Class rdfs:Datatype }
      ?property a ?type } GROUP BY ?property HAVING (COUNT(DISTINCT ?type) > 1)"""
    assert column(whole, query) == []


def test_a_transitive_property_bears_no_cardinality(whole: Store) -> None:
    query = """SELECT ?property WHERE { ?property a owl:TransitiveProperty .
      { ?restriction owl:onProperty ?property ; ?cardinality ?number .
        FILTER(CONTAINS(STR(?cardinality), "ardinality")) }
      UNION { ?property a owl:FunctionalProperty } UNION { ?property a owl:IrreflexiveProperty } }"""
    assert column(whole, query) == []


def test_there_is_no_same_as(whole: Store) -> None:
    assert column(whole, "SELECT ?thing WHERE { ?thing owl:sameAs ?other }") == []


def test_the_reasoner_finds_it_consistent_with_no_unsatisfiable_class(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    found = reason(KnowledgeGraph.open(tmp_path))  # the ontology of the package, with no data
    assert found.statements > 1000  # it did read the core
    assert found.fine
    assert found.equivalent == ()


def test_turtle_holds_no_blank_nodes_but_those_of_owl(whole: Store) -> None:
    holders = {quad.subject for quad in whole if isinstance(quad.subject, BlankNode)}
    in_vocabularies = load(*VOCABULARIES)
    assert holders
    assert not [quad for quad in in_vocabularies if isinstance(quad.subject, BlankNode)]
