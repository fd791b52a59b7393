"""Evidence: verification, the ledger, finding and showing.

The texts here are invented; they may name real places and days.
"""

from __future__ import annotations

import shutil
import string
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from twingraph.evidence import SourceText, entries, find, gaps, quotations, verify
from twingraph.evidence.find import turtle
from twingraph.evidence.records import documents as described_in
from twingraph.evidence.sentences import sentences
from twingraph.evidence.texts import TEXTS
from twingraph.layout import GraphFolder
from twingraph.loader import load

ROOT = Path(__file__).resolve().parent.parent
WORLD = ROOT / "tests" / "world"
REAL_DOCUMENTS = ROOT.parent / "shared" / "documents"


def _document_slugs() -> list[str]:
    return sorted(path.stem for path in (ROOT / "data" / "documents").glob("*.ttl"))


@pytest.fixture(scope="module")
def world_folder() -> GraphFolder:
    return GraphFolder.find(WORLD)


@pytest.fixture(scope="module")
def world(world_folder):
    return load(world_folder)


@pytest.fixture
def copy(tmp_path):
    """A copy of the world that a test may spoil."""
    return Path(shutil.copytree(WORLD, tmp_path / "world"))


def problems_of(root: Path, *, texts: bool = True) -> list:
    folder = GraphFolder.find(root)
    store = load(folder)
    documents = folder.documents if texts else None
    return [*verify(store, documents, folder), *gaps(store, documents, folder)]


def edit(path: Path, old: str, new: str, count: int = 1) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")


# --- The tiny world, as it is and spoilt


def test_the_world_is_verified_and_its_ledger_has_no_gap(world, world_folder):
    assert [p.message() for p in verify(world, world_folder.documents, world_folder)] == []
    assert [p.message() for p in gaps(world, world_folder.documents, world_folder)] == []


def test_without_texts_the_world_has_no_problem_either(world, world_folder):
    assert [*verify(world, None, world_folder), *gaps(world, None, world_folder)] == []


def test_every_sentence_is_in_the_ledger_once(world, world_folder):
    ledger = list(entries(world, world_folder.documents, world_folder))
    assert ledger
    assert not any(entry.is_gap for entry in ledger)
    for document in described_in(world, world_folder):
        text = (world_folder.documents / document.file_name).read_text(encoding="utf-8")
        own = [entry.sentence for entry in ledger if entry.document == document]
        assert own == list(sentences(text))


REPORT = "data/documents/veligrad-report.ttl"
REPORT_TEXT = "documents/veligrad-report.txt"


def evidence_block(root: Path, needle: str) -> str:
    """Return the first block of evidence in the report that holds a text."""
    blocks = (root / REPORT).read_text(encoding="utf-8").split("\n\n")
    return next(block for block in blocks if "a tg:Evidence" in block and needle in block)


def test_a_missing_text_is_one_problem(copy):
    (copy / REPORT_TEXT).unlink()
    (problem,) = problems_of(copy)
    assert (problem.rule, problem.file_name) == ("document-file", "veligrad-report.txt")
    assert "veligrad-report.txt" in problem.message("en")


def test_a_file_name_may_not_lead_out_of_the_folder(copy):
    edit(copy / REPORT, 'tg:fileName "veligrad-report.txt"', 'tg:fileName "../documents/veligrad-report.txt"')
    assert [p.rule for p in problems_of(copy)] == ["document-file"]


def test_a_text_that_is_not_utf8(copy):
    (copy / REPORT_TEXT).write_bytes("Велиград".encode("cp1251"))
    assert "document-encoding" in {p.rule for p in problems_of(copy)}


def test_a_changed_text_is_found_by_hash_and_its_spans_are_not_judged(copy):
    path = copy / REPORT_TEXT
    path.write_text(path.read_text(encoding="utf-8") + "!", encoding="utf-8")
    rules = [p.rule for p in problems_of(copy)]
    assert rules[:2] == ["document-hash", "document-length"]
    assert not any(rule.startswith("evidence-") for rule in rules)


def test_a_wrong_hash(copy):
    text = (copy / REPORT).read_text(encoding="utf-8")
    stated = text.split('tg:sha256 "')[1].split('"')[0]
    edit(copy / REPORT, stated, "0" * 64)
    (problem,) = problems_of(copy)
    assert problem.rule == "document-hash"


def test_a_span_outside_the_document_is_found_without_the_text(copy):
    block = evidence_block(copy, "tg:signedOn")
    end = block.split("oa:end ")[1].split()[0]
    edit(copy / REPORT, block, block.replace(f"oa:end {end}", "oa:end 999999"))
    assert "evidence-span" in {p.rule for p in problems_of(copy, texts=False)}
    edit(copy / REPORT, "oa:end 999999", "oa:end 0")
    assert "evidence-span" in {p.rule for p in problems_of(copy, texts=False)}


def test_a_statement_without_evidence_is_found_without_the_text(copy):
    block = evidence_block(copy, "tg:signedOn")
    edit(copy / REPORT, block + "\n\n", "")
    rules = [p for p in problems_of(copy, texts=False) if p.rule == "evidence-missing"]
    assert [str(p.property.value).rpartition("#")[2] for p in rules] == ["signedOn"]


def test_evidence_for_what_is_not_said(copy):
    block = evidence_block(copy, '"2003-09-27"^^xsd:date')
    edit(copy / REPORT, block, block.replace("2003-09-27", "2003-09-28"))
    rules = {p.rule for p in problems_of(copy)}
    assert {"evidence-unstated", "evidence-missing", "evidence-date"} <= rules


def test_evidence_in_another_documents_file(copy):
    block = evidence_block(copy, "tg:signedOn")
    moved = block.replace("tg:statedIn document:veligrad-report", "tg:statedIn document:linden-news")
    edit(copy / REPORT, block, moved)
    assert "evidence-elsewhere" in {p.rule for p in problems_of(copy, texts=False)}


def test_incomplete_evidence(copy):
    block = evidence_block(copy, "tg:signedOn")
    start = next(line for line in block.splitlines() if "oa:start" in line)
    edit(copy / REPORT, block, block.replace(start + "\n", ""))
    assert "evidence-incomplete" in {p.rule for p in problems_of(copy)}


def test_a_span_that_is_too_long(copy):
    block = evidence_block(copy, "tg:signedOn")
    start = int(block.split("oa:start ")[1].split()[0])
    end = block.split("oa:end ")[1].split()[0]
    edit(copy / REPORT, block, block.replace(f"oa:end {end}", f"oa:end {start + 61}"))
    assert "evidence-long" in {p.rule for p in problems_of(copy, texts=False)}


def test_a_wording_that_is_not_there(copy):
    block = evidence_block(copy, "tg:wording")
    wording = block.split('tg:wording "')[1].split('"')[0]
    edit(copy / REPORT, block, block.replace(wording, "совсем другие слова"))
    (problem,) = problems_of(copy)
    assert problem.rule == "evidence-wording"


def test_a_city_is_not_named_where_its_district_is(copy):
    """The district of Linden signed for itself: Linden may not be taken for it, though its name stands there."""
    block = evidence_block(copy, "tg:statedValue place:linden-north")
    swapped = block.replace("tg:statedValue place:linden-north", "tg:statedValue place:linden")
    assert swapped != block
    edit(copy / REPORT, block, swapped)
    assert "evidence-covered" in {p.rule for p in problems_of(copy)}


def test_an_implied_value_may_be_named_by_what_acts_for_it(copy):
    block = evidence_block(copy, "tg:statedValue place:linden-north")
    implied = block.replace("tg:statedValue place:linden-north", "tg:statedValue place:linden")
    implied = implied.replace("    tg:statedIn", "    tg:certainty certainty:implied ;\n    tg:statedIn")
    edit(copy / REPORT, block, implied)
    path = copy / REPORT
    prefix = "@prefix certainty: <https://w3id.org/twingraph/id/certainty/> .\n"
    path.write_text(prefix + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert "evidence-covered" not in {p.rule for p in problems_of(copy)}


def test_what_is_concluded_needs_an_inference_that_rests_on_evidence(copy):
    news = copy / "data/documents/linden-news.ttl"
    blocks = news.read_text(encoding="utf-8").split("\n\n")
    block = next(block for block in blocks if "a tg:Inference" in block)
    premise = next(line for line in block.splitlines() if "tg:premise" in line)
    edit(news, premise + "\n", "")
    assert [p.rule for p in problems_of(copy, texts=False)] == ["evidence-missing"]


def test_a_gap_and_omissions_that_are_wrong(copy):
    blocks = (copy / REPORT).read_text(encoding="utf-8").split("\n\n")
    block = next(block for block in blocks if "a tg:Omission" in block)
    edit(copy / REPORT, block, "")
    problems = problems_of(copy)
    assert [p.rule for p in problems] == ["ledger-gap"]
    assert problems[0].file_name == "veligrad-report.txt"
    end = block.split("oa:end ")[1].split()[0]
    start = block.split("oa:start ")[1].split()[0]
    path = copy / REPORT
    original = path.read_text(encoding="utf-8")
    spoilt = [
        (block.replace(f"oa:end {end}", "oa:end 999999"), "ledger-span"),
        (block.replace(f"oa:end {end}", "oa:end 900").replace(f"oa:start {start}", "oa:start 0"), "ledger-overlap"),
        (
            block.replace("tg:statedIn document:veligrad-report", "tg:statedIn document:linden-news"),
            "ledger-elsewhere",
        ),
        ("\n".join(line for line in block.splitlines() if "oa:start" not in line), "ledger-incomplete"),
    ]
    for changed, rule in spoilt:
        path.write_text(original + "\n\n" + changed + "\n", encoding="utf-8")
        assert rule in {p.rule for p in problems_of(copy)}, rule


def test_every_rule_is_told_in_both_languages_with_the_same_values():
    for rule, texts in TEXTS.items():
        assert set(texts) == {"en", "ru"}
        fields = [{name for _, name, _, _ in string.Formatter().parse(t) if name} for t in texts.values()]
        assert fields[0] == fields[1], rule
        assert any("а" <= letter <= "я" for letter in texts["ru"].lower())


# --- Find and show


def test_find_exact_then_by_any_spaces(tmp_path):
    source = SourceText(tmp_path / "a.txt", "Город\u00a0Велиград.\nГород\nВелиград и город Велиград", "")
    exact = find("город Велиград", source)
    assert [(m.start, m.line, m.column) for m in exact] == [(33, 3, 12)]
    spaced = find("Город Велиград", source)
    assert [(m.start, m.end) for m in spaced] == [(0, 14), (16, 30)]
    assert [m.text for m in spaced] == ["Город\u00a0Велиград", "Город\nВелиград"]
    assert find("Линден", source) == []
    assert find("  ", source) == []


def test_the_turtle_to_paste_is_turtle_once_it_is_filled_in(world_folder):
    source = SourceText.read(world_folder.documents / "veligrad-report.txt")
    match = find("27 сентября 2003 года", source)[0]
    pasted = turtle(match, "https://w3id.org/twingraph/id/document/veligrad-report", world_folder)
    assert f"oa:start {match.start} ;" in pasted
    prefixes = (
        "@prefix evidence: <urn:e:> . @prefix document: <urn:d:> . @prefix oa: <urn:oa:> . @prefix tg: <urn:tg:> .\n"
    )
    with pytest.raises(SyntaxError):
        list(parse(prefixes + pasted, RdfFormat.TURTLE))
    filled = pasted.replace("SUBJECT", "<urn:s>").replace("VALUE", '"v"')
    assert len(list(parse(prefixes + filled, RdfFormat.TURTLE))) == 7


def test_quotations_show_the_words_in_their_place(world, world_folder):
    shown = list(quotations(world, world_folder.documents, None, world_folder))
    assert shown
    assert all(q.is_verified for q in shown)
    thing = shown[0].evidence.subject.value
    own = list(quotations(world, world_folder.documents, thing, world_folder))
    assert 0 < len(own) < len(shown)
    for quotation in own:
        assert quotation.quoted in quotation.text("ru") or "\n" in quotation.quoted
        assert quotation.text("en") != quotation.text("ru")


def test_quotations_without_texts_are_not_called_verified(world, world_folder):
    shown = list(quotations(world, None, None, world_folder))
    assert shown
    assert not any(q.is_verified for q in shown)
    assert all(q.line is None and not q.quoted for q in shown)


# --- Cost


def test_the_dictionaries_are_read_only_when_a_name_must_be_looked_for(world_folder):
    program = (
        "import sys; from twingraph.evidence import verify; from twingraph.layout import GraphFolder;"
        "from twingraph.loader import load; f = GraphFolder.find(sys.argv[1]); s = load(f);"
        "list(verify(s, None, f)); assert 'pymorphy3' not in sys.modules and 'razdel' not in sys.modules;"
        "list(verify(s, f.documents, f)); assert 'pymorphy3' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program, str(WORLD)], check=True, cwd=ROOT)


# --- The real documents

needs_documents = pytest.mark.skipif(
    not REAL_DOCUMENTS.is_dir(), reason="the source documents (../shared/documents) are not on this machine"
)


@pytest.fixture(scope="module")
def real_problems():
    folder = GraphFolder.find(ROOT)
    store = load(folder)
    return [*verify(store, REAL_DOCUMENTS, folder), *gaps(store, REAL_DOCUMENTS, folder)]


@needs_documents
@pytest.mark.parametrize("slug", _document_slugs())
def test_every_span_of_a_real_document_is_verified(real_problems, slug):
    own = [p for p in real_problems if p.document is None or p.document.endswith(f"/document/{slug}")]
    assert [f"{p.rule} {p.start}-{p.end}: {p.message()}" for p in own] == []
