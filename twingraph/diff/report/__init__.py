"""A difference told: as text, as Markdown, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twingraph.diff.model import Difference
    from twingraph.texts import Lang


def told(difference: Difference, form: str, lang: Lang, *, triples: bool = False) -> str:
    """Return a difference in one of the forms ``text``, ``markdown`` and ``json``.

    Args:
        difference: The difference.
        form: The form.
        lang: The language of titles.
        triples: Whether to list the triples.
    """
    if form == "json":
        from twingraph.diff.report.json import as_json  # noqa: PLC0415 - one form is asked for

        return as_json(difference, triples=triples)
    if form == "markdown":
        from twingraph.diff.report.markdown import as_markdown  # noqa: PLC0415

        return as_markdown(difference, lang, triples=triples)
    from twingraph.diff.report.text import as_text  # noqa: PLC0415

    return as_text(difference, lang, triples=triples)
