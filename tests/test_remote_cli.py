"""The command line asks stores elsewhere, and docs/remote.md says how."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, WORLD
from tests.stores import Front, free_port, oxigraph, says, serving
from twingraph.cli import main

SECRET = "open-sesame"  # noqa: S105 - for the tests only
PAGE = ROOT / "docs" / "remote.md"


pytestmark = pytest.mark.usefixtures("alone")


@pytest.mark.parametrize(
    "words",
    [
        ("query", "ties", "place=Veligrad"),
        ("query", "ties", "place=Велиград", "--lang", "ru", "--format", "csv"),
        ("query", "ties", "place=Veligrad", "--format", "json"),
        ("query", "ties", "--format", "markdown"),
        ("sparql", "SELECT ?tie { ?tie a tg:Tie } ORDER BY ?tie"),
        ("sparql", "ASK { ?tie a tg:Tie }"),
        ("sparql", "ASK { ?tie a tg:Tie }", "--lang", "ru"),
        ("sparql", "ASK { ?tie a tg:Nothing }", "--format", "json"),
        ("sparql", "ASK { ?tie a tg:Tie }", "--format", "xml"),
        *(
            ("sparql", "CONSTRUCT { ?t a tg:Tie } WHERE { ?t tg:party <https://example.org/world/id/place/linden> }",
             "--format", form)
            for form in ("turtle", "ntriples", "rdfxml", "jsonld")
        ),
    ],
)  # fmt: skip
def test_it_prints_what_the_graph_here_prints(
    store: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWINGRAPH_CACHE", "off")
    assert main([*words, "--graph", str(WORLD)]) == 0
    here = capsys.readouterr()
    assert main([*words, "--graph", str(WORLD), "--endpoint", store]) == 0
    there = capsys.readouterr()
    assert there.err == here.err == ""
    if "CONSTRUCT" in words[1]:  # triples have no order
        assert sorted(there.out.splitlines()) == sorted(here.out.splitlines()) != []
    else:
        assert there.out == here.out != ""


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--endpoint", "STORE", "--add", "more.ttl"), "--add cannot add"),
        (("--endpoint", "nowhere"), "--endpoint needs the address"),
        (("--endpoint", f"http://anna:{SECRET}@127.0.0.1/query"), "holds a user or a password"),
        (("--endpoint", "STORE", "--user", "anna"), "no password for this user"),
        (("--endpoint", "STORE", "--timeout", "0"), "number of seconds above zero"),
        (("--endpoint", "STORE", "--retries", "-1"), "below zero"),
        (("--endpoint", "STORE", "--store", "neptune"), "no store neptune"),
        (("--user", "anna"), "--user is for a store elsewhere"),
        (("--store", "fuseki"), "--store is for a store elsewhere"),
    ],
)
@pytest.mark.parametrize("command", [("query", "ties"), ("sparql", "ASK {}")])
def test_wrong_usage_exits_with_2(
    store: str,
    command: tuple[str, ...],
    words: tuple[str, ...],
    message: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*command, "--graph", str(WORLD), *(store if word == "STORE" else word for word in words)]) == 2
    told = capsys.readouterr().err
    assert message in told
    assert SECRET not in told


def test_failures_exit_with_3(run) -> None:
    words = ("sparql", "ASK {}", "--endpoint", f"http://127.0.0.1:{free_port()}/query")
    done = run(*words)
    assert done.returncode == 3
    assert "cannot be reached" in done.stderr
    done = run(*words, "--lang", "ru")
    assert done.returncode == 3
    assert "не удалось подключиться" in done.stderr


def test_waiting_is_told(run, front: Front) -> None:
    front.plan = [says(503, retry_after="1")]
    done = run("sparql", "ASK {}", "--endpoint", front.url)
    assert (done.returncode, done.stdout) == (0, "yes\n")
    assert done.stderr == "twingraph: the store is busy (HTTP 503); asking again in 1 s (1 of 3)\n"
    front.always = says(503, retry_after="0")
    done = run("sparql", "ASK {}", "--endpoint", front.url, "--retries", "1", "--lang", "ru")
    assert done.returncode == 3
    assert "повтор через 0 с (1 из 1)" in done.stderr


def test_time_is_up(run, front: Front) -> None:
    front.always = says(503, retry_after="5")
    done = run("sparql", "ASK {}", "--endpoint", front.url, "--timeout", "2")
    assert done.returncode == 3
    assert "for 5 s more, past the limit of 2 s" in done.stderr


def test_secrets_come_from_the_environment(run, front: Front, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("sparql", "ASK {}", "--endpoint", front.url)
    monkeypatch.setenv("TWINGRAPH_TOKEN", SECRET)
    assert run(*words).stdout == "yes\n"
    assert front.seen[-1].headers["authorization"] == f"Bearer {SECRET}"
    monkeypatch.delenv("TWINGRAPH_TOKEN")
    monkeypatch.setenv("TWINGRAPH_PASSWORD", SECRET)
    assert run(*words, "--user", "anna").stdout == "yes\n"
    assert front.seen[-1].headers["authorization"].startswith("Basic ")
    assert run(*words).stdout == "yes\n"
    assert "authorization" not in front.seen[-1].headers
    monkeypatch.delenv("TWINGRAPH_PASSWORD")
    (tmp_path / "netrc").write_text(f"machine 127.0.0.1 login anna password {SECRET}\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert run(*words).stdout == "yes\n"
    assert front.seen[-1].headers["authorization"].startswith("Basic ")


def test_queries_here_load_nothing_for_stores_elsewhere() -> None:
    probe = "import sys; from twingraph.cli import main; main(['query', 'ties']); print(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, cwd=ROOT, check=True)
    loaded = done.stdout.splitlines()[-1].split()
    assert "twingraph.graph" in loaded
    assert not [name for name in loaded if re.match(r"SPARQLWrapper|rdflib|urllib\.request|twingraph\.remote", name)]
    probe = "import sys, twingraph; assert 'twingraph.remote' not in sys.modules; twingraph.RemoteGraph"
    subprocess.run([sys.executable, "-c", probe], cwd=ROOT, check=True)


def test_without_its_library_it_says_what_to_install(
    store: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hide = (
        "import sys; sys.modules['SPARQLWrapper'] = None; from twingraph.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    words = [sys.executable, "-c", hide, "sparql", "ASK {}", "--endpoint", store]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert "pip install 'twingraph[remote]'" in done.stderr


def test_the_page_does_what_it_says(tmp_path: Path) -> None:
    """The lines of the page's first example, with another port, and with the graph of this folder."""
    example = re.search(r"<!-- example -->\n```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    port = free_port()
    lines = example[1].replace("7878", str(port)).replace("localhost", "127.0.0.1").splitlines()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    dump, load, serve, *ask = map(shlex.split, lines)
    assert [words[0] for words in (dump, load, serve)] == ["python3", "oxigraph", "oxigraph"]
    subprocess.run([sys.executable, *dump[1:]], cwd=tmp_path, env=environment, check=True)
    subprocess.run([oxigraph(), *load[1:]], cwd=tmp_path, check=True, capture_output=True)
    assert serve.pop() == "&"
    where = serve.index("--location") + 1
    serve[where] = str(tmp_path / serve[where])
    with serving(*serve[1:], port=port):
        for words in ask:
            assert words[0] == "twingraph"
            command = [sys.executable, "-m", *words]
            done = subprocess.run(
                command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
            )
            assert done.returncode == 0, done.stderr
            here = [*command[: command.index("--endpoint")], "--lang", "en"]
            expected = subprocess.run(
                here, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
            )
            assert done.stdout == expected.stdout != ""
