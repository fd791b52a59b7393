"""What a bad store, or the way to it, does ends in a clear error and in time."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import ssl
import subprocess
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import ROOT, WORLD
from tests.stores import Act, Front, Handler, free_port, front_of, says
from twingraph import KnowledgeGraph, RemoteError, RemoteGraph, UsageError
from twingraph.remote import Notice
from twingraph.texts import LANGS

SELECT = "SELECT ?tie { ?tie a tg:Tie } ORDER BY ?tie"
CONSTRUCT = "CONSTRUCT WHERE { ?tie a tg:Tie }"
SECRET = "open-sesame"  # noqa: S105 - for the tests only
JSON = "application/sparql-results+json"


pytestmark = pytest.mark.usefixtures("alone")


def graph(front: Front, **options: object) -> RemoteGraph:
    return RemoteGraph(front.url, WORLD, **{"timeout": 10, **options})


def refused(remote: RemoteGraph, text: str = SELECT) -> RemoteError:
    with pytest.raises(RemoteError) as error:
        remote.sparql(text)
    for lang in LANGS:
        assert SECRET not in error.value.message(lang)
        assert "\x1b" not in error.value.message(lang)
    assert error.value.exit_code == 3
    return error.value


def test_what_is_handed_on_is_answered(front: Front, world: KnowledgeGraph) -> None:
    assert list(graph(front).sparql(SELECT)) == list(world.sparql(SELECT))
    assert front.seen[0].headers["user-agent"].startswith("twingraph/")


# The status and the content.


@pytest.mark.parametrize(
    ("status", "key"),
    [
        (400, "remote-bad-query"),
        (401, "remote-unauthorized"),
        (403, "remote-forbidden"),
        (404, "remote-not-found"),
        (405, "remote-no-post"),
        (406, "remote-no-format"),
        (410, "remote-not-found"),
        (418, "remote-status"),
        (500, "remote-status"),
        (501, "remote-status"),
        (204, "remote-status"),
        (206, "remote-status"),
        (304, "remote-status"),
    ],
)
def test_a_status_is_told(front: Front, status: int, key: str) -> None:
    front.always = says(status, "no \x1b[31m such luck", content_type="text/plain")
    error = refused(graph(front))
    assert error.key == key
    assert front.url in str(error)


def test_the_reason_is_told(front: Front) -> None:
    front.plan = [says(400, "line 3:\n  unknown\tfunction", content_type="text/plain")]
    assert "line 3: unknown function" in str(refused(graph(front)))
    front.plan = [says(500, "<html><title>Out of\nmemory</title><p>lots", content_type="text/html")]
    assert "Out of memory" in str(refused(graph(front)))


def cut(handler: Handler) -> None:
    """The store's own answer without its end, as one that gives up sends it."""
    status, headers, body = handler.from_store()
    handler.answer(status, headers, body[:-30] + b"The SPARQL operation has been cancelled")


@pytest.mark.parametrize("text", [SELECT, CONSTRUCT, "ASK {}"])
def test_half_an_answer_is_none(front: Front, text: str) -> None:
    front.plan = [cut]
    error = refused(graph(front), text)
    assert error.key == "remote-broken"
    assert "has been cancelled" in str(error)


def short(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: 500\r\n\r\n{" % JSON.encode())


def half_chunked(handler: Handler) -> None:
    handler.wfile.write(
        b'HTTP/1.1 200 OK\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"hea\r\n' % JSON.encode()
    )


@pytest.mark.parametrize("act", [short, half_chunked])
def test_an_answer_that_breaks_off_is_none(front: Front, act: Act) -> None:
    front.plan = [act]
    assert refused(graph(front)).key == "remote-cut"


@pytest.mark.parametrize(
    ("body", "media_type", "text", "key"),
    [
        ("<html>Welcome</html>", "text/html; charset=utf-8", SELECT, "remote-no-sparql"),
        ("<html>Welcome</html>", "text/html", CONSTRUCT, "remote-no-sparql"),
        ("tie\n1\n", "text/csv", SELECT, "remote-no-sparql"),
        ("fine", "text/plain", SELECT, "remote-no-sparql"),
        ("", JSON, SELECT, "remote-broken"),
        ("<html>", JSON, SELECT, "remote-broken"),
        ('{"error": "none"}', "application/json", SELECT, "remote-broken"),
        ('{"head": {}, "boolean": true}', JSON, SELECT, "remote-broken"),
        ('{"head": {"vars": ["a"]}, "results": {"bindings": []}}', JSON, "ASK {}", "remote-broken"),
        ('{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri", "value": "<"}}]}}', JSON, SELECT,
         "remote-broken"),
        (b"\xff\xfe", JSON, SELECT, "remote-broken"),
        ("<https://example.org/a> <https://example.org/b>", "text/turtle", CONSTRUCT, "remote-broken"),
        ("", "", SELECT, "remote-no-sparql"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused(front: Front, body: str | bytes, media_type: str, text: str, key: str) -> None:
    front.plan = [says(200, body, content_type=media_type)]
    assert refused(graph(front), text).key == key


@pytest.mark.parametrize("media_type", ["application/json", "application/javascript", "text/javascript;charset=utf-8"])
def test_other_names_of_json_are_known(front: Front, media_type: str) -> None:
    front.plan = [says(200, '{"head": {"vars": ["a"]}, "results": {"bindings": []}}', content_type=media_type)]
    assert list(graph(front).sparql(SELECT)) == []


def test_other_formats_are_read(front: Front) -> None:
    xml = '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>true</boolean></sparql>'
    front.plan = [says(200, xml, content_type="application/sparql-results+xml")]
    assert graph(front).sparql("ASK {}") is True
    front.plan = [says(200, "<a:b> <a:c> <a:d> .", content_type="application/n-triples")]
    assert len(list(graph(front).sparql(CONSTRUCT))) == 1


# Time.


def silent(handler: Handler) -> None:
    time.sleep(3)


def dripping(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n" % JSON.encode())
    for _ in range(30):
        handler.wfile.write(b" ")
        time.sleep(0.1)


def dripping_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(30):
        handler.wfile.write(b"X: y\r\n")
        time.sleep(0.1)


@pytest.mark.parametrize("act", [silent, dripping, dripping_headers])
def test_time_is_up_however_the_server_spends_it(front: Front, act: Act) -> None:
    front.always = act
    began = time.monotonic()
    assert refused(graph(front, timeout=0.5)).key == "remote-timeout"
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_store_is_asked_again(front: Front, world: KnowledgeGraph, status: int) -> None:
    notices: list[Notice] = []
    front.plan = [says(status, retry_after="0"), says(status, retry_after="0")]
    remote = graph(front, retries=2, on_notice=notices.append)
    assert list(remote.sparql(SELECT)) == list(world.sparql(SELECT))
    assert len(front.seen) == 3
    assert [notice.values["attempt"] for notice in notices] == [1, 2]
    assert f"HTTP {status}" in notices[0].message()


def test_a_store_that_stays_busy_is_left(front: Front) -> None:
    front.always = says(503, "later", content_type="text/plain", retry_after="0")
    assert "later" in str(refused(graph(front, retries=1)))
    assert len(front.seen) == 2
    refused(graph(front, retries=0))
    assert len(front.seen) == 3


def test_it_is_asked_when_it_says(front: Front) -> None:
    for said in ("1", format_datetime(datetime.now(UTC) + timedelta(seconds=3), usegmt=True)):
        front.plan = [says(503, retry_after=said)]
        began = time.monotonic()
        graph(front).sparql(SELECT)
        assert 0.5 < time.monotonic() - began < 5


def test_waits_grow_by_themselves(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    clock = SimpleNamespace(monotonic=time.monotonic, sleep=waits.append)
    monkeypatch.setattr("twingraph.remote.replies.time", clock)
    front.always = says(503)
    refused(graph(front, retries=8, timeout=600))
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]


def test_nobody_waits_past_the_limit(front: Front) -> None:
    front.always = says(503, retry_after="3600")
    began = time.monotonic()
    error = refused(graph(front))
    assert error.key == "remote-busy-long"
    assert "3600 s" in str(error)
    assert time.monotonic() - began < 2


# The request.


def test_long_queries_are_posted(front: Front, world: KnowledgeGraph) -> None:
    long = f"SELECT ?tie {{ ?tie a tg:Tie {' '.join('FILTER(BOUND(?tie))' for _ in range(200))} }} ORDER BY ?tie"
    remote = graph(front)
    assert list(remote.sparql(long)) == list(world.sparql(SELECT))
    assert list(remote.sparql(SELECT)) == list(world.sparql(SELECT))
    assert [seen.method for seen in front.seen] == ["POST", "GET"]
    assert front.seen[0].query.endswith(long)


@pytest.mark.parametrize("status", [413, 414])
def test_what_is_too_long_is_posted(front: Front, world: KnowledgeGraph, status: int) -> None:
    front.plan = [says(status)]
    assert list(graph(front).sparql(SELECT)) == list(world.sparql(SELECT))
    assert [seen.method for seen in front.seen] == ["GET", "POST"]
    front.always = says(status)
    assert refused(graph(front)).key == "remote-too-long"


@pytest.mark.parametrize("text", ["ASK {}", "prefix load: <https://example.org/> ASK { ?a load:insert ?b }"])
def test_a_query_is_never_sent_as_an_update(front: Front, text: str) -> None:
    graph(front).sparql(text)
    assert front.seen[0].query == text


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("DROP ALL", "bad-sparql"),
        ("SELECT * {", "bad-sparql"),
        ("SELECT * { SERVICE <https://example.org/> { ?a ?b ?c } }", "no-service"),
        ("SELECT * { ?a nope:b ?c }", "bad-sparql"),
    ],
)
def test_what_is_no_query_is_not_sent(front: Front, text: str, key: str) -> None:
    with pytest.raises(UsageError) as error:
        graph(front).sparql(text)
    assert error.value.key == key
    assert front.seen == []


def test_parameters_of_the_address_are_kept(front: Front) -> None:
    remote = RemoteGraph(f"{front.url}?default-graph-uri=https://example.org/none&key={SECRET}", WORLD)
    assert list(remote.sparql(SELECT)) == []
    assert "default-graph-uri=https" in front.seen[0].path
    front.plan = [says(500)]
    refused(remote)


# Redirections.


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("long", [False, True])
def test_a_store_that_moved_in_its_host_is_followed(
    front: Front, world: KnowledgeGraph, status: int, *, long: bool
) -> None:
    def moved(handler: Handler) -> None:
        handler.answer(status, {"Location": handler.seen.path.replace("/query", "/new")})

    front.plan = [moved]
    text = SELECT + (" # " + "long " * 600 if long else "")
    assert list(graph(front, token=SECRET).sparql(text)) == list(world.sparql(SELECT))
    assert [seen.method for seen in front.seen] == (["POST"] * 2 if long else ["GET"] * 2)
    assert front.seen[1].path.startswith("/new")
    assert front.seen[1].headers["authorization"] == f"Bearer {SECRET}"


@pytest.mark.parametrize("status", [301, 303, 307])
def test_another_host_is_not_followed(front: Front, store: str, status: int) -> None:
    with front_of(store) as other:
        front.plan = [says(status, location=f"{other.url}?key=1")]
        error = refused(graph(front, token=SECRET))
        assert error.key == "remote-moved"
        assert other.url in str(error)
        assert other.seen == []


def test_the_answer_may_lie_elsewhere_in_the_host(front: Front) -> None:
    answer = says(200, '{"head": {}, "boolean": true}', content_type=JSON)
    front.plan = [says(303, location="/answers/1"), answer]
    assert graph(front).sparql("ASK {}" + " " * 3 + "# long" * 500) is True
    assert [(seen.method, seen.body) for seen in front.seen][1] == ("GET", b"")


def test_a_circle_is_left(front: Front) -> None:
    front.always = says(302, location=front.url)
    assert refused(graph(front)).key == "remote-status"


# The way there.


def says_nothing(handler: Handler) -> None:
    """Hang up."""


def test_nobody_is_there() -> None:
    error = refused(RemoteGraph(f"http://127.0.0.1:{free_port()}/query", WORLD))
    assert error.key == "remote-unreachable"
    assert refused(RemoteGraph("http://nowhere.invalid/query", WORLD)).key == "remote-no-host"
    assert refused(RemoteGraph(f"http://{'a' * 70}.example/query", WORLD)).key == "remote-no-host"


def test_something_else_is_there(front: Front) -> None:
    front.always = lambda handler: handler.wfile.write(b"220 mail ready\r\n")
    assert refused(graph(front)).key == "remote-no-http"
    front.always = says_nothing
    assert refused(graph(front)).key == "remote-no-http"


def test_a_certificate_must_be_trusted(store: str, tmp_path: Path) -> None:
    openssl = shutil.which("openssl") or pytest.skip("openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    made = [openssl, *words, "-keyout", key, "-out", certificate]
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with front_of(store) as front:
        front.socket = context.wrap_socket(front.socket, server_side=True)
        remote = RemoteGraph(front.url.replace("http:", "https:"), WORLD, token=SECRET)
        assert refused(remote).key == "remote-certificate"
        assert front.seen == []


# Who asks.


def basic(handler: Handler) -> None:
    wanted = base64.b64encode(f"anna:{SECRET}".encode()).decode()
    if handler.seen.headers.get("authorization") == f"Basic {wanted}":
        handler.hand_on()
    else:
        sent = handler.seen.headers.get("authorization", "")
        told = f"{sent} is {base64.b64decode(sent.removeprefix('Basic ')).decode()}, which I do not know"
        handler.answer(401, {"WWW-Authenticate": 'Basic realm="twins"'}, told.encode())


def digest(handler: Handler) -> None:
    """The server's side of RFC 7616, with MD5 as old stores have it."""

    def md5(*parts: str) -> str:
        return hashlib.md5(":".join(parts).encode(), usedforsecurity=False).hexdigest()

    sent = handler.seen.headers.get("authorization", "")
    if sent.startswith("Digest "):
        told = dict(re.findall(r'(\w+)="?([^",]+)', sent))
        secret = md5(told["username"], "twins", SECRET)
        asked = md5(handler.seen.method, handler.seen.path)
        if told["response"] == md5(secret, "nonce-1", told["nc"], told["cnonce"], "auth", asked):
            return handler.hand_on()
    challenge = 'Digest realm="twins", nonce="nonce-1", qop="auth", algorithm=MD5'
    return handler.answer(401, {"WWW-Authenticate": challenge})


def test_basic(front: Front, world: KnowledgeGraph) -> None:
    front.always = basic
    assert list(graph(front, user="anna", password=SECRET).sparql(SELECT)) == list(world.sparql(SELECT))
    assert refused(graph(front)).key == "remote-unauthorized"
    error = refused(graph(front, user="boris", password=SECRET))
    assert error.key == "remote-unauthorized"
    assert "Basic … is boris:…, which I do not know" in str(error)


@pytest.mark.parametrize("text", [SELECT, f"{SELECT} # {'long ' * 600}"])
def test_digest(front: Front, world: KnowledgeGraph, text: str) -> None:
    front.always = digest
    remote = graph(front, user="anna", password=SECRET, auth="digest")
    assert list(remote.sparql(text)) == list(remote.sparql(text)) == list(world.sparql(SELECT))
    assert refused(graph(front, user="anna", password="other", auth="digest")).key == "remote-unauthorized"  # noqa: S106
    assert refused(graph(front, user="anna", password=SECRET)).key == "remote-digest"


def test_bearer(front: Front, world: KnowledgeGraph) -> None:
    front.always = lambda handler: (
        handler.hand_on() if handler.seen.headers.get("authorization") == f"Bearer {SECRET}" else says(403)(handler)
    )
    assert list(graph(front, token=SECRET).sparql(SELECT)) == list(world.sparql(SELECT))
    assert refused(graph(front, token="other")).key == "remote-forbidden"  # noqa: S106


# Which store it is.


@pytest.fixture
def distances(world_copy: Path) -> Path:
    """A graph folder with a query that does not hold on two stores."""
    (world_copy / "queries").mkdir()
    text = (ROOT / "queries" / "collection.rq").read_text(encoding="utf-8")
    reasons = "{virtuoso: {en: It has no such function., ru: Там нет этой функции.}, rdflib: {en: No., ru: Нет.}}"
    (world_copy / "queries" / "distances.rq").write_text(f"#+ portability: {reasons}\n{text}", encoding="utf-8")
    return world_copy


def test_a_query_that_does_not_hold_is_refused(front: Front, distances: Path) -> None:
    asked = ["SELECT"]

    def virtuoso(handler: Handler) -> None:
        asked.append(handler.seen.query)
        status, headers, body = handler.from_store()
        handler.answer(status, headers | {"server": "Virtuoso/07.20.3240 (Linux)"}, body)

    front.always = virtuoso
    for remote in (RemoteGraph(front.url, distances), RemoteGraph(front.url, distances, store="rdflib")):
        with pytest.raises(UsageError) as error:
            remote.query("distances")
        assert error.value.exit_code == 2
    assert "does not hold on rdflib: No." in error.value.message("en")
    assert "неприменим в rdflib: Нет." in error.value.message("ru")
    assert asked == ["SELECT", "ASK {}"], "the query itself was not sent"
    assert len(RemoteGraph(front.url, distances, store="fuseki").query("distances")) > 0


def test_a_query_that_holds_is_asked(front: Front, distances: Path) -> None:
    assert len(RemoteGraph(front.url, distances).query("distances")) > 0


def test_an_unknown_store_is_a_notice(front: Front, distances: Path) -> None:
    def nobody(handler: Handler) -> None:
        status, headers, body = handler.from_store()
        handler.answer(status, {**headers, "server": "nginx"}, body)

    front.always = nobody
    notices: list[Notice] = []
    remote = RemoteGraph(front.url, distances, on_notice=notices.append)
    assert len(remote.query("distances")) > 0
    assert "virtuoso, rdflib" in notices[0].message()
    assert remote.which_store() is None
