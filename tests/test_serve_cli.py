"""``twingraph serve`` as its user starts, stops and asks it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from tests.conftest import ROOT, WORLD
from tests.serving import CROSS, Running, ended, serving, started

COMMAND = [sys.executable, "-m", "twingraph", "serve", "--port", "0", "--log", "json"]
LABEL = "SELECT ?label { <https://example.org/world/id/place/veligrad> rdfs:label ?label }"
VELIGRAD = '"Veligrad"@en'


def test_a_graph_is_served(run):
    with started([*COMMAND, "--graph", str(WORLD)]) as server:
        assert server.url == f"http://127.0.0.1:{server.port}/"
        assert server.ask("/assets/site.css").status == 200
        assert server.ask("/healthz").json["release"] == server.log[0]["release"]


def test_a_port_that_is_taken_is_told(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--graph", WORLD, "--port", str(port))
        assert done.returncode == 3
        assert f"127.0.0.1:{port} cannot be listened at" in done.stderr
        assert "--port" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--port", "x"], 2, "x"),
        (["--port", "99999"], 3, "99999"),
        (["--host", "203.0.113.1"], 3, "203.0.113.1"),
        (["--workers", "0"], 2, "0"),
        (["--timeout", "-1"], 2, "-1"),
        (["--root-path", "//evil.example/"], 2, "//evil.example/"),
        (["--documents", "/nowhere"], 2, "/nowhere"),
        (["--accept", "text/csv"], 2, "--get"),
        (["--get", "query"], 2, "query"),
        (["--graph", "/nowhere"], 2, "/nowhere"),
    ],
)
def test_wrong_words_are_told(run, words: list[str], code: int, said: str):
    graph = [] if "--graph" in words else ["--graph", WORLD]
    for lang in ("en", "ru"):
        done = run("serve", *words, *graph, "--lang", lang)
        assert done.returncode == code, done.stderr
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_a_broken_graph_is_not_served(run, world_copy: Path):
    broken = next((world_copy / "data").rglob("*.ttl"))
    broken.write_text(broken.read_text(encoding="utf-8") + "\n<x> <y> .\n", encoding="utf-8")
    done = run("serve", "--graph", world_copy, "--port", "0")
    assert done.returncode == 3
    assert f"{broken.name}:" in done.stderr
    assert "Traceback" not in done.stderr


def test_one_answer_without_a_port(run):
    got = run("serve", "--graph", WORLD, "--get", "/assets/icon.svg")
    assert got.returncode == 0
    assert got.stdout.startswith("<svg")
    assert got.stderr == ""
    missing = run("serve", "--graph", WORLD, "--get", "/assets/нет.svg")
    assert (missing.returncode, missing.stdout) == (1, "")
    assert "404" in missing.stderr


def test_it_stops_gracefully_and_finishes_what_is_in_flight():
    with serving(timeout=20) as server, ThreadPoolExecutor(2) as pool:
        asked = pool.submit(server.ask, "/sleep?seconds=1.5")
        while not server.health()["lanes"]["pages"]["busy"]:
            time.sleep(0.02)
        idle = socket.create_connection(("127.0.0.1", server.port))
        below = server.processes()
        server.process.send_signal(signal.SIGTERM)
        server.wait_for("stopping")
        time.sleep(0.3)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", server.port))
        reply = asked.result()
        assert reply.status == 200
        assert server.process.wait(10) == 0
        assert ended(below)
        server.wait_for("stopped")
        idle.close()


def test_ctrl_c_reaches_all_processes_and_does_no_harm():
    """A terminal sends SIGINT to the whole group; a second one does not wait."""
    with serving(timeout=60) as server, ThreadPoolExecutor(1) as pool:
        pool.submit(server.sparql, CROSS)
        while not server.health()["lanes"]["sparql"]["slow"]:
            time.sleep(0.02)
        below = server.processes()
        for process in [*below, server.process]:
            process.send_signal(signal.SIGINT)
        server.wait_for("stopping")
        assert server.process.poll() is None
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(10) == 0
        assert ended(below)


def test_it_stops_while_the_graph_is_being_opened(tmp_path: Path):
    process = subprocess.Popen([*COMMAND, "--graph", str(ROOT)], stderr=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        until = time.monotonic() + 20
        while not psutil.Process(process.pid).children():
            assert time.monotonic() < until
            time.sleep(0.01)
        below = psutil.Process(process.pid).children()
        time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0, process.stderr
        assert ended(below)
    finally:
        process.kill()
        process.communicate()


def places(folder: Path) -> Path:
    return next(path for path in (folder / "data").rglob("*.ttl") if VELIGRAD in path.read_text(encoding="utf-8"))


def rename(file: Path, name: str) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(VELIGRAD, f'"{name}"@en'), encoding="utf-8")


def names(server: Running) -> str:
    return server.sparql(LABEL).text


@pytest.mark.parametrize("how", ["watched", "told"])
def test_a_changed_graph_is_swapped_whole(world_copy: Path, how: str):
    file = places(world_copy)
    with serving(world_copy, reload=how == "watched") as server:
        first = server.sparql(LABEL)
        assert "Veligrad" in first.text
        old = server.log[0]["release"]
        before = server.processes()

        def changed() -> None:
            if how == "told":
                server.process.send_signal(signal.SIGHUP)

        rename(file, "Newtown")
        changed()
        assert server.wait_for("reloaded")["release"] != old
        assert "Newtown" in names(server)
        assert server.sparql(LABEL, If_None_Match=first.headers["ETag"]).status == 200
        assert ended(before)

        # A broken one is told of, with its place, and the graph before it stays.
        good = file.read_text(encoding="utf-8")
        file.write_text(f"{good}\n<x> <y> .\n", encoding="utf-8")
        changed()
        reason = server.wait_for("kept")["reason"]
        assert f"{file.name}:{good.count(chr(10)) + 2}" in reason
        assert "Newtown" in names(server)
        file.write_text(good.replace('"Newtown"@en', '"Third"@en'), encoding="utf-8")
        changed()
        server.wait_for("reloaded", 2)
        assert "Third" in names(server)


def test_nobody_sees_half_of_a_graph_or_an_error_while_it_is_swapped(world_copy: Path):
    file = places(world_copy)
    with serving(world_copy) as server, ThreadPoolExecutor(4) as pool:
        over = threading.Event()

        def ask(client: int) -> set[str]:
            seen, number = set(), 0
            while not over.is_set():
                number += 1
                reply = server.sparql(f"{LABEL} # {client} {number}")
                assert reply.status == 200
                seen.add(reply.text)
            return seen

        slow = pool.submit(server.ask, "/sleep?seconds=3")
        clients = [pool.submit(ask, number) for number in range(3)]
        for number in range(2):
            rename(file, "Newtown")
            server.process.send_signal(signal.SIGHUP)
            server.wait_for("reloaded", number + 1)
        time.sleep(0.2)
        over.set()
        seen = set.union(*(each.result() for each in clients))
        assert len(seen) == 2
        assert slow.result().status == 200  # finished by the process that it was asked of
