"""The named queries as forms: the answer to what is asked, or to the example, as a table, on a map and as files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlencode

from twingraph.errors import AmbiguousNameError, TwinGraphError, UsageError
from twingraph.queries.header import ENTITY_TYPES, LANG
from twingraph.queries.page import body, call
from twingraph.serve.pages.pictures import of_places
from twingraph.serve.pages.web import html, readable, state
from twingraph.site.interactive.questions import MOST_ROWS, Asked, ask_example, cells, python_call, titles
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Request, Response

    from twingraph.names import Described
    from twingraph.queries.header import NamedQuery, Parameter
    from twingraph.serve.pages.pages import Pages
    from twingraph.site.interactive.pages import Picture
    from twingraph.site.interactive.questions import Value
    from twingraph.texts import Lang

FORMATS: Final = ("csv", "tsv", "json", "xml")
_FEW: Final = 60
"""Of no more things than these one is chosen from a list; of more its name is typed."""
_TYPED: Final = ("place", "entity", "property")
"""Types of which a name is typed, however few things there are."""


class Option(NamedTuple):
    """What can be chosen."""

    key: str
    label: str


class Field(NamedTuple):
    """A field of the form.

    Attributes:
        name: The parameter's name.
        type: Its type.
        label: What it means.
        required: Whether it must be given.
        options: What it is chosen from; nothing if it is typed.
        value: What is asked for.
    """

    name: str
    type: str
    label: str
    required: bool
    options: list[Option]
    value: str


class Choice(NamedTuple):
    """A thing that may be meant, and the query string that asks for it."""

    thing: Described
    state: str


class Questions:
    """Makes the pages of named queries.

    Args:
        pages: The pages.
    """

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.kg = pages.opened.kg

    def page(self, request: Request, lang: Lang, name: str) -> Response:
        """Return the page of a query: without parameters in the address, with the answer to its example."""
        query = self.kg.queries[name]
        given = {readable(key): readable(value) for key, value in request.args.items() if key != LANG}
        asked, status = self._ask(query, given, lang) if given else (ask_example(self.pages.explorer, query, lang), 200)
        wrong, choices = "", []
        if given and asked.answer is None:
            wrong, choices = asked.reason, self._choices(query, asked.values, lang)
        values = {key: value for key, value in asked.values.items() if value}
        rows = [] if asked.answer is None else cells(asked.answer, lang)
        content = self.pages.page(
            "served/query.html",
            f"queries/{name}",
            lang,
            section="queries",
            query=query,
            asked=asked._replace(values=values),
            fields=[self._field(each, values.get(each.name, ""), lang) for each in query.parameters.values()],
            given=bool(given),
            wrong=wrong,
            choices=choices,
            titles=[] if asked.answer is None else titles(asked.answer, lang),
            rows=rows[:MOST_ROWS],
            left=max(len(rows) - MOST_ROWS, 0),
            picture=self._picture(rows[:MOST_ROWS], lang),
            command=call(query, values, lang),
            python=python_call(query, values, lang),
            body=body(query),
            formats=FORMATS,
            files=partial(_file, query, values, lang),
            state=state(request),
        )
        response = html(content, status)
        if wrong:
            response.headers["Cache-Control"] = "no-store"
        return response

    def _ask(self, query: NamedQuery, given: Mapping[str, str], lang: Lang) -> tuple[Asked, int]:
        try:
            answer = self.kg.query(query.name, given, lang=lang)
            len(answer)
        except UsageError as error:
            return Asked({key: given.get(key, "") for key in query.parameters}, None, error.message(lang)), 400
        return Asked(given, answer), 200

    def _choices(self, query: NamedQuery, values: Mapping[str, str], lang: Lang) -> list[Choice]:
        """Return what the first name that means several things may mean."""
        for parameter in query.parameters.values():
            value = values.get(parameter.name, "")
            if value and parameter.type in ENTITY_TYPES:
                try:
                    self.kg.names.resolve(value, parameter.type)
                except AmbiguousNameError as error:
                    rest = {name: each for name, each in values.items() if each and name != parameter.name}
                    return [
                        Choice(each, f"?{urlencode(rest | {parameter.name: each.iri})}")
                        for each in self.kg.names.describe(error.candidates, lang)
                    ]
                except UsageError:
                    continue
        return []

    def _field(self, parameter: Parameter, value: str, lang: Lang) -> Field:
        options: list[Option] = []
        if parameter.values:
            options = [Option(each, each) for each in parameter.values]
        elif parameter.type in ENTITY_TYPES:
            known = self.pages.finder.options(parameter.type, lang)
            if parameter.type not in _TYPED and len(known) <= _FEW:
                options = [Option(*each) for each in known]
                value = self._key(parameter, value, options)
        return Field(parameter.name, parameter.type, parameter.meaning[lang], parameter.required, options, value)

    def _key(self, parameter: Parameter, value: str, options: list[Option]) -> str:
        """Return which of the options a value means, whatever it is written as."""
        if not value:
            return ""
        try:
            iri = self.kg.names.resolve(value, parameter.type).value
        except UsageError:
            return ""
        return next((each.key for each in options if each.key in (iri, iri.replace("#", "/").rpartition("/")[2])), "")

    def _picture(self, rows: list[list[list[Value]]], lang: Lang) -> Picture | None:
        """Return the places of the answer on the map; None if there are none, or no outlines of land."""
        try:
            return of_places(self.pages, rows, lang)
        except TwinGraphError:
            return None


def _file(query: NamedQuery, values: Mapping[str, str], lang: Lang, form: str) -> str:
    """Return the address of the answer as a file, relative to the site's root."""
    asked = urlencode({**values, **({LANG: lang} if lang != LANGS[0] else {})})
    return f"query/{query.name}.{form}{'?' if asked else ''}{asked}"
