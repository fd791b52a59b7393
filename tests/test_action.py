"""The steps of ``action.yml`` and the hooks, run as they stand in repositories with a real history."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, WORLD
from tests.histories import begin, git
from tests.test_check_options import seed
from twingraph.cli.parser import COMMANDS

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
REPORT = "world/data/documents/veligrad-report.ttl"
EXPRESSION = re.compile(r"\$\{\{\s*(\S+)\s*\}\}")


class Done:
    """What the steps of the action did."""

    def __init__(self, done: subprocess.CompletedProcess[str], scratch: Path) -> None:
        self.code = done.returncode
        self.stdout = done.stdout
        self.stderr = done.stderr
        self.annotations = re.findall(r"^::\w+ .*$", done.stdout, re.MULTILINE)
        self.summary = (scratch / "summary.md").read_text(encoding="utf-8")
        lines = (scratch / "output").read_text(encoding="utf-8").splitlines()
        self.outputs = dict(line.split("=", 1) for line in lines)


@pytest.fixture
def repository(world_copy: Path) -> Path:
    """A repository with the tiny world on ``main``, and a fault that has always been there."""
    seed(world_copy, "month 13")
    root = begin(world_copy.parent)
    git(root, "switch", "--quiet", "--create", "feature")
    return root


def commit(repository: Path) -> None:
    git(repository, "commit", "--quiet", "--all", "--allow-empty", "--message", "next")


def run_steps(repository: Path, scratch: Path, inputs: dict[str, str], pull_request: str = "") -> Done:
    """Run the steps of the action one after the other, as a runner does: until one fails."""
    scratch.mkdir()
    given = {name: str(each.get("default", "")) for name, each in ACTION["inputs"].items()}
    assert set(inputs) <= set(given)
    known = {f"inputs.{name}": value for name, value in (given | inputs).items()}
    known["github.event.pull_request.base.sha"] = pull_request
    for name in ("summary.md", "output"):
        (scratch / name).touch()
    runner = {
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_OUTPUT": str(scratch / "output"),
        "GITHUB_STEP_SUMMARY": str(scratch / "summary.md"),
        "RUNNER_TEMP": str(scratch),
        "PYTHONPATH": str(ROOT) if known["inputs.install"] == "false" else "",
        "TWINGRAPH_CACHE": "off",
    }
    printed = ""
    for step in ACTION["runs"]["steps"]:
        own = {name: EXPRESSION.sub(lambda found: known[found[1]], value) for name, value in step["env"].items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=repository,
            env={name: value for name, value in os.environ.items() if not name.startswith("GIT")} | runner | own,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        printed += done.stdout
        if done.returncode:
            break
    done.stdout = printed
    return Done(done, scratch)


@pytest.fixture
def act(repository: Path, tmp_path: Path):
    """Run the action in the repository; ``base`` is where the pull request begins, if there is one."""

    def act(base: str = "", where: Path = repository, **inputs: str) -> Done:
        words = {name.replace("_", "-"): value for name, value in inputs.items()}
        number = sum(1 for _ in tmp_path.glob("act-*"))
        return run_steps(where, tmp_path / f"act-{number}", {"folder": "world", "install": "false"} | words, base)

    return act


def test_fault_is_annotated_told_in_the_summary_and_written_as_sarif(repository: Path, act):
    seed(repository / "world", "unknown form")
    commit(repository)
    done = act(git(repository, "rev-parse", "main").strip(), sarif="out.sarif")
    assert done.code == 1
    titles = {re.search(r"title=(.*?)::", line)[1] for line in done.annotations}
    assert titles == {"unknown-concept", "tgsh%3AAgreement-signedOn"}
    assert all(f"file={REPORT},line=" in line for line in done.annotations)
    assert "unknown-concept" in done.summary
    sarif = json.loads((repository / "out.sarif").read_text(encoding="utf-8"))
    failing = [each["ruleId"] for each in sarif["runs"][0]["results"] if each.get("level") == "error"]
    assert sorted(failing) == ["tgsh:Agreement-signedOn", "unknown-concept"]
    assert done.outputs == {
        "exit-code": "1",
        "base": git(repository, "rev-parse", "main").strip(),
        "sarif": "out.sarif",
    }


def test_only_what_a_pull_request_causes_is_told(repository: Path, act):
    base = git(repository, "rev-parse", "main").strip()
    commit(repository)
    done = act(base, changed="true")
    assert (done.code, done.annotations) == (0, [])
    seed(repository / "world", "unknown form")
    commit(repository)
    done = act(base, changed="true")
    assert done.code == 1
    assert len(done.annotations) == 1
    assert "unknown-concept" in done.annotations[0]


def test_pull_request_is_compared_with_where_it_began(repository: Path, act):
    began = git(repository, "rev-parse", "main").strip()
    commit(repository)
    git(repository, "switch", "--quiet", "main")
    file = repository / REPORT
    file.write_text(file.read_text(encoding="utf-8").replace("2007-13", "2007-05"), encoding="utf-8")
    commit(repository)
    git(repository, "switch", "--quiet", "feature")
    done = act(git(repository, "rev-parse", "main").strip(), changed="true")
    assert (done.code, done.outputs["base"]) == (0, began)


def test_good_change_passes(repository: Path, act):
    shutil.copytree(WORLD, repository / "world", dirs_exist_ok=True)
    commit(repository)
    done = act(git(repository, "rev-parse", "main").strip())
    assert (done.code, done.annotations, done.outputs["exit-code"]) == (0, [], "0")
    assert "8 notes" in done.summary
    assert "sarif" not in done.outputs


def test_summary_tells_what_has_changed(repository: Path, act):
    if "diff" not in COMMANDS:
        pytest.skip("this twingraph has no command diff")
    file = repository / REPORT
    file.write_text(file.read_text(encoding="utf-8").replace("2007-13", "2007-05"), encoding="utf-8")
    commit(repository)
    base = git(repository, "rev-parse", "main").strip()
    assert "2007-05" in act(base).summary
    assert "2007-05" not in act(base, summary="false").summary


def test_push_without_a_base_checks_the_whole_graph(act):
    done = act()
    assert (done.code, len(done.annotations), done.outputs["base"]) == (1, 1, "")


def test_settings_reach_the_check(repository: Path, act):
    quiet = act(annotations="false")
    assert (quiet.code, quiet.annotations) == (1, [])
    assert "tgsh:Agreement-signedOn" in quiet.summary
    assert act(summary="false").summary == ""
    done = act(lang="ru", notes="true")
    assert "месяцы" in done.stdout
    assert len(done.annotations) == 9
    shutil.copytree(WORLD, repository / "world", dirs_exist_ok=True)
    assert (act().code, act(fail_on="info").code) == (0, 1)


def test_shallow_clone_is_told_clearly(repository: Path, tmp_path: Path, act):
    base = git(repository, "rev-parse", "main").strip()
    seed(repository / "world", "unknown form")
    commit(repository)
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--branch", "feature", repository.as_uri(), str(shallow))
    done = act(base, where=shallow, changed="true")
    assert done.code == 2
    (line,) = done.annotations
    assert line.startswith("::error ")
    assert base in line
    assert "fetch-depth: 0" in line
    # Without `changed` the graph is checked all the same.
    done = act(base, where=shallow)
    assert done.code == 1
    assert done.annotations[0].startswith("::warning ")
    assert len(done.annotations) == 3


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        ({"changed": "yes"}, "write true or false"),
        ({"folder": "nowhere"}, "no folder"),
        ({"changed": "true"}, "give the revision"),
        ({"extras": "rdflib; touch spoilt", "install": "true"}, "names of extras"),
        ({"sarif": "a\nexit-code=0"}, "line break"),
        ({"base": "no-such-revision", "changed": "true"}, "no-such-revision"),
    ],
)
def test_what_is_set_wrong_is_refused(repository: Path, act, inputs: dict[str, str], told: str):
    done = act(**inputs)
    assert (done.code, len(done.annotations)) == (2, 1)
    assert told in done.annotations[0]
    assert not (repository / "spoilt").exists()


@pytest.mark.parametrize("name", ["folder", "base", "documents", "fail-on", "baseline", "sarif"])
def test_inputs_are_data(repository: Path, act, name: str):
    act(**{name.replace("-", "_"): "--fix $(touch spoilt)`touch spoilt`'\"; touch spoilt #"})
    assert not list(repository.rglob("spoilt"))
    assert git(repository, "status", "--porcelain", "--untracked-files=no") == ""


def test_no_expression_stands_in_a_script():
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]
    assert set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text(encoding="utf-8"))) == set(
        ACTION["inputs"]
    )


def test_install_step_installs_what_the_check_runs(repository: Path, tmp_path: Path):
    inputs = {"folder": "world"}
    done = run_steps(repository, tmp_path / "installed", inputs)
    if "No matching distribution" in done.stderr or "Could not find a version" in done.stderr:
        pytest.skip("the package's dependencies cannot be had here")
    assert (done.code, len(done.annotations)) == (1, 1), done.stderr
    assert (tmp_path / "installed" / "twingraph" / "bin" / "twingraph").is_file()


@pytest.fixture
def hook(repository: Path):
    """Run the entry of a hook with the files that pre-commit would give it."""

    def hook(name: str, *files: str) -> subprocess.CompletedProcess[str]:
        wanted = HOOKS[name]
        matching = [file for file in files if re.search(wanted["files"], file)]
        words = shlex.split(wanted["entry"]) + (matching if wanted.get("pass_filenames", True) else ["world"])
        assert words[0] == "twingraph"
        return subprocess.run(
            [sys.executable, "-m", *words],
            cwd=repository,
            env=os.environ | {"PYTHONPATH": str(ROOT), "TWINGRAPH_CACHE": "off"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return hook


def test_hook_check_fails_on_a_fault(repository: Path, hook):
    done = hook("twingraph-check", REPORT)
    assert (done.returncode, REPORT in done.stdout) == (1, True)
    shutil.copytree(WORLD, repository / "world", dirs_exist_ok=True)
    assert hook("twingraph-check", REPORT).returncode == 0


def test_hook_format_writes_only_the_files_given(repository: Path, hook):
    file = repository / "world/data/loose.ttl"
    file.write_text("@prefix x:<http://x/>.x:a x:b x:c.\n", encoding="utf-8")
    (repository / "world/data/other.ttl").write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    done = hook("twingraph-format", "world/data/loose.ttl", "README.md")
    assert done.returncode == 0, done.stderr
    assert "x:a\n" in file.read_text(encoding="utf-8")
    assert "x:a\n" not in (repository / "world/data/other.ttl").read_text(encoding="utf-8")


PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCKS = [yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)]
WORKFLOWS = [
    BLOCKS[0],
    *(
        yaml.safe_load(file.read_text(encoding="utf-8"))
        for file in sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    ),
]


def test_page_shows_a_workflow_a_pipeline_and_hooks():
    workflow, pipeline, hooks = BLOCKS
    assert set(pipeline["graph"]["artifacts"]["reports"]) == {"codequality", "junit"}
    assert {hook["id"] for hook in hooks["repos"][0]["hooks"]} == set(HOOKS)
    assert "check" in workflow["jobs"]


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_workflows_pin_actions_and_give_ours_only_inputs_that_it_has(workflow):
    assert workflow["permissions"] == {"contents": "read"}
    steps = [step for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step]
    ours = [step for step in steps if step["uses"] in ("./", "OWNER/twingraph@COMMIT")]
    assert ours or workflow["name"] == "Release"
    for step in ours:
        assert set(step.get("with", {})) <= set(ACTION["inputs"])
    for step in steps:
        assert step in ours or re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"]), step["uses"]


def test_inputs_and_their_defaults_stand_on_the_page():
    rows = dict(re.findall(r"^\| `([\w-]+)` \|(?: `(.*?)`| [^`|]+)? \|", PAGE, re.MULTILINE))
    assert rows == {name: str(each["default"]) for name, each in ACTION["inputs"].items()}


def commands_of_the_page() -> list[str]:
    """Return every command of ``twingraph`` on the page, without what a shell does with its exit code."""
    shell = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    lines = [line for block in shell for line in block.splitlines()] + BLOCKS[1]["graph"]["script"]
    return [line.split(" || ")[0] for line in lines if line.startswith("twingraph ")]


@pytest.mark.parametrize("command", commands_of_the_page())
def test_commands_of_the_page_run(repository: Path, command: str):
    git(repository, "update-ref", "refs/remotes/origin/main", "main")
    name = "twingraph() { " + shlex.join([sys.executable, "-m", "twingraph"]) + ' "$@"; }; '
    done = subprocess.run(
        ["bash", "-c", name + command],
        cwd=repository / "world",
        env=os.environ | {"PYTHONPATH": str(ROOT), "TWINGRAPH_CACHE": "off"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == (0 if "--changed" in command else 1), done.stderr
