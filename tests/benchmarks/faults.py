"""Known faults, seeded while the graph is generated, and the list of what was seeded where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tests.benchmarks.turtle import text, typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.benchmarks.records import Record
    from tests.benchmarks.turtle import Block

_TIE: Final = ("missing-label", "one-party", "same-party-twice", "party-of-wrong-class", "end-before-start")
_AGREEMENT: Final = (
    "label-in-one-language",
    "misspelt-property",
    "wrong-datatype",
    "month-13",
    "future-signature",
    "unknown-form",
    "no-evidence",
)
_ACTIVITY: Final = ("unknown-class",)
_RECORD: Final = ("span-outside-document",)
KINDS: Final = tuple(sorted((*_TIE, *_AGREEMENT, *_ACTIVITY, *_RECORD)))
"""The faults that can be seeded; what needs the documents' texts or breaks a whole file is left to the tests."""

RULES: Final = {
    "end-before-start": "tgsh:Tie-endBeforeStart",
    "future-signature": "tgsh:Agreement-signedOnInFuture",
    "label-in-one-language": "tgsh:Thing-labelRussian",
    "misspelt-property": "unknown-property",
    "missing-label": "tgsh:Thing-label",
    "month-13": "tgsh:Agreement-signedOn",
    "no-evidence": "evidence-missing",
    "one-party": "tgsh:Tie-party",
    "party-of-wrong-class": "tgsh:Tie-party-value",
    "same-party-twice": "tgsh:Tie-party",
    "span-outside-document": "evidence-span",
    "unknown-class": "unknown-class",
    "unknown-form": "unknown-concept",
    "wrong-datatype": "tgsh:Agreement-signedOn",
}
"""By which rule the check is to tell each of them."""


class Seeded(NamedTuple):
    """One fault: what it is and the statement it sits on."""

    what: str
    statement: tuple[str, ...]


class Faults:
    """Seeds a number of faults, spread over the graph, kind after kind.

    Args:
        count: How many.
        triples: How large the graph will be.
    """

    def __init__(self, count: int, triples: int) -> None:
        self._due = [(i * triples // count, KINDS[i % len(KINDS)]) for i in range(count)]
        self._written = 0
        self._record: Record | None = None
        self._seeded: list[Seeded] = []

    def open(self, record: Record) -> None:
        """Begin a document."""
        self._record = record

    def close(self, triples: int, lines: Mapping[tuple[str, ...], int], file: str) -> list[dict[str, str | int]]:
        """End a document that has been written; return its faults with their lines."""
        seeded, self._seeded = self._seeded, []
        self._written += triples
        return [
            {
                "what": each.what,
                "rule": RULES[each.what],
                "file": file,
                "line": lines[each.statement],
                "subject": each.statement[0],
            }
            for each in seeded
        ]

    def tie(self, block: Block) -> bool:
        """Perhaps put a fault into a tie; return whether."""
        what = self._next(_TIE)
        if what is None:
            return False
        parties = block.statements["tg:party"]
        statement: tuple[str, ...] = (block.subject, "tg:party")
        if what == "missing-label":
            del block.statements["rdfs:label"]
            statement = (block.subject,)
        elif what == "one-party":
            del parties[1:]
        elif what == "same-party-twice":
            parties[1:] = [parties[0]]
        elif what == "party-of-wrong-class":
            parties[1] = "field:culture"
            statement = (block.subject, "tg:party", "field:culture")
        else:
            block.statements["tg:startDate"] = [typed(1999, "gYear")]
            block.statements["tg:endDate"] = [typed(1989, "gYear")]
            statement = (block.subject, "tg:endDate")
        self._seeded.append(Seeded(what, statement))
        return True

    def agreement(self, block: Block) -> tuple[bool, str | None]:
        """Perhaps put a fault into an agreement; return whether, and the property that shall have no evidence."""
        what = self._next(_AGREEMENT)
        if what is None:
            return False, None
        name = "tg:signedOn"
        if what == "label-in-one-language":
            name = "rdfs:label"
            block.statements[name] = [term for term in block.statements[name] if term.endswith("@en")]
        elif what == "misspelt-property":
            name = "tg:signdOn"
            block.statements[name] = block.statements.pop("tg:signedOn")
        elif what == "wrong-datatype":
            block.statements[name] = [text("в 2003 году", "ru")]
        elif what == "month-13":
            block.statements[name] = [typed("2003-13", "gYearMonth")]
        elif what == "future-signature":
            block.statements[name] = [typed(2999, "gYear")]
        elif what == "unknown-form":
            name = "tg:form"
            block.statements[name] = ["form:handshake"]
        self._seeded.append(Seeded(what, (block.subject, name)))
        return True, name if what == "no-evidence" else None

    def activity(self, block: Block) -> None:
        """Perhaps put a fault into an activity."""
        what = self._next(_ACTIVITY)
        if what is not None:
            block.kind = "tg:Hapening"
            self._seeded.append(Seeded(what, (block.subject, "a")))

    def evidence(self, record: Record) -> None:
        """Perhaps put a fault into a document's evidence, when all of it is there."""
        what = self._next(_RECORD)
        if what is not None:
            block = record.evidence[-1]
            block.statements["oa:end"] = ["9999999"]
            self._seeded.append(Seeded(what, (block.subject, "oa:end")))

    def _next(self, kinds: tuple[str, ...]) -> str | None:
        """Return the kind of fault that is due here, if one is."""
        so_far = self._written + (self._record.count() if self._record is not None else 0)
        for position, (due, what) in enumerate(self._due):
            if due > so_far:
                break
            if what in kinds:
                del self._due[position]
                return what
        return None
