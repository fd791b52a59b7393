"""An export takes its place whole or not at all, says what it holds, and is the same each time."""

from __future__ import annotations

import errno
import json
import logging
import os
import pty
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import needs_frontend
from tests.conftest import ROOT, WORLD
from twingraph.cli import main
from twingraph.errors import ExportError, UsageError
from twingraph.export.forms import FORMS, Form
from twingraph.export.run import Step, chosen, export
from twingraph.layout import GraphFolder

FOLDER = GraphFolder.find(WORLD)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def beside(folder: Path) -> set[str]:
    return {path.name for path in folder.parent.iterdir()}


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """An export that is there already, in a folder of its own."""
    target = tmp_path / "place" / "out"
    export(FOLDER, ["nquads"], target)
    return target


@pytest.fixture
def form(monkeypatch: pytest.MonkeyPatch) -> list:
    """A form ``own``, which calls what a test appends."""
    calls: list = []

    class Own(Form):
        def writer(self):
            return self

        def write(self, _release, into: Path) -> None:
            for call in calls:
                call(into)

    monkeypatch.setitem(FORMS, "own", Own("own", "a form of a test", "формат теста"))
    return calls


def test_the_manifest_tells_every_file_and_sha256sum_agrees(tmp_path: Path):
    files = export(FOLDER, ["nquads", "jsonld"], tmp_path / "out")
    out = tmp_path / "out"
    told = json.loads((out / "manifest.json").read_text())
    assert {file["path"] for file in told["files"]} | {"manifest.json", "SHA256SUMS"} == set(tree(out))
    assert [file["path"] for file in told["files"]] == sorted(file.path for file in files)
    packed = next(file for file in told["files"] if file["path"] == "twingraph.nq.gz")
    assert packed["mediaType"] == "application/n-quads"
    assert packed["packed"] == "application/gzip"
    assert packed["form"] == "nquads"
    assert all(file["bytes"] == (out / file["path"]).stat().st_size for file in told["files"])
    assert told["graph"]["base"] == "https://example.org/world/"
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=out, capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.count(b": OK\n") == len(told["files"]) + 1


def test_a_name_with_a_backslash_is_escaped_as_sha256sum_does(form, tmp_path: Path):
    form.append(lambda into: (into / "a\\b\nc").write_text("x"))
    export(FOLDER, ["own"], tmp_path / "out")
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path / "out", check=True)


@needs_frontend
def test_two_processes_write_the_same_bytes(tmp_path: Path):
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-m", "twingraph", "export", "--graph", WORLD, "--all", "-o", tmp_path / seed],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC{seed}", "PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
        )
    one, other = tree(tmp_path / "1"), tree(tmp_path / "2")
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_an_export_replaces_an_earlier_one_whole(earlier: Path):
    earlier.chmod(0o755)
    export(FOLDER, ["ntriples"], earlier)
    assert set(tree(earlier)) == {"twingraph.nt", "twingraph.nt.gz", "manifest.json", "SHA256SUMS"}
    assert beside(earlier) == {"out"}
    assert earlier.stat().st_mode & 0o777 == 0o755


def test_without_a_system_call_for_it_folders_change_places_in_two_steps(earlier: Path, monkeypatch):
    monkeypatch.setattr("twingraph.export.place._exchange", lambda *_: False)
    export(FOLDER, ["ntriples"], earlier)
    assert "twingraph.nt" in tree(earlier)
    assert beside(earlier) == {"out"}


def test_a_link_to_a_folder_stays_one(earlier: Path, tmp_path: Path):
    link = tmp_path / "link"
    link.symlink_to(earlier)
    export(FOLDER, ["ntriples"], link)
    assert link.is_symlink()
    assert "twingraph.nt" in tree(earlier)


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), ExportError("export-not-xml")])
def test_what_fails_leaves_the_earlier_one_whole(earlier: Path, form, error):
    before = tree(earlier)

    def fail(into: Path) -> None:
        (into / "half").write_text("half")
        raise error

    form.append(fail)
    with pytest.raises(ExportError) as caught:
        export(FOLDER, ["nquads", "own"], earlier)
    if isinstance(error, OSError):
        assert "No space left on device" in str(caught.value)
        assert str(earlier) in str(caught.value)
    assert tree(earlier) == before
    assert beside(earlier) == {"out"}


@needs_frontend
def test_a_full_disk_is_told_and_the_earlier_export_stays(earlier: Path):
    before = tree(earlier)

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = subprocess.run(
        [sys.executable, "-m", "twingraph", "--lang", "ru", "export", "--graph", WORLD, "--all", "-o", earlier],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        preexec_fn=small_disk,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr.startswith(f"twingraph: папка {earlier} не записана: File too large")
    assert tree(earlier) == before
    assert beside(earlier) == {"out"}


HANGS = """
import sys, time
from pathlib import Path
from twingraph.export.forms import FORMS, Form
from twingraph.export.run import export
from twingraph.layout import GraphFolder

class Own(Form):
    def writer(self): return self
    def write(self, release, into):
        (into / "half").write_text("half")
        print("ready", flush=True)
        time.sleep(600)

FORMS["own"] = Own("own", "", "")
export(GraphFolder.find(sys.argv[1]), ["nquads", "own"], Path(sys.argv[2]))
"""


def test_a_killed_run_does_no_harm_and_the_next_one_clears_up(earlier: Path):
    before = tree(earlier)
    command = [sys.executable, "-c", HANGS, WORLD, earlier]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)}) as hanging:
        assert hanging.stdout is not None
        assert hanging.stdout.readline() == b"ready\n"
        assert tree(earlier) == before

        # Another run, meanwhile: it leaves alone what a living one writes.
        export(FOLDER, ["ntriples"], earlier)
        after = tree(earlier)
        assert len(beside(earlier)) == 2

        hanging.send_signal(signal.SIGKILL)
    assert tree(earlier) == after
    assert len(beside(earlier)) == 2
    export(FOLDER, ["nquads"], earlier)
    assert tree(earlier) == before
    assert beside(earlier) == {"out"}


def test_a_folder_that_no_export_wrote_is_left_alone(tmp_path: Path):
    target = tmp_path / "mine"
    target.mkdir()
    export(FOLDER, ["ntriples"], target)  # it was empty
    (target / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"no export wrote and that would be lost: notes\.txt"):
        export(FOLDER, ["ntriples"], target)
    (target / "manifest.json").write_text('{"name": "an app"}')
    with pytest.raises(UsageError, match=r"holds files but no manifest\.json of an export"):
        export(FOLDER, ["ntriples"], target)
    assert (target / "notes.txt").read_text() == "mine"


def test_bad_targets_are_told(tmp_path: Path, world_copy: Path):
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(UsageError, match="is no folder"):
        export(FOLDER, ["ntriples"], file)
    with pytest.raises(UsageError, match="file is no folder"):
        export(FOLDER, ["ntriples"], file / "below")
    with pytest.raises(ExportError, match="is not written"):
        export(FOLDER, ["ntriples"], Path("/proc/nowhere/out"))
    with pytest.raises(UsageError, match=r"a file system begins at /proc, .* as /proc/twingraph"):
        export(FOLDER, ["ntriples"], Path("/proc"))
    with pytest.raises(UsageError, match="taken for a part of the graph"):
        export(GraphFolder.find(world_copy), ["ntriples"], world_copy / "data" / "out")


def test_forms_are_written_in_their_order_and_those_that_describe_others_last(form, monkeypatch):
    monkeypatch.setitem(FORMS, "nquads", FORMS["nquads"]._replace(last=True))
    assert chosen(["own", "nquads", "turtle"]) == ["turtle", "own", "nquads"]


def test_an_unknown_form_is_told_before_anything_is_done(run, tmp_path: Path):
    done = run("export", "--graph", WORLD, "nquad", "-o", "out")
    assert done.returncode == 2
    assert "there is no form of export nquad; near: nquads" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-o", "out"], "which forms?"),
        (["turtle"], "where to?"),
        (["turtle", "--all", "-o", "out"], "--all writes every form"),
        (["turtle", "--list"], "--list tells the forms"),
    ],
)
def test_calls_that_are_not_right(words, message, run):
    done = run("export", "--graph", WORLD, *words)
    assert done.returncode == 2
    assert message in done.stderr


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_list_tells_every_form(lang, capsys):
    assert main(["export", "--list", "--lang", lang]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines] == list(FORMS)
    assert all(getattr(form, lang) in line for line, form in zip(lines, FORMS.values(), strict=True))


def test_warnings_are_told_once_in_the_readers_language(form, capsys, tmp_path: Path):
    def warn(into: Path) -> None:
        for _ in range(2):
            logging.getLogger("twingraph").warning("no %s", "publisher")
        logging.getLogger("twingraph").warning(UsageError("export-where"))

    form.append(warn)
    assert main(["export", "own", "--lang", "ru", "--graph", str(WORLD), "-o", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "twingraph: предупреждение: no publisher"
    assert told[1].startswith("twingraph: предупреждение: куда?")
    assert told[2:] == [f"{tmp_path / 'out'}: файлов: 0; 0.0 МБ"]


def test_steps_are_told(tmp_path: Path):
    steps: list[Step] = []
    export(FOLDER, ["ntriples"], tmp_path / "out", steps.append)
    assert steps == [Step("graph", 1, 3), Step("ntriples", 2, 3), Step("manifest", 3, 3)]


def test_progress_is_shown_on_a_terminal_only(run, tmp_path: Path):
    words = ["export", "ntriples", "--graph", str(WORLD), "-o"]
    assert "\x1b" not in run(*words, "piped").stderr
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, "-m", "twingraph", *words, tmp_path / "shown"],
        stderr=theirs,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
    )
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "twingraph: 2 of 3: ntriples" in shown
    assert shown.splitlines()[-1].endswith("MB")
