"""One text in the house form, held against what it was made from."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from pyoxigraph import RdfFormat, parse

from twingraph.errors import GraphError
from twingraph.format.arrange import arrange
from twingraph.format.read import MAX_DEPTH, DepthError, comments, read
from twingraph.format.same import BASE, content
from twingraph.format.write import write
from twingraph.turtle.tokens import SKIPPED, TurtleError

#: What may stand between two tokens; what is no token is told at its own place, after that.
_SPACE: Final = re.compile(SKIPPED)


class NotTurtleError(GraphError):
    """A text cannot be laid out: it is not Turtle 1.1, or nested too deep; told with file, line and column."""


class FormatBugError(RuntimeError):
    """The new text does not say what the old one says: a fault of the program, and nothing has been written."""


def format_turtle(text: str, *, file: object = "-") -> str:
    """Return a Turtle text in the house form, which says the same and has the same comments.

    Args:
        text: Turtle 1.1, with any line ends, with or without a byte order mark.
        file: What errors call the text.

    Returns:
        The text with a line feed at the end of each line. What is in the house form already is returned as it is.

    Raises:
        NotTurtleError: The text is not Turtle 1.1, or its blank nodes and lists are nested too deep.
        FormatBugError: What came out says something else.

    >>> print(format_turtle("PREFIX ex: <http://example.org/> ex:a ex:p 'b', 'a'; a ex:C. # an example"), end="")
    @prefix ex: <http://example.org/> .
    <BLANKLINE>
    ex:a
        a ex:C ; # an example
        ex:p
            "a",
            "b" .
    """
    old = text.removeprefix("\ufeff")
    _validate(old, file)
    try:
        document = read(old)
    except DepthError as error:
        raise _error("format-too-deep", old, error.offset, file, depth=MAX_DEPTH) from error
    except TurtleError as error:
        raise _error("format-not-turtle-1-1", old, error.offset, file) from error
    arrange(document)
    new = write(document)
    if new != old:
        _compare(old, new, file)
    return new


def _validate(text: str, file: object) -> None:
    """Let the engine read the text, which says better than we do what is wrong with it."""
    try:
        for _ in parse(text, RdfFormat.TURTLE, base_iri=BASE):
            pass
    except SyntaxError as error:
        reason = error.msg.partition(": ")[2] or error.msg
        raise NotTurtleError(
            "format-syntax", file=file, line=error.lineno, column=error.offset, reason=reason
        ) from error
    except MemoryError as error:
        raise NotTurtleError("format-too-long", file=file) from error


def _error(key: str, text: str, offset: int, file: object, **values: object) -> NotTurtleError:
    match = _SPACE.match(text, offset)
    before = text[: match.end() if match else offset].replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return NotTurtleError(key, file=file, line=line, column=column, **values)


def _compare(old: str, new: str, file: object) -> None:
    """Compare graphs and comments of two texts.

    Raises:
        FormatBugError: They are not the same.
    """
    try:
        same = content(old) == content(new)
    except (SyntaxError, TurtleError) as error:
        raise FormatBugError(f"{file}: what the formatter wrote is not Turtle: {error}") from error
    if not same:
        raise FormatBugError(f"{file}: what the formatter wrote is another graph")
    if Counter(comments(old)) != Counter(comments(new)):
        raise FormatBugError(f"{file}: the formatter lost or altered a comment")
