"""The dataset, described: VoID, DCAT, the map for robots. Only what this server answers is announced."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, serialize
from werkzeug.wrappers import Response

from twingraph.export import dcat, void
from twingraph.export.described import Held, describe_files
from twingraph.export.writing import in_order, json_ld, rdf_xml, turtle
from twingraph.serve.linked.forms import FORMS
from twingraph.serve.negotiation import address, link, preferred_form, preferred_language, root, vary
from twingraph.serve.problem_texts import told
from twingraph.serve.problems import Problem
from twingraph.site import pages
from twingraph.site.render import folder_of

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

    from twingraph.serve.linked.fixed import Fixed
    from twingraph.serve.opened import Opened

_WHOLE: Final = ("data/graph.nq", "data/graph.ttl")
"""The files that hold the whole dataset."""
_HTML: Final = "text/html"


class Descriptions:
    """Answers with descriptions of the dataset.

    Args:
        opened: What is served.
        fixed: The pages and files that are no thing's.
    """

    def __init__(self, opened: Opened, fixed: Fixed) -> None:
        self.opened = opened
        self.fixed = fixed
        self._written = lru_cache(maxsize=32)(self._write)
        self._mapped = lru_cache(maxsize=4)(self._map)

    def well_known(self, request: Request, /) -> Response:
        """Lead from where VoID is looked for to where it stands."""
        self._check(request)
        response = Response("void\n", 302, content_type="text/plain; charset=utf-8")
        response.headers["Location"] = f"{root(request)}void"
        return response

    def negotiated(self, request: Request, /) -> Response:
        """Lead to a description in the form asked for; to the page of the data for readers."""
        self._check(request)
        name = request.path.strip("/")
        offered = {form.media: f"{name}.{suffix}" for suffix, form in FORMS.items()}
        offered |= {other: f"{name}.{suffix}" for suffix, form in FORMS.items() for other in form.others}
        offered[_HTML] = folder_of("data", preferred_language(request))
        media = preferred_form(request, offered)
        if media is None:
            detail = told("forms", forms=", ".join(offered))
            raise Problem("not-acceptable", detail, more={"forms": list(offered)})
        response = Response(f"{name}\n", 303, content_type="text/plain; charset=utf-8")
        response.headers["Location"] = f"{root(request)}{offered[media]}"
        for suffix, form in FORMS.items():
            response.headers.add("Link", link(f"{root(request)}{name}.{suffix}", "alternate", type=form.media))
        vary(response, "Accept", "Accept-Language")
        return response

    def described(self, request: Request, /, suffix: str) -> Response:
        """Answer with a description."""
        name = request.path.strip("/").removesuffix(f".{suffix}")
        if suffix not in FORMS:
            detail = told("no-suffix", suffix=suffix[:80], forms=", ".join(FORMS))
            raise Problem("unknown-form", detail, more={"forms": list(FORMS)})
        self._check(request)
        content = self._written(name, suffix, address(request))
        response = Response(content, content_type=FORMS[suffix].content_type)
        for other, form in FORMS.items():
            if other != suffix:
                response.headers.add("Link", link(f"{root(request)}{name}.{other}", "alternate", type=form.media))
        return response

    def _check(self, request: Request) -> None:
        """Tell that there is no description of what does not describe itself as a dataset."""
        if not self._is_dataset:
            raise Problem("not-found", told("nothing-called", path=request.path))

    @cached_property
    def _is_dataset(self) -> bool:
        return describe_files(self.opened.release, ()) is not None

    def _write(self, name: str, suffix: str, at: str) -> bytes:
        """Write a description, as seen from the server's address."""
        endpoint = f"{at}sparql"
        release = self.opened.release
        release = replace(release, settings=replace(release.settings, site=at, download=at, endpoint=endpoint))
        described = describe_files(release, self._files)
        assert described is not None  # noqa: S101 - checked before
        if name == "void":
            triples, spaces = void.statements(release, described), void.spaces(described)
        else:
            triples, spaces = dcat.catalogue(described), described.spaces
        if suffix == "ttl":
            return turtle(triples, spaces).encode()
        if suffix == "jsonld":
            return json_ld(triples, spaces).encode()
        if suffix == "rdf":
            return rdf_xml(triples)
        return serialize(in_order(triples), format=RdfFormat.N_TRIPLES) or b""

    @property
    def _files(self) -> list[Held]:
        """The dumps that are served."""
        data = self.fixed.data
        return [
            Held(name, len(data[name]), hashlib.sha256(data[name]).hexdigest(), "twingraph")
            for name in _WHOLE
            if name in data
        ]

    def for_robots(self, request: Request, /, **values: object) -> Response:  # noqa: ARG002 - the path says it
        """Answer ``/robots.txt`` and ``/sitemap.xml``, for the address at which the server is seen."""
        name = request.path.strip("/")
        content = self._mapped(address(request), root(request)).get(name)
        if content is None:
            raise Problem("not-found", told("nothing-called", path=request.path))
        kind = "text/plain; charset=utf-8" if name.endswith(".txt") else "application/xml"
        return Response(content, content_type=kind)

    def _map(self, at: str, below: str) -> dict[str, bytes]:
        paths = [*self.fixed.page_paths(), *self.opened.site.paths.pages]
        # Questions and answers are without number.
        closed = (f"{below}query/", f"{below}sparql?")
        return dict(pages.for_robots(self.opened.site, paths, at, closed))
