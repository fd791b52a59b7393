"""Whatever goes wrong on the way to a store: readers see no half release, the error is clear, the next run goes on."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import ROOT, WORLD
from tests.proxy import Act, Proxy, ProxyHandler, hangs_up, hangs_up_after, proxy_of, says
from tests.stores import free_port, oxigraph, serving, wait_for
from tests.test_publish import LABEL, content_of, edit, empty_store, expected, published
from twingraph import KnowledgeGraph, RemoteError
from twingraph.cli import main
from twingraph.layout import GraphFolder
from twingraph.publish import Published, Target, verify
from twingraph.publish.client import Client
from twingraph.texts import LANGS

pytestmark = pytest.mark.usefixtures("alone")

SECRET = "open-sesame"  # noqa: S105 - for the tests only


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    """A way to an empty store."""
    with empty_store() as url, proxy_of(url) as proxy:
        yield proxy


@pytest.fixture(autouse=True)
def no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(monotonic=time.monotonic, sleep=lambda _: None)
    for module in ("twingraph.publish.client", "twingraph.remote.replies"):
        monkeypatch.setattr(f"{module}.time", clock)


def nth(number: int, act: Act, *, of: str = "loads") -> object:
    """Do so with the request of this number, from 0, of those that are so."""
    seen = iter(range(10_000))
    return lambda sent: act if getattr(sent, of) and next(seen) == number else None


def always(act: Act, *, of: str = "loads") -> object:
    return lambda sent: act if getattr(sent, of) else None


def send(proxy: Proxy, folder: Path, protocol: str = "gsp", retries: int = 2) -> Published:
    return published(proxy.url, folder, retries=retries, protocol=protocol)


def fails(proxy: Proxy, folder: Path, protocol: str = "gsp", retries: int = 0) -> str:
    with pytest.raises(RemoteError) as error:
        send(proxy, folder, protocol, retries)
    told = [error.value.message(lang) for lang in LANGS]
    assert SECRET not in "".join(told)
    return told[0]


@pytest.fixture
def changed(proxy: Proxy, world_copy: Path) -> tuple[Path, set[object]]:
    """A folder whose old release is published, with what readers see of that."""
    published(proxy.url, world_copy)
    old = readable(proxy)
    for file in ("documents/veligrad-report", "places/sudria", "bodies/sudria"):
        path = world_copy / "data" / f"{file}.ttl"
        path.write_text(path.read_text(encoding="utf-8").replace('"@ru', '!"@ru'), encoding="utf-8")
    (world_copy / "twingraph.toml").write_text('base = "https://example.org/world/"\n', encoding="utf-8")
    return world_copy, old


def readable(proxy: Proxy) -> set[object]:
    """What readers see: all but the graphs beside."""
    return content_of(proxy.url, but="/publishing/")


def is_published(proxy: Proxy, folder: Path) -> bool:
    return content_of(proxy.url) == expected(KnowledgeGraph.open(folder))


# On the way: nothing that readers see has changed.


@pytest.mark.parametrize("protocol", ["update", "gsp"])
@pytest.mark.parametrize("number", [0, 2])
@pytest.mark.parametrize(
    ("act", "told"),
    [
        (says(503, "later", retry_after="0"), "is busy (HTTP 503: later)"),
        (says(503, "", retry_after="0"), "is busy (HTTP 503: Service Unavailable)"),
        (says(500, "No space left on device"), "did not do it (HTTP 500: No space left on device)"),
        (says(507, "full"), "did not do it (HTTP 507: full)"),
        (hangs_up, "does not answer as HTTP should"),
        (hangs_up_after, "does not answer as HTTP should"),
    ],
    ids=["503", "503 silent", "500", "507", "lost", "answer lost"],
)
def test_what_breaks_off_is_not_seen_and_goes_on(  # noqa: PLR0917
    proxy: Proxy, changed: tuple[Path, set[object]], protocol: str, number: int, act: Act, told: str
) -> None:
    folder, old = changed
    proxy.fault = nth(number, act)
    message = fails(proxy, folder, protocol)
    assert told in message
    assert "readers see what they saw before; the next run goes on from here" in message
    assert readable(proxy) == old
    proxy.fault = lambda _: None
    done = send(proxy, folder, protocol)
    assert is_published(proxy, folder)
    if number:
        whole = sum(step.here for step in done.plan.steps if step.name and step.action == "replace")
        assert done.sent < whole, "what had arrived was not sent again"


@pytest.mark.parametrize(
    "act", [says(503, retry_after="0"), says(429), hangs_up, hangs_up_after], ids=["503", "429", "lost", "answer lost"]
)
def test_what_is_well_again_soon_is_waited_for(proxy: Proxy, changed: tuple[Path, set[object]], act: Act) -> None:
    folder, _ = changed
    proxy.fault = nth(1, act)
    send(proxy, folder)
    assert is_published(proxy, folder)


def test_a_run_that_was_killed_is_taken_up(proxy: Proxy, changed: tuple[Path, set[object]]) -> None:
    folder, old = changed
    arrived = threading.Event()

    def never(handler: ProxyHandler) -> None:
        arrived.set()
        threading.Event().wait(30)

    proxy.fault = nth(2, never)
    words = [sys.executable, "-m", "twingraph", "publish", proxy.url, "--graph", str(folder)]
    run = subprocess.Popen(words, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL)
    assert arrived.wait(60)
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert readable(proxy) == old
    assert len(content_of(proxy.url)) > len(old), "something lies beside"
    proxy.fault = lambda _: None
    send(proxy, folder)
    assert is_published(proxy, folder)


def test_what_another_run_left_is_removed(proxy: Proxy, changed: tuple[Path, set[object]]) -> None:
    folder, _ = changed
    proxy.fault = nth(2, says(500))
    fails(proxy, folder)
    proxy.fault = lambda _: None
    edit(folder, LABEL, "Another report on the twin cities of Veligrad")
    send(proxy, folder)
    assert is_published(proxy, folder)


# At the switch.


@pytest.mark.parametrize("act", [says(500, "no"), hangs_up], ids=["500", "lost"])
def test_a_switch_that_is_not_done_is_told(proxy: Proxy, changed: tuple[Path, set[object]], act: Act) -> None:
    folder, old = changed
    proxy.fault = always(act, of="switches")
    assert "readers see what they saw before" in fails(proxy, folder)
    assert readable(proxy) == old
    proxy.fault = lambda _: None
    assert send(proxy, folder).sent == 0
    assert is_published(proxy, folder)


def test_a_switch_whose_answer_is_lost_is_done(proxy: Proxy, changed: tuple[Path, set[object]]) -> None:
    folder, _ = changed
    proxy.fault = always(hangs_up_after, of="switches")
    send(proxy, folder, retries=0)
    assert is_published(proxy, folder)


def test_a_store_that_switches_by_halves_is_told(proxy: Proxy, changed: tuple[Path, set[object]]) -> None:
    folder, _ = changed

    def half(handler: ProxyHandler) -> None:
        first = handler.sent.body.split(b" ;\n")[0]
        handler.sent = handler.sent._replace(body=first)
        handler.from_store()
        handler.answer(500, {}, b"out of memory")

    proxy.fault = always(half, of="switches")
    message = fails(proxy, folder)
    assert "out of memory" in message
    assert "readers may see a part; publish again at once" in message
    proxy.fault = lambda _: None
    send(proxy, folder)
    assert is_published(proxy, folder)


def test_a_store_that_lies_is_told(proxy: Proxy, changed: tuple[Path, set[object]]) -> None:
    folder, _ = changed
    proxy.fault = always(says(204), of="switches")
    assert "says that it has switched" in fails(proxy, folder)


def test_a_store_that_loses_statements_is_told(proxy: Proxy, changed: tuple[Path, set[object]]) -> None:
    folder, old = changed
    proxy.fault = nth(1, says(204))
    message = fails(proxy, folder)
    assert "after loading and should have" in message
    assert readable(proxy) == old


def test_a_store_that_changes_statements_is_told(proxy: Proxy, changed: tuple[Path, set[object]]) -> None:
    folder, old = changed

    def spoil(handler: ProxyHandler) -> None:
        handler.sent = handler.sent._replace(body=handler.sent.body.replace(b"Veligrad", b"Velegrad"))
        handler.hand_on()

    proxy.fault = always(spoil)
    assert "otherwise than they were sent" in fails(proxy, folder)
    assert readable(proxy) == old
    proxy.fault = lambda _: None
    send(proxy, folder)
    assert is_published(proxy, folder)


# The wrong place, the wrong person.


def test_a_page_of_html_is_no_store(proxy: Proxy, world_copy: Path) -> None:
    page = says(200, "<html><title>Welcome</title>", content_type="text/html")
    proxy.fault = lambda _: page
    assert "answers with text/html, as no query service does" in fails(proxy, world_copy)
    proxy.fault = always(page, of="writes")
    assert "answers with a page for people (Welcome)" in fails(proxy, world_copy)
    proxy.fault = lambda _: None
    assert content_of(proxy.url) == set()


def test_nobody_is_there(world_copy: Path) -> None:
    with pytest.raises(RemoteError, match="cannot be reached"):
        published(f"http://127.0.0.1:{free_port()}/query", world_copy)
    with empty_store() as url, pytest.raises(RemoteError, match="nothing is there"):
        published(url.replace("/query", "/ask"), world_copy)
    with empty_store() as url, pytest.raises(RemoteError, match="give it with --update-url"):
        published(url, world_copy, update_url=url.replace("/query", "/change"))


def test_a_store_that_is_read_only_is_told(tmp_path: Path, world_copy: Path) -> None:
    subprocess.run([oxigraph(), "load", "--location", str(tmp_path / "db"), "--file", os.devnull, "--format", "nq"],
                   check=True, capture_output=True)  # fmt: skip
    port = free_port()
    words = ("serve-read-only", "--location", str(tmp_path / "db"), "--bind", f"127.0.0.1:{port}")
    with serving(*words, port=port) as url, pytest.raises(RemoteError) as error:
        published(url, world_copy)
    assert "takes no updates" in str(error.value) or "does not let you write" in str(error.value)


def test_a_password_is_sent_and_a_wrong_one_is_told(
    proxy: Proxy, world_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = says(401, "who are you?", www_authenticate='Basic realm="store"')
    right = "Basic ZWRpdG9yOm9wZW4tc2VzYW1l"  # editor:open-sesame
    proxy.fault = lambda sent: None if sent.headers.get("authorization") == right else asks
    assert "wants to know who asks" in fails(proxy, world_copy)
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine 127.0.0.1 login editor password {SECRET}1\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    assert "wants to know who asks" in fails(proxy, world_copy)
    netrc.write_text(f"machine 127.0.0.1 login editor password {SECRET}\n", encoding="utf-8")
    assert send(proxy, world_copy).sent > 0
    netrc.unlink()
    monkeypatch.setenv("TWINGRAPH_PASSWORD", SECRET)
    assert verify(GraphFolder.find(world_copy), Client(Target(proxy.url, user="editor"))).plan.is_done


def test_a_token_is_sent(proxy: Proxy, world_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWINGRAPH_TOKEN", SECRET)
    send(proxy, world_copy)
    assert {sent.headers.get("authorization") for sent in proxy.sent} == {f"Bearer {SECRET}"}


def test_a_full_disk_is_told(tmp_path: Path, world_copy: Path) -> None:
    """The store may write files of this size, and no more, as on a disk that is full."""
    port = free_port()

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))

    words = [oxigraph(), "serve", "--location", str(tmp_path / "db"), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        words,
        preexec_fn=limited,  # noqa: PLW1509 - it does nothing that a thread could hold
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}/query"
    try:
        wait_for(f"{url}?query=ASK%7B%7D", process)
        with pytest.raises(RemoteError) as error:
            published(url, world_copy)
        assert "File too large" in str(error.value)
        assert "readers see what they saw before" in str(error.value)
        assert content_of(url, but="/publishing/") == set()
    finally:
        process.kill()
        process.wait()


def test_the_command_line_tells_it(proxy: Proxy, capsys: pytest.CaptureFixture[str]) -> None:
    proxy.fault = nth(1, says(500, "no"))
    assert main(["publish", proxy.url, "--graph", str(WORLD), "--retries", "0"]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("twingraph: ")
    assert "readers see what they saw before" in told.err
