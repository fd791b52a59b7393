"""TwinGraph: a knowledge graph of municipal international ties, and the tools that keep it honest.

The nouns of the interface:

* :class:`KnowledgeGraph` -- a folder of ontology, data, shapes and queries, opened;
* :class:`Result` and :class:`Row` -- the answer to a question;
* :class:`PartialDate` -- a date at the precision at which it is known;
* :func:`format_turtle` -- a Turtle text in the house form;
* :class:`TwinGraphError` -- the root of everything that is raised on bad input (see :mod:`twingraph.errors`).

>>> from twingraph import KnowledgeGraph
>>> kg = KnowledgeGraph.open()
>>> for row in kg.query("twins-of", place="Тарговиште"):
...     print(row.partnerLabel, row.date)
Smolensk 2002
Smolensk 2012-06-13
"""

from twingraph.dates import PartialDate
from twingraph.errors import (
    AmbiguousNameError,
    GraphError,
    TwinGraphError,
    UnknownNameError,
    UsageError,
)
from twingraph.format import format_turtle
from twingraph.graph import KnowledgeGraph
from twingraph.queries.results import IRI, Result, Row
from twingraph.version import __version__

__all__ = [
    "IRI",
    "AmbiguousNameError",
    "GraphError",
    "KnowledgeGraph",
    "PartialDate",
    "Result",
    "Row",
    "TwinGraphError",
    "UnknownNameError",
    "UsageError",
    "__version__",
    "format_turtle",
]
