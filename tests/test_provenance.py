"""Each row of an answer says where it stands: enough passages, and none of anything else.

The golden tables in ``sources/`` were compared with the documents of the tiny world, span by span.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from tests.cases import Case, each, read_cases
from tests.test_snapshots import SNAPSHOTS
from twingraph import IRI, KnowledgeGraph, Result, UsageError, provenance
from twingraph.engine import select
from twingraph.provenance import Source, in_full, in_short, with_sources
from twingraph.terms import TG

GOLDEN = Path(__file__).parent / "sources"
each_case = each(read_cases(SNAPSHOTS))


@pytest.mark.parametrize(
    ("name", "params", "columns"),
    [
        ("twins-of", {"place": "Veligrad"}, ["partnerLabel", "agreementLabel", "date", "statusLabel", "sources"]),
        ("ties", {}, ["tieLabel", "partyLabel", "partnerLabel", "statusLabel", "documentLabel", "sources"]),
        ("timeline", {"place": "Veligrad"}, ["date", "thingLabel", "basis", "sources"]),
    ],
)
def test_sources_are_golden(run, name: str, params: dict[str, str], columns: list[str]):
    words = [f"{key}={value}" for key, value in params.items()]
    done = run("query", name, *words, "--graph", GOLDEN.parent / "world", "--sources", "--format", "csv")
    found = [[row[column] for column in columns] for row in csv.DictReader(io.StringIO(done.stdout))]
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        assert [columns, *found] == list(csv.reader(file)), done.stderr


def things(result: Result, number: int) -> set[str]:
    cells = result[number].as_dict()
    several = [name for name, column in result.described.items() if column.type == "iris"]
    return {value for value in cells.values() if isinstance(value, IRI)} | {
        iri for name in several for iri in (cells[name] or "").split()
    }


@each_case
def test_every_row_of_a_real_answer_has_a_source_of_its_own_things(real: KnowledgeGraph, case: Case):
    result = real.query(case["query"], lang=case["lang"], **case["params"])
    sources = result.sources(case["lang"])
    assert len(sources) == len(result)
    about = {name: NamedNode(f"{TG}{name}") for name in ("statusOf", "signed", "holder", "quantity")}
    for number, found in enumerate(sources):
        assert found, result[number]
        named = things(result, number)
        for source in found:
            node = NamedNode(source.subject)
            owners = {
                quad.object.value for name in about for quad in real.store.quads_for_pattern(node, about[name], None)
            }
            owners |= {quad.subject.value for quad in real.store.quads_for_pattern(None, about["quantity"], node)}
            assert named & {source.subject, *owners}, source
            assert source.inferred == (source.start is None) == bool(source.reasoning)


@each_case
def test_a_source_of_a_real_answer_is_a_record_of_its_document(real: KnowledgeGraph, case: Case):
    result = real.query(case["query"], lang=case["lang"], **case["params"])
    said = {
        "subject": NamedNode(f"{TG}statedSubject"),
        "property": NamedNode(f"{TG}statedProperty"),
        "document": NamedNode(f"{TG}statedIn"),
    }
    for source in {source for found in result.sources() for source in found}:
        for name, property_ in said.items():
            quads = real.store.quads_for_pattern(NamedNode(source.record), property_, None)
            assert getattr(source, name) in {quad.object.value for quad in quads}


def test_what_a_row_shows_is_supported_statement_by_statement(world: KnowledgeGraph):
    result = world.query("twins-of", place="Veligrad")
    row, sources = next((row, found) for row, found in zip(result, result.sources(), strict=True) if row.date)
    told = {(source.property.removeprefix(TG), str(source.value)) for source in sources}
    assert {("form", row.form), ("listedUnder", row.tie), ("signedOn", str(row.date)), ("kind", row.kind)} <= told


def test_a_conclusion_is_marked_and_gives_its_reasoning(world: KnowledgeGraph):
    found = [source for row in world.query("dormant").sources("ru") for source in row if source.inferred]
    assert found
    assert all(source.start is None and str(source).endswith(":inferred") for source in found)
    assert all("а" <= max(source.reasoning.lower()) <= "я" for source in found if source.reasoning)


GRAPH = """
PREFIX : <https://example.org/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX tg: <https://w3id.org/twingraph/ontology#>
:paper tg:fileName "paper.txt" . :other tg:fileName "other.txt" .
:body tg:actsFor :place .
:said-1 tg:statedSubject :tie ; tg:statedProperty tg:party ; tg:statedValue :body ; tg:statedIn :paper ;
  oa:start 1 ; oa:end 2 .
:said-2 tg:statedSubject :tie ; tg:statedProperty tg:kind ; tg:statedValue :twinning ; tg:statedIn :paper ;
  oa:start 3 ; oa:end 4 .
:said-3 tg:statedSubject :tie ; tg:statedProperty tg:kind ; tg:statedValue :twinning ; tg:statedIn :other ;
  oa:start 5 ; oa:end 6 .
:said-4 tg:statedSubject :tie ; tg:statedProperty tg:field ; tg:statedValue :sport ; tg:statedIn :paper ;
  oa:start 7 ; oa:end 8 .
:old tg:statusOf :tie . :new tg:statusOf :tie .
:said-5 tg:statedSubject :old ; tg:statedProperty tg:statusValue ; tg:statedValue :active ; tg:statedIn :paper ;
  oa:start 9 ; oa:end 10 .
:said-6 tg:statedSubject :old ; tg:statedProperty tg:asOf ; tg:statedValue 2001 ; tg:statedIn :paper ;
  oa:start 11 ; oa:end 12 .
:said-7 tg:statedSubject :new ; tg:statedProperty tg:statusValue ; tg:statedValue :active ; tg:statedIn :other ;
  oa:start 13 ; oa:end 14 .
:said-8 tg:statedSubject :new ; tg:statedProperty tg:asOf ; tg:statedValue 2002 ; tg:statedIn :other ;
  oa:start 15 ; oa:end 16 .
:said-9 tg:statedSubject :place ; tg:statedProperty tg:statedWithin ; tg:statedValue :land ; tg:statedIn :paper ;
  oa:start 17 ; oa:end 18 .
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """Few records, each with its own number: that which it starts at."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "data").mkdir()
    (folder / "ontology").mkdir()
    (folder / "data" / "all.ttl").write_text(GRAPH, encoding="utf-8")
    return KnowledgeGraph.open(folder)


@pytest.mark.parametrize(
    ("cells", "starts", "why"),
    [
        (":tie :twinning", [5, 3], "each document that says so"),
        (":tie :twinning :other", [5], "the row names a document, and it says so"),
        (":tie :place", [1], "the party is a body that acts for the place"),
        (":tie :place :other", [1], "what the row's document does not say, another does"),
        (":tie", [5, 3], "what identifies the thing, and not its fields"),
        (":tie :sport", [7], "the value is shown"),
        (":place", [17], "a row of which nothing else is found"),
        (":tie :place :land", [1, 17], "both things have values here"),
        (":tie :active", [13, 9], "either status fits"),
        (":tie :active 2001", [9, 11], "one status fits better"),
        (":tie :active 2002", [13, 15], "the other does"),
        (":tie 2001", [5, 3], "a number alone makes no status"),
        (":tie :active :paper", [9], "the status that the row's document tells of"),
        (":old :active", [9], "the status itself is a thing of the row"),
        ('"tie"', [], "no thing is named"),
        (":unheard-of", [], "nothing is recorded of it"),
    ],
)
def test_what_supports_a_row(small: KnowledgeGraph, cells: str, starts: list[int], why: str):
    names = [f"?c{number}" for number in range(len(cells.split()))]
    prefix = "PREFIX : <https://example.org/> "
    result = small.sparql(f"{prefix} SELECT * {{ VALUES ({' '.join(names)}) {{ ({cells}) }} }}")
    assert isinstance(result, Result)
    (found,) = small.sources(result)
    assert [source.start for source in found] == starts, why


def source(start: int | None, file: str = "a.txt") -> Source:
    document = IRI(f"https://example.org/id/document/{file.removesuffix('.txt')}")
    about = IRI("https://example.org/id/x")
    return Source(
        IRI(f"{about}/{file}/{start}"),
        document,
        file,
        start,
        start and start + 1,
        about,
        about,
        1,
        inferred=start is None,
    )


def test_a_cell_of_a_table_is_short_and_a_file_complete():
    found = [source(1), source(5), source(9, "b.txt"), source(None, "b.txt")]
    assert in_short(found, "en") == "a.txt 1–2, 5–6; b.txt 9–10; +1 more"
    assert in_short(found[2:], "ru") == "b.txt 9–10, вывод"
    assert in_full(found) == "a:1-2; a:5-6; b:9-10; b:inferred"
    assert in_full([source(1), source(1)]) == "a:1-2"
    assert in_short([], "en") == in_full([]) == ""


def test_rows_that_are_one_in_a_table_have_their_sources_together(run, world: KnowledgeGraph):
    words = ("query", "ties", "--graph", str(GOLDEN.parent / "world"), "--sources")
    lines = run(*words, "--format", "markdown").stdout.splitlines()
    cells = {line.split(" | ")[0].removeprefix("| "): line.removesuffix(" |").split(" | ")[-1] for line in lines}
    result = world.query("ties")
    for label in {row.tieLabel for row in result}:
        expected = {
            str(source)
            for row, found in zip(result, result.sources(), strict=True)
            for source in found
            if row.tieLabel == label
        }
        assert set(cells[label].split("; ")) == expected
    assert lines[0].endswith("| Sources |")
    assert run(*words, "--lang", "ru").stdout.splitlines()[0].endswith("  Источники")


@pytest.mark.parametrize("layout", ["csv", "tsv", "json", "xml"])
def test_formats_have_a_column_of_sources_and_are_else_the_same(run, world: KnowledgeGraph, layout: str):
    words = ("query", "dormant", "--graph", str(GOLDEN.parent / "world"), "--format", layout)
    plain, traced = run(*words).stdout, run(*words, "--sources").stdout
    expected = in_full(world.query("dormant").sources()[0])
    assert expected in traced
    if layout == "json":
        read, more = json.loads(plain), json.loads(traced)
        assert more["head"]["vars"] == [*read["head"]["vars"], "sources"]
        for row in more["results"]["bindings"]:
            del row["sources"]
        assert more["results"] == read["results"]
    if layout == "csv":
        rows, more = list(csv.reader(io.StringIO(plain))), list(csv.reader(io.StringIO(traced)))
        assert [row[:-1] for row in more] == rows


def test_a_column_that_is_called_so_already_is_left_alone(world: KnowledgeGraph):
    result = world.sparql("SELECT ?tie (1 AS ?sources) { ?tie a tg:Tie }")
    assert isinstance(result, Result)
    traced = with_sources(result, result.sources())
    assert traced.columns == ("tie", "sources", "sources_")
    assert [row.sources for row in traced] == [1] * len(result)


def test_terms_of_every_kind_pass_through_the_column_of_sources(world: KnowledgeGraph):
    result = world.sparql(
        'SELECT * { VALUES (?a ?b ?c) { (tg:Tie "x"@en 1.50) (UNDEF "\\r\\n" true) } BIND(BNODE() AS ?d) }'
    )
    assert isinstance(result, Result)
    traced = with_sources(result, result.sources())
    assert [tuple(terms)[:-1] for terms in traced.terms] == [tuple(terms) for terms in result.terms]


def test_an_answer_from_nowhere_has_no_sources(world: KnowledgeGraph):
    with pytest.raises(UsageError, match="the sources of this answer are not at hand"):
        Result(lambda: world.ask("SELECT * {}")).sources()


def test_sources_are_asked_once_for_all_rows(world: KnowledgeGraph):
    asked: list[str] = []

    def ask(query: str) -> QuerySolutions:
        asked.append(query)
        return select(world.store, query)

    result = world.query("timeline")
    assert len(result) > 3
    provenance.sources(ask, world.folder, result)
    assert len(asked) == 1


def test_the_query_for_sources_runs_as_it_stands(real: KnowledgeGraph):
    text = (real.folder.queries / "evidence" / "sources.rq").read_text(encoding="utf-8")
    store = Store()
    store.bulk_load(real.store.dump(format=RdfFormat.N_QUADS), format=RdfFormat.N_QUADS)
    assert len(list(store.query(text))) > 3
