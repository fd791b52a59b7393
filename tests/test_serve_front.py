"""The server as clients see it: what is kept, told, refused; by real sockets."""

from __future__ import annotations

import contextlib
import gzip
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from tests.serving import Running, serving

LABELS = "SELECT ?label { ?s rdfs:label ?label } ORDER BY ?label LIMIT 100"


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with serving(patience=1.5, connections=60, timeout=5) as running:
        yield running


def last(server: Running, path: str) -> dict:
    """The last line of the log on a path."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        found = [each for each in server.log if each["event"] == "request" and each["path"].startswith(path)]
        if found:
            return found[-1]
        time.sleep(0.02)
    raise AssertionError(path)


def test_health_tells_of_release_and_workers(server: Running):
    told = server.health()
    assert told["status"] == "ok"
    assert told["release"] == server.log[0]["release"]
    assert told["statements"] > 1000
    assert told["lanes"]["sparql"]["workers"] == 6


def test_an_answer_is_kept_and_known_by_its_tag(server: Running):
    first = server.ask("/text?a=1")
    again = server.ask("/text?a=1")
    assert first.body == again.body
    assert first.headers["ETag"] == again.headers["ETag"]
    assert server.log[0]["release"] in first.headers["ETag"]
    assert last(server, "/text?a=1")["cache"] == "hit"
    unchanged = server.ask("/text?a=1", If_None_Match=first.headers["ETag"])
    assert (unchanged.status, unchanged.body) == (304, b"")
    assert unchanged.headers["ETag"] == first.headers["ETag"]
    assert unchanged.headers["Vary"]
    assert server.ask("/text?a=1", If_None_Match='"another"').status == 200
    assert server.ask("/text?a=1", Accept_Language="ru").headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize(("accepted", "said"), [("ru", "ru "), ("en", "en "), ("ru;q=0.2, en;q=0.1", "ru ")])
def test_answers_in_several_languages_are_kept_apart(server: Running, accepted: str, said: str):
    for _ in range(3):
        assert server.ask("/text", Accept_Language=accepted).text == said


def until(stream: socket.socket, wanted: bytes, times: int = 1) -> bytes:
    """Read until something has come so many times."""
    got = b""
    while got.count(wanted) < times:
        part = stream.recv(1 << 16)
        assert part, got
        got += part
    return got


def test_the_same_bytes_again_are_answered_the_same(server: Running):
    sent = b"GET /text?same=1&times=5 HTTP/1.1\r\nHost: x\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as stream:
        got = []
        for _ in range(4):
            stream.sendall(sent)
            got.append(until(stream, b"\r\n\r\nen en en en en "))
        assert len({each.partition(b"content-type")[2] for each in got}) == 1
        # Several at once, in pieces, or with another between them: each has its own answer.
        stream.sendall(sent + sent)
        until(stream, b"\r\n\r\nen en en en en ", 2)
        stream.sendall(sent[:20])
        time.sleep(0.1)
        stream.sendall(sent[20:])
        until(stream, b"\r\n\r\nen en en en en ")
        stream.sendall(b"GET /text?same=2 HTTP/1.1\r\nHost: x\r\n\r\n")
        assert until(stream, b"\r\n\r\nen ").endswith(b"\r\n\r\nen ")


def test_a_body_is_part_of_the_question(server: Running):
    form = "application/x-www-form-urlencoded"
    for number in (1, 2, 1, 2):
        reply = server.ask("/sparql", "POST", b"query=SELECT+(%d+AS+%%3Fn)+{}" % number, Content_Type=form)
        assert reply.json["results"]["bindings"][0]["n"]["value"] == str(number)
    assert last(server, "/sparql")["cache"] == "hit"


@pytest.mark.parametrize("word", ["NOW()", "now # here\n()", "%4EOW()", "RAND()", "STRUUID()", "UUID()"])
def test_the_time_of_day_and_dice_are_not_kept(server: Running, word: str):
    address = f"/sparql?query=SELECT+(({quote(word, safe='%')})+AS+%3Fit)+{{}}"
    first, again = (server.ask(address) for _ in range(2))
    assert first.status == 200
    assert first.headers["ETag"] is None
    assert first.headers["Cache-Control"] == "no-store"
    assert first.body != again.body


def test_head_has_the_headers_of_get_and_no_body(server: Running):
    get, head = server.ask("/text?times=1000"), server.ask("/text?times=1000", "HEAD")
    assert head.body == b""
    assert head.headers["Content-Length"] == str(len(get.body))
    assert head.headers["ETag"] == get.headers["ETag"]


def test_what_is_worth_it_is_compressed(server: Running):
    plain = server.ask("/text?times=1000")
    packed = server.ask("/text?times=1000", Accept_Encoding="gzip")
    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Language, Accept-Encoding"
    assert plain.headers["ETag"] != packed.headers["ETag"]
    assert server.ask("/text", Accept_Encoding="gzip").headers["Content-Encoding"] is None
    assert server.ask("/text?times=1000", Accept_Encoding="gzip;q=0").headers["Content-Encoding"] is None


def test_pages_from_elsewhere_may_ask(server: Running):
    assert server.ask("/text", Origin="https://example.org").headers["Access-Control-Allow-Origin"] == "*"
    asked = server.ask("/sparql", "OPTIONS", Origin="https://example.org", Access_Control_Request_Method="POST")
    assert asked.status == 204
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in asked.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("path", ["/text", "/nothing", "/healthz", "/%ff", "/assets/site.css"])
def test_every_response_is_safe_for_browsers(server: Running, path: str):
    headers = server.ask(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"]
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["Server"] is None


def test_assets_may_be_kept_by_browsers(server: Running):
    reply = server.ask("/assets/site.css")
    assert (reply.status, reply.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert "max-age" in reply.headers["Cache-Control"]
    assert server.ask("/assets/site.css", If_None_Match=reply.headers["ETag"]).status == 304
    assert server.ask("/text").headers["Cache-Control"] == "no-cache"


def test_equal_questions_in_flight_are_one(server: Running):
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: server.ask("/sleep?seconds=0.7"), range(8)))
    assert {reply.status for reply in replies} == {200}
    assert len({reply.text for reply in replies}) == 1
    time.sleep(0.3)
    told = [each["cache"] for each in server.log if each.get("path") == "/sleep?seconds=0.7"]
    assert sorted(told) == ["joined"] * 7 + ["miss"]


def test_a_bug_is_told_in_the_log_and_not_to_the_client(server: Running):
    reply = server.ask("/bug")
    assert (reply.status, reply.text) == (500, "500 Internal Server Error\n")
    assert any("a secret of the program" in line for line in server.noise)


# --- what clients do wrong


def status(got: bytes) -> int:
    assert got.startswith(b"HTTP/1.1 "), got
    return int(got.split()[1])


GOOD = b"Host: x\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n" + GOOD, 414),
        (b"GET /" + b"a" * 20_000, 414),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 40_000 + b"\r\n" + GOOD, 431),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 400_000, 431),
        (b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 200 + GOOD, 431),
        (b"POST /sparql HTTP/1.1\r\nContent-Length: 99999999\r\n" + GOOD, 413),
        (b"POST /sparql HTTP/1.1\r\nContent-Length: " + b"9" * 30 + b"\r\n" + GOOD, 400),
        (b"POST /sparql HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + GOOD + b"200000\r\n" + b"a" * 0x200000, 413),
        (b"GET / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n" + GOOD + b"0\r\n\r\n", 400),
        (b"nonsense\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        (b"GET /%ff%fe HTTP/1.1\r\n" + GOOD, 400),
        (b"GET /\xff\xfe HTTP/1.1\r\n" + GOOD, 400),
        (b"GET /a%00b HTTP/1.1\r\n" + GOOD, 400),
        (b"GET /text%0d%0aSet-Cookie:%20evil=1 HTTP/1.1\r\n" + GOOD, 400),
        (b"GET /sparql?query=%ff HTTP/1.1\r\n" + GOOD, 400),
        (b"GET /text?a=%ff HTTP/1.1\r\n" + GOOD, 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a b<script>\r\nConnection: close\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
        (b"GET /../../../../etc/passwd HTTP/1.1\r\n" + GOOD, 404),
        (b"GET /assets/../../../../etc/passwd HTTP/1.1\r\n" + GOOD, 404),
        (b"GET /assets/..%2f..%2f..%2fpyproject.toml HTTP/1.1\r\n" + GOOD, 404),
        (b"GET /assets/%2fetc%2fpasswd HTTP/1.1\r\n" + GOOD, 404),
        (b"GET http://evil.example/text HTTP/1.1\r\n" + GOOD, 200),
        (b"BREW / HTTP/1.1\r\n" + GOOD, 400),
        (b"DELETE /assets/site.css HTTP/1.1\r\n" + GOOD, 405),
        (
            b"POST /sparql HTTP/1.1\r\nContent-Type: application/sparql-query\r\nContent-Length: 2\r\n"
            + GOOD
            + b"\xff\xfe",
            400,
        ),
    ],
    ids=lambda each: each[:40].decode("latin-1") if isinstance(each, bytes) else None,
)
def test_malformed_requests_are_refused_and_the_server_goes_on(server: Running, sent: bytes, expected: int):
    got = server.raw(sent)
    assert status(got) == expected
    assert b"root:" not in got
    assert b"[project]" not in got
    head = got.partition(b"\r\n\r\n")[0].lower()
    assert b"set-cookie" not in head
    assert b"traceback" not in got.lower()
    assert server.health()["status"] == "ok"


def test_who_sends_letters_as_they_are_is_told_how_to_encode_them(server: Running):
    got = server.raw("GET /query/twins-of.csv?place=Смоленск HTTP/1.1\r\n".encode() + GOOD)
    assert status(got) == 400
    assert b"--data-urlencode" in got


def test_an_answer_cannot_break_out_of_its_headers(server: Running):
    headers = server.ask("/broken-header").headers
    assert headers["Set-Cookie"] is None
    assert headers["X-Told"] == "aSet-Cookie: evil=1"


def test_what_is_logged_is_as_it_was_sent(server: Running):
    server.raw(b"GET /text?esc=%1b[31m%0a HTTP/1.1\r\n" + GOOD)
    assert last(server, "/text?esc")["path"] == "/text?esc=%1b[31m%0a"
    server.ask("/text?long=" + "a" * 5000)
    assert len(last(server, "/text?long")["path"]) < 600


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"G",
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nquery=",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nquery\r\n",
    ],
)
def test_slow_requests_are_given_up(server: Running, sent: bytes):
    begun = time.monotonic()
    got = server.raw(sent)
    assert 1 < time.monotonic() - begun < 5
    assert status(got) == 408 if sent else got == b""


def test_a_drip_of_bytes_does_not_help(server: Running):
    begun = time.monotonic()
    sent = iter(b"GET / HTTP/1.1\r\nX: " + b"a" * 100)
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=5) as stream,
        contextlib.suppress(ConnectionError),
    ):
        for byte in sent:
            stream.sendall(bytes([byte]))
            time.sleep(0.1)
    assert time.monotonic() - begun < 5
    assert next(sent, None) is not None, "it was let drip to its end"


def test_who_does_not_take_in_the_answer_is_left(server: Running):
    with socket.socket() as stream:
        stream.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stream.connect(("127.0.0.1", server.port))
        stream.sendall(b"GET /text?times=9000000 HTTP/1.1\r\nHost: x\r\n\r\n")
        until = time.monotonic() + 15
        while server.health()["requests"] == 1 and time.monotonic() < until:
            time.sleep(0.05)  # not yet there
        while server.health()["requests"] > 1:
            assert time.monotonic() < until
            time.sleep(0.1)


def test_there_are_not_too_many_connections(server: Running):
    streams = [socket.create_connection(("127.0.0.1", server.port), timeout=5) for _ in range(70)]
    try:
        refused = [stream.recv(1000) for stream in streams[60:]]
        assert all(status(each) == 503 and b"retry-after" in each for each in refused)
    finally:
        for stream in streams:
            stream.close()
    time.sleep(0.2)
    assert server.health()["status"] == "ok"


def test_proxy_headers_are_not_believed_unasked(server: Running):
    told = server.ask(
        "/told", X_Forwarded_Prefix="/evil", X_Forwarded_Host="evil.example", X_Forwarded_For="6.6.6.6"
    ).json
    assert (told["SCRIPT_NAME"], told["REMOTE_ADDR"]) == ("", "127.0.0.1")
    assert "evil" not in told["url"]


def test_behind_a_proxy():
    with serving(proxy=True, root_path="/graph") as server:
        told = server.ask("/graph/told?a=b").json
        assert (told["SCRIPT_NAME"], told["PATH_INFO"]) == ("/graph", "/told")
        told = server.ask("/told").json  # the proxy has taken the prefix off
        assert (told["SCRIPT_NAME"], told["PATH_INFO"]) == ("/graph", "/told")
        told = server.ask(
            "/told?a=b",
            X_Forwarded_Prefix="/twins",
            X_Forwarded_Host="graph.example",
            X_Forwarded_Proto="https",
            X_Forwarded_For="1.2.3.4, 5.6.7.8",
        ).json
        assert told["url"] == "https://graph.example/twins/told?a=b"
        assert told["REMOTE_ADDR"] == "5.6.7.8"
        assert server.ask("/told", X_Forwarded_Prefix="//evil.example").status == 400
        assert server.ask("/told", X_Forwarded_Host="evil.example/a?b").status == 400


def test_answers_are_kept_within_their_bound():
    with serving(cache=1) as server:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda number: server.ask(f"/text?times=20000&n={number}"), range(60)))
        told = server.health()["cache"]
        assert 0 < told["bytes"] <= 1 << 20
        assert told["answers"] < 60
        server.ask("/text?times=100000")
        assert server.health()["cache"]["bytes"] <= 1 << 20
