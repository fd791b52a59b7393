"""From a tree in order to the text of the house form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from twingraph.format.arrange import WIDTH
from twingraph.format.tree import Block, Bracket, Directive, Document, Property, Term, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEP: Final = 4
#: The room that the punctuation after a value takes.
_PUNCTUATION: Final = 2


def write(document: Document) -> str:
    """Return the text of a document: one blank line between its parts, and a line break at its end."""
    parts: list[list[str]] = [document.header] if document.header else []
    previous: Block | Directive | None = None
    for item in document.items:
        lines = _directive(item) if isinstance(item, Directive) else _block(item)
        if isinstance(previous, Directive) and isinstance(item, Directive) and not item.before:
            parts[-1] += lines
        else:
            parts.append([*item.before, *lines])
        previous = item
    if document.end:
        parts.append(document.end)
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n" if parts else ""


def _directive(directive: Directive) -> list[str]:
    word = "@base" if directive.name is None else f"@prefix {directive.name}:"
    return [_commented(f"{word} {directive.iri} .", directive.after)]


def _block(block: Block) -> list[str]:
    subject = [*block.subject.before, *_value(block.subject, 0, WIDTH - _PUNCTUATION)]
    if not block.properties:
        return _closed(subject, block.subject.after, block.inside, 0)
    subject[-1] = _commented(subject[-1], block.subject.after)
    return subject + _properties(block.properties, block.inside, _STEP, " .")


def _properties(properties: Sequence[Property], inside: list[str], indent: int, end: str) -> list[str]:
    """Return the lines of what is said of one subject; ``inside`` stands after them, before the end."""
    lines: list[str] = []
    for number, item in enumerate(properties, 1):
        last = number == len(properties)
        lines += _property(item, indent, "" if last and inside else end if last else " ;")
    if inside:
        lines += _indented(inside, indent)
        if end:
            lines.append(" " * indent + end.strip())
    return lines


def _property(item: Property, indent: int, end: str) -> list[str]:
    margin = " " * indent
    lines = _indented(item.before, indent)
    (first, *others) = item.values
    if not others and not first.before and not item.after:
        start = f"{margin}{item.verb.text} "
        only = _value(first, indent + _STEP, WIDTH - len(start) - _PUNCTUATION)
        only[-1] = _commented(only[-1] + end, first.after)
        return [*lines, start + only[0], *only[1:]]
    lines.append(_commented(margin + item.verb.text, item.after))
    inner = indent + _STEP
    for number, value in enumerate(item.values, 1):
        punctuation = end if number == len(item.values) else ","
        lines += _on_its_own(value, inner, punctuation)
    return lines


def _on_its_own(value: Value, indent: int, punctuation: str = "") -> list[str]:
    """Return the lines of a value that begins a line."""
    lines = _value(value, indent, WIDTH - indent - _PUNCTUATION)
    lines[0] = " " * indent + lines[0]
    lines[-1] = _commented(lines[-1] + punctuation, value.after)
    return _indented(value.before, indent) + lines


def _value(value: Value, indent: int, room: int) -> list[str]:
    """Return the lines of a value, the first without its indentation, the last without its comment.

    Args:
        value: The value.
        indent: Where its closing bracket stands; what is inside stands deeper.
        room: How many columns a bracket may take to stay on one line.
    """
    if isinstance(value, Term):
        return [value.written]
    if value.flat is not None and len(value.flat) <= room:
        return [value.flat]
    return _broken(value, indent)


def _broken(bracket: Bracket, indent: int) -> list[str]:
    lines = [_commented(bracket.kind, bracket.opened)]
    inner = indent + _STEP
    if bracket.kind == "[":
        lines += _properties(bracket.properties, bracket.inside, inner, "")
    else:
        for item in bracket.items:
            lines += _on_its_own(item, inner)
        lines += _indented(bracket.inside, inner)
    return [*lines, " " * indent + ("]" if bracket.kind == "[" else ")")]


def _closed(lines: list[str], after: str | None, inside: list[str], indent: int) -> list[str]:
    """Return lines ended by a dot, which stands alone where comments come before it."""
    if not inside:
        lines[-1] = _commented(f"{lines[-1]} .", after)
        return lines
    lines[-1] = _commented(lines[-1], after)
    return [*lines, *_indented(inside, indent), " " * indent + "."]


def _indented(comments: list[str], indent: int) -> list[str]:
    return [" " * indent + comment for comment in comments]


def _commented(line: str, comment: str | None) -> str:
    return f"{line} {comment}" if comment else line
