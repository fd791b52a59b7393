"""The file of one source document: things with their facts, and evidence for every fact."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from tests.benchmarks.turtle import BASE, Block, both, typed

if TYPE_CHECKING:
    from random import Random

_SPAN: Final = {"tg:signedOn": (4, 22), "tg:startDate": (4, 22), "tg:title": (20, 90), "tg:listedUnder": (25, 90)}
_USUAL_SPAN: Final = (6, 30)
_WORDS: Final = ("города-побратимы", "договор о сотрудничестве", "дружеские связи", "по приглашению", "ежегодно")


class Record:
    """What one document says, gathered until it is written.

    Args:
        rng: The source of chance.
        slug: The document's slug.
        label: Its label, in English and Russian.
    """

    def __init__(self, rng: Random, slug: str, label: tuple[str, str]) -> None:
        self.rng = rng
        self.slug = slug
        self.term = f"document:{slug}"
        self.things: dict[str, Block] = {}
        self.evidence: list[Block] = []
        self.speakers: list[str] = []
        self._taken: set[str] = set()
        self._omissions: list[Block] = []
        self._inferences: list[Block] = []
        self._cursor = 0
        self._triples = 0
        self.document = Block(self.term, "tg:SourceDocument")
        self.document.add("dcterms:language", '"ru"')
        self.document.add("rdfs:label", *both(*label))
        self.document.add("tg:contentGraph", f"<{BASE}graph/data/documents/{slug}>")
        self.document.add("tg:fileName", f'"{slug}.txt"')
        self.document.add("tg:sha256", f'"{hashlib.sha256(slug.encode()).hexdigest()}"')

    def thing(self, term: str, kind: str | None, label: tuple[str, str] | None = None) -> Block:
        """Return the block of a thing; ``kind`` and ``label`` are None for one that is described elsewhere."""
        block = self.things.setdefault(term, Block(term, kind))
        if label is not None and "rdfs:label" not in block.statements:
            block.add("rdfs:label", *both(*label))
        return block

    def support(self, block: Block, *, without: str | None = None) -> None:
        """Add evidence for each fact of a thing that has none yet.

        Args:
            block: The thing.
            without: A property for which there is to be none.
        """
        for predicate, terms in block.statements.items():
            if predicate in _NEED_NONE or predicate == without:
                continue
            for term in terms:
                self.cite(block.subject, predicate, term)

    def cite(self, subject: str, predicate: str, term: str) -> Block | None:
        """Add evidence for one statement; None if it has some."""
        slug = f"{_hyphened(subject)}--{_kebab(predicate)}{_value_slug(term)}--{self.slug}"
        if slug in self._taken:
            return None
        self._taken.add(slug)
        start, end = self.span(*_SPAN.get(predicate, _USUAL_SPAN))
        block = Block(f"evidence:{slug}", "tg:Evidence")
        block.add("oa:start", str(start))
        block.add("oa:end", str(end))
        if self.speakers and self.rng.random() < 0.1:
            block.add("tg:saidBy", self.rng.choice(self.speakers))
        if self.rng.random() < 0.03:
            block.add("tg:certainty", "certainty:uncertain")
        block.add("tg:statedIn", self.term)
        block.add("tg:statedProperty", predicate)
        block.add("tg:statedSubject", subject)
        block.add("tg:statedValue", term)
        if predicate in {"tg:kind", "tg:purpose", "tg:statusValue"} or self.rng.random() < 0.1:
            block.add("tg:wording", f'"{self.rng.choice(_WORDS)}"')
        self.evidence.append(block)
        return block

    def span(self, shortest: int, longest: int) -> tuple[int, int]:
        """Return the next stretch of the document's invented text."""
        start = self._cursor + self.rng.randint(0, 12)
        self._cursor = start + self.rng.randint(shortest, longest)
        return start, self._cursor

    def omit(self, reason: str) -> None:
        """Leave a stretch of the text out, for a reason."""
        start, end = self.span(30, 200)
        block = Block(f"omission:{self.slug}-{len(self._omissions) + 1}", "tg:Omission")
        block.add("oa:start", str(start))
        block.add("oa:end", str(end))
        block.add("tg:reason", f"omission-reason:{reason}")
        block.add("tg:statedIn", self.term)
        self._omissions.append(block)

    def infer(self, subject: str, predicate: str, term: str, why: tuple[str, str]) -> None:
        """Add an inference from the evidence given last."""
        block = Block(f"inference:{_hyphened(subject)}--{_kebab(predicate)}--{self.slug}", "tg:Inference")
        block.add("tg:premise", self.evidence[-1].subject)
        block.add("tg:reasoning", *both(*why))
        block.add("tg:statedIn", self.term)
        block.add("tg:statedProperty", predicate)
        block.add("tg:statedSubject", subject)
        block.add("tg:statedValue", term)
        self._inferences.append(block)

    def date(self, year: int, *, bounds: bool) -> None:
        """Date the document: outright, or by a bound with its reason."""
        month, day = self.rng.randint(1, 12), self.rng.randint(1, 28)
        if not bounds:
            self.document.add("dcterms:issued", typed(f"{year}-{month:02}-{day:02}", "date"))
            return
        bound = typed(f"{year}-01-01", "date")
        self.document.add("tg:notBefore", bound)
        why = (f"The text tells of what happened in {year}.", f"В тексте рассказано о событиях {year} года.")
        self.infer(self.term, "tg:notBefore", bound, why)

    def blocks(self) -> list[Block]:
        """Return all blocks, in the order in which they are written; the document's length is known now."""
        if "tg:length" not in self.document.statements:
            self.document.add("tg:length", str(self._cursor + 1))
        return [self.document, *self.things.values(), *self.evidence, *self._inferences, *self._omissions]

    def count(self) -> int:
        """Return how many triples there are so far, about."""
        return sum(map(len, self.things.values())) + 8 * len(self.evidence) + 5 * len(self._omissions)


#: Properties whose statements need no evidence (``tg:evidenceRule "none"``), as far as they are used here.
_NEED_NONE: Final = frozenset(
    {"rdfs:label", "rdfs:comment", "tg:statedIn", "tg:notBefore", "tg:postIn", "tg:exclusive"}
)


def _hyphened(term: str) -> str:
    return term.replace(":", "-")


def _kebab(predicate: str) -> str:
    name = predicate.partition(":")[2]
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name)


def _value_slug(term: str) -> str:
    if term.startswith(('"', "<")) or ":" not in term:
        return ""
    return f"-{term.partition(':')[2]}"
