"""``twingraph format`` and ``check --fix``: which files are written, how, and what is told."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.conftest import ROOT
from twingraph.check import check
from twingraph.check.deprecated import Deprecated, replaced
from twingraph.format import files
from twingraph.layout import GraphFolder
from twingraph.loader import load

UGLY = "PREFIX a: <http://a/> a:x a:p 2, 1. # why\n"
HOUSE = "@prefix a: <http://a/> .\n\na:x\n    a:p\n        1, # why\n        2 .\n"
UNSORTED = "@prefix a: <http://a/> .\n\na:x\n    a:p\n        2,\n        1 . # why\n"
BROKEN = "@prefix a: <http://a/> .\na:x a:p ,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files: one to be rewritten, one in the house form."""
    root = tmp_path / "files"
    (root / "sub").mkdir(parents=True)
    (root / "ugly.ttl").write_text(UGLY, encoding="utf-8")
    (root / "sub" / "house.ttl").write_text(HOUSE, encoding="utf-8")
    return root


def snapshot(root: Path) -> dict[str, tuple[bytes, int, int]]:
    return {
        str(file.relative_to(root)): (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ino)
        for file in root.rglob("*")
        if file.is_file()
    }


def test_files_are_rewritten_and_the_others_not_touched(run, folder):
    house = snapshot(folder)["sub/house.ttl"]
    done = run("format", folder)
    assert (done.returncode, done.stdout) == (0, f"{folder / 'ugly.ttl'}: rewritten\n")
    assert done.stderr == "files rewritten: 1; left as they are: 1; with errors: 0\n"
    assert (folder / "ugly.ttl").read_text(encoding="utf-8") == HOUSE
    assert snapshot(folder)["sub/house.ttl"] == house
    again = run("format", folder)
    assert (again.returncode, again.stdout) == (0, "")


def test_a_file_with_an_error_is_left_and_the_others_are_formatted(run, folder):
    (folder / "a-broken.ttl").write_text(BROKEN, encoding="utf-8")
    (folder / "b-latin.ttl").write_bytes("# é".encode("latin-1"))
    done = run("format", folder)
    assert done.returncode == 1
    assert done.stdout == f"{folder / 'ugly.ttl'}: rewritten\n"
    first, second, summary = done.stderr.splitlines()
    assert first.startswith(f"{folder / 'a-broken.ttl'}:2:9: this is not Turtle")
    assert second.startswith(f"{folder / 'b-latin.ttl'}: not in UTF-8 (byte 2)")
    assert summary.endswith("with errors: 2")
    assert (folder / "a-broken.ttl").read_text(encoding="utf-8") == BROKEN


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (UGLY, 1, "should be: @prefix a: <http://a/> ."),
        (HOUSE.replace("\n", "\r\n"), 1, "line feed alone"),
        ("\ufeff" + HOUSE, 1, "byte order mark"),
        (HOUSE.removesuffix("\n"), 6, "line feed alone"),
        (HOUSE + "\n", 7, "should end before"),
        (HOUSE.replace("\n\n", "\n"), 2, "empty line"),
        (UNSORTED, 5, "should be: 1, # why"),
    ],
)
def test_check_tells_the_first_line_and_writes_nothing(run, tmp_path, text, line, told):
    file = tmp_path / "x.ttl"
    file.write_bytes(text.encode())
    before = snapshot(tmp_path)
    done = run("format", "--check", file)
    assert done.returncode == 1
    assert done.stdout.startswith(f"{file}:{line}: not in the house form; ")
    assert told in done.stdout
    assert snapshot(tmp_path) == before


def test_diff(run, tmp_path):
    file = tmp_path / "x.ttl"
    file.write_text(UNSORTED.removesuffix("\n"), encoding="utf-8")
    done = run("format", "--diff", "x.ttl")
    assert done.returncode == 1
    assert done.stdout == (
        "--- x.ttl\n+++ x.ttl\n@@ -2,5 +2,5 @@\n \n a:x\n     a:p\n-        2,\n-        1 . # why\n"
        "\\ No newline at end of file\n+        1, # why\n+        2 .\n"
    )


def test_standard_input(run):
    done = run("format", "-", stdin=UGLY)
    assert (done.returncode, done.stdout, done.stderr) == (0, run("format", "-", stdin=done.stdout).stdout, "")
    assert done.stdout == HOUSE
    wrong = run("format", "-", "--stdin-filename", "x.ttl", stdin=BROKEN)
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr.startswith("x.ttl:2:9: ")
    assert run("format", "--check", "-", stdin=UGLY).returncode == 1
    assert run("format", "--check", "-", stdin=done.stdout).returncode == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere.ttl"], "no such file"),
        (["x.nt"], "only Turtle is formatted"),
        (["empty"], "no Turtle file"),
        (["-", "x.ttl"], "no other file"),
        ([], "no graph folder"),
    ],
)
def test_calls_that_are_not_right(run, tmp_path, words, told):
    (tmp_path / "x.nt").write_text("<a:a> <a:b> <a:c> .\n", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    done = run("format", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_permissions_and_links_stay(tmp_path):
    target, link = tmp_path / "target.ttl", tmp_path / "link.ttl"
    target.write_text(UGLY, encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target.name)
    assert files.turtle_files([link, target, tmp_path]) == [link]
    files.write_text(link, HOUSE)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == HOUSE
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(file.name for file in tmp_path.iterdir()) == ["link.ttl", "target.ttl"]


def test_what_cannot_be_written_is_as_it_was(run, tmp_path, monkeypatch):
    file = tmp_path / "x.ttl"
    file.write_text(UGLY, encoding="utf-8")
    file.chmod(0o444)
    done = run("format", file)
    assert done.returncode == 3
    assert f"{file}: cannot be written (read-only)" in done.stderr
    file.chmod(0o644)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(files.GraphError, match="No space left"):
        files.write_text(file, HOUSE)
    assert file.read_text(encoding="utf-8") == UGLY
    assert [found.name for found in tmp_path.iterdir()] == ["x.ttl"]


def test_a_folder_s_own_files_are_the_default(run, world_copy):
    report = world_copy / "data" / "places" / "norland.ttl"
    report.write_text(report.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    done = run("format", cwd=world_copy)
    assert (done.returncode, done.stdout) == (0, f"{report}: rewritten\n")
    assert done.stderr.startswith("files rewritten: 1; left as they are: 6;")
    assert files.own_files(GraphFolder.find(world_copy))
    assert all(file.is_relative_to(world_copy) for file in files.own_files(GraphFolder.find(world_copy)))


# An ontology that has changed its mind: tg:sisterOf became tg:siblingOf, which became tg:kinOf; tg:Town became either
# of two; tg:mood has gone without a successor.
CHANGED = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix tg: <https://w3id.org/twingraph/ontology#> .

tg:sisterOf
    a owl:ObjectProperty ;
    dcterms:isReplacedBy tg:siblingOf ;
    owl:deprecated true .

tg:siblingOf
    a owl:ObjectProperty ;
    dcterms:isReplacedBy tg:kinOf ;
    owl:deprecated true .

tg:kinOf
    a owl:ObjectProperty .

tg:Town
    a owl:Class ;
    dcterms:isReplacedBy
        tg:City,
        tg:Locality ;
    owl:deprecated true .

tg:mood
    a owl:ObjectProperty ;
    owl:deprecated true .

tg:round
    a owl:ObjectProperty ;
    dcterms:isReplacedBy tg:around ;
    owl:deprecated true .

tg:around
    a owl:ObjectProperty ;
    dcterms:isReplacedBy tg:round ;
    owl:deprecated true .
"""
USES = """@prefix place: <https://example.org/world/id/place/> .
@prefix tg: <https://w3id.org/twingraph/ontology#> .
@prefix old: <https://w3id.org/twingraph/ontology#sister> .

# Not: tg:sisterOf.
place:veligrad old:Of place:linden ; # tg:sisterOf
    tg:mood "tg:sisterOf" ;
    <https://w3id.org/twingraph/ontology#sisterOf> [ tg:sisterOf ( tg:sisterOf ) ] .
place:linden tg:round place:veligrad .
"""


@pytest.fixture
def changed_world(world_copy: Path) -> Path:
    """The tiny world with an ontology of its own, which has deprecated terms."""
    (world_copy / "ontology").mkdir()
    for file in (ROOT / "ontology").rglob("*"):
        target = world_copy / "ontology" / file.relative_to(ROOT / "ontology")
        if file.is_dir():
            target.mkdir()
        else:
            target.write_bytes(file.read_bytes())
    (world_copy / "ontology" / "changed.ttl").write_text(CHANGED, encoding="utf-8")
    (world_copy / "data" / "uses.ttl").write_text(USES, encoding="utf-8")
    return world_copy


def test_deprecated_terms_are_told_at_their_place(changed_world):
    folder = GraphFolder.find(changed_world)
    found = [finding for finding in check(folder) if finding.rule == "deprecated-term"]
    assert {finding.severity for finding in found} == {"warning"}
    assert {finding.file for finding in found} == {changed_world / "data" / "uses.ttl"}
    told = {(finding.line, finding.text().partition(" Use")[2].partition(";")[0]) for finding in found}
    assert {(6, " tg:kinOf"), (7, ""), (9, "")} <= told
    assert {line for line, _ in told} == {6, 7, 8, 9}


def test_replacements_follow_on_and_never_guess(changed_world):
    folder = GraphFolder.find(changed_world)
    tg = "https://w3id.org/twingraph/ontology#"
    deprecated = Deprecated(folder, load(folder))
    assert deprecated.replacements == {f"{tg}sisterOf": f"{tg}kinOf", f"{tg}siblingOf": f"{tg}kinOf"}
    assert deprecated.stated[f"{tg}Town"] == [f"{tg}City", f"{tg}Locality"]
    assert "tg:City, tg:Locality" in deprecated.finding(f"{tg}Town", {"tg": tg}).text()


def test_fix_replaces_deprecated_terms_in_data_and_no_more(run, changed_world):
    before = snapshot(changed_world)
    done = run("check", "--fix", cwd=changed_world)
    assert done.stderr.count(": rewritten") == 1
    after = snapshot(changed_world)
    uses = after["data/uses.ttl"][0].decode()
    assert {name for name in before if before[name] != after[name]} == {"data/uses.ttl"}
    assert uses == (
        "@prefix old: <https://w3id.org/twingraph/ontology#sister> .\n"
        "@prefix place: <https://example.org/world/id/place/> .\n"
        "@prefix tg: <https://w3id.org/twingraph/ontology#> .\n"
        "\n# Not: tg:sisterOf.\n"
        "place:veligrad\n"
        "    tg:kinOf\n"
        "        place:linden, # tg:sisterOf\n"
        "        [ tg:kinOf ( tg:kinOf ) ] ;\n"
        '    tg:mood "tg:sisterOf" .\n'
        "\nplace:linden\n"
        "    tg:round place:veligrad .\n"
    )
    told = [line for line in done.stdout.splitlines() if "[deprecated-term]" in line]
    assert len(told) == 2, "a term that nothing, or no one term, replaces is still told"
    assert run("check", "--fix", cwd=changed_world).stderr.count(": rewritten") == 0


def test_fix_does_not_rewrite_the_graph_of_the_package_from_elsewhere(run):
    done = run("check", "--fix")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no graph folder" in done.stderr


def test_fix_leaves_what_is_broken_to_the_check(run, world_copy):
    broken = world_copy / "data" / "broken.ttl"
    broken.write_text(BROKEN, encoding="utf-8")
    done = run("check", "--fix", cwd=world_copy)
    assert done.returncode == 1
    assert "broken.ttl:2:9: violation [syntax]" in done.stdout
    assert broken.read_text(encoding="utf-8") == BROKEN


def test_terms_are_replaced_where_they_are_terms():
    text = '@prefix a: <x:> . @base <x:> . a:b a:c "a:b", [ <b> (a:b) ] . a:b.c a <b> .'
    assert replaced(text, {"x:b": "x:new"}) == (
        '@prefix a: <x:> . @base <x:> . <x:new> a:c "a:b", [ <x:new> (<x:new>) ] . a:b.c a <x:new> .'
    )
