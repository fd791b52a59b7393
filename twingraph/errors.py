"""What goes wrong on bad input, and the exit code that each kind has on the command line.

::

    TwinGraphError            3  the operation failed
    ├── GraphError            3  a file of the graph folder cannot be read
    ├── TimeLimitError        3  a query took longer than it was allowed to
    ├── ExportError           3  an export cannot be written, or a form cannot hold the graph
    ├── RemoteError           3  a store elsewhere does not answer as it should
    ├── RefusedError          1  a graph with violations is not published
    └── UsageError            2  the call is not right
        ├── UnknownNameError       2  no thing has this name
        └── AmbiguousNameError     2  several things have this name

Each error is made from the key of a text in :mod:`twingraph.texts` and the values to fill in, so that it can be
told in English and in Russian. ``str(error)`` is the English text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twingraph.texts import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twingraph.texts import Lang


class TwinGraphError(Exception):
    """Bad input or a failed operation, told as what, where, why and how to mend it.

    Args:
        key: The key of the text in :data:`twingraph.texts.TEXTS`.
        **values: What the text's braces are filled with.
    """

    exit_code = 3

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def message(self, lang: Lang = "en") -> str:
        """Return the text of this error in the language asked for."""
        return text(self.key, lang, **self.values)

    def __str__(self) -> str:
        return self.message()


class GraphError(TwinGraphError):
    """A file of the graph folder is missing, broken or unreadable."""


class ExportError(TwinGraphError):
    """An export cannot be written, or a form of export cannot hold what the graph says."""


class RemoteError(TwinGraphError):
    """A store elsewhere cannot be reached, refuses, runs out of time, or answers what is no answer."""


class RefusedError(TwinGraphError):
    """What the check finds in violation is not published."""

    exit_code = 1


class TimeLimitError(TwinGraphError):
    """A query did not end within its time limit, or the process that answered it died."""


class UsageError(TwinGraphError):
    """The call itself is not right: an unknown query, a missing parameter, a value of the wrong type."""

    exit_code = 2


class UnknownNameError(UsageError):
    """No thing of the kind asked for has this name."""


class AmbiguousNameError(UsageError):
    """Several things have this name; ``candidates`` holds their IRIs."""

    def __init__(self, key: str, /, *, candidates: Sequence[str], **values: object) -> None:
        super().__init__(key, **values)
        self.candidates = tuple(candidates)
