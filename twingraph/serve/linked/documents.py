"""Which document an address leads to.

A thing is no document: ``/id/place/smolensk`` answers 303 with the address of a document about it (W3C's Cool URIs for
the Semantic Web): ``/id/place/smolensk/`` or ``/ru/id/place/smolensk/``, ``.ttl``, ``.jsonld``, ``.rdf``, ``.nt``.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from pyoxigraph import NamedNode
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response

from twingraph.layout import DEFAULT_BASE
from twingraph.queries.rdf import SPACES, query_iri, query_triples
from twingraph.serve.linked.forms import FORMS, HTML, OFFERED
from twingraph.serve.linked.nearby import Nearby
from twingraph.serve.negotiation import language, link, preferred_form, preferred_language, root, vary
from twingraph.serve.problem_texts import told
from twingraph.serve.problems import Problem
from twingraph.site import rdf
from twingraph.site.index import Triple
from twingraph.site.render import folder_of
from twingraph.texts import LANGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from werkzeug.wrappers import Request

    from twingraph.serve.linked.fixed import Fixed
    from twingraph.serve.opened import Opened
    from twingraph.texts import Lang

_ONTOLOGY: Final = "ontology"
_GRAPHS: Final = "data/#graphs"
_QUERIES: Final = "id/query/"


class Documents:
    """Leads from things to documents about them, and answers with these.

    Args:
        opened: What is served.
        fixed: The pages that are no thing's.
    """

    def __init__(self, opened: Opened, fixed: Fixed) -> None:
        self.opened = opened
        self.fixed = fixed
        self.nearby = Nearby(opened)

    def view(self, request: Request, /, path: str = "") -> Response:
        """Answer any address that no other rule takes."""
        path = request.path.removeprefix("/")
        russian = path == "ru" or path.startswith("ru/")
        lang: Lang = "ru" if russian else "en"
        inner = path.removeprefix("ru").removeprefix("/") if russian else path
        if inner.endswith("/") or not inner:
            if path == "ru":
                return _moved(request, "ru/")
            return self._page(request, inner.removesuffix("/"), lang)
        stem, dot, suffix = inner.rpartition(".")
        if inner in self._things or inner in self._versions:
            return _moved(request, f"{quote(path)}/") if russian else self._of_thing(request, inner)
        if dot and suffix in FORMS and stem in self._things and not russian:
            return self._data(request, stem, suffix)
        found = self.fixed.file(path)
        if found is not None:
            return found
        if self.fixed.file(f"{path}/index.html") is not None:
            return _moved(request, f"{quote(path)}/")
        raise self._nothing(request, stem if dot and suffix in FORMS else inner)

    @cached_property
    def _things(self) -> dict[str, str]:
        """What has documents: things, named graphs, queries; their IRIs by path."""
        site, folder = self.opened.site, self.opened.kg.folder
        queries = {
            f"{_QUERIES}{query.name}": query_iri(query, folder.base).value for query in self.opened.kg.queries.values()
        }
        graphs = {path.removesuffix(".ttl"): iri for iri, path in site.graph_files.items()}
        return graphs | queries | site.paths.pages

    @cached_property
    def _versions(self) -> dict[str, str]:
        """The paths of versions, and those of what they are versions of."""
        return self._pairs("serve/versions", "version", "thing")

    @cached_property
    def _replaced(self) -> dict[str, str]:
        """The paths of things that others took the place of, and the IRIs of these, followed to the end."""
        next_of: dict[str, list[str]] = {}
        for row in self._ask("diff/redirects"):
            next_of.setdefault(row["thing"], []).append(row["replacement"])
        found = {}
        for thing in next_of:
            at, passed = thing, {thing}
            # Where there are several, the page of the thing itself tells of them.
            while len(next_of.get(at, ())) == 1 and next_of[at][0] not in passed:
                at = next_of[at][0]
                passed.add(at)
            path = self._path(thing)
            if at != thing and path is not None and not next_of.get(at):
                found[path] = at
        return found

    @cached_property
    def _removed(self) -> dict[str, str]:
        """The paths of things that are no more, and their IRIs."""
        rows = self._ask("serve/removed")
        return {path: row["thing"] for row in rows if (path := self._path(row["thing"])) is not None}

    def _ask(self, query: str) -> list[dict[str, str]]:
        answer: Any = self.opened.kg.sparql(self.opened.kg.folder.machinery(query))
        return [{name: str(value) for name, value in row.as_dict().items()} for row in answer]

    def _pairs(self, query: str, key: str, value: str) -> dict[str, str]:
        found = {}
        for row in self._ask(query):
            one, other = self._path(row[key]), self._path(row[value])
            if one is not None and other is not None and one not in self._things:
                found[one] = other
        return found

    def _path(self, iri: str) -> str | None:
        """Return the path that stands for an IRI, whether or not there is anything; not if it has a fragment."""
        bases = (self.opened.kg.folder.base, DEFAULT_BASE)
        base = next((base for base in bases if iri.startswith(base)), None)
        return None if base is None or "#" in iri else self.opened.site.paths.path(iri) or iri.removeprefix(base)

    def _of_thing(self, request: Request, path: str) -> Response:
        """Lead from a thing to the document about it."""
        self._check(path)
        if path in self._replaced:
            return self._to_other(request, path, "")
        path = self._versions.get(path, path)
        media = preferred_form(request, OFFERED)
        links = self._links(request, path)
        if media is None:
            offered = [HTML, *(form.media for form in FORMS.values())]
            headers = [("Link", each) for each in links]
            detail = told("forms", forms=", ".join(offered))
            raise Problem("not-acceptable", detail, more={"forms": offered}, headers=headers)
        suffix = OFFERED[media]
        page = self._page_of(path, preferred_language(request))
        target = page if suffix == "html" else f"{quote(path)}.{suffix}"
        response = _to(request, target, 303)
        vary(response, "Accept", "Accept-Language")
        return _linked(response, links)

    def _page_of(self, path: str, lang: Lang) -> str:
        """Return where the page about a thing stands, below the root."""
        if path.startswith("graph/"):
            return f"{folder_of('', lang)}{_GRAPHS}"
        if path.startswith(_QUERIES):
            path = f"queries/{path.removeprefix(_QUERIES)}"
        return quote(folder_of(path, lang))

    def _page(self, request: Request, path: str, lang: Lang) -> Response:
        """Answer with a page."""
        self._check(path)
        if path in self._replaced:
            return self._to_other(request, path, "/", lang)
        path_of_thing = self._versions.get(path, path)
        if self._things.get(path_of_thing) and (path in self._versions or path.startswith(("graph/", _QUERIES))):
            return _to(request, self._page_of(path_of_thing, lang), 303)
        if path in self.opened.site.paths.pages:
            return self._about(request, path, lang)
        found = self.fixed.file(f"{folder_of(path, lang)}index.html")
        if found is None:
            raise self._nothing(request, path)
        return found

    def _about(self, request: Request, path: str, lang: Lang) -> Response:
        """Answer with the page about a thing."""
        iri = self._things[path]
        alternates = [(f"{quote(path)}.{suffix}", form.media) for suffix, form in FORMS.items()]
        if path == _ONTOLOGY:
            content = self._ontology_pages[lang]
        else:
            content = self.opened.pages.about(
                request, path, iri, lang, alternates=alternates, canonical=iri_to_uri(iri)
            )
        response = Response(content, content_type=f"{HTML}; charset=utf-8")
        response.headers["Content-Language"] = lang
        return _linked(response, self._links(request, path, lang))

    @cached_property
    def _ontology_pages(self) -> Mapping[Lang, bytes]:
        alternates = [(f"{_ONTOLOGY}.{suffix}", form.media) for suffix, form in FORMS.items()]
        canonical = iri_to_uri(self._things[_ONTOLOGY])
        return {lang: self.fixed.ontology.html(lang, alternates, canonical=canonical)[1] for lang in LANGS}

    def _data(self, request: Request, path: str, suffix: str) -> Response:
        """Answer with what is said of a thing as RDF."""
        self._check(path)
        if path in self._replaced:
            return self._to_other(request, path, f".{suffix}")
        form = FORMS[suffix]
        known = self.fixed.resources.prefixes
        if path.startswith(_QUERIES):
            known = {**known, **SPACES}
        response = Response(form.write(self._said(path), known), content_type=form.content_type)
        return _linked(response, self._links(request, path, suffix))

    def _said(self, path: str) -> Sequence[Triple]:
        site = self.opened.site
        if path == _ONTOLOGY:
            return self._described
        if path in site.paths.pages:
            return rdf.about(site.index, [NamedNode(site.paths.pages[path])])
        if path.startswith(_QUERIES):
            query = self.opened.kg.queries[path.removeprefix(_QUERIES)]
            triples = query_triples(query, self.opened.kg.folder.base)
            return [Triple(*each) for each in triples]
        return rdf.stable(self.fixed.graph(self._things[path]))

    @cached_property
    def _described(self) -> Sequence[Triple]:
        return self.fixed.ontology.described()

    def _links(self, request: Request, path: str, here: str = "") -> list[str]:
        """Return where else a thing is told of: each form but this one, the thing itself, what describes it.

        Args:
            request: The request.
            path: The path of the thing.
            here: The suffix or the language of the document that is answered with; empty if it is none.
        """
        at, iri = root(request), iri_to_uri(self._things[path])
        links = [link(iri, "canonical"), link(iri, "describes")] if here else []
        links += [
            link(f"{at}{self._page_of(path, lang)}", "alternate", type=HTML, hreflang=lang)
            for lang in LANGS
            if lang != here
        ]
        for suffix, form in FORMS.items():
            if suffix != here:
                relation = "alternate" if here in FORMS else "alternate describedby"
                links.append(link(f"{at}{quote(path)}.{suffix}", relation, type=form.media))
        return links

    def _check(self, path: str) -> None:
        """Tell of what is no more.

        Raises:
            Problem: The data says that the thing was removed.
        """
        if path in self._removed:
            raise Problem("gone", told("removed", iri=self._removed[path]))

    def _to_other(self, request: Request, path: str, end: str, lang: Lang = "en") -> Response:
        """Lead to what took the place of a thing, to the same form of it."""
        iri = self._replaced[path]
        other = self._path(iri)
        if other is None:
            response = Response("", 301)
            response.headers["Location"] = iri_to_uri(iri)
            return response
        return _to(request, f"{'ru/' if lang == 'ru' else ''}{quote(other)}{end}", 301)

    def _nothing(self, request: Request, path: str) -> Problem:
        """Make the problem of an address at which there is nothing, with what may be meant."""
        found = self.nearby.find(path)
        lang = language(request)
        site = self.opened.site
        links = [
            (site.paths.href(each.value, root(request), lang) or each.value, site.label(each, lang)) for each in found
        ]
        more = {"near": [each.value for each in found]} if found else {}
        return Problem("not-found", told("nothing-called", path=request.path[:200]), more=more, links=links)


def _to(request: Request, target: str, status: int) -> Response:
    """Lead to an address below the root."""
    response = Response(f"{root(request)}{target}\n", status, content_type="text/plain; charset=utf-8")
    response.headers["Location"] = f"{root(request)}{target}"
    return response


def _moved(request: Request, target: str) -> Response:
    """Lead to where a page stands, whose address has a slash at its end."""
    asked = request.query_string.decode("latin-1")
    return _to(request, f"{target}{'?' if asked else ''}{asked}", 308)


def _linked(response: Response, links: Sequence[str]) -> Response:
    for each in links:
        response.headers.add("Link", each)
    return response
