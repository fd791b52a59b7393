"""The rules for w3id.org, run by Apache itself where it is installed, and by a reading of mod_rewrite everywhere."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser import needs_frontend
from tests.conftest import WORLD
from twingraph.export.release import Release
from twingraph.export.settings import Settings
from twingraph.export.site import write
from twingraph.layout import GraphFolder
from twingraph.loader import load
from twingraph.site.w3id import rules

SITE = "https://ties.example.org/graph/"
APACHE = shutil.which("apache2")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDFLIB = "text/turtle;q=0.9, application/rdf+xml, application/xhtml+xml;q=0.5, */*;q=0.1"

CASES: list[tuple[str, str | None, str, str]] = [
    # A thing: its page for a browser, its data for who names a form of RDF first.
    ("id/place/smolensk", BROWSER, "en", "id/place/smolensk/"),
    ("id/place/smolensk", BROWSER, "ru,en;q=0.5", "ru/id/place/smolensk/"),
    ("id/place/smolensk", BROWSER, "en,ru;q=0.5", "id/place/smolensk/"),
    ("id/place/smolensk", "text/turtle", "ru", "id/place/smolensk.ttl"),
    ("id/place/smolensk", "application/ld+json", "", "id/place/smolensk.jsonld"),
    ("id/place/smolensk", "application/ld+json, text/turtle;q=0.5", "", "id/place/smolensk.jsonld"),
    ("id/place/smolensk", "text/turtle, application/ld+json;q=0.5", "", "id/place/smolensk.ttl"),
    ("id/place/smolensk", "application/rdf+xml", "", "id/place/smolensk.ttl"),
    ("id/place/smolensk", RDFLIB, "", "id/place/smolensk.ttl"),
    ("id/place/smolensk", "text/html, text/turtle;q=0.5", "", "id/place/smolensk/"),
    ("id/place/smolensk", "*/*", "", "id/place/smolensk/"),
    ("id/place/smolensk", None, "", "id/place/smolensk/"),
    ("id/place/smolensk/", "text/turtle", "", "id/place/smolensk.ttl"),
    # The ontology, its versions and its parts; the fragment of a term never reaches a server.
    ("ontology", "text/turtle", "", "ontology.ttl"),
    ("ontology", BROWSER, "ru", "ru/ontology/"),
    ("ontology/0.1.0", "text/turtle", "", "ontology.ttl"),
    ("ontology/0.1.0", BROWSER, "", "ontology/"),
    ("ontology/alignments", "application/ld+json", "", "ontology/alignments.jsonld"),
    ("ontology/alignments", BROWSER, "", "ontology/alignments/"),
    # Named graphs, and the site as a whole.
    ("graph/data/documents/smolensk-oblast-review", BROWSER, "ru", "graph/data/documents/smolensk-oblast-review.ttl"),
    ("", BROWSER, "", ""),
    ("", BROWSER, "ru", "ru/"),
    ("places", BROWSER, "", "places/"),
]

Answer = Callable[[str, str | None, str], str]


def text() -> str:
    written = rules(SITE)
    assert written is not None
    return written


def simulate(path: str, accept: str | None, language: str) -> str:
    """Answer as mod_rewrite does: the first rule whose pattern and conditions hold."""
    headers = {"%{HTTP_ACCEPT}": accept or "", "%{HTTP:Accept-Language}": language}
    held = True
    for line in text().splitlines():
        words = line.split(" ")
        if words[0] == "RewriteCond":
            pattern, negated = words[2].removeprefix("!"), words[2].startswith("!")
            held = held and bool(re.search(pattern, headers[words[1]])) != negated
        elif words[0] == "RewriteRule":
            found = re.search(words[1], path)
            if held and found:
                assert words[3] == "[R=303,L,NE]"
                return words[2].replace("$1", found[1] if found.re.groups else "")
            held = True
    raise AssertionError(f"no rule for {path}")


@pytest.fixture(scope="module")
def apache() -> Iterator[Answer]:
    if APACHE is None:
        pytest.skip("apache2 is not installed")
    # Apache serves as a user without rights, who sees no folder of pytest.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield from serving(Path(folder), APACHE)


def serving(root: Path, program: str) -> Iterator[Answer]:
    (root / "www/twingraph").mkdir(parents=True)
    (root / "www/twingraph/.htaccess").write_text(text(), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    modules = Path(program).parents[1] / "lib/apache2/modules"
    names = ("mpm_event", "authz_core", "rewrite", "negotiation", "dir")
    loaded = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in names)
    user = "" if os.geteuid() else "User nobody\nGroup nogroup\n"
    (root / "httpd.conf").write_text(
        f"ServerRoot {root}\nServerName localhost\nListen 127.0.0.1:{port}\nPidFile {root}/pid\n{loaded}\n{user}"
        f"ErrorLog {root}/error.log\nMutex file:{root}\nDocumentRoot {root}/www\n"
        f"<Directory {root}/www>\nRequire all granted\nAllowOverride All\nOptions All\n</Directory>\n"
    )
    with subprocess.Popen([program, "-X", "-f", root / "httpd.conf"]) as server:

        def ask(path: str, accept: str | None, language: str) -> str:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            headers = {"Accept-Language": language} if language else {}
            connection.request("GET", f"/twingraph/{path}", headers=headers | ({"Accept": accept} if accept else {}))
            answer = connection.getresponse()
            connection.close()
            assert answer.status == 303, (path, answer.status)
            return answer.getheader("Location") or ""

        for _ in range(100):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield ask
        server.terminate()


@pytest.mark.parametrize(("path", "accept", "language", "expected"), CASES)
def test_an_identifier_leads_to_the_form_that_is_asked_for(path, accept, language, expected):
    assert simulate(path, accept, language) == f"{SITE}{expected}"


@pytest.mark.parametrize(("path", "accept", "language", "expected"), CASES)
def test_apache_reads_the_rules_so(apache: Answer, path, accept, language, expected):
    assert apache(path, accept, language) == f"{SITE}{expected}"


@needs_frontend
def test_every_address_to_which_a_thing_leads_is_there(tmp_path: Path):
    # The borrowed vocabularies of the tiny world have identifiers of w3id.org.
    graph = GraphFolder.find(WORLD)
    store = load(graph)
    write(Release(graph, store, Settings(site=SITE)), tmp_path)
    assert not (tmp_path / "w3id").exists()
    base = "https://w3id.org/twingraph/"
    things = {quad.subject.value.partition("#")[0] for quad in store if hasattr(quad.subject, "value")}
    paths = sorted(thing.removeprefix(base) for thing in things if thing.startswith(base))
    assert len(paths) > 150
    for path in paths:
        for accept, language in (("text/turtle", ""), ("application/ld+json", ""), (BROWSER, "en"), (BROWSER, "ru")):
            led = simulate(path, accept, language).removeprefix(SITE)
            assert (tmp_path / "site" / (f"{led}index.html" if led.endswith("/") else led)).is_file(), (path, led)


def test_there_are_rules_only_for_identifiers_of_w3id_that_lead_elsewhere():
    assert rules(SITE, "https://example.org/world/") is None
    assert rules("https://w3id.org/twingraph/") is None


def test_letters_with_a_meaning_in_rules_are_kept_from_it():
    assert r"https://example.org/a\%20b/" in (rules("https://example.org/a%20b/") or "")
