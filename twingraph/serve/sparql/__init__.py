"""``/sparql``: the SPARQL 1.1 protocol, of which the query operation (https://www.w3.org/TR/sparql11-protocol/).

==============  ======================================================================================
module          what it does
==============  ======================================================================================
``endpoint``    the view: which operation a request is, and its answer
``operation``   reads the query and its dataset out of a request
``size``        refuses queries that are too long, or nested deeper than the engine can follow
``forms``       the media types of answers
``answer``      asks, and writes the answer whole or not at all
``writer``      takes what the engine writes, up to a limit
``service``     the service description
``refused``     errors as responses
==============  ======================================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.routing import Rule

from twingraph.serve.sparql.endpoint import Endpoint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twingraph.serve.opened import Opened

__all__ = ["rules"]


def rules(opened: Opened) -> Iterable[Rule]:
    """Return the rule of the endpoint; ``/sparql/`` with a slash is the page of the editor."""
    return (Rule("/sparql", endpoint=Endpoint(opened), strict_slashes=True),)
