"""What the page of a place has besides: its map, its ties as of a day, what happened in order of time, its bodies."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pyoxigraph import NamedNode

from twingraph.errors import UsageError
from twingraph.serve.pages.web import given, state
from twingraph.site.index import by, node
from twingraph.site.interactive.questions import MOST_ROWS, cells, titles
from twingraph.site.site import View
from twingraph.tables import cell_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Request

    from twingraph.serve.pages.pages import Pages
    from twingraph.site.interactive.questions import Value
    from twingraph.texts import Lang


_KEPT: Final = 500
"""So many answers are kept."""


class Table(NamedTuple):
    """The answer to a named query about the place.

    Attributes:
        query: The query's name.
        titles: What stands above the columns.
        rows: The cells of each row.
    """

    query: str
    titles: list[str]
    rows: list[list[list[Value]]]


class Day(NamedTuple):
    """The ties as of a day.

    Attributes:
        typed: The day as it was typed.
        held: What is known of each tie that is not left out, by the address of its page.
        ties: These ties.
        wrong: Why the day is none, or nothing.
    """

    typed: str
    held: dict[str | None, str]
    ties: tuple[str, ...] = ()
    wrong: str = ""


class Places:
    """Makes what the pages of places have besides.

    Args:
        pages: The pages.
    """

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        # What is asked again and again is reckoned once; the graph does not change under it.
        self._table = lru_cache(maxsize=_KEPT)(self._asked)
        self._bodies = by(pages.site.index.ask("bodies"), "place")

    def more(self, request: Request, lang: Lang, iri: str) -> dict[str, Any]:
        """Return what the template of a place needs.

        Args:
            request: The request, which may ask for a day.
            lang: The language.
            iri: The place.
        """
        path = self.pages.site.paths.path(iri) or ""
        view = View(self.pages.site, lang, "../" * (path.count("/") + 1 + (lang != "en")))
        typed = given(request, "on")[:20]
        place = NamedNode(iri)
        more: dict[str, Any] = {
            "place": iri,
            "ties": 0,
            "day": self._day(iri, typed, lang, view) if typed else Day("", {}),
            "tables": [table for name in ("timeline", "events") if (table := self._table(name, iri, lang)).rows],
            "bodies": view.all(node(row, "body") for row in self._bodies.get(place, ())),
            "state": state(request),
        }
        day: Day = more["day"]
        if typed and not day.wrong:
            every = self.pages.resources.partners.of(place, view)
            more["partners"] = [each for each in every if each.tie.href in day.held]
            more["ties"] = len(every)
        more["picture"] = self.pages.ties_of(iri, lang, {*day.ties} if typed and not day.wrong else None)
        return more

    def _day(self, iri: str, typed: str, lang: Lang, view: View) -> Day:
        try:
            answer = list(self.pages.opened.kg.query("ties", {"place": iri, "on": typed}, lang=lang))
        except UsageError as error:
            return Day(typed, {}, wrong=error.message(lang))
        held = {view.show(NamedNode(str(row["tie"]))).href: cell_text(row["held"], lang) for row in answer}
        return Day(typed, held, tuple(str(row["tie"]) for row in answer))

    def _asked(self, name: str, iri: str, lang: Lang) -> Table:
        values: Mapping[str, str] = {"place": iri}
        answer = self.pages.opened.kg.query(name, values, lang=lang)
        return Table(name, titles(answer, lang), cells(answer, lang)[:MOST_ROWS])
