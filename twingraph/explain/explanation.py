"""What is said of a query: remarks with their places, and how much each of its patterns matches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from twingraph.texts import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twingraph.texts import Lang


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark on a query.

    Attributes:
        rule: What it is about, such as ``unknown-property``.
        line: The line, from 1.
        column: The column, from 1; None if it is not known.
        serious: Whether it is a finding; a note otherwise.
        near: What may have been meant, the likeliest first, as one would write it.
        values: What else the text of the remark tells.
    """

    rule: str
    line: int
    column: int | None
    serious: bool = True
    near: tuple[str, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)

    def message(self, lang: Lang = "en") -> str:
        """Return the remark in a language, without its place."""
        said = text(f"explain-{self.rule}", lang, **self.values)
        return said + (text("did-you-mean", lang, near=text("or", lang).join(self.near)) if self.near else "")

    def text(self, lang: Lang = "en") -> str:
        """Return the remark with its place, as a line."""
        place = f"{self.line}:{self.column}" if self.column else str(self.line)
        return f"{place}: {'' if self.serious else text('note', lang)}{self.message(lang)}"


class Matches(NamedTuple):
    """A triple pattern as it is written, its line, and how many triples match it or each of the IRIs of its path.

    ``counts`` has one number for a pattern whose predicate is one IRI; for a path, one for each of its IRIs; none for a
    pattern that matches anything.
    """

    pattern: str
    line: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is said of a query that was not run.

    Attributes:
        form: SELECT, CONSTRUCT, DESCRIBE or ASK; "" for what is no query.
        remarks: Findings and notes, in the order of their places.
        matches: The triple patterns, in the order of their places.
    """

    form: str
    remarks: tuple[Remark, ...] = ()
    matches: tuple[Matches, ...] = ()

    @property
    def is_fine(self) -> bool:
        """Whether nothing is suspicious."""
        return not any(remark.serious for remark in self.remarks)

    def text(self, lang: Lang = "en") -> str:
        """Return the explanation as a person reads it."""
        lines = [self.form] if self.form else []
        lines += [remark.text(lang) for remark in self.remarks]
        if self.is_fine:
            lines.append(text("explain-fine", lang))
        if self.matches:
            counts = [", ".join(map(str, each.counts)) or "–" for each in self.matches]
            width = max(map(len, counts))
            lines += ["", text("explain-matches", lang)]
            lines += [f"  {count:>{width}}  {each.pattern}" for count, each in zip(counts, self.matches, strict=True)]
        return "\n".join(lines)
