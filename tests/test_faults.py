"""Twenty faults, seeded one at a time into the tiny world: each is found at its file and line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from twingraph.check import check, fails
from twingraph.layout import GraphFolder

WORLD = Path(__file__).parent / "world"
REPORT = "data/documents/veligrad-report.ttl"
MARK = "¦"


@dataclass(frozen=True)
class Fault:
    """One edit of one file, and what is to be found.

    ``pattern`` is replaced once by ``by``, in which ``¦`` marks the line at which the fault must be told.
    """

    name: str
    pattern: str
    by: str
    rule: str
    file: str = REPORT

    def seed(self, world: Path) -> tuple[Path, int]:
        """Edit the file; return it and the line."""
        file = world / self.file
        text, count = re.subn(self.pattern, self.by, file.read_text(encoding="utf-8"), count=1)
        assert count == 1, f"the world no longer has what {self.name!r} edits"
        line = text[: text.index(MARK)].count("\n") + 1
        file.write_text(text.replace(MARK, ""), encoding="utf-8")
        return file, line


FAULTS = [
    Fault(
        "missing label",
        r"(person:pavel-ozerov)\n    a tg:Person ;\n    rdfs:label\n.*\n.*\.",
        r"¦\1\n    a tg:Person .",
        "tgsh:Thing-label",
    ),
    Fault(
        "label in one language only",
        r"(tie:veligrad-korvina\n    a tg:Tie ;\n    rdfs:label\n)(.*@en)\s*,\n.*@ru ;",
        r"\1¦\2 ;",
        "tgsh:Thing-labelRussian",
    ),
    Fault(
        "unknown class",
        r"(agreement:veligrad-korvina-2011\n)    a tg:Agreement ;",
        r"\1¦    a tg:Agrement ;",
        "unknown-class",
    ),
    Fault(
        "misspelt property",
        r'    tg:signedOn ("2011"\^\^xsd:gYear ;)',
        r"¦    tg:signdOn \1",
        "unknown-property",
    ),
    Fault(
        "wrong datatype",
        r'    tg:minimum "200"\^\^xsd:decimal',
        r'¦    tg:minimum "200"^^xsd:string',
        "tgsh:Quantity-minimum",
    ),
    Fault(
        "month 13",
        r'    tg:signedOn "2007-05"\^\^xsd:gYearMonth',
        r'¦    tg:signedOn "2007-13"^^xsd:gYearMonth',
        "tgsh:Agreement-signedOn",
    ),
    Fault(
        "future signature",
        r'    tg:signedOn "2011"\^\^xsd:gYear',
        r'¦    tg:signedOn "2911"^^xsd:gYear',
        "tgsh:Agreement-signedOnInFuture",
    ),
    Fault(
        "end before start",
        r'(    tg:heldIn place:veligrad ;\n    tg:startDate "2013"\^\^xsd:gYear ;)',
        r'¦    tg:endDate "2012"^^xsd:gYear ;\n\1',
        "tgsh:Activity-endBeforeStart",
    ),
    Fault(
        "one party",
        r"    tg:party\s+place:linden-north\s*,\s+place:veligrad ;",
        r"¦    tg:party place:veligrad ;",
        "tgsh:Agreement-party",
    ),
    Fault(
        "same party twice",
        r"(    tg:party\s+)(body:korvina-executive-committee)\s*,\n(\s+)place:veligrad ;",
        r"\1\2,\n¦\3place:korvina ;",
        "tgsh:Agreement-sameParty",
    ),
    Fault(
        "party of the wrong class",
        r"(    tg:party\s+)body:korvina-executive-committee(\s*,\s+place:veligrad ;)",
        r"\1¦person:pavel-ozerov\2",
        "tgsh:Agreement-party-value",
    ),
    Fault(
        "unknown form",
        r"    tg:form form:memorandum ;",
        r"¦    tg:form form:memorandun ;",
        "unknown-concept",
    ),
    Fault(
        "no evidence",
        r'(?s)(    tg:signedOn "2003-09-27"\^\^xsd:date ;.*?)'
        r"evidence:agreement-veligrad-linden-2003--signed-on\n.*? \.\n\n",
        r"¦\1",
        "evidence-missing",
    ),
    Fault(
        "span outside the document",
        r"(evidence:agreement-veligrad-linden-2003--signed-on\n.*\n)    oa:end 164 ;",
        r"\1¦    oa:end 9164 ;",
        "evidence-span",
    ),
    Fault(
        "shifted span",
        r"(evidence:agreement-veligrad-linden-2003--signed-on\n.*\n)    oa:end 164 ;\n    oa:start 143 ;",
        r"\1    oa:end 162 ;\n¦    oa:start 141 ;",
        "evidence-boundary",
    ),
    Fault(
        "swapped value",
        r'(?s)(    tg:signedOn "20)03(-09-27"\^\^xsd:date ;'
        r".*?evidence:agreement-veligrad-linden-2003--signed-on\n.*?)"
        r'    tg:statedValue "2003-09-27"\^\^xsd:date \.',
        r'\g<1>07\2¦    tg:statedValue "2007-09-27"^^xsd:date .',
        "evidence-date",
    ),
    Fault(
        "wrong hash",
        r'    tg:sha256 "43ab',
        r'¦    tg:sha256 "53ab',
        "document-hash",
    ),
    Fault(
        "gap in the ledger",
        r"(?s)(document:veligrad-report\n    a .*?)omission:veligrad-report-2\n.*? \.\n\n",
        r"¦\1",
        "ledger-gap",
    ),
    Fault(
        "duplicate agreement",
        r"(?s)agreement:veligrad-korvina-2011(\n    a .*? \.\n\n)",
        r"¦agreement:korvina-veligrad-2011\1agreement:veligrad-korvina-2011\1",
        "tgsh:Agreement-duplicate",
    ),
    Fault(
        "broken Turtle",
        r"    tg:postIn place:veligrad \.",
        r"¦    tg:postIn place:veligrad, ; .",
        "syntax",
    ),
]


@pytest.fixture(scope="module")
def sound():
    """What is found in the world as it stands."""
    return check(GraphFolder.find(WORLD))


def test_twenty_faults():
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) == 20


def test_sound_world_passes(sound):
    assert not fails(sound)
    assert [finding for finding in sound if finding.severity == "violation"] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.replace(" ", "-"))
def test_fault_is_found_at_its_line(fault, world_copy, sound):
    file, line = fault.seed(world_copy)
    findings = check(GraphFolder.find(world_copy))
    assert fails(findings)
    assert fault.rule not in {finding.rule for finding in sound if finding.severity == "violation"}
    told = [(finding.file, finding.line) for finding in findings if finding.rule == fault.rule]
    assert (file, line) in told, [
        (finding.rule, finding.line) for finding in findings if finding.severity == "violation"
    ]
    for finding in findings:
        assert finding.message["en"]
        assert finding.message["ru"]
        assert "{" not in finding.message["en"] + finding.message["ru"]


@pytest.mark.parametrize(
    "name",
    [
        "unknown class",
        "misspelt property",
        "unknown form",
        "no evidence",
        "wrong hash",
        "month 13",
        "future signature",
        "party of the wrong class",
    ],
)
def test_one_fault_is_one_violation(name, world_copy):
    fault = next(fault for fault in FAULTS if fault.name == name)
    fault.seed(world_copy)
    findings = check(GraphFolder.find(world_copy))
    assert [finding.rule for finding in findings if finding.severity == "violation"] == [fault.rule]


@pytest.mark.parametrize("name", ["wrong hash", "month 13", "broken Turtle", "one party"])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_command_line_names_file_and_line(name, lang, world_copy, run):
    fault = next(fault for fault in FAULTS if fault.name == name)
    _, line = fault.seed(world_copy)
    done = run("check", "--graph", world_copy, "--lang", lang, cwd=world_copy)
    assert done.returncode == 1, done.stderr
    told = [row for row in done.stdout.splitlines() if f"[{fault.rule}]" in row]
    assert any(row.startswith(f"{fault.file}:{line}:") for row in told), done.stdout


def test_documentation_shows_what_is_told(world_copy, run):
    next(fault for fault in FAULTS if fault.name == "month 13").seed(world_copy)
    done = run("check", "--graph", world_copy, cwd=world_copy)
    page = (WORLD.parents[1] / "docs" / "checking.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```text\n(.*)\n```$", page, re.MULTILINE)
    assert shown in done.stdout.splitlines()


def test_command_line_passes_the_sound_world(world_copy, run):
    done = run("check", "--graph", world_copy)
    assert done.returncode == 0, done.stdout + done.stderr
