"""``/sparql``: the SPARQL 1.1 protocol, of which the query operation (https://www.w3.org/TR/sparql11-protocol/).

==============  ======================================================================================
module          what it does
==============  ======================================================================================
``endpoint``    which operation a request is, and its answer
``operation``   reads the query and its dataset out of a request
``size``        refuses queries that are too long, or nested deeper than the engine can follow
``forms``       the media types of answers
``answer``      asks, and writes the answer whole or not at all
``writer``      takes what the engine writes, up to a limit
``volatile``    queries whose answers are not to be kept
``service``     the service description
``refused``     errors as responses
==============  ======================================================================================
"""

from __future__ import annotations

from twingraph.serve.sparql.endpoint import Endpoint

__all__ = ["Endpoint"]
