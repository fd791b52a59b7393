"""``--changed REV`` in a repository with a real history: what the changes cause is told, nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.histories import begin, edit, git
from tests.test_check_options import seed

REPORT = "data/documents/veligrad-report.ttl"


@pytest.fixture
def repository(world_copy: Path) -> Path:
    """The tiny world with an old fault, committed; the graph folder lies in a folder of the repository."""
    seed(world_copy, "month 13")
    begin(world_copy.parent)
    return world_copy


@pytest.fixture
def told(run):
    """Run a check of what changed; return exit code, the rules told at their places, and the last line."""

    def told(world: Path, revision: str = "HEAD", *words: str) -> tuple[int, list[tuple[str, str]], str]:
        done = run("check", world, "--changed", revision, *words, cwd=world)
        found = re.findall(r"^(\S+?):.* \[(\S+)\] ", done.stdout, re.MULTILINE)
        return done.returncode, found, (done.stdout + done.stderr).splitlines()[-1]

    return told


def test_nothing_is_told_if_nothing_changed(repository: Path, told):
    assert told(repository) == (0, [], "Left out as not caused by the changes since HEAD: 9.")


def test_only_the_new_fault_is_told(repository: Path, told):
    seed(repository, "unknown form")
    code, found, _ = told(repository)
    assert (code, found) == (1, [(REPORT, "unknown-concept")])
    git(repository, "commit", "--quiet", "--all", "--message", "second")
    assert told(repository)[1] == []
    assert told(repository, "HEAD~1")[1] == [(REPORT, "unknown-concept")]


def test_old_fault_in_a_moved_line_is_not_told(repository: Path, told):
    file = repository / REPORT
    file.write_text("# One more line.\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert told(repository)[:2] == (0, [])


def test_old_fault_in_a_line_written_anew_is_told(repository: Path, told):
    edit(repository / REPORT, 'tg:signedOn "2007-13"^^xsd:gYearMonth', 'tg:signedOn  "2007-13"^^xsd:gYearMonth')
    assert told(repository)[:2] == (1, [(REPORT, "tgsh:Agreement-signedOn")])


def test_what_a_removal_breaks_elsewhere_is_told(repository: Path, told):
    file = repository / "data" / "bodies" / "sudria.ttl"
    text = file.read_text(encoding="utf-8")
    kept, removed = re.subn(r"body:korvina-executive-committee\n(?: .*\n)+", "", text)
    assert removed == 1
    file.write_text(kept, encoding="utf-8")
    code, found, _ = told(repository)
    assert code == 1
    assert (REPORT, "tgsh:Agreement-party-value") in found
    assert {rule for path, rule in found if path == "data/bodies/sudria.ttl"} == {"iri-removed"}


@pytest.mark.parametrize("staged", [True, False])
def test_old_fault_in_a_renamed_file_is_not_told(repository: Path, told, staged: bool):  # noqa: FBT001
    new = repository / "data" / "places" / "renamed, with spaces and ё.ttl"
    (repository / "data" / "places" / "sudria.ttl").rename(new)
    if staged:
        git(repository, "add", "--all")
    before = git(repository, "status", "--porcelain")
    assert told(repository, "HEAD", "--notes")[:2] == (0, [])
    assert git(repository, "status", "--porcelain") == before, "the repository is left as it was"


def test_fault_in_an_untracked_file_is_told(repository: Path, told):
    (repository / "data" / "places" / "new.ttl").write_text("<a> <b> ; .\n", encoding="utf-8")
    before = git(repository, "status", "--porcelain")
    assert told(repository)[:2] == (1, [("data/places/new.ttl", "syntax")])
    assert git(repository, "status", "--porcelain") == before


def test_new_severity_is_a_change(repository: Path, told):
    with (repository / "twingraph.toml").open("a", encoding="utf-8") as file:
        file.write('\n[check.severity]\n"tgsh:Visit-host-given" = {severity = "violation", reason = "we ask for it"}\n')
    assert [rule for _, rule in told(repository)[1]] == ["tgsh:Visit-host-given"]


def test_folder_that_was_not_there_is_told_whole(repository: Path, told):
    root = repository.parent
    git(root, "rm", "-r", "--cached", "--quiet", "world")
    (root / "other").write_text("", encoding="utf-8")
    git(root, "add", "other")
    git(root, "commit", "--quiet", "--message", "without the graph")
    assert told(repository)[1] == [(REPORT, "tgsh:Agreement-signedOn")]


def test_hook_of_git_may_run_it(repository: Path, told, monkeypatch):
    seed(repository, "unknown form")
    monkeypatch.setenv("GIT_DIR", str(repository.parent / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert told(repository)[:2] == (1, [(REPORT, "unknown-concept")])


def test_baseline_and_changes_go_together(repository: Path, told, run, tmp_path: Path):
    seed(repository, "unknown form")
    run("check", repository, "--format", "json", "-o", tmp_path / "baseline.json")
    assert told(repository, "HEAD", "--baseline", str(tmp_path / "baseline.json"))[:2] == (0, [])


@pytest.mark.parametrize("revision", ["no-such-branch", "0" * 40, "--help", "-h", "HEAD:world", ""])
def test_unknown_revision_is_told(repository: Path, run, revision: str):
    done = run("check", repository, f"--changed={revision}")
    assert done.returncode == 2
    assert "no revision" in done.stderr
    assert "Traceback" not in done.stderr


def test_folder_in_no_repository_is_told(world_copy: Path, run):
    done = run("check", world_copy, "--changed", "HEAD", "--lang", "ru")
    assert done.returncode == 2
    assert "не лежит в репозитории git" in done.stderr


def test_missing_git_is_told(repository: Path, run, monkeypatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("check", repository, "--changed", "HEAD")
    assert done.returncode == 2
    assert "not installed" in done.stderr
