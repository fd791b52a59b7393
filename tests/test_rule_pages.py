"""Every rule that a finding can name has its place on docs/rules.md, in both languages.

``TWINGRAPH_UPDATE_DOCS=1`` writes the pages anew instead of comparing them.
"""

from __future__ import annotations

import ast
import os
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from twingraph.check.report.rulepage import rule_page
from twingraph.check.rulebook import Rule, anchor, rulebook
from twingraph.check.shapes import Shapes
from twingraph.layout import GraphFolder
from twingraph.texts import LANGS, Lang

UPDATE = os.environ.get("TWINGRAPH_UPDATE_DOCS") == "1"
#: Calls that name a rule, and which of their arguments does.
NAMING = {"Finding": 1, "Problem": 0, "problem": 0, "message": 0, "Unfit": 0, "EngineError": 0, "error": 0}
#: What such calls name besides: parts of messages and the last resort of a shape without words.
NO_RULES = {"near", "shape"}


@pytest.fixture(scope="module")
def rules() -> dict[str, Rule]:
    return rulebook(Shapes(GraphFolder.find(ROOT).shape_files()))


def path_of(lang: Lang) -> Path:
    return ROOT / "docs" / ("rules.md" if lang == "en" else f"rules.{lang}.md")


@pytest.mark.parametrize("lang", LANGS)
def test_page_is_what_the_rules_say(rules: dict[str, Rule], lang: Lang):
    text = rule_page(rules, lang)
    if UPDATE:
        path_of(lang).write_text(text, encoding="utf-8")
    assert path_of(lang).read_text(encoding="utf-8") == text, f"TWINGRAPH_UPDATE_DOCS=1 pytest {Path(__file__).name}"


@pytest.mark.parametrize("lang", LANGS)
def test_every_rule_has_a_heading_of_its_own(rules: dict[str, Rule], lang: Lang):
    headings = re.findall("^### (.*)$", path_of(lang).read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(headings) == sorted(rules)
    assert len({anchor(heading) for heading in headings}) == len(headings)


def named_in(file: Path) -> set[str]:
    """The rules that the calls in a module name; those that are reckoned are not to be seen so."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            position = NAMING.get(name)
            if position is not None and len(node.args) > position and isinstance(node.args[position], ast.Constant):
                found.add(node.args[position].value)
    return found


def test_every_rule_that_the_program_names_is_described(rules: dict[str, Rule]):
    checks = (ROOT / "twingraph" / "check").rglob("*.py")
    evidence = (ROOT / "twingraph" / "evidence").rglob("*.py")
    named = {rule for file in (*checks, *evidence, ROOT / "twingraph/queries/header.py") for rule in named_in(file)}
    assert {"syntax", "evidence-missing", "ledger-gap", "header-yaml", "constraint-this", "no-engine"} <= named
    assert named - NO_RULES <= set(rules)


def test_every_shape_and_constraint_with_a_message_is_described(rules: dict[str, Rule]):
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "shapes").glob("*.ttl")))
    blocks = re.findall(r"^(tgsh:[\w-]+)\n((?: .*\n|\n(?= ))*)", text, re.MULTILINE)
    shapes = {name for name, block in blocks if "sh:message" in block}
    assert len(shapes) > 100
    assert shapes == {rule for rule in rules if rule.startswith("tgsh:")}


@pytest.mark.parametrize(
    ("rule", "severity", "about"),
    [
        ("tgsh:Agreement-party", "violation", ("tg:Agreement", "tg:party")),
        ("tgsh:Agreement-duplicate", "violation", ("tg:Agreement",)),
        ("tgsh:Agreement-title-given", "info", ("tg:Agreement", "tg:title")),
        ("not-read", "warning", ()),
        ("syntax", "violation", ()),
    ],
)
def test_rule_tells_its_severity_and_what_it_is_about(rules, rule, severity, about):
    assert (rules[rule].severity, rules[rule].about) == (severity, about)


def test_what_differs_is_left_open(rules: dict[str, Rule]):
    assert rules["unknown-class"].message["en"].startswith("There is no class …. Use a class")
    assert "VALUES ?… { … }" in rules["parameter-block"].message["en"]
    assert not [rule for rule in rules.values() for text in rule.message.values() if re.search(r"\{[?$\w]", text)]
