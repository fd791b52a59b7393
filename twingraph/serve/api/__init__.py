"""The query API: each named query is ``GET /query/<name>``, its parameters those of the address.

==============  ======================================================================================
module          what it does
==============  ======================================================================================
``asking``      ``/query/<name>``: an answer in the form asked for
``candidates``  what a name may mean, and what is near to one that means nothing
``describing``  the OpenAPI description of it all, and the catalogue
``schemas``     what parameters and answers look like, as JSON Schema
==============  ======================================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.routing import Rule

from twingraph.serve.api.asking import Asking
from twingraph.serve.api.describing import Describing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twingraph.serve.opened import Opened


def rules(opened: Opened) -> Iterable[Rule]:
    """Yield the rules of the query API."""
    asking, describing = Asking(opened), Describing(opened)
    yield Rule("/query/<string:name>", endpoint=asking.view, methods=["GET"])
    yield Rule("/query", endpoint=describing.catalogue, methods=["GET"])
    yield Rule("/queries.json", endpoint=describing.catalogue, methods=["GET"])
    for suffix in ("json", "yaml"):
        yield Rule(f"/openapi.{suffix}", endpoint=describing.openapi, methods=["GET"])
