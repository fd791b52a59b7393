"""What makes a check fail, how a folder grades rules for itself, and what is left out because it was known before."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import WORLD
from tests.test_faults import FAULTS
from twingraph.check import check
from twingraph.errors import GraphError
from twingraph.layout import GraphFolder


def seed(world: Path, *names: str) -> None:
    for fault in FAULTS:
        if fault.name in names:
            fault.seed(world)


def configure(world: Path, text: str) -> None:
    with (world / "twingraph.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


# --fail-on


@pytest.mark.parametrize(
    ("fault", "fail_on", "code"),
    [
        (None, None, 0),
        (None, "warning", 0),
        (None, "info", 1),
        ("warning", None, 0),
        ("warning", "warning", 1),
        ("month 13", None, 1),
        ("month 13", "violation", 1),
        ("month 13", "info", 1),
    ],
)
def test_fail_on(run, world_copy: Path, fault: str | None, fail_on: str | None, code: int):
    if fault == "warning":
        (world_copy / "data" / "old.nt").write_text("", encoding="utf-8")
    elif fault:
        seed(world_copy, fault)
    done = run("check", world_copy, *(("--fail-on", fail_on) if fail_on else ()))
    assert done.returncode == code, done.stdout


def test_unknown_options_are_refused(run):
    for words in (("--fail-on", "never"), ("--format", "yaml")):
        assert run("check", WORLD, *words).returncode == 2


# -o


def test_report_is_written_to_a_file(run, world_copy: Path, tmp_path: Path):
    seed(world_copy, "month 13")
    out = tmp_path / "out"
    out.mkdir()
    done = run("check", world_copy, "--format", "json", "-o", out / "report.json")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "1 violation, 8 notes." in done.stderr
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["counts"]["violation"] == 1
    assert [file.name for file in out.iterdir()] == ["report.json"]


def test_file_that_cannot_be_written_is_told(run, tmp_path: Path):
    done = run("check", WORLD, "-o", tmp_path / "no" / "report")
    assert done.returncode == 3
    assert "no" in done.stderr
    assert "Traceback" not in done.stderr


def test_report_to_standard_output(run):
    assert run("check", WORLD, "-o", "-").stdout == run("check", WORLD).stdout == "8 notes.\n"


def test_device_is_written_to_and_not_replaced(run):
    assert run("check", WORLD, "-o", "/dev/stdout").stdout == "8 notes.\n"
    assert not Path("/dev/null").is_file()
    assert run("check", WORLD, "-o", "/dev/null").returncode == 0
    assert Path("/dev/null").is_char_device()


def test_step_summary_is_written_for_github(run, world_copy: Path, tmp_path: Path, monkeypatch):
    seed(world_copy, "month 13")
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert run("check", world_copy).returncode == 1
    assert summary.read_text(encoding="utf-8") == "before\n", "only for the format of GitHub"
    done = run("check", world_copy, "--format", "github")
    assert done.stdout.startswith("::error file=data/documents/veligrad-report.ttl,line=148,")
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n### Check of the graph\n")
    assert "| violation | `tgsh:Agreement-signedOn` | 1 |" in text


# Severities in twingraph.toml


def test_severity_is_adjusted(run, world_copy: Path):
    seed(world_copy, "month 13")
    rule = '"tgsh:Agreement-signedOn" = {severity = "warning", reason = "dates of the source are being mended"}'
    configure(world_copy, f"[check.severity]\n{rule}")
    done = run("check", world_copy)
    assert done.returncode == 0
    assert "warning [tgsh:Agreement-signedOn]" in done.stdout
    assert done.stdout.endswith("1 warning, 8 notes.\nGraded by twingraph.toml otherwise than by their rules: 1.\n")
    assert run("check", world_copy, "--fail-on", "warning").returncode == 1
    russian = run("check", world_copy, "--lang", "ru").stdout
    assert russian.endswith("Степень изменена в twingraph.toml: 1.\n")


def test_rule_is_switched_off(run, world_copy: Path):
    configure(world_copy, '[check.severity]\n"tgsh:Municipality-link" = {severity = "off", reason = "invented places"}')
    assert run("check", world_copy).stdout == "4 notes.\nGraded by twingraph.toml otherwise than by their rules: 4.\n"


def test_note_becomes_a_violation(world_copy: Path):
    configure(
        world_copy, '[check.severity]\n"tgsh:Municipality-link" = {severity = "violation", reason = "we link all"}'
    )
    found = check(GraphFolder.find(world_copy))
    assert {finding.severity for finding in found if finding.rule == "tgsh:Municipality-link"} == {"violation"}


def test_rule_of_the_program_is_adjusted_too(world_copy: Path):
    (world_copy / "data" / "old.nt").write_text("", encoding="utf-8")
    configure(world_copy, '[check.severity]\nnot-read = {severity = "off", reason = "an archive"}')
    assert "not-read" not in {finding.rule for finding in check(GraphFolder.find(world_copy))}


@pytest.mark.parametrize(
    ("text", "key", "told"),
    [
        ('[check.severity]\n"tgsh:Agreement-singedOn" = {severity = "info", reason = "x"}', "unknown-severity-rule",
         "did you mean tgsh:Agreement-signedOn?"),
        ('[check.severity]\nsyntax = {severity = "info"}', "severity-reason", "reason"),
        ('[check.severity]\nsyntax = {severity = "info", reason = " "}', "severity-reason", "reason"),
        ('[check.severity]\nsyntax = {severity = "error", reason = "x"}', "unknown-severity", "warning, info, off"),
        ('[check.severity]\nsyntax = {severity = ["info"], reason = "x"}', "unknown-severity", "violation, warning"),
        ('[check.severity]\nsyntax = "info"', "severity-form", '"syntax" = {severity = "…", reason = "…"}'),
        ('[check.severity]\nsyntax = {severity = "info", reason = "x", until = "2030"}', "severity-form", "syntax"),
        ("[check]\nseverities = {}", "unknown-setting", "check.severity"),
        ("[check]\nseverity = 3", "setting-not-table", "[check.severity]"),
        ("check = 3", "setting-not-table", "[check]"),
        ('rules = "docs/rules.md"', "bad-rules", "docs/rules.md"),
        ('rules = "https://example.org/rules#x"', "bad-rules", "#"),
        ("rules = 3", "setting-not-text", "rules"),
    ],
)  # fmt: skip
def test_wrong_setting_is_told(world_copy: Path, text: str, key: str, told: str):
    file = world_copy / "twingraph.toml"
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{text}\n{before}" if not text.startswith("[") else f"{before}\n{text}\n", encoding="utf-8")
    with pytest.raises(GraphError) as raised:
        check(GraphFolder.find(world_copy))
    assert raised.value.key == key
    assert told in str(raised.value)
    assert "twingraph.toml" in raised.value.message("ru")


def test_rule_of_shapes_that_cannot_be_read_is_not_taken_for_a_slip(world_copy: Path):
    shutil.copytree(GraphFolder.bundled().shapes, world_copy / "shapes")
    (world_copy / "shapes" / "agreements.ttl").write_text("broken", encoding="utf-8")
    configure(world_copy, '[check.severity]\n"tgsh:Agreement-signedOn" = {severity = "info", reason = "x"}')
    assert "syntax" in {finding.rule for finding in check(GraphFolder.find(world_copy))}


# --baseline


@pytest.fixture
def baseline(run, world_copy: Path, tmp_path: Path) -> Path:
    """The baseline of a world with two faults."""
    seed(world_copy, "month 13", "one party")
    file = tmp_path / "baseline.json"
    assert run("check", world_copy, "--format", "json", "-o", file).returncode == 1
    return file


def test_known_findings_are_left_out(run, world_copy: Path, baseline: Path):
    done = run("check", world_copy, "--baseline", baseline)
    assert done.returncode == 0
    count = len(json.loads(baseline.read_text(encoding="utf-8"))["findings"])
    assert done.stdout == f"No findings.\nLeft out as known from the baseline: {count}.\n"


def test_new_findings_are_told_and_mended_ones_counted(run, world_copy: Path, baseline: Path):
    seed(world_copy, "wrong hash")
    file = world_copy / "data" / "documents" / "veligrad-report.ttl"
    text = file.read_text(encoding="utf-8").replace("2007-13", "2007-05")
    file.write_text(f"# A line that moves all others.\n{text}", encoding="utf-8")
    done = run("check", world_copy, "--baseline", baseline)
    assert done.returncode == 1
    assert re.findall(r"\[(.*?)\]", done.stdout) == ["document-hash"]
    assert "1 of the baseline is gone." in done.stdout
    counts = json.loads(run("check", world_copy, "--baseline", baseline, "--format", "json").stdout)["counts"]
    assert (counts["violation"], counts["gone"]) == (1, 1)
    assert counts["known"] == len(json.loads(baseline.read_text(encoding="utf-8"))["findings"]) - 1


def test_finding_that_has_become_graver_is_told(run, world_copy: Path, tmp_path: Path):
    file = tmp_path / "baseline.json"
    assert run("check", world_copy, "--format", "json", "-o", file).returncode == 0
    configure(world_copy, '[check.severity]\n"tgsh:Visit-host-given" = {severity = "violation", reason = "x"}')
    done = run("check", world_copy, "--baseline", file)
    assert done.returncode == 1
    assert re.findall(r"\[(.*?)\]", done.stdout) == ["tgsh:Visit-host-given"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "no baseline"),
        ("[]", "no baseline"),
        ("{}", "no baseline"),
        ('{"report": "twingraph check", "version": 2, "findings": []}', "version"),
        ('{"report": "twingraph check", "version": 1}', "findings"),
        ('{"report": "twingraph check", "version": 1, "findings": [3]}', "findings[0]"),
        (
            '{"report": "twingraph check", "version": 1, "findings": [{"fingerprint": "a", "severity": "x"}]}',
            "findings[0]",
        ),
        ("[" * 100_000, "no baseline"),
        ("\udcff", "no baseline"),
    ],
)
def test_broken_baseline_is_told(run, tmp_path: Path, content: str, told: str):
    file = tmp_path / "baseline.json"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    done = run("check", WORLD, "--baseline", file)
    assert done.returncode == 2
    assert told in done.stderr
    assert str(file) in done.stderr
    assert "Traceback" not in done.stderr


def test_missing_baseline_is_told(run, tmp_path: Path):
    done = run("check", WORLD, "--baseline", tmp_path / "none.json", "--lang", "ru")
    assert done.returncode == 2
    assert "базовый отчёт" in done.stderr
