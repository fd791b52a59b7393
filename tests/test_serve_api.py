"""The query API: answers as the command line gives them, nothing guessed, every slip told; described in OpenAPI."""

from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, settings
from openapi_spec_validator import validate
from schemathesis.config import SchemathesisConfig

from tests.conftest import WORLD
from tests.serving import FOLDERS, application, client, opened
from twingraph.serve.api.asking import FORMS
from twingraph.serve.problem_texts import KINDS

PROBLEM = "application/problem+json"
LINDEN = "https://example.org/world/id/place/linden"


def refused(path: str, status: int, kind: str, **headers: str):
    response = client().get(path, headers=headers)
    assert (response.status_code, response.mimetype) == (status, PROBLEM), response.text
    told = response.get_json(force=True)
    assert told["type"] == f"/problems/#{kind}"
    assert told["status"] == status
    return told


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_an_answer_is_that_of_the_graph_by_suffix_and_by_accept(form, world):
    expected = world.query("twins-of", place="Veligrad").serialize(form)
    by_suffix = client().get(f"/query/twins-of.{form}?place=Veligrad")
    assert by_suffix.status_code == 200
    assert by_suffix.data == expected
    assert by_suffix.mimetype == FORMS[form].media
    assert "Accept" not in str(by_suffix.vary).split(", ")
    by_accept = client().get("/query/twins-of?place=Veligrad", headers={"Accept": FORMS[form].media})
    assert (by_accept.data, by_accept.mimetype) == (expected, FORMS[form].media)
    assert "Accept" in by_accept.vary
    alternates = [link for link in by_suffix.headers.getlist("Link") if 'rel="alternate"' in link]
    assert len(alternates) == len(FORMS)


def test_json_is_what_who_asks_for_nothing_gets_and_is_called_as_it_was_asked_for():
    assert client().get("/query/collection").mimetype == "application/sparql-results+json"
    for accept in ("*/*", "application/sparql-results+json"):
        assert client().get("/query/collection", headers={"Accept": accept}).mimetype.endswith("results+json")
    assert client().get("/query/collection", headers={"Accept": "application/json"}).mimetype == "application/json"
    assert client().get("/query/collection", headers={"Accept": "text/csv;q=0.5, text/xml"}).mimetype == "text/xml"


def test_the_language_is_that_of_the_address_then_of_the_reader(world):
    def labels(path: str, accept: str) -> tuple[bytes, str, str]:
        response = client().get(path, headers={"Accept-Language": accept})
        return response.data, response.headers["Content-Language"], response.headers.get("Vary", "")

    russian = world.query("twins-of", place="Veligrad", lang="ru").serialize("csv")
    english = world.query("twins-of", place="Veligrad").serialize("csv")
    assert russian != english
    path = "/query/twins-of.csv?place=Veligrad"
    assert labels(path, "ru-RU, en;q=0.5") == (russian, "ru", "Accept-Language")
    assert labels(path, "de") == (english, "en", "Accept-Language")
    assert labels(f"{path}&lang=en", "ru") == (english, "en", "")


def test_the_question_itself_can_be_had_bound_for_any_engine(world):
    text = client().get("/query/twins-of.rq?place=Veligrad").text
    bound = world.sparql(text)
    assert [tuple(row) for row in bound] == [tuple(row) for row in world.query("twins-of", place="Veligrad")]
    assert len(bound)


def test_a_reader_is_led_to_the_page_with_the_same_parameters():
    for path, headers in (
        ("/query/twins-of.html?place=Велиград&lang=ru", {}),
        ("/query/twins-of?place=Велиград", {"Accept": "text/html", "Accept-Language": "ru"}),
    ):
        response = client().get(path, headers=headers)
        assert response.status_code == 303
        assert response.location == ("/ru/queries/twins-of/?place=%D0%92%D0%B5%D0%BB%D0%B8%D0%B3%D1%80%D0%B0%D0%B4")
    page = client().get("/query/twins-of", headers={"Accept": "text/html"}, follow_redirects=True)
    assert (page.status_code, page.mimetype) == (200, "text/html")


def test_a_name_that_several_things_have_is_answered_with_each_and_what_asks_for_it():
    told = refused("/query/twins-of.csv?place=Linden&lang=ru", 409, "ambiguous-name")
    assert told["title"] == KINDS["ambiguous-name"].title[1]
    assert told["parameter"] == "place"
    candidates = told["candidates"]
    assert [each["iri"] for each in candidates] == [LINDEN, f"{LINDEN}-norland"]
    assert candidates[0]["label"] == "Линден"
    assert all(each["kind"] for each in candidates)
    answers = [client().get(each["url"]) for each in candidates]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].mimetype == "text/csv"
    assert answers[0].headers["Content-Language"] == "ru"
    assert answers[0].data != answers[1].data


def test_every_slip_is_told():
    assert "twins-of" in refused("/query/twin-of", 404, "unknown-query")["near"]
    assert "twins-of" in refused("/query/twin-of.csv", 404, "unknown-query")["near"]
    assert "csv" in refused("/query/twins-of.xlsx", 404, "unknown-form")["forms"]
    told = refused("/query/twins-of?plase=Veligrad", 400, "unknown-parameter")
    assert (told["parameter"], told["near"]) == ("plase", ["place"])
    told = refused("/query/twins-of?place=Velograd", 404, "unknown-name")
    assert told["parameter"] == "place"
    assert "Veligrad" in told["near"]
    told = refused("/query/ties?place=Veligrad&country=Velograd", 404, "unknown-name")
    assert told["parameter"] == "country"
    assert refused("/query/twins-of?place=Veligrad&place=Linden", 400, "repeated-parameter")["parameter"] == "place"
    assert refused("/query/twins-of?place=", 400, "bad-value")["parameter"] == "place"
    assert refused("/query/where-stated", 400, "missing-parameter")["parameter"] == "thing"
    assert refused("/query/twins-of?place=Veligrad&on=yesterday", 400, "bad-value")["parameter"] == "on"
    assert refused("/query/distances?minimum=1e3", 400, "bad-value")["parameter"] == "minimum"
    assert refused(f"/query/distances?minimum={'9' * 6000}", 400, "bad-value")["parameter"] == "minimum"
    told = refused("/query/ties?scope=both", 400, "bad-value")
    assert told["allowed"] == ["international", "domestic"]
    assert refused("/query/ties?lang=de", 400, "bad-value")["parameter"] == "lang"
    assert "text/csv" in refused("/query/ties", 406, "not-acceptable", Accept="image/png")["forms"]
    assert refused("/queries.json?lang=ru", 400, "unknown-parameter")["parameter"] == "lang"
    assert refused("/openapi.json?language=ru", 400, "unknown-parameter")["near"] == ["lang"]


def test_a_problem_is_a_page_for_whoever_asks_for_one():
    response = client().get("/query/twin-of", headers={"Accept": "text/html", "Accept-Language": "ru"})
    assert (response.status_code, response.mimetype) == (404, "text/html")
    assert KINDS["unknown-query"].title[1] in response.text
    assert 'lang="ru"' in response.text


def test_another_method_is_refused():
    response = client().post("/query/ties")
    assert (response.status_code, response.mimetype) == (405, PROBLEM)
    assert "GET" in response.headers["Allow"]


def test_every_kind_of_problem_is_explained_where_its_type_leads():
    for lang, prefix in (("en", ""), ("ru", "/ru")):
        page = client().get(f"{prefix}/problems/")
        assert page.headers["Content-Language"] == lang
        for name in KINDS:
            assert f'id="{name}"' in page.text


@pytest.mark.parametrize("which", FOLDERS)
def test_the_catalogue_lists_every_query_and_its_examples_are_answered(which):
    here = client(FOLDERS[which])
    listed = here.get("/queries.json").get_json(force=True)["queries"]
    assert [each["name"] for each in listed] == list(opened(FOLDERS[which]).kg.queries)
    assert here.get("/query").get_json(force=True)["queries"] == listed
    led = here.get("/query", headers={"Accept": "text/html"})
    assert (led.status_code, led.location) == (303, "/queries/")
    if which == "real":
        for each in listed:
            assert here.get(each["example"]["url"]).status_code == 200


@pytest.mark.parametrize("which", FOLDERS)
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_description_is_openapi(which, lang):
    response = client(FOLDERS[which]).get(f"/openapi.json?lang={lang}")
    assert response.headers["Content-Language"] == lang
    document = json.loads(response.text)
    validate(document)
    assert yaml.safe_load(client(FOLDERS[which]).get(f"/openapi.yaml?lang={lang}").text) == document
    queries = opened(FOLDERS[which]).kg.queries
    for query in queries.values():
        operation = document["paths"][f"/query/{query.name}"]["get"]
        assert operation["summary"] == query.question[lang].strip()
        names = [each["name"] for each in operation["parameters"] if "name" in each]
        assert names == list(query.parameters)


def test_enumerations_are_of_the_data_and_each_value_means_what_it_is_listed_for():
    kg = opened(WORLD).kg
    document = json.loads(client().get("/openapi.json").text)
    for kind, name in (("place", "Place"), ("country", "Country"), ("form", "Form"), ("tie-kind", "TieKind")):
        listed = document["components"]["schemas"][name]["anyOf"][0]["oneOf"]
        iris = {kg.names.resolve(each["const"], kind).value for each in listed}
        assert iris == {iri for found in kg.names.index(kind).things.values() for iri in found}
        assert len(iris) == len(listed)
        assert all(each["title"] for each in listed)
    assert "anyOf" not in document["components"]["schemas"]["Entity"]


def resolved(document, schema):
    """A schema that can be used by itself."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "components": document["components"]}


@pytest.mark.parametrize("which", FOLDERS)
def test_answers_are_what_the_description_says(which):
    here, queries = client(FOLDERS[which]), opened(FOLDERS[which]).kg.queries
    document = json.loads(here.get("/openapi.json").text)
    rows = 0
    for query in queries.values():
        operation = document["paths"][f"/query/{query.name}"]["get"]
        values = query.example if which == "real" or any(p.required for p in query.parameters.values()) else {}
        answer = here.get(f"/query/{query.name}", query_string=values)
        if which == "world" and answer.status_code == 404:
            continue
        found = answer.get_json(force=True)
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema.Draft202012Validator(resolved(document, schema)).validate(found)
        rows += len(found["results"]["bindings"])
        as_table = list(csv.reader(io.StringIO(here.get(f"/query/{query.name}.csv", query_string=values).text)))
        assert as_table[0] == found["head"]["vars"] == list(query.columns)
        assert len(as_table) == len(found["results"]["bindings"]) + 1
    assert rows > 60


def test_the_description_and_all_addresses_are_those_behind_a_proxy():
    behind = {"SCRIPT_NAME": "/a/prefix"}
    here = client()
    document = json.loads(here.get("/openapi.json", environ_overrides=behind).text)
    assert document["servers"] == [{"url": "/a/prefix"}]
    candidates = here.get("/query/twins-of?place=Linden", environ_overrides=behind).get_json(force=True)["candidates"]
    assert candidates[0]["url"].startswith("/a/prefix/query/twins-of?place=https")
    led = here.get("/query/ties.html", environ_overrides=behind)
    assert led.location == "/a/prefix/queries/ties/"
    assert "</a/prefix/query/ties.csv>" in str(here.get("/query/ties.json", environ_overrides=behind).headers)


# An operation with a suffix differs from the one without only in the suffix: some of them stand for all.
schema = schemathesis.openapi.from_wsgi(
    "/openapi.json", application(WORLD), config=SchemathesisConfig.from_dict({"seed": 7})
).exclude(operation_id_regex=r"^(?!(twins-of|distances|where-stated)\.).*\.form$")


@schema.parametrize()
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_schemathesis_finds_nothing(case):
    """All of its checks, such as that wrong values are refused, right ones are not, and answers fit their schema."""
    case.call_and_validate()
