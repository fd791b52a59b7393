"""SPARQL stores elsewhere, asked the same questions as a graph that is opened here.

:class:`RemoteGraph` needs the extra ``remote``; what it asks travels through SPARQLWrapper.
"""

from twingraph.remote.graph import RemoteGraph
from twingraph.remote.notice import Notice

__all__ = ["Notice", "RemoteGraph"]
