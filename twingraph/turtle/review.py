"""What is wrong with a text that pyoxigraph refuses, and which of its statements are good.

pyoxigraph is the judge. What :mod:`twingraph.turtle.statements` takes for an error is told only if pyoxigraph refuses
the statement as long as this one is not mended, and accepts it once all are; where that is not so, pyoxigraph's own
words are told, at its place.
"""

from __future__ import annotations

import bisect
import difflib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import NamedNode, RdfFormat, parse

from twingraph.turtle.lenient import Edit, Piece, Wrong, piece_at
from twingraph.turtle.lines import Lines
from twingraph.turtle.statements import Chunk, Splitter
from twingraph.turtle.tokens import Span, unescape_local

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_LINE: Final = re.compile(r"[^\r\n]+")
_WHERE: Final = re.compile(r"^.*?error (?:at|between) line \d+(?: columns? \d+)?.*?: ")
_PLACEHOLDER: Final = "x:undeclared#"
_LINE_FORMS: Final = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
#: How often the good statements are put before the judge again, and how many faults of a statement one by one.
_ROUNDS: Final = 20
_EACH: Final = 40
_NEAR: Final = 0.7


class Refusal(NamedTuple):
    """An error that pyoxigraph tells: its words, and where."""

    reason: str
    at: Span


@dataclass(slots=True)
class Review:
    """What is wrong with a text.

    Attributes:
        wrong: The faults in their order; one of kind ``refused`` has pyoxigraph's words as its value ``reason``.
        text: The text with the good statements only, each at its line and column.
        skipped: Where the others stand.
        described: IRIs that the others seem to be about.
        named: IRIs that the others name, the former included.
        unclear: Whether they also name what cannot be told, since a prefix is not known.
    """

    wrong: list[Wrong] = field(default_factory=list)
    text: str = ""
    skipped: list[Span] = field(default_factory=list)
    described: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    unclear: bool = False


def refusals(text: str, form: RdfFormat, base: str = "", *, all_of_them: bool = False) -> list[Refusal]:
    """Return the first error that pyoxigraph tells of a text, or all of them; none if it accepts the text."""
    found: list[Refusal] = []
    lines: Lines | None = None
    parser = parse(text, form, base_iri=base or None)
    while True:
        try:
            for _ in parser:
                pass
        except SyntaxError as error:
            lines = lines or Lines(text)
            start = lines.offset(error.lineno or 1, error.offset or 1)
            end = lines.offset(error.end_lineno or error.lineno or 1, error.end_offset or error.offset or 1)
            found.append(Refusal(_WHERE.sub("", error.msg), Span(start, max(start, end))))
            if all_of_them:
                continue
        except MemoryError as error:
            found.append(Refusal(str(error), Span(0, 0)))
        return found


def review(
    text: str,
    form: RdfFormat = RdfFormat.TURTLE,
    *,
    base: str = "",
    known: Mapping[str, str] | None = None,
    damaged: Sequence[int] = (),
) -> Review:
    """Look for all that is wrong with a text.

    Args:
        text: The text.
        form: The form of RDF: Turtle, TriG, N-Triples or N-Quads.
        base: What relative IRIs are resolved against.
        known: Prefixes that are commonly used, to be proposed where one is not declared.
        damaged: Offsets of characters that could not be read; statements that have one are not good.
    """
    if text.startswith("\ufeff"):
        text = f" {text[1:]}"
    first = refusals(text, form, base)
    if not first and not damaged:
        return Review(text=text)
    return _Reviewer(text, form, base, known or {}, damaged).review(first)


class _Reviewer:
    def __init__(self, text: str, form: RdfFormat, base: str, known: Mapping[str, str], damaged: Sequence[int]) -> None:
        self._text = text
        self._form = form
        self._single = RdfFormat.TURTLE if form == RdfFormat.TRIG else form
        self._base = self._first_base = base
        self._empty = False
        self._known = known
        self._damaged = damaged
        self._lines = Lines(text)
        self._splitter = Splitter(text, graphs=form == RdfFormat.TRIG)
        self._chunks = list(self._splitter.chunks() if form not in _LINE_FORMS else self._by_line())
        self._starts = [chunk.span.start for chunk in self._chunks]
        self._prefixes: dict[str, str] = {}
        self._doubtful: set[str] = set()
        self._undeclared: dict[str, str | None] = {}
        self._lost_base = False
        self._bad: set[int] = set()
        self._mended: list[Edit] = []
        self._result = Review()
        self._declared = {
            chunk.name: (index, chunk.iri)
            for index, chunk in reversed([*enumerate(self._chunks)])
            if chunk.name is not None and chunk.iri is not None
        }

    def review(self, first: list[Refusal]) -> Review:
        """Look at all statements; ``first`` is what the judge says first of the whole."""
        result = self._result
        for index, chunk in enumerate(self._chunks):
            if self._hurt(chunk.span):
                self._bad.add(index)
                self._doubt(chunk)
            elif chunk.directive:
                self._directive(index, chunk)
            elif self._lost_base or chunk.wrong or not self._doubtful.isdisjoint(chunk.used) or self._new(chunk):
                self._statement(index, chunk)
        self._whole()
        if first and not result.wrong and not self._damaged:
            result.wrong.append(_refused(first[0]))
            if not self._bad:
                self._bad.update(range(len(self._chunks)))
        elif first and first[0].at.end and result.wrong:
            start = min(wrong.at.start for wrong in result.wrong)
            if self._lines.position(start)[0] > self._lines.position(first[0].at.start)[0] and not self._damaged:
                result.wrong.append(_refused(first[0]))
        result.wrong.sort(key=lambda wrong: wrong.at)
        result.text = self._good()
        result.skipped = [self._chunks[index].span for index in sorted(self._bad)]
        for index in sorted(self._bad):
            self._note(index)
        return result

    def _by_line(self) -> Iterable[Chunk]:
        """Yield the lines of N-Triples or N-Quads as statements; only for those refused is it asked what is wrong."""
        refused = {
            self._lines.start(refusal.at.start)
            for refusal in refusals(self._text, self._form, self._base, all_of_them=True)
        }
        for match in _LINE.finditer(self._text):
            chunk = Chunk(Span(*match.span()))
            if match.start() in refused:
                # A line of its own, so that a fault in it does not run on.
                parts = list(Splitter(match[0]).chunks())
                shift = match.start()
                chunk.wrong = [_shifted(wrong, shift) for part in parts for wrong in part.wrong]
                chunk.wrong = chunk.wrong or [_refused(Refusal("", chunk.span))]
            yield chunk

    # ---- one statement

    def _directive(self, index: int, chunk: Chunk) -> None:
        written = self._text[slice(*chunk.span)]
        faults: list[Wrong] = []
        mended = written
        if refusals(written, self._single, self._base):
            faults = self._judged(chunk, "")
            mended = _mend(written, chunk.span.start, [edit for wrong in faults for edit in wrong.edits])
            self._tell(index, faults)
        if faults and (chunk.iri is None or refusals(mended, self._single, self._base)):
            self._doubt(chunk)
            return
        if faults:
            self._mended.append(Edit(*chunk.span, mended))
        parser = parse(mended, self._single, base_iri=self._base or None)
        list(parser)
        self._prefixes.update(parser.prefixes)
        if chunk.name is not None:
            self._doubtful.discard(chunk.name)
        self._base = parser.base_iri or self._base

    def _doubt(self, chunk: Chunk) -> None:
        """Pass over what depends on a directive that cannot be read."""
        if chunk.directive == "base":
            self._lost_base = True
        elif chunk.name is not None and chunk.name not in self._prefixes:
            self._doubtful.add(chunk.name)

    def _new(self, chunk: Chunk) -> bool:
        return any(prefix not in self._prefixes for prefix in chunk.used)

    def _statement(self, index: int, chunk: Chunk) -> None:
        for prefix, at in chunk.used.items():
            if prefix not in self._prefixes and prefix not in self._doubtful and prefix not in self._undeclared:
                kind, values, iri = self._missing(prefix, index)
                self._undeclared[prefix] = iri
                chunk.wrong.append(Wrong(kind, at, {"prefix": prefix, **values}, prefix=prefix))
        header = self._header(set(chunk.used))
        written = self._text[slice(*chunk.span)]
        if self._refused(header, written) or any(wrong.prefix is not None for wrong in chunk.wrong):
            self._tell(index, self._judged(chunk, header))
        elif self._lost_base or not {*self._doubtful, *self._undeclared}.isdisjoint(chunk.used):
            self._bad.add(index)

    def _header(self, used: set[str]) -> str:
        """Return the directives that a statement needs; prefixes that are not known stand for something."""
        iris = {prefix: self._prefixes.get(prefix, _PLACEHOLDER) for prefix in used}
        return "".join(f"@prefix {prefix}: <{iri}> . " for prefix, iri in iris.items())

    def _refused(self, header: str, written: str) -> list[Refusal]:
        if self._form in _LINE_FORMS:
            return refusals(written, self._form)
        if self._form == RdfFormat.TRIG and not written.rstrip().endswith("."):
            written += "\n."
        return refusals(f"{header}\n{written}", RdfFormat.TURTLE, self._base)

    def _judged(self, chunk: Chunk, header: str) -> list[Wrong]:
        """Return the faults of a statement that are ones; at least one, since the judge refuses it."""
        suspected = [wrong for wrong in chunk.wrong if wrong.kind != "refused"]
        written, start = self._text[slice(*chunk.span)], chunk.span.start

        def refused_without(left: Wrong | None) -> bool:
            if left is not None and left.prefix is not None:
                return True
            edits = [edit for wrong in suspected if wrong is not left for edit in wrong.edits]
            return bool(self._refused(header, _mend(written, start, edits)))

        if suspected and not refused_without(None):
            few = len(suspected) <= _EACH
            real = [wrong for wrong in suspected if not few or refused_without(wrong)]
            if real:
                return real
        prefixes = [wrong for wrong in suspected if wrong.prefix is not None]
        told = self._refused(header, written)
        if not told:
            return prefixes
        at = told[0].at
        if self._form in _LINE_FORMS:
            at = Span(start + at.start, start + at.end)
        else:
            lead = start - len(header) - 1
            at = Span(max(at.start + lead, start), max(at.end + lead, start))
        early = [wrong for wrong in suspected if wrong.at.start <= at.start and wrong.prefix is None]
        early.sort(key=lambda wrong: wrong.at)
        # What is suspected there is probably right; that its mending is not known does not make it wrong.
        return [*prefixes, *(early[:1] or [_refused(Refusal(told[0].reason, at))])]

    def _tell(self, index: int, faults: Iterable[Wrong]) -> None:
        self._bad.add(index)
        self._result.wrong += faults

    def _missing(self, prefix: str, index: int) -> tuple[str, dict[str, object], str | None]:
        """Return the kind of fault that a prefix is not declared, what its text names, and the likely namespace."""
        later = self._declared.get(prefix)
        if later is not None and later[0] > index:
            line = self._lines.position(self._chunks[later[0]].span.start)[0]
            return "prefix-later", {"line": line}, (later[1] or "")[1:-1] or None
        if prefix in self._known:
            return "prefix-known", {"iri": self._known[prefix]}, self._known[prefix]
        for space in (self._prefixes, self._known):
            near = difflib.get_close_matches(prefix, sorted(space), 1, _NEAR)
            if near:
                return "prefix-near", {"near": near[0]}, space[near[0]]
        return "prefix", {}, None

    # ---- the whole

    def _whole(self) -> None:
        """Put the good statements before the judge, until it accepts them all."""
        # What may be wrong besides stands between the statements, as a brace does.
        structure = self._splitter.structure
        if structure and not refusals(self._good(structure), self._form, self._first_base):
            self._result.wrong += structure
            self._mended += [edit for wrong in structure for edit in wrong.edits]
            return
        for _ in range(_ROUNDS):
            refused = refusals(self._good(), self._form, self._first_base, all_of_them=True)
            if not refused:
                return
            fresh = False
            for refusal in refused:
                index = bisect.bisect_right(self._starts, refusal.at.start) - 1
                if index < 0 or index in self._bad:
                    continue
                self._tell(index, [_refused(refusal)])
                fresh = True
                break
            if not fresh:
                break
        left = refusals(self._good(), self._form, self._first_base)
        if left:
            self._result.wrong += [_refused(left[0])]
            self._bad.update(range(len(self._chunks)))
            self._mended.clear()
            self._empty = True

    def _good(self, structure: Sequence[Wrong] = ()) -> str:
        if self._empty:
            return _blank(self._text)
        edits = [
            Edit(*span, _blank(self._text[slice(*span)]))
            for span in (self._chunks[index].span for index in self._bad)
            if not any(edit.start == span.start and edit.end == span.end for edit in self._mended)
        ]
        edits += [*self._mended, *(edit for wrong in structure for edit in wrong.edits)]
        return _mend(self._text, 0, edits)

    def _hurt(self, span: Span) -> bool:
        index = bisect.bisect_left(self._damaged, span.start)
        return index < len(self._damaged) and self._damaged[index] < span.end

    def _note(self, index: int) -> None:
        """Note what a statement that is not good names."""
        chunk = self._chunks[index]
        if chunk.directive:
            return
        if index and any(wrong.kind == "dot-for-semicolon" for wrong in chunk.wrong):
            # It goes on about what the statement before it is about.
            self._note_piece(piece_at(self._text, self._chunks[index - 1].span.start))
        position = chunk.span.start
        while position < chunk.span.end:
            piece = piece_at(self._text, position)
            self._note_piece(piece, first=piece.start == chunk.span.start)
            position = max(piece.end, position + 1)

    def _note_piece(self, piece: Piece, *, first: bool = True) -> None:
        if piece.kind not in ("iri", "name") or piece.wrong:
            return
        iri = self._iri(piece)
        if iri is None:
            prefix = piece.text.partition(":")[0]
            self._result.unclear |= prefix in self._doubtful or prefix in self._undeclared
            return
        self._result.named.add(iri)
        if first or piece.start == self._lines.start(piece.start):
            self._result.described.add(iri)

    def _iri(self, piece: Piece) -> str | None:
        if piece.kind == "iri":
            try:
                (quad,) = parse(f"<x:x> <x:x> {piece.text} .", RdfFormat.TURTLE, base_iri=self._base or None)
            except (SyntaxError, ValueError):
                return None
            return quad.object.value if isinstance(quad.object, NamedNode) else None
        prefix, _, local = piece.text.partition(":")
        space = self._prefixes.get(prefix) or self._undeclared.get(prefix)
        if space is None and prefix in self._doubtful:
            space = self._known.get(prefix)
        return space + unescape_local(local) if space else None


def _blank(text: str) -> str:
    return _LINE.sub(lambda line: " " * len(line[0]), text)


def _refused(refusal: Refusal) -> Wrong:
    return Wrong("refused", refusal.at, {"reason": refusal.reason})


def _shifted(wrong: Wrong, by: int) -> Wrong:
    edits = tuple(Edit(edit.start + by, edit.end + by, edit.text) for edit in wrong.edits)
    return wrong._replace(at=Span(wrong.at.start + by, wrong.at.end + by), edits=edits)


def _mend(written: str, start: int, edits: Iterable[Edit]) -> str:
    """Return a part of a text, which begins at an offset, with edits made; of two that overlap the first is made."""
    parts: list[str] = []
    position = start
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start >= position:
            parts += [written[position - start : edit.start - start], edit.text]
            position = edit.end
    return "".join([*parts, written[position - start :]])
