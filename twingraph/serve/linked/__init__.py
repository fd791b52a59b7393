"""Linked data: every identifier of the graph leads to a document about what it names, in the form asked for.

================  ====================================================================================
module            what it does
================  ====================================================================================
``documents``     which document an address leads to: 303 from a thing, pages, data, what was renamed or removed
``forms``         the forms of RDF
``nearby``        what may have been meant by an address at which there is nothing
``fixed``         the pages and files of the static site that are no thing's
``descriptions``  the dataset described: VoID, DCAT, sitemap
================  ====================================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.routing import Rule

from twingraph.serve.linked.descriptions import Descriptions
from twingraph.serve.linked.documents import Documents
from twingraph.serve.linked.fixed import Fixed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twingraph.serve.opened import Opened


def rules(opened: Opened) -> Iterable[Rule]:
    """Yield the rules of linked data; those of a whole path go before them, wherever they come from."""
    fixed = Fixed(opened)
    documents, descriptions = Documents(opened, fixed), Descriptions(opened, fixed)
    yield Rule("/.well-known/void", endpoint=descriptions.well_known, methods=["GET"])
    for name in ("void", "catalog"):
        yield Rule(f"/{name}", endpoint=descriptions.negotiated, methods=["GET"])
        yield Rule(f"/{name}.<string:suffix>", endpoint=descriptions.described, methods=["GET"])
    yield Rule("/robots.txt", endpoint=descriptions.for_robots, methods=["GET"])
    yield Rule("/<any(sitemap):name>.xml", endpoint=descriptions.for_robots, methods=["GET"])
    yield Rule("/sitemap-<int:number>.xml", endpoint=descriptions.for_robots, methods=["GET"])
    yield Rule("/problems/", endpoint=fixed.problems, methods=["GET"])
    yield Rule("/ru/problems/", endpoint=fixed.problems, methods=["GET"])
    yield Rule("/", endpoint=documents.view, methods=["GET"])
    yield Rule("/<path:path>", endpoint=documents.view, methods=["GET"])
