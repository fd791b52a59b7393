"""What is sent to a store elsewhere, to which address, and by whom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from pyoxigraph import Store

from twingraph import RemoteGraph, UsageError
from twingraph.queries.header import STORES
from twingraph.remote.address import Address, Credentials, credentials
from twingraph.remote.query_text import form, with_prefixes
from twingraph.remote.replies import retry_after
from twingraph.remote.stores import recognise
from twingraph.terms import TG

URL = "https://example.org/sparql"
SECRET = "open-sesame"  # noqa: S105 - for the tests only


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("SELECT * { ?a a tg:Tie }", {"tg"}),
        ("SELECT * { ?a a tg:Tie ; skos:prefLabel ?b FILTER(?b = xsd:string('owl:x')) }", {"tg", "skos", "xsd"}),
        ('# owl:Class\nSELECT ("prov:x" AS ?y) { ?a a <https://example.org/oa:Thing> }', set()),
        ("PREFIX tg: <https://example.org/other#>\nSELECT * { ?a a tg:Tie, skos:Concept }", {"skos"}),
        ("prefix tg:<https://example.org/other#> SELECT * { ?a a tg:Tie }", set()),
        ("PREFIX my: <https://example.org/> SELECT * { ?a my:tg ?tg . ?a my:b _:owl }", set()),
        ("SELECT * { ?a status-value:active ?b ; tie-kind:twinning ?c }", {"status-value", "tie-kind"}),
        ("SELECT * { ?a (tg:party/tg:actsFor)|^rdfs:label ?b FILTER(?a<?b && ?b>?a) }", {"tg", "rdfs"}),
        ("SELECT * { ?a ?b 'x'^^xsd:date, '''tg:\n' owl:''' }", {"xsd"}),
    ],
)
def test_only_prefixes_that_are_used_are_declared(text: str, added: set[str]) -> None:
    whole = with_prefixes(text)
    assert whole.endswith(text)
    declared = whole.removesuffix(text)
    assert "\n" not in declared, "lines keep their numbers"
    assert {word.removesuffix(":") for word in declared.split() if word.endswith(":")} == added
    Store().query(whole)


def test_a_declaration_of_ones_own_counts() -> None:
    assert TG not in with_prefixes("PREFIX tg: <https://example.org/other#> SELECT * { ?a a tg:Tie }")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT * {}", "select"),
        ("PREFIX ask: <https://example.org/ASK> # ASK\nSELECT (ask:f(1) AS ?x) {}", "select"),
        ("prefix load: <https://example.org/> ASK { load:a load:insert load:b }", "ask"),
        ("PREFIX f: <https://example.org/> ASK { FILTER(f:select(1)) }", "ask"),
        ("CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }", "triples"),
        ("DESCRIBE <https://example.org/select>", "triples"),
    ],
)
def test_the_form_is_that_of_the_query(text: str, expected: str) -> None:
    assert form(text) == expected


def test_an_update_is_no_query() -> None:
    with pytest.raises(SyntaxError):
        form("DROP ALL")


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("", "bad-endpoint"),
        ("example.org/sparql", "bad-endpoint"),
        ("ftp://example.org/sparql", "bad-endpoint"),
        ("file:///etc/passwd", "bad-endpoint"),
        ("https://", "bad-endpoint"),
        ("https://example.org:port/", "bad-endpoint"),
        ("https://example.org:99999/", "bad-endpoint"),
        ("https://[::1/", "bad-endpoint"),
        ("https://example.org/sparql#here", "bad-endpoint"),
        ("https://example.org/a b", "bad-endpoint"),
        ("https://example.org/\r\nX: y", "bad-endpoint"),
        (f"https://anna:{SECRET}@example.org/sparql", "secret-in-endpoint"),
        ("https://example.org/sparql?query=ASK{}", "query-in-endpoint"),
    ],
)
def test_what_is_no_address_is_refused(url: str, key: str) -> None:
    with pytest.raises(UsageError) as error:
        RemoteGraph(url)
    assert error.value.key == key
    assert SECRET not in f"{error.value.message('en')} {error.value.message('ru')}"


def test_an_address_may_have_parameters_and_letters() -> None:
    address = Address.parse("https://example.org:8443/запрос%20x?default-graph-uri=https://a.org/&key=1")
    assert address.url == "https://example.org:8443/%D0%B7%D0%B0%D0%BF%D1%80%D0%BE%D1%81%20x"
    assert address.parameters == (("default-graph-uri", "https://a.org/"), ("key", "1"))
    assert address.host == "example.org"


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        ({"user": "anna"}, "no-password"),
        ({"password": SECRET}, "no-user"),
        ({"user": "an:na", "password": SECRET}, "bad-user"),
        ({"user": "anna", "password": SECRET, "token": SECRET}, "user-and-token"),
        ({"token": f"{SECRET}\r\nX: y"}, "bad-token"),
        ({"user": "anna", "password": SECRET, "auth": "ntlm"}, "unknown-auth"),
        ({"timeout": 0}, "bad-timeout"),
        ({"timeout": float("nan")}, "bad-timeout"),
        ({"timeout": float("inf")}, "bad-timeout"),
        ({"retries": -1}, "bad-retries"),
        ({"store": "neptune"}, "unknown-store"),
    ],
)
def test_wrong_arguments_are_refused(arguments: dict[str, object], key: str) -> None:
    with pytest.raises(UsageError) as error:
        RemoteGraph(URL, **arguments)
    assert error.value.key == key
    assert SECRET not in f"{error.value.message('en')} {error.value.message('ru')}"


class TestSecrets:
    address = Address.parse(URL)

    @pytest.fixture(autouse=True)
    def netrc(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        path = tmp_path / "netrc"
        monkeypatch.setenv("NETRC", str(path))
        return path

    def test_nobody(self) -> None:
        assert credentials(self.address, environ={}) == Credentials()

    def test_from_the_environment(self) -> None:
        found = credentials(self.address, "anna", environ={"TWINGRAPH_PASSWORD": SECRET})
        assert found == Credentials("anna", SECRET)
        assert credentials(self.address, environ={"TWINGRAPH_TOKEN": SECRET}) == Credentials(token=SECRET)
        assert SECRET not in repr(found)

    def test_from_netrc(self, netrc: Path) -> None:
        netrc.write_text(f"machine example.org login anna password {SECRET}\n", encoding="utf-8")
        assert credentials(self.address, environ={}) == Credentials("anna", SECRET)
        assert credentials(self.address, "anna", "digest", environ={}) == Credentials("anna", SECRET, auth="digest")
        with pytest.raises(UsageError, match="no password"):
            credentials(self.address, "boris", environ={})
        assert credentials(Address.parse("https://example.com/"), environ={}) == Credentials()

    def test_defaults_of_netrc_are_for_other_programs(self, netrc: Path) -> None:
        netrc.write_text(f"default login anna password {SECRET}\n", encoding="utf-8")
        assert credentials(self.address, environ={}) == Credentials()

    def test_a_broken_netrc_is_told_without_its_content(self, netrc: Path) -> None:
        netrc.write_text(f"machine example.org\nlogin anna\n{SECRET}\n", encoding="utf-8")
        with pytest.raises(UsageError, match=r"netrc:\d+: ") as error:
            credentials(self.address, environ={})
        assert SECRET not in str(error.value)

    def test_user_and_token(self) -> None:
        with pytest.raises(UsageError, match="TWINGRAPH_TOKEN"):
            credentials(self.address, "anna", environ={"TWINGRAPH_TOKEN": SECRET})


def test_a_remote_graph_does_not_show_secrets() -> None:
    graph = RemoteGraph(f"{URL}?key={SECRET}", user="anna", password=SECRET)
    assert repr(graph) == f"<RemoteGraph {URL}>"


@pytest.mark.parametrize(
    ("headers", "url", "store"),
    [
        ({"server": "Oxigraph/0.5.13"}, URL, "oxigraph"),
        ({"server": "Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu"}, URL, "virtuoso"),
        ({"server": "Apache Jena Fuseki (4.10.0)"}, URL, "fuseki"),
        ({"server": "Jetty(10.0.18)", "fuseki-request-id": "3"}, URL, "fuseki"),
        ({"server": "nginx"}, "https://example.org/blazegraph/sparql", "blazegraph"),
        ({"server": "Jetty(9.4)"}, "https://example.org/bigdata/namespace/wdq/sparql", "blazegraph"),
        ({}, "https://qlever.example.org/api/twins", "qlever"),
        ({"server": "nginx"}, URL, None),
        ({}, URL, None),
    ],
)
def test_stores_are_recognised(headers: dict[str, str], url: str, store: str | None) -> None:
    assert recognise(url, headers) == store
    assert store is None or store in STORES


def test_when_to_ask_again() -> None:
    assert retry_after("7") == 7
    in_a_minute = datetime.now(UTC) + timedelta(seconds=60)
    assert 55 < (retry_after(format_datetime(in_a_minute, usegmt=True)) or 0) <= 60
    assert retry_after("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert retry_after("9" * 400) == 1e9
    assert [retry_after(each) for each in ("", "soon", "-1", "1e9")] == [None] * 4
