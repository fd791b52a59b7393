"""What the program says to people, in English and Russian.

Help and errors of the program stand here; findings of a check have their texts beside their checks and, for SHACL, in
the shapes; questions and column titles stand in the headers of the queries.
"""

from __future__ import annotations

import os
from typing import Final, Literal

from twingraph.texts import (
    answers,
    calls,
    command_line,
    endpoint,
    explain,
    export,
    formatting,
    graph,
    headers,
    publish,
    reason,
    remote,
    serve,
)

Lang = Literal["en", "ru"]
LANGS: Final[tuple[Lang, ...]] = ("en", "ru")


_LONGEST = 300


def text(key: str, lang: Lang = "en", /, **values: object) -> str:
    """Return the text of a key in a language, its braces filled with the values; very long ones are shortened."""
    filled = {name: _shortened(value) for name, value in values.items()}
    return TEXTS[key][LANGS.index(lang)].format(**filled)


def _shortened(value: object) -> object:
    told = str(value)
    return value if "\n" in told or len(told) <= _LONGEST else f"{told[:_LONGEST]}…"


def preferred_lang() -> Lang:
    """Return the language of the user's locale (``LC_ALL``, ``LC_MESSAGES``, ``LANG``): Russian, else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "ru" if value.startswith("ru") else "en"
    return "en"


TEXTS: Final[dict[str, tuple[str, str]]] = {
    **graph.TEXTS,
    **export.TEXTS,
    **formatting.TEXTS,
    **headers.TEXTS,
    **calls.TEXTS,
    **endpoint.TEXTS,
    **remote.TEXTS,
    **publish.TEXTS,
    **serve.TEXTS,
    **reason.TEXTS,
    **answers.TEXTS,
    **explain.TEXTS,
    **command_line.TEXTS,
}
