"""An IRI that was there at a git revision must last, or leave a word where it went."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import WORLD
from tests.histories import begin, git
from twingraph.check.run import checked
from twingraph.layout import GraphFolder
from twingraph.revisions import Revision

EXTRA = """\
@prefix place: <https://example.org/world/id/place/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix tg: <https://w3id.org/twingraph/ontology#> .

place:north
    a tg:Country ;
    rdfs:label "North"@en, "Север"@ru .

place:south
    a tg:Country ;
    rdfs:label "South"@en, "Юг"@ru .

<https://example.org/elsewhere>
    a tg:Country ;
    rdfs:label "Elsewhere"@en, "Иное"@ru .

<https://example.org/world/id/evidence/one>
    a tg:Evidence .
"""
START = EXTRA.index("place:south")
SOUTH = EXTRA[START : EXTRA.index("\n\n", START) + 2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The world with a file of countries, committed."""
    home = Path(shutil.copytree(WORLD, tmp_path / "world", ignore=shutil.ignore_patterns("more")))
    (home / "data" / "places" / "extra.ttl").write_text(EXTRA, encoding="utf-8")
    return begin(home)


def gone(folder: Path) -> list[tuple[str | None, str, int | None]]:
    """What is told to be gone since the commit: the IRI's last part, the file and the line."""
    found = checked(GraphFolder.find(folder), base=Revision(folder, "HEAD")).findings
    return [
        ((each.focus or "").rpartition("/")[2], str(each.file.relative_to(folder)), each.line)
        for each in found
        if each.rule == "iri-removed" and each.file is not None
    ]


def test_nothing_is_gone_if_nothing_changed(folder: Path):
    assert gone(folder) == []


def test_an_iri_that_is_gone_is_told_where_it_stood(folder: Path):
    file = folder / "data" / "places" / "extra.ttl"
    file.write_text("# A line more.\n" + EXTRA.replace(SOUTH, ""), encoding="utf-8")
    assert gone(folder) == [("south", "data/places/extra.ttl", 9)]
    found = checked(GraphFolder.find(folder), base=Revision(folder, "HEAD")).findings
    (finding,) = (each for each in found if each.rule == "iri-removed")
    assert finding.severity == "violation"
    assert "it stood in data/places/extra.ttl, line 9" in finding.message["en"]


def test_a_thing_that_moves_to_another_file_is_not_gone(folder: Path):
    head = EXTRA[: EXTRA.index("place:north")]
    (folder / "data" / "places" / "extra.ttl").write_text(EXTRA.replace(SOUTH, ""), encoding="utf-8")
    (folder / "data" / "places" / "moved.ttl").write_text(head + SOUTH, encoding="utf-8")
    assert gone(folder) == []


def test_a_word_of_where_it_went_is_enough(folder: Path):
    left = "<https://example.org/world/id/place/south> <http://purl.org/dc/terms/isReplacedBy> place:north .\n\n"
    (folder / "data" / "places" / "extra.ttl").write_text(EXTRA.replace(SOUTH, left), encoding="utf-8")
    assert gone(folder) == []


def test_what_is_not_ours_and_what_is_only_evidence_may_go(folder: Path):
    text = EXTRA[: EXTRA.index("<https://example.org/elsewhere>")]
    (folder / "data" / "places" / "extra.ttl").write_text(text, encoding="utf-8")
    assert gone(folder) == []


def test_a_file_that_is_gone_is_told_at_its_folder(folder: Path):
    (folder / "data" / "places" / "extra.ttl").unlink()
    assert gone(folder) == [("north", "data/places", None), ("south", "data/places", None)]


def test_a_renamed_file_is_the_same_file(folder: Path):
    git(folder, "mv", "data/places/extra.ttl", "data/places/lands.ttl")
    (folder / "data" / "places" / "lands.ttl").write_text(EXTRA.replace(SOUTH, ""), encoding="utf-8")
    assert gone(folder) == [("south", "data/places/lands.ttl", 8)]


@pytest.mark.parametrize("option", ["--base", "--changed"])
def test_command_tells_it(folder: Path, run, option: str):
    (folder / "data" / "places" / "extra.ttl").write_text(EXTRA.replace(SOUTH, ""), encoding="utf-8")
    done = run("check", folder, option, "HEAD")
    assert done.returncode == 1
    assert "extra.ttl:8: violation [iri-removed]" in done.stdout
    assert "place/south" in done.stdout


def test_an_unknown_revision_is_refused(folder: Path, run):
    assert run("check", folder, "--base", "nowhere").returncode == 2
