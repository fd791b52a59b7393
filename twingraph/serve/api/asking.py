"""``GET /query/<name>?place=…``: a named query's answer, in the form that the suffix names or ``Accept`` prefers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, urlencode

from werkzeug.wrappers import Response

from twingraph.errors import AmbiguousNameError, UnknownNameError, UsageError
from twingraph.near import near
from twingraph.queries.header import LANG
from twingraph.queries.results import FORMATS
from twingraph.serve.api.candidates import ambiguous, unknown
from twingraph.serve.negotiation import language, link, preferred_form, root, vary
from twingraph.serve.problem_texts import told
from twingraph.serve.problems import Problem
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Collection

    from werkzeug.wrappers import Request

    from twingraph.queries.header import NamedQuery
    from twingraph.serve.opened import Opened
    from twingraph.texts import Lang


class Form(NamedTuple):
    """A form of an answer.

    Attributes:
        media: Its media type.
        others: Other media types that it is asked for by, and then answered with.
    """

    media: str
    others: tuple[str, ...] = ()


FORMS: Final = {
    "json": Form("application/sparql-results+json", ("application/json",)),
    "csv": Form("text/csv"),
    "tsv": Form("text/tab-separated-values"),
    "xml": Form("application/sparql-results+xml", ("application/xml", "text/xml")),
    "rq": Form("application/sparql-query"),
}
"""The forms of an answer by suffix; ``rq`` is the question itself, its parameters bound, for any SPARQL engine."""
_PAGE: Final = "html"
_CHARSET: Final = ("csv", "tsv", "rq")


class Asking:
    """Answers named queries.

    Args:
        opened: What is served.
    """

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.kg = opened.kg

    def view(self, request: Request, /, name: str) -> Response:
        """Answer ``/query/<name>`` and ``/query/<name>.<suffix>``."""
        query, suffix = self._query(name)
        form, media = _form(request, suffix)
        if form == _PAGE:
            return self._to_page(request, query)
        values = given(request, query)
        lang = language(request)
        try:
            if form == "rq":
                content = self.kg.bind(query.name, values, lang=lang).encode()
            else:
                content = self.kg.query(query.name, values, lang=lang).serialize(form)
        except AmbiguousNameError as error:
            raise ambiguous(self.kg, query, values, error, request) from error
        except UnknownNameError as error:
            raise unknown(self.kg, query, values, error) from error
        except UsageError as error:
            raise _wrong(query, error) from error
        typed = f"{media}; charset=utf-8" if form in _CHARSET else media
        if form == "csv":
            typed = f"{media}; charset=utf-8; header=present"
        response = Response(content, content_type=typed)
        response.headers["Content-Language"] = lang
        for each, other in FORMS.items():
            if each != form:
                response.headers.add("Link", link(_address(request, query, each), "alternate", type=other.media))
        page = link(_page_address(request, query), "alternate", type="text/html")
        response.headers.add("Link", page)
        response.headers.add("Link", link(f"{root(request)}openapi.json", "service-desc"))
        if not suffix:
            vary(response, "Accept")
        if LANG not in request.args:
            vary(response, "Accept-Language")
        return response

    def _query(self, name: str) -> tuple[NamedQuery, str]:
        """Return the query of a name, and the suffix, which may be empty."""
        queries = self.kg.queries
        if name in queries:
            return queries[name], ""
        stem, dot, suffix = name.rpartition(".")
        known = [*FORMS, _PAGE]
        if dot and stem in queries:
            if suffix in known:
                return queries[stem], suffix
            detail = told("no-suffix", suffix=suffix[:80], forms=", ".join(known))
            raise Problem("unknown-form", detail, more={"forms": known})
        asked = stem if dot and suffix in known else name
        found = near(asked[:80], queries, 5)
        detail = told("no-query", name=asked[:80], near=", ".join(found or queries))
        raise Problem("unknown-query", detail, more={"near": found})

    def _to_page(self, request: Request, query: NamedQuery) -> Response:
        """Lead a reader to the page of the query, where the same parameters are asked."""
        response = Response(f"{query.name}\n", 303, content_type="text/plain; charset=utf-8")
        response.headers["Location"] = _page_address(request, query)
        vary(response, "Accept", "Accept-Language")
        return response


def given(request: Request, query: NamedQuery) -> dict[str, str]:
    """Return the parameters that a request gives, but its language.

    Raises:
        Problem: One is not known, given twice, or empty.
    """
    values = only(request, [*query.parameters, LANG])
    values.pop(LANG, None)
    return values


def only(request: Request, known: Collection[str]) -> dict[str, str]:
    """Return the parameters of a request, each of which must be known, given once, and not empty.

    Raises:
        Problem: One is not so.
    """
    for name, values in request.args.lists():
        if name not in known:
            found = near(name[:80], known, 3) or list(known)
            detail = told("no-parameter", name=name[:80], known=", ".join(found) or "–")
            raise Problem("unknown-parameter", detail, more={"parameter": name, "near": found})
        if len(values) > 1:
            detail = told("repeated", name=name, times=len(values))
            raise Problem("repeated-parameter", detail, more={"parameter": name})
        if not values[0].strip():
            raise Problem("bad-value", told("empty", name=name), more={"parameter": name})
    named = request.args.get(LANG)
    if named is not None and named not in LANGS:
        error = UsageError("unknown-language", given=named, known=", ".join(LANGS))
        raise Problem.of(error, parameter=LANG)
    return request.args.to_dict()


def _wrong(query: NamedQuery, error: UsageError) -> Problem:
    """Make the problem of a value that is not right: which parameter it is of, and what that takes if it is told."""
    parameter = query.parameters.get(str(error.values.get("name")))
    if parameter is None:
        return Problem.of(error)
    more = {"allowed": list(parameter.values)} if parameter.values else {}
    return Problem.of(error, parameter=parameter.name, **more)


def _form(request: Request, suffix: str) -> tuple[str, str]:
    """Return the form to answer in, and the media type to call it by."""
    if suffix:
        return suffix, FORMS[suffix].media if suffix in FORMS else ""
    offered = {form.media: name for name, form in FORMS.items()}
    offered |= {other: name for name, form in FORMS.items() for other in form.others}
    offered |= {"text/html": _PAGE, "application/xhtml+xml": _PAGE}
    media = preferred_form(request, offered)
    if media is None:
        raise Problem("not-acceptable", told("forms", forms=", ".join(offered)), more={"forms": list(offered)})
    return offered[media], media


def _address(request: Request, query: NamedQuery, suffix: str) -> str:
    asked = urlencode(list(request.args.items(multi=True)))
    return f"{root(request)}query/{quote(query.name)}.{suffix}{'?' if asked else ''}{asked}"


def _page_address(request: Request, query: NamedQuery) -> str:
    lang: Lang = language(request)
    asked = urlencode([(name, value) for name, value in request.args.items(multi=True) if name != LANG])
    folder = "ru/" if lang == "ru" else ""
    return f"{root(request)}{folder}queries/{quote(query.name)}/{'?' if asked else ''}{asked}"


assert {*FORMATS} < {*FORMS}  # noqa: S101 - what the writers of answers know
