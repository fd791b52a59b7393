"""The systemd unit and the container file of the docs, as far as that can be told without a systemd and a builder."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from twingraph.cli.parser import build_parser

FOLDER = ROOT / "docs" / "serve"
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")


def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(FOLDER / "twingraph.service", encoding="utf-8")
    return parser


@needs_systemd
def test_the_unit_is_one(tmp_path: Path):
    text = (
        (FOLDER / "twingraph.service").read_text(encoding="utf-8").replace("/opt/twingraph/bin/twingraph", "/bin/true")
    )
    (tmp_path / "twingraph.service").write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--recursive-errors=no", tmp_path / "twingraph.service"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0


def test_the_unit_starts_a_command_that_there_is():
    words = unit()["Service"]["ExecStart"].split()
    options = build_parser("en", words[1:]).parse_args(words[1:])
    assert (options.command, options.proxy, options.log) == ("serve", True, "json")


def test_the_container_starts_a_command_that_there_is():
    text = (FOLDER / "Containerfile").read_text(encoding="utf-8")
    instructions = [line.split()[0] for line in text.splitlines() if line and not line.startswith(("#", " "))]
    known = {"FROM", "WORKDIR", "COPY", "RUN", "USER", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT"}
    assert set(instructions) <= known
    assert instructions[0] == "FROM"
    found = re.search(r"^ENTRYPOINT (\[.*\])$", text, re.MULTILINE)
    assert found is not None
    words = re.findall(r'"([^"]*)"', found[1])
    options = build_parser("en", words[1:]).parse_args(words[1:])
    assert (options.command, options.host) == ("serve", "0.0.0.0")  # noqa: S104 - within a container


def test_every_option_is_documented():
    text = (ROOT / "docs" / "serve.md").read_text(encoding="utf-8")
    parser = build_parser("en", ["serve"])._subparsers._group_actions[0].choices["serve"]
    options = {word for action in parser._actions for word in action.option_strings if word.startswith("--")}
    for option in options - {"--help", "--lang"}:
        assert option in text, option
