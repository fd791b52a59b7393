"""Where to publish: an address, or a table ``[publish.NAME]`` of ``twingraph.toml``.

.. code-block:: toml

    [publish.museum]
    query-url = "https://example.org/sparql"
    update-url = "https://example.org/sparql-auth"           # where it is another
    gsp-url = "https://example.org/sparql-graph-crud-auth"   # the graph store, if there is one
    protocol = "gsp"                                         # or "update"
    default-graph = "https://example.org/all"                # for a store without a default graph of its own
    user = "editor"                                          # never a password or a token
    auth = "digest"                                          # or "basic"
    store = "virtuoso"                                       # which store it is, where it does not say so
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final

from twingraph.errors import GraphError, UsageError
from twingraph.layout import CONFIG, read_config
from twingraph.queries.header import STORES
from twingraph.remote.address import AUTHS, Address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twingraph.layout import GraphFolder

PROTOCOLS: Final = ("update", "gsp")
_CHOICES: Final = {"protocol": PROTOCOLS, "auth": AUTHS, "store": STORES}
_NOT_IN_IRIS: Final = frozenset(' <>"{}|\\^`')


@dataclass(frozen=True, slots=True)
class Target:
    """Where a graph is published; None stands for what is found out.

    Attributes:
        query_url: The address of the query service.
        update_url: The address of the update service.
        gsp_url: The address of the Graph Store Protocol.
        protocol: How statements are sent, one of :data:`PROTOCOLS`; the switch is always an update.
        default_graph: The name of the graph that holds every statement once, for a store that has no default graph
            of its own, or keeps something else there.
        user: Who publishes.
        auth: How the password is sent, ``basic`` or ``digest``.
        store: Which store it is, one of :data:`twingraph.queries.header.STORES`.
    """

    query_url: str
    update_url: str | None = None
    gsp_url: str | None = None
    protocol: str | None = None
    default_graph: str | None = None
    user: str | None = None
    auth: str | None = None
    store: str | None = None

    def checked(self) -> Target:
        """Return this target if it can be one.

        Raises:
            UsageError: An address is none, or a choice is not there.
        """
        for name in ("query_url", "update_url", "gsp_url"):
            address = getattr(self, name)
            if address is not None:
                parsed(address, option_of(name))
        for name, known in _CHOICES.items():
            value = getattr(self, name)
            if value is not None and value not in known:
                raise UsageError("publish-unknown-choice", option=f"--{name}", value=value, known=", ".join(known))
        graph = self.default_graph
        if graph is not None and (":" not in graph or set(graph) & _NOT_IN_IRIS or not graph.isprintable()):
            raise UsageError("publish-bad-default-graph", value=graph)
        return self


def option_of(name: str) -> str:
    """Return the option that a field of a target is given by."""
    return "TARGET" if name == "query_url" else f"--{name.replace('_', '-')}"


def parsed(address: str, option: str) -> Address:
    """Read an address.

    Raises:
        UsageError: It is none; the error names the option.
    """
    try:
        return Address.parse(address)
    except UsageError as error:
        if error.key == "bad-endpoint":
            raise UsageError("publish-bad-url", option=option) from error
        raise


def find_target(word: str, folder: GraphFolder, given: Mapping[str, str | None] | None = None) -> Target:
    """Return the target that a person names.

    Args:
        word: The address of the query service, or the name of a table below ``[publish]`` in the folder's
            ``twingraph.toml``.
        folder: The graph folder.
        given: Fields that are given otherwise, which go before those of the table.

    Raises:
        UsageError: There is no such table, or an address or a choice is not right.
        GraphError: The table is not right.
    """
    chosen = {name: value for name, value in (given or {}).items() if value is not None}
    if "://" in word:
        # Where another address is asked, this one is written to.
        of_word = {"update_url": word} if "query_url" in chosen else {"query_url": word}
        return Target(**{**of_word, **chosen}).checked()
    file = folder.root / CONFIG
    tables = {name: table for name, table in read_config(file).publish.items() if isinstance(table, dict)}
    if word not in tables:
        raise UsageError("publish-no-target", target=word, file=file, known=", ".join(tables) or "–")
    names = {field.name.replace("_", "-"): field.name for field in fields(Target)}
    values: dict[str, str] = {}
    for key, value in tables[word].items():
        where = f"publish.{word}.{key}"
        if key in ("password", "token"):
            raise GraphError("publish-secret-in-file", file=file, key=where)
        if key not in names:
            raise GraphError("unknown-setting", file=file, key=where, known=", ".join(names))
        if not isinstance(value, str):
            raise GraphError("setting-not-text", file=file, key=where)
        values[names[key]] = value
    if "query_url" not in values and "query_url" not in chosen:
        raise GraphError("publish-no-query-url", file=file, table=f"publish.{word}")
    return replace(Target(**values), **chosen).checked()
