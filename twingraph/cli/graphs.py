"""The graph that a command asks: a folder here, or a store elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from twingraph.errors import UsageError
from twingraph.graph import KnowledgeGraph

if TYPE_CHECKING:
    import argparse

    from twingraph.remote import RemoteGraph

_REMOTE = ("user", "auth", "retries", "store")


def open_graph(options: argparse.Namespace) -> KnowledgeGraph | RemoteGraph:
    """Open what ``--graph`` and ``--add``, or ``--endpoint`` and what belongs to it, name."""
    if options.endpoint is not None:
        return _open_remote(options)
    for name in _REMOTE:
        if getattr(options, name) is not None:
            raise UsageError("needs-endpoint", option=f"--{name}")
    return KnowledgeGraph.open(options.graph, add=options.add, snapshot=True)


def _open_remote(options: argparse.Namespace) -> RemoteGraph:
    from twingraph.limit import seconds_of
    from twingraph.remote import RemoteGraph
    from twingraph.remote.address import Address, credentials
    from twingraph.remote.graph import RETRIES, TIMEOUT

    if options.add:
        raise UsageError("add-and-endpoint")
    auth = options.auth or "basic"
    found = credentials(Address.parse(options.endpoint), options.user, auth)
    return RemoteGraph(
        options.endpoint,
        options.graph,
        user=found.user,
        password=found.password,
        token=found.token,
        auth=auth,
        timeout=TIMEOUT if options.timeout is None else seconds_of(options.timeout),
        retries=RETRIES if options.retries is None else options.retries,
        store=options.store,
        on_notice=lambda notice: print(f"twingraph: {notice.message(options.lang)}", file=sys.stderr, flush=True),
    )
