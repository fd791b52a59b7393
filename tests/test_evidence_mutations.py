"""Mutations prove that verification notices what is wrong: spans that are shifted, values that are swapped.

Every piece of evidence is spoilt in turn, in the tiny world and, where their texts are on this machine, in the real
documents:

* *shifted*: its span is moved by its own length, forwards and backwards, and by three code points at random;
* *swapped*: its value is replaced by each other value that some evidence gives to the same property. The harder
  half of it is tested as well: the statement itself is swapped along with the evidence, so that only the text can tell.

Where the property's rule is that the value itself must stand in the span (name, date, number, text), all mutants must
be noticed but those that are **equivalent**, which is to say that nothing in the text is wrong with them:

1. *same words*: the spoilt span is cut between words and holds, as whole words, words by which the document states
   that same value elsewhere or here (the "kernel": what remains of a true span when words are taken off its ends as
   long as the value is still found). A span of two names holds either; a shift from one mention to the next is true.
2. *namesakes*: the two values bear a common name, so that no text can tell them apart.
3. *implied*: the document does not state the value outright, so that a part of a date, or the name of what acts for
   a place, is all that the span holds.
4. *another truth*: (swapped evidence alone) the statement now supported is made and in the span, and other evidence
   supports the first one.
"""

from __future__ import annotations

import random
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from twingraph.evidence import records
from twingraph.evidence.documents import Shelf
from twingraph.evidence.values import Values
from twingraph.evidence.verify import examine, on_boundaries
from twingraph.evidence.words import words
from twingraph.layout import GraphFolder
from twingraph.loader import load

ROOT = Path(__file__).resolve().parent.parent
WORLD = ROOT / "tests" / "world"
REAL_DOCUMENTS = ROOT.parent / "shared" / "documents"
SEED = 1985
IN_TEXT = ("name", "date", "number", "text")
BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"


@dataclass
class Laboratory:
    """A graph with its texts, and all that is needed to spoil its evidence piece by piece."""

    folder: GraphFolder
    documents: Path

    def __post_init__(self):
        self.store = load(self.folder)
        shelf = Shelf(self.documents)
        self.homes = {d.graph: d for d in records.documents(self.store, self.folder)}
        self.texts = {d.node.value: shelf.get(d.file_name) for d in self.homes.values()}
        self.values = Values(self.store, self.folder)
        everything = records.evidence(self.store, self.folder)
        # Only what holds can be spoilt; that all of it holds is tested elsewhere.
        self.items = [item for item in everything if not self.rules(item)]
        self.unsound = len(everything) - len(self.items)
        self.names = defaultdict(set)
        for row in records.solutions(self.store, "names", self.folder):
            self.names[row["thing"].value].add(row["name"].value.casefold())
        self.supports = Counter((i.graph, i.subject, i.property, i.value) for i in self.items)
        self.kernels = defaultdict(set)
        for item in self.items:
            if item.rule in IN_TEXT:
                self.kernels[item.document, item.value].add(self.kernel(item))

    def text(self, item) -> str:
        return self.texts[item.document].text

    def rules(self, item) -> list[str]:
        return [p.rule for p in examine(item, self.homes.get(item.graph), self.texts, self.values)]

    def said(self, item) -> str:
        return said(self.text(item), item.start, item.end)

    def kernel(self, item) -> str:
        text = self.text(item)
        inner = words(text, item.start, item.end)
        first, last = 0, len(inner) - 1
        while first < last and not self.values.fault(
            replace(item, start=inner[first + 1].start, end=inner[last].end), text
        ):
            first += 1
        while first < last and not self.values.fault(
            replace(item, start=inner[first].start, end=inner[last - 1].end), text
        ):
            last -= 1
        return said(text, inner[first].start, inner[last].end)

    def says(self, item, value) -> bool:
        """The span is cut between words and holds words by which the document states the value."""
        whole = on_boundaries(self.text(item), item.start, item.end)
        return whole and any(kernel in self.said(item) for kernel in self.kernels[item.document, value])

    def is_stated(self, item) -> bool:
        quads = self.store.quads_for_pattern(item.subject, item.property, item.value, NamedNode(item.graph))
        return next(iter(quads), None) is not None

    def namesakes(self, one, other) -> bool:
        return isinstance(one, NamedNode) and not self.names[one.value].isdisjoint(
            self.names[getattr(other, "value", "")]
        )


def said(text: str, start: int, end: int) -> str:
    """The words of a stretch, set off by spaces so that one can be looked for in another as whole words."""
    return f" {' '.join(word.folded for word in words(text, start, end))} "


def is_in_text(item) -> bool:
    boolean = isinstance(item.value, Literal) and item.value.datatype.value == BOOLEAN
    return item.rule in IN_TEXT and not boolean


@pytest.fixture(
    scope="module",
    params=[
        "world",
        pytest.param(
            "real",
            marks=pytest.mark.skipif(
                not REAL_DOCUMENTS.is_dir(),
                reason="the source documents (../shared/documents) are not on this machine",
            ),
        ),
    ],
)
def laboratory(request):
    if request.param == "world":
        folder = GraphFolder.find(WORLD)
        return Laboratory(folder, folder.documents)
    return Laboratory(GraphFolder.find(ROOT), REAL_DOCUMENTS)


@dataclass
class Tally:
    """How many mutants there were by rule, and what became of them."""

    counts: Counter
    survivors: list[str]

    def add(self, item, spoilt, fate: str) -> None:
        self.counts[item.rule or "none", fate] += 1
        if fate == "SURVIVED" and is_in_text(item):
            self.survivors.append(
                f"{item.node.value.rpartition('/')[2]} {item.rule}: {item.value} [{item.start}-{item.end}]"
                f" -> {spoilt.value} [{spoilt.start}-{spoilt.end}]"
            )

    @property
    def excused(self) -> float:
        """What part of the mutants whose value must stand in the text were taken for equivalent ones."""
        own = [(fate, n) for (rule, fate), n in self.counts.items() if rule in IN_TEXT]
        return sum(n for fate, n in own if fate not in {"killed", "SURVIVED"}) / sum(n for _, n in own)

    def report(self, title: str) -> str:
        lines = [title]
        for rule in sorted({rule for rule, _ in self.counts}):
            fates = {fate: n for (own, fate), n in sorted(self.counts.items()) if own == rule}
            killed = fates.get("killed", 0)
            judged = killed + fates.get("SURVIVED", 0)
            rate = f"{100 * killed / judged:.1f} %" if judged else "-"
            lines.append(f"  {rule:10} {rate:>8} of {judged:5} noticed; {fates}")
        return "\n".join([*lines, ""])


def fate_of(laboratory, item, spoilt, *, noticed: bool, equivalent: dict[str, bool]) -> str:
    if noticed:
        return "killed"
    return next((name for name, holds in equivalent.items() if holds), "SURVIVED")


def test_shifted_spans_are_noticed(laboratory):
    chance = random.Random(SEED)  # noqa: S311 - no secret
    tally = Tally(Counter(), [])
    for item in laboratory.items:
        length = item.end - item.start
        for by in (length, -length, chance.choice((-3, 3))):
            spoilt = replace(item, start=item.start + by, end=item.end + by)
            noticed = bool(laboratory.rules(spoilt))
            equivalent = {"same words": not noticed and is_in_text(item) and laboratory.says(spoilt, item.value)}
            tally.add(item, spoilt, fate_of(laboratory, item, spoilt, noticed=noticed, equivalent=equivalent))
    sys.stdout.write(tally.report("shifted spans"))
    assert tally.survivors == []
    assert tally.excused < 0.1
    assert tally.counts["name", "killed"] > 50
    assert tally.counts["date", "killed"] > 10


@pytest.mark.parametrize("together", [False, True], ids=["evidence alone", "with the statement"])
def test_swapped_values_are_noticed(laboratory, together):
    others = defaultdict(set)
    for item in laboratory.items:
        others[item.property].add(item.value)
    tally = Tally(Counter(), [])
    for item in laboratory.items:
        for value in sorted(others[item.property] - {item.value}, key=str):
            spoilt = replace(item, value=value)
            if not together:
                spoilt = replace(spoilt, made=laboratory.is_stated(spoilt))
            first = (item.graph, item.subject, item.property, item.value)
            orphaned = not together and laboratory.supports[first] == 1
            noticed = bool(laboratory.rules(spoilt)) or orphaned
            equivalent = {
                "same words": is_in_text(item) and laboratory.says(spoilt, value),
                "namesakes": laboratory.namesakes(item.value, value),
                "implied": item.partial,
            }
            tally.add(item, spoilt, fate_of(laboratory, item, spoilt, noticed=noticed, equivalent=equivalent))
    sys.stdout.write(tally.report(f"swapped values, {'with the statement' if together else 'evidence alone'}"))
    assert tally.survivors == []
    assert tally.excused < 0.1
    assert tally.counts["name", "killed"] > 50
    assert tally.counts["date", "killed"] > 10


def test_a_verification_that_notices_no_value_would_fail_here(laboratory, monkeypatch):
    """The excuses above are no back door: mutants survive in numbers when the values are not looked at."""
    monkeypatch.setattr(laboratory.values, "fault", lambda *_: None)
    survivors = 0
    for item in filter(is_in_text, laboratory.items):
        for value in {other.value for other in laboratory.items if other.property == item.property} - {item.value}:
            spoilt = replace(item, value=value)
            survivors += not laboratory.rules(spoilt) and not laboratory.says(spoilt, value)
    assert survivors > 100
