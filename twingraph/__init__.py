"""TwinGraph: a knowledge graph of municipal international ties, and the tools that keep it honest.

The nouns of the interface:

* :class:`KnowledgeGraph` -- a folder of ontology, data, shapes and queries, opened;
* :class:`RemoteGraph` -- a graph in a SPARQL store elsewhere, asked alike;
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

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from twingraph.dates import PartialDate
from twingraph.errors import (
    AmbiguousNameError,
    GraphError,
    RefusedError,
    RemoteError,
    TimeLimitError,
    TwinGraphError,
    UnknownNameError,
    UsageError,
)
from twingraph.graph import KnowledgeGraph
from twingraph.queries.results import IRI, Result, Row
from twingraph.version import __version__

if TYPE_CHECKING:
    from twingraph.format import format_turtle
    from twingraph.remote import RemoteGraph

__all__ = [
    "IRI",
    "AmbiguousNameError",
    "GraphError",
    "KnowledgeGraph",
    "PartialDate",
    "RefusedError",
    "RemoteError",
    "RemoteGraph",
    "Result",
    "Row",
    "TimeLimitError",
    "TwinGraphError",
    "UnknownNameError",
    "UsageError",
    "__version__",
    "format_turtle",
]


#: Not everybody asks for these, and what they need takes time to import.
_LATER: Final = {"RemoteGraph": "twingraph.remote", "format_turtle": "twingraph.format"}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)
