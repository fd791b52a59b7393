"""What is wrong with a piece of evidence, an omission or a document, told in two languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from twingraph.evidence.texts import TEXTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import BlankNode, NamedNode, Triple
    from pyoxigraph import Literal as RdfLiteral

    Term = NamedNode | BlankNode | RdfLiteral | Triple

_QUOTED = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong that must be mended.

    Attributes:
        rule: The rule that it breaks, a key of :data:`twingraph.evidence.texts.TEXTS`.
        focus: The evidence, omission, document or, where evidence is missing, the subject of the statement.
        document: The document's IRI.
        file_name: The name of the file of its text.
        subject: The subject of the statement in question.
        property: Its property.
        value: Its value.
        start: Where the stretch of text in question begins.
        end: Where it ends.
        values: What the message is filled with.
    """

    rule: str
    focus: Term | None
    document: str | None = None
    file_name: str | None = None
    subject: Term | None = None
    property: Term | None = None
    value: Term | None = None
    start: int | None = None
    end: int | None = None
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def message(self, lang: Literal["en", "ru"] = "en") -> str:
        """Return what is wrong and how to mend it."""
        return TEXTS[self.rule][lang].format_map(self.values)


def shorten(text: str) -> str:
    """Return a quotation on one line, with its middle left out where it is long."""
    line = " ".join(text.split())
    if len(line) <= _QUOTED:
        return line
    half = _QUOTED // 2
    return f"{line[:half].rstrip()} … {line[-half:].lstrip()}"


def tell(term: Term | None) -> str:
    """Return a term as it is told in a message: the last part of an IRI, the text of a literal."""
    if term is None:
        return ""
    text = str(getattr(term, "value", term))
    if "://" not in text:
        return text
    namespace, _, local = text.rpartition("#")
    if namespace:
        return local
    return ":".join(text.rstrip("/").split("/")[-2:])
